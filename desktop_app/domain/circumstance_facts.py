"""Facts about what is out of the ordinary in a case (domain notes §5.4): circumstances, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CircumstanceRecorded:
    """Something out of the ordinary was recorded; ``kind`` and the names of ``details`` are those of the data file."""

    case_id: str
    kind: str
    recorded_on: date
    details: dict[str, str]


@dataclass(frozen=True, slots=True)
class CircumstanceEnded:
    """It is over: the person is back and has confirmed, the lost thing was found, the recording was a mistake."""

    case_id: str
    kind: str
    ended_on: date
    note: str


@dataclass(frozen=True, slots=True)
class OpenItemDone:
    """An item reported as 未完了 was done after all: the full list follows the report of the urgent one."""

    case_id: str
    item_id: str
    done_on: date
    reference: str
    note: str


@dataclass(frozen=True, slots=True)
class CasesLinked:
    """Two cases of one person belong together, e.g. the end of a concurrent post and the transfer itself (T16)."""

    case_id: str
    other_case_id: str
    note: str
