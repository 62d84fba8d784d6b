"""権限一覧との照合: who still has a right stands first, and one act records it for everybody."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.usecases import confirming, reporting
from tests.homes import PIN
from tests.refusals import STROKES
from tests.ui.cases.office import answer, brief, register
from ui.navigation import _CHANGING

TODAY = date(2026, 9, 24)
LIST = "社員番号,システム,権限\n0012346,託送OSS,参照\n0012346,検針,更新\n0099999,検針,参照\n"


def confirmed(app, number: str, name: str) -> str:
    case_id = register(app, number, name, TODAY)
    brief(app, case_id)
    answer(app, case_id)
    reporting.sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN)
    return case_id


@pytest.fixture
def screen(office):
    office.do(lambda app: [confirmed(app, "0012347", "林　真理"), confirmed(app, "0012346", "王　小明")])
    return office.show("access_check")


def listed(office, words: str = LIST):
    path = office.folder / "権限一覧.csv"
    path.write_text(words, encoding="cp932")
    return path


def words(screen, row: int) -> str:
    model = screen.table.rows_model
    return " ".join(model.cell(row, column).words() for column in range(model.columnCount()))


def test_who_still_has_a_right_stands_first_and_everybody_is_recorded_at_once(office, screen) -> None:
    assert screen.primary().text() == "Choose a list of rights"
    screen.presenter.compare(listed(office))
    office.wait(screen.table.rows)
    assert "託送OSS, 検針" in words(screen, 0)
    assert "Nothing is left" in words(screen, 1)
    assert screen._figures.text() == "権限一覧.csv　3 rows　2 people compared　1 still has a right"
    assert screen.primary() is screen.record
    assert screen.record.text() == "Record 2 checks"
    screen.record.click()
    office.wait(lambda: office.do(lambda app: app.cases.awaiting_post_check()) == ())
    office.wait(lambda: not screen.record.isVisible())
    assert "The checks of 2 cases were recorded." in screen.banners.notices()[0].event


def test_a_row_leads_to_its_check(office, screen) -> None:
    screen.presenter.compare(listed(office))
    office.wait(screen.table.rows)
    screen.table.opened.emit(screen.table.rows()[0])
    assert office.ways.went[-1][0] == "show_post_check"


def test_a_list_that_is_none_says_so_and_nothing_is_recorded(office, screen) -> None:
    screen.presenter.compare(listed(office, "氏名\n林　真理\n"))
    office.wait(lambda: screen.reason.words.text() != "")
    assert "No column for" in screen.reason.words.text()
    assert screen.presenter.check is None
    assert len(office.do(lambda app: app.cases.awaiting_post_check())) == 2


def test_before_anybody_awaits_the_check_that_is_said(office) -> None:
    made = office.show("access_check")
    made.presenter.compare(listed(office))
    office.wait(lambda: made.pages.currentIndex() == 2)
    assert not made.record.isVisible()


def test_the_way_there_is_at_each_check_and_not_for_who_only_reads(office) -> None:
    case_id = office.do(lambda app: register(app, "0012348", "林　真理", TODAY))
    one = office.show("post_check", case_id=case_id)
    one.compare.click()
    assert office.ways.went[-1] == ("show_access_check",)
    assert "access_check" in _CHANGING
