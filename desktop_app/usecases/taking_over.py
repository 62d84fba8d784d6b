"""引継ぎ: the ledger a workplace kept before Sekisho is history, marked as not signed by us (measures R5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.master_facts import FormerCasesKept, RollKind, RollTaken
from desktop_app.errors import AnnouncementDoubtful, AnnouncementWrong
from desktop_app.exchange.columns import Mapped
from desktop_app.exchange.findings import Finding, Level
from desktop_app.exchange.former_ledger import FormerLedger, read_former_ledger
from desktop_app.exchange.tables import RawTable, read_table
from desktop_app.usecases.announced import is_new_roll
from desktop_app.usecases.people import require_seat_free

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class FormerPreview:
    """A former ledger read, nothing recorded yet; ``known``: the same file was taken over before."""

    path: Path
    table: RawTable
    read: FormerLedger
    known: bool

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """What must be mended in the file first."""
        return self.read.at(Level.WRONG)

    @property
    def doubtful(self) -> tuple[Finding, ...]:
        """What a person has to agree to."""
        return self.read.at(Level.DOUBTFUL)


def read_former_file(
    app: App,
    path: Path,
    *,
    mapping: Mapped | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> FormerPreview:
    """Read a former ledger for preview. Raises the table's and the columns' BadInput errors."""
    table = read_table(path, encoding=encoding, sheet=sheet, progress=progress, stop=stop)
    read = read_former_ledger(table, today=app.today(), mapping=mapping, progress=progress, stop=stop)
    return FormerPreview(path, table, read, not is_new_roll(app, table.source_sha256))


def take_over(app: App, preview: FormerPreview, *, accept_doubtful: bool = False) -> int:
    """Record a former ledger's rows as they are; returns how many, 0 when the same file is here already.

    Raises AnnouncementWrong, AnnouncementDoubtful (unless accepted); then nothing was recorded.
    """
    require_seat_free(app)
    if preview.wrong:
        raise AnnouncementWrong(findings=preview.wrong)
    if preview.doubtful and not accept_doubtful:
        raise AnnouncementDoubtful(findings=preview.doubtful)
    if not is_new_roll(app, preview.table.source_sha256):
        return 0
    rows, roll = preview.read.rows, app.surroundings.new_id()
    counts = {"ROWS": len(rows)}
    taken = RollTaken(roll, RollKind.FORMER_LEDGER, preview.path.name, preview.table.source_sha256, app.today(), counts)
    parts = (FormerCasesKept(roll, rows[start : start + _AT_ONCE]) for start in range(0, len(rows), _AT_ONCE))
    app.commit((taken, *parts))
    return len(rows)
