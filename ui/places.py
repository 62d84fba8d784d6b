"""Which screens there are and where they are made; a screen's code is loaded when somebody first goes there."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from desktop_app.text import _
from ui.shell import NavItem

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator
    from ui.shell import Screen

_ROOMS = {
    "today": "ui.today",
    "cases": "ui.cases",
    "case": "ui.case",
    "registration": "ui.registration",
    "import": "ui.intake",
    "briefing": "ui.briefing",
    "ticket": "ui.tickets",
    "confirmation": "ui.confirmation",
    "post_check": "ui.post_check",
    "access_check": "ui.access_check",
    "ledger": "ui.ledger",
    "preview": "ui.preview",
    "paper_check": "ui.paper_check",
    "circumstances": "ui.circumstances",
    "findings": "ui.findings",
    "finding": "ui.finding",
    "disposal": "ui.disposal",
    "lines": "ui.lines",
    "rolls": "ui.rolls",
    "masters": "ui.masters",
    "scans": "ui.scans",
    "paper_way": "ui.paper_way",
    "paper_entry": "ui.paper_entry",
    "audit": "ui.audit",
    "settings": "ui.settings",
    "help": "ui.help",
}


def nav_items() -> tuple[NavItem, ...]:
    """Return the side bar's places, in order."""
    return (
        NavItem("today", _("To do today"), "today", _("Today")),
        NavItem("cases", _("Transfer cases"), "cases", _("Cases")),
        NavItem("ledger", _("Ledger"), "ledger", _("Ledger")),
        NavItem("findings", _("Findings"), "flag", _("To correct")),
        NavItem("settings", _("Settings"), "settings", _("Settings"), foot=True),
        NavItem("help", _("Help"), "help", _("Help"), foot=True, hint="F1"),
    )


def headquarters_items(*, inside: bool) -> tuple[NavItem, ...]:
    """Return headquarters' places; *inside* a workplace also what is read there."""
    every = NavItem("headquarters", _("All workplaces"), "building", _("Everywhere"))
    help_item = NavItem("help", _("Help"), "help", _("Help"), foot=True, hint="F1")
    if not inside:
        return (every, help_item)
    return (
        every,
        NavItem("cases", _("Transfer cases"), "cases", _("Cases")),
        NavItem("ledger", _("Ledger"), "ledger", _("Ledger")),
        NavItem("findings", _("Findings"), "flag", _("To correct")),
        help_item,
    )


def make_screen(key: str, desk: Desk, navigator: Navigator, arguments: dict[str, Any]) -> Screen:
    """Make the screen *key*; every room has ``make(desk, navigator, **arguments)``."""
    scoped = desk.for_screen()
    screen: Screen = import_module(_ROOMS[key]).make(scoped, navigator, **arguments)
    scoped.setParent(screen)
    return screen
