"""The screen of one finding: what it is, the leak and whom to tell, the measures, and what happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from desktop_app.domain.findings import TO_BE_DONE, FindingState
from desktop_app.sentences.findings import severity_label
from desktop_app.text import _
from ui import theme
from ui.days import day_long
from ui.finding import dialogs
from ui.finding.cards import history_card, leak_card, measures_card, stray_notice, what_card
from ui.finding.presenter import FindingPresenter, FindingScreenState
from ui.finding_words import due_look, finding_state_look
from ui.parts import buttons
from ui.parts.badges import Badge
from ui.parts.banners import BannerArea
from ui.parts.cards import Page
from ui.parts.labels import paragraph
from ui.shell import Screen
from ui.shell.bars import action_row

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator
    from ui.parts.dialogs import Dialog

_WIDEST = 860


class FindingScreen(Screen):
    """One finding; it owns its presenter."""

    nav_key = "findings"

    def __init__(self, desk: Desk, navigator: Navigator, finding_id: str) -> None:
        super().__init__()
        self.presenter = FindingPresenter(self, desk, navigator, finding_id, self)
        self._only_reads = desk.only_reads
        self._state: FindingScreenState | None = None
        self.dialog: Dialog | None = None
        self.badge = Badge(finding_state_look(FindingState.RAISED))
        self.due = Badge(finding_state_look(FindingState.RAISED))
        self.banners = BannerArea()
        self.assign = buttons.secondary(_("Settle who and by when"), self._assign, icon="person")
        self.measures = buttons.secondary(_("Record the measures"), self._measures, icon="pencil")
        self.complete = buttons.primary(_("Report the correction"), self._complete, icon="check")
        self.verify = buttons.primary(_("Verify the effect"), self._verify, icon="eye")
        self.close_it = buttons.primary(_("End the finding"), self._close, icon="double-check")
        self._why_not = paragraph("", "", "ink2", leading=1.2)
        self._bar = action_row((self.assign, self.measures), (self._why_not, self.complete, self.verify, self.close_it))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.px(12))
        self.page = Page()
        holder = QWidget()
        holder.setMaximumWidth(theme.px(_WIDEST))
        holder.setLayout(self._cards)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self.page.body.addWidget(holder)
        self.page.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.banners)
        column.addWidget(self.page, 1)
        desk.changed.connect(self.presenter.heard)

    def show_state(self, state: FindingScreenState) -> None:
        """Show the finding."""
        self._state, finding = state, state.line.finding
        self.badge.show_look(finding_state_look(finding.state))
        self.due.show_look(due_look(state.line))
        self.due.setVisible(finding.state in TO_BE_DONE)
        while (item := self._cards.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        may_act = not self._only_reads
        judge = partial(self._open, dialogs.JudgeDialog, finding, self.presenter.judge_leak)
        tell = partial(self._open, dialogs.TellDialog, state.guide, state.today, self.presenter.tell)
        weigh = partial(self._open, dialogs.WeighDialog, finding, self.presenter.record_action)
        open_case = partial(self.presenter.to_case, finding.case_id)
        may_weigh = may_act and finding.state in TO_BE_DONE
        for card in (
            what_card(state, open_case, weigh if may_weigh else None),
            leak_card(state, judge if may_act and finding.is_open else None, tell if may_act else None),
            measures_card(state),
            history_card(state),
        ):
            self._cards.addWidget(card)
        stray_notice(self.banners, state)
        self._show_acts(state)
        self.headline_changed.emit()

    # --- Screen -------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the number."""
        return self._state.line.finding.finding_no if self._state else _("Finding")

    def facts(self) -> str:
        """Return severity, person in charge and day."""
        if self._state is None:
            return ""
        finding = self._state.line.finding
        parts = (
            f"{_('How grave it is')}　{severity_label(finding.severity)}",
            f"{_('In charge')}　{finding.in_charge or '―'}",
            f"{_('By when')}　{day_long(finding.due_on) if finding.due_on else '―'}",
        )
        return "　　".join(parts)

    def back_word(self) -> str:
        """Return where the way back leads."""
        return _("Findings")

    def title_extras(self) -> Sequence[QWidget]:
        """Return the badges of state and day."""
        return (self.badge, self.due)

    def action_bar(self) -> QWidget | None:
        """Return the acts, for whoever works here."""
        return None if self._only_reads else self._bar

    def primary(self) -> QAbstractButton | None:
        """Return what comes next."""
        shown = (self.complete, self.verify, self.close_it)
        return next((button for button in shown if not button.isHidden() and button.isEnabled()), None)

    def entered(self) -> None:
        """Read the finding."""
        self.presenter.read()

    def reload(self) -> None:
        """Read again."""
        self.presenter.read()

    # --- inside -------------------------------------------------------------------------------------------

    def _show_acts(self, state: FindingScreenState) -> None:
        at = state.line.finding.state
        for button in (self.assign, self.measures, self.complete):
            button.setVisible(at in TO_BE_DONE)
        self.verify.setVisible(at is FindingState.COMPLETED)
        self.close_it.setVisible(at is FindingState.EFFECT_VERIFIED)
        why = _why_not(state)
        self._why_not.setText(why)
        for button in (self.verify, self.close_it):
            button.setEnabled(not why)
            button.setAccessibleDescription(why)

    def _assign(self) -> None:
        if self._state is not None:
            self._open(dialogs.AssignDialog, self._state.line.finding, self._state.today, self.presenter.assign)

    def _measures(self) -> None:
        if self._state is not None:
            self._open(dialogs.MeasuresDialog, self._state.line.finding, self.presenter.record_action)

    def _complete(self) -> None:
        if self._state is not None:
            self._open(dialogs.CompleteDialog, self._state.today, self.presenter.complete)

    def _verify(self) -> None:
        self._open(dialogs.VerifyDialog, self.presenter.verify_effect)

    def _close(self) -> None:
        self._open(dialogs.CloseDialog, self.presenter.close)

    def _open(self, kind: Callable[..., Dialog], *given: object) -> None:
        self.dialog = kind(self, *given)
        self.dialog.open()


def _why_not(state: FindingScreenState) -> str:
    """Return why whoever sits here can neither verify the effect nor end the finding; empty when they can."""
    if not state.line.finding.is_open:
        return ""
    if state.reported_by_reader:
        return _("You reported the correction yourself: somebody else looks at its effect.")
    waits = state.line.finding.state in {FindingState.COMPLETED, FindingState.EFFECT_VERIFIED}
    if state.about_reader and waits:
        return _("It is about yourself: the deputy or a superior does this.")
    if state.line.finding.state is FindingState.EFFECT_VERIFIED and state.line.finding.leak.value == "LOOKING":
        return _("Judge first whether information may have leaked.")
    return ""
