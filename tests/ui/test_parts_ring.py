"""The focus ring and the dialogs: where the keyboard is, and what Enter and Esc mean there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui import theme
from ui.parts import buttons
from ui.parts.cards import Page
from ui.parts.dialogs import Dialog, PinDialog
from ui.parts.fields import LineField
from ui.parts.ring import follow_focus


@pytest.fixture
def page(settled):
    made = QWidget()
    column = QVBoxLayout(made)
    made.one, made.two, made.field = buttons.secondary("一"), buttons.secondary("二"), LineField(name="欄")
    for widget in (made.one, made.two, made.field):
        column.addWidget(widget)
    settled(made, 300, 300)
    made.activateWindow()
    made.ring = follow_focus(made)
    made.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, False)
    return made


def test_one_ring_a_window(page) -> None:
    assert follow_focus(page) is page.ring


def test_tab_shows_the_ring_outside_the_control(page) -> None:
    page.one.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.one, Qt.Key.Key_Tab)
    assert page.two.hasFocus()
    assert page.ring.isVisible()
    around = page.ring.geometry()
    corner = page.two.mapTo(page, QPoint(0, 0))
    assert (corner.x() - around.x(), corner.y() - around.y()) == (5, 5)
    assert around.width() == page.two.width() + 10


def test_the_mouse_shows_no_ring_on_a_button(page) -> None:
    handle = page.windowHandle()
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, page.one.geometry().center())
    assert page.one.hasFocus()
    assert not page.ring.isVisible()


def test_a_key_brings_the_ring_back(page) -> None:
    handle = page.windowHandle()
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, page.one.geometry().center())
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    assert page.ring.isVisible()


def test_a_field_always_shows_it(page) -> None:
    handle = page.windowHandle()
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, page.field.geometry().center())
    assert page.field.hasFocus()
    assert page.ring.isVisible()


def test_the_ring_is_two_toned(page) -> None:
    page.field.setFocus()
    QApplication.processEvents()
    image = page.grab().toImage()
    left = page.field.geometry().left()
    middle = page.field.geometry().center().y()
    seen = [image.pixelColor(left - away, middle).name().upper() for away in (1, 2, 3, 4, 5)]
    assert theme.colours().focus in seen[:3]
    assert theme.colours().focus_line in seen[2:]


def test_the_ring_follows_a_moved_and_a_hidden_control(page) -> None:
    page.field.setFocus()
    before = page.ring.geometry()
    page.one.hide()
    page.layout().activate()
    QApplication.processEvents()
    assert page.ring.geometry() != before
    page.field.hide()
    QApplication.processEvents()
    assert not page.ring.isVisible()


def test_the_ring_is_clipped_to_the_scroll_area(settled) -> None:
    outer = QWidget()
    column = QVBoxLayout(outer)
    page = Page()
    column.addWidget(page)
    column.addWidget(buttons.secondary("下のボタン"))
    fields = [LineField(name=str(number)) for number in range(30)]
    for field in fields:
        page.body.addWidget(field)
    settled(outer, 300, 300)
    ring = follow_focus(outer)
    fields[0].setFocus()
    assert ring.isVisible()
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    QApplication.processEvents()
    assert not ring.isVisible()
    page.verticalScrollBar().setValue(20)
    QApplication.processEvents()
    assert page.geometry().contains(ring.geometry())


def test_a_deleted_control_takes_its_ring_along(page, qtbot) -> None:
    page.field.setFocus()
    page.field.deleteLater()
    qtbot.waitUntil(lambda: not page.ring.isVisible())


# --- dialogs ----------------------------------------------------------------------------------------------


def make(page, **how) -> Dialog:
    dialog = Dialog(page, "確認する", "あなたの電子署名が付き、管理表に登載されます。", way_out="もどる", **how)
    dialog.open()
    QApplication.processEvents()
    return dialog


def test_a_dialog_dims_the_window_and_goes_without_a_trace(page, qtbot) -> None:
    before = set(page.findChildren(QWidget))
    dialog = make(page)
    assert dialog.windowModality() == Qt.WindowModality.WindowModal
    assert len(set(page.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)) - before) >= 1
    with qtbot.waitSignal(dialog.done_with) as told:
        dialog.way_out.click()
    assert told.args == [False]
    qtbot.waitUntil(lambda: set(page.findChildren(QWidget)) <= before)


def test_the_way_out_is_left_and_the_primary_right(page) -> None:
    dialog = make(page)
    assert dialog.way_out.x() < dialog.primary.x()
    assert dialog.primary.text() == "確認する"
    dialog.reject()


def test_enter_is_not_the_primary_unless_asked(page) -> None:
    acted: list[int] = []
    dialog = make(page, on_primary=lambda: acted.append(1))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert acted == []
    dialog.primary.click()
    assert acted == [1]


def test_escape_is_the_way_out(page, qtbot) -> None:
    dialog = make(page)
    with qtbot.waitSignal(dialog.done_with) as told:
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert told.args == [False]


def test_a_primary_that_says_no_keeps_the_dialog_open(page) -> None:
    dialog = make(page, on_primary=lambda: False)
    dialog.primary.click()
    assert dialog.isVisible()
    dialog.reject()


def test_a_wrong_passphrase_is_said_in_place_and_enter_means_the_primary(page, qtbot) -> None:
    tried: list[tuple[object, str]] = []

    def receive(person: object, passphrase: str) -> str | None:
        tried.append((person, passphrase))
        return None if passphrase == "right" else "合言葉が違います。あと2回入力できます。"

    people = (("nakamura", "中村　由美子"),)
    dialog = PinDialog(
        page, "席を返す", "保存しました。", way_out="もどる", on_primary=receive, people=people, people_label="管理者"
    )
    dialog.open()
    QTest.keyClicks(dialog.passphrase, "wrong")
    QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.row.message.words.text() == "合言葉が違います。あと2回入力できます。"
    assert dialog.passphrase.text() == ""
    QTest.keyClicks(dialog.passphrase, "right")
    with qtbot.waitSignal(dialog.done_with) as told:
        QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    assert told.args == [True]
    assert tried == [("nakamura", "wrong"), ("nakamura", "right")]
