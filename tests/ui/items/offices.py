"""A desk over a real home with one case, as the screens of a case need it."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from desktop_app.app import App
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.facts import Answer
from desktop_app.domain.programme import AnsweredThrough, Phase
from desktop_app.usecases.answering import Briefing, answer_items, record_briefing
from desktop_app.usecases.intake import TransferInput, register_transfer
from desktop_app.usecases.reporting import sign_and_report
from tests.fakes import FixedClock
from tests.homes import found
from ui.background import Lanes
from ui.desk import Desk

NUMBER = "0012346"
NAME = "\u9ad9\u6a4b\u3000\u5065\u4e00"
STROKES = (((0.0, 10.0, 0.5, 0.0), (90.0, 12.0, 0.6, 0.2)), ((40.0, 0.0, 0.5, 0.4), (44.0, 60.0, 0.7, 0.7)))


@dataclass
class Went:
    """A navigator that remembers where it was asked to lead."""

    places: list[tuple[Any, ...]] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        return lambda *given: self.places.append((name, *given))


@dataclass
class Office:
    """A home, its desk, one registered case."""

    app: App
    clock: FixedClock
    lanes: Lanes
    desk: Desk
    case_id: str
    crashes: list[BaseException]
    navigator: Went = field(default_factory=Went)

    def do(self, usecase: Callable[..., Any], *given: Any) -> Any:
        """Run a use case where all of them run, and wait for it: the database belongs to the desk lane."""
        done: queue.SimpleQueue[Callable[[], Any]] = queue.SimpleQueue()

        def work() -> None:
            try:
                result = usecase(self.app, *given)
            except Exception as error:  # noqa: BLE001 - raised again where it was asked for
                done.put(partial(_throw, error))
            else:
                done.put(lambda: result)

        self.lanes.desk(work)
        return done.get(timeout=20)()

    def case(self):
        return self.do(lambda app: app.record.case(self.case_id))

    def answer(self, item_id: str):
        return self.case().answer(item_id)

    def brief(self) -> None:
        self.do(record_briefing, self.case_id, Briefing(self.app.today(), "対面"))

    def answer_all(self, *, but: tuple[str, ...] = ()) -> None:
        items = self.app.workplace.programme.items
        wanted = [
            item
            for item in items
            if item.answered_through is AnsweredThrough.ANSWER
            and item.phase is Phase.BEFORE_EFFECTIVE
            and item.id not in but
        ]
        entries = {item.id: AnswerInput(Answer.DONE, count=1 if item.needs_count else None) for item in wanted}
        self.do(answer_items, self.case_id, entries)

    def report(self) -> None:
        self.brief()
        self.answer_all()
        self.do(sign_and_report, self.case_id, STROKES)


def _throw(error: Exception) -> None:
    raise error


@contextmanager
def office(tmp_path: Path, effective: date = date(2026, 10, 1)) -> Iterator[Office]:
    clock = FixedClock()
    app = found(tmp_path, clock=clock)
    entry = TransferInput(
        NUMBER, NAME, effective, "あおば電力株式会社", kana="タカハシ　ケンイチ", specified_affiliate=True
    )
    case_id = register_transfer(app, entry)
    crashes: list[BaseException] = []
    lanes = Lanes(on_crash=crashes.append)
    opened = Office(app, clock, lanes, Desk(app, lanes), case_id, crashes)
    try:
        yield opened
    finally:
        lanes.desk(opened.app.close)
        assert lanes.close()
        assert crashes == []
