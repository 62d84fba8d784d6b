"""Signing cards of the people who confirm: registering one, giving it up, confirming with it (issue: PKCS#11)."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from desktop_app.app import App
from desktop_app.domain.facts import PersonCardRegistered, PersonCardWithdrawn
from desktop_app.domain.roles import require_office
from desktop_app.domain.workplace import Person
from desktop_app.errors import CardNotRegistered, CardUnusable, UnknownPerson
from desktop_app.keys import identity
from desktop_app.keys.card import CardPlace, CardSigner, open_card, tokens_in
from desktop_app.usecases.issuing import issuing_identity
from desktop_app.usecases.people import require_seat_free, vouch

MODULE_KEY = "card/module"
"""Desk state: the driver of this PC's card reader."""


def card_module(app: App) -> str:
    """Return the driver (PKCS#11 module) of this PC's card reader, empty when none was named."""
    return (app.record.desk.get(MODULE_KEY) or b"").decode()


def use_card_module(app: App, module: str) -> None:
    """Name the driver of this PC's card reader."""
    app.record.desk.put({MODULE_KEY: module.strip().encode()})


def cards_here(module: str) -> tuple[str, ...]:
    """Return the labels of the cards in the reader. Raises CardUnusable."""
    return tokens_in(module)


def register_card(app: App, person_id: str, place: CardPlace, card_pin: str, *, own_pin: str) -> Person:
    """Let a person confirm with the key on their card; the person at the desk vouches with *own_pin*.

    A certificate for that key is issued here; the card itself stays as it is. Raises WrongPin, PinLocked, NotEntitled
    (this PC cannot issue certificates), CardPinWrong, CardPinLocked, CardUnusable.
    """
    require_seat_free(app)
    vouch(app, own_pin)
    person = _known(app, person_id)
    issuer = issuing_identity(app)
    with open_card(place, card_pin) as key:
        proof = secrets.token_bytes(32)
        identity.verify(key.public_key, key.sign(proof), proof)
        certificate = identity.issue_person_certificate(
            issuer, key.public_key, person.name, person.employee_no, app.workplace.company, app.now()
        )
        pem = identity.certificate_pem(certificate).decode()
        fact = PersonCardRegistered(person_id, pem, key.token, key.label, app.person.name)
    app.commit((fact,), desk={MODULE_KEY: place.module.encode()})
    return app.workplace.people[person_id]


def withdraw_card(app: App, person_id: str, *, own_pin: str) -> None:
    """Let nothing more be confirmed with a person's card: it is lost, or given back.

    Raises WrongPin, PinLocked, CardNotRegistered.
    """
    require_seat_free(app)
    vouch(app, own_pin)
    person = _known(app, person_id)
    if person.card is None:
        raise CardNotRegistered(employee_no=person.employee_no)
    app.commit((PersonCardWithdrawn(person_id, app.person.name),))


@contextmanager
def own_card(app: App, card_pin: str) -> Iterator[CardSigner]:
    """Open the card of the person at the desk, for signing.

    Raises CardNotRegistered, CardPinWrong, CardPinLocked, CardUnusable, NotEntitled.
    """
    require_office(app.person.role, "CaseConfirmed")
    card = app.person.card
    if card is None:
        raise CardNotRegistered(employee_no=app.person.employee_no)
    certificate = identity.read_certificate(card.certificate.encode())
    with open_card(CardPlace(card_module(app), card.token, card.key), card_pin) as key:
        if key.public_key != certificate.public_key():
            raise CardUnusable(reason="other key", where=card.token)
        yield CardSigner(key, certificate)


def _known(app: App, person_id: str) -> Person:
    try:
        return app.workplace.people[person_id]
    except KeyError:
        raise UnknownPerson(employee_no=person_id) from None
