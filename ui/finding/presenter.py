"""Reads one finding and records what people do about it. No widgets here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from desktop_app.domain.clock import office_time
from desktop_app.domain.findings import FindingState
from desktop_app.sentences.findings import act_label
from desktop_app.usecases import findings
from desktop_app.usecases.findings import FindingLine
from ui import words

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.app import App, Changed
    from desktop_app.domain.facts import Recorded
    from desktop_app.domain.finding_rules import LeakGuide
    from ui.desk import Desk, Navigator


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the history: when, who, what, what was said, and whether it no longer fitted."""

    when: str
    who: str
    what: str
    said: str
    stray: bool


@dataclass(frozen=True, slots=True)
class FindingScreenState:
    """Everything the screen shows. ``about_reader``: the finding is about whoever sits here."""

    line: FindingLine
    history: tuple[Happened, ...]
    guide: LeakGuide
    today: date
    person: str
    about_reader: bool
    reported_by_reader: bool


class FindingView(Protocol):
    """What the presenter needs of the screen."""

    def show_state(self, state: FindingScreenState) -> None:
        """Show the finding."""


class FindingPresenter:
    """One finding."""

    def __init__(self, view: FindingView, desk: Desk, navigator: Navigator, finding_id: str, owner: QObject) -> None:
        self._view, self._desk, self._navigator, self.finding_id = view, desk, navigator, finding_id
        self._owner = owner

    def read(self) -> None:
        """Read the finding."""
        self._desk.ask(look, self.finding_id, then=self._view.show_state, owner=self._owner)

    def heard(self, changed: Changed) -> None:
        """Read again when it was touched, here or elsewhere."""
        if changed.workplace or self.finding_id in changed.cases:
            self.read()

    def to_case(self, case_id: str) -> None:
        """Open the case it is about."""
        self._navigator.show_case(case_id)

    def assign(self, in_charge: str, due_on: date, reason: str, **heard: Any) -> None:
        """Say who is in charge, and by when."""
        self._do(findings.assign, in_charge, due_on, reason, **heard)

    def record_action(self, entered: Any, **heard: Any) -> None:
        """Record what is being done."""
        self._do(findings.record_action, entered, **heard)

    def judge_leak(self, leak: Any, reason: str, **heard: Any) -> None:
        """Record what people judged about a leak."""
        self._do(findings.judge_leak, leak, reason, **heard)

    def tell(self, told: Any, **heard: Any) -> None:
        """Record whom somebody told."""
        self._do(findings.tell, told, **heard)

    def complete(self, note: str, done_on: date | None, pin: str, **heard: Any) -> None:
        """Report the correction as completed."""
        self._do(partial(findings.complete, own_pin=pin), note, done_on, **heard)

    def verify_effect(self, effective: bool, note: str, pin: str, **heard: Any) -> None:
        """Say whether it helped."""
        self._do(partial(findings.verify_effect, effective=effective, own_pin=pin), note, **heard)

    def close(self, note: str, pin: str, **heard: Any) -> None:
        """End the finding."""
        self._do(partial(findings.close, own_pin=pin), note, **heard)

    def _do(self, usecase: Callable[..., Any], *given: Any, **heard: Any) -> None:
        self._desk.ask(usecase, self.finding_id, *given, owner=self._owner, **heard)


def look(app: App, finding_id: str) -> FindingScreenState:
    """Read the screen (on the desk lane)."""
    line, reader = findings.finding_line(app, finding_id), app.person.employee_no
    finding = line.finding
    reported = finding.completion.completed_by_no if finding.completion else ""
    return FindingScreenState(
        line=line,
        history=tuple(_happened(app, one, stray=one in finding.conflicts) for one in reversed(finding.history)),
        guide=findings.leak_guide(),
        today=app.today(),
        person=app.person.name,
        about_reader=bool(finding.about) and finding.about == reader,
        reported_by_reader=finding.state is FindingState.COMPLETED and reported == reader,
    )


def _happened(app: App, recorded: Recorded, *, stray: bool) -> Happened:
    at, fact = office_time(recorded.at), recorded.fact
    person = app.workplace.people.get(recorded.by)
    said = getattr(fact, "words", "") or getattr(fact, "reason", "") or getattr(fact, "action", "") or ""
    return Happened(
        f"{words.day_with_year(at.date())}　{at:%H:%M}",
        person.name if person else "",
        act_label(fact),
        said,
        stray,
    )
