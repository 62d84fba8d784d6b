"""全職場の状況, headquarters' table of its workplaces, as a PDF: figures only, no transferee is named."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from io import BytesIO

from desktop_app.domain.record_wording import RecordWording, filled
from desktop_app.papers.forms.document import (
    BOTTOM,
    CENTRE,
    NOTE,
    TOP,
    begin,
    finish,
    foot_words,
    put_paragraph,
    version_words,
)
from desktop_app.papers.page.blocks import LEFT, TEXT_WIDTH, right_block
from desktop_app.papers.page.composition import Composition
from desktop_app.papers.page.printable import check_all, texts_in
from desktop_app.papers.page.sheet import Align, Sheet
from desktop_app.papers.page.tables import Cell, Column, Emphasis, FactsTable, Table
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import break_lines

_TITLE = Lettering(Face.MINCHO, 17)
_FACTS_TOP = 42.0
_GAP = 4.4
_NOTE_PITCH = 4.4
_SMALL = (9.0, 8.0)


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One workplace; texts are finished Japanese, ― where there is nothing."""

    code: str
    workplace: str
    manager: str
    news: str
    news_on: str
    cases: int
    confirmed: int
    overdue: int
    memo: str


@dataclass(frozen=True, slots=True)
class OverviewPaper:
    """Everything the page shows; *workplaces* is 届いた職場 of all, e.g. 38 / 41."""

    wording: RecordWording
    period: str
    as_of: str
    workplaces: str
    cases: int
    confirmed: int
    overdue: int
    rows: tuple[OverviewRow, ...]
    created_at: dt.datetime


def render_overview(paper: OverviewPaper) -> bytes:
    """Return the table as a PDF, on as many pages as it needs. Raises GlyphMissing, RowTooTall."""
    wording, words = paper.wording, paper.wording.words
    check_all((*words.values(), *wording.lists["notes"]), where=wording.number)
    check_all(texts_in(replace(paper, wording=None)), where=wording.number)  # type: ignore[arg-type] # looked at above
    pages = Composition(_FACTS_TOP, TOP, BOTTOM)
    facts = _facts(paper)
    pages.put(0, facts.height, facts.draw)
    if paper.rows:
        pages.put_table(_GAP, _table(paper))
    else:
        put_paragraph(pages, words["nobody"], gap=_GAP)
    notes = [f"※ {note}" for note in wording.lists["notes"]]
    lines = [line for note in notes for line in break_lines(note, NOTE.face, NOTE.size, TEXT_WIDTH)]

    def draw(sheet: Sheet, top: float) -> None:
        for number, line in enumerate(lines):
            sheet.text(LEFT, top + 3.2 + _NOTE_PITCH * number, line, NOTE)

    pages.put(_GAP, _NOTE_PITCH * len(lines), draw)
    out = BytesIO()
    sheet = begin(out, f"{wording.title}　{paper.as_of}", wording.title, paper.created_at)
    left = foot_words(wording.number, version_words(wording.version, draft=wording.draft), wording.wording_hash)
    finish(
        sheet,
        pages,
        words["name"],
        opening=lambda sheet: _opening(sheet, paper),
        foot=(left, paper.as_of),
        continued=(wording.title, paper.period),
    )
    return out.getvalue()


def _opening(sheet: Sheet, paper: OverviewPaper) -> None:
    right_block(sheet, 22.4, ((paper.wording.words["as_of"], paper.as_of),))
    sheet.tracked(CENTRE, 35.6, paper.wording.title, _TITLE, 0.3, align=Align.CENTRE)


def _facts(paper: OverviewPaper) -> FactsTable:
    words = paper.wording.words
    rows = (
        ((words["period"], paper.period), (words["workplaces"], paper.workplaces)),
        (
            (words["ratio"], f"{paper.confirmed:,} / {paper.cases:,}"),
            (words["overdue"], filled(words["count"], {"count": f"{paper.overdue:,}"})),
        ),
    )
    wide = (28.0, TEXT_WIDTH / 2 - 28.0)
    return FactsTable(rows, (wide, wide), spread=20.0, value=Lettering(Face.GOTHIC, 9), least=8.0)


def _table(paper: OverviewPaper) -> Table:
    words = paper.wording.words
    columns = (
        Column(words["code"], 16.0, sizes=_SMALL),
        Column(words["workplace"], 40.0, sizes=_SMALL),
        Column(words["manager"], 25.0, sizes=_SMALL),
        Column(words["news"], 19.0, sizes=_SMALL, align=Align.CENTRE),
        Column(words["news_on"], 19.0, sizes=_SMALL, align=Align.CENTRE),
        Column(words["ratio"], 17.0, sizes=_SMALL, align=Align.RIGHT),
        Column(words["overdue"], 14.0, sizes=_SMALL, align=Align.RIGHT),
        Column(words["memo"], TEXT_WIDTH - 150.0, sizes=_SMALL),
    )
    rows = [
        (
            Cell(row.code),
            Cell(row.workplace),
            Cell(row.manager),
            Cell(row.news),
            Cell(row.news_on),
            Cell(f"{row.confirmed:,} / {row.cases:,}" if row.cases else "―"),
            Cell(f"{row.overdue:,}", Emphasis.FRAMED if row.overdue else Emphasis.PLAIN),
            Cell(row.memo),
        )
        for row in paper.rows
    ]
    return Table(columns, rows, name=words["table"], least=8.0)
