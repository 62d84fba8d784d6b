"""紙で進める: four steps of a case's paper, from the printer to the report handed in; the next one is the primary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _, ngettext
from ui import theme, words
from ui.paper_way.presenter import PaperState, PaperWayPresenter
from ui.parts import buttons, files
from ui.parts.badges import Badge, BadgeLook, state_look
from ui.parts.cards import Card, Page
from ui.parts.labels import label, paragraph, symbol
from ui.shell import Screen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator
    from ui.parts.buttons import PushButton

_WIDEST = 860
_INDENT = 34


class PaperWayScreen(Screen):
    """One case's paper."""

    nav_key = "cases"

    def __init__(self, desk: Desk, navigator: Navigator, case_id: str) -> None:
        super().__init__()
        self.presenter = PaperWayPresenter(self, desk, navigator, case_id)
        self._state: PaperState | None = None
        self._number, self._badge = label("", "body", "ink2"), Badge(BadgeLook("", "", "neutral"))
        ways = self.presenter
        self.print = StepCard(
            "1",
            _("Print"),
            (_("With the answers so far"), lambda: ways.print_pack(filled=True)),
            (_("Blank"), lambda: ways.print_pack(filled=False)),
            (_("Only the report to sign"), ways.print_report),
        )
        self.scan = StepCard("2", _("Take the scan in"), (_("Choose scans"), self._ask_which))
        self.enter = StepCard("3", _("Enter the answers beside their pictures"), (_("Enter"), ways.enter))
        self.report = StepCard("4", _("Hand the report in"), (_("See the signature"), ways.hand_in))
        self.after = StepCard(
            "",
            _("After the effective date"),
            (_("Print the sheet"), ways.print_post_check),
            (_("Enter the check"), ways.enter),
        )
        self.cards = (self.print, self.scan, self.enter, self.report, self.after)
        self._build()
        self.setAcceptDrops(True)
        desk.changed.connect(ways.heard)

    # --- what is shown ------------------------------------------------------------------------------------

    def show_state(self, state: PaperState) -> None:
        """Show how far it is."""
        self._state = state
        self._number.setText(state.opened.case.transferee.employee_no)
        self._badge.show_look(state_look(state.opened.case.state.value))
        self._show_print(state)
        self._show_scan(state)
        self._show_entry(state)
        self._show_report(state)
        self._show_after(state)
        self._choose_primary()
        self.headline_changed.emit()

    # --- Screen -------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the transferee's name."""
        return self._state.opened.case.transferee.name if self._state else _("Go on on paper")

    def facts(self) -> str:
        """Return what this is, the number and the dates."""
        if self._state is None:
            return ""
        case = self._state.opened.case
        effective = _("effective {date}").format(date=words.day_short(case.effective_date))
        target = _("target {date}").format(date=words.day_short(self._state.opened.target))
        return "　".join((_("Go on on paper"), case.case_no, effective, target))

    def help_topic(self) -> str:
        """Return the chapter about paper."""
        return "paper_way"

    def back_word(self) -> str:
        """Return where the way back leads."""
        return _("Back")

    def title_extras(self) -> Sequence[QWidget]:
        """Return the number and the state."""
        return (self._number, self._badge)

    def primary(self) -> QAbstractButton | None:
        """Return the next thing to do."""
        return next((card.buttons[0] for card in self.cards if card.is_next), None)

    def entered(self) -> None:
        """Read the case."""
        self.presenter.read()

    reload = entered

    def print_preview(self) -> None:
        """Print the pack, as far as it is filled in."""
        if self.print.buttons[0].isEnabled():
            self.presenter.print_pack(filled=True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take scans."""
        if files.dropped_papers(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them in: here even a PDF is a scan."""
        event.acceptProposedAction()
        self.presenter.take_in(files.dropped_papers(event.mimeData()))

    # --- inside -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        holder = QWidget()
        holder.setMaximumWidth(theme.px(_WIDEST))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        for card in self.cards:
            column.addWidget(card)
        page = Page()
        page.body.addWidget(holder)
        page.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)

    def _ask_which(self) -> None:
        files.ask_scans(self, self.presenter.take_in)

    def _show_print(self, state: PaperState) -> None:
        if not state.open:
            said = _("The case is reported or ended; its pack is not printed any more.")
        elif not state.briefed:
            said = _("The explanation comes first: the report says on which day it was given.")
        else:
            said = _(
                "Checklist and report on A4. Every page carries its own code, so that the scan finds its way back."
            )
        self.print.show_words(said, done=bool(state.pages), enabled=state.open and state.briefed)
        self.print.buttons[2].setVisible(state.open and not state.unanswered)

    def _show_scan(self, state: PaperState) -> None:
        lines = [_("Scan the filled-in pages with 200 to 400 dpi, or drop the files anywhere on this page.")]
        if state.pages:
            lines.append(_("Pages: {pages}").format(pages=_(", ").join(state.pages)))
        if state.missing and state.open:
            lines.append(_("Missing pages: {pages}").format(pages=_(", ").join(state.missing)))
        if state.cancelled:
            lines = [_("The transfer was cancelled; no pages are taken in.")]
        done = bool(state.pages) and not state.missing
        self.scan.show_words("\n".join(lines), done=done, enabled=not state.cancelled)

    def _show_entry(self, state: PaperState) -> None:
        left = state.to_enter
        if not state.pages:
            said = _("Nothing is read by the program: you enter what you see in the picture of each row.")
        elif left:
            said = ngettext("{count} item is still to be entered.", "{count} items are still to be entered.", left)
            said = said.format(count=left)
        else:
            said = _("Everything on the kept pages is entered.")
        self.enter.show_words(said, done=bool(state.pages) and not left, enabled=bool(state.pages) and state.open)

    def _show_report(self, state: PaperState) -> None:
        report = state.reported
        if report is not None:
            told = _("Signed on paper {signed}, received {received} by {who}.")
            signed, received = words.day_short(report.signed_on), words.day_short(report.reported_on)
            said, ready = told.format(signed=signed, received=received, who=report.received_by), False
        elif not state.open:
            said, ready = _("The case is not waiting for a report."), False
        else:
            said, ready = self._why_not_yet(state)
        self.report.show_words(said, done=report is not None, enabled=ready)

    def _why_not_yet(self, state: PaperState) -> tuple[str, bool]:
        if state.own:
            return words.own_case_words(), False
        if not state.pages or state.missing:
            return _("It can be handed in once every page is kept and every item is entered."), False
        if state.unanswered:
            told = ngettext("{count} item is unanswered.", "{count} items are unanswered.", state.unanswered)
            return told.format(count=state.unanswered), False
        return _("Look at the handwritten signature and its date, then hand the report in."), True

    def _show_after(self, state: PaperState) -> None:
        programme = state.opened.programme
        self.after.setVisible(bool(programme.after_items) and not state.cancelled)
        if state.gate_to_enter:
            said = _("The sheet is kept. Enter what it says.")
        elif state.gate_pages:
            said = _("The check on the sheet is entered.")
        else:
            said = _("The sheet for the check after the date is printed and scanned the same way.")
        self.after.show_words(said, done=state.gate_pages and not state.gate_to_enter, enabled=True)
        self.after.buttons[1].setVisible(state.gate_to_enter > 0)

    def _choose_primary(self) -> None:
        state = self._state
        assert state is not None
        following: StepCard | None = None
        if state.gate_to_enter:
            following = self.after
        elif state.open:
            order = (
                self.report,
                self.enter if state.to_enter else None,
                self.scan if state.pages else None,
                self.print,
            )
            following = next((card for card in order if card is not None and card.buttons[0].isEnabled()), None)
        for card in self.cards:
            card.set_next(following=card is following)


class StepCard(Card):
    """One step: number, name, how it stands, and its buttons. The next one's first button is the screen's primary."""

    def __init__(self, number: str, name: str, *acts: tuple[str, Callable[[], Any]]) -> None:
        super().__init__(padding=20)
        self.is_next = False
        self._symbol = symbol("ring-dashed", "ink2", 24)
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        head.addWidget(self._symbol)
        head.addWidget(label(f"{number}　{name}".strip("　"), "section"), 1)
        self.said = paragraph("", leading=1.35)
        below = QVBoxLayout()
        below.setContentsMargins(theme.px(_INDENT), 0, 0, 0)
        below.setSpacing(theme.px(10))
        below.addWidget(self.said)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.buttons: list[PushButton] = []
        for words_, act in acts:
            button = buttons.secondary(words_, act)
            button.setAccessibleName(f"{name}　{words_}")
            self.buttons.append(button)
            row.addWidget(button)
        row.addStretch(1)
        below.addLayout(row)
        self.body.addLayout(head)
        self.body.addLayout(below)

    def show_words(self, said: str, *, done: bool, enabled: bool) -> None:
        """Show how the step stands."""
        self.said.setText(said)
        self._symbol.show_symbol("check-disc" if done else "ring-dashed", "ok" if done else "ink2")
        for button in self.buttons:
            button.setEnabled(enabled)
            button.setAccessibleDescription("" if enabled else said)

    def set_next(self, *, following: bool) -> None:
        """Be the step to do now, or one of the others."""
        self.is_next = following
        self.set_open(following)
        button = self.buttons[0]
        button.kind = "primary" if following else "secondary"
        theme.restyle(button, kind=button.kind)
