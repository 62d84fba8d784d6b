"""A local backup: one zip of files that are encrypted already, and the database key in an envelope.

The envelope opens with the recovery kit (``key.age``), with a passphrase (``key.json``), or with either. The
manifest holds every file's hash and is authenticated with the database key. A recipient is public, so anybody
can make a backup of *some* home for it: compare the restored root's fingerprint with the kit's paper.
"""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from desktop_app.errors import (
    BackupDamaged,
    BackupNotWritten,
    BackupUnreadable,
    KeyDamaged,
    TargetNotEmpty,
)
from desktop_app.keys.backup_manifest import (
    FILES,
    MANIFEST,
    SEALED_KEY,
    WRAPPED_KEY,
    BackupFile,
    BackupManifest,
    is_safe_name,
    manifest_holds,
    manifest_text,
    read_manifest,
)
from desktop_app.keys.durable import sync_file, sync_folder, trouble_of
from desktop_app.keys.seal import open_sealed, seal
from desktop_app.keys.vault import KEY_BYTES, unwrap_database_key, wrap_database_key
from desktop_app.keys.wrapping import KdfParameters

__all__ = ["BackupFile", "BackupManifest", "read_backup", "restore_backup", "verify_backup", "write_backup"]

_BLOCK = 1024 * 1024
_ENVELOPE_LIMIT = 64 * 1024
_MANIFEST_LIMIT = 64 * 1024 * 1024
_ZIP64_FROM = 2**31 - 1


def write_backup(
    out: Path,
    files: Iterable[tuple[str, Path | bytes]],
    database_key: bytes,
    *,
    at: datetime,
    recipient: str | None = None,
    passphrase: str | None = None,
    parameters: KdfParameters = KdfParameters(),  # noqa: B008 - frozen
) -> BackupManifest:
    """Write *files* (name, content) to *out*, replacing it only when the new backup is whole.

    Pass consistent copies: nothing may write to the paths meanwhile. Raises BackupNotWritten,
    PassphraseTooShort, RecipientUnreadable; ValueError for an unsafe name or when nothing would open it.
    """
    envelope: dict[str, bytes] = {}
    if recipient is not None:
        envelope[SEALED_KEY] = seal(database_key, (recipient,))
    if passphrase is not None:
        envelope[WRAPPED_KEY] = wrap_database_key(database_key, passphrase, parameters)
    if not envelope:
        raise ValueError("a backup nobody could open")
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
                entries = tuple(_add_all(archive, files))
                for name, data in envelope.items():
                    archive.writestr(name, data)
                archive.writestr(MANIFEST, manifest_text(database_key, at, entries))
            sync_file(stream)
        part.replace(out)
        sync_folder(out.parent)
    except OSError as error:
        raise BackupNotWritten(reason=trouble_of(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return BackupManifest(at, entries, recipient is not None, passphrase is not None)


def read_backup(path: Path) -> BackupManifest:
    """Return what a backup says it holds, quickly. Raises BackupUnreadable, BackupDamaged."""
    with _opened(path) as archive:
        return _manifest(archive)


def verify_backup(path: Path) -> BackupManifest:
    """Read a backup to its end and compare every hash; needs no secret.

    Raises BackupUnreadable, BackupDamaged.
    """
    with _opened(path) as archive:
        manifest = _manifest(archive)
        for file in manifest.files:
            _copy(archive, file, None)
        return manifest


def restore_backup(
    path: Path, target: Path, *, recovery_secret: str | None = None, passphrase: str | None = None
) -> bytes:
    """Put a backup's files into *target*, all or none, and return the database key.

    Raises WrongPassphrase, CannotOpen (another year's kit), BackupUnreadable, BackupDamaged, TargetNotEmpty,
    BackupNotWritten. The restored PC is a clone to the others: it continues under a new device id.
    """
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise TargetNotEmpty(path=str(target))
    with _opened(path) as archive:
        manifest = _manifest(archive)
        key = _database_key(archive, recovery_secret, passphrase)
        if not manifest_holds(key, _read(archive, MANIFEST, _MANIFEST_LIMIT)):
            raise BackupDamaged(name=MANIFEST)
        # Beside the target, so that the last step is one rename on one disk.
        stage = target.with_name(f".{target.name}.restoring")
        try:
            _fill(stage, archive, manifest)
            if target.exists():
                target.rmdir()
            stage.rename(target)
            sync_folder(target.parent)
        except OSError as error:
            raise BackupNotWritten(reason=trouble_of(error)) from error
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    return key


def _add_all(archive: zipfile.ZipFile, files: Iterable[tuple[str, Path | bytes]]) -> Iterator[BackupFile]:
    seen: set[str] = set()
    for name, content in files:
        if not is_safe_name(name) or name.casefold() in seen:
            raise ValueError("not a name a backup can hold")
        seen.add(name.casefold())
        size = len(content) if isinstance(content, bytes) else content.stat().st_size
        digest, written = hashlib.sha256(), 0
        with archive.open(FILES + name, "w", force_zip64=size > _ZIP64_FROM) as entry:
            for block in _blocks(content):
                entry.write(block)
                digest.update(block)
                written += len(block)
        yield BackupFile(name, written, digest.hexdigest())


def _blocks(content: Path | bytes) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise BackupUnreadable(reason="missing") from None
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError) as error:
        raise BackupUnreadable(reason="not a backup") from error
    with archive:
        yield archive


def _manifest(archive: zipfile.ZipFile) -> BackupManifest:
    entries = {info.filename: info for info in archive.infolist()}
    if MANIFEST not in entries:
        raise BackupUnreadable(reason="not a backup")
    text = _read(archive, MANIFEST, _MANIFEST_LIMIT)
    manifest = read_manifest(text, by_kit=SEALED_KEY in entries, by_passphrase=WRAPPED_KEY in entries)
    listed = {FILES + file.name for file in manifest.files}
    extra = set(entries) - listed - {MANIFEST, SEALED_KEY, WRAPPED_KEY}
    if extra or len(entries) != len(archive.infolist()) or len(listed) != len(manifest.files):
        raise BackupDamaged(name="")
    for file in manifest.files:
        info = entries.get(FILES + file.name)
        # Compressed entries could unfold to any size; we never write them.
        if info is None or info.file_size != file.size or info.compress_type != zipfile.ZIP_STORED:
            raise BackupDamaged(name=file.name)
    return manifest


def _database_key(archive: zipfile.ZipFile, recovery_secret: str | None, passphrase: str | None) -> bytes:
    names = archive.namelist()
    if recovery_secret is not None and SEALED_KEY in names:
        key = open_sealed(_read(archive, SEALED_KEY, _ENVELOPE_LIMIT), (recovery_secret,))
    elif passphrase is not None and WRAPPED_KEY in names:
        key = unwrap_database_key(_read(archive, WRAPPED_KEY, _ENVELOPE_LIMIT), passphrase)
    else:
        raise BackupUnreadable(reason="other key")
    if len(key) != KEY_BYTES:
        raise KeyDamaged(where="backup")
    return key


def _fill(stage: Path, archive: zipfile.ZipFile, manifest: BackupManifest) -> None:
    shutil.rmtree(stage, ignore_errors=True)  # left by a restore that was killed
    stage.mkdir(parents=True)
    for file in manifest.files:
        place = stage / file.name
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("xb") as out:
            _copy(archive, file, out)
            sync_file(out)
    for folder in (stage, *(path for path in stage.rglob("*") if path.is_dir())):
        sync_folder(folder)


def _copy(archive: zipfile.ZipFile, file: BackupFile, out: IO[bytes] | None) -> None:
    digest = hashlib.sha256()
    for block in _entry_blocks(archive, FILES + file.name):
        digest.update(block)
        if out is not None:
            out.write(block)
    if digest.hexdigest() != file.sha256:
        raise BackupDamaged(name=file.name)


def _read(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    info = archive.getinfo(name)
    if info.file_size > limit or info.compress_type != zipfile.ZIP_STORED:
        raise BackupDamaged(name=name)
    return b"".join(_entry_blocks(archive, name))


def _entry_blocks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    try:
        with archive.open(name) as entry:
            while block := entry.read(_BLOCK):
                yield block
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError, NotImplementedError) as error:
        raise BackupDamaged(name=name.removeprefix(FILES)) from error
