"""Enrolment as the new PC sees it: ask, wait (restarts included), and open the home once it was let in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from filelock import FileLock

from desktop_app.app import (
    DEVICE_SECRET,
    PERSON_KEY,
    SHARE_KEY,
    App,
    Surroundings,
    device_secret,
    person_secret,
    usable,
    witness_place,
)
from desktop_app.domain.names import fold_digits
from desktop_app.errors import (
    EnrolmentCodeWrong,
    EnrolmentIncomplete,
    EnrolmentNotAnswered,
    EnrolmentReplyWrong,
    EnrolmentUnknown,
    ForeignShare,
)
from desktop_app.home import Home
from desktop_app.journal.codec import decode_value, encode_value
from desktop_app.keys import identity
from desktop_app.keys.pin import check_pin, lock_key
from desktop_app.keys.seal import new_age_identity, seal
from desktop_app.keys.vault import PassphraseFile, open_database_key
from desktop_app.share.enrolment import (
    JoinReply,
    JoinRequest,
    answer_code,
    read_reply,
    reply_name,
    request_bytes,
    request_code,
)
from desktop_app.share.exchange import Progress, run_errand
from desktop_app.share.layout import ATTEMPTS, reply_paths, request_path
from desktop_app.share.marker import Marker, read_marker
from desktop_app.share.store import MARKER, Store
from desktop_app.store.database import open_database
from desktop_app.store.desk import Desk
from desktop_app.store.record import Device, Record
from desktop_app.usecases.first_start import PersonInput, clean_person
from desktop_app.usecases.new_home import clear, making_home
from desktop_app.usecases.share_errand import Trust, errand_for
from desktop_app.usecases.share_folder import SEEN_MARKER_KEY
from desktop_app.usecases.share_login import share_store
from desktop_app.usecases.taking_in import take_in

_JOINING_KEY = "joining"
"""Desk state of a home that waits to be let in."""


@dataclass(frozen=True, slots=True)
class EnrolmentRequest:
    """A request as the new PC shows it: the code to read to the member, and where it lies on the share."""

    code: str
    path: str
    workplace: str


@dataclass(frozen=True, slots=True)
class _Joining:
    """What a waiting home keeps; ``root`` is what the code pins."""

    address: str
    root: str
    workplace_id: str
    workplace: str
    path: str
    sealed: bytes
    request: bytes
    device_id: str
    person_id: str
    device_key: bytes = field(repr=False)
    reply_secret: str = field(repr=False)


def request_enrolment(
    home: Home,
    url: str,
    person: PersonInput,
    surroundings: Surroundings,
    *,
    pin: str,
    passphrase: str = "",
) -> EnrolmentRequest:
    """Make a home that waits to be let in, and leave its request on the share.

    Raises HomeExists, FieldMissing, PinTooShort, PassphraseTooShort, KeyringMissing, ShareUnmarked,
    ShareMarkerDamaged and the store's errors; then nothing was made here.
    """
    person = clean_person(person)
    check_pin(pin)
    store = share_store(surroundings, url)
    marker = read_marker(store)
    with making_home(home, surroundings, passphrase) as new:
        joining, locked = _new_joining(store.address, marker, person, new.surroundings, pin)
        with new.record.database.transaction() as connection:
            Desk.write(connection, {_JOINING_KEY: encode_value(joining)})
            Desk.write_secrets(connection, {person_secret(joining.person_id): locked})
        store.put_new(joining.path, joining.sealed)
        new.settle()
    new.lock.release()
    return _shown(joining)


def waiting_enrolment(
    home: Home, surroundings: Surroundings, ask_passphrase: Callable[[], str] | None = None
) -> EnrolmentRequest:
    """Return the request of a home that waits, e.g. after a restart. Raises EnrolmentUnknown if it does not."""
    with _waiting(home, surroundings, ask_passphrase) as waiting:
        return _shown(waiting.joining)


def repeat_request(
    home: Home, surroundings: Surroundings, ask_passphrase: Callable[[], str] | None = None
) -> EnrolmentRequest:
    """Leave the same request again if the share lost it. Raises EnrolmentUnknown and the store's errors."""
    with _waiting(home, surroundings, ask_passphrase) as waiting:
        joining = waiting.joining
        store = share_store(surroundings, joining.address)
        if store.get(joining.path) is None:
            store.put_new(joining.path, joining.sealed)
        return _shown(joining)


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
) -> App:
    """Become a member with the six digits the member read back, collect the record and return the home open.

    Raises EnrolmentCodeWrong, EnrolmentNotAnswered, EnrolmentIncomplete (try again later), EnrolmentReplyWrong,
    EnrolmentUnknown (this home does not wait), ForeignShare and the share's errors; the home then goes on waiting.
    """
    with _waiting(home, surroundings, ask_passphrase) as waiting:
        joining = waiting.joining
        if "".join(fold_digits(answer).split()) != answer_code(joining.request, joining.root):
            raise EnrolmentCodeWrong
        store = share_store(surroundings, joining.address)
        reply = _reply(store, joining)
        waiting.record.desk.put_secrets({name: secret.encode() for name, secret in reply.fiscal_secrets.items()})
        waiting.record.desk.put({SEEN_MARKER_KEY: store.get(MARKER)})
        app = waiting.app()
        trust = Trust(identity.read_certificate(reply.root_certificate), joining.workplace_id)
        _collect(app, store, trust, progress)
        _enter(app, joining, reply)
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
    joining: _Joining
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
        stored = record.desk.get(_JOINING_KEY)
        if stored is None:
            raise EnrolmentUnknown
        waiting = _Waiting(home, home_id, key, record, surroundings, lock, decode_value(stored, _Joining))
        yield waiting
        kept_open = waiting.keep_open
    finally:
        if not kept_open:
            if record is not None:
                record.database.close()
            lock.release()


def _new_joining(
    address: str, marker: Marker, person: PersonInput, surroundings: Surroundings, pin: str
) -> tuple[_Joining, bytes]:
    device_id, device_key = surroundings.new_id()[:16], identity.new_key()
    person_id, person_key = surroundings.new_id()[:16], identity.new_key()
    reply_secret, reply_recipient = new_age_identity()
    request = JoinRequest(
        device_id=device_id,
        person_id=person_id,
        device_request=identity.certificate_request(device_key, device_id),
        person_request=identity.certificate_request(person_key, person_id),
        reply_recipient=reply_recipient,
        name=person.name,
        kana=person.kana,
        employee_no=person.employee_no,
        contact=person.contact,
        role=person.role,
    )
    data = request_bytes(request)
    joining = _Joining(
        address=address,
        root=marker.root,
        workplace_id=marker.workplace_id,
        workplace=marker.workplace,
        path=request_path(marker.workplace_id, surroundings.clock(), surroundings.new_id()),
        sealed=seal(data, (marker.recipient,)),
        request=data,
        device_id=device_id,
        person_id=person_id,
        device_key=identity.key_to_bytes(device_key),
        reply_secret=reply_secret,
    )
    return joining, lock_key(person_key, pin, person_id, surroundings.pin_cost).to_json().encode()


def _shown(joining: _Joining) -> EnrolmentRequest:
    return EnrolmentRequest(request_code(joining.request, joining.root), joining.path, joining.workplace)


def _reply(store: Store, joining: _Joining) -> JoinReply:
    marker = read_marker(store)
    if (marker.root, marker.workplace_id) != (joining.root, joining.workplace_id):
        raise ForeignShare(workplace=marker.workplace)
    paths = reply_paths(joining.workplace_id, reply_name(joining.request))
    trouble: EnrolmentReplyWrong | None = None
    for attempt in range(ATTEMPTS):
        sealed = store.get(paths(attempt))
        if sealed is None:
            break
        try:
            return read_reply(sealed, joining.reply_secret, joining.request, joining.root)
        except EnrolmentReplyWrong as error:
            trouble = error  # torn; the whole one lies beside it
    if trouble is not None:
        raise trouble
    raise EnrolmentNotAnswered


def _collect(app: App, store: Store, trust: Trust, progress: Progress | None) -> None:
    more = True
    while more:
        carried = run_errand(store, errand_for(app, store.address, trust), progress=progress)
        taken = take_in(app, carried.arrived)
        if carried.trouble is not None:
            raise carried.trouble
        more = carried.more and taken.acts > 0


def _enter(app: App, joining: _Joining, reply: JoinReply) -> None:
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
            {_JOINING_KEY: None, SHARE_KEY: joining.address.encode(), PERSON_KEY: joining.person_id.encode()},
        )
    app.person_id = joining.person_id
