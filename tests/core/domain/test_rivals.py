"""Answers given at two PCs apart from each other (domain notes §6.2, T20): nothing is lost, whatever arrives first."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import answers, decisions
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import TransferCase, unanswered
from desktop_app.domain.facts import (
    Answer,
    AnswerWithdrawn,
    CaseConfirmed,
    CaseFact,
    ItemAnswered,
    Position,
    Recorded,
    ReportSigned,
    Role,
)
from desktop_app.domain.folding import fold
from desktop_app.errors import AnswersDiffer
from tests.core.domain.cases import BRIEFED, CALENDAR, PDF, PROGRAMME, REGISTERED, TODAY

ITEM, OTHER = "A-01", "C-01"
NOON = datetime(2026, 9, 24, 3, tzinfo=UTC)


@dataclass
class Pc:
    """A PC that knows what it recorded and what it fetched."""

    name: str
    known: set[Recorded] = field(default_factory=set)
    acts: int = 0

    @property
    def history(self) -> list[Recorded]:
        return sorted(self.known, key=lambda one: one.position)

    @property
    def case(self) -> TransferCase:
        case = fold(self.history)
        assert case is not None
        return case

    def record(self, *facts: CaseFact) -> None:
        lamport = max((one.position.lamport for one in self.known), default=0) + 1
        self.acts += 1
        for index, fact in enumerate(facts):
            at = Position(lamport, self.name, self.acts, index)
            self.known.add(Recorded(fact, at, NOON + timedelta(minutes=lamport), self.name))

    def answer(self, reference: str, item: str = ITEM) -> None:
        entry = AnswerInput(Answer.DONE, count=0, reference=reference)
        self.record(*answers.answer_item(self.case, PROGRAMME, item, entry, today=TODAY, by_transferee=False))


def two_pcs() -> tuple[Pc, Pc]:
    first, second = Pc("a"), Pc("b")
    first.record(REGISTERED, BRIEFED)
    fetch(second, first)
    return first, second


def fetch(one: Pc, other: Pc) -> None:
    one.known |= other.known


def told(case: TransferCase, item: str = ITEM) -> set[str]:
    return {one.fact.reference for one in case.standing(item)}


STEPS = st.lists(
    st.tuples(st.sampled_from(["answer", "withdraw", "choose", "fetch"]), st.integers(0, 1), st.sampled_from("xyz")),
    max_size=14,
)


@given(STEPS)
def test_whatever_two_pcs_answer_and_fetch_nothing_is_lost_and_rivals_are_what_neither_knew_of(steps) -> None:
    pcs = two_pcs()
    for act, number, words in steps:
        here, there = pcs[number], pcs[1 - number]
        match act:
            case "answer":
                here.answer(words)
            case "withdraw":
                here.record(*answers.withdraw_answer(here.case, ITEM))
            case "choose" if ITEM in here.case.rivals:
                place = here.case.rivals[ITEM][0].positions[0].place
                here.record(*answers.choose_answer(here.case, ITEM, place, by_transferee=False))
                assert here.case.answer(ITEM) is not None
            case _:
                fetch(here, there)
        assert told(here.case) == expected(here.history)
        assert (ITEM in here.case.rivals) == (len(expected(here.history)) > 1)
    fetch(pcs[0], pcs[1])
    fetch(pcs[1], pcs[0])
    assert pcs[0].case == pcs[1].case


def expected(history: list[Recorded]) -> set[str]:
    """What nobody who knew of it has answered or withdrawn since, straight from the definition."""
    about = [one for one in history if isinstance(one.fact, ItemAnswered | AnswerWithdrawn)]
    named = {place for one in about for place in one.fact.replaces or ()}
    return {
        one.fact.reference for one in about if isinstance(one.fact, ItemAnswered) and one.position.place not in named
    }


def test_an_item_with_rivals_is_unanswered_and_nobody_reports_until_one_is_chosen() -> None:
    first, second = two_pcs()
    for item in unanswered(first.case, PROGRAMME):
        first.answer("", item.id)
    fetch(second, first)
    first.answer("一台目")
    second.answer("二台目")
    fetch(first, second)
    case = first.case
    assert case.answer(ITEM) is None
    assert [item.id for item in unanswered(case, PROGRAMME)] == [ITEM]
    with pytest.raises(AnswersDiffer) as refused:
        decisions.check_reportable(case, PROGRAMME, CALENDAR, today=TODAY, late_reason="")
    assert refused.value.item_ids == (ITEM,)
    assert answers.withdraw_answer(case, ITEM) == (), "of rivals one is chosen, not all thrown away"
    place = case.rivals[ITEM][0].positions[0].place
    first.record(*answers.choose_answer(case, ITEM, place, by_transferee=False))
    assert first.case.answer(ITEM).reference == "一台目"
    assert not unanswered(first.case, PROGRAMME)
    assert answers.choose_answer(first.case, ITEM, place, by_transferee=False) == ()
    assert {one.fact.reference for one in first.known if isinstance(one.fact, ItemAnswered)} >= {"一台目", "二台目"}


def test_the_same_answer_at_both_is_no_conflict() -> None:
    first, second = two_pcs()
    first.answer("ITS-1")
    second.answer("ITS-1")
    fetch(first, second)
    assert first.case.answer(ITEM).reference == "ITS-1"
    first.answer("ITS-2")
    assert first.case.answer(ITEM).reference == "ITS-2", "it takes the place of both"


def test_answers_of_earlier_versions_say_nothing_and_take_the_place_of_what_stood() -> None:
    first, second = two_pcs()
    first.answer("一台目")
    second.answer("二台目")
    for pc in (first, second):
        pc.known = {
            replace(one, fact=replace(one.fact, replaces=None)) if isinstance(one.fact, ItemAnswered) else one
            for one in pc.known
        }
    fetch(first, second)
    assert first.case.answer(ITEM).reference == "二台目"
    assert first.case.rivals == {}


def test_a_report_is_about_its_own_pcs_answer_and_the_other_stays_visible() -> None:
    first, second = two_pcs()
    first.answer("一台目")
    second.answer("二台目")
    fetch(second, first)
    assert told(second.case) == {"一台目", "二台目"}
    for _ in range(3):
        first.answer("", OTHER)  # its journal is ahead
    first.record(ReportSigned("c1", TODAY, "1", "様式第1号", "1.0", "00", PDF, "ff", 3, ""))
    first.record(CaseConfirmed("c1", TODAY, "林　真理", Role.DEPUTY_MANAGER, PDF, 2, ""))
    confirmed = first.case
    fetch(first, second)
    case = first.case
    assert case.answer(ITEM) == confirmed.answer(ITEM), "what was confirmed does not change"
    assert (case.state, case.confirmation) == (confirmed.state, confirmed.confirmation)
    assert [one.recorded.fact.reference for one in case.conflicts] == ["二台目"]
