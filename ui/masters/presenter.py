"""Which master is in sight and as of when; entering a version; reading a file and taking it in. No widgets here."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop_app.domain.master_facts import MasterVersion
from desktop_app.domain.master_kinds import MasterKind
from desktop_app.exchange.findings import Finding
from desktop_app.text import _, language, ngettext
from desktop_app.usecases.masters import (
    MasterEntry,
    MasterPreview,
    entries,
    import_master,
    kinds,
    read_master_file,
    record_version,
)
from desktop_app.usecases.taking_over import FormerPreview, read_former_file, take_over

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from desktop_app.app import App, Changed
    from desktop_app.errors import SekishoError
    from ui.desk import Desk, Navigator

FORMER = "ledger"
"""Stands for the ledger kept before, which is read here too."""

Preview = MasterPreview | FormerPreview


@dataclass(frozen=True, slots=True)
class MastersState:
    """The master in sight; *counts* are entries standing today by kind."""

    kinds: tuple[MasterKind, ...]
    kind: MasterKind
    on: date
    today: date
    entries: tuple[MasterEntry, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class FileState:
    """A file that was read: what would be taken in, what to look at, and whether it may be taken in."""

    name: str
    kind: MasterKind | None
    preview: Preview
    count: int
    findings: tuple[Finding, ...]
    must_agree: bool
    reason: str


class MastersView(Protocol):
    """What the presenter needs of the screen."""

    def show_state(self, state: MastersState) -> None:
        """Show the master."""

    def show_entered(self) -> None:
        """A version was recorded: close the form."""

    def show_refusal(self, error: SekishoError) -> None:
        """Say at the form why nothing was recorded."""

    def show_file(self, state: FileState) -> None:
        """Show what was read."""

    def show_file_trouble(self, error: SekishoError) -> None:
        """Say why the file was not read, or not taken in."""

    def show_busy(self, *, reading: bool) -> None:
        """Show that a file is being read, or no longer."""

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the reading is."""

    def show_taken(self, words: str) -> None:
        """Say what was taken in, over the list."""


class MastersPresenter:
    """One master at a time."""

    def __init__(self, view: MastersView, desk: Desk, navigator: Navigator, kind: str, owner: QObject) -> None:
        self._view, self._desk, self._navigator, self._owner = view, desk, navigator, owner
        self.kind = kind or kinds()[0].id
        self.on: date | None = None
        self.text = ""
        self._stop = threading.Event()
        self._preview: Preview | None = None

    # --- the list -----------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the master in sight."""
        self._desk.ask(look, self.kind, self.on, self.text, then=self._view.show_state, owner=self._owner)

    def heard(self, changed: Changed) -> None:
        """Read again when the workplace's own data changed."""
        if changed.workplace:
            self.read()

    def choose(self, kind: str) -> None:
        """Turn to another master."""
        self.kind = kind
        self.read()

    def show_on(self, day: date | None) -> None:
        """Show the master as of another day; None is today."""
        self.on = day
        self.read()

    def search(self, text: str) -> None:
        """Show only what fits."""
        self.text = text
        self.read()

    # --- one entry ----------------------------------------------------------------------------------------

    def record(self, version: MasterVersion) -> None:
        """Record one version."""
        self._desk.ask(
            record_version,
            self.kind,
            version,
            then=lambda _nothing: self._view.show_entered(),
            failed=self._view.show_refusal,
            owner=self._owner,
        )

    # --- a file -------------------------------------------------------------------------------------------

    def read_file(self, path: Path, *, former: bool = False) -> None:
        """Read a file of the master in sight, or a former ledger."""
        self._stop = threading.Event()
        self._view.show_busy(reading=True)
        reads: Callable[..., Preview] = read_former_file if former else partial(_read_master, kind=self.kind)
        self._desk.ask(
            reads,
            path,
            named={"stop": self._stop.is_set},
            then=self._arrived,
            failed=self._failed,
            progress=self._view.show_progress,
            owner=self._owner,
        )

    def stop(self) -> None:
        """Stop the reading."""
        self._stop.set()

    def take_in(self) -> None:
        """Take in what was read, whole."""
        preview = self._preview
        if preview is not None:
            self._desk.ask(_take_in, preview, then=self._taken, failed=self._failed, owner=self._owner)

    def show_rolls(self) -> None:
        """Go to the lists that were taken in, the former ledger among them."""
        self._navigator.show_rolls()

    def _arrived(self, preview: Preview) -> None:
        self._preview = preview
        self._view.show_busy(reading=False)
        self._view.show_file(file_state(preview))

    def _failed(self, error: SekishoError) -> None:
        self._view.show_busy(reading=False)
        self._view.show_file_trouble(error)

    def _taken(self, count: int) -> None:
        words = ngettext("{count} row was taken in.", "{count} rows were taken in.", count)
        self._preview = None
        self._view.show_taken(words.format(count=f"{count:,}"))
        self.read()


def look(app: App, kind: str, on: date | None, text: str) -> MastersState:
    """Read the screen (on the desk lane)."""
    known, today = kinds(), app.today()
    chosen = next(one for one in known if one.id == kind)
    masters = app.workplace.masters
    return MastersState(
        kinds=known,
        kind=chosen,
        on=on or today,
        today=today,
        entries=entries(app, kind, on=on, text=text),
        counts={one.id: len(masters.by_kind.get(one.id, {})) for one in known},
    )


def file_state(preview: Preview) -> FileState:
    """Judge a file that was read."""
    former = isinstance(preview, FormerPreview)
    count = len(preview.read.rows) if isinstance(preview, FormerPreview) else len(preview.read.news)
    wrong = len(preview.wrong)
    if wrong:
        reason = ngettext(
            "There is {count} place to mend, so nothing can be taken in.",
            "There are {count} places to mend, so nothing can be taken in.",
            wrong,
        ).format(count=f"{wrong:,}")
    elif (isinstance(preview, FormerPreview) and preview.known) or not count:
        reason = _("Everything in the file is recorded already.")
    else:
        reason = ""
    kind = None if isinstance(preview, FormerPreview) else preview.read.kind
    name = _("Former ledger") if former or kind is None else kind.title[language()]
    return FileState(
        name=f"{name}　{preview.path.name}",
        kind=kind,
        preview=preview,
        count=count,
        findings=preview.read.findings,
        must_agree=bool(preview.doubtful),
        reason=reason,
    )


def _read_master(
    app: App, path: Path, *, kind: str, stop: Callable[[], bool], progress: Callable[[int, int], None]
) -> Preview:
    return read_master_file(app, kind, path, progress=progress, stop=stop)


def _take_in(app: App, preview: Preview) -> int:
    # The button is only free once every doubtful place was agreed to.
    if isinstance(preview, FormerPreview):
        return take_over(app, preview, accept_doubtful=True)
    return import_master(app, preview, accept_doubtful=True)
