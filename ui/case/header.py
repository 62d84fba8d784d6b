"""What stands in the case's header: kana, number, badges, and the acts with their menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.case import OPEN_STATES
from desktop_app.text import _
from ui.case.state import CaseView, Next
from ui.parts import buttons
from ui.parts.badges import Badge, BadgeLook, state_look
from ui.parts.labels import label
from ui.words import day_short, reads_short, standing_look


class Action(buttons.PushButton):
    """A header button that is there only while it can be used, however the header folds."""

    wanted = True

    def setVisible(self, visible: bool) -> None:
        """Show it if it is wanted at all."""
        super().setVisible(visible and self.wanted)

    def want(self, *, wanted: bool) -> None:
        """Say whether the act can be done now."""
        self.wanted = wanted
        self.setVisible(wanted)


class CaseHeader(QObject):
    """The widgets of the header. Every signal is one act of the person."""

    print_asked = Signal()
    paper_asked = Signal()
    brief_asked = Signal()
    hand_over_asked = Signal()
    ticket_asked = Signal()
    correct_asked = Signal()
    form_asked = Signal()
    explain_asked = Signal()
    explanation_asked = Signal()
    history_asked = Signal()
    cancel_asked = Signal()
    withdraw_asked = Signal()
    exception_asked = Signal()
    circumstances_asked = Signal()
    finding_asked = Signal()
    lines_asked = Signal()
    order_asked = Signal()

    def __init__(self, screen: QWidget) -> None:
        super().__init__(screen)
        self._view: CaseView | None = None
        self._narrow = False
        self.kana, self.number = label("", "body", "ink2"), label("", "body", "ink2")
        self.state_badge, self.badge = Badge(BadgeLook("", "", "neutral")), Badge(BadgeLook("", "", "neutral"))
        self.print_button = Action(_("Print"), "secondary", self.print_asked.emit, icon="print")
        self.more = buttons.MoreButton()
        self.menu = self.more.menu()
        self.brief_button = Action(_("Brief"), "secondary", self.brief_asked.emit)
        self.hand_button = Action(
            _("Hand over to the transferee"),
            "secondary",
            self.hand_over_asked.emit,
            icon="hand-over",
            short=_("Hand over"),
        )
        self.order_button = Action(_("Ask for a correction"), "secondary", self.order_asked.emit, icon="flag")
        self.order_button.want(wanted=False)
        self.ticket_button = Action(_("Hand over a ticket"), "secondary", self.ticket_asked.emit, icon="ticket")
        self.ticket_button.want(wanted=False)
        self.hand_button.want(wanted=False)
        self.brief_button.want(wanted=False)

    def facts(self) -> str:
        """Return number, way and dates in one line."""
        if self._view is None:
            return ""
        opened = self._view.hand.opened
        case = opened.case
        mark = _("[S]") if case.destination.specified_affiliate else ""
        # A narrow window has room for where to, not for where from.
        origin = "" if self._narrow else case.origin.department or case.origin.company
        where = " ".join(filter(None, (case.destination.company, case.destination.department)))
        way = f"{origin} → {mark}{where}" if origin else f"→ {mark}{where}"
        dates = _("effective {day}  target {target}").format(
            day=day_short(case.effective_date), target=day_short(opened.target)
        )
        kana = f"{case.transferee.kana}　" if case.transferee.kana and not self._kana_beside() else ""
        return f"{kana}{case.case_no}　{way}　{dates}"

    def show_case(self, view: CaseView) -> None:
        """Show whose case it is, where it stands and what can be done."""
        self._view = view
        case = view.hand.opened.case
        self.kana.setText(case.transferee.kana)
        self.number.setText(case.transferee.employee_no)
        self.state_badge.show_look(state_look(case.state.value))
        self._show_ticket_button()
        self.hand_button.want(wanted=view.can_hand_over)
        self.order_button.want(wanted=view.can_order)
        self.brief_button.want(wanted=view.can_brief and view.next is not Next.BRIEF)
        self.kana.setVisible(self._kana_beside())
        self._show_badge()
        self._fill_menu()

    def fold(self, *, narrow: bool) -> None:
        """Put the rarer facts and acts away on a narrow window."""
        self._narrow = narrow
        self.kana.setVisible(self._kana_beside())
        self.print_button.want(wanted=not narrow)
        self._show_ticket_button()
        self._show_badge()
        self._fill_menu()

    def _kana_beside(self) -> bool:
        # A long reading would take the name's room; it stands in the line of facts then, never cut.
        return not self._narrow and reads_short(self.kana.text())

    def _show_ticket_button(self) -> None:
        view = self._view
        self.ticket_button.want(wanted=view is not None and view.can_hand_over and not self._narrow)

    def _show_badge(self) -> None:
        if self._view is None:
            return
        opened = self._view.hand.opened
        look = standing_look(opened.line.standing)
        if not self._narrow and opened.case.state in OPEN_STATES and look.icon == "clock":
            look = replace(look, word=_("Effective: {left}").format(left=look.word))
        self.badge.show_look(look)

    def _fill_menu(self) -> None:
        view = self._view
        self.menu.clear()
        if view is None:
            return
        if self._narrow:
            self._add(_("Print"), self.print_asked.emit)
        self._add(_("Go on on paper"), self.paper_asked.emit)
        if view.has_ticket or (self._narrow and view.can_hand_over):
            self._add(_("See the ticket") if view.has_ticket else _("Hand over a ticket"), self.ticket_asked.emit)
        if view.can_correct:
            self._add(_("Correct what was registered"), self.correct_asked.emit)
        if view.can_enter_form:
            self._add(_("Enter what the form asks for"), self.form_asked.emit)
        if view.can_choose_lines:
            self._add(_("Choose what was used"), self.lines_asked.emit)
        self._add(_("Circumstances and what follows"), self.circumstances_asked.emit)
        if not view.hand.only_reads:
            self._add(_("Raise a finding"), self.finding_asked.emit)
        self._add(_("See the history"), self.history_asked.emit)
        if view.can_explain:
            self._add(_("Sign the record of the explanation"), self.explain_asked.emit)
        if view.has_explanation:
            self._add(_("See the record of the explanation"), self.explanation_asked.emit)
        self.menu.addSeparator()
        if view.can_cancel:
            self._add(_("Mark the transfer as cancelled"), self.cancel_asked.emit)
        if view.can_withdraw_cancellation:
            self._add(_("Withdraw the cancellation"), self.withdraw_asked.emit)
        why_not = view.exception_why_not
        if why_not is not None:
            word = _("Close as an exception")
            said = _("{act} ({why_not})").format(act=word, why_not=why_not) if why_not else word
            self._add(said, self.exception_asked.emit, enabled=not why_not)

    def _add(self, words: str, act: Callable[[], Any], *, enabled: bool = True) -> None:
        entry = self.menu.addAction(words)
        entry.triggered.connect(lambda _checked=False: act())
        entry.setEnabled(enabled)
