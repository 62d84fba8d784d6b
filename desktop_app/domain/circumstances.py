"""What is out of the ordinary in a case (domain notes §5.4): which circumstances there are, and what follows.

The kinds are data; the rules are few: somebody who declares for another cannot declare what only that person knows,
an urgent case is reported with its six first items and the rest follows, and what is over stays in the history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from desktop_app.domain.bilingual import Text
from desktop_app.domain.case import OPEN_STATES, TransferCase, circumstance, still_open, unanswered
from desktop_app.domain.circumstance_facts import (
    CasesLinked,
    CircumstanceEnded,
    CircumstanceRecorded,
    OpenItemDone,
)
from desktop_app.domain.decisions import require_fit
from desktop_app.domain.entered import office_day, one_line, several_lines
from desktop_app.domain.facts import Answer, CaseFact, ItemAnswered
from desktop_app.domain.lines import item_id_of
from desktop_app.domain.programme import AnsweredThrough, Item, Programme
from desktop_app.errors import (
    CircumstanceUnknown,
    FieldMissing,
    ImpossibleDate,
    LinkedToItself,
    NotBySomebodyElse,
    NotStillOpen,
    WrongState,
)

URGENT = "urgent"
REST_BY = "rest_by"
"""The circumstance, and its field, that the six first items go by."""


class DetailType(StrEnum):
    """How a detail is written."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Detail:
    """One field of a circumstance; dates are kept as ISO, choices by their code."""

    name: str
    type: DetailType
    label: Text
    required: bool
    choices: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class CircumstanceKind:
    """One kind of circumstance; ``ends`` is what ends it, None where nothing does."""

    id: str
    title: Text
    lead: Text
    remark: Text
    ends: Text | None
    declared_by_other: bool
    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class CircumstanceRules:
    """All kinds, what only the transferee can declare, and what comes first in an urgent case."""

    kinds: tuple[CircumstanceKind, ...]
    own_items: tuple[str, ...]
    first_items: tuple[str, ...]

    def kind(self, kind_id: str) -> CircumstanceKind:
        """Return a kind; raises CircumstanceUnknown."""
        for kind in self.kinds:
            if kind.id == kind_id:
                return kind
        raise CircumstanceUnknown(kind=kind_id, known=tuple(kind.id for kind in self.kinds))

    def of(self, case: TransferCase) -> tuple[CircumstanceKind, ...]:
        """Return the kinds that hold for a case, as far as this version knows them."""
        held = {one.kind for one in case.circumstances}
        return tuple(kind for kind in self.kinds if kind.id in held)


def record_circumstance(
    case: TransferCase, kind: CircumstanceKind, details: Mapping[str, str], today: date
) -> CircumstanceRecorded:
    """Record a circumstance; one recorded before is replaced. Raises FieldMissing, FieldTooLong, ImpossibleDate."""
    return CircumstanceRecorded(case.case_id, kind.id, today, _cleaned(kind, details))


def end_circumstance(case: TransferCase, kind: CircumstanceKind, ended_on: date, note: str) -> tuple[CaseFact, ...]:
    """Record that it is over, or was a mistake. Raises CircumstanceUnknown when it does not hold."""
    if circumstance(case, kind.id) is None:
        raise CircumstanceUnknown(kind=kind.id, known=tuple(one.kind for one in case.circumstances))
    return (CircumstanceEnded(case.case_id, kind.id, office_day(ended_on), several_lines("note", note)),)


def check_own_declaration(
    case: TransferCase, rules: CircumstanceRules, item_id: str, answer: Answer, *, by_transferee: bool
) -> None:
    """Raise NotBySomebodyElse where only the transferee can say 完了 or 該当なし and somebody else declares."""
    elsewhere = any(kind.declared_by_other for kind in rules.of(case))
    own = item_id_of(item_id) in rules.own_items
    if elsewhere and own and not by_transferee and answer is not Answer.NOT_DONE:
        raise NotBySomebodyElse(item_id=item_id)


def first_items(case: TransferCase, programme: Programme, rules: CircumstanceRules) -> tuple[Item, ...]:
    """Return the items (or lines) that come first in an urgent case, in the order of the rule; none in others."""
    if circumstance(case, URGENT) is None:
        return ()
    return tuple(item for first in rules.first_items for item in programme.items if item_id_of(item.id) == first)


def leave_the_rest(
    case: TransferCase, programme: Programme, rules: CircumstanceRules, today: date, reason_code: str, note: str
) -> tuple[CaseFact, ...]:
    """Answer what is not among the first items 未完了, to be done by the day that was recorded.

    Raises NotStillOpen while a first item is unanswered, WrongState where the case is not urgent or not open.
    """
    urgent = circumstance(case, URGENT)
    require_fit(case, ItemAnswered)
    if urgent is None:
        raise WrongState(act="leave_the_rest", state=case.state, case_no=case.case_no)
    waiting = unanswered(case, programme)
    first = set(first_items(case, programme, rules))
    for item in waiting:
        if item in first:
            raise NotStillOpen(item_id=item.id, case_no=case.case_no)
    due = max(date.fromisoformat(urgent.details[REST_BY]), today)
    return tuple(
        ItemAnswered(
            case_id=case.case_id,
            item_id=item.id,
            answer=Answer.NOT_DONE,
            done_on=None,
            count=None,
            reason_code=reason_code,
            note=note,
            due_on=due,
            reference="",
            evidence=(),
            entered_by_transferee=False,
            replaces=(),
        )
        for item in waiting
        if item.answered_through is AnsweredThrough.ANSWER and item.id not in case.rivals
    )


def finish_open_item(case: TransferCase, programme: Programme, done: OpenItemDone, today: date) -> tuple[CaseFact, ...]:
    """Record that an item reported as 未完了 was done. Raises NotStillOpen, WrongState, ImpossibleDate."""
    require_fit(case, OpenItemDone)
    if done.item_id not in {answer.item_id for answer in still_open(case, programme)}:
        raise NotStillOpen(item_id=done.item_id, case_no=case.case_no)
    _not_ahead(done.item_id, done.done_on, today)
    return (replace(done, reference=one_line("reference", done.reference), note=several_lines("note", done.note)),)


def link_cases(case: TransferCase, other: TransferCase, note: str) -> tuple[CaseFact, ...]:
    """Say on both cases that they belong together. Raises LinkedToItself."""
    same = case.transferee.employee_no == other.transferee.employee_no
    linked = any(link.other_case_id == other.case_id for link in case.links)
    if case.case_id == other.case_id or linked or not same:
        raise LinkedToItself(case_no=other.case_no)
    words = several_lines("note", note)
    return (CasesLinked(case.case_id, other.case_id, words), CasesLinked(other.case_id, case.case_id, words))


def shared_answers(case: TransferCase, programme: Programme, other: TransferCase) -> Mapping[str, ItemAnswered]:
    """Return the other case's answers to items this one has not answered yet: nothing is entered twice (T16)."""
    if case.state not in OPEN_STATES:
        return {}
    return {
        item.id: answer
        for item in unanswered(case, programme)
        if item.id not in case.rivals
        and item.answered_through is AnsweredThrough.ANSWER
        and (answer := other.answer(item.id)) is not None
    }


def _cleaned(kind: CircumstanceKind, details: Mapping[str, str]) -> dict[str, str]:
    cleaned = {}
    for detail in kind.details:
        text = details.get(detail.name, "").strip()
        value = _value(detail, text) if text else ""
        if detail.required and not value:
            raise FieldMissing(field=detail.name)
        if value:
            cleaned[detail.name] = value
    return cleaned


def _value(detail: Detail, text: str) -> str:
    match detail.type:
        case DetailType.DATE:
            try:
                return office_day(date.fromisoformat(text)).isoformat()
            except ValueError:
                raise FieldMissing(field=detail.name) from None
        case DetailType.CHOICE:
            return text if text in dict(detail.choices) else ""
        case DetailType.LONG:
            return several_lines(detail.name, text)
        case DetailType.TEXT:
            return one_line(detail.name, text)


def _not_ahead(item_id: str, day: date, today: date) -> None:
    if office_day(day) > today:
        raise ImpossibleDate(item_id=item_id, date=day)
