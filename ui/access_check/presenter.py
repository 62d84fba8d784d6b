"""Compares a list of rights with the cases that await their check, and records what it shows. No widgets here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop_app.sentences import sentence
from desktop_app.text import _, ngettext
from desktop_app.usecases.access_check import AccessCheck, Left, compare_access_list, record_access_check

if TYPE_CHECKING:
    from desktop_app.errors import SekishoError
    from ui.background import Job
    from ui.desk import Navigator


class AccessCheckView(Protocol):
    """What the presenter needs of the screen."""

    def show_check(self, check: AccessCheck | None) -> None:
        """Show what a list shows; None: no list was compared."""

    def show_busy(self, *, busy: bool) -> None:
        """Show that a list is being compared or recorded."""

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the comparison is."""

    def show_trouble(self, words: str) -> None:
        """Say why nothing came of it."""

    def show_recorded(self, words: str) -> None:
        """Say what was recorded."""


class AccessCheckPresenter:
    """One list in sight. *ask* is the desk's, answering only while the screen is there."""

    def __init__(self, view: AccessCheckView, ask: Callable[..., Job], navigator: Navigator) -> None:
        self._view, self._ask, self._navigator = view, ask, navigator
        self.check: AccessCheck | None = None
        self._stop = threading.Event()
        self._busy = False

    def compare(self, path: Path) -> None:
        """Compare a list that was chosen or dropped."""
        if self._busy:
            return
        self._begin()
        self._ask(
            compare_access_list,
            path,
            named={"stop": self._stop.is_set},
            then=self._compared,
            failed=self._failed,
            progress=self._view.show_progress,
        )

    def stop(self) -> None:
        """Stop the comparison that is under way."""
        self._stop.set()

    def record(self) -> None:
        """Record for everybody compared how much is left."""
        if self.check is None or not self.check.people or self._busy:
            return
        self._begin()
        self._ask(record_access_check, self.check, then=self._recorded, failed=self._failed)

    def open(self, row: Left) -> None:
        """Go to a person's check after the effective date."""
        self._navigator.show_post_check(row.summary.case_id)

    def _begin(self) -> None:
        self._busy = True
        self._stop = threading.Event()
        self._view.show_trouble("")
        self._view.show_busy(busy=True)

    def _compared(self, check: AccessCheck) -> None:
        self._idle()
        self.check = check
        self._view.show_check(check)

    def _recorded(self, count: int) -> None:
        assert self.check is not None
        self._idle()
        left = len(self.check.remaining)
        words = ngettext("The check of {count} case was recorded.", "The checks of {count} cases were recorded.", count)
        told = [words.format(count=f"{count:,}")]
        if left:
            still = ngettext("{count} person still has a right.", "{count} people still have a right.", left)
            told.append(still.format(count=f"{left:,}"))
        self.check = None
        self._view.show_check(None)
        self._view.show_recorded(_("  ").join(told))

    def _failed(self, error: SekishoError) -> None:
        self._idle()
        self._view.show_trouble(sentence(error))

    def _idle(self) -> None:
        self._busy = False
        self._view.show_busy(busy=False)
