"""The checklist on paper, blank or with the answers given so far (paper notes §7; domain notes §2)."""

from __future__ import annotations

from io import BytesIO

from desktop_app.domain.dates import dotted
from desktop_app.domain.facts import Answer, ItemAnswered
from desktop_app.domain.programme import EvidenceKind, Item, NotApplicable
from desktop_app.papers.forms import pen_table as table
from desktop_app.papers.forms.checklist_layout import (
    BAND,
    HEAD,
    ITEM_TEXT,
    OPEN_BELOW,
    OPEN_HEAD,
    OPEN_ROW,
    OPEN_ROWS,
    PITCH,
    WIDTHS,
    Band,
    ChecklistPage,
    Row,
    checklist_items,
    checklist_pages,
)
from desktop_app.papers.forms.pen_data import PenSheet, wording_hash
from desktop_app.papers.page.blocks import LEFT, RIGHT, one_line, page_foot, wording_id
from desktop_app.papers.page.marks import middle
from desktop_app.papers.page.printable import check_all, texts_in
from desktop_app.papers.page.sheet import BOLD, FINE, Align, Sheet
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import fit

_CODE = Lettering(Face.GOTHIC, 8)
_PARTY = Lettering(Face.GOTHIC, 7.5)
_BAND = Lettering(Face.GOTHIC_BOLD, 9)
_SMALL = Lettering(Face.GOTHIC, 6.5)
_UNIT = Lettering(Face.MINCHO, 8)
_VALUE = Lettering(Face.MINCHO, 9)
_BODY = Lettering(Face.MINCHO, 10.5)
_OPEN_WIDTHS = (16.0, 88.7, 32.0, 30.0)
_ANSWERS = (Answer.DONE, Answer.NOT_APPLICABLE, Answer.NOT_DONE)
_TEXT, _BOXES, _DAY, _COUNT = 2, 3, 6, 7  # columns


def render_checklist(data: PenSheet) -> tuple[bytes, int]:
    """Return the checklist as a PDF, still without its codes, and how many pages it has.

    Raises GlyphMissing before anything is drawn when a character cannot be printed.
    """
    check_all((*data.texts, *texts_in(data.wording)), where=data.case_no)
    out = BytesIO()
    sheet = Sheet(
        out,
        title=f"{data.wording.title}　{data.case_no}",
        author=data.author,
        created_at=data.created_at,
        face=Face.MINCHO,
    )
    pages = checklist_pages(data.programme)
    wording = wording_id(wording_hash(data.wording, data.programme, checklist_items(data.programme)))
    for number, page in enumerate(pages):
        if number:
            sheet.new_page()
        table.pen_head(sheet, data.wording.head)
        _titles(sheet, data, first=not number)
        _table(sheet, data, page)
        if page.signed:
            _tail(sheet, data, page.bottom)
        left = f"{data.wording.name}　{data.wording.edition}　 文面ID {wording}"
        page_foot(sheet, left, len(pages), f"管理番号 {data.case_no}", data.print_note)
    sheet.save()
    return out.getvalue(), len(pages)


def _titles(sheet: Sheet, data: PenSheet, *, first: bool) -> None:
    wording, labels = data.wording, data.wording.labels
    who = f"{data.full_name}（{data.employee_no}）"
    if not first:
        table.next_title(sheet, wording.continued, f"{who}　{labels['effective_date']} {data.effective_on}")
        return
    facts = (
        (labels["case_no"], data.case_no),
        (labels["name"], who),
        (labels["origin"], data.origin),
        (labels["effective_date"], data.effective_on),
        (labels["destination"], data.destination),
        (labels["target"], data.due),
    )
    table.first_title(sheet, wording.title, facts, wording.instructions)


def _table(sheet: Sheet, data: PenSheet, page: ChecklistPage) -> None:
    if not page.parts:
        return
    table.column_heads(sheet, page.top, HEAD, tuple(zip(data.wording.columns, WIDTHS, strict=True)))
    table.column_rules(sheet, page.top, page.top + HEAD, WIDTHS)
    for part in page.parts:
        match part:
            case Band(step, top):
                sheet.rule(LEFT, top, RIGHT, top, BOLD)
                sheet.rule(LEFT, top + BAND, RIGHT, top + BAND, FINE)
                title = f"{step.number}　{step.title.ja}"
                one_line(sheet, LEFT + 2, middle(top + BAND / 2, _BAND.size), title, _BAND, room=RIGHT - LEFT - 4)
            case Row():
                _row(sheet, data, part)
    table.frame(sheet, page.top, page.bottom)


def _row(sheet: Sheet, data: PenSheet, row: Row) -> None:
    item, centre = row.item, row.top + row.height / 2
    starts = [LEFT + sum(WIDTHS[:number]) for number in range(len(WIDTHS))]
    answer = data.answers.get(item.id)
    table.column_rules(sheet, row.top, row.top + row.height, WIDTHS)
    sheet.rule(LEFT, row.top + row.height, RIGHT, row.top + row.height, FINE)
    _middle(sheet, starts[0], WIDTHS[0], centre, item.id, _CODE)
    party = data.wording.parties.get(item.answered_by.value, data.programme.role_title(item.answered_by).ja)
    _middle(sheet, starts[1], WIDTHS[1], centre, party, _PARTY)
    for number, line in enumerate(row.lines):
        y = centre + (number - (len(row.lines) - 1) / 2) * PITCH
        sheet.text(starts[_TEXT] + 1.4, middle(y, ITEM_TEXT.size), line, ITEM_TEXT)
    for number, choice in enumerate(_ANSWERS, start=_BOXES):
        x = starts[number]
        if choice is Answer.NOT_APPLICABLE and item.not_applicable is NotApplicable.NEVER:
            sheet.rule(x, row.top + row.height, x + WIDTHS[number], row.top, FINE)
        else:
            ticked = answer is not None and answer.answer is choice
            table.pen_box(sheet, x + WIDTHS[number] / 2, centre, ticked=ticked)
    table.month_day(sheet, starts[_DAY], centre, answer.done_on if answer else None)
    _count(sheet, data, item, answer, starts[_COUNT], row.top, centre)


def _count(
    sheet: Sheet, data: PenSheet, item: Item, answer: ItemAnswered | None, x: float, top: float, centre: float
) -> None:
    """Draw the last cell: room for a count with its unit, or for a number that was given elsewhere."""
    right, room = x + WIDTHS[_COUNT] - 1.6, WIDTHS[_COUNT] - 3.2
    if item.needs_count:
        unit = item.count_unit or data.wording.later_unit
        sheet.text(right, middle(centre, _UNIT.size), unit, _UNIT, Align.RIGHT)
        if answer and answer.count is not None:
            edge = right - 3.0 * len(unit) - 0.8
            one_line(sheet, edge, middle(centre, 9), str(answer.count), _VALUE, room=edge - x - 1, align=Align.RIGHT)
    elif EvidenceKind.TICKET_REF in item.evidence or EvidenceKind.DISPOSAL_CERTIFICATE in item.evidence:
        ticket = EvidenceKind.TICKET_REF in item.evidence
        sheet.text(x + 1.1, top + 2.7, data.wording.ticket if ticket else data.wording.certificate, _SMALL)
    if answer and answer.reference and not item.needs_count:
        one_line(sheet, x + 1.6, middle(centre + 1.2, 8), answer.reference, _UNIT, room=room)


def _tail(sheet: Sheet, data: PenSheet, bottom: float) -> None:
    """Draw what follows the table: items left open, the declaration with the signature, what the office fills in."""
    wording = data.wording
    _open_items(sheet, data, bottom)
    below = bottom + OPEN_BELOW + OPEN_HEAD + OPEN_ROWS * OPEN_ROW
    sheet.text(LEFT, below + 7.9, wording.declaration, _BODY)
    line = below + 21.0
    table.pen_date(sheet, LEFT, line - 2.1, _BODY, gap=14.8, before=16.8)
    sheet.spread(90.0, line - 2.1, wording.signature, _BODY, 14.8)
    sheet.rule(108.5, line, RIGHT, line)
    sheet.text(RIGHT, line - 2.1, wording.own_hand, _VALUE, Align.RIGHT)
    seals = below + 26.6
    for number, label in enumerate((wording.received_on, wording.confirmed_on)):
        y = seals + 6.4 + 8.0 * number
        sheet.spread(LEFT, y, label, _BODY, 13.0)
        table.pen_date(sheet, LEFT, y, _BODY, gap=13.4, before=32.2)
    table.pen_seals(sheet, seals, wording.seals)


def _open_items(sheet: Sheet, data: PenSheet, bottom: float) -> None:
    given = [a for item in data.programme.items if (a := data.answers.get(item.id)) and a.answer is Answer.NOT_DONE]
    heading = data.wording.open_heading
    if len(given) > OPEN_ROWS:
        heading += data.wording.open_more.format(count=len(given) - OPEN_ROWS)
    sheet.text(LEFT, bottom + 7.9, heading, _BODY)
    top = bottom + OPEN_BELOW
    table.column_heads(sheet, top, OPEN_HEAD, tuple(zip(data.wording.open_columns, _OPEN_WIDTHS, strict=True)))
    labels = {reason.code: reason.label.ja for reason in data.programme.not_done_reasons}
    x = [LEFT + sum(_OPEN_WIDTHS[:number]) for number in range(4)]
    for number in range(OPEN_ROWS):
        row = top + OPEN_HEAD + OPEN_ROW * number
        centre = row + OPEN_ROW / 2
        sheet.rule(LEFT, row + OPEN_ROW, RIGHT, row + OPEN_ROW, FINE)
        if number >= len(given):
            table.pen_date(sheet, x[2], middle(centre, 8), _UNIT, gap=8.5, before=12.0)
            continue
        answer = given[number]
        reason = "　".join(filter(None, (labels.get(answer.reason_code, ""), *answer.note.splitlines())))
        _middle(sheet, x[0], _OPEN_WIDTHS[0], centre, answer.item_id, _CODE)
        _in_two_lines(sheet, x[1] + 1.6, centre, reason, data.wording.open_long, _OPEN_WIDTHS[1] - 3.2)
        due = dotted(answer.due_on) if answer.due_on else ""
        _middle(sheet, x[2], _OPEN_WIDTHS[2], centre, due, _VALUE)
    table.column_rules(sheet, top, top + OPEN_HEAD + OPEN_ROWS * OPEN_ROW, _OPEN_WIDTHS)
    table.frame(sheet, top, top + OPEN_HEAD + OPEN_ROWS * OPEN_ROW)


def _in_two_lines(sheet: Sheet, x: float, centre: float, text: str, otherwise: str, room: float) -> None:
    """Draw a reason where only two lines have room; for a longer one *otherwise* refers to the record, whole."""
    sizes = (9.0, 8.0, 7.0, 6.5)
    fitted = fit(text, Face.MINCHO, sizes, room, max_lines=2)
    if len(fitted.lines) > 2:
        fitted = fit(otherwise, Face.MINCHO, sizes, room, max_lines=2)
    for number, line in enumerate(fitted.lines):
        y = centre + (number - (len(fitted.lines) - 1) / 2) * 3.7
        sheet.text(x, middle(y, fitted.size), line, Lettering(Face.MINCHO, fitted.size))


def _middle(sheet: Sheet, x: float, wide: float, y: float, text: str, style: Lettering) -> None:
    one_line(sheet, x + wide / 2, middle(y, style.size), text, style, room=wide - 1.0, align=Align.CENTRE)
