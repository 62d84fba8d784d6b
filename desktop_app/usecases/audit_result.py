"""The result of a verification on one page of paper, for whoever audits (measures H8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib import metadata
from typing import TYPE_CHECKING

from desktop_app.domain.clock import office_time
from desktop_app.domain.dates import dotted
from desktop_app.domain.record_wording import filled
from desktop_app.exchange.record_file import shipped_record
from desktop_app.text import paper_words
from desktop_app.usecases.auditing_words import remarks, unchecked
from desktop_app.usecases.verifying_spots import (
    RECORD_CHECKS,
    Check,
    Damage,
    RecordAbout,
    Verification,
    check_name,
    finding_words,
)

if TYPE_CHECKING:
    from desktop_app.papers.forms.audit_result import CheckedFigure

_FOUND_BY = {
    Damage.PAGE: Check.PAGES,
    Damage.OPENING: Check.PAGES,
    Damage.ENTRY_ORDER: Check.ENTRIES,
    Damage.ENTRY_UNREADABLE: Check.ENTRIES,
    Damage.ENTRY_SIGNATURE: Check.ENTRIES,
    Damage.DEVICE_UNKNOWN: Check.ENTRIES,
    Damage.CERTIFICATE: Check.CERTIFICATES,
    Damage.READ_TABLE: Check.READ_TABLES,
    Damage.WITNESS: Check.WITNESS,
    Damage.SEGMENT: Check.SEGMENTS,
    Damage.FILE_MISSING: Check.FILES,
    Damage.FILE_CHANGED: Check.FILES,
    Damage.PAPER: Check.PAPERS,
    Damage.PAPER_UNKNOWN: Check.PAPERS,
    Damage.SHARE_MARKER: Check.SHARE,
    Damage.SHARE_FILE: Check.SHARE,
    Damage.SHARE_LACKS: Check.SHARE,
    Damage.SHARE_DIFFERS: Check.SHARE,
    Damage.SHARE_UNCERTIFIED: Check.SHARE,
    Damage.SHARE_CHAIN: Check.SHARE,
    Damage.SHARE_FORK: Check.SHARE,
    Damage.SHARE_SEEN_FURTHER: Check.SHARE,
    Damage.SHARE_SET_BACK: Check.SHARE,
    Damage.SHARE_RECEIPT: Check.SHARE,
    Damage.CHECKPOINT: Check.SHARE,
    Damage.CHECKPOINT_LOST: Check.SHARE,
    Damage.DISPOSAL_NOTICE: Check.SHARE,
}
"""Which check finds which damage."""
_MOST_NAMED = 4
"""Names of single papers that are printed."""


def render_audit_result(outcome: Verification, *, checker: str, at: datetime, papers: Sequence[str] = ()) -> bytes:
    """Return the page as a PDF. Raises GlyphMissing.

    *checker* is who verified (empty: for the pen), *at* when; *papers* are the names of single PDFs that were checked
    instead of the record.
    """
    from desktop_app.papers.forms.audit_result import AuditResult
    from desktop_app.papers.forms.audit_result import render_audit_result as render

    wording, about = shipped_record("audit-result"), outcome.about
    here = office_time(at)
    audit = AuditResult(
        wording=wording,
        checked_at=f"{dotted(here.date())} {here:%H:%M:%S}",
        workplace=f"{about.company}　{about.workplace}（{about.org_code}）" if about else "―",
        subject=_subject(about, papers),
        checker=checker,
        program=f"Sekisho {metadata.version('sekisho')}",
        root=_grouped(about.root_fingerprint) if about else "―",
        heads=_heads(about),
        result=_result(outcome, papers),
        figures=tuple(_figures(outcome, papers)),
        problems=tuple(finding_words(finding, paper_words) for finding in outcome.findings),
        not_checked=(*_not_checked(outcome, papers), *remarks(outcome, paper_words), *wording.lists["never_checked"]),
        created_at=at,
    )
    return render(audit)


def _figures(outcome: Verification, papers: Sequence[str]) -> Iterator[CheckedFigure]:
    from desktop_app.papers.forms.audit_result import CheckedFigure

    found = Counter(finding.check or _FOUND_BY[finding.damage] for finding in outcome.findings)
    looked = {checked.check: checked for checked in outcome.checks}
    for check in (Check.PAPERS,) if papers else outcome.scope:
        checked = looked.get(check)
        count = len(papers) if papers else checked.count if checked else 0
        skipped = not papers and (checked is None or bool(checked.skipped))
        name = check_name(check, paper_words)
        yield CheckedFigure(name, "―" if skipped else f"{count:,}", found[check], skipped=skipped)


def _result(outcome: Verification, papers: Sequence[str]) -> str:
    words = shipped_record("audit-result").words
    if outcome.findings:
        return filled(words["not_fine"], {"count": str(len(outcome.findings))})
    return words["fine"] if papers or outcome.checks else words["nothing_checked"]


def _not_checked(outcome: Verification, papers: Sequence[str]) -> list[str]:
    """Return what this verification did not look at, with the reason where one is known."""
    if papers:
        words = shipped_record("audit-result").words
        return [words["papers_only"] if outcome.about else words["no_record"]]
    looked = {checked.check: checked.skipped for checked in outcome.checks}
    rows = list(unchecked(outcome, paper_words))
    for check in outcome.scope if outcome.scope is RECORD_CHECKS else ():
        name = check_name(check, paper_words)
        if check not in looked:
            rows.append(name)
        elif looked[check]:
            rows.append(f"{name}（{looked[check]}）")
    return rows


def _subject(about: RecordAbout | None, papers: Sequence[str]) -> tuple[str, ...]:
    if papers:
        more = len(papers) - _MOST_NAMED
        words = shipped_record("audit-result").words["more_papers"]
        return (*papers[:_MOST_NAMED], *((filled(words, {"count": str(more)}),) if more > 0 else ()))
    if about is None:
        return ("―",)
    return tuple(place for place in (about.home, about.share) if place)


def _heads(about: RecordAbout | None) -> tuple[str, ...]:
    return tuple(f"{letter}　第{seq}番　{digest}" for letter, seq, digest in about.heads) if about else ()


def _grouped(digest: str) -> str:
    return " ".join(digest.upper()[at : at + 4] for at in range(0, len(digest), 4))
