"""``verify``, ``backup``, ``restore``, ``repair``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop_app.app import App, Surroundings
from desktop_app.cli.places import file_of, home_of
from desktop_app.cli.said import DONE, FOUND, Said, moment
from desktop_app.cli.session import at_desk, new_passphrase, passphrase_asker, recovery_key
from desktop_app.errors import BackupUnreadable, HomeMissing, PdfTampered, Unavailable
from desktop_app.text import _, ngettext
from desktop_app.usecases import backup as backups
from desktop_app.usecases.verifying_spots import (
    Damage,
    Finding,
    Verification,
    checked_words,
    finding_words,
    paper_detail,
)


def verify(options: argparse.Namespace) -> Said:
    """Check the home and its share, or single papers; on wish the result also goes onto a page of paper."""
    report = file_of(options.report) if options.report else None
    if options.files:
        said, outcome = _verify_papers(options)
    else:
        from desktop_app.usecases.verifying import verify_at

        outcome = verify_at(home_of(options), Surroundings(), ask_passphrase=passphrase_asker(), share=options.share)
        said = _told(outcome)
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


def _verify_papers(options: argparse.Namespace) -> tuple[Said, Verification]:
    """Check single papers, against the record if there is one that opens."""
    try:
        with at_desk(options) as app:
            return _papers(options, app)
    except (HomeMissing, Unavailable):
        if options.home:
            raise
    return _papers(options, None)


def _papers(options: argparse.Namespace, app: App | None) -> tuple[Said, Verification]:
    from desktop_app.usecases.verifying import about_record
    from desktop_app.usecases.verifying_files import CheckedPaper, verify_paper

    outcome = Verification(about=about_record(app) if app else None)
    data: list[dict[str, Any]] = []
    lines: list[str] = []
    for name in options.files:
        path = file_of(name)
        try:
            paper: CheckedPaper = verify_paper(path, app)
        except PdfTampered as error:
            outcome.found(Damage.PAPER, path=str(path), name=path.name, detail=paper_detail(error))
            data.append({"path": path, "ok": False})
            continue
        if paper.asked_record and paper.known is None:
            outcome.found(Damage.PAPER_UNKNOWN, path=str(path), name=path.name)
        data.append(_paper_data(paper))
        lines += _paper_lines(paper)
    told = _told(outcome)
    return Said(told.data | {"papers": data}, (*lines, *told.lines), told.exit_code), outcome


def _paper_data(paper: Any) -> dict[str, Any]:
    known = paper.known
    return {
        "path": paper.path,
        "ok": known is not None or not paper.asked_record,
        "case_no": known.case_no if known else None,
        "in_force": known.in_force if known else None,
        "compared_with_record": paper.asked_record,
        "signatures": [
            {
                "role": one.role,
                "name": one.name,
                "signed_at": one.signed_at,
                "reason": one.reason,
                "certificate_sha256": one.certificate_sha256,
                "from_root": one.from_root,
                "stamp": one.stamp and {"at": one.stamp.at, "service": one.stamp.service, "trusted": one.stamp.trusted},
            }
            for one in paper.signatures
        ],
    }


def _paper_lines(paper: Any) -> list[str]:
    words = _("{file}: signed by {name}, {moment}")
    lines = [
        words.format(file=paper.path.name, name=one.name, moment=moment(one.signed_at)) for one in paper.signatures
    ]
    lines += [_stamp_line(one.stamp) for one in paper.signatures if one.stamp is not None]
    if paper.known is not None:
        stands = _("{case_no}: the paper in force") if paper.known.in_force else _("{case_no}: an earlier paper")
        lines.append(stands.format(case_no=paper.known.case_no))
    elif not paper.asked_record:
        lines.append(_("Not compared with a record: only the signatures themselves were checked."))
    return lines


def _stamp_line(stamp: Any) -> str:
    trusted = _("Time stamp of {service}: {moment}")
    named = _("Time stamp of {service}: {moment} (nobody vouches here for whose it is)")
    return (trusted if stamp.trusted else named).format(service=stamp.service, moment=moment(stamp.at))


def _told(outcome: Verification) -> Said:
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
    lines = (*map(checked_words, outcome.checks), *map(finding_words, outcome.findings), end)
    return Said(data, lines, DONE if outcome.ok else FOUND)


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
