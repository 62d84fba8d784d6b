"""Papers and evidence kept as age ciphertext, named by the hash of the ciphertext: the same bytes as on the share."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from desktop_app.domain.facts import StoredFile
from desktop_app.errors import DiskFull, FileDamaged, FileNotHere
from desktop_app.keys.durable import write_durably
from desktop_app.keys.seal import open_sealed, seal


class SealedFiles:
    """A folder of sealed files; nothing in it is ever in clear."""

    def __init__(self, folder: Path, resealed: Callable[[], Mapping[str, tuple[str, ...]]] = dict) -> None:
        """*resealed* tells as what files were sealed again since the fact that names them (by ciphertext's hash)."""
        self._folder, self._resealed = folder, resealed

    def put(self, name: str, media_type: str, data: bytes, recipients: Iterable[str]) -> StoredFile:
        """Seal and keep *data*; returns what the fact holds. Raises DiskFull."""
        sealed = seal(data, tuple(recipients))
        kept = StoredFile(
            name=name,
            media_type=media_type,
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            sealed_sha256=hashlib.sha256(sealed).hexdigest(),
        )
        self.put_sealed(kept.sealed_sha256, sealed)
        return kept

    def get(self, kept: StoredFile, identities: Iterable[str]) -> bytes:
        """Return a file in clear; raises FileNotHere, FileDamaged."""
        data = open_sealed(self.sealed(self.now_sealed_as(kept.sealed_sha256)), tuple(identities))
        if hashlib.sha256(data).hexdigest() != kept.sha256:
            raise FileDamaged(name=kept.name, sha256=kept.sha256)
        return data

    def now_sealed_as(self, sealed_sha256: str) -> str:
        """Return under which hash a file that a fact names lies here: it may have been sealed again since."""
        known, found = self._resealed(), [sealed_sha256]
        for name in found:  # grows as it is walked: a file may have been sealed again more than once
            found += [later for later in known.get(name, ()) if later not in found]
        return next((one for one in reversed(found) if self.has(one)), sealed_sha256)

    def sealed(self, sealed_sha256: str) -> bytes:
        """Return the ciphertext as it travels; raises FileNotHere, FileDamaged."""
        try:
            data = self.path(sealed_sha256).read_bytes()
        except FileNotFoundError as error:
            raise FileNotHere(sha256=sealed_sha256) from error
        if hashlib.sha256(data).hexdigest() != sealed_sha256:
            raise FileDamaged(name=self.path(sealed_sha256).name, sha256=sealed_sha256)
        return data

    def put_sealed(self, sealed_sha256: str, sealed: bytes) -> None:
        """Keep ciphertext made here or collected from the share; a torn write never takes its final name.

        A file that lies here damaged is replaced. Raises DiskFull.
        """
        target = self.path(sealed_sha256)
        try:
            if target.exists() and hashlib.sha256(target.read_bytes()).hexdigest() == sealed_sha256:
                return
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DiskFull(path=str(target.parent)) from error
        write_durably(target, sealed)

    def sweep(self, before: datetime) -> None:
        """Remove what writes that were cut off left here and was last touched earlier than *before*.

        Only such leftovers: a file that carries its final name is part of the record.
        """
        for part in self._folder.glob("??/*.bin.part"):
            # Another program may hold it, or it is gone already; the next start tries again.
            with suppress(OSError):
                if part.stat().st_mtime < before.timestamp():
                    part.unlink()

    def remove(self, names: Iterable[str]) -> None:
        """Remove files whose year was disposed of; those that are gone already are passed over. Raises DiskFull."""
        for name in names:
            try:
                self.path(name).unlink(missing_ok=True)
            except OSError as error:  # on Windows another program may be reading it
                raise DiskFull(path=str(self.path(name))) from error

    def has(self, sealed_sha256: str) -> bool:
        """Whether the file is here (its bytes are checked when read)."""
        return self.path(sealed_sha256).exists()

    def names(self) -> tuple[str, ...]:
        """Return the hashes of all files here."""
        return tuple(sorted(path.stem for path in self._folder.glob("??/*.bin")))

    def path(self, sealed_sha256: str) -> Path:
        """Return where a file lies."""
        return self._folder / sealed_sha256[:2] / f"{sealed_sha256}.bin"
