"""Confirming: every word is recorded at once, one act at a time is possible, and a changed paper stops it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import CaseState
from desktop_app.domain.facts import Answer, Verdict
from desktop_app.errors import PdfDamage, PdfTampered
from desktop_app.usecases.answering import answer_items, keep_evidence
from desktop_app.usecases.confirming import current_paper
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.people import correct_person
from desktop_app.usecases.reporting import sign_and_report
from tests.homes import MANAGER, PIN
from tests.ui.cases.office import answer, brief, office_in, register
from ui.parts.cards import EmptyState

STROKES = (((1.0, 1.0, 0.5, 0), (20.0, 4.0, 0.5, 80)), ((10.0, 1.0, 0.5, 200), (11.0, 20.0, 0.5, 300)))
NAME = "王　小明"


@pytest.fixture
def office(qapp, qtbot, tmp_path):
    with office_in(tmp_path, qtbot) as opened:
        yield opened


def reported(office, number="0012357", name=NAME, evidence: Path | None = None):
    app = office.app
    case_id = register(app, number, name)
    brief(app, case_id)
    answer(app, case_id)
    app_answers = {"D-05": AnswerInput(Answer.NOT_APPLICABLE, note="対象の機器なし")}
    if evidence is not None:
        kept = keep_evidence(app, case_id, evidence)
        app_answers["D-03"] = AnswerInput(Answer.DONE, count=3, evidence=(kept,))
    answer_items(app, case_id, app_answers)
    sign_and_report(app, case_id, STROKES)
    return case_id


def shown(office, case_id, **how):
    screen = office.show("confirmation", case_id=case_id, **how)
    office.wait(screen.rows)
    return screen


def row_of(screen, item_id):
    return next(row for row in screen.rows() if row.item.item_id == item_id)


def accept_all(office, screen):
    for row in screen.rows():
        if not row.isHidden():
            row.control._choose("CHECKED")
    screen.side.together.click()
    office.wait(lambda: all(item.verdict for item in screen.presenter.state.items))


def checks(office, case_id):
    return office.do(lambda app: app.record.case(case_id)).checks


def test_an_accepted_item_is_a_fact_at_once(office) -> None:
    case_id = reported(office)
    screen = shown(office, case_id)
    row = row_of(screen, "D-01")
    row.go_to()
    office.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    office.wait(lambda: "D-01" in checks(office, case_id))
    assert checks(office, case_id)["D-01"].verdict is Verdict.ACCEPTED


def test_sending_back_needs_a_reason_and_then_is_the_only_act(office) -> None:
    case_id = reported(office)
    screen = shown(office, case_id)
    row = row_of(screen, "D-01")
    row.control._choose("RETURNED")
    assert "D-01" not in checks(office, case_id)
    assert screen._why.text() == "Choose or write the reason for sending back."
    assert not screen.send_back.isEnabled()
    row.text.setFocus()
    office.qtbot.keyClicks(row.text, "more")
    row.text.clearFocus()
    office.wait(lambda: "D-01" in checks(office, case_id))
    assert checks(office, case_id)["D-01"].text == "more"
    assert (screen.send_back.isEnabled(), screen.confirm.isEnabled()) == (True, False)
    assert screen.send_back.text() == "Send 1 item back"
    assert screen._why.text() == "1 item is to be sent back, so it cannot be confirmed."
    assert screen.primary() is screen.send_back
    screen.send_back.click()
    office.wait(lambda: isinstance(screen._pages.currentWidget(), EmptyState))
    case = office.do(lambda app: app.record.case(case_id))
    assert case.state is CaseState.RETURNED
    assert case.returned_item_ids == ("D-01",)


def test_half_written_words_survive_what_other_items_bring(office) -> None:
    case_id = reported(office)
    screen = shown(office, case_id)
    row = row_of(screen, "D-02")
    row.control._choose("RETURNED")
    row.text.setFocus()
    office.qtbot.keyClicks(row.text, "half a sent")
    row_of(screen, "D-01").control._choose("CHECKED")
    office.wait(lambda: screen.presenter.state.case.checks)
    assert row_of(screen, "D-02") is row
    assert row.text.toPlainText() == "half a sent"
    assert row.text.hasFocus()
    screen.leave()
    office.wait(lambda: "D-02" in checks(office, case_id))


def test_what_does_not_apply_is_hidden_until_asked_and_accepted_together(office) -> None:
    case_id = reported(office)
    screen = shown(office, case_id)
    row = row_of(screen, "D-05")
    assert row.isHidden()
    screen.side.see.click()
    assert row.isVisible()
    assert screen.side.see.text() == "Hide “not applicable”"
    screen.side.together.click()
    office.wait(lambda: "D-05" in checks(office, case_id))
    assert list(checks(office, case_id)) == ["D-05"]
    office.wait(screen.side.together.isHidden)


def test_f8_goes_to_the_next_item_nobody_looked_at(office) -> None:
    screen = shown(office, reported(office))
    screen.next_open(1)
    first = screen.rows()[0]
    assert first.isAncestorOf(QApplication.focusWidget())
    first.control._choose("CHECKED")
    screen.next_open(1)
    assert screen.rows()[1].isAncestorOf(QApplication.focusWidget())


def test_confirmed_with_the_passphrase_a_wrong_one_says_how_many_tries_are_left(office) -> None:
    case_id = reported(office)
    screen = shown(office, case_id)
    accept_all(office, screen)
    assert (screen.confirm.isEnabled(), screen._why.text()) == (True, "")
    screen.confirm.click()
    assert screen.dialog.accessibleDescription().startswith(f"You confirm {NAME}'s report.")
    screen.dialog.pin_row.passphrase.setText("not it")
    screen.dialog.press_primary()
    office.wait(screen.dialog.pin_row.has_error)
    assert "2 more" in screen.dialog.pin_row.message.words.text()
    screen.dialog.pin_row.passphrase.setText(PIN)
    screen.dialog.press_primary()
    office.wait(lambda: isinstance(screen._pages.currentWidget(), EmptyState))
    assert screen.dialog is None
    assert office.do(lambda app: app.record.case(case_id)).state is CaseState.CONFIRMED


def test_late_confirming_asks_for_the_reason_first(office) -> None:
    case_id = reported(office)
    office.app.surroundings.clock.advance(days=30)
    screen = shown(office, case_id)
    accept_all(office, screen)
    screen.confirm.click()
    screen.dialog.pin_row.passphrase.setText(PIN)
    screen.dialog.press_primary()
    assert screen.dialog.reason_row.has_error()
    screen.dialog.reason.setCurrentIndex(1)
    screen.dialog.press_primary()
    office.wait(lambda: isinstance(screen._pages.currentWidget(), EmptyState))
    assert office.do(lambda app: app.record.case(case_id)).confirmation.late_reason == "Other work came first"


def test_the_signature_is_verified_and_said(office) -> None:
    screen = shown(office, reported(office))
    office.wait(lambda: screen.side._shield[1].text() == "Valid")
    assert screen.side._pen[1].text() == "Given (2 strokes)"
    assert screen.side._signed.text() == f"{NAME}　2026/9/24 14:02"
    screen.side.link.click()
    assert office.ways.went[-1][:2] == ("show_preview", "Completion report")


def test_a_signature_that_does_not_hold_is_an_alarm_in_the_words_of_the_office(office) -> None:
    screen = shown(office, reported(office))
    office.wait(lambda: screen.side._shield[1].text() == "Valid")
    screen.show_broken(PdfTampered(reason=PdfDamage.CHANGED, signature=0))
    notice = screen.banners.notices()[0]
    assert notice.kind == "alarm"
    assert notice.event == "This report has changed after it was signed. It cannot be confirmed."
    assert screen.side._shield[1].text() == "Not valid"


def test_a_paper_that_is_not_the_one_kept_cannot_be_confirmed(office) -> None:
    case_id = reported(office)
    app = office.app
    kept = current_paper(app.record.case(case_id))
    other = app.files.get(kept, app.identities()) + b"%more"
    swapped = app.files.put(kept.name, kept.media_type, other, app.recipients())
    folder = app.home.files
    files = {path.stem: path for path in folder.rglob("*") if path.is_file()}
    target = next(path for path in files.values() if kept.sealed_sha256 in path.name)
    source = next(path for path in files.values() if swapped.sealed_sha256 in path.name)
    target.write_bytes(source.read_bytes())
    screen = shown(office, case_id)
    accept_all(office, screen)
    office.wait(screen.banners.notices)
    assert not screen.confirm.isEnabled()
    assert screen._why.text() == "The signature does not hold, so it cannot be confirmed."


def test_nobody_confirms_their_own_case(office) -> None:
    case_id = reported(office, MANAGER.employee_no, MANAGER.name)
    screen = shown(office, case_id)
    assert screen._why.text() == "This case is confirmed by the deputy or a superior, not by the transferee."
    assert not screen.confirm.isEnabled()
    assert not screen.rows()[0].control.isEnabled()


def test_evidence_is_told_and_a_copy_can_be_taken_out(office, tmp_path) -> None:
    evidence = tmp_path / "screen.png"
    evidence.write_bytes(b"a picture")
    screen = shown(office, reported(office, evidence=evidence))
    row = row_of(screen, "D-03")
    assert "1 piece of evidence" in row.item.evidence
    assert "Done" in row.item.evidence
    screen.presenter.copy_out(row.item.files[0], tmp_path / "copy.png")
    office.wait(screen.banners.notices)
    assert (tmp_path / "copy.png").read_bytes() == b"a picture"


def test_after_confirming_the_next_report_is_one_press_away(office) -> None:
    case_id, other = reported(office), reported(office, "0012358", "佐藤　太郎")
    screen = shown(office, case_id)
    screen.show_done(confirmed=True, count=0)
    screen.presenter.to_next()
    assert office.ways.went[-1] == ("show_confirmation", other)


def test_a_day_in_october_reads_as_due(office) -> None:
    screen = shown(office, reported(office))
    assert screen._badge.look.word.startswith("Confirmation due")
    assert "effective" in screen.facts()
    assert screen.title() == NAME
    assert office.app.today() == date(2026, 9, 24)


def test_a_small_window_stacks_the_columns(office) -> None:
    screen = shown(office, reported(office), width=960, height=500)
    assert screen.side.x() == screen.items.x()


def test_a_confirmer_whose_surname_no_font_has_chooses_what_the_mark_shows(office) -> None:
    case_id = reported(office)
    office.do(
        lambda app: correct_person(
            app, app.person_id, PersonInput("\uae40　\ubbfc\uc900", "キム　ミンジュン", "0012345"), own_pin=PIN
        )
    )
    screen = shown(office, case_id)
    accept_all(office, screen)
    office.wait(screen.confirm.isEnabled)
    screen.confirm.click()
    screen.dialog.pin_row.passphrase.setText(PIN)
    screen.dialog.press_primary()
    office.wait(lambda: screen.substitutes.panel)
    assert screen.dialog is None
    assert "U+AE40" in screen.banners.notices()[0].event
    screen.substitutes.panel.blanks.click()
    office.wait(lambda: screen.substitutes.panel is None and not screen.banners.notices())
    screen.confirm.click()
    screen.dialog.pin_row.passphrase.setText(PIN)
    screen.dialog.press_primary()
    office.wait(lambda: screen._done)
    assert office.do(lambda app: app.record.case(case_id)).confirmation is not None
