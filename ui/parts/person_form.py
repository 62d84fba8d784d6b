"""The fields of somebody who works here: name, kana, employee number, contact; the same everywhere they are asked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.parts.fields import EmployeeNoField, KanaField, LineField
from ui.parts.form import FormRow
from ui.parts.reading import Reading
from ui.parts.reflow import Reflow

_OH = re.compile(r"[0-9]*[Oo][0-9Oo]*")


_FIELD = 300


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """What stands in the form."""

    name: str = ""
    kana: str = ""
    employee_no: str = ""
    contact: str = ""


def looks_mistyped(employee_no: str) -> bool:
    """Say whether a letter O stands among digits, where a zero is meant."""
    return any(sign.isdigit() for sign in employee_no) and _OH.fullmatch(employee_no) is not None


class PersonForm(QWidget):
    """``changed`` whenever an entry settles. *known*: the number stands already and cannot be changed."""

    changed = Signal()

    def __init__(self, entry: PersonEntry | None = None, *, known: bool = False, contact: bool = True) -> None:
        super().__init__()
        entry = entry or PersonEntry()
        self.name = LineField(entry.name, width=_FIELD, limit=200)
        self.kana = KanaField(entry.kana, width=_FIELD, limit=200)
        self.employee_no = EmployeeNoField(entry.employee_no, width=_FIELD, limit=40)
        self.contact = LineField(entry.contact, width=_FIELD, limit=200)
        self._reading = Reading(self.name, self.kana)
        self.name_row = FormRow(
            _("Name"), self.name, mark="required", help_text=_("Leave a space between family and given name.")
        )
        self.kana_row = FormRow(
            _("Kana"),
            self.kana,
            mark="optional",
            help_text=_("Filled in while the name is converted. You can change it."),
        )
        self.number_row = FormRow(_("Employee no."), self.employee_no, mark="" if known else "required")
        self.contact_row = FormRow(
            _("Contact"),
            self.contact,
            mark="optional",
            help_text=_("Printed on the copy the transferee gets, e.g. extension 2145, an e-mail address."),
        )
        self.employee_no.setEnabled(not known)
        self._build(contact=contact)
        self.employee_no.settled.connect(lambda _text: self.check_number())
        for field in (self.name, self.kana, self.employee_no, self.contact):
            field.textChanged.connect(lambda _text: self._mended())
            field.settled.connect(lambda _text: self.changed.emit())

    def entry(self) -> PersonEntry:
        """Return what is entered, as it will be kept."""
        fields = (self.name, self.kana, self.employee_no, self.contact)
        return PersonEntry(*(field.value() for field in fields))

    def check_number(self) -> bool:
        """Say under the field when a letter O stands for a zero; True when the number can be used."""
        wrong = looks_mistyped(self.employee_no.value())
        self.number_row.show_error(
            _("This has the letter O where the digit zero (0) is meant. Correct it.") if wrong else ""
        )
        return not wrong

    def check(self) -> bool:
        """Mark what is missing or wrong; True when everything can be used."""
        missing = _("This is needed.")
        self.name_row.show_error("" if self.name.value() else missing)
        sound = self.check_number()
        if not self.employee_no.value():
            self.number_row.show_error(missing)
            sound = False
        return sound and bool(self.name.value())

    def rows(self) -> tuple[FormRow, ...]:
        """Return the rows in order, for going to the first error."""
        return (self.name_row, self.kana_row, self.number_row, self.contact_row)

    def _mended(self) -> None:
        # An error goes as soon as it is mended: a button that waits for it cannot take the focus.
        if self.name_row.has_error() and self.name.value():
            self.name_row.show_error("")
            self.changed.emit()
        if self.number_row.has_error() and self.check_number():
            self.changed.emit()

    def _build(self, *, contact: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(16))
        column.addWidget(Reflow((self.name_row, self.kana_row), least=_FIELD, gap=(28, 16)))
        column.addWidget(self.number_row)
        column.addWidget(self.contact_row)
        self.contact_row.setVisible(contact)
