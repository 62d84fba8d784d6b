"""Whether words have the room they need: what is cut, and what lies outside or on top of something else."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from ui.parts.badges import Badge
from ui.parts.buttons import Check, Link
from ui.parts.cards import Page
from ui.parts.labels import Paragraph
from ui.parts.stepper import StepButton
from ui.shell.header import TitleLabel

_CHOICE_EDGES = 38
"""Padding and arrow of a choice."""

_SLACK = 1
"""Pixels a font's rounding may take."""


def faults(root: QWidget) -> list[str]:
    """Return what is cut, outside or overlapping on *root* and in it, in words a test can show."""
    seen = [w for w in root.findChildren(QWidget) if w.isVisibleTo(root) and w.isVisible() and w.window() is root]
    found = [f"{_named(widget)} {what}" for widget in seen for what in _of(widget)]
    if _outside_its_window(root):
        found.append(f"{type(root).__name__} sticks out of the window")
    found += [f"{_named(one)} lies on {_named(other)}" for one, other in _overlapping(seen)]
    return found


def _outside_its_window(root: QWidget) -> bool:
    window = root.parentWidget()
    if window is None:
        return False
    room = window.rect().translated(window.mapToGlobal(window.rect().topLeft()))
    return not room.contains(root.frameGeometry())


def _of(widget: QWidget) -> Iterator[str]:
    words = _words(widget)
    if words:
        lacks = _lacks(widget, words)
        if lacks:
            yield lacks
        hidden = _hidden(widget)
        if hidden:
            yield hidden
    if isinstance(widget, Page) and widget.horizontalScrollBar().maximum() > 0:
        yield f"scrolls sideways by {widget.horizontalScrollBar().maximum()}"
    if isinstance(widget, QHeaderView) and isinstance(widget.parent(), QTableView):
        yield from _heads(widget)


def _words(widget: QWidget) -> str:
    if isinstance(widget, Badge):
        return widget.look.word
    if isinstance(widget, StepButton):
        return widget.step.name
    if isinstance(widget, QLabel | QAbstractButton | TitleLabel):
        return widget.text()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLineEdit):
        return widget.placeholderText()
    return ""


def _lacks(widget: QWidget, words: str) -> str:
    """Return what *widget* lacks to show its words whole; empty when it does."""
    width, height = widget.width() + _SLACK, widget.height() + _SLACK
    if isinstance(widget, Paragraph | TitleLabel):
        need = widget.heightForWidth(widget.width())
        return f"needs {need} of height, has {widget.height()}" if need > height else ""
    if isinstance(widget, StepButton):
        need = widget.minimumSizeHint().width()
        return f"needs {need} of width, has {widget.width()}" if need > width else ""
    if isinstance(widget, QLineEdit):
        need = round(QFontMetricsF(widget.font()).horizontalAdvance(words)) + 20
        return f"needs {need} of width for its hint, has {widget.width()}" if need > width else ""
    if isinstance(widget, QComboBox):
        need = round(QFontMetricsF(widget.font()).horizontalAdvance(words)) + _CHOICE_EDGES
        return f"needs {need} of width, has {widget.width()}" if need > width else ""
    if isinstance(widget, QLabel):
        need = max(round(QFontMetricsF(widget.font()).horizontalAdvance(line)) for line in words.split("\n"))
        return f"needs {need} of width, has {widget.contentsRect().width()}" if need > width else ""
    if isinstance(widget, QPushButton | Check | Link | Badge):
        need = widget.sizeHint()
        if need.width() > width:
            return f"needs {need.width()} of width, has {widget.width()}"
        return f"needs {need.height()} of height, has {widget.height()}" if need.height() > height else ""
    return ""


def _hidden(widget: QWidget) -> str:
    """Return how much of *widget* an ancestor cuts off; what a page scrolls up and down to is no fault."""
    place = widget.geometry()
    around = widget.parentWidget()
    while around is not None:
        scrolled = isinstance(around.parentWidget(), QAbstractScrollArea)
        room = around.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
        if place.left() < room.left() or place.right() > room.right():
            return f"sticks out of {_named(around)} sideways ({place} in {room})"
        if not scrolled and (place.top() < room.top() or place.bottom() > room.bottom()):
            return f"sticks out of {_named(around)} ({place} in {room})"
        if scrolled or around.isWindow():
            return ""
        place = place.translated(around.pos())
        around = around.parentWidget()
    return ""


def _overlapping(seen: list[QWidget]) -> Iterator[tuple[QWidget, QWidget]]:
    """Yield pairs of siblings with words of which one covers the other."""
    by_parent: dict[QWidget | None, list[QWidget]] = {}
    for widget in seen:
        if _words(widget):
            by_parent.setdefault(widget.parentWidget(), []).append(widget)
    for siblings in by_parent.values():
        for place, one in enumerate(siblings):
            for other in siblings[place + 1 :]:
                shared = one.geometry().intersected(other.geometry())
                if shared.width() > 2 and shared.height() > 2:
                    yield one, other


def _heads(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    metrics = QFontMetricsF(header.font())
    if header.orientation() is not Qt.Orientation.Horizontal:
        return
    for place in range(header.count()):
        title = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
        room = header.sectionSize(place)
        if not header.isSectionHidden(place) and metrics.horizontalAdvance(title) > room:
            yield f"cuts the head “{title}” ({round(metrics.horizontalAdvance(title))} in {room})"


def _named(widget: QWidget) -> str:
    words = _words(widget).replace("\n", " ")
    return f"{type(widget).__name__}“{words[:60]}”" if words else type(widget).__name__
