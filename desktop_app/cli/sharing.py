"""``sync`` and ``enrol``."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop_app.app import App, Surroundings, usable
from desktop_app.cli.members import second_member
from desktop_app.cli.people import person_of
from desktop_app.cli.places import home_of
from desktop_app.cli.said import Said
from desktop_app.cli.session import (
    at_desk,
    new_passphrase,
    passphrase_asker,
    pin,
    pin_for_first_start,
)
from desktop_app.errors import Unavailable
from desktop_app.exchange.durable import write_whole
from desktop_app.sentences import sentence
from desktop_app.text import _, ngettext
from desktop_app.usecases import enrolment
from desktop_app.usecases import sharing as share
from desktop_app.usecases.enrolment_files import REQUEST_NAME, read_invitation_file, read_letter, take_request_file
from desktop_app.usecases.enrolment_pictures import request_page, request_picture


def sync(options: argparse.Namespace) -> Said:
    """Send what is new here, take in what is new there."""
    with at_desk(options) as app:
        report = share.sync(app)
    data = {
        "published": report.published,
        "collected": report.collected,
        "healed": report.healed,
        "unsent": report.unsent,
        "pending": [{"path": one.path, "reason": one.reason} for one in report.pending],
        "ignored": report.ignored,
    }
    lines = [
        ngettext("{count} act was sent.", "{count} acts were sent.", report.published).format(count=report.published),
        ngettext("{count} act was taken in.", "{count} acts were taken in.", report.collected).format(
            count=report.collected
        ),
    ]
    if report.healed:
        words = ngettext("{count} file was put back.", "{count} files were put back.", report.healed)
        lines.append(words.format(count=report.healed))
    if report.pending:
        words = ngettext(
            "{count} file could not be taken in yet.", "{count} files could not be taken in yet.", len(report.pending)
        )
        lines.append(words.format(count=len(report.pending)))
    return Said(data, tuple(lines))


def request(options: argparse.Namespace) -> Said:
    """Make a home that waits to be let in, and leave its request on the share, as a file or as a QR code."""
    surroundings = usable(Surroundings())
    home, person = home_of(options), person_of(options)
    secret = {"pin": pin_for_first_start(), "passphrase": new_passphrase(needed=surroundings.keyring is None)}
    if options.invitation:
        invitation = read_invitation_file(Path(options.invitation))
        asked, _data = enrolment.request_by_file(home, invitation, person, surroundings, **secret)
    else:
        asked = enrolment.request_enrolment(home, options.share, person, surroundings, **secret)
    return _shown(asked, options)


def show_request(options: argparse.Namespace) -> Said:
    """Show the number of a home that waits to be let in; on wish its request as a file or as a QR code again."""
    return _shown(enrolment.waiting_enrolment(home_of(options), Surroundings(), passphrase_asker()), options)


def _shown(asked: enrolment.EnrolmentRequest, options: argparse.Namespace) -> Said:
    written = []
    if options.out or (asked.by_file and not options.qr):
        written.append(Path(options.out or REQUEST_NAME))
        write_whole(written[-1], asked.sealed)
    if options.qr:
        written.append(Path(options.qr))
        is_page = written[-1].suffix.lower() == ".pdf"
        write_whole(written[-1], request_page(asked, Surroundings().clock()) if is_page else request_picture(asked))
    words = _("Read this number to the person at {workplace}'s first PC: {code}")
    return Said(
        {"code": asked.code, "workplace": asked.workplace, "files": written},
        (
            words.format(workplace=asked.workplace, code=asked.code),
            *(_("Written: {name}").format(name=path) for path in written),
        ),
    )


def pending(options: argparse.Namespace) -> Said:
    """List who asks to join, after fetching new requests."""
    with at_desk(options) as app:
        share.sync(app)
        waiting = enrolment.pending_enrolments(app)
    data = [
        {"request_id": one.request_id, "name": one.person.name, "employee_no": one.person.employee_no}
        for one in waiting
    ]
    lines = [
        _("{name} ({employee_no}) asks to join.").format(name=one.person.name, employee_no=one.person.employee_no)
        for one in waiting
    ]
    return Said({"requests": data}, tuple(lines) or (_("Nobody asks to join."),))


def approve(options: argparse.Namespace) -> Said:
    """Let the PC in that shows this number, and send the reply; the person of --as vouches with their PIN.

    Where two have to: --second names a member of this PC (SEKISHO_SECOND_PIN, or asked), --with-kit the recovery kit.
    """
    with at_desk(options) as app:
        request_id = take_request_file(app, Path(options.request)) if options.request else ""
        share.sync(app)
        second = second_member(app, options)
        approval = enrolment.approve_enrolment(
            app, request_id, options.code, own_pin=pin(), second=second, appoint=options.appoint
        )
        if options.reply:
            write_whole(Path(options.reply), approval.reply)
        trouble = _sync_if_there(app)
    words = _("{name} is let in. Read this number back to them: {answer}")
    return Said(
        {"answer": approval.answer, "letter": approval.letter, "name": approval.person.name},
        (words.format(name=approval.person.name, answer=approval.answer), *trouble),
    )


def vouch(options: argparse.Namespace) -> Said:
    """Be the first of two members who vouch for the PC that shows this number."""
    with at_desk(options) as app:
        share.sync(app)
        enrolment.vouch_for_enrolment(app, "", options.code, own_pin=pin())
        trouble = _sync_if_there(app)
        name = app.person.name
    words = _("{name} vouches for that PC. Another member can let it in now.")
    return Said({"vouched": name}, (words.format(name=name), *trouble))


def finish(options: argparse.Namespace) -> Said:
    """Become a member, and collect the record."""
    app = enrolment.finish_enrolment(
        home_of(options),
        options.answer,
        Surroundings(),
        ask_passphrase=passphrase_asker(),
        reply=read_letter(Path(options.reply)) if options.reply else None,
        share=options.share,
    )
    try:
        trouble = _sync_if_there(app)
        workplace, name = app.workplace.name, app.person.name
    finally:
        app.close()
    words = _("{name} now works on this PC for {workplace}.")
    return Said({"workplace": workplace, "name": name}, (words.format(name=name, workplace=workplace), *trouble))


def _sync_if_there(app: App) -> tuple[str, ...]:
    """Sync; a share that has gone away must not hide what was already done, so its sentence is returned."""
    try:
        share.sync(app)
    except Unavailable as error:
        return (sentence(error),)
    return ()
