"""``workplace …``: its name by the day, mergers, and joining a headquarters."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.cli.members import second_member
from desktop_app.cli.said import Said
from desktop_app.cli.session import at_desk, pin
from desktop_app.text import _
from desktop_app.usecases import reorganising
from desktop_app.usecases.enrolment_files import read_letter
from desktop_app.usecases.headquarters_joining import join_headquarters


def rename(options: argparse.Namespace) -> Said:
    """Call the workplace by another name from a day on."""
    with at_desk(options) as app:
        reorganising.rename_workplace(
            app, options.name, options.since, own_pin=pin(), company=options.company, reason=options.reason
        )
    words = _("From {day} the workplace is called {name}. Papers about earlier days keep the earlier name.")
    return Said(
        {"name": options.name, "from": options.since}, (words.format(day=options.since.isoformat(), name=options.name),)
    )


def take_in(options: argparse.Namespace) -> Said:
    """Note that another workplace becomes part of this one."""
    with at_desk(options) as app:
        reorganising.take_workplace_in(
            app, options.code, options.name, options.since, own_pin=pin(), reason=options.reason
        )
    words = _("From {day} {name} ({code}) belongs to this workplace. Its cases keep their numbers.")
    line = words.format(day=options.since.isoformat(), name=options.name, code=options.code)
    return Said({"code": options.code, "name": options.name, "from": options.since}, (line,))


def join(options: argparse.Namespace) -> Said:
    """Join the headquarters that sent an invitation."""
    data = read_letter(Path(options.file))
    with at_desk(options) as app:
        second = second_member(app, options)
        joined = join_headquarters(app, data, options.code, own_pin=pin(), second=second)
    words = _("The workplace belongs to {name} now. Read this number back to them: {answer}")
    return Said({"name": joined.name, "answer": joined.answer}, (words.format(name=joined.name, answer=joined.answer),))
