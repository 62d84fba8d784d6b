"""What a store promises, tried one promise after the other: the probe that customers run on their own server.

It writes under ``probe/…`` only, which nobody else reads, and takes away what it wrote as far as it may. What it says
holds for this server, this account and this moment: a green run against one kind of server says nothing about another.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from desktop_app.errors import SekishoError, ShareEntryExists, ShareEntryTooLarge, ShareReadOnly, Unavailable
from desktop_app.share.promises import Conformance, Outcome, Promise, Tried
from desktop_app.share.store import LONGEST_PATH, Store

RACES = 40
MANY = 150
LARGE = 25 * 1024 * 1024
"""Bytes: as large as a transferee's submission may be."""

PATIENCE = 3.0
"""Seconds after which a listing that still lacks an entry is called stale."""

_PROBE = "probe"


def probe(
    open_store: Callable[[], Store],
    open_other: Callable[[], Store] | None = None,
    *,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    stop: Callable[[], bool] = lambda: False,
) -> Conformance:
    """Try every promise; *open_store* makes a connection of its own each time, *open_other* one of a second account.

    Raises the store's errors when the place cannot even be looked at.
    """
    store = open_store()
    store.list(_PROBE)
    bench = _Bench(store, open_store(), open_other, f"{_PROBE}/{secrets.token_hex(8)}")
    tried: list[Tried] = []
    for promise in Promise:
        progress(len(tried), len(Promise))
        if stop():
            break
        tried.append(_tried(bench, promise))
    progress(len(Promise), len(Promise))
    return Conformance(store.address, tuple(tried), bench.clear(), stopped=len(tried) < len(Promise))


@dataclass
class _Bench:
    """Two connections to one place, the folder all tries happen in, and what lies there by now."""

    first: Store
    second: Store
    open_other: Callable[[], Store] | None
    folder: str
    made: list[str] = field(default_factory=list)

    def path(self, name: str) -> str:
        path = f"{self.folder}/{name}"
        self.made.append(path)
        return path

    def put(self, name: str, data: bytes) -> str:
        path = self.path(name)
        self.first.put_new(path, data)
        return path

    def clear(self) -> tuple[str, ...]:
        """Take away what was made; returns what stays."""
        left = []
        for path in self.made:
            try:
                self.first.delete(path)
            except Unavailable:
                left.append(path)
        return tuple(left)


def _tried(bench: _Bench, promise: Promise) -> Tried:
    try:
        return _TRIES[promise](bench, promise)
    except SekishoError as error:
        return Tried(promise, Outcome.BROKEN, trouble=error)


def _found(promise: Promise, kept: bool, **figures: float) -> Tried:
    return Tried(promise, Outcome.KEPT if kept else Outcome.BROKEN, **figures)  # type: ignore[arg-type]


def _creates(bench: _Bench, promise: Promise) -> Tried:
    bench.put("a/b/c/00", b"sekisho")
    return _found(promise, kept=True)


def _reads_back(bench: _Bench, promise: Promise) -> Tried:
    wrong = 0
    for number, size in enumerate((0, 1, 4095, 4096, 4097, 70_000)):
        data = secrets.token_bytes(size)
        wrong += bench.second.get(bench.put(f"sizes/{number}", data)) != data
    return _found(promise, kept=not wrong, count=wrong, of=6)


def _written_once(bench: _Bench, promise: Promise) -> Tried:
    path = bench.put("once", b"first")
    for store in (bench.first, bench.second):
        try:
            store.put_new(path, b"second")
        except ShareEntryExists:
            continue
        return _found(promise, kept=False)
    return _found(promise, kept=bench.second.get(path) == b"first")


def _one_winner(bench: _Bench, promise: Promise) -> Tried:
    return _race(bench, promise, (bench.first, bench.second), "race")


def _race(bench: _Bench, promise: Promise, racers: tuple[Store, Store], folder: str) -> Tried:
    """Let two connections create the same names at the same moment; each name must have one winner, whole."""
    start = threading.Barrier(2)
    names = [bench.path(f"{folder}/{number:03d}") for number in range(RACES)]

    def run(me: int) -> list[bool]:
        won = []
        for name in names:
            start.wait(60)
            try:
                racers[me].put_new(name, _banner(me))
                won.append(True)
            except ShareEntryExists:
                won.append(False)
            except SekishoError:
                start.abort()
                raise
        return won

    bench.put(f"{folder}/start", b"")
    with ThreadPoolExecutor(2) as lanes:
        jobs = [lanes.submit(run, me) for me in (0, 1)]
        troubles = [error for job in jobs if isinstance(error := job.exception(), SekishoError)]
    if troubles:
        raise troubles[0]
    wrong = 0
    for name, first, second in zip(names, *(job.result() for job in jobs), strict=True):
        wrong += first == second or bench.first.get(name) != _banner(0 if first else 1)
    return _found(promise, kept=not wrong, count=wrong, of=len(names))


def _banner(me: int) -> bytes:
    return str(me).encode() * 3000


def _seen_at_once(bench: _Bench, promise: Promise) -> Tried:
    """A place that remembers "not there" would hide what somebody else has written since."""
    path = bench.path("seen/00")
    bench.second.get(path)
    bench.first.put_new(path, b"here")
    return _waited(promise, lambda: bench.second.get(path) == b"here")


def _listed_at_once(bench: _Bench, promise: Promise) -> Tried:
    bench.put("listed/00", b"")
    bench.second.list(f"{bench.folder}/listed")
    path = bench.put("listed/01", b"")
    return _waited(promise, lambda: path in bench.second.list(f"{bench.folder}/listed"))


def _waited(promise: Promise, arrived: Callable[[], bool]) -> Tried:
    began = time.monotonic()
    at_once = there = arrived()
    while not there and time.monotonic() - began < PATIENCE:
        time.sleep(0.1)
        there = arrived()
    return _found(promise, kept=at_once, seconds=round(time.monotonic() - began, 1))


def _listed_whole(bench: _Bench, promise: Promise) -> Tried:
    made = [bench.put(f"many/{number:032x}.0.seg", b"") for number in range(MANY)]
    missing = len(set(made) - set(bench.second.list(f"{bench.folder}/many")))
    return _found(promise, kept=not missing, count=missing, of=MANY)


def _long_names(bench: _Bench, promise: Promise) -> Tried:
    room = LONGEST_PATH - len(bench.folder) - len("/0123/.0.bin")
    path = bench.put(f"0123/{'a' * room}.0.bin", b"long")
    assert len(path) <= LONGEST_PATH
    return _found(promise, kept=bench.second.get(path) == b"long" and path in bench.second.list(bench.folder))


def _large_entry(bench: _Bench, promise: Promise) -> Tried:
    data = secrets.token_bytes(1 << 20) * (LARGE >> 20)
    began = time.monotonic()
    path = bench.put("large", data)
    seconds = round(time.monotonic() - began, 1)
    return _found(promise, kept=bench.second.get(path) == data, seconds=seconds)


def _bounded(bench: _Bench, promise: Promise) -> Tried:
    path = bench.put("bounded", bytes(5000))
    try:
        bench.second.get(path, limit=4999)
    except ShareEntryTooLarge:
        return _found(promise, kept=True)
    return _found(promise, kept=False)


def _other_account(bench: _Bench, promise: Promise) -> Tried:
    """Two people's accounts: each sees what the other wrote, and a name has one winner between them too."""
    if bench.open_other is None:
        return Tried(promise, Outcome.NOT_TESTABLE)
    other = bench.open_other()
    path = bench.put("other/00", b"for another")
    if other.get(path) != b"for another":
        return _found(promise, kept=False)
    return _race(bench, promise, (bench.first, other), "accounts")


def _kept_from_deletion(bench: _Bench, promise: Promise) -> Tried:
    path = bench.put("kept", b"kept")
    try:
        bench.second.delete(path)
    except ShareReadOnly:
        return _found(promise, kept=bench.first.get(path) == b"kept")
    return _found(promise, kept=False)


def _survives_power_cut(_bench: _Bench, promise: Promise) -> Tried:
    return Tried(promise, Outcome.NOT_TESTABLE)


_TRIES: dict[Promise, Callable[[_Bench, Promise], Tried]] = {
    Promise.CREATES: _creates,
    Promise.READS_BACK: _reads_back,
    Promise.WRITTEN_ONCE: _written_once,
    Promise.ONE_WINNER: _one_winner,
    Promise.SEEN_AT_ONCE: _seen_at_once,
    Promise.LISTED_AT_ONCE: _listed_at_once,
    Promise.LISTED_WHOLE: _listed_whole,
    Promise.LONG_NAMES: _long_names,
    Promise.LARGE_ENTRY: _large_entry,
    Promise.BOUNDED: _bounded,
    Promise.OTHER_ACCOUNT: _other_account,
    Promise.KEPT_FROM_DELETION: _kept_from_deletion,
    Promise.SURVIVES_POWER_CUT: _survives_power_cut,
}
