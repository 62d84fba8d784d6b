"""``verify``, ``backup``, ``restore``, ``repair``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop_app.app import Surroundings
from desktop_app.cli.auditing import audit_share, is_audit
from desktop_app.cli.places import file_of, home_of
from desktop_app.cli.said import DONE, FOUND, Said
from desktop_app.cli.session import at_desk, new_passphrase, passphrase_asker, recovery_key
from desktop_app.errors import BackupUnreadable
from desktop_app.share.audit_report import DisposedPart, ShareAudit
from desktop_app.text import _, ngettext
from desktop_app.usecases import backup as backups
from desktop_app.usecases.auditing_words import remarks, unchecked
from desktop_app.usecases.verifying_spots import (
    DisposalTold,
    Finding,
    Verification,
    checked_words,
    finding_words,
)


def verify(options: argparse.Namespace) -> Said:
    """Check the home and its share, or single papers; on wish the result also goes onto a page of paper."""
    report = file_of(options.report) if options.report else None
    if options.files:
        from desktop_app.cli.paper_check import verify_papers

        said, outcome = verify_papers(options)
    elif is_audit(options):
        outcome = audit_share(options)
        said = told(outcome)
    else:
        from desktop_app.usecases.verifying import verify_at

        outcome = verify_at(home_of(options), Surroundings(), ask_passphrase=passphrase_asker(), share=options.share)
        said = told(outcome)
    return said if report is None else _reported(options, said, outcome, report)


def backup(options: argparse.Namespace) -> Said:
    """Back up this PC's record; it opens with the year's recovery kit, and with SEKISHO_PASSPHRASE if set."""
    out = file_of(options.out)
    passphrase = new_passphrase(needed=False)
    with at_desk(options) as app:
        manifest = backups.back_up(app, out, passphrase)
    count = len(manifest.files)
    words = ngettext(
        "The backup is written to {path} ({count} file).", "The backup is written to {path} ({count} files).", count
    )
    opens = (
        _("It opens with this fiscal year's recovery kit, or with the passphrase.")
        if manifest.opens_by_passphrase
        else _("It opens with this fiscal year's recovery kit.")
    )
    data = {
        "out": out,
        "files": count,
        "opens_by_kit": manifest.opens_by_kit,
        "opens_by_passphrase": manifest.opens_by_passphrase,
    }
    return Said(data, (words.format(path=out, count=count), opens))


def restore(options: argparse.Namespace) -> Said:
    """Restore a backup into an empty home."""
    home = home_of(options)
    given = new_passphrase(needed=False)
    if not options.with_kit and not given:
        asker = passphrase_asker()
        if asker is None:
            raise BackupUnreadable(reason="other key")
        given = asker()
    restored = backups.restore(
        home,
        file_of(options.file),
        Surroundings(),
        recovery_code=recovery_key() if options.with_kit else "",
        passphrase="" if options.with_kit else given,
        start_passphrase=given,
    )
    lines = [
        _("{workplace} ({org_code}) is restored in {home}.").format(
            workplace=restored.workplace, org_code=restored.org_code, home=home.folder
        ),
        _("Compare with the recovery kit: {fingerprint}").format(fingerprint=restored.root_fingerprint),
    ]
    if restored.new_letter:
        words = _("This PC goes on as PC {letter}. Do not use the former one any more.")
        lines.append(words.format(letter=restored.new_letter))
    data = {
        "home": home.folder,
        "workplace": restored.workplace,
        "org_code": restored.org_code,
        "root_fingerprint": restored.root_fingerprint,
        "letter": restored.new_letter,
        "files": restored.file_count,
    }
    return Said(data, tuple(lines))


def repair(options: argparse.Namespace) -> Said:
    """Rebuild a damaged record."""
    from desktop_app.usecases.repair import repair as rebuild
    from desktop_app.usecases.repair import report_words

    report = rebuild(home_of(options), Surroundings(), ask_passphrase=passphrase_asker(), share=options.share)
    lines = [
        ngettext(
            "The record is rebuilt: {count} entry.", "The record is rebuilt: {count} entries.", report.entries
        ).format(count=report.entries),
        _("The former file is kept as {path}.").format(path=report.kept_as),
    ]
    lines += report_words(report)
    data = {
        "entries": report.entries,
        "from_share": report.from_share,
        "recorded_again": report.recorded_again,
        "lost": [{"device": device, "entry": entry} for device, entry in report.lost],
        "damaged_pages": report.damaged_pages,
        "kept_as": report.kept_as,
        "letter": report.new_letter,
    }
    return Said(data, tuple(lines), FOUND if report.lost else DONE)


def _reported(options: argparse.Namespace, said: Said, outcome: Verification, out: Path) -> Said:
    """Write 照合結果 as a PDF, whatever was found."""
    from desktop_app.exchange.durable import write_whole
    from desktop_app.usecases.audit_result import render_audit_result

    papers = [file_of(name).name for name in options.files]
    write_whole(out, render_audit_result(outcome, checker=options.by, at=Surroundings().clock(), papers=papers))
    words = _("The result is written to {path}.").format(path=out)
    return Said(said.data | {"report": out}, (*said.lines, words), said.exit_code)


def told(outcome: Verification) -> Said:
    """Say what was checked and what does not hold."""
    count = len(outcome.findings)
    end = (
        _("Everything holds.")
        if outcome.ok
        else ngettext("{count} spot does not hold.", "{count} spots do not hold.", count).format(count=count)
    )
    data = {
        "ok": outcome.ok,
        "checks": [{"check": c.check, "count": c.count, "skipped": c.skipped} for c in outcome.checks],
        "findings": [_finding_data(finding) for finding in outcome.findings],
    }
    if outcome.share is not None:
        data |= _audit_data(outcome, outcome.share)
    if outcome.disposed:
        data["disposed"] = [_disposed_data(outcome, part) for part in outcome.disposed]
        data["uncleared"] = outcome.uncleared
    not_checked = [_("Not checked: {what}").format(what=one) for one in unchecked(outcome)]
    lines = (
        *map(checked_words, outcome.checks),
        *remarks(outcome),
        *not_checked,
        *map(finding_words, outcome.findings),
        end,
    )
    return Said(data, lines, DONE if outcome.ok else FOUND)


def _audit_data(outcome: Verification, share: ShareAudit) -> dict[str, Any]:
    return {
        "workplace_id": share.marker.workplace_id,
        "root": share.marker.root,
        "heads": {device: {"seq": head.seq, "sha256": head.sha256} for device, head in share.heads.items()},
        "entries": share.entries,
        "bytes": share.blob_bytes,
        "torn": share.torn,
        "strangers": share.strangers,
        "letters": share.letters,
        "remarks": list(remarks(outcome)),
        "not_checked": list(unchecked(outcome)),
    }


def _disposed_data(outcome: Verification, part: DisposedPart) -> dict[str, Any]:
    said = part.notice
    told = next((one for one in outcome.orders if one.order_no == said.order_no), None)
    record = {name: getattr(told, name) for name in DisposalTold.__slots__} if told else {}
    signed = {"device": part.device_id, "at": said.at, "segments": part.segments}
    return {"order_no": said.order_no, "fiscal_year": said.fiscal_year} | record | signed


def _finding_data(finding: Finding) -> dict[str, Any]:
    spot = {
        "device": finding.device,
        "entry": finding.entry,
        "page": finding.page,
        "path": finding.path,
        "name": finding.name,
        "case_no": finding.case_no,
        "detail": finding.detail,
    }
    return {"damage": finding.damage, "message": finding_words(finding)} | {k: v for k, v in spot.items() if v}
