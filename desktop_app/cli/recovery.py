"""``recover``: a workplace that lost every PC, from its share and the printed recovery kit."""

from __future__ import annotations

import argparse

from desktop_app.app import Surroundings, usable
from desktop_app.cli.places import home_of
from desktop_app.cli.said import Said
from desktop_app.cli.session import new_passphrase, pin_for_first_start, recovery_key
from desktop_app.text import _
from desktop_app.usecases.share_recovery import recover_from_share


def recover(options: argparse.Namespace) -> Said:
    """Make a home from the share; the kit's code is SEKISHO_RECOVERY_KEY or asked for."""
    surroundings = usable(Surroundings())
    app, back = recover_from_share(
        home_of(options),
        options.share,
        recovery_key(),
        options.employee_no,
        surroundings,
        new_pin=pin_for_first_start(),
        passphrase=new_passphrase(needed=surroundings.keyring is None),
    )
    app.close()
    data = {
        "workplace": back.workplace,
        "org_code": back.org_code,
        "root_fingerprint": back.root_fingerprint,
        "entries": back.entries,
        "letter": back.letter,
    }
    lines = (
        _("{workplace} ({org_code}) is restored in {home}.").format(
            workplace=back.workplace, org_code=back.org_code, home=app.home.folder
        ),
        _("Compare with the recovery kit: {fingerprint}").format(fingerprint=back.root_fingerprint),
        _("This PC goes on as PC {letter}. Do not use the former one any more.").format(letter=back.letter),
        _("Papers and evidence arrive with the next “sync”."),
    )
    return Said(data, lines)
