"""Whether a device's entries are whole: numbered without gaps, each naming the one before, each signed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from desktop_app.errors import JournalBroken
from desktop_app.journal.entry import GENESIS, SignedEntry

CheckSignature = Callable[[str, bytes, bytes], None]
"""(device id, body, signature); raises a Tampered when the signature does not hold."""


def check_chain(entries: Iterable[SignedEntry], check_signature: CheckSignature) -> int:
    """Check one device's entries from its first; returns how many there are.

    Raises JournalBroken (reason: chain), UnreadableFact, or what *check_signature* raises.
    """
    seq, prev, device = 0, GENESIS, ""
    for signed in entries:
        entry = signed.entry
        seq += 1
        device = device or entry.device_id
        if entry.seq != seq or entry.prev != prev or entry.device_id != device:
            raise JournalBroken(device=entry.device_id, seq=entry.seq, reason="chain")
        check_signature(entry.device_id, signed.body, signed.signature)
        prev = signed.hash
    return seq
