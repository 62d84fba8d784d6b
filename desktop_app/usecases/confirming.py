"""What the confirming person does: check item by item, return with reasons, confirm and countersign (measures H7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cryptography.hazmat.primitives.asymmetric import ec

from desktop_app.app import App
from desktop_app.domain import decisions
from desktop_app.domain.case import Report, TransferCase, answered_by_hand
from desktop_app.domain.clock import office_date, office_time
from desktop_app.domain.dates import dotted
from desktop_app.domain.entered import LONGEST_NOTE, one_line
from desktop_app.domain.facts import (
    CaseConfirmed,
    ExceptionKind,
    ItemChecked,
    PostCheckRecorded,
    StoredFile,
    Verdict,
)
from desktop_app.domain.programme import Programme
from desktop_app.errors import ReportMissing
from desktop_app.keys.identity import Purpose, SignerIdentity, read_certificate, verify_chain
from desktop_app.papers.forms.completion_report import ConfirmationMark
from desktop_app.papers.signing.signature import countersign
from desktop_app.papers.signing.verify import SignatureFinding, verify_report
from desktop_app.usecases.answering import open_case, read_file
from desktop_app.usecases.people import require_seat_free, unlock_person

SIGNATURES_WHEN_REPORTED = 1
SIGNATURES_WHEN_CONFIRMED = 2


@dataclass(frozen=True, slots=True)
class Check:
    """What the confirming person says of one item."""

    verdict: Verdict
    reason_code: str = ""
    text: str = ""


def check_item(app: App, case_id: str, item_id: str, check: Check) -> None:
    """Accept one answered item, or mark it to be returned."""
    check_items(app, case_id, {item_id: check})


def check_items(app: App, case_id: str, checks: dict[str, Check]) -> None:
    """Check several items as one act."""
    require_seat_free(app)
    case, programme = open_case(app, case_id)
    facts = [
        fact
        for item_id, check in checks.items()
        for fact in decisions.check_item(
            case,
            programme,
            ItemChecked(case_id, item_id, check.verdict, check.reason_code, check.text.strip()),
            app.person,
        )
    ]
    if facts:
        app.commit(tuple(facts))


def accept_rest(app: App, case_id: str, *, only_not_applicable: bool = False) -> None:
    """Accept every answered item that has not been looked at yet (該当なし can be accepted together)."""
    case, programme = open_case(app, case_id)
    unseen = {
        item.id: Check(Verdict.ACCEPTED)
        for item in answered_by_hand(case, programme)
        if item.id not in case.checks
        and (not only_not_applicable or case.answers[item.id].fact.answer.value == "NOT_APPLICABLE")
    }
    check_items(app, case_id, unseen)


def return_report(app: App, case_id: str) -> None:
    """Send the report back for the items marked, with their reasons."""
    require_seat_free(app)
    case = app.record.case(case_id)
    app.commit(decisions.return_report(case, app.person, app.today()))


def verify_case_report(app: App, case: TransferCase) -> tuple[SignatureFinding, ...]:
    """Check the report in force: that it is the file the ledger knows and who signed it.

    Raises ReportMissing, FileNotHere, FileDamaged, PdfTampered.
    """
    report, paper, expected = _paper_in_force(case)
    return verify_report(
        read_file(app, paper),
        expected_sha256=paper.sha256,
        expected_signatures=expected,
        root=read_certificate(app.workplace.root_certificate.encode()),
        transferee_fingerprint=report.certificate_sha256,
    )


def confirm_case(app: App, case_id: str, pin: str, late_reason: str = "") -> StoredFile:
    """Confirm the report: countersign it with the confirmer's key, opened by their PIN, and fix the ledger row.

    Raises what ``decisions.check_confirmable`` raises, WrongPin, PinLocked, PdfTampered, CertificateNotOurs (the
    clock is wrong); then nothing was recorded.
    """
    require_seat_free(app)
    case, programme = open_case(app, case_id)
    late_reason = one_line("reason", late_reason, LONGEST_NOTE)
    decisions.check_confirmable(case, programme, app.person, app.calendar, today=app.today(), late_reason=late_reason)
    verify_case_report(app, case)
    _require_valid_now(app)
    key = unlock_person(app, app.person_id, pin)
    report, paper, _ = _paper_in_force(case)
    signed = _countersigned(app, read_file(app, paper), report, key, programme)
    kept = app.files.put(paper.name, "application/pdf", signed, app.recipients())
    fact = CaseConfirmed(
        case_id=case_id,
        confirmed_on=app.today(),
        confirmed_by=app.person.name,
        confirmer_role=app.person.role,
        pdf=kept,
        signature_count=SIGNATURES_WHEN_CONFIRMED,
        late_reason=late_reason,
    )
    app.commit((fact,))
    return kept


def _require_valid_now(app: App) -> None:
    # A clock that is wrong would make a countersignature that never verifies.
    root = read_certificate(app.workplace.root_certificate.encode())
    verify_chain(read_certificate(app.person.certificate.encode()), root, app.now(), Purpose.PERSON)


def close_as_exception(app: App, case_id: str, kind: ExceptionKind, reason: str, pin: str) -> None:
    """A superior ends the case as 特例完了, with their PIN."""
    require_seat_free(app)
    facts = decisions.close_as_exception(app.record.case(case_id), app.person, kind, reason, app.today())
    unlock_person(app, app.person_id, pin)
    app.commit(facts)


def record_post_check(app: App, case_id: str, item_id: str, checked_on: date, remaining: int, note: str) -> None:
    """Record the check after the effective date; ``remaining`` counts what was found left."""
    require_seat_free(app)
    case, programme = open_case(app, case_id)
    check = PostCheckRecorded(case_id, item_id, checked_on, remaining, note.strip())
    app.commit(decisions.record_post_check(case, programme, check, app.today()))


def current_paper(case: TransferCase) -> StoredFile:
    """Return the case's paper in force: countersigned if confirmed, else as reported; raises ReportMissing."""
    return _paper_in_force(case)[1]


def _paper_in_force(case: TransferCase) -> tuple[Report, StoredFile, int]:
    if case.report is None:
        raise ReportMissing(case_no=case.case_no)
    if case.confirmation is not None:
        return case.report, case.confirmation.pdf, case.confirmation.signature_count
    return case.report, case.report.pdf, SIGNATURES_WHEN_REPORTED


def _countersigned(
    app: App, pdf: bytes, report: Report, key: ec.EllipticCurvePrivateKey, programme: Programme
) -> bytes:
    person, now = app.person, app.now()
    signer = SignerIdentity(key, read_certificate(person.certificate.encode()))
    surname = person.name.split()[0] if person.name.split() else person.name
    return countersign(
        pdf,
        signer,
        (),
        signed_at=office_time(now),
        reason=f"{programme.report_form.title} SHA-256 {report.certificate_sha256}",
        mark=ConfirmationMark("確認", dotted(office_date(now)), surname[:5]),
    )
