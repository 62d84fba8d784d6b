"""Reads an announcement's people and what became of them; opens cases, exports, prints. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from desktop_app.domain.master_facts import FormerCase, RollKind, RollTaken
from desktop_app.text import _
from desktop_app.usecases.completeness import (
    Reconciled,
    Reconciliation,
    export_reconciliation,
    former_cases,
    reconcile,
    render_former_ledger,
    render_reconciliation,
    rolls,
)

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.app import App
    from ui.desk import Desk, Navigator

Chosen = tuple[RollKind, int]


@dataclass(frozen=True, slots=True)
class RollsState:
    """The lists there are, and the one in sight."""

    known: tuple[tuple[Chosen, RollTaken], ...]
    chosen: Chosen | None
    found: Reconciliation | None
    former: tuple[FormerCase, ...]


class RollsView(Protocol):
    """What the presenter needs of the screen."""

    def show_state(self, state: RollsState) -> None:
        """Show the list in sight."""

    def show_exported(self, path: Path, rows: int) -> None:
        """Say that a file was written."""


class RollsPresenter:
    """One list in sight."""

    def __init__(self, view: RollsView, desk: Desk, navigator: Navigator, owner: QObject) -> None:
        self._view, self._desk, self._navigator, self._owner = view, desk, navigator, owner
        self.state: RollsState | None = None
        self._chosen: Chosen | None = None

    def read(self) -> None:
        """Read the lists and the one in sight."""
        self._desk.ask(look, self._chosen, then=self._show, owner=self._owner)

    def choose(self, chosen: Chosen) -> None:
        """Show another list."""
        self._chosen = chosen
        self.read()

    def open(self, row: Any) -> None:
        """Open the case of a person who has one."""
        if isinstance(row, Reconciled) and row.case is not None:
            self._navigator.show_case(row.case.case_id)

    def export(self, path: Path) -> None:
        """Write the list in sight as CSV."""
        if self.state is not None and self.state.found is not None:
            done = partial(self._view.show_exported, path)
            self._desk.ask(export_reconciliation, self.state.found.number, path, then=done, owner=self._owner)

    def preview(self) -> None:
        """Open the print preview of the list in sight."""
        if self.state is None or self.state.chosen is None:
            return
        kind, number = self.state.chosen
        if kind is RollKind.ANNOUNCEMENT:
            title, render = _("Everybody is covered"), partial(render_reconciliation, number=number)
        else:
            title, render = _("Former ledger"), partial(render_former_ledger, number=number)
        self._navigator.show_preview(title, render, f"{title}.pdf")

    def show_import(self) -> None:
        """Go to the import of announcements."""
        self._navigator.show_import()

    def _show(self, state: RollsState) -> None:
        self.state, self._chosen = state, state.chosen
        self._view.show_state(state)


def look(app: App, chosen: Chosen | None) -> RollsState:
    """Read the screen (on the desk lane)."""
    known = [((kind, number), roll) for kind in RollKind for number, roll in enumerate(rolls(app, kind), start=1)]
    announcements = [key for key, _roll in known if key[0] is RollKind.ANNOUNCEMENT]
    wanted = chosen or (announcements[-1] if announcements else known[-1][0] if known else None)
    if wanted is None:
        return RollsState((), None, None, ())
    kind, number = wanted
    if kind is RollKind.FORMER_LEDGER:
        return RollsState(tuple(known), wanted, None, former_cases(app, number)[1])
    return RollsState(tuple(known), wanted, reconcile(app, number), ())
