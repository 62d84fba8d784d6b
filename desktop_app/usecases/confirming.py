"""What the confirming person does: check item by item, return with reasons, confirm and countersign (measures H7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from desktop_app.app import App
from desktop_app.domain import decisions
from desktop_app.domain.case import (
    SIGNATURES_WHEN_CONFIRMED,
    Report,
    TransferCase,
    answered_by_hand,
    paper_in_force,
    signatures_expected,
)
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
from desktop_app.domain.finding_rules import Duty
from desktop_app.domain.programme import Programme
from desktop_app.domain.roles import require_office
from desktop_app.domain.workplace import Person
from desktop_app.errors import ReportMissing
from desktop_app.keys.identity import Purpose, SignerIdentity, read_certificate, verify_chain
from desktop_app.keys.signing import Certificate, Signing
from desktop_app.papers.page.printable import check_all, texts_in
from desktop_app.papers.page.seals import ConfirmationMark
from desktop_app.papers.signing.signature import countersign
from desktop_app.papers.signing.timestamp import Stamper
from desktop_app.papers.signing.verify import SignatureFinding, verify_report
from desktop_app.papers.typesetting.runs import clusters
from desktop_app.papers.typesetting.substitutes import substituted
from desktop_app.usecases.answering import open_case, read_file
from desktop_app.usecases.cards import own_card
from desktop_app.usecases.issuing import issuers_above
from desktop_app.usecases.people import require_seat_free, unlock_person
from desktop_app.usecases.raising import closed_without, duties_of, left_open, raised, rights_left
from desktop_app.usecases.ticket_post import with_return
from desktop_app.usecases.timestamping import outcome_of, stamp_roots, stamper_of


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
    facts = decisions.return_report(case, app.person, app.today())
    app.commit(facts, desk=with_return(app, case, *facts))


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
        stamp_roots=stamp_roots(app.workplace),
    )


def confirm_case(
    app: App, case_id: str, pin: str, late_reason: str = "", *, with_card: bool = False, duty: Duty | None = None
) -> StoredFile:
    """Confirm the report: countersign it with the confirmer's key, opened by their PIN, and fix the ledger row.

    Every item still 未完了 raises a finding; *duty* says who is in charge of them and by when (None: the confirmer, on
    the day each answer named). *with_card*: the key is on their card, and *pin* is the card's. A time stamp that
    cannot be had holds nothing up: the fact says why there is none.

    Raises what ``decisions.check_confirmable`` raises, WrongPin, PinLocked (or what ``cards.own_card`` raises),
    GlyphMissing (the surname in the mark), PdfTampered, CertificateNotOurs (the clock is wrong); then nothing was
    recorded.
    """
    require_seat_free(app)
    case, programme = open_case(app, case_id)
    late_reason = one_line("reason", late_reason, LONGEST_NOTE)
    decisions.check_confirmable(case, programme, app.person, app.calendar, today=app.today(), late_reason=late_reason)
    mark = _mark(app, case)
    check_all(texts_in(mark), where=case.case_no)
    verify_case_report(app, case)
    report, paper, _ = _paper_in_force(case)
    stamper = stamper_of(app)
    with own_card(app, pin) if with_card else own_key(app, pin) as signer:
        require_valid_now(app, signer.certificate)
        signed = _countersigned(app, read_file(app, paper), report, signer, programme, mark, stamper)
    kept = app.files.put(paper.name, "application/pdf", signed, app.recipients())
    fact = CaseConfirmed(
        case_id=case_id,
        confirmed_on=app.today(),
        confirmed_by=app.person.name,
        confirmer_role=app.person.role,
        pdf=kept,
        signature_count=SIGNATURES_WHEN_CONFIRMED,
        late_reason=late_reason,
        timestamp=outcome_of(stamper),
    )
    duties = duties_of(case, programme, duty or Duty(app.person.name))
    app.commit((fact, *raised(app, left_open(case, programme), each=duties)))
    return kept


@contextmanager
def own_key(app: App, pin: str) -> Iterator[Signing]:
    """Open the key of whoever is at the desk for one signature.

    Raises CertificateNotOurs, WrongPin, PinLocked, NotEntitled (who only reads signs nothing).
    """
    require_office(app.person.role, "CaseConfirmed")
    certificate = read_certificate(app.person.certificate.encode())
    require_valid_now(app, certificate)
    yield SignerIdentity(unlock_person(app, app.person_id, pin), certificate)


def require_valid_now(app: App, certificate: Certificate) -> None:
    """Raise CertificateNotOurs when the signer's certificate does not hold now.

    A clock that is wrong would make a signature that never verifies.
    """
    root = read_certificate(app.workplace.root_certificate.encode())
    verify_chain(certificate, root, app.now(), Purpose.PERSON, issuers_above(app, certificate))


def close_as_exception(app: App, case_id: str, kind: ExceptionKind, reason: str, pin: str) -> None:
    """A superior ends the case as 特例完了, with their PIN."""
    require_seat_free(app)
    case = app.record.case(case_id)
    facts = decisions.close_as_exception(case, app.person, kind, reason, app.today())
    unlock_person(app, app.person_id, pin)
    app.commit((*facts, *raised(app, closed_without(case, kind, reason))))


def record_post_check(
    app: App, case_id: str, item_id: str, checked_on: date, remaining: int, note: str, places: Sequence[str] = ()
) -> None:
    """Record the check after the effective date; ``remaining`` counts what was found left, at *places* if known.

    What is left raises a finding, one a place.
    """
    require_seat_free(app)
    case, programme = open_case(app, case_id)
    check = PostCheckRecorded(case_id, item_id, checked_on, remaining, note.strip())
    facts = decisions.record_post_check(case, programme, check, app.today())
    app.commit((*facts, *raised(app, rights_left(case, check, places))))


def current_paper(case: TransferCase) -> StoredFile:
    """Return the case's paper in force: countersigned if confirmed, else as reported; raises ReportMissing."""
    return _paper_in_force(case)[1]


def _paper_in_force(case: TransferCase) -> tuple[Report, StoredFile, int]:
    paper = paper_in_force(case)
    if case.report is None or paper is None:
        raise ReportMissing(case_no=case.case_no)
    return case.report, paper, signatures_expected(case)


def _mark(app: App, case: TransferCase) -> ConfirmationMark:
    mark = ConfirmationMark("確認", dotted(office_date(app.now())), surname_of(app.person))
    return substituted(mark, case.print_substitutes)


def _countersigned(
    app: App,
    pdf: bytes,
    report: Report,
    signer: Signing,
    programme: Programme,
    mark: ConfirmationMark,
    stamper: Stamper | None,
) -> bytes:
    return countersign(
        pdf,
        signer,
        issuers_above(app, signer.certificate),
        signed_at=office_time(app.now()),
        reason=f"{programme.report_form.title} SHA-256 {report.certificate_sha256}",
        mark=mark,
        stamper=stamper,
    )


def surname_of(person: Person) -> str:
    """Return what of a name the round mark has room for."""
    return "".join(clusters((person.name.split() or [person.name])[0])[:5])
