"""発令日後の確認: the day, how much was left, and what will be done about it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.ui.cases.office import office_in, register


@pytest.fixture
def office(qapp, qtbot, tmp_path):
    with office_in(tmp_path, qtbot) as opened:
        yield opened


def shown(office, day=date(2026, 9, 18)):
    case_id = register(office.app, "0012346", "王　小明", day)
    screen = office.show("post_check", case_id=case_id)
    office.wait(lambda: screen.cards)
    return case_id, screen


def found_at(office, case_id):
    return office.do(lambda app: app.record.case(case_id)).post_checks


def test_nothing_left_is_recorded_as_zero(office) -> None:
    case_id, screen = shown(office)
    card = screen.cards["A-07"]
    card.record.click()
    assert "write “0”" in card._rows[1].message.words.text(), "an empty count is not zero"
    card.remaining.fill("０")
    card.record.click()
    office.wait(card.is_recorded)
    found = found_at(office, case_id)["A-07"]
    assert (found.checked_on, found.remaining) == (date(2026, 9, 24), 0)
    assert screen._badge.look.word == "Checked after the effective date"


def test_what_was_left_needs_words(office) -> None:
    case_id, screen = shown(office)
    card = screen.cards["A-07"]
    card.remaining.fill("2")
    card.record.click()
    assert card._rows[2].has_error()
    assert not found_at(office, case_id)
    card.note.fill("共有フォルダ2件。翌日に解除")
    card.record.click()
    office.wait(card.is_recorded)
    assert found_at(office, case_id)["A-07"].note == "共有フォルダ2件。翌日に解除"


def test_a_day_before_the_effective_date_is_refused_under_its_field(office) -> None:
    case_id, screen = shown(office)
    card = screen.cards["A-07"]
    card.day.set_value(date(2026, 9, 17))
    card.remaining.fill("0")
    card.record.click()
    office.wait(card._rows[0].has_error)
    assert not found_at(office, case_id)


def test_before_the_effective_date_it_says_when(office) -> None:
    _case_id, screen = shown(office, date(2026, 10, 1))
    assert "Thursday 1 October 2026" in screen._why.text()
    assert not screen.cards["A-07"].record.isEnabled()
