"""Case numbers (管理番号): who gave one, and the next that is free."""

from __future__ import annotations

from datetime import date

from desktop_app.app import App
from desktop_app.domain.calendar import HalfYear


class CaseNumbers:
    """Gives case numbers: workplace, half-year, this device's letter and a running number.

    The letter keeps two managers who are both offline from giving the same number.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._last: dict[str, int] = {}

    def next(self, effective_date: date) -> str:
        """Return the next number in the half-year of *effective_date*, e.g. ``NSC01-26B-A003``."""
        workplace, device = self._app.workplace, self._app.device.device_id
        letter = workplace.devices[device].letter
        prefix = f"{workplace.org_code}-{HalfYear.of(effective_date).code}-{letter}"
        if prefix not in self._last:
            gone = (case.case_no for one in workplace.disposals.values() for case in one.cases)
            known = (*self._app.cases.numbers_like(prefix), *(one for one in gone if one.startswith(prefix)))
            given = [number.removeprefix(prefix) for number in known]
            self._last[prefix] = max((int(tail) for tail in given if tail.isdecimal()), default=0)
        self._last[prefix] += 1
        return f"{prefix}{self._last[prefix]:03d}"
