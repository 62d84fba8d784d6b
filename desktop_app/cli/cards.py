"""``person card`` and ``settings card-reader``: signing cards."""

from __future__ import annotations

import argparse

from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said
from desktop_app.cli.session import at_desk, card_pin, pin
from desktop_app.errors import UnknownPerson
from desktop_app.keys.card import CardPlace
from desktop_app.text import _
from desktop_app.usecases import cards


def card(options: argparse.Namespace) -> Said:
    """Register a person's card, or take it back: the person of --as vouches with their PIN."""
    with at_desk(options) as app:
        person = app.workplace.person_with_number(options.number)
        if person is None:
            raise UnknownPerson(employee_no=options.number)
        if options.remove:
            cards.withdraw_card(app, person.person_id, own_pin=pin())
            words = _("{name} ({employee_no}) confirms without a card from now on.")
        else:
            module = str(file_of(options.module)) if options.module else cards.card_module(app)
            place = CardPlace(module, options.token, options.key)
            person = cards.register_card(app, person.person_id, place, card_pin(), own_pin=pin())
            words = _("{name} ({employee_no}) may confirm with the card now.")
    held = person.card
    data = {"token": held.token, "key": held.key, "certificate": held.certificate} if held else None
    said = words.format(name=person.name, employee_no=person.employee_no)
    return Said({"employee_no": person.employee_no, "card": None if options.remove else data}, (said,))


def reader(options: argparse.Namespace) -> Said:
    """Show or name the driver of this PC's card reader, and which cards are in it."""
    with at_desk(options) as app:
        if options.module:
            cards.use_card_module(app, str(file_of(options.module)))
        module = cards.card_module(app)
    found = cards.cards_here(module) if module else ()
    words = _("Card reader: {module}").format(module=module or "―")
    return Said({"module": module, "cards": list(found)}, (words, *found))
