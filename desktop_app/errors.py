"""Every error we raise, drawn as a tree.

An error carries facts, never a sentence: ``desktop_app.sentences`` turns it into what a person reads.
Anything that is not a SekishoError is a bug and ends in the crash dialog.

    SekishoError
    ├── Refused        a rule says no; nothing was changed            (exit code 1)
    │   └── BadInput   what was handed in cannot be used              (exit code 2)
    ├── Unavailable    share, disk or keyring is not there right now  (exit code 2)
    └── Tampered       a signature, hash or chain does not hold       (exit code 3)
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class SekishoError(Exception):
    """The root; its keyword facts become attributes, readable by sentences and logs (never personal data)."""

    exit_code = 1

    def __init__(self, **facts: Any) -> None:
        super().__init__(type(self).__name__)
        self.facts = facts

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["facts"][name]
        except KeyError:
            raise AttributeError(name) from None


class Refused(SekishoError):
    """A rule of the office says no."""

    exit_code = 1


class BadInput(Refused):
    """What was handed in (file, option, value) cannot be used; nothing was changed."""

    exit_code = 2


class Unavailable(SekishoError):
    """Something outside is not there right now; what was entered is safe."""

    exit_code = 2


class Tampered(SekishoError):
    """A signature, hash or chain does not hold."""

    exit_code = 3


# --- domain: the case and its rules -----------------------------------------------------------------------


class UnknownCase(BadInput):
    """No such case. facts: case_no."""


class UnknownWorkplace(BadInput):
    """No case here came from a workplace with that code. facts: code, known (org codes)."""


class UnknownItem(BadInput):
    """The programme has no such item. facts: item_id."""


class WrongState(Refused):
    """The case's state does not allow the act. facts: act, state, case_no."""


class AnswersMissing(Refused):
    """Items are still unanswered. facts: item_ids."""


class AnswersDiffer(Refused):
    """Items were answered differently on two PCs, and nobody has chosen yet. facts: item_ids."""


class NotApplicableNotAllowed(Refused):
    """The item does not allow 該当なし. facts: item_id."""


class ReasonMissing(Refused):
    """A reason is required. facts: item_id (or None), why.

    why: not_applicable | not_done | return | cancel | exception | correction | remaining | left_out |
    substitute.
    """


class DueDateMissing(Refused):
    """未完了 needs the date by which it will be done. facts: item_id."""


class CountMissing(Refused):
    """完了 of this item needs a count, 0 included. facts: item_id."""


class ImpossibleDate(Refused):
    """A date lies where it cannot: done in the future, or over a year after the case's. facts: item_id, date."""


class BriefingMissing(Refused):
    """The briefing (and its acknowledgement) comes first. facts: case_no."""


class OwnCase(Refused):
    """Nobody confirms their own case. facts: case_no."""


class NotEntitled(Refused):
    """The acting person's role does not allow the act. facts: act, role."""


class LateReasonMissing(Refused):
    """The report or confirmation is late and has no reason. facts: days, what: report | confirmation."""


class ItemsNotChecked(Refused):
    """Answered items have not been checked yet. facts: item_ids."""


class ItemsMarkedForReturn(Refused):
    """An item is marked 差戻し, so the report cannot be confirmed. facts: item_ids."""


class NothingToReturn(Refused):
    """No item is marked 差戻し. facts: case_no."""


class TooEarly(Refused):
    """The after-date check comes on or after the effective date. facts: effective_date."""


class AlreadyRegistered(Refused):
    """The same person already has a case for the same effective date. facts: employee_no, effective_date."""


class KanaMissing(Refused):
    """The report needs the kana of the name. facts: case_no."""


class FieldMissing(BadInput):
    """A required field is empty. facts: field."""


class FieldTooLong(BadInput):
    """A field is longer than its limit. facts: field, limit."""


class FormFieldUnknown(BadInput):
    """The case's form asks for no such value. facts: field, known."""


class DetailUnknown(BadInput):
    """A circumstance asks for no such detail. facts: field, known."""


class BadDate(BadInput):
    """A text cannot be read as a date. facts: text."""


class BadHalfYear(BadInput):
    """A text names no half-year such as 2026H2. facts: text."""


class BadAnswers(BadInput):
    """The answers file does not have the documented shape. facts: where."""


class BadStrokes(BadInput):
    """The strokes file does not have the documented shape or holds no stroke. facts: where."""


class NobodyRefused(Refused):
    """The transferee has not declined to sign, so there is no explanation to record. facts: case_no."""


class ReportMissing(Refused):
    """There is no completion report yet. facts: case_no."""


class WrongRecoveryKey(Refused):
    """The recovery key entered belongs to no year of this workplace. facts: none."""


class WrongTransferee(Refused):
    """The employee number entered is not the transferee's. facts: none."""


class SeatHandedOver(Refused):
    """The seat is handed over to a transferee; only their case may be worked on. facts: case_no."""


# --- domain: masters, lines of items, circumstances ------------------------------------------------------------


class MasterKindUnknown(BadInput):
    """There is no such kind of master. facts: kind, known (ids)."""


class MasterEntryUnknown(BadInput):
    """A master has no such entry on the day it is asked for. facts: kind, code."""


class PeriodImpossible(BadInput):
    """A period ends before it begins. facts: first, last."""


class LinesAnswered(Refused):
    """The item is answered line by line, so it has no answer of its own. facts: item_id."""


class CircumstanceUnknown(BadInput):
    """There is no such circumstance, or it does not hold for the case. facts: kind, known (ids)."""


class NotBySomebodyElse(Refused):
    """Only the transferee can declare this item, and somebody else declares for them. facts: item_id."""


class NothingToRestore(Refused):
    """The item took nothing away that is to be given back. facts: item_id, case_no."""


class NotStillOpen(Refused):
    """The item is not one that was reported as 未完了 and still open. facts: item_id, case_no."""


class LinkedToItself(BadInput):
    """A case cannot be linked with itself, or twice, or with another person's. facts: case_no."""


class RollUnknown(BadInput):
    """No announcement (or former ledger) with that number was taken in. facts: number, count."""


class FindingUnknown(BadInput):
    """There is no such finding. facts: finding_no."""


class FindingElsewhere(Refused):
    """The finding's state does not allow the act. facts: act, state, finding_no."""


class FindingAboutSelf(Refused):
    """Nobody looks at the effect, or ends, a finding about themselves. facts: finding_no."""


class LeakNotJudged(Refused):
    """The finding cannot end while it is being looked into whether information leaked. facts: finding_no."""


class CompletedBySelf(Refused):
    """Who reported the correction as completed does not look at its effect. facts: finding_no."""


class RowNotThere(BadInput):
    """A row to be left out is none of the announcement. facts: row."""


class NoHolidaysThere(BadInput):
    """A fiscal year has no company holidays that could be taken back. facts: year."""


# --- journal ----------------------------------------------------------------------------------------------


class JournalBroken(Tampered):
    """The journal's chain or a signature does not hold. facts: device, seq, reason."""


class UnreadableFact(Tampered):
    """An entry's bytes are not the canonical form of facts. facts: where."""


class SegmentDamaged(Tampered):
    """A segment file does not hold. facts: path, reason: format | hash | too_large | entries | signature | newer."""


# --- keys -------------------------------------------------------------------------------------------------


class CertificateUnreadable(BadInput):
    """The bytes are no certificate."""


class CertificateNotOurs(Tampered):
    """The certificate does not come from our organisation's root.

    facts: fingerprint, reason: issuer | purpose | not yet valid | expired | malformed.
    """


class RevocationListWrong(Tampered):
    """A revocation list does not hold. facts: reason: format | issuer | signature | content."""


class RequestUnreadable(BadInput):
    """The bytes are no certificate request we can trust. facts: reason: format | key | signature | name."""


class SignatureWrong(Tampered):
    """A signature does not fit its data or its signer. facts: reason: signature | key."""


class CardPinWrong(BadInput):
    """The card's PIN is wrong; the card counts the tries."""


class CardPinLocked(Refused):
    """The card has locked its PIN after too many wrong ones; only whoever issued the card can unlock it."""


class CardUnusable(Unavailable):
    """The card cannot sign; nothing was recorded.

    facts: reason: module | absent | several | no key | other kind | other key | failed, where (what was asked for).
    """


class CardNotRegistered(Refused):
    """The person has no card to confirm with. facts: employee_no."""


class PinTooShort(BadInput):
    """A PIN has too few characters. facts: minimum."""


class WrongPin(BadInput):
    """The PIN does not open the key. facts: remaining (tries before the pause; None when nobody counts)."""


class PinLocked(Refused):
    """Too many wrong PINs in a row. facts: seconds (until the next try)."""


class PassphraseTooShort(BadInput):
    """A passphrase has too few characters. facts: minimum."""


class WrongPassphrase(BadInput):
    """The passphrase does not open what it should open."""


class PassphraseNeeded(Unavailable):
    """The database key is under a passphrase and nobody can be asked for it."""


class KeyringMissing(Unavailable):
    """This PC has no keyring we trust with a key. facts: found (class names of what there is)."""


class KeyringLocked(Unavailable):
    """The keyring is there but stays locked."""


class KeyringUnreachable(Unavailable):
    """The keyring does not answer. facts: problem (name of the library's error)."""


class KeyElsewhere(Unavailable):
    """The home's key is in another OS user's keyring and there is no passphrase. facts: home_id."""


class KeyDamaged(Tampered):
    """A stored key is not in the form we store. facts: where: keyring | file | pin | backup."""


class WitnessDamaged(Tampered):
    """The note of the journal's head is not ours or was changed. facts: where: keyring | file."""


class CannotOpen(Tampered):
    """A sealed file does not open. facts: reason: no key | damaged."""


class RecipientUnreadable(BadInput):
    """A text is no age recipient or identity."""


class KitElsewhere(Refused):
    """The year's recovery kit is not made and printed on this PC. facts: year."""


class RecoveryCodeUnreadable(BadInput):
    """The typed recovery code is incomplete or mistyped. facts: typed, expected (characters)."""


class BackupUnreadable(BadInput):
    """The file is no backup of ours. facts: reason: missing | not a backup | newer version | other key."""


class BackupDamaged(Tampered):
    """The backup's contents do not hold. facts: name (of the entry; empty for the backup as a whole)."""


class BackupNotWritten(Unavailable):
    """The backup or the restored files could not be written. facts: reason: full | denied | unreachable."""


class TargetNotEmpty(Refused):
    """A backup is only restored into a new or empty folder. facts: path."""


# --- store ------------------------------------------------------------------------------------------------


class HomeMissing(BadInput):
    """There is no record in this home yet. facts: path."""


class OrderUnknown(BadInput):
    """The case has no open order of that number. facts: order_no."""


class DisposalTooEarly(Refused):
    """A fiscal year that is not over cannot be ordered away. facts: fiscal_year."""


class DisposalNothing(Refused):
    """No case of the year may go yet. facts: fiscal_year, kept (what holds cases, by number), not_yet (that wait)."""


class DisposalUnderWay(Refused):
    """There is an open order for the year. facts: order_no, fiscal_year."""


class DisposalUnknown(BadInput):
    """There is no disposal order with that number. facts: order_no."""


class CaseDisposed(UnknownCase):
    """The case went with a fiscal year that was disposed of. facts: case_no, order_no."""


class DisposalOwnOrder(Refused):
    """Whoever ordered a disposal cannot approve it. facts: order_no."""


class DisposalStageWrong(Refused):
    """The order does not stand where this act fits. facts: order_no, stage (a DisposalStage)."""


class DisposalWaits(Refused):
    """The time to withdraw is not over. facts: order_no, from_day."""


class DisposalStopped(Refused):
    """The person stopped it before anything was recorded. facts: order_no."""


class DisposalDiffers(Tampered):
    """What another PC carried forward is not what this PC holds: nothing is removed here. facts: order_no, cases."""


class HeadquartersMissing(BadInput):
    """There is no headquarters in the folder. facts: path."""


class UnknownWorkplaceHome(BadInput):
    """This headquarters has no such workplace. facts: key."""


class NotSecondLine(Refused):
    """A home among headquarters' is somebody else's. facts: key, role."""


class HomeDamaged(Tampered):
    """The home's marker file cannot be read. facts: path."""


class NotEnrolled(Refused):
    """This PC has asked to become a member but has not been let in yet. facts: none."""


class UnknownPerson(BadInput):
    """Nobody with that employee number is enrolled here. facts: employee_no."""


class PersonExists(Refused):
    """A person with that employee number is already enrolled. facts: employee_no."""


class HomeExists(Refused):
    """The home already holds a record. facts: path."""


class HomeInUse(Unavailable):
    """Another Sekisho process has this home open. facts: path."""


class HomeNotWritable(Unavailable):
    """The record's folder cannot be made or written: gone, moved, denied, or held by another program. facts: path."""


class WrongDatabaseKey(Tampered):
    """The database does not open with this key: another key, or its first page is damaged. facts: path."""


class DatabaseNewer(Unavailable):
    """The database was written by a newer version. facts: version."""


class DatabaseDamaged(Tampered):
    """The database has damaged pages. facts: path, where."""


class DiskFull(Unavailable):
    """The disk takes nothing more (full or failing). facts: path."""


class FileNotHere(Unavailable):
    """A sealed file has not arrived from the share yet. facts: sha256."""


class FileDamaged(Tampered):
    """A sealed file's bytes changed. facts: name, sha256."""


class EvidenceTooLarge(Refused):
    """An evidence file is over the programme's limit. facts: name, size, limit (bytes)."""


class TooMuchEvidence(Refused):
    """More evidence files than fit. facts: item_id (None: over all answers recorded in one act), count, limit."""


class EvidenceUnreadable(BadInput):
    """An evidence file cannot be read. facts: name."""


class WitnessAhead(Tampered):
    """The witness beside the key saw an entry the journal lacks: its tail was lost. facts: device, seq, have."""


# --- share ------------------------------------------------------------------------------------------------


class ShareAddressUnknown(BadInput):
    """A text is no address of a share. facts: address."""


class SharePasswordInAddress(BadInput):
    """A password stands in the address of a share, where everybody sees it. facts: none."""


class ShareLoginRefused(Unavailable):
    """The file server does not let this account in. facts: address, user (empty: whoever is logged on to the PC)."""


class ShareMissing(Unavailable):
    """The share folder is not there: not mounted, renamed, or never made. facts: address."""


class ShareFull(Unavailable):
    """The share has no room left. facts: address."""


class ShareReadOnly(Unavailable):
    """We may not write to (or delete from) the share. facts: address."""


class ShareUnreachable(Unavailable):
    """The share does not answer as a folder should. facts: address, problem (short name of the error)."""


class ShareWriteTorn(Unavailable):
    """What we wrote reads back differently. facts: address, path."""


class ShareEntryExists(Refused):
    """The share already holds an entry of this name. facts: path."""


class ShareEntryTooLarge(Tampered):
    """An entry of the share is larger than anything we write there. facts: path, limit (bytes)."""


class NoShare(Refused):
    """This home has no share folder yet. facts: none."""


class ForeignShare(Refused):
    """The share holds another workplace's record. facts: workplace (its name)."""


class ShareUnmarked(Unavailable):
    """The folder carries no marker of ours: wrong folder, emptied, or not mounted. facts: address."""


class ShareMarkerDamaged(Tampered):
    """The share's marker does not hold. facts: address."""


class CheckpointDamaged(Tampered):
    """A checkpoint file does not hold. facts: reason: format | signature | workplace | day | stamp."""


class DisposalNoticeDamaged(Tampered):
    """The notice of a disposed year does not hold.

    facts: reason: format | newer | signature | workplace | name | member | segment | checkpoint | notice | order.
    """


class ClearingUnsafe(Tampered):
    """Files of a disposed year must not be removed from a share.

    facts: path, reason: segment | chain | notice | unread.
    """


class CheckpointNone(Refused):
    """This PC has left no checkpoint yet."""


class ShareRootDiffers(Tampered):
    """A share stands under another root than whoever audits was told. facts: workplace, expected, found."""


class AuditStopped(Refused):
    """The person stopped the audit of a share."""


class RootFingerprintUnreadable(BadInput):
    """What was given as the root's fingerprint is none. facts: text."""


class IdentityFileUnreadable(BadInput):
    """A file that should hold an age identity holds none. facts: path."""


class CloneDetected(Unavailable):
    """Another PC writes under this PC's identity: a copy of it, or it was restored from a copy. facts: device."""


class EnrolmentUnknown(BadInput):
    """No such request to become a member is waiting. facts: none."""


class EnrolmentCodeWrong(BadInput):
    """The code typed does not belong to this request, or the request was changed on its way. facts: none."""


class EnrolmentNotAnswered(Unavailable):
    """The request has not been answered, or the answer has not arrived. facts: none."""


class EnrolmentReplyWrong(Tampered):
    """The answer does not come from the workplace that was asked. facts: reason: format | root | signature | device."""


class EnrolmentIncomplete(Unavailable):
    """This PC was let in, but the workplace's records have not all arrived yet. facts: none."""


class HeadquartersInvitationWrong(Tampered):
    """The file is no invitation of a headquarters. facts: reason: format | signature."""


class HeadquartersKnown(Refused):
    """The workplace belongs to a headquarters already. facts: name."""


class WorkplaceKnown(Refused):
    """This workplace is, or took in, the one with that code. facts: code."""


class EnrolmentFileUnreadable(BadInput):
    """A file for enrolling a PC cannot be read. facts: name."""


class EnrolmentFileWrong(BadInput):
    """A file is not what enrolling needs. facts: name, reason: kind | no_code | pages | foreign | invitation."""


class RequestTooLongForCode(Refused):
    """A request to join holds more than a QR code does. facts: size, limit (bytes)."""


class HeadquartersCodeWrong(EnrolmentCodeWrong):
    """A number read out while a workplace joins a headquarters is not the one that was expected. facts: none."""


class HeadquartersNotJoined(Refused):
    """By its record a workplace has not joined this headquarters. facts: name (of the one it joined, or empty)."""


class MembershipOver(Refused):
    """This PC, or the person at it, is no member any more, or the PC that let it in was none any more (who: host).

    facts: who: device | person | host, name, since (instant).
    """


class SecondMemberNeeded(Refused):
    """A workplace with two members or more lets nobody in on the word of one. facts: members (how many there are)."""


class OwnMembership(Refused):
    """Nobody ends their own membership, or that of the PC they sit at. facts: who: device | person."""


class UnknownMember(BadInput):
    """No such PC or person belongs to the workplace (any more). facts: who: device | person."""


class HeadquartersAlone(Refused):
    """No workplace let the headquarters in yet, so nobody's PIN can be asked before its key leaves the PC."""


class HeadquartersKeyHere(Refused):
    """A key is taken in where the headquarters has one already. facts: name."""


class HeadquartersKeyWrong(BadInput):
    """What should bring a headquarters' key back does not. facts: reason: file | none | invitation."""


class IssuingUnsuitable(Refused):
    """A PC cannot be let issue certificates. facts: reason: root | keys | removed | role."""


class NoTicket(Refused):
    """The case has no ticket in force. facts: case_no."""


class TicketUnreadable(BadInput):
    """The file is no ticket we can use. facts: reason: missing | too_large | format | newer | signature | content."""


class TicketCodeWrong(BadInput):
    """The code does not open the ticket. facts: typed (digits), expected."""


class SubmissionTooLarge(Refused):
    """What is to be handed in is larger than the inbox takes. facts: size, limit (bytes)."""


class BadSubmissionNumber(BadInput):
    """The number read out is not complete. facts: typed, expected (digits)."""


class NothingSubmitted(Refused):
    """Nothing has been signed with this ticket yet. facts: none."""


class SubmissionUnreadable(BadInput):
    """The file is no submission we can open. facts: reason: missing | too_large | no_key | format | newer."""


class SubmissionTampered(Tampered):
    """A submission does not hold. facts: reason: signature | certificate | files | paper, damage (of the paper)."""


class SubmissionRefused(Refused):
    """A sound submission cannot be taken in; it is kept aside. facts: reason, number.

    reason: workplace | unknown | withdrawn | replaced | used | older | expired | closed | outdated | form | answers |
    clock.
    """


class ReplyUnreadable(BadInput):
    """The file is no receipt or return for this ticket. facts: reason: missing | too_large | format | newer."""


class ReplyWrong(Tampered):
    """A receipt or return is not from the workplace, or for something else. facts: reason: signature | other."""


class ReplyDamaged(Tampered):
    """Where the share has an answer to this declaration lies something that does not hold."""


# --- papers -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unprintable:
    """A text that cannot be printed: the entry it stands in (a case number), and the characters no font has."""

    where: str
    text: str
    characters: tuple[str, ...]


class GlyphMissing(Refused):
    """No bundled font has these characters, so the paper cannot be printed. facts: characters, text, where, rows.

    *rows* are all the texts concerned (``Unprintable``), *text* and *where* those of the first.
    """


class SubstituteNotNeeded(Refused):
    """The character can be printed: papers show it as it is. facts: character."""


class BadSubstitute(BadInput):
    """What was given is not one character and a short text. facts: character, limit."""


class MergeFieldUnset(Refused):
    """The wording has a field nobody filled in; it is neither printed nor signed. facts: field."""


class RowTooTall(Refused):
    """A table row would be taller than half a page. facts: field, where."""


class DoesNotFit(Refused):
    """The wording leaves no room for the block at the foot of the page. facts: form."""


class PrintingStopped(Refused):
    """The person stopped the printing; nothing was kept. facts: none."""


class StackUnreadable(BadInput):
    """A scanned file cannot be opened. facts: name."""


class StackTooLarge(BadInput):
    """A scanned file holds more than we read. facts: name, what: bytes | pages, size, limit."""


class StackChanged(BadInput):
    """A scanned file is not the one that was looked through. facts: name."""


class NoPagesOfCase(BadInput):
    """None of the scanned pages belongs to the case. facts: case_no."""


class ItemNotOnScan(BadInput):
    """An answer from paper needs the picture of its item, and no scanned page shows it. facts: item_id."""


class PaperPagesMissing(Refused):
    """A report on paper needs all its pages: each (form, page, of how many; 0: the whole form). facts: pages."""


class ForeignFileUnreadable(BadInput):
    """A file from elsewhere is not what it should be, or so damaged that its reader gave up. facts: none."""


class ForeignFileTooHeavy(BadInput):
    """Reading a file from elsewhere would take more than we give it. facts: what: time | memory | answer."""


class ParsingNotStarted(Unavailable):
    """The process in which files from elsewhere are read does not start. facts: problem (name of the error)."""


class PdfDamage(StrEnum):
    """What is wrong with a signed paper (the fact ``reason`` of PdfTampered)."""

    # the file as a whole
    HASH = "hash"  # not the file whose SHA-256 was recorded
    UNREADABLE = "unreadable"  # no PDF, or so damaged that no signature can be looked at
    LOCKED = "locked"  # encrypted
    PREPENDED = "prepended"  # bytes before the PDF's head
    APPENDED = "appended"  # bytes after the end of what was signed
    # the signatures as such
    UNSIGNED = "unsigned"  # no signature at all
    CUT = "cut"  # fewer signatures than the record knows: cut back to an earlier state
    COUNT = "count"  # one signature too many, or in a field that is none of ours
    REWRITTEN = "rewritten"  # saved anew by another program
    COVERAGE = "coverage"  # a signature that leaves out part of what stands before it
    CHANGED = "changed"  # what was signed is not what is there
    CONTAINER = "container"  # a signature's own bytes written in another way, or with something slipped in
    ALGORITHM = "algorithm"  # not P-256 with SHA-256
    CERTIFICATION = "certification"  # the first signature does not forbid later changes
    TIMESTAMP = "timestamp"  # the time stamp does not belong to the signature
    # what was added after a signature
    PAGES = "pages"  # pages added, taken out or in another order
    PAGE = "page"  # a page's content or size
    RESOURCES = "resources"  # what a page's content draws with: fonts, pictures, layers
    FIELD = "field"  # fields and what they hold or show
    ANNOTATION = "annotation"  # a note or drawing laid over a page
    ATTACHMENT = "attachment"  # files packed into it
    SCRIPT = "script"  # programs and actions
    METADATA = "metadata"  # title, author, properties
    OVERLAID = "overlaid"  # anything else beyond the one countersignature the certification allows
    # the persons
    SIGNER = "signer"  # the first signature is not by the transferee's one-time certificate
    REFERENCE = "reference"  # the countersignature does not name the transferee's certificate
    NAME = "name"  # a signature gives another name than its certificate
    ROOT = "root"  # the confirmer's certificate does not lead to our root
    PURPOSE = "purpose"  # a certificate of ours that may not sign papers, such as a PC's
    EXPIRED = "expired"  # a certificate that did not hold when it was used
    REVOKED = "revoked"  # a certificate withdrawn before it was used
    CERTIFICATES = "certificates"  # certificates travel along that nobody needs
    TIME = "time"  # signed in the future, or confirmed before it was signed


class PdfTampered(Tampered):
    """A signed paper does not hold. facts: reason (a PdfDamage), signature (0, 1 or None for the file)."""


class TimestampAddressUnknown(BadInput):
    """This is no address of a time-stamp service (http or https). facts: address."""


class TimestampServiceUseless(Unavailable):
    """The service was tried and gave no time stamp; it was not set.

    facts: why: UNREACHABLE | REFUSED | UNUSABLE | NOT_TRUSTED.
    """


class NoMoveRules(Refused):
    """The programme restricts no moves, so there is nothing to ask or to answer. facts: title."""


class MoveDutiesUnknown(BadInput):
    """The programme knows no such restricted duties. facts: duties, known."""


# --- exchange ---------------------------------------------------------------------------------------------


class AssignmentsUnreadable(BadInput):
    """Assignment history cannot be used.

    facts: reason: COLUMN_MISSING | VALUE_MISSING | DATE_UNCLEAR | ENDS_BEFORE | NO_ROWS; row; heading.
    """


class HolidaysTooMany(BadInput):
    """A list of company holidays has more days of a fiscal year than anybody has. facts: year, count, limit."""


class ProgrammeUnreadable(BadInput):
    """A programme file cannot be used. facts: reason (a ProgrammeFault), line (from 1; None for the whole file).

    By reason also: place (path inside the file, e.g. items/D-03/help/ja), item, field, value, limit, first_line.
    file: the file's name, if it is not the one that was opened but a part of it, or the wording of a form or record.
    """


class ProgrammeVersionTaken(Refused):
    """This version was adopted before with other words, and cases stand on those. facts: title, version."""


class FormUnknown(BadInput):
    """There is no blank form of that name. facts: name, known (the names there are)."""


class TableUnreadable(BadInput):
    """The file cannot be opened. facts: reason: missing | folder | denied | device."""


class TableTooLarge(BadInput):
    """The file holds more than we read. facts: what: bytes | rows | columns | unpacked, limit."""


class TableEmpty(BadInput):
    """The file, or the chosen sheet, holds no table."""


class NotATable(BadInput):
    """The file is something else. facts: looks_like (pdf, image, web page, archive …, or unknown)."""


class EncodingUnknown(BadInput):
    """The characters cannot be told for certain. facts: encoding (what was tried, or None)."""


class QuoteNotClosed(BadInput):
    """A quoted cell does not end, so what follows cannot be told apart. facts: row."""


class WorkbookLocked(BadInput):
    """The Excel file has a password."""


class WorkbookTooOld(BadInput):
    """The Excel file is in a format we do not read. facts: kind: xls | xlsb."""


class WorkbookDamaged(BadInput):
    """The Excel file does not open."""


class SheetUnknown(BadInput):
    """The workbook has no such sheet. facts: sheet, sheets."""


class ColumnsMissing(BadInput):
    """Required columns were not found. facts: fields (AnnouncementField)."""


class ColumnUnknown(BadInput):
    """The file has no such column. facts: field (AnnouncementField), column."""


class ReadingStopped(Refused):
    """The person stopped the reading; nothing was kept."""


class ImportStopped(Refused):
    """A large announcement was stopped after some parts; they stay. facts: registered, left (cases)."""


class AnnouncementWrong(BadInput):
    """The announcement has cells that must be mended in the file. facts: findings."""


class AnnouncementDoubtful(BadInput):
    """The announcement has doubtful cells nobody agreed to. facts: findings."""


class FolderNotWritable(Unavailable):
    """A file for the person could not be written; a former one is untouched. facts: path (the folder), name, trouble.

    trouble: missing | denied (also: open in another program) | full | unreachable.
    """


class WritingStopped(Refused):
    """The person stopped the writing; a former file is untouched."""


# --- cli --------------------------------------------------------------------------------------------------


class SecretMissing(BadInput):
    """A PIN or key is needed, and there is neither its variable nor a terminal to ask at. facts: variable."""


class ChoiceMissing(BadInput):
    """The command leaves open which thing is meant. facts: option."""


class BadState(BadInput):
    """A text names no state of a case. facts: text."""


class PaperUnreadable(BadInput):
    """A file to be checked cannot be read. facts: name."""


class NothingToRepairFrom(Tampered):
    """A damaged record cannot be rebuilt here: too much is lost. facts: what: keys | entries."""
