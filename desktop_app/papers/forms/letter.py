"""Any form that is a letter, as a PDF (paper notes §6–§8; measures H1).

One page when the wording allows it, closer set if need be, else it runs on; then the sheets its blocks bring along.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from desktop_app.domain.form import Block, ReceiptBox
from desktop_app.errors import DoesNotFit
from desktop_app.papers.forms.letter_annex import Annex, annexes_of
from desktop_app.papers.forms.letter_body import pages_of_body
from desktop_app.papers.forms.letter_data import PEN_DATE, Letter, RenderedLetter
from desktop_app.papers.forms.letter_opening import Opening
from desktop_app.papers.page.blocks import page_foot, page_head, right_block, wording_id
from desktop_app.papers.page.flow import draw_blocks
from desktop_app.papers.page.printable import check_all, texts_in
from desktop_app.papers.page.receipt import Line, receipt_box
from desktop_app.papers.page.seals import SealField
from desktop_app.papers.page.sheet import Sheet
from desktop_app.papers.places import Rect
from desktop_app.papers.typesetting.fonts import Face

CONTINUED_START = 32.0
_LATEST_START = 125.0  # half of what the first page has for the text


def render_letter(letter: Letter) -> RenderedLetter:
    """Set a letter. Nothing is drawn before it is known that everything can be.

    Raises GlyphMissing for a character that cannot be printed, DoesNotFit when the names at the top leave no room for
    the text, RowTooTall for a row of an extra sheet longer than half a page.
    """
    _check(letter)
    if letter.by_pen:
        letter = replace(letter, glossary=(*letter.glossary, PEN_DATE))  # nobody writes a date over two lines
    out = BytesIO()
    sheet = Sheet(
        out,
        title=f"{letter.form.title}　{letter.case_no}".strip(),
        author=letter.author,
        created_at=letter.created_at,
        face=Face.MINCHO,
    )
    opening = Opening(letter)
    if opening.end > _LATEST_START:
        raise DoesNotFit(form=letter.form.number)
    body = pages_of_body(sheet, letter, opening.end)
    annexes = annexes_of(letter)
    pages = len(body) + sum(annex.pages for annex in annexes)

    page_head(sheet, letter.form.name, right=letter.head_edge)
    transferee_field = opening.draw(sheet)
    draw_blocks(body[0], opening.end)
    manager_field = _receipt(sheet, letter)
    _foot(sheet, letter, pages)
    for blocks in body[1:]:
        _continue(sheet, letter, "（続き）")
        draw_blocks(blocks, CONTINUED_START)
        _foot(sheet, letter, pages)
    for annex in annexes:
        _draw_annex(sheet, letter, annex, pages)
    sheet.save()
    return RenderedLetter(out.getvalue(), pages, transferee_field, manager_field)


def _draw_annex(sheet: Sheet, letter: Letter, annex: Annex, pages: int) -> None:
    for number in range(annex.pages):
        _continue(sheet, letter, annex.name)
        annex.draw(sheet, number)
        _foot(sheet, letter, pages)


def _check(letter: Letter) -> None:
    in_tables = (*letter.results.values(), *letter.marks.values())
    signed = (letter.signature.printed_name, letter.signature.signed_at) if letter.signature else ()
    texts = (*texts_in(replace(letter, signature=None)), *texts_in(in_tables), *signed)
    check_all(dict.fromkeys(texts), where=letter.case_no)


def _receipt(sheet: Sheet, letter: Letter) -> Rect:
    box = _block(letter, "receipt").receipt
    assert isinstance(box, ReceiptBox)
    lines = tuple(
        Line(
            line.label,
            line.value or ("" if letter.by_pen else line.signed),
            line.choices if letter.by_pen else (),
            wants_date=letter.by_pen and line.pen == "DATE",
            wants_words=letter.by_pen and line.pen == "WORDS",
        )
        for line in box.lines
    )
    seals = tuple(SealField(heading, letter.marks.get(heading)) for heading in box.seals)
    fields = receipt_box(sheet, box.title, lines, seals)
    return fields[box.seals.index(box.countersigned)]


def _block(letter: Letter, kind: str) -> Block:
    return next(block for block in letter.form.blocks if getattr(block, kind) is not None)


def _foot(sheet: Sheet, letter: Letter, pages: int) -> None:
    form = letter.form
    left = f"{form.number}　{form.edition}　 文面ID {wording_id(letter.wording_hash)}"
    page_foot(sheet, left, pages, f"管理番号 {letter.case_no}" if letter.case_no.strip() else "", letter.print_note)


def _continue(sheet: Sheet, letter: Letter, what: str) -> None:
    sheet.new_page()
    page_head(sheet, f"{letter.form.number}　{what}", right=letter.head_edge)
    who = f"{letter.full_name}（{letter.employee_no}）"
    right_block(sheet, 22.4, (("管理番号", letter.case_no), ("氏名", who)), right=letter.head_edge)
