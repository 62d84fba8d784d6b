"""廃棄 in the window: a year is looked at, ordered, approved by somebody else, carried out, and its record printed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.domain.disposals import DisposalStage
from desktop_app.errors import DisposalDiffers
from desktop_app.usecases.disposal import approve_disposal
from desktop_app.usecases.findings import FindingInput, raise_finding
from tests.homes import PIN
from tests.years_ago import YEAR, sit
from ui.parts.labels import Paragraph


@pytest.fixture
def screen(office):
    made = office.show("disposal")
    office.wait(lambda: made.state)
    return made


def words_of(screen) -> str:
    return "\n".join(each.text() for each in screen.findChildren(Paragraph) if each.isVisibleTo(screen))


def enter(office, dialog, *, words: str = "", pin: str = PIN) -> None:
    if words:
        dialog.words.setPlainText(words)
    dialog.pin_row.passphrase.setText(pin)
    dialog.press_primary()


def stage(screen) -> DisposalStage | None:
    return screen.state.lines[0].disposal.stage if screen.state.lines else None


def ordered(office, screen) -> None:
    screen.year.order.click()
    enter(office, screen.dialog, words="保存期間満了")
    office.wait(lambda: stage(screen) is DisposalStage.ORDERED)


def approved(office, screen) -> None:
    ordered(office, screen)
    me = office.app.person_id
    office.do(sit, office.head)
    screen.reload()
    office.wait(lambda: screen.orders and "approve" in screen.orders[0].buttons)
    screen.primary().click()
    enter(office, screen.dialog)
    office.wait(lambda: stage(screen) is DisposalStage.APPROVED)
    office.do(sit, me)
    screen.reload()


def test_the_first_year_that_is_over_is_in_sight_with_what_goes_and_what_stays(screen):
    assert screen.state.year == YEAR
    said = words_of(screen)
    assert "2 cases can be disposed of." in said
    assert "because of F-26A-" in said
    assert screen.primary() is screen.year.order


def test_a_year_of_which_nothing_may_go_offers_no_order_and_says_why(screen, office):
    for number in screen.state.preview.cases:
        given = FindingInput("控えが残っていた", "岡部　誠司", screen.state.today, case=number)
        office.do(raise_finding, given)
    screen.reload()
    office.wait(lambda: not screen.state.preview.cases)
    assert not screen.year.order.isEnabled()
    assert screen.primary() is None
    assert "There is nothing to order." in words_of(screen)
    assert screen.year.order.accessibleDescription() == "There is nothing to order."
    assert words_of(screen).count("stays, because of F-26A-") == 3


def test_ordering_asks_for_a_reason_and_the_passphrase_and_keeps_what_was_typed(screen, office):
    screen.year.order.click()
    dialog = screen.dialog
    dialog.press_primary()
    assert dialog._words.has_error()
    enter(office, dialog, words="保存期間満了", pin="chigau-no-desu")
    office.wait(lambda: dialog.pin_row.has_error() is True)
    assert dialog.words.value() == "保存期間満了"
    enter(office, dialog)
    office.wait(lambda: stage(screen) is DisposalStage.ORDERED)
    assert "Somebody else has to approve it." in words_of(screen)
    assert "approve" not in screen.orders[0].buttons
    assert not screen.year.order.isEnabled(), "one order a year"


def test_somebody_else_approves_and_thirty_days_are_told(screen, office):
    approved(office, screen)
    office.wait(lambda: not screen.state.lines[0].ready)
    assert screen.orders[0].badge.look.word == "30 days left to withdraw"
    assert "carry_out" not in screen.orders[0].buttons
    assert "森　さくら" in words_of(screen)


def test_a_number_that_is_looked_up_says_that_it_is_being_disposed_of(screen, office):
    case_no = screen.state.preview.cases[0]
    approved(office, screen)
    cases = office.show("cases")
    office.wait(cases._cover.count)
    cases.search.setText(case_no)
    office.wait(
        lambda: cases._cover.count() and "being disposed of" in cases._cover.itemAt(0).widget().accessibleName()
    )


def test_an_order_is_taken_back_with_a_reason(screen, office):
    ordered(office, screen)
    screen.orders[0].buttons["withdraw"].click()
    enter(office, screen.dialog, words="年度を間違えた")
    office.wait(lambda: stage(screen) is DisposalStage.WITHDRAWN)
    assert "年度を間違えた" in words_of(screen)
    assert screen.orders[0].buttons == {}
    office.wait(screen.year.order.isEnabled)


def test_it_is_carried_out_after_the_days_and_the_record_is_offered(screen, office, clock):
    approved(office, screen)
    clock.advance(days=31)
    screen.reload()
    office.wait(lambda: screen.orders and "carry_out" in screen.orders[0].buttons)
    assert screen.primary() is not screen.orders[0].buttons["carry_out"], "no key alone carries it out"
    screen.orders[0].buttons["carry_out"].click()
    dialog = screen.dialog
    enter(office, dialog, pin="chigau-no-desu")
    office.wait(lambda: dialog.pin_row.has_error() is True)
    enter(office, dialog)
    office.wait(lambda: stage(screen) is DisposalStage.CARRIED_OUT)
    assert screen.dialog is None
    office.wait(lambda: not screen._busy)
    assert [notice.kind for notice in screen.banners.notices()] == ["info"]
    card = screen.orders[0]
    assert "done on" in words_of(card)
    assert "Share folder: the administrator removes the year's folders." in words_of(card)
    card.buttons["note_kit"].click()
    enter(office, screen.dialog)
    office.wait(lambda: screen.state.lines[0].kit is not None)
    assert "seen by 岡部　誠司" in words_of(screen.orders[0])
    screen.orders[0].buttons["print"].click()
    name, title, render, file_name = office.ways.went[-1]
    assert (name, title) == ("show_preview", "Disposal record")
    assert file_name.startswith("Disposal record_H26-")
    assert office.do(render).startswith(b"%PDF-")


def test_whoever_goes_back_while_the_passphrase_is_tried_stops_it(screen, office, clock):
    approved(office, screen)
    clock.advance(days=31)
    screen.reload()
    office.wait(lambda: screen.orders and "carry_out" in screen.orders[0].buttons)
    screen.orders[0].buttons["carry_out"].click()
    enter(office, screen.dialog)
    screen.dialog.reject()
    office.wait(screen.banners.notices)
    assert "was stopped. Nothing was removed" in screen.banners.notices()[0].event
    office.wait(lambda: not screen._busy and screen.orders[0].buttons["carry_out"].isEnabled())
    assert stage(screen) is DisposalStage.APPROVED


def test_everything_is_reached_by_keys_and_says_what_it_is_about(screen, office):
    ordered(office, screen)
    button = screen.orders[0].buttons["withdraw"]
    assert button.accessibleName().startswith("Withdraw: H26-")
    screen.window().activateWindow()
    office.wait(screen.window().isActiveWindow)
    screen.year.year.setFocus(Qt.FocusReason.TabFocusReason)
    for _step in range(6):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if QApplication.focusWidget() is button:
            break
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert screen.dialog is not None
    assert screen.dialog.accessibleName() == "Withdraw the disposal"
    QTest.keyClick(screen.dialog, Qt.Key.Key_Escape)
    office.wait(lambda: screen.dialog is None)


def test_the_desk_is_told_what_a_year_and_its_order_ask_for(screen, office, clock):
    today = office.show("today")

    def told() -> list[tuple[str, str]]:
        rows = [row for box in today.boxes() for row in box.rows()]
        return [(row.line.name, row.line.what) for row in rows if row.button.text() == "Open the disposal"]

    over = "The period of keeping is over: have it disposed of, or say why it stays"
    office.wait(lambda: told() == [("Records up to FY2022", over)])
    ordered(office, screen)
    today.reload()
    office.wait(lambda: [what for _name, what in told()] == ["Somebody else approves your order to dispose of it"])
    me = office.app.person_id
    office.do(sit, office.head)
    today.reload()
    office.wait(lambda: [what for _name, what in told()] == ["Look at the order to dispose of it, and approve it"])
    number = screen.state.lines[0].disposal.order.order_no
    office.do(lambda app: approve_disposal(app, number, own_pin=PIN))
    today.reload()
    office.wait(lambda: told() == [])
    office.do(sit, me)
    clock.advance(days=31)
    today.reload()
    office.wait(lambda: [what for _name, what in told()] == ["The time to withdraw is over: carry the disposal out"])
    row = next(row for box in today.boxes() for row in box.rows() if row.button.text() == "Open the disposal")
    row.button.click()
    assert office.ways.went[-1] == ("show_disposal",)


def test_what_does_not_agree_with_another_pc_stands_over_everything(screen):
    differs = (DisposalDiffers(order_no="H26-A001", cases=("NSC01-22B-A001",)),)
    screen.show_state(replace(screen.state, differs=differs))
    (notice,) = screen.banners.notices()
    assert (notice.kind, notice.meaning) == ("alarm", "Cases: NSC01-22B-A001")
    screen.show_state(replace(screen.state, differs=()))
    assert screen.banners.notices() == ()
