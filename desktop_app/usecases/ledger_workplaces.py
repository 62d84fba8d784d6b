"""The workplaces whose cases a ledger holds: after a merger, or an announcement taken in for others, several (T12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.app import App
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.membership_facts import WorkplaceMerged
from desktop_app.errors import UnknownWorkplace
from desktop_app.store.queries import CaseFilter

_NAMED = 3  # more workplaces than these are only counted in the head of a page


@dataclass(frozen=True, slots=True)
class Workplaces:
    """Workplaces by org code in order: the name each goes by, and its rows.

    Every row keeps the name of its time; a workplace with several goes by the latest, ours by its own.
    """

    by_code: Mapping[str, tuple[str, int]]

    @property
    def is_combined(self) -> bool:
        """Whether there are rows of more than one."""
        return len(self.by_code) > 1

    def codes(self) -> tuple[str, ...]:
        """Return the org codes in order."""
        return tuple(self.by_code)

    def names(self) -> tuple[str, ...]:
        """Return the names."""
        return tuple(name for name, _rows in self.by_code.values() if name)

    def rows(self, code: str) -> int:
        """Return how many rows a workplace has."""
        return self.by_code[code][1]

    def heading(self, code: str) -> str:
        """Return the heading over its rows; empty in a ledger of one."""
        if not self.is_combined:
            return ""
        name, rows = self.by_code[code]
        return "　".join(filter(None, (code, name, f"{rows:,}件")))

    def words(self, asked: frozenset[str]) -> str:
        """Return 職場 as the head of a page names it; *asked* are the org codes somebody chose, if any."""
        named = [f"{name}（{code}）" if name and code else name or code for code, (name, _n) in self.by_code.items()]
        named += [code for code in sorted(asked) if code not in self.by_code]
        if len(named) > _NAMED:
            return f"{'・'.join(named[: _NAMED - 1])} ほか{len(named) - _NAMED + 1}職場"
        return "・".join(named)


def workplaces_of(app: App, wanted: CaseFilter) -> Workplaces:
    """Return the workplaces of the rows that *wanted* lets through; ours where there are none."""
    ours, own_name = app.workplace.org_code, _own_name(app, wanted)
    found: dict[str, tuple[str, int]] = {}
    for code, name, rows in app.cases.workplaces(wanted):
        found[code] = (own_name if code == ours else name, rows)
    if not found and not wanted.workplaces:
        found[ours] = (own_name, 0)
    for merged in _taken_in(app, wanted):
        # Its ledger of the time before stays with its own record; here it is named, with the rows that came since.
        found.setdefault(ours, (own_name, 0))
        found.setdefault(merged.org_code, (merged.name, 0))
    return Workplaces(dict(sorted(found.items())))


def _own_name(app: App, wanted: CaseFilter) -> str:
    """Return what our workplace was called in the period asked for; after a renaming within it, both names."""
    told, period = app.record.workplace, _period(wanted)
    if period is None:
        return app.workplace.name
    first, last = period
    return "・".join(told.membership.names_during(first, max(first, min(last, app.today())), told.name))


def _taken_in(app: App, wanted: CaseFilter) -> tuple[WorkplaceMerged, ...]:
    period = _period(wanted)
    if period is None or wanted.workplaces or wanted.text or wanted.judged or wanted.remarkable_only:
        return ()
    return app.workplace.membership.merged_during(*period)


def _period(wanted: CaseFilter) -> tuple[date, date] | None:
    if wanted.half is not None:
        return wanted.half.first, wanted.half.last
    if wanted.fiscal_year is not None:
        return HalfYear(wanted.fiscal_year, 1).first, HalfYear(wanted.fiscal_year, 2).last
    return None


def require_known(app: App, codes: frozenset[str]) -> None:
    """Raise UnknownWorkplace for a code that neither we nor any case has: its empty ledger would prove nothing."""
    if codes <= {app.workplace.org_code}:
        return
    known = {app.workplace.org_code, *(code for code, _name in known_workplaces(app))}
    for code in sorted(codes - known):
        raise UnknownWorkplace(code=code, known=tuple(sorted(known)))


def known_workplaces(app: App) -> tuple[tuple[str, str], ...]:
    """Return (org code, name) of every workplace that has cases here."""
    places = workplaces_of(app, CaseFilter())
    return tuple((code, name) for code, (name, _rows) in places.by_code.items())
