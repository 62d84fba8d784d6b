"""The words of the overview's filters: which workplaces, which period."""

from __future__ import annotations

from desktop_app.domain.calendar import HalfYear, fiscal_year
from desktop_app.labels import fiscal_year_label, half_label
from desktop_app.text import _
from desktop_app.usecases.headquarters_overview import Period
from ui.headquarters.presenter import OverviewState, Which


def which_words() -> tuple[tuple[Which, str], ...]:
    """Return what the situation may be."""
    return (
        (Which.ALL, _("Most concern first")),
        (Which.NOT_ARRIVED, _("Not arrived")),
        (Which.OVERDUE, _("With overdue cases")),
        (Which.TO_CONFIRM, _("To be confirmed")),
        (Which.AWAY, _("Share away")),
    )


def period_words(state: OverviewState) -> tuple[tuple[Period, str], ...]:
    """Return the last three fiscal years and their halves, and whatever is chosen."""
    this = fiscal_year(state.today)
    offered: list[tuple[Period, str]] = []
    for year in dict.fromkeys((this, this - 1, this - 2, state.period.year)):
        offered.append((Period(year), fiscal_year_label(year)))
        offered += [(Period(year, half), half_label(HalfYear(year, half))) for half in (2, 1)]
    return tuple(offered)
