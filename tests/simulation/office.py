"""The office every seed begins in, founded once by the real code and copied from then on.

The first PC holds the root; the others certify with issuing certificates of their own; the last is headquarters'.
"""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from pathlib import Path

from desktop_app.app import PERSON_KEY, ROOT_SECRET, SHARE_KEY
from desktop_app.domain.facts import DeviceEnrolled, PersonEnrolled, Role
from desktop_app.keys import identity
from desktop_app.keys.device_keys import new_device_keys
from desktop_app.share.store import MARKER
from desktop_app.store.database import create_database
from desktop_app.store.own_device import DEVICE_SECRET, device_secret
from desktop_app.store.record import Record
from desktop_app.store.tables import secret
from desktop_app.usecases.first_start import FirstStart, _founding_facts
from desktop_app.usecases.issuing import appointment
from desktop_app.usecases.people import root_identity
from desktop_app.usecases.share_folder import our_marker
from tests.fakes import FixedClock
from tests.homes import MANAGER, PIN, hokkaido, surroundings
from tests.simulation.faulty_share import Disk, FaultyShare
from tests.simulation.pc import BEGIN, KEY, FailingDatabase, Pc, copy_of, ids_of

MOST_PCS = 8
_NAMES = "ABCDEFGH"


@cache
def office() -> tuple[dict[str, bytes], tuple[FailingDatabase, ...]]:
    """The files of a share with one founder's record on it, and the databases of the PCs that hold it."""
    first = _founded()
    ids = ids_of("others")
    others = [(next(ids)[:16], identity.new_key(), letter) for letter in _NAMES[1:]]
    secrets = {}
    for device_id, key, letter in others:
        certificate = identity.issue_device_certificate(root_identity(first.app), key.public_key(), device_id, BEGIN)
        own = new_device_keys(device_id)
        enrolled = DeviceEnrolled(device_id, letter, identity.certificate_pem(certificate).decode())
        first.app.commit((enrolled, own.announced))
        first.app.commit((appointment(first.app, device_id),))
        secrets[device_id] = {**own.secrets, DEVICE_SECRET: device_secret(device_id, identity.key_to_bytes(key))}
    overseer = next(ids)[:16]
    manager = first.app.person
    first.app.commit(
        (PersonEnrolled(overseer, "0090001", manager.name, "", Role.SECOND_LINE, "", manager.certificate),)
    )
    disk = Disk()
    marker = our_marker(first.app)
    assert marker is not None
    disk.files[MARKER] = marker
    report = first.sync(FaultyShare(disk, random.Random(0)))
    assert (report.trouble, report.unsent) == (None, 0)
    homes = [first.database]
    for device_id, _key, letter in others:
        other = copy_of(first.database)
        with other.transaction() as connection:
            connection.execute(secret.delete().where(secret.c.name == ROOT_SECRET))
        desk = Record(other).desk
        desk.put_secrets(secrets[device_id])
        desk.put({PERSON_KEY: overseer.encode() if letter == _NAMES[-1] else None})
        homes.append(other)
    return disk.files, tuple(homes)


def _founded() -> Pc:
    loaded = hokkaido()
    start = FirstStart("北辰送配電", "西部", "NSC01", MANAGER, loaded.programme, loaded.sha256)
    ids = ids_of("office")
    around = replace(surroundings(FixedClock(BEGIN)), new_id=lambda: next(ids))
    facts, secrets, device, person = _founding_facts(start, around, PIN)
    database = create_database(Path(":memory:"), KEY)
    Record(database).commit(facts, device, at=BEGIN, by=person, desk={SHARE_KEY: b"memory"}, secrets=secrets)
    return Pc("A", copy_of(database), Disk())


def pcs(number: int, *, headquarters: bool) -> tuple[Disk, list[Pc]]:
    """A share and *number* PCs that have just been let in, the last of them headquarters' if there is one."""
    files, homes = office()
    disk = Disk(dict(files))
    chosen = [*range(number)]
    if headquarters:
        chosen[-1] = MOST_PCS - 1
    return disk, [Pc(_NAMES[n], copy_of(homes[n]), disk, ids=ids_of(_NAMES[n])) for n in chosen]
