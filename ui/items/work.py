"""What the item list asks of the desk lane; every act brings back the case as it stands after it.

Results come back in the order of the acts, so a result never shows less than what was done before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.deadlines import report_due
from desktop_app.domain.facts import AnswerWithdrawn, CaseReturned, ItemAnswered, Recorded, StoredFile
from desktop_app.domain.findings import Finding
from desktop_app.domain.roles import OVERSEERS
from desktop_app.domain.workplace import Person
from desktop_app.usecases.answering import answer_item, choose_answer, keep_evidence, withdraw_answer
from desktop_app.usecases.desk import OpenedCase, open_for_reading
from desktop_app.usecases.drafts import Draft, keep_draft, read_drafts
from desktop_app.usecases.lines import can_choose_lines
from desktop_app.usecases.restricted_moves import MoveStanding, standing_of


@dataclass(frozen=True, slots=True)
class CaseInHand:
    """A case opened for answering; ``days_left`` are business days until the effective date.

    ``to_mend``: items of the last return nobody has touched since. ``names``: enrolled people by id.
    """

    opened: OpenedCase
    drafts: Mapping[str, Draft]
    today: date
    days_left: int
    report_due: date
    person: Person
    names: Mapping[str, str]
    to_mend: frozenset[str]
    device_id: str = ""
    """This PC."""
    can_choose_lines: bool = False
    """Whether the masters hold anything a person could have used."""
    move: MoveStanding | None = None
    findings: tuple[Finding, ...] = ()
    """是正 about the case, also those that ended."""

    @property
    def only_reads(self) -> bool:
        """Whether whoever sits here looks at other people's work, and is offered nothing that would change it."""
        return self.person.role in OVERSEERS


@dataclass(frozen=True, slots=True)
class Kept:
    """An act is done: which item, with which fields, and the case afterwards."""

    item_id: str
    draft: Draft
    hand: CaseInHand


@dataclass(frozen=True, slots=True)
class Attached:
    """An evidence file was sealed for an item."""

    item_id: str
    file: StoredFile


def load(app: App, case_id: str) -> CaseInHand:
    """Return the case in hand; raises UnknownCase."""
    opened = open_for_reading(app, case_id)
    return CaseInHand(
        opened=opened,
        drafts=read_drafts(app, case_id),
        today=app.today(),
        days_left=app.calendar.business_days_until(app.today(), opened.case.effective_date),
        report_due=report_due(opened.case.effective_date, opened.programme.deadlines, app.calendar),
        person=app.person,
        names={person.person_id: person.name for person in app.workplace.people.values()},
        to_mend=_to_mend(opened.history, opened.case.returned_item_ids),
        device_id=app.device.device_id,
        can_choose_lines=can_choose_lines(app),
        move=standing_of(app, opened.case, opened.programme),
        findings=app.findings.of_case(case_id),
    )


def record_answer(app: App, case_id: str, item_id: str, entry: AnswerInput, draft: Draft) -> Kept:
    """Record an answer that is complete; its draft is no longer needed."""
    answer_item(app, case_id, item_id, entry)
    keep_draft(app, case_id, item_id, None)
    return Kept(item_id, draft, load(app, case_id))


def choose(app: App, case_id: str, item_id: str, place: str) -> CaseInHand:
    """Choose one of an item's answers, given on two PCs; what was being typed is forgotten."""
    choose_answer(app, case_id, item_id, place)
    keep_draft(app, case_id, item_id, None)
    return load(app, case_id)


def set_aside(app: App, case_id: str, item_id: str, draft: Draft) -> Kept:
    """Keep what is not complete yet.

    The answer that stood is taken back: the record must not say 完了 while the screen says 未完了.
    """
    withdraw_answer(app, case_id, item_id)
    keep_draft(app, case_id, item_id, draft)
    return Kept(item_id, draft, load(app, case_id))


def take_back(app: App, case_id: str, item_id: str, draft: Draft) -> Kept:
    """Take an answer back as a new fact; what was typed with it is forgotten too."""
    withdraw_answer(app, case_id, item_id)
    keep_draft(app, case_id, item_id, None)
    return Kept(item_id, draft, load(app, case_id))


def attach(app: App, case_id: str, item_id: str, path: Path) -> Attached:
    """Seal a copy of an evidence file. Raises EvidenceTooLarge, EvidenceUnreadable, DiskFull."""
    return Attached(item_id, keep_evidence(app, case_id, path))


def _to_mend(history: Iterable[Recorded], returned: tuple[str, ...]) -> frozenset[str]:
    touched: set[str] = set()
    for recorded in history:
        if isinstance(recorded.fact, CaseReturned):
            touched.clear()
        elif isinstance(recorded.fact, ItemAnswered | AnswerWithdrawn):
            touched.add(recorded.fact.item_id)
    return frozenset(returned) - touched
