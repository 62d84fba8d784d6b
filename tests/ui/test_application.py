"""The running application over real homes: every way in, the way into and out of the hand-over, and what stops it."""

from __future__ import annotations

import gc
import random
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop_app.app import App, Changed, Surroundings, open_app
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.facts import Answer
from desktop_app.errors import DatabaseDamaged, SekishoError
from desktop_app.home import Home
from desktop_app.keys.witness import FileWitness, Witness
from desktop_app.text import language, use_language
from desktop_app.usecases.answering import Briefing, answer_items, hand_over_seat, record_briefing
from desktop_app.usecases.desk import tasks_waiting, todays_work
from desktop_app.usecases.first_start import FirstStart, found_home
from desktop_app.usecases.people import enrol_person
from desktop_app.usecases.repair import repair
from tests.fakes import CHEAP_KDF, FixedClock, MissingKeyring
from tests.homes import DEPUTY, MANAGER, PIN, found, hokkaido, register, surroundings
from ui.appearance import Appearance, remembered
from ui.application import Desktop
from ui.handover import HandoverFrame
from ui.help.guide import GuideDialog
from ui.main import _asked_language
from ui.parts.dialogs import Dialog, PinDialog
from ui.places import nav_items
from ui.shell import MainWindow, WizardFrame
from ui.shell.sidebar import NavButton

NUMBER = "0012346"
PASSPHRASE = "nagai nagai aikotoba"


@pytest.fixture
def start(qtbot, tmp_path):
    """Start the application on a home, as ``sekisho`` does after its first frame."""
    made: list[Desktop] = []
    crashes: list[BaseException] = []

    def begin(around: Surroundings, home: Home | None = None) -> Desktop:
        window = MainWindow(nav_items(), tmp_path / "window.ini")
        qtbot.addWidget(window)
        window.show()
        desktop = Desktop(window, home or Home(tmp_path / "home"), around)
        desktop.crashed = crashes.append
        made.append(desktop)
        desktop.begin()
        return desktop

    yield begin
    for desktop in made:
        desktop.close()
    assert crashes == []


def dialog_of(qtbot, desktop: Desktop, kind: type[Dialog]) -> Dialog:
    """Wait for the dialog of a kind."""
    found_ones: list[Dialog] = []

    def there() -> bool:
        found_ones[:] = [one for one in desktop.window.findChildren(kind) if one.isVisible()]
        return bool(found_ones)

    qtbot.waitUntil(there)
    return found_ones[-1]


def words_on(desktop: Desktop) -> str:
    """Everything that stands on the screen in sight."""
    screen = desktop.window.current_screen()
    assert screen is not None
    return "\n".join(
        str(child.text()) for child in screen.findChildren(object) if callable(getattr(child, "text", None))
    )


def act(desktop: Desktop, words: str) -> QPushButton:
    """The button with these words on the screen in sight."""
    screen = desktop.window.current_screen()
    assert screen is not None
    (button,) = [one for one in screen.findChildren(QPushButton) if one.text() == words]
    return button


def waiting_today(desktop: Desktop) -> int:
    """The figure beside 今日やること in the side bar."""
    (button,) = [one for one in desktop.window.side.findChildren(NavButton) if one.item.key == "today"]
    return button.item.count


def at_key(desktop: Desktop, key: str) -> Callable[[], bool]:
    return lambda: desktop.window.current_key() == key


# --- the ways in --------------------------------------------------------------------------------------------


def test_a_pdf_dropped_on_the_window_is_checked_where_the_office_is(qtbot, tmp_path, start) -> None:
    around = surroundings()
    found(tmp_path, keyring=around.keyring).close()
    desktop = start(around)
    qtbot.waitUntil(at_key(desktop, "today"))
    (tmp_path / "letter.pdf").write_bytes(b"Dear sirs")
    desktop.window.papers_dropped.emit((tmp_path / "letter.pdf",))
    qtbot.waitUntil(lambda: at_key(desktop, "paper_check")() and "letter.pdf" in words_on(desktop))
    screen = desktop.window.current_screen()
    qtbot.waitUntil(lambda: [card.row.refused is not None for card in screen.cards] == [True])


def test_the_second_start_opens_straight_into_todays_work(qtbot, tmp_path, start) -> None:
    around = surroundings()
    app = found(tmp_path, keyring=around.keyring)
    register(app, NUMBER)
    app.close()
    desktop = start(around)
    qtbot.waitUntil(at_key(desktop, "today"))
    assert desktop.window.frame() is None
    qtbot.waitUntil(lambda: waiting_today(desktop) == 1)


def test_where_there_is_no_home_the_first_start_begins_and_f1_opens_the_guide_over_it(qtbot, start) -> None:
    desktop = start(surroundings())
    assert isinstance(desktop.window.frame(), WizardFrame)
    desktop.window.help_asked.emit("first-start")
    (guide,) = desktop.window.findChildren(GuideDialog)
    assert guide.isVisible()
    assert guide.screen_shown.chapter().topic == "first-start"
    desktop.window.help_asked.emit("")
    assert desktop.window.findChildren(GuideDialog) == [guide]
    guide.close()
    assert isinstance(desktop.window.frame(), WizardFrame)


def test_several_people_on_one_pc_are_asked_who_sits_down(qtbot, tmp_path, start) -> None:
    around = surroundings()
    app = found(tmp_path, keyring=around.keyring)
    deputy = enrol_person(app, DEPUTY, "fukusha-no-aikotoba", own_pin=PIN)
    app.close()
    desktop = start(around)
    dialog = dialog_of(qtbot, desktop, PinDialog)
    assert desktop.window.current_key() == ""
    dialog.people.set_value(deputy.person_id)
    dialog.passphrase.setText("something else")
    dialog.press_primary()
    qtbot.waitUntil(lambda: dialog.row.has_error() and "Checking" not in dialog.row.message.words.text())
    dialog.passphrase.setText("fukusha-no-aikotoba")
    dialog.press_primary()
    qtbot.waitUntil(at_key(desktop, "today"))
    qtbot.waitUntil(lambda: DEPUTY.name in desktop.window.side.person.accessibleName())


def test_a_wrong_passphrase_is_said_and_asked_again(qtbot, tmp_path, start) -> None:
    around = Surroundings(FixedClock(), MissingKeyring(), pin_cost=CHEAP_KDF)
    programme = hokkaido()
    first = FirstStart(
        company="北辰送配電株式会社",
        workplace="西部配電事業所",
        org_code="NSC01",
        manager=MANAGER,
        programme=programme.programme,
        programme_sha256=programme.sha256,
        share="",
    )
    found_home(Home(tmp_path / "home"), first, around, pin=PIN, passphrase=PASSPHRASE).close()
    desktop = start(around)
    dialog = dialog_of(qtbot, desktop, PinDialog)
    assert not dialog.row.has_error()
    dialog.passphrase.setText("machigai machigai")
    dialog.press_primary()
    qtbot.waitUntil(lambda: dialog_of(qtbot, desktop, PinDialog) is not dialog)
    again = dialog_of(qtbot, desktop, PinDialog)
    assert again.row.message.words.text().startswith("The passphrase is wrong.")
    again.passphrase.setText(PASSPHRASE)
    again.press_primary()
    qtbot.waitUntil(at_key(desktop, "today"))


def test_a_second_instance_says_so_and_opens_once_the_first_is_closed(qtbot, tmp_path, start) -> None:
    around = surroundings()
    first = found(tmp_path, keyring=around.keyring)
    desktop = start(around)
    qtbot.waitUntil(at_key(desktop, "trouble"))
    assert "Sekisho is already open." in words_on(desktop)
    first.close()
    act(desktop, "Try again").click()
    qtbot.waitUntil(at_key(desktop, "today"))
    assert not desktop.window.has_screen("trouble")


# --- a damaged record ---------------------------------------------------------------------------------------


def opens_as(home: Home, around: Surroundings) -> type[SekishoError] | None:
    try:
        open_app(home, around).close()
    except SekishoError as error:
        return type(error)
    return None


def mends(home: Home, around: Surroundings, folder: Path) -> bool:
    shutil.copytree(home.folder, folder)
    try:
        repair(Home(folder), around)
    except SekishoError:
        return False
    return True


def test_a_damaged_record_is_said_and_rebuilt_from_what_can_be_read(qtbot, tmp_path, start) -> None:
    around = surroundings()
    app = found(tmp_path, keyring=around.keyring)
    register(app, NUMBER)
    home = app.home
    app.close()
    whole, chance = home.database.read_bytes(), random.Random(7)
    for page in range(2, len(whole) // 4096 + 1):
        torn = bytearray(whole)
        torn[(page - 1) * 4096 + chance.randrange(100, 4096)] ^= 0x40
        home.database.write_bytes(torn)
        if opens_as(home, around) is DatabaseDamaged and mends(home, around, tmp_path / f"try{page}"):
            break
    else:
        pytest.fail("no page whose damage keeps the home from opening can be mended")
    desktop = start(around)
    qtbot.waitUntil(at_key(desktop, "trouble"))
    assert "The record on this PC is damaged" in words_on(desktop)
    act(desktop, "Rebuild the record").click()
    assert "The record is being rebuilt." in words_on(desktop)
    qtbot.waitUntil(at_key(desktop, "today"))
    assert any("The record is rebuilt" in notice.event for notice in desktop.window.banners.notices())


def test_a_record_that_is_gone_says_what_is_left_to_do(qtbot, tmp_path, start) -> None:
    around = surroundings()
    app = found(tmp_path, keyring=around.keyring)
    app.close()
    app.home.database.unlink()
    desktop = start(around)
    qtbot.waitUntil(at_key(desktop, "trouble"))
    act(desktop, "Rebuild the record").click()
    qtbot.waitUntil(lambda: "Restore a backup" in words_on(desktop))
    assert act(desktop, "Try again").isEnabled()
    desktop.window.help_asked.emit("")
    assert desktop.window.findChildren(GuideDialog) != []


def test_what_a_rebuilding_could_not_bring_back_is_said(qtbot, tmp_path, start) -> None:
    """The note beside the key knows of entries that an older copy of the database never had."""
    around = surroundings()
    app = found(tmp_path, keyring=around.keyring)
    older = app.home.database.read_bytes()
    register(app, NUMBER)
    app.close()
    app.home.database.write_bytes(older)
    desktop = start(around)
    qtbot.waitUntil(at_key(desktop, "trouble"))
    act(desktop, "Rebuild the record").click()
    qtbot.waitUntil(at_key(desktop, "today"))
    (notice,) = [one for one in desktop.window.banners.notices() if one.key == "repaired"]
    assert notice.kind == "warn"
    assert "is lost" in notice.meaning or "are lost" in notice.meaning


def test_a_note_beside_the_key_that_was_changed_is_said_and_made_anew(qtbot, tmp_path, start) -> None:
    around = surroundings()
    app = found(tmp_path, keyring=around.keyring)
    key, home = app.database_key, app.home
    app.close()
    FileWitness(home.witness, key).save(Witness("0" * 16, 1, "ab" * 32))
    home.witness.write_bytes(home.witness.read_bytes()[:-9])
    desktop = start(around)
    qtbot.waitUntil(at_key(desktop, "trouble"))
    assert "was changed" in words_on(desktop)
    act(desktop, "Rebuild the record").click()
    qtbot.waitUntil(at_key(desktop, "today"))


def test_a_home_whose_marker_is_damaged_says_how_to_restore_a_backup(qtbot, tmp_path, start) -> None:
    around = surroundings()
    app = found(tmp_path, keyring=around.keyring)
    app.close()
    marker = app.home.marker.read_bytes()
    app.home.marker.write_bytes(b"")
    desktop = start(around)
    qtbot.waitUntil(at_key(desktop, "trouble"))
    act(desktop, "Restore from a backup").click()
    assert str(app.home.folder) in words_on(desktop)
    assert "do not delete it" in words_on(desktop)
    act(desktop, "Back").click()
    app.home.marker.write_bytes(marker)
    act(desktop, "Try again").click()
    qtbot.waitUntil(at_key(desktop, "today"))


# --- the hand-over ------------------------------------------------------------------------------------------


def handed_over(tmp_path: Path, around: Surroundings) -> str:
    app = found(tmp_path, keyring=around.keyring)
    case_id = register(app, NUMBER)
    record_briefing(app, case_id, Briefing(app.today(), "対面"))
    hand_over_seat(app, case_id)
    app.close()
    return case_id


def sit(qtbot, desktop: Desktop) -> HandoverFrame:
    qtbot.waitUntil(lambda: isinstance(desktop.window.frame(), HandoverFrame))
    frame = desktop.window.frame()
    assert isinstance(frame, HandoverFrame)
    qtbot.waitUntil(lambda: frame.person.text() != "")
    frame.identify.number.setText(NUMBER)
    qtbot.keyClick(frame.identify.number, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: frame.page() is frame.steps_page)
    return frame


def test_a_restart_in_the_hand_over_comes_back_to_it_and_a_manager_leads_out(qtbot, tmp_path, start) -> None:
    around = surroundings()
    handed_over(tmp_path, around)
    desktop = start(around)
    frame = sit(qtbot, desktop)
    desktop.show_cases()
    assert desktop.window.current_key() == ""
    desktop.window.help_asked.emit(frame.help_topic())
    (guide,) = desktop.window.findChildren(GuideDialog)
    guide.close()
    frame.return_asked.emit()
    qtbot.waitUntil(lambda: frame.dialog is not None)
    frame.dialog.pin_row.passphrase.setText(PIN)
    frame.dialog.press_primary()
    qtbot.waitUntil(at_key(desktop, "case"))
    assert desktop.window.frame() is None


def test_the_pledges_page_leads_to_an_item_in_its_step(qtbot, tmp_path, start) -> None:
    around = surroundings()
    handed_over(tmp_path, around)
    desktop = start(around)
    frame = sit(qtbot, desktop)
    steps = frame.presenter.answering.steps()
    frame.step_asked.emit(steps[-1].key)
    qtbot.waitUntil(lambda: frame.page() is not frame.steps_page)
    wanted = frame.presenter.answering.items(steps[1].key)[2].item.id
    frame.page().item_asked.emit(wanted)
    qtbot.waitUntil(lambda: frame.page() is frame.steps_page)
    qtbot.waitUntil(lambda: frame.current_item() == wanted)


# --- what is on its way -------------------------------------------------------------------------------------


def test_screens_dropped_while_a_change_is_on_its_way_hear_nothing_more(qtbot, tmp_path, start) -> None:
    """A queued call to a screen that had gone once brought the whole program down (see ``Desk``)."""
    around = surroundings()
    app = found(tmp_path, keyring=around.keyring)
    case_id = register(app, NUMBER)
    record_briefing(app, case_id, Briefing(app.today(), "対面"))
    items = [item for item in app.workplace.programme.items if not item.needs_count][:6]
    app.close()
    desktop = start(around)
    qtbot.waitUntil(at_key(desktop, "today"))

    def answered(app: App, item_id: str, recorded: threading.Event) -> None:
        answer_items(app, case_id, {item_id: AnswerInput(Answer.DONE)})
        recorded.set()

    for place, item in enumerate(items):
        key = ("ledger", "post_check", "case")[place % 3]
        desktop.show_ledger() if key == "ledger" else getattr(desktop, f"show_{key}")(case_id)
        recorded = threading.Event()
        desktop.desk.ask(answered, item.id, recorded)
        # The window's thread stands still: the change is on its way when the screen goes.
        assert recorded.wait(10)
        desktop.window.drop_screen(key)
        desktop.forget_trail()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        QApplication.processEvents()
    desktop.show_today()
    qtbot.waitUntil(lambda: case_answers(qtbot, desktop, case_id) == len(items))


def case_answers(qtbot, desktop: Desktop, case_id: str) -> int:
    """How many items of a case are answered, asked the way screens ask."""
    told: list[int] = []
    desktop.desk.ask(lambda app: len(app.record.case(case_id).answers), then=told.append)
    qtbot.waitUntil(lambda: told != [])
    return told[0]


def test_many_changes_at_once_are_counted_twice_at_most(qtbot, tmp_path, start) -> None:
    around = surroundings()
    app = found(tmp_path, keyring=around.keyring)
    case_id = register(app, NUMBER)
    app.close()
    desktop = start(around)
    qtbot.waitUntil(at_key(desktop, "today"))
    qtbot.waitUntil(lambda: waiting_today(desktop) == 1)
    asked: list[str] = []
    ask = desktop.desk.ask

    def counted(usecase: Callable[..., object], *given: object, **how: object) -> object:
        asked.append(usecase.__name__)
        return ask(usecase, *given, **how)

    desktop.desk.ask = counted
    changed = Changed(frozenset({case_id}))
    for _ in range(50):
        desktop.desk.changed.emit(changed)
    settled: list[object] = []
    ask(lambda _app: None, then=settled.append)
    qtbot.waitUntil(lambda: settled != [])
    ask(lambda _app: None, then=settled.append)
    qtbot.waitUntil(lambda: len(settled) == 2)
    assert asked.count("_waiting") == 2


def test_the_count_says_what_todays_list_has(tmp_path) -> None:
    app = found(tmp_path)
    for number in range(3):
        register(app, f"00123{number:02d}")
    assert tasks_waiting(app) == len(todays_work(app).tasks) == 3
    app.close()


# --- the language -------------------------------------------------------------------------------------------


def test_the_environments_language_holds_for_the_run_and_is_not_what_the_person_chose(
    qtbot, tmp_path, start, monkeypatch
) -> None:
    around = surroundings()
    found(tmp_path, keyring=around.keyring).close()
    desktop = start(around)
    qtbot.waitUntil(at_key(desktop, "today"))
    assert language() == "en"
    assert remembered(desktop.window.remembered).language == "ja"
    assert desktop.appearance().language == "en"
    desktop.wear(replace(desktop.appearance(), enter_moves=False))
    qtbot.waitUntil(lambda: not desktop.window.enter_moves)
    assert remembered(desktop.window.remembered) == Appearance(language="ja", enter_moves=False)
    desktop.wear(replace(desktop.appearance(), language="ja"))
    qtbot.waitUntil(lambda: language() == "ja")
    desktop.wear(replace(desktop.appearance(), language="en"))
    qtbot.waitUntil(lambda: language() == "en")
    assert remembered(desktop.window.remembered).language == "en"
    use_language("en")


@pytest.mark.parametrize(("asked", "holds"), [("en", "en"), ("ja", "ja"), ("", ""), ("xx", "")])
def test_only_a_language_we_speak_is_taken_from_the_environment(monkeypatch, asked, holds) -> None:
    monkeypatch.setenv("SEKISHO_LANG", asked)
    assert _asked_language() == holds
