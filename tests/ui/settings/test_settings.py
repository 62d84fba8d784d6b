"""設定: every change holds at once in the record, troubles show where they belong, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.app import App
from desktop_app.domain.facts import Role
from desktop_app.errors import WrongPassphrase
from desktop_app.exchange.programme_file import read_programme, shipped_programmes
from desktop_app.home import Home
from desktop_app.keys.vault import PassphraseFile
from desktop_app.resources import resource_path
from desktop_app.usecases.enrolment import finish_enrolment, request_enrolment
from desktop_app.usecases.people import PersonInput, enrol_person, sit_down
from desktop_app.usecases.programmes import adopt_programme, offered
from desktop_app.usecases.recovery_kit import kit_state
from desktop_app.usecases.share_folder import create_share, share_address
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.start_passphrase import key_keeping
from desktop_app.usecases.verifying_spots import Damage, Verification
from tests.homes import PIN, found, surroundings
from tests.samba import PASSWORD as SERVER_PASSWORD
from ui.appearance import Appearance
from ui.background import Lanes
from ui.desk import Desk
from ui.settings import make
from ui.settings.acts import CheckedRecord

DEPUTY = PersonInput("\u9ad9\u6a4b\u3000\u7f8e\u54b2", "タカハシ　ミサキ", "0012346", role=Role.DEPUTY_MANAGER)


@dataclass
class Guide:
    """A navigator that remembers where it was asked to go."""

    asked: list[object] = field(default_factory=list)

    def appearance(self) -> Appearance:
        return Appearance(language="en")

    def wear(self, chosen: Appearance) -> None:
        self.asked.append(chosen)

    def sync_now(self) -> None:
        self.asked.append("sync")

    def record_checked(self, findings) -> None:
        self.asked.append(findings)

    def show_preview(self, title, render, file_name) -> None:
        self.asked.append((title, render, file_name))

    def show_audit(self) -> None:
        self.asked.append("audit")

    def show_disposal(self) -> None:
        self.asked.append("disposal")

    def person_changed(self) -> None:
        self.asked.append("person")


@pytest.fixture
def office(qtbot, tmp_path, settled):
    crashes: list[BaseException] = []
    lanes = Lanes(on_crash=crashes.append)
    app = found(tmp_path)
    opened = Opened(app, Desk(app, lanes), Guide(), qtbot, settled)
    yield opened
    lanes.desk(app.close)
    assert lanes.close()
    assert crashes == []


@dataclass
class Opened:
    app: App
    desk: Desk
    guide: Guide
    qtbot: object
    settled: object

    def section(self, key: str):
        screen = self.settled(make(self.desk, self.guide, key), 1072, 700)
        screen.entered()
        self.ask(lambda _app: None)
        return screen.sections[key]

    def ask(self, act, *given):
        """Do *act* on the lane, behind everything asked before."""
        results = []
        self.desk.ask(act, *given, then=results.append, owner=self.desk)
        self.qtbot.waitUntil(lambda: bool(results))
        return results[0]

    def enrol(self, pin: str):
        """Register the deputy, the manager vouching."""
        return self.ask(lambda app: enrol_person(app, DEPUTY, pin, own_pin=PIN))


def choose_pin(pair, pin: str = "another-secret") -> None:
    pair.first.setText(pin)
    pair.again.setText(pin)


def test_a_deputy_is_registered_and_works_under_their_own_passphrase(qtbot, office) -> None:
    people = office.section("people")
    people.add_button.click()
    form = people.form
    form.act.click()
    assert form.person.name_row.has_error()
    assert form.own.has_error()
    form.person.name.fill(DEPUTY.name)
    form.person.employee_no.fill(DEPUTY.employee_no)
    choose_pin(form.pin)
    form.own.pin.setText("not-the-managers")
    form.act.click()
    qtbot.waitUntil(form.trouble.isVisible)
    assert len(office.ask(lambda app: app.workplace.people)) == 1
    form.own.pin.setText(PIN)
    form.act.click()
    qtbot.waitUntil(lambda: len(people.colleagues) == 2)
    assert people.form is None
    assert people.stamp.text().startswith("Person registered")
    deputy = office.ask(lambda app: app.workplace.person_with_number(DEPUTY.employee_no))
    assert deputy.role is Role.DEPUTY_MANAGER
    assert office.ask(sit_down, deputy.person_id, "another-secret") == deputy


def test_the_same_number_again_is_told_at_the_form_and_keeps_what_was_typed(qtbot, office) -> None:
    people = office.section("people")
    people.add_button.click()
    form = people.form
    form.person.name.fill(DEPUTY.name)
    form.person.employee_no.fill(office.app.person.employee_no)
    choose_pin(form.pin)
    form.own.pin.setText(PIN)
    form.act.click()
    qtbot.waitUntil(form.trouble.isVisible)
    people.load()
    office.ask(lambda _app: None)
    assert people.form is form
    assert form.person.name.text() == DEPUTY.name


def test_a_forgotten_passphrase_is_set_anew_by_another_member(qtbot, office) -> None:
    deputy = office.enrol("forgotten")
    people = office.section("people")
    people.open_reset(deputy)
    form = people.form
    choose_pin(form.pin, "remembered")
    form.member_pin.setText("wrong-one")
    form.act.click()
    qtbot.waitUntil(form.trouble.isVisible)
    form.member_pin.setText(PIN)
    form.act.click()
    qtbot.waitUntil(lambda: people.form is None)
    assert office.ask(sit_down, deputy.person_id, "remembered").name == DEPUTY.name


def test_the_seat_changes_with_the_other_persons_passphrase(qtbot, office) -> None:
    from ui.parts.dialogs import PinDialog

    deputy = office.enrol("deputy-secret")
    people = office.section("people")
    people.sit_down(deputy)
    dialog = people.window().findChild(PinDialog)
    dialog.passphrase.setText("deputy-secret")
    dialog.press_primary()
    qtbot.waitUntil(lambda: office.guide.asked == ["person"])
    qtbot.waitUntil(lambda: [one.person for one in people.colleagues[:1]] == [deputy])


def test_ones_own_passphrase_needs_the_present_one(qtbot, office) -> None:
    people = office.section("people")
    people.open_own_pin(office.app.person)
    form = people.form
    form.old.setText("not-it")
    choose_pin(form.pin)
    form.act.click()
    qtbot.waitUntil(lambda: "2 more times" in form.trouble.text())
    form.old.setText(PIN)
    form.act.click()
    qtbot.waitUntil(lambda: people.form is None)
    assert office.ask(sit_down, office.app.person_id, "another-secret")


def test_nobody_changes_a_role_without_the_passphrase_of_who_sits_here(qtbot, office) -> None:
    people = office.section("people")
    people.open_correction(office.app.person)
    form = people.form
    form.role.set_value(Role.DEPARTMENT_HEAD)
    form.act.click()
    assert form.own.has_error()
    form.own.pin.setText("not-the-managers")
    form.act.click()
    qtbot.waitUntil(form.trouble.isVisible)
    assert office.app.person.role is Role.WORKPLACE_INFORMATION_MANAGER
    form.own.pin.setText(PIN)
    form.act.click()
    qtbot.waitUntil(lambda: people.form is None)
    assert office.ask(lambda app: app.person.role) is Role.DEPARTMENT_HEAD


def test_a_programme_file_is_offered_adopted_and_never_changed_in_place(qtbot, office, tmp_path) -> None:
    shipped = resource_path("programmes/hokkaido.yaml").read_text(encoding="utf-8")
    version = read_programme(shipped).programme.version
    newer, same = tmp_path / "newer.yaml", tmp_path / "same.yaml"
    newer.write_text(shipped.replace(f'version: "{version}"', 'version: "9.9"', 1), encoding="utf-8")
    same.write_text(shipped.replace("ja: 北海道型", "ja: 別の型", 1), encoding="utf-8")
    section = office.section("programme")
    section.read(newer)
    qtbot.waitUntil(section.offer.isVisible)
    section.adopt_button.click()
    qtbot.waitUntil(lambda: "9.9" in section.head.text())
    assert office.ask(lambda app: app.workplace.programme.version) == "9.9"
    assert version in section.former.text()
    section.read(same)
    qtbot.waitUntil(section.offer.isVisible)
    section.adopt_button.click()
    qtbot.waitUntil(lambda: "in use already" in section.message.words.text())
    assert office.ask(lambda app: app.workplace.programme.version) == "9.9"


def test_a_share_is_chosen_and_a_foreign_one_refused(qtbot, office, tmp_path) -> None:
    other = found(tmp_path, "other", org_code="NSC02")
    create_share(other, str(tmp_path / "theirs"))
    other.close()
    (tmp_path / "ours").mkdir()
    section = office.section("share")
    section.path.fill(str(tmp_path / "theirs"))
    section.use.click()
    qtbot.waitUntil(section.row.has_error)
    section.path.fill(str(tmp_path / "ours"))
    section.use.click()
    qtbot.waitUntil(lambda: office.guide.asked == ["sync"])
    assert office.ask(share_address) == str(tmp_path / "ours")


def test_a_second_pc_is_let_in_by_its_number_and_gets_six_digits(qtbot, office, tmp_path) -> None:
    office.ask(create_share, str(tmp_path / "share"))
    office.ask(sync)
    around, home = surroundings(), Home(tmp_path / "second")
    request = request_enrolment(home, str(tmp_path / "share"), DEPUTY, around, pin="deputy-secret")
    office.ask(sync)
    section = office.section("share")
    qtbot.waitUntil(lambda: len(section.cards) == 1)
    (card,) = section.cards.values()
    card.code.setText("1" * 20)
    card.let_in.click()
    assert card.own.has_error()
    card.own.pin.setText(PIN)
    card.let_in.click()
    qtbot.waitUntil(card.row.has_error)
    card.own.pin.setText("not-the-managers")
    card.let_in.click()
    qtbot.waitUntil(card.own.has_error)
    card.own.pin.setText(PIN)
    card.code.setText(request.code)
    card.let_in.click()
    qtbot.waitUntil(card.answer.isVisible)
    section.load()
    office.ask(sync)
    assert card.answer.isVisible()
    second = finish_enrolment(home, card.answer.text(), around)
    assert second.person.name == DEPUTY.name
    second.close()


def test_the_key_copy_and_the_start_passphrase_ask_for_the_persons_own(qtbot, office, tmp_path) -> None:
    section = office.section("keys")
    section.set_button.click()
    assert section.pin_row.has_error()
    section.pin.setText("wrong-one")
    section.save_kit(tmp_path / "copy.pdf")
    qtbot.waitUntil(section.pin_row.has_error)
    assert not (tmp_path / "copy.pdf").exists()
    section.pin.setText(PIN)
    section.save_kit(tmp_path / "copy.pdf")
    qtbot.waitUntil(section.kept_button.isVisible)
    assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF")
    section.kept_button.click()
    qtbot.waitUntil(lambda: "was printed on" in section.kit_state.text())
    assert office.ask(kit_state).printed_on is not None


def test_a_start_passphrase_opens_the_home_without_its_keyring_and_can_be_removed(qtbot, office) -> None:
    section = office.section("keys")
    section.pin.setText(PIN)
    choose_pin(section.passphrase, "open sesame 2026")
    section.set_button.click()
    qtbot.waitUntil(section.remove_button.isVisible)
    kept = PassphraseFile(office.app.home.passphrase_file)
    with pytest.raises(WrongPassphrase):
        kept.load("something else")
    assert kept.load("open sesame 2026") == office.app.database_key
    section.pin.setText(PIN)
    section.remove_button.click()
    qtbot.waitUntil(lambda: not section.remove_button.isVisible())
    assert not office.ask(key_keeping).passphrase


def test_the_record_is_checked_and_a_backup_written(qtbot, office, tmp_path) -> None:
    record = office.section("record")
    record.check_button.click()
    qtbot.waitUntil(lambda: record.outcome.text() == "Everything holds.")
    assert office.guide.asked == [None, ()]
    record.print_button.click()
    title, render, name = office.guide.asked[-1]
    assert (title, name) == ("Result of the check", "check-result.pdf")
    assert office.ask(render).startswith(b"%PDF")
    backup = office.section("backup")
    backup.write(tmp_path / "kept.zip")
    qtbot.waitUntil(lambda: "kept.zip" in backup.stamp.text())
    assert (tmp_path / "kept.zip").stat().st_size > 0
    backup.write(tmp_path / "nowhere" / "kept.zip")
    qtbot.waitUntil(backup.message.isVisible)


def test_what_is_chosen_for_the_display_is_told_at_once(office) -> None:
    display = office.section("display")
    display.sizes.choose(1.5)
    display.enter.choose(False)
    assert office.guide.asked == [
        Appearance(1.5, "en", enter_moves=True),
        Appearance(1.5, "en", enter_moves=False),
    ]


@pytest.mark.parametrize("key", ["people", "programme", "share", "keys", "display", "record", "backup", "about"])
def test_every_section_fits_a_small_window(office, key) -> None:
    screen = office.settled(make(office.desk, office.guide, key), 888, 360)
    screen.set_room(narrow=True, low=True)
    screen.entered()
    office.ask(lambda _app: None)
    assert not screen.sections[key].horizontalScrollBar().isVisible()


def test_no_section_is_reached_without_a_name(office) -> None:
    screen = office.settled(make(office.desk, office.guide, "no-such-section"), 1072, 700)
    assert screen.key == "people"


def test_what_does_not_hold_is_named_and_told_to_the_window(qtbot, office) -> None:
    record = office.section("record")
    outcome = Verification()
    outcome.found(Damage.FILE_CHANGED, name="x.pdf")
    found = ("A file has changed: x.pdf.",)
    record.show_outcome(CheckedRecord(("Entries: 3 checked",), found, outcome, datetime(2026, 10, 1, tzinfo=UTC)))
    assert "There is 1 place" in record.outcome.text()
    assert office.guide.asked == [("A file has changed: x.pdf.",)]


def test_the_calendar_of_the_papers_is_a_fact_of_the_workplace(qtbot, office) -> None:
    papers = office.section("papers")
    offered = [papers.blanks.itemAt(place).widget().text() for place in range(papers.blanks.count())]
    assert [words.partition("　")[0] for words in offered[:2]] == ["様式第1号（会社間異動）", "説明記録（会社間異動）"]
    papers.dates.choose(True)
    qtbot.waitUntil(lambda: papers.stamp.text() != "")
    assert office.ask(lambda app: app.workplace.papers_in_eras)
    again = office.section("papers")
    assert again.dates.value() is True


def test_a_shipped_programme_is_looked_at_as_its_users_will_see_it(qtbot, office) -> None:
    section = office.section("programme")
    offered = [section.shipped.itemData(place) for place in range(section.shipped.count())]
    assert {part for name in offered for part in name.split("+")} == {name for name, _path in shipped_programmes()}
    assert offered[0] == "hokkaido"
    assert section.shipped.itemText(offered.index("contractor")) == "End of a contract or dispatch", "as the file says"
    section.shipped.set_value("tohoku+kyushu")
    section._look()
    qtbot.waitUntil(section.offer.isVisible)
    shown = "\n".join(words.text() for words in section.findChildren(QLabel) if words.text())
    for words in ("TH-01", "KY-03", "Restricted moves", "Registers", "Deadlines", "Who is in scope", "様式第2号"):
        assert words in shown
    assert office.ask(lambda app: app.workplace.programme.id) == "hokkaido"
    section._stop()
    assert "In force" in section.head.text()


def test_the_next_version_is_edited_checked_compared_and_adopted(qtbot, office, tmp_path) -> None:
    section = office.section("programme")
    section._begin_next()
    form = section.next_version
    assert form.version.value() == "1.1"
    form.show_item("D-07")
    form.fields["text/ja"].setPlainText("")
    form.show_item("D-01")
    form.check_button.click()
    qtbot.waitUntil(form.rows["text/ja"].has_error)
    assert form.items.value() == "D-07"
    form.fields["text/ja"].setPlainText("私物と自宅に非公開情報が無いことを確認した。")
    form.days["post_check_business_days"].setText("")
    form.check_button.click()
    assert form.day_rows["post_check_business_days"].has_error()
    form.days["post_check_business_days"].setText("7")
    form.version.setText("x")
    form.check_button.click()
    qtbot.waitUntil(form.version_row.has_error)
    form.version.setText("1.1")
    form.check_button.click()
    qtbot.waitUntil(section.offer.isVisible)
    changes = section.offered.changes
    assert any("D-07" in line and "私物と自宅" in line for line in changes)
    assert any("5 → 7" in line for line in changes)
    section._written(section.offered.loaded.programme, tmp_path / "next.yaml")
    qtbot.waitUntil((tmp_path / "next.yaml").exists)
    qtbot.waitUntil(lambda: "File written" in section.stamp.text())
    assert read_programme(tmp_path / "next.yaml").programme == section.offered.loaded.programme
    section.adopt_button.click()
    qtbot.waitUntil(lambda: "1.1" in section.head.text())
    followed = office.ask(lambda app: app.workplace.programme)
    assert (followed.version, followed.deadlines.post_check_business_days) == ("1.1", 7)
    assert "1.0" in section.former.text()


def test_assignment_history_is_taken_over_where_moves_are_restricted(qtbot, office, tmp_path) -> None:
    section = office.section("programme")
    assert not section.history_button.isVisible()
    office.ask(lambda app: adopt_programme(app, offered("kansai")))
    section.load()
    qtbot.waitUntil(section.history_button.isVisible)
    file = tmp_path / "history.csv"
    file.write_text("社員番号,部署,開始日\n0012347,研修所,いつか\n", encoding="cp932")
    section.take_over(file)
    qtbot.waitUntil(lambda: "Row 2" in section.message.words.text())
    file.write_text("社員番号,部署,開始日\n0012347,研修所,2026/4/1\n", encoding="cp932")
    section.take_over(file)
    qtbot.waitUntil(lambda: "1 person" in section.stamp.text())
    assert office.ask(lambda app: len(app.workplace.assignments)) == 1


def test_a_file_server_asks_for_a_password_which_goes_into_the_keyring_only(qtbot, office, samba, tmp_path) -> None:
    (samba.disk / tmp_path.name).mkdir()
    section = office.section("share")
    assert section.password.isHidden()
    section.path.fill(f"smb://127.0.0.1:{samba.port}/share/{tmp_path.name}")
    assert section.password.isHidden()
    address = str(samba.place(tmp_path.name))
    section.path.fill(address)
    assert section.password.isVisible()
    section.use.click()
    qtbot.waitUntil(section.password.has_error)
    assert section.password.message.words.text() == "Enter the password of “founder” on the file server."
    section.password.password.setText("wrong")
    section.use.click()
    qtbot.waitUntil(lambda: "with this password" in section.password.message.words.text())
    assert office.ask(share_address) is None
    section.password.password.setText(SERVER_PASSWORD)
    section.use.click()
    qtbot.waitUntil(lambda: office.guide.asked == ["sync"])
    assert office.ask(share_address) == address
    assert section.password.password.text() == ""
    assert office.ask(sync).unsent == 0
    assert list((samba.disk / tmp_path.name).rglob("*.seg"))
    section.path.fill("smb://founder:secret@server/share")
    section.use.click()
    qtbot.waitUntil(section.row.has_error)
    assert "password" in section.row.message.words.text()


def test_disposal_is_reached_from_where_the_record_is_checked(office) -> None:
    record = office.section("record")
    record.disposal_button.click()
    assert office.guide.asked[-1] == "disposal"
