"""``settings share``: where the share folder is, and the password for its file server."""

from __future__ import annotations

import argparse
import os
from getpass import getpass

from desktop_app.app import App
from desktop_app.cli.said import Said
from desktop_app.cli.session import at_free_desk, can_ask
from desktop_app.errors import ShareLoginRefused
from desktop_app.text import _
from desktop_app.usecases.share_folder import adopt_choice, check_choice, prepare_choice, share_address
from desktop_app.usecases.share_login import VARIABLE, needs_password


def share(options: argparse.Namespace) -> Said:
    """Show the share folder, or use another; a password is asked for when the file server wants one."""
    with at_free_desk(options) as app:
        if options.address:
            _choose(app, options.address, rebuild=options.rebuild)
        address = share_address(app)
    return Said({"share": address}, (address or _("No share folder is in use."),))


def _choose(app: App, address: str, password: str = "", *, rebuild: bool) -> None:
    choice = prepare_choice(app, address, create=False, password=password, rebuild=rebuild)
    try:
        check_choice(choice)
    except ShareLoginRefused:
        asked = bool(password) or os.environ.get(VARIABLE) or not can_ask()
        if asked or not needs_password(address):
            raise
        _choose(app, address, getpass(_("Password for the file server: ")), rebuild=rebuild)
        return
    adopt_choice(app, choice)
