"""Answers to one item given apart from each other, at PCs that did not know of each other's (domain notes §6.2, T20).

An answer names those it takes the place of. What nobody named stands, so two that stand side by side are rivals:
neither is lost, and the clock decides nothing. The same answer given twice is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from desktop_app.domain.case import CaseState, Conflict, ItemAnswer, TransferCase
from desktop_app.domain.facts import AnswerWithdrawn, ItemAnswered, Recorded
from desktop_app.errors import AnswersDiffer


def places(standing: Iterable[ItemAnswer]) -> tuple[str, ...]:
    """Return by what a new answer names those that stand."""
    return tuple(position.place for answer in standing for position in answer.positions)


def at_places(fact: ItemAnswered | AnswerWithdrawn, moved: Mapping[str, str]) -> ItemAnswered | AnswerWithdrawn:
    """Return *fact* naming answers by the places they were *moved* to."""
    return replace(fact, replaces=tuple(moved.get(place, place) for place in fact.replaces or ()))


def left_standing(standing: Iterable[ItemAnswer], replaced: tuple[str, ...] | None) -> tuple[ItemAnswer, ...]:
    """Return what stands once the answers at the places *replaced* (None: all) do no more."""
    if replaced is None:
        return ()
    left = ((answer, tuple(p for p in answer.positions if p.place not in replaced)) for answer in standing)
    return tuple(replace(answer, positions=positions) for answer, positions in left if positions)


def with_answer(standing: Iterable[ItemAnswer], new: ItemAnswer) -> tuple[ItemAnswer, ...]:
    """Return what stands after one more answer."""
    left = left_standing(standing, new.fact.replaces)
    same = tuple(answer for answer in left if _content(answer.fact) == _content(new.fact))
    positions = tuple(position for answer in (*same, new) for position in answer.positions)
    return (*(answer for answer in left if answer not in same), replace(new, positions=positions))


def as_reported(rivals: Iterable[ItemAnswer], device_id: str) -> tuple[ItemAnswer, tuple[Conflict, ...]]:
    """Return the answer that a report of this PC was about, and the others as what came in too late.

    Nobody reports while rivals are known, so it is the PC's own answer; without one, the last.
    """
    ordered = sorted(rivals, key=lambda answer: max((p.device_id == device_id, p) for p in answer.positions))
    *others, reported = ordered
    late = (Recorded(one.fact, one.positions[-1], one.entered_at, one.entered_by) for one in others)
    return reported, tuple(Conflict(recorded, CaseState.REPORTED) for recorded in late)


def require_one_answer_each(case: TransferCase) -> None:
    """Refuse an act on answers while one of two that were given apart from each other is still to be chosen."""
    if case.rivals:
        raise AnswersDiffer(item_ids=tuple(sorted(case.rivals)))


def _content(fact: ItemAnswered) -> tuple[Any, ...]:
    evidence = tuple((file.name, file.sha256) for file in fact.evidence)
    return fact.answer, fact.done_on, fact.count, fact.reason_code, fact.note, fact.due_on, fact.reference, evidence
