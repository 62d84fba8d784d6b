"""An announcement read and judged before anything is recorded, and the rows somebody leaves out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.entered import LONGEST_NOTE, one_line
from desktop_app.errors import ReasonMissing, RowNotThere
from desktop_app.exchange.announcement import AnnouncedTransfer, Announcement
from desktop_app.exchange.findings import Finding, Level
from desktop_app.exchange.tables import RawTable

if TYPE_CHECKING:
    from desktop_app.usecases.transfer_entry import Outlook


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of the preview: what was read and what it would become."""

    transfer: AnnouncedTransfer
    outlook: Outlook | None
    already_registered: bool

    @property
    def is_taken(self) -> bool:
        """Whether the row would become a case."""
        return self.outlook is not None and not self.already_registered


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """An announcement read and judged, nothing recorded yet. ``left_out`` counts rows of other workplaces."""

    path: Path
    table: RawTable
    announcement: Announcement
    rows: tuple[ImportRow, ...]
    left_out: int
    elsewhere: tuple[AnnouncedTransfer, ...] = ()
    """The rows of other workplaces that are left out."""
    decided: Mapping[int, str] = field(default_factory=dict)
    """The rows somebody leaves out, by number, with the reason; *passed_over* are their transfers."""
    passed_over: tuple[AnnouncedTransfer, ...] = ()

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """What must be mended in the file first."""
        return self.announcement.at(Level.WRONG)

    @property
    def doubtful(self) -> tuple[Finding, ...]:
        """What a person has to agree to."""
        return self.announcement.at(Level.DOUBTFUL)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What is only pointed out."""
        return self.announcement.at(Level.NOTE)

    @property
    def taken(self) -> tuple[ImportRow, ...]:
        """The rows that would become cases."""
        return tuple(row for row in self.rows if row.is_taken)


def leave_out(preview: ImportPreview, row: int, reason: str) -> ImportPreview:
    """Return the preview without a row that somebody leaves out, with the reason. Raises RowNotThere, ReasonMissing."""
    reason = one_line("reason", reason, LONGEST_NOTE)
    if not reason:
        raise ReasonMissing(item_id=None, why="left_out")
    passed = tuple(one.transfer for one in preview.rows if one.transfer.row == row)
    if not passed:
        raise RowNotThere(row=row)
    return replace(
        preview,
        announcement=preview.announcement.without({row}),
        rows=tuple(one for one in preview.rows if one.transfer.row != row),
        decided={**preview.decided, row: reason},
        passed_over=(*preview.passed_over, *passed),
    )
