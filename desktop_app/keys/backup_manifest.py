"""The list inside a backup: its files with their hashes, authenticated with the database key."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from desktop_app.errors import BackupDamaged, BackupUnreadable
from desktop_app.keys.mac import mac, mac_holds

MANIFEST = "manifest.json"
SEALED_KEY = "key.age"
WRAPPED_KEY = "key.json"
FILES = "files/"

_FORMAT = "sekisho-backup-1"
_FORMAT_FAMILY = "sekisho-backup-"
_PURPOSE = b"sekisho backup 1"
_PART = re.compile(r"(?!\.)[A-Za-z0-9._-]{1,100}(?<!\.)")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_NAME_LIMIT = 200
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class BackupFile:
    """One file: its name inside the home (``/`` between folders), size in bytes, SHA-256 in hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class BackupManifest:
    """What a backup holds and how it opens."""

    made_at: datetime
    files: tuple[BackupFile, ...]
    opens_by_kit: bool
    opens_by_passphrase: bool


def is_safe_name(name: str) -> bool:
    """Whether *name* stays inside its folder on every operating system."""
    parts = name.split("/")
    return len(name) <= _NAME_LIMIT and all(_PART.fullmatch(part) and not _RESERVED.fullmatch(part) for part in parts)


def manifest_text(database_key: bytes, at: datetime, files: Sequence[BackupFile]) -> bytes:
    """Return the manifest as it is stored."""
    body = {
        "format": _FORMAT,
        "made_at": at.astimezone(UTC).isoformat(),
        "files": [asdict(file) for file in files],
    }
    code = mac(database_key, _PURPOSE, _canonical(body))
    return json.dumps({**body, "mac": base64.b64encode(code).decode("ascii")}, indent=1).encode()


def manifest_holds(database_key: bytes, text: bytes) -> bool:
    """Whether the manifest was written with *database_key*."""
    body = _body(text)
    try:
        code = base64.b64decode(body.pop("mac"), validate=True)
    except (KeyError, TypeError, ValueError):
        return False
    return mac_holds(database_key, _PURPOSE, _canonical(body), code)


def read_manifest(text: bytes, *, by_kit: bool, by_passphrase: bool) -> BackupManifest:
    """Read a manifest whose author is not known yet. Raises BackupUnreadable, BackupDamaged."""
    body = _body(text)
    if body.get("format") != _FORMAT:
        ours = str(body.get("format", "")).startswith(_FORMAT_FAMILY)
        raise BackupUnreadable(reason="newer version" if ours else "not a backup")
    try:
        files = tuple(BackupFile(**file) for file in body["files"])
        made_at = datetime.fromisoformat(body["made_at"])
        sound = made_at.tzinfo is not None and all(_is_sound(file) for file in files)
    except (ValueError, TypeError, LookupError):
        sound = False
    if not sound:
        raise BackupDamaged(name=MANIFEST)
    return BackupManifest(made_at, files, by_kit, by_passphrase)


def _is_sound(file: BackupFile) -> bool:
    return is_safe_name(file.name) and type(file.size) is int and file.size >= 0 and bool(_HASH.fullmatch(file.sha256))


def _body(text: bytes) -> dict[str, Any]:
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        raise BackupDamaged(name=MANIFEST) from None
    if not isinstance(body, dict):
        raise BackupDamaged(name=MANIFEST)
    return body


def _canonical(body: dict[str, Any]) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
