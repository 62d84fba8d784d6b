"""``init`` and ``demo``."""

from __future__ import annotations

import argparse

from desktop_app.app import Surroundings, usable
from desktop_app.cli.places import file_of, home_of
from desktop_app.cli.programmes import load
from desktop_app.cli.said import Said
from desktop_app.cli.session import new_passphrase, pin_for_first_start
from desktop_app.text import _
from desktop_app.usecases.first_start import FirstStart, PersonInput, found_home


def init(options: argparse.Namespace) -> Said:
    """Register the workplace on this PC."""
    home = home_of(options)
    loaded = load(options.programme)
    start = FirstStart(
        company=options.company,
        workplace=options.workplace,
        org_code=options.org_code,
        manager=PersonInput(options.manager, options.kana, options.employee_no, options.contact),
        programme=loaded.programme,
        programme_sha256=loaded.sha256,
        share=options.share,
    )
    surroundings = usable(Surroundings())
    passphrase = new_passphrase(needed=surroundings.keyring is None)
    app = found_home(home, start, surroundings, pin=pin_for_first_start(), passphrase=passphrase)
    try:
        workplace, person = app.workplace, app.person
    finally:
        app.close()
    data = {
        "home": home.folder,
        "company": workplace.company,
        "workplace": workplace.name,
        "org_code": workplace.org_code,
        "manager": person.name,
        "employee_no": person.employee_no,
        "programme": loaded.programme.id,
        "programme_version": loaded.programme.version,
        "share": options.share,
        "key_in_keyring": surroundings.keyring is not None,
        "passphrase": bool(passphrase),
    }
    registered = _("{workplace} ({org_code}) is registered on this PC.")
    lines = (
        registered.format(workplace=workplace.name, org_code=workplace.org_code),
        _("Record: {home}").format(home=home.folder),
        _("Print the recovery kit and lock it away: sekishoctl kit print --out FILE.pdf"),
    )
    return Said(data, lines)


def demo(options: argparse.Namespace) -> Said:
    """Play a whole half-year."""
    from desktop_app.demo import play

    report = play(file_of(options.out), options.people)
    return Said(report.data(), report.lines(), report.exit_code)
