"""The whole text of the form in Mincho 12 pt, and whether it was shown to its end: by wheel, bar or keyboard."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.parts.buttons import Link
from ui.parts.cards import Card
from ui.parts.labels import hairline, label, paragraph, symbol
from ui.pledge.writing import write_form

if TYPE_CHECKING:
    from desktop_app.usecases.form_reading import FormText

_NEAR_END = 4


class ReadingPane(QWidget):
    """Paper and the line under it. ``read_to_end`` once the last line was on the screen."""

    read_to_end = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text: FormText | None = None
        self._ended = False
        self.sheet = _Sheet()
        self.sheet.moved.connect(self._tell)
        self.title, self.version = paragraph("", "section", leading=1.2), label("", "caption", "ink2")
        card = Card(padding=24)
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(self.title, 1)
        head.addWidget(self.version, 0, Qt.AlignmentFlag.AlignRight)
        card.body.addLayout(head)
        card.body.addWidget(hairline())
        card.body.addWidget(self.sheet, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(card, 1)
        column.addWidget(self._foot())

    def show_text(self, text: FormText) -> bool:
        """Show the form; True when it is another text than before, which then has to be read again."""
        if text == self._text:
            return False
        self._text, self._ended = text, False
        self.title.setText(text.number)
        self.version.setText(_("{version}  Wording ID {id}").format(version=text.version, id=text.wording_id))
        self.sheet.write(text)
        self._tell()
        return True

    def at_end(self) -> bool:
        """Say whether the end has been on the screen."""
        return self._ended

    def where(self) -> str:
        """Return the line under the paper."""
        return self._where.text()

    def _foot(self) -> QWidget:
        self._strip = QFrame()
        self._strip.setObjectName("strip")
        row = QHBoxLayout(self._strip)
        row.setContentsMargins(*(theme.px(side) for side in (14, 7, 16, 7)))
        row.setSpacing(theme.px(8))
        self._mark = symbol("document", "ink2", 20)
        self._where = label("", bold=True)
        self._again = Link(_("Read from the start"), self.sheet.to_start, underline=False)
        for widget in (self._mark, self._where):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._again)
        return self._strip

    def _tell(self) -> None:
        if self._text is None:
            return
        page, pages = self.sheet.page(), self.sheet.pages()
        ended = self._ended
        if not ended and self.sheet.isVisible() and self.sheet.shows_end():
            self._ended = True
        words = (
            _("Shown to the end ({page} / {pages} pages)")
            if self._ended
            else _("Read to the end to sign ({page} / {pages} pages)")
        )
        self._where.setText(words.format(page=page, pages=pages))
        self._strip.setObjectName("okstrip" if self._ended else "strip")
        theme.restyle(self._strip)
        self._mark.show_symbol("check-disc" if self._ended else "document", "ok" if self._ended else "ink2")
        self._again.setVisible(self._ended and pages > 1)
        if self._ended and not ended:
            self.read_to_end.emit()


class _Sheet(QTextBrowser):
    """The text; PgDn, Space, End and the arrows scroll it."""

    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Text of the form"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(theme.px(8))
        bar = self.verticalScrollBar()
        self._writing = False
        bar.valueChanged.connect(lambda _value: self._move())
        bar.rangeChanged.connect(lambda _least, _most: self._move())

    def write(self, text: FormText) -> None:
        """Set the form."""
        # Half a text fits the pane too: nobody hears of its height until it is whole.
        self._writing = True
        self.clear()
        self.document().setDefaultFont(theme.pledge_font())
        write_form(self.textCursor(), text)
        self.to_start()
        self._writing = False

    def to_start(self) -> None:
        """Show the beginning."""
        self.verticalScrollBar().setValue(0)

    def pages(self) -> int:
        """Return how many times the pane's height the text is."""
        height = max(1, self.viewport().height())
        return max(1, math.ceil(self.document().documentLayout().documentSize().height() / height))

    def page(self) -> int:
        """Return the page in sight, from 1."""
        if self.shows_end():
            return self.pages()
        return min(self.pages(), self.verticalScrollBar().value() // max(1, self.viewport().height()) + 1)

    def shows_end(self) -> bool:
        """Say whether the last line is on the screen."""
        # The bar's range comes a moment after the text: only the laid-out text itself knows where it ends.
        foot = self.verticalScrollBar().value() + self.viewport().height()
        height = self.document().documentLayout().documentSize().height()
        return not self.document().isEmpty() and foot >= height - _NEAR_END

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll with the keys people read with."""
        bar, key = self.verticalScrollBar(), event.key()
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_Space: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(key), 0)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif step:
            bar.setValue(bar.value() + step * round(self.viewport().height() * 0.9))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            bar.setValue(bar.maximum() if key == Qt.Key.Key_End else 0)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Count the pages again."""
        super().resizeEvent(event)
        self._move()

    def _move(self) -> None:
        if not self._writing:
            self.moved.emit()
