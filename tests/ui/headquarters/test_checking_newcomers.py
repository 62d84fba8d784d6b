"""Headquarters' windows for newcomers and for its own key, on real homes; and the workplace's side of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.app import Surroundings
from desktop_app.domain.roles import Role
from desktop_app.errors import SecondMemberNeeded
from desktop_app.home import Home
from desktop_app.usecases.enrolment import (
    approve_enrolment,
    finish_enrolment,
    pending_enrolments,
    request_by_file,
    request_enrolment,
)
from desktop_app.usecases.enrolment_files import invitation, take_request_file
from desktop_app.usecases.enrolment_pictures import request_picture
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.headquarters import (
    exchange_with,
    make_headquarters,
    open_headquarters,
    opened,
    waiting_request,
)
from desktop_app.usecases.headquarters_own import make_own_invitation, own_invitation
from desktop_app.usecases.issuing import appoint_issuer
from desktop_app.usecases.people import enrol_person
from desktop_app.usecases.sharing import sync
from tests.headquarters import Country, country
from tests.homes import DEPUTY, PIN, surroundings
from tests.ui.settings.test_settings import Guide
from ui.application import Desktop
from ui.background import Lanes
from ui.desk import Desk
from ui.headquarters.key import KeyDialog
from ui.headquarters.key_presenter import KeyPresenter
from ui.headquarters.newcomer import NewcomerDialog
from ui.headquarters.newcomer_presenter import NewcomerPresenter
from ui.headquarters.view import HeadquartersScreen
from ui.places import nav_items
from ui.settings import make
from ui.shell import MainWindow

HEAD = PersonInput("山下　薫", "ヤマシタ　カオル", "1100001", role=Role.DEPARTMENT_HEAD)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Country]:
    """A workplace of two members that headquarters reads, and that has exchanged since."""
    told = country(tmp_path)
    office = told.add("NSC01", "中央ネットワークサービスセンター")
    enrol_person(office, HEAD, PIN, own_pin=PIN)
    both(told)
    yield told
    told.close()


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    crashes: list[BaseException] = []
    made = Lanes(on_crash=crashes.append)
    yield made
    made.close()
    assert crashes == []


def both(told: Country) -> None:
    for _again in range(2):
        sync(told.workplaces["NSC01"])
        exchange_with(told.headquarters, told.keys["NSC01"])


def asked(told: Country, around: Surroundings) -> str:
    code = request_enrolment(Home(told.folder / "new"), str(told.share("NSC01")), DEPUTY, around, pin=PIN).code
    both(told)
    return code


def newcomers(told: Country, lanes: Lanes, host: Any, qtbot: Any) -> NewcomerDialog:
    dialog = NewcomerDialog(host, "中央ネットワークサービスセンター")
    qtbot.addWidget(dialog)
    heard: list[str] = []
    dialog.presenter = NewcomerPresenter(
        dialog, lanes, told.headquarters, told.keys["NSC01"], lambda: heard.append("exchange")
    )
    dialog.heard = heard
    dialog.open()
    dialog.presenter.load()
    return dialog


def test_the_overview_tells_who_asks_and_its_window_leads_to_the_check(qapp, qtbot, made) -> None:
    code = asked(made, surroundings())
    window = MainWindow(nav_items(), made.folder / "window.ini")
    qtbot.addWidget(window)
    window.show()
    desktop = Desktop(window, Home(made.headquarters.folder), made.headquarters.surroundings)
    desktop.begin()
    qtbot.waitUntil(lambda: isinstance(window.current_screen(), HeadquartersScreen), timeout=10_000)
    screen = window.current_screen()
    qtbot.waitUntil(lambda: "asking" in {one.key for one in screen.banners.notices()}, timeout=10_000)
    (notice,) = [one for one in screen.banners.notices() if one.key == "asking"]
    assert notice.event == "1 PC asks to be let in at 中央ネットワークサービスセンター (NSC01)."
    notice.on_act()
    dialog = window.findChild(NewcomerDialog)
    qtbot.waitUntil(dialog.code.isVisible, timeout=10_000)
    assert dialog.primary.text() == "I checked them"
    assert "0067890" in dialog.facts.text()
    dialog.code.fill(code)
    dialog.pin.setText("not mine")
    dialog.press_primary()
    qtbot.waitUntil(dialog.pin_row.has_error, timeout=10_000)
    dialog.pin.setText(PIN)
    dialog.press_primary()
    qtbot.waitUntil(dialog.told.isVisible, timeout=10_000)
    assert not dialog.answer.isVisible()
    qtbot.waitUntil(lambda: "asking" not in {one.key for one in screen.banners.notices()}, timeout=20_000)
    qtbot.waitUntil(lambda: not desktop._second_line._busy, timeout=20_000)
    desktop.close()
    QApplication.processEvents()
    office = made.workplaces["NSC01"]
    sync(office)
    assert pending_enrolments(office)[0].vouched == ("大野　克己",)
    assert approve_enrolment(office, "", code, own_pin=PIN).letter == "C"


def test_an_appointed_headquarters_reads_the_digits_back_and_saves_the_answer(
    qtbot, lanes, made, settled, tmp_path
) -> None:
    with opened(made.headquarters, made.keys["NSC01"]) as there:
        device = there.device.device_id
    appoint_issuer(made.workplaces["NSC01"], device, own_pin=PIN)
    around = surroundings()
    code = asked(made, around)
    host = settled(HeadquartersScreen(), 1072, 700)
    dialog = newcomers(made, lanes, host, qtbot)
    qtbot.waitUntil(dialog.code.isVisible, timeout=10_000)
    dialog.press_primary()
    assert dialog.code_row.has_error()
    assert dialog.pin_row.has_error()
    dialog.code.fill("1111 " * 5)
    dialog.pin.setText(PIN)
    dialog.press_primary()
    qtbot.waitUntil(lambda: dialog.code_row.has_error() and dialog.primary.isEnabled(), timeout=10_000)
    dialog.code.fill(code)
    dialog.press_primary()
    qtbot.waitUntil(dialog.answer.isVisible, timeout=10_000)
    assert dialog.heard == ["exchange"]
    reply = tmp_path / "answer.ret"
    dialog.presenter.write_reply(reply, dialog._reply)
    qtbot.waitUntil(lambda: "answer.ret" in dialog.file_message.words.text(), timeout=10_000)
    both(made)
    given = {"reply": reply.read_bytes(), "share": str(made.share("NSC01"))}
    new = finish_enrolment(Home(made.folder / "new"), dialog.answer.text(), around, **given)
    assert new.person.name == DEPUTY.name
    new.close()


def test_a_request_that_came_as_a_picture_is_opened_in_the_window(qtbot, lanes, made, settled, tmp_path) -> None:
    office, around = made.workplaces["NSC01"], surroundings()
    told, _data = request_by_file(Home(tmp_path / "new"), invitation(office), DEPUTY, around, pin=PIN)
    picture = tmp_path / "code.png"
    picture.write_bytes(request_picture(told))
    dialog = newcomers(made, lanes, settled(HeadquartersScreen(), 1072, 700), qtbot)
    qtbot.waitUntil(dialog.nobody.isVisible, timeout=10_000)
    assert not dialog.primary.isEnabled()
    dialog.presenter.take(tmp_path / "nothing.png")
    qtbot.waitUntil(lambda: dialog.file_message.words.property("tone") == "bad", timeout=10_000)
    dialog.presenter.take(picture)
    qtbot.waitUntil(dialog.code.isVisible, timeout=20_000)
    dialog.code.fill(told.code)
    dialog.pin.setText(PIN)
    dialog.press_primary()
    qtbot.waitUntil(dialog.told.isVisible, timeout=10_000)
    both(made)
    request_id = take_request_file(office, picture)
    assert approve_enrolment(office, request_id, told.code, own_pin=PIN).person.name == DEPUTY.name


def test_the_key_goes_out_with_the_own_passphrase_and_comes_back_to_another_pc(
    qtbot, lanes, made, settled, tmp_path
) -> None:
    make_own_invitation(made.headquarters, "本社")
    host = settled(HeadquartersScreen(), 1072, 700)

    def dialog_of(office) -> KeyDialog:
        dialog = KeyDialog(host)
        qtbot.addWidget(dialog)
        dialog.presenter = KeyPresenter(dialog, lanes, office)
        dialog.open()
        dialog.presenter.load()
        qtbot.waitUntil(dialog.primary.isEnabled, timeout=10_000)
        return dialog

    file, page = tmp_path / "key.age", tmp_path / "key.pdf"
    out = dialog_of(made.headquarters)
    assert out.primary.text() == "Print the key copy"
    out.press_primary()
    assert out.pin_row.has_error()
    out.pin.setText("not mine")
    out.save_sheet(page)
    qtbot.waitUntil(out.pin_row.has_error, timeout=10_000)
    out.pin.setText(PIN)
    out.save_sheet(page)
    qtbot.waitUntil(page.exists, timeout=10_000)
    choose(out, "file")
    out.press_primary()
    assert out.words.first_row.has_error()
    for field in (out.words.first, out.words.again):
        field.setText("long enough to keep")
    out.export(file)
    qtbot.waitUntil(lambda: "key.age" in out.told.words.text(), timeout=20_000)

    make_headquarters(tmp_path / "new hq")
    new = open_headquarters(tmp_path / "new hq", surroundings())
    back = dialog_of(new)
    back.press_primary()
    assert back.letters_row.has_error()
    back.letters.fill("AGE")
    back.press_primary()
    qtbot.waitUntil(lambda: back.told.words.property("tone") == "bad", timeout=10_000)
    choose(back, "file")
    back.file_words.setText("some other words")
    back.take_file(file)
    qtbot.waitUntil(back.file_words_row.has_error, timeout=20_000)
    back.file_words.setText("long enough to keep")
    back.take_file(file)
    qtbot.waitUntil(back.fingerprint.isVisible, timeout=20_000)
    assert own_invitation(new) == own_invitation(made.headquarters)


def choose(dialog: KeyDialog, way: str) -> None:
    dialog.way.set_value(way)
    dialog.way.picked.emit(way)


def test_the_workplace_lets_headquarters_pc_register_others_while_it_lets_it_in(
    qtbot, lanes, tmp_path, settled
) -> None:
    told = country(tmp_path)
    office = told.add("NSC01", "西部配電事業所", finish=False)
    sync(office)
    request_enrolment(Home(tmp_path / "new"), str(told.share("NSC01")), DEPUTY, surroundings(), pin=PIN)
    sync(office)
    code = waiting_request(told.headquarters, told.keys["NSC01"]).code
    screen = settled(make(Desk(office, lanes), Guide(), "share"), 1072, 700)
    screen.entered()
    section = screen.sections["share"]
    qtbot.waitUntil(lambda: len(section.cards) == 2, timeout=10_000)
    by_role = {card._request.person.role: card for card in section.cards.values()}
    assert by_role[Role.DEPUTY_MANAGER].appoint.isHidden()
    card = by_role[Role.SECOND_LINE]
    assert not card.appoint.isChecked()
    card.appoint.setChecked(True)
    card.code.fill(code)
    card.own.pin.setText(PIN)
    card.let_in.click()
    qtbot.waitUntil(lambda: card.answered, timeout=10_000)
    found: list[Any] = []
    Desk(office, lanes).ask(lambda app: app.workplace.membership.issuers, then=found.append, owner=screen)
    qtbot.waitUntil(lambda: bool(found), timeout=10_000)
    assert len(found[0]) == 1
    lanes.desk(told.close)


def test_without_a_second_word_the_workplace_asks_for_one(made) -> None:
    code = asked(made, surroundings())
    with pytest.raises(SecondMemberNeeded):
        approve_enrolment(made.workplaces["NSC01"], "", code, own_pin=PIN)
