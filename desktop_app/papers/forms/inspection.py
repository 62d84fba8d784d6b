"""様式第5号, the self-inspection sheet, as a PDF (paper notes §7).

What was counted and what a person judged stand apart between bold rules; pages break between sections (区分) only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from io import BytesIO

from desktop_app.domain.inspection import InspectionForm
from desktop_app.errors import RowTooTall
from desktop_app.papers.forms.document import (
    BOTTOM,
    NOTE,
    PITCH,
    TOP,
    begin,
    finish,
    foot_words,
    put_heading,
    version_words,
)
from desktop_app.papers.page.blocks import BODY, EM, LEFT, RIGHT, SEAL_WIDTH, TEXT_WIDTH, seal_boxes
from desktop_app.papers.page.composition import Composition
from desktop_app.papers.page.printable import check_all, texts_in
from desktop_app.papers.page.seals import SealField
from desktop_app.papers.page.sheet import BOLD, Align, Sheet
from desktop_app.papers.page.tables import TALLEST, Cell, Column, Emphasis, FactsTable, Table
from desktop_app.papers.places import POINTS_PER_MM
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import break_lines, fit, justify

_TITLE = Lettering(Face.MINCHO, 15)
_FACT = Lettering(Face.MINCHO, 9.5)
_FACT_EM = _FACT.size / POINTS_PER_MM
_FACTS_BASELINE, _FACT_PITCH, _FACT_LEADING = 36.0, 6.0, 3.8
_SEALS_TOP, _TABLE_TOP = 32.4, 61.0
_OPINION_HIGH, _OPINION_PADDING = 30.0, 3.0
_PEN_ROWS = 2
_PEN_CHOICES = "適　否\n該当なし"
_NOTHING = "―"


class Judged(Enum):
    """What the person who inspects judged."""

    GOOD = "適"
    NOT_GOOD = "否"
    NOT_APPLICABLE = "該当なし"
    UNCONFIRMED = "未確認"


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """One question's answer: the count in words, the judgement (None: choices for the pen), 所見・是正番号."""

    count: str
    judged: Judged | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of 是正の一覧: number, the questions it is about (2・4・9), facts and treatment, due date, who."""

    number: str
    questions: str
    facts: str
    due: str
    in_charge: str


@dataclass(frozen=True, slots=True)
class InspectionSheet:
    """Everything 様式第5号 shows; texts are finished Japanese, *rows* one for each question of *form*.

    *period* 2025年度上期（2025.4.1〜2025.9.30）, *half* 2025年度上期, *workplace* with its code, *inspected_on*
    2025年10月6日（月） or empty for the pen, *note* how it was counted, *counted_at* 2025.10.6 10:20, *check_code* the
    last eight digits of the counts' hash. *for_pen*: what is empty is to be filled in by hand.
    """

    form: InspectionForm
    period: str
    half: str
    workplace: str
    org_code: str
    inspected_on: str
    inspected_by: str
    rows: tuple[InspectionRow, ...]
    created_at: dt.datetime
    corrections: tuple[Correction, ...] = ()
    opinion: str = ""
    handed_in: str = ""
    receipt_no: str = ""
    note: str = ""
    counted_at: str = ""
    check_code: str = ""
    seals: tuple[SealField, ...] = ()
    for_pen: bool = False
    glossary: tuple[str, ...] = ()


def render_inspection(inspection: InspectionSheet) -> bytes:
    """Return the sheet as a PDF: two pages with the standard questions.

    Raises GlyphMissing (where: form and question), RowTooTall for a text longer than half a page.
    """
    form = inspection.form
    _check(inspection)
    facts = _facts(inspection)
    pages = Composition(max(_TABLE_TOP, facts[-1][1] + 7.0), TOP, BOTTOM)
    pages.put_table(0, _questions(inspection))
    _put_summary(pages, inspection)
    _put_corrections(pages, inspection)
    _put_opinion(pages, inspection)
    put_heading(pages, form.words["handing_in"])
    handing_in = _handing_in(inspection)
    pages.put(0, handing_in.height, handing_in.draw)

    out = BytesIO()
    author = inspection.workplace
    sheet = begin(out, f"{form.title}　{inspection.half}", author, inspection.created_at)
    left = foot_words(form.number, version_words(form.version, draft=form.draft), form.wording_hash)
    continued = (form.title + form.words["continued"], f"{inspection.half}　{inspection.org_code}")
    finish(
        sheet,
        pages,
        form.name,
        opening=lambda sheet: _opening(sheet, inspection, facts),
        foot=(left, _foot(inspection)),
        continued=continued,
    )
    return out.getvalue()


def _check(inspection: InspectionSheet) -> None:
    form = inspection.form
    check_all((form.title, *form.words.values(), *texts_in(form.questions)), where=form.number)
    check_all(texts_in(replace(inspection, rows=())), where=form.number)
    for number, row in enumerate(inspection.rows, start=1):
        check_all(texts_in(row), where=f"{form.number} {form.words['no']}{number}")


Facts = list[tuple[str, float, tuple[str, ...], Lettering]]
"""Label, first baseline, lines and lettering of each fact; the last tuple's baseline is where they end."""


def _facts(inspection: InspectionSheet) -> Facts:
    words = inspection.form.words
    pen_date = "　　　　年　　　月　　　日" if inspection.for_pen else ""
    rows = (
        ("period", inspection.period),
        ("workplace", inspection.workplace),
        ("inspected_on", inspection.inspected_on or pen_date),
        ("inspected_by", inspection.inspected_by),
    )
    room = TEXT_WIDTH - 5 * _FACT_EM - SEAL_WIDTH * len(inspection.form.seals) - 3
    facts: Facts = []
    y = _FACTS_BASELINE
    for name, value in rows:
        fitted = fit(value, _FACT.face, (9.5, 9, 8, 7), room, glossary=inspection.glossary)
        facts.append((words[name], y, fitted.lines, Lettering(_FACT.face, fitted.size)))
        y += _FACT_PITCH + _FACT_LEADING * (len(fitted.lines) - 1)
    facts.append(("", y - _FACT_PITCH, (), _FACT))
    return facts


def _opening(sheet: Sheet, inspection: InspectionSheet, facts: Facts) -> None:
    form = inspection.form
    title = fit(form.title, _TITLE.face, (15, 13, 11), TEXT_WIDTH * 0.9)
    sheet.tracked(LEFT, 27.4, form.title, Lettering(_TITLE.face, title.size), 0.05)
    for label, y, lines, style in facts:
        sheet.spread(LEFT, y, label, _FACT, 4 * _FACT_EM)
        for number, line in enumerate(lines):
            sheet.text(LEFT + 5 * _FACT_EM, y + _FACT_LEADING * number, line, style)
    seals = inspection.seals or tuple(SealField(name) for name in form.seals)
    seal_boxes(sheet, RIGHT, _SEALS_TOP, seals)


def _questions(inspection: InspectionSheet) -> Table:
    form, words = inspection.form, inspection.form.words
    columns = (
        Column(words["no"], 8.0, Face.GOTHIC, (8.0,), Align.CENTRE, padding=0.5),
        Column(words["section"], 13.0, Face.GOTHIC, (8.5, 8, 7), Align.CENTRE, padding=0.5, merged=True),
        Column(words["question"], 72.7, Face.MINCHO, (9.0,), padding=1.4),
        Column(words["count"], 30.0, Face.GOTHIC, (8.0, 7.5, 7, 6.5), padding=1.4, heavy=True),
        Column(words["judgement"], 18.0, Face.GOTHIC, (8.5,), Align.CENTRE, padding=0.5, heavy=True),
        Column(words["remark"], 25.0, Face.GOTHIC, (7.0,), padding=1.2),
    )
    rows = [
        (
            Cell(f"{number}"),
            Cell(question.section),
            Cell(question.text),
            Cell(row.count),
            _judgement(row.judged),
            Cell(row.remark),
        )
        for number, (question, row) in enumerate(zip(form.questions, inspection.rows, strict=True), start=1)
    ]
    return Table(columns, rows, name=words["no"], head=7.5, least=11.0, glossary=(*form.together, *inspection.glossary))


def _judgement(judged: Judged | None) -> Cell:
    match judged:
        case None:
            return Cell(_PEN_CHOICES)
        case Judged.GOOD:
            return Cell(f"○　{judged.value}")
        case Judged.NOT_GOOD:
            return Cell(f"×　{judged.value}", Emphasis.FRAMED)
        case Judged.UNCONFIRMED:
            return Cell(judged.value, Emphasis.REVERSED)
        case Judged.NOT_APPLICABLE:
            return Cell(judged.value)


def _put_summary(pages: Composition, inspection: InspectionSheet) -> None:
    words = inspection.form.words
    put_heading(pages, words["summary"])
    judged = [row.judged for row in inspection.rows]
    heads = (*(each.value for each in Judged), words["total"])
    columns = [Column(head, TEXT_WIDTH / 5, sizes=(13.0,), align=Align.CENTRE) for head in heads]
    by_pen = None in judged
    counts = ["" if by_pen else f"{judged.count(each)}" for each in Judged]
    cells = [Cell(count) for count in (*counts, f"{len(judged)}")]
    pages.put_table(0, Table(columns, [cells], name=words["summary"], head=6.0, least=9.0))
    if inspection.note:
        lines = break_lines(f"※ {inspection.note}", NOTE.face, NOTE.size, TEXT_WIDTH)
        pages.put(1.6, 4.2 * len(lines), _lines(lines))


def _lines(lines: tuple[str, ...]) -> Callable[[Sheet, float], None]:
    def draw(sheet: Sheet, top: float) -> None:
        for number, line in enumerate(lines):
            sheet.text(LEFT, top + 3.2 + 4.2 * number, line, NOTE)

    return draw


def _put_corrections(pages: Composition, inspection: InspectionSheet) -> None:
    words = inspection.form.words
    put_heading(pages, words["corrections"], with_next=18.0)
    columns = (
        Column(words["correction"], 26.0, sizes=(9.0, 8, 7), align=Align.CENTRE, padding=1.0),
        Column(words["questions"], 15.0, sizes=(9.0, 8, 7), align=Align.CENTRE, padding=1.0),
        Column(words["facts"], 62.7),
        Column(words["due"], 33.0, sizes=(9.0, 8), align=Align.CENTRE),
        Column(words["in_charge"], 30.0, sizes=(9.0, 8)),
    )
    rows = [tuple(map(Cell, texts_in(each))) for each in inspection.corrections]
    if not rows and inspection.for_pen:
        rows = [(Cell(""),) * len(columns)] * _PEN_ROWS
    elif not rows:
        rows = [(Cell(words["nothing"]), *(Cell(_NOTHING),) * (len(columns) - 1))]
    pages.put_table(0, Table(columns, rows, name=words["corrections"], glossary=inspection.glossary))


def _put_opinion(pages: Composition, inspection: InspectionSheet) -> None:
    room = TEXT_WIDTH - 2 * _OPINION_PADDING
    lines = justify(inspection.opinion, BODY.face, BODY.size, room, first_indent=1) if inspection.opinion else ()
    high = max(_OPINION_HIGH, PITCH * len(lines) + 3.5)
    if high > TALLEST:
        raise RowTooTall(field=inspection.form.words["opinion"], where=inspection.form.number)

    def draw(sheet: Sheet, top: float) -> None:
        sheet.box(LEFT, top, TEXT_WIDTH, high, BOLD)
        for number, line in enumerate(lines):
            x = LEFT + _OPINION_PADDING + (0 if number else EM)
            sheet.set_line(x, top + 6.9 + PITCH * number, line, BODY)

    put_heading(pages, inspection.form.words["opinion"], with_next=high)
    pages.put(0, high, draw)


def _handing_in(inspection: InspectionSheet) -> FactsTable:
    words = inspection.form.words
    row = ((words["handed_to"], inspection.handed_in), (words["receipt"], inspection.receipt_no))
    return FactsTable((row,), ((28.0, 78.7), (18.0, 42.0)), least=12.0, glossary=inspection.glossary)


def _foot(inspection: InspectionSheet) -> str:
    words = inspection.form.words
    parts = ((words["counted_at"], inspection.counted_at), (words["check_code"], inspection.check_code))
    return "　".join(f"{label} {value}" for label, value in parts if value)
