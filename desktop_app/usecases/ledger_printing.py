"""The ledger on paper: 様式第4号 from the same rows as the screen (measures H7, H8)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.clock import office_time
from desktop_app.domain.dates import dotted, period, step_date, time_stamp
from desktop_app.domain.facts import PrintSubstitute, Role
from desktop_app.domain.programme import Programme
from desktop_app.domain.summary import CaseSummary, Judgement, MarkKind, StepMark
from desktop_app.exchange.durable import write_whole
from desktop_app.journal.codec import encode_value
from desktop_app.papers.ledger.printing import (
    NOT_DONE,
    NOTHING,
    Cell,
    Emphasis,
    LedgerLine,
    LedgerSheet,
    StepHead,
    render_ledger,
)
from desktop_app.papers.typesetting.runs import missing_glyphs
from desktop_app.papers.typesetting.substitutes import row_note, substituted, substitution_note
from desktop_app.store.queries import CaseFilter
from desktop_app.text import paper_words
from desktop_app.usecases.ledger import (
    LedgerCounts,
    LedgerEntry,
    count_entries,
    ledger_entries,
    remarks,
)
from desktop_app.usecases.people import require_seat_free

_LONGEST_REMARKS = 120
"""Characters; the column then stays well below half a page."""

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


def write_ledger_pdf(
    app: App, half: HalfYear, out: Path, progress: Progress | None = None, stop: Stop | None = None
) -> int:
    """Write 様式第4号 for a half-year to *out*, replacing it whole or not at all; returns the pages.

    Raises GlyphMissing, RowTooTall, PrintingStopped, DiskFull.
    """
    require_seat_free(app)
    pdf, pages = render_ledger_pdf(app, half, progress, stop)
    write_whole(out, pdf)
    return pages


def render_ledger_pdf(
    app: App, half: HalfYear, progress: Progress | None = None, stop: Stop | None = None
) -> tuple[bytes, int]:
    """Return 様式第4号 for a half-year as a PDF, and its number of pages."""
    programme = app.workplace.programme
    entries = ledger_entries(app, CaseFilter(half=half))
    counts = count_entries(entries)
    now = office_time(app.now())
    printer = _substitutes_of_the_printer(app.person.name, entries)
    lines = tuple(_paper_line(app, programme, entry) for entry in entries)
    sheet = LedgerSheet(
        form_number=programme.ledger_number,
        form_version=f"第{programme.ledger_version}版（案）",
        title=programme.ledger_title.ja,
        period=f"{_half_name(half)}（{period(half.first, half.last)}）",
        workplace=f"{app.workplace.name}（{app.workplace.org_code}）",
        counts=_paper_counts(counts),
        deadlines=_paper_deadlines(entries),
        step_heads=tuple(StepHead(step.number, step.column_title.ja) for step in programme.ledger_steps),
        lines=lines,
        printed_at=time_stamp(now),
        printed_by=substituted(app.person.name, printer),
        check_code=_check_code(entries),
        created_at=app.now(),
        glossary=(app.workplace.name,),
        print_note=substitution_note(app.person.name, printer),
    )
    out = BytesIO()
    pages = render_ledger(sheet, out, progress, stop)
    return out.getvalue(), pages


def _substitutes_of_the_printer(name: str, entries: tuple[LedgerEntry, ...]) -> tuple[PrintSubstitute, ...]:
    # Nobody is asked for the name in the foot: what was chosen in a row holds, else there is a blank for the pen.
    chosen = {each.character: each for entry in entries for each in entry.summary.print_substitutes}
    return tuple(chosen.get(character, PrintSubstitute(character, "")) for character in missing_glyphs(name))


def _half_name(half: HalfYear) -> str:
    # Papers are Japanese whatever language the windows speak.
    return f"{half.year}年度{'上期' if half.half == 1 else '下期'}"


def _paper_counts(counts: LedgerCounts) -> str:
    parts = [f"確定 {counts.settled}", f"未確定 {counts.total - counts.settled}"]
    if counts.cancelled:
        parts.append(f"取消 {counts.cancelled}")
    return f"{counts.total}件" + (f"（{'・'.join(parts)}）" if counts.total else "")


def _paper_deadlines(entries: tuple[LedgerEntry, ...]) -> str:
    names = {
        Judgement.IN_TIME: "期限内",
        Judgement.OPEN_ITEMS: "未了",
        Judgement.LATE: "遅延",
        Judgement.OVERDUE: "超過",
        Judgement.EXCEPTION: "特例",
    }
    kinds = [entry.judgement for entry in entries]
    found = [f"{name} {kinds.count(kind)}" for kind, name in names.items() if kind in kinds]
    return "・".join(found) or "―"


def _check_code(entries: tuple[LedgerEntry, ...]) -> str:
    digest = hashlib.sha256()
    for entry in entries:
        digest.update(encode_value(entry.summary))
    return digest.hexdigest()[-8:].upper()


def _paper_line(app: App, programme: Programme, entry: LedgerEntry) -> LedgerLine:
    summary = entry.summary
    marks = {mark.step: mark for mark in summary.marks}
    person, origin, destination = summary.transferee, summary.origin, summary.destination
    line = LedgerLine(
        case_no=summary.case_no,
        name_kana=person.kana,
        full_name=person.name,
        employee_no=person.employee_no,
        origin=origin.department or app.workplace.name,
        org_code=origin.org_code,
        destination_company=destination.company,
        destination_department=destination.department,
        is_specified_affiliate=destination.specified_affiliate,
        effective_date=dotted(summary.effective_date),
        steps=tuple(_paper_mark(marks.get(step.code), summary) for step in programme.ledger_steps),
        briefed_on=_paper_day(summary.briefed_on, summary),
        reported_on=_paper_day(summary.reported_on, summary),
        pledge=(
            Cell.of(summary.pledge_form.removeprefix("様式"), *_paper_day(summary.reported_on, summary).lines)
            if summary.pledge_form
            else _not_yet(summary)
        ),
        confirmed=_paper_confirmed(summary),
        judgement=_paper_judgement(entry),
        remarks=_paper_remarks(remarks(app, summary, paper_words)),
    )
    if not summary.print_substitutes:
        return line
    shown = substituted(line, summary.print_substitutes)
    note = row_note(line, summary.print_substitutes)
    return replace(shown, remarks="、".join(filter(None, (shown.remarks, note))))


def _paper_remarks(words: str) -> str:
    # A recorded reason stays as long as it is; it must not keep the whole ledger from being printed.
    return words if len(words) <= _LONGEST_REMARKS else f"{words[:_LONGEST_REMARKS]}…"


def _paper_mark(mark: StepMark | None, summary: CaseSummary) -> Cell:
    if mark is None or mark.kind is MarkKind.BLANK:
        return _not_yet(summary)
    if mark.kind is MarkKind.NOT_DONE:
        return NOT_DONE
    return Cell.of(step_date(mark.day, summary.effective_date)) if mark.day else NOTHING


def _paper_day(day: date | None, summary: CaseSummary) -> Cell:
    return Cell.of(step_date(day, summary.effective_date)) if day else _not_yet(summary)


def _not_yet(summary: CaseSummary) -> Cell:
    # Blank is what is still awaited; where nothing is awaited any more, a dash says so.
    return NOTHING if summary.is_settled else Cell.of("")


def _paper_confirmed(summary: CaseSummary) -> Cell:
    if summary.confirmed_on is None:
        return _not_yet(summary)
    deputy = ("（代理者）",) if summary.confirmer_role is Role.DEPUTY_MANAGER else ()
    return Cell.of(dotted(summary.confirmed_on), summary.confirmed_by, *deputy)


def _paper_judgement(entry: LedgerEntry) -> Cell:
    match entry.judgement:
        case Judgement.IN_TIME:
            return Cell.of("期限内")
        case Judgement.LATE:
            return Cell.of("遅延", f"{entry.days}日", emphasis=Emphasis.FRAMED)
        case Judgement.OVERDUE:
            return Cell.of("超過", emphasis=Emphasis.REVERSED)
        case Judgement.OPEN_ITEMS:
            return Cell.of("未了", emphasis=Emphasis.FRAMED)
        case Judgement.EXCEPTION:
            return Cell.of("特例", emphasis=Emphasis.BOLD)
        case Judgement.CANCELLED:
            return Cell.of("取消", emphasis=Emphasis.BOLD)
        case Judgement.PENDING:
            return Cell.of("未確定")
