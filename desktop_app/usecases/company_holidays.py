"""会社の休日: taken in from a file, a fiscal year at a time, and known alike on every PC of the workplace.

What is still open is counted anew at once; a report that was handed in is judged by the holidays known then
(``domain.office_calendars``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.clock import office_date
from desktop_app.domain.holiday_facts import CompanyHoliday, CompanyHolidaysStated
from desktop_app.errors import AnnouncementDoubtful, AnnouncementWrong, NoHolidaysThere, NotEntitled
from desktop_app.exchange.findings import Finding, Level
from desktop_app.exchange.holiday_list import HolidayList, read_holiday_list
from desktop_app.exchange.tables import RawTable, read_table
from desktop_app.usecases.people import require_seat_free
from desktop_app.usecases.programmes import MAY_ADOPT

BY_HAND = "hand"


@dataclass(frozen=True, slots=True)
class HolidayPreview:
    """A list of holidays read, nothing recorded yet; ``before`` are those of its fiscal years that it replaces."""

    path: Path
    table: RawTable
    read: HolidayList
    before: tuple[CompanyHoliday, ...]

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """What must be mended in the file first."""
        return self.read.at(Level.WRONG)

    @property
    def doubtful(self) -> tuple[Finding, ...]:
        """What a person has to agree to."""
        return self.read.at(Level.DOUBTFUL)

    @property
    def is_known(self) -> bool:
        """Whether these very holidays hold already."""
        return self.read.holidays == self.before


@dataclass(frozen=True, slots=True)
class Statement:
    """One act of the history: the day, who, the fiscal years, how many days, and the file (empty: taken back)."""

    on: date
    by: str
    fiscal_years: tuple[int, ...]
    count: int
    source: str


def company_holidays(app: App) -> dict[int, tuple[CompanyHoliday, ...]]:
    """Return the holidays in force by fiscal year, each in the order of the days."""
    return app.record.calendars.holidays()


def stated_holidays(app: App) -> tuple[Statement, ...]:
    """Return what was stated, the latest first."""
    people = app.workplace.people
    return tuple(
        Statement(
            office_date(known.at),
            people[known.by].name if known.by in people else "",
            known.stated.fiscal_years,
            len(known.stated.holidays),
            "" if known.stated.source == BY_HAND else known.stated.source,
        )
        for known in reversed(app.workplace.holidays)
    )


def read_holiday_file(
    app: App,
    path: Path,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> HolidayPreview:
    """Read a list for preview. Raises the table's and the columns' BadInput errors, HolidaysTooMany."""
    table = read_table(path, encoding=encoding, sheet=sheet, progress=progress, stop=stop)
    read = read_holiday_list(table, today=app.today(), progress=progress, stop=stop)
    known = company_holidays(app)
    before = tuple(one for year in read.fiscal_years for one in known.get(year, ()))
    return HolidayPreview(path, table, read, before)


def import_holidays(app: App, preview: HolidayPreview, *, accept_doubtful: bool = False) -> int:
    """Let the list's holidays hold for its fiscal years, in place of those stated before; returns how many.

    The same holidays once more are not recorded again. Raises NotEntitled, AnnouncementWrong, AnnouncementDoubtful
    (unless accepted); then nothing was recorded.
    """
    _require_entitled(app, "import_holidays")
    if preview.wrong:
        raise AnnouncementWrong(findings=preview.wrong)
    if preview.doubtful and not accept_doubtful:
        raise AnnouncementDoubtful(findings=preview.doubtful)
    read = preview.read
    if not preview.is_known:
        sha256 = preview.table.source_sha256
        app.commit((CompanyHolidaysStated(read.fiscal_years, read.holidays, preview.path.name, sha256),))
    return len(read.holidays)


def withdraw_holidays(app: App, year: int) -> int:
    """Let a fiscal year have no company holidays; returns how many it had. Raises NotEntitled, NoHolidaysThere."""
    _require_entitled(app, "withdraw_holidays")
    known = company_holidays(app).get(year, ())
    if not known:
        raise NoHolidaysThere(year=year)
    app.commit((CompanyHolidaysStated((year,), (), BY_HAND),))
    return len(known)


def _require_entitled(app: App, act: str) -> None:
    require_seat_free(app)
    if app.person.role not in MAY_ADOPT:
        raise NotEntitled(act=act, role=app.person.role)
