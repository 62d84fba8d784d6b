"""是正（指摘）: the list, one finding with its acts, the tasks of today, and what is asked at the confirmation."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop_app.domain.finding_facts import CorrectiveActionRecorded, Leak
from desktop_app.domain.findings import FindingState
from desktop_app.usecases import circumstances, findings
from desktop_app.usecases.findings import FindingInput
from desktop_app.usecases.people import enrol_person, sit_down
from tests.homes import DEPUTY, PIN
from tests.ui.cases.office import brief, register
from ui.confirmation.duties import DutyRows
from ui.desk import Desk
from ui.findings.view import FindingsScreen
from ui.places import make_screen

LATER = date(2026, 10, 9)


def raised(office, what: str, due: date = LATER, **more) -> str:
    made = office.do(findings.raise_finding, FindingInput(what, "林　真理", due, **more))
    return str(made.finding_id)


def state_of(office, finding_id: str) -> FindingState:
    return office.do(lambda app: app.findings.get(finding_id).state)


@pytest.fixture
def listed(office) -> FindingsScreen:
    screen = office.show("findings")
    office.wait(lambda: screen._state)
    return screen


def shown(screen) -> list[str]:
    return [row.finding.raised.what for row in screen.table.rows_model.rows]


def test_without_findings_the_list_says_so_and_offers_the_form(listed, office):
    assert "There is no finding." in listed._cover.itemAt(0).widget().accessibleName()
    listed.raise_it.click()
    assert listed.primary() is listed.form.record
    listed.form.press()
    assert listed.form.rows["what"].has_error()
    assert listed.form.rows["finding_due"].has_error()
    listed.form.what.setPlainText("誤送信")
    listed.form.due.set_value(LATER)
    listed.form.case.setText("NSC01-00A-A999")
    listed.form.press()
    office.wait(lambda: listed.form.rows["case"].has_error() is True)
    listed.form.case.clear()
    listed.form.press()
    office.wait(lambda: office.ways.went)
    assert office.ways.went[-1][0] == "show_finding"


def test_the_list_has_the_overdue_first_and_is_searched_and_filtered(office):
    raised(office, "あとで")
    first = raised(office, "とうに過ぎた", date(2026, 9, 1))
    screen = office.show("findings")
    office.wait(lambda: len(shown(screen)) == 2)
    assert shown(screen) == ["とうに過ぎた", "あとで"]
    assert "1 overdue" in screen.facts()
    screen.presenter.search("あとで")
    office.wait(lambda: shown(screen) == ["あとで"])
    screen.presenter.search("")
    screen._pick(FindingState.COMPLETED)
    office.wait(lambda: shown(screen) == [])
    assert "fits" in screen._cover.itemAt(0).widget().accessibleName()
    screen._clear()
    office.wait(lambda: len(shown(screen)) == 2)
    screen.table.selectRow(0)
    office.qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert office.ways.went[-1] == ("show_finding", first)


def test_whoever_only_reads_is_offered_nothing_that_changes_a_finding(office):
    finding_id = raised(office, "誤送信")
    reading = Desk(office.app, office.lanes, only_reads=True)
    screen = make_screen("findings", reading, office.ways, {})
    one = make_screen("finding", reading, office.ways, {"finding_id": finding_id})
    for made in (screen, one):
        office.qtbot.addWidget(made)
        made.entered()
    office.wait(lambda: one._state)
    assert screen.header_actions() == ()
    assert screen.primary() is None
    assert one.action_bar() is None
    assert one.findChildren(QPushButton) == [
        button for button in one.findChildren(QPushButton) if not button.isVisibleTo(one) or not button.text()
    ]


@pytest.fixture
def one(office):
    finding_id = raised(office, "誤送信", leak=Leak.YES)
    screen = office.show("finding", finding_id=finding_id)
    office.wait(lambda: screen._state)
    return screen


def words_of(screen) -> str:
    from ui.parts.labels import Paragraph

    return "\n".join(each.text() for each in screen.findChildren(Paragraph))


def test_a_leak_shows_whom_to_tell_and_keeps_whom_somebody_told(one, office):
    assert "Headquarters, conduct rules" in words_of(one)
    one._open(_dialog("TellDialog"), one._state.guide, one._state.today, one.presenter.tell)
    one.dialog.press_primary()
    office.wait(lambda: one._state.line.finding.told != ())
    told = one._state.line.finding.told[0]
    assert (told.told_on, told.told_at) == (date(2026, 9, 24), "14:02")
    assert "14:02" in words_of(one)


def _dialog(name: str):
    from ui.finding import dialogs

    return getattr(dialogs, name)


def test_a_finding_goes_its_way_by_its_dialogs_and_two_people(one, office):
    finding_id = one.presenter.finding_id
    assert one.primary() is one.complete
    one.measures.click()
    one.dialog.press_primary()
    assert "Nothing was changed." in one.dialog._words.message.words.text()
    one.dialog.action.setPlainText("回収して消した")
    one.dialog.why.setPlainText("宛先の取り違え\n確認の手順がない")
    one.dialog.press_primary()
    office.wait(lambda: state_of(office, finding_id) is FindingState.IN_HAND)
    office.wait(lambda: "2. 確認の手順がない" in words_of(one))
    one.complete.click()
    one.dialog.pin_row.passphrase.setText("chigau")
    one.dialog.press_primary()
    office.wait(lambda: one.dialog.pin_row.has_error() is True)
    one.dialog.pin_row.passphrase.setText(PIN)
    one.dialog.press_primary()
    office.wait(lambda: state_of(office, finding_id) is FindingState.COMPLETED)
    office.wait(lambda: not one.verify.isHidden())
    assert one.primary() is None
    assert "somebody else" in one._why_not.text()
    deputy = office.do(lambda app: enrol_person(app, DEPUTY, PIN, own_pin=PIN))
    office.do(sit_down, deputy.person_id, PIN)
    one.reload()
    office.wait(lambda: one.primary() is one.verify)
    one.verify.click()
    one.dialog.press_primary()
    assert one.dialog._words.has_error()
    one.dialog.note.setPlainText("残っていない")
    one.dialog.pin_row.passphrase.setText(PIN)
    one.dialog.press_primary()
    office.wait(lambda: state_of(office, finding_id) is FindingState.EFFECT_VERIFIED)
    office.wait(lambda: one.primary() is one.close_it)
    one.close_it.click()
    one.dialog.pin_row.passphrase.setText(PIN)
    one.dialog.press_primary()
    office.wait(lambda: state_of(office, finding_id) is FindingState.CLOSED)
    office.wait(lambda: one.primary() is None)


def test_judging_none_without_a_reason_is_refused_where_it_is_asked(one, office):
    one._open(_dialog("JudgeDialog"), one._state.line.finding, one.presenter.judge_leak)
    one.dialog.leak.set_value(Leak.NO)
    one.dialog.press_primary()
    office.wait(lambda: one.dialog._words.has_error() is True)  # each dialog is another
    one.dialog.reason.setPlainText("持出しなし")
    one.dialog.press_primary()
    office.wait(lambda: one._state.line.finding.leak is Leak.NO)


def test_who_and_by_when_is_settled_in_a_dialog(one, office):
    one.assign.click()
    one.dialog.in_charge.setText("大野　進")
    one.dialog.due.set_value(None)
    one.dialog.press_primary()
    assert one.dialog.due_row.has_error()
    one.dialog.due.set_value(date(2026, 9, 30))
    one.dialog.press_primary()
    office.wait(lambda: "大野　進" in one.facts())


def test_today_shows_what_is_near_overdue_or_waits_for_its_effect(office):
    raised(office, "遠い", date(2027, 3, 1))
    near, late, done = (
        raised(office, *it) for it in (("近い", date(2026, 9, 28)), ("過ぎた", date(2026, 9, 1)), ("済", LATER))
    )
    office.do(lambda app: findings.complete(app, done, "済んだ", own_pin=PIN))
    screen = office.show("today")
    office.wait(screen.boxes)
    rows = {row.line.case_id: row.line for box in screen.boxes() for row in box.rows()}
    assert set(rows) == {near, late, done}
    assert "Somebody else" in rows[done].what
    next(row for box in screen.boxes() for row in box.rows() if row.line.case_id == late).button.click()
    assert office.ways.went[-1] == ("show_finding", late)


def test_a_case_says_what_is_found_about_it_and_leads_there(office):
    case_id = office.do(register, "0077777", "\U00020bb7田　誠")
    office.do(brief, case_id)
    details = {"what": "ノートPC", "lost_on": "2026-09-24", "report_no": "L-1", "leak": "YES"}
    office.do(circumstances.record_circumstance, case_id, "loss", details)
    (finding,) = office.do(lambda app: app.findings.of_case(case_id))
    screen = office.show("case", case_id=case_id)
    office.wait(lambda: screen._state)
    office.wait(lambda: any(notice.key == "findings" for notice in screen._banners.notices()))
    (notice,) = (notice for notice in screen._banners.notices() if notice.key == "findings")
    assert (notice.kind, finding.finding_no in notice.event) == ("warn", True)
    notice.on_act()
    assert office.ways.went[-1] == ("show_finding", finding.finding_id)
    screen.presenter.raise_finding()
    number = office.do(lambda app: app.record.case(case_id).case_no)
    assert office.ways.went[-1] == ("show_findings", "", number)


def test_a_finding_that_changes_elsewhere_is_shown_anew(one, office):
    office.do(
        lambda app: findings.record_action(app, one.presenter.finding_id, CorrectiveActionRecorded("", action="措置"))
    )
    office.wait(lambda: "措置" in words_of(one))


def test_what_is_not_done_asks_for_who_and_when(office, qtbot):
    rows = DutyRows(2, "岡部　誠司", LATER)
    qtbot.addWidget(rows)
    duty = rows.duty()
    assert (duty.in_charge, duty.due_on) == ("岡部　誠司", LATER)
    rows.in_charge.clear()
    assert rows.duty() is None
    assert rows.in_charge_row.has_error()
