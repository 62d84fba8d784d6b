"""Which cases' period of keeping has run out or soon will: the notice a month ahead, and what an inspection counts.

Only told: nothing is ever disposed of because of it (domain notes §4.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from desktop_app.app import App
from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.disposal_choice import ended_on
from desktop_app.domain.disposal_tasks import YearOfKeeping
from desktop_app.domain.summary import CaseSummary
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.ledger import retention_end

NOTICE = timedelta(days=31)
"""How long ahead the end of a year's period is told."""
_AT_ONCE = 32


def years_of_keeping(app: App) -> tuple[YearOfKeeping, ...]:
    """Return the years of which a case may go, or may within a month, the oldest first; one case a year is enough."""
    until = app.today() + NOTICE
    found: dict[int, date] = {}
    for year in sorted({half.year for half in app.cases.halves()}):
        wanted = CaseFilter(fiscal_year=year, in_scope_only=False, effective_until=_latest(app, until))
        for summary, end in _ended(app, wanted):
            ended = ended_on(summary)
            if ended and end <= until and not _held(app, summary):
                found[fiscal_year(ended)] = min(end, found.get(fiscal_year(ended), end))
                break
    return tuple(YearOfKeeping(year, end) for year, end in sorted(found.items()))


def cases_over(app: App) -> int:
    """Return how many cases in the lists could have gone by today: their period is over, and nothing holds them."""
    today = app.today()
    wanted = CaseFilter(in_scope_only=False, effective_until=_latest(app, today))
    return sum(end < today and not _held(app, summary) for summary, end in _ended(app, wanted))


def years_over(app: App) -> tuple[int, ...]:
    """Return the fiscal years whose cases may be looked at for disposal, the oldest first.

    All of a year's cases had to be kept for less than until now, or (counted from other days) at least one.
    """
    today = app.today()
    first = min((half.year for half in app.cases.halves()), default=fiscal_year(today))
    whole = range(first, fiscal_year(today) - _years(app))
    some = (one.fiscal_year for one in years_of_keeping(app) if one.kept_until < today)
    return tuple(sorted({*whole, *some}))


def _ended(app: App, wanted: CaseFilter) -> Iterator[tuple[CaseSummary, date]]:
    for summary in app.cases.walk(wanted, _AT_ONCE):
        end = retention_end(app, summary)
        if end is not None:
            yield summary, end


def _held(app: App, summary: CaseSummary) -> bool:
    return bool(app.disposal_choice.holds_on(summary.case_id, asked=True))


def _latest(app: App, until: date) -> date:
    """Return the latest effective date of a case that may go after *until*; no period is shorter than its years."""
    return until - timedelta(days=365 * _years(app))


def _years(app: App) -> int:
    return min((programme.retention.years for programme in app.workplace.programmes.values()), default=0)
