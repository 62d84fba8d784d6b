"""What the signing section asks of the lanes: time stamps and cards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop_app.app import App
from desktop_app.domain.facts import TimestampServiceChosen
from desktop_app.sentences.papers import service_words
from desktop_app.text import _

if TYPE_CHECKING:
    from pathlib import Path

Then = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class SigningView:
    """How signing stands, in words: time stamps, and the card of who sits here."""

    stamps: str
    is_stamped: bool
    card: str
    has_card: bool
    module: str


def signing_here(app: App) -> SigningView:
    """Return how it stands with time stamps and with the card of who sits here."""
    from desktop_app.usecases.cards import card_module

    chosen, card = app.workplace.timestamp_service, app.person.card
    held = _("No card is registered for {name}. Reports are confirmed with the passphrase.")
    if card is not None:
        held = _("{name} may confirm with the card “{token}”, or with the passphrase.")
    words = held.format(name=app.person.name, token=card.token if card else "")
    return SigningView("\n".join(service_words(chosen)), chosen is not None, words, card is not None, card_module(app))


def try_stamps(address: str, certificates: Path | None) -> TimestampServiceChosen:
    """Ask the service for a stamp (on the share lane)."""
    from desktop_app.usecases.timestamping import try_service

    return try_service(address, certificates)


def set_stamps(app: App, chosen: TimestampServiceChosen, pin: str) -> None:
    """Have signatures stamped from now on."""
    from desktop_app.usecases.timestamping import choose_service

    choose_service(app, chosen, pin)


def stop_stamps(app: App, pin: str) -> None:
    """Have no signature stamped any more."""
    from desktop_app.usecases.timestamping import give_up_service

    give_up_service(app, pin)


def register_card(app: App, module: str, token: str, key: str, card_pin: str, pin: str) -> None:
    """Let who sits here confirm with the card in the reader."""
    from desktop_app.keys.card import CardPlace
    from desktop_app.usecases import cards

    place = CardPlace(module.strip(), token.strip(), key.strip())
    cards.register_card(app, app.person_id, place, card_pin, own_pin=pin)


def give_card_up(app: App, pin: str) -> None:
    """Let nothing more be confirmed with the card of who sits here."""
    from desktop_app.usecases.cards import withdraw_card

    withdraw_card(app, app.person_id, own_pin=pin)
