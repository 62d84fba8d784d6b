"""A headquarters' own root certificate and age key, and the invitation by which a stand-alone workplace joins it.

They lie in a small encrypted home of their own beside the workplaces' (``own``), whose key is kept as every home's is.
The workplace's side is ``headquarters_joining``; why its two numbers may be trusted: ``desktop_app.share.invitation``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from desktop_app.domain.entered import one_line
from desktop_app.domain.names import fold_digits
from desktop_app.errors import FieldMissing, HeadquartersCodeWrong, HeadquartersNotJoined
from desktop_app.home import Home
from desktop_app.keys import identity
from desktop_app.keys.seal import new_age_identity
from desktop_app.keys.vault import PassphraseFile, open_database_key
from desktop_app.share.invitation import invitation_answer, invitation_code, make_invitation, read_invitation
from desktop_app.store.database import open_database
from desktop_app.store.desk import Desk
from desktop_app.store.record import Record
from desktop_app.usecases.headquarters import Headquarters, opened
from desktop_app.usecases.headquarters_joining import years_handed_over
from desktop_app.usecases.issuing import app_root
from desktop_app.usecases.new_home import making_home

INVITATION_NAME = "sekisho-headquarters.json"

_INVITATION_KEY = "headquarters/invitation"
_ROOT_SECRET, _AGE_SECRET = "headquarters/root", "headquarters/age"


@dataclass(frozen=True, slots=True)
class OwnInvitation:
    """The headquarters as its workplaces pin it: name, the file to send, and the twenty digits to read out."""

    name: str
    code: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ConfirmedJoining:
    """A workplace that joined; ``keys`` of its years are opened by the headquarters' own key."""

    workplace: str
    keys: int


def own_invitation(headquarters: Headquarters) -> OwnInvitation | None:
    """Return the invitation, None before it was made. Raises what opening a home raises."""
    if not _own_home(headquarters).exists:
        return None
    with _own(headquarters) as record:
        data = record.desk.get(_INVITATION_KEY)
    assert data is not None, "the home is made with it"
    return _shown(data)


def make_own_invitation(headquarters: Headquarters, name: str, *, passphrase: str = "") -> OwnInvitation:
    """Make the headquarters' keys and the invitation under *name*; what was made before stays as it is.

    *passphrase*: for a PC without a keyring, that of the other homes. Raises FieldMissing and what making a home does.
    """
    made = own_invitation(headquarters)
    if made is not None:
        return made
    name = one_line("headquarters", name)
    if not name:
        raise FieldMissing(field="headquarters")
    root = identity.make_root(name, headquarters.surroundings.clock())
    secret, recipient = new_age_identity()
    data = make_invitation(name, root, recipient)
    with making_home(_own_home(headquarters), headquarters.surroundings, passphrase) as new:
        with new.record.database.transaction() as connection:
            Desk.write(connection, {_INVITATION_KEY: data})
            Desk.write_secrets(
                connection, {_ROOT_SECRET: identity.key_to_bytes(root.key), _AGE_SECRET: secret.encode()}
            )
        new.settle()
    new.lock.release()
    return _shown(data)


def confirm_joining(headquarters: Headquarters, key: str, answer: str) -> ConfirmedJoining:
    """Make sure that a workplace joined this headquarters and no other: *answer* is what its manager read back.

    Its record has to have arrived (``exchange_with``). Raises HeadquartersNotJoined, HeadquartersCodeWrong, CannotOpen
    (the keys it handed over do not open) and what ``opened`` raises.
    """
    own = own_invitation(headquarters)
    if own is None:
        raise HeadquartersNotJoined(name="")
    with _own(headquarters) as record:
        secret = (record.desk.secret(_AGE_SECRET) or b"").decode()
    with opened(headquarters, key) as app:
        joined = app.workplace.membership.headquarters
        if joined is None:
            raise HeadquartersNotJoined(name="")
        pinned = identity.read_certificate(joined.certificate.encode())
        if identity.fingerprint(pinned) != identity.fingerprint(read_invitation(own.data)[1]):
            raise HeadquartersNotJoined(name=joined.name)
        if "".join(fold_digits(answer).split()) != invitation_answer(own.data, app_root(app)):
            raise HeadquartersCodeWrong
        keys = years_handed_over(joined, (secret,))
        return ConfirmedJoining(app.workplace.name, len(keys))


def _own_home(headquarters: Headquarters) -> Home:
    return Home(headquarters.folder / "own")


@contextmanager
def _own(headquarters: Headquarters) -> Iterator[Record]:
    home = _own_home(headquarters)
    lock = home.lock()
    try:
        keyring, file = headquarters.keyring, PassphraseFile(home.passphrase_file)
        key = open_database_key(home.home_id(), keyring, file, headquarters.ask_passphrase)
        record = Record(open_database(home.database, key))
        try:
            yield record
        finally:
            record.database.close()
    finally:
        lock.release()


def _shown(data: bytes) -> OwnInvitation:
    return OwnInvitation(read_invitation(data)[0].name, invitation_code(data), data)
