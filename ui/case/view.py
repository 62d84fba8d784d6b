"""The case screen: header facts and acts, the steps at the left, the items of one step at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.case.asking import Asking
from ui.case.bar import CaseBar
from ui.case.header import CaseHeader
from ui.case.history import history_lines
from ui.case.history_page import HistoryPage
from ui.case.move_dialogs import move_acts
from ui.case.presenter import CasePresenter
from ui.case.remark_banners import show_remarks
from ui.case.state import CaseView, Next
from ui.desk import Desk, Navigator
from ui.items import ItemList
from ui.parts import buttons
from ui.parts.banners import BannerArea, Notice
from ui.parts.cards import SectionHeading
from ui.parts.files import ask_several
from ui.parts.labels import aside
from ui.parts.stepper import StepList
from ui.shell import Screen


class CaseScreen(Screen):
    """One case; it owns its presenter."""

    nav_key = "cases"

    def __init__(self, desk: Desk, navigator: Navigator, case_id: str, step: str = "") -> None:
        super().__init__()
        self._state: CaseView | None = None
        self._history_shown = False
        self.presenter = CasePresenter(self, desk, navigator, case_id, step)
        self._asking = Asking(self, self.presenter)
        self._build_header()
        self.bar = CaseBar()
        self.bar.step_asked.connect(self._go_to_step)
        self.bar.moved.connect(self.next_step)
        self.bar.primary_asked.connect(self._press_primary)
        self._build_content()
        self.presenter.load()

    # --- the screen contract ------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the transferee's name."""
        return self._state.hand.opened.case.transferee.name if self._state else ""

    def facts(self) -> str:
        """Return number, way and dates."""
        return self.header.facts()

    def back_word(self) -> str:
        """Return where the way back leads."""
        return _("Transfer cases")

    def title_extras(self) -> Sequence[QWidget]:
        """Return kana, number and badges."""
        return (self.header.kana, self.header.number, self.header.state_badge, self.header.badge)

    def header_actions(self) -> Sequence[buttons.PushButton]:
        """Return print, the menu, and the way to the transferee."""
        header = self.header
        to_transferee = (header.brief_button, header.ticket_button, header.hand_button)
        return (header.print_button, header.more, header.order_button, *to_transferee)

    def action_bar(self) -> QWidget:
        """Return the bar."""
        return self.bar

    def primary(self) -> QAbstractButton:
        """Return the primary button."""
        return self.bar.primary

    def help_topic(self) -> str:
        """Return the guide's chapter."""
        return "case"

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Fold the steps into the strip on a low window, and the rarer facts and acts on a narrow one."""
        self._steps.setVisible(not low)
        self._head.setVisible(not low or self._history_shown)
        self.bar.set_low(low=low)
        self._banners.set_low(low=low)
        side = theme.px(theme.PAGE)
        self._outer.setContentsMargins(side, theme.px(10 if low else 16), theme.px(16), 0)
        self.header.fold(narrow=narrow)
        self.headline_changed.emit()

    def reload(self) -> None:
        """Read again."""
        self.presenter.load()

    def next_open(self, step: int) -> None:
        """Take the next unanswered item in hand."""
        self._leave_history()
        self.presenter.next_open(step)

    def next_step(self, step: int) -> None:
        """Show the next step."""
        self._leave_history()
        self.presenter.next_step(step)

    def print_preview(self) -> None:
        """Show the paper."""
        self.presenter.print_paper()

    # --- what the presenter shows -------------------------------------------------------------------------

    def show_state(self, view: CaseView) -> None:
        """Show the case; focus, scrolling and what is being typed stay."""
        self._state = view
        self.header.show_case(view)
        self._steps.show_steps(view.steps, view.step.key)
        self.bar.show_step(view.steps, view.step)
        self.bar.show_next(view.left, view.next_word, key="F8" if view.next is Next.NEXT_OPEN else "")
        self._show_remarks(view)
        self.items.show_items(view.items, view.troubles)
        if self._history_shown:
            self._history.show_lines(history_lines(view.hand))
        else:
            self._show_heading()
        self.headline_changed.emit()

    def go_to(self, item_id: str) -> None:
        """Take an item in hand."""
        self._leave_history()
        self.items.go_to(item_id)

    def current_item(self) -> str:
        """Return the item in hand."""
        return self.items.current()

    def show_unsaved(self, words: str) -> None:
        """Say that something entered is not saved, with the way to try again."""
        if words:
            again = (_("Save again"), self.presenter.answering.retry)
            self._banners.show_notice(Notice("unsaved", "alarm", words, "", *again))
        else:
            self._banners.drop("unsaved")

    # --- building -----------------------------------------------------------------------------------------

    def _build_header(self) -> None:
        self.header = CaseHeader(self)
        self.header.print_asked.connect(self.print_preview)
        self.header.paper_asked.connect(self.presenter.go_on_on_paper)
        self.header.brief_asked.connect(lambda: self.presenter.do_next(Next.BRIEF))
        self.header.hand_over_asked.connect(lambda: self.presenter.do_next(Next.HAND_OVER))
        self.header.ticket_asked.connect(self.presenter.show_ticket)
        self.header.correct_asked.connect(self.presenter.correct)
        self.header.form_asked.connect(self._asking.form)
        self.header.explain_asked.connect(self._asking.explanation)
        self.header.explanation_asked.connect(self.presenter.show_explanation)
        self.header.history_asked.connect(self._show_history)
        self.header.cancel_asked.connect(self._asking.cancel)
        self.header.withdraw_asked.connect(self._asking.withdraw)
        self.header.exception_asked.connect(self._asking.exception)
        self.header.circumstances_asked.connect(self.presenter.show_circumstances)
        self.header.finding_asked.connect(self.presenter.raise_finding)
        self.header.lines_asked.connect(self.presenter.show_lines)
        self.header.order_asked.connect(self._asking.order)

    def _build_content(self) -> None:
        self._banners = BannerArea()
        self._steps = StepList()
        self._steps.went.connect(self._go_to_step)
        self._aside = aside("", "caption")
        self._back_to_items = buttons.Link(_("Back to the items"), self._leave_history)
        self._back_to_items.hide()
        right = QWidget()
        row = QHBoxLayout(right)
        row.setContentsMargins(0, 0, theme.px(8), 0)
        row.addWidget(self._aside)
        row.addWidget(self._back_to_items)
        self._head = SectionHeading("", right=right)
        self.items = ItemList()
        answering = self.presenter.answering
        self.items.changed.connect(answering.change)
        self.items.taken_back.connect(answering.take_back)
        self.items.chosen.connect(answering.choose)
        self.items.file_asked.connect(self._choose_files)
        self.items.act_asked.connect(lambda _item, act: self.presenter.act(act))
        self._history = HistoryPage()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.items)
        self._pages.addWidget(self._history)
        column = QVBoxLayout()
        column.setSpacing(theme.px(8))
        column.addWidget(self._head)
        column.addWidget(self._pages, 1)
        body = QHBoxLayout()
        body.setSpacing(theme.px(16))
        body.addWidget(self._steps)
        body.addLayout(column, 1)
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(theme.px(12))
        # The items leave room for their scroll bar; banners end where the cards and the header end.
        banners = QHBoxLayout()
        banners.setContentsMargins(0, 0, theme.px(8), 0)
        banners.addWidget(self._banners)
        self._outer.addLayout(banners)
        self._outer.addLayout(body, 1)

    def _show_heading(self) -> None:
        if self._state is not None:
            step = self._state.step
            self._head.show_text(self._state.heading, f"{step.done}/{step.total}")
            self._aside.setText(self._state.aside)

    def _show_remarks(self, view: CaseView) -> None:
        acts = {
            "mend": (_("To the item"), self.presenter.mend),
            "history": (_("See the history"), self._show_history),
            "form": (_("Enter"), self._asking.form),
            "explain": (_("Sign the record"), self._asking.explanation),
            "circumstances": (_("See"), self.presenter.show_circumstances),
            "findings": (_("See the findings"), self.presenter.show_findings),
            "lines": (_("Choose"), self.presenter.show_lines),
            "order": (_("Write what was done"), self._asking.order_answer),
            "ticket": (_("See the ticket"), self.presenter.show_ticket),
        } | move_acts(self, view.hand, self.presenter)
        show_remarks(self._banners, view.remarks, acts)

    def _go_to_step(self, key: str) -> None:
        self._leave_history()
        self.presenter.go_to_step(key)

    def _press_primary(self) -> None:
        if self._state is not None:
            self._leave_history()
            self.presenter.do_next(self._state.next)

    def _show_history(self) -> None:
        if self._state is None:
            return
        self.leave()
        self._history_shown = True
        self._history.show_lines(history_lines(self._state.hand))
        self._head.show_text(_("History"))
        self._head.setVisible(True)
        self._swap()
        self._history.setFocus()

    def _leave_history(self) -> None:
        if self._history_shown:
            self._history_shown = False
            self._head.setVisible(self._steps.isVisibleTo(self))
            self._show_heading()
            self._swap()

    def _swap(self) -> None:
        self._aside.setVisible(not self._history_shown)
        self._back_to_items.setVisible(self._history_shown)
        self._pages.setCurrentWidget(self._history if self._history_shown else self.items)

    def _choose_files(self, item_id: str) -> None:
        ask_several(self, _("Add evidence"), lambda paths: self.presenter.attach(item_id, paths))
