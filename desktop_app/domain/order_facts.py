"""Orders of the second line: signed facts of headquarters' own PC in the workplace's record (domain notes §4.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CorrectionOrdered:
    """是正の指示: headquarters asks the workplace to put something about a case right, by a day (None: no day)."""

    case_id: str
    order_no: str
    words: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class OrderAnswered:
    """What the workplace did about an order; only the order's answer, the case's own facts say the rest."""

    case_id: str
    order_no: str
    words: str
