"""What lies on a share, by its names alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from desktop_app.share.layout import (
    SegmentPlace,
    blob_folder,
    is_certificate_path,
    is_checkpoint_path,
    is_letter_path,
    is_list_path,
    is_notice_path,
    is_submission_path,
    log_folder,
    read_blob_path,
    read_receipt_path,
    read_segment_path,
)
from desktop_app.share.store import MARKER


@dataclass
class Names:
    """What lies on a share, by kind."""

    certificates: list[str] = field(default_factory=list)
    """Revocation lists included."""
    checkpoints: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    receipts: dict[str, list[str]] = field(default_factory=dict)
    """By the short hash of the submission."""
    submissions: list[str] = field(default_factory=list)
    segments: dict[str, dict[SegmentPlace, list[str]]] = field(default_factory=dict)
    blobs: dict[tuple[int, str], list[str]] = field(default_factory=dict)
    letters: int = 0
    strangers: int = 0
    count: int = 0
    """Files that will be read."""


def sort_names(paths: Iterable[str], workplace_id: str) -> Names:
    """Return the paths of a share by what lies there; a name without a place in the layout is a stranger's."""
    names = Names()
    log, blob = f"{log_folder(workplace_id)}/", f"{blob_folder(workplace_id)}/"
    for path in paths:
        if path.startswith(log) and (place := read_segment_path(path)) is not None:
            names.segments.setdefault(place.device_id, {}).setdefault(place, []).append(path)
        elif path.startswith(blob) and (key := read_blob_path(path)) is not None:
            names.blobs.setdefault(key, []).append(path)
        elif is_certificate_path(path) or is_list_path(path):
            names.certificates.append(path)
        elif is_checkpoint_path(path):
            names.checkpoints.append(path)
        elif is_notice_path(path, workplace_id):
            names.notices.append(path)
        elif (short := read_receipt_path(path, workplace_id)) is not None:
            names.receipts.setdefault(short, []).append(path)
        elif is_submission_path(path) and is_letter_path(path, workplace_id):
            names.submissions.append(path)
            names.letters += 1
        elif is_letter_path(path, workplace_id):
            names.letters += 1
            continue
        else:
            names.strangers += path != MARKER
            continue
        names.count += 1
    return names
