"""紙の答えの入力: one stop at a time; the picture at the left, what the person reads in it at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.errors import GlyphMissing, SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _, ngettext
from ui import theme
from ui.paper_entry.answer_page import AnswerPage
from ui.paper_entry.gate_page import GatePage
from ui.paper_entry.presenter import PaperEntryPresenter
from ui.paper_entry.report_page import ReportPage
from ui.paper_entry.state import REPORT, EntryState
from ui.parts import buttons
from ui.parts.banners import BannerArea, Notice
from ui.parts.cards import EmptyState, Page
from ui.parts.labels import aside, label
from ui.parts.progress import ProgressLine
from ui.parts.substitutes import SubstitutesArea
from ui.shell import Screen
from ui.shell.bars import action_row

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator


class PaperEntryScreen(Screen):
    """One case's kept pages being entered."""

    nav_key = "cases"

    def __init__(self, desk: Desk, navigator: Navigator, case_id: str, at: str) -> None:
        super().__init__()
        self.presenter = PaperEntryPresenter(self, desk, navigator, case_id, at, owner=self)
        self._state: EntryState | None = None
        self._done = False
        self._number = label("", "body", "ink2")
        self.banners = BannerArea()
        self.substitutes = SubstitutesArea(desk.ask)
        self.substitutes.done.connect(lambda: self.banners.drop("unprintable"))
        self.progress = ProgressLine(_("Cutting the pictures  {done} / {total}"))
        self.progress.stop_asked.connect(self._give_up)
        self.answer, self.gate, self.report = AnswerPage(), GatePage(), ReportPage()
        self.before = buttons.secondary(_("Previous row"), lambda: self.next_step(-1), icon="chevron-left")
        self.after = buttons.secondary(_("Next row"), lambda: self.next_step(1))
        self._left = aside(tone="", bold=True)
        self.enter = buttons.primary("", self._enter, icon="check")
        self._bar = action_row((self.before, self.after), (self._left, self.enter))
        self._stops, self._pages = QStackedWidget(), QStackedWidget()
        self._build()
        desk.changed.connect(self.presenter.heard)

    # --- what is shown ------------------------------------------------------------------------------------

    def show_stop(self, state: EntryState, stop: str) -> None:
        """Show a stop anew."""
        self._state = state
        self.banners.drop("refused")
        if stop == REPORT:
            self.report.show_state(state)
        elif state.is_gate(stop):
            self.gate.show_item(state, stop)
        else:
            self.answer.show_item(state, stop)
        self._number.setText(state.hand.opened.case.transferee.employee_no)
        page = self._page_of(stop)
        self._stops.setCurrentWidget(page)
        self._pages.setCurrentIndex(0)
        self._sheet.verticalScrollBar().setValue(0)
        self._show_bar(state, stop)
        page.focus_here()
        self.headline_changed.emit()

    def show_state(self, state: EntryState) -> None:
        """Show that something changed; what is being typed stays."""
        self._state = state
        if not state.stops and not self._done:
            self._show_nothing()
        elif self.presenter.stop_shown == REPORT and not self._done:
            self.report.show_state(state)
        self._show_bar(state, self.presenter.stop_shown)
        self.headline_changed.emit()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the pictures are."""
        if done == 0:
            self.progress.begin()
        self.progress.show_progress(done, total)
        if done >= total:
            self.progress.end()

    def show_refusal(self, stop: str, error: SekishoError) -> None:
        """Say at the stop what was refused."""
        if stop == self.presenter.stop_shown:
            if stop == REPORT and self.report.show_refusal(error):
                return
            if self._state is not None and self._state.is_gate(stop):
                self.gate.show_refusal(error)
                return
        event, _sep, meaning = sentence(error).partition("\n")
        key = "unprintable" if isinstance(error, GlyphMissing) else "refused"
        self.banners.show_notice(Notice(key, "warn", event, meaning))
        if isinstance(error, GlyphMissing):
            self.substitutes.offer(error.rows)

    def show_trouble(self, error: SekishoError) -> None:
        """Say that the pages cannot be shown."""
        event, _sep, meaning = sentence(error).partition("\n")
        self.banners.show_notice(Notice("trouble", "warn", event, meaning, _("Try again"), self.presenter.read))

    def show_handed_in(self) -> None:
        """Say that the report is handed in, and the ways on."""
        self._done = True
        name = self._state.hand.opened.case.transferee.name if self._state else ""
        told = _("{name}'s report on paper is handed in.").format(name=name)
        why = _("Keep the paper itself with the ledger. Next the report is confirmed item by item.")
        acts = ((_("Confirm the report"), self.presenter.confirm), (_("To the case"), self.presenter.to_case))
        self._show_instead(EmptyState(told, why, *acts, primary=True))

    # --- Screen -------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the transferee's name."""
        return self._state.hand.opened.case.transferee.name if self._state else _("Enter the answers")

    def facts(self) -> str:
        """Return what this is, the number, and how far it is."""
        if self._state is None:
            return ""
        stops = self._state.stops
        place = stops.index(self.presenter.stop_shown) + 1 if self.presenter.stop_shown in stops else 0
        told = (
            _("Enter the answers"),
            self._state.hand.opened.case.case_no,
            f"{place} / {len(stops)}" if place else "",
        )
        return "　".join(filter(None, told))

    def help_topic(self) -> str:
        """Return the chapter about paper."""
        return "paper_way"

    def back_word(self) -> str:
        """Return where the way back leads."""
        return _("Back")

    def title_extras(self) -> Sequence[QWidget]:
        """Return the employee number."""
        return (self._number,)

    def action_bar(self) -> QWidget:
        """Return the bar."""
        return self._bar

    def primary(self) -> QAbstractButton:
        """Return 記録して次へ."""
        return self.enter

    def next_open(self, step: int) -> None:
        """Go to the next stop that is not entered."""
        self._set_aside()
        self.presenter.next_open(step)

    def next_step(self, step: int) -> None:
        """Go to the next stop."""
        self._set_aside()
        self.presenter.move(step)

    def entered(self) -> None:
        """Read the case; the pictures are cut once."""
        if self._state is None:
            self.presenter.read()

    def reload(self) -> None:
        """Read the case and cut its pictures again."""
        self._set_aside()
        self.presenter.read()

    def leave(self) -> None:
        """Keep what was typed; stop what nobody waits for any more."""
        super().leave()
        self._set_aside()
        self.presenter.stop()

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Put the picture above the fields on a narrow window."""
        del low
        across = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        for page in (self.answer, self.gate, self.report):
            page.row.setDirection(across)

    # --- inside -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        for page in (self.answer, self.gate, self.report):
            self._stops.addWidget(page)
        self._sheet = Page()
        self._sheet.body.addWidget(self.substitutes)
        self._sheet.body.addWidget(self._stops)
        self._sheet.body.addStretch(1)
        self._stops.hide()
        self._pages.addWidget(self._sheet)
        self.answer.entered.connect(self.presenter.enter_answer)
        self.gate.entered.connect(self._check)
        self.report.entered.connect(self.presenter.hand_in)
        top = QVBoxLayout()
        top.setContentsMargins(theme.px(theme.PAGE), theme.px(8), theme.px(theme.PAGE), 0)
        top.addWidget(self.banners)
        top.addWidget(self.progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._pages, 1)
        self.enter.hide()

    def _page_of(self, stop: str) -> AnswerPage | GatePage | ReportPage:
        if stop == REPORT:
            return self.report
        return self.gate if self._state is not None and self._state.is_gate(stop) else self.answer

    def _show_bar(self, state: EntryState, stop: str) -> None:
        stops = state.stops
        known = stop in stops and not self._done
        self._stops.setVisible(known)
        place = stops.index(stop) if known else 0
        self.before.setEnabled(known and place > 0)
        self.after.setEnabled(known and place < len(stops) - 1)
        left = len(state.left)
        said = ngettext("{count} still to be entered", "{count} still to be entered", left).format(count=left)
        self._left.setText((said if left else _("Everything is entered.")) if known else "")
        self.enter.setVisible(known)
        self.enter.relabel(_("Hand it in on paper") if stop == REPORT else _("Record and go on"))
        reason = state.why_not() if stop == REPORT else ""
        self.enter.setEnabled(not reason)
        if stop == REPORT and reason:
            self._left.setText(reason)

    def _show_nothing(self) -> None:
        told = _("No page of this case waits to be entered.")
        why = _("Take the scanned pages in first; then their rows are shown here.")
        self._show_instead(EmptyState(told, why, (_("To this case's paper"), self.presenter.to_paper)))

    def _show_instead(self, page: EmptyState) -> None:
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self.enter.hide()
        self._left.setText("")
        for button in (self.before, self.after):
            button.setEnabled(False)

    def _enter(self) -> None:
        self._page_of(self.presenter.stop_shown).enter()

    def _check(self, item_id: str, checked_on: date, remaining: int, note: str) -> None:
        self.presenter.enter_check(item_id, checked_on, remaining, note)

    def _give_up(self) -> None:
        self.presenter.stop()
        self.progress.end()
        self.presenter.to_paper()

    def _set_aside(self) -> None:
        if self.presenter.stop_shown and self._stops.currentWidget() is self.answer and not self._done:
            self.presenter.set_aside(self.answer.item_id(), self.answer.draft())
