"""Has a share checked on the lane that may hang, and its result set as a page. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from desktop_app.domain.clock import Clock, utc_now
from desktop_app.errors import RootFingerprintUnreadable
from desktop_app.sentences import sentence

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.errors import SekishoError
    from desktop_app.usecases.verifying_spots import Verification
    from ui.background import Job
    from ui.parts.printing import Pages


@dataclass(frozen=True, slots=True)
class Given:
    """What the person entered: an address, and as far as they have them a fingerprint, key files, checkpoints."""

    address: str
    root: str = ""
    identities: tuple[Path, ...] = ()
    checkpoints: tuple[Path, ...] = ()


class AuditView(Protocol):
    """What the presenter needs of the screen."""

    def show_working(self) -> None:
        """Show that the share is being checked."""

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is."""

    def show_result(self, outcome: Verification) -> None:
        """Show what came of it."""

    def show_rest(self) -> None:
        """Show that nothing is under way."""

    def show_trouble(self, words: str, *, about_root: bool) -> None:
        """Say why nothing could be checked."""

    def print_pages(self, pages: Pages) -> None:
        """Let the person print."""

    def show_saved(self, path: Path) -> None:
        """Say where the page was written."""


class AuditPresenter:
    """One share after the other."""

    def __init__(self, view: AuditView, run: Callable[..., Job], *, owner: QObject, clock: Clock = utc_now) -> None:
        self._view, self._run, self._owner, self._clock = view, run, owner, clock
        self._job: Job | None = None
        self._outcome: Verification | None = None

    def check(self, given: Given) -> None:
        """Check a share."""
        self.stop()
        self._outcome = None
        self._view.show_working()
        self._job = self._run(
            _check,
            given,
            then=self._checked,
            failed=self._failed,
            progress=self._view.show_progress,
            stopped=self._rest,
            owner=self._owner,
        )

    def stop(self) -> None:
        """Give the check up."""
        if self._job is not None:
            self._job.stop()

    def print(self) -> None:
        """Have the result printed."""
        if self._outcome is not None:
            self._run(_pages, self._outcome, self._clock(), then=self._view.print_pages, owner=self._owner)

    def save(self, path: Path) -> None:
        """Write the result as a PDF."""
        if self._outcome is not None:
            self._run(
                _write,
                self._outcome,
                self._clock(),
                path,
                then=self._view.show_saved,
                failed=self._failed,
                owner=self._owner,
            )

    def _checked(self, outcome: Verification) -> None:
        self._job, self._outcome = None, outcome
        self._view.show_rest()
        self._view.show_result(outcome)

    def _failed(self, error: SekishoError) -> None:
        self._rest()
        about_root = isinstance(error, RootFingerprintUnreadable)
        self._view.show_trouble(sentence(error), about_root=about_root)

    def _rest(self) -> None:
        self._job = None
        self._view.show_rest()


def _check(given: Given, *, progress: Callable[[int, int], None]) -> Verification:
    from desktop_app.app import Surroundings
    from desktop_app.usecases.auditing import AuditRequest, audit, fingerprint_of, identities_at

    root = fingerprint_of(given.root) if given.root else ""
    identities = [key for path in given.identities for key in identities_at(path, Surroundings())]
    return audit(AuditRequest(given.address, root, tuple(identities), given.checkpoints), progress=progress)


def _paper(outcome: Verification, at: Any) -> bytes:
    from desktop_app.usecases.audit_result import render_audit_result

    return render_audit_result(outcome, checker="", at=at)


def _pages(outcome: Verification, at: Any) -> Pages:
    from ui.parts.printing import rendered

    return rendered(_paper(outcome, at))


def _write(outcome: Verification, at: Any, path: Path) -> Path:
    from desktop_app.exchange.durable import write_whole

    write_whole(path, _paper(outcome, at))
    return path
