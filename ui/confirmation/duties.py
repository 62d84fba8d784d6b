"""What is asked when a report with items 未完了 is confirmed: who does them, and by when (domain notes §5.1)."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.finding_rules import Duty
from desktop_app.text import _, ngettext
from ui import theme
from ui.parts.dates import DateField
from ui.parts.fields import LineField
from ui.parts.form import FormRow
from ui.parts.labels import paragraph


class DutyRows(QWidget):
    """担当 and 期限 of *count* items that are not done; *until* is the latest day their answers named."""

    def __init__(self, count: int, reader: str, until: date | None) -> None:
        super().__init__()
        words = ngettext(
            "{count} item is not done. A finding is raised for it.",
            "{count} items are not done. A finding is raised for each.",
            count,
        )
        self.in_charge = LineField(reader, name=_("In charge"), width=200, limit=200)
        self.due = DateField(until, near=until or date.max, name=_("By when"), width=160)
        self.in_charge_row = FormRow(_("In charge"), self.in_charge, mark="required")
        self.due_row = FormRow(_("By when"), self.due, mark="required")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(paragraph(words.format(count=count), bold=True))
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addWidget(self.in_charge_row)
        row.addWidget(self.due_row)
        column.addLayout(row)

    def duty(self) -> Duty | None:
        """Return who and by when; None when one of the two is missing, which is said under it."""
        due = self.due.value() if self.due.readable() else None
        in_charge = self.in_charge.value().strip()
        self.in_charge_row.show_error("" if in_charge else _("Enter this."))
        self.due_row.show_error("" if due else _("Write the day, like 10/5."))
        if not in_charge:
            self.in_charge_row.focus_field()
        elif due is None:
            self.due_row.focus_field()
        return Duty(in_charge, due) if in_charge and due else None
