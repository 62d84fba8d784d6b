"""What a form asks for is entered at the case; then the pledge reads to its end and is signed in the window."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.domain.case import CaseState
from desktop_app.usecases.answering import hand_over_seat, refuse_signing
from desktop_app.usecases.form_entries import enter_form_fields
from desktop_app.usecases.programmes import adopt_programme
from tests.homes import PIN
from tests.programmes import kansai_type, tohoku_type
from tests.ui.cases.office import answer, brief, office_in, register
from ui.case.form_dialogs import ExplanationDialog, FormEntriesDialog
from ui.pledge import make_pledge_page

NAME = "\U00020bb7田　誠"
STROKES = (((1.0, 1.0, 0.5, 0), (20.0, 4.0, 0.5, 80)), ((10.0, 1.0, 0.5, 200), (11.0, 20.0, 0.5, 300)))


@pytest.fixture
def office(qapp, qtbot, tmp_path):
    with office_in(tmp_path, qtbot) as opened:
        yield opened


def begun(office, programme):
    office.do(adopt_programme, programme)
    case_id = register(office.app, "0012347", NAME, date(2026, 10, 1), kana="ヨシダ　マコト")
    brief(office.app, case_id)
    answer(office.app, case_id)
    return case_id


def shown(office, case_id):
    screen = office.show("case", case_id=case_id)
    office.wait(lambda: screen._state is not None)
    return screen


def dialog_of(screen, kind):
    return next(dialog for dialog in screen.window().findChildren(kind) if dialog.isVisible())


def events(screen):
    return [notice.event for notice in screen._banners.notices()]


def test_the_case_says_what_its_form_still_asks_for_and_takes_it_in(office):
    case_id = begun(office, kansai_type())
    screen = shown(office, case_id)
    assert any("Result of the transfer restrictions" in event for event in events(screen))
    screen._asking.form()
    office.wait(lambda: any(d.isVisible() for d in screen.window().findChildren(FormEntriesDialog)))
    dialog = dialog_of(screen, FormEntriesDialog)
    assert list(dialog.rows) == ["matrix_result", "last_restricted_duty_date", "cooling_off_end", "returned_goods"]
    dialog.rows["matrix_result"].field.setText("可")
    dialog.rows["last_restricted_duty_date"].field.setText("R7.6.30")
    dialog.rows["cooling_off_end"].field.setText("7/1")
    dialog.press_primary()
    office.wait(dialog.rows["cooling_off_end"].has_error)
    assert dialog.isVisible()
    assert dialog.rows["matrix_result"].field.value() == "可", "what was typed stays"
    dialog.rows["cooling_off_end"].field.setText("R8.7.1")
    dialog.press_primary()
    office.wait(lambda: not events(screen))
    fields = office.do(lambda app: app.record.case(case_id)).form_fields
    assert fields == {
        "matrix_result": "可",
        "last_restricted_duty_date": "2025-06-30",
        "cooling_off_end": "2026-07-01",
    }, "the list of goods was not touched, so the answers go on telling it"


def test_a_form_that_asks_for_nothing_has_no_entry_in_the_menu(office):
    case_id = register(office.app, "0012347", NAME)
    screen = shown(office, case_id)
    assert "Enter what the form asks for" not in [entry.text() for entry in screen.header.menu.actions()]


@pytest.mark.parametrize("kind", ["tohoku", "kansai"])
def test_a_pledge_is_read_to_its_end_and_signed_in_the_window(office, settled, kind):
    entered = (
        {"npi_scope": "系統連系の検討に関する情報"}
        if kind == "tohoku"
        else {"matrix_result": "可", "last_restricted_duty_date": "該当なし", "cooling_off_end": "該当なし"}
    )
    case_id = begun(office, tohoku_type() if kind == "tohoku" else kansai_type())
    page = make_pledge_page(office.desk, case_id)
    office.qtbot.addWidget(page.action_bar())
    settled(page, 1280, 600)
    page.action_bar().show()
    office.wait(lambda: page._state is not None)
    text = page.reading.sheet.toPlainText()
    assert "［未設定：" in text
    assert not page.sign.isEnabled()
    office.do(enter_form_fields, case_id, entered)
    office.wait(lambda: "［未設定：" not in page.reading.sheet.toPlainText())
    form = office.app.workplace.programme.report_form
    text = page.reading.sheet.toPlainText()
    for article in (block.article for block in form.blocks if block.article):
        assert f"条（{article.heading}）" in text
        assert article.text[-12:] in text or "{{" in article.text
        assert all(item in text for item in article.items)
    assert text.rstrip().endswith("以上")
    bar = page.reading.sheet.verticalScrollBar()
    bar.setValue(bar.maximum())
    page.signing.pad.show_strokes(STROKES)
    page.signing.agreed.box.setChecked(True)
    QApplication.processEvents()
    assert page.sign.isEnabled(), page._why.text()
    page.sign.click()
    with office.qtbot.waitSignal(page.reported, timeout=10_000):
        page.dialog.press_primary()
    case = office.do(lambda app: app.record.case(case_id))
    assert (case.state, case.report.form_number) == (CaseState.REPORTED, form.number)


def test_the_record_of_an_explanation_is_signed_from_the_case(office):
    case_id = begun(office, tohoku_type())
    office.do(refuse_signing, case_id, "署名しない")
    screen = shown(office, case_id)
    screen._asking.explanation()
    dialog = dialog_of(screen, ExplanationDialog)
    dialog.press_primary()
    office.wait(dialog.witness_row.has_error)
    dialog.witness.setText("伊藤　実")
    dialog.pin_row.passphrase.setText(PIN)
    dialog.press_primary()
    # The scope of the information is not entered yet, but this record does not ask for it.
    office.wait(lambda: screen._state.has_explanation)
    assert "See the record of the explanation" in [entry.text() for entry in screen.header.menu.actions()]
    screen.presenter.show_explanation()
    (preview,) = [went for went in office.ways.went if went[0] == "show_preview"]
    assert office.do(preview[2])[:5] == b"%PDF-"


def test_the_seat_of_the_transferee_enters_nothing_for_the_form(office):
    case_id = begun(office, kansai_type())
    office.do(hand_over_seat, case_id)
    office.desk.ask(
        enter_form_fields, case_id, {"matrix_result": "可"}, failed=office.refused.append, owner=office.desk
    )
    office.wait(lambda: office.refused)
    assert type(office.refused[0]).__name__ == "SeatHandedOver"
