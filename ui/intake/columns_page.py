"""Step 2: which column of the file holds what, with the first values beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.exchange.columns import REQUIRED, AnnouncementField
from desktop_app.exchange.wording import field_label
from desktop_app.text import _
from ui import theme
from ui.intake.reading import ColumnsAsked
from ui.parts.cards import Card, Page
from ui.parts.fields import Choice
from ui.parts.form import Message
from ui.parts.labels import Paragraph, dress, label

_SAMPLES = 3
_LONGEST = 24
_NONE = -1


class ColumnsPage(Page):
    """One row a field."""

    def __init__(self) -> None:
        super().__init__()
        self._asked: ColumnsAsked | None = None
        self.choices: dict[str, Choice] = {}
        self._samples: dict[str, Paragraph] = {}
        self._trouble = Message()
        self._card = Card()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(8))
        self._grid.setColumnStretch(2, 1)
        self._card.body.addLayout(self._grid)
        self.body.addWidget(self._trouble)
        self.body.addWidget(self._card)
        self.body.addStretch(1)

    def show_columns(self, asked: ColumnsAsked, trouble: str) -> None:
        """Show the headings to choose from."""
        self._asked = asked
        self._build(asked)
        self.show_trouble(trouble)
        first = next((field for field in asked.columns.missing if field in self.choices), AnnouncementField.EMPLOYEE_NO)
        self.choices[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_trouble(self, words: str) -> None:
        """Say which column is missing."""
        self._trouble.show_error(words)
        self._trouble.setVisible(bool(words))
        self._trouble.setAccessibleName(words)

    def trouble(self) -> str:
        """Return what is said."""
        return self._trouble.words.text()

    def mapping(self) -> dict[str, int | None]:
        """Return the column of every field, None where there is none."""
        return {field: (None if box.value() == _NONE else box.value()) for field, box in self.choices.items()}

    def _build(self, asked: ColumnsAsked) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.choices, self._samples = {}, {}
        headings = [
            (place, heading or _("(column {number})").format(number=place + 1))
            for place, heading in enumerate(asked.columns.headings)
        ]
        for place, field in enumerate(AnnouncementField):
            options = ((_NONE, _("(none)")), *headings)
            box = Choice(options, asked.columns.fields.get(field, _NONE), name=field_label(field), width=240)
            box.picked.connect(lambda _value, chosen=field: self._show_sample(chosen))
            sample = Paragraph("", leading=1.25)
            dress(sample, "caption", "ink2")
            self.choices[field], self._samples[field] = box, sample
            self._grid.addWidget(self._name(field), place, 0, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(box, place, 1)
            self._grid.addWidget(sample, place, 2, Qt.AlignmentFlag.AlignVCenter)
            self._show_sample(field)

    def _name(self, field: str) -> QWidget:
        made = label(field_label(field), bold=field in REQUIRED)
        if field in REQUIRED:
            made.setText(_("{field} (required)").format(field=field_label(field)))
        return made

    def _show_sample(self, field: str) -> None:
        assert self._asked is not None
        column = self.choices[field].value()
        values = []
        if column != _NONE:
            below = self._asked.table.rows[self._asked.columns.head_row :]
            cells = (row[column] for row in below if column < len(row))
            for cell in cells:
                if cell not in {None, ""}:
                    values.append(str(cell)[:_LONGEST])
                if len(values) == _SAMPLES:
                    break
        self._samples[field].setText(_(", ").join(values))
        self._samples[field].updateGeometry()
