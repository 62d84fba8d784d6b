"""The way through a ticket: the manager's screen, and everything a transferee sees on their own PC."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from desktop_app.app import App
from desktop_app.domain.case import CaseState
from desktop_app.domain.facts import CaseCorrected, Transferee
from desktop_app.domain.ticket_facts import SubmissionAnnounced, TicketIssued
from desktop_app.errors import (
    HomeInUse,
    SekishoError,
    ShareLoginRefused,
    ShareMissing,
    SharePasswordInAddress,
    SubmissionRefused,
    SubmissionTampered,
    TicketCodeWrong,
    TicketUnreadable,
)
from desktop_app.sentences import sentence
from desktop_app.usecases import answering, tickets
from desktop_app.usecases.declaring_post import DeclarationStanding
from desktop_app.usecases.tickets import IssuedTicket
from tests.ui.tour.home import LONG, LONG_KANA
from ui.application import Desktop
from ui.code_dialog import CodeDialog
from ui.declaring import view_of
from ui.pledge import SharePlaceDialog
from ui.tickets.state import AsideLine

FILE = "NSC01-26B-A001_O'Brien-Fitzgerald_Jonathan_Maximilian.sekisho-ticket"
PLACE = "smb://hasegawa.nurhayati@fileserver.example.co.jp/sekisho/西部配電事業所/情報管理"


def issue_by_fact(app: App, case_id: str) -> None:
    """Let a case have a ticket that is out and a number that has not arrived, without a second of scrypt."""
    today = app.today()
    app.commit(
        (
            TicketIssued(case_id, "ab" * 16, today, today + timedelta(7), "age1", 0),
            SubmissionAnnounced(case_id, "ab" * 16, "1234 5678", today),
        )
    )


def managers_stops(screen: Callable[[], Any], still: Callable[..., None]) -> Iterator[str]:
    """Yield the states of the manager's screen, which is in sight."""
    yield "ticket"
    made = IssuedTicket(b"", "4821-7730-5519-0264", FILE, date(2026, 10, 1))
    screen().issuing.show_issued(made.code, FILE)
    screen().show_trouble("expiry", "日付を入力してください。")
    screen().show_trouble("number", "番号は8けたです（入力は4けた）。もう一度入力してください。")
    still(30)
    yield "ticket-issued"
    refused = SubmissionRefused(reason="expired", number="8474 1766")
    changed = SubmissionTampered(reason="paper", damage="unreadable")
    lines = tuple(
        AsideLine("ab" * 32, "番号 8474 1766　9/24（木） 14:02", sentence(error).replace("\n", " "), error is refused)
        for error in (refused, changed)
    )
    screen().asides.show_lines(lines)
    screen().offer_expired(Path("x"), sentence(refused))
    still(30)
    yield "ticket-aside"
    screen()._ask_withdraw()
    still(30)
    yield "ticket-call-back"
    screen().dialog.reject()
    still()


def long_name(app: App, case_id: str) -> IssuedTicket:
    """Issue a ticket to somebody with the longest name."""
    known = Transferee("0012346", LONG, LONG_KANA)
    answering.correct_case(app, CaseCorrected(case_id, "長い氏名", transferee=known))
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    return tickets.issue_ticket(app, case_id)


def transferees_stops(
    desktop: Desktop, file: Path, code: str, wait: Callable[[Callable[[], object]], None]
) -> Iterator[str]:
    """Yield what a transferee sees, from the code to the last word."""
    desktop._opening.open_ticket(file)
    wait(lambda: desktop.window.findChildren(CodeDialog))
    (dialog,) = desktop.window.findChildren(CodeDialog)
    yield "ticket-code"
    for error in (TicketCodeWrong(typed=16, expected=16), TicketUnreadable(reason="newer"), HomeInUse(path="x")):
        dialog.show_refusal(error)
        QApplication.processEvents()
        yield f"ticket-code-{type(error).__name__}"
    dialog.code.setText(code)
    dialog.press_primary()
    wait(lambda: desktop.declaration and desktop.declaration.frame)
    frame: Any = desktop.declaration.frame
    wait(lambda: frame.presenter._name)
    frame._cover.hide()
    yield "ticket-identify"
    frame.presenter.identify("0012346")
    wait(lambda: frame.presenter.identified)
    frame._cover.hide()
    yield "ticket-step"
    frame.presenter.go_to_step("PLEDGE_AND_REPORT")
    wait(lambda: frame._pledge and frame._pledge._state)
    yield "ticket-pledge"
    outcome = desktop.declaration.outcome
    frame._pledge._show_outcome()
    for name, standing, trouble, busy in _standings(desktop.surroundings.clock()):
        outcome.show_standing(view_of(standing, trouble, busy=busy))
        QApplication.processEvents()
        yield f"ticket-{name}"
        if name == "login-refused":
            place = SharePlaceDialog(desktop.window, PLACE, lambda _address, _password: None)
            place.open()
            yield "ticket-share-place"
            place.show_refusal(SharePasswordInAddress())
            yield "ticket-share-place-refused"
            place.reject()


def _standings(now: datetime) -> Iterator[tuple[str, DeclarationStanding, SekishoError | None, bool]]:
    ready = DeclarationStanding(
        LONG, CaseState.REPORTED, date(2026, 10, 1), False, PLACE, number="8474 1766", signed_at=now
    )
    away = ShareMissing(address=PLACE)
    yield "sending", ready, None, True
    yield "not-sent", ready, away, False
    yield "login-refused", ready, ShareLoginRefused(address=PLACE, user="hasegawa.nurhayati"), False
    yield "no-share", replace(ready, share=""), None, False
    yield "sent", replace(ready, sent_at=now), None, False
    yield "waiting-long", replace(ready, sent_at=now, waiting_days=3), None, False
    yield "refused", replace(ready, sent_at=now, refused="outdated"), None, False
    yield "received", replace(ready, sent_at=now, received_at=now, by=LONG), None, False
