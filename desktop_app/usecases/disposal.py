"""廃棄: ordering a fiscal year's records away, approving, taking back, carrying out (domain notes §4.4; T25).

Never by a clock: two people decide, and after the time to withdraw a person carries it out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desktop_app.app import App
from desktop_app.domain.disposal_facts import YearDisposed
from desktop_app.domain.disposals import Disposal


@dataclass(frozen=True, slots=True)
class KeptBack:
    """A case that stays although its period is over: its number, and the findings or orders that hold it."""

    case_no: str
    because_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DisposalPreview:
    """What an order for a fiscal year would take: numbers of cases, and those that stay, with the reason.

    ``not_yet`` counts cases that ended in the year and have to be kept longer, ``kept_until`` is the latest such day
    of those that go.
    """

    fiscal_year: int
    cases: tuple[str, ...]
    kept: tuple[KeptBack, ...]
    not_yet: int
    kept_until: date | None


def disposals(app: App) -> tuple[Disposal, ...]:
    """Return every disposal the record knows, the newest order first."""
    raise NotImplementedError


def preview_disposal(app: App, year: int) -> DisposalPreview:
    """Return what would go with *year* today. Raises DisposalTooEarly."""
    raise NotImplementedError


def order_disposal(app: App, year: int, words: str, *, own_pin: str) -> str:
    """Order a fiscal year's records disposed of; returns the order's number.

    The second line orders; where the workplace has joined no headquarters, whoever works on cases may. Raises
    NotEntitled, DisposalTooEarly, DisposalNothing, DisposalUnderWay, FieldMissing, FieldTooLong, WrongPin, PinLocked.
    """
    raise NotImplementedError


def approve_disposal(app: App, order_no: str, *, own_pin: str) -> None:
    """Approve an order of somebody else; from now on its cases are laid aside, and the time to withdraw runs.

    Raises NotEntitled, DisposalUnknown, DisposalOwnOrder, DisposalStageWrong, WrongPin, PinLocked.
    """
    raise NotImplementedError


def withdraw_disposal(app: App, order_no: str, words: str, *, own_pin: str) -> None:
    """Take an order back before it is carried out: its cases are shown again.

    Raises NotEntitled, DisposalUnknown, DisposalStageWrong, FieldMissing, FieldTooLong, WrongPin, PinLocked.
    """
    raise NotImplementedError


def carry_out_disposal(
    app: App,
    order_no: str,
    *,
    own_pin: str,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> YearDisposed:
    """Carry an approved order out: what has to stay is carried forward, then this PC's rows, files and keys go.

    Until everything that stays is recorded it can be stopped and nothing happened. Raises NotEntitled,
    DisposalUnknown, DisposalStageWrong, DisposalWaits, DisposalStopped, WrongPin, PinLocked, DiskFull.
    """
    raise NotImplementedError


def note_kit_destroyed(app: App, year: int, destroyed_on: date, *, own_pin: str) -> None:
    """Record that the year's printed recovery kit was destroyed, as the person at the desk saw.

    Raises DisposalStageWrong (the year was not disposed of), WrongPin, PinLocked.
    """
    raise NotImplementedError
