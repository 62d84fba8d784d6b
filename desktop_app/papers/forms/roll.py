"""A list of people on A4: how many came to what, then everybody (全員が対象, 引き継いだ管理表; measures K3)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from io import BytesIO

from desktop_app.domain.record_wording import RecordWording
from desktop_app.papers.forms.document import (
    BOTTOM,
    CENTRE,
    TOP,
    begin,
    finish,
    foot_words,
    put_heading,
    version_words,
)
from desktop_app.papers.page.blocks import LEFT, TEXT_WIDTH, rest_is_blank, right_block
from desktop_app.papers.page.composition import Composition
from desktop_app.papers.page.printable import check_all, texts_in
from desktop_app.papers.page.sheet import Align, Sheet
from desktop_app.papers.page.tables import Cell, Column, Emphasis, FactsTable, Table
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import break_lines

_TITLE = Lettering(Face.MINCHO, 16)
_NOTE = Lettering(Face.GOTHIC, 8)
_NOTE_PITCH = 4.2
_FACTS_TOP = 42.0
_GAP = 4.4
_BLANK_NOTE = 8.0


@dataclass(frozen=True, slots=True)
class RollLine:
    """One person; *marked*: what became of them asks for a look."""

    row: str
    person: str
    org_code: str
    effective_date: str
    outcome: str
    reason: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Roll:
    """Everything the sheet shows; texts are finished Japanese. *counts* are (what became of them, how many)."""

    wording: RecordWording
    printed_on: str
    workplace: str
    file: str
    taken_on: str
    digest: str
    result: str
    counts: tuple[tuple[str, str], ...]
    lines: tuple[RollLine, ...]
    created_at: dt.datetime


def render_roll(roll: Roll) -> bytes:
    """Return the sheet as a PDF. Raises GlyphMissing, RowTooTall."""
    wording, words = roll.wording, roll.wording.words
    check_all((*words.values(), *(text for each in wording.lists.values() for text in each)), where=wording.number)
    check_all(texts_in(replace(roll, wording=None)), where=wording.number)  # type: ignore[arg-type] # looked at above
    pages = Composition(_FACTS_TOP, TOP, BOTTOM)
    facts = _facts(roll)
    pages.put(0, facts.height, facts.draw)
    put_heading(pages, words["counts"], number=1, gap=_GAP)
    pages.put_table(0, _counts(roll))
    put_heading(pages, words["rows"], number=2, gap=_GAP)
    pages.put_table(0, _lines(roll))
    for note in wording.lists["notes"]:
        _put_note(pages, note)
    if pages.y + _BLANK_NOTE < BOTTOM:
        pages.put(0, _BLANK_NOTE, lambda sheet, top: rest_is_blank(sheet, CENTRE, top + _BLANK_NOTE))
    out = BytesIO()
    sheet = begin(out, f"{wording.title}　{roll.printed_on}", roll.workplace, roll.created_at)
    left = foot_words(wording.number, version_words(wording.version, draft=wording.draft), wording.wording_hash)
    finish(
        sheet,
        pages,
        words["name"],
        opening=lambda sheet: _opening(sheet, roll),
        foot=(left, roll.printed_on),
        continued=(wording.title, roll.file),
    )
    return out.getvalue()


def _opening(sheet: Sheet, roll: Roll) -> None:
    right_block(sheet, 22.4, ((roll.wording.words["printed_on"], roll.printed_on),))
    sheet.tracked(CENTRE, 35.6, roll.wording.title, _TITLE, 0.1, align=Align.CENTRE)


def _facts(roll: Roll) -> FactsTable:
    words = roll.wording.words
    names = ("result", "workplace", "file", "taken_on", "digest")
    return FactsTable(
        tuple(((words[name], getattr(roll, name)),) for name in names),
        ((34.0, TEXT_WIDTH - 34.0),),
        spread=20.0,
        value=Lettering(Face.GOTHIC, 8.5),
        least=7.6,
    )


def _counts(roll: Roll) -> Table:
    words = roll.wording.words
    columns = (
        Column(words["kind"], TEXT_WIDTH - 40.0, sizes=(9.0, 8)),
        Column(words["amount"], 40.0, align=Align.RIGHT),
    )
    rows = [(Cell(name), Cell(amount)) for name, amount in roll.counts]
    return Table(columns, rows, name=words["counts"], head=6.5, least=6.8)


def _lines(roll: Roll) -> Table:
    words = roll.wording.words
    small = (8.5, 7.5)
    columns = (
        Column(words["row"], 10.0, sizes=small, align=Align.RIGHT),
        Column(words["person"], 44.0, sizes=small),
        Column(words["org_code"], 21.0, sizes=small, align=Align.CENTRE),
        Column(words["effective_date"], 21.0, sizes=small, align=Align.CENTRE),
        Column(words["outcome"], 26.0, sizes=small, align=Align.CENTRE),
        Column(words["reason"], TEXT_WIDTH - 122.0, sizes=small),
    )
    rows = [
        (
            Cell(line.row),
            Cell(line.person),
            Cell(line.org_code),
            Cell(line.effective_date),
            Cell(line.outcome, Emphasis.FRAMED if line.marked else Emphasis.PLAIN),
            Cell(line.reason),
        )
        for line in roll.lines
    ]
    return Table(columns, rows, name=words["rows"], head=6.5, least=6.8)


def _put_note(pages: Composition, note: str) -> None:
    lines = break_lines(f"※　{note}", _NOTE.face, _NOTE.size, TEXT_WIDTH)

    def draw(sheet: Sheet, top: float) -> None:
        for number, line in enumerate(lines):
            sheet.text(LEFT, top + 3.6 + _NOTE_PITCH * number, line, _NOTE)

    pages.put(1.0, _NOTE_PITCH * len(lines) + 0.4, draw)
