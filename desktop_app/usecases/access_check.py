"""The second gate, from a list: which transferred people still have a right somewhere (measures T7, T9; T23)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.summary import CaseSummary
from desktop_app.exchange.access_list import HeldRight, read_access_list
from desktop_app.exchange.tables import read_table
from desktop_app.usecases.confirming import record_post_check
from desktop_app.usecases.people import require_seat_free


@dataclass(frozen=True, slots=True)
class Left:
    """One case and what its person still has; nothing: the list shows that all is gone."""

    summary: CaseSummary
    rights: tuple[HeldRight, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """The systems, each once, in the order of the list."""
        return tuple(dict.fromkeys(filter(None, (right.system or right.right for right in self.rights))))


@dataclass(frozen=True, slots=True)
class AccessCheck:
    """A list compared with every case that awaits its check after the effective date."""

    file_name: str
    rows: int
    people: tuple[Left, ...]

    @property
    def remaining(self) -> tuple[Left, ...]:
        """Those who still have something."""
        return tuple(one for one in self.people if one.rights)


def compare_access_list(
    app: App,
    path: Path,
    *,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> AccessCheck:
    """Compare a list with the cases whose effective date has come and whose check is not done; records nothing.

    Raises the table's and the columns' BadInput errors.
    """
    table = read_table(path, progress=progress, stop=stop)
    rights = read_access_list(table, today=app.today(), progress=progress, stop=stop)
    held: dict[str, list[HeldRight]] = {}
    for right in rights:
        held.setdefault(right.employee_no, []).append(right)
    waiting = [one for one in app.cases.awaiting_post_check() if one.effective_date <= app.today()]
    people = tuple(Left(one, tuple(held.get(one.transferee.employee_no, ()))) for one in waiting)
    return AccessCheck(path.name, len(rights), people)


def record_access_check(app: App, check: AccessCheck, checked_on: date | None = None) -> int:
    """Record the result for every person compared: how much is left, and where; returns the number of cases.

    Only what the comparison shows is recorded, and only for the first item of the second gate. Every system in which
    somebody still has a right raises a finding.
    """
    require_seat_free(app)
    for one in check.people:
        programme = app.workplace.programme_of(one.summary.programme_id, one.summary.programme_version)
        item = programme.on_course(one.summary.transfer_type).after_items[0]
        remaining = len(one.places) or len(one.rights)
        note = "、".join((check.file_name, *one.places)) if one.rights else check.file_name
        day = checked_on or app.today()
        record_post_check(app, one.summary.case_id, item.id, day, remaining, note, one.places)
    return len(check.people)
