"""Enrolment as the new PC sees it: ask, wait (restarts included), and open the home once it was let in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from filelock import FileLock

from desktop_app.app import PERSON_KEY, SHARE_KEY, App, Surroundings, usable, witness_place
from desktop_app.domain.names import fold_digits
from desktop_app.errors import (
    EnrolmentCodeWrong,
    EnrolmentIncomplete,
    EnrolmentReplyWrong,
    EnrolmentUnknown,
    ForeignShare,
)
from desktop_app.home import Home
from desktop_app.journal.codec import decode_value
from desktop_app.keys import identity
from desktop_app.keys.vault import PassphraseFile, open_database_key
from desktop_app.share.enrolment import (
    JoinReply,
    answer_code,
    read_reply,
)
from desktop_app.share.exchange import Progress, run_errand
from desktop_app.share.marker import read_marker
from desktop_app.share.store import MARKER, Store
from desktop_app.store.bases import note_bases
from desktop_app.store.database import open_database
from desktop_app.store.desk import Desk
from desktop_app.store.own_device import DEVICE_SECRET, device_secret
from desktop_app.store.record import Device, Record
from desktop_app.store.standings import PINNED_ROOT
from desktop_app.usecases.asking_to_join import (
    JOINING_KEY,
    EnrolmentRequest,
    Joining,
    as_shown,
    request_by_file,
    request_enrolment,
)
from desktop_app.usecases.enrolment_reply import reply_at
from desktop_app.usecases.new_home import clear
from desktop_app.usecases.share_errand import Trust, errand_for
from desktop_app.usecases.share_folder import SEEN_MARKER_KEY
from desktop_app.usecases.share_login import share_store
from desktop_app.usecases.share_watch import note_sync
from desktop_app.usecases.taking_in import take_in

__all__ = [
    "EnrolmentRequest",
    "abandon_enrolment",
    "finish_enrolment",
    "repeat_request",
    "request_by_file",
    "request_enrolment",
    "waiting_enrolment",
]


def waiting_enrolment(
    home: Home, surroundings: Surroundings, ask_passphrase: Callable[[], str] | None = None
) -> EnrolmentRequest:
    """Return the request of a home that waits, e.g. after a restart. Raises EnrolmentUnknown if it does not."""
    with _waiting(home, surroundings, ask_passphrase) as waiting:
        return as_shown(waiting.joining)


def repeat_request(
    home: Home, surroundings: Surroundings, ask_passphrase: Callable[[], str] | None = None
) -> EnrolmentRequest:
    """Leave the same request again if the share lost it. Raises EnrolmentUnknown and the store's errors."""
    with _waiting(home, surroundings, ask_passphrase) as waiting:
        joining = waiting.joining
        store = share_store(surroundings, joining.address)
        if store.get(joining.path) is None:
            store.put_new(joining.path, joining.sealed)
        return as_shown(joining)


def abandon_enrolment(home: Home, surroundings: Surroundings, ask_passphrase: Callable[[], str] | None = None) -> None:
    """Give a waiting home up, so that this PC can start again. Raises EnrolmentUnknown for any other home."""
    with _waiting(home, surroundings, ask_passphrase) as waiting:
        waiting.record.database.close()
        clear(home)


def finish_enrolment(
    home: Home,
    answer: str,
    surroundings: Surroundings,
    *,
    ask_passphrase: Callable[[], str] | None = None,
    progress: Progress | None = None,
    reply: bytes | None = None,
    share: str = "",
) -> App:
    """Become a member with the six digits the member read back, collect the record and return the home open.

    *reply*: the member's answer, when it came as a file; *share*: the folder to collect the record from, when the
    request was made without one. Raises EnrolmentCodeWrong, EnrolmentNotAnswered, EnrolmentIncomplete (try again
    later), EnrolmentReplyWrong, EnrolmentUnknown (this home does not wait), ForeignShare and the share's errors; the
    home then goes on waiting.
    """
    with _waiting(home, surroundings, ask_passphrase) as waiting:
        joining = waiting.joining
        if "".join(fold_digits(answer).split()) != answer_code(joining.request, joining.root):
            raise EnrolmentCodeWrong
        store = share_store(surroundings, share or joining.address)
        told = _reply(store, joining, reply)
        waiting.record.desk.put_secrets({name: secret.encode() for name, secret in told.fiscal_secrets.items()})
        waiting.record.desk.put({SEEN_MARKER_KEY: store.get(MARKER), PINNED_ROOT: joining.root.encode()})
        app = waiting.app()
        trust = Trust(identity.read_certificate(told.root_certificate), joining.workplace_id)
        _collect(app, store, trust, progress)
        _enter(app, replace(joining, address=store.address), told)
        waiting.keep_open = True
    return app


@dataclass
class _Waiting:
    home: Home
    home_id: str
    key: bytes = field(repr=False)
    record: Record
    surroundings: Surroundings
    lock: FileLock
    joining: Joining
    keep_open: bool = False

    def app(self) -> App:
        """Return the home as it will be, before it counts as a member's."""
        key = identity.key_from_bytes(self.joining.device_key)
        device = Device(self.joining.device_id, lambda data: identity.sign(key, data))
        place = witness_place(self.home, self.home_id, self.key, self.surroundings)
        return App(self.home, self.record, device, place, self.surroundings, self.lock, self.key)


@contextmanager
def _waiting(home: Home, surroundings: Surroundings, ask_passphrase: Callable[[], str] | None) -> Iterator[_Waiting]:
    home_id = home.home_id()
    surroundings = usable(surroundings)
    lock = home.lock()
    record, kept_open = None, False
    try:
        key = open_database_key(home_id, surroundings.keyring, PassphraseFile(home.passphrase_file), ask_passphrase)
        record = Record(open_database(home.database, key))
        stored = record.desk.get(JOINING_KEY)
        if stored is None:
            raise EnrolmentUnknown
        waiting = _Waiting(home, home_id, key, record, surroundings, lock, decode_value(stored, Joining))
        yield waiting
        kept_open = waiting.keep_open
    finally:
        if not kept_open:
            if record is not None:
                record.database.close()
            lock.release()


def _reply(store: Store, joining: Joining, reply: bytes | None) -> JoinReply:
    if reply is not None:
        return read_reply(reply, joining.reply_secret, joining.request, joining.root)
    marker = read_marker(store)
    if (marker.root, marker.workplace_id) != (joining.root, joining.workplace_id):
        raise ForeignShare(workplace=marker.workplace)
    return reply_at(store, joining.workplace_id, joining.request, joining.reply_secret, joining.root)


def _collect(app: App, store: Store, trust: Trust, progress: Progress | None) -> None:
    more = True
    while more:
        carried = run_errand(store, errand_for(app, store.address, trust), progress=progress)
        note_bases(app.record.database, carried.bases.values())
        taken = take_in(app, carried.arrived, carried.bases.values())
        note_sync(app, carried, taken, (*carried.pending, *taken.pending))
        if carried.trouble is not None:
            raise carried.trouble
        more = carried.more and taken.acts > 0


def _enter(app: App, joining: Joining, reply: JoinReply) -> None:
    workplace = app.workplace
    arrived = joining.device_id in workplace.devices and joining.person_id in workplace.people
    if not arrived or workplace.programme_in_force is None:
        raise EnrolmentIncomplete
    if identity.fingerprint(identity.read_certificate(workplace.root_certificate.encode())) != joining.root:
        raise EnrolmentReplyWrong(reason="root")
    certified = identity.read_certificate(reply.device_certificate).public_key()
    if certified != identity.key_from_bytes(joining.device_key).public_key():
        raise EnrolmentReplyWrong(reason="device")
    with app.record.database.transaction() as connection:
        Desk.write_secrets(connection, {DEVICE_SECRET: device_secret(joining.device_id, joining.device_key)})
        Desk.write(
            connection,
            {JOINING_KEY: None, SHARE_KEY: joining.address.encode(), PERSON_KEY: joining.person_id.encode()},
        )
    app.person_id = joining.person_id
