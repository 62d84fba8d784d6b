"""A stand-alone workplace that lost every PC comes back from its share and the printed recovery kit.

The kit opens its year's segments; in them lies a letter that only the kit opens, with the root's key and all years'
keys (keys.recovery_letter). What no PC had sent to the share yet is lost. The share is not trusted: whether it is the
right one, a person sees by comparing the fingerprint with the paper.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.app import FISCAL_PREFIX, PERSON_KEY, ROOT_SECRET, SHARE_KEY, App, Surroundings, assemble, usable
from desktop_app.domain.facts import DeviceEnrolled
from desktop_app.domain.recovery_facts import RecoverySealed
from desktop_app.errors import UnknownPerson, WrongRecoveryKey
from desktop_app.home import Home
from desktop_app.keys import identity
from desktop_app.keys.pin import check_pin
from desktop_app.keys.recovery import read_recovery_code
from desktop_app.keys.recovery_letter import open_recovery
from desktop_app.share.marker import read_marker
from desktop_app.share.store import MARKER, Store
from desktop_app.store.bases import note_bases
from desktop_app.store.own_device import DEVICE_SECRET, device_secret
from desktop_app.store.record import Record
from desktop_app.store.salvage import Salvaged
from desktop_app.store.segments import Segments
from desktop_app.usecases.enrolment import next_letter
from desktop_app.usecases.new_home import NewHome, making_home
from desktop_app.usecases.people import reset_pin_with_kit, root_identity
from desktop_app.usecases.repair_sources import Pool, from_share
from desktop_app.usecases.share_folder import MARKER_KEY
from desktop_app.usecases.share_login import share_store


@dataclass(frozen=True, slots=True)
class Recovered:
    """What came back: whose record it is, how many entries, and under which letter this PC goes on."""

    workplace: str
    org_code: str
    root_fingerprint: str
    """To be compared with the paper: it must be the same."""
    entries: int
    letter: str


def recover_from_share(
    home: Home,
    address: str,
    recovery_code: str,
    employee_no: str,
    surroundings: Surroundings,
    *,
    new_pin: str,
    passphrase: str = "",
) -> tuple[App, Recovered]:
    """Make a home from a share with a year's printed kit; *employee_no* goes on there under *new_pin*.

    The next sync fetches papers and evidence. Raises RecoveryCodeUnreadable, WrongRecoveryKey (it opens nothing
    there), UnknownPerson, PinTooShort, HomeExists, KeyringMissing, PassphraseTooShort and the share's and the marker's
    errors; then nothing was made.
    """
    check_pin(new_pin)
    kit = read_recovery_code(recovery_code)
    store = share_store(usable(surroundings), address)
    secrets = _letter(store, kit)
    pool = from_share(Pool(), store, (*_workplace_keys(secrets), kit), Salvaged((), (), secrets, {}))
    if not pool.chains:
        raise WrongRecoveryKey
    with making_home(home, surroundings, passphrase) as new:
        _fill(new.record, pool)
        app = _settled(new, store, secrets, employee_no)
        try:
            letter = next_letter(app)
            app.commit((_enrolled(app, letter),))
            app.learn_fiscal_keys()
            reset_pin_with_kit(app, app.person_id, new_pin, recovery_code)
        except BaseException:
            app.record.database.close()
            raise
    root = identity.read_certificate(app.workplace.root_certificate.encode())
    entries = sum(map(len, pool.chains.values()))
    workplace = app.workplace
    return app, Recovered(workplace.name, workplace.org_code, identity.fingerprint(root), entries, letter)


def _letter(store: Store, kit: str) -> dict[str, bytes]:
    """Return the secrets that the kit opens, if the root's key among them is the one of this share."""
    root = identity.read_certificate(read_marker(store).root_certificate)
    pool = from_share(Pool(root=root), store, (kit,), Salvaged((), (), {}, {}))
    secrets: dict[str, bytes] = {}
    for fact in _sealed(pool):
        secrets |= open_recovery(fact, kit) or {}
    if ROOT_SECRET not in secrets:
        raise WrongRecoveryKey
    return secrets


def _sealed(pool: Pool) -> Iterator[RecoverySealed]:
    for _place, signed in sorted(pool.entries.items()):
        for recorded in signed.recorded:
            if isinstance(recorded.fact, RecoverySealed):
                yield recorded.fact


def _workplace_keys(secrets: dict[str, bytes]) -> Iterator[str]:
    for name, secret in sorted(secrets.items(), reverse=True):
        if name.startswith(FISCAL_PREFIX):
            yield str(json.loads(secret)["workplace"])


def _fill(record: Record, pool: Pool) -> None:
    note_bases(record.database, pool.bases.values())
    for _device, chain in sorted(pool.chains.items()):
        record.absorb(chain)
    segments = Segments(record.database)
    segments.put((kept, blobs) for kept, blobs in pool.segments if kept.last_entry <= pool.reach(kept.device_id))
    segments.mark_published(pool.published)


def _settled(new: NewHome, store: Store, secrets: dict[str, bytes], employee_no: str) -> App:
    """Give the home its keys and a device of its own, and open it for the person."""
    person = new.record.workplace.person_with_number(employee_no)
    if person is None:
        raise UnknownPerson(employee_no=employee_no)
    device_id, key = new.surroundings.new_id()[:16], identity.new_key()
    new.record.desk.put_secrets(secrets | {DEVICE_SECRET: device_secret(device_id, identity.key_to_bytes(key))})
    new.record.desk.put(
        {SHARE_KEY: store.address.encode(), MARKER_KEY: store.get(MARKER), PERSON_KEY: person.person_id.encode()}
    )
    new.settle()
    app = assemble(new.home, new.home_id, new.key, new.surroundings, new.lock)
    app.person_id = person.person_id
    return app


def _enrolled(app: App, letter: str) -> DeviceEnrolled:
    stored = app.record.desk.secret(DEVICE_SECRET)
    assert stored is not None, "made a moment ago"
    key = identity.key_from_bytes(bytes.fromhex(json.loads(stored)["key"]))
    device_id = app.device.device_id
    certificate = identity.issue_device_certificate(root_identity(app), key.public_key(), device_id, app.now())
    return DeviceEnrolled(device_id, letter, identity.certificate_pem(certificate).decode())
