"""Checks files one after the other on the desk lane, so that other work passes between two of them. No widgets here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.app import App
    from desktop_app.errors import SekishoError
    from desktop_app.usecases.verifying_papers import CheckedPaper, KnownPapers
    from ui.background import Job
    from ui.desk import Desk, Navigator

ROOT_NAME = "root.pem"
"""What the saved root certificate is called; the commands for other programs name it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One file: waiting, or with its verdict, or with what kept it from being checked."""

    path: Path
    checked: CheckedPaper | None = None
    refused: SekishoError | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing more is awaited."""
        return self.checked is not None or self.refused is not None


class PaperCheckView(Protocol):
    """What the presenter needs of the screen."""

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show the files as far as they are checked."""

    def show_progress(self, done: int, total: int) -> None:
        """Show how many files are checked; all of them: nothing is under way."""

    def show_saved(self, path: Path) -> None:
        """Say that the root certificate was written."""


class PaperCheckPresenter:
    """Checks papers and leads to their cases."""

    def __init__(self, view: PaperCheckView, desk: Desk, navigator: Navigator, *, owner: QObject) -> None:
        self._view, self._desk, self._navigator, self._owner = view, desk, navigator, owner
        self._rows: tuple[Row, ...] = ()
        self._job: Job | None = None

    def check(self, paths: Sequence[Path]) -> None:
        """Check these files; others that were shown before give way."""
        self.stop()
        self._rows = tuple(Row(path) for path in dict.fromkeys(paths))
        self._view.show_rows(self._rows)
        if self._rows:
            self._view.show_progress(0, len(self._rows))
            self._job = self._desk.ask(_known, then=self._next, failed=self._end, owner=self._owner)

    def stop(self) -> None:
        """Check no further file; the one under way is given up, its process ended."""
        if self._job is not None:
            self._job.stop()
            self._end()

    def open_case(self, case_id: str) -> None:
        """Go to the case a paper belongs to."""
        self._navigator.show_case(case_id)

    def take_in(self, path: Path) -> None:
        """Take a file in as scanned pages."""
        self._navigator.show_scans((path,))

    def save_root(self, path: Path) -> None:
        """Write the root certificate for other programs."""
        self._desk.ask(_write_root, path, then=self._view.show_saved, owner=self._owner)

    def _next(self, known: KnownPapers) -> None:
        done = sum(row.is_done for row in self._rows)
        self._view.show_progress(done, len(self._rows))
        if done == len(self._rows):
            self._job = None
            return
        row = self._rows[done]
        self._job = self._desk.ask(
            _check,
            row.path,
            known,
            then=lambda checked: self._take(known, replace(row, checked=checked)),
            failed=lambda error: self._take(known, replace(row, refused=error)),
            # Never called with counts: only through it is a job asked whether it was stopped.
            progress=_unheard,
            owner=self._owner,
        )

    def _take(self, known: KnownPapers, row: Row) -> None:
        if self._job is None:
            return
        self._rows = tuple(row if row.path == other.path else other for other in self._rows)
        self._view.show_rows(self._rows)
        self._next(known)

    def _end(self, error: SekishoError | None = None) -> None:
        self._job = None
        self._rows = tuple(row if error is None else replace(row, refused=error) for row in self._rows)
        self._rows = tuple(row for row in self._rows if row.is_done)
        self._view.show_rows(self._rows)
        self._view.show_progress(len(self._rows), len(self._rows))


def _unheard(_done: int, _total: int) -> None:
    pass


def _known(app: App) -> KnownPapers:
    from desktop_app.usecases.people import require_seat_free
    from desktop_app.usecases.verifying_papers import known_papers

    require_seat_free(app)
    return known_papers(app)


def _check(app: App, path: Path, known: KnownPapers, *, progress: Callable[[int, int], None]) -> CheckedPaper:
    from desktop_app.usecases.verifying_papers import verify_paper

    def stop() -> bool:
        progress(0, 1)
        return False

    return verify_paper(path, known, app.now(), stop=stop)


def _write_root(app: App, path: Path) -> Path:
    from desktop_app.exchange.durable import write_whole
    from desktop_app.usecases.verifying_papers import export_root

    write_whole(path, export_root(app))
    return path
