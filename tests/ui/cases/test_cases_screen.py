"""異動案件: found by any spelling, narrowed, sorted, opened; read page by page when there are many."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.case import CaseState
from desktop_app.domain.summary import Standing, StandingKind
from desktop_app.usecases.answering import cancel_case
from tests.ui.cases.office import brief, register, register_many
from ui import words
from ui.cases.finding import WHOLE, Period


@pytest.fixture
def screen(office):
    office.do(register, "0012346", "\u9ad9橋　健一", date(2026, 10, 1))
    office.do(register, "0012347", "\U00020bb7田　誠", date(2026, 9, 1))
    office.do(lambda app: register(app, "0012354", "Nguyễn Thị Minh Khai", affiliate=False))
    return office.show("cases")


def names(screen) -> list[str]:
    return [screen.model.cell(row, 1).text for row in range(screen.model.rowCount())]


def test_cases_stand_by_date_with_badge_and_next_step(office, screen) -> None:
    office.wait(lambda: screen.model.rowCount() == 3)
    assert names(screen)[0] == "\U00020bb7田　誠"
    first = [screen.model.cell(0, column).words() for column in range(7)]
    assert first[0].startswith("Deadline　23 days overdue")
    assert first[2] == "あおば電力　[S]電力小売部"
    assert first[6] == "Briefing"
    assert [screen.model.cell(row, 0).badge.word for row in (1, 2)] == ["5 business days left", "Not in scope"]


def test_a_search_finds_variant_letters_and_says_so_when_nothing_fits(office, screen) -> None:
    office.wait(lambda: screen.model.rowCount() == 3)
    screen.search.insert("高橋")
    office.wait(lambda: names(screen) == ["\u9ad9橋　健一"])
    screen.search.setText("高木")
    office.wait(lambda: screen.model.rowCount() == 0)
    nothing = screen._cover.itemAt(0).widget()
    assert "No case fits “高木”." in nothing.accessibleName()
    assert "taken for the same letter" in nothing.accessibleName()
    screen._clear()
    office.wait(lambda: screen.model.rowCount() == 3)
    assert screen.search.text() == ""
    assert screen.presenter.wanted.is_everything


def test_period_state_and_affiliates_narrow_the_list(office, screen) -> None:
    office.wait(lambda: screen.model.rowCount() == 3)
    assert screen.presenter.wanted.period == Period(2026)
    screen.period.picked.emit(Period(2026, 1))
    office.wait(lambda: names(screen) == ["\U00020bb7田　誠"])
    screen.period.picked.emit("every")
    screen.affiliates.click()
    office.wait(lambda: screen.model.rowCount() == 2)
    assert screen._count.text() == "2 / 3 cases"
    screen.state.picked.emit(CaseState.CANCELLED)
    office.wait(lambda: screen.model.rowCount() == 0)
    assert "No case fits these conditions." in screen._cover.itemAt(0).widget().accessibleName()


def test_enter_opens_the_selected_case(office, screen, qtbot) -> None:
    office.wait(lambda: screen.model.rowCount() == 3)
    screen.table.setFocus()
    screen.table.select(screen.model.row_at(1))
    qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert office.ways.went == [("show_case", screen.model.row_at(1).line.summary.case_id)]


def test_a_change_elsewhere_is_shown_and_the_selection_stays(office, screen) -> None:
    office.wait(lambda: screen.model.rowCount() == 3)
    chosen = screen.model.row_at(1)
    screen.table.select(chosen)
    office.do(brief, chosen.line.summary.case_id)
    office.wait(lambda: screen.model.cell(1, 4).badge.word == "In progress")
    assert screen.table.selected().line.summary.case_id == chosen.line.summary.case_id


def test_a_head_sorts_and_sorts_the_other_way(office, screen) -> None:
    office.wait(lambda: screen.model.rowCount() == 3)
    screen.table.horizontalHeader().sectionClicked.emit(3)
    assert names(screen)[0] == "\U00020bb7田　誠"
    screen.table.horizontalHeader().sectionClicked.emit(3)
    assert names(screen)[-1] == "\U00020bb7田　誠"


def test_the_filters_are_remembered_for_the_next_time(office, screen) -> None:
    office.wait(lambda: screen.model.rowCount() == 3)
    screen.period.picked.emit(Period(2026, 2))
    office.wait(lambda: screen.model.rowCount() == 2)
    screen.window()._memory.sync()
    again = office.show("cases")
    office.wait(lambda: again.model.rowCount() == 2)
    assert again.period.value() == Period(2026, 2)


def test_many_cases_come_page_by_page_as_they_come_into_sight(office) -> None:
    office.do(register_many, WHOLE + 50)
    screen = office.show("cases")
    office.wait(lambda: screen.model.rowCount() == WHOLE + 50)
    assert not screen.model.is_whole
    assert screen.model.row_at(0).line.summary.transferee.employee_no == "0000000"
    screen.table.scrollToBottom()
    office.wait(lambda: screen.model.row_at(WHOLE + 49))
    assert screen.model.row_at(WHOLE + 49).line.summary.transferee.employee_no == f"{WHOLE + 49:07d}"
    assert 1 not in screen.model._pages  # what was never in sight was never read
    screen.table.horizontalHeader().sectionClicked.emit(1)
    assert office.ways.went[0][0] == "say"


def test_a_cancelled_case_says_so(office, screen) -> None:
    office.wait(lambda: screen.model.rowCount() == 3)
    office.do(cancel_case, screen.model.row_at(0).line.summary.case_id, "取りやめ")
    office.wait(lambda: screen.model.cell(0, 0).badge.word == "Cancelled")
    assert screen.model.cell(0, 6).text == "―"


@pytest.mark.parametrize(
    ("kind", "days", "word"),
    [
        (StandingKind.SOON, 1, "1 business day left"),
        (StandingKind.TOMORROW, 1, "Tomorrow"),
        (StandingKind.TODAY, 0, "Until today"),
        (StandingKind.LATE, 2, "2 days late"),
        (StandingKind.IN_TIME, 0, "On time"),
    ],
)
def test_every_standing_has_its_word(kind, days, word) -> None:
    """From Friday one business day is left until Monday, and that is not tomorrow."""
    assert words.standing_look(Standing(kind, days, date(2026, 9, 28))).word == word


def test_the_header_keeps_the_two_ways_in_and_has_scans_and_the_handover_list_in_its_menu(office, screen) -> None:
    header = screen.window()._headers.currentWidget()
    shown = [action.text() for action in header.buttons if action.isVisible()]
    assert shown == ["Register a transfer", "Read an announcement"]
    listing, scans = header.more.menu().actions()
    assert (listing.text(), scans.text()) == ("Print the handover list", "Take scanned paper in")
    listing.trigger()
    scans.trigger()
    assert [wish[0] for wish in office.ways.went] == ["show_preview", "show_scans"]
