"""Intake: transfers from a personnel announcement, or entered by hand (measures H9, K3).

An announcement is taken in whole or not at all, as long as it is one a person can look through. A larger one (all
staff of a company) is registered part by part, so that it can be stopped; taken in again, it goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.entered import LONGEST_LINE
from desktop_app.domain.facts import CaseRegistered, Fact
from desktop_app.domain.master_facts import RollRow
from desktop_app.errors import (
    AlreadyRegistered,
    AnnouncementDoubtful,
    AnnouncementWrong,
    ImportStopped,
    ReadingStopped,
)
from desktop_app.exchange.announcement import AnnouncedTransfer, read_announcement
from desktop_app.exchange.columns import Mapped
from desktop_app.exchange.tables import Watch, read_table
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
from desktop_app.usecases.transfer_entry import (
    Judging,
    Outlook,
    TransferInput,
    as_input,
    cleaned,
    outlook_of,
    registration,
)

LONGEST_FIELD = LONGEST_LINE
BY_HAND = "hand"
AT_ONCE = 500
"""Cases registered in one act: more of them are an act each, and can be stopped between."""

__all__ = [
    "AT_ONCE",
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
    judging = Judging(app, known)
    rows = tuple(_preview_row(row, known, judging) for row in announcement.rows)
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
    """Register every row of a preview; returns the case numbers.

    With the cases goes what became of everybody in the announcement (measures K3). *progress* is told (cases
    registered, all), *stop* is asked. Raises AnnouncementWrong, AnnouncementDoubtful (unless accepted),
    ImpossibleDate, ReadingStopped; then nothing was recorded. Of more than AT_ONCE cases, ImportStopped when some were
    registered: the same announcement, read again, goes on with the others. Rows already registered are left out, also
    those that became so since the preview was read.
    """
    require_seat_free(app)
    if preview.wrong:
        raise AnnouncementWrong(findings=preview.wrong)
    if preview.doubtful and not accept_doubtful:
        raise AnnouncementDoubtful(findings=preview.doubtful)
    taking = _TakingIn(app, preview, Watch(progress, stop))
    for row in preview.rows:
        taking.add(row)
    return taking.end()


@dataclass
class _TakingIn:
    """An announcement on its way into the record: cases wait for their part, rows for the end."""

    app: App
    preview: ImportPreview
    watch: Watch
    waiting: list[CaseRegistered] = field(default_factory=list)
    numbers_given: list[str] = field(default_factory=list)
    roll: list[RollRow] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.numbers, self.known = CaseNumbers(self.app), KnownPeople(self.app.cases.people())
        self.judging = Judging(self.app, self.known)
        self.source = f"announcement {self.preview.table.source_sha256}"
        self.all = len(self.preview.taken)

    def add(self, row: ImportRow) -> None:
        """Take in one row; a part that is full is registered."""
        entry = cleaned(as_input(row.transfer)) if row.is_taken else None
        if entry is None or self.known.has(entry.employee_no, entry.effective_date):
            self.roll.append(registered_before(row.transfer, self.known))
            return
        fact = registration(self.app, entry, self.judging.outlook(entry), self.numbers, self.source)
        self.waiting.append(fact)
        self.roll.append(became_case(row.transfer, fact))
        if len(self.waiting) >= AT_ONCE and self.all > AT_ONCE:
            self._register(())

    def end(self) -> tuple[str, ...]:
        """Register what waits, together with what became of everybody."""
        preview = self.preview
        staying = {(row.transfer.employee_no, row.transfer.effective_date) for row in preview.rows}
        self.roll += [left_out_row(one, preview.decided[one.row], staying) for one in preview.passed_over]
        self.roll += [elsewhere_row(one) for one in preview.elsewhere]
        if self.waiting or self.numbers_given or is_new_roll(self.app, preview.table.source_sha256):
            self._register(roll_facts(self.app, preview.path.name, preview.table.source_sha256, self.roll))
        return tuple(self.numbers_given)

    def _register(self, kept: tuple[Fact, ...]) -> None:
        done = len(self.numbers_given)

        def look(recorded: int, _all: int) -> None:
            self.watch.look(min(done + recorded, self.all), self.all)

        try:
            self.app.commit((*self.waiting, *kept), watch=look)
        except ReadingStopped:
            if done:
                raise ImportStopped(registered=done, left=self.all - done) from None
            raise
        self.numbers_given += [fact.case_no for fact in self.waiting]
        self.waiting.clear()


def register_transfer(app: App, entry: TransferInput) -> str:
    """Register one transfer by hand; returns its case id.

    Raises FieldMissing, FieldTooLong, ImpossibleDate, AlreadyRegistered; then nothing was recorded.
    """
    require_seat_free(app)
    entry = cleaned(entry)
    known = KnownPeople(app.cases.people_like(entry.employee_no, entry.name))
    if known.has(entry.employee_no, entry.effective_date):
        raise AlreadyRegistered(employee_no=entry.employee_no, effective_date=entry.effective_date)
    fact = registration(app, entry, outlook_of(app, entry, known), CaseNumbers(app), BY_HAND)
    app.commit((fact,))
    return fact.case_id


def outlook(app: App, entry: TransferInput) -> Outlook:
    """Return what registering *entry* would mean, before anything is recorded."""
    entry = cleaned(entry)
    return outlook_of(app, entry, KnownPeople(app.cases.people_like(entry.employee_no, entry.name)))


def _preview_row(row: AnnouncedTransfer, known: KnownPeople, judging: Judging) -> ImportRow:
    if row.effective_date is None:
        return ImportRow(row, None, already_registered=False)
    registered = known.has(row.employee_no, row.effective_date)
    return ImportRow(row, judging.outlook(as_input(row)), registered)
