"""``holidays import|list|withdraw``: the company's own holidays."""

from __future__ import annotations

import argparse

from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said, day
from desktop_app.cli.session import at_desk, at_free_desk
from desktop_app.exchange.wording import finding_place, finding_sentence
from desktop_app.text import _, ngettext
from desktop_app.usecases.company_holidays import (
    Statement,
    company_holidays,
    import_holidays,
    read_holiday_file,
    stated_holidays,
    withdraw_holidays,
)


def take_in(options: argparse.Namespace) -> Said:
    """Take in a list of holidays, or only show what would be taken in."""
    with at_free_desk(options) as app:
        preview = read_holiday_file(app, file_of(options.file), encoding=options.encoding, sheet=options.sheet)
        if not options.dry_run:
            import_holidays(app, preview, accept_doubtful=options.accept_doubtful)
    found, read = preview.read.findings, preview.read
    count, before = len(read.holidays), len(preview.before)
    if options.dry_run:
        words = ngettext("{count} holiday would be taken in.", "{count} holidays would be taken in.", count)
    elif preview.is_known:
        words = ngettext("The {count} holiday holds already.", "The {count} holidays hold already.", count)
    else:
        words = ngettext("{count} holiday was taken in.", "{count} holidays were taken in.", count)
    replaced = ngettext("It takes the place of {count} holiday.", "They take the place of {count} holidays.", before)
    lines = [_("{place}: {finding}").format(place=finding_place(one), finding=finding_sentence(one)) for one in found]
    lines.append(words.format(count=count))
    if before and not preview.is_known:
        lines.append(replaced.format(count=before))
    data = {
        "dry_run": options.dry_run,
        "holidays": [{"day": one.day, "name": one.name} for one in read.holidays],
        "fiscal_years": read.fiscal_years,
        "before": before,
        "findings": [
            {"row": one.row, "column": one.column, "kind": one.kind.code, "level": one.level.name} for one in found
        ],
    }
    return Said(data, tuple(lines))


def show(options: argparse.Namespace) -> Said:
    """List the holidays in force and the history."""
    with at_desk(options) as app:
        years, history = company_holidays(app), stated_holidays(app)
    lines = []
    for year, days in years.items():
        lines.append(_("Fiscal year {year}").format(year=year))
        lines += [f"  {day(one.day)}  {one.name}".rstrip() for one in days]
    data = {
        "holidays": {str(year): [{"day": one.day, "name": one.name} for one in days] for year, days in years.items()},
        "history": [
            {"on": one.on, "by": one.by, "fiscal_years": one.fiscal_years, "count": one.count, "source": one.source}
            for one in history
        ],
    }
    told = lines or [_("There are no company holidays.")]
    return Said(data, (*told, *(statement_words(one) for one in history)))


def withdraw(options: argparse.Namespace) -> Said:
    """Take the holidays of a fiscal year back."""
    with at_free_desk(options) as app:
        count = withdraw_holidays(app, options.year)
    words = ngettext("{count} holiday was taken back.", "{count} holidays were taken back.", count)
    return Said({"year": options.year, "withdrawn": count}, (words.format(count=count),))


def statement_words(one: Statement) -> str:
    """Return an act of the history in a line."""
    years = _(", ").join(map(str, one.fiscal_years))
    what = _("{file}: {count} days").format(file=one.source, count=one.count) if one.source else _("taken back")
    return _("{day}  {by}  fiscal year {years}  {what}").format(day=day(one.on), by=one.by, years=years, what=what)
