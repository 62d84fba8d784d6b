"""A damaged database is rebuilt from what can be read in it and from the share; nothing is given up silently."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from desktop_app.app import Surroundings, open_app
from desktop_app.domain.summary import CaseSummary
from desktop_app.errors import NothingToRepairFrom
from desktop_app.home import Home
from desktop_app.store.queries import CaseFilter
from desktop_app.store.salvage import damaged_pages
from desktop_app.usecases.repair import repair
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.verifying import verify_at
from tests.homes import found, register

PAGE = 4096
PEOPLE = 60


@dataclass(frozen=True)
class Made:
    folder: Path
    surroundings: Surroundings
    key: bytes
    cases: tuple[CaseSummary, ...]
    noted: dict[str, str]
    """What the keyring held: the witness, too, is that of before, and not of a copy that was repaired already."""


def make(folder: Path, *, shared: bool) -> Made:
    app = found(folder, share=folder / "share" if shared else None)
    for number in range(PEOPLE):
        register(app, f"{number:07}", effective=date(2026, 10, 1 + number % 28))
    if shared:
        sync(app)
    noted = dict(app.surroundings.keyring.entries)
    made = Made(folder, app.surroundings, app.database_key, app.cases.page(CaseFilter(in_scope_only=False)), noted)
    app.close()
    return made


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("shared"), shared=True)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("alone"), shared=False)


def copied(made: Made, tmp_path: Path, name: str) -> Home:
    shutil.copytree(made.folder, tmp_path / name)
    made.surroundings.keyring.entries = dict(made.noted)
    return Home(tmp_path / name / "home")


def damage(home: Home, page: int, chance: random.Random) -> None:
    data = bytearray(home.database.read_bytes())
    data[(page - 1) * PAGE + chance.randrange(100, PAGE)] ^= 0x40
    home.database.write_bytes(data)


def cases_of(home: Home, made: Made) -> tuple[CaseSummary, ...]:
    app = open_app(home, made.surroundings)
    try:
        return app.cases.page(CaseFilter(in_scope_only=False))
    finally:
        app.close()


def test_with_a_share_any_damaged_page_but_those_of_the_keys_is_mended_whole(shared: Made, tmp_path: Path) -> None:
    pages = (shared.folder / "home/sekisho.db").stat().st_size // PAGE
    chance = random.Random(11)
    mended = refused = 0
    for page in sorted({2, pages, *chance.sample(range(1, pages + 1), 14)}):
        home = copied(shared, tmp_path, f"page{page}")
        damage(home, page, chance)
        share = home.folder.parent / "share"
        try:
            report = repair(home, shared.surroundings, share=str(share))
        except NothingToRepairFrom:
            assert damaged_pages(home.database, shared.key) == (page,)
            refused += 1
            continue
        assert report.lost == ()
        assert report.new_letter == ""
        assert report.damaged_pages == (page,)
        assert report.kept_as is not None
        assert damaged_pages(report.kept_as, shared.key) == (page,)
        assert cases_of(home, shared) == shared.cases
        assert verify_at(home, shared.surroundings, share=str(share)).findings == []
        mended += 1
    assert mended >= 10
    assert refused <= 3


def test_alone_what_stands_behind_the_gap_is_recorded_again_under_a_new_name(alone: Made, tmp_path: Path) -> None:
    pages = (alone.folder / "home/sekisho.db").stat().st_size // PAGE
    chance = random.Random(5)
    gaps, totals = 0, set()
    for tried, page in enumerate(chance.sample(range(3, pages + 1), pages - 2)):
        if tried >= 14 and gaps:  # where the entries lie is chance, too
            break
        home = copied(alone, tmp_path, f"page{page}")
        damage(home, page, chance)
        try:
            report = repair(home, alone.surroundings)
        except NothingToRepairFrom:
            continue
        told = cases_of(home, alone)
        assert verify_at(home, alone.surroundings).findings == []
        if report.lost:
            gaps += 1
            assert report.new_letter == "B"
            # Behind a gap at the very end there is nothing to record again; every entry is accounted for.
            totals.add(report.entries + report.recorded_again + len(report.lost))
            assert len(told) == PEOPLE - len(report.lost)
        else:
            assert told == alone.cases
    assert gaps
    assert len(totals) == 1


def test_a_whole_record_is_rebuilt_as_it_was(alone: Made, tmp_path: Path) -> None:
    home = copied(alone, tmp_path, "whole")
    report = repair(home, alone.surroundings)
    assert (report.damaged_pages, report.lost, report.new_letter) == ((), (), "")
    assert cases_of(home, alone) == alone.cases
    assert report.kept_as is not None
    assert report.kept_as.name == "sekisho.db.damaged-20260924"
    again = repair(home, alone.surroundings)
    assert again.kept_as is not None
    assert again.kept_as.name == "sekisho.db.damaged-20260924-2"


def test_without_keys_nothing_is_changed(alone: Made, tmp_path: Path) -> None:
    home = copied(alone, tmp_path, "keyless")
    damage(home, 1, random.Random(1))
    before = home.database.read_bytes()
    with pytest.raises(NothingToRepairFrom):
        repair(home, alone.surroundings)
    assert home.database.read_bytes() == before
    assert [path.name for path in home.folder.glob("sekisho.db*")] == ["sekisho.db"]


def test_a_share_that_is_away_is_told_and_does_not_stop_the_repair(shared: Made, tmp_path: Path) -> None:
    home = copied(shared, tmp_path, "away")
    report = repair(home, shared.surroundings, share=str(tmp_path / "nowhere"))
    assert type(report.share_trouble).__name__ == "ShareMissing"
    assert cases_of(home, shared) == shared.cases


def test_a_cut_tail_comes_back_from_the_share(shared: Made, tmp_path: Path) -> None:
    home = copied(shared, tmp_path, "cut")
    data = home.database.read_bytes()
    home.database.write_bytes(data[: -PAGE * 6])
    try:
        report = repair(home, shared.surroundings, share=str(home.folder.parent / "share"))
    except NothingToRepairFrom:
        assert home.database.read_bytes() == data[: -PAGE * 6]
    else:
        assert report.lost == ()
        assert cases_of(home, shared) == shared.cases
