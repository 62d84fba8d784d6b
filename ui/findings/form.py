"""The form of a finding that somebody raises: what was found, how grave it is, who is in charge and by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop_app.domain.finding_facts import Grade, Leak, Severity, Trigger
from desktop_app.errors import FieldMissing, FieldTooLong, SekishoError, UnknownCase
from desktop_app.sentences import sentence
from desktop_app.sentences.findings import grade_label, leak_label, severity_label, trigger_label
from desktop_app.text import _
from desktop_app.usecases.findings import FindingInput
from ui import theme
from ui.parts import buttons, ime
from ui.parts.cards import Card
from ui.parts.dates import DateField
from ui.parts.fields import Choice, LineField, TextField
from ui.parts.form import FormRow, Message, focus_first_error
from ui.parts.labels import paragraph


class RaiseForm(Card):
    """是正を起票する. ``entered(FindingInput)`` once nothing is missing; ``left()`` without anything."""

    entered = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(_("Raise a finding"))
        self.what = TextField(name=_("What was found"), lines=2, limit=2000)
        self.impact = LineField(name=_("Extent (number, range, period)"), limit=200)
        self.case = LineField(name=_("Case"), width=220, limit=40)
        self.in_charge = LineField(name=_("In charge"), width=220, limit=200)
        self.due: DateField | None = None
        self.trigger = _choice(_("How it came to light"), [(one, trigger_label(one)) for one in Trigger], 1)
        self.grade = _choice(_("What it is"), [(one, grade_label(one)) for one in Grade])
        self.severity = _choice(_("How grave it is"), [(one, severity_label(one)) for one in Severity], 1)
        self.leak = _choice(_("Leak"), [(one, leak_label(one)) for one in Leak], 2)
        self.trouble = Message()
        self.record = buttons.primary(_("Raise it"), self.press, icon="flag")
        self.way_out = buttons.secondary(_("Leave without entering"), self.left.emit)
        self.rows: dict[str, FormRow] = {}

    def prepare(self, today: date, person: str, case_no: str = "") -> None:
        """Be empty, for somebody on a day; what is being typed is thrown away."""
        if self.due is None:
            self.due = DateField(near=today, name=_("By when"))
            self._build()
        self.what.clear()
        for field, text in ((self.impact, ""), (self.case, case_no), (self.in_charge, person)):
            field.setText(text)
        self.due.set_value(None)
        self.show_refusal(None)

    def press(self) -> None:
        """Raise it, if nothing is missing."""
        ime.commit_input()
        assert self.due is not None
        self.show_refusal(None)
        unreadable = not self.due.readable()
        due_words = _("Write the day, like 10/5.") if unreadable else _("Enter this.")
        for name, missing in (
            ("what", not self.what.value().strip()),
            ("in_charge", not self.in_charge.value().strip()),
            ("finding_due", unreadable or self.due.value() is None),
        ):
            self.rows[name].show_error((due_words if name == "finding_due" else _("Enter this.")) if missing else "")
        if not focus_first_error(tuple(self.rows.values())):
            self.entered.emit(self.value())

    def value(self) -> FindingInput:
        """Return what is entered."""
        assert self.due is not None
        return FindingInput(
            what=self.what.value(),
            in_charge=self.in_charge.value(),
            due_on=self.due.value(),
            trigger=Trigger(self.trigger.value()),
            grade=Grade(self.grade.value()),
            severity=Severity(self.severity.value()),
            leak=Leak(self.leak.value()),
            impact=self.impact.value(),
            case=self.case.value().strip(),
        )

    def show_refusal(self, error: SekishoError | None) -> None:
        """Say under the field it belongs to why nothing was raised; None takes it away."""
        for each in self.rows.values():
            each.show_error("")
        self.trouble.show_error("")
        if error is None:
            return
        field = str(error.facts.get("field")) if isinstance(error, FieldMissing | FieldTooLong) else ""
        row: FormRow | None = self.rows.get("case" if isinstance(error, UnknownCase) else field)
        if row is None:
            self.trouble.show_error(sentence(error))
        else:
            row.show_error(sentence(error))
            row.focus_field()

    def _build(self) -> None:
        assert self.due is not None
        lead = _("Write numbers and ranges, not the information itself: the record must not become a store of it.")
        self.body.addWidget(paragraph(lead, "caption", "ink2", leading=1.4))
        self._row("what", _("What was found"), self.what, "required")
        self._row("impact", _("Extent (number, range, period)"), self.impact, "optional", reserve=False)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(8))
        pairs: Sequence[tuple[str, str, QWidget, str]] = (
            ("in_charge", _("In charge"), self.in_charge, "required"),
            ("finding_due", _("By when"), self.due, "required"),
            ("severity", _("How grave it is"), self.severity, ""),
            ("leak", _("Leak"), self.leak, ""),
            ("trigger", _("How it came to light"), self.trigger, ""),
            ("grade", _("What it is"), self.grade, ""),
            ("case", _("Case"), self.case, "optional"),
        )
        for place, (name, words, field, mark) in enumerate(pairs):
            row = FormRow(words, field, mark=mark, reserve=mark == "required")
            self.rows[name] = row
            grid.addWidget(row, place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        self.body.addWidget(self.trouble)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.way_out)
        foot.addWidget(self.record)
        self.body.addLayout(foot)

    def _row(self, name: str, words: str, field: QWidget, mark: str, *, reserve: bool = True) -> None:
        self.rows[name] = FormRow(words, field, mark=mark, reserve=reserve)
        self.body.addWidget(self.rows[name])


def _choice(name: str, options: Sequence[tuple[Any, str]], usual: int = 0) -> Choice:
    return Choice(options, options[usual][0], name=name, width=220)
