"""Who would believe a file of a share, one file at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_app.errors import SekishoError
from desktop_app.keys.identity import display_name, read_certificate
from desktop_app.keys.signing import Certificate
from desktop_app.share.checkpoint import read_checkpoint
from desktop_app.share.layout import is_certificate_path, read_segment_path
from desktop_app.share.marker import read_marker
from desktop_app.share.segments import check_segment, open_entries
from desktop_app.share.submissions import open_submission
from desktop_app.share.trust import Trusted, read_trust
from tests.core.share.hostile_ways import kind_of

if TYPE_CHECKING:
    from tests.core.share.hostile_share import World


class Believers:
    """Whoever reads the files of a share, by kind."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._identities = world.newcomer.identities
        certificates = [read_certificate(data) for path, data in world.files.items() if is_certificate_path(path)]
        self._certificates = {display_name(one): one for one in certificates}
        self._readers: dict[str, Callable[[str, bytes], object]] = {
            "segment": self._segment,
            "blob": lambda path, data: hashlib.sha256(data).hexdigest().startswith(path.split("/")[-1].split(".")[0]),
            "certificate": self._trusted,
            "list": self._trusted,
            "marker": lambda _path, data: read_marker(Holding(data)) is not None,
            "checkpoint": lambda path, data: read_checkpoint(data, world.trust.root, world.wp, path) is not None,
            "submission": lambda _path, data: open_submission(data, self._identities) is not None,
        }

    def small(self, kind: str) -> list[str]:
        """Return the path of the smallest file of a kind, for each way in which such are read."""
        smallest: dict[object, str] = {}
        for path in sorted(self._world.files, key=lambda path: len(self._world.files[path]), reverse=True):
            if kind_of(path, self._world.wp) == kind:
                reader = self._world.addressees.get(path)
                smallest[getattr(reader, "func", None)] = path
        return list(smallest.values())

    def believe(self, path: str, data: bytes) -> bool:
        """Whether *data* at *path* would be taken for what it says; anything but our errors is a bug."""
        reads = self._readers.get(kind_of(path, self._world.wp), self._addressed)
        try:
            return bool(reads(path, data))
        except SekishoError:
            return False

    def _segment(self, path: str, data: bytes) -> bool:
        place = read_segment_path(path)
        assert place is not None
        certificates = (self._certificates[place.device_id],)
        return open_entries(check_segment(data, place, certificates), certificates, self._identities) is not None

    def _trusted(self, path: str, data: bytes) -> bool:
        return path in trusted(path, data, self._world.trust.root).paths

    def _addressed(self, path: str, data: bytes) -> bool:
        self._world.addressees[path](data)
        return True


def trusted(path: str, data: bytes, root: Certificate) -> Trusted:
    """Return whom a share makes us believe that holds one file in ``trust/``."""
    return read_trust(Holding(data, path), root, (), (), ())


class Holding:
    """A store that holds one thing."""

    address = "memory"

    def __init__(self, data: bytes, path: str = "") -> None:
        self._data, self._path = data, path

    def list(self, _prefix: str) -> tuple[str, ...]:
        return (self._path,) if self._path else ()

    def get(self, _path: str, limit: int = 1 << 25) -> bytes | None:
        return self._data[: limit + 1]

    def put_new(self, path: str, data: bytes) -> None:
        raise AssertionError

    def delete(self, path: str) -> None:
        raise AssertionError
