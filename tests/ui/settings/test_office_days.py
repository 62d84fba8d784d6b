"""会社の休日 and 代理者と任期 within 設定: read first, recorded once somebody agrees, and shown from then on."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.usecases.company_holidays import company_holidays
from tests.ui.settings.test_settings import office as office  # noqa: PLC0414 - a fixture
from ui.parts.badges import Badge


def texts(widget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel))


@pytest.fixture
def listed(tmp_path):
    def write(words: str):
        path = tmp_path / "休日.csv"
        path.write_text(words, encoding="cp932")
        return path

    return write


def test_a_list_is_looked_at_taken_in_and_taken_back(qtbot, office, listed) -> None:
    section = office.section("holidays")
    assert "There are no company holidays." in texts(section)
    section.read(listed("日付,名称\n2026/10/9,創立記念日\n2026/12/28,年末\n"))
    qtbot.waitUntil(lambda: section.preview is not None)
    assert "Fiscal year 2026: 2 days." in texts(section.preview)
    assert office.ask(company_holidays) == {}
    section.preview.take.click()
    qtbot.waitUntil(lambda: "創立記念日" in texts(section))
    assert section.preview is None
    assert [one.day for one in office.ask(company_holidays)[2026]] == [date(2026, 10, 9), date(2026, 12, 28)]
    assert "休日.csv　2 days" in texts(section)
    section.read(listed("日付\n2026/10/9\n"))
    qtbot.waitUntil(lambda: section.preview is not None)
    assert "2 days stated before are replaced." in texts(section.preview)
    section.preview.leave.click()
    assert section.preview is None
    section.withdraw(2026)
    qtbot.waitUntil(lambda: "There are no company holidays." in texts(section))
    assert "taken back" in texts(section), "the history stays"


def test_what_is_doubtful_waits_for_a_person_and_what_is_wrong_for_another_file(qtbot, office, listed) -> None:
    section = office.section("holidays")
    section.read(listed("日付\n10/9\n"))
    qtbot.waitUntil(lambda: section.preview is not None)
    assert not section.preview.take.isEnabled()
    section.preview.agree.click()
    assert section.preview.take.isEnabled()
    section.read(listed("日付\n10月の連休\n"))
    qtbot.waitUntil(lambda: section.preview is not None and not section.preview.agree.isVisibleTo(section))
    assert not section.preview.take.isEnabled()
    assert "There is 1 place to mend" in texts(section.preview)
    section.read(listed("社員番号\n0012345\n"))
    qtbot.waitUntil(lambda: "No column for" in section.message.words.text())
    assert section.preview is None


def test_somebody_is_named_who_stands_in_and_the_days_are_checked(qtbot, office) -> None:
    section = office.section("standing-in")
    assert "Nobody stood in yet." in texts(section)
    section.add_button.click()
    form = section.form
    form.press()
    assert [row.has_error() for row in form.rows()] == [True, True, False, True, True, True]
    form.employee_no.fill("00９８７６５")
    form.name.fill("\U00020bb7\u6751\u3000\u8475")
    form.title.fill("本社　配電部長")
    form.first_day.set_value(date(2026, 9, 24))
    form.last_day.set_value(date(2026, 9, 20))
    form.reason.fill("管理者と代理者がともに休暇")
    form.press()
    qtbot.waitUntil(form.last_row.has_error)
    form.last_day.set_value(date(2026, 9, 30))
    form.press()
    qtbot.waitUntil(lambda: section.form is None)
    qtbot.waitUntil(lambda: [one.look.word for one in section.findChildren(Badge)] == ["Stands in today"])
    (named,) = office.ask(lambda app: app.workplace.substitutes)
    assert (named.employee_no, named.valid_from, named.valid_to) == ("0098765", date(2026, 9, 24), date(2026, 9, 30))
    assert "本社　配電部長" in texts(section)
