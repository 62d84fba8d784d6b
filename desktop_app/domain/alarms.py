"""Alarms of the share protocol: what a person is told when the share, or a PC on it, does not keep its word.

An alarm says what is known, never whose fault it is. What puts itself right is told all the same; what does not has
one way out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AlarmKind(StrEnum):
    """What happened, the most serious first."""

    COPIED = "copied"
    """Somebody else writes in this PC's name: a copy of it, or it was restored itself."""
    LEFT_OUT = "left_out"
    """This PC does not count: whoever let it in had left before (its letter is ``about``)."""
    NOT_COUNTED = "not_counted"
    """The same of another PC (``about``: its letter, and the other's); its records are kept."""
    FORK = "fork"
    """Another PC exists twice; both histories are kept."""
    SHARE_ROLLED_BACK = "share_rolled_back"
    """The share had lost what it held before (an old backup was put back, files were removed); it was put back."""
    SHARE_SET_BACK = "share_set_back"
    """Headquarters had seen records on the share that neither it nor this PC has: an earlier state was put back."""
    RECORDS_MISSING = "records_missing"
    """Others have seen records of a PC that do not show here: the share withholds or lost them."""
    SUBMISSION_WITHHELD = "submission_withheld"
    """A transferee handed something in, and no receipt ever came."""
    FILE_DAMAGED = "file_damaged"
    """A file on the share could not be read for a day, and no whole one lies beside it."""
    DEVICE_SILENT = "device_silent"
    """A PC has given no sign of life for a long time."""
    CRL_STALE = "crl_stale"
    """Nobody renewed the list of withdrawn PCs and people for a long time: a newer one may be withheld."""
    NEWER_VERSION = "newer_version"
    """Records written by a newer version: kept and passed on, not understood."""


class Way(StrEnum):
    """The one way out an alarm offers."""

    NOTE = "note"
    """Nothing is left to be done here; somebody takes note."""
    LOOK = "look"
    """Look through the share again, which puts back what it lost."""
    RENEW = "renew"
    """Let this PC go on under a new id."""
    ASK = "ask"
    """Ask to be let in again."""
    LET_IN = "let_in"
    """Let a PC in again, or take note and leave it."""


_WAYS = {
    AlarmKind.COPIED: Way.RENEW,
    AlarmKind.LEFT_OUT: Way.ASK,
    AlarmKind.NOT_COUNTED: Way.LET_IN,
    AlarmKind.SHARE_SET_BACK: Way.LOOK,
    AlarmKind.RECORDS_MISSING: Way.LOOK,
    AlarmKind.SUBMISSION_WITHHELD: Way.LOOK,
    AlarmKind.CRL_STALE: Way.LOOK,
}


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm: about which PC (its letter) and whose, or which case; how many records, files or days; since when."""

    kind: AlarmKind
    about: str = ""
    person: str = ""
    count: int = 0
    at: datetime | None = None

    @property
    def way(self) -> Way:
        """Its way out."""
        return _WAYS.get(self.kind, Way.NOTE)

    @property
    def key(self) -> str:
        """What tells it from others: one that was noted comes back when its key changes."""
        changing = self.kind in {AlarmKind.SHARE_ROLLED_BACK, AlarmKind.FORK, AlarmKind.NEWER_VERSION}
        return f"{self.kind}/{self.about}/{self.count if changing else ''}"


RANK = {kind: place for place, kind in enumerate(AlarmKind)}
"""The order in which alarms are shown."""
