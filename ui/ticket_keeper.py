"""Keeps in sight what did not arrive as it should from transferees' own PCs: said to be sent, or kept aside.

The two alarms of the share protocol that are about submissions; each leads to the screen where it can be put right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop_app.text import _, ngettext
from ui.parts.banners import Notice

if TYPE_CHECKING:
    from desktop_app.app import App
    from ui.desk import Desk, Navigator
    from ui.shell import MainWindow


@dataclass(frozen=True, slots=True)
class _Alarms:
    """Cases (ids, the first of each leads there) and how many of each kind."""

    missing: tuple[str, ...]
    kept: tuple[str, ...]


class TicketKeeper(QObject):
    """Looks after every recorded act and every sync; ``read()`` looks now."""

    def __init__(self, desk: Desk, window: MainWindow, navigator: Navigator, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._window, self._navigator = desk, window, navigator
        desk.changed.connect(lambda _changed: self.read())

    def read(self) -> None:
        """Look, and show or take away the banners."""
        self._desk.ask(_alarms, then=self._show, owner=self)

    def _show(self, found: _Alarms) -> None:
        count = len(found.missing)
        self._banner(
            "tickets-missing",
            found.missing,
            ngettext(
                "{count} declaration said to be sent has not arrived.",
                "{count} declarations said to be sent have not arrived.",
                count,
            ).format(count=count),
            _("Ask for it as a file, or have it sent again."),
        )
        count = len(found.kept)
        self._banner(
            "tickets-kept",
            found.kept,
            ngettext(
                "{count} declaration could not be taken in and is kept aside.",
                "{count} declarations could not be taken in and are kept aside.",
                count,
            ).format(count=count),
            _("Nothing of it is lost. See why, and decide."),
        )

    def _banner(self, key: str, cases: tuple[str, ...], event: str, meaning: str) -> None:
        if not cases:
            self._window.banners.drop(key)
            return

        def go() -> Any:
            self._navigator.show_ticket(cases[0])

        self._window.banners.show_notice(Notice(key, "warn", event, meaning, _("See"), go, "tray"))


def _alarms(app: App) -> _Alarms:
    from desktop_app.usecases.ticket_inbox import aside
    from desktop_app.usecases.tickets import withheld

    return _Alarms(tuple(one.case_id for one in withheld(app)), tuple(one.case_id for one in aside(app) if one.case_id))
