"""The headquarters' own age key leaves its PC, as a file under a passphrase or on paper, and comes back to another.

It opens every sealed file of the workplaces that joined (share protocol, Keys), so the person of the second line
vouches with their PIN. The file is age's own kind, so the plain ``age`` program takes it; in a comment it also carries
the invitation and the headquarters' root, with which joinings are confirmed. The paper carries the age key alone: what
opens is all back, the invitation comes from the record of a workplace that joined, and new joinings are not noted any
more.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop_app.app import App
from desktop_app.errors import (
    CannotOpen,
    HeadquartersAlone,
    HeadquartersInvitationWrong,
    HeadquartersKeyHere,
    HeadquartersKeyWrong,
    HeadquartersNotJoined,
    RecoveryCodeUnreadable,
    SekishoError,
)
from desktop_app.exchange.durable import replacing
from desktop_app.keys import identity
from desktop_app.keys.recovery import read_recovery_code
from desktop_app.keys.seal import open_with_passphrase, recipient_of, seal_with_passphrase
from desktop_app.keys.vault import check_passphrase
from desktop_app.share.invitation import read_invitation
from desktop_app.usecases.headquarters import Headquarters, open_workplace
from desktop_app.usecases.headquarters_own import (
    AGE_SECRET,
    INVITATION_KEY,
    ROOT_SECRET,
    OwnInvitation,
    keep_own,
    own_home,
    own_invitation,
    own_record,
)
from desktop_app.usecases.people import unlock_person

KEY_FILE_NAME = "sekisho-headquarters-key.age"
LARGEST_KEY_FILE = 64 * 1024

_NOTE = "# sekisho headquarters 1 "


def export_key(headquarters: Headquarters, out: Path, key_passphrase: str, *, own_pin: str) -> str:
    """Write the key as ``age --identity`` takes it, under *key_passphrase*; returns its recipient. Takes a second.

    Raises WrongPin, PinLocked, PassphraseTooShort, HeadquartersAlone, HeadquartersNotJoined (there is no key yet),
    FolderNotWritable.
    """
    check_passphrase(key_passphrase)
    with _vouched(headquarters, own_pin):
        pass
    data, secret, root = _own_secrets(headquarters)
    parts = (base64.b64encode(data).decode(), base64.b64encode(root or b"").decode())
    recipient = recipient_of(secret)
    text = f"{_NOTE}{' '.join(parts)}\n# public key: {recipient}\n{secret}\n"
    with replacing(out) as file:
        if os.name != "nt":
            os.fchmod(file.fileno(), 0o600)
        file.write(seal_with_passphrase(text.encode(), key_passphrase))
    return recipient


def render_key_sheet(headquarters: Headquarters, *, own_pin: str) -> bytes:
    """Return the key's paper as a PDF in the language in use; nothing is stored. Raises as export_key, GlyphMissing."""
    from desktop_app.papers.forms.recovery_kit import RecoveryKit, render_recovery_kit

    with _vouched(headquarters, own_pin) as app:
        company, printed_by, now = app.workplace.company, app.person.name, app.now()
    data, secret, _root = _own_secrets(headquarters)
    told, certificate = read_invitation(data)
    return render_recovery_kit(
        RecoveryKit(
            employer_name=company,
            workplace_name=told.name,
            org_code="",
            fiscal_year=None,
            secret_key=secret,
            root_fingerprint=identity.fingerprint(certificate),
            printed_by=printed_by,
            created_at=now,
        )
    )


def take_key_file(
    headquarters: Headquarters, data: bytes, key_passphrase: str, *, passphrase: str = ""
) -> OwnInvitation:
    """Take the key in from its file, the root included.

    *passphrase*: for a PC without a keyring, that of the other homes. Raises HeadquartersKeyHere, HeadquartersKeyWrong,
    WrongPassphrase and what making a home does; then nothing was changed.
    """
    _require_none(headquarters)
    if len(data) > LARGEST_KEY_FILE:
        raise HeadquartersKeyWrong(reason="file")
    try:
        opened = open_with_passphrase(data, key_passphrase)
    except CannotOpen:
        raise HeadquartersKeyWrong(reason="file") from None
    return _keep(headquarters, *read_key_text(opened), passphrase)


def read_key_text(data: bytes) -> tuple[str, bytes, bytes]:
    """Return the secret, the invitation and the root's key (or nothing) from an opened key file.

    Raises HeadquartersKeyWrong.
    """
    try:
        lines = data.decode().splitlines()
        note = next(line for line in lines if line.startswith(_NOTE))
        invitation, _blank, root = note.removeprefix(_NOTE).partition(" ")
        secret = read_recovery_code(next(line for line in lines if not line.startswith("#")))
        written, key = base64.b64decode(invitation, validate=True), base64.b64decode(root, validate=True)
        if key:
            identity.key_from_bytes(key)
    except (RecoveryCodeUnreadable, StopIteration, ValueError):
        raise HeadquartersKeyWrong(reason="file") from None
    return secret, written, key


def take_key_sheet(
    headquarters: Headquarters, code: str, *, invitation: bytes | None = None, passphrase: str = ""
) -> OwnInvitation:
    """Take the key in from its paper: *code* typed or scanned, *invitation* where no workplace that joined is here.

    Raises RecoveryCodeUnreadable, and what take_key_file raises.
    """
    _require_none(headquarters)
    secret = read_recovery_code(code)
    if invitation is None:
        invitation = next(_invitations(headquarters, recipient_of(secret)), None)
    if invitation is None:
        raise HeadquartersKeyWrong(reason="none")
    return _keep(headquarters, secret, invitation, b"", passphrase)


def _keep(headquarters: Headquarters, secret: str, invitation: bytes, root: bytes, passphrase: str) -> OwnInvitation:
    try:
        told, _certificate = read_invitation(invitation)
    except HeadquartersInvitationWrong:
        raise HeadquartersKeyWrong(reason="invitation") from None
    if told.recipient != recipient_of(secret):
        raise HeadquartersKeyWrong(reason="invitation")
    secrets = {AGE_SECRET: secret.encode(), **({ROOT_SECRET: root} if root else {})}
    return keep_own(headquarters, invitation, secrets, passphrase)


def _invitations(headquarters: Headquarters, recipient: str) -> Iterator[bytes]:
    """Yield the invitations by which workplaces here joined the headquarters of a key."""
    for app in _readable(headquarters):
        joined = app.workplace.membership.headquarters
        if joined is not None and joined.recipient == recipient and joined.invitation:
            with suppress(ValueError):
                yield base64.b64decode(joined.invitation)


def _require_none(headquarters: Headquarters) -> None:
    if own_home(headquarters).exists:
        known = own_invitation(headquarters)
        raise HeadquartersKeyHere(name=known.name if known else "")


def _own_secrets(headquarters: Headquarters) -> tuple[bytes, str, bytes | None]:
    """Return the invitation, the age secret, and the root's key where it is here. Raises HeadquartersNotJoined."""
    if not own_home(headquarters).exists:
        raise HeadquartersNotJoined(name="")
    with own_record(headquarters) as record:
        data, secret = record.desk.get(INVITATION_KEY), record.desk.secret(AGE_SECRET)
        assert data is not None, "the home is made with both"
        assert secret is not None, "the home is made with both"
        return data, secret.decode(), record.desk.secret(ROOT_SECRET)


@contextmanager
def _vouched(headquarters: Headquarters, own_pin: str) -> Iterator[App]:
    """Open a workplace's home whose person vouches with their PIN. Raises WrongPin, PinLocked, HeadquartersAlone."""
    readable = _readable(headquarters)
    app = next(readable, None)
    if app is None:
        raise HeadquartersAlone
    try:
        unlock_person(app, app.person_id, own_pin)
        yield app
    finally:
        readable.close()


def _readable(headquarters: Headquarters) -> Generator[App]:
    """Yield the workplaces' homes one after the other, each open until the next; what does not open is passed over."""
    for key in headquarters.workplaces():
        try:
            app = open_workplace(headquarters, key)
        except SekishoError:
            continue
        try:
            yield app
        finally:
            app.close()
