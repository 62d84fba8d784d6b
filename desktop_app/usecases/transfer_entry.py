"""One transfer as somebody enters it or a row says it: cleaned, judged by the programme, made a fact."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from desktop_app.app import App
from desktop_app.domain.deadlines import report_due, target_date
from desktop_app.domain.entered import clean_transferee, office_day, one_line
from desktop_app.domain.facts import CaseRegistered, Post, Transferee
from desktop_app.domain.names import fold_digits
from desktop_app.domain.restricted_moves import MoveJudgement
from desktop_app.domain.scope import ScopeVerdict
from desktop_app.domain.summary import KnownCase
from desktop_app.errors import FieldMissing
from desktop_app.exchange.announcement import AnnouncedTransfer
from desktop_app.usecases.case_numbers import CaseNumbers
from desktop_app.usecases.known_people import KnownPeople
from desktop_app.usecases.restricted_moves import judged_move
from desktop_app.usecases.scope_of_transfers import is_specified, move_of_entry, transfer_type_of, verdict_of


@dataclass(frozen=True, slots=True)
class TransferInput:
    """One transfer, as entered or read. ``specified_affiliate`` None: nobody said."""

    employee_no: str
    name: str
    effective_date: date
    destination_company: str
    kana: str = ""
    destination_department: str = ""
    origin_department: str = ""
    org_code: str = ""
    notice_date: date | None = None
    transfer_type: str = ""
    specified_affiliate: bool | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What registering a transfer would mean: scope, dates, restrictions, people it could be mistaken for.

    A move that is prohibited is told and registered all the same (domain notes §5.3).
    """

    in_scope: bool
    specified_affiliate: bool
    affiliate_assumed: bool
    target: date
    deadline: date
    scope: ScopeVerdict
    move: MoveJudgement
    same_name: tuple[KnownCase, ...]


class Judging:
    """What the programme says of many transfers: those alike, of people nothing else is known of, are judged once."""

    def __init__(self, app: App, known: KnownPeople) -> None:
        self._app, self._known = app, known
        self._judged: dict[TransferInput, Outlook] = {}

    def outlook(self, entry: TransferInput) -> Outlook:
        """Return what registering *entry* would mean."""
        alike = self._known.others_named(entry.name, entry.employee_no)
        if alike or entry.employee_no in self._app.workplace.assignments:
            return outlook_of(self._app, entry, self._known)
        kind = replace(entry, employee_no="", name="", kana="", notice_date=None)
        if kind not in self._judged:
            self._judged[kind] = outlook_of(self._app, entry, self._known)
        return self._judged[kind]


def registration(app: App, entry: TransferInput, seen: Outlook, numbers: CaseNumbers, source: str) -> CaseRegistered:
    """Return the fact that registers *entry*, which was judged so."""
    programme = app.workplace.programme
    return CaseRegistered(
        case_id=app.surroundings.new_id(),
        case_no=numbers.next(entry.effective_date),
        transferee=Transferee(entry.employee_no, entry.name, entry.kana),
        origin=Post(
            app.workplace.company,
            entry.origin_department or app.workplace.name,
            entry.org_code or app.workplace.org_code,
        ),
        destination=Post(
            entry.destination_company, entry.destination_department, specified_affiliate=seen.specified_affiliate
        ),
        effective_date=entry.effective_date,
        notice_date=entry.notice_date,
        transfer_type=transfer_type_of(programme, entry.transfer_type),
        programme_id=programme.id,
        programme_version=programme.version,
        in_scope=seen.in_scope,
        source=source,
    )


def outlook_of(app: App, entry: TransferInput, known: KnownPeople) -> Outlook:
    """Return what registering *entry*, cleaned, would mean."""
    programme = app.workplace.programme
    specified, assumed = is_specified(app, entry)
    verdict = verdict_of(app, entry, specified=specified)
    return Outlook(
        in_scope=verdict is ScopeVerdict.IN_SCOPE,
        specified_affiliate=specified,
        affiliate_assumed=assumed,
        target=target_date(entry.effective_date, programme.deadlines, app.calendar),
        deadline=report_due(entry.effective_date, programme.deadlines, app.calendar),
        scope=verdict,
        move=judged_move(app, entry.employee_no, move_of_entry(app, entry, specified=specified)),
        same_name=known.others_named(entry.name, entry.employee_no),
    )


def as_input(row: AnnouncedTransfer) -> TransferInput:
    """Return a row of an announcement as if it had been entered."""
    assert row.effective_date is not None, "rows without a date are findings of level WRONG"
    return TransferInput(
        employee_no=row.employee_no,
        name=row.name,
        effective_date=row.effective_date,
        destination_company=row.destination_company,
        kana=row.kana,
        destination_department=row.destination_department,
        origin_department=row.department,
        org_code=row.org_code,
        notice_date=row.notice_date,
        transfer_type=row.transfer_type,
        specified_affiliate=row.specified_affiliate,
    )


def cleaned(entry: TransferInput) -> TransferInput:
    """Return what was entered without what nobody sees. Raises FieldMissing, FieldTooLong, ImpossibleDate."""
    person = clean_transferee(Transferee(entry.employee_no, entry.name, entry.kana))
    clean = replace(
        entry,
        employee_no=person.employee_no,
        name=person.name,
        kana=person.kana,
        effective_date=office_day(entry.effective_date),
        notice_date=entry.notice_date and office_day(entry.notice_date),
        destination_company=one_line("destination_company", entry.destination_company),
        destination_department=one_line("destination_department", entry.destination_department),
        origin_department=one_line("origin_department", entry.origin_department),
        org_code=fold_digits(one_line("org_code", entry.org_code)),
        transfer_type=one_line("transfer_type", entry.transfer_type),
    )
    if not clean.destination_company:
        raise FieldMissing(field="destination_company")
    return clean
