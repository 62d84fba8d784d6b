"""Facts about the masters (台帳) and about lists taken in whole: announcements, and ledgers kept before Sekisho.

Nothing is overwritten: a change is a further version with the day from which it holds, and what a file said stays
beside what became of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class MasterVersion:
    """How one entry of a master stood from a day on, to a day (both included; None: without an end).

    ``properties`` are the further fields of its kind by name; a flag is "yes" or "no".
    """

    code: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    properties: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MasterRecorded:
    """Versions of a master's entries were taken in from a file, or entered by hand (``source``)."""

    kind: str
    source: str
    versions: tuple[MasterVersion, ...]


class RollKind(StrEnum):
    """What kind of list was taken in."""

    ANNOUNCEMENT = "ANNOUNCEMENT"
    FORMER_LEDGER = "FORMER_LEDGER"


class Outcome(StrEnum):
    """What became of a person in an announcement (measures K3)."""

    CASE = "CASE"
    OUT_OF_SCOPE = "OUT_OF_SCOPE"
    """Registered, and out of scope by the programme's rule."""
    ALREADY_REGISTERED = "ALREADY_REGISTERED"
    OTHER_WORKPLACE = "OTHER_WORKPLACE"
    DUPLICATE = "DUPLICATE"
    DECIDED = "DECIDED"
    """Somebody left the row out and said why."""


@dataclass(frozen=True, slots=True)
class RollTaken:
    """A list was taken in: its file, the day, and how many rows came to what."""

    roll: str
    kind: RollKind
    file_name: str
    sha256: str
    taken_on: date
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class RollRow:
    """One person of an announcement and what became of them.

    People of other workplaces are held by number and org code only: their names are no business of this record.
    """

    row: int
    employee_no: str
    name: str
    org_code: str
    effective_date: date | None
    outcome: Outcome
    case_no: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RollRowsKept:
    """Some rows of an announcement; ``list_id`` is the roll they belong to."""

    list_id: str
    rows: tuple[RollRow, ...]


@dataclass(frozen=True, slots=True)
class FormerCase:
    """A row of a ledger kept before Sekisho, as it stood there: nothing in it was signed by us (引継ぎ).

    ``steps`` are the columns of the steps by heading, in the file's own words.
    """

    row: int
    case_no: str
    employee_no: str
    name: str
    kana: str
    origin: str
    destination: str
    effective_date: date | None
    reported_on: str
    confirmed_on: str
    confirmed_by: str
    remarks: str
    steps: dict[str, str]


@dataclass(frozen=True, slots=True)
class FormerCasesKept:
    """Some rows of a former ledger; ``list_id`` is the roll they belong to."""

    list_id: str
    rows: tuple[FormerCase, ...]


@dataclass(frozen=True, slots=True)
class SubstituteNamed:
    """While manager and deputy are both away, somebody of the office above stands in, between two days (T14)."""

    employee_no: str
    name: str
    title: str
    valid_from: date
    valid_to: date
    reason: str
    named_by: str
