"""Which cases' period of keeping has run out or soon will: the notice a month ahead, and what an inspection counts.

Only told: nothing is ever disposed of because of it (domain notes §4.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from desktop_app.app import App
from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.disposal_tasks import YearOfKeeping
from desktop_app.domain.summary import CaseSummary
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.findings import holds_on
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
            if end <= until and not holds_on(app, summary.case_id):
                ended_in = fiscal_year(_completed(summary))
                found[ended_in] = min(end, found.get(ended_in, end))
                break
    return tuple(YearOfKeeping(year, end) for year, end in sorted(found.items()))


def cases_over(app: App) -> int:
    """Return how many cases could have gone by today: their period is over, and nothing holds them."""
    today = app.today()
    wanted = CaseFilter(in_scope_only=False, effective_until=_latest(app, today))
    return sum(end < today and not holds_on(app, summary.case_id) for summary, end in _ended(app, wanted))


def years_ended(app: App) -> tuple[int, ...]:
    """Return the fiscal years before this one that the record has cases of, the oldest first."""
    this = fiscal_year(app.today())
    first = min((half.year for half in app.cases.halves()), default=this)
    return tuple(range(first, this))


def _ended(app: App, wanted: CaseFilter) -> Iterator[tuple[CaseSummary, date]]:
    for summary in app.cases.walk(wanted, _AT_ONCE):
        end = retention_end(app, summary)
        if end is not None:
            yield summary, end


def _completed(summary: CaseSummary) -> date:
    ended = summary.confirmed_on or summary.cancelled_on
    assert ended is not None, "only ended cases have an end of keeping"
    return max(ended, summary.effective_date)


def _latest(app: App, until: date) -> date:
    """Return the latest effective date of a case that may go after *until*; no period is shorter than its years."""
    years = min((programme.retention.years for programme in app.workplace.programmes.values()), default=0)
    return until - timedelta(days=365 * years)
