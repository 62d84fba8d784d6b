"""様式第5号 on paper: counted today and for a person to judge, or blank for the pen (paper notes §7)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.dates import period
from desktop_app.domain.inspection import InspectionCounts, InspectionForm, Question
from desktop_app.domain.record_wording import filled
from desktop_app.exchange.durable import write_whole
from desktop_app.usecases.people import require_seat_free
from desktop_app.usecases.self_inspection import Progress, inspection_counts, inspection_form

_PEN_PERIOD = "　　　　年度　　　期"


def write_inspection_pdf(app: App, half: HalfYear, out: Path, *, blank: bool = False) -> None:
    """Write the sheet of a half-year to *out*, replacing it whole or not at all. Raises GlyphMissing, RowTooTall."""
    write_whole(out, render_blank_inspection(app, half) if blank else render_counted_inspection(app, half))


def render_counted_inspection(app: App, half: HalfYear, progress: Progress | None = None) -> bytes:
    """Return the sheet with what the record counts today; every judgement is 未確認, the rest is for the pen."""
    from desktop_app.papers.forms.inspection import InspectionRow, Judged

    form = inspection_form(app)
    counts = inspection_counts(app, half, form, progress)
    rows = tuple(
        InspectionRow(_count_words(form, question, counts.figures.get(number)), Judged.UNCONFIRMED)
        for number, question in enumerate(form.questions, start=1)
    )
    return _render(app, half, form, rows, counts)


def render_blank_inspection(app: App, half: HalfYear | None = None) -> bytes:
    """Return the sheet for the pen; None leaves the half-year open too."""
    from desktop_app.papers.forms.inspection import InspectionRow

    require_seat_free(app)
    form = inspection_form(app)
    rows = tuple(InspectionRow(filled(question.label, None)) for question in form.questions)
    return _render(app, half, form, rows, None)


def _render(
    app: App, half: HalfYear | None, form: InspectionForm, rows: tuple[object, ...], counts: InspectionCounts | None
) -> bytes:
    from desktop_app.papers.forms.inspection import InspectionSheet, render_inspection

    name = half_name(half) if half else _PEN_PERIOD
    workplace = app.record.workplace.called_on(min(half.last, app.today()) if half else app.today())
    sheet = InspectionSheet(
        form=form,
        period=f"{name}（{period(half.first, half.last)}）" if half else name,
        half=name if half else "",
        workplace=f"{workplace.name}（{workplace.org_code}）",
        org_code=app.workplace.org_code,
        inspected_on="",
        inspected_by="",
        rows=rows,  # type: ignore[arg-type] # InspectionRow is loaded late
        created_at=app.now(),
        note=filled(form.words["note"], counts.note) if counts else "",
        counted_at=counts.note["counted_at"] if counts else "",
        check_code=_check_code(counts) if counts else "",
        for_pen=True,
        glossary=(workplace.name,),
    )
    return render_inspection(sheet)


def half_name(half: HalfYear) -> str:
    """Return 2026年度下期; papers are Japanese whatever language the windows speak."""
    return f"{half.year}年度{'上期' if half.half == 1 else '下期'}"


def _count_words(form: InspectionForm, question: Question, figures: Mapping[str, str] | None) -> str:
    if figures is None:
        return form.words["by_hand"]
    label = question.none if question.none and figures["count"] == "0" else question.label
    return filled(label, figures)


def _check_code(counts: InspectionCounts) -> str:
    told = json.dumps([dict(counts.figures), dict(counts.note)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[-8:].upper()
