"""Tickets, submissions and replies that must not be believed: a fixed case a line, with what a person is told.

Each case doctors one sound thing. ``Bench`` holds the sound ones; the words are the English sentence's beginning.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from desktop_app.domain.facts import (
    Answer,
    AnswerWithdrawn,
    CaseReturned,
    ItemAnswered,
    ReportSigned,
    StoredFile,
    Timestamp,
)
from desktop_app.journal.codec import encode_value
from desktop_app.keys.identity import SignerIdentity, fingerprint, make_root, one_time_certificate
from desktop_app.keys.seal import new_age_identity, seal
from desktop_app.share.replies import Outcome, Receipt, ReceiptWords, make_receipt, make_return, seal_words
from desktop_app.share.signed import sign_note
from desktop_app.share.submissions import Submission, fact_text
from desktop_app.share.tickets import Ticket
from desktop_app.usecases import declaring
from desktop_app.usecases.reporting import signed_report
from desktop_app.usecases.ticket_post import device_certificate
from tests.refusals import STROKES
from tests.tickets import NAME, NUMBER, Sides, issued

ANOTHER = "0" * 32
_SAME_PERSON = (NAME, NUMBER, "NSC01-26B-A001")
FORGED, OTHER_FILE = b"%PDF-1.7 forged", b"other bytes"


@dataclass
class Bench:
    """A sound ticket, submission and reply of one case, and the keys that made them."""

    sides: Sides
    ticket: Ticket
    submission: Submission
    signer: SignerIdentity
    facts: tuple[Any, ...]
    sha256: str = "ab" * 32
    stranger: SignerIdentity = field(init=False)

    def __post_init__(self) -> None:
        root = make_root("よその会社", self.sides.clock.now)
        self.stranger = SignerIdentity(root.key, root.certificate)

    # --- tickets ------------------------------------------------------------------------------------------

    def as_ticket(self, **changed: Any) -> bytes:
        app = self.sides.app
        return sign_note(replace(self.ticket, **changed), device_certificate(app), app.device.sign)

    def ticket_without(self, kind: str) -> bytes:
        left = [text for text in self.ticket.facts if f'"type":"{kind}/' not in text]
        return self.as_ticket(facts=tuple(left))

    def ticket_with(self, *texts: str) -> bytes:
        return self.as_ticket(facts=(*self.ticket.facts, *texts))

    # --- submissions --------------------------------------------------------------------------------------

    def sealed(self, plain: bytes) -> bytes:
        return seal(plain, self.ticket.recipients)

    def as_submission(self, *, signer: SignerIdentity | None = None, **changed: Any) -> bytes:
        signer = signer or self.signer
        note = sign_note(replace(self.submission, **changed), signer.certificate, signer.sign)
        return self.sealed(note)

    def with_facts(self, facts: tuple[Any, ...], files: dict[str, bytes] | None = None) -> bytes:
        given = dict(self.submission.files) if files is None else files
        return self.as_submission(facts=tuple(map(fact_text, facts)), files=given)

    def with_answer(self, **changed: Any) -> bytes:
        return self.with_facts((replace(self.answer, **changed), *self.facts[1:]))

    def with_report(self, **changed: Any) -> bytes:
        return self.with_facts((*self.facts[:-1], replace(self.report, **changed)))

    def with_paper(self, pdf: bytes) -> bytes:
        import hashlib

        sha256 = hashlib.sha256(pdf).hexdigest()
        kept = StoredFile(self.report.pdf.name, "application/pdf", len(pdf), sha256, "")
        return self.with_facts((*self.facts[:-1], replace(self.report, pdf=kept)), {sha256: pdf})

    @property
    def paper(self) -> bytes:
        return self.submission.files[self.report.pdf.sha256]

    @property
    def answer(self) -> ItemAnswered:
        return self.facts[0]

    @property
    def report(self) -> ReportSigned:
        return self.facts[-1]

    @property
    def note(self) -> dict[str, Any]:
        """A sound submission's signed note, as JSON to be doctored."""
        return json.loads(sign_note(self.submission, self.signer.certificate, self.signer.sign))

    # --- replies ------------------------------------------------------------------------------------------

    def as_receipt(self, *, by: SignerIdentity | None = None, **changed: Any) -> bytes:
        app, at = self.sides.app, self.sides.clock.now
        words = seal_words(ReceiptWords("岡部　誠司"), self.reply_recipient)
        receipt = Receipt(self.ticket.workplace_id, self.sha256, "cd" * 32, Outcome.TAKEN_IN, at, words)
        certificate, sign = (by.certificate, by.sign) if by else (device_certificate(app), app.device.sign)
        return make_receipt(replace(receipt, **changed), certificate, sign)

    def as_return(self, *, by: SignerIdentity | None = None, ticket_id: str = "", to: str = "", fact: Any = None):
        app = self.sides.app
        certificate, sign = (by.certificate, by.sign) if by else (device_certificate(app), app.device.sign)
        fact = fact or CaseReturned(self.ticket.case_id, app.today(), ())
        to = to or self.reply_recipient
        given = (ticket_id or self.ticket.ticket_id, 1, "岡部　誠司", app.now(), to, certificate, sign)
        return make_return(fact, *given)

    @property
    def reply_recipient(self) -> str:
        from desktop_app.keys.seal import recipient_of

        return recipient_of(self.ticket.reply_secret)


def bench(tmp_path: Path) -> Bench:
    """Everything answered and signed, but not yet handed in."""
    sides = issued(tmp_path)
    sides.answer()
    ticket, case = declaring.ticket_of(sides.mine), sides.mine.record.case(sides.case_id)
    signed = signed_report(sides.mine, sides.case_id, STROKES, "")
    given = sorted((a.fact for a in case.answers.values()), key=lambda fact: fact.item_id != "D-01")
    facts = tuple(declaring._as_sent(fact) for fact in (*given, signed.fact))
    made = Submission(
        ticket.workplace_id,
        ticket.ticket_id,
        sides.case_id,
        0,
        sides.clock.now,
        tuple(map(fact_text, facts)),
        {signed.fact.pdf.sha256: signed.pdf},
    )
    return Bench(sides, ticket, made, signed.signer, facts)


Make = Callable[[Bench], bytes]

TICKETS: dict[str, tuple[Make, str]] = {
    "no JSON": (lambda b: b"not JSON", "This ticket cannot be opened: it is no ticket, or not whole."),
    "empty": (lambda b: b"", "This ticket cannot be opened: it is no ticket, or not whole."),
    "another JSON": (lambda b: b"{}", "This ticket cannot be opened: it is no ticket, or not whole."),
    "deep": (lambda b: b"[" * 100_000, "This ticket cannot be opened: it is no ticket, or not whole."),
    "cut off": (lambda b: b.as_ticket()[:-9], "This ticket cannot be opened: it is no ticket, or not whole."),
    "something behind it": (
        lambda b: b.as_ticket() + b" ",
        "This ticket cannot be opened: it is no ticket, or not whole.",
    ),
    "a doubled key": (
        lambda b: b.as_ticket().replace(b'{"body"', b'{"body":"x","body"', 1),
        "This ticket cannot be opened: it is no ticket, or not whole.",
    ),
    "a submission": (
        lambda b: sign_note(b.submission, b.signer.certificate, b.signer.sign),
        "This ticket cannot be opened: it is no ticket, or not whole.",
    ),
    "a receipt": (lambda b: b.as_receipt(), "This ticket cannot be opened: it is no ticket, or not whole."),
    "a newer format": (
        lambda b: b.as_ticket(format=2),
        "This ticket cannot be opened: it was made with a newer version of Sekisho",
    ),
    "changed after signing": (
        lambda b: b.as_ticket().replace(b.ticket.ticket_id.encode(), ANOTHER.encode()),
        "This ticket cannot be opened: its signature does not hold.",
    ),
    "signed by a stranger": (
        lambda b: sign_note(b.ticket, b.stranger.certificate, b.stranger.sign),
        "This ticket cannot be opened: its signature does not hold.",
    ),
    "under another root": (
        lambda b: b.as_ticket(root_certificate=_der(b.stranger)),
        "This ticket cannot be opened: its signature does not hold.",
    ),
    "no root at all": (
        lambda b: b.as_ticket(root_certificate=b"root"),
        "This ticket cannot be opened: it is no ticket, or not whole.",
    ),
    "for nobody": (lambda b: b.as_ticket(recipients=()), "This ticket cannot be opened: what is in it does not fit"),
    "for no real recipient": (
        lambda b: b.as_ticket(recipients=("age1nobody",)),
        "This ticket cannot be opened: what is in it does not fit",
    ),
    "without a key for replies": (
        lambda b: b.as_ticket(reply_secret=""),
        "This ticket cannot be opened: what is in it does not fit",
    ),
    "with a short id": (lambda b: b.as_ticket(ticket_id="ab"), "This ticket cannot be opened: what is in it does not"),
    "with a path for an id": (
        lambda b: b.as_ticket(ticket_id="../" * 10 + "ab"),
        "This ticket cannot be opened: what is in it does not",
    ),
    "of another workplace's folder": (
        lambda b: b.as_ticket(workplace_id="0" * 8),
        "This ticket cannot be opened: what is in it does not fit",
    ),
    "from an unknown person": (lambda b: b.as_ticket(issuer="ff"), "This ticket cannot be opened: what is in it does"),
    "about another case": (lambda b: b.as_ticket(case_id="x"), "This ticket cannot be opened: what is in it does not"),
    "without its case": (lambda b: b.ticket_without("case-registered"), "This ticket cannot be opened: what is in it"),
    "without a briefing": (
        lambda b: b.ticket_without("briefing-recorded"),
        "This ticket cannot be opened: what is in it does",
    ),
    "without its workplace": (lambda b: b.ticket_without("workplace-opened"), "This ticket cannot be opened: what is"),
    "without its programme": (lambda b: b.ticket_without("programme-adopted"), "This ticket cannot be opened: what is"),
    "with two programmes": (
        lambda b: b.ticket_with(next(t for t in b.ticket.facts if '"type":"programme-adopted' in t)),
        "This ticket cannot be opened: what is in it does not fit",
    ),
    "with somebody else's case": (
        lambda b: b.ticket_with(fact_text(AnswerWithdrawn("another", "D-01"))),
        "This ticket cannot be opened: what is in it does not fit",
    ),
    "with a fact of another kind": (
        lambda b: b.ticket_with('{"data":{},"type":"fact-of-tomorrow/1"}'),
        "This ticket cannot be opened: what is in it does not fit",
    ),
    "with a fact that is none": (lambda b: b.ticket_with("[]"), "This ticket cannot be opened: what is in it does not"),
    "with an endless fact": (lambda b: b.ticket_with("[" * 9000), "This ticket cannot be opened: what is in it does"),
    "with the root swapped inside": (
        lambda b: b.as_ticket(facts=tuple(t.replace("MII", "MIJ", 1) for t in b.ticket.facts)),
        "This ticket cannot be opened: what is in it does not fit",
    ),
}


def _der(identity: SignerIdentity) -> bytes:
    from desktop_app.keys.identity import certificate_der

    return certificate_der(identity.certificate)


_NOT_WHOLE = "This declaration cannot be read: it is no declaration, or not whole."
_SEALED = "This declaration cannot be read: it is sealed for somebody else"
_CHANGED = "This declaration does not hold: its signature does not hold."
_FILES = "This declaration does not hold: a file in it was changed."
_PAPER = "This declaration does not hold: the signed paper in it does not hold."
_PERSON = "This declaration does not hold: its signature is somebody else's."


def _not(why: str) -> str:
    return f"was not taken in: {why}"


_ANSWERS = _not("its answers are not complete or not possible")
_FORM = _not("it was signed on another form or wording")
_CLOCK = _not("the clock of the transferee's PC was wrong")


def _doctored(b: Bench, **changed: Any) -> bytes:
    return b.sealed(encode_value(b.note | changed))


def _stranger_signer(b: Bench) -> SignerIdentity:
    return one_time_certificate("\u698e\u3000\u539f", "0099001", "NSC01-26B-A001", b.sides.clock.now)


def _taken_over(b: Bench, signer: SignerIdentity) -> bytes:
    """The sound paper, handed in by another key that names itself everywhere but in the paper."""
    report = replace(b.report, certificate_sha256=fingerprint(signer.certificate))
    return b.as_submission(signer=signer, facts=tuple(map(fact_text, (*b.facts[:-1], report))))


SUBMISSIONS: dict[str, tuple[Make, str]] = {
    "empty": (lambda b: b"", _NOT_WHOLE),
    "no age file": (lambda b: b"%PDF-1.7", _NOT_WHOLE),
    "cut off": (lambda b: b.as_submission()[:-100], _NOT_WHOLE),
    "a flipped bit": (lambda b: _flipped(b.as_submission()), _NOT_WHOLE),
    "something behind it": (lambda b: b.as_submission() + b"x", _NOT_WHOLE),
    "too large": (lambda b: bytes(25_000_001), "This declaration cannot be read: it is larger than any declaration."),
    "sealed for another workplace": (lambda b: seal(b"x", (new_age_identity()[1],)), _SEALED),
    "the ticket itself": (lambda b: b.sides.file.read_bytes(), _SEALED),
    "no note inside": (lambda b: b.sealed(b"hello"), _NOT_WHOLE),
    "a deep note inside": (lambda b: b.sealed(b'{"body":' + b"[" * 50_000), _NOT_WHOLE),
    "a receipt inside": (lambda b: b.sealed(b.as_receipt()), _NOT_WHOLE),
    "an unknown field": (lambda b: _doctored(b, more=1), _NOT_WHOLE),
    "a newer format": (
        lambda b: b.as_submission(format=2),
        "This declaration cannot be read: it was made with a newer",
    ),
    "no certificate": (lambda b: _doctored(b, certificate=""), _NOT_WHOLE),
    "changed after signing": (lambda b: _doctored(b, body=b.note["body"].replace("DONE", "NOT_DONE", 1)), _CHANGED),
    "another signature": (lambda b: _doctored(b, signature="AAAA"), _CHANGED),
    "without a fact": (lambda b: b.as_submission(facts=()), _NOT_WHOLE),
    "without a report": (lambda b: b.with_facts(b.facts[:-1], {}), _NOT_WHOLE),
    "with two reports": (lambda b: b.with_facts((*b.facts, b.report)), _NOT_WHOLE),
    "with a fact for managers": (
        lambda b: b.with_facts((CaseReturned(b.ticket.case_id, b.sides.app.today(), ()), b.report)),
        _NOT_WHOLE,
    ),
    "with a fact of tomorrow": (
        lambda b: b.as_submission(facts=('{"data":{},"type":"fact-of-tomorrow/1"}', *b.submission.facts)),
        "This declaration cannot be read: it was made with a newer",
    ),
    "a file is missing": (lambda b: b.as_submission(files={}), _FILES),
    "a file too many": (
        lambda b: b.as_submission(files=dict(b.submission.files) | {_sha(OTHER_FILE): OTHER_FILE}),
        _FILES,
    ),
    "another file under its name": (lambda b: b.as_submission(files={b.report.pdf.sha256: FORGED}), _FILES),
    "a size that lies": (lambda b: b.with_report(pdf=replace(b.report.pdf, size=1)), _FILES),
    "for another workplace": (
        lambda b: b.as_submission(workplace_id="0" * 8),
        _not("it was made for another workplace"),
    ),
    "of a ticket nobody issued": (lambda b: b.as_submission(ticket_id=ANOTHER), _not("no such ticket was issued here")),
    "of a case nobody has": (lambda b: b.as_submission(case_id="no such"), _not("no such ticket was issued here")),
    "with another case's ticket": (
        lambda b: b.as_submission(case_id=other_case(b)),
        _not("no such ticket was issued here"),
    ),
    "after a return that never was": (lambda b: b.as_submission(returns=1), _not("the return that it answers is not")),
    "before the world began": (lambda b: b.as_submission(returns=-1), _not("it was made before the report")),
    "signed next month": (lambda b: b.as_submission(signed_at=b.sides.clock.now + timedelta(days=30)), _CLOCK),
    "signed ten years ago": (lambda b: b.as_submission(signed_at=b.sides.clock.now - timedelta(days=3650)), _CLOCK),
    "another form": (lambda b: b.with_report(form_code="other"), _FORM),
    "another wording": (lambda b: b.with_report(wording_hash="0" * 64), _FORM),
    "another edition": (lambda b: b.with_report(form_version="9.9"), _FORM),
    "reported on another day": (
        lambda b: b.with_report(reported_on=b.report.reported_on - timedelta(days=1)),
        _FORM,
    ),
    "an item nobody knows": (lambda b: b.with_answer(item_id="Z-99"), _ANSWERS),
    "an item missing": (lambda b: b.with_facts(b.facts[1:]), _ANSWERS),
    "an item taken back and no more": (
        lambda b: b.with_facts((*b.facts[:-1], AnswerWithdrawn(b.ticket.case_id, b.answer.item_id), b.report)),
        _ANSWERS,
    ),
    "an answer for another case": (lambda b: b.with_answer(case_id="another"), _ANSWERS),
    "a count below nothing": (lambda b: b.with_facts(_counted(b, -1)), _ANSWERS),
    "a count beyond sense": (lambda b: b.with_facts(_counted(b, 10**12)), _ANSWERS),
    "done in the future": (
        lambda b: b.with_answer(done_on=b.report.reported_on + timedelta(days=40)),
        _ANSWERS,
    ),
    "not done without a day": (lambda b: b.with_answer(answer=Answer.NOT_DONE, note="待ち"), _ANSWERS),
    "a reason nobody knows": (
        lambda b: b.with_answer(answer=Answer.NOT_DONE, reason_code="NOPE", due_on=b.report.reported_on),
        _ANSWERS,
    ),
    "a note like a book": (lambda b: b.with_answer(note="長" * 3000), _ANSWERS),
    "a paper that is none": (lambda b: b.with_paper(FORGED), _PAPER),
    "a paper with bytes behind it": (lambda b: b.with_paper(b.paper + b"\n%more"), _PAPER),
    "a paper cut off": (lambda b: b.with_paper(b.paper[:-500]), _PAPER),
    "signed by somebody else as a whole": (lambda b: b.as_submission(signer=_stranger_signer(b)), _PERSON),
    "signed by somebody else who says so in the report": (lambda b: _taken_over(b, _stranger_signer(b)), _PERSON),
    "signed by another key of the same name": (
        lambda b: _taken_over(b, one_time_certificate(*_SAME_PERSON, b.sides.clock.now)),
        _PERSON,
    ),
    "another certificate in the report": (lambda b: b.with_report(certificate_sha256="0" * 64), _PERSON),
    "signed at another minute": (
        lambda b: b.as_submission(signed_at=b.sides.clock.now + timedelta(minutes=5)),
        _PAPER,
    ),
    "a time stamp that is not there": (lambda b: b.with_report(timestamp=Timestamp.STAMPED), _PAPER),
}


def _flipped(data: bytes) -> bytes:
    place = len(data) // 2
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def _sha(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


def _counted(b: Bench, count: int) -> tuple[Any, ...]:
    return tuple(
        replace(fact, count=count) if isinstance(fact, ItemAnswered) and fact.count is not None else fact
        for fact in b.facts
    )


def other_case(b: Bench) -> str:
    """Another case of the same workplace, which has no ticket."""
    from tests.homes import register

    found = [s.case_id for s in b.sides.app.cases.unfinished() if s.case_id != b.ticket.case_id]
    return found[0] if found else register(b.sides.app, "0099009", "\u698e\u3000\u539f")


_NO_REPLY = "This file cannot be used: it is no receipt or return, or not whole."
_STRANGE = "This file does not come from the workplace that issued the ticket."
_OTHER = "This file is not for this ticket."

REPLIES: dict[str, tuple[Make, str]] = {
    "empty": (lambda b: b"", _NO_REPLY),
    "no note": (lambda b: b"hello", _NO_REPLY),
    "too large": (lambda b: bytes(300_000), "This file cannot be used: it is larger than any receipt or return."),
    "cut off": (lambda b: b.as_receipt()[:-5], _NO_REPLY),
    "a newer format": (lambda b: b.as_receipt(format=7), "This file cannot be used: it was made with a newer version"),
    "changed after signing": (lambda b: b.as_receipt().replace(b"taken_in", b"refused"), _STRANGE),
    "signed by a stranger": (lambda b: b.as_receipt(by=b.stranger), _STRANGE),
    "signed by the transferee": (lambda b: b.as_receipt(by=b.signer), _STRANGE),
    "of another submission": (lambda b: b.as_receipt(submission_sha256="00" * 32), _OTHER),
    "of another workplace": (lambda b: b.as_receipt(workplace_id="0" * 8), _OTHER),
    "with words for somebody else": (
        lambda b: b.as_receipt(sealed_words=seal_words(ReceiptWords("x"), new_age_identity()[1])),
        _OTHER,
    ),
    "with words that are none": (lambda b: b.as_receipt(sealed_words=b"words"), _NO_REPLY),
    "a return for somebody else": (lambda b: b.as_return(to=new_age_identity()[1]), _OTHER),
    "a return of another ticket": (lambda b: b.as_return(ticket_id=ANOTHER), _OTHER),
    "a return of another case": (
        lambda b: b.as_return(fact=CaseReturned("another", b.sides.app.today(), ())),
        _OTHER,
    ),
    "a return that is another fact": (lambda b: b.as_return(fact=AnswerWithdrawn(b.ticket.case_id, "D-01")), _OTHER),
    "a return signed by a stranger": (lambda b: b.as_return(by=b.stranger), _STRANGE),
    "a return cut off": (lambda b: b.as_return()[:-20], _NO_REPLY),
    "a submission": (lambda b: b.as_submission(), _OTHER),
    "the ticket": (lambda b: b.sides.file.read_bytes(), _OTHER),
}
