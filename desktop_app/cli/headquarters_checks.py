"""``hq requests|check`` and ``hq export-key|print-key|take-key``: what only the second line's own person may do."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.cli.headquarters import opened_headquarters
from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said
from desktop_app.cli.session import key_passphrase, new_key_passphrase, new_passphrase, pin, recovery_key
from desktop_app.errors import Unavailable
from desktop_app.exchange.durable import write_whole
from desktop_app.labels import role_label
from desktop_app.sentences import sentence
from desktop_app.text import _
from desktop_app.usecases import headquarters as hq
from desktop_app.usecases import headquarters_checking, headquarters_key
from desktop_app.usecases.enrolment_files import read_letter


def requests(options: argparse.Namespace) -> Said:
    """List who asks to be let in, at one workplace or at all, after fetching what is new."""
    office = opened_headquarters(options)
    told, lines = [], []
    for key in [options.key] if options.key else office.workplaces():
        if not options.key and hq.is_waiting(office, key):
            continue
        trouble = _exchanged(office, key)
        found = headquarters_checking.newcomers(office, key)
        told.append(
            {
                "key": key,
                "workplace": found.workplace,
                "lets_in": found.lets_in,
                "opens": found.opens,
                "requests": [
                    {
                        "request_id": one.request_id,
                        "name": one.person.name,
                        "employee_no": one.person.employee_no,
                        "role": one.person.role,
                        "vouched": list(one.vouched),
                    }
                    for one in found.waiting
                ],
            }
        )
        lines += [
            _("{workplace}: {name} ({employee_no}, {role}) asks to join.").format(
                workplace=found.workplace,
                name=one.person.name,
                employee_no=one.person.employee_no,
                role=role_label(one.person.role),
            )
            for one in found.waiting
        ]
        lines += trouble
    return Said({"workplaces": told}, tuple(lines) or (_("Nobody asks to join."),))


def check(options: argparse.Namespace) -> Said:
    """Say that this number is what the person who asks reads out: that lets them in, or is the whole second check."""
    office = opened_headquarters(options)
    trouble = _exchanged(office, options.key)
    taken = ""
    if options.request:
        taken = headquarters_checking.newcomer_from_file(office, options.key, Path(options.request))
    approval = headquarters_checking.check_newcomer(office, options.key, taken, options.code, own_pin=pin())
    if approval is None:
        trouble = _exchanged(office, options.key) or trouble
        words = _("Headquarters has checked that PC. One member of the workplace lets it in now.")
        return Said({"key": options.key, "let_in": False, "answer": None}, (words, *trouble))
    if options.reply:
        write_whole(file_of(options.reply), approval.reply)
    trouble = _exchanged(office, options.key) or trouble
    words = _("{name} is let in. Read this number back to them: {answer}")
    data = {
        "key": options.key,
        "let_in": True,
        "answer": approval.answer,
        "letter": approval.letter,
        "name": approval.person.name,
    }
    return Said(data, (words.format(name=approval.person.name, answer=approval.answer), *trouble))


def export_key(options: argparse.Namespace) -> Said:
    """Write headquarters' own key under a passphrase, as the age program takes it."""
    office, out = opened_headquarters(options), file_of(options.out)
    recipient = headquarters_key.export_key(office, out, new_key_passphrase(), own_pin=pin())
    words = _("Headquarters' key is written to {path}. With its passphrase it opens every workplace that joined.")
    return Said({"out": out, "recipient": recipient}, (words.format(path=out),))


def print_key(options: argparse.Namespace) -> Said:
    """Write headquarters' own key as a page to print."""
    office, out = opened_headquarters(options), file_of(options.out)
    write_whole(out, headquarters_key.render_key_sheet(office, own_pin=pin()))
    words = _("Headquarters' key copy is written to {path}. Print it, lock it away, delete the file.")
    return Said({"out": out}, (words.format(path=out),))


def take_key(options: argparse.Namespace) -> Said:
    """Take headquarters' own key in again: from its file, or from the letters on its paper."""
    office = opened_headquarters(options)
    passphrase = hq.passphrase_for_new(office, new_passphrase(needed=office.keyring is None))
    if options.file:
        data = read_letter(Path(options.file))
        back = headquarters_key.take_key_file(office, data, key_passphrase(), passphrase=passphrase)
    else:
        invitation = read_letter(Path(options.invitation)) if options.invitation else None
        back = headquarters_key.take_key_sheet(office, recovery_key(), invitation=invitation, passphrase=passphrase)
    lines = (
        _("The key of {name} is back on this PC.").format(name=back.name),
        _("Compare with the key copy: {fingerprint}").format(fingerprint=back.fingerprint),
    )
    return Said({"name": back.name, "root_fingerprint": back.fingerprint}, lines)


def _exchanged(office: hq.Headquarters, key: str) -> tuple[str, ...]:
    """Exchange with a workplace; a share that is away hides nothing that is known here, so its sentence is returned."""
    try:
        hq.exchange_with(office, key)
    except Unavailable as error:
        return (sentence(error),)
    return ()
