"""``case compare`` and ``person substitute``: the second gate from a list, and who stands in."""

from __future__ import annotations

import argparse

from desktop_app.cli.intake import day_of
from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said, day
from desktop_app.cli.session import at_desk, at_free_desk
from desktop_app.text import _, ngettext
from desktop_app.usecases.access_check import Left, compare_access_list, record_access_check
from desktop_app.usecases.standing_in import name_substitute


def compare(options: argparse.Namespace) -> Said:
    """Compare a list of rights with the cases that await their check, and record the result."""
    with at_free_desk(options) as app:
        check = compare_access_list(app, file_of(options.file))
        recorded = 0 if options.dry_run else record_access_check(app, check)
    data = {
        "rows": check.rows,
        "compared": len(check.people),
        "recorded": recorded,
        "remaining": [
            {"case_no": one.summary.case_no, "employee_no": one.summary.transferee.employee_no, "places": one.places}
            for one in check.remaining
        ],
    }
    words = ngettext("{count} case was compared.", "{count} cases were compared.", len(check.people))
    told = [_line(one) for one in check.remaining] or [_("Nobody has a right left.")]
    return Said(data, (*told, words.format(count=len(check.people))))


def substitute(options: argparse.Namespace) -> Said:
    """Name who stands in, or list who did."""
    with at_desk(options) as app:
        if options.name:
            first, last = day_of(app, options.first), day_of(app, options.last)
            name_substitute(
                app,
                employee_no=options.employee_no,
                name=options.name,
                title=options.title,
                valid_from=first,
                valid_to=last,
                reason=options.reason,
            )
        named = app.workplace.substitutes
    lines = [f"{day(one.valid_from)} - {day(one.valid_to)}  {one.title}  {one.name}  {one.reason}" for one in named]
    data = [{"name": one.name, "title": one.title, "from": one.valid_from, "to": one.valid_to} for one in named]
    return Said({"substitutes": data}, tuple(lines) or (_("Nobody stood in yet."),))


def _line(one: Left) -> str:
    person = one.summary.transferee
    left = _(", ").join(one.places) or _("{count} rows").format(count=len(one.rights))
    return f"{one.summary.case_no}  {person.employee_no}  {person.name}  {left}"
