"""Facts to bytes and back: canonical JSON, one tag and one reader per released form of a fact.

A released tag is never reused for another shape. A tag this version does not know becomes an ``UnknownFact``:
kept, passed on, shown, never guessed at.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from desktop_app.domain import (
    circumstance_facts,
    device_facts,
    disposal_facts,
    facts,
    finding_facts,
    headquarters_facts,
    holiday_facts,
    line_facts,
    master_facts,
    membership_facts,
    move_facts,
    order_facts,
    restoring_facts,
    ticket_facts,
)
from desktop_app.domain.facts import Fact, UnknownFact
from desktop_app.domain.recovery_facts import RecoverySealed
from desktop_app.errors import UnreadableFact
from desktop_app.journal.earlier_forms import EARLIER

_READERS: dict[str, type[Any]] = {
    "case-registered/1": facts.CaseRegistered,
    "case-corrected/1": facts.CaseCorrected,
    "briefing-recorded/1": facts.BriefingRecorded,
    "seat-handed-over/1": facts.SeatHandedOver,
    "seat-taken-back/1": facts.SeatTakenBack,
    "item-answered/1": facts.ItemAnswered,
    "answer-withdrawn/1": facts.AnswerWithdrawn,
    "report-signed/1": facts.ReportSigned,
    "paper-taken-in/1": facts.PaperTakenIn,
    "paper-reported/1": facts.PaperReported,
    "signing-refused/1": facts.SigningRefused,
    "explanation-recorded/1": facts.ExplanationRecorded,
    "form-field-entered/1": facts.FormFieldEntered,
    "item-checked/1": facts.ItemChecked,
    "case-returned/1": facts.CaseReturned,
    "case-confirmed/1": facts.CaseConfirmed,
    "closed-as-exception/1": facts.ClosedAsException,
    "case-cancelled/1": facts.CaseCancelled,
    "cancellation-withdrawn/1": facts.CancellationWithdrawn,
    "post-check-recorded/1": facts.PostCheckRecorded,
    "print-substitutes-chosen/1": facts.PrintSubstitutesChosen,
    "ticket-issued/1": ticket_facts.TicketIssued,
    "ticket-withdrawn/1": ticket_facts.TicketWithdrawn,
    "submission-announced/1": ticket_facts.SubmissionAnnounced,
    "submission-taken-in/1": ticket_facts.SubmissionTakenIn,
    "workplace-opened/1": facts.WorkplaceOpened,
    "device-enrolled/1": facts.DeviceEnrolled,
    "person-enrolled/1": facts.PersonEnrolled,
    "person-corrected/1": facts.PersonCorrected,
    "person-certificate-renewed/1": facts.PersonCertificateRenewed,
    "programme-adopted/2": facts.ProgrammeAdopted,
    "person-card-registered/1": facts.PersonCardRegistered,
    "person-card-withdrawn/1": facts.PersonCardWithdrawn,
    "timestamp-service-chosen/1": facts.TimestampServiceChosen,
    "fiscal-key-made/1": facts.FiscalKeyMade,
    "recovery-kit-printed/1": facts.RecoveryKitPrinted,
    "paper-dates-chosen/1": facts.PaperDatesChosen,
    "device-keys-announced/1": membership_facts.DeviceKeysAnnounced,
    "issuer-appointed/1": membership_facts.IssuerAppointed,
    "revocation-list-issued/1": membership_facts.RevocationListIssued,
    "device-removed/1": membership_facts.DeviceRemoved,
    "person-removed/1": membership_facts.PersonRemoved,
    "certificate-extended/1": membership_facts.CertificateExtended,
    "fiscal-key-rotated/1": membership_facts.FiscalKeyRotated,
    "fiscal-key-granted/1": membership_facts.FiscalKeyGranted,
    "enrolment-vouched/1": membership_facts.EnrolmentVouched,
    "overseer-enrolled/1": membership_facts.OverseerEnrolled,
    "workplace-renamed/1": membership_facts.WorkplaceRenamed,
    "workplace-merged/1": membership_facts.WorkplaceMerged,
    "headquarters-joined/1": membership_facts.HeadquartersJoined,
    "intake-given/1": headquarters_facts.IntakeGiven,
    "joining-confirmed/1": headquarters_facts.JoiningConfirmed,
    "master-recorded/1": master_facts.MasterRecorded,
    "roll-taken/1": master_facts.RollTaken,
    "roll-rows-kept/1": master_facts.RollRowsKept,
    "former-cases-kept/1": master_facts.FormerCasesKept,
    "substitute-named/1": master_facts.SubstituteNamed,
    "item-lines-chosen/1": line_facts.ItemLinesChosen,
    "circumstance-recorded/1": circumstance_facts.CircumstanceRecorded,
    "circumstance-ended/1": circumstance_facts.CircumstanceEnded,
    "open-item-done/1": circumstance_facts.OpenItemDone,
    "cases-linked/1": circumstance_facts.CasesLinked,
    "assignments-imported/1": move_facts.AssignmentsImported,
    "move-duties-stated/1": move_facts.MoveDutiesStated,
    "move-consulted/1": move_facts.MoveConsulted,
    "move-answered/1": move_facts.MoveAnswered,
    "taken-away-restored/1": restoring_facts.TakenAwayRestored,
    "recovery-sealed/1": RecoverySealed,
    "device-retired/1": device_facts.DeviceRetired,
    "correction-ordered/1": order_facts.CorrectionOrdered,
    "order-answered/1": order_facts.OrderAnswered,
    "disposal-ordered/1": disposal_facts.DisposalOrdered,
    "disposal-approved/1": disposal_facts.DisposalApproved,
    "disposal-withdrawn/1": disposal_facts.DisposalWithdrawn,
    "carried-forward/1": disposal_facts.CarriedForward,
    "cases-disposed/1": disposal_facts.CasesDisposed,
    "file-resealed/1": disposal_facts.FileResealed,
    "year-disposed/1": disposal_facts.YearDisposed,
    "disposal-done/1": disposal_facts.DisposalDone,
    "kit-destroyed/1": disposal_facts.KitDestroyed,
    "company-holidays-stated/1": holiday_facts.CompanyHolidaysStated,
    "finding-raised/1": finding_facts.FindingRaised,
    "finding-assigned/1": finding_facts.FindingAssigned,
    "corrective-action-recorded/1": finding_facts.CorrectiveActionRecorded,
    "leak-judged/1": finding_facts.LeakJudged,
    "leak-told/1": finding_facts.LeakTold,
    "correction-completed/1": finding_facts.CorrectionCompleted,
    "effect-verified/1": finding_facts.EffectVerified,
    "finding-closed/1": finding_facts.FindingClosed,
}
_TAGS = {fact_type: tag for tag, fact_type in _READERS.items()}
Value = TypeVar("Value")

_encoder = msgspec.json.Encoder(order="sorted")


class _Tagged(msgspec.Struct):
    type: str
    data: msgspec.Raw


def encode_fact(fact: Fact) -> bytes:
    """Return the canonical JSON of one fact: ``{"data":{…},"type":"…/1"}`` with sorted keys."""
    return _encoder.encode({"type": _TAGS[type(fact)], "data": fact})


def decode_fact(data: bytes | msgspec.Raw) -> Fact | UnknownFact:
    """Return the fact in *data*; raises UnreadableFact when the bytes are not one."""
    try:
        tagged = msgspec.json.decode(data, type=_Tagged)
        reader = _READERS.get(tagged.type)
        if tagged.type in EARLIER:
            earlier: Fact = EARLIER[tagged.type](tagged.data)
            return earlier
        if reader is None:
            body = msgspec.json.decode(tagged.data, type=dict[str, Any])
            return UnknownFact(tagged.type, str(body.get("case_id", "")))
        fact: Fact = msgspec.json.decode(tagged.data, type=reader)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, LookupError, TypeError) as error:
        raise UnreadableFact(where=type(error).__name__) from error
    return fact


def knows(tag: str) -> bool:
    """Whether this version reads facts with *tag*."""
    return tag in _READERS or tag in EARLIER


def encode_value(value: Any) -> bytes:
    """Return the canonical JSON of any of our dataclasses (read tables, headers)."""
    return _encoder.encode(value)


def decode_value(data: bytes | str, kind: type[Value]) -> Value:
    """Read back what encode_value wrote of a *kind* of dataclass; raises UnreadableFact."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableFact(where=type(error).__name__) from error
