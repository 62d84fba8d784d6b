"""全職場の状況: a line for each workplace, counted from its home here; a share that is away costs only freshness."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum

from desktop_app.app import App
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import CaseState
from desktop_app.domain.clock import office_date
from desktop_app.domain.facts import Role
from desktop_app.errors import NotEnrolled, SekishoError
from desktop_app.sentences import sentence
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.headquarters import (
    MEMO_KEY,
    NEWS_KEY,
    Headquarters,
    opened,
    trouble_of_share,
    waiting_request,
)
from desktop_app.usecases.headquarters_checking import unchecked
from desktop_app.usecases.headquarters_joining import ConfirmedBy, joining_confirmed
from desktop_app.usecases.ledger import ledger_counts
from desktop_app.usecases.sharing import share_status

LATE_AFTER = 5
"""Business days without news after which a workplace stands out, and twice as many after which it alarms."""

Progress = Callable[[int, int], None]


class News(Enum):
    """How fresh what headquarters knows of a workplace is, the worst first."""

    UNREADABLE = "unreadable"
    """Its home here does not open."""
    SILENT = "silent"
    LATE = "late"
    WAITING = "waiting"
    """It has not let headquarters in yet."""
    FRESH = "fresh"
    NOBODY = "nobody"
    """Nobody is transferred in the period; there is nothing to send."""


@dataclass(frozen=True, slots=True)
class Period:
    """A half-year or a whole fiscal year."""

    year: int
    half: int = 0

    @property
    def cases(self) -> CaseFilter:
        """Which cases belong to it."""
        if self.half:
            return CaseFilter(half=HalfYear(self.year, self.half))
        return CaseFilter(fiscal_year=self.year)


@dataclass(frozen=True, slots=True)
class Figures:
    """A period's cases of one workplace, or of all: how many, and how they stand."""

    cases: int = 0
    reported: int = 0
    confirmed: int = 0
    overdue: int = 0
    open_items: int = 0
    cancelled: int = 0

    @property
    def under_way(self) -> int:
        """Cases that are neither settled nor cancelled."""
        return self.cases - self.confirmed - self.cancelled


@dataclass(frozen=True, slots=True)
class WorkplaceLine:
    """What headquarters knows of one workplace.

    *news_at* is when something of it last arrived, *silent_days* business and calendar days since; *synced_at* the
    last exchange, *away_since* since when the share does not answer; *missing* records that have not arrived.
    *trouble* says in a sentence why nothing can be read; *code* is the number to read out while it waits.
    """

    key: str
    name: str
    org_code: str = ""
    manager: str = ""
    news: News = News.FRESH
    news_at: datetime | None = None
    silent_days: int = 0
    synced_at: datetime | None = None
    away_since: datetime | None = None
    missing: int = 0
    figures: Figures = Figures()
    memo: str = ""
    trouble: str = ""
    code: str = ""
    reader: PersonInput | None = None
    """Who reads it for headquarters, as the workplace let them in."""
    company: str = ""
    confirmed: ConfirmedBy | None = None
    """Who made sure here that the workplace joined this headquarters."""
    asking: int = 0
    """How many PCs ask to be let in, as far as that can be read here."""


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures over the table."""

    workplaces: int
    arrived: int
    late: int
    figures: Figures
    overdue_workplaces: int
    away: int


def overview(headquarters: Headquarters, period: Period, progress: Progress | None = None) -> tuple[WorkplaceLine, ...]:
    """Return a line for every workplace, those that need somebody first. One home is open at a time."""
    keys = headquarters.workplaces()
    lines = []
    for number, key in enumerate(keys, start=1):
        lines.append(line_of(headquarters, key, period))
        if progress is not None:
            progress(number, len(keys))
    return tuple(sorted(lines, key=by_concern))


def line_of(headquarters: Headquarters, key: str, period: Period) -> WorkplaceLine:
    """Return one workplace's line; a home that does not open has one too, with the reason."""
    try:
        with opened(headquarters, key) as app:
            return line_from(app, key, period)
    except NotEnrolled:
        try:
            asked = waiting_request(headquarters, key)
        except SekishoError as error:
            return WorkplaceLine(key, key, news=News.UNREADABLE, trouble=sentence(error))
        return WorkplaceLine(key, asked.workplace, news=News.WAITING, code=asked.code)
    except SekishoError as error:
        return WorkplaceLine(key, key, news=News.UNREADABLE, trouble=sentence(error))


def line_from(app: App, key: str, period: Period) -> WorkplaceLine:
    """Return the line of an open workplace."""
    figures, status = _figures(app, period), share_status(app)
    news_at, trouble = _news_at(app), trouble_of_share(app)
    managers = (p.name for p in app.workplace.people.values() if p.role is Role.WORKPLACE_INFORMATION_MANAGER)
    today = app.today()
    silent = _silent_days(app, news_at, today)
    return WorkplaceLine(
        key=key,
        name=app.workplace.name,
        org_code=app.workplace.org_code,
        manager=next(managers, ""),
        news=_standing(silent, figures),
        news_at=news_at,
        silent_days=(today - office_date(news_at)).days if news_at else 0,
        synced_at=status.last_at,
        away_since=trouble[0] if trouble else None,
        missing=status.pending,
        figures=figures,
        reader=PersonInput(app.person.name, app.person.kana, app.person.employee_no, app.person.contact),
        company=app.workplace.company,
        confirmed=joining_confirmed(app.workplace),
        asking=len(unchecked(app)),
        memo=(app.record.desk.get(MEMO_KEY) or b"").decode(),
    )


def totals(lines: Iterable[WorkplaceLine]) -> Totals:
    """Return the figures over a table of these lines."""
    told = tuple(lines)
    late = sum(line.news in {News.LATE, News.SILENT, News.UNREADABLE, News.WAITING} for line in told)
    parts = [line.figures for line in told]
    names = ("cases", "reported", "confirmed", "overdue", "open_items", "cancelled")
    return Totals(
        workplaces=len(told),
        arrived=len(told) - late,
        late=late,
        figures=Figures(*(sum(getattr(part, name) for part in parts) for name in names)),
        overdue_workplaces=sum(part.overdue > 0 for part in parts),
        away=sum(line.away_since is not None for line in told),
    )


def by_concern(line: WorkplaceLine) -> tuple[object, ...]:
    """Order lines by 気になる順: unreadable, overdue, silent, and so on; then by org code."""
    order = list(News).index(line.news)
    worst = line.news in {News.UNREADABLE, News.SILENT}
    return (not worst, -line.figures.overdue, order, -line.missing, line.org_code, line.key)


def _figures(app: App, period: Period) -> Figures:
    wanted = period.cases
    counts = ledger_counts(app, wanted)
    reported = app.cases.count(replace(wanted, states=frozenset({CaseState.REPORTED})))
    return Figures(
        cases=counts.total,
        reported=reported,
        confirmed=counts.settled - counts.cancelled,
        overdue=counts.overdue,
        open_items=counts.open_items,
        cancelled=counts.cancelled,
    )


def _news_at(app: App) -> datetime | None:
    """Return when something of another PC last arrived; before the first exchange, when the newest was recorded."""
    stored = app.record.desk.get(NEWS_KEY)
    if stored is not None:
        return datetime.fromisoformat(stored.decode())
    heads = app.record.heads()
    others = [
        signed.entry.at
        for device, seq in heads.items()
        if device != app.device.device_id
        for signed in app.record.entries(device, after=seq - 1)
    ]
    # Another PC's clock may be ahead; nothing has arrived from the future.
    return min(max(others), app.now()) if others else None


def _silent_days(app: App, news_at: datetime | None, today: date) -> int:
    """Return the business days after the one on which news arrived."""
    if news_at is None:
        return 0
    return app.calendar.business_days_until(office_date(news_at), today)


def _standing(silent: int, figures: Figures) -> News:
    if not figures.cases:
        return News.NOBODY
    if silent >= 2 * LATE_AFTER:
        return News.SILENT
    return News.LATE if silent >= LATE_AFTER else News.FRESH
