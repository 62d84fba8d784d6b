"""Joining in the windows, both sides at once: a PC by its QR code, a workplace that joins a headquarters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.app import App
from desktop_app.domain.calendar import fiscal_year
from desktop_app.home import Home
from desktop_app.usecases.enrolment import pending_enrolments
from desktop_app.usecases.headquarters import exchange_with
from desktop_app.usecases.people import enrol_person
from desktop_app.usecases.share_folder import create_share, share_address
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.year_secrets import kit_of
from tests.headquarters import Country, country
from tests.homes import DEPUTY, PIN, found, surroundings
from tests.ui.settings.test_settings import Guide
from ui.background import Lanes
from ui.desk import Desk
from ui.first_start import make_first_start
from ui.headquarters.invitation import InvitationDialog
from ui.headquarters.invitation_presenter import InvitationPresenter
from ui.settings import make

NAKAMURA = "中村　由美子ジョセフィーヌ・アレクサンドラ・ヴィクトリア"


@dataclass
class Office:
    """A workplace's PC with its settings open, the record on its own desk lane."""

    app: App
    lanes: Lanes
    qtbot: Any
    settled: Callable[..., Any]
    guide: Guide = field(default_factory=Guide)

    def __post_init__(self) -> None:
        self.desk = Desk(self.app, self.lanes)

    def section(self, key: str) -> Any:
        screen = self.settled(make(self.desk, self.guide, key), 1072, 700)
        screen.entered()
        self.ask(lambda _app: None)
        return screen.sections[key]

    def ask(self, act: Callable[..., Any], *given: Any) -> Any:
        came: list[Any] = []
        self.desk.ask(act, *given, then=came.append, owner=self.desk)
        self.qtbot.waitUntil(lambda: bool(came), timeout=10_000)
        return came[0]


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    crashes: list[BaseException] = []
    made = Lanes(on_crash=crashes.append)
    yield made
    made.close()
    assert crashes == []


@pytest.fixture
def office(qtbot, tmp_path, lanes, settled) -> Iterator[Office]:
    app = found(tmp_path, "first")
    yield Office(app, lanes, qtbot, settled)
    lanes.desk(app.close)


@pytest.fixture
def new_pc(qtbot, tmp_path):
    """A PC of its own: its window, its lanes, and the home that is to be made."""
    crashes: list[BaseException] = []
    own = Lanes(on_crash=crashes.append)
    frame = make_first_start(own, Home(tmp_path / "new"), surroundings())
    qtbot.addWidget(frame)
    frame.resize(1280, 800)
    frame.show()
    qtbot.waitUntil(lambda: frame.programme.chosen() is not None)
    yield frame
    own.close()
    assert crashes == []


def ask_by_file(frame, invitation: Path) -> None:
    frame.company.second_pc.click()
    frame.join.way.set_value("files")
    frame.join.invitation.path.fill(str(invitation))
    frame.join.person.name.fill(NAKAMURA)
    frame.join.person.employee_no.fill("1204417")
    for field_ in (frame.join.secrets.pin.first, frame.join.secrets.pin.again):
        field_.setText("nakamura-secret")
    frame.next_button.click()


def test_a_pc_without_the_share_asks_by_its_qr_code_and_is_let_in(qtbot, office, new_pc, tmp_path) -> None:
    office.ask(create_share, str(tmp_path / "share"))
    office.ask(sync)
    settings, frame = office.section("share"), new_pc
    invitation, picture, answer = tmp_path / "invitation.json", tmp_path / "code.png", tmp_path / "answer.ret"
    settings.write_invitation(invitation)
    qtbot.waitUntil(invitation.exists)
    ask_by_file(frame, invitation)
    qtbot.waitUntil(lambda: frame.page_key == "code")
    assert frame.code.ways.picture.is_empty()
    frame.code.ways.show_code.click()
    qtbot.waitUntil(lambda: not frame.code.ways.picture.is_empty())
    assert frame.code.ways.picture.accessibleName() == "QR code of the request"
    frame.code.ways.save_asked.emit(picture)
    qtbot.waitUntil(lambda: "code.png" in frame.code.ways.message.words.text())

    settings.take_request(picture)
    qtbot.waitUntil(lambda: len(settings.cards) == 1, timeout=10_000)
    (card,) = settings.cards.values()
    qtbot.waitUntil(card.code.hasFocus)
    card.code.fill(frame.code.code.text())
    card.own.pin.setText(PIN)
    card.let_in.click()
    qtbot.waitUntil(lambda: card.answered, timeout=10_000)
    card.write_answer(answer)
    qtbot.waitUntil(answer.exists)
    assert office.guide.asked == ["sync"]
    office.ask(sync)

    frame.next_button.click()
    assert frame.code.answer_row.has_error()
    assert frame.code.share.row.has_error()
    frame.code.answer.fill(card.answer.text())
    frame.code.with_file.setChecked(True)
    frame.code.reply.path.fill(str(answer))
    frame.code.share.path.fill(str(tmp_path / "share"))
    with qtbot.waitSignal(frame.founded, timeout=10_000) as came:
        frame.next_button.click()
    app: App = came.args[0]
    assert app.person.name == NAKAMURA
    assert share_address(app) == str(tmp_path / "share")
    app.close()


def test_bad_files_are_told_beside_the_button_and_the_page_goes_on(qtbot, office, new_pc, tmp_path) -> None:
    settings, frame = office.section("share"), new_pc
    bad = tmp_path / "holiday.png"
    bad.write_bytes(b"not a picture")
    settings.take_request(bad)
    qtbot.waitUntil(lambda: "holiday.png" in settings.file_message.words.text() and settings.open_request.isEnabled())
    assert "neither a request to join nor a picture" in settings.file_message.words.text()
    assert office.ask(pending_enrolments) == ()
    ask_by_file(frame, bad)
    qtbot.waitUntil(lambda: "is no invitation of a workplace" in frame.reason.text())
    assert frame.page_key == "join"
    assert frame.next_button.isEnabled()
    frame.join.way.set_value("share")
    assert frame.join.share.isVisible()
    assert not frame.join.invitation.isVisible()


def test_the_request_is_saved_as_a_file_and_shown_again_after_a_restart(qtbot, office, new_pc, tmp_path, lanes) -> None:
    settings, frame = office.section("share"), new_pc
    invitation, file = tmp_path / "invitation.json", tmp_path / "x.enr"
    settings.write_invitation(invitation)
    qtbot.waitUntil(invitation.exists)
    ask_by_file(frame, invitation)
    qtbot.waitUntil(lambda: frame.page_key == "code")
    frame.code.ways.save_asked.emit(file)
    qtbot.waitUntil(file.exists)
    again = make_first_start(lanes, frame.presenter._home, frame.presenter._surroundings)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: again.page_key == "code")
    assert again.code.code.text() == frame.code.code.text()
    assert again.code.share.isVisible(), "it was asked without a share"
    again.code.ways.save_asked.emit(tmp_path / "y.enr")
    qtbot.waitUntil((tmp_path / "y.enr").exists)
    assert (tmp_path / "y.enr").read_bytes() == file.read_bytes()


# --- the workplace ---------------------------------------------------------------------------------------------


def test_the_workplace_is_renamed_from_a_day_with_a_reason(qtbot, office) -> None:
    section = office.section("workplace")
    section.rename_button.click()
    form = section.form
    form.act.click()
    for row in (form.day_row, form.reason_row, form.own):
        assert row.has_error()
    form.name.fill("道央配電センター")
    form.day.set_value(date(2026, 11, 1))
    form.reason.fill("組織改正　第12号")
    form.own.pin.setText("wrong one")
    form.act.click()
    qtbot.waitUntil(form.trouble.isVisible)
    form.own.pin.setText(PIN)
    form.act.click()
    qtbot.waitUntil(lambda: section.form is None)
    (renamed,) = office.ask(lambda app: app.workplace.membership.names)
    assert (renamed.name, renamed.effective_on, renamed.reason) == (
        "道央配電センター",
        date(2026, 11, 1),
        "組織改正　第12号",
    )
    qtbot.waitUntil(lambda: section.changes.count() == 1)
    assert "Reason: 組織改正　第12号" in section.changes.itemAt(0).widget().text()
    assert section.name.text() == "西部配電事業所", "until that day"
    assert office.guide.asked == ["sync"]


def test_another_workplace_is_taken_in_and_its_own_code_is_refused(qtbot, office) -> None:
    section = office.section("workplace")
    section.take_in_button.click()
    form = section.form
    form.code.fill("NSC01")
    form.name.fill("東部配電事業所")
    form.day.set_value(date(2026, 10, 1))
    form.reason.fill("統合")
    form.own.pin.setText(PIN)
    form.act.click()
    qtbot.waitUntil(form.trouble.isVisible)
    assert "NSC01" in form.trouble.text()
    form.code.fill("NSC07")
    form.act.click()
    qtbot.waitUntil(lambda: section.form is None)
    (merged,) = office.ask(lambda app: app.workplace.membership.merged)
    assert (merged.org_code, merged.name, merged.reason) == ("NSC07", "東部配電事業所", "統合")


@pytest.fixture
def told(tmp_path) -> Iterator[Country]:
    made = country(tmp_path)
    made.add("NSC01", "西部配電事業所")
    yield made
    made.close()


def test_a_workplace_joins_a_headquarters_and_both_sides_hear_of_it(qtbot, lanes, settled, told, tmp_path) -> None:
    office = Office(told.workplaces["NSC01"], lanes, qtbot, settled)
    host = settled(office.section("workplace").window(), 1072, 700)
    hq = InvitationDialog(host, ((told.keys["NSC01"], "西部配電事業所"),))
    qtbot.addWidget(hq)
    hq.presenter = InvitationPresenter(hq, lanes, told.headquarters)
    hq.open()
    hq.presenter.load()
    qtbot.waitUntil(hq.name_row.isVisible)
    hq.press_primary()
    assert hq.name_row.has_error()
    hq.name.fill("本社　行為規制グループ")
    hq.press_primary()
    qtbot.waitUntil(hq.code.isVisible, timeout=10_000)
    file = tmp_path / "headquarters.json"
    hq.presenter.write(file)
    qtbot.waitUntil(lambda: "headquarters.json" in hq.file_message.words.text())

    section = office.section("workplace")
    section.join_button.click()
    form = section.form
    form.act.click()
    assert form.file_row.has_error()
    section.read_invitation(file)
    qtbot.waitUntil(form.named.isVisible)
    assert "本社　行為規制グループ" in form.named.text()
    form.code.fill("1111 " * 5)
    form.own.pin.setText(PIN)
    form.act.click()
    qtbot.waitUntil(form.code_row.has_error)
    form.code.fill(hq.code.text())
    form.act.click()
    qtbot.waitUntil(lambda: section.form is None, timeout=10_000)
    assert section.answer.isVisible()
    qtbot.waitUntil(lambda: not section.join_button.isVisible())
    assert "本社　行為規制グループ" in section.belongs.text()

    hq.answer.fill(section.answer.text())
    hq.press_primary()
    qtbot.waitUntil(hq.answer_row.has_error, timeout=10_000)
    assert "Nothing has arrived yet" in hq.answer_row.message.words.text()
    office.ask(sync)
    office.ask(lambda _app: exchange_with(told.headquarters, told.keys["NSC01"]))
    hq.press_primary()
    qtbot.waitUntil(lambda: "has joined this headquarters" in hq.told.words.text(), timeout=10_000)


def test_two_members_vouch_for_a_headquarters(qtbot, office, told) -> None:
    from desktop_app.usecases.headquarters_own import make_own_invitation

    office.ask(lambda app: enrol_person(app, DEPUTY, "another-secret", own_pin=PIN))
    made = office.ask(lambda _app: make_own_invitation(told.headquarters, "本社"))
    file = told.folder / "hq.json"
    file.write_bytes(made.data)
    section = office.section("workplace")
    section.join_button.click()
    form = section.form
    section.read_invitation(file)
    qtbot.waitUntil(form.named.isVisible)
    form.code.fill(made.code)
    form.own.pin.setText(PIN)
    assert form.second.who_row.isVisible()
    offered = [form.second.who.itemText(place) for place in range(form.second.who.count())]
    assert offered == [DEPUTY.name, "The printed key copy"]
    form.second.who.set_value("kit")
    form.second.code.fill(office.ask(lambda app: kit_of(app, fiscal_year(app.today()))))
    form.act.click()
    qtbot.waitUntil(lambda: section.form is None, timeout=10_000)


def test_a_file_that_is_no_invitation_is_told_at_its_row(qtbot, office, tmp_path) -> None:
    section = office.section("workplace")
    section.join_button.click()
    bad = tmp_path / "x.json"
    bad.write_bytes(b"{}")
    section.read_invitation(bad)
    qtbot.waitUntil(section.form.file_row.has_error)
    assert section.form.invitation is None
    section.form.leave.click()
    assert section.form is None
