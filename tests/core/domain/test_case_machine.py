"""A Hypothesis state machine plays the office: whatever people do in whatever order, the case stays sound."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desktop_app.domain import answers, decisions
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import CaseState, TransferCase, answered_by_hand, unanswered
from desktop_app.domain.facts import (
    Answer,
    CaseConfirmed,
    ExceptionKind,
    Fact,
    ItemChecked,
    PostCheckRecorded,
    ReportSigned,
    SigningRefused,
    Verdict,
)
from desktop_app.domain.folding import fold
from desktop_app.domain.programme import NotApplicable
from desktop_app.domain.step_marks import MarkKind
from desktop_app.domain.summary import Judgement, judgement, summarise
from desktop_app.errors import Refused
from tests.core.domain.cases import (
    BRIEFED,
    CALENDAR,
    EFFECTIVE,
    HEAD,
    MANAGER,
    PDF,
    PROGRAMME,
    REGISTERED,
    TODAY,
    recorded,
)

ITEMS = st.sampled_from([item.id for item in PROGRAMME.items])
DAYS = st.integers(min_value=0, max_value=40)


class Office(RuleBasedStateMachine):
    """Every rule is something a person can try; being refused must change nothing."""

    @initialize()
    def register(self) -> None:
        self.facts: list[Fact] = [REGISTERED]
        self.today: date = TODAY

    @property
    def case(self) -> TransferCase:
        case = fold(recorded(self.facts))
        assert case is not None
        return case

    def attempt(self, decide, *args, **named) -> bool:
        try:
            new = decide(*args, **named)
        except Refused:
            return False
        self.facts += new
        return True

    @rule(days=DAYS)
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule()
    def brief(self) -> None:
        self.attempt(decisions.record_briefing, self.case, BRIEFED, self.today)

    @rule(
        item=ITEMS, answer=st.sampled_from(Answer), note=st.sampled_from(["", "使っていない"]), count=st.none() | DAYS
    )
    def answer(self, item: str, answer: Answer, note: str, count: int | None) -> None:
        entry = AnswerInput(answer, count=count, note=note, due_on=self.today + timedelta(days=3))
        if self.attempt(answers.answer_item, self.case, PROGRAMME, item, entry, today=self.today, by_transferee=True):
            standing = self.case.answer(item)
            assert standing is not None
            assert standing.answer is answer
            if answer is Answer.NOT_APPLICABLE:
                assert PROGRAMME.item(item).not_applicable is not NotApplicable.NEVER

    @rule()
    def answer_all(self) -> None:
        for item in unanswered(self.case, PROGRAMME):
            entry = AnswerInput(Answer.DONE, count=0)
            self.attempt(
                answers.answer_item, self.case, PROGRAMME, item.id, entry, today=self.today, by_transferee=True
            )

    @rule(item=ITEMS)
    def take_back(self, item: str) -> None:
        if self.attempt(answers.withdraw_answer, self.case, item):
            assert self.case.answer(item) is None

    @rule(reason=st.sampled_from(["", "内示が遅れた"]))
    def report(self, reason: str) -> None:
        case = self.case
        try:
            decisions.check_reportable(case, PROGRAMME, CALENDAR, today=self.today, late_reason=reason)
        except Refused:
            return
        assert case.briefing is not None
        assert not unanswered(case, PROGRAMME)
        assert reason or self.today <= EFFECTIVE
        self.facts.append(ReportSigned("c1", self.today, "1", "様式第1号", "1.0", "00", PDF, "ff", 3, reason))
        assert self.case.state is CaseState.REPORTED

    @rule()
    def refuse(self) -> None:
        refusal = SigningRefused("c1", self.today, MANAGER.name, "")
        self.attempt(decisions.refuse_signing, self.case, refusal, PROGRAMME)

    @rule(item=ITEMS, verdict=st.sampled_from(Verdict))
    def check(self, item: str, verdict: Verdict) -> None:
        check = ItemChecked("c1", item, verdict, "", "証跡が足りない")
        self.attempt(decisions.check_item, self.case, PROGRAMME, check, MANAGER)

    @rule()
    def accept_all(self) -> None:
        for item in answered_by_hand(self.case, PROGRAMME):
            check = ItemChecked("c1", item.id, Verdict.ACCEPTED, "", "")
            self.attempt(decisions.check_item, self.case, PROGRAMME, check, MANAGER)

    @rule()
    def send_back(self) -> None:
        if self.attempt(decisions.return_report, self.case, MANAGER, self.today):
            assert self.case.state is CaseState.RETURNED
            assert self.case.returned_item_ids

    @rule(reason=st.sampled_from(["", "確認者の不在"]))
    def confirm(self, reason: str) -> None:
        case = self.case
        try:
            decisions.check_confirmable(case, PROGRAMME, MANAGER, CALENDAR, today=self.today, late_reason=reason)
        except Refused:
            return
        assert all(case.checks[i.id].verdict is Verdict.ACCEPTED for i in answered_by_hand(case, PROGRAMME))
        self.facts.append(CaseConfirmed("c1", self.today, MANAGER.name, MANAGER.role, PDF, 2, reason))

    @rule()
    def end_as_exception(self) -> None:
        self.attempt(
            decisions.close_as_exception, self.case, HEAD, ExceptionKind.SIGNATURE_REFUSED, "署名なし", self.today
        )

    @rule()
    def cancel(self) -> None:
        self.attempt(decisions.cancel_case, self.case, "発令取消の連絡", self.today)

    @rule()
    def withdraw_cancelling(self) -> None:
        before = self.case.state_before_cancelling
        if self.attempt(decisions.withdraw_cancellation, self.case, "取り違え"):
            assert self.case.state is before

    @precondition(lambda self: self.today >= EFFECTIVE)
    @rule(remaining=st.integers(0, 2))
    def post_check(self, remaining: int) -> None:
        check = PostCheckRecorded("c1", "A-07", self.today, remaining, "2件残り" if remaining else "")
        self.attempt(decisions.record_post_check, self.case, PROGRAMME, check, self.today)

    @invariant()
    def nothing_conflicts_on_one_pc(self) -> None:
        if hasattr(self, "facts"):
            assert self.case.conflicts == ()

    @invariant()
    def the_ledger_row_says_what_the_case_says(self) -> None:
        if not hasattr(self, "facts"):
            return
        case, summary = self.case, summarise(self.case, PROGRAMME, CALENDAR)
        assert summary.unanswered_count == len(unanswered(case, PROGRAMME))
        assert (summary.confirmed_on is None) == (case.confirmation is None and case.exception is None)
        judged, days = judgement(summary, self.today)
        assert (days > 0) == (judged in (Judgement.LATE, Judgement.OVERDUE))
        assert (judged is Judgement.CANCELLED) == (case.state is CaseState.CANCELLED)
        for mark in summary.marks:
            assert (mark.day is not None) == (mark.kind is MarkKind.DONE)


TestOffice = Office.TestCase
TestOffice.settings = settings(max_examples=60, stateful_step_count=40)
