"""Intake: transfers from a personnel announcement, whole or not at all, or entered by hand (measures H9, K3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.deadlines import report_due, target_date
from desktop_app.domain.entered import LONGEST_LINE, clean_transferee, office_day, one_line
from desktop_app.domain.facts import CaseRegistered, Post, Transferee
from desktop_app.domain.names import fold_digits
from desktop_app.domain.restricted_moves import MoveJudgement
from desktop_app.domain.scope import ScopeVerdict
from desktop_app.domain.summary import CaseSummary
from desktop_app.errors import (
    AlreadyRegistered,
    AnnouncementDoubtful,
    AnnouncementWrong,
    FieldMissing,
)
from desktop_app.exchange.announcement import AnnouncedTransfer, read_announcement
from desktop_app.exchange.columns import Mapped
from desktop_app.exchange.tables import STEP, Watch, read_table
from desktop_app.usecases.announced import (
    became_case,
    elsewhere_row,
    is_new_roll,
    left_out_row,
    registered_before,
    roll_facts,
)
from desktop_app.usecases.case_numbers import CaseNumbers
from desktop_app.usecases.import_preview import ImportPreview, ImportRow, leave_out
from desktop_app.usecases.known_people import KnownPeople
from desktop_app.usecases.people import require_seat_free
from desktop_app.usecases.restricted_moves import judged_move
from desktop_app.usecases.scope_of_transfers import is_specified, move_of_entry, transfer_type_of, verdict_of

LONGEST_FIELD = LONGEST_LINE
BY_HAND = "hand"

__all__ = [
    "BY_HAND",
    "LONGEST_FIELD",
    "CaseNumbers",
    "ImportPreview",
    "ImportRow",
    "Outlook",
    "TransferInput",
    "import_announcement",
    "leave_out",
    "outlook",
    "read_for_import",
    "register_transfer",
]


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
    same_name: tuple[CaseSummary, ...]


def read_for_import(
    app: App,
    path: Path,
    *,
    all_workplaces: bool = False,
    mapping: Mapped | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> ImportPreview:
    """Read an announcement for preview. Raises the table's and the columns' BadInput errors."""
    table = read_table(path, encoding=encoding, delimiter=delimiter, sheet=sheet, progress=progress, stop=stop)
    known = KnownPeople(app.cases.people())
    ours = app.workplace.org_code
    announcement = read_announcement(
        table,
        today=app.today(),
        own_org_code=ours,
        mapping=mapping,
        known_employee_nos=known.by_number.keys(),
        also_own=app.workplace.masters.workplace_codes(ours),
        progress=progress,
        stop=stop,
    )
    everyone = announcement.rows
    if not all_workplaces:
        announcement = announcement.own_only()
    rows = tuple(_preview_row(app, row, known) for row in announcement.rows)
    elsewhere = () if all_workplaces else tuple(row for row in everyone if not row.own_workplace)
    return ImportPreview(path, table, announcement, rows, len(everyone) - len(rows), elsewhere)


def import_announcement(
    app: App,
    preview: ImportPreview,
    *,
    accept_doubtful: bool = False,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> tuple[str, ...]:
    """Register every row of a preview as one act; returns the case numbers.

    With the cases goes what became of everybody in the announcement (measures K3). *progress* is told (facts recorded,
    all), *stop* is asked; a stopped import recorded nothing. Raises AnnouncementWrong, AnnouncementDoubtful (unless
    accepted), ImpossibleDate, ReadingStopped; then nothing was recorded. Rows already registered are left out, also
    those that became so since the preview was read.
    """
    require_seat_free(app)
    if preview.wrong:
        raise AnnouncementWrong(findings=preview.wrong)
    if preview.doubtful and not accept_doubtful:
        raise AnnouncementDoubtful(findings=preview.doubtful)
    numbers, known, watch = CaseNumbers(app), KnownPeople(app.cases.people()), Watch(progress, stop)
    source = f"announcement {preview.table.source_sha256}"
    facts, roll = [], []
    for count, row in enumerate(preview.rows, start=1):
        if count % STEP == 0:
            watch.look(0, len(preview.rows))
        entry = _clean(_as_input(row.transfer)) if row.is_taken else None
        if entry is None or known.has(entry.employee_no, entry.effective_date):
            roll.append(registered_before(row.transfer, known))
            continue
        fact = _registration(app, entry, numbers, source)
        facts.append(fact)
        roll.append(became_case(row.transfer, fact))
    staying = {(row.transfer.employee_no, row.transfer.effective_date) for row in preview.rows}
    roll += [left_out_row(one, preview.decided[one.row], staying) for one in preview.passed_over]
    roll += [elsewhere_row(one) for one in preview.elsewhere]
    taken = tuple(fact.case_no for fact in facts)
    if facts or is_new_roll(app, preview.table.source_sha256):
        kept = roll_facts(app, preview.path.name, preview.table.source_sha256, roll)
        app.commit((*facts, *kept), watch=watch.look)
    return taken


def register_transfer(app: App, entry: TransferInput) -> str:
    """Register one transfer by hand; returns its case id.

    Raises FieldMissing, FieldTooLong, ImpossibleDate, AlreadyRegistered; then nothing was recorded.
    """
    require_seat_free(app)
    entry = _clean(entry)
    if KnownPeople(app.cases.people_like(entry.employee_no, entry.name)).has(entry.employee_no, entry.effective_date):
        raise AlreadyRegistered(employee_no=entry.employee_no, effective_date=entry.effective_date)
    fact = _registration(app, entry, CaseNumbers(app), BY_HAND)
    app.commit((fact,))
    return fact.case_id


def outlook(app: App, entry: TransferInput) -> Outlook:
    """Return what registering *entry* would mean, before anything is recorded."""
    entry = _clean(entry)
    return _outlook(app, entry, KnownPeople(app.cases.people_like(entry.employee_no, entry.name)))


def _registration(app: App, entry: TransferInput, numbers: CaseNumbers, source: str) -> CaseRegistered:
    programme = app.workplace.programme
    specified, _assumed = is_specified(app, entry)
    return CaseRegistered(
        case_id=app.surroundings.new_id(),
        case_no=numbers.next(entry.effective_date),
        transferee=Transferee(entry.employee_no, entry.name, entry.kana),
        origin=Post(
            app.workplace.company,
            entry.origin_department or app.workplace.name,
            entry.org_code or app.workplace.org_code,
        ),
        destination=Post(entry.destination_company, entry.destination_department, specified_affiliate=specified),
        effective_date=entry.effective_date,
        notice_date=entry.notice_date,
        transfer_type=transfer_type_of(programme, entry.transfer_type),
        programme_id=programme.id,
        programme_version=programme.version,
        in_scope=verdict_of(app, entry, specified=specified) is ScopeVerdict.IN_SCOPE,
        source=source,
    )


def _outlook(app: App, entry: TransferInput, known: KnownPeople) -> Outlook:
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


def _preview_row(app: App, row: AnnouncedTransfer, known: KnownPeople) -> ImportRow:
    if row.effective_date is None:
        return ImportRow(row, None, already_registered=False)
    registered = known.has(row.employee_no, row.effective_date)
    return ImportRow(row, _outlook(app, _as_input(row), known), registered)


def _as_input(row: AnnouncedTransfer) -> TransferInput:
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


def _clean(entry: TransferInput) -> TransferInput:
    person = clean_transferee(Transferee(entry.employee_no, entry.name, entry.kana))
    cleaned = replace(
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
    if not cleaned.destination_company:
        raise FieldMissing(field="destination_company")
    return cleaned
