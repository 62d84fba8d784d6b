"""Registers a transfer, or corrects one; says beforehand what it would mean. No widgets here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from desktop_app.domain.facts import CaseCorrected, Post, Transferee
from desktop_app.domain.scope import TransferType
from desktop_app.errors import (
    AlreadyRegistered,
    BadInput,
    FieldMissing,
    ImpossibleDate,
    ReasonMissing,
    SekishoError,
)
from desktop_app.text import _
from desktop_app.usecases.answering import correct_case
from desktop_app.usecases.desk import OpenedCase, open_for_reading
from desktop_app.usecases.intake import Outlook, TransferInput, outlook, register_transfer
from ui.registration.drafts import keep_draft, load_draft

if TYPE_CHECKING:
    from desktop_app.app import App
    from ui.background import Job
    from ui.desk import Navigator

REQUIRED = ("employee_no", "name", "effective_date", "destination_company")
_UNKNOWN = "？"


@dataclass(frozen=True, slots=True)
class Begun:
    """What the form needs to be shown: today, the kinds of transfer, our own place, a draft, the case corrected."""

    day: date
    types: tuple[TransferType, ...]
    workplace: str
    draft: Mapping[str, str]
    opened: OpenedCase | None


@dataclass(frozen=True, slots=True)
class Entry:
    """The form as it stands. ``specified_affiliate`` None: the person has not said."""

    employee_no: str = ""
    name: str = ""
    kana: str = ""
    origin_department: str = ""
    effective_date: date | None = None
    notice_date: date | None = None
    destination_company: str = ""
    destination_department: str = ""
    transfer_type: str = ""
    specified_affiliate: bool | None = None
    reason: str = ""


class RegistrationView(Protocol):
    """What the presenter needs of the form."""

    def show_begun(self, begun: Begun) -> None:
        """Fill the form."""

    def show_outlook(self, told: Outlook | None) -> None:
        """Say what registering would mean, or nothing yet."""

    def show_refused(self, field: str, error: SekishoError) -> None:
        """Show an error at a field (empty: beside the button)."""

    def show_unchanged(self) -> None:
        """Say that nothing was changed."""


def begin(app: App, case_id: str) -> Begun:
    """Read what the form needs (on the desk lane)."""
    opened = open_for_reading(app, case_id) if case_id else None
    programme = opened.programme if opened else app.workplace.programme
    draft = {} if opened else load_draft(app)
    return Begun(app.today(), programme.transfer_types, app.workplace.name, draft, opened)


def look_ahead(app: App, entry: TransferInput) -> Outlook:
    """Say what registering would mean while some fields are still empty (on the desk lane)."""
    # The outlook depends on date and company; what is not typed yet must not keep it from being shown.
    return outlook(app, replace(entry, employee_no=entry.employee_no or _UNKNOWN, name=entry.name or _UNKNOWN))


class RegistrationPresenter:
    """One form. *ask* is the desk's, answering only while the form is there."""

    def __init__(
        self, view: RegistrationView, ask: Callable[..., Job], navigator: Navigator, case_id: str = ""
    ) -> None:
        self._view, self._ask, self._navigator = view, ask, navigator
        self._case_id = case_id
        self._opened: OpenedCase | None = None
        self._looking = False
        self._entry = Entry()
        self._done = False
        self._told: Entry | None = None

    def start(self) -> None:
        """Read what the form needs."""
        self._ask(begin, self._case_id, then=self._begin)

    def settled(self, entry: Entry, texts: Mapping[str, str]) -> None:
        """A field was left: keep the draft and look ahead."""
        if self._done:
            # Leaving the page settles its last field once more; the draft must not come back with it.
            return
        if not self._case_id:
            self._ask(keep_draft, dict(texts))
        self._entry = entry
        self._look()

    def submit(self, entry: Entry) -> None:
        """Register, or record the correction; the view has seen to it that nothing required is missing."""
        self._entry = entry
        if entry.effective_date is None:
            self._view.show_refused("effective_date", FieldMissing(field="effective_date"))
        elif self._opened is None:
            self._ask(register_transfer, _as_input(entry), then=self._registered, failed=self._refused)
        else:
            correction = _correction(self._opened, entry)
            if replace(correction, reason="") == CaseCorrected(self._case_id, ""):
                self._view.show_unchanged()
            else:
                self._ask(correct_case, correction, then=self._corrected, failed=self._refused)

    def give_up(self) -> None:
        """Throw the draft away and leave."""
        self._done = True
        if not self._case_id:
            self._ask(keep_draft, {})
        self._navigator.go_back()

    def start_anew(self) -> None:
        """Throw the draft away and stay."""
        self._ask(keep_draft, {})
        self.start()

    def _begin(self, begun: Begun) -> None:
        self._opened = begun.opened
        self._view.show_begun(begun)

    def _look(self) -> None:
        entry = self._entry
        if self._looking or entry == self._told:
            return
        self._told = entry
        if entry.effective_date is None or not entry.destination_company:
            self._view.show_outlook(None)
            return
        self._looking = True
        self._ask(look_ahead, _as_input(entry), then=self._looked, failed=self._not_looked)

    def _looked(self, told: Outlook | None) -> None:
        self._looking = False
        self._view.show_outlook(told)
        self._look()

    def _not_looked(self, _error: SekishoError) -> None:
        # What is wrong with a field is told when the form is handed in, not while it is being filled.
        self._looked(None)

    def _registered(self, case_id: str) -> None:
        self._done = True
        self._ask(keep_draft, {})
        self._navigator.say(_("Registered."))
        # The form is done with: the way back from the case leads past it.
        self._navigator.go_back()
        self._navigator.show_case(case_id)

    def _corrected(self, _nothing: None) -> None:
        self._navigator.say(_("Corrected."))
        self._navigator.go_back()

    def _refused(self, error: SekishoError) -> None:
        match error:
            case AlreadyRegistered():
                field = "employee_no"
            case ReasonMissing():
                field = "reason"
            case ImpossibleDate():
                field = "notice_date" if error.facts.get("date") == self._entry.notice_date else "effective_date"
            case BadInput():
                field = str(error.facts.get("field", ""))
            case _:
                field = ""
        self._view.show_refused(field, error)


def _as_input(entry: Entry) -> TransferInput:
    assert entry.effective_date is not None
    return TransferInput(
        employee_no=entry.employee_no,
        name=entry.name,
        effective_date=entry.effective_date,
        destination_company=entry.destination_company,
        kana=entry.kana,
        destination_department=entry.destination_department,
        origin_department=entry.origin_department,
        notice_date=entry.notice_date,
        transfer_type=entry.transfer_type,
        specified_affiliate=entry.specified_affiliate,
    )


def _correction(opened: OpenedCase, entry: Entry) -> CaseCorrected:
    """Return only what differs from the case."""
    case = opened.case
    transferee = Transferee(entry.employee_no, entry.name, entry.kana)
    origin = replace(case.origin, department=entry.origin_department)
    destination = Post(
        entry.destination_company,
        entry.destination_department,
        case.destination.org_code,
        bool(entry.specified_affiliate),
    )
    return CaseCorrected(
        case.case_id,
        entry.reason,
        transferee=transferee if transferee != case.transferee else None,
        origin=origin if origin != case.origin else None,
        destination=destination if destination != case.destination else None,
        effective_date=entry.effective_date if entry.effective_date != case.effective_date else None,
        notice_date=entry.notice_date if entry.notice_date != case.notice_date else None,
        transfer_type=entry.transfer_type if entry.transfer_type != case.transfer_type else None,
    )
