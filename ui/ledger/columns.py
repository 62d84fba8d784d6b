"""The columns of 様式第4号 on the screen: fourteen of sixteen at 1280, the steps as the programme has them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from desktop_app.domain.programme import Step
from desktop_app.domain.step_marks import MarkKind
from desktop_app.domain.summary import CaseSummary, Judgement
from desktop_app.text import _, language
from desktop_app.usecases.ledger import judgement_words
from ui import words
from ui.days import day_long
from ui.ledger.presenter import LedgerRow
from ui.parts.badges import BadgeLook
from ui.parts.cells import Cell
from ui.parts.rows import Column

HIDDEN_AT_FIRST = ("origin", "pledge")
"""On the paper and in 表示する列, but not on the screen until asked for."""

_SMALLER = "error"  # 13 px: "12/31" fits a column of 50

FIXED = 3
"""Number, case number and name stay in sight when the table scrolls sideways."""

_LOOKS = {
    Judgement.IN_TIME: ("check-disc", "ok"),
    Judgement.LATE: ("triangle", "warn"),
    Judgement.OVERDUE: ("octagon", "bad"),
    Judgement.OPEN_ITEMS: ("triangle", "warn"),
    Judgement.EXCEPTION: ("asterisk", "neutral"),
    Judgement.CANCELLED: ("ring-x", "neutral"),
}


def columns(steps: tuple[Step, ...]) -> tuple[tuple[str, Column], ...]:
    """Return every column with the name it is remembered by, in the paper's order."""
    # English badges and heads are longer; names and companies wrap.
    name, to, judged, remarks = (152, 134, 92, 94) if language() == "ja" else (150, 124, 128, 64)
    marks = tuple(
        (f"step-{step.code}", _narrow(step.number, _mark_of(step.code), tip=step.title[language()], width=50))
        for step in steps
    )
    return (
        ("number", Column(_("No."), 40, _number, align="centre")),
        ("case_no", Column(_("Case no."), 84, _case_no)),
        ("name", Column(_("Transferee"), name, _name, stretch=3)),
        ("origin", Column(_("From"), 150, lambda row: _post(row.entry.summary, origin=True), stretch=1)),
        ("destination", Column(_("To"), to, lambda row: _post(row.entry.summary, origin=False), stretch=2)),
        ("effective", _narrow(_("Date"), lambda s: _day(s, s.effective_date), width=50)),
        *marks,
        ("briefed", _narrow(_("Briefing"), lambda s: _day(s, s.briefed_on), width=50)),
        ("reported", _narrow(_("Report"), lambda s: _day(s, s.reported_on), width=50)),
        ("pledge", Column(_("Pledge"), 96, lambda row: _pledge(row.entry.summary))),
        ("confirmed", Column(_("Confirmed, by"), 92, lambda row: _confirmed(row.entry.summary))),
        ("judgement", Column(_("Judgement"), judged, _judgement)),
        ("remarks", Column(_("Remarks"), remarks, _remarks, stretch=2)),
    )


def judgement_look(judged: Judgement, days: int) -> BadgeLook | None:
    """Return the badge of a 判定, None while nothing is decided."""
    if judged not in _LOOKS:
        return None
    icon, tone = _LOOKS[judged]
    return BadgeLook(judgement_words(judged, days), icon, tone)


def _narrow(title: str, cell: Callable[[CaseSummary], Cell], *, width: int, tip: str = "") -> Column:
    return Column(title, width, lambda row: cell(row.entry.summary), align="centre", tip=tip)


def _remarks(row: LedgerRow) -> Cell:
    return Cell(row.remarks, role="caption", tight=True)


def _number(row: LedgerRow) -> Cell:
    return Cell(f"{row.entry.number:,}", tone="ink2", align="centre", tight=True, role=_SMALLER)


def _case_no(row: LedgerRow) -> Cell:
    # The workplace is named above the table; its code before every number would only push the names away.
    full = row.entry.summary.case_no
    return Cell(full.partition("-")[2] or full, spoken=full, tip=full, tight=True, role=_SMALLER)


def _name(row: LedgerRow) -> Cell:
    person = row.entry.summary.transferee
    return Cell(person.name, "　".join(filter(None, (person.kana, person.employee_no))), bold=True, tight=True)


def _post(summary: CaseSummary, *, origin: bool) -> Cell:
    post = summary.origin if origin else summary.destination
    if origin:
        return Cell(post.department, post.org_code)
    mark = _("[S]") if post.specified_affiliate else ""
    return Cell(words.company_word(post.company), f"{mark}{post.department}", bold=True, tight=True)


def _mark_of(code: str) -> Callable[[CaseSummary], Cell]:
    def cell(summary: CaseSummary) -> Cell:
        mark = next((mark for mark in summary.marks if mark.step == code), None)
        if mark is None or mark.kind is MarkKind.BLANK:
            return _not_yet(summary, _("Waiting for answers"))
        if mark.kind is MarkKind.NOT_DONE:
            word, spoken = _("not yet"), _("Not done")
            return Cell(word, bold=True, underlined=True, tone="bad", align="centre", tight=True, spoken=spoken)
        if mark.day is None:
            return Cell("―", tone="ink2", align="centre", tight=True, spoken=_("Not applicable"))
        return _day(summary, mark.day)

    return cell


def _not_yet(summary: CaseSummary, spoken: str = "") -> Cell:
    # As on the paper: blank is what is still awaited; where nothing is awaited any more, a dash says so.
    if summary.is_settled:
        return Cell("―", tone="ink2", align="centre", tight=True, spoken=_("Nothing is awaited"))
    return Cell(spoken=spoken)


def _day(summary: CaseSummary, day: date | None) -> Cell:
    if day is None:
        return _not_yet(summary)
    # As on the paper: another year than the effective date's is told.
    other = f"{day.year % 100:02d}.{day.month}.{day.day}"
    shown = f"{day.month}/{day.day}" if day.year == summary.effective_date.year else other
    return Cell(shown, align="centre", tight=True, spoken=day_long(day), role=_SMALLER)


def _pledge(summary: CaseSummary) -> Cell:
    return Cell(summary.pledge_form, _short(summary.reported_on) if summary.pledge_form else "", role="caption")


def _confirmed(summary: CaseSummary) -> Cell:
    return Cell(_short(summary.confirmed_on), summary.confirmed_by, bold=True, tight=True)


def _judgement(row: LedgerRow) -> Cell:
    return Cell(badge=judgement_look(row.entry.judgement, row.entry.days), tight=True)


def _short(day: date | None) -> str:
    return f"{day.month}/{day.day}" if day else ""
