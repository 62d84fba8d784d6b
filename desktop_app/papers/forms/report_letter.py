"""The letter of 様式第1号: sender and addressee, the handwriting, the running text (paper notes §7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.papers.forms.completion_report_data import CompletionReport
from desktop_app.papers.forms.report_tables import ResultsTable
from desktop_app.papers.page.blocks import (
    BODY,
    EM,
    LABEL_WIDTH,
    LEFT,
    RIGHT,
    TEXT_MUST_END_BY,
    TEXT_WIDTH,
    right_block,
)
from desktop_app.papers.page.flow import Block, end_of, pages_of
from desktop_app.papers.page.sheet import Align, Sheet
from desktop_app.papers.page.strokes import outlines
from desktop_app.papers.places import POINTS_PER_MM, Rect
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import fit, justify
from desktop_app.papers.typesetting.paragraph import SetLine
from desktop_app.papers.typesetting.runs import width

CONTINUED_START, CONTINUED_END = 32.0, 276.0
_SIGNATURE_LINE = 80.7
_LABEL_X, _LINE_X, _VALUE_X = 100.0, 118.5, 119.2
_SIGNATURE_LINE = 80.7
_HANDWRITING_HEIGHT = 8.8
_TITLE = Lettering(Face.MINCHO, 15)
_TITLE_PITCH = 6.6
_NAME = Lettering(Face.MINCHO, 12)
_SMALL = Lettering(Face.MINCHO, 8)
_NOTE = Lettering(Face.GOTHIC, 7)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class _Spacing:
    """Distances of the page: pitch of running text and of items, and how much of the gaps between parts is kept."""

    line: float
    item: float
    gaps: float


_SPACINGS = (_Spacing(6.0, 5.9, 1.0), _Spacing(5.8, 5.6, 0.85), _Spacing(5.5, 5.2, 0.7))


def signature_line(report: CompletionReport) -> float:
    """Return the y of the signature line; it moves down when values above it need more lines."""
    return _SIGNATURE_LINE + _growth(report)


def _sender_rows(report: CompletionReport) -> tuple[tuple[str, str], ...]:
    origin = f"{report.origin_department}（{report.org_code}）" if report.org_code else report.origin_department
    return (("所属", origin), ("社員番号", report.employee_no), ("フリガナ", report.name_kana))


def _growth(report: CompletionReport) -> float:
    """Return how many mm the lines below move because values at the top need more lines."""
    return sum(
        5.0 * (len(fit(value, BODY.face, (10.5, 9, 8), RIGHT - _VALUE_X, glossary=report.glossary).lines) - 1)
        for _, value in _sender_rows(report)
    )


def draw_opening(sheet: Sheet, report: CompletionReport, signature_line: float) -> Rect:
    """Draw everything above the title and return the signature field."""
    rows = (("管理番号", report.case_no), ("提出日", report.submitted_on))
    right_block(sheet, 22.4, rows, right=report.head_edge)
    addressee = f"{report.employer_name}　{report.workplace_name}"
    fitted = fit(addressee, BODY.face, (10.5, 9, 8), TEXT_WIDTH, glossary=report.glossary)
    for number, line in enumerate(fitted.lines):
        above = 4.2 * (len(fitted.lines) - 1 - number)
        sheet.text(LEFT, 37.4 - above, line, Lettering(BODY.face, fitted.size))
    title_width = width(report.wim_title, BODY.face, BODY.size)
    sheet.text(LEFT, 44.0, report.wim_title, BODY)
    room = RIGHT - LEFT - title_width - EM - 2 * _NAME.size / POINTS_PER_MM
    name = fit(report.wim_name, BODY.face, (12, 10.5, 9, 8, 7), room)
    sheet.text(LEFT + title_width + EM, 44.0, f"{''.join(name.lines)}　殿", Lettering(BODY.face, name.size))

    y = 52.4
    for label, value in _sender_rows(report):
        sheet.spread(_LABEL_X, y, label, BODY, LABEL_WIDTH)
        lines = fit(value, BODY.face, (10.5, 9, 8), RIGHT - _VALUE_X, glossary=report.glossary)
        for number, line in enumerate(lines.lines):
            sheet.text(_VALUE_X, y + 5.0 * number, line, Lettering(BODY.face, lines.size))
        y += 5.0 * (len(lines.lines) - 1)
        sheet.rule(_LINE_X, y + 1.7, RIGHT, y + 1.7)
        y += 7.0
    return _signature(sheet, report, signature_line)


def _signature(sheet: Sheet, report: CompletionReport, line: float) -> Rect:
    sheet.spread(_LABEL_X, line - 1.7, "氏名", BODY, LABEL_WIDTH)
    sheet.rule(_LINE_X, line, RIGHT, line)
    sheet.text(RIGHT, line - 1.7, "（自署）", _SMALL, Align.RIGHT)
    if report.signature:
        room = RIGHT - _LINE_X - 2.5 - 14
        ink = outlines(report.signature.strokes, _LINE_X + 2.5, line - 0.6, room, _HANDWRITING_HEIGHT)
        sheet.outlines(ink)
        below = f"{report.signature.printed_name}　{report.signature.signed_at} 署名"
        sheet.text(RIGHT, line + 3.4, below, _NOTE, Align.RIGHT)
    return sheet.rect(_LINE_X, line - 9.6, RIGHT - _LINE_X, 9.6)


def pages_of_body(sheet: Sheet, report: CompletionReport, start: float) -> list[list[Block]]:
    """Return the blocks below the signature by page: on the first if any spacing allows it."""
    for spacing in _SPACINGS:
        blocks = _blocks(sheet, report, spacing)
        if end_of(blocks, start) <= TEXT_MUST_END_BY:
            return [blocks]
    return pages_of(_blocks(sheet, report, _SPACINGS[0]), start, TEXT_MUST_END_BY, CONTINUED_START, CONTINUED_END)


def _blocks(sheet: Sheet, report: CompletionReport, spacing: _Spacing) -> list[Block]:
    wording = report.wording
    gap = spacing.gaps
    opening = justify(
        wording.opening.lstrip("　 "),
        BODY.face,
        BODY.size,
        TEXT_WIDTH,
        first_indent=1,
        glossary=report.glossary,
    )
    table = ResultsTable(report.results, report.glossary)
    count = len(report.open_items)
    open_items = f"{str(count).translate(_FULL_WIDTH)}件（別紙のとおり）" if count else "なし"
    if report.for_pen:
        open_items = "　　　件（なければ0と記入）"
    centre = (LEFT + RIGHT) / 2
    return [
        _title(sheet, wording.title, gap),
        Block(9.9 * gap, spacing.line * (len(opening) - 1), _paragraph(sheet, opening, LEFT, spacing.line, indent=EM)),
        Block(
            8.4 * gap,
            0,
            lambda y: sheet.text(centre, y, "記", Lettering(Face.MINCHO, 11), Align.CENTRE),
            keep_next=True,
        ),
        Block(8.1 * gap, 0, _heading(sheet, 1, wording.results_heading), keep_next=True),
        Block(2.2, table.height, lambda y: table.draw(sheet, y)),
        Block(8.4 * gap, 0, _heading(sheet, 2, wording.declarations_heading), keep_next=True),
        *_declarations(sheet, report, spacing),
        Block(7.0 * gap, 0, _heading(sheet, 3, f"{wording.open_items_heading}　　{open_items}"), keep_next=True),
        Block(6.1, 0, lambda y: sheet.tracked(RIGHT, y, "以上", BODY, 1, align=Align.RIGHT)),
    ]


def _title(sheet: Sheet, title: str, gap: float) -> Block:
    """Return the title; a long one is set smaller, then on several lines."""
    fitted = fit(title, _TITLE.face, (15, 14, 13, 12), TEXT_WIDTH * 0.94)
    style = Lettering(_TITLE.face, fitted.size)

    def draw(y: float) -> None:
        for number, line in enumerate(fitted.lines):
            sheet.tracked((LEFT + RIGHT) / 2, y + _TITLE_PITCH * number, line, style, 0.06, align=Align.CENTRE)

    return Block(15.8 * gap, _TITLE_PITCH * (len(fitted.lines) - 1), draw)


def _heading(sheet: Sheet, number: int, text: str) -> Callable[[float], None]:
    def draw(y: float) -> None:
        sheet.text(LEFT, y, str(number).translate(_FULL_WIDTH), BODY)
        sheet.text(LEFT + 2 * EM, y, text, BODY)

    return draw


def _declarations(sheet: Sheet, report: CompletionReport, spacing: _Spacing) -> list[Block]:
    """Return the numbered items: number at 1 em, text hanging at 3 em."""
    blocks = []
    for number, text in enumerate(report.wording.declarations, start=1):
        lines = justify(text, BODY.face, BODY.size, TEXT_WIDTH - 3 * EM, glossary=report.glossary)
        draw = _paragraph(sheet, lines, LEFT + 3 * EM, spacing.item, label=f"({number})")
        blocks.append(Block(spacing.item, spacing.item * (len(lines) - 1), draw))
    return blocks


def _paragraph(
    sheet: Sheet,
    lines: tuple[SetLine, ...],
    x: float,
    pitch: float,
    *,
    indent: float = 0,
    label: str = "",
) -> Callable[[float], None]:
    def draw(y: float) -> None:
        sheet.text(LEFT + EM - 0.5 * EM * max(0, len(label) - 3), y, label, BODY)
        for number, line in enumerate(lines):
            sheet.set_line(x if number else x + indent, y + pitch * number, line, BODY)

    return draw
