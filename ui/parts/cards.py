"""Grounds: a card, a scrolling page, a section heading, strips of facts, names with values, guide box, empty state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.parts import buttons
from ui.parts.labels import Paragraph, label, paragraph, symbol

SMALL_LEADING = 1.7
"""Puts 12 px letters on the base line of the 14 px sentence beside them, whose lines are 135 % high."""


class Card(QFrame):
    """A white card with a hairline; ``body`` is its column; ``set_open`` gives the border of the item in hand."""

    def __init__(self, title: str = "", *, padding: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._padding = padding
        self.body = QVBoxLayout(self)
        self.body.setSpacing(theme.px(8))
        self._pad(2 if self.property("open") else 1)
        if title:
            self.body.addWidget(label(title, "caption", "ink2", bold=True))

    def set_open(self, opened: bool) -> None:
        """Draw the border of the item that is being answered; the padding gives the extra pixel back."""
        theme.restyle(self, open=opened)
        self._pad(2 if opened else 1)

    def _pad(self, border: int) -> None:
        # A styled frame adds its border to the contents; the content must not move when it thickens.
        side, top = theme.px(self._padding) - border, theme.px(self._padding - 4) - border
        self.body.setContentsMargins(side, top, side, top)


class SectionHeading(QWidget):
    """A heading 16 px bold with a count or aside after it, and something at its right."""

    def __init__(self, text: str, aside: str = "", *, right: QWidget | None = None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        self.title = label(text, "section")
        self.aside = label(aside, "touch", "ink2")
        row.addWidget(self.title)
        row.addWidget(self.aside)
        row.addStretch(1)
        if right is not None:
            row.addWidget(right)

    def show_text(self, text: str, aside: str = "") -> None:
        """Change heading and aside."""
        self.title.setText(text)
        self.aside.setText(aside)


class Strip(QFrame):
    """A sunk strip of facts over a table; ``row`` takes its labels."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(theme.px(14), 0, theme.px(14), 0)
        self.row.setSpacing(theme.px(18))
        self.setMinimumHeight(theme.px(34))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


class Note(QFrame):
    """The guide box (手引き／証跡) of the item in hand: lines of a bold head and a sentence, and one button."""

    def __init__(self, lines: tuple[tuple[str, str], ...], button: QWidget | None = None) -> None:
        super().__init__()
        self.setObjectName("note")
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.px(side) for side in (14, 10, 12, 10)))
        row.setSpacing(theme.px(10))
        row.addWidget(symbol("info", "accent", 18), 0, Qt.AlignmentFlag.AlignTop)
        column = QGridLayout()
        column.setHorizontalSpacing(theme.px(8))
        column.setVerticalSpacing(theme.px(6))
        column.setColumnStretch(1, 1)
        for place, (head, sentence) in enumerate(lines):
            words = Paragraph(sentence)
            if head:
                name = label(head, bold=True)
                # On the base line of the first line beside it, whose line height is larger.
                name.setContentsMargins(0, theme.px(3), 0, 0)
                column.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
                column.addWidget(words, place, 1)
            else:
                column.addWidget(words, place, 0, 1, 2)
        row.addLayout(column, 1)
        if button is not None:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)


class Page(QScrollArea):
    """A page that scrolls; ``body`` is its column. Header and bars outside it never scroll."""

    def __init__(self, *, padding: int = theme.PAGE, spacing: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # The page is no stop on the Tab way; it follows the field that has the focus.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sheet = QWidget()
        sheet.setObjectName("sheet")
        self.body = QVBoxLayout(sheet)
        side = theme.px(padding)
        self.body.setContentsMargins(side, theme.px(min(padding, 16)), side, side)
        self.body.setSpacing(theme.px(spacing))
        self.setWidget(sheet)

    def show_field(self, field: QWidget) -> None:
        """Scroll so that *field* and its ring are seen."""
        self.ensureWidgetVisible(field, theme.px(16), theme.px(48))


class EmptyState(QWidget):
    """One sentence, one line of why, one or two buttons, centred where the table would be.

    *primary*: the first button is the screen's filled one.
    """

    def __init__(
        self,
        sentence: str,
        why: str = "",
        *acts: tuple[str, Callable[[], Any]],
        primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(side) for side in (24, 40, 24, 40)))
        column.setSpacing(theme.px(8))
        column.addStretch(1)
        head = paragraph(sentence, "section")
        head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(head)
        if why:
            line = paragraph(why, "", "ink2")
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(line)
        if acts:
            row = QHBoxLayout()
            row.setContentsMargins(0, theme.px(8), 0, 0)
            row.setSpacing(theme.px(8))
            row.addStretch(1)
            for place, (words, act) in enumerate(acts):
                make = buttons.primary if primary and place == 0 else buttons.secondary
                row.addWidget(make(words, act))
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(2)
        self.setAccessibleName(f"{sentence}　{why}".strip())


def fields_grid(fields: Iterable[tuple[str, str]], *, names: int = 150) -> QGridLayout:
    """Return names (a column of *names* px) and values side by side; empty values are left out."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(16))
    grid.setVerticalSpacing(theme.px(6))
    grid.setColumnStretch(1, 1)
    for place, (name, value) in enumerate((name, value) for name, value in fields if value):
        head = paragraph(name, "caption", "ink2", leading=SMALL_LEADING)
        head.setFixedWidth(theme.px(names))
        grid.addWidget(head, place, 0, Qt.AlignmentFlag.AlignTop)
        words = paragraph(value, leading=1.35)
        words.setAccessibleName(f"{name}　{value}")
        grid.addWidget(words, place, 1)
    return grid
