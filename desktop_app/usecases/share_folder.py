"""Choosing the share folder: whose it is comes first, then nothing is kept but its address.

Only the PC that founded the workplace marks a folder, and only founding (or asking for it) makes an absent one.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop_app.app import INTAKE_SECRET, SHARE_KEY, App
from desktop_app.domain.headquarters_facts import IntakeGiven
from desktop_app.domain.roles import Role
from desktop_app.errors import CannotOpen, RecipientUnreadable
from desktop_app.keys.device_keys import sealable
from desktop_app.keys.fiscal import sealed_text
from desktop_app.keys.identity import certificate_der, fingerprint, read_certificate
from desktop_app.keys.seal import new_age_identity, open_sealed, recipient_of
from desktop_app.share.address import open_store
from desktop_app.share.marker import Marker, make_marker, place_marker, read_marker, require_ours, workplace_id
from desktop_app.store.desk import Desk
from desktop_app.store.sights import Sights
from desktop_app.usecases.share_login import keep_password, password_for

MARKER_KEY = "share/marker"
"""Desk state of the founding PC: the bytes of STORE.json, so that a torn one can be finished."""


SEEN_MARKER_KEY = "share/marker-seen"
"""Desk state of every other PC: the same bytes, so that a wiped share can be marked again when its founder is gone."""


@dataclass(frozen=True, slots=True)
class ShareChoice:
    """A folder somebody chose, and what is needed to tell whether it is ours."""

    address: str
    create: bool
    root_certificate: bytes
    workplace_id: str
    marker: bytes | None = field(repr=False)
    password: str = field(default="", repr=False)
    typed: bool = False
    """Whether somebody entered the password just now; then it is kept with the address."""


def create_share(app: App, url: str) -> str:
    """Use the folder at *url* as this workplace's share, making and marking it where need be; returns its address.

    Raises ForeignShare, ShareMarkerDamaged, ShareAddressUnknown, SharePasswordInAddress, ShareReadOnly, ShareFull,
    ShareLoginRefused, ShareUnreachable; ShareUnmarked on a PC that did not found the workplace. Then nothing was
    changed here.
    """
    return _choose(app, url, create=True)


def set_share(app: App, url: str) -> str:
    """Use an existing folder; raises what create_share raises, and ShareMissing."""
    return _choose(app, url, create=False)


def share_address(app: App) -> str | None:
    """Return the share's address, None when none was chosen."""
    stored = app.record.desk.get(SHARE_KEY)
    return stored.decode() if stored else None


def prepare_choice(app: App, url: str, *, create: bool, password: str = "", rebuild: bool = False) -> ShareChoice:
    """Put together what check_choice needs; the founding PC makes its marker here. For the desk lane.

    *password*: that of the address's user, when it was entered just now. *rebuild*: the share was wiped, so a PC that
    did not found the workplace may put the founder's marker back.
    """
    seen = app.record.desk.get(SEEN_MARKER_KEY) if rebuild else None
    root = read_certificate(app.workplace.root_certificate.encode())
    return ShareChoice(
        address=open_store(url).address,
        create=create,
        root_certificate=certificate_der(root),
        workplace_id=workplace_id(root, app.workplace.org_code),
        marker=our_marker(app) or seen,
        password=password or password_for(app.surroundings, url),
        typed=bool(password),
    )


def check_choice(choice: ShareChoice) -> None:
    """Tell whether the folder is ours and mark it if that is for us to do. For the share lane: no database."""
    store = open_store(choice.address, create=choice.create, password=choice.password)
    if choice.marker is not None:
        place_marker(store, choice.marker)
    require_ours(read_marker(store), read_certificate(choice.root_certificate), choice.workplace_id)


def adopt_choice(app: App, choice: ShareChoice) -> None:
    """Keep a checked folder as the share, and its password in the keyring. For the desk lane.

    Raises KeyringMissing and the keyring's errors; then nothing was changed.
    """
    if choice.typed:
        keep_password(app.surroundings, choice.address, choice.password)
    if choice.address != share_address(app):
        Sights(app.record.database).forget()  # what was met elsewhere is not missing here
    app.record.desk.put({SHARE_KEY: choice.address.encode()})


def our_marker(app: App) -> bytes | None:
    """Return STORE.json as this PC writes it, made once; None on a PC that did not found the workplace."""
    kept = app.record.desk.get(MARKER_KEY)
    if kept is not None or not app.keeps_root:
        return kept
    founded = app.record.desk.secret(INTAKE_SECRET)
    secret = founded.decode() if founded else new_age_identity()[0]
    made = make_marker(_marker(app, secret), app.device.sign)
    with app.record.database.transaction() as connection:
        Desk.write(connection, {MARKER_KEY: made})
        Desk.write_secrets(connection, {INTAKE_SECRET: secret.encode()})
    return made


def intake_for_issuers(app: App) -> bytes:
    """Return what an appointed PC needs to take requests in: the share's marker and the key that opens them."""
    marker = our_marker(app)
    intake = app.record.desk.secret(INTAKE_SECRET)
    assert marker is not None, "only the founding PC appoints"
    assert intake is not None, "made together with the marker"
    return json.dumps({"marker": marker.decode(), "intake": intake.decode()}).encode()


def intakes_due(app: App) -> Iterator[IntakeGiven]:
    """Give headquarters' PCs what opens requests, so that the second line can check who asks; from any PC that has it.

    They may not let anybody in with it: that takes an appointment, or a member.
    """
    intake, workplace = app.record.desk.secret(INTAKE_SECRET), app.workplace
    if intake is None:
        return
    membership, reached = workplace.membership, sealable(workplace.membership.keys)
    for device_id in workplace.devices_in_use:
        holder = workplace.members.get(workplace.holders.get(device_id, ""))
        keys = reached.get(device_id)
        if holder is None or holder.role is not Role.SECOND_LINE or keys is None:
            continue
        if device_id not in membership.intakes and device_id not in membership.issuers:
            yield IntakeGiven(device_id, sealed_text(intake, keys.recipient))


def learn_intake(app: App) -> None:
    """Keep what was sealed for this PC when it was appointed, or given so that the second line can check who asks."""
    _learn_appointment(app)
    for given in app.workplace.membership.intakes.get(app.device.device_id, ()):
        if app.record.desk.secret(INTAKE_SECRET) is not None:
            return
        try:
            intake = open_sealed(base64.b64decode(given.sealed_intake), app.identities())
            recipient_of(intake.decode())
        except (CannotOpen, RecipientUnreadable, ValueError):
            continue
        app.record.desk.put_secrets({INTAKE_SECRET: intake})


def _learn_appointment(app: App) -> None:
    # A PC of headquarters may have been given the key before; it lacks the marker until it is appointed.
    if app.record.desk.secret(INTAKE_SECRET) is not None and app.record.desk.get(MARKER_KEY) is not None:
        return
    for appointed in app.workplace.membership.issuers.get(app.device.device_id, ()):
        try:
            told = json.loads(open_sealed(base64.b64decode(appointed.sealed_intake), app.identities()))
            marker, intake = str(told["marker"]).encode(), str(told["intake"]).encode()
        except (CannotOpen, ValueError, TypeError, LookupError):
            continue
        with app.record.database.transaction() as connection:
            Desk.write(connection, {MARKER_KEY: marker})
            Desk.write_secrets(connection, {INTAKE_SECRET: intake})


def _marker(app: App, intake: str) -> Marker:
    workplace = app.workplace
    root = read_certificate(workplace.root_certificate.encode())
    device = read_certificate(workplace.devices[app.device.device_id].certificate.encode())
    return Marker(
        store_id=app.surroundings.new_id(),
        root=fingerprint(root),
        workplace_id=workplace_id(root, workplace.org_code),
        org_code=workplace.org_code,
        workplace=workplace.name,
        recipient=recipient_of(intake),
        root_certificate=certificate_der(root),
        certificate=certificate_der(device),
    )


def _choose(app: App, url: str, *, create: bool) -> str:
    choice = prepare_choice(app, url, create=create)
    check_choice(choice)
    adopt_choice(app, choice)
    return choice.address
