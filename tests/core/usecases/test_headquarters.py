"""Headquarters: several real workplaces on their own shares, read from one place, offline like everybody else."""

from __future__ import annotations

import csv
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.domain.facts import Role
from desktop_app.errors import (
    HeadquartersMissing,
    HomeExists,
    NotSecondLine,
    ShareMissing,
    TargetNotEmpty,
    UnknownWorkplaceHome,
)
from desktop_app.home import is_headquarters
from desktop_app.usecases.auditing import AuditRequest, audit
from desktop_app.usecases.headquarters import (
    ask_to_join,
    exchange_with,
    make_headquarters,
    open_headquarters,
    opened,
    write_memo,
)
from desktop_app.usecases.headquarters_export import write_overview
from desktop_app.usecases.headquarters_overview import LATE_AFTER, News, Period, overview, totals
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.verifying import verify_home
from tests.core.usecases.test_verifying import play
from tests.fakes import FixedClock
from tests.headquarters import ONO, Country, country
from tests.homes import PIN, found, register, surroundings

YEAR = Period(2026)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def three(tmp_path: Path, clock: FixedClock) -> Country:
    """One workplace with a confirmed and an open case, one with an overdue case, one with nobody."""
    made = country(tmp_path, clock)
    play(made.add("NSC01", "中央ネットワークサービスセンター"))
    late = made.add("DST14", "西部配電事業所")
    register(late, "0022222", effective=date(2026, 9, 1))
    sync(late)
    sync(made.add("YCH01", "用地センター"))
    for key in made.keys.values():
        exchange_with(made.headquarters, key)
    yield made
    made.close()


def line(made: Country, org_code: str, period: Period = YEAR):
    return next(one for one in overview(made.headquarters, period) if one.org_code == org_code)


def test_every_workplace_has_a_line_with_the_figures_of_its_own_ledger(three: Country) -> None:
    lines = overview(three.headquarters, YEAR)
    assert [one.org_code for one in lines] == ["DST14", "NSC01", "YCH01"], "the one with an overdue case first"
    told = {one.org_code: (one.figures.cases, one.figures.confirmed, one.figures.overdue, one.news) for one in lines}
    assert told == {
        "NSC01": (2, 1, 0, News.FRESH),
        "DST14": (1, 0, 1, News.FRESH),
        "YCH01": (0, 0, 0, News.NOBODY),
    }
    over = totals(lines)
    assert (over.workplaces, over.arrived, over.figures.cases, over.figures.under_way, over.overdue_workplaces) == (
        3,
        3,
        3,
        2,
        1,
    )
    assert line(three, "NSC01", Period(2026, 1)).figures.cases == 0
    assert line(three, "NSC01", Period(2026, 2)).figures.cases == 2


def test_a_headquarters_home_is_an_ordinary_member_of_the_second_line(three: Country) -> None:
    with opened(three.headquarters, three.keys["NSC01"]) as app:
        assert app.person.role is Role.SECOND_LINE
        assert app.workplace.devices.keys() == three.workplaces["NSC01"].workplace.devices.keys()
        assert verify_home(app).ok
    assert audit(AuditRequest(str(three.share("NSC01")))).ok


def test_a_share_that_is_away_keeps_its_last_figures_and_says_since_when(three: Country, clock: FixedClock) -> None:
    three.share("DST14").rename(three.folder / "away")
    before = line(three, "DST14")
    clock.advance(hours=3)
    for _again in range(2):
        with pytest.raises(ShareMissing):
            exchange_with(three.headquarters, three.keys["DST14"])
        clock.advance(hours=1)
    after = line(three, "DST14")
    assert after.figures == before.figures
    assert after.away_since is not None
    assert (clock() - after.away_since).total_seconds() == 2 * 3600, "since the first time it was missed"
    assert totals(overview(three.headquarters, YEAR)).away == 1
    (three.folder / "away").rename(three.share("DST14"))
    exchange_with(three.headquarters, three.keys["DST14"])
    assert line(three, "DST14").away_since is None


def test_a_workplace_without_news_stands_out_and_then_alarms(three: Country, clock: FixedClock) -> None:
    clock.advance(days=8)
    assert line(three, "NSC01").news is News.LATE
    assert line(three, "NSC01").silent_days >= LATE_AFTER
    clock.advance(days=8)
    assert line(three, "NSC01").news is News.SILENT
    assert line(three, "YCH01").news is News.NOBODY
    register(three.workplaces["NSC01"], "0077777")
    sync(three.workplaces["NSC01"])
    exchange_with(three.headquarters, three.keys["NSC01"])
    assert line(three, "NSC01").news is News.FRESH


def test_a_workplace_that_has_not_let_headquarters_in_shows_the_number_to_read_out(three: Country) -> None:
    three.add("CDC01", "中央給電指令所", finish=False)
    (waiting,) = [one for one in overview(three.headquarters, YEAR) if one.news is News.WAITING]
    assert waiting.name == "中央給電指令所"
    assert len(waiting.code.replace(" ", "")) == 20
    with pytest.raises(HomeExists):
        ask_to_join(three.headquarters, str(three.share("CDC01")), ONO, pin=PIN)


def test_a_home_that_does_not_open_costs_no_other_line(three: Country) -> None:
    database = three.headquarters.home(three.keys["DST14"]).database
    database.write_bytes(b"\0" * database.stat().st_size)
    lines = overview(three.headquarters, YEAR)
    assert lines[0].news is News.UNREADABLE
    assert lines[0].trouble
    assert len(lines) == 3


def test_a_note_stays_with_its_workplace(three: Country) -> None:
    write_memo(three.headquarters, three.keys["NSC01"], "  前回の点検で指摘 1件 ")
    assert line(three, "NSC01").memo == "前回の点検で指摘 1件"
    write_memo(three.headquarters, three.keys["NSC01"], "")
    assert line(three, "NSC01").memo == ""


def test_the_day_s_exchange_leaves_a_checkpoint_at_every_workplace(three: Country) -> None:
    for org_code in three.keys:
        (file,) = (three.share(org_code) / "hq/ckpt").iterdir()
        assert file.name == "20260924.0.json"
        outcome = audit(AuditRequest(str(three.share(org_code))))
        assert outcome.ok
        assert outcome.share is not None
        assert outcome.share.checkpoints == 1


def test_the_table_goes_into_files_and_onto_paper_without_any_transferee(three: Country, tmp_path: Path) -> None:
    lines = overview(three.headquarters, YEAR)
    write_overview(lines, YEAR, "csv", tmp_path / "o.csv", three.clock())
    rows = list(csv.reader((tmp_path / "o.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row[0] for row in rows[1:]] == ["DST14", "NSC01", "YCH01"]
    for kind in ("xlsx", "json", "pdf"):
        write_overview(lines, YEAR, kind, tmp_path / f"o.{kind}", three.clock())
    text = subprocess.run(["pdftotext", tmp_path / "o.pdf", "-"], capture_output=True, check=True).stdout.decode()
    assert "用地センター" in text
    assert "髙橋" not in text + (tmp_path / "o.json").read_text(encoding="utf-8")
    subprocess.run(["qpdf", "--check", tmp_path / "o.pdf"], capture_output=True, check=True)


def test_thirty_workplaces_with_long_names_are_set_on_as_many_pages_as_they_need(
    three: Country, tmp_path: Path
) -> None:
    lines = overview(three.headquarters, YEAR)
    long = "首都圏第二エネルギーソリューション部　中央ネットワークサービスセンター　第三保全グループ"
    many = [replace(lines[0], name=f"{long} {number}", memo="要協議：調整力の調達関連業務") for number in range(30)]
    write_overview(many, YEAR, "pdf", tmp_path / "o.pdf", three.clock())
    info = subprocess.run(["pdfinfo", tmp_path / "o.pdf"], capture_output=True, check=True).stdout.decode()
    assert "Pages:           3" in info


def test_what_is_no_headquarters_or_no_workplace_of_it_is_told(tmp_path: Path) -> None:
    app = found(tmp_path, "member", share=tmp_path / "share")
    app.close()
    with pytest.raises(TargetNotEmpty):
        make_headquarters(tmp_path / "member")
    assert not is_headquarters(tmp_path / "member")
    with pytest.raises(HeadquartersMissing):
        open_headquarters(tmp_path / "nowhere", surroundings())
    made = country(tmp_path)
    with pytest.raises(UnknownWorkplaceHome):
        made.headquarters.home("../member")


def test_a_manager_s_own_home_is_not_read_as_headquarters(tmp_path: Path) -> None:
    made = country(tmp_path)
    app = found(tmp_path / "headquarters/workplaces", "0badf00d")
    around = app.surroundings
    app.close()
    office = open_headquarters(tmp_path / "headquarters", around)
    with pytest.raises(NotSecondLine), opened(office, "0badf00d"):
        pass
    assert made.keys == {}
