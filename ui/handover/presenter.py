"""What happens while the transferee has the seat: who they are, their steps, their answers. Qt-free."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from desktop_app.app import App
from desktop_app.domain.workplace import Person
from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _, language, ngettext
from desktop_app.usecases.answering import identify_transferee, take_seat_back
from desktop_app.usecases.people import people_here
from ui.desk import Desk
from ui.handover.steps_page import StepView
from ui.items import Answering, Viewer
from ui.items.model import is_report_step
from ui.parts.stepper import Step
from ui.words import day_short


class View(Protocol):
    """What the presenter asks of the frame."""

    def show_name(self, name: str) -> None:
        """Show whose case it is."""

    def show_step(self, view: StepView, steps: tuple[Step, ...], current: str) -> None:
        """Show a step's items."""

    def show_pledge(self, steps: tuple[Step, ...], current: str) -> None:
        """Show the page of the last step."""

    def show_wrong_number(self, words: str) -> None:
        """Say that the number is not the transferee's."""

    def show_returned(self, event: str) -> None:
        """Show that items were sent back; empty takes the banner away."""

    def show_trouble(self, words: str) -> None:
        """Say that something could not be saved; empty takes it away."""

    def show_seat_return(self, name: str, people: tuple[Person, ...], at_desk: str) -> None:
        """Ask the manager for their passphrase."""

    def refuse_seat(self, error: SekishoError) -> None:
        """Say why the seat was not taken."""

    def seat_taken(self) -> None:
        """End the mode."""

    def go_to(self, item_id: str) -> None:
        """Take an item in hand."""

    def current_item(self) -> str:
        """Return the item in hand."""


class HandoverPresenter:
    """One transferee at the manager's PC."""

    def __init__(self, view: View, desk: Desk, case_id: str) -> None:
        self._view, self._desk, self.case_id = view, desk, case_id
        self._owner: Any = view
        self._step, self._wanted, self._name = "", "", ""
        self.identified = False
        self.answering = Answering(
            desk, case_id, Viewer.TRANSFEREE, shown=self._show, troubled=self._trouble, owner=view
        )

    def load(self) -> None:
        """Read the case."""
        self.answering.load()

    # --- sitting down and giving back ---------------------------------------------------------------------

    def identify(self, employee_no: str) -> None:
        """Go on if it is the transferee's number."""
        ways: dict[str, Any] = {"then": self._identified, "failed": self._not_identified, "owner": self._owner}
        self._desk.ask(identify_transferee, self.case_id, employee_no, **ways)

    def ask_return(self) -> None:
        """Begin giving the seat back."""
        self._desk.ask(_who_can_take, then=self._ask_return, owner=self._owner)

    def take_seat(self, person_id: str, pin: str) -> None:
        """Let a manager take the seat."""
        ways: dict[str, Any] = {"then": self._taken, "failed": self._view.refuse_seat, "owner": self._owner}
        self._desk.ask(take_seat_back, person_id, pin, **ways)

    # --- steps --------------------------------------------------------------------------------------------

    def go_to_step(self, key: str) -> None:
        """Show a step."""
        if self.identified and key in [step.key for step in self.answering.steps()]:
            self._step = key
            self._show()

    def step_before(self) -> None:
        """Show the step before."""
        keys = [step.key for step in self.answering.steps()]
        if self._step in keys:
            self.go_to_step(keys[max(keys.index(self._step) - 1, 0)])

    def next_open(self, by: int = 1) -> None:
        """Take the next open item in hand; when all is answered, go to the pledge."""
        if not self.identified or self.answering.hand is None:
            return
        item = self.answering.next_open(self._view.current_item() or self._before_step(by), by)
        if item is None:
            self.go_to_step(self._report_step())
        else:
            self._take(item.step, item.id)

    def mend(self) -> None:
        """Take the first item that was sent back in hand."""
        waiting = self._returned()
        if waiting and self.answering.hand is not None:
            self._take(self.answering.hand.opened.programme.item(waiting[0]).step, waiting[0])

    def show_item(self, item_id: str) -> None:
        """Take one item in hand (the pledge's page names what is still unanswered)."""
        hand = self.answering.hand
        own = {state.item.id for step in self.answering.steps() for state in self.answering.items(step.key)}
        if hand is not None and item_id in own:
            self._take(hand.opened.programme.item(item_id).step, item_id)

    def attach(self, item_id: str, paths: list[str]) -> None:
        """Add evidence files to an item."""
        for path in paths:
            self.answering.attach(item_id, Path(path))

    # --- inside -------------------------------------------------------------------------------------------

    def _show(self) -> None:
        hand = self.answering.hand
        if hand is None:
            return
        name = hand.opened.case.transferee.name
        if name != self._name:
            self._name = name
            self._view.show_name(name)
        if not self.identified:
            return
        if not self.answering.unsaved:
            self._view.show_trouble("")
        steps = self.answering.steps()
        if not self._step:
            waiting = self.answering.open_items()
            self._step = waiting[0].step if waiting else self._report_step()
        if is_report_step(hand.opened.programme, self._step) or not self.answering.editable:
            self._view.show_pledge(steps, self._report_step())
            return
        self._view.show_step(self._step_view(steps), steps, self._step)
        waiting_back = len(self._returned())
        event = ngettext(
            "{count} item was sent back. Read the reason and mend it.",
            "{count} items were sent back. Read the reasons and mend them.",
            waiting_back,
        )
        self._view.show_returned(event.format(count=waiting_back) if waiting_back else "")
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self._view.go_to(wanted)

    def _step_view(self, steps: tuple[Step, ...]) -> StepView:
        hand = self.answering.hand
        assert hand is not None
        step = hand.opened.programme.step(self._step)
        here = [item for item in self.answering.open_items() if item.step == self._step]
        left = ngettext(
            "Unanswered in this step  {count} left", "Unanswered in this step  {count} left", len(here)
        ).format(count=len(here))
        everything = not self.answering.open_items()
        return StepView(
            heading=f"{step.number} {step.title[language()]}",
            lead=step.lead[language()],
            deadline=self._deadline(),
            items=self.answering.items(self._step),
            troubles=self.answering.file_troubles,
            left=left if here else _("This step is answered."),
            next_word=_("To pledge and report") if everything else _("Next unanswered"),
            first=self._step == steps[0].key,
        )

    def _deadline(self) -> str:
        hand = self.answering.hand
        assert hand is not None
        effective = hand.opened.case.effective_date
        if effective == hand.today:
            return _("The effective date is today.")
        if effective < hand.today:
            return _("The effective date, {day}, has passed.").format(day=day_short(effective))
        days = hand.days_left
        left = ngettext("{count} business day left", "{count} business days left", days).format(count=days)
        return _("Effective {day}: {left}").format(day=day_short(effective), left=left)

    def _take(self, step: str, item_id: str) -> None:
        self._step, self._wanted = step, item_id
        self._show()

    def _returned(self) -> list[str]:
        hand = self.answering.hand
        if hand is None:
            return []
        own = [state.item.id for step in self.answering.steps() for state in self.answering.items(step.key)]
        return [item_id for item_id in own if item_id in hand.to_mend]

    def _before_step(self, by: int) -> str:
        items = [state.item.id for state in self.answering.items(self._step)]
        assert self.answering.hand is not None
        every = [item.id for item in self.answering.hand.opened.programme.items]
        if not items:
            return ""
        place = every.index(items[0]) - 1 if by > 0 else every.index(items[-1]) + 1
        return every[place] if 0 <= place < len(every) else ""

    def _report_step(self) -> str:
        assert self.answering.hand is not None
        programme = self.answering.hand.opened.programme
        return next((step.code for step in programme.steps if is_report_step(programme, step.code)), "")

    def _identified(self, _result: object) -> None:
        self.identified = True
        self._show()

    def _not_identified(self, error: SekishoError) -> None:
        self._view.show_wrong_number(sentence(error))

    def _ask_return(self, found: tuple[tuple[Person, ...], str]) -> None:
        self._view.show_seat_return(self._name, *found)

    def _taken(self, _result: object) -> None:
        self._view.seat_taken()

    def _trouble(self, error: SekishoError) -> None:
        self._view.show_trouble(sentence(error))


def _who_can_take(app: App) -> tuple[tuple[Person, ...], str]:
    return people_here(app), app.person_id
