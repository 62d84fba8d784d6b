"""Whoever runs the share changes files at will: nothing changed is believed, all of it is told, the rest comes in."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.share.exchange import run_errand
from desktop_app.share.layout import read_segment_path
from desktop_app.usecases.share_errand import errand_for
from tests.core.share.hostile import Material
from tests.core.share.hostile_share import MemoryShare, World, make_world
from tests.core.share.hostile_visits import Expected, Plain, Visit
from tests.core.share.hostile_ways import BESIDE, BYTES, NAMES, Change, Enemy, kind_of

CHANGES = 10_000
SEED = 20261127
HEALED_VISITS = 6

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
def material() -> Material:
    made = Material()
    assert all(made.believes(path, data) for path, data in made.files.items() if not path.endswith((".enr", ".ret")))
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
    kinds = {kind_of(path, world.wp) for path in world.files}
    assert kinds == {
        *("marker", "certificate", "list", "segment", "blob", "checkpoint"),
        *("receipt", "submission", "request", "reply"),
    }


def test_an_untouched_share_is_told_to_be_whole(world: World, plain: Plain):
    visit = Visit(world, ())
    check(world, plain, visit, "untouched")
    assert len(visit.kept) == sum(kind_of(path, world.wp) == "blob" for path in world.files)
    assert visit.audit is not None
    assert visit.audit.spots == []


def test_ten_thousand_changed_files_are_all_told_and_nothing_of_them_is_believed(world: World, plain: Plain):
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
    kinds = {kind for kind, _way in told}
    assert len(kinds) == 10
    assert {way for _kind, way in told} == {*BYTES, *NAMES, BESIDE}
    assert same < CHANGES / 20, "most changes change something"
