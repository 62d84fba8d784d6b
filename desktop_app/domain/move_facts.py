"""Facts about restricted moves: assignment history as it was imported, and what the second line was asked and said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.restricted_moves import Assignment, MoveVerdict


@dataclass(frozen=True, slots=True)
class AssignmentsImported:
    """Assignment history was taken over from a file (its SHA-256); of everybody in it, it replaces what was known."""

    source_sha256: str
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class MoveDutiesStated:
    """Somebody said which restricted duties are left and taken up, where departments do not tell; "NONE": none."""

    case_id: str
    origin_function: str
    destination_function: str


@dataclass(frozen=True, slots=True)
class MoveConsulted:
    """The second line was asked whether the move may be made."""

    case_id: str
    asked_on: date
    asked_by: str
    question: str


@dataclass(frozen=True, slots=True)
class MoveAnswered:
    """What the second line answered: allowed, prohibited, or approved as an exception under a number."""

    case_id: str
    answered_on: date
    answered_by: str
    verdict: MoveVerdict
    number: str
    reason: str
    until: date | None = None
