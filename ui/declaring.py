"""A ticket opened on the transferee's own PC: the window around it, and its post to and from the workplace.

No home is opened and none is needed. The same pages serve as at the manager's desk (UI notes §7).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from desktop_app.domain.case import OPEN_STATES, CaseState
from desktop_app.domain.clock import office_time
from desktop_app.errors import ReplyDamaged, SekishoError, ShareLoginRefused
from desktop_app.sentences import sentence
from desktop_app.sentences.tickets import refusal_words
from desktop_app.text import _, ngettext
from desktop_app.usecases.declaring_post import (
    carry,
    choose_share_here,
    declaration_standing,
    finish_trip,
    prepare_trip,
)
from ui import theme
from ui.desk import Desk
from ui.pledge import SentOutcome, SentView, SharePlaceDialog, Way, make_pledge_page
from ui.words import day_short

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.app import App
    from desktop_app.domain.facts import StoredFile
    from desktop_app.share.errands_of_transferees import Brought
    from desktop_app.usecases.declaring_post import DeclarationStanding, Trip
    from ui.background import Lanes
    from ui.handover import TicketFrame
    from ui.shell import MainWindow

EVERY_MS = 60 * 1000
"""How often the share is looked at for receipt and return while the window is open."""


class Declaration(QObject):
    """One ticket at work in *window*, from now on; the record it was opened into belongs to the desk lane."""

    def __init__(self, app: App, lanes: Lanes, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._lanes, self._window = lanes, window
        self.desk = Desk(app, lanes, self)
        self.frame: TicketFrame | None = None
        self.outcome: SentOutcome | None = None
        self.standing: DeclarationStanding | None = None
        self._trouble: SekishoError | None = None
        self._password = ""  # of the file server; for as long as the window is open, and nowhere else
        self._busy = self._elsewhere = False
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY_MS)
        self._clock.timeout.connect(self.look)
        self.desk.ask(_ticket, then=self._show)

    def look(self, *, again: bool = False) -> None:
        """Send what waits and look for what came back. *again*: send once more although it was sent."""
        if self._busy:
            return
        self._busy = True
        self._tell()
        named = {"again": again, "password": self._password}
        self.desk.ask(prepare_trip, then=self._travel, failed=self._hindered, named=named, owner=self)

    # --- the post -----------------------------------------------------------------------------------------

    def _travel(self, trip: Trip) -> None:
        self.desk.share(carry, trip, then=self._back, failed=self._hindered, owner=self)

    def _back(self, brought: Brought) -> None:
        self.desk.ask(finish_trip, brought, then=self._unpacked, failed=self._hindered, owner=self)

    def _unpacked(self, trouble: SekishoError | None) -> None:
        self._trouble = trouble
        self._rest()

    def _hindered(self, error: SekishoError) -> None:
        self._trouble = error
        self._rest()

    def _rest(self) -> None:
        self._busy = False
        self.refresh()
        if self._elsewhere:
            self._elsewhere = False
            self.look()

    def refresh(self) -> None:
        """Read again how the declaration stands."""
        self.desk.ask(declaration_standing, then=self._stand, owner=self)

    def _stand(self, standing: DeclarationStanding) -> None:
        came_back = self.standing is not None and standing.to_mend > self.standing.to_mend
        self.standing = standing
        if came_back and self.frame is not None and self.frame.presenter.identified:
            self.frame.presenter.mend()
        self._tell()

    def _tell(self) -> None:
        if self.standing is not None and self.outcome is not None:
            self.outcome.show_standing(view_of(self.standing, self._trouble, busy=self._busy))

    # --- the window ---------------------------------------------------------------------------------------

    def _show(self, found: tuple[str, Any, str]) -> None:
        from ui.handover import make_ticket_frame

        case_id, expires_on, case_no = found
        theme.load_late_fonts()
        self._case_no = case_no
        self.frame = make_ticket_frame(self.desk, case_id, self._pledge, expires_on, self._window.close)
        self._window.show_frame(self.frame)
        self._clock.start()
        self.refresh()
        self.look()

    def _pledge(self, case_id: str) -> QWidget:
        page = make_pledge_page(self.desk, case_id, Way(_sign, _refuse, self._make_outcome))
        page.reported.connect(self._handed_in)
        page.refused.connect(self._handed_in)
        return page

    def _make_outcome(self, on_copy: Callable[[], Any], on_leave: Callable[[], Any]) -> SentOutcome:
        self.outcome = SentOutcome(on_copy, on_leave, f"{self._case_no}.sekisho-declaration")
        self.outcome.sign_asked.connect(self._sign_again)
        self.outcome.send_asked.connect(lambda: self.look(again=True))
        self.outcome.save_asked.connect(self._save)
        self.outcome.reply_chosen.connect(self._take_reply)
        self.outcome.place_asked.connect(self._ask_place)
        self._tell()
        return self.outcome

    def _ask_place(self, address: str) -> None:
        """Ask for another address or a password; what becomes of it stands in the status, nothing is lost."""

        def connect(typed: str, password: str) -> None:
            def chosen(_nothing: object) -> None:
                self._password = password
                dialog.accept()
                self._elsewhere = self._busy  # the trip under way still goes to the former place
                self.refresh()
                self.look()

            self.desk.ask(choose_share_here, typed, then=chosen, failed=dialog.show_refusal, owner=self)

        dialog = SharePlaceDialog(self._window, address, connect)
        dialog.open()

    def _handed_in(self) -> None:
        self._trouble = None
        self.refresh()
        self.look()

    def _sign_again(self) -> None:
        self.desk.ask(_open_again, then=lambda _nothing: self.refresh(), failed=self._hindered, owner=self)

    def _save(self, path: Path) -> None:
        self.desk.ask(_write, path, then=lambda _made: self.refresh(), failed=self._hindered, owner=self)

    def _take_reply(self, path: Path) -> None:
        def taken(_nothing: object) -> None:
            self._trouble = None
            self.refresh()

        self.desk.ask(_read_reply, path, then=taken, failed=self._hindered, owner=self)


def view_of(standing: DeclarationStanding, trouble: SekishoError | None, *, busy: bool) -> SentView:
    """Return what is said of a declaration; *trouble*: why the share could not be reached last."""
    told, why, done = _words(standing, busy=busy)
    alarm = _alarm(standing, trouble)
    again = standing.can_sign_again and standing.state is CaseState.REPORTED
    number = "" if done or again else standing.number
    away = trouble is not None and not isinstance(trouble, ReplyDamaged) and not standing.refused and not done
    return SentView(
        told,
        why,
        number,
        alarm,
        done,
        standing.has_share,
        can_sign_again=again,
        busy=busy,
        share=standing.share,
        away=away,
    )


def _words(standing: DeclarationStanding, *, busy: bool) -> tuple[str, str, bool]:
    if standing.refused:
        return _("Your declaration was not taken in."), "", False
    if standing.received_at is not None:
        when = _("{moment}  {name}").format(moment=_moment(standing.received_at), name=standing.by)
        return _("Your declaration was received."), when, True
    read_out = _("Tell the workplace information manager this number. You see here when it is received.")
    if standing.sent_at is not None:
        return _("Your declaration is on its way. It has not been received yet."), read_out, False
    if not standing.has_share:
        return (
            _("Your declaration is ready."),
            _("Save it as a file and hand it to the workplace information manager, with this number."),
            False,
        )
    return (_("Sending your declaration…") if busy else _("Your declaration has not been sent yet.")), read_out, False


def _alarm(standing: DeclarationStanding, trouble: SekishoError | None) -> tuple[str, str] | None:
    if standing.refused:
        return _("Your declaration was not taken in."), refusal_words(standing.refused)
    if isinstance(trouble, ReplyDamaged):
        return _("An answer on the share folder does not hold."), sentence(trouble)
    if standing.received_at is not None:
        return None
    if standing.should_go_another_way:
        event = ngettext(
            "No receipt has come for {count} day.", "No receipt has come for {count} days.", standing.waiting_days
        ).format(count=standing.waiting_days)
        return event, _("Save the declaration as a file and hand it over by other means (USB, mail).")
    if isinstance(trouble, ShareLoginRefused):
        return _("The file server did not let this PC in."), _login_words(trouble.user)
    if trouble is not None:
        return _("The share folder could not be reached just now."), sentence(trouble)
    if standing.is_expired and standing.state in OPEN_STATES:
        return _("The ticket has run out."), _("Ask the workplace information manager whether it is still taken in.")
    return None


def _login_words(user: str) -> str:
    kept = _("What you entered is kept on this PC. You can also save the declaration as a file and hand it over.")
    if user:
        words = _("It does not accept the name “{user}” with this password. Enter the password again.").format(
            user=user
        )
    else:
        words = _("It asks for an account. Write its name into the address (smb://name@server/…).")
    return f"{words} {kept}"


def _moment(at: datetime) -> str:
    here = office_time(at)
    return f"{day_short(here.date())} {here:%H:%M}"


def _ticket(app: App) -> tuple[str, Any, str]:
    from desktop_app.usecases.declaring import ticket_of

    ticket = ticket_of(app)
    return ticket.case_id, ticket.expires_on, app.record.case(ticket.case_id).case_no


def _sign(app: App, case_id: str, strokes: Any, late_reason: str) -> StoredFile:
    from desktop_app.usecases.declaring import sign_and_submit

    return sign_and_submit(app, case_id, strokes, late_reason)


def _refuse(app: App, case_id: str, note: str) -> None:
    from desktop_app.usecases.declaring import refuse_and_submit

    refuse_and_submit(app, case_id, note)


def _open_again(app: App) -> None:
    from desktop_app.usecases.declaring import sign_again

    sign_again(app)


def _write(app: App, path: Path) -> Any:
    from desktop_app.usecases.declaring_post import write_submission

    return write_submission(app, path)


def _read_reply(app: App, path: Path) -> None:
    from desktop_app.usecases.declaring_post import take_reply_file

    take_reply_file(app, path)
