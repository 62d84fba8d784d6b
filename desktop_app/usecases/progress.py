"""How far each workplace has come with the cases of a half-year: what a campaign is followed by (measures T2, T14)."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.app import App
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import OPEN_STATES, CaseState
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.ledger_workplaces import workplaces_of
from desktop_app.usecases.people import require_seat_free

_SETTLED = (CaseState.CONFIRMED, CaseState.CLOSED_EXCEPTION)


@dataclass(frozen=True, slots=True)
class WorkplaceProgress:
    """One workplace by its org code: all cases that count, those handed in, and those settled (確認済・特例完了).

    Cancelled cases do not count. ``overdue``: still open although the day has passed.
    """

    org_code: str
    name: str
    cases: int
    reported: int
    settled: int
    overdue: int


def progress_by_workplace(app: App, half: HalfYear) -> tuple[WorkplaceProgress, ...]:
    """Return the progress of every workplace that has cases in *half*, in the order of their org codes."""
    require_seat_free(app)
    wanted = CaseFilter(half=half)
    counted = app.cases.states(wanted, app.today())
    places = workplaces_of(app, wanted)
    return tuple(_progress(code, name, counted.get(code, {})) for code, (name, rows) in places.by_code.items() if rows)


def _progress(code: str, name: str, counted: dict[tuple[CaseState, bool], int]) -> WorkplaceProgress:
    def of(*states: CaseState) -> int:
        return sum(n for (state, _past), n in counted.items() if state in states)

    settled = of(*_SETTLED)
    return WorkplaceProgress(
        org_code=code,
        name=name,
        cases=sum(n for (state, _past), n in counted.items() if state is not CaseState.CANCELLED),
        reported=settled + of(CaseState.REPORTED),
        settled=settled,
        overdue=sum(n for (state, past), n in counted.items() if past and state in OPEN_STATES),
    )
