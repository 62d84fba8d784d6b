"""The items of the second gate and what was found; recording is one act an item. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol

from desktop_app.domain.case import TransferCase
from desktop_app.domain.deadlines import post_check_due
from desktop_app.domain.summary import Standing, standing_towards
from desktop_app.text import language
from desktop_app.usecases.answering import open_case

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.app import App, Changed
    from desktop_app.domain.facts import PostCheckRecorded
    from desktop_app.errors import SekishoError
    from ui.desk import Desk, Navigator


@dataclass(frozen=True, slots=True)
class GateItem:
    """One item after the effective date, with what was found so far."""

    item_id: str
    text: str
    help: str
    found: PostCheckRecorded | None


@dataclass(frozen=True, slots=True)
class PostCheckState:
    """The screen; ``can_record`` is False before the effective date and for a cancelled transfer."""

    case: TransferCase
    items: tuple[GateItem, ...]
    today: date
    due: date
    standing: Standing

    @property
    def too_early(self) -> bool:
        """Whether the effective date has not come yet."""
        return self.today < self.case.effective_date

    @property
    def can_record(self) -> bool:
        """Whether something can be recorded today."""
        return not self.too_early and self.case.cancellation is None

    @property
    def is_done(self) -> bool:
        """Whether every item was checked."""
        return all(item.found is not None for item in self.items)


class PostCheckView(Protocol):
    """What the presenter needs of the screen."""

    def show_state(self, state: PostCheckState) -> None:
        """Show the items; what is being typed stays."""

    def show_refusal(self, item_id: str, error: SekishoError) -> None:
        """Say at the item what was refused."""


class PostCheckPresenter:
    """Reads and records the second gate."""

    def __init__(self, view: PostCheckView, desk: Desk, navigator: Navigator, case_id: str, *, owner: QObject) -> None:
        self._view, self._desk, self._navigator, self.case_id = view, desk, navigator, case_id
        self._owner = owner

    def read(self) -> None:
        """Read the case."""
        self._desk.ask(look, self.case_id, then=self._view.show_state)

    def heard(self, changed: Changed) -> None:
        """Read again when the case was touched."""
        if self.case_id in changed.cases:
            self.read()

    def record(self, item_id: str, checked_on: date, remaining: int, note: str) -> None:
        """Record what was found."""
        refuse = partial(self._view.show_refusal, item_id)
        self._desk.ask(_record, self.case_id, item_id, checked_on, remaining, note, failed=refuse, owner=self._owner)

    def to_case(self) -> None:
        """Go back to the case."""
        self._navigator.show_case(self.case_id)


def look(app: App, case_id: str) -> PostCheckState:
    """Read the screen (on the desk lane)."""
    case, programme = open_case(app, case_id)
    due = post_check_due(case.effective_date, programme.deadlines, app.calendar)
    speak = language()
    return PostCheckState(
        case=case,
        items=tuple(
            GateItem(item.id, item.text[speak], item.help[speak], case.post_checks.get(item.id))
            for item in programme.after_items
        ),
        today=app.today(),
        due=due,
        standing=standing_towards(due, app.today(), app.calendar, programme.deadlines.soon_business_days),
    )


def _record(app: App, case_id: str, item_id: str, checked_on: date, remaining: int, note: str) -> None:
    from desktop_app.usecases.confirming import record_post_check

    record_post_check(app, case_id, item_id, checked_on, remaining, note)
