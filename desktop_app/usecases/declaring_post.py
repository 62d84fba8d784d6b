"""The transferee's post: hand the submission in by the share or as a file, learn of receipt and return.

The desk prepares, the share lane carries (``carry`` knows no App), the desk takes in. All of it is also possible with
files alone, for a PC without a way to the share and for people who do not trust the network.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from desktop_app.app import App
from desktop_app.domain.case import CaseState
from desktop_app.domain.clock import office_date
from desktop_app.domain.tickets import returns_of
from desktop_app.errors import NothingSubmitted, ReplyDamaged, ReplyUnreadable, ReplyWrong, SekishoError
from desktop_app.exchange.durable import write_whole
from desktop_app.keys.identity import read_certificate
from desktop_app.share.address import open_store, smb_place
from desktop_app.share.errands_of_transferees import Brought, TransfereesErrand, run_transferees_errand
from desktop_app.share.layout import receipt_paths, reply_paths, submission_path
from desktop_app.share.replies import LARGEST_REPLY, Outcome, ReadReceipt, read_reply, return_name
from desktop_app.usecases.declaring import SENT_KEY, Submitted, submitted, ticket_of
from desktop_app.usecases.share_login import password_for

PLACE_KEY = "ticket/share"
"""Desk state: where this PC finds the share, when the ticket's address does not do here."""

RECEIPT_KEY = "ticket/receipt"
"""Desk state: what the receipt of the submission made last says."""

MENDED_BY_SIGNING = frozenset({"clock", "answers", "form", "signature", "certificate", "files", "paper"})
"""Why something was not taken in that may be taken in once it is signed again, with the same ticket."""

PATIENCE_DAYS = 2
"""Days without a receipt after which the transferee is asked to hand the file over another way."""


@dataclass(frozen=True, slots=True)
class Trip:
    """What the share lane needs to know; ``address`` empty: there is no share to go to."""

    address: str
    errand: TransfereesErrand | None = field(repr=False)
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class DeclarationStanding:
    """How the transferee's declaration stands.

    ``share``: where this PC looks for it, empty: nowhere. ``number``: to read out; empty before something was signed.
    ``received_at`` and ``by`` come from the receipt, ``refused``: why it was not taken in (as in SubmissionRefused).
    ``waiting_days``: since it was handed in, while no receipt has come.
    """

    name: str
    state: CaseState
    expires_on: date
    is_expired: bool
    share: str
    number: str = ""
    signed_at: datetime | None = None
    sent_at: datetime | None = None
    received_at: datetime | None = None
    by: str = ""
    refused: str = ""
    waiting_days: int = 0
    to_mend: int = 0

    @property
    def has_share(self) -> bool:
        """Whether there is a share to go to."""
        return bool(self.share)

    @property
    def should_go_another_way(self) -> bool:
        """Whether to hand the file over by other means (alarm "no receipt")."""
        return self.received_at is None and not self.refused and self.waiting_days >= PATIENCE_DAYS

    @property
    def can_sign_again(self) -> bool:
        """Whether signing anew may put right what was not taken in."""
        return self.refused in MENDED_BY_SIGNING


def share_here(app: App) -> str:
    """Return where this PC finds the share: as somebody said here, else as the ticket says; empty: nowhere."""
    chosen = app.record.desk.get(PLACE_KEY)
    return chosen.decode() if chosen else ticket_of(app).share


def choose_share_here(app: App, address: str) -> None:
    """Go to the share at *address* from now on, empty: as the ticket says. Whose it is, every trip looks again.

    A password is no part of it and is kept nowhere: the PC may be anybody's. Raises ShareAddressUnknown,
    SharePasswordInAddress; then nothing was changed.
    """
    address = address.strip()
    smb_place(address)
    own = address in {"", ticket_of(app).share}
    app.record.desk.put({PLACE_KEY: None if own else address.encode()})


def prepare_trip(app: App, *, again: bool = False, password: str = "") -> Trip:
    """Put together what to carry. *again*: leave the submission once more although it was left before.

    *password*: that of the user whom the address names, as it was just typed.
    """
    ticket, share = ticket_of(app), share_here(app)
    if not share:
        return Trip("", None)
    case, made, names = app.record.case(ticket.case_id), _made(app), []
    if made is not None and not _is_taken_in(app, made.sha256):
        names.append(receipt_paths(ticket.workplace_id, made.signed_at, made.sha256))
    names.append(reply_paths(ticket.workplace_id, return_name(ticket.ticket_id, returns_of(case) + 1)))
    waits = made is not None and (again or app.record.desk.get(SENT_KEY) is None)
    errand = TransfereesErrand(
        root=read_certificate(ticket.root_certificate),
        workplace_id=ticket.workplace_id,
        path=submission_path(ticket.workplace_id, app.now(), app.surroundings.new_id()),
        submission=made.sealed if made is not None and waits else None,
        replies=tuple(names),
    )
    return Trip(share, errand, password or password_for(app.surroundings, share))


def carry(trip: Trip) -> Brought:
    """Go to the share and back. For the share lane: no database, may take as long as the network does."""
    if trip.errand is None:
        return Brought()
    try:
        store = open_store(trip.address, password=trip.password)
    except SekishoError as error:
        return Brought(trouble=error)
    return run_transferees_errand(store, trip.errand)


def finish_trip(app: App, brought: Brought) -> SekishoError | None:
    """Take in what came back; returns what stopped the trip, or that an answer lies there which does not hold.

    For the desk lane. Of what does not hold nothing is taken over: whoever runs the share may put anything there.
    """
    if brought.left:
        app.record.desk.put({SENT_KEY: app.now().isoformat().encode()})
    held = [[_is_taken(app, data) for data in attempts] for attempts in brought.replies]
    damaged = any(taken and not any(taken) for taken in held)
    return brought.trouble or (ReplyDamaged() if damaged else None)


def deliver(app: App, *, again: bool = False) -> Brought:
    """Do the three in turn, for whoever has only one thread; ``trouble`` says what stopped it."""
    brought = carry(prepare_trip(app, again=again))
    brought.trouble = finish_trip(app, brought)
    return brought


def write_submission(app: App, path: Path) -> Submitted:
    """Write the submission as a file for USB or mail. Raises NothingSubmitted, FolderNotWritable."""
    made = submitted(app)
    write_whole(path, made.sealed)
    app.record.desk.put({SENT_KEY: app.now().isoformat().encode()})
    return made


def take_reply_file(app: App, path: Path) -> None:
    """Take in a receipt or return that came as a file. Raises ReplyUnreadable, ReplyWrong."""
    try:
        if not path.is_file():  # a pipe would keep us waiting for ever
            raise ReplyUnreadable(reason="missing")
        with path.open("rb") as file:
            data = file.read(LARGEST_REPLY + 1)
    except (OSError, ValueError):
        raise ReplyUnreadable(reason="missing") from None
    take_reply(app, data)


def take_reply(app: App, data: bytes) -> None:
    """Take in a receipt or return; one known already changes nothing. Raises ReplyUnreadable, ReplyWrong."""
    ticket, made = ticket_of(app), _made(app)
    reply = read_reply(data, ticket, made.sha256 if made is not None else "")
    if isinstance(reply, ReadReceipt):
        _keep_receipt(app, reply)
        return
    letter, fact = reply
    case = app.record.case(ticket.case_id)
    if letter.returns == returns_of(case) + 1 and case.state is CaseState.REPORTED:
        app.commit((fact,))


def declaration_standing(app: App) -> DeclarationStanding:
    """Return how the declaration stands, without touching the network."""
    ticket = ticket_of(app)
    case, made, today = app.record.case(ticket.case_id), _made(app), app.today()
    standing = DeclarationStanding(
        name=case.transferee.name,
        state=case.state,
        expires_on=ticket.expires_on,
        is_expired=today > ticket.expires_on,
        share=share_here(app),
        to_mend=len(case.returned_item_ids),
    )
    if made is None:
        return standing
    told, sent = _told(app), app.record.desk.get(SENT_KEY)
    receipt = told if told.get("sha256") == made.sha256 else {}
    sent_at = datetime.fromisoformat(sent.decode()) if sent else None
    refused = str(receipt.get("reason", ""))
    at = datetime.fromisoformat(receipt["at"]) if receipt and not refused else None
    return replace(
        standing,
        number=made.number,
        signed_at=made.signed_at,
        sent_at=sent_at,
        received_at=at,
        by=str(receipt.get("by", "")),
        refused=refused,
        waiting_days=(today - office_date(sent_at)).days if sent_at and at is None and not refused else 0,
    )


def _keep_receipt(app: App, reply: ReadReceipt) -> None:
    told = {
        "sha256": reply.receipt.submission_sha256,
        "at": reply.receipt.at.isoformat(),
        "by": reply.words.by,
        "reason": reply.words.reason if reply.receipt.outcome is Outcome.REFUSED else "",
    }
    before = _told(app)
    # Taken in after all is the last word, in whatever order the two came.
    if before.get("sha256") == told["sha256"] and before["reason"] == "" and told["reason"]:
        return
    app.record.desk.put({RECEIPT_KEY: json.dumps(told).encode()})


def _is_taken(app: App, data: bytes) -> bool:
    try:
        take_reply(app, data)
    except (ReplyUnreadable, ReplyWrong):
        return False
    return True


def _is_taken_in(app: App, sha256: str) -> bool:
    """Whether a receipt says that a submission was taken in: then no other can come."""
    told = _told(app)
    return told.get("sha256") == sha256 and told.get("reason") == ""


def _told(app: App) -> dict[str, Any]:
    """Return what the receipt that came last says, of whichever submission."""
    return dict(json.loads(app.record.desk.get(RECEIPT_KEY) or b"{}"))


def _made(app: App) -> Submitted | None:
    try:
        return submitted(app)
    except NothingSubmitted:
        return None
