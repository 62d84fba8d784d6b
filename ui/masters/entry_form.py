"""One entry at the right of the list: its versions in time, and the form of the next one. Nothing is overwritten."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.master_facts import MasterVersion
from desktop_app.domain.master_kinds import CODE, NAME, VALID_FROM, VALID_TO, FieldType, MasterField, MasterKind
from desktop_app.domain.masters import NO, YES
from desktop_app.errors import FieldMissing, FieldTooLong, SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _, language
from desktop_app.usecases.masters import MasterEntry
from ui import theme, words
from ui.parts import buttons, ime
from ui.parts.cards import Card, Page
from ui.parts.dates import DateField
from ui.parts.fields import Choice, LineField
from ui.parts.form import FormRow, Message, focus_first_error
from ui.parts.labels import label, paragraph


class EntryForm(Page):
    """``recorded(MasterVersion)`` when a version is to be recorded, ``closed`` when the form is left."""

    recorded = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(padding=0, spacing=10)
        self.card = Card(padding=16)
        self._title = label("", "section")
        self._lead = paragraph("", "caption", "ink2", leading=1.35)
        self._versions, self._fields = QVBoxLayout(), QVBoxLayout()
        self._fields.setSpacing(theme.px(6))
        self._trouble = Message()
        self.button = buttons.primary(_("Record"), self.press, icon="check")
        self.leave_button = buttons.quiet(_("Stop entering"), self.closed.emit)
        for widget in (self._title, self._lead):
            self.card.body.addWidget(widget)
        self.card.body.addLayout(self._versions)
        self.card.body.addLayout(self._fields)
        self.card.body.addWidget(self._trouble)
        foot = QHBoxLayout()
        foot.addWidget(self.leave_button)
        foot.addStretch(1)
        foot.addWidget(self.button)
        self.card.body.addLayout(foot)
        self.body.addWidget(self.card)
        self.body.addStretch(1)
        self.rows: dict[str, FormRow] = {}
        self._kind: MasterKind | None = None

    def open(self, kind: MasterKind, entry: MasterEntry | None, today: date) -> None:
        """Show the form for a new entry, or for the next version of *entry*."""
        self._kind = kind
        self._trouble.show_error("")
        self._title.setText(_("New entry") if entry is None else entry.latest.name)
        told = _("A change holds from a day on. What was recorded stays, and papers keep the name of their time.")
        self._lead.setText(told)
        _empty(self._versions)
        _empty(self._fields)
        self.rows = {}
        if entry is not None:
            for version in entry.versions:
                self._versions.addWidget(paragraph(_line(kind, version), "caption", leading=1.35))
        latest = entry.latest if entry is not None else None
        for field in kind.fields:
            self._add(field, latest, today)
        self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def first_field(self) -> QWidget:
        """Return the field to begin with: a known entry keeps its code."""
        return next(row.field for row in self.rows.values() if row.field.isEnabled())

    def version(self) -> MasterVersion:
        """Return what stands in the form."""
        assert self._kind is not None
        own = {CODE: "", NAME: ""}
        days: dict[str, date | None] = {}
        properties = {}
        for name, row in self.rows.items():
            if isinstance(row.field, DateField):
                days[name] = row.field.value()
            else:
                assert isinstance(row.field, LineField | Choice)
                value = str(row.field.value() or "")
                if name in own:
                    own[name] = value
                elif value:
                    properties[name] = value
        return MasterVersion(own[CODE], own[NAME], days[VALID_FROM], days[VALID_TO], properties)

    def press(self) -> None:
        """Record, if nothing is missing."""
        ime.commit_input()
        assert self._kind is not None
        self._trouble.show_error("")
        for field in self._kind.fields:
            row = self.rows[field.name]
            row.show_error(_trouble(field, row.field))
        if not focus_first_error(tuple(self.rows.values())):
            self.recorded.emit(self.version())

    def show_refusal(self, error: SekishoError) -> None:
        """Say it under the field it belongs to."""
        row = self.rows.get(str(error.facts.get("field"))) if isinstance(error, FieldMissing | FieldTooLong) else None
        if row is None:
            self._trouble.show_error(sentence(error))
        else:
            row.show_error(sentence(error))
            row.focus_field()

    def _add(self, field: MasterField, latest: MasterVersion | None, today: date) -> None:
        name = field.label[language()]
        made: QWidget
        if field.name in {VALID_FROM, VALID_TO}:
            following = today + timedelta(days=1) if latest is not None and field.name == VALID_FROM else None
            made = DateField(following, near=today, name=name)
        elif field.type is FieldType.FLAG:
            options = (("", _("Not stated")), (YES, _("Yes")), (NO, _("No")))
            made = Choice(options, latest.properties.get(field.name, "") if latest else "", name=name, width=140)
        else:
            made = LineField(_written(field, latest), name=name, limit=200)
            made.setEnabled(field.name != CODE or latest is None)
        row = FormRow(name, made, mark="required" if field.required else "optional", reserve=False)
        self.rows[field.name] = row
        self._fields.addWidget(row)


def _written(field: MasterField, latest: MasterVersion | None) -> str:
    if latest is None:
        return ""
    own = {CODE: latest.code, NAME: latest.name}
    return own[field.name] if field.name in own else latest.properties.get(field.name, "")


def _trouble(field: MasterField, made: QWidget) -> str:
    if isinstance(made, DateField):
        return "" if made.readable() else _("Write the day, like 10/5.")
    assert isinstance(made, LineField | Choice)
    return _("Enter this.") if field.required and not made.value() else ""


def _line(kind: MasterKind, version: MasterVersion) -> str:
    first = words.day_with_year(version.valid_from) if version.valid_from else _("always")
    last = words.day_with_year(version.valid_to) if version.valid_to else ""
    told = [
        field.label[language()] if version.properties[field.name] == YES else version.properties[field.name]
        for field in kind.properties
        if version.properties.get(field.name) not in {None, NO}
    ]
    period = _("{first} to {last}").format(first=first, last=last) if last else _("from {first}").format(first=first)
    return "　".join((period, version.name, *told))


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
