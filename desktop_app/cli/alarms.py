"""``share``: what stands against the share or a PC on it, and the ways out."""

from __future__ import annotations

import argparse

from desktop_app.cli.said import Said, moment
from desktop_app.cli.session import at_desk
from desktop_app.sentences.alarms import alarm_words
from desktop_app.text import _
from desktop_app.usecases import retiring
from desktop_app.usecases.share_alarms import alarms as standing
from desktop_app.usecases.share_alarms import note_alarm


def alarms(options: argparse.Namespace) -> Said:
    """List the alarms that stand; with --noted somebody has taken note of them."""
    with at_desk(options) as app:
        found = standing(app)
        if options.noted:
            for alarm in found:
                note_alarm(app, alarm)
    data = [
        {
            "kind": alarm.kind,
            "about": alarm.about,
            "person": alarm.person,
            "count": alarm.count,
            "at": moment(alarm.at) if alarm.at else None,
        }
        for alarm in found
    ]
    words = [alarm_words(alarm) for alarm in found]
    lines = tuple(f"{one.event} {one.meaning}" for one in words) or (_("Nothing stands against the share folder."),)
    return Said({"alarms": data}, lines)


def renew(options: argparse.Namespace) -> Said:
    """Let this PC go on under a new id, after there were two of it, or ask to be let in again."""
    with at_desk(options) as app:
        done = retiring.finish_renewal(app, options.answer) if options.answer else retiring.renew_registration(app)
    asked = (
        _("Read this number to the person at the first PC: {code}")
        if done.answered
        else _("Read this number to a member at a PC that lets others in: {code}")
    )
    words = (
        asked.format(code=done.code)
        if done.code
        else _("This PC goes on under a new letter. What was not sent yet is sent with the next connection.")
    )
    return Said({"letter": done.letter, "code": done.code}, (words,))
