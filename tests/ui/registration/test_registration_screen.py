"""異動を登録 and 登録した内容を直す: say what it means, keep what is typed, refuse in words at the field."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from desktop_app.usecases.desk import open_for_reading
from tests.ui.cases.office import register
from ui.registration.drafts import load_draft
from ui.registration.kana import NameField


@pytest.fixture
def screen(office):
    shown = office.show("registration")
    office.wait(lambda: shown.form)
    return shown


def fill(screen, **texts: str) -> None:
    screen.form.fill_texts(texts)
    screen._settled()


FULL = {
    "employee_no": "0012399",
    "name": "鈴木　一郎",
    "effective_date": "1001",
    "destination_company": "あおば電力株式会社",
}


def test_a_filled_form_registers_and_leads_to_the_case(office, screen) -> None:
    fill(screen, **FULL)
    screen.submit_button.click()
    office.wait(lambda: office.ways.went)
    assert [way[0] for way in office.ways.went] == ["say", "go_back", "show_case"]
    case = office.do(open_for_reading, office.ways.went[2][1]).case
    assert (case.transferee.employee_no, case.effective_date) == ("0012399", date(2026, 10, 1))
    assert case.destination.specified_affiliate


def test_the_outlook_tells_scope_dates_and_people_of_the_same_name(office, screen) -> None:
    office.do(register, "0099001", "鈴木　一郎")
    fill(screen, **FULL)
    office.wait(lambda: "In scope. Target date 30 Sep (Wed), deadline 1 Oct (Thu)." in screen.outlook.sentences())
    assert "Somebody has the same name (鈴木　一郎 0099001)." in screen.outlook.sentences()
    assert screen.form.affiliate.isChecked()
    screen.form.affiliate.click()
    office.wait(lambda: "Not in scope." in screen.outlook.sentences())


def test_missing_and_unreadable_fields_are_told_where_they_are(office, screen) -> None:
    fill(screen, employee_no="0012399", notice_date="13/45")
    screen.submit_button.click()
    wrong = [field for field, row in screen.form.rows.items() if row.has_error()]
    assert wrong == ["name", "effective_date", "notice_date", "destination_company"]
    assert screen.reason.text() == "4 places to correct."
    assert QApplication.focusWidget() is screen.form.rows["name"].field
    assert office.ways.went == []


def test_somebody_registered_already_is_told_at_the_number(office, screen) -> None:
    office.do(register, "0012399", "鈴木　一郎")
    fill(screen, **FULL)
    screen.submit_button.click()
    row = screen.form.rows["employee_no"]
    office.wait(row.has_error)
    assert "0012399" in row.message.words.text()
    assert screen.submit_button.isEnabled()


def test_what_was_typed_is_there_again_after_leaving(office, screen) -> None:
    fill(screen, employee_no="0012399", effective_date="10/1")
    office.do(lambda _app: True)
    again = office.show("registration")
    office.wait(lambda: again.form)
    assert again.form.rows["employee_no"].field.text() == "0012399"
    assert again.form.entry().effective_date == date(2026, 10, 1)
    again.presenter.give_up()
    office.do(lambda _app: True)
    third = office.show("registration")
    office.wait(lambda: third.form)
    assert third.form.rows["employee_no"].field.text() == ""


def test_once_registered_leaving_brings_no_draft_back(office, screen) -> None:
    fill(screen, **FULL)
    screen.form.rows["destination_company"].field.setFocus()
    screen._submit()
    office.wait(lambda: office.ways.went)
    screen.leave()
    assert office.do(load_draft) == {}


def test_a_correction_records_only_what_differs_with_its_reason(office) -> None:
    case_id = office.do(register, "0012346", "高橋　健一")
    screen = office.show("registration", case_id=case_id)
    office.wait(lambda: screen.form)
    assert screen.form.rows["name"].field.text() == "高橋　健一"
    screen.submit_button.click()
    assert screen.form.rows["reason"].has_error()
    screen.form.rows["reason"].field.fill("字の取り違え")
    screen.submit_button.click()
    assert screen.reason.text() == "Nothing has been changed."
    screen.form.rows["name"].field.fill("\u9ad9橋　健一")
    screen.submit_button.click()
    office.wait(lambda: office.ways.went)
    case = office.do(open_for_reading, case_id).case
    assert case.transferee.name == "\u9ad9橋　健一"
    (correction,) = case.corrections
    assert (correction.reason, correction.effective_date, correction.destination) == ("字の取り違え", None, None)


def compose(field: NameField, *preedits: str, commit: str) -> None:
    for preedit in preedits:
        QApplication.sendEvent(field, QInputMethodEvent(preedit, []))
    event = QInputMethodEvent()
    event.setCommitString(commit)
    QApplication.sendEvent(field, event)


def test_the_reading_of_the_input_method_becomes_the_kana(screen) -> None:
    name, kana = screen.form.rows["name"].field, screen.form.rows["kana"].field
    name.setFocus()
    compose(name, "た", "たか", "たかはし", "高橋", commit="\u9ad9橋")
    compose(name, commit="　")
    compose(name, "けんいt", "けんいち", "健一", commit="健一")
    assert name.text() == "\u9ad9橋　健一"
    assert kana.text() == "タカハシ　ケンイチ"


def test_kana_written_by_hand_is_never_overwritten(screen) -> None:
    name, kana = screen.form.rows["name"].field, screen.form.rows["kana"].field
    compose(kana, commit="ワン")
    compose(name, "おう", "王", commit="王")
    assert kana.text() == "ワン"
