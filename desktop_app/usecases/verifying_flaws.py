"""The flaws of a share as spots of a verification."""

from __future__ import annotations

from desktop_app.sentences import sentence
from desktop_app.share.audit_report import Flaw, Spot
from desktop_app.text import _, ngettext
from desktop_app.usecases.verifying_spots import Check, Damage, Verification

_DAMAGE = {
    Flaw.CERTIFICATE: Damage.SHARE_FILE,
    Flaw.UNCERTIFIED: Damage.SHARE_UNCERTIFIED,
    Flaw.FILE: Damage.SHARE_FILE,
    Flaw.CHAIN: Damage.SHARE_CHAIN,
    Flaw.FORK: Damage.SHARE_FORK,
    Flaw.LACKS: Damage.SHARE_LACKS,
    Flaw.CHANGED: Damage.SHARE_FILE,
    Flaw.SEEN_FURTHER: Damage.SHARE_SEEN_FURTHER,
    Flaw.RECEIPT: Damage.SHARE_RECEIPT,
    Flaw.CHECKPOINT: Damage.CHECKPOINT,
    Flaw.CHECKPOINT_LOST: Damage.CHECKPOINT_LOST,
    Flaw.SET_BACK: Damage.SHARE_SET_BACK,
    Flaw.NOTICE: Damage.DISPOSAL_NOTICE,
}
_LOOKED_AT = {
    Flaw.CERTIFICATE: Check.CERTIFICATES,
    Flaw.UNCERTIFIED: Check.CERTIFICATES,
    Flaw.CHANGED: Check.BLOBS,
    Flaw.RECEIPT: Check.RECEIPTS,
    Flaw.CHECKPOINT: Check.CHECKPOINTS,
    Flaw.CHECKPOINT_LOST: Check.CHECKPOINTS,
    Flaw.SET_BACK: Check.CHECKPOINTS,
}
"""By flaw, what of an auditor's checks finds it; all others are found among the segments."""


def note_spot(outcome: Verification, spot: Spot) -> None:
    """Note a flaw of the share among the findings."""
    of_blob = spot.flaw is Flaw.LACKS and "/blob/" in spot.path
    outcome.found(
        _DAMAGE[spot.flaw],
        path=spot.path,
        device=spot.device,
        entry=spot.seq,
        name=spot.other,
        detail=_detail(spot),
        check=Check.BLOBS if of_blob else _LOOKED_AT.get(spot.flaw, Check.SEGMENTS),
    )


def _detail(spot: Spot) -> str:
    if spot.flaw is Flaw.CERTIFICATE:
        return _("no certificate of ours")
    if spot.flaw is Flaw.CHANGED:
        return _("changed")
    if spot.error is not None:
        return sentence(spot.error)
    missing = spot.upto - spot.seq
    if missing > 0:
        return ngettext("and {count} more", "and {count} more", missing).format(count=missing)
    return ""
