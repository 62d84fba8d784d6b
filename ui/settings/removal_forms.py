"""The forms that end a membership of 人とPC, and the one that lets another PC let people in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.domain.clock import office_time
from desktop_app.domain.membership_facts import EndReason
from desktop_app.domain.workplace import Person
from desktop_app.labels import end_reason_label
from desktop_app.text import _
from desktop_app.usecases.member_list import MemberDevice
from ui.parts import buttons
from ui.parts.dates import DateField
from ui.parts.fields import Choice
from ui.parts.form import FormRow
from ui.parts.labels import paragraph
from ui.settings.member_acts import Leaving
from ui.settings.people_forms import OwnPinRow, PersonCard

_DEVICE_REASONS = (EndReason.LOST, EndReason.STOLEN, EndReason.RETIRED, EndReason.CLONED)
_PERSON_REASONS = (EndReason.LEFT, EndReason.ROLE_ENDED)


class VouchedCard(PersonCard):
    """A card whose act whoever sits here vouches for with their own PIN."""

    def __init__(self, title: str, act: str, on_leave: Callable[[], Any], on_act: Callable[[Any], Any]) -> None:
        super().__init__(title, act, on_leave, on_act)
        self.own = OwnPinRow()

    def first(self) -> QWidget:
        """Return the field the cursor goes to."""
        return self.own.pin

    def check(self) -> bool:
        """Mark what is missing."""
        return self.own.check()

    def say(self, *sentences: str) -> None:
        """Say what will happen."""
        for words in sentences:
            self.body.addWidget(paragraph(words, leading=1.35))


class _Ending(VouchedCard):
    """Ends a membership: its act is dangerous, so it is no filled button."""

    def __init__(self, title: str, act: str, on_leave: Callable[[], Any], on_act: Callable[[Any], Any]) -> None:
        super().__init__(title, act, on_leave, on_act)
        self.act.deleteLater()
        self.act = buttons.danger(act, self.press)


class DeviceForm(_Ending):
    """A PC is taken out of the workplace."""

    def __init__(self, device: MemberDevice, on_leave: Callable[[], Any], on_act: Callable[[DeviceForm], Any]) -> None:
        title = _("Remove PC {letter}").format(letter=device.letter)
        super().__init__(title, _("Remove this PC"), on_leave, on_act)
        self.reason = Choice([(one, end_reason_label(one)) for one in _DEVICE_REASONS], EndReason.LOST, width=300)
        until = f"{office_time(device.last_news):%Y-%m-%d %H:%M}" if device.last_news else _("nothing yet")
        self.say(
            _(
                "What this PC recorded and this one has received stays (newest: {until}). Whatever is written there "
                "afterwards is not taken in, whatever its clock says."
            ).format(until=until),
            _(
                "The keys of this fiscal year are made anew, so that PC opens nothing from now on. "
                "Print the key copy again afterwards; the former one does not open what follows."
            ),
        )
        self.body.addWidget(FormRow(_("Reason"), self.reason, mark="required", reserve=False))
        self.body.addWidget(self.own)
        self.finish()


class LeavingForm(_Ending):
    """A person leaves the workplace; PCs that only they used may go with them."""

    def __init__(
        self,
        person: Person,
        devices: tuple[MemberDevice, ...],
        today: date,
        on_leave: Callable[[], Any],
        on_act: Callable[[LeavingForm], Any],
    ) -> None:
        title = _("End the registration of {name}").format(name=person.name)
        super().__init__(title, _("End the registration"), on_leave, on_act)
        self.reason = Choice([(one, end_reason_label(one)) for one in _PERSON_REASONS], EndReason.LEFT, width=300)
        self.day = DateField(today, near=today, name=_("Last day"))
        self.devices = {
            one.device_id: buttons.Check(_("Remove PC {letter} as well").format(letter=one.letter)) for one in devices
        }
        self._day_row = FormRow(_("Last day"), self.day, mark="required", reserve=False)
        self.say(
            _("What was signed up to that day stays good. A signature made later is shown as not valid."),
            _(
                "The keys of this fiscal year are made anew. Print the key copy again afterwards; "
                "the former one does not open what follows."
            ),
        )
        self.body.addWidget(FormRow(_("Reason"), self.reason, mark="required", reserve=False))
        self.body.addWidget(self._day_row)
        for box in self.devices.values():
            self.body.addWidget(box)
        self.body.addWidget(self.own)
        self.finish()

    def check(self) -> bool:
        """Mark what is missing."""
        self._day_row.show_error("" if self.day.value() else _("This is needed."))
        return all([self.day.value() is not None, self.own.check()])

    def leaving(self) -> Leaving:
        """Return what was entered."""
        day = self.day.value()
        assert day is not None, "check comes first"
        chosen = tuple(device for device, box in self.devices.items() if box.isChecked())
        return Leaving(EndReason(self.reason.value()), day, chosen)


class AppointForm(VouchedCard):
    """Another PC may let people and PCs in, and remove them."""

    def __init__(self, device: MemberDevice, on_leave: Callable[[], Any], on_act: Callable[[AppointForm], Any]) -> None:
        title = _("Let PC {letter} register others").format(letter=device.letter)
        super().__init__(title, _("Let it register"), on_leave, on_act)
        self.say(
            _(
                "Managers and the department head can then let PCs and people in on that PC too, and remove them. "
                "The root key of the organisation stays on this PC. This can be taken back by removing that PC."
            )
        )
        self.body.addWidget(self.own)
        self.finish()
