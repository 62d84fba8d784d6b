"""Signature, rendered pages, and all parts on one page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QImage, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ui.parts.gallery import gallery
from ui.parts.paper import PaperView
from ui.parts.signature import SignaturePad

# --- signature -----------------------------------------------------------------------------------------------


@pytest.fixture
def pad(settled):
    made = SignaturePad()
    settled(made, 392, 188)
    return made


def draw(pad: SignaturePad, *points: tuple[int, int]) -> None:
    first, *rest = (QPoint(*point) for point in points)
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=first)
    for point in rest:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=rest[-1] if rest else first)


def test_strokes_come_out_in_millimetres(pad) -> None:
    draw(pad, (96, 48), (192, 96))
    ((first, last),) = pad.strokes()
    assert first[:3] == (25.4, 12.7, 0.5)
    assert last[:2] == (50.8, 25.4)
    assert first[3] <= last[3]
    assert pad.size_mm() == (pytest.approx(103.7, abs=0.1), pytest.approx(49.7, abs=0.1))


def test_the_pen_brings_its_pressure(pad) -> None:
    device = QPointingDevice.primaryPointingDevice()
    where = QPointF(40, 40)
    for kind, pressure in (
        (QEvent.Type.TabletPress, 0.2),
        (QEvent.Type.TabletMove, 0.9),
        (QEvent.Type.TabletRelease, 0),
    ):
        down = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else Qt.MouseButton.LeftButton
        event = QTabletEvent(
            kind, device, where, where, pressure, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier,
            Qt.MouseButton.LeftButton, down,
        )  # fmt: skip
        QApplication.sendEvent(pad, event)
        where += QPointF(10, 0)
    ((press, move),) = pad.strokes()
    assert (press[2], move[2]) == (0.2, 0.9)


def test_a_finger_writes(pad, qapp) -> None:
    finger = QTest.createTouchDevice()
    QTest.touchEvent(pad, finger).press(0, QPoint(10, 10), pad).commit()
    QTest.touchEvent(pad, finger).move(0, QPoint(60, 30), pad).commit()
    QTest.touchEvent(pad, finger).release(0, QPoint(60, 30), pad).commit()
    assert len(pad.strokes()) == 1
    assert len(pad.strokes()[0]) == 2


def test_a_stroke_is_taken_back_and_all_are_cleared(pad, qtbot) -> None:
    draw(pad, (10, 10), (20, 20))
    draw(pad, (30, 10), (40, 20))
    with qtbot.waitSignal(pad.changed) as told:
        pad.undo()
    assert told.args == [1]
    pad.clear()
    assert pad.strokes() == ()


def test_writing_does_not_leave_the_frame(pad) -> None:
    draw(pad, (10, 10), (900, 900))
    width, height = pad.size_mm()
    assert all(0 <= x <= width + 0.01 and 0 <= y <= height + 0.01 for x, y, *_rest in pad.strokes()[0])


def test_shown_strokes_are_drawn(pad) -> None:
    blank = pad.grab().toImage()
    pad.show_strokes((((10.0, 10.0, 0.5, 0), (60.0, 30.0, 0.9, 40)),))
    assert pad.grab().toImage() != blank


# --- paper ---------------------------------------------------------------------------------------------------


def render(page: int, scale: float) -> tuple[int, int, bytes]:
    width, height = round(200 * scale), round(300 * scale)
    image = QImage(width, height, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.red if page else Qt.GlobalColor.blue)
    return width, height, bytes(image.constBits())


@pytest.fixture
def paper(settled):
    view = PaperView()
    settled(view, 500, 400)
    view.show_document(3, (200, 300), render)
    QApplication.processEvents()
    return view


def colours_of(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}


def test_pages_are_shown_and_leafed_through(paper, qtbot) -> None:
    assert "#0000ff" in colours_of(paper)
    assert paper.page() == 0
    with qtbot.waitSignal(paper.page_changed):
        paper.go_to(1)
    assert paper.page() == 1
    assert "#ff0000" in colours_of(paper)


def test_black_and_white_has_no_colour(paper) -> None:
    paper._mono.setChecked(True)
    QApplication.processEvents()
    shades = colours_of(paper._sheets)
    assert "#0000ff" not in shades


def test_the_last_foot_is_told_once(paper, qtbot) -> None:
    assert not paper.at_end()
    with qtbot.waitSignal(paper.read_to_end):
        paper._scroll.verticalScrollBar().setValue(paper._scroll.verticalScrollBar().maximum())
    with qtbot.assertNotEmitted(paper.read_to_end):
        paper.go_to(0)
        paper.go_to(2)
    assert paper.at_end()


def test_zoom_keeps_the_page(paper) -> None:
    paper.go_to(2)
    paper._zoom(1.5)
    QApplication.processEvents()
    assert paper.page() == 2


# --- everything together -------------------------------------------------------------------------------------


def test_the_page_of_all_parts_draws_without_a_word_of_complaint(settled) -> None:
    page = settled(gallery(), 1280, 800)
    assert page.grab().toImage().width() >= 1280


def test_every_thing_a_person_can_focus_has_a_name(settled) -> None:
    page = settled(gallery(), 1280, 800)
    nameless = []
    for widget in page.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.focusProxy() is None:
            spoken = QAccessible.queryAccessibleInterface(widget)
            if not spoken.text(QAccessible.Text.Name):
                nameless.append(widget)
    assert nameless == []


def test_controls_are_targets_of_24_at_least(settled) -> None:
    page = settled(gallery(), 1280, 800)
    small = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.focusProxy() is None
        and not isinstance(widget.parentWidget(), QLineEdit)
        and min(widget.width(), widget.height()) < 24
    ]
    assert small == []
