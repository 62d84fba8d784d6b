"""Who stands in: number, name, title, the two days and the reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.errors import PeriodImpossible, SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui.parts import ime
from ui.parts.dates import DateField
from ui.parts.fields import EmployeeNoField, LineField
from ui.parts.form import FormRow, focus_first_error
from ui.settings.people_forms import PersonCard
from ui.settings.standing_in_acts import Substitute

_FIELD = 300


class SubstituteForm(PersonCard):
    """The card of somebody who is to stand in."""

    def __init__(self, today: date, on_leave: Callable[[], Any], on_act: Callable[[SubstituteForm], Any]) -> None:
        super().__init__(_("Name who stands in"), _("Register"), on_leave, on_act)
        self.employee_no = EmployeeNoField("", width=_FIELD, limit=40)
        self.name, self.title = LineField(width=_FIELD, limit=200), LineField(width=_FIELD, limit=200)
        self.first_day = DateField(None, near=today, name=_("First day"))
        self.last_day = DateField(None, near=today, name=_("Last day"))
        self.reason = LineField(width=480, limit=500)
        self.number_row = FormRow(_("Employee no."), self.employee_no, mark="required")
        self.name_row = FormRow(_("Name"), self.name, mark="required")
        self.title_row = FormRow(_("Office and title"), self.title, mark="optional")
        self.first_row = FormRow(_("First day"), self.first_day, mark="required")
        self.last_row = FormRow(_("Last day"), self.last_day, mark="required")
        self.reason_row = FormRow(
            _("Reason"),
            self.reason,
            mark="required",
            help_text=_("Printed in the self-inspection’s material, e.g. manager and deputy both on leave."),
        )
        for row in self.rows():
            self.body.addWidget(row)
        self.finish()

    def rows(self) -> tuple[FormRow, ...]:
        """Return the rows in order."""
        return (self.number_row, self.name_row, self.title_row, self.first_row, self.last_row, self.reason_row)

    def first(self) -> QWidget:
        """Return the field the cursor goes to."""
        return self.employee_no

    def entry(self) -> Substitute:
        """Return what is entered; the days were checked."""
        first, last = self.first_day.value(), self.last_day.value()
        assert first is not None
        assert last is not None
        texts = (self.employee_no.value(), self.name.value(), self.title.value())
        return Substitute(*texts, first, last, self.reason.value())

    def check(self) -> bool:
        """Mark what is missing."""
        ime.commit_input()
        missing = _("This is needed.")
        for row, field in ((self.number_row, self.employee_no), (self.name_row, self.name)):
            row.show_error("" if field.value() else missing)
        for day_row, day in ((self.first_row, self.first_day), (self.last_row, self.last_day)):
            day_row.show_error("" if day.value() else _("Write the day, like 10/5."))
        self.reason_row.show_error("" if self.reason.value() else missing)
        return not focus_first_error(self.rows())

    def refused(self, error: SekishoError) -> None:
        """Say why not, at the field where it is one's."""
        if isinstance(error, PeriodImpossible):
            self.last_row.show_error(sentence(error))
            self.last_row.focus_field()
        else:
            super().refused(error)
