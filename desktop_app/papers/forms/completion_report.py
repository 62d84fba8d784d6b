"""様式第1号, the completion report, as a PDF (paper notes §7; measures H1).

One page when the wording allows it, closer set if need be, else the declarations run on; then the 別紙.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import BytesIO

from desktop_app.errors import DoesNotFit
from desktop_app.papers.forms import report_letter, report_tables
from desktop_app.papers.forms.completion_report_data import (
    CompletionReport,
    HandSignature,
    OpenItem,
    Outcome,
    RenderedReport,
    ReportWording,
    ResultRow,
)
from desktop_app.papers.page.blocks import (
    TEXT_MUST_END_BY,
    Receipt,
    ReceiptResult,
    page_foot,
    page_head,
    receipt_box,
    right_block,
    wording_id,
)
from desktop_app.papers.page.flow import draw_blocks
from desktop_app.papers.page.marks import confirmation_mark
from desktop_app.papers.page.printable import check_all, texts_in
from desktop_app.papers.page.seals import MANAGER, SEALS, ConfirmationMark, SealField
from desktop_app.papers.page.sheet import Sheet
from desktop_app.papers.page.strokes import Sample as Point
from desktop_app.papers.page.strokes import Strokes
from desktop_app.papers.typesetting.fonts import Face

__all__ = [
    "SEALS",
    "CompletionReport",
    "ConfirmationMark",
    "HandSignature",
    "OpenItem",
    "Outcome",
    "Point",
    "Receipt",
    "ReceiptResult",
    "RenderedReport",
    "ReportWording",
    "ResultRow",
    "SealField",
    "Strokes",
    "render_completion_report",
    "render_confirmation_mark",
]

_FORM = "様式第1号"
_SEAL_FIELD = (20.0, 20.0)


def render_completion_report(report: CompletionReport) -> RenderedReport:
    """Set the report on one page, plus the 別紙 when items are open.

    Raises GlyphMissing before anything is drawn when a character cannot be printed, DoesNotFit when the
    names at the top leave no room for the text, RowTooTall for an open item longer than half a page.
    """
    _check(report)
    out = BytesIO()
    sheet = _new_sheet(out, report)
    start = report_letter.signature_line(report)
    if start > TEXT_MUST_END_BY / 2:
        raise DoesNotFit(form=_FORM)
    body = report_letter.pages_of_body(sheet, report, start)
    annex = report_tables.annex_pages(report)
    pages = len(body) + len(annex)

    page_head(sheet, report.wording.form_name, right=report.head_edge)
    transferee_field = report_letter.draw_opening(sheet, report, start)
    draw_blocks(body[0], start)
    fields = receipt_box(sheet, _receipt(report))
    _foot(sheet, report, pages)
    for blocks in body[1:]:
        _continue(sheet, report, "（続き）")
        draw_blocks(blocks, report_letter.CONTINUED_START)
        _foot(sheet, report, pages)
    for number, rows in enumerate(annex):
        _continue(sheet, report, "別紙")
        report_tables.draw_annex(sheet, report, rows, first=number == 0, last=number == len(annex) - 1)
        _foot(sheet, report, pages)
    sheet.save()
    headings = [seal.heading for seal in report.receipt.seals]
    return RenderedReport(
        pdf=out.getvalue(),
        pages=pages,
        transferee_field=transferee_field,
        manager_field=fields.seals[headings.index(MANAGER) if MANAGER in headings else -1],
        received_on_field=fields.received_on,
        confirmed_box=fields.confirmed_box,
        returned_box=fields.returned_box,
    )


def render_confirmation_mark(mark: ConfirmationMark, created_at: dt.datetime) -> bytes:
    """Return a one-page PDF of the size of a seal field with the round mark, for a countersignature to show."""
    check_all(texts_in(mark), where=mark.word)
    out = BytesIO()
    sheet = Sheet(
        out,
        title=mark.word,
        author=mark.surname,
        created_at=created_at,
        face=Face.GOTHIC_BOLD,
        size_mm=_SEAL_FIELD,
    )
    confirmation_mark(sheet, _SEAL_FIELD[0] / 2, _SEAL_FIELD[1] / 2, mark)
    sheet.save()
    return out.getvalue()


def _check(report: CompletionReport) -> None:
    check_all(texts_in(replace(report, signature=None)), where=report.case_no)
    if report.signature:
        check_all((report.signature.printed_name, report.signature.signed_at), where=report.case_no)


def _receipt(report: CompletionReport) -> Receipt:
    """Return what the receipt says: a report signed on the screen is received when it is handed in."""
    receipt = report.receipt
    if report.signature is None or receipt.result is not None:
        return receipt
    return replace(receipt, by_display=True, received_on=receipt.received_on or report.submitted_on)


def _new_sheet(out: BytesIO, report: CompletionReport) -> Sheet:
    return Sheet(
        out,
        title=f"{report.wording.title}　{report.case_no}",
        author=f"{report.employer_name}　{report.workplace_name}",
        created_at=report.created_at,
        face=Face.MINCHO,
    )


def _foot(sheet: Sheet, report: CompletionReport, pages: int) -> None:
    wording = report.wording
    left = f"{wording.form_number}　{wording.form_version}　 文面ID {wording_id(wording.wording_hash)}"
    page_foot(sheet, left, pages, f"管理番号 {report.case_no}")


def _continue(sheet: Sheet, report: CompletionReport, what: str) -> None:
    sheet.new_page()
    page_head(sheet, f"{report.wording.form_number}　{what}", right=report.head_edge)
    who = f"{report.full_name}（{report.employee_no}）"
    right_block(sheet, 22.4, (("管理番号", report.case_no), ("氏名", who)), right=report.head_edge)
