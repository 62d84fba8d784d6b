"""What an enemy of the share does to one of its files: to its bytes, or by laying it under another name."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from desktop_app.domain.membership_facts import EndReason
from desktop_app.journal.entry import GENESIS
from desktop_app.keys.revocation import ended, make_crl
from desktop_app.keys.seal import seal
from desktop_app.keys.signing import certificate_der
from desktop_app.share.checkpoint import Checkpoint, CheckpointHead, make_checkpoint
from desktop_app.share.layout import (
    is_certificate_path,
    is_checkpoint_path,
    is_letter_path,
    is_list_path,
    is_request_path,
    is_submission_path,
    read_blob_path,
    read_receipt_path,
    read_segment_path,
)
from desktop_app.share.replies import Outcome, Receipt
from desktop_app.share.signed import sign_note
from desktop_app.share.store import LARGEST_ENTRY, MARKER
from tests.core.share.bad_share_input import DEVICE, NOW, Forge

TOO_LARGE = bytes(LARGEST_ENTRY + 1)


@dataclass(frozen=True, slots=True)
class Change:
    """What lies at *path* now, what it was made from, and how."""

    path: str
    data: bytes = field(repr=False)
    origin: str
    way: str


def kind_of(path: str, workplace_id: str) -> str:
    """What lies at a path of this workplace's share, by its name; ``stranger`` without a place in the layout."""
    ours = f"w/{workplace_id}/"
    kinds: dict[str, bool] = {
        "marker": path == MARKER,
        "certificate": is_certificate_path(path),
        "list": is_list_path(path),
        "checkpoint": is_checkpoint_path(path),
        "segment": path.startswith(ours) and read_segment_path(path) is not None,
        "blob": path.startswith(ours) and read_blob_path(path) is not None,
        "receipt": read_receipt_path(path, workplace_id) is not None,
        "submission": path.startswith(ours) and is_submission_path(path),
        "request": path.startswith(ours) and is_request_path(path),
        "reply": is_letter_path(path, workplace_id) and path.endswith(".ret"),
    }
    return next((kind for kind, holds in kinds.items() if holds), "stranger")


def foreign_files(workplace_id: str) -> dict[str, bytes]:
    """Return a file of each kind that is sound under another root, some of them speaking of our workplace."""
    forge = Forge()
    lists = make_crl(forge.root, 1, (ended(forge.certificate, DEVICE, EndReason.LOST, NOW, NOW),), NOW)
    checkpoint = Checkpoint(workplace_id, 1, GENESIS, NOW, {DEVICE: CheckpointHead(1, "ab" * 32, 1)})
    receipt = Receipt(workplace_id, "ab" * 32, "cd" * 32, Outcome.TAKEN_IN, NOW, b"")
    sealed = seal(b"{}", (forge.recipient,))
    return {
        "marker": forge.marker(),
        "certificate": certificate_der(forge.certificate),
        "list": lists,
        "checkpoint": make_checkpoint(sign_note(checkpoint, forge.certificate, forge.sign)),
        "segment": forge.segment(),
        "receipt": sign_note(receipt, forge.certificate, forge.sign),
        **dict.fromkeys(("blob", "submission", "request", "reply"), sealed),
    }


class Enemy:
    """Changes files by chance; *files* is what lies there untouched, *foreign* a sound file of another root by kind."""

    def __init__(self, files: Mapping[str, bytes], workplace_id: str, chance: random.Random) -> None:
        self._files, self._workplace_id, self._chance = files, workplace_id, chance
        self._foreign = foreign_files(workplace_id)
        self._alike: dict[str, list[str]] = {}
        for path in sorted(files):
            self._alike.setdefault(kind_of(path, workplace_id), []).append(path)

    def change(self, path: str) -> Change:
        """Return one change of the file at *path*; it may leave it the same, which is for the caller to see."""
        way, data = self._chance.choice(BYTES if path == MARKER else (*BYTES, *NAMES, BESIDE)), self._files[path]
        if way == BESIDE:
            return Change(self._next_attempt(path), self.cut(path, data), path, way)
        if way in NAMES:
            return Change(getattr(self, way)(path), data, path, way)
        return Change(path, getattr(self, way)(path, data), path, way)

    # --- to its bytes -----------------------------------------------------------------------------------------

    def flipped(self, _path: str, data: bytes) -> bytes:
        at = self._place(data)
        return data[:at] + bytes([data[at] ^ 1 << self._chance.randrange(8)]) + data[at + 1 :]

    def cut(self, _path: str, data: bytes) -> bytes:
        return data[: self._place(data)]

    def beheaded(self, _path: str, data: bytes) -> bytes:
        return data[1 + self._place(data) :]

    def lengthened(self, _path: str, data: bytes) -> bytes:
        return data + self._chance.randbytes(1 + self._chance.randrange(40))

    def inserted(self, _path: str, data: bytes) -> bytes:
        at = self._place(data)
        return data[:at] + self._chance.randbytes(1 + self._chance.randrange(40)) + data[at:]

    def holed(self, _path: str, data: bytes) -> bytes:
        at, to = sorted((self._place(data), self._place(data)))
        return data[:at] + bytes(to - at) + data[to:]

    def left_out(self, _path: str, data: bytes) -> bytes:
        at, to = sorted((self._place(data), self._place(data)))
        return data[:at] + data[to:]

    def doubled(self, _path: str, data: bytes) -> bytes:
        return data + data

    def doubled_key(self, _path: str, data: bytes) -> bytes:
        """The first key of the first object stands there twice."""
        return re.sub(rb'\{("[a-z_]+":)', rb"{\1null,\1", data, count=1)

    def new_lines(self, _path: str, data: bytes) -> bytes:
        return data.replace(b"\n", b"\r\n") if b"\n" in data else data + b"\n"

    def marked(self, _path: str, data: bytes) -> bytes:
        return b"\xef\xbb\xbf" + data

    def emptied(self, _path: str, _data: bytes) -> bytes:
        return b""

    def oversized(self, _path: str, _data: bytes) -> bytes:
        return TOO_LARGE

    def swapped(self, path: str, _data: bytes) -> bytes:
        return self._files[self._chance.choice(self._alike[self._kind(path)])]

    def half_swapped(self, path: str, data: bytes) -> bytes:
        at = self._place(data)
        return self.swapped(path, data)[:at] + data[at:]

    def foreign(self, path: str, _data: bytes) -> bytes:
        return self._foreign[self._kind(path)]

    # --- under another name -----------------------------------------------------------------------------------

    def renamed(self, path: str) -> str:
        """A name no place in the layout has."""
        return f"{path.rpartition('/')[0]}/{self._hex(12)}.txt"

    def of_another_workplace(self, path: str) -> str:
        """The folder of a workplace that is not ours; what has no such folder goes astray."""
        start, other = f"w/{self._workplace_id}/", f"w/{self._hex(8)}/"
        return path.replace(start, other) if path.startswith(start) else f"{self._hex(8)}/{path}"

    def misplaced(self, path: str) -> str:
        """Another device, year, number, day or hash, in a name like all the others."""
        folder, _, name = path.rpartition("/")
        ending = name.rpartition(".")[2]
        match self._kind(path):
            case "segment":
                return self._misplaced_segment(path)
            case "checkpoint":
                day = NOW.date() + timedelta(days=self._chance.randrange(30, 2_000_000))
                return f"{folder}/{day:%Y%m%d}.0.json"
            case "blob":
                sha = self._hex(32)
                return f"{folder.rpartition('/')[0]}/{sha[:2]}/{sha}.0.bin"
            case "submission" | "request":
                return f"{folder}/{self._hex(32)}.{ending}"
        return f"{folder}/{self._hex(32)}.0.{ending}"

    def _next_attempt(self, path: str) -> str:
        stem, _, ending = path.rpartition(".")
        name, _, number = stem.rpartition(".")
        if not name:
            return self.renamed(path)  # what strangers leave has one name only
        free = next(n for n in range(int(number) + 1, 99) if f"{name}.{n}.{ending}" not in self._files)
        return f"{name}.{free}.{ending}"

    def _misplaced_segment(self, path: str) -> str:
        place = read_segment_path(path)
        assert place is not None
        log = path.partition("/log/")[0] + "/log"
        devices = sorted({p.split("/")[3] for p in self._alike["segment"]} - {place.device_id})
        seq = place.seq + self._chance.randrange(100, 99_000)
        return self._chance.choice(
            (
                f"{log}/{place.device_id}/{place.fiscal_year}/{seq:08d}.0.seg",
                f"{log}/{place.device_id}/{place.fiscal_year + 1}/{seq:08d}.0.seg",
                f"{log}/{self._chance.choice(devices)}/{place.fiscal_year}/{seq:08d}.0.seg",
                f"{log}/{self._hex(16)}/{place.fiscal_year}/{place.seq:08d}.0.seg",
            )
        )

    def _kind(self, path: str) -> str:
        return kind_of(path, self._workplace_id)

    def _place(self, data: bytes) -> int:
        return self._chance.randrange(len(data))

    def _hex(self, digits: int) -> str:
        return f"{self._chance.getrandbits(4 * digits):0{digits}x}"


BYTES: tuple[str, ...] = (
    "flipped",
    "cut",
    "beheaded",
    "lengthened",
    "inserted",
    "holed",
    "left_out",
    "doubled",
    "doubled_key",
    "new_lines",
    "marked",
    "emptied",
    "oversized",
    "swapped",
    "half_swapped",
    "foreign",
)
NAMES: tuple[str, ...] = ("renamed", "of_another_workplace", "misplaced")
BESIDE = "beside"
"""Torn, as the next attempt beside the whole one."""
