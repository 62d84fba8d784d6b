"""``settings timestamp``: the service that stamps signatures with the time."""

from __future__ import annotations

import argparse

from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said
from desktop_app.cli.session import at_desk, pin
from desktop_app.sentences.papers import service_words
from desktop_app.usecases import timestamping


def timestamp(options: argparse.Namespace) -> Said:
    """Show, set or give up the service; the person of --as vouches with their PIN."""
    with at_desk(options) as app:
        if options.address == "off":
            timestamping.give_up_service(app, pin())
        elif options.address:
            certificates = file_of(options.certificate) if options.certificate else None
            own_pin = pin()
            timestamping.choose_service(app, timestamping.try_service(options.address, certificates), own_pin)
        chosen = app.workplace.timestamp_service
    data = {"url": chosen.url if chosen else None, "trusted": bool(chosen and chosen.certificates)}
    return Said(data, service_words(chosen))
