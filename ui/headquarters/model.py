"""The columns of 全職場の状況, and the words of its badges and banner."""

from __future__ import annotations

from datetime import datetime

from desktop_app.domain.clock import office_date, office_time
from desktop_app.text import _, language, ngettext
from desktop_app.usecases.headquarters_export import news_words
from desktop_app.usecases.headquarters_overview import LATE_AFTER, News, WorkplaceLine, by_concern
from ui.days import day_long
from ui.parts.badges import BadgeLook
from ui.parts.rows import Column, RowsModel
from ui.parts.table import Cell
from ui.words import day_short

_LOOKS = {
    News.UNREADABLE: ("octagon", "bad"),
    News.SILENT: ("octagon", "bad"),
    News.LATE: ("triangle", "warn"),
    News.WAITING: ("clock", "accent"),
    News.FRESH: ("check-disc", "ok"),
    News.NOBODY: ("ring-dash", "neutral"),
}


def columns() -> tuple[Column, ...]:
    """Return 職場・届いた記録・最後の受信・確認済／案件・期限超過・報告済・覚え書き."""
    japanese = language() == "ja"
    news, day, overdue, reported = (124, 104, 92, 80) if japanese else (156, 116, 126, 92)
    return (
        Column(_("Workplace, information manager"), 236, _workplace, lambda line: line.name, stretch=3),
        Column(_("Records arrived"), news, _news, by_concern),
        Column(_("Last arrival"), day, _last, lambda line: line.news_at.timestamp() if line.news_at else 0.0),
        Column(_("Confirmed / cases"), 128, _confirmed, _share),
        Column(_("Past the deadline"), overdue, _overdue, lambda line: -line.figures.overdue),
        Column(_("To confirm"), reported, _reported, lambda line: -line.figures.reported),
        Column(_("Memo"), 150, _memo, lambda line: line.memo, stretch=2),
    )


def rows_model() -> RowsModel:
    """Return the empty model."""
    return RowsModel(columns(), key=lambda line: line.key)


def moment_words(at: datetime) -> str:
    """Return 9/24（木） 14:05."""
    here = office_time(at)
    return f"{day_short(here.date())} {here:%H:%M}"


def banner_words(line: WorkplaceLine) -> tuple[str, str, str]:
    """Return (key, event, meaning) of what most needs somebody at a workplace; empty texts when nothing does."""
    named = _("{workplace} ({code})").format(workplace=line.name, code=line.org_code or line.key)
    if line.news is News.UNREADABLE:
        return "unreadable", _("The record of {workplace} cannot be opened here.").format(workplace=named), line.trouble
    if line.news is News.SILENT:
        event = _("Nothing has arrived from {workplace} for {days} days.").format(
            workplace=named, days=line.silent_days
        )
        overdue = _("{count} cases are overdue. ").format(count=line.figures.overdue) if line.figures.overdue else ""
        return "silent", event, overdue + _("Telephone the workplace and keep what was said as a note.")
    if line.away_since is not None:
        event = _("The share folder of {workplace} cannot be reached since {moment}.").format(
            workplace=named, moment=moment_words(line.away_since)
        )
        return "away", event, _("The figures are those of the last exchange. It is tried again by itself.")
    if line.asking:
        event = ngettext(
            "{count} PC asks to be let in at {workplace}.", "{count} PCs ask to be let in at {workplace}.", line.asking
        ).format(count=line.asking, workplace=named)
        return "asking", event, _("Headquarters' word is the whole second check.")
    return "", "", ""


def joining_words(line: WorkplaceLine) -> str:
    """Return a workplace's name, and since when its joining is confirmed."""
    if line.confirmed is None:
        return line.name
    words = _("{workplace} (joining confirmed {day}, {name})")
    return words.format(workplace=line.name, day=day_long(office_date(line.confirmed.at)), name=line.confirmed.name)


def late_words(late: int) -> str:
    """Return the line under the first figure."""
    if not late:
        return _("All of them are up to date")
    return _("{count} have not sent for {days} business days or more").format(count=late, days=LATE_AFTER)


def _workplace(line: WorkplaceLine) -> Cell:
    return Cell(line.name, "　".join(filter(None, (line.org_code, line.manager))), bold=True)


def _news(line: WorkplaceLine) -> Cell:
    return Cell(badge=BadgeLook(news_words(line), *_LOOKS[line.news]), tip=line.trouble)


def _last(line: WorkplaceLine) -> Cell:
    if line.news_at is None:
        return Cell("―", tone="ink2")
    day = office_date(line.news_at)
    return Cell(day_short(day), spoken=day_long(day))


def _confirmed(line: WorkplaceLine) -> Cell:
    done, total = line.figures.confirmed, line.figures.cases - line.figures.cancelled
    if not total:
        return Cell("―", tone="ink2")
    said = _("{done} of {total} confirmed").format(done=done, total=total)
    return Cell(f"{done:,}/{total:,}", bar=(done, total), align="right", spoken=said)


def _overdue(line: WorkplaceLine) -> Cell:
    words = _("{count} cases").format(count=f"{line.figures.overdue:,}")
    if line.figures.overdue:
        return Cell(badge=BadgeLook(words, "octagon", "bad"))
    return Cell(words)


def _reported(line: WorkplaceLine) -> Cell:
    return Cell(_("{count} cases").format(count=f"{line.figures.reported:,}"))


def _memo(line: WorkplaceLine) -> Cell:
    away = ""
    if line.away_since is not None:
        away = _("Share away since {moment}").format(moment=moment_words(line.away_since))
    elif line.missing:
        away = _("{count} records have not arrived").format(count=f"{line.missing:,}")
    return Cell(line.memo or away, away if line.memo else "", tone="ink" if line.memo else "warn")


def _share(line: WorkplaceLine) -> float:
    total = line.figures.cases - line.figures.cancelled
    return line.figures.confirmed / total if total else 2.0
