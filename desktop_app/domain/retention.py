"""Until when a case is kept (domain notes §4.4).

Years are counted as the Civil Code does (articles 140 and 143): the first day is not counted, and the period
ends on the day before the corresponding day, or on the last day of the month where there is none.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from desktop_app.domain.calendar import HalfYear, fiscal_year, period_end

_ONE_DAY = timedelta(days=1)


class RetentionMode(Enum):
    """From which day on the years are counted."""

    FROM_EFFECTIVE_DATE = "A"
    FROM_COMPLETION = "B"
    FROM_NEXT_FISCAL_YEAR = "C"
    FROM_HALF_END = "D"


def retention_starts_on(mode: RetentionMode, effective_date: date, completed_on: date) -> date:
    """Return the first counted day; *completed_on* is the day of the (last) confirmation."""
    completion = max(effective_date, completed_on)
    match mode:
        case RetentionMode.FROM_EFFECTIVE_DATE:
            return effective_date + _ONE_DAY
        case RetentionMode.FROM_COMPLETION:
            return completion + _ONE_DAY
        case RetentionMode.FROM_NEXT_FISCAL_YEAR:
            return date(fiscal_year(completion) + 1, 4, 1)
        case RetentionMode.FROM_HALF_END:
            # The half-year's file cannot be closed before its last case is complete.
            return max(HalfYear.of(effective_date).last, completion) + _ONE_DAY


def retention_expires_on(mode: RetentionMode, years: int, effective_date: date, completed_on: date) -> date:
    """Return the last day the case must be kept; it may be disposed of from the next day on."""
    return period_end(retention_starts_on(mode, effective_date, completed_on), years)


@dataclass(frozen=True, slots=True)
class LegalHold:
    """保存延長（廃棄停止）: a case that is kept although its period has run out, because of a finding."""

    case_id: str
    finding_no: str


def may_be_disposed_of(expires_on: date, today: date, holds: Collection[LegalHold]) -> bool:
    """Whether a case may go: its period is over, and nothing holds it (domain notes §4.4; T25). Never by a clock."""
    return today > expires_on and not holds
