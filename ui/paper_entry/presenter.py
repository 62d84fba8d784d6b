"""Reads the pictures once, records what is entered row by row, and leads from stop to stop. No widgets here."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol

from desktop_app.domain.answers import AnswerInput
from desktop_app.usecases.drafts import Draft, keep_draft
from ui.paper_entry.state import REPORT, EntryState, look, look_again

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.app import App, Changed
    from desktop_app.errors import SekishoError
    from desktop_app.usecases.paper_way import HandedIn
    from ui.background import Job
    from ui.desk import Desk, Navigator


class PaperEntryView(Protocol):
    """What the presenter needs of the screen."""

    def show_stop(self, state: EntryState, stop: str) -> None:
        """Show a stop anew, its fields empty."""

    def show_state(self, state: EntryState) -> None:
        """Show that something changed; what is being typed stays."""

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the pictures are."""

    def show_refusal(self, stop: str, error: SekishoError) -> None:
        """Say at the stop what was refused."""

    def show_trouble(self, error: SekishoError) -> None:
        """Say that the pages cannot be shown."""

    def show_handed_in(self) -> None:
        """Say that the report is handed in."""


class PaperEntryPresenter:
    """Enters one case's paper."""

    def __init__(
        self, view: PaperEntryView, desk: Desk, navigator: Navigator, case_id: str, at: str, *, owner: QObject
    ) -> None:
        self._view, self._desk, self._navigator = view, desk, navigator
        self.case_id, self._at, self._owner = case_id, at, owner
        self.state: EntryState | None = None
        self.stop_shown = ""
        self._job: Job | None = None

    def read(self) -> None:
        """Read the case and cut its pictures."""
        self.stop()
        self._view.show_progress(0, 1)
        self._job = self._desk.ask(
            look,
            self.case_id,
            then=self._begin,
            failed=self._trouble,
            progress=self._view.show_progress,
            owner=self._owner,
        )

    def stop(self) -> None:
        """Give the pictures up."""
        if self._job is not None:
            self._job.stop()
            self._job = None

    def heard(self, changed: Changed) -> None:
        """Read the case again when it was touched."""
        if self.case_id in changed.cases and self.state is not None:
            self._desk.ask(look_again, self.case_id, self.state, then=self._took)

    def go_to(self, stop: str) -> None:
        """Show a stop."""
        if self.state is not None and stop in self.state.stops:
            self.stop_shown = stop
            self._view.show_stop(self.state, stop)

    def move(self, by: int) -> None:
        """Show the next or previous stop."""
        if self.state is None or self.stop_shown not in self.state.stops:
            return
        stops = self.state.stops
        place = stops.index(self.stop_shown) + by
        if 0 <= place < len(stops):
            self.go_to(stops[place])

    def next_open(self, by: int) -> None:
        """Show the next or previous stop that is not entered."""
        if self.state is not None:
            self.go_to(_following(self.state, self.stop_shown, by))

    def enter_answer(self, item_id: str, entry: AnswerInput) -> None:
        """Record an answer and go on."""
        refuse = partial(self._view.show_refusal, item_id)
        on = self._go_on
        self._desk.ask(_answer, self.case_id, item_id, entry, self.state, then=on, failed=refuse, owner=self._owner)

    def enter_check(self, item_id: str, checked_on: date, remaining: int, note: str) -> None:
        """Record a check after the effective date and go on."""
        refuse = partial(self._view.show_refusal, item_id)
        given = (item_id, checked_on, remaining, note, self.state)
        self._desk.ask(_check, self.case_id, *given, then=self._go_on, failed=refuse, owner=self._owner)

    def hand_in(self, handed_in: HandedIn) -> None:
        """Hand the report in."""
        refuse = partial(self._view.show_refusal, REPORT)
        self._desk.ask(_report, self.case_id, handed_in, then=self._handed_in, failed=refuse, owner=self._owner)

    def set_aside(self, item_id: str, draft: Draft) -> None:
        """Keep what was chosen and typed but not recorded; an empty draft is none."""
        if self.state is not None and item_id and (draft.answer or item_id in self.state.hand.drafts):
            self._desk.ask(keep_draft, self.case_id, item_id, draft if draft.answer else None)

    def to_case(self) -> None:
        """Go to the case."""
        self._navigator.show_case(self.case_id)

    def to_paper(self) -> None:
        """Go to the case's paper."""
        self._navigator.show_paper_way(self.case_id)

    def confirm(self) -> None:
        """Go on to confirming the report."""
        self._navigator.show_confirmation(self.case_id)

    def _begin(self, state: EntryState) -> None:
        self._job, self.state = None, state
        self._view.show_progress(1, 1)
        if not state.stops:
            self._view.show_state(state)
            return
        at = self._at if self._at in state.stops else ""
        self.go_to(at or _first(state))

    def _trouble(self, error: SekishoError) -> None:
        self._job = None
        self._view.show_progress(1, 1)
        self._view.show_trouble(error)

    def _took(self, state: EntryState) -> None:
        self.state = state
        self._view.show_state(state)

    def _go_on(self, state: EntryState) -> None:
        self.state = state
        self._view.show_state(state)
        self.go_to(_following(state, self.stop_shown, 1))

    def _handed_in(self, _kept: object) -> None:
        self._view.show_handed_in()


def _first(state: EntryState) -> str:
    return next(
        (stop for stop in state.stops if stop in state.left), REPORT if REPORT in state.stops else state.stops[0]
    )


def _following(state: EntryState, stop: str, by: int) -> str:
    """Return the next stop that is not entered, going round; the signature when everything is."""
    stops = state.stops
    here = stops.index(stop) if stop in stops else -1
    order = (*stops[here + 1 :], *stops[: here + 1]) if by > 0 else (*stops[:here][::-1], *stops[here:][::-1])
    return next((each for each in order if each in state.left), _first(state))


def _answer(app: App, case_id: str, item_id: str, entry: AnswerInput, before: EntryState) -> EntryState:
    from desktop_app.usecases.paper_entry import answer_from_paper

    answer_from_paper(app, case_id, item_id, entry)
    keep_draft(app, case_id, item_id, None)
    return look_again(app, case_id, before)


def _check(
    app: App, case_id: str, item_id: str, checked_on: date, remaining: int, note: str, before: EntryState
) -> EntryState:
    from desktop_app.usecases.paper_entry import post_check_from_paper

    post_check_from_paper(app, case_id, item_id, checked_on, remaining, note)
    return look_again(app, case_id, before)


def _report(app: App, case_id: str, handed_in: HandedIn) -> object:
    from desktop_app.usecases.paper_way import report_on_paper

    return report_on_paper(app, case_id, handed_in)
