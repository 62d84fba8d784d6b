"""使ったものを選ぶ, and how a case shows the lines of an item."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.master_facts import MasterVersion
from desktop_app.usecases import masters
from desktop_app.usecases.answering import open_case
from desktop_app.usecases.lines import choose_lines
from tests.ui.cases.office import brief, register


@pytest.fixture
def case_id(office) -> str:
    for number in range(1, 24):
        properties = {"individually_managed": "yes"} if number % 2 else {"automatic": "yes"}
        version = MasterVersion(f"S{number:02d}", f"第{number}システム", date(2020, 4, 1), None, properties)
        office.do(masters.record_version, "system", version)
    made: str = office.do(register, "0012345", "\u9ad9橋　健一")
    office.do(brief, made)
    return made


@pytest.fixture
def screen(office, case_id):
    made = office.show("lines", case_id=case_id)
    office.wait(lambda: made.boxes)
    return made


def test_ticking_counts_the_lines_and_recording_makes_them(office, screen, case_id) -> None:
    for key in (("system", "S01"), ("system", "S02")):
        office.qtbot.mouseClick(screen.boxes[key], Qt.MouseButton.LeftButton)
    assert "3 lines to answer" in screen.count.text()
    screen.keep.click()
    office.wait(lambda: office.ways.went)
    assert office.ways.went[-1] == ("show_case", case_id)
    assert len(office.do(lambda app: app.record.case(case_id).lines)) == 3


def test_a_search_keeps_what_is_ticked(office, screen) -> None:
    office.qtbot.mouseClick(screen.boxes["system", "S01"], Qt.MouseButton.LeftButton)
    screen.presenter.search("第23")
    assert list(screen.boxes) == [("system", "S23")]
    assert "1 chosen" in screen.count.text()
    screen.presenter.search("")
    assert screen.boxes["system", "S01"].isChecked()


def test_the_keyboard_ticks_too(office, screen) -> None:
    box = screen.boxes["system", "S03"]
    box.setFocus()
    office.qtbot.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()
    assert box.accessibleDescription() == "S03　A-03　I-01"


def test_without_masters_the_way_there_is_offered(office) -> None:
    made_case = office.do(register, "0012399", "林　真理")
    made = office.show("lines", case_id=made_case)
    office.wait(lambda: made.pages.currentIndex() == 1)
    made.presenter.show_masters()
    assert office.ways.went[-1] == ("show_masters",)


def test_a_case_with_twenty_three_systems_shows_a_line_each(office, case_id) -> None:
    office.do(choose_lines, case_id, [("system", f"S{n:02d}") for n in range(1, 24)])
    made = office.show("case", case_id=case_id, step="ACCESS_REVOCATION")
    office.wait(lambda: made.title() and made.items._headings)
    card = made.items.card("A-03/S02")
    assert card._number.text() == "2."
    assert card._words.text() == "第2システム　(switched automatically on the effective date)"
    heading = made.items._headings["A-03"]
    assert heading._count.text() == "0/23"
    card.control.chosen.emit("DONE")
    office.wait(lambda: heading._count.text() == "1/23")
    _case, programme = office.do(open_case, case_id)
    assert programme.item("A-03/S02").line.automatic
    made.items.act_asked.emit("", "lines")
    assert office.ways.went[-1] == ("show_lines", case_id)


def test_the_case_asks_for_the_choice_while_nothing_is_chosen(office, case_id) -> None:
    made = office.show("case", case_id=case_id)
    office.wait(made.title)
    office.wait(lambda: "lines" in {notice.key for notice in made._banners.notices()})
    assert "Choose what was used" in [action.text() for action in made.header.menu.actions()]
