"""The witness: the journal's latest head, noted outside the database.

SQLCipher cannot notice that its last transactions were cut off, nor that the whole file was put back to an
older day; a head noted beside the key can. Save it after the commit, never before: a witness may lag behind
the journal (power cut, another OS user's keyring), so the journal must still *contain* it, not end with it.
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop_app.errors import Unavailable, WitnessDamaged
from desktop_app.keys.durable import write_durably
from desktop_app.keys.mac import mac, mac_holds
from desktop_app.keys.vault import KeyStore

_PURPOSE = b"sekisho witness 1"
_DEVICE = re.compile(r"[0-9a-f]{1,64}")
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Witness:
    """Device *device_id* (hex) wrote a fact number *seq* (from 1) whose hash is *head_hash* (64 hex digits)."""

    device_id: str
    seq: int
    head_hash: str

    def __post_init__(self) -> None:
        """Refuse a witness that could not be read back."""
        if not (_DEVICE.fullmatch(self.device_id) and _HASH.fullmatch(self.head_hash) and self.seq >= 0):
            raise ValueError("not a journal head")


class WitnessPlace(Protocol):
    """Where a home's witness is kept."""

    def load(self) -> Witness | None:
        """Return the witness, None when none was ever saved. Raises WitnessDamaged, Unavailable."""

    def save(self, witness: Witness) -> None:
        """Replace the witness. Raises Unavailable."""


@dataclass(frozen=True, slots=True)
class KeyringWitness:
    """The witness in the keyring: out of reach for whoever can only change the home's files."""

    keyring: KeyStore
    home_id: str

    def load(self) -> Witness | None:
        """Return the witness. Raises WitnessDamaged, Unavailable."""
        text = self.keyring.load(self._entry())
        return None if text is None else _read(text, "keyring")

    def save(self, witness: Witness) -> None:
        """Replace the witness. Raises Unavailable."""
        self.keyring.save(self._entry(), _text(witness))

    def _entry(self) -> str:
        return f"{self.home_id}/witness"


class FileWitness:
    """The witness in ``witness.json``, authenticated with the database key, for a PC without a keyring.

    It shows a cut journal, but not that the whole home was put back to an older day.
    """

    def __init__(self, path: Path, database_key: bytes) -> None:
        self.path = path
        self._database_key = database_key

    def load(self) -> Witness | None:
        """Return the witness. Raises WitnessDamaged."""
        try:
            stored = json.loads(self.path.read_bytes())
            text, code = str(stored["witness"]), base64.b64decode(stored["mac"], validate=True)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, LookupError, RecursionError) as error:
            raise WitnessDamaged(where="file") from error
        if not mac_holds(self._database_key, _PURPOSE, text.encode(errors="replace"), code):
            raise WitnessDamaged(where="file")
        return _read(text, "file")

    def save(self, witness: Witness) -> None:
        """Replace the witness durably. Raises DiskFull."""
        text = _text(witness)
        code = base64.b64encode(mac(self._database_key, _PURPOSE, text.encode())).decode("ascii")
        write_durably(self.path, json.dumps({"witness": text, "mac": code}).encode())


@dataclass(frozen=True, slots=True)
class BothWitnesses:
    """The keyring's note and the file's, where a home was opened without its keyring once: the later one counts.

    A file alone would let an old copy of the whole home pass, from then on for ever.
    """

    places: tuple[WitnessPlace, ...]

    def load(self) -> Witness | None:
        """Return the latest note there is. Raises WitnessDamaged, and Unavailable when no place answers."""
        found: list[Witness | None] = []
        trouble: Unavailable | None = None
        for place in self.places:
            try:
                found.append(place.load())
            except Unavailable as error:
                trouble = error
        if trouble is not None and not found:
            raise trouble
        return max((one for one in found if one), key=lambda one: one.seq, default=None)

    def save(self, witness: Witness) -> None:
        """Replace every note that can be; raises what the last one raised that could not."""
        trouble: Unavailable | None = None
        for place in self.places:
            try:
                place.save(witness)
            except Unavailable as error:
                trouble = error
        if trouble is not None:
            raise trouble


def _text(witness: Witness) -> str:
    return f"{witness.device_id}:{witness.seq}:{witness.head_hash}"


def _read(text: str, where: str) -> Witness:
    try:
        device_id, seq, head_hash = text.split(":")
        return Witness(device_id, int(seq), head_hash)
    except ValueError:
        raise WitnessDamaged(where=where) from None
