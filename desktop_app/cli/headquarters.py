"""``hq init|join|finish|invite|confirm|list|sync|overview|memo|checkpoint``: one headquarters, many workplaces."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from desktop_app.app import Surroundings, usable
from desktop_app.cli.places import file_of, home_of
from desktop_app.cli.said import Said, moment
from desktop_app.cli.session import new_passphrase, passphrase_asker, pin_for_first_start
from desktop_app.domain.calendar import HalfYear, fiscal_year
from desktop_app.errors import SekishoError, Unavailable
from desktop_app.sentences import sentence
from desktop_app.text import _, ngettext
from desktop_app.usecases import headquarters as hq
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.headquarters_overview import Period, WorkplaceLine, overview, totals


def init(options: argparse.Namespace) -> Said:
    """Make a headquarters on this PC."""
    folder = home_of(options).folder
    hq.make_headquarters(folder)
    words = _("The headquarters is made in {home}. Ask each workplace to let it in: sekishoctl hq join")
    return Said({"home": folder}, (words.format(home=folder),))


def join(options: argparse.Namespace) -> Said:
    """Ask a workplace to let this headquarters in."""
    surroundings = usable(Surroundings())
    office = opened_headquarters(options)
    person = PersonInput(options.name, options.kana, options.employee_no, options.contact)
    passphrase = new_passphrase(needed=surroundings.keyring is None)
    key, asked = hq.ask_to_join(office, options.share, person, pin=pin_for_first_start(), passphrase=passphrase)
    words = _("Read this number to the person at {workplace}'s first PC: {code}")
    return Said(
        {"key": key, "code": asked.code, "workplace": asked.workplace},
        (words.format(workplace=asked.workplace, code=asked.code),),
    )


def finish(options: argparse.Namespace) -> Said:
    """Become a member of a workplace, and collect its record."""
    office = opened_headquarters(options)
    hq.complete_joining(office, options.key, options.answer)
    with hq.opened(office, options.key) as app:
        workplace = app.workplace.name
    words = _("This headquarters now reads {workplace}.").format(workplace=workplace)
    return Said({"key": options.key, "workplace": workplace}, (words,))


def invite(options: argparse.Namespace) -> Said:
    """Write the invitation by which a stand-alone workplace joins this headquarters."""
    from desktop_app.exchange.durable import write_whole
    from desktop_app.usecases.headquarters_own import make_own_invitation

    office, out = opened_headquarters(options), file_of(options.out)
    passphrase = hq.passphrase_for_new(office, new_passphrase(needed=office.keyring is None))
    made = make_own_invitation(office, options.name, passphrase=passphrase)
    write_whole(out, made.data)
    words = _("Send the file to the workplace, and read this number to its manager: {code}")
    return Said({"out": out, "name": made.name, "code": made.code}, (words.format(code=made.code),))


def confirm(options: argparse.Namespace) -> Said:
    """Make sure that a workplace joined this headquarters, with the number its manager read back."""
    from desktop_app.usecases.headquarters_own import confirm_joining

    joined = confirm_joining(opened_headquarters(options), options.key, options.answer)
    words = _("{workplace} belongs to this headquarters. Keys of earlier records that open here: {count}")
    data = {"key": options.key, "workplace": joined.workplace, "keys": joined.keys, "confirmed_at": joined.since}
    return Said(data, (words.format(workplace=joined.workplace, count=joined.keys),))


def sync(options: argparse.Namespace) -> Said:
    """Fetch what is new at every workplace; one whose share is away keeps no other waiting."""
    office = opened_headquarters(options)
    told: list[dict[str, Any]] = []
    lines: list[str] = []
    for key in [options.key] if options.key else office.workplaces():
        try:
            report = hq.exchange_with(office, key)
        except SekishoError as error:
            if options.key or (not isinstance(error, Unavailable) and not hq.is_waiting(office, key)):
                raise
            told.append({"key": key, "error": type(error).__name__, "message": sentence(error)})
            lines.append(f"{key}  {sentence(error)}")
            continue
        told.append({"key": key, "collected": report.collected, "pending": len(report.pending)})
        words = ngettext("{key}  {count} act was taken in.", "{key}  {count} acts were taken in.", report.collected)
        lines.append(words.format(key=key, count=report.collected))
    return Said({"workplaces": told}, tuple(lines) or (_("This headquarters has no workplace yet."),))


def show(options: argparse.Namespace) -> Said:
    """Show how every workplace stands; on wish as a file."""
    office, now = opened_headquarters(options), Surroundings().clock()
    period = _period(options, now)
    lines = overview(office, period)
    over = totals(lines)
    said = [_line(line) for line in lines]
    words = _("{arrived} of {all} workplaces have sent; {cases} cases, {confirmed} confirmed, {overdue} overdue.")
    said.append(
        words.format(
            arrived=over.arrived,
            all=over.workplaces,
            cases=over.figures.cases,
            confirmed=over.figures.confirmed,
            overdue=over.figures.overdue,
        )
    )
    data = {"workplaces": [_data(line) for line in lines]}
    if options.out:
        from desktop_app.usecases.headquarters_export import write_overview

        out = file_of(options.out)
        write_overview(lines, period, options.format or out.suffix.lstrip(".").lower() or "csv", out, now)
        said.append(_("The overview is written to {path}.").format(path=out))
        data["out"] = out  # type: ignore[assignment]
    return Said(data, tuple(said))


def memo(options: argparse.Namespace) -> Said:
    """Keep headquarters' own note on a workplace."""
    hq.write_memo(opened_headquarters(options), options.key, options.text)
    return Said({"key": options.key, "memo": options.text}, (_("The note is kept."),))


def checkpoint(options: argparse.Namespace) -> Said:
    """Write the newest checkpoint of a workplace as a file for an auditor."""
    from desktop_app.exchange.durable import write_whole
    from desktop_app.usecases.checkpoints import kept_checkpoint

    out = file_of(options.out)
    with hq.opened(opened_headquarters(options), options.key) as app:
        write_whole(out, kept_checkpoint(app))
    return Said({"out": out}, (_("The checkpoint is written to {path}.").format(path=out),))


def opened_headquarters(options: argparse.Namespace) -> hq.Headquarters:
    """Open the headquarters in --home. Raises HeadquartersMissing."""
    return hq.open_headquarters(home_of(options).folder, Surroundings(), passphrase_asker())


def _period(options: argparse.Namespace, now: datetime) -> Period:
    if options.half:
        half = HalfYear.parse(options.half)
        return Period(half.year, half.half)
    return Period(fiscal_year(now.date()))


def _line(line: WorkplaceLine) -> str:
    from desktop_app.usecases.headquarters_export import news_words

    if line.trouble or line.code:
        return f"{line.key}  {line.name}  {line.trouble or line.code}"
    figures = line.figures
    since = _("  share away since {moment}").format(moment=moment(line.away_since)) if line.away_since else ""
    if line.confirmed is not None:
        words = _("  joining confirmed {moment} by {name}")
        since += words.format(moment=moment(line.confirmed.at), name=line.confirmed.name)
    if line.asking:
        since += ngettext("  {count} PC asks to join", "  {count} PCs ask to join", line.asking).format(
            count=line.asking
        )
    words = _("{org_code}  {name}  {news}  confirmed {confirmed}/{cases}  overdue {overdue}")
    return (
        words.format(
            org_code=line.org_code,
            name=line.name,
            news=news_words(line),
            confirmed=figures.confirmed,
            cases=figures.cases,
            overdue=figures.overdue,
        )
        + since
    )


def _data(line: WorkplaceLine) -> dict[str, Any]:
    figures = line.figures
    return {
        "key": line.key,
        "workplace": line.name,
        "org_code": line.org_code,
        "manager": line.manager,
        "news": line.news,
        "news_at": line.news_at,
        "synced_at": line.synced_at,
        "away_since": line.away_since,
        "missing": line.missing,
        "cases": figures.cases,
        "reported": figures.reported,
        "confirmed": figures.confirmed,
        "overdue": figures.overdue,
        "open_items": figures.open_items,
        "cancelled": figures.cancelled,
        "memo": line.memo,
        "confirmed_at": line.confirmed.at if line.confirmed else None,
        "confirmed_by": line.confirmed.name if line.confirmed else None,
        "asking": line.asking,
        "trouble": line.trouble,
        "code": line.code,
    }
