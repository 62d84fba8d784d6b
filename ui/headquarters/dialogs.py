"""What the overview asks: a note on a workplace, and the two steps by which a workplace lets headquarters in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.headquarters_overview import WorkplaceLine
from ui import theme
from ui.parts import buttons
from ui.parts.dialogs import Dialog
from ui.parts.fields import EmployeeNoField, LineField, TextField
from ui.parts.files import ask_folder
from ui.parts.form import FormRow
from ui.parts.labels import label, paragraph

PIN_MINIMUM = 6


class MemoDialog(Dialog):
    """覚え書きを書く. *keep(text)*."""

    def __init__(self, window: QWidget, line: WorkplaceLine, keep: Callable[[str], Any]) -> None:
        body = _("A note on {workplace}. It stays on this PC; the workplace does not see it.")
        super().__init__(
            window,
            _("Write a note"),
            body.format(workplace=line.name),
            way_out=_("Go back"),
            primary=_("Keep the note"),
            on_primary=lambda: keep(self.text.value()),
        )
        self.text = TextField(name=_("Memo"), lines=3, limit=500)
        self.text.setPlainText(line.memo)
        self.body.addWidget(self.text)
        self.text.setFocus()


class AnswerDialog(Dialog):
    """A waiting workplace's number, and the answer its manager reads back. *finish(answer, then=, failed=)*."""

    def __init__(self, window: QWidget, line: WorkplaceLine, finish: Callable[..., Any]) -> None:
        body = _("Read this number to the person at {workplace}'s first PC. They read six digits back.")
        super().__init__(
            window,
            _("Complete joining"),
            body.format(workplace=line.name),
            way_out=_("Later"),
            on_primary=self._send,
            enter=True,
        )
        self._finish_with = finish
        self.code = label(line.code, "section")
        self.code.setAccessibleName(_("Number  {code}").format(code=line.code))
        self.answer = EmployeeNoField(width=200, limit=12)
        self.row = FormRow(_("The six digits"), self.answer, mark="required")
        self.body.addWidget(self.code)
        self.body.addWidget(self.row)
        self.answer.setFocus()

    def _send(self) -> bool:
        self.row.show_error("")
        self.primary.setEnabled(False)
        self._finish_with(self.answer.value(), then=self.accept, failed=self.show_refusal)
        return False

    def show_refusal(self, error: SekishoError) -> None:
        """Say why it is not complete; the workplace goes on waiting."""
        self.primary.setEnabled(True)
        self.row.show_error(sentence(error))
        self.row.focus_field()


class JoinDialog(Dialog):
    """職場を加える: its share folder, who asks, and their PIN. *join(url, person, pin, then=, failed=)*."""

    def __init__(self, window: QWidget, person: PersonInput | None, join: Callable[..., Any]) -> None:
        super().__init__(
            window,
            _("Add a workplace"),
            _("The workplace's manager lets headquarters in; then its records are collected here."),
            way_out=_("Go back"),
            primary=_("Ask to join"),
            on_primary=self._send,
        )
        self._join = join
        self.address = LineField(limit=500, name=_("Share folder"))
        self.name = LineField(person.name if person else "", limit=200)
        self.number = EmployeeNoField(person.employee_no if person else "", width=200, limit=40)
        self.pin = LineField(secret=True, width=300)
        choose = buttons.secondary(
            _("Choose…"), lambda: ask_folder(self, _("Share folder"), lambda one: self.address.fill(str(one)))
        )
        self.address_row = FormRow(_("Share folder of the workplace"), _beside(self.address, choose), mark="required")
        self.name_row = FormRow(_("Your name"), self.name, mark="required")
        self.number_row = FormRow(_("Employee number"), self.number, mark="required")
        self.pin_row = FormRow(_("Passphrase (the same for every workplace)"), self.pin, mark="required")
        self.trouble = paragraph("", "", "bad", leading=1.3)
        self.trouble.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self.name_row, 1)
        row.addWidget(self.number_row, 1)
        self.body.addWidget(self.address_row)
        self.body.addLayout(row)
        self.body.addWidget(self.pin_row)
        self.body.addWidget(self.trouble)
        self.address.setFocus()

    def _send(self) -> bool:
        rows = ((self.address_row, self.address), (self.name_row, self.name), (self.number_row, self.number))
        for row, field in rows:
            row.show_error("" if field.value() else _("This is needed."))
        short = len(self.pin.text()) < PIN_MINIMUM
        self.pin_row.show_error(_("Choose at least {count} characters.").format(count=PIN_MINIMUM) if short else "")
        if short or any(row.has_error() for row, _field in rows):
            return False
        self.trouble.hide()
        self.primary.setEnabled(False)
        person = PersonInput(self.name.value(), "", self.number.value())
        self._join(self.address.value(), person, self.pin.text(), then=self._joined, failed=self.show_refusal)
        return False

    def _joined(self, _found: object) -> None:
        self.accept()

    def show_refusal(self, error: SekishoError) -> None:
        """Say why nothing was asked; what was typed stays."""
        self.primary.setEnabled(True)
        self.trouble.setText(sentence(error))
        self.trouble.show()
        self.grow()


def _beside(field: LineField, button: QWidget) -> QWidget:
    place = QWidget()
    line = QHBoxLayout(place)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(8))
    line.addWidget(field, 1)
    line.addWidget(button)
    place.setFocusProxy(field)
    place.line = field  # type: ignore[attr-defined]
    return place
