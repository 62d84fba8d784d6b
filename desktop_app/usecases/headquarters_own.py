"""A headquarters' own root certificate and age key, and the invitation by which a stand-alone workplace joins it.

They lie in a small encrypted home of their own beside the workplaces' (``own``), whose key is kept as every home's is.
The workplace's side is ``headquarters_joining``; why its two numbers may be trusted: ``desktop_app.share.invitation``.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from desktop_app.domain.entered import one_line
from desktop_app.domain.headquarters_facts import JoiningConfirmed
from desktop_app.domain.names import fold_digits
from desktop_app.errors import FieldMissing, HeadquartersCodeWrong, HeadquartersNotJoined
from desktop_app.home import Home
from desktop_app.keys import identity
from desktop_app.keys.seal import new_age_identity
from desktop_app.keys.vault import PassphraseFile, open_database_key
from desktop_app.share.invitation import (
    confirmation_text,
    invitation_answer,
    invitation_code,
    make_invitation,
    read_invitation,
)
from desktop_app.store.database import open_database
from desktop_app.store.desk import Desk
from desktop_app.store.record import Record
from desktop_app.usecases.headquarters import Headquarters, opened
from desktop_app.usecases.headquarters_joining import joining_confirmed, years_handed_over
from desktop_app.usecases.issuing import app_root
from desktop_app.usecases.new_home import making_home

INVITATION_NAME = "sekisho-headquarters.json"

INVITATION_KEY = "headquarters/invitation"
ROOT_SECRET, AGE_SECRET = "headquarters/root", "headquarters/age"


@dataclass(frozen=True, slots=True)
class OwnInvitation:
    """The headquarters as its workplaces pin it: name, the file to send, and the twenty digits to read out.

    ``fingerprint`` is the SHA-256 (hex) of its certificate, as it stands on the key's paper.
    """

    name: str
    code: str
    data: bytes = field(repr=False)
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmedJoining:
    """A workplace that joined; ``keys`` of its years are opened by the headquarters' own key.

    ``since`` is when that was first confirmed; None where the headquarters' root was not brought back with its key, so
    that nothing could be noted.
    """

    workplace: str
    keys: int
    since: datetime | None


def own_invitation(headquarters: Headquarters) -> OwnInvitation | None:
    """Return the invitation, None before it was made. Raises what opening a home raises."""
    if not own_home(headquarters).exists:
        return None
    with own_record(headquarters) as record:
        data = record.desk.get(INVITATION_KEY)
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
    secrets = {ROOT_SECRET: identity.key_to_bytes(root.key), AGE_SECRET: secret.encode()}
    return keep_own(headquarters, make_invitation(name, root, recipient), secrets, passphrase)


def confirm_joining(headquarters: Headquarters, key: str, answer: str) -> ConfirmedJoining:
    """Make sure that a workplace joined this headquarters and no other: *answer* is what its manager read back.

    Its record has to have arrived (``exchange_with``); that it was confirmed is noted there, signed with the
    headquarters' root. Raises HeadquartersNotJoined, HeadquartersCodeWrong, CannotOpen (the keys it handed over do not
    open) and what ``opened`` raises.
    """
    own = own_invitation(headquarters)
    if own is None:
        raise HeadquartersNotJoined(name="")
    with own_record(headquarters) as record:
        secret, root = (record.desk.secret(AGE_SECRET) or b"").decode(), record.desk.secret(ROOT_SECRET)
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
        if joining_confirmed(app.workplace) is None and root is not None:
            said = identity.sign(identity.key_from_bytes(root), confirmation_text(app_root(app)))
            app.commit((JoiningConfirmed(app.person.name, base64.b64encode(said).decode("ascii")),))
        confirmed = joining_confirmed(app.workplace)
        return ConfirmedJoining(app.workplace.name, len(keys), confirmed.at if confirmed else None)


def own_home(headquarters: Headquarters) -> Home:
    """Return where the headquarters' own keys lie."""
    return Home(headquarters.folder / "own")


def keep_own(
    headquarters: Headquarters, data: bytes, secrets: Mapping[str, bytes], passphrase: str = ""
) -> OwnInvitation:
    """Make the headquarters' own home with an invitation and its keys. Raises what making a home does."""
    with making_home(own_home(headquarters), headquarters.surroundings, passphrase) as new:
        with new.record.database.transaction() as connection:
            Desk.write(connection, {INVITATION_KEY: data})
            Desk.write_secrets(connection, secrets)
        new.settle()
    new.lock.release()
    return _shown(data)


@contextmanager
def own_record(headquarters: Headquarters) -> Iterator[Record]:
    """Open the headquarters' own home. Raises what opening a home raises."""
    home = own_home(headquarters)
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
    told, certificate = read_invitation(data)
    return OwnInvitation(told.name, invitation_code(data), data, identity.fingerprint(certificate))
