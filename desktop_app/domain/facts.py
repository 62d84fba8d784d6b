"""The facts of the record: what happened, in the past tense, never changed afterwards.

Undo is a new fact. Every fact says which case (or the workplace) it is about; who recorded it, when and on which
device stands in the entry around it (``Recorded``). Adding a field with a default is a compatible change; any
other change makes a new fact type (the journal keeps one reader per released form).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from desktop_app.domain.circumstance_facts import (
    CasesLinked,
    CircumstanceEnded,
    CircumstanceRecorded,
    OpenItemDone,
)
from desktop_app.domain.device_facts import DeviceRetired
from desktop_app.domain.disposal_facts import CARRIED_PREFIX, CarriedForward, DisposalFact
from desktop_app.domain.finding_facts import FindingFact
from desktop_app.domain.headquarters_facts import HeadquartersFact
from desktop_app.domain.holiday_facts import CompanyHolidaysStated
from desktop_app.domain.line_facts import ItemLinesChosen
from desktop_app.domain.master_facts import (
    FormerCasesKept,
    MasterRecorded,
    RollRowsKept,
    RollTaken,
    SubstituteNamed,
)
from desktop_app.domain.membership_facts import MembershipFact
from desktop_app.domain.move_facts import AssignmentsImported, MoveAnswered, MoveConsulted, MoveDutiesStated
from desktop_app.domain.order_facts import CorrectionOrdered, OrderAnswered
from desktop_app.domain.programme import Programme
from desktop_app.domain.recovery_facts import RecoverySealed
from desktop_app.domain.restoring_facts import TakenAwayRestored
from desktop_app.domain.roles import Role as Role  # noqa: PLC0414 - a fact names it, so whoever reads facts finds it here
from desktop_app.domain.ticket_facts import SubmissionAnnounced, SubmissionTakenIn, TicketIssued, TicketWithdrawn


class Answer(StrEnum):
    """What a person answers to an item; UNANSWERED is the absence of an answer."""

    DONE = "DONE"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    NOT_DONE = "NOT_DONE"


class Verdict(StrEnum):
    """What the confirming person says of one answered item."""

    ACCEPTED = "ACCEPTED"
    TO_RETURN = "TO_RETURN"


class ExceptionKind(StrEnum):
    """Why a case ends as 特例完了 instead of by report and confirmation."""

    SIGNATURE_REFUSED = "SIGNATURE_REFUSED"
    ABSENT = "ABSENT"
    OTHER = "OTHER"


class Timestamp(StrEnum):
    """Whether a signature carries a time stamp of the workplace's service, and if not, why."""

    NOT_SET = "NOT_SET"
    """No service is set, so none was asked for."""
    STAMPED = "STAMPED"
    UNREACHABLE = "UNREACHABLE"
    REFUSED = "REFUSED"
    UNUSABLE = "UNUSABLE"
    """What the service answered is no time stamp of this signature."""
    NOT_TRUSTED = "NOT_TRUSTED"
    """It comes from another service than the one whose certificate is set, or that certificate has run out."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file kept as age ciphertext: name shown to people, what it is, and both hashes (hex SHA-256)."""

    name: str
    media_type: str
    size: int
    sha256: str
    sealed_sha256: str


@dataclass(frozen=True, slots=True)
class ScanPlace:
    """Where on paper something stands: the scan as it was taken in (hex SHA-256) and its page, counted from 1."""

    sha256: str
    page: int


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page of a kept scan: which form (CHECKLIST, REPORT, POST_CHECK) and which of its pages, with which wording."""

    form: str
    page: int
    pages: int
    wording: str


@dataclass(frozen=True, slots=True)
class Transferee:
    """The person who moves. ``employee_no`` is text (leading zeros, letters); names keep their characters."""

    employee_no: str
    name: str
    kana: str


@dataclass(frozen=True, slots=True)
class Post:
    """A place in an organisation, as named on the day: company, department or workplace, and its code if any."""

    company: str
    department: str
    org_code: str = ""
    specified_affiliate: bool = False


@dataclass(frozen=True, slots=True)
class ReturnedItem:
    """One item sent back with its reason (code of the programme's return reasons, and words)."""

    item_id: str
    reason_code: str
    text: str


# --- facts about one case ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CaseRegistered:
    """A transfer was entered: the case begins and stands in the ledger, 未確定."""

    case_id: str
    case_no: str
    transferee: Transferee
    origin: Post
    destination: Post
    effective_date: date
    notice_date: date | None
    transfer_type: str
    programme_id: str
    programme_version: str
    in_scope: bool
    source: str


@dataclass(frozen=True, slots=True)
class CaseCorrected:
    """A wrongly entered name, date or place was corrected; None leaves a field as it was."""

    case_id: str
    reason: str
    transferee: Transferee | None = None
    origin: Post | None = None
    destination: Post | None = None
    effective_date: date | None = None
    notice_date: date | None = None
    transfer_type: str | None = None


@dataclass(frozen=True, slots=True)
class BriefingRecorded:
    """The manager explained purpose, deadline, steps and consequences; both sides say so (measures H6)."""

    case_id: str
    briefed_on: date
    briefed_by: str
    method: str
    place: str
    acknowledged_by_transferee: bool


@dataclass(frozen=True, slots=True)
class SeatHandedOver:
    """The transferee sat down at the manager's PC: from here on they answer."""

    case_id: str


@dataclass(frozen=True, slots=True)
class SeatTakenBack:
    """A manager took the seat back with their PIN."""

    case_id: str


@dataclass(frozen=True, slots=True)
class ItemAnswered:
    """An item was answered. ``entered_by_transferee`` tells whose hand it was.

    ``from_scan``: the answer was given on paper and entered from there by whoever recorded it. ``replaces``: the places
    (``Position.place``) of the answers whoever answered knew to stand; None: not said, so of all.
    """

    case_id: str
    item_id: str
    answer: Answer
    done_on: date | None
    count: int | None
    reason_code: str
    note: str
    due_on: date | None
    reference: str
    evidence: tuple[StoredFile, ...]
    entered_by_transferee: bool
    from_scan: ScanPlace | None = None
    replaces: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class AnswerWithdrawn:
    """An answer was taken back; the item is unanswered again. ``replaces``: as in ``ItemAnswered``."""

    case_id: str
    item_id: str
    replaces: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ReportSigned:
    """The transferee signed and handed in the completion report (完了報告)."""

    case_id: str
    reported_on: date
    form_code: str
    form_number: str
    form_version: str
    wording_hash: str
    pdf: StoredFile
    certificate_sha256: str
    stroke_count: int
    late_reason: str
    timestamp: Timestamp = Timestamp.NOT_SET


@dataclass(frozen=True, slots=True)
class PaperTakenIn:
    """Pages filled in by hand were scanned and kept, in the order of ``pages``.

    ``stack_sha256`` is the file they were in, which may have held other cases' pages too and is not kept.
    """

    case_id: str
    scan: StoredFile
    pages: tuple[ScannedPage, ...]
    stack_sha256: str


@dataclass(frozen=True, slots=True)
class PaperReported:
    """The completion report was handed in on paper, signed by hand (完了報告, 紙).

    ``reported_on`` is the day it was received, ``signed_on`` the day written beside the signature; ``received_by`` who
    took it. ``pdf`` holds a cover and the scanned pages; ``certificate_sha256`` names the one-time certificate that
    closed this file when it was received. It proves nothing about the handwriting: that is what is confirmed.
    """

    case_id: str
    reported_on: date
    signed_on: date
    received_by: str
    form_code: str
    form_number: str
    form_version: str
    wording_hash: str
    pdf: StoredFile
    certificate_sha256: str
    scans: tuple[str, ...]
    late_reason: str
    timestamp: Timestamp = Timestamp.NOT_SET


@dataclass(frozen=True, slots=True)
class SigningRefused:
    """The transferee was given the explanation and does not sign; the superior ends the case as 特例完了."""

    case_id: str
    refused_on: date
    explained_by: str
    note: str


@dataclass(frozen=True, slots=True)
class ExplanationRecorded:
    """The explanation given to somebody who does not sign was set down on paper and signed by the office (説明記録)."""

    case_id: str
    recorded_on: date
    recorded_by: str
    witness: str
    form_code: str
    form_number: str
    form_version: str
    wording_hash: str
    pdf: StoredFile
    certificate_sha256: str
    timestamp: Timestamp = Timestamp.NOT_SET


@dataclass(frozen=True, slots=True)
class FormFieldEntered:
    """What only the manager can say was entered for the form of this case; empty takes it back (様式の記入事項)."""

    case_id: str
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class ItemChecked:
    """The confirming person looked at one answered item."""

    case_id: str
    item_id: str
    verdict: Verdict
    reason_code: str
    text: str


@dataclass(frozen=True, slots=True)
class CaseReturned:
    """The report went back with reasons (差戻し)."""

    case_id: str
    returned_on: date
    items: tuple[ReturnedItem, ...]


@dataclass(frozen=True, slots=True)
class CaseConfirmed:
    """The report was confirmed and countersigned: the ledger row is fixed, with the confirmer's name of that day."""

    case_id: str
    confirmed_on: date
    confirmed_by: str
    confirmer_role: Role
    pdf: StoredFile
    signature_count: int
    late_reason: str
    timestamp: Timestamp = Timestamp.NOT_SET


@dataclass(frozen=True, slots=True)
class ClosedAsException:
    """A superior ended the case as 特例完了, with the reason."""

    case_id: str
    closed_on: date
    closed_by: str
    kind: ExceptionKind
    reason: str


@dataclass(frozen=True, slots=True)
class CaseCancelled:
    """The transfer was called off (発令取消); the case stays in the ledger."""

    case_id: str
    cancelled_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class CancellationWithdrawn:
    """The cancelling was a mistake: the case goes on where it was."""

    case_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class PostCheckRecorded:
    """After the effective date it was checked that an item holds (e.g. no access right is left).

    ``from_scan``: the check was written down on paper and entered from there.
    """

    case_id: str
    item_id: str
    checked_on: date
    remaining: int
    note: str
    from_scan: ScanPlace | None = None


@dataclass(frozen=True, slots=True)
class PrintSubstitute:
    """What papers show for a character no bundled font has: *text*, or a blank for the pen when it is empty."""

    character: str
    text: str


@dataclass(frozen=True, slots=True)
class PrintSubstitutesChosen:
    """What this case's papers show for characters that cannot be printed; it replaces an earlier choice whole.

    The recorded names stay as they are.
    """

    case_id: str
    substitutes: tuple[PrintSubstitute, ...]


# --- facts about the workplace ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WorkplaceOpened:
    """The first start: which workplace this record belongs to, and under which organisation root (PEM)."""

    company: str
    workplace: str
    org_code: str
    root_certificate: str


@dataclass(frozen=True, slots=True)
class DeviceEnrolled:
    """A PC became a member; its letter stands in the case numbers it gives."""

    device_id: str
    letter: str
    certificate: str


@dataclass(frozen=True, slots=True)
class PersonEnrolled:
    """A manager, deputy or department head may work here, with this certificate (PEM)."""

    person_id: str
    employee_no: str
    name: str
    kana: str
    role: Role
    contact: str
    certificate: str


@dataclass(frozen=True, slots=True)
class PersonCorrected:
    """A person's name, kana, role or contact changed."""

    person_id: str
    name: str
    kana: str
    role: Role
    contact: str


@dataclass(frozen=True, slots=True)
class PersonCertificateRenewed:
    """A person has a new key and certificate, because the PIN was reset; who vouched for them is named."""

    person_id: str
    certificate: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class PersonCardRegistered:
    """A person may also confirm with a card: this certificate (PEM) was issued for the key on it.

    ``token`` and ``key`` are the labels by which the card and the key are found; who vouched for it is named.
    """

    person_id: str
    certificate: str
    token: str
    key: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class PersonCardWithdrawn:
    """A person's card is lost or given back: nothing more is confirmed with it."""

    person_id: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class TimestampServiceChosen:
    """From now on signatures are stamped by the RFC 3161 service at *url*; empty: by none.

    *certificates* (PEM, one after the other) are those its certificate has to lead to; empty: not judged.
    """

    url: str
    certificates: str


@dataclass(frozen=True, slots=True)
class ProgrammeAdopted:
    """New cases follow this programme from here on; the whole text travels so that every PC has it."""

    programme: Programme
    sha256: str


@dataclass(frozen=True, slots=True)
class FiscalKeyMade:
    """A fiscal year's public age recipients: the workplace's and the recovery kit's.

    ``sealed_secrets`` is how the other PCs get the secrets: base64 of age ciphertext, sealed to the workplace's
    recipient of the latest earlier year, ``sealed_to``. Empty for a workplace's first year, whose secrets travel by
    enrolment.
    """

    fiscal_year: int
    workplace_recipient: str
    recovery_recipient: str
    sealed_secrets: str = ""
    sealed_to: str = ""


@dataclass(frozen=True, slots=True)
class RecoveryKitPrinted:
    """The year's recovery kit was printed and said to be stored."""

    fiscal_year: int
    printed_on: date


@dataclass(frozen=True, slots=True)
class PaperDatesChosen:
    """Letters write years by the Japanese era, or by the western calendar, from here on.

    The workplace's habit, not the programme's rule: it changes no wording, and a programme's version may serve several
    workplaces. A fact and no preference of one PC, because one workplace's papers keep to one calendar.
    """

    era: bool


CaseFact = (
    CaseRegistered
    | CaseCorrected
    | BriefingRecorded
    | SeatHandedOver
    | SeatTakenBack
    | ItemAnswered
    | AnswerWithdrawn
    | ReportSigned
    | PaperTakenIn
    | PaperReported
    | SigningRefused
    | ExplanationRecorded
    | FormFieldEntered
    | ItemChecked
    | CaseReturned
    | CaseConfirmed
    | ClosedAsException
    | CaseCancelled
    | CancellationWithdrawn
    | PostCheckRecorded
    | PrintSubstitutesChosen
    | ItemLinesChosen
    | CircumstanceRecorded
    | CircumstanceEnded
    | OpenItemDone
    | CasesLinked
    | MoveDutiesStated
    | MoveConsulted
    | MoveAnswered
    | TakenAwayRestored
    | CorrectionOrdered
    | OrderAnswered
    | TicketIssued
    | TicketWithdrawn
    | SubmissionAnnounced
    | SubmissionTakenIn
)
WorkplaceFact = (
    WorkplaceOpened
    | DeviceEnrolled
    | PersonEnrolled
    | PersonCorrected
    | PersonCertificateRenewed
    | PersonCardRegistered
    | PersonCardWithdrawn
    | TimestampServiceChosen
    | ProgrammeAdopted
    | FiscalKeyMade
    | RecoveryKitPrinted
    | RecoverySealed
    | PaperDatesChosen
    | MasterRecorded
    | RollTaken
    | SubstituteNamed
    | DeviceRetired
    | AssignmentsImported
    | DisposalFact
    | CompanyHolidaysStated
    | HeadquartersFact
    | MembershipFact
)
ListFact = RollRowsKept | FormerCasesKept
"""Rows of a list taken in: kept under the list's own id, so that no case and no start-up has to read them."""

Fact = CaseFact | WorkplaceFact | ListFact | FindingFact


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Where a fact stands in the order every PC agrees on: a Lamport counter, then device, entry and place.

    PC clocks decide nothing (share protocol, principle 6).
    """

    lamport: int
    device_id: str
    seq: int
    index: int

    @property
    def in_entry(self) -> tuple[str, int]:
        """The entry it stands in, by device and number: what one act recorded together."""
        return self.device_id, self.seq

    @property
    def place(self) -> str:
        """By what a later fact names the one that stands here."""
        return f"{self.device_id}/{self.seq}/{self.index}"


@dataclass(frozen=True, slots=True)
class UnknownFact:
    """A fact of a type this version does not know: kept and passed on, shown as "needs a newer version"."""

    type: str
    case_id: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact as it stands in the journal: where, when (UTC) and by whom (person id; empty for the app itself).

    ``entry`` begins the hash of its entry: a PC that was copied may have two at one place.
    """

    fact: Fact | UnknownFact
    position: Position
    at: datetime
    by: str
    entry: bytes = field(default=b"", compare=False, repr=False)


def in_order(one: Recorded) -> tuple[int, str, int, bytes, int]:
    """Return what facts are sorted by so that every PC has them in one order."""
    place = one.position
    return place.lamport, place.device_id, place.seq, one.entry, place.index


def case_of(fact: Fact | UnknownFact) -> str:
    """Return the id of the case (or list, or finding) a fact is kept under, or "" for a fact about the workplace."""
    if isinstance(fact, FindingFact):
        return fact.finding_id
    if isinstance(fact, CarriedForward):
        return CARRIED_PREFIX + fact.order_no  # read when its year is disposed of, not at every start
    return str(getattr(fact, "case_id", "") or getattr(fact, "list_id", ""))
