"""Which items a viewer sees, what is missing in an answer, and how far each step is; no widgets here.

The manager sees everything. The transferee sees what they answer themselves and what the briefing answered
(measures H1, H6); x/y counts what is answered before the effective date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from desktop_app.domain import answers
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import OPEN_STATES, TransferCase
from desktop_app.domain.dates import read_date
from desktop_app.domain.facts import Answer
from desktop_app.domain.names import fold_digits
from desktop_app.domain.programme import AnsweredThrough, EvidenceKind, Item, Party, Phase, Programme
from desktop_app.errors import Refused
from desktop_app.text import _, language
from desktop_app.usecases.drafts import Draft, draft_of
from ui.items import words
from ui.items.rivals import Rival, rivals_of
from ui.items.work import CaseInHand
from ui.parts.stepper import Step

AFTER = "after"
"""The key of 発令日後の確認, which stands apart from the programme's steps."""

REFERENCED = frozenset({EvidenceKind.TICKET_REF, EvidenceKind.DISPOSAL_CERTIFICATE, EvidenceKind.RECEIPT})
"""Evidence that has a number to write down."""

_BY_HAND = (AnsweredThrough.ANSWER, AnsweredThrough.BRIEFING)
_IN_FILES = REFERENCED | {
    EvidenceKind.IMAGE,
    EvidenceKind.CSV_RECONCILIATION,
    EvidenceKind.WITNESS,
    EvidenceKind.DECISION_RECORD,
}


class Viewer(Enum):
    """Who sits in front of the list."""

    MANAGER = "manager"
    TRANSFEREE = "transferee"


@dataclass(frozen=True, slots=True)
class Problem:
    """What an answer lacks, and at which field (count, note, due, done, reference; empty: the item as a whole)."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ItemState:
    """One item as the list shows it.

    ``finished``: nothing is missing. ``act``: what answers an item no person answers here ("briefing",
    "post_check"), with ``act_word`` its button, or empty. ``returned``: the reason it was sent back, in words.
    ``rivals``: the answers to choose from where two PCs gave different ones.
    """

    item: Item
    draft: Draft
    editable: bool
    finished: bool
    problem: Problem | None = None
    returned: str = ""
    caption: str = ""
    act: str = ""
    act_word: str = ""
    today: date = date.min
    effective_date: date = date.min
    reasons: tuple[tuple[str, str], ...] = ()
    rivals: tuple[Rival, ...] = ()

    @property
    def takes_files(self) -> bool:
        """Whether evidence files make sense for the item."""
        return any(kind in _IN_FILES for kind in self.item.evidence)

    @property
    def takes_reference(self) -> bool:
        """Whether the item has a number to write down (申請番号)."""
        return any(kind in REFERENCED for kind in self.item.evidence)


def items_of(programme: Programme, step: str, viewer: Viewer) -> tuple[Item, ...]:
    """Return the items of a step that *viewer* sees, in order."""
    if step == AFTER:
        return programme.after_items if viewer is Viewer.MANAGER else ()
    items = programme.items_of(step)
    if viewer is Viewer.MANAGER:
        return items
    return tuple(
        item
        for item in items
        if item.answered_by is Party.TRANSFEREE or item.answered_through is AnsweredThrough.BRIEFING
    )


def is_report_step(programme: Programme, step: str) -> bool:
    """Say whether a step is answered by signing and reporting (⑤)."""
    return any(item.answered_through is AnsweredThrough.REPORT for item in programme.items_of(step))


def steps(hand: CaseInHand, states: Mapping[str, ItemState], viewer: Viewer) -> tuple[Step, ...]:
    """Return the stepper's steps with their counts."""
    programme, found = hand.opened.programme, []
    for step in programme.steps:
        shown = items_of(programme, step.code, viewer)
        counted = [item for item in shown if item.answered_through is not AnsweredThrough.CONFIRMATION]
        if not counted:
            continue
        name = step.short_title[language()]
        if viewer is Viewer.TRANSFEREE and all(i.answered_through is AnsweredThrough.BRIEFING for i in counted):
            name = _("Briefing")
        done = sum(states[item.id].finished for item in counted)
        returned = any(item.id in hand.to_mend for item in shown)
        found.append(Step(step.code, step.number, name, done, len(counted), returned=returned))
    after = items_of(programme, AFTER, viewer)
    if after:
        done = sum(states[item.id].finished for item in after)
        found.append(Step(AFTER, "", _("After the effective date"), done, len(after), apart=True))
    return tuple(found)


def state_of(hand: CaseInHand, item: Item, pending: Draft | None, viewer: Viewer) -> ItemState:
    """Return how an item stands; *pending* is what was entered and is on its way to the record."""
    case, programme = hand.opened.case, hand.opened.programme
    by_hand = item.answered_through is AnsweredThrough.ANSWER and item.phase is Phase.BEFORE_EFFECTIVE
    open_case = case.state in OPEN_STATES and not hand.only_reads
    draft = pending or hand.drafts.get(item.id)
    problem: Problem | None = None
    if draft is not None and by_hand and open_case:
        checked = check(hand, item, draft, viewer) if draft.answer else None
        problem = checked if isinstance(checked, Problem) else None
        finished = bool(draft.answer) and problem is None
    else:
        draft = draft_of(case.answer(item.id))
        finished = case.is_answered(item)
    act, act_word = ("", "") if hand.only_reads else _act(case, item, viewer)
    return ItemState(
        item=item,
        draft=draft,
        editable=by_hand and open_case,
        finished=finished and not (item.id in hand.to_mend and pending is None),
        problem=problem,
        returned=_returned(hand, item.id),
        caption=words.caption(item, draft, case, programme),
        act=act,
        act_word=act_word,
        today=hand.today,
        effective_date=case.effective_date,
        reasons=tuple((reason.code, reason.label[language()]) for reason in programme.not_done_reasons),
        rivals=rivals_of(hand, item) if open_case and pending is None else (),
    )


def open_items(hand: CaseInHand, states: Mapping[str, ItemState], viewer: Viewer) -> tuple[Item, ...]:
    """Return what *viewer* still has to answer, in the programme's order."""
    if hand.opened.case.state not in OPEN_STATES:
        return ()
    programme = hand.opened.programme
    return tuple(
        item
        for step in programme.steps
        for item in items_of(programme, step.code, viewer)
        if item.answered_through in _BY_HAND and not states[item.id].finished
    )


def check(hand: CaseInHand, item: Item, draft: Draft, viewer: Viewer) -> AnswerInput | Problem:
    """Return the answer that *draft* makes, or what it lacks."""
    case, programme, today = hand.opened.case, hand.opened.programme, hand.today
    done, due = (read_date(text, near=today).value if text.strip() else None for text in (draft.done, draft.due))
    answer = Answer(draft.answer)
    if answer is Answer.DONE and draft.done.strip() and done is None:
        return Problem("done", words.not_a_date(draft.done))
    if answer is Answer.NOT_DONE and draft.due.strip() and due is None:
        return Problem("due", words.not_a_date(draft.due))
    entry = AnswerInput(
        answer=answer,
        done_on=done,
        count=_count(draft.count) if answer is Answer.DONE else None,
        reason_code=draft.reason_code if answer is Answer.NOT_DONE else "",
        note=draft.note,
        due_on=due,
        reference=draft.reference,
        evidence=draft.evidence,
    )
    by_transferee = viewer is Viewer.TRANSFEREE
    try:
        answers.answer_item(case, programme, item.id, entry, today=today, by_transferee=by_transferee)
    except Refused as error:
        return Problem(*words.problem(error, answer))
    return entry


def _act(case: TransferCase, item: Item, viewer: Viewer) -> tuple[str, str]:
    if viewer is Viewer.TRANSFEREE:
        return "", ""
    if item.answered_through is AnsweredThrough.BRIEFING and case.briefing is None and case.state in OPEN_STATES:
        return "briefing", _("Brief")
    if item.phase is Phase.AFTER_EFFECTIVE and case.cancellation is None and item.id not in case.post_checks:
        return "post_check", _("Check against the list")
    return "", ""


def _returned(hand: CaseInHand, item_id: str) -> str:
    if item_id not in hand.to_mend:
        return ""
    returned = next(item for item in hand.opened.case.returns[-1].items if item.item_id == item_id)
    labels = {reason.code: reason.label[language()] for reason in hand.opened.programme.return_reasons}
    return "　".join(filter(None, (labels.get(returned.reason_code, ""), returned.text)))


def _count(text: str) -> int | None:
    digits = fold_digits(text).replace(",", "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() else None
