"""Alarms of the share in words: what happened, what it means, and the name of the one button."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.alarms import Alarm, AlarmKind, Way
from desktop_app.domain.clock import office_time
from desktop_app.text import _, ngettext


@dataclass(frozen=True, slots=True)
class AlarmWords:
    """What an alarm says."""

    event: str
    meaning: str
    act: str


def alarm_words(alarm: Alarm) -> AlarmWords:
    """Return an alarm in the language of the window."""
    event, meaning = _said(alarm)
    return AlarmWords(event, meaning, _acts()[alarm.way])


def _acts() -> dict[Way, str]:
    return {
        Way.NOTE: _("Understood"),
        Way.LOOK: _("Look again"),
        Way.RENEW: _("Register this PC anew"),
        Way.ASK: _("Ask to be let in again"),
        Way.LET_IN: _("Let it in again"),
    }


def _said(alarm: Alarm) -> tuple[str, str]:
    count, whose = alarm.count, _whose(alarm)
    match alarm.kind:
        case AlarmKind.COPIED:
            return (
                _("Another PC is writing in this PC's name."),
                _(
                    "One is a copy of the other, or this PC was restored from a copy. Everything entered is kept. "
                    "Once it is registered anew, what was not sent yet is sent too."
                ),
            )
        case AlarmKind.FORK:
            return (
                _("{whose} PC exists twice.").format(whose=whose),
                _(
                    "Two PCs have recorded under one name. The records of both are kept and shown. "
                    "Find out which PC is the copy and have it registered anew."
                ),
            )
        case AlarmKind.SHARE_ROLLED_BACK:
            here = office_time(alarm.at) if alarm.at else None
            when = f"{here.month}/{here.day} {here:%H:%M}" if here else ""
            return (
                ngettext(
                    "{count} record was missing from the share folder and was put back ({time}).",
                    "{count} records were missing from the share folder and were put back ({time}).",
                    count,
                ).format(count=count, time=when),
                _(
                    "Nothing is lost. Tell whoever looks after the folder: "
                    "an old backup may have been put back, or files may have been removed."
                ),
            )
        case AlarmKind.SHARE_SET_BACK | AlarmKind.LEFT_OUT | AlarmKind.NOT_COUNTED:
            return _set_back(alarm) if alarm.kind is AlarmKind.SHARE_SET_BACK else _not_counted(alarm)
        case AlarmKind.RECORDS_MISSING:
            return (
                ngettext(
                    "{count} record of {whose} PC has not arrived.",
                    "{count} records of {whose} PC have not arrived.",
                    count,
                ).format(count=count, whose=whose),
                _("Connect that PC to the share folder."),
            )
        case AlarmKind.SUBMISSION_WITHHELD:
            return (
                _("There is no receipt yet for what was handed in for {case} ({count} days).").format(
                    case=alarm.about, count=count
                ),
                _(
                    "It may not have reached the share folder. "
                    "Connect again; if it stays so, have the file handed over."
                ),
            )
        case AlarmKind.FILE_DAMAGED:
            return (
                _("A file of {whose} PC on the share folder cannot be read ({file}).").format(
                    whose=whose, file=alarm.about.rpartition(" ")[2]
                ),
                _("Nothing is lost here. When that PC is connected to the share folder, it writes the file again."),
            )
        case AlarmKind.DEVICE_SILENT:
            return (
                _("Nothing has come from {whose} PC for {count} working days.").format(whose=whose, count=count),
                _(
                    "If it is in use, connect it to the share folder. "
                    "If it is not, what it did not send yet is still on it."
                ),
            )
        case AlarmKind.CRL_STALE:
            return (
                _("The list of removed PCs and people has not been renewed for {count} days or more.").format(
                    count=count
                ),
                _("Have {whose} PC connected to the share folder: it renews the list by itself.").format(whose=whose)
                if alarm.about
                else _("This PC renews it with the next connection."),
            )
        case AlarmKind.NEWER_VERSION:
            return (
                _("There are records of a newer version of Sekisho."),
                _("They are kept and passed on, but cannot be shown. Update Sekisho on this PC."),
            )


def _set_back(alarm: Alarm) -> tuple[str, str]:
    day = office_time(alarm.at) if alarm.at else None
    return (
        ngettext(
            "The share folder lacks {count} record that headquarters had seen there ({month}/{day}).",
            "The share folder lacks {count} records that headquarters had seen there ({month}/{day}).",
            alarm.count,
        ).format(count=alarm.count, month=day.month if day else "", day=day.day if day else ""),
        _(
            "An older state of the folder may have been put back. Connect PC {letters} to it: what is lacking is put "
            "back from there. Tell whoever looks after the folder as well."
        ).format(letters=_(", ").join(alarm.about.split())),
    )


def _not_counted(alarm: Alarm) -> tuple[str, str]:
    letter, _blank, host = alarm.about.rpartition(" ")
    if alarm.kind is AlarmKind.LEFT_OUT:
        on = office_time(alarm.at) if alarm.at else None
        return (
            _("The membership of this PC does not count for now."),
            _(
                "PC {host}, which let it in, had left the workplace before ({month}/{day}). Nothing that was entered "
                "here is lost, but nothing more can be recorded. "
                "Once a member lets this PC in again, everything counts."
            ).format(host=host, month=on.month if on else "", day=on.day if on else ""),
        )
    pc = _("{name}'s PC ({letter})") if alarm.person else _("PC {letter}")
    pc = pc.format(name=alarm.person, letter=letter)
    count = ngettext("{count} record of it is kept here", "{count} records of it are kept here", alarm.count)
    return (
        _("{pc} does not count: PC {host}, which let it in, had left before.").format(pc=pc, host=host),
        _(
            "Nothing is lost: {kept} and not shown. Ask that person. If the PC is theirs, have them ask there to be "
            "let in again (Settings, Share folder); once it is let in, everything counts. If not, leave it."
        ).format(kept=count.format(count=alarm.count)),
    )


def _whose(alarm: Alarm) -> str:
    letter = alarm.about.partition(" ")[0]
    if alarm.person:
        return _("{name}'s").format(name=alarm.person)
    return _("the {letter}").format(letter=letter)
