"""Choosing a passphrase: twice, because nobody sees what is typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.parts.fields import LineField
from ui.parts.form import FormRow


class SecretPair(QWidget):
    """Two hidden fields that must agree. *too_short*: the sentence for fewer than *minimum* characters."""

    changed = Signal()

    def __init__(self, words: str, *, minimum: int, too_short: str, help_text: str = "") -> None:
        super().__init__()
        self._minimum, self._too_short = minimum, too_short
        self.first = LineField(secret=True, width=300)
        self.again = LineField(secret=True, width=300)
        self.first_row = FormRow(words, self.first, mark="required", help_text=help_text)
        self.again_row = FormRow(_("{secret} (once more)").format(secret=words), self.again, mark="required")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(16))
        column.addWidget(self.first_row)
        column.addWidget(self.again_row)
        for field in (self.first, self.again):
            field.textChanged.connect(lambda _text: self._unmark())

    def value(self) -> str:
        """Return what was typed first; read it only after check()."""
        return self.first.text()

    def check(self) -> bool:
        """Mark what is too short or does not agree; True when it can be used."""
        short = len(self.first.text()) < self._minimum
        differs = not short and self.first.text() != self.again.text()
        self.first_row.show_error(self._too_short if short else "")
        self.again_row.show_error(_("The two do not agree. Enter the same again.") if differs else "")
        return not short and not differs

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()

    def rows(self) -> tuple[FormRow, ...]:
        """Return the rows in order."""
        return (self.first_row, self.again_row)

    def _unmark(self) -> None:
        for row in self.rows():
            if row.has_error():
                row.show_error("")
        self.changed.emit()
