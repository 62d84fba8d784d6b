"""``member …``, and the files of ``enrol``: who belongs to the workplace, and who no longer does."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.app import App
from desktop_app.cli.said import Said
from desktop_app.cli.session import at_desk, pin, recovery_key, second_pin
from desktop_app.domain.membership_facts import EndReason
from desktop_app.errors import UnknownMember, UnknownPerson
from desktop_app.exchange.durable import write_whole
from desktop_app.labels import end_reason_label, role_label
from desktop_app.text import _
from desktop_app.usecases import enrolment_files, issuing, membership
from desktop_app.usecases.member_list import MemberDevice, member_list
from desktop_app.usecases.membership import Removal
from desktop_app.usecases.second_member import SecondMember


def invite(options: argparse.Namespace) -> Said:
    """Write the file that a PC without the share starts from."""
    with at_desk(options) as app:
        data = enrolment_files.invitation(app)
    write_whole(Path(options.out), data)
    return Said({"file": options.out}, (_("Written: {name}").format(name=options.out),))


def take(options: argparse.Namespace) -> Said:
    """Take a request file, or a picture of its QR code, in; it is answered like those from the share."""
    with at_desk(options) as app:
        request_id = enrolment_files.take_request_file(app, Path(options.file))
    words = _("The request is taken in. Let the PC in with the number on its screen.")
    return Said({"request_id": request_id}, (words,))


def list_members(options: argparse.Namespace) -> Said:
    """List PCs and people."""
    with at_desk(options) as app:
        members, people = member_list(app), tuple(app.workplace.people.values())
    devices = [
        {
            "letter": one.letter,
            "here": one.here,
            "issues": one.issues,
            "since": one.since,
            "last_news": one.last_news,
            "certificate_until": one.certificate_until,
            "removed": one.removed[0].reason if one.removed else None,
            "quarantined": one.quarantined,
        }
        for one in members.devices
    ]
    persons = [
        {
            "employee_no": person.employee_no,
            "name": person.name,
            "role": person.role,
            "since": members.people[person.person_id].since,
            "ended_on": person.ended.ended_on if person.ended else None,
        }
        for person in people
    ]
    lines = [_device_line(one) for one in members.devices]
    lines += [
        _("{name} ({employee_no})  {role}").format(
            name=person.name, employee_no=person.employee_no, role=role_label(person.role)
        )
        + (f"  {end_reason_label(person.ended.reason)}" if person.ended else "")
        for person in people
    ]
    return Said({"devices": devices, "people": persons}, tuple(lines))


def remove_pc(options: argparse.Namespace) -> Said:
    """Take a PC out of the workplace: the person of --as vouches with their PIN."""
    with at_desk(options) as app:
        device = device_with(app, options.letter)
        removal = membership.remove_device(app, device, EndReason[options.reason.upper()], own_pin=pin())
    words = _("PC {letter} is removed. Connect to the share folder, so that the other PCs hear of it.")
    return _said(removal, words.format(letter=options.letter))


def remove_person(options: argparse.Namespace) -> Said:
    """End somebody's registration: the person of --as vouches with their PIN."""
    with at_desk(options) as app:
        person = app.workplace.person_with_number(options.number)
        if person is None:
            raise UnknownPerson(employee_no=options.number)
        removal = membership.remove_person(
            app,
            person.person_id,
            EndReason[options.reason.replace("-", "_").upper()],
            options.last_day,
            own_pin=pin(),
            devices=tuple(device_with(app, letter) for letter in options.pc),
        )
    words = _("The registration of {name} has ended. Connect to the share folder, so that the other PCs hear of it.")
    return _said(removal, words.format(name=person.name))


def appoint(options: argparse.Namespace) -> Said:
    """Let another PC register and remove members."""
    with at_desk(options) as app:
        issuing.appoint_issuer(app, device_with(app, options.letter), own_pin=pin())
    words = _("PC {letter} may register others once it has connected to the share folder.")
    return Said({"letter": options.letter}, (words.format(letter=options.letter),))


def device_with(app: App, letter: str) -> str:
    """Return the id of the PC with this letter. Raises UnknownMember."""
    for device in app.workplace.devices_in_use.values():
        if device.letter == letter:
            return device.device_id
    raise UnknownMember(who="device")


def second_member(app: App, options: argparse.Namespace) -> SecondMember | None:
    """Return who vouches besides the person of --as: a member of this PC, the kit, or nobody."""
    if options.with_kit:
        return SecondMember(kit_code=recovery_key())
    if not options.second:
        return None
    person = app.workplace.person_with_number(options.second)
    if person is None:
        raise UnknownPerson(employee_no=options.second)
    return SecondMember(person.person_id, second_pin())


def _device_line(one: MemberDevice) -> str:
    words = [_("PC {letter}").format(letter=one.letter)]
    if one.last_news:
        words.append(_("Last news {time}").format(time=f"{one.last_news:%Y-%m-%d}"))
    if one.removed:
        words.append(end_reason_label(one.removed[0].reason))
    elif one.certificate_until:
        words.append(_("Certificate holds until {day}").format(day=f"{one.certificate_until:%Y-%m-%d}"))
    return "  ".join(words)


def _said(removal: Removal, words: str) -> Said:
    kit = _("The keys of fiscal year {year} are new: print the key copy again.").format(year=removal.fiscal_year)
    return Said({"list": removal.list_number, "fiscal_year": removal.fiscal_year}, (words, kit))
