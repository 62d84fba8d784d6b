"""Who belongs to the office changes: PCs are let in and removed, keys made anew, copies go on under another id.

The acts are the real ones; only the post between two screens (codes read aloud, a sealed reply) is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from desktop_app.app import FISCAL_PREFIX, SHARE_KEY
from desktop_app.domain.facts import DeviceEnrolled
from desktop_app.domain.membership_facts import EndReason
from desktop_app.errors import EnrolmentUnknown, SekishoError
from desktop_app.keys import identity
from desktop_app.keys.device_keys import new_device_keys
from desktop_app.keys.fiscal import shared
from desktop_app.share.attempts import Placed, place
from desktop_app.share.checkpoint import make_checkpoint
from desktop_app.share.enrolment import JoinRequest
from desktop_app.share.layout import checkpoint_paths
from desktop_app.store.database import create_database
from desktop_app.store.may_record import membership_over
from desktop_app.store.own_device import DEVICE_SECRET, device_secret
from desktop_app.store.record import Device, Record
from desktop_app.usecases.checkpoints import PlacedCheckpoint, note_checkpoint, prepare_checkpoint
from desktop_app.usecases.enrolment import _announced, next_letter
from desktop_app.usecases.issuing import can_issue, issuing_identity, keys_given
from desktop_app.usecases.joining import _collect
from desktop_app.usecases.letting_in_again import _request, facts_again, letter_before
from desktop_app.usecases.membership import remove_device, rotation
from desktop_app.usecases.renewal_reply import renewed_device
from desktop_app.usecases.retiring import _go_on, renew_registration
from desktop_app.usecases.share_errand import Trust, trust_of
from tests.fakes import FixedClock
from tests.homes import PIN, surroundings
from tests.simulation.faulty_share import Disk, FaultyShare
from tests.simulation.pc import KEY, FailingDatabase, Files, Pc, app_of, copy_of, ids_of


def may_certify(pc: Pc) -> bool:
    """Whether this PC can let in and remove others, as far as it knows itself."""
    over = membership_over(pc.app.record, pc.device_id, pc.app.person_id)
    return over is None and not pc.is_headquarters and can_issue(pc.app)


def remove(pc: Pc, victim: Pc) -> None:
    """End *victim*'s membership from *pc*."""
    remove_device(pc.app, victim.device_id, EndReason.LOST, own_pin=PIN)


def rotate(pc: Pc) -> None:
    """Make this year's keys anew."""
    pc.app.recipients()
    fact, secrets = rotation(pc.app)
    pc.app.commit((fact, *pc.app.for_the_kit(fact, secrets)), secrets=secrets)


def leave_checkpoint(pc: Pc, store: FaultyShare) -> None:
    """Leave the day's checkpoint, as headquarters does after a sync."""
    task = prepare_checkpoint(pc.app)
    if task is None:
        return
    data = make_checkpoint(task.note)
    with suppress(SekishoError):
        placed = place(store, checkpoint_paths(task.day), data)
        note_checkpoint(pc.app, PlacedCheckpoint(task, data if placed.how in {Placed.WRITTEN, Placed.THERE} else b""))


def renew(pc: Pc, others: Sequence[Pc]) -> bool:
    """Let a PC that is one of two go on under a new id: by itself, or let in by another that can certify.

    Returns whether anything came of it.
    """
    if may_certify(pc):
        renew_registration(pc.app)
        return True
    able = who_may_certify(pc, others)
    # Whoever promised it may have been removed before anybody heard of that.
    promised = pc.renewal is None or not any(pc.renewal[0] in other.app.workplace.devices for other in able)
    if promised:
        pc.renewal = _promised(pc, able)
    if pc.renewal is not None and pc.renewal[0] in pc.app.workplace.devices:
        _go_on(pc.app, *pc.renewal)
        pc.renewal = None
        return True
    return promised and pc.renewal is not None


def let_in_again(pc: Pc, others: Sequence[Pc]) -> bool:
    """Let a PC in again that does not count, where somebody can; whether anybody did."""
    request = _request(pc.app)
    for other in who_may_certify(pc, others):
        letter = letter_before(other.app, pc.device_id) or next_letter(other.app)
        with suppress(EnrolmentUnknown):
            other.app.commit((*facts_again(other.app, request, letter), *_announced(request)))
            return True
    return False


def who_may_certify(pc: Pc, others: Sequence[Pc]) -> list[Pc]:
    """Whoever can certify; not a copy under the same id, whose word never reaches *pc*."""
    return [other for other in others if other.device_id != pc.device_id and may_certify(other)]


def _promised(pc: Pc, others: Sequence[Pc]) -> tuple[str, bytes] | None:
    device_id, key, person = pc.app.surroundings.new_id()[:16], identity.new_key(), pc.app.person
    asked = identity.certificate_request(key, device_id)
    names = (person.name, person.kana, person.employee_no, person.contact, person.role)
    request = JoinRequest(device_id, person.person_id, asked, b"", "", *names, replaces=pc.device_id)
    for other in others:
        with suppress(EnrolmentUnknown):
            app = other.app
            fact = renewed_device(app, request, issuing_identity(app), next_letter(app))
            app.commit((fact, *keys_given(app, device_id)))
            return device_id, identity.key_to_bytes(key)
    return None


@cache
def _empty() -> FailingDatabase:
    return copy_of(create_database(Path(":memory:"), KEY))


@dataclass
class Newcomer:
    """A PC that was let in and has the reply, but not the record yet."""

    name: str
    device_id: str
    key: bytes
    secrets: dict[str, bytes]
    trust: Trust
    disk: Disk
    clock: FixedClock
    database: FailingDatabase = field(default_factory=lambda: copy_of(_empty()))
    files: Files = field(default_factory=Files)

    def enter(self, store: FaultyShare) -> Pc | None:
        """Collect the record; the PC once it holds what says that it is a member."""
        record = Record(self.database)
        record.desk.put_secrets(self.secrets)
        ids, key = ids_of(f"newcomer {self.name}"), identity.key_from_bytes(self.key)
        around = replace(surroundings(self.clock), new_id=lambda: next(ids))
        app = app_of(record, Device(self.device_id, lambda data: identity.sign(key, data)), around, self.files)
        try:
            _collect(app, store, self.trust, None)
            if self.device_id not in app.workplace.devices or app.workplace.programme_in_force is None:
                return None
        except SekishoError:
            return None
        record.desk.put_secrets({DEVICE_SECRET: device_secret(self.device_id, self.key)})
        record.desk.put({SHARE_KEY: b"memory"})
        return Pc(self.name, self.database, self.disk, self.files, self.clock, ids=ids)


def let_in(pc: Pc, name: str) -> Newcomer:
    """Certify a new PC and hand it what a reply holds."""
    app, key = pc.app, identity.new_key()
    app.recipients()
    device_id = next(ids_of(f"device {name}"))[:16]
    certificate = identity.issue_device_certificate(issuing_identity(app), key.public_key(), device_id, app.now())
    own = new_device_keys(device_id)
    enrolled = DeviceEnrolled(device_id, next_letter(app), identity.certificate_pem(certificate).decode())
    app.commit((own.announced, enrolled, *keys_given(app, device_id)))
    given = {name: shared(one) for name, one in app.record.desk.secrets(FISCAL_PREFIX).items()}
    secrets, key_bytes = {**own.secrets, **given}, identity.key_to_bytes(key)
    return Newcomer(name, device_id, key_bytes, secrets, trust_of(app), pc.disk, FixedClock(app.now()))
