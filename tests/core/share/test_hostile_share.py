"""Whoever runs the share changes files at will: nothing changed is believed, all of it is told, the rest comes in.

``SEKISHO_HOSTILE_SEED=7`` makes other changes; a visit that fails names its seed.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from desktop_app.errors import TicketUnreadable
from desktop_app.share.exchange import run_errand
from desktop_app.share.layout import read_segment_path
from desktop_app.share.segments import Trouble
from desktop_app.share.tickets import read_ticket
from desktop_app.usecases.share_errand import errand_for
from tests.core.share.hostile import Believers
from tests.core.share.hostile_share import MemoryShare, World, make_world
from tests.core.share.hostile_visits import Expected, Plain, Visit
from tests.core.share.hostile_ways import BESIDE, BYTES, NAMES, Change, Enemy, kind_of

CHANGES = 10_000
SEED = int(os.environ.get("SEKISHO_HOSTILE_SEED", "20261127"))
HEALED_VISITS = 6

KINDS = (
    "marker",
    "certificate",
    "list",
    "checkpoint",
    "segment",
    "blob",
    "receipt",
    "submission",
    "request",
    "reply",
)

GROUPS: dict[str, tuple[Callable[[str], bool], float, int]] = {
    "all but sealed files and trust": (lambda kind: kind not in {"marker", "certificate", "list", "blob"}, 1.0, 1),
    "sealed files and trust": (lambda kind: kind in {"blob", "certificate", "list", "checkpoint", "receipt"}, 1.0, 1),
    "trust": (lambda kind: kind in {"certificate", "list"}, 0.5, 4),
    "the marker": (lambda kind: kind == "marker", 1.0, 6),
    "anything": (lambda kind: kind != "marker", 0.3, 1),
}
"""Which files are changed together, which part of them, and how often in a round: one change may hide another.

Of a segment that was changed nobody knows which sealed files it names; without a certificate nothing of a PC is read;
without the marker nothing at all.
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = make_world(tmp_path_factory.mktemp("hostile"))
    yield made
    made.founder.close()


@pytest.fixture(scope="module")
def plain(world: World) -> Plain:
    return Plain(world)


@pytest.fixture(scope="module")
def believers(world: World) -> Believers:
    made = Believers(world)
    assert all(made.believe(path, data) for path, data in world.files.items())
    return made


def is_changed(world: World, change: Change) -> bool:
    """Whether there are other bytes under a name; by chance a way may leave them as they were."""
    return change.data != world.files.get(change.path)


def check(world: World, plain: Plain, visit: Visit, said: str) -> None:
    """Compare what had to be told with what was, both ways; nothing changed may have been believed."""
    expected = Expected(world, plain, visit.changes)
    assert visit.carried.trouble is None, said
    assert visit.refused is None, said
    assert visit.pending == expected.pending, said
    assert visit.spots == expected.spots, said
    assert +visit.figures == +expected.figures, said
    assert visit.uncertified == expected.uncertified, said
    assert {one.path for one in visit.carried.arrived} == expected.arriving, said
    assert set(visit.kept.values()) <= set(world.files.values()), said
    assert visit.carried.named is None or visit.carried.named.sha256 in plain.checkpoints, said
    assert {crl for crl, _signer in visit.carried.lists} <= set(world.files.values()), said
    assert visit.believed_by_addressees() == [], said
    assert visit.unjudged_submissions() == [], said


def test_every_kind_of_file_lies_on_the_share(world: World):
    assert {kind_of(path, world.wp) for path in world.files} == set(KINDS)


def test_an_untouched_share_is_told_to_be_whole(world: World, plain: Plain):
    visit = Visit(world, ())
    check(world, plain, visit, "untouched")
    assert len(visit.kept) == sum(kind_of(path, world.wp) == "blob" for path in world.files)
    assert visit.audit is not None
    assert visit.audit.spots == []


def test_ten_thousand_changed_files_are_told_and_none_is_believed(world: World, plain: Plain):
    told: Counter[tuple[str, str]] = Counter()
    same = number = 0
    while sum(told.values()) < CHANGES:
        for name, (holds, part, often) in GROUPS.items():
            for _turn in range(often):
                number += 1
                said = f"seed {SEED}, visit {number} ({name})"
                chance = random.Random(f"{SEED}/{number}")
                enemy = Enemy(world.files, world.wp, chance)
                paths = [path for path in sorted(world.files) if holds(kind_of(path, world.wp))]
                tried = [enemy.change(path) for path in paths if chance.random() <= part]
                changes = [change for change in tried if is_changed(world, change)]
                same += len(tried) - len(changes)
                visit = Visit(world, changes)
                if name != "the marker":
                    check(world, plain, visit, said)
                elif changes:
                    assert visit.carried.trouble is not None, said
                    assert type(visit.carried.trouble) is type(visit.refused), said
                    assert (visit.carried.arrived, visit.kept) == ([], {}), said
                told.update((kind_of(change.origin, world.wp), change.way) for change in changes)
    assert {kind for kind, _way in told} == set(KINDS)
    assert {way for _kind, way in told} == {*BYTES, *NAMES, BESIDE}
    assert same < CHANGES / 20, "most changes change something"


def test_whoever_holds_what_was_changed_lays_it_whole_beside(world: World, plain: Plain):
    places = {read_segment_path(path) for path in plain.places}
    for number in range(HEALED_VISITS):
        chance = random.Random(f"{SEED}/held/{number}")
        enemy = Enemy(world.files, world.wp, chance)
        paths = [path for path in sorted(world.files) if kind_of(path, world.wp) in {"segment", "blob"}]
        tried = [enemy.change(path) for path in paths if chance.random() < 0.5]
        changes = [one for one in tried if is_changed(world, one) and one.path in world.files]
        broken = {one.path for one in changes if one.path in plain.places}
        share = MemoryShare(world.files | {one.path: one.data for one in changes}, writable=True)
        everything = errand_for(world.founder, "memory", world.trust, [p for p in places if p is not None])
        carried = run_errand(share, replace(everything, torn=frozenset(broken)))
        said = f"seed {SEED}, visit {number}"
        assert carried.trouble is None, said
        assert carried.healed == len(broken), said
        healed = Visit(replace(world, files=share.files), ())
        assert {one.place for one in healed.carried.arrived} == places, said
        # What somebody else's signature stands under goes on being told.
        assert {one.reason for one in healed.carried.pending} <= {Trouble.SIGNATURE}, said
        assert healed.pending <= broken, said
        assert healed.spots == set(), said
        assert healed.figures["torn"] == len(changes), said


def test_the_same_under_another_attempt_or_month_says_the_same_and_is_no_damage(world: World, plain: Plain):
    copies = {}
    for path, data in world.files.items():
        kind = kind_of(path, world.wp)
        if kind in {"segment", "blob", "certificate", "list", "checkpoint", "receipt", "reply"}:
            copies[path.replace(".0.", ".1.")] = data
        elif kind in {"submission", "request"}:
            copies[path.replace("/202609/", "/202610/")] = data
    plainly, copied = Visit(world, ()), Visit(replace(world, files=world.files | copies), ())
    assert (copied.pending, copied.spots, copied.uncertified) == (set(), set(), set())
    assert {one.place for one in copied.carried.arrived} == set(plain.places.values())
    assert copied.kept == plainly.kept
    once = {name: count for name, count in plainly.figures.items() if name not in {"letters", "unanswered"}}
    assert {name: copied.figures[name] for name in once} == once
    assert copied.unjudged_submissions() == []


def test_no_prefix_of_a_segment_of_three_kilobytes_is_believed(world: World, believers: Believers):
    path = next(path for path, data in world.files.items() if read_segment_path(path) and 2_500 < len(data) < 4_500)
    data = world.files[path]
    assert [end for end in range(len(data)) if believers.believe(path, data[:end])] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_flipped_bit_of_a_small_file_of_any_kind_is_believed(world: World, believers: Believers, kind: str):
    paths = believers.small(kind)
    assert len(paths) == (2 if kind == "reply" else 1), "returns to transferees, answers to those who want to join"
    for path in paths:
        assert [at for at, flipped in every_bit(world.files[path]) if believers.believe(path, flipped)] == []


def test_no_flipped_bit_of_a_ticket_is_believed(world: World):
    """Every bit around what is signed, and one of every hundred bytes of it: a ticket carries a whole programme."""
    data = world.ticket
    assert read_ticket(data).workplace_id == world.wp
    signed = data.index(b'","certificate":')
    places = [*range(9), *range(9, signed, 101), *range(signed, len(data))]
    believed = []
    for at, flipped in every_bit(data, places):
        with suppress(TicketUnreadable):
            read_ticket(flipped)
            believed.append(at)
    assert believed == []


def every_bit(data: bytes, places: Iterable[int] | None = None) -> Iterator[tuple[int, bytes]]:
    """Yield place and bytes for every bit of *data* that may turn."""
    for at in range(len(data)) if places is None else places:
        for bit in range(8):
            yield at, data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]
