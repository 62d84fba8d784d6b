"""A transferee's errand to the share: leave the submission in the inbox, look for what came back under known names.

Nothing is listed and nothing else is read but STORE.json: what the recommended access list allows to somebody who is
no member (share protocol §Layout). A write that was cut off leaves a torn file nobody of ours may remove; the next try
takes another random name, and the workplace knows a submission by its hash.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop_app.errors import SekishoError, ShareEntryTooLarge
from desktop_app.keys.signing import Certificate
from desktop_app.share.layout import ATTEMPTS, PathOf
from desktop_app.share.marker import read_marker, require_ours
from desktop_app.share.replies import LARGEST_REPLY
from desktop_app.share.store import Store


@dataclass(frozen=True, slots=True)
class TransfereesErrand:
    """What to leave (None: nothing, or it is there already) and which names to look under."""

    root: Certificate
    workplace_id: str
    path: str
    submission: bytes | None = field(repr=False)
    replies: tuple[PathOf, ...] = field(repr=False)


@dataclass
class Brought:
    """What the errand did, as far as it came; ``trouble`` is what stopped it."""

    left: bool = False
    replies: list[tuple[bytes, ...]] = field(default_factory=list)
    """What lay under each name, attempt by attempt; one that is larger than any reply is empty here."""
    trouble: SekishoError | None = None


def run_transferees_errand(store: Store, errand: TransfereesErrand) -> Brought:
    """Run the errand; never raises for what the share does or holds."""
    brought = Brought()
    try:
        require_ours(read_marker(store), errand.root, errand.workplace_id)
        for paths in errand.replies:
            brought.replies.append(tuple(_attempts(store, paths)))
        if errand.submission is not None:
            store.put_new(errand.path, errand.submission)
            brought.left = True
    except SekishoError as error:
        brought.trouble = error
    return brought


def _attempts(store: Store, paths: PathOf) -> Iterator[bytes]:
    for attempt in range(ATTEMPTS):
        try:
            data = store.get(paths(attempt), limit=LARGEST_REPLY)
        except ShareEntryTooLarge:
            data = b""
        if data is None:
            return
        yield data
