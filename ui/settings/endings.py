"""What the buttons of 人とPC open that end a membership or let another PC register: the form, and what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desktop_app.domain.membership_facts import EndReason
from desktop_app.domain.workplace import Person
from desktop_app.text import _
from desktop_app.usecases.member_list import MemberDevice
from ui.settings import member_acts
from ui.settings.removal_forms import AppointForm, DeviceForm, LeavingForm, VouchedCard

if TYPE_CHECKING:
    from ui.settings.people import PeopleSection


class Endings:
    """Opens the forms in *section* and sends out at once what the other PCs must hear."""

    def __init__(self, section: PeopleSection) -> None:
        self._section = section

    def of_person(self, person: Person) -> None:
        """A person leaves; PCs that only they used may go with them."""
        members = self._section.members
        assert members is not None, "its button stands on a card"
        theirs = tuple(
            one for one in members.devices if one.person_ids == {person.person_id} and not one.here and not one.removed
        )

        def end(form: LeavingForm) -> None:
            self._ask(form, member_acts.remove_person, person.person_id, form.leaving(), words=_("Registration ended"))

        form = LeavingForm(person, theirs, members.today, self._section.close_form, end)
        self._section.open_form(form, person.person_id)

    def of_device(self, device: MemberDevice) -> None:
        """A PC is taken out of the workplace."""

        def end(form: DeviceForm) -> None:
            self._ask(
                form, member_acts.remove_device, device.device_id, EndReason(form.reason.value()), words=_("PC removed")
            )

        self._section.open_form(DeviceForm(device, self._section.close_form, end), device.device_id)

    def appoint(self, device: MemberDevice) -> None:
        """Another PC may register others."""

        def let(form: AppointForm) -> None:
            self._ask(form, member_acts.appoint, device.device_id, words=_("PC may register others"))

        self._section.open_form(AppointForm(device, self._section.close_form, let), device.device_id)

    def _ask(self, form: VouchedCard, act: Callable[..., Any], *given: Any, words: str) -> None:
        def done(_result: object) -> None:
            self._section.done(words)
            self._section.navigator.sync_now()

        self._section.ask(act, *given, form.own.pin.text(), then=done, failed=form.refused)
