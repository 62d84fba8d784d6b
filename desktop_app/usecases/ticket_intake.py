"""Taking in what transferees hand in from their own PCs, from the inbox or as a file: checked, then facts.

Nothing is believed before it was compared with the record: the ticket is known and in force, not used yet, the case is
open and what it was when the ticket was issued, the paper is signed by the same one-time certificate as the whole, and
every answer is one that could have been given at the desk. What does not hold, or may not be taken in, is kept aside
as it came, with why; nothing is lost.

Of times, only the order of the record decides. The transferee's clock is shown; this PC's says whether the ticket has
run out, and then a person decides (``although_expired``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from desktop_app.app import App
from desktop_app.domain import answers, decisions, tickets
from desktop_app.domain.answers import AnswerInput, check_evidence_counts
from desktop_app.domain.case import OPEN_STATES, TransferCase
from desktop_app.domain.clock import office_date
from desktop_app.domain.facts import (
    Answer,
    AnswerWithdrawn,
    CaseFact,
    ItemAnswered,
    Position,
    Recorded,
    ReportSigned,
    SigningRefused,
    StoredFile,
    Timestamp,
)
from desktop_app.domain.folding import evolve, fold
from desktop_app.domain.programme import Programme
from desktop_app.domain.rivals import places
from desktop_app.domain.ticket_facts import SubmissionTakenIn, TicketIssued
from desktop_app.errors import (
    EvidenceTooLarge,
    ForeignFileTooHeavy,
    ForeignFileUnreadable,
    Refused,
    SubmissionRefused,
    SubmissionTampered,
    UnknownCase,
)
from desktop_app.keys.identity import fingerprint
from desktop_app.papers.signing.foreign import judge_apart
from desktop_app.share.submissions import OpenedSubmission, number_of, open_submission, submission_hash
from desktop_app.usecases.answering import evidence_name, media_type_of, open_case
from desktop_app.usecases.people import require_seat_free
from desktop_app.usecases.raising import not_signed, raised
from desktop_app.usecases.share_errand import trust_of
from desktop_app.usecases.ticket_post import receipt_for, with_receipt
from desktop_app.usecases.timestamping import stamp_roots

_CLOCK_SLACK = timedelta(days=1)
"""Two PCs' clocks differ; a day is what certificates and papers allow for, too."""

Submitted = AnswerWithdrawn | ItemAnswered | ReportSigned | SigningRefused


def take_submission(app: App, sealed: bytes, *, although_expired: bool = False) -> SubmissionTakenIn:
    """Take a submission into the record as if the transferee had answered and signed at the desk; all or nothing.

    The receipt goes out with the next sync. Raises SubmissionUnreadable, SubmissionTampered, SubmissionRefused (with
    its reason), DiskFull, and what reading a foreign PDF raises; then nothing was recorded.
    """
    opened = open_submission(sealed, app.identities())
    sha256 = submission_hash(sealed)
    case, programme, ticket = _known(app, opened, sha256)
    late = app.today() > ticket.expires_on
    if late and not although_expired:
        raise SubmissionRefused(reason="expired", number=number_of(sha256))
    facts = _checked(app, opened, case, programme, ticket, sha256)
    submission, last = opened.submission, opened.facts[-1]
    if isinstance(last, ReportSigned):
        _check_paper(app, opened, case, last)
    taken = SubmissionTakenIn(
        case.case_id,
        ticket.ticket_id,
        submission.returns,
        number_of(sha256),
        sha256,
        submission.signed_at,
        after_expiry=late,
    )
    kept = tuple(_kept(app, fact, submission.files, case.case_no) for fact in facts)
    receipt = receipt_for(app, ticket, taken, fingerprint(opened.certificate))
    seen = [not_signed(case, fact) for fact in kept if isinstance(fact, SigningRefused)]
    app.commit((taken, *kept, *raised(app, seen)), desk=with_receipt(app, submission.signed_at, sha256, receipt))
    return taken


def ticket_meant(app: App, opened: OpenedSubmission) -> tuple[TransferCase, TicketIssued] | None:
    """Return the case and ticket a submission belongs to, None when the record knows neither."""
    submission = opened.submission
    try:
        case = app.record.case(submission.case_id)
    except UnknownCase:
        return None
    ticket = tickets.issued(case, submission.ticket_id)
    return None if ticket is None else (case, ticket)


def _known(app: App, opened: OpenedSubmission, sha256: str) -> tuple[TransferCase, Programme, TicketIssued]:
    """Return what the submission is about, its ticket being good for it."""
    require_seat_free(app)
    submission, number = opened.submission, number_of(sha256)
    if submission.workplace_id != trust_of(app).workplace_id:
        raise SubmissionRefused(reason="workplace", number=number)
    meant = ticket_meant(app, opened)
    if meant is None:
        raise SubmissionRefused(reason="unknown", number=number)
    case, ticket = meant
    in_force = tickets.in_force(case)
    if submission.returns > len(case.returns):
        reason = "ahead"  # the return that it answers was made on another PC and has not come here yet
    elif tickets.is_withdrawn(case, ticket.ticket_id):
        reason = "withdrawn"
    elif tickets.is_used(case, ticket.ticket_id, submission.returns, sha256):
        reason = "used"
    elif in_force is None or in_force.ticket_id != ticket.ticket_id:
        reason = "replaced"
    elif case.state not in OPEN_STATES:
        reason = "closed"
    elif submission.returns != len(case.returns):
        reason = "older"
    elif _what_it_was(app, case, ticket) != _what_it_is(case):
        reason = "outdated"
    else:
        _case, programme = open_case(app, case.case_id)
        return case, programme, ticket
    raise SubmissionRefused(reason=reason, number=number)


def _what_it_is(case: TransferCase) -> tuple[object, ...]:
    return case.transferee, case.origin, case.destination, case.effective_date, case.form_fields


def _what_it_was(app: App, case: TransferCase, ticket: TicketIssued) -> tuple[object, ...]:
    """Return what the paper was made of: a case corrected since needs a new ticket."""
    history = app.record.history(case.case_id)
    place = next(index for index, recorded in enumerate(history) if recorded.fact == ticket)
    before = fold(history[: place + 1])
    assert before is not None, "a case is registered before its ticket"
    return _what_it_is(before)


def _checked(
    app: App, opened: OpenedSubmission, case: TransferCase, programme: Programme, ticket: TicketIssued, sha256: str
) -> tuple[Submitted, ...]:
    """Return the facts as the desk would have made them; raises SubmissionRefused."""
    submission, number = opened.submission, number_of(sha256)
    signed_on = office_date(submission.signed_at)
    if submission.signed_at > app.now() + _CLOCK_SLACK or signed_on < ticket.issued_on - _CLOCK_SLACK:
        raise SubmissionRefused(reason="clock", number=number)
    *answered, last = opened.facts
    if any(fact.case_id != case.case_id for fact in opened.facts):
        raise SubmissionRefused(reason="answers", number=number)
    if isinstance(last, ReportSigned) and not _is_our_form(last, programme, signed_on):
        raise SubmissionRefused(reason="form", number=number)
    try:
        check_evidence_counts({f.item_id: len(f.evidence) for f in answered if isinstance(f, ItemAnswered)})
        before, made = case, dict[str, AnswerWithdrawn | ItemAnswered]()
        for fact in answered:
            for one in _as_at_the_desk(case, programme, fact, ticket.issued_on, signed_on):
                made[one.item_id] = one
                case = _after(case, (one,))
        ended = _ended(app, case, programme, last, signed_on)
    except Refused as error:  # also what a rule of the office says no to
        raise SubmissionRefused(reason="answers", number=number) from error
    known = _known_places(app, case, ticket)
    # What was answered here meanwhile stays beside it: of that the transferee knew nothing.
    answers_made = (
        replace(one, replaces=tuple(place for place in places(before.standing(one.item_id)) if place in known))
        for one in made.values()
    )
    return (*answers_made, *ended)


def _known_places(app: App, case: TransferCase, ticket: TicketIssued) -> frozenset[str]:
    """Return where the answers are that the transferee's PC knew: those of the ticket, and its own handed in since."""
    known, own, issued = set[str](), set[tuple[str, int]](), False
    for recorded in app.record.history(case.case_id):
        act = recorded.position.device_id, recorded.position.seq
        if isinstance(recorded.fact, SubmissionTakenIn) and recorded.fact.ticket_id == ticket.ticket_id:
            own.add(act)
        if not issued or act in own:
            known.add(recorded.position.place)
        issued = issued or recorded.fact == ticket
    return frozenset(known)


def _is_our_form(report: ReportSigned, programme: Programme, signed_on: date) -> bool:
    form = programme.report_form
    ours = (form.code, form.number, form.version, form.wording_hash, signed_on)
    return (
        report.form_code,
        report.form_number,
        report.form_version,
        report.wording_hash,
        report.reported_on,
    ) == ours


def _as_at_the_desk(
    case: TransferCase, programme: Programme, fact: Submitted, issued_on: date, signed_on: date
) -> tuple[AnswerWithdrawn | ItemAnswered, ...]:
    if isinstance(fact, AnswerWithdrawn):
        return tuple(one for one in answers.withdraw_answer(case, fact.item_id) if isinstance(one, AnswerWithdrawn))
    assert isinstance(fact, ItemAnswered)
    for file in fact.evidence:
        if file.size > programme.evidence_max_bytes:
            raise EvidenceTooLarge(name=file.name, size=file.size, limit=programme.evidence_max_bytes)
    entry = AnswerInput(
        fact.answer, fact.done_on, fact.count, fact.reason_code, fact.note, fact.due_on, fact.reference, fact.evidence
    )
    # An answer of an earlier day had to hold on that day: what was still ahead then may be past now.
    day = issued_on if fact.answer is Answer.NOT_DONE else signed_on
    made = answers.answer_item(case, programme, fact.item_id, entry, today=day, by_transferee=True)
    return tuple(one for one in made if isinstance(one, ItemAnswered))


def _ended(app: App, case: TransferCase, programme: Programme, last: Submitted, signed_on: date) -> list[Submitted]:
    if isinstance(last, ReportSigned):
        day = last.reported_on
        decisions.check_reportable(case, programme, app.calendar, today=day, late_reason=last.late_reason)
        return [last]
    assert isinstance(last, SigningRefused)
    refused = decisions.refuse_signing(case, replace(last, refused_on=signed_on), programme)
    return [one for one in refused if isinstance(one, SigningRefused)]


def _after(case: TransferCase, facts: tuple[CaseFact, ...]) -> TransferCase:
    for fact in facts:
        case = evolve(case, Recorded(fact, Position(0, "", 0, 0), case.registered_at, ""))
    return case


def _check_paper(app: App, opened: OpenedSubmission, case: TransferCase, report: ReportSigned) -> None:
    """Raise SubmissionTampered unless the paper is the transferee's, signed once and with the whole."""
    certificate = fingerprint(opened.certificate)
    if report.certificate_sha256 != certificate:
        raise SubmissionTampered(reason="certificate", damage="signer")
    try:
        judged = judge_apart(
            opened.submission.files[report.pdf.sha256],
            root=trust_of(app).root,
            revoked={},
            now=app.now(),
            stamp_roots=stamp_roots(app.workplace),
        )
    except (ForeignFileUnreadable, ForeignFileTooHeavy):
        raise SubmissionTampered(reason="paper", damage="unreadable") from None
    if judged.damage is not None or len(judged.signatures) != 1:
        raise SubmissionTampered(reason="paper", damage=judged.damage or "count")
    signature = judged.signatures[0]
    person = case.transferee
    if signature.certificate_sha256 != certificate:
        raise SubmissionTampered(reason="certificate", damage="signer")
    if (signature.name, signature.employee_no, signature.case_no) != (person.name, person.employee_no, case.case_no):
        raise SubmissionTampered(reason="certificate", damage="name")
    if signature.signed_at != opened.submission.signed_at.replace(microsecond=0):
        raise SubmissionTampered(reason="paper", damage="time")
    if (signature.stamp is not None) != (report.timestamp is Timestamp.STAMPED):
        raise SubmissionTampered(reason="paper", damage="timestamp")


def _kept(app: App, fact: Submitted, files: Mapping[str, bytes], case_no: str) -> CaseFact:
    """Return a fact with its files sealed anew, to this year's keys, and kept here."""

    def keep(file: StoredFile) -> StoredFile:
        name = evidence_name(file.name)
        return app.files.put(name, media_type_of(name), files[file.sha256], app.recipients())

    match fact:
        case ItemAnswered():
            return replace(fact, evidence=tuple(keep(file) for file in fact.evidence))
        case ReportSigned():
            return replace(fact, pdf=keep(replace(fact.pdf, name=f"{case_no}.pdf")))
        case _:
            return fact
