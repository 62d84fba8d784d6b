"""What happens on the case screen: steps, the next thing to do, the acts of the menu. Qt-free."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from desktop_app.domain.facts import ExceptionKind
from desktop_app.domain.restricted_moves import SecondLineAnswer
from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.usecases import restricted_moves
from desktop_app.usecases.answering import cancel_case, withdraw_cancellation
from desktop_app.usecases.form_entries import FormEntries, enter_form_fields, form_entries_of
from ui.case import acts
from ui.case.state import CaseView, Next, view_of
from ui.desk import Desk, Navigator
from ui.items import Answering, Viewer
from ui.items.lines import LINES
from ui.items.model import is_report_step

Failed = Callable[[SekishoError], Any]


class View(Protocol):
    """What the presenter asks of the screen."""

    def show_state(self, view: CaseView) -> None:
        """Show the case."""

    def go_to(self, item_id: str) -> None:
        """Take an item of the step in sight in hand."""

    def current_item(self) -> str:
        """Return the item in hand, empty when none is."""

    def show_unsaved(self, words: str) -> None:
        """Say that something entered is not saved, with the way to try again; empty takes it away."""


class CasePresenter:
    """One case on the manager's screen."""

    def __init__(self, view: View, desk: Desk, navigator: Navigator, case_id: str, step: str) -> None:
        self._view, self._desk, self._navigator = view, desk, navigator
        self.case_id = case_id
        self._step, self._wanted = step, ""
        self._first = True
        self.answering = Answering(desk, case_id, Viewer.MANAGER, shown=self._show, troubled=self._trouble, owner=view)

    def load(self) -> None:
        """Read the case."""
        self.answering.load()

    # --- where ------------------------------------------------------------------------------------------------

    def go_to_step(self, step: str) -> None:
        """Show another step."""
        if step and step != self._step:
            self._step = step
            self._show()

    def next_step(self, by: int) -> None:
        """Show the next or previous step."""
        keys = [step.key for step in self.answering.steps()]
        if self._step in keys:
            self.go_to_step(keys[min(max(keys.index(self._step) + by, 0), len(keys) - 1)])

    def next_open(self, by: int) -> None:
        """Take the next or previous unanswered item in hand, in whichever step it is."""
        item = self.answering.next_open(self._view.current_item() or self._before_step(by), by)
        if item is not None:
            self._take(item.step, item.id)

    def mend(self) -> None:
        """Take the first item that was sent back in hand."""
        hand = self.answering.hand
        if hand is not None:
            item = next((item for item in hand.opened.programme.items if item.id in hand.to_mend), None)
            if item is not None:
                self._take(item.step, item.id)

    # --- acts -------------------------------------------------------------------------------------------------

    def do_next(self, doing: Next) -> None:
        """Do what the primary button says."""
        match doing:
            case Next.NEXT_OPEN:
                self.next_open(1)
            case Next.PLEDGE:
                self.go_to_step(self._report_step())
            case Next.HAND_OVER:
                self._navigator.hand_over(self.case_id)
            case Next.BRIEF:
                self._navigator.show_briefing(self.case_id)
            case Next.CONFIRM:
                self._navigator.show_confirmation(self.case_id)
            case Next.POST_CHECK:
                self._navigator.show_post_check(self.case_id)
            case Next.NOTHING:
                pass

    def act(self, act: str) -> None:
        """Do the act that answers an item elsewhere."""
        if act == LINES:
            self.show_lines()
            return
        self.do_next(Next.BRIEF if act == "briefing" else Next.POST_CHECK)

    def show_ticket(self) -> None:
        """チケットを渡す."""
        self._navigator.show_ticket(self.case_id)

    def correct(self) -> None:
        """登録した内容を直す."""
        self._navigator.show_correction(self.case_id)

    def show_findings(self) -> None:
        """Open what is found about the case: the one finding, or the list of them."""
        hand = self.answering.hand
        if hand is not None and len(hand.findings) == 1:
            self._navigator.show_finding(hand.findings[0].finding_id)
        elif hand is not None:
            self._navigator.show_findings(hand.opened.case.case_no)

    def raise_finding(self) -> None:
        """Open the form of a finding about the case."""
        if self.answering.hand is not None:
            self._navigator.show_findings("", self.answering.hand.opened.case.case_no)

    def show_circumstances(self) -> None:
        """事情と、そのあとの対応."""
        self._navigator.show_circumstances(self.case_id)

    def show_lines(self) -> None:
        """使ったものを選ぶ."""
        self._navigator.show_lines(self.case_id)

    def go_on_on_paper(self) -> None:
        """紙で進める."""
        self._navigator.show_paper_way(self.case_id)

    def order_correction(
        self, words: str, due_on: date | None, pin: str, *, then: Callable[..., Any], failed: Failed
    ) -> None:
        """Headquarters asks the workplace to put something right."""
        self._desk.ask(acts.order_correction, self.case_id, words, due_on, pin, then=then, failed=failed)

    def answer_order(self, order_no: str, words: str, *, then: Callable[..., Any], failed: Failed) -> None:
        """Say what was done about an order of headquarters."""
        self._desk.ask(acts.answer_order, self.case_id, order_no, words, then=then, failed=failed)

    def print_paper(self) -> None:
        """Preview the paper in force, or the report as it would be signed now."""
        hand = self.answering.hand
        if hand is not None:
            number = hand.opened.case.case_no
            self._navigator.show_preview(
                f"{hand.opened.programme.report_form.name}　{number}",
                partial(acts.paper_of, case_id=self.case_id),
                f"{number}.pdf",
            )

    def cancel(self, reason: str, then: Callable[[Any], Any], failed: Failed) -> None:
        """発令取消にする."""
        self._desk.ask(cancel_case, self.case_id, reason, then=then, failed=failed)

    def withdraw_cancellation(self, reason: str, then: Callable[[Any], Any], failed: Failed) -> None:
        """取消を戻す."""
        self._desk.ask(withdraw_cancellation, self.case_id, reason, then=then, failed=failed)

    def close_as_exception(
        self, kind: ExceptionKind, reason: str, pin: str, then: Callable[[Any], Any], failed: Failed
    ) -> None:
        """特例完了にする."""
        self._desk.ask(acts.close_as_exception, self.case_id, kind, reason, pin, then=then, failed=failed)

    def read_form(self, then: Callable[[FormEntries], Any]) -> None:
        """Read what the form asks for."""
        self._desk.ask(form_entries_of, self.case_id, then=then, failed=self._navigator.alarm)

    def enter_form(self, values: dict[str, str], then: Callable[[Any], Any], failed: Failed) -> None:
        """様式の記入事項を入れる."""
        self._desk.ask(enter_form_fields, self.case_id, values, then=then, failed=failed)

    def explain(self, witness: str, pin: str, then: Callable[[Any], Any], failed: Failed) -> None:
        """説明記録を作る."""
        self._desk.ask(acts.record_explanation, self.case_id, witness, pin, then=then, failed=failed)

    def state_duties(self, left: str, taken_up: str, then: Callable[[Any], Any], failed: Failed) -> None:
        """制限対象業務を示す."""
        self._desk.ask(restricted_moves.state_duties, self.case_id, left, taken_up, then=then, failed=failed)

    def consult(self, question: str, then: Callable[[Any], Any], failed: Failed) -> None:
        """協議を記録する."""
        self._desk.ask(restricted_moves.consult, self.case_id, question, then=then, failed=failed)

    def record_answer(self, answer: SecondLineAnswer, then: Callable[[Any], Any], failed: Failed) -> None:
        """第2線の回答を記録する."""
        self._desk.ask(restricted_moves.record_answer, self.case_id, answer, then=then, failed=failed)

    def restore(
        self, item_id: str, needed: bool, reference: str, note: str, then: Callable[[Any], Any], failed: Failed
    ) -> None:
        """権限を戻したことを記録する."""
        given = (self.case_id, item_id, needed, reference, note)
        self._desk.ask(acts.restore, *given, then=then, failed=failed)

    def show_explanation(self) -> None:
        """Preview the record of the explanation."""
        hand = self.answering.hand
        if hand is not None and hand.opened.case.explanation is not None:
            paper = hand.opened.case.explanation.pdf
            self._navigator.show_preview(paper.name.removesuffix(".pdf"), partial(acts.read, kept=paper), paper.name)

    def attach(self, item_id: str, paths: list[str]) -> None:
        """Add evidence files to an item."""
        for path in paths:
            self.answering.attach(item_id, Path(path))

    # --- inside -----------------------------------------------------------------------------------------------

    def _trouble(self, error: SekishoError) -> None:
        if self.answering.unsaved:
            self._view.show_unsaved(sentence(error))
        else:
            self._navigator.alarm(error)

    def _take(self, step: str, item_id: str) -> None:
        self._wanted = item_id
        if step != self._step:
            self._step = step
        self._show()

    def _show(self) -> None:
        hand = self.answering.hand
        if hand is None:
            return
        if self._first:
            self._first = False
            self._begin()
        if not self.answering.unsaved:
            self._view.show_unsaved("")
        self._view.show_state(view_of(self.answering, self._step))
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self._view.go_to(wanted)

    def _begin(self) -> None:
        """Begin at the step asked for, else where the next unanswered item is."""
        assert self.answering.hand is not None
        programme = self.answering.hand.opened.programme
        keys = [step.key for step in self.answering.steps()]
        item = next((item for item in programme.items if item.id == self._step), None)
        if item is not None:
            self._step, self._wanted = item.step, item.id
        elif self._step not in keys:
            waiting = self.answering.open_items()
            self._step = waiting[0].step if waiting else keys[0]

    def _before_step(self, by: int) -> str:
        # With no item in hand, F8 looks from the beginning of the step in sight.
        assert self.answering.hand is not None
        items = self.answering.hand.opened.programme.items
        places = [place for place, item in enumerate(items) if item.step == self._step]
        if not places:
            return ""
        place = places[0] - 1 if by > 0 else places[-1] + 1
        return items[place].id if 0 <= place < len(items) else ""

    def _report_step(self) -> str:
        assert self.answering.hand is not None
        programme = self.answering.hand.opened.programme
        return next((step.code for step in programme.steps if is_report_step(programme, step.code)), "")
