"""はじめの設定: from the first page to an open home, with the mistakes people make on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from desktop_app.app import Surroundings
from desktop_app.domain.facts import Role
from desktop_app.home import Home
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.enrolment import approve_enrolment, pending_enrolments
from desktop_app.usecases.ledger import ledger_entries
from desktop_app.usecases.people import people_here, sit_down
from desktop_app.usecases.programmes import shipped
from desktop_app.usecases.share_folder import create_share, share_address
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.year_secrets import kit_of
from tests.fakes import CHEAP_KDF, FixedClock, MemoryKeyring, MissingKeyring
from tests.homes import PIN, found, register, surroundings
from ui.background import Lanes
from ui.first_start import make_first_start
from ui.first_start.view import FirstStartFrame

NAKAMURA = "中村　由美子"


@pytest.fixture
def lanes():
    crashes: list[BaseException] = []
    made = Lanes(on_crash=crashes.append)
    yield made
    made.close()
    assert crashes == []


@pytest.fixture
def begin(qtbot, lanes, tmp_path):
    def start(around: Surroundings | None = None, home: Home | None = None):
        frame = make_first_start(lanes, home or Home(tmp_path / "new"), around or surroundings())
        qtbot.addWidget(frame)
        frame.resize(1280, 800)
        frame.show()
        qtbot.waitUntil(lambda: frame.programme.chosen() is not None)
        return frame

    return start


def fill_company(frame) -> None:
    frame.company.company.fill("北辰送配電株式会社")
    frame.company.workplace.fill("西部配電事業所")
    frame.company.org_code.fill("ＮＳＣ０１")
    frame.next_button.click()


def fill_manager(frame, number: str = "1204417") -> None:
    person = frame.manager.person
    person.name.fill(NAKAMURA)
    person.kana.fill("ナカムラ　ユミコ")
    person.employee_no.fill(number)
    frame.next_button.click()


def to_secrets(frame) -> None:
    fill_company(frame)
    fill_manager(frame)
    frame.next_button.click()
    frame.share.later.click()
    assert frame.page_key == "secrets"


def begin_work(qtbot, frame):
    frame.kit.kept.setChecked(True)
    with qtbot.waitSignal(frame.founded) as founded:
        frame.next_button.click()
    return founded.args[0]


def test_five_steps_lead_to_an_open_home_whose_key_copy_is_noted(qtbot, begin, tmp_path) -> None:
    frame = begin()
    to_secrets(frame)
    frame.secrets.pin.first.setText(PIN)
    frame.secrets.pin.again.setText(PIN)
    frame.next_button.click()
    qtbot.waitUntil(lambda: frame.page_key == "kit")
    assert not frame.next_button.isEnabled()
    assert frame.secrets.pin.value() == ""
    frame.save_asked.emit(tmp_path / "copy.pdf")
    qtbot.waitUntil((tmp_path / "copy.pdf").exists)
    app = begin_work(qtbot, frame)
    assert app.workplace.org_code == "NSC01"
    assert app.person.name == NAKAMURA
    assert 2026 in app.workplace.kits_printed
    assert share_address(app) is None
    assert sit_down(app, app.person_id, PIN)
    app.close()


def test_a_letter_o_among_digits_is_told_and_holds_until_it_is_mended(begin) -> None:
    frame = begin()
    fill_company(frame)
    fill_manager(frame, "12O4417")
    row = frame.manager.person.number_row
    assert "zero" in row.message.words.text()
    assert frame.page_key == "manager"
    assert not frame.next_button.isEnabled()
    frame.manager.person.employee_no.setText("1204417")
    assert frame.next_button.isEnabled()
    frame.next_button.click()
    assert frame.page_key == "programme"


def test_nobody_goes_on_before_there_is_a_programme(qtbot) -> None:
    frame = FirstStartFrame()
    qtbot.addWidget(frame)
    frame.show_page("programme")
    assert not frame.next_button.isEnabled()
    frame.programme.offer(shipped())
    assert frame.next_button.isEnabled()


def test_a_number_with_other_letters_is_no_mistake(begin) -> None:
    frame = begin()
    fill_company(frame)
    fill_manager(frame, "NO1204")
    assert frame.page_key == "programme"


def test_what_is_missing_is_marked_and_gets_the_cursor(begin) -> None:
    frame = begin()
    frame.company.company.fill("北辰送配電株式会社")
    frame.next_button.click()
    assert frame.page_key == "company"
    assert frame.company.workplace_row.has_error()
    assert frame.reason.text() == "There are 2 places to correct."
    assert QApplication.focusWidget() is frame.company.workplace


def test_kana_follow_what_is_composed_and_stay_when_written_by_hand(begin) -> None:
    frame = begin()
    fill_company(frame)
    person = frame.manager.person

    def compose(*preedits: str, commit: str) -> None:
        for preedit in preedits:
            QApplication.sendEvent(person.name, QInputMethodEvent(preedit, []))
        done = QInputMethodEvent("", [])
        done.setCommitString(commit)
        QApplication.sendEvent(person.name, done)

    compose("な", "なk", "なかむら", "中村", commit="中村")
    compose(commit="　")
    compose("ゆみこ", "由美子", commit="由美子")
    assert person.name.text() == NAKAMURA
    assert person.kana.text() == "ナカムラ　ユミコ"
    person.kana.setText("ナカムラ　ユミ")
    compose("さま", "様", commit="様")
    assert person.kana.text() == "ナカムラ　ユミ"


def test_a_wrong_programme_file_is_told_with_its_line(qtbot, begin, tmp_path) -> None:
    frame = begin()
    fill_company(frame)
    fill_manager(frame)
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("id: x\nid: y\n", encoding="utf-8")
    frame.file_chosen.emit(wrong)
    qtbot.waitUntil(lambda: "Line 2" in frame.programme.message.words.text())


def test_a_folder_of_another_workplace_is_refused_and_an_own_one_becomes_the_share(
    qtbot, lanes, begin, tmp_path
) -> None:
    other = found(tmp_path, "other")
    create_share(other, str(tmp_path / "theirs"))
    other.close()
    frame = begin()
    fill_company(frame)
    fill_manager(frame)
    frame.next_button.click()
    frame.share.path.fill(str(tmp_path / "nowhere"))
    frame.next_button.click()
    qtbot.waitUntil(lambda: "cannot be found" in frame.share.row.message.words.text())
    frame.share.path.fill(str(tmp_path / "theirs"))
    frame.next_button.click()
    qtbot.waitUntil(lambda: "西部配電事業所" in frame.share.row.message.words.text())
    (tmp_path / "ours").mkdir()
    frame.share.path.fill(str(tmp_path / "ours"))
    frame.next_button.click()
    qtbot.waitUntil(lambda: frame.page_key == "secrets")
    assert list((tmp_path / "ours").iterdir()) == []
    frame.secrets.pin.first.setText(PIN)
    frame.secrets.pin.again.setText(PIN)
    frame.next_button.click()
    qtbot.waitUntil(lambda: frame.page_key == "kit")
    app = begin_work(qtbot, frame)
    addresses = []

    def hear(address: str | None) -> None:
        addresses.append(address)
        if address is None:  # asked on the desk lane, which alone may use the record while it works
            lanes.desk(share_address, app, then=hear, owner=frame)

    hear(None)
    qtbot.waitUntil(lambda: addresses[-1] == str(tmp_path / "ours"))
    assert (tmp_path / "ours" / "STORE.json").exists()
    app.close()


def test_without_a_keyring_a_long_passphrase_is_asked_for(qtbot, begin) -> None:
    frame = begin(Surroundings(clock=FixedClock(), keyring=MissingKeyring(), pin_cost=CHEAP_KDF))
    to_secrets(frame)
    assert frame.secrets.no_keyring.isVisible()
    frame.secrets.pin.first.setText(PIN)
    frame.secrets.pin.again.setText(PIN)
    frame.secrets.start.first.setText("short")
    frame.next_button.click()
    assert frame.page_key == "secrets"
    assert "12" in frame.secrets.start.first_row.message.words.text()
    for field in (frame.secrets.start.first, frame.secrets.start.again):
        field.setText("long enough to keep")
    frame.next_button.click()
    qtbot.waitUntil(lambda: frame.page_key == "kit")
    app = begin_work(qtbot, frame)
    assert app.home.passphrase_file.exists()
    app.close()


def test_the_deputy_is_registered_under_their_own_passphrase(qtbot, begin) -> None:
    frame = begin()
    fill_company(frame)
    frame.manager.with_deputy.setChecked(True)
    frame.manager.deputy.name.fill("\u9ad9\u6a4b\u3000\u7f8e\u54b2")
    frame.manager.deputy.employee_no.fill("1204417")
    for field in (frame.manager.deputy_pin.first, frame.manager.deputy_pin.again):
        field.setText("deputy-secret")
    fill_manager(frame)
    assert frame.page_key == "manager"
    assert frame.manager.deputy.number_row.has_error()
    frame.manager.deputy.employee_no.setText("1204418")
    frame.next_button.click()
    frame.next_button.click()
    frame.share.later.click()
    for field in (frame.secrets.pin.first, frame.secrets.pin.again):
        field.setText(PIN)
    frame.next_button.click()
    qtbot.waitUntil(lambda: frame.page_key == "kit")
    app = begin_work(qtbot, frame)
    deputy = next(person for person in people_here(app) if person.role is Role.DEPUTY_MANAGER)
    assert sit_down(app, deputy.person_id, "deputy-secret").employee_no == "1204418"
    app.close()


def test_a_second_pc_shows_its_number_again_after_a_restart_and_is_let_in(qtbot, begin, tmp_path) -> None:
    first = found(tmp_path, "first")
    create_share(first, str(tmp_path / "share"))
    sync(first)
    home, around = Home(tmp_path / "second"), surroundings(keyring=MemoryKeyring())
    frame = begin(around, home)
    frame.company.second_pc.click()
    frame.join.share.path.fill(str(tmp_path / "share"))
    frame.join.person.name.fill(NAKAMURA)
    frame.join.person.employee_no.fill("1204417")
    for field in (frame.join.secrets.pin.first, frame.join.secrets.pin.again):
        field.setText("nakamura-secret")
    frame.next_button.click()
    qtbot.waitUntil(lambda: frame.page_key == "code")
    code = frame.code.code.text()

    again = begin(around, home)
    qtbot.waitUntil(lambda: again.page_key == "code")
    assert again.code.code.text() == code
    again.code.answer.setText("000000")
    again.next_button.click()
    qtbot.waitUntil(again.code.answer_row.has_error)

    sync(first)
    approval = approve_enrolment(first, pending_enrolments(first)[0].request_id, code, own_pin=PIN)
    sync(first)
    first.close()
    again.code.answer.setText(approval.answer)
    with qtbot.waitSignal(again.founded) as founded:
        again.next_button.click()
    app = founded.args[0]
    assert app.person.name == NAKAMURA
    assert app.workplace.name == "西部配電事業所"
    app.close()


def test_a_backup_is_put_back_with_the_letters_of_the_key_copy(qtbot, begin, tmp_path) -> None:
    import json

    from desktop_app.app import FISCAL_PREFIX
    from desktop_app.usecases.backup import back_up

    old = found(tmp_path, "old")
    back_up(old, tmp_path / "kept.zip")
    letters = json.loads(old.record.desk.secrets(FISCAL_PREFIX).popitem()[1])["recovery"]
    old.close()
    frame = begin()
    frame.company.restore.click()
    frame.next_button.click()
    assert frame.restore.code_row.has_error()
    frame.restore.file.path.fill(str(tmp_path / "kept.zip"))
    frame.restore.code.fill(letters.lower())
    frame.next_button.click()
    qtbot.waitUntil(lambda: frame.page_key == "restored")
    assert "西部配電事業所" in frame.restored.where.text()
    with qtbot.waitSignal(frame.founded) as founded:
        frame.next_button.click()
    founded.args[0].close()


def test_a_workplace_without_any_pc_comes_back_from_its_share_and_the_key_copy(qtbot, begin, tmp_path) -> None:
    old = found(tmp_path, "old", share=tmp_path / "share")
    register(old, "0011111")
    sync(old)
    letters = kit_of(old, 2026)
    old.close()
    frame = begin()
    frame.company.restore.click()
    form = frame.restore
    assert (form.share.isHidden(), form.file.isHidden(), form.keys.pin.isHidden()) == (True, False, True)
    form.source.set_value(True)
    assert (form.share.isHidden(), form.file.isHidden(), form.keys.pin.isHidden()) == (False, True, False)
    frame.next_button.click()
    for row in (form.share.row, form.code_row, form.employee_no_row):
        assert row.has_error()
    form.share.path.fill(str(tmp_path / "share"))
    form.code.fill(letters.lower())
    form.employee_no.fill("0012345")
    for field in (form.keys.pin.first, form.keys.pin.again):
        field.setText("another-passphrase")
    frame.next_button.click()
    qtbot.waitUntil(lambda: frame.page_key == "restored")
    assert "西部配電事業所" in frame.restored.where.text()
    with qtbot.waitSignal(frame.founded) as founded:
        frame.next_button.click()
    app = founded.args[0]
    assert len(ledger_entries(app, CaseFilter())) == 1
    app.close()


def test_the_wizard_fits_a_small_window(begin) -> None:
    frame = begin()
    fill_company(frame)
    frame.resize(960, 500)
    frame.set_room(narrow=True, low=True)
    assert frame.minimumSizeHint().width() <= 960


def test_nothing_is_kept_of_a_share_that_was_only_looked_at(tmp_path: Path) -> None:
    from ui.first_start.acts import check_share

    check_share(str(tmp_path), "", surroundings())
    assert list(tmp_path.iterdir()) == []
