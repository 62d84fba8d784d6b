"""Keeps the conditions of 異動案件, reads what fits them, and opens cases. No widgets here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from desktop_app.domain.calendar import fiscal_year
from desktop_app.text import _
from ui.cases.finding import Found, Line, Period, Wanted, find, read_page

if TYPE_CHECKING:
    from desktop_app.app import App
    from desktop_app.domain.case import CaseState
    from ui.desk import Desk, Navigator


class CasesView(Protocol):
    """What the presenter needs of the screen."""

    def show_found(self, found: Found) -> None:
        """Show another result."""

    def show_page(self, found: Found) -> None:
        """Show one more page of the same result."""


class CasesPresenter:
    """One person's search."""

    def __init__(self, view: CasesView, desk: Desk, navigator: Navigator) -> None:
        self._view, self._desk, self._navigator = view, desk, navigator
        #: None until the first reading: the page then begins with this fiscal year.
        self.wanted: Wanted | None = None
        self._reading = self._stale = False

    def refresh(self) -> None:
        """Read again; while a reading is under way, once more after it."""
        if self._reading:
            self._stale = True
            return
        self._reading, self._stale = True, False
        self._desk.ask(_find, self.wanted, then=self._show)

    def search(self, text: str) -> None:
        """Look for *text*."""
        self._want(text=text)

    def set_period(self, period: Period | None) -> None:
        """Restrict to a year or half-year, or not."""
        self._want(period=period)

    def set_state(self, state: CaseState | None) -> None:
        """Restrict to a state, or not."""
        self._want(state=state)

    def set_affiliates_only(self, only: bool) -> None:
        """Restrict to moves to specified affiliates, or not."""
        self._want(affiliates_only=only)

    def clear(self) -> None:
        """Take every condition away."""
        self.wanted = Wanted()
        self.refresh()

    def fetch(self, offset: int) -> None:
        """Read the page that came into sight."""
        if self.wanted is not None:
            self._desk.ask(read_page, self.wanted, offset, then=self._take)

    def open(self, row: Line | None) -> None:
        """Open a case (a row that is not read yet has none)."""
        if row is not None:
            self._navigator.show_case(row.line.summary.case_id)

    def print_handover(self) -> None:
        """Open the sheet of what the next manager takes over."""
        self._navigator.show_preview(_("Handover list"), _handover_pdf, "handover.pdf")

    def _want(self, **changed: object) -> None:
        wanted = replace(self.wanted or Wanted(), **changed)  # type: ignore[arg-type]
        if wanted != self.wanted:
            self.wanted = wanted
            self.refresh()

    def _show(self, found: Found) -> None:
        self._reading = False
        if self.wanted is None or found.wanted == self.wanted:
            self.wanted = found.wanted
            self._view.show_found(found)
        else:
            self._stale = True
        if self._stale:
            self.refresh()

    def _take(self, found: Found) -> None:
        if found.wanted == self.wanted:
            self._view.show_page(found)


def _handover_pdf(app: App) -> bytes:
    from desktop_app.usecases.handing_over import render_handover_list

    return render_handover_list(app)


def _find(app: App, wanted: Wanted | None) -> Found:
    return find(app, wanted or Wanted(period=Period(fiscal_year(app.today()))))
