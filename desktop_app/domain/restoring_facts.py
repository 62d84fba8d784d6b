"""The fact that what a cancelled transfer took away was given back (domain notes §5.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TakenAwayRestored:
    """A right or setting an item had taken away was applied for anew, or need not come back (*needed* false)."""

    case_id: str
    item_id: str
    restored_on: date
    needed: bool
    reference: str
    note: str
