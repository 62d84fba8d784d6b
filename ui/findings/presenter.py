"""Keeps what the list of findings shows, reads it, and raises new ones. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from desktop_app.domain.findings import FindingState
from desktop_app.domain.names import search_key
from desktop_app.usecases import findings
from desktop_app.usecases.findings import FindingInput, FindingLine

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.app import App
    from desktop_app.domain.findings import Finding
    from desktop_app.errors import SekishoError
    from ui.desk import Desk, Navigator


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings: in one state, all, or (None) those that are not ended; and words that have to stand there."""

    state: FindingState | None = None
    ended_too: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class FindingsState:
    """The list: what fits, of how many, and the figures over all."""

    wanted: Wanted
    lines: tuple[FindingLine, ...]
    total: int
    open: int
    overdue: int
    today: date
    person: str


class FindingsView(Protocol):
    """What the presenter needs of the screen."""

    def show_state(self, state: FindingsState) -> None:
        """Show the list."""

    def show_refusal(self, error: SekishoError) -> None:
        """Say at the form why nothing was raised."""


class FindingsPresenter:
    """One person's list."""

    def __init__(self, view: FindingsView, desk: Desk, navigator: Navigator, owner: QObject) -> None:
        self._view, self._desk, self._navigator, self._owner = view, desk, navigator, owner
        self.wanted = Wanted()

    def read(self) -> None:
        """Read the list."""
        self._desk.ask(look, self.wanted, then=self._show, owner=self._owner)

    def search(self, text: str) -> None:
        """Look for words."""
        self._want(text=text)

    def set_state(self, state: FindingState | None, *, ended_too: bool) -> None:
        """Restrict to a state, or not."""
        self._want(state=state, ended_too=ended_too)

    def clear(self) -> None:
        """Take every condition away."""
        self._want(state=None, ended_too=True, text="")

    def open(self, line: FindingLine) -> None:
        """Open one."""
        self._navigator.show_finding(line.finding.finding_id)

    def raise_finding(self, entry: FindingInput) -> None:
        """Raise one; it is opened then."""
        self._desk.ask(
            findings.raise_finding, entry, then=self._raised, failed=self._view.show_refusal, owner=self._owner
        )

    def _raised(self, finding: Finding) -> None:
        self._navigator.show_finding(finding.finding_id)

    def _want(self, **changed: object) -> None:
        self.wanted = replace(self.wanted, **changed)  # type: ignore[arg-type]
        self.read()

    def _show(self, state: FindingsState) -> None:
        if state.wanted == self.wanted:  # another reading is on its way otherwise
            self._view.show_state(state)


def look(app: App, wanted: Wanted) -> FindingsState:
    """Read the list (on the desk lane)."""
    every = findings.finding_lines(app)
    return FindingsState(
        wanted=wanted,
        lines=tuple(line for line in every if _fits(line, wanted)),
        total=len(every),
        open=sum(line.finding.is_open for line in every),
        overdue=sum(bool(line.days_overdue) for line in every),
        today=app.today(),
        person=app.person.name,
    )


def _fits(line: FindingLine, wanted: Wanted) -> bool:
    finding = line.finding
    if wanted.state is not None and finding.state is not wanted.state:
        return False
    if wanted.state is None and not wanted.ended_too and not finding.is_open:
        return False
    told = (finding.finding_no, *finding.other_numbers, line.case_no, line.name, finding.in_charge, finding.raised.what)
    return search_key(wanted.text) in search_key(" ".join(told))
