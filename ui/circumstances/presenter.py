"""The circumstances of one case and what follows from them; every act is recorded at once. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from desktop_app.domain.case import OPEN_STATES, CaseState, still_open, unanswered
from desktop_app.domain.circumstance_facts import CircumstanceRecorded
from desktop_app.domain.circumstances import URGENT, CircumstanceKind, Detail, DetailType, first_items
from desktop_app.text import language
from desktop_app.usecases import circumstances
from desktop_app.usecases.answering import open_case
from ui.days import day_long

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QObject

    from desktop_app.app import App, Changed
    from desktop_app.domain.case import TransferCase
    from desktop_app.errors import SekishoError
    from ui.desk import Desk, Navigator


@dataclass(frozen=True, slots=True)
class Held:
    """A circumstance that holds, in words; ``ends`` is the word of the button that ends it, or empty."""

    kind: str
    title: str
    recorded_on: date
    lines: tuple[tuple[str, str], ...]
    ends: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item that is open since the report."""

    item_id: str
    text: str
    due: str


@dataclass(frozen=True, slots=True)
class CircumstancesState:
    """Everything the screen shows."""

    case: TransferCase
    kinds: tuple[CircumstanceKind, ...]
    held: tuple[Held, ...]
    still_open: tuple[Waiting, ...]
    first: tuple[tuple[str, bool], ...]
    rest: int
    today: date


class CircumstancesView(Protocol):
    """What the presenter needs of the screen."""

    def show_state(self, state: CircumstancesState) -> None:
        """Show the case; what is being typed stays."""

    def show_recorded(self) -> None:
        """A circumstance was recorded: the form is empty again."""

    def show_refusal(self, error: SekishoError) -> None:
        """Say at the form what was refused."""

    def show_trouble(self, error: SekishoError) -> None:
        """Say why another act was not taken."""


class CircumstancesPresenter:
    """Reads and records."""

    def __init__(self, view: CircumstancesView, desk: Desk, navigator: Navigator, case_id: str, owner: QObject) -> None:
        self._view, self._desk, self._navigator, self.case_id = view, desk, navigator, case_id
        self._owner = owner

    def read(self) -> None:
        """Read the case."""
        self._desk.ask(look, self.case_id, then=self._view.show_state, owner=self._owner)

    def heard(self, changed: Changed) -> None:
        """Read again when the case was touched."""
        if self.case_id in changed.cases:
            self.read()

    def record(self, kind: str, details: Mapping[str, str]) -> None:
        """Record a circumstance."""
        self._desk.ask(
            circumstances.record_circumstance,
            self.case_id,
            kind,
            dict(details),
            then=lambda _nothing: self._view.show_recorded(),
            failed=self._view.show_refusal,
            owner=self._owner,
        )

    def end(self, kind: str, day: date) -> None:
        """A circumstance is over."""
        self._do(partial(circumstances.end_circumstance), kind, day)

    def leave_the_rest(self) -> None:
        """Urgent: everything but the first items stays open and follows."""
        self._do(circumstances.leave_the_rest)

    def finish(self, item_id: str, reference: str) -> None:
        """An open item was done."""
        self._do(circumstances.finish_open_item, item_id, named={"reference": reference})

    def to_case(self) -> None:
        """Go back to the case."""
        self._navigator.show_case(self.case_id)

    def _do(self, usecase: Any, *given: Any, named: dict[str, Any] | None = None) -> None:
        self._desk.ask(usecase, self.case_id, *given, named=named, failed=self._view.show_trouble, owner=self._owner)


def look(app: App, case_id: str) -> CircumstancesState:
    """Read the screen (on the desk lane)."""
    case, programme = open_case(app, case_id)
    rules, said = circumstances.rules(), language()
    known = {kind.id: kind for kind in rules.kinds}
    reported = case.state in {CaseState.REPORTED, CaseState.CONFIRMED, CaseState.CLOSED_EXCEPTION}
    urgent = any(one.kind == URGENT for one in case.circumstances) and case.state in OPEN_STATES
    first = first_items(case, programme, rules) if urgent else ()
    waiting = {item.id for item in unanswered(case, programme)}
    return CircumstancesState(
        case=case,
        kinds=rules.kinds,
        held=tuple(_held(known[one.kind], one) for one in case.circumstances if one.kind in known),
        still_open=tuple(
            Waiting(one.item_id, programme.item(one.item_id).text[said], day_long(one.due_on) if one.due_on else "")
            for one in (still_open(case, programme) if reported else ())
        ),
        first=tuple((item.id, item.id not in waiting) for item in first),
        rest=len(waiting - {item.id for item in first}) if urgent else 0,
        today=app.today(),
    )


def _held(kind: CircumstanceKind, fact: CircumstanceRecorded) -> Held:
    said = language()
    lines = tuple(
        (detail.label[said], _shown(detail, fact.details[detail.name]))
        for detail in kind.details
        if fact.details.get(detail.name)
    )
    return Held(kind.id, kind.title[said], fact.recorded_on, lines, kind.ends[said] if kind.ends else "")


def _shown(detail: Detail, value: str) -> str:
    if detail.type is DetailType.DATE:
        return day_long(date.fromisoformat(value))
    if detail.type is DetailType.CHOICE:
        labels = dict(detail.choices)
        return labels[value][language()] if value in labels else value
    return value
