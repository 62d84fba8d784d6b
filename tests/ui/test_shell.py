"""The frames: places, keys, areas, folding, hand-over and wizard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from ui import theme
from ui.parts import buttons
from ui.parts.banners import Notice
from ui.parts.fields import LineField
from ui.parts.labels import label
from ui.parts.search import SearchField
from ui.parts.stepper import Step
from ui.shell import FullWindowFrame, MainWindow, NavItem, Screen, WizardFrame
from ui.shell.bars import action_row
from ui.shell.header import Header

NAV = (
    NavItem("today", "今日やること", "today", "今日", 6),
    NavItem("cases", "異動案件", "cases", "案件"),
    NavItem("settings", "設定", "settings", "設定", foot=True),
)
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Place(Screen):
    nav_key = "cases"

    def __init__(self, name: str, back: str = "") -> None:
        super().__init__()
        self.name, self.back, self.log = name, back, []
        self.field, self.other, self.search = LineField(name="欄"), LineField(name="次の欄"), SearchField("氏名")
        self.act = buttons.primary("確認する", lambda: self.log.append("primary"))
        column = QVBoxLayout(self)
        for widget in (self.search, self.field, self.other):
            column.addWidget(widget)
        self.field.settled.connect(lambda text: self.log.append(f"settled {text}"))

    def title(self) -> str:
        return self.name

    def facts(self) -> str:
        return f"{self.name}の事実"

    def back_word(self) -> str:
        return self.back

    def header_actions(self):
        self.printing = buttons.secondary("印刷", lambda: self.log.append("print"), rare=True)
        self.ticket = buttons.secondary("チケットを渡す", rare=True)
        self.seat = buttons.secondary("異動者に席を渡す", short="席を渡す")
        return (self.printing, self.ticket, self.seat)

    def action_bar(self):
        return action_row([buttons.secondary("前の手順")], [label("未回答　あと10件"), self.act])

    def primary(self):
        return self.act

    def search_field(self):
        return self.search

    def next_open(self, step: int) -> None:
        self.log.append(f"open {step}")

    def next_step(self, step: int) -> None:
        self.log.append(f"step {step}")

    def reload(self) -> None:
        self.log.append("reload")

    def set_room(self, *, narrow: bool, low: bool) -> None:
        self.room = (narrow, low)


@pytest.fixture
def window(qtbot, qapp, tmp_path: Path):
    made = MainWindow(NAV, tmp_path / "window.ini")
    qtbot.addWidget(made)
    made.add_screen("cases", Place("異動案件"))
    made.add_screen("case", Place("\u9ad9橋　健一", back="異動案件"))
    made.show_screen("cases")
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


def key(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.windowHandle(), key, modifiers)


# --- places -----------------------------------------------------------------------------------------------


def test_a_place_is_asked_for_and_marked_only_when_it_is_shown(window, qtbot) -> None:
    with qtbot.waitSignal(window.went) as told:
        window.side._buttons["today"].click()
    assert told.args == ["today"]
    assert window.side._buttons["cases"].isChecked()
    assert not window.side._buttons["today"].isChecked()


def test_the_title_is_in_header_and_window(window) -> None:
    window.show_screen("case")
    assert window.windowTitle().startswith("\u9ad9橋　健一")
    assert window._headers.currentWidget().title.text() == "\u9ad9橋　健一"


def test_a_changed_headline_is_read_again(window) -> None:
    screen = window.current_screen()
    screen.name = "異動案件（2026年度）"
    screen.headline_changed.emit()
    assert window._headers.currentWidget().title.text() == "異動案件（2026年度）"


def test_leaving_a_page_commits_what_is_being_typed(window) -> None:
    screen = window.current_screen()
    screen.field.setFocus()
    screen.field.setText("書きかけ")
    window.show_screen("case")
    assert "settled 書きかけ" in screen.log


def test_counts_are_shown_and_spoken(window) -> None:
    window.side.set_count("cases", 12)
    assert window.side._buttons["cases"].accessibleName() == "異動案件, 12 waiting"
    window.side.set_count("cases", 0)
    assert window.side._buttons["cases"].accessibleName() == "異動案件"


def test_a_screen_is_dropped_for_good(window, qtbot) -> None:
    screen = window.screen_at("case")
    window.show_screen("case")
    window.show_screen("cases")
    with qtbot.waitSignal(screen.destroyed):
        window.drop_screen("case")
    assert not window.has_screen("case")


# --- keys -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pressed", "modifiers", "heard"),
    [
        (Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier, "open 1"),
        (Qt.Key.Key_F8, SHIFT, "open -1"),
        (Qt.Key.Key_PageDown, CTRL, "step 1"),
        (Qt.Key.Key_PageUp, CTRL, "step -1"),
        (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier, "reload"),
        (Qt.Key.Key_Return, CTRL, "primary"),
        (Qt.Key.Key_Enter, CTRL, "primary"),
    ],
)
def test_keys_reach_the_screen(window, pressed, modifiers, heard) -> None:
    window.current_screen().field.setFocus()
    key(window, pressed, modifiers)
    assert heard in window.current_screen().log


@pytest.mark.parametrize(
    ("pressed", "modifiers", "signal"),
    [
        (Qt.Key.Key_S, CTRL, "save_asked"),
        (Qt.Key.Key_N, CTRL, "register_asked"),
        (Qt.Key.Key_O, CTRL, "import_asked"),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, "help_asked"),
        (Qt.Key.Key_1, CTRL, "went"),
    ],
)
def test_keys_reach_the_application(window, qtbot, pressed, modifiers, signal) -> None:
    with qtbot.waitSignal(getattr(window, signal)):
        key(window, pressed, modifiers)


def test_while_an_input_method_composes_every_key_is_its_own(window, qtbot) -> None:
    screen = window.current_screen()
    screen.field.setFocus()
    QApplication.sendEvent(screen.field, QInputMethodEvent("へんかん", []))
    with qtbot.assertNotEmitted(window.save_asked), qtbot.assertNotEmitted(screen.back_requested):
        for pressed, modifiers in ((Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_S, CTRL)):
            key(window, pressed, modifiers)
        key(window, Qt.Key.Key_Return, CTRL)
        key(window, Qt.Key.Key_Escape)
    assert screen.log == []
    assert screen.field.hasFocus()


def test_saving_by_key_settles_the_field_first(window, qtbot) -> None:
    screen = window.current_screen()
    screen.field.setFocus()
    screen.field.setText("14時")
    window.save_asked.connect(lambda: screen.log.append("saved"))
    key(window, Qt.Key.Key_S, CTRL)
    assert screen.log[-2:] == ["settled 14時", "saved"]


def test_search_key_goes_to_the_search(window) -> None:
    key(window, Qt.Key.Key_F, CTRL)
    assert window.current_screen().search.hasFocus()


@pytest.mark.parametrize(
    ("pressed", "modifiers"), [(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Left, ALT)]
)
def test_escape_and_alt_left_go_back_from_a_detail(window, qtbot, pressed, modifiers) -> None:
    window.show_screen("case")
    window.current_screen().field.setFocus()
    with qtbot.waitSignal(window.current_screen().back_requested):
        key(window, pressed, modifiers)


def test_escape_does_nothing_where_there_is_no_way_back(window, qtbot) -> None:
    with qtbot.assertNotEmitted(window.current_screen().back_requested):
        key(window, Qt.Key.Key_Escape)


def test_enter_goes_to_the_next_field_unless_switched_off(window) -> None:
    screen = window.current_screen()
    screen.field.setFocus()
    key(window, Qt.Key.Key_Return)
    assert screen.other.hasFocus()
    window.enter_moves = False
    screen.field.setFocus()
    key(window, Qt.Key.Key_Return)
    assert screen.field.hasFocus()


def test_a_disabled_primary_is_not_pressed_by_key(window) -> None:
    screen = window.current_screen()
    screen.act.setEnabled(False)
    key(window, Qt.Key.Key_Return, CTRL)
    assert "primary" not in screen.log


def test_a_mnemonic_is_written_only_while_alt_is_held_and_presses(window) -> None:
    screen = window.current_screen()
    button = buttons.secondary("記録する", lambda: screen.log.append("recorded"), mnemonic="K")
    screen.layout().addWidget(button)
    QApplication.processEvents()
    assert button.text() == "記録する"
    QTest.keyPress(window.windowHandle(), Qt.Key.Key_Alt)
    assert button.text() == "記録する(K)"
    QTest.keyRelease(window.windowHandle(), Qt.Key.Key_Alt)
    assert button.text() == "記録する"
    key(window, Qt.Key.Key_K, ALT)
    assert screen.log == ["recorded"]


# --- areas ------------------------------------------------------------------------------------------------


def area_of(window: MainWindow) -> QWidget:
    here = QApplication.focusWidget()
    return next(area for area in window.areas() if area.isAncestorOf(here))


def test_f6_goes_through_the_areas_in_reading_order(window) -> None:
    window.banners.show_notice(Notice("share", "warn", "event", "meaning", "もう一度つなぐ"))
    window.status.show_part("saved", "保存しました　14:02", icon="check")
    QApplication.processEvents()
    window.side.person.setFocus()
    visited = []
    for _press in range(6):
        key(window, Qt.Key.Key_F6)
        visited.append(area_of(window))
    order = [window._headers, window.banners, window._screens, window.bar, window.status, window.side]
    assert visited == order
    key(window, Qt.Key.Key_F6, SHIFT)
    assert area_of(window) is window.status


def test_tab_reads_side_bar_header_content_bar_and_comes_round(window) -> None:
    window.side._buttons["today"].setFocus()
    seen = []
    for _press in range(30):
        seen.append(area_of(window))
        key(window, Qt.Key.Key_Tab)
        if window.side._buttons["today"].hasFocus():
            break
    order = [area for place, area in enumerate(seen) if place == 0 or seen[place - 1] is not area]
    assert order == [window.side, window._headers, window._screens, window.bar]


def test_a_field_made_later_still_comes_in_reading_order(window) -> None:
    screen = window.current_screen()
    late = LineField(name="あとから")
    screen.layout().addWidget(late)
    QApplication.processEvents()
    screen.other.setFocus()
    key(window, Qt.Key.Key_Tab)
    assert late.hasFocus()
    key(window, Qt.Key.Key_Tab)
    assert area_of(window) is window.bar
    key(window, Qt.Key.Key_Backtab, SHIFT)
    assert late.hasFocus()


# --- room -------------------------------------------------------------------------------------------------


def test_a_narrow_window_folds_the_bar_and_the_rare_actions(window) -> None:
    window.resize(1100, 800)
    QApplication.processEvents()
    screen, header = window.current_screen(), window._headers.currentWidget()
    assert window.side.width() == 72
    assert header.more.isVisible()
    assert not screen.printing.isVisible()
    assert screen.seat.text() == "席を渡す"
    assert screen.seat.accessibleName() == "異動者に席を渡す"
    next(action for action in header._menu.actions() if action.text() == "印刷").trigger()
    assert screen.log == ["print"]
    window.resize(1280, 800)
    QApplication.processEvents()
    assert window.side.width() == 208
    assert screen.printing.isVisible()
    assert not header.more.isVisible()


def test_more_than_three_actions_fold_the_rare_ones_on_a_wide_window_too(qapp) -> None:
    screen = Place("案件")
    seat, written = buttons.secondary("異動者に席を渡す"), list[str]()
    listing = buttons.secondary("一覧を出力", rare=True)
    kinds = QMenu(listing)
    kinds.addAction("CSV", lambda: written.append("csv"))
    listing.setMenu(kinds)
    made = (buttons.secondary("印刷", lambda: written.append("print"), rare=True), listing, seat, screen.act)
    screen.header_actions = lambda: made
    header = Header(screen)
    for narrow, words in ((False, ""), (True, "More")):
        header.set_room(narrow=narrow, low=False)
        assert [action.isHidden() for action in made] == [True, True, False, False]
        assert not header.more.isHidden()
        assert (header.more.text(), header.more.accessibleName()) == (words, "More")
        assert header.more.focusPolicy() & Qt.FocusPolicy.TabFocus
        printing, choosing = header.more.menu().actions()
        assert (printing.text(), choosing.text()) == ("印刷", "一覧を出力")
        printing.trigger()
        choosing.menu().actions()[0].trigger()
    assert written == ["print", "csv"] * 2


def test_a_low_window_has_a_low_header_and_a_strip_under_it(window) -> None:
    window.show_screen("case")
    window.resize(960, 500)
    QApplication.processEvents()
    header = window._headers.currentWidget()
    assert header.height() == 72
    assert header.back_symbol.isVisible()
    assert not header.back.isVisible()
    assert window.bar.height() == 48
    assert window.bar.y() == header.height()
    assert window.current_screen().room == (True, True)
    window.resize(1280, 800)
    QApplication.processEvents()
    assert window._headers.currentWidget().height() == 116
    assert window.bar.y() > 600


def test_headers_are_76_and_116(window) -> None:
    assert window._headers.currentWidget().height() == 76
    window.show_screen("case")
    QApplication.processEvents()
    assert window._headers.currentWidget().height() == 116


def test_a_long_name_wraps_in_the_header_instead_of_being_cut(window) -> None:
    screen = window.screen_at("case")
    screen.name = "O'Brien-Fitzgerald, Jonathan Maximilian Alexander Papadopoulou-Kyriakidou"
    window.show_screen("case")
    window.resize(960, 700)
    screen.headline_changed.emit()
    QApplication.processEvents()
    title = window._headers.currentWidget().title
    assert title.heightForWidth(title.width()) > title.heightForWidth(5000)
    assert title.height() >= title.heightForWidth(title.width())


def test_the_window_remembers_its_size_and_small_settings(window, qtbot, tmp_path) -> None:
    # The offscreen screen is 800 wide, and Qt keeps a restored window on its screen.
    window.resize(960, 666)
    window.remember("cases/columns", ["name", "state"])
    assert window.close()
    again = MainWindow(NAV, tmp_path / "window.ini")
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (960, 666)
    assert again.remembered("cases/columns") == ["name", "state"]


def test_closing_asks_and_can_be_refused(window, qtbot) -> None:
    window.may_close = lambda: False
    assert not window.close()
    window.may_close = lambda: True
    with qtbot.waitSignal(window.closing):
        assert window.close()


# --- status bar -------------------------------------------------------------------------------------------


def test_a_status_part_is_a_button_to_its_detail(window, qtbot) -> None:
    window.status.show_part(
        "share", "共有：つながっていません（未送信 2件）", icon="folder-x", tone="warn", short="共有：なし"
    )
    part = window.status._parts["share"]
    assert part.isVisible()
    with qtbot.waitSignal(window.status.asked) as told:
        part.click()
    assert told.args == ["share"]
    window.status.set_narrow(narrow=True)
    assert part.text() == "共有：なし"
    assert part.accessibleName() == "共有：つながっていません（未送信 2件）"
    window.status.show_part("share", "")
    assert not part.isVisible()


# --- hand-over --------------------------------------------------------------------------------------------


@pytest.fixture
def frame(window):
    made = FullWindowFrame(
        tag="異動者の入力",
        person="\u9ad9橋　健一 さん",
        note="席を返すには、職場情報管理者の操作が必要です",
        leave_word="席を返す",
    )
    made.show_steps((Step("d", "①", "データ・紙", 7, 9), Step("a", "②", "アクセス権", 0, 4)), "d")
    made.pressed = []
    page, primary = QWidget(), buttons.primary("次の未回答へ", lambda: made.pressed.append("primary"), big=True)
    QVBoxLayout(page).addWidget(LineField(name="件数", big=True))
    made.show_page(page, action_row([], [primary]), primary)
    window.show_frame(made)
    QApplication.processEvents()
    yield made
    theme.speak_large(large=False)


def test_hand_over_hides_the_office_and_its_keys(window, frame, qtbot) -> None:
    assert not window.side.isVisible()
    with qtbot.assertNotEmitted(window.went), qtbot.assertNotEmitted(window.register_asked):
        key(window, Qt.Key.Key_1, CTRL)
        key(window, Qt.Key.Key_N, CTRL)
    key(window, Qt.Key.Key_Return, CTRL)
    assert frame.pressed == ["primary"]


def test_in_hand_over_new_controls_are_16_px_and_44_high(frame) -> None:
    field = frame.page().findChild(LineField)
    assert field.font().pointSizeF() == 12.0
    assert field.height() == 44
    assert frame.primary_button.height() == 44


def test_after_hand_over_the_office_is_back_at_14_px(window, frame) -> None:
    window.drop_frame()
    QApplication.processEvents()
    assert window.frame() is None
    assert window.side.isVisible()
    assert QApplication.font().pointSizeF() == 10.5


def test_the_seat_is_given_back_only_by_its_button(window, frame, qtbot) -> None:
    with qtbot.waitSignal(frame.return_asked):
        frame.leave_button.click()
    assert window.frame() is frame


def test_a_tab_asks_for_its_step_and_ctrl_page_down_too(window, frame, qtbot) -> None:
    with qtbot.waitSignal(frame.step_asked) as told:
        frame.tabs._buttons[1].click()
    assert told.args == ["a"]
    with qtbot.waitSignal(frame.step_asked) as told:
        key(window, Qt.Key.Key_PageDown, CTRL)
    assert told.args == ["a"]


def test_a_covered_page_takes_no_keys_until_it_is_pressed(window, frame, qtbot) -> None:
    frame.cover()
    QApplication.processEvents()
    assert frame.covered()
    key(window, Qt.Key.Key_Tab)
    assert frame.covered()
    assert not frame.page().isAncestorOf(QApplication.focusWidget())
    key(window, Qt.Key.Key_Return, CTRL)
    assert frame.pressed == []
    QTest.mouseClick(frame._cover, Qt.MouseButton.LeftButton)
    assert not frame.covered()


# --- wizard -----------------------------------------------------------------------------------------------


@pytest.fixture
def wizard(window):
    made = WizardFrame("はじめの設定", ["会社と職場", "職場情報管理者"], leave_word="設定をやめる")
    form = QWidget()
    column = QVBoxLayout(form)
    made.fields = [LineField(name="氏名"), LineField(name="フリガナ")]
    for field in made.fields:
        column.addWidget(field)
    made.show_step(1, "職場情報管理者を登録します", "この職場の方です。", form, "はじめる")
    window.show_frame(made)
    QApplication.processEvents()
    return made


def test_the_wizard_shows_where_it_stands(wizard) -> None:
    assert wizard.caption.text() == "はじめの設定　2 / 2"
    assert wizard.title.text() == "職場情報管理者を登録します"
    assert wizard._nav._places[0].accessibleDescription() == "done"


def test_a_disabled_next_has_its_reason_beside_it(wizard) -> None:
    wizard.allow_next(allowed=False, reason="社員番号を直してください。")
    assert not wizard.next_button.isEnabled()
    assert wizard.reason.text() == "社員番号を直してください。"
    assert wizard.reason.isVisible()
    wizard.allow_next(allowed=True)
    assert not wizard.reason.isVisible()


def test_the_wizards_buttons_ask(wizard, window, qtbot) -> None:
    for button, signal in (
        (wizard.next_button, wizard.next_asked),
        (wizard.back_button, wizard.back_requested),
        (wizard.leave_button, wizard.leave_asked),
    ):
        with qtbot.waitSignal(signal):
            button.click()
    with qtbot.waitSignal(wizard.next_asked):
        key(window, Qt.Key.Key_Return, CTRL)


def test_enter_walks_the_form_and_tab_reaches_the_bar(wizard, window) -> None:
    wizard.fields[0].setFocus()
    key(window, Qt.Key.Key_Return)
    assert wizard.fields[1].hasFocus()
    key(window, Qt.Key.Key_Tab)
    assert wizard.leave_button.hasFocus()
