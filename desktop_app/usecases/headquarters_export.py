"""全職場の状況 as a file for other programs, and as a page of paper. Neither names a transferee."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from desktop_app.domain.clock import office_date, office_time
from desktop_app.domain.dates import dotted
from desktop_app.exchange.durable import write_whole
from desktop_app.exchange.ledger_export import write_ledger_csv, write_ledger_json, write_ledger_xlsx
from desktop_app.exchange.record_file import shipped_record
from desktop_app.text import _, paper_words
from desktop_app.usecases.headquarters_overview import News, Period, WorkplaceLine, totals

KINDS = ("csv", "xlsx", "json", "pdf")
_WRITERS = {"csv": write_ledger_csv, "xlsx": write_ledger_xlsx, "json": write_ledger_json}


def news_words(line: WorkplaceLine, _: Callable[[str], str] = _) -> str:
    """Return 届いた記録 in words, in the language that ``_`` speaks."""
    match line.news:
        case News.UNREADABLE:
            return _("Cannot be opened")
        case News.WAITING:
            return _("Waits to be let in")
        case News.NOBODY:
            return _("Nobody")
        case News.FRESH:
            return _("Up to date")
        case News.LATE | News.SILENT:
            return _("{days} days ago").format(days=line.silent_days)


def period_words(period: Period) -> str:
    """Return the period as papers name it."""
    half = {0: "", 1: "上期", 2: "下期"}[period.half]
    return f"{period.year}年度{half}"


def write_overview(lines: Sequence[WorkplaceLine], period: Period, kind: str, out: Path, at: datetime) -> None:
    """Write the table as csv, xlsx, json or pdf. Raises FolderNotWritable, GlyphMissing."""
    if kind == "pdf":
        write_whole(out, render_overview(lines, period, at))
        return
    columns = (
        ("org_code", _("Org code")),
        ("workplace", _("Workplace")),
        ("manager", _("Workplace information manager")),
        ("news", _("Records arrived")),
        ("news_on", _("Last arrival")),
        ("cases", _("Cases")),
        ("reported", _("To confirm")),
        ("confirmed", _("Confirmed")),
        ("overdue", _("Past the deadline")),
        ("open_items", _("Items open")),
        ("missing", _("Records missing")),
        ("away_since", _("Share away since")),
        ("memo", _("Memo")),
    )
    _WRITERS[kind](columns, [_row(line) for line in lines], out)


def render_overview(lines: Sequence[WorkplaceLine], period: Period, at: datetime) -> bytes:
    """Return the table as a PDF. Raises GlyphMissing."""
    from desktop_app.papers.forms.workplaces_overview import OverviewPaper, OverviewRow
    from desktop_app.papers.forms.workplaces_overview import render_overview as render

    told, here = totals(lines), office_time(at)
    rows = tuple(
        OverviewRow(
            code=line.org_code or "―",
            workplace=line.name,
            manager=line.manager or "―",
            news=news_words(line, paper_words),
            news_on=dotted(office_date(line.news_at)) if line.news_at else "―",
            cases=line.figures.cases,
            confirmed=line.figures.confirmed,
            overdue=line.figures.overdue,
            memo=line.memo or (_away(line.away_since) if line.away_since else ""),
        )
        for line in lines
    )
    return render(
        OverviewPaper(
            wording=shipped_record("workplaces-overview"),
            period=period_words(period),
            as_of=f"{dotted(here.date())} {here:%H:%M}",
            workplaces=f"{told.arrived:,} / {told.workplaces:,}",
            cases=told.figures.cases,
            confirmed=told.figures.confirmed,
            overdue=told.figures.overdue,
            rows=rows,
            created_at=at,
        )
    )


def _away(since: datetime, _: Callable[[str], str] = paper_words) -> str:
    return _("The share folder cannot be reached since {day}").format(day=dotted(office_date(since)))


def _row(line: WorkplaceLine) -> dict[str, str | int | date | None]:
    figures = line.figures
    return {
        "org_code": line.org_code,
        "workplace": line.name,
        "manager": line.manager,
        "news": news_words(line),
        "news_on": office_date(line.news_at) if line.news_at else None,
        "cases": figures.cases,
        "reported": figures.reported,
        "confirmed": figures.confirmed,
        "overdue": figures.overdue,
        "open_items": figures.open_items,
        "missing": line.missing,
        "away_since": office_date(line.away_since) if line.away_since else None,
        "memo": line.memo,
    }
