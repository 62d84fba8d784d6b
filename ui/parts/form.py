"""A form row: label above, 必須 or 任意 after it, the field, then one line that is help or error, never both.

The line keeps its place when empty, so an error never makes the page jump (UI notes §4).
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import icons, theme
from ui.parts.dates import DateField
from ui.parts.labels import Paragraph, dress, label


class Message(QWidget):
    """One line under a field: help in ink2, or an error with its octagon in red."""

    def __init__(self, help_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._help = help_text
        self._icon = QLabel()
        side = theme.px(14)
        self._icon.setPixmap(icons.pixmap("octagon", theme.colour("bad"), side))
        self._icon.setFixedSize(side, theme.px(19))
        self.words = Paragraph(help_text, leading=1.35)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.setMinimumHeight(theme.px(19))
        self.show_error("")

    def show_error(self, sentence: str) -> None:
        """Show *sentence* as an error, or the help again when it is empty."""
        self._icon.setVisible(bool(sentence))
        self.words.setText(sentence or self._help)
        dress(self.words, "error" if sentence else "caption", "")
        theme.restyle(self.words, tone="bad" if sentence else "ink2")
        self.words.updateGeometry()

    def show_help(self, sentence: str) -> None:
        """Change the help line."""
        self._help = sentence
        self.show_error("")


class FormRow(QWidget):
    """Label, 必須／任意, field and message.

    *mark*: "required", "optional" or empty. *reserve*: keep the message's line free while there is none; False only
    for fields that cannot be wrong.
    """

    def __init__(self, text: str, field: QWidget, *, mark: str = "", help_text: str = "", reserve: bool = True) -> None:
        super().__init__()
        self.field = field
        self.label_text = text
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        self._label = label(text, bold=True)
        self._label.setBuddy(field)
        head.addWidget(self._label)
        if mark == "required":
            head.addWidget(label(_("Required"), "caption", "bad", bold=True))
        elif mark == "optional":
            head.addWidget(label(_("Optional"), "caption", "ink2"))
        head.addStretch(1)
        self.message = Message(help_text)
        column = QVBoxLayout(self)
        # An error must not lean on the next row's label.
        column.setContentsMargins(0, 0, 0, theme.px(4) if reserve or help_text else 0)
        # The ring around the field must not lean on the label.
        column.setSpacing(theme.px(8))
        column.addLayout(head)
        column.addWidget(
            field, 0, Qt.AlignmentFlag.AlignLeft if field.maximumWidth() < 16777215 else Qt.AlignmentFlag(0)
        )
        column.addWidget(self.message)
        self.message.setVisible(reserve or bool(help_text))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._input = getattr(field, "line", field)
        if not self._input.accessibleName():
            self._input.setAccessibleName(text)
        self._input.setAccessibleDescription(help_text)
        if isinstance(field, DateField) and not field.beside:
            field.speak_through(lambda understood: self._show_understood(understood or help_text))

    def sizeHint(self) -> QSize:
        """Return the height the message takes at the width there is: the row is never stretched, and never cut."""
        layout, hint = self.layout(), super().sizeHint()
        if layout is None or not self.isVisible():
            return hint
        return QSize(hint.width(), layout.totalHeightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def show_error(self, sentence: str) -> None:
        """Mark the field and say *sentence* under it; empty takes the error away."""
        theme.restyle(self._input, wrong=bool(sentence))
        self.message.show_error(sentence)
        if sentence:
            self.message.show()
        self._input.setAccessibleDescription(sentence or self.message.words.text())

    def _show_understood(self, words: str) -> None:
        # An error stands until the form is checked again; the reading waits behind it.
        if not self.has_error():
            self.message.show_help(words)

    def has_error(self) -> bool:
        """Say whether the row shows an error."""
        return bool(self._input.property("wrong"))

    def focus_field(self) -> None:
        """Put the cursor into the field (focus goes to the first error on submit)."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)


def focus_first_error(rows: tuple[FormRow, ...]) -> bool:
    """Put the cursor into the first row with an error; say whether there is one."""
    for row in rows:
        if row.has_error():
            row.focus_field()
            return True
    return False
