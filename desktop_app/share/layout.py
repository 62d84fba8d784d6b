"""Where things lie on a share: names are lower-case hex, short, and tell nothing (share protocol §Layout).

A name without a place in the layout is a stranger's: it is counted and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

ATTEMPTS = 100
"""A file is written as attempt 0; whoever finds it torn writes the next attempt.

A line that breaks at every sync uses one up each time where nobody may delete: ten were gone within an hour.
"""

TRUST = "trust"
CHECKPOINTS = "hq/ckpt"

PathOf = Callable[[int], str]
"""The path of an attempt at one file."""

_SEGMENT = re.compile(r"w/([0-9a-f]{8})/log/([0-9a-f]{16})/(\d{4})/(\d{8})\.(\d{1,2})\.seg", re.ASCII)
_BLOB = re.compile(r"w/([0-9a-f]{8})/blob/(\d{4})/([0-9a-f]{2})/([0-9a-f]{32})\.(\d{1,2})\.bin", re.ASCII)
_CERTIFICATE = re.compile(r"trust/([0-9a-f]{32})\.(\d{1,2})\.crt", re.ASCII)
_CHECKPOINT = re.compile(r"hq/ckpt/\d{8}\.\d{1,2}\.json", re.ASCII)
_RECEIPT = re.compile(r"w/([0-9a-f]{8})/rc/\d{6}/([0-9a-f]{32})\.(\d{1,2})\.rcp", re.ASCII)
_LETTER = re.compile(r"w/([0-9a-f]{8})/(in/\d{6}/[0-9a-f]{32}\.(enr|sub)|out/[0-9a-f]{32}\.\d{1,2}\.ret)", re.ASCII)
_INBOX = re.compile(r"w/([0-9a-f]{8})/in/(\d{4})(0[1-9]|1[0-2])/[0-9a-f]{32}\.(?:enr|sub)", re.ASCII)
_LIST = re.compile(r"trust/([0-9a-f]{32})\.(\d{1,2})\.crl", re.ASCII)
_NOTICE = re.compile(r"w/([0-9a-f]{8})/end/(\d{4})/([0-9a-f]{32})\.(\d{1,2})\.json", re.ASCII)
_SUBMISSION = re.compile(r"w/([0-9a-f]{8})/in/\d{6}/([0-9a-f]{32})\.sub", re.ASCII)
_REQUEST = re.compile(r"w/([0-9a-f]{8})/in/\d{6}/([0-9a-f]{32})\.enr", re.ASCII)


@dataclass(frozen=True, slots=True)
class SegmentPlace:
    """Which segment a file says it is."""

    device_id: str
    fiscal_year: int
    seq: int


@dataclass(frozen=True, slots=True)
class BlobPlace:
    """A sealed file by the SHA-256 (hex) of its ciphertext and the fiscal year whose folder holds it."""

    sealed_sha256: str
    fiscal_year: int

    @property
    def short(self) -> str:
        """As much of the hash as stands in the name."""
        return self.sealed_sha256[:32]


def log_folder(workplace_id: str) -> str:
    """Return the folder of all devices' segments."""
    return f"w/{workplace_id}/log"


def device_folder(workplace_id: str, device_id: str) -> str:
    """Return the folder of one device's segments."""
    return f"{log_folder(workplace_id)}/{device_id}"


def year_folder(workplace_id: str, device_id: str, fiscal_year: int) -> str:
    """Return the folder of one device's segments of one fiscal year."""
    return f"{device_folder(workplace_id, device_id)}/{fiscal_year:04d}"


def blob_folder(workplace_id: str) -> str:
    """Return the folder of all sealed files."""
    return f"w/{workplace_id}/blob"


def blob_shelf(workplace_id: str, place: BlobPlace) -> str:
    """Return the small folder in which one sealed file lies."""
    return f"{blob_folder(workplace_id)}/{place.fiscal_year:04d}/{place.short[:2]}"


def request_folder(workplace_id: str) -> str:
    """Return the folder in which strangers may leave something."""
    return f"w/{workplace_id}/in"


def segment_paths(workplace_id: str, place: SegmentPlace) -> PathOf:
    """Return the names of a segment's attempts."""
    folder = year_folder(workplace_id, place.device_id, place.fiscal_year)
    return lambda attempt: f"{folder}/{place.seq:08d}.{attempt}.seg"


def blob_paths(workplace_id: str, place: BlobPlace) -> PathOf:
    """Return the names of a sealed file's attempts."""
    folder = blob_shelf(workplace_id, place)
    return lambda attempt: f"{folder}/{place.short}.{attempt}.bin"


def certificate_paths(fingerprint: str) -> PathOf:
    """Return the names of a device certificate's attempts."""
    return lambda attempt: f"{TRUST}/{fingerprint[:32]}.{attempt}.crt"


def list_paths(sha256: str) -> PathOf:
    """Return the names of a revocation list's attempts, by the hash of its bytes."""
    return lambda attempt: f"{TRUST}/{sha256[:32]}.{attempt}.crl"


def reply_paths(workplace_id: str, name: str) -> PathOf:
    """Return the names of an enrolment reply's attempts; *name* is 32 hex digits."""
    return lambda attempt: f"w/{workplace_id}/out/{name}.{attempt}.ret"


def request_path(workplace_id: str, at: datetime, name: str) -> str:
    """Return where an enrolment request is left; *name* is 32 random hex digits."""
    return f"{request_folder(workplace_id)}/{at:%Y%m}/{name}.enr"


def checkpoint_paths(day: date) -> PathOf:
    """Return the names of a day's checkpoints."""
    return lambda attempt: f"{CHECKPOINTS}/{day:%Y%m%d}.{attempt}.json"


def is_checkpoint_path(path: str) -> bool:
    """Whether a checkpoint may lie at *path*."""
    return _CHECKPOINT.fullmatch(path) is not None


def read_receipt_path(path: str, workplace_id: str) -> str | None:
    """Return the short hash of the submission whose receipt lies at *path*, None when the name is not ours."""
    found = _RECEIPT.fullmatch(path)
    return found[2] if found and found[1] == workplace_id else None


def is_letter_path(path: str, workplace_id: str) -> bool:
    """Whether something may lie at *path* that is sealed to one reader: a request, a submission, a return."""
    found = _LETTER.fullmatch(path)
    return found is not None and found[1] == workplace_id


def inbox_month(path: str, workplace_id: str) -> date | None:
    """Return the month (its first day) in which something was left for the workplace at *path*, None if it is none."""
    found = _INBOX.fullmatch(path)
    return date(int(found[2]), int(found[3]), 1) if found and found[1] == workplace_id and int(found[2]) else None


def read_segment_path(path: str) -> SegmentPlace | None:
    """Return which segment lies at *path*, None when the name is not ours."""
    found = _SEGMENT.fullmatch(path)
    return SegmentPlace(found[2], int(found[3]), int(found[4])) if found else None


def read_blob_path(path: str) -> tuple[int, str] | None:
    """Return fiscal year and short hash of the sealed file at *path*, None when the name is not ours."""
    found = _BLOB.fullmatch(path)
    return (int(found[2]), found[4]) if found and found[4].startswith(found[3]) else None


def is_certificate_path(path: str) -> bool:
    """Whether a device certificate may lie at *path*."""
    return _CERTIFICATE.fullmatch(path) is not None


def is_list_path(path: str) -> bool:
    """Whether a revocation list may lie at *path*."""
    return _LIST.fullmatch(path) is not None


def is_request_path(path: str) -> bool:
    """Whether an enrolment request may lie at *path*."""
    return _REQUEST.fullmatch(path) is not None


def submission_path(workplace_id: str, at: datetime, name: str) -> str:
    """Return where a transferee's submission is left; *name* is 32 random hex digits."""
    return f"{request_folder(workplace_id)}/{at:%Y%m}/{name}.sub"


def is_submission_path(path: str) -> bool:
    """Whether a transferee's submission may lie at *path*."""
    return _SUBMISSION.fullmatch(path) is not None


def receipt_paths(workplace_id: str, at: datetime, submission_sha256: str) -> PathOf:
    """Return the names of a receipt's attempts, in the month in which the transferee signed."""
    return lambda attempt: f"w/{workplace_id}/rc/{at:%Y%m}/{submission_sha256[:32]}.{attempt}.rcp"


def notice_folder(workplace_id: str) -> str:
    """Return the folder of the notices of disposed years."""
    return f"w/{workplace_id}/end"


def notice_paths(workplace_id: str, fiscal_year: int, sha256: str) -> PathOf:
    """Return the names of a disposal notice's attempts, by the year and the hash of its bytes."""
    return lambda attempt: f"{notice_folder(workplace_id)}/{fiscal_year:04d}/{sha256[:32]}.{attempt}.json"


def is_notice_path(path: str, workplace_id: str) -> bool:
    """Whether the notice of a disposed year may lie at *path*."""
    found = _NOTICE.fullmatch(path)
    return found is not None and found[1] == workplace_id
