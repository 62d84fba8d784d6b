"""A signing card (PKCS#11): a person's key that never leaves it; its PIN is asked for each time and never kept.

The card only needs a P-256 key. The certificate for it is issued by our own root, like that of a PIN's key, so that a
paper signed with a card is checked as every other paper is. Raw ECDSA is used because many cards do not hash.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_der_public_key

from desktop_app.errors import CardPinLocked, CardPinWrong, CardUnusable
from desktop_app.keys.signing import CURVE


@dataclass(frozen=True, slots=True)
class CardPlace:
    """Where a card's key is found: the driver's file, the card's label, the key's label; empty: the only one."""

    module: str
    token: str = ""
    key: str = ""


class CardKey:
    """The key on an open card."""

    def __init__(self, public_key: ec.EllipticCurvePublicKey, private: Any, token: str, label: str) -> None:
        self.public_key, self._private = public_key, private
        self.token, self.label = token, label

    def sign(self, data: bytes) -> bytes:
        """Sign *data* with ECDSA P-256 SHA-256, as DER. Raises CardUnusable."""
        from pkcs11 import Mechanism

        with _card_errors(self.label):
            plain = self._private.sign(sha256(data).digest(), mechanism=Mechanism.ECDSA)
        half = len(plain) // 2
        return encode_dss_signature(int.from_bytes(plain[:half]), int.from_bytes(plain[half:]))


@dataclass(frozen=True, slots=True)
class CardSigner:
    """An open card and the certificate that names its holder."""

    key: CardKey
    certificate: x509.Certificate

    def sign(self, data: bytes) -> bytes:
        """Sign *data* on the card."""
        return self.key.sign(data)


@contextmanager
def open_card(place: CardPlace, pin: str) -> Iterator[CardKey]:
    """Open the key at *place* with the card's PIN, and close the card again.

    Raises CardPinWrong, CardPinLocked, CardUnusable.
    """
    token = _token(place)
    with _card_errors(place.token or token.label):
        session = token.open(user_pin=pin)
    try:
        with _card_errors(place.key or token.label):
            key = _key(session, place.key, token.label)
        yield key
    finally:
        session.close()


def tokens_in(module: str) -> tuple[str, ...]:
    """Return the labels of the cards that are in a reader now. Raises CardUnusable."""
    return tuple(token.label for token in _tokens(module))


def _driver(module: str) -> Any:
    import pkcs11

    if not Path(module).is_file():
        raise CardUnusable(reason="module", where=module)
    try:
        return pkcs11.lib(module)
    except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
        raise CardUnusable(reason="module", where=module) from error


def _token(place: CardPlace) -> Any:
    fitting = [token for token in _tokens(place.module) if token.label == place.token or not place.token]
    if not fitting:
        raise CardUnusable(reason="absent", where=place.token)
    if len(fitting) > 1:
        raise CardUnusable(reason="several", where=", ".join(token.label for token in fitting))
    return fitting[0]


def _tokens(module: str) -> list[Any]:
    """Return the cards in a reader that were ever made ready for use."""
    from pkcs11 import TokenFlag

    with _card_errors(module):
        found = [slot.get_token() for slot in _driver(module).get_slots(token_present=True)]
    return [token for token in found if TokenFlag.TOKEN_INITIALIZED in token.flags]


def _key(session: Any, label: str, token: str) -> CardKey:
    from pkcs11 import Attribute, KeyType, ObjectClass
    from pkcs11.util.ec import encode_ec_public_key

    named = {Attribute.LABEL: label} if label else {}
    private = list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.SIGN: True, **named}))
    if len(private) != 1:
        raise CardUnusable(reason="no key", where=label or token)
    key = private[0]
    if key.key_type is not KeyType.EC:
        raise CardUnusable(reason="other kind", where=key.label)
    wanted = {Attribute.CLASS: ObjectClass.PUBLIC_KEY, Attribute.ID: key.id}
    public = next(iter(session.get_objects(wanted)), None)
    if public is None:
        raise CardUnusable(reason="no key", where=label or token)
    read = load_der_public_key(encode_ec_public_key(public))
    if not isinstance(read, ec.EllipticCurvePublicKey) or read.curve.name != CURVE.name:
        raise CardUnusable(reason="other kind", where=key.label)
    return CardKey(read, key, token, key.label)


@contextmanager
def _card_errors(where: str) -> Iterator[None]:
    """Turn what a driver raises into our errors; nothing in them tells the PIN."""
    import pkcs11

    try:
        yield
    except (pkcs11.PinIncorrect, pkcs11.PinLenRange, pkcs11.PinInvalid):
        raise CardPinWrong from None
    except (pkcs11.PinLocked, pkcs11.PinExpired):
        raise CardPinLocked from None
    except (pkcs11.TokenNotPresent, pkcs11.NoSuchToken):
        raise CardUnusable(reason="absent", where=where) from None
    except (pkcs11.PKCS11Error, OSError) as error:
        raise CardUnusable(reason="failed", where=where) from error
