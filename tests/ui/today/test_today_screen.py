"""今日やること: what is most urgent stands first, in words, with one button that leads there."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.domain.summary import Standing, StandingKind
from desktop_app.domain.today import Task, TaskGroup, TaskKind
from desktop_app.usecases.answering import refuse_signing
from tests.homes import MANAGER
from tests.ui.cases.office import answer, brief, register, register_many
from ui import words
from ui.today.presenter import SHOWN


def rows(screen):
    return [row for box in screen.boxes() for row in box.rows()]


@pytest.fixture
def screen(office):
    return office.show("today")


def test_before_the_first_case_both_ways_to_begin_are_offered(office, screen) -> None:
    office.wait(lambda: screen._empty)
    assert "There are no transfer cases yet." in screen._empty.accessibleName()
    assert rows(screen) == []
    assert screen.primary() is None


def test_groups_stand_by_deadline_and_each_row_says_what_to_do(office, screen) -> None:
    late = office.do(register, "0012349", "渡邉　由紀子", date(2026, 9, 18))
    office.do(brief, late)
    office.do(answer, late)
    near = office.do(register, "0012346", "\u9ad9橋　健一")
    office.do(brief, near)
    office.do(register, "0012347", "\U00020bb7田　誠", date(2026, 12, 1))
    office.wait(lambda: len(rows(screen)) == 3)
    assert [box_group for box_group in TaskGroup if box_group in screen._boxes] == [
        TaskGroup.OVERDUE,
        TaskGroup.WITHIN_FIVE_DAYS,
        TaskGroup.LATER,
    ]
    told = [(row.line.name, row.line.what, row.button.text()) for row in rows(screen)]
    assert told[0] == ("渡邉　由紀子", "Not signed and reported yet", "Open the case")
    assert told[1][1].startswith("Step ⓪ Preparation: ")
    assert told[2][1:] == ("Not briefed yet", "Brief")
    assert rows(screen)[0].line.badge.word == "6 days overdue"
    assert "3 things to do" in screen.facts()


def test_the_first_rows_button_is_the_primary_and_leads_to_its_case(office, screen) -> None:
    case = office.do(register, "0012349", "渡邉　由紀子")
    office.wait(lambda: rows(screen))
    assert screen.primary() is rows(screen)[0].button
    assert screen.primary().kind == "primary"
    screen.primary().click()
    assert office.ways.went == [("show_briefing", case)]


def test_a_refusal_waits_for_a_superior(office, screen) -> None:
    case = office.do(register, "0012349", "渡邉　由紀子")
    office.do(brief, case)
    office.do(answer, case)
    office.do(refuse_signing, case, "")
    office.wait(lambda: rows(screen) and "superior" in rows(screen)[0].line.what)
    rows(screen)[0].button.click()
    assert office.ways.went == [("show_case", case)]


def test_a_row_keeps_its_button_and_the_focus_when_something_changes(office, screen) -> None:
    office.do(register, "0012346", "\u9ad9橋　健一")
    second = office.do(register, "0012347", "\U00020bb7田　誠")
    office.wait(lambda: len(rows(screen)) == 2)
    button = rows(screen)[1].button
    button.setFocus()
    office.do(register, "0012340", "佐藤　太郎", date(2026, 9, 1))
    office.wait(lambda: len(rows(screen)) == 3)
    assert rows(screen)[2].line.case_id == second
    assert rows(screen)[2].button is button
    assert button.hasFocus()
    assert (button.kind, rows(screen)[0].button.kind) == ("secondary", "primary")


def test_a_thousand_tasks_show_the_first_of_each_group_and_lead_to_the_list(office, screen) -> None:
    office.do(register_many, 1_000)
    office.wait(lambda: rows(screen))
    assert len(rows(screen)) == SHOWN
    assert "1,000 things to do" in screen.facts()
    box = screen.boxes()[0]
    assert box.more.text() == f"{1_000 - SHOWN} more"
    box.more.click()
    assert office.ways.went == [("show_cases",)]


def test_ones_own_case_says_who_confirms_it() -> None:
    task = Task(
        TaskKind.CONFIRM,
        None,  # type: ignore[arg-type] - the words of this kind need no case
        date(2026, 9, 29),
        Standing(StandingKind.SOON, 3, date(2026, 9, 29)),
        TaskGroup.WITHIN_FIVE_DAYS,
    )
    assert words.task_words(task) == "Confirm the completion report"
    assert words.task_words(task, own=True) == words.own_case_words()
    assert (words.task_act(task.kind), words.task_act(task.kind, own=True)) == ("Confirm", "Open the case")


def test_without_tasks_the_next_date_is_told(office, screen) -> None:
    office.do(lambda app: register(app, MANAGER.employee_no, "対象外", affiliate=False))
    office.wait(lambda: screen._state and screen._state.has_cases)
    assert "There is nothing to do today." in screen._empty.accessibleName()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (960, 500)])
def test_a_long_name_is_never_cut(office, width, height) -> None:
    name = "O'Brien-Fitzgerald, Jonathan Maximilian Alexander de la Fontaine-Montmorency"
    office.do(register, "0012355", name)
    screen = office.show("today", width=width, height=height)
    office.wait(lambda: rows(screen))
    row = rows(screen)[0]
    assert row.height() >= row.heightForWidth(row.width())
    assert row.button.geometry().right() < row.width()
