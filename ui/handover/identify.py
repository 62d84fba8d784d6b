"""The first page: are you the person this case is about? Only they go on (measures H1)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.fields import EmployeeNoField
from ui.parts.form import FormRow
from ui.parts.labels import paragraph


class IdentifyPage(QWidget):
    """「髙橋　健一 さんですか」 with the employee number to type. ``begun(employee_no)`` when it was entered."""

    begun = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title = paragraph("", "title", leading=1.3)
        self.number = EmployeeNoField(big=True, width=240)
        self.row = FormRow(_("Employee no."), self.number)
        self.number.returnPressed.connect(self._begin)
        self.begin = buttons.primary(_("Start"), self._begin, big=True)
        card = Card(padding=32)
        card.setFixedWidth(theme.px(560))
        card.body.setSpacing(theme.px(12))
        card.body.addWidget(self._title)
        card.body.addWidget(
            paragraph(_("Enter your employee number and begin. Only your own case is shown here."), "", "ink2")
        )
        card.body.addWidget(self.row)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.begin)
        card.body.addLayout(line)
        column = QVBoxLayout(self)
        column.addStretch(2)
        # Beside stretches, not aligned: an aligned widget does not get the height its width asks for.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(3)

    def show_name(self, name: str) -> None:
        """Ask for the person by name."""
        self._title.setText(_("Are you {name}?").format(name=name))

    def show_wrong(self, sentence: str) -> None:
        """Say that it was not their number; what was typed is kept to be mended."""
        self.begin.setEnabled(True)
        self.row.show_error(sentence)
        self.number.selectAll()
        self.number.setFocus()

    def _begin(self) -> None:
        if self.number.composing() or not self.begin.isEnabled():
            return
        self.row.show_error("")
        self.begin.setEnabled(False)
        self.begun.emit(self.number.value())
