"""What the settings ask of the lanes: small functions that load what they need when they run there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop_app.app import App
from desktop_app.domain.facts import Role
from desktop_app.domain.workplace import Person
from desktop_app.usecases import people
from desktop_app.usecases.first_start import PersonInput

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.domain.alarms import Alarm
    from desktop_app.papers.preview import RenderedPage
    from desktop_app.usecases.blank_forms import BlankForm
    from desktop_app.usecases.enrolment import WaitingRequest
    from desktop_app.usecases.recovery_kit import KitState
    from desktop_app.usecases.retiring import Renewal
    from desktop_app.usecases.share_folder import ShareChoice
    from desktop_app.usecases.sharing import ShareStatus
    from desktop_app.usecases.start_passphrase import KeyKeeping
    from desktop_app.usecases.verifying_spots import Verification
    from ui.parts.person_form import PersonEntry


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the workplace: whether their key is on this PC, and whether they sit at it."""

    person: Person
    here: bool
    seated: bool


@dataclass(frozen=True, slots=True)
class SecondView:
    """Whether two members let a PC in, and who could be the second here (id, name)."""

    needed: bool
    members: tuple[tuple[str, str], ...]
    own_name: str
    may_appoint: bool = False
    """Whether this PC can let headquarters' PC let others in by itself."""


@dataclass(frozen=True, slots=True)
class ShareView:
    """How sharing stands, who asks to join, and what stands against the share or a PC on it."""

    status: ShareStatus
    waiting: tuple[WaitingRequest, ...]
    today: date
    second: SecondView
    may_invite: bool
    alarms: tuple[Alarm, ...] = ()


@dataclass(frozen=True, slots=True)
class PapersView:
    """The calendar of the letters, and the forms that can be printed empty."""

    era: bool
    forms: tuple[BlankForm, ...]


def papers_here(app: App) -> PapersView:
    """Return what holds for the papers of the workplace."""
    from desktop_app.usecases.blank_forms import blank_forms

    return PapersView(app.workplace.papers_in_eras, blank_forms(app))


def choose_paper_dates(app: App, era: bool) -> None:
    """Let letters write years by the Japanese era or not."""
    from desktop_app.usecases.form_entries import choose_paper_dates as choose

    choose(app, era=era)


@dataclass(frozen=True, slots=True)
class CheckedRecord:
    """A check of the record: what was looked at and what does not hold, in words; the outcome itself; when."""

    checks: tuple[str, ...]
    findings: tuple[str, ...]
    outcome: Verification
    at: datetime


def colleagues(app: App) -> tuple[Colleague, ...]:
    """Return everybody of the workplace, who sits here first."""
    here = {person.person_id for person in people.people_here(app)}
    found = [Colleague(p, p.person_id in here, p.person_id == app.person_id) for p in app.workplace.people.values()]
    return tuple(sorted(found, key=lambda one: (one.person.ended is not None, not one.seated)))


def enrol(app: App, entry: PersonEntry, role: Role, pin: str, own_pin: str) -> Person:
    """Register somebody under their own PIN, with the PIN of whoever sits here."""
    return people.enrol_person(app, _input(entry, role), pin, own_pin=own_pin)


def correct(app: App, person_id: str, entry: PersonEntry, role: Role, own_pin: str) -> None:
    """Correct somebody's name, kana, contact or role, with the PIN of whoever sits here."""
    people.correct_person(app, person_id, _input(entry, role), own_pin=own_pin)


def share_view(app: App) -> ShareView:
    """Return how sharing stands."""
    from desktop_app.usecases.enrolment import pending_enrolments
    from desktop_app.usecases.enrolment_files import may_invite
    from desktop_app.usecases.share_alarms import alarms
    from desktop_app.usecases.sharing import share_status

    waiting, status, can = pending_enrolments(app), share_status(app), may_invite(app)
    return ShareView(status, waiting, app.today(), second_view(app), can, alarms(app))


def second_view(app: App) -> SecondView:
    """Return whether two members vouch here, and who could be the second."""
    from desktop_app.keys.chain import may_appoint
    from desktop_app.usecases.issuing import app_root
    from desktop_app.usecases.second_member import second_needed

    others = tuple((p.person_id, p.name) for p in people.people_here(app) if p.person_id != app.person_id)
    return SecondView(second_needed(app), others, app.person.name, app.keeps_root and may_appoint(app_root(app)))


def note_alarm(app: App, alarm: Alarm) -> None:
    """Take note of an alarm."""
    from desktop_app.usecases.share_alarms import note_alarm as note

    note(app, alarm)


def renew(app: App) -> Renewal:
    """Let this PC go on under a new id, or ask for it."""
    from desktop_app.usecases.retiring import renew_registration

    return renew_registration(app)


def request_of(app: App, letter: str) -> str:
    """Return the request of a PC that asks to be let in again, if it has arrived here."""
    from desktop_app.usecases.letting_in_again import request_of as waiting

    return waiting(app, letter)


def finish_renewal(app: App, answer: str) -> Renewal:
    """Go on under the new id with the digits that were read back."""
    from desktop_app.usecases.retiring import finish_renewal as finish

    return finish(app, answer)


def prepare_share(app: App, address: str, password: str) -> ShareChoice:
    """Put together what the share lane needs to look at a folder; *password* if one was typed."""
    from desktop_app.usecases.share_folder import prepare_choice

    return prepare_choice(app, address, create=False, password=password)


def look_at_share(choice: ShareChoice) -> ShareChoice:
    """Tell on the share lane whether the folder is ours, marking a new one."""
    from desktop_app.usecases.share_folder import check_choice

    check_choice(choice)
    return choice


def keep_share(app: App, choice: ShareChoice) -> None:
    """Use the folder from now on."""
    from desktop_app.usecases.share_folder import adopt_choice

    adopt_choice(app, choice)


def keys_here(app: App) -> tuple[KitState, KeyKeeping]:
    """Return how it stands with the year's paper and with the key."""
    from desktop_app.usecases.recovery_kit import kit_state
    from desktop_app.usecases.start_passphrase import key_keeping

    return kit_state(app), key_keeping(app)


def kit_pages(app: App, pin: str) -> tuple[RenderedPage, ...]:
    """Return the key copy for the printer, for whoever sits here and knows their PIN."""
    from desktop_app.usecases.recovery_kit import render_kit
    from ui.parts.printing import rendered

    return rendered(render_kit(app, pin))


def save_kit(app: App, pin: str, path: Path) -> Path:
    """Write the key copy as a PDF."""
    from desktop_app.exchange.durable import write_whole
    from desktop_app.usecases.recovery_kit import render_kit

    write_whole(path, render_kit(app, pin))
    return path


def note_kit_kept(app: App) -> None:
    """Record that the copy is kept."""
    from desktop_app.usecases.recovery_kit import note_kit_printed

    note_kit_printed(app)


def set_passphrase(app: App, pin: str, passphrase: str) -> None:
    """Set or change the start passphrase, with the PIN of whoever sits here."""
    from desktop_app.usecases.start_passphrase import set_start_passphrase

    set_start_passphrase(app, passphrase, own_pin=pin)


def remove_passphrase(app: App, pin: str) -> None:
    """Remove the start passphrase."""
    from desktop_app.usecases.start_passphrase import remove_start_passphrase

    remove_start_passphrase(app, own_pin=pin)


def verify(app: App) -> CheckedRecord:
    """Check the record; returns what was found, in words and as it is."""
    from desktop_app.usecases.verifying import verify_home
    from desktop_app.usecases.verifying_spots import checked_words, finding_words

    outcome = verify_home(app)
    return CheckedRecord(
        tuple(checked_words(one) for one in outcome.checks),
        tuple(finding_words(one) for one in outcome.findings),
        outcome,
        app.now(),
    )


def result_on_paper(app: App, checked: CheckedRecord) -> bytes:
    """Return 照合結果 of a check as a PDF, in the name of whoever sits here."""
    from desktop_app.usecases.audit_result import render_audit_result

    return render_audit_result(checked.outcome, checker=app.person.name, at=checked.at)


def back_up(app: App, path: Path, passphrase: str) -> Path:
    """Write a backup file."""
    from desktop_app.usecases.backup import back_up as write

    write(app, path, passphrase)
    return path


def _input(entry: PersonEntry, role: Role) -> PersonInput:
    return PersonInput(entry.name, entry.kana, entry.employee_no, entry.contact, role)
