"""事後確認票: the items checked after the effective date, on a sheet of their own (paper notes §7)."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from desktop_app.domain.programme import Item, Programme
from desktop_app.errors import DoesNotFit
from desktop_app.papers.forms import pen_table as table
from desktop_app.papers.forms.pen_data import SIGNATURE, PenSheet, wording_hash
from desktop_app.papers.page.blocks import LEFT, RIGHT, TEXT_WIDTH, one_line, page_foot, wording_id
from desktop_app.papers.page.marks import middle
from desktop_app.papers.page.pen_places import Region
from desktop_app.papers.page.printable import check_all, texts_in
from desktop_app.papers.page.sheet import FINE, Align, Sheet
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import break_lines

_WIDTHS = (11.0, 73.2, 18.0, 18.0, 46.5)
_TOP, _HEAD, _ROW, _PITCH = 61.5, 8.0, 18.0, 4.16
_TAIL, _LOWEST = 49.0, 278.5
_TEXT = Lettering(Face.MINCHO, 9)
_CODE = Lettering(Face.GOTHIC, 8)
_UNIT = Lettering(Face.MINCHO, 8)
_BODY = Lettering(Face.MINCHO, 10.5)


@dataclass(frozen=True, slots=True)
class _Row:
    item: Item
    lines: tuple[str, ...]
    top: float
    height: float


def render_post_check_sheet(data: PenSheet) -> tuple[bytes, int]:
    """Return the sheet as a PDF, still without its code, and how many pages it has: one.

    Raises GlyphMissing when a character cannot be printed, DoesNotFit when the programme has more such items than a
    page has room for.
    """
    check_all((*data.texts, *texts_in(data.wording)), where=data.case_no)
    rows = _rows(data.programme)
    bottom = rows[-1].top + rows[-1].height if rows else _TOP + _HEAD
    if bottom + _TAIL > _LOWEST:
        raise DoesNotFit(form=data.wording.later_name)
    wording, out = data.wording, BytesIO()
    sheet = Sheet(
        out,
        title=f"{wording.later_title}　{data.case_no}",
        author=data.author,
        created_at=data.created_at,
        face=Face.MINCHO,
    )
    table.pen_head(sheet, wording.head)
    table.first_title(sheet, wording.later_title, _facts(data), wording.later_instructions)
    table.column_heads(sheet, _TOP, _HEAD, tuple(zip(wording.later_columns, _WIDTHS, strict=True)))
    for row in rows:
        _draw_row(sheet, row, wording.later_unit)
    table.column_rules(sheet, _TOP, bottom, _WIDTHS)
    table.frame(sheet, _TOP, bottom)
    _draw_tail(sheet, data, bottom)
    whole = wording_id(wording_hash(wording, data.programme, data.programme.after_items))
    left = f"{wording.later_name}　{wording.edition}　 文面ID {whole}"
    page_foot(sheet, left, 1, f"管理番号 {data.case_no}", data.print_note)
    sheet.save()
    return out.getvalue(), 1


def post_check_regions(programme: Programme) -> tuple[Region, ...]:
    """Return the pieces of the page the check is entered from."""
    rows = _rows(programme)
    bottom = rows[-1].top + rows[-1].height if rows else _TOP + _HEAD
    parts = [Region(row.item.id, LEFT, row.top, TEXT_WIDTH, row.height) for row in rows]
    return (*parts, Region(SIGNATURE, LEFT, bottom, TEXT_WIDTH, _TAIL))


def _facts(data: PenSheet) -> tuple[tuple[str, str], ...]:
    labels = data.wording.labels
    return (
        (labels["case_no"], data.case_no),
        (labels["name"], f"{data.full_name}（{data.employee_no}）"),
        (labels["origin"], data.origin),
        (labels["effective_date"], data.effective_on),
        (labels["destination"], data.destination),
        (data.wording.later_deadline, data.due),
    )


def _rows(programme: Programme) -> tuple[_Row, ...]:
    rows = []
    y = _TOP + _HEAD
    for item in programme.after_items:
        lines = break_lines(item.text.ja, _TEXT.face, _TEXT.size, _WIDTHS[1] - 1.9)
        height = max(_ROW, len(lines) * _PITCH + 1.6)
        rows.append(_Row(item, lines, y, height))
        y += height
    return tuple(rows)


def _draw_row(sheet: Sheet, row: _Row, unit: str) -> None:
    centre = row.top + row.height / 2
    starts = [LEFT + sum(_WIDTHS[:number]) for number in range(len(_WIDTHS))]
    x = starts[0] + _WIDTHS[0] / 2
    one_line(sheet, x, middle(centre, _CODE.size), row.item.id, _CODE, room=_WIDTHS[0] - 1, align=Align.CENTRE)
    for number, line in enumerate(row.lines):
        y = centre + (number - (len(row.lines) - 1) / 2) * _PITCH
        sheet.text(starts[1] + 1.4, middle(y, _TEXT.size), line, _TEXT)
    right = starts[2] + _WIDTHS[2] - 1.6
    sheet.text(right, middle(centre, _UNIT.size), row.item.count_unit or unit, _UNIT, Align.RIGHT)
    table.month_day(sheet, starts[3], centre, None)
    sheet.rule(LEFT, row.top + row.height, RIGHT, row.top + row.height, FINE)


def _draw_tail(sheet: Sheet, data: PenSheet, bottom: float) -> None:
    wording = data.wording
    sheet.text(LEFT, bottom + 7.9, wording.later_declaration, _BODY)
    table.pen_date(sheet, LEFT, bottom + 18.9, _BODY, gap=14.8, before=16.8)
    sheet.spread(90.0, bottom + 18.9, wording.signature, _BODY, 14.8)
    sheet.rule(108.5, bottom + 21.0, RIGHT, bottom + 21.0)
    sheet.text(RIGHT, bottom + 18.9, wording.own_hand, _TEXT, Align.RIGHT)
    table.pen_seals(sheet, bottom + 26.6, wording.later_seals)
