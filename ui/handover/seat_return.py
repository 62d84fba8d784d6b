"""席を返す: a manager takes the seat with their 合言葉; the transferee's entries are all saved by then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.domain.workplace import Person
from desktop_app.errors import SekishoError
from desktop_app.labels import role_label
from desktop_app.text import _
from ui.items.pin import PinRow
from ui.parts.dialogs import Dialog
from ui.parts.fields import Choice
from ui.parts.form import FormRow


class SeatReturnDialog(Dialog):
    """Asks who takes the seat and for their passphrase. *submit(person_id, pin)* tries; then taken or refused."""

    def __init__(
        self,
        window: QWidget,
        name: str,
        people: tuple[Person, ...],
        at_desk: str,
        submit: Callable[[str, str], Any],
    ) -> None:
        body = _(
            "{name}'s entries are all saved. {name} leaves the seat; the workplace information manager takes over."
        )
        surname = (name.split() or [name])[0].rstrip(",、，")
        super().__init__(
            window,
            _("Give the seat back"),
            body.format(name=surname),
            way_out=_("Back to entering"),
            primary=_("Take the seat"),
            on_primary=self._send,
            icon="lock",
            enter=True,
        )
        self._submit = submit
        options = tuple(
            (person.person_id, _("{name} ({role})").format(name=person.name, role=role_label(person.role)))
            for person in people
        )
        self.people = Choice(options, at_desk, name=_("Workplace information manager"))
        self.body.addWidget(FormRow(_("Workplace information manager"), self.people, reserve=False))
        self.pin_row = PinRow()
        self.body.addWidget(self.pin_row)
        self.pin_row.free.connect(lambda: self.primary.setEnabled(True))
        self.people.picked.connect(lambda _who: self.pin_row.show_error("") if not self.pin_row.locked else None)
        self.pin_row.passphrase.setFocus()

    def show_refusal(self, error: SekishoError) -> None:
        """Say how many tries are left, or how long to wait."""
        self.primary.relabel(_("Take the seat"))
        self.pin_row.show_refusal(error)
        self.primary.setEnabled(not self.pin_row.locked)

    def _send(self) -> bool:
        self.primary.setEnabled(False)
        self.primary.relabel(_("Checking…"))
        self._submit(self.people.value(), self.pin_row.passphrase.text())
        return False
