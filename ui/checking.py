"""What the status bar and the alarm say about the check of the record (UI notes §9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from desktop_app.domain.clock import office_time
from desktop_app.text import _
from ui.parts.banners import Notice

if TYPE_CHECKING:
    from ui.shell import MainWindow

_BANNER = "check"


def show_checking(window: MainWindow) -> None:
    """Say that the check is under way."""
    window.status.show_part("check", _("Check of the record: under way"), icon="shield")


def show_checked(window: MainWindow, findings: tuple[str, ...], on_more: Callable[[], Any]) -> None:
    """Say that all holds and when, or raise the alarm; it stays until a check finds nothing."""
    if not findings:
        here = office_time(datetime.now(UTC))
        when = f"{here.month}/{here.day} {here.hour}:{here:%M}"
        words = _("Check of the record: everything holds ({time})").format(time=when)
        window.status.show_part("check", words, icon="shield", short=_("Record: holds"))
        window.banners.drop(_BANNER)
        return
    words = _("Check of the record: {count} do not hold").format(count=len(findings))
    short = _("Record: {count} do not hold").format(count=len(findings))
    window.status.show_part("check", words, icon="octagon", tone="bad", short=short)
    event = _("The check of the record found something that does not hold.")
    meaning = _("({first}) You can go on entering. Contact headquarters.").format(first=findings[0])
    window.banners.show_notice(Notice(_BANNER, "alarm", event, meaning, _("See details"), on_more))
