"""``paper print|take-in|record|report``: the paper way, out and back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.cli.acts import outcome
from desktop_app.cli.intake import day_of
from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said
from desktop_app.cli.session import at_desk, at_free_desk
from desktop_app.labels import paper_page_label
from desktop_app.sentences.scans import page_words
from desktop_app.text import _, ngettext

if TYPE_CHECKING:
    from desktop_app.papers.page.page_code import PageCode
    from desktop_app.usecases.paper_pages import FoundPage
    from desktop_app.usecases.paper_scans import CasePictures, CaseScan, MissingPage, ScanReport


def print_pack(options: argparse.Namespace) -> Said:
    """Write the pack of a case, or its sheet for the check afterwards, as a PDF to print."""
    from desktop_app.exchange.durable import write_whole
    from desktop_app.usecases import paper_printing

    out = file_of(options.out)
    with at_free_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        if options.post_check:
            pack = paper_printing.print_post_check(app, case_id)
        else:
            pack = paper_printing.print_pack(app, case_id, filled=not options.blank)
    write_whole(out, pack.pdf)
    words = ngettext("Written: {path} ({count} page).", "Written: {path} ({count} pages).", pack.pages)
    return Said({"out": out, "pages": pack.pages}, (words.format(path=out, count=pack.pages),))


def take_in(options: argparse.Namespace) -> Said:
    """Look through scanned files and say whose pages they are; nothing is recorded."""
    from desktop_app.usecases.paper_scans import case_pictures, take_in_scan

    with at_free_desk(options) as app:
        report = take_in_scan(app, [file_of(name) for name in options.files])
        for scan in report.cases if options.pictures else ():
            _write_pictures(scan, case_pictures(app, report, scan.case_id), file_of(options.pictures))
    data = {
        "pages": [_page_data(report, page) for page in report.pages],
        "cases": [_case_data(scan) for scan in report.cases],
    }
    return Said(data, (*_case_lines(report), *_other_lines(report)))


def record(options: argparse.Namespace) -> Said:
    """Keep the scanned pages of a case, with the answers entered from them."""
    from desktop_app.exchange.answers_file import read_answers
    from desktop_app.usecases import answering
    from desktop_app.usecases.paper_scans import take_in_scan
    from desktop_app.usecases.paper_way import record_scan

    given = read_answers(file_of(options.source)) if options.source else {}
    with at_desk(options) as app:
        case, programme = answering.open_case(app, options.case)
        for item_id in given:
            programme.item(item_id)
        report = take_in_scan(app, [file_of(name) for name in options.scan])
        kept = record_scan(app, case.case_id, report, {item_id: one.entry for item_id, one in given.items()})
        count = len(given)
        words = ngettext("{count} answer from paper is recorded.", "{count} answers from paper are recorded.", count)
        said = outcome(app, case.case_id, words.format(count=count))
    scans = [{"name": one.name, "size": one.size, "sha256": one.sha256} for one in kept]
    return Said(said.data | {"scans": scans}, said.lines)


def report(options: argparse.Namespace) -> Said:
    """Record that the report was handed in on paper, signed by hand."""
    from desktop_app.usecases.paper_way import HandedIn, report_on_paper

    with at_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        received_on = day_of(app, options.received_on) if options.received_on else None
        handed_in = HandedIn(day_of(app, options.signed_on), received_on, options.late_reason)
        paper = report_on_paper(app, case_id, handed_in)
        said = outcome(app, case_id, _("The report on paper is handed in."))
    return Said(said.data | {"paper": {"name": paper.name, "sha256": paper.sha256}}, said.lines)


def _page_data(report: ScanReport, page: FoundPage) -> dict[str, Any]:
    return {
        "file": report.files[page.file].path.name,
        "page": page.number,
        "standing": page.standing,
        "case_id": page.case_id,
        "code": _code_data(page.code),
    }


def _code_data(code: PageCode | None) -> dict[str, Any] | None:
    return {"form": code.form.name, "page": code.page, "pages": code.pages} if code else None


def _case_data(scan: CaseScan) -> dict[str, Any]:
    return {
        "case_no": scan.case_no,
        "name": scan.name,
        "pages": [_code_data(page.code) for page in scan.pages],
        "items": [item_id for item_id, _page in scan.items if not item_id.startswith("*")],
        "missing": [{"form": m.form.name, "page": m.page, "pages": m.pages} for m in scan.missing],
    }


def _case_lines(report: ScanReport) -> list[str]:
    lines = []
    for scan in report.cases:
        there = _(", ").join(_code_words(page.code) for page in scan.pages if page.code)
        lines.append(_("{case_no}  {name}  {pages}").format(case_no=scan.case_no, name=scan.name, pages=there))
        if scan.missing:
            missing = _(", ").join(_missing_words(page) for page in scan.missing)
            lines.append(_("  Missing: {pages}").format(pages=missing))
    return lines


def _other_lines(report: ScanReport) -> list[str]:
    words = _("{file}, page {page}: {standing}")
    return [
        words.format(file=report.files[page.file].path.name, page=page.number, standing=page_words(page.standing))
        for page in report.pages
        if page.standing != "MATCHED"
    ]


def _code_words(code: PageCode) -> str:
    return paper_page_label(code.form.name, code.page, code.pages)


def _missing_words(page: MissingPage) -> str:
    return paper_page_label(page.form.name, page.page, page.pages)


def _write_pictures(scan: CaseScan, pictures: CasePictures, folder: Path) -> None:
    """Write every page and every item's row as CASE_….jpg, for entering the answers beside them."""
    from desktop_app.exchange.durable import write_whole

    for number, picture in enumerate(pictures.pages, start=1):
        write_whole(folder / f"{scan.case_no}_{number}.jpg", picture)
    for strip in pictures.strips:
        write_whole(folder / f"{scan.case_no}_{strip.item_id.removeprefix('*')}.jpg", strip.picture)
