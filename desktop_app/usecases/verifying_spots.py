"""What a verification reports: which checks were made, and every spot that does not hold, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop_app.errors import PdfDamage, SekishoError
from desktop_app.sentences import sentence
from desktop_app.sentences.papers import damage_words
from desktop_app.share.audit_report import DisposedPart, ShareAudit
from desktop_app.text import _


class Check(StrEnum):
    """A kind of thing that was checked."""

    PAGES = "pages"
    ENTRIES = "entries"
    CERTIFICATES = "certificates"
    READ_TABLES = "read_tables"
    WITNESS = "witness"
    SEGMENTS = "segments"
    FILES = "files"
    PAPERS = "papers"
    SHARE = "share"
    BLOBS = "blobs"
    RECEIPTS = "receipts"
    CHECKPOINTS = "checkpoints"


RECORD_CHECKS = (
    Check.PAGES,
    Check.ENTRIES,
    Check.CERTIFICATES,
    Check.READ_TABLES,
    Check.WITNESS,
    Check.SEGMENTS,
    Check.FILES,
    Check.PAPERS,
    Check.SHARE,
)
"""What a member's PC can look at: its own record, and the share with it."""

SHARE_CHECKS = (Check.CERTIFICATES, Check.SEGMENTS, Check.BLOBS, Check.RECEIPTS, Check.CHECKPOINTS, Check.ENTRIES)
"""What an auditor looks at, who has the share alone."""


class Damage(StrEnum):
    """What does not hold at a spot."""

    PAGE = "page"
    OPENING = "opening"
    ENTRY_ORDER = "entry_order"
    ENTRY_UNREADABLE = "entry_unreadable"
    ENTRY_SIGNATURE = "entry_signature"
    DEVICE_UNKNOWN = "device_unknown"
    CERTIFICATE = "certificate"
    READ_TABLE = "read_table"
    WITNESS = "witness"
    SEGMENT = "segment"
    FILE_MISSING = "file_missing"
    FILE_CHANGED = "file_changed"
    PAPER = "paper"
    PAPER_UNKNOWN = "paper_unknown"
    SHARE_MARKER = "share_marker"
    SHARE_FILE = "share_file"
    SHARE_LACKS = "share_lacks"
    SHARE_DIFFERS = "share_differs"
    SHARE_UNCERTIFIED = "share_uncertified"
    SHARE_CHAIN = "share_chain"
    SHARE_FORK = "share_fork"
    SHARE_SEEN_FURTHER = "share_seen_further"
    SHARE_SET_BACK = "share_set_back"
    SHARE_RECEIPT = "share_receipt"
    CHECKPOINT = "checkpoint"
    CHECKPOINT_LOST = "checkpoint_lost"
    DISPOSAL_NOTICE = "disposal_notice"


@dataclass(frozen=True, slots=True)
class Finding:
    """A spot that does not hold; empty fields do not apply. ``entry`` and ``page`` count from 1."""

    damage: Damage
    device: str = ""
    entry: int = 0
    page: int = 0
    path: str = ""
    name: str = ""
    case_no: str = ""
    detail: str = ""
    check: Check | None = None
    """What was looked at when it was found, where the damage alone does not say."""


@dataclass(frozen=True, slots=True)
class Checked:
    """How many things of a kind were looked at; ``skipped`` says why none was."""

    check: Check
    count: int
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class RecordAbout:
    """Which record was checked: whose it is, where it lies, its root's fingerprint and where it stood.

    *heads* are, for each PC, its letter, the number of its last entry and that entry's hash (hex). *share* is the
    share folder's address, empty without one.
    """

    company: str
    workplace: str
    org_code: str
    home: str
    share: str
    root_fingerprint: str
    heads: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class DisposalTold:
    """A disposal as the record tells it: when it was ordered, approved by somebody else and carried out.

    *cases* are the numbers of the transfers that went, *kept* those of transfers that were kept back.
    """

    order_no: str
    fiscal_year: int
    ordered_on: date
    approved_on: date
    done_on: date
    cases: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass
class Verification:
    """The outcome; it never stops at the first spot. *about* is None while the record could not be opened."""

    checks: list[Checked] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    about: RecordAbout | None = None
    scope: tuple[Check, ...] = RECORD_CHECKS
    share: ShareAudit | None = None
    """The figures of the walk, where a share was audited by itself."""
    disposed: tuple[DisposedPart, ...] = ()
    """The disposed years that notices on the share tell of, and ``uncleared`` files of theirs that still lie there."""
    uncleared: int = 0
    orders: tuple[DisposalTold, ...] = ()
    """What the record says of them, where a key to it was at hand."""
    granted: bool = False
    """Whether whoever audits had a key to the content."""
    unknown_facts: int = 0
    quarantined: int = 0
    """Entries that are kept and do not count: of PCs after their end, or of PCs that nobody who counts let in."""

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return not self.findings

    def looked(self, check: Check, count: int, skipped: str = "") -> None:
        """Note that *count* things were looked at."""
        self.checks.append(Checked(check, count, skipped))

    def found(self, damage: Damage, **spot: str | int | Check) -> None:
        """Note a spot that does not hold."""
        self.findings.append(Finding(damage, **spot))  # type: ignore[arg-type]


def paper_detail(error: SekishoError) -> str:
    """Return in a few words why a paper does not hold."""
    reason = error.facts.get("reason")
    return damage_words(reason) if isinstance(reason, PdfDamage) else sentence(error)


def check_name(check: Check, _: Callable[[str], str] = _) -> str:
    """Return what a check looks at, in the language that ``_`` speaks."""
    return {
        Check.PAGES: _("Database pages"),
        Check.ENTRIES: _("Entries: order, content, signature"),
        Check.CERTIFICATES: _("Certificates"),
        Check.READ_TABLES: _("Transfers as the entries tell them"),
        Check.WITNESS: _("Note of the last entry"),
        Check.SEGMENTS: _("Segments"),
        Check.FILES: _("Papers and evidence files"),
        Check.PAPERS: _("Signatures on papers"),
        Check.SHARE: _("Files on the share folder"),
        Check.BLOBS: _("Sealed papers and evidence: there and whole"),
        Check.RECEIPTS: _("Receipts of declarations"),
        Check.CHECKPOINTS: _("Checkpoints of headquarters"),
    }[check]


def checked_words(checked: Checked) -> str:
    """Return one check as a line for people."""
    name = check_name(checked.check)
    if checked.skipped:
        return _("{name}: not checked ({why})").format(name=name, why=checked.skipped)
    return _("{name}: {count} checked").format(name=name, count=checked.count)


def finding_words(finding: Finding, _: Callable[[str], str] = _) -> str:
    """Return a spot as a sentence for people, in the language that ``_`` speaks."""
    words = {
        Damage.PAGE: _("The database is damaged on page {page}."),
        Damage.OPENING: _("The record does not open: {detail}"),
        Damage.ENTRY_ORDER: _("Entry {entry} of PC {device} does not follow the one before."),
        Damage.ENTRY_UNREADABLE: _("Entry {entry} of PC {device} cannot be read."),
        Damage.ENTRY_SIGNATURE: _("The signature of entry {entry} of PC {device} does not hold."),
        Damage.DEVICE_UNKNOWN: _("PC {device} has entries, but is not a member."),
        Damage.CERTIFICATE: _("The certificate of {name} does not hold: {detail}"),
        Damage.READ_TABLE: _("Transfer {case_no} is shown differently from what its entries say."),
        Damage.WITNESS: _("The note of the last entry does not fit: {detail}"),
        Damage.SEGMENT: _("Segment {entry} of PC {device} does not hold ({detail})."),
        Damage.FILE_MISSING: _("A file is missing: {name} (transfer {case_no})."),
        Damage.FILE_CHANGED: _("A file has changed: {name} (transfer {case_no})."),
        Damage.PAPER: _("The paper {name} does not hold: {detail} (transfer {case_no})."),
        Damage.PAPER_UNKNOWN: _("The record does not know the paper {name}."),
        Damage.SHARE_MARKER: _("The share folder's marker does not hold: {detail}"),
        Damage.SHARE_FILE: _("A file on the share folder does not hold: {path} ({detail})."),
        Damage.SHARE_LACKS: _("The share folder has lost a file: {path} {detail}"),
        Damage.SHARE_DIFFERS: _("The share folder tells entry {entry} of PC {device} differently."),
        Damage.SHARE_UNCERTIFIED: _("PC {device} has records on the share folder, but nobody certified it ({path})."),
        Damage.SHARE_CHAIN: _("Segment {entry} of PC {device} does not follow the one before ({path})."),
        Damage.SHARE_FORK: _("Segment {entry} of PC {device} is there twice, and the two differ ({path})."),
        Damage.SHARE_SEEN_FURTHER: _(
            "The share folder lacks the end of PC {device}: another PC ({name}) had seen its entry {entry}."
        ),
        Damage.SHARE_SET_BACK: _(
            "The share folder was set back: segment {entry} of PC {device}, which the checkpoint {name} names, "
            "is not there."
        ),
        Damage.SHARE_RECEIPT: _("A receipt of a declaration does not hold: {path}"),
        Damage.CHECKPOINT: _("A checkpoint does not hold: {path} ({detail})."),
        Damage.CHECKPOINT_LOST: _("Checkpoint {entry} of PC {device} is lost."),
        Damage.DISPOSAL_NOTICE: _("{detail} ({path})"),
    }[finding.damage]
    said = words.format(
        device=finding.device,
        entry=finding.entry,
        page=finding.page,
        path=finding.path,
        name=finding.name,
        case_no=finding.case_no or "―",
        detail=finding.detail,
    )
    return said.rstrip()
