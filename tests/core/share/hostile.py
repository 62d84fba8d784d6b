"""Files of a frozen share, what would believe each of them, and what an enemy of the share does to them."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_app.errors import SekishoError
from desktop_app.keys.identity import read_certificate
from desktop_app.keys.signing import Certificate
from desktop_app.share.layout import is_certificate_path, read_blob_path, read_segment_path
from desktop_app.share.marker import read_marker
from desktop_app.share.segments import check_segment, open_entries
from desktop_app.share.trust import Trusted, read_trust

GOLDEN = Path(__file__).parent / "golden" / "format-2"


class Material:
    """The frozen share in memory."""

    def __init__(self) -> None:
        self.told: dict[str, Any] = json.loads((GOLDEN / "told.json").read_text(encoding="utf-8"))
        root = GOLDEN / "share"
        files = sorted(path for path in root.rglob("*") if path.is_file())
        self.files = {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
        self.root = read_certificate(self.told["root"].encode())
        found = [read_certificate(data) for path, data in self.files.items() if is_certificate_path(path)]
        self.certificates = tuple(found)
        self.identities = tuple(json.loads(secret)["workplace"] for secret in self.told["secrets"].values())

    def small(self, ending: str) -> str:
        """Return the path of the smallest file of a kind."""
        return min((path for path in self.files if path.endswith(ending)), key=lambda path: len(self.files[path]))

    def believes(self, path: str, data: bytes) -> bool:
        """Whether *data* at *path* would be taken for what a member wrote; anything but our errors is a bug."""
        try:
            return self._judge(path)(path, data)
        except SekishoError:
            return False

    def _judge(self, path: str) -> Callable[[str, bytes], bool]:
        if read_segment_path(path):
            return self._segment
        if is_certificate_path(path):
            return self._certificate
        if read_blob_path(path):
            return lambda where, data: hashlib.sha256(data).hexdigest().startswith(Path(where).name.split(".")[0])
        return self._marker

    def _segment(self, path: str, data: bytes) -> bool:
        place = read_segment_path(path)
        assert place is not None
        segment = check_segment(data, place, self.certificates)
        return open_entries(segment, self.certificates, self.identities) is not None

    def _certificate(self, path: str, data: bytes) -> bool:
        return path in trusted(path, data, self.root).paths

    def _marker(self, _path: str, data: bytes) -> bool:
        read_marker(Holding(data))
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


def spoilt(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Return *data* as an enemy leaves it; never the same."""
    at, to = sorted(chance.randrange(len(data) + 1) for _end in range(2))
    bit = bytes([data[at % len(data)] ^ 1 << chance.randrange(8)])
    ways = (
        data[: at % len(data)] + bit + data[at % len(data) + 1 :],
        data[:at],
        data[at + 1 :],
        data[:at] + chance.randbytes(1 + chance.randrange(40)) + data[at:],
        data[:at] + bytes(to - at) + data[to:],
        data[:to] + data[at:],
        data[:at] + data[to:],
        chance.choice(others),
        chance.choice(others)[:at] + data[at:],
        data + data,
        data[::-1],
        data.replace(b'"seq":', b'"seq":1', 1),
        data.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + data,
        b"",
    )
    found = chance.choice(ways)
    return found if found != data else data + b"\n"
