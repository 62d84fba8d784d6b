"""照合結果, the result of a verification, as one page: figures, what does not hold, and what was not checked.

It carries no signature: whoever doubts it verifies again. The whole list of findings is in the command's own output.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO

from desktop_app.domain.record_wording import RecordWording, filled
from desktop_app.papers.forms.document import (
    BOTTOM,
    CENTRE,
    HEADING_HEIGHT,
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

_TITLE = Lettering(Face.MINCHO, 17)
_LINE = Lettering(Face.GOTHIC, 8)
_LINE_PITCH = 4.2
_HANGING = 6.5
_FACTS_TOP = 42.0
_GAP = 4.4
_MOST_HEADS = 4
_BLANK_NOTE = 8.0


@dataclass(frozen=True, slots=True)
class CheckedFigure:
    """One row of 照合した内容: what was looked at, how many, and how many do not hold; *skipped*: not looked at."""

    name: str
    count: str
    found: int
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class AuditResult:
    """Everything 照合結果 shows; texts are finished Japanese.

    *subject* and *heads* are lines (home, share, files; PC, entry and hash), *problems* every spot in words,
    *problem_count* how many there are, *not_checked* what nobody looked at. An empty *checker* is for the pen.
    """

    wording: RecordWording
    checked_at: str
    workplace: str
    subject: tuple[str, ...]
    checker: str
    program: str
    root: str
    heads: tuple[str, ...]
    result: str
    figures: tuple[CheckedFigure, ...]
    problems: tuple[str, ...]
    not_checked: tuple[str, ...]
    created_at: dt.datetime


def render_audit_result(audit: AuditResult) -> bytes:
    """Return the page as a PDF; of many problems those that fit, and how many more there are. Raises GlyphMissing."""
    wording, words = audit.wording, audit.wording.words
    check_all((*words.values(), *(text for each in wording.lists.values() for text in each)), where=wording.number)
    check_all(texts_in(replace(audit, wording=None)), where=wording.number)  # type: ignore[arg-type] # looked at above
    pages = Composition(_FACTS_TOP, TOP, BOTTOM)
    facts = _facts(audit)
    pages.put(0, facts.height, facts.draw)
    put_heading(pages, words["checks"], number=1, gap=_GAP)
    pages.put_table(0, _figures(audit))
    rest = [_Lines(text) for text in audit.not_checked]
    room = BOTTOM - pages.y - 2 * (_GAP + HEADING_HEIGHT) - sum(each.height for each in rest)
    put_heading(pages, words["problems"], number=2, gap=_GAP, with_next=0)
    for each in _shown(audit, room):
        pages.put(0, each.height, each.draw)
    put_heading(pages, words["not_checked"], number=3, gap=_GAP, with_next=0)
    for each in rest:
        pages.put(0, each.height, each.draw)
    if pages.y + _BLANK_NOTE < BOTTOM:
        pages.put(0, _BLANK_NOTE, lambda sheet, top: rest_is_blank(sheet, CENTRE, top + _BLANK_NOTE))

    out = BytesIO()
    sheet = begin(out, f"{wording.title}　{audit.checked_at}", audit.workplace, audit.created_at)
    left = foot_words(wording.number, version_words(wording.version, draft=wording.draft), wording.wording_hash)
    finish(
        sheet,
        pages,
        words["name"],
        opening=lambda sheet: _opening(sheet, audit),
        foot=(left, audit.checked_at),
        continued=(wording.title, audit.checked_at),
    )
    return out.getvalue()


def _opening(sheet: Sheet, audit: AuditResult) -> None:
    wording, words = audit.wording, audit.wording.words
    right_block(sheet, 22.4, ((words["checked_at"], audit.checked_at),))
    tracking = 0.3 if len(wording.title) < 8 else 0.1
    sheet.tracked(CENTRE, 35.6, wording.title, _TITLE, tracking, align=Align.CENTRE)


class _Lines:
    """An entry of a list, hanging after its mark."""

    def __init__(self, text: str, mark: str = "・") -> None:
        self._mark = mark
        self._lines = break_lines(text, _LINE.face, _LINE.size, TEXT_WIDTH - _HANGING)
        self.height = _LINE_PITCH * len(self._lines)

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw it with its top at *top*."""
        sheet.text(LEFT, top + 3.0, self._mark, _LINE)
        for number, line in enumerate(self._lines):
            sheet.text(LEFT + _HANGING, top + 3.0 + _LINE_PITCH * number, line, _LINE)


def _shown(audit: AuditResult, room: float) -> list[_Lines]:
    """Return the problems that *room* mm take, and a last line saying how many more there are."""
    words = audit.wording.words
    if not audit.problems:
        return [_Lines(words["nothing"])]
    every = [_Lines(text, f"({number})") for number, text in enumerate(audit.problems, start=1)]
    if sum(each.height for each in every) <= room:
        return every
    shown: list[_Lines] = []
    for each in every:
        left = len(every) - len(shown)
        if sum(one.height for one in [*shown, each, _more(words, left)]) > room:
            break
        shown.append(each)
    return [*shown, _more(words, len(every) - len(shown))]


def _more(words: Mapping[str, str], count: int) -> _Lines:
    return _Lines(filled(words["more"], {"count": str(count)}), "")


def _facts(audit: AuditResult) -> FactsTable:
    words = audit.wording.words
    heads = audit.heads[:_MOST_HEADS]
    if more := len(audit.heads) - len(heads):
        heads = (*heads, filled(words["more_heads"], {"count": str(more)}))
    rows = (
        ("result", audit.result),
        ("workplace", audit.workplace),
        ("subject", "\n".join(audit.subject)),
        ("checker", audit.checker),
        ("program", audit.program),
        ("root", audit.root),
        ("heads", "\n".join(heads) or "―"),
    )
    return FactsTable(
        tuple(((words[name], value),) for name, value in rows),
        ((28.0, TEXT_WIDTH - 28.0),),
        spread=20.0,
        value=Lettering(Face.GOTHIC, 8.5),
        least=7.6,
    )


def _figures(audit: AuditResult) -> Table:
    words = audit.wording.words
    columns = (
        Column(words["check"], 96.7, sizes=(9.0, 8)),
        Column(words["count"], 30.0, sizes=(9.0, 8), align=Align.RIGHT),
        Column(words["outcome"], 40.0, align=Align.CENTRE),
    )
    rows = [(Cell(each.name), Cell(each.count), _outcome(words, each)) for each in audit.figures]
    return Table(columns, rows, name=words["checks"], head=6.5, least=6.8)


def _outcome(words: Mapping[str, str], figure: CheckedFigure) -> Cell:
    if figure.found:
        return Cell(filled(words["found"], {"count": str(figure.found)}), Emphasis.FRAMED)
    return Cell(words["skipped"], Emphasis.REVERSED) if figure.skipped else Cell(words["holds"])
