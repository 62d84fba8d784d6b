"""kill -9 in the middle of every act: afterwards the home opens at once, whole, and work goes on."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.app import App, check_witness, open_app
from desktop_app.domain.facts import SeatHandedOver, SeatTakenBack
from desktop_app.domain.folding import fold
from desktop_app.home import Home
from desktop_app.journal.chain import check_chain
from desktop_app.keys.identity import read_certificate, verify
from desktop_app.share.segments import stored_files
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases import answering, people, sharing
from desktop_app.usecases.first_start import FirstStart, found_home
from desktop_app.usecases.verifying import verify_home
from tests.homes import MANAGER, PIN, enrolled, hokkaido, register
from tests.killed_office import ACTS, PASSPHRASE, surroundings

ROOT = Path(__file__).parents[2]
EVERYTHING = CaseFilter(in_scope_only=False)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    loaded = hokkaido()
    start = FirstStart("北辰送配電株式会社", "西部", "NSC01", MANAGER, loaded.programme, loaded.sha256)
    made = Home(tmp_path / "home")
    found_home(made, start, surroundings(), pin=PIN, passphrase=PASSPHRASE).close()
    return made


class Nursery:
    """The process that forks an office for every round, and kills it."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.killed_office"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert self._read() == "ready"

    def kill_during(self, home: Home, act: str, delay: float, room: int | None) -> tuple[dict[str, int], bool]:
        """Return what had been recorded before the act began, and whether it was over when the kill came."""
        assert self._process.stdin is not None
        order = {"home": str(home.folder), "act": act, "delay": delay, "room": room}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._read())
        assert told["said"], f"{act}: the office could not get ready"
        assert -told["status"] in {signal.SIGKILL, signal.SIGXFSZ}, f"{act}: ended by itself"
        return json.loads(told["said"]), told["finished"]

    def _read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()
        self._process.wait()


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    yield made
    made.close()


def opened(home: Home) -> App:
    return open_app(home, surroundings(), ask_passphrase=lambda: PASSPHRASE)


def tables(app: App) -> tuple[object, ...]:
    with app.record.database.transaction() as connection:
        return tuple(
            tuple(connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4, 5").all())
            for table in ("fact", "case_summary")
        )


def is_whole(app: App) -> None:
    """The journal is an unbroken, signed chain; tables, witness, seat and files agree with it; nobody is twice."""
    device = read_certificate(app.workplace.devices[app.device.device_id].certificate.encode())
    own = app.record.entries(app.device.device_id)
    assert (
        check_chain(own, lambda _id, body, signature: verify(device, signature, body))
        == app.record.head(app.device.device_id).seq
    )
    check_witness(app)
    before = tables(app)
    app.record.rebuild()
    assert tables(app) == before
    lines = app.cases.page(EVERYTHING)
    assert len({line.case_no for line in lines}) == len(lines)
    assert all(len(known) == 1 for known in app.cases.people().values())
    seats = Counter[str]()
    for line in lines:
        history = app.record.history(line.case_id)
        case = fold(history)
        assert case is not None
        assert case.conflicts == (), case.case_no
        for recorded in history:
            for kept in stored_files(recorded.fact):
                assert len(answering.read_file(app, kept)) == kept.size
            seats[line.case_id] += isinstance(recorded.fact, SeatHandedOver)
            seats[line.case_id] -= isinstance(recorded.fact, SeatTakenBack)
    seated = people.seat_case(app)
    assert +seats == Counter([seated] if seated else [])


def go_on(app: App) -> None:
    """Sit down again with the PIN, and register somebody."""
    if people.seat_case(app) is not None:
        answering.take_seat_back(app, app.person_id, PIN)
    people.unlock_person(app, app.person_id, PIN)
    register(app, f"9{len(app.cases.people()):06d}")


@pytest.mark.parametrize("seed", [20261120, 20261121])
@pytest.mark.parametrize("killed", ["at any time", "in a write"])
def test_after_a_kill_in_the_middle_of_any_act_the_home_is_whole_and_work_goes_on(
    home, nursery, tmp_path, killed, seed
):
    app = opened(home)
    sharing.create_share(app, str(tmp_path / "share"))
    second = enrolled(app, tmp_path)
    app.close()
    chance = random.Random(seed)
    interrupted: Counter[str] = Counter()
    for act, (_ready, seconds) in ACTS.items():
        if killed == "in a write":
            room = chance.randrange(home.database.stat().st_size)
            recorded, finished = nursery.kill_during(home, act, 5, room)
        else:
            recorded, finished = nursery.kill_during(home, act, chance.uniform(0, seconds), None)
        interrupted[act] += not finished
        begun = time.monotonic()
        app = opened(home)
        assert time.monotonic() - begun < 5
        heads = app.record.heads()
        assert all(heads[device] >= seq for device, seq in recorded.items()), "what was recorded stays recorded"
        is_whole(app)
        go_on(app)
        app.close()
    app = opened(home)
    sharing.sync(app)
    sharing.sync(second)
    assert app.cases.page(EVERYTHING) == second.cases.page(EVERYTHING)
    assert verify_home(app).findings == []
    app.close()
    second.close()
    assert interrupted.keys() == ACTS.keys()
    assert sum(interrupted.values()) > len(ACTS) // 3, "most kills must come in the middle"
