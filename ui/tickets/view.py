"""The ticket's screen: issue at the left, what became of it at the right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QVBoxLayout, QWidget

from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui import theme
from ui.desk import Desk, Navigator
from ui.parts import buttons, files, ime
from ui.parts.banners import BannerArea, Notice
from ui.parts.cards import Page
from ui.parts.dialogs import Dialog
from ui.parts.labels import paragraph
from ui.parts.printing import Pages, ask_and_print
from ui.shell import Screen
from ui.shell.bars import action_row
from ui.tickets.cards import ArrivalCard, AsideCard, IssueCard
from ui.tickets.presenter import TicketPresenter
from ui.tickets.state import TicketView

if TYPE_CHECKING:
    from desktop_app.usecases.tickets import IssuedTicket


class TicketScreen(Screen):
    """One case's ticket; it owns its presenter."""

    nav_key = "cases"

    def __init__(self, desk: Desk, navigator: Navigator, case_id: str) -> None:
        super().__init__()
        self._state: TicketView | None = None
        self._issued: IssuedTicket | None = None
        self._path = Path()
        self.dialog: Dialog | None = None
        self.presenter = TicketPresenter(self, desk, navigator, case_id)
        self.banners = BannerArea()
        self.issuing, self.arrival, self.asides = IssueCard(), ArrivalCard(), AsideCard()
        self._outer = QVBoxLayout(self)
        page = Page(padding=0, spacing=16)
        page.body.setContentsMargins(0, 0, theme.px(8), theme.px(16))
        self._outer.addWidget(page)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.px(16))
        for cards in ((self.issuing,), (self.arrival, self.asides)):
            column = QVBoxLayout()
            column.setSpacing(theme.px(16))
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        page.body.addWidget(self.banners)
        page.body.addLayout(self._columns)
        page.body.addStretch(1)
        self.set_room(narrow=False, low=False)
        self.reason = paragraph("", "caption", "ink2", leading=1.25)
        self.issue = buttons.primary(_("Make the ticket"), self._choose_place, icon="ticket")
        self._bar = action_row((buttons.quiet(_("To the case"), self.presenter.show_case),), (self.reason, self.issue))
        self._connect()
        self.presenter.load()

    # --- the screen contract ------------------------------------------------------------------------------

    def title(self) -> str:
        """Return whose ticket it is."""
        name = self._state.name if self._state else ""
        return _("{name}: declare on their own PC").format(name=name) if name else _("Declare on their own PC")

    def facts(self) -> str:
        """Return number and dates."""
        return f"{self._state.case_no}　{self._state.facts}" if self._state else ""

    def back_word(self) -> str:
        """Return the way back."""
        return _("Back")

    def action_bar(self) -> QWidget:
        """Return the bar."""
        return self._bar

    def primary(self) -> QAbstractButton:
        """Return the primary button."""
        return self.issue

    def help_topic(self) -> str:
        """Return the guide's chapter."""
        return "ticket"

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Stand the cards one below the other on a narrow window."""
        self._outer.setContentsMargins(theme.px(theme.PAGE), theme.px(8 if low else 16), theme.px(16), 0)
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)

    def reload(self) -> None:
        """Read again."""
        self.presenter.load()

    # --- what the presenter shows -------------------------------------------------------------------------

    def show_state(self, view: TicketView) -> None:
        """Show how it stands; what is being typed stays."""
        if self._state is None:
            self.issuing.expiry.set_value(view.expires_on)
            self.issuing.address.fill(view.address)
        self._state = view
        self.issue.setEnabled(view.can_issue)
        self.issue.relabel(_("Make a new ticket") if view.has_ticket else _("Make the ticket"))
        replaces = _("The ticket issued before ends with it.") if view.has_ticket and view.can_issue else ""
        self.reason.setText(view.why_not or replaces)
        self.arrival.show_state(view)
        self.asides.show_lines(view.asides)
        self.headline_changed.emit()

    def show_issued(self, issued: IssuedTicket, path: Path) -> None:
        """Show the code; it is kept nowhere else."""
        self._issued, self._path = issued, path
        self.banners.drop("trouble")
        self.issuing.show_issued(issued.code, path.name)
        self.presenter.load()

    def show_trouble(self, place: str, words: str) -> None:
        """Say what is wrong where it is wrong."""
        self.issue.setEnabled(self._state is not None and self._state.can_issue)
        rows = {
            "expiry": self.issuing.expiry_row,
            "address": self.issuing.address_row,
            "number": self.arrival.number_row,
        }
        if place in rows:
            rows[place].show_error(words)
            rows[place].focus_field()
            return
        event, _sep, meaning = words.partition("\n")
        self.banners.show_notice(Notice("trouble", "warn", event, meaning))

    def offer_expired(self, path: Path, words: str) -> None:
        """Let the person decide: the ticket had run out, what it brought is whole."""
        event, _sep, meaning = words.partition("\n")
        act = (_("Take it in all the same"), lambda: self.presenter.take(path, although_expired=True))
        self.banners.show_notice(Notice("trouble", "warn", event, meaning, *act))

    def show_done(self, words: str) -> None:
        """Say quietly what was done."""
        self.banners.drop("trouble")
        self.banners.show_notice(Notice("done", "info", words))

    def print_slip(self, pages: Pages) -> None:
        """Let the person choose a printer."""
        ask_and_print(self, _("Slip with the ticket's code"), pages)

    # --- inside -------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.issuing.print_asked.connect(self._print_slip)
        self.issuing.folder_asked.connect(lambda: files.open_folder(self._path))
        self.arrival.file_asked.connect(self._choose_file)
        self.arrival.reply_asked.connect(self._choose_reply_place)
        self.arrival.announced.connect(self._announce)
        self.arrival.withdraw_asked.connect(self._ask_withdraw)
        self.asides.take_asked.connect(self.presenter.take_aside)
        self.asides.away_asked.connect(self.presenter.put_away)

    def _choose_place(self) -> None:
        ime.commit_input()
        for row in (self.issuing.expiry_row, self.issuing.address_row):
            row.show_error("")
        if self._state is None or self.issuing.expiry.value() is None:
            self.show_trouble("expiry", _("Enter the day."))
            return
        name = f"{self._state.case_no}.sekisho-ticket"
        files.ask_where(self, _("Make the ticket"), name, _("Ticket (*.sekisho-ticket)"), self._make)

    def _make(self, path: Path) -> None:
        day = self.issuing.expiry.value()
        if day is not None:
            self.issue.setEnabled(False)
            self.presenter.issue(path, day, self.issuing.address.value())

    def _print_slip(self) -> None:
        if self._issued is not None:
            self.presenter.render_slip(self._issued)

    def _choose_file(self) -> None:
        kinds = _("Declarations (*.sekisho-declaration);;All files (*)")
        files.ask_which(self, _("Take in from a file"), kinds, self.presenter.take)

    def _choose_reply_place(self) -> None:
        if self._state is not None:
            name = f"{self._state.case_no}.sekisho-reply"
            kind = _("Receipt or return (*.sekisho-reply)")
            files.ask_where(self, _("Receipt or return as a file"), name, kind, self.presenter.write_reply)

    def _announce(self, number: str) -> None:
        self.arrival.number_row.show_error("")
        self.presenter.announce(number)

    def _ask_withdraw(self) -> None:
        self.dialog = Dialog(
            self,
            _("Call the ticket back"),
            _("What the transferee hands in with it is kept aside. You can issue a new ticket, or hand over the seat."),
            way_out=_("Not now"),
            on_primary=lambda: self.presenter.withdraw("", lambda _done: self.presenter.load(), self._refused),
        )
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _refused(self, error: SekishoError) -> None:
        self.show_trouble("", sentence(error))

    def _closed(self, _result: int) -> None:
        self.dialog = None
