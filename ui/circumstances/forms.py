"""The form of a new circumstance: which kind, and the fields the kind asks for; and a row of what waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.circumstances import CircumstanceKind, Detail, DetailType
from desktop_app.errors import FieldMissing, FieldTooLong, SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _, language
from ui import theme
from ui.circumstances.presenter import Waiting
from ui.parts import buttons, ime
from ui.parts.cards import Card
from ui.parts.dates import DateField
from ui.parts.fields import Choice, LineField, TextField
from ui.parts.form import FormRow, Message, focus_first_error
from ui.parts.labels import paragraph


class KindForm(Card):
    """事情を記録する. ``recorded(kind id, details)`` with dates in ISO form; required fields are looked at first."""

    recorded = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(_("Record a circumstance"))
        self.kind = Choice(name=_("Kind"), width=320)
        self.kind.picked.connect(lambda _value: self._rebuild())
        self._lead = paragraph("", "body", "ink2", leading=1.45)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(theme.px(8))
        self._trouble = Message()
        self.button = buttons.primary(_("Record"), self.press, icon="check")
        self.body.addWidget(FormRow(_("Kind"), self.kind, reserve=False))
        self.body.addWidget(self._lead)
        self.body.addLayout(self._fields)
        self.body.addWidget(self._trouble)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.button)
        self.body.addLayout(foot)
        self._kinds: dict[str, CircumstanceKind] = {}
        self.rows: dict[str, FormRow] = {}
        self._today = date.min

    def offer(self, kinds: tuple[CircumstanceKind, ...], today: date) -> None:
        """Offer the kinds once; what is being typed stays."""
        if self._kinds:
            return
        self._kinds, self._today = {kind.id: kind for kind in kinds}, today
        self.kind.offer([(kind.id, kind.title[language()]) for kind in kinds])
        self._rebuild()

    def choose(self, kind_id: str) -> None:
        """Turn to a kind."""
        self.kind.set_value(kind_id)
        self._rebuild()

    def clear(self) -> None:
        """Be empty again."""
        self._rebuild()

    def press(self) -> None:
        """Record, if nothing is missing."""
        ime.commit_input()
        kind = self._kinds[self.kind.value()]
        self._trouble.show_error("")
        for detail in kind.details:
            row = self.rows[detail.name]
            row.show_error(_trouble(detail, row.field))
        if not focus_first_error(tuple(self.rows.values())):
            self.recorded.emit(kind.id, {name: _value(row.field) for name, row in self.rows.items()})

    def show_refusal(self, error: SekishoError) -> None:
        """Say it under the field it belongs to."""
        row = self.rows.get(str(error.facts.get("field"))) if isinstance(error, FieldMissing | FieldTooLong) else None
        if row is None:
            self._trouble.show_error(sentence(error))
        else:
            row.show_error(sentence(error))
            row.focus_field()

    def _rebuild(self) -> None:
        for row in self.rows.values():
            self._fields.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._trouble.show_error("")
        kind = self._kinds[self.kind.value()]
        self._lead.setText(kind.lead[language()])
        self.rows = {detail.name: self._row(detail) for detail in kind.details}
        for row in self.rows.values():
            self._fields.addWidget(row)

    def _row(self, detail: Detail) -> FormRow:
        words = detail.label[language()]
        field: QWidget
        match detail.type:
            case DetailType.DATE:
                field = DateField(near=self._today, name=words)
            case DetailType.CHOICE:
                options = [("", _("Choose"))] if not detail.required else []
                options += [(code, label[language()]) for code, label in detail.choices]
                field = Choice(options, name=words, width=240)
            case DetailType.LONG:
                field = TextField(name=words, lines=2, limit=2000)
            case DetailType.TEXT:
                field = LineField(name=words, limit=200)
        return FormRow(words, field, mark="required" if detail.required else "optional")


class WaitingRow(QWidget):
    """One item that waits, with a field for the number. *act(item id, number)* is what the button with *words* does."""

    def __init__(self, waiting: Waiting, words: str, act: Callable[[str, str], Any], told: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        column.setSpacing(theme.px(6))
        column.addWidget(paragraph(f"{waiting.item_id}　{waiting.text}", leading=1.35))
        if told:
            column.addWidget(paragraph(told, "caption", "ink2", leading=1.3))
        self.reference = LineField(
            hint=_("Reference number"), name=f"{waiting.item_id}　{_('Reference number')}", width=200, limit=200
        )
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.reference)
        row.addStretch(1)
        self.button = buttons.secondary(words, lambda: act(waiting.item_id, self.reference.value()), small=True)
        self.button.setAccessibleName(f"{waiting.item_id}　{words}")
        row.addWidget(self.button)
        column.addLayout(row)


def _trouble(detail: Detail, field: QWidget) -> str:
    if isinstance(field, DateField) and not field.readable():
        return _("Write the day, like 10/5.")
    return _("Enter this.") if detail.required and not _value(field) else ""


def _value(field: QWidget) -> str:
    if isinstance(field, DateField):
        day = field.value()
        return day.isoformat() if day else ""
    assert isinstance(field, Choice | LineField | TextField)
    return str(field.value() or "")
