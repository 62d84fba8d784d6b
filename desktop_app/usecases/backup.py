"""Backing up this PC's record into one file, restoring it, and handing out the keys that open it elsewhere.

A restored home is a copy to every other PC: where it can, it goes on under a new device id, so that two PCs never
write in one name (share protocol §Publish, step 2).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop_app.app import App, Surroundings, assemble, usable
from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.device_facts import DeviceRetired
from desktop_app.domain.facts import DeviceEnrolled
from desktop_app.errors import BackupNotWritten, DatabaseDamaged, KeyringMissing, NotEntitled, TargetNotEmpty
from desktop_app.exchange.durable import replacing
from desktop_app.home import Home
from desktop_app.keys import identity
from desktop_app.keys.backup import BackupManifest, restore_backup, write_backup
from desktop_app.keys.device_keys import new_device_keys
from desktop_app.keys.durable import sync_folder, trouble_of
from desktop_app.keys.recovery import read_recovery_code
from desktop_app.keys.seal import recipient_of
from desktop_app.keys.vault import PassphraseFile, check_passphrase, save_database_key
from desktop_app.store.own_device import DEVICE_SECRET, device_secret
from desktop_app.store.record import Device
from desktop_app.usecases.enrolment import next_letter
from desktop_app.usecases.issuing import can_issue, issuing_identity, keys_given
from desktop_app.usecases.new_home import locked
from desktop_app.usecases.outbox import FORMER_KEY, fill_outbox, own_devices
from desktop_app.usecases.people import require_seat_free, vouch
from desktop_app.usecases.share_folder import share_address
from desktop_app.usecases.year_secrets import workplace_secret

_DATABASE = "sekisho.db"


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored home: whose it is, and under which letter this PC goes on (empty: as before)."""

    workplace: str
    org_code: str
    root_fingerprint: str
    new_letter: str
    file_count: int


def back_up(app: App, out: Path, passphrase: str = "") -> BackupManifest:
    """Write everything of this home into one file, which opens with the year's recovery kit or *passphrase*.

    Raises BackupNotWritten, PassphraseTooShort, DiskFull, DatabaseDamaged, SeatHandedOver; a former file is then
    untouched.
    """
    require_seat_free(app)
    # The copy is written anew, page by page: a damaged page would have a good checksum in it, and nobody would know.
    if app.record.database.damaged_pages():
        raise DatabaseDamaged(path=str(app.home.database), where="page")
    app.recipients()
    recipient = app.workplace.fiscal_keys[fiscal_year(app.today())].recovery_recipient
    try:
        with TemporaryDirectory(dir=app.home.folder, prefix="backup-") as folder:
            copy = Path(folder) / _DATABASE
            app.record.database.copy_to(copy)
            return write_backup(
                out,
                _contents(app, copy),
                app.database_key,
                at=app.now(),
                recipient=recipient,
                passphrase=passphrase or None,
                parameters=app.surroundings.pin_cost,
            )
    except OSError as error:
        raise BackupNotWritten(reason=trouble_of(error)) from error


def restore(
    home: Home,
    archive: Path,
    surroundings: Surroundings,
    *,
    recovery_code: str = "",
    passphrase: str = "",
    start_passphrase: str = "",
) -> Restored:
    """Restore a backup into a folder that is new or empty, whole or not at all.

    It opens with the code of a recovery kit or with *passphrase*; afterwards the home opens with this PC's keyring,
    *start_passphrase*, or both. Raises TargetNotEmpty, BackupUnreadable, BackupDamaged, BackupNotWritten,
    WrongPassphrase, CannotOpen, RecoveryCodeUnreadable, KeyringMissing (no keyring and no passphrase).
    """
    surroundings = usable(surroundings)
    later = start_passphrase or passphrase
    if later:
        check_passphrase(later)
    elif surroundings.keyring is None:
        raise KeyringMissing(found=())
    target = home.folder
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise TargetNotEmpty(path=str(target))
    stage = Home(target.with_name(f".{target.name}.restored"))
    shutil.rmtree(stage.folder, ignore_errors=True)  # left by a restore that was killed
    secret = read_recovery_code(recovery_code) if recovery_code else None
    key = restore_backup(archive, stage.folder, recovery_secret=secret, passphrase=passphrase or None)
    try:
        restored = _settle(stage, key, surroundings, later)
        if target.exists():
            target.rmdir()
        stage.folder.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        raise BackupNotWritten(reason=trouble_of(error)) from error
    finally:
        shutil.rmtree(stage.folder, ignore_errors=True)
    return restored


def renew_device(app: App) -> str:
    """Let this PC go on under a new device id, where it can certify one itself; returns its letter, else "".

    What the old one had not sent yet is cut into its last segments first, and any PC may then send those.
    """
    if not can_issue(app):
        return ""
    if share_address(app) is not None:
        fill_outbox(app)
    device_id, key = app.surroundings.new_id()[:16], identity.new_key()
    certificate = identity.issue_device_certificate(issuing_identity(app), key.public_key(), device_id, app.now())
    letter = next_letter(app)
    own = new_device_keys(device_id)
    fact = DeviceEnrolled(device_id, letter, identity.certificate_pem(certificate).decode())
    retired = "\n".join((*former_devices(app), app.device.device_id))
    former = app.device.device_id
    app.device = Device(device_id, lambda data: identity.sign(key, data))
    app.commit(
        (own.announced, fact, *keys_given(app, device_id), DeviceRetired(former, device_id)),
        desk={FORMER_KEY: retired.encode()},
        secrets={DEVICE_SECRET: device_secret(device_id, identity.key_to_bytes(key)), **own.secrets},
    )
    return letter


def former_devices(app: App) -> tuple[str, ...]:
    """Return the device ids this PC had before it was restored or repaired."""
    return own_devices(app)[1:]


def export_year_key(app: App, year: int, out: Path, own_pin: str) -> str:
    """Write the workplace's key of a year as the age program reads it; returns the recipient it belongs to.

    Raises WrongPin, PinLocked, NotEntitled (this PC does not hold that year's key), FolderNotWritable.
    """
    require_seat_free(app)
    vouch(app, own_pin)
    secret = workplace_secret(app, year)
    if secret is None:
        raise NotEntitled(act="export_key", role=app.person.role)
    recipient = recipient_of(secret)
    text = f"# {app.workplace.org_code} {year}\n# public key: {recipient}\n{secret}\n"
    with replacing(out) as file:
        if os.name != "nt":
            os.fchmod(file.fileno(), 0o600)
        file.write(text.encode())
    return recipient


def _contents(app: App, copy: Path) -> Iterator[tuple[str, Path]]:
    yield _DATABASE, copy
    for name in app.files.names():
        path = app.files.path(name)
        yield path.relative_to(app.home.folder).as_posix(), path


def _settle(stage: Home, key: bytes, surroundings: Surroundings, passphrase: str) -> Restored:
    """Give a restored folder its own id and keys; marking it as a home is the last step."""
    home_id = surroundings.new_id()
    with locked(stage) as lock:
        app = assemble(stage, home_id, key, surroundings, lock)
        try:
            app.person_id = next(iter(app.workplace.members), "")
            letter = renew_device(app)
            app.keep_witness(app.record.head(app.device.device_id))
            workplace, count = app.workplace, len(app.files.names())
        finally:
            app.record.database.close()
        if passphrase:
            PassphraseFile(stage.passphrase_file, surroundings.pin_cost).save(key, passphrase)
        if surroundings.keyring is not None:
            save_database_key(surroundings.keyring, home_id, key)
        stage.mark(home_id)
    (stage.folder / "lock").unlink(missing_ok=True)
    root = identity.read_certificate(workplace.root_certificate.encode())
    return Restored(workplace.name, workplace.org_code, identity.fingerprint(root), letter, count)
