"""Reads the years and orders of 廃棄, and records what people decide about them. No widgets here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from desktop_app.domain.disposal_line import DisposalLine
from desktop_app.errors import DisposalDiffers, DisposalTooEarly
from desktop_app.sentences import sentence
from desktop_app.text import _
from desktop_app.usecases import disposal
from desktop_app.usecases.disposal import DisposalPreview, may_decide, may_order, may_withdraw
from desktop_app.usecases.disposal_overview import disposal_lines
from desktop_app.usecases.disposal_printing import render_disposal_record_of
from desktop_app.usecases.disposing import disposal_differences
from desktop_app.usecases.keeping import years_over

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.app import App
    from ui.desk import Desk, Navigator


@dataclass(frozen=True, slots=True)
class DisposalState:
    """Orders, the years that can be chosen, and what would go with the chosen one.

    *trouble*: why nothing can be said of it. *may_order*, *may_withdraw*, *may_decide* (approve, carry out): what
    whoever sits here may do.
    """

    lines: tuple[DisposalLine, ...]
    years: tuple[int, ...]
    year: int | None
    preview: DisposalPreview | None
    trouble: str
    may_order: bool
    may_withdraw: bool
    may_decide: bool
    today: date
    differs: tuple[DisposalDiffers, ...] = ()
    """What another PC carried forward and this PC does not hold: nothing was removed here."""


class DisposalView(Protocol):
    """What the presenter needs of the screen."""

    def show_state(self, state: DisposalState) -> None:
        """Show orders and years."""


class DisposalPresenter:
    """The screen's acts, each a use case on the desk lane."""

    def __init__(self, view: DisposalView, desk: Desk, navigator: Navigator, owner: QObject) -> None:
        self._view, self._desk, self._navigator, self._owner = view, desk, navigator, owner
        self._year: int | None = None
        self._stop = threading.Event()

    def read(self) -> None:
        """Read orders and years."""
        self._desk.ask(look, self._year, then=self._show, owner=self._owner)

    def choose(self, year: int) -> None:
        """Look at another year."""
        self._year = year
        self.read()

    def order(self, year: int, words: str, pin: str, **heard: Any) -> None:
        """Order a year disposed of."""
        self._do(partial(disposal.order_disposal, own_pin=pin), year, words, **heard)

    def approve(self, order_no: str, pin: str, **heard: Any) -> None:
        """Approve somebody else's order."""
        self._do(partial(disposal.approve_disposal, own_pin=pin), order_no, **heard)

    def withdraw(self, order_no: str, words: str, pin: str, **heard: Any) -> None:
        """Take an order back."""
        self._do(partial(disposal.withdraw_disposal, own_pin=pin), order_no, words, **heard)

    def carry_out(self, order_no: str, pin: str, **heard: Any) -> None:
        """Carry an order out; it reports how far it is, and heeds ``stop`` while nothing is removed."""
        self._stop.clear()
        self._do(partial(disposal.carry_out_disposal, own_pin=pin, stop=self._stop.is_set), order_no, **heard)

    def stop(self) -> None:
        """Ask what is being carried out to stop; once it removes, it goes to the end."""
        self._stop.set()

    def note_kit(self, year: int, destroyed_on: date, pin: str, **heard: Any) -> None:
        """Record that the year's printed kit was destroyed."""
        self._do(partial(disposal.note_kit_destroyed, own_pin=pin), year, destroyed_on, **heard)

    def preview_record(self, line: DisposalLine) -> None:
        """Open the print preview of 廃棄記録."""
        number = line.disposal.order.order_no
        title = _("Disposal record")
        render = partial(render_disposal_record_of, order_no=number)
        self._navigator.show_preview(title, render, f"{title}_{number}.pdf")

    def _do(self, act: Callable[..., Any], *given: Any, **heard: Any) -> None:
        self._desk.ask(act, *given, owner=self._owner, **heard)

    def _show(self, state: DisposalState) -> None:
        self._year = state.year
        self._view.show_state(state)


def look(app: App, year: int | None) -> DisposalState:
    """Read the screen (on the desk lane); without a *year*, at the last that is over: earlier ones go with it."""
    years = years_over(app)
    if year not in years:
        year = max(years, default=None)
    preview, trouble = None, ""
    try:
        preview = disposal.preview_disposal(app, year) if year is not None else None
    except DisposalTooEarly as error:
        trouble = sentence(error)
    return DisposalState(
        lines=disposal_lines(app),
        years=years,
        year=year,
        preview=preview,
        trouble=trouble,
        may_order=may_order(app),
        may_withdraw=may_withdraw(app),
        may_decide=may_decide(app),
        today=app.today(),
        differs=disposal_differences(app),
    )
