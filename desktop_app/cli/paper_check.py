"""``verify FILE.pdf …``: single papers, against the record if there is one that opens, or by a root certificate."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from desktop_app.app import Surroundings
from desktop_app.cli.places import file_of
from desktop_app.cli.said import DONE, FOUND, Said, moment
from desktop_app.cli.session import at_desk
from desktop_app.errors import HomeMissing, SekishoError, Unavailable
from desktop_app.sentences import sentence
from desktop_app.sentences.papers import damage_words
from desktop_app.text import _, ngettext
from desktop_app.usecases.verifying import about_record
from desktop_app.usecases.verifying_papers import (
    NOTHING_KNOWN,
    CheckedPaper,
    KnownPapers,
    Standing,
    known_papers,
    root_only,
    verify_paper,
)
from desktop_app.usecases.verifying_spots import Damage, Finding, RecordAbout, Verification, finding_words
from desktop_app.usecases.verifying_words import (
    advice_words,
    case_words,
    certificate_words,
    role_words,
    signer_words,
    stamp_words,
    verdict_words,
)


def verify_papers(options: argparse.Namespace) -> tuple[Said, Verification]:
    """Check every file; one that cannot be read keeps no other from being checked.

    Exit code 3 when a paper does not hold, else 2 when a file was no paper at all; raises what was wrong with it
    when it was the only one.
    """
    known, about = _known(options)
    outcome, now = Verification(about=about), Surroundings().clock()
    data: list[dict[str, Any]] = []
    lines: list[str] = []
    unread: list[SekishoError] = []
    for name in options.files:
        path = file_of(name)
        try:
            checked = verify_paper(path, known, now)
        except SekishoError as error:
            unread.append(error)
            data.append({"path": path, "ok": False, "error": type(error).__name__, "message": sentence(error)})
            lines.append(_("{file}: {words}").format(file=path.name, words=sentence(error)))
            continue
        if not checked.holds:
            outcome.findings.append(_spot(checked))
        data.append(_data(checked))
        lines += _lines(checked)
    if len(unread) == len(options.files) == 1:
        raise unread[0]
    return _said(data, lines, unread), outcome


def _said(data: list[dict[str, Any]], lines: list[str], unread: list[SekishoError]) -> Said:
    findings = [one["finding"] for one in data if one.get("finding")]
    wrong = sum(not one["ok"] for one in data)
    count = ngettext("{count} paper does not hold.", "{count} papers do not hold.", wrong).format(count=wrong)
    end = _("Everything holds.") if not wrong else count
    code = FOUND if findings else max((error.exit_code for error in unread), default=DONE)
    papers = [{key: value for key, value in one.items() if key != "finding"} for one in data]
    return Said({"ok": not wrong, "findings": findings, "papers": papers}, (*lines, end), code)


def _known(options: argparse.Namespace) -> tuple[KnownPapers, RecordAbout | None]:
    if options.root:
        return root_only(file_of(options.root)), None
    try:
        with at_desk(options) as app:
            return known_papers(app), about_record(app)
    except (HomeMissing, Unavailable):
        if options.home:
            raise
    return NOTHING_KNOWN, None


def _data(checked: CheckedPaper) -> dict[str, Any]:
    return {
        "path": checked.path,
        "ok": checked.holds,
        "sha256": checked.sha256,
        "verdict": verdict_words(checked),
        "standing": checked.standing,
        "case_no": checked.case_no or None,
        "in_force": checked.standing is Standing.IN_FORCE and checked.holds,
        "compared_with_record": checked.standing is not Standing.NOT_ASKED,
        "compared_with_root": checked.compared_with_root,
        "damage": checked.damage,
        "damaged_signature": checked.damaged_signature,
        "signatures": [
            {
                "role": one.role,
                "name": one.name,
                "employee_no": one.employee_no,
                "signed_at": one.signed_at,
                "reason": one.reason,
                "certificate_sha256": one.certificate_sha256,
                "from_root": one.from_root,
                "time_stamp": asdict(one.stamp) if one.stamp else None,
            }
            for one in checked.signatures
        ],
        "finding": _finding(checked),
    }


def _finding(checked: CheckedPaper) -> dict[str, Any] | None:
    if checked.holds:
        return None
    spot = _spot(checked)
    told = {"path": spot.path, "name": spot.name, "case_no": spot.case_no, "detail": spot.detail}
    return {"damage": spot.damage, "message": finding_words(spot)} | {
        key: value for key, value in told.items() if value
    }


def _spot(checked: CheckedPaper) -> Finding:
    kind, detail = Damage.PAPER_UNKNOWN, ""
    if checked.damage is not None:
        kind, detail = Damage.PAPER, damage_words(checked.damage)
    return Finding(kind, path=str(checked.path), name=checked.path.name, case_no=checked.case_no, detail=detail)


def _lines(checked: CheckedPaper) -> list[str]:
    lines = [_("{file}: {words}").format(file=checked.path.name, words=verdict_words(checked))]
    lines += filter(None, (case_words(checked), advice_words(checked)))
    for one in checked.signatures:
        words = _("{role}: {signer}, {moment}, certificate {fingerprint} ({kind})")
        lines.append(
            "  "
            + words.format(
                role=role_words(one.role),
                signer=signer_words(one),
                moment=moment(one.signed_at),
                fingerprint=one.certificate_sha256,
                kind=certificate_words(one),
            )
        )
        if one.stamp is not None:
            lines.append("  " + stamp_words(one.stamp, moment(one.stamp.at)))
    return lines
