"""廃棄記録, the disposal record, as a PDF (paper notes §7; domain notes §4.4).

Transfers are named by their case numbers only: there is no field for a transferee's name.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from io import BytesIO

from desktop_app.domain.record_wording import RecordWording
from desktop_app.papers.forms.document import (
    CENTRE,
    NOTE,
    PITCH,
    TOP,
    begin,
    finish,
    foot_words,
    put_heading,
    put_paragraph,
    version_words,
)
from desktop_app.papers.page.blocks import BODY, LEFT, RIGHT, right_block, seal_boxes
from desktop_app.papers.page.composition import Composition
from desktop_app.papers.page.printable import check_all, texts_in
from desktop_app.papers.page.seals import SealField
from desktop_app.papers.page.sheet import Align, Sheet
from desktop_app.papers.page.tables import Cell, Column, FactsTable, Table
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import break_lines

_TITLE = Lettering(Face.MINCHO, 17)
_FACTS_TOP = 48.0
_SEALS_TOP = 257.0
_TEXT_ENDS_BY = 253.0
_FACT_LABEL, _FACT_SPREAD, _FACT_VALUE = 28.0, 20.0, 138.7
_PEN_DATE = "　　　　年　　　月　　　日"
_NOTHING = "―"


@dataclass(frozen=True, slots=True)
class DisposedThing:
    """One row of 廃棄の方法: what was disposed of, how, how much, when (2029.5.8), and with what result."""

    target: str
    method: str
    amount: str = ""
    done_on: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class DisposalPerson:
    """One row of 実施者等: 申請, 承認, 実施 or 立会; post, name and day (2029.5.8（火）)."""

    part: str
    post: str = ""
    name: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class DisposalRecord:
    """Everything 廃棄記録 shows; texts are finished Japanese, empty ones are for the pen if *for_pen*.

    *subject*, *count*, *retention* and *hold* are the facts at the top; a line feed ends a line. *restoration* is the
    paragraph on the restoration test, *held_cases* the case numbers kept back, *notes* follow the wording's own.
    """

    wording: RecordWording
    record_no: str
    recorded_on: str
    workplace: str
    subject: str
    count: str
    retention: str
    hold: str
    things: tuple[DisposedThing, ...]
    restoration: str
    held_cases: tuple[str, ...]
    people: tuple[DisposalPerson, ...]
    created_at: dt.datetime
    notes: tuple[str, ...] = ()
    seals: tuple[SealField, ...] = ()
    for_pen: bool = False
    glossary: tuple[str, ...] = ()


def render_disposal_record(record: DisposalRecord) -> bytes:
    """Return the record as a PDF, one page unless it is long.

    Raises GlyphMissing (where: the record's number), RowTooTall.
    """
    wording, words = record.wording, record.wording.words
    where = record.record_no or wording.number
    check_all((*words.values(), *(text for each in wording.lists.values() for text in each)), where=where)
    check_all(texts_in(replace(record, wording=None)), where=where)  # type: ignore[arg-type] # looked at above
    pages = Composition(_FACTS_TOP, TOP, _TEXT_ENDS_BY)
    facts = _facts(record)
    pages.put(0, facts.height, facts.draw)
    put_heading(pages, words["methods"], number=1, gap=5.4, with_next=20)
    pages.put_table(0, _things(record))
    _put_restoration(pages, record)
    held = "、".join(record.held_cases) or ("" if record.for_pen else words["nothing"])
    if len(held) > 20:
        put_heading(pages, words["held"], number=3)
        put_paragraph(pages, held, indent=1)
    else:
        put_heading(pages, f"{words['held']}　　{held}", number=3, gap=3.4, with_next=0)
    put_heading(pages, words["people"], number=4, gap=3.4, with_next=20)
    pages.put_table(0, _people(record))

    out = BytesIO()
    sheet = begin(out, f"{wording.title}　{record.record_no}".rstrip(), record.workplace, record.created_at)
    pages.put(0, 0, lambda sheet, _top: _closing(sheet, record))
    left = foot_words(wording.number, version_words(wording.version, draft=wording.draft), wording.wording_hash)
    right = f"{words['record_no']} {record.record_no}" if record.record_no else ""
    finish(
        sheet,
        pages,
        words["name"],
        opening=lambda sheet: _opening(sheet, record),
        foot=(left, right),
        continued=(wording.title, right),
    )
    return out.getvalue()


def _opening(sheet: Sheet, record: DisposalRecord) -> None:
    words = record.wording.words
    number = record.record_no or ("　" * 9 if record.for_pen else _NOTHING)
    day = record.recorded_on or (_PEN_DATE if record.for_pen else _NOTHING)
    right_block(sheet, 22.4, ((words["record_no"], number), (words["recorded_on"], day)))
    sheet.tracked(CENTRE, 41.6, record.wording.title, _TITLE, 0.5, align=Align.CENTRE)


def _closing(sheet: Sheet, record: DisposalRecord) -> None:
    """Draw the notes and the seal boxes at the foot of the last page."""
    wording = record.wording
    seals = record.seals or tuple(SealField(name) for name in wording.lists["seals"])
    seal_boxes(sheet, RIGHT, _SEALS_TOP, seals)
    room = RIGHT - 20 * len(seals) - LEFT - 4
    lines = [
        line
        for note in (*wording.lists["notes"], *record.notes)
        for line in break_lines(f"※ {note}", NOTE.face, NOTE.size, room)
    ]
    for number, line in enumerate(lines):
        sheet.text(LEFT, _SEALS_TOP + 7.6 + 4.9 * number, line, NOTE)


def _facts(record: DisposalRecord) -> FactsTable:
    words = record.wording.words
    rows = tuple(((words[name], getattr(record, name)),) for name in ("subject", "count", "retention", "hold"))
    return FactsTable(
        rows,
        ((_FACT_LABEL, _FACT_VALUE),),
        label=Lettering(Face.GOTHIC, 8.5),
        spread=_FACT_SPREAD,
        value=Lettering(Face.MINCHO, 10),
        glossary=record.glossary,
    )


def _things(record: DisposalRecord) -> Table:
    words = record.wording.words
    columns = (
        Column(words["target"], 44.0),
        Column(words["method"], 64.0),
        Column(words["amount"], 17.0, sizes=(9.0, 8), align=Align.RIGHT),
        Column(words["done_on"], 23.0, sizes=(9.0, 8), align=Align.CENTRE),
        Column(words["result"], 18.7, sizes=(9.0, 8), align=Align.CENTRE),
    )
    empty = "" if record.for_pen else _NOTHING
    rows = [tuple(Cell(text or empty) for text in texts_in(thing)) for thing in record.things]
    return Table(columns, rows, name=words["methods"], glossary=record.glossary)


def _people(record: DisposalRecord) -> Table:
    words = record.wording.words
    columns = (
        Column(words["part"], 26.0, align=Align.CENTRE),
        Column(words["post"], 60.0, sizes=(9.0, 8)),
        Column(words["person"], 44.0, sizes=(9.0, 8)),
        Column(words["day"], 36.7, sizes=(9.0, 8)),
    )
    empty = "" if record.for_pen else _NOTHING
    rows = [tuple(Cell(text or empty) for text in texts_in(person)) for person in record.people]
    return Table(columns, rows, name=words["people"], least=8.0, glossary=record.glossary)


def _put_restoration(pages: Composition, record: DisposalRecord) -> None:
    heading = record.wording.words["restoration"]
    if record.for_pen and not record.restoration:
        put_heading(pages, heading, number=2)
        pages.put(0, 2 * PITCH + 2, _pen_lines)
        return
    put_heading(pages, heading, number=2)
    put_paragraph(pages, record.restoration or _NOTHING, indent=1)


def _pen_lines(sheet: Sheet, top: float) -> None:
    em = BODY.size * 25.4 / 72
    for number in (1, 2):
        y = top + number * (PITCH + 1)
        sheet.rule(LEFT + em, y, RIGHT, y)
