"""The cover sheet (表紙) of a printed ledger: what it holds, how it stands, and what it can be checked against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.papers.ledger.columns import LEFT, RIGHT
from desktop_app.papers.ledger.data import LedgerCover, LedgerSheet
from desktop_app.papers.ledger.page import UNKNOWN, draw_foot, draw_selection
from desktop_app.papers.page.blocks import caution, one_line, seal_boxes
from desktop_app.papers.page.marks import middle
from desktop_app.papers.page.sheet import BOLD, Align, Sheet
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.runs import em_width

_TITLE = Lettering(Face.MINCHO, 24)
_TITLE_TRACKING = 0.08
_SUBTITLE = Lettering(Face.MINCHO, 14)
_HEAD = Lettering(Face.GOTHIC, 8)
_TEXT = Lettering(Face.GOTHIC, 9.5)
_NUMBER = Lettering(Face.GOTHIC, 10)
_CODE = Lettering(Face.GOTHIC, 8.5)
_NOTE = Lettering(Face.GOTHIC, 7.5)
_TABLES_TOP, _HEAD_HEIGHT, _ROW = 90.0, 6.5, 7.2
_PAD = 1.8
_MOST_ROWS = 9
_MOST_HEADS = 3
_CHECK_TOP, _CHECK_HEIGHT = 168.0, 26.0
_MIDDLE = (LEFT + RIGHT) / 2


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    right: float
    head: str
    is_number: bool = False


_PLACES = (
    _Column(20, 46, "所属コード"),
    _Column(46, 118, "職場（登録時の名称）"),
    _Column(118, 136, "件数", is_number=True),
)


def draw_cover(sheet: Sheet, ledger: LedgerSheet, cover: LedgerCover, pages: int | None) -> None:
    """Draw the cover of a document of *pages* pages (None while they are not counted), the cover included."""
    caution(sheet, LEFT, 12)
    seal_boxes(sheet, RIGHT, 12, ledger.seals)
    _title(sheet, ledger)
    _draw_table(sheet, _PLACES, _workplaces(cover))
    numbers = _numbers(cover.judgements)
    _draw_table(sheet, (_Column(144, 184, "判定"), _Column(184, 202, "件数", is_number=True)), numbers)
    figures = _numbers(cover.figures)
    _draw_table(sheet, (_Column(210, 269, "集計"), _Column(269, 287, "件数", is_number=True)), figures)
    _draw_check(sheet, ledger)
    draw_foot(sheet, ledger, 1, pages)


def _title(sheet: Sheet, ledger: LedgerSheet) -> None:
    wide = em_width(ledger.title, _TITLE.face) * _TITLE.size * 0.3528 * (1 + _TITLE_TRACKING)
    if wide <= RIGHT - LEFT:
        sheet.tracked(_MIDDLE, 54, ledger.title, _TITLE, _TITLE_TRACKING, align=Align.CENTRE)
    else:
        one_line(sheet, _MIDDLE, 54, ledger.title, _TITLE, room=RIGHT - LEFT, smallest=12, align=Align.CENTRE)
    for y, text in ((64.5, ledger.period), (73.0, ledger.workplace)):
        one_line(sheet, _MIDDLE, y, text, _SUBTITLE, room=RIGHT - LEFT, smallest=9, align=Align.CENTRE)
    if ledger.selection:
        draw_selection(sheet, LEFT, 84.5, ledger.selection, RIGHT - LEFT)


def _numbers(figures: Sequence[tuple[str, int | None]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, UNKNOWN if n is None else f"{n:,}") for label, n in figures)


def _workplaces(cover: LedgerCover) -> tuple[tuple[str, str, str], ...]:
    """Return a row each; what does not fit is counted together, so that the numbers always add up."""
    shown = cover.workplaces
    rows = [(code, name, f"{rows:,}") for code, name, rows in shown[:_MOST_ROWS]]
    if rest := shown[_MOST_ROWS:]:
        more = (shown[_MOST_ROWS - 1], *rest)
        rows[-1] = ("ほか", f"{len(more)}職場", f"{sum(n for _code, _name, n in more):,}")
    return tuple(rows)


def _draw_table(sheet: Sheet, columns: Sequence[_Column], rows: Sequence[tuple[str, ...]]) -> None:
    left, right, top = columns[0].left, columns[-1].right, _TABLES_TOP
    bottom = top + _HEAD_HEIGHT + _ROW * len(rows)
    for column in columns:
        centre = (column.left + column.right) / 2
        sheet.text(centre, middle(top + _HEAD_HEIGHT / 2, _HEAD.size), column.head, _HEAD, Align.CENTRE)
        if column.left > left:
            sheet.rule(column.left, top, column.left, bottom)
    for number, row in enumerate(rows):
        y = top + _HEAD_HEIGHT + _ROW * number
        if number:
            sheet.rule(left, y, right, y)
        for column, text in zip(columns, row, strict=True):
            style, align = (_NUMBER, Align.RIGHT) if column.is_number else (_TEXT, Align.LEFT)
            x = column.right - _PAD if column.is_number else column.left + _PAD
            room = column.right - column.left - 2 * _PAD
            one_line(sheet, x, middle(y + _ROW / 2, style.size), text, style, room=room, align=align)
    sheet.rule(left, top + _HEAD_HEIGHT, right, top + _HEAD_HEIGHT, BOLD)
    sheet.box(left, top, right - left, bottom - top, BOLD)


def _draw_check(sheet: Sheet, ledger: LedgerSheet) -> None:
    top = _CHECK_TOP
    sheet.box(LEFT, top, RIGHT - LEFT, _CHECK_HEIGHT, BOLD)
    sheet.rule(LEFT + 26, top, LEFT + 26, top + _CHECK_HEIGHT)
    sheet.spread(LEFT + 4, middle(top + _CHECK_HEIGHT / 2, _TEXT.size), "記録の照合", _TEXT, 18)
    x = LEFT + 30
    sheet.text(x, top + 6.2, f"照合コード　{ledger.check_code}", _TEXT)
    note = "各ページの下部に同じ照合コードがあります。下は、出力したときの各端末の記録の末尾（番号とハッシュ値）です。"
    sheet.text(x + 52, top + 6.2, note, _NOTE)
    for number, (device, entry, digest) in enumerate(ledger.heads[:_MOST_HEADS]):
        y = top + 12.0 + 5.0 * number
        sheet.text(x, y, device, _CODE)
        sheet.text(x + 18, y, entry, _CODE)
        one_line(sheet, x + 42, y, digest, _CODE, room=RIGHT - x - 44)
    left_out = len(ledger.heads) - _MOST_HEADS
    if left_out > 0:
        sheet.text(RIGHT - 3, top + 22.0, f"ほか{left_out}台", _NOTE, Align.RIGHT)
