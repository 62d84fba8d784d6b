"""Keeps the share in step without anybody asking: by the clock, soon after a change, and when somebody presses.

The desk lane prepares and takes in, the share lane talks to the network; a share that hangs holds up neither the
window nor its closing. The words of the status bar and the banners are those of UI notes §9.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.clock import office_time
from desktop_app.errors import (
    CloneDetected,
    ForeignShare,
    MembershipOver,
    NoShare,
    SekishoError,
    ShareFull,
    ShareLoginRefused,
    ShareMarkerDamaged,
    ShareReadOnly,
    ShareUnmarked,
)
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui.parts.banners import Notice

if TYPE_CHECKING:
    from desktop_app.app import App
    from desktop_app.share.errand import Carried, Errand
    from desktop_app.usecases.sharing import ShareStatus, SyncReport
    from ui.background import Job, Lanes
    from ui.desk import Desk
    from ui.shell import MainWindow

EVERY_MS = 5 * 60 * 1000
AFTER_CHANGE_MS = 10 * 1000
SILENT_MS = 30 * 1000
"""An exchange that says nothing for so long is told as a share that is away; it may still come back."""

_TOLD = (ForeignShare, ShareUnmarked, ShareMarkerDamaged, CloneDetected, MembershipOver, ShareLoginRefused)
"""Troubles whose own sentence says more than that the share is away."""

_BANNER = "share"
_MOST_ROUNDS = 64


class ShareKeeper(QObject):
    """Syncs by itself from ``start()`` to ``end()``; ``sync_now()`` on request. ``synced`` after every one."""

    synced = Signal()

    def __init__(self, desk: Desk, lanes: Lanes, window: MainWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._lanes, self._window = desk, lanes, window
        self._job: Job | None = None
        self._busy = self._again = self._ended = False
        self._rounds = 0
        self._unsent = 0
        self._troubled = self._thorough = False
        self._clock = self._timer(EVERY_MS, self.sync_now, once=False)
        self._after_change = self._timer(AFTER_CHANGE_MS, self._look)
        self._patience = self._timer(SILENT_MS, self._silent)

    def start(self) -> None:
        """Begin: show how sharing stands and sync."""
        if self._clock.isActive() or self._ended:
            return
        self._desk.changed.connect(self._changed)
        self._clock.start()
        self._desk.ask(_status, then=self._show_status, owner=self)
        self.sync_now()

    def end(self) -> None:
        """Stop; what has not been sent waits on this PC."""
        self._ended = True
        for timer in (self._clock, self._after_change, self._patience):
            timer.stop()
        if self._job is not None:
            self._job.stop()

    def look_through(self) -> None:
        """Sync as soon as may be, and look through the whole share: somebody asked for it."""
        self._thorough = True
        self.sync_now()

    def sync_now(self) -> None:
        """Sync; a sync under way is followed by another, unless it is already asked for."""
        if self._ended:
            return
        if self._busy:
            self._again = True
            return
        self._busy, self._again, self._rounds = True, False, 0
        self._after_change.stop()
        self._prepare(None)

    def redress(self) -> None:
        """Show the state again (another language, another share)."""
        self._desk.ask(_status, then=self._show_status, owner=self)

    # --- one sync -----------------------------------------------------------------------------------------

    def _prepare(self, before: SyncReport | None) -> None:
        def prepared(found: tuple[Errand, int]) -> None:
            errand, unsent = found
            if self._ended:
                return
            self._unsent = unsent
            if unsent and not self._troubled:
                self._say(_("Share: sending ({count})").format(count=unsent))
            self._patience.start()
            self._job = self._lanes.share(
                _carry,
                errand,
                then=lambda carried: self._take_in(errand, carried, before),
                failed=self._failed,
                progress=self._heard,
                stopped=self._finished,
                owner=self,
            )

        self._desk.ask(_prepare, before, self._thorough, then=prepared, failed=self._failed, owner=self)

    def _heard(self, _done: int, _total: int) -> None:
        self._patience.start()

    def _take_in(self, errand: Errand, carried: Carried, before: SyncReport | None) -> None:
        self._patience.stop()
        self._desk.ask(_finish, errand, carried, before, then=self._reported, failed=self._failed, owner=self)

    def _reported(self, report: SyncReport) -> None:
        self._rounds += 1
        self._unsent = report.unsent
        if report.again and self._rounds < _MOST_ROUNDS and not self._ended:
            self._prepare(report)
            return
        if report.trouble is not None:
            self._show_trouble(report.trouble, report.unsent)
        else:
            self._show_fine(report.at, report.awaited)
        self.synced.emit()
        self._finished()

    def _failed(self, error: SekishoError) -> None:
        if isinstance(error, NoShare):
            self._show_unused()
        else:
            self._show_trouble(error, self._unsent)
        self._finished()

    def _finished(self) -> None:
        self._patience.stop()
        self._job, self._busy, self._thorough = None, False, self._again and self._thorough
        if self._again:
            self.sync_now()

    # --- between syncs ------------------------------------------------------------------------------------

    def _changed(self, _changed: object) -> None:
        if not self._ended:
            self._after_change.start()

    def _look(self) -> None:
        # What came from the share changes cases too; only something of our own is worth a journey.
        def found(seen: tuple[ShareStatus, date]) -> None:
            status, _today = seen
            self._unsent = status.unsent
            if status.address is None:
                self._show_unused()
            elif status.unsent:
                self.sync_now()

        self._desk.ask(_status, then=found, owner=self)

    def _silent(self) -> None:
        if self._busy:
            self._show_away(self._unsent)

    # --- words --------------------------------------------------------------------------------------------

    def _show_status(self, found: tuple[ShareStatus, date]) -> None:
        status, today = found
        self._unsent = status.unsent
        if status.address is None:
            self._show_unused()
        elif status.last_at is not None and not status.trouble:
            self._show_fine(status.last_at, status.pending, today)

    def _show_unused(self) -> None:
        self._solved()
        self._say(_("Share: not used"))

    def _solved(self) -> None:
        self._troubled = False
        self._window.banners.drop(_BANNER)

    def _show_fine(self, at: datetime, pending: int, today: date | None = None) -> None:
        self._solved()
        if pending:
            self._say(_("Share: {count} records have not arrived").format(count=pending), tone="warn")
            return
        here = office_time(at)
        when = f"{here:%H:%M}" if today in {None, here.date()} else f"{here.month}/{here.day} {here:%H:%M}"
        self._say(_("Share: up to date ({time})").format(time=when), short=_("Share: up to date"))

    def _show_trouble(self, error: SekishoError, unsent: int) -> None:
        if isinstance(error, ShareFull | ShareReadOnly):
            self._show_unwritable(error)
        elif isinstance(error, _TOLD):
            if isinstance(error, MembershipOver):
                self._say(_("Share: not a member ({count} unsent)").format(count=unsent), tone="warn")
            else:
                self._say_away(unsent)
            event, meaning = _halves(sentence(error))
            kind = "alarm" if isinstance(error, CloneDetected | MembershipOver | ShareMarkerDamaged) else "warn"
            self._notice(kind, event, meaning, _("Connect again"))
        else:
            self._show_away(unsent)

    def _show_unwritable(self, error: SekishoError) -> None:
        self._say(_("Share: cannot be written"), tone="warn")
        event = (
            _("Nothing can be written to the share folder (there is no space left).")
            if isinstance(error, ShareFull)
            else _("Nothing can be written to the share folder.")
        )
        self._notice("warn", event, _("You can go on on this PC. Tell whoever looks after it."), _("Connect again"))

    def _show_away(self, unsent: int) -> None:
        self._say_away(unsent)
        meaning = _(
            "What was entered is kept on this PC ({count} unsent). It is sent by itself once the folder is there again."
        ).format(count=unsent)
        self._notice("warn", _("The share folder cannot be reached."), meaning, _("Connect again"))

    def _say_away(self, unsent: int) -> None:
        self._say(
            _("Share: not connected ({count} unsent)").format(count=unsent),
            tone="warn",
            short=_("Share: not connected"),
        )

    def _notice(self, kind: str, event: str, meaning: str, act: str) -> None:
        self._troubled = True
        icon = "folder-x" if kind == "warn" else ""
        self._window.banners.show_notice(Notice(_BANNER, kind, event, meaning, act, self.sync_now, icon))

    def _say(self, words: str, *, tone: str = "", short: str = "") -> None:
        self._window.status.show_part("share", words, icon="folder-x" if tone else "folder", tone=tone, short=short)

    def _timer(self, wait: int, act: Callable[[], Any], *, once: bool = True) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(wait)
        timer.setSingleShot(once)
        timer.timeout.connect(act)
        return timer


def _halves(words: str) -> tuple[str, str]:
    """Return the event and what it means: the first sentence, and the rest."""
    for stop in ("。", ". "):
        event, found, meaning = words.partition(stop)
        if found and meaning.strip():
            return event + stop.strip(), meaning.strip()
    return words, ""


def _status(app: App) -> tuple[ShareStatus, date]:
    from desktop_app.usecases.sharing import share_status

    return share_status(app), app.today()


def _prepare(app: App, before: SyncReport | None, thorough: bool) -> tuple[Errand, int]:
    from desktop_app.usecases.sharing import prepare_sync, unsent_count

    return prepare_sync(app, before, thorough=thorough or None), unsent_count(app)


def _carry(errand: Errand, *, progress: Callable[[int, int], None]) -> Carried:
    from desktop_app.usecases.sharing import exchange

    # How much there is to carry shows only on the way; a total that is never reached keeps the reports rare.
    return exchange(errand, progress=lambda done: progress(done, done + 1))


def _finish(app: App, errand: Errand, carried: Carried, before: SyncReport | None) -> SyncReport:
    from desktop_app.usecases.sharing import finish_sync

    return finish_sync(app, errand, carried, before)
