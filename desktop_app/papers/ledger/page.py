"""A page of 様式第4号: its head, its rows, its foot (paper notes §7)."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.papers.ledger import columns as table
from desktop_app.papers.ledger.columns import HEAD_HEIGHT, LEFT, RIGHT, Columns
from desktop_app.papers.ledger.data import LedgerLine, LedgerSheet
from desktop_app.papers.ledger.paging import BAND, Paging, top_of
from desktop_app.papers.ledger.rows import ROW, draw_row, measure
from desktop_app.papers.page.blocks import caution, one_line, rest_is_blank, seal_boxes
from desktop_app.papers.page.marks import framed_mark, middle
from desktop_app.papers.page.sheet import BOLD, Align, Sheet
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.runs import width

FOOT_RULE, _FOOT_BASELINE = 198.6, 202.6
UNKNOWN = "…"
"""Stands for the number of pages, and for the 照合コード, on a preview drawn before they are known."""
_TITLE = Lettering(Face.MINCHO, 17)
_TITLE_ROOM = 178.0
_SMALL_TITLE = Lettering(Face.MINCHO, 11)
_FACT = Lettering(Face.GOTHIC, 8.5)
_FOOT = Lettering(Face.GOTHIC, 6.5)
_PAGE = Lettering(Face.GOTHIC, 8)
_NOBODY = Lettering(Face.GOTHIC, 9.5)
_BAND = Lettering(Face.GOTHIC_BOLD, 9)
_MARK = Lettering(Face.GOTHIC_BOLD, 8)
_LABEL_WIDTH, _VALUE_AFTER = 14.0, 17.0
_MOST_HEADS, _HEAD_DIGITS = 3, 19
"""PCs whose chain stands in the foot, and characters of its hash: 16 digits in groups of four."""


def draw_page(
    sheet: Sheet, ledger: LedgerSheet, columns: Columns, paging: Paging, page: int, rows: Sequence[LedgerLine]
) -> None:
    """Draw page *page* of the table (0 is the first; a cover does not count) with its *rows*."""
    top = top_of(ledger, page)
    if page:
        _following_head(sheet, ledger)
    else:
        _first_head(sheet, ledger)
    table.draw_head(sheet, top, columns, ledger.step_heads)
    if rows:
        y = _draw_rows(sheet, ledger, columns, paging.rows(page).start, rows, top)
    else:
        y = _draw_nobody(sheet, ledger, top, columns)
    if paging.is_last(page):
        size = 9 if FOOT_RULE - y > 9 else 7.5
        centre = min(y + 6.0, (y + FOOT_RULE) / 2)
        rest_is_blank(sheet, (LEFT + RIGHT) / 2, middle(centre, size), size)
    covers = 1 if ledger.cover else 0
    draw_foot(sheet, ledger, page + 1 + covers, paging.known + covers if paging.is_finished else None)


def draw_foot(sheet: Sheet, ledger: LedgerSheet, page: int, pages: int | None) -> None:
    """Draw the foot of page *page* (counted from 1) of *pages*; None while that is not known."""
    sheet.rule(LEFT, FOOT_RULE, RIGHT, FOOT_RULE)
    sheet.text(LEFT, _FOOT_BASELINE, f"{ledger.form_number}　{ledger.form_version}", _FOOT)
    of = UNKNOWN if pages is None else pages
    sheet.text((LEFT + RIGHT) / 2, _FOOT_BASELINE, f"ページ {page} / {of}", _PAGE, Align.CENTRE)
    right = f"出力 {ledger.printed_at}　{ledger.printed_by}　照合コード {ledger.check_code}"
    one_line(sheet, RIGHT, _FOOT_BASELINE, right, _FOOT, room=118, align=Align.RIGHT)
    note = "　".join(filter(None, (_chain_ends(ledger.heads), ledger.print_note)))
    one_line(sheet, LEFT, _FOOT_BASELINE + 3.2, note, _FOOT, room=RIGHT - LEFT)


def _chain_ends(heads: Sequence[tuple[str, str, str]]) -> str:
    """Return where the PCs' chains end, in short: the cover sheet has the whole hashes."""
    ends = [f"{device} {entry} {digest[:_HEAD_DIGITS]}…" for device, entry, digest in heads[:_MOST_HEADS]]
    more = [f"ほか{len(heads) - _MOST_HEADS}台"] if len(heads) > _MOST_HEADS else []
    return "　".join(("記録の末尾", *ends, *more)) if ends else ""


def draw_selection(sheet: Sheet, x: float, y: float, selection: str, room: float) -> None:
    """Draw 抽出 in a frame and what the rows were chosen by, so that a part never passes for the whole ledger."""
    framed_mark(sheet, x + 6.0, y - 1.15, ("抽出",), _MARK, wide=12.0)
    one_line(sheet, x + 14.5, y, f"抽出条件　{selection}", _FACT, room=room - 14.5)


def _draw_rows(
    sheet: Sheet, ledger: LedgerSheet, columns: Columns, first: int, rows: Sequence[LedgerLine], top: float
) -> float:
    y, group = top + HEAD_HEIGHT, ""
    bands: list[tuple[float, float]] = []
    for number, line in enumerate(rows, start=first + 1):
        if line.group and (line.group != group):
            bands.append((y, y + BAND))
            _draw_band(sheet, y, line.group)
            y += BAND
        group = line.group
        row = measure(line, columns, ledger.glossary)
        draw_row(sheet, y, number, line, row, columns=columns)
        y += row.height
    table.draw_verticals(sheet, top, y, columns, tuple(bands))
    return y


def _draw_band(sheet: Sheet, y: float, group: str) -> None:
    one_line(sheet, LEFT + 1.5, middle(y + BAND / 2, _BAND.size), group, _BAND, room=RIGHT - LEFT - 3)
    sheet.rule(LEFT, y, RIGHT, y, BOLD)
    sheet.rule(LEFT, y + BAND, RIGHT, y + BAND, BOLD)


def _draw_nobody(sheet: Sheet, ledger: LedgerSheet, top: float, columns: Columns) -> float:
    table.draw_head_verticals(sheet, top, columns)
    y = top + HEAD_HEIGHT
    words = "対象期間に会社間異動者はいません（該当者なし）"
    if ledger.selection:
        words = "抽出条件に当てはまる異動者はいません"
    sheet.text((LEFT + RIGHT) / 2, middle(y + ROW / 2, _NOBODY.size), words, _NOBODY, Align.CENTRE)
    sheet.box(LEFT, top, RIGHT - LEFT, HEAD_HEIGHT + ROW)
    return y + ROW


def _first_head(sheet: Sheet, ledger: LedgerSheet) -> None:
    if width(ledger.title, _TITLE.face, _TITLE.size) * 1.05 <= _TITLE_ROOM:
        sheet.tracked(LEFT, 19.2, ledger.title, _TITLE, 0.05)
    else:
        one_line(sheet, LEFT, 19.2, ledger.title, _TITLE, room=_TITLE_ROOM, smallest=11)
    caution(sheet, 202.8, 12)
    seal_boxes(sheet, RIGHT, 12, ledger.seals)
    facts = (
        (LEFT, 27.0, "対象期間", ledger.period, 80.0),
        (LEFT, 32.4, "職場", ledger.workplace, 80.0),
        (120.0, 27.0, "登載件数", ledger.counts, 88.0),
        (120.0, 32.4, "期限", ledger.deadlines, 88.0),
    )
    for x, y, label, value, room in facts:
        sheet.spread(x, y, label, _FACT, _LABEL_WIDTH)
        one_line(sheet, x + _VALUE_AFTER, y, value, _FACT, room=room)
    if ledger.selection:
        draw_selection(sheet, LEFT, 39.6, ledger.selection, RIGHT - LEFT)


def _following_head(sheet: Sheet, ledger: LedgerSheet) -> None:
    y = 16.2 if ledger.selection else 17.2
    one_line(sheet, LEFT, y, ledger.title, _SMALL_TITLE, room=110, smallest=9)
    x = max(95.0, LEFT + 8 + min(110.0, width(ledger.title, _SMALL_TITLE.face, _SMALL_TITLE.size)))
    where = f"{ledger.period}　{ledger.workplace}"
    one_line(sheet, x, y, where, _FACT, room=RIGHT - 19 - 4 - x)
    caution(sheet, RIGHT - 19, y - 4.7)
    if ledger.selection:
        draw_selection(sheet, LEFT, 22.2, ledger.selection, RIGHT - LEFT)
