"""Publish and heal: have on the share, byte for byte, what this home holds (share protocol §Publish).

Sealed files go first, so that a segment never names what is not there; certificates before them, so that anybody can
check it. Nothing on the share is ever changed or deleted.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from desktop_app.errors import FileDamaged, FileNotHere, SegmentDamaged
from desktop_app.journal.segment import parse_segment, segment_hash
from desktop_app.keys.signing import Certificate
from desktop_app.share.attempts import Placed, Placement, place
from desktop_app.share.disposal import covers
from desktop_app.share.errand import Carried, Members, Met, Parcel, Pending, Visit
from desktop_app.share.layout import BlobPlace, SegmentPlace, blob_paths, segment_paths
from desktop_app.share.notices import put_off
from desktop_app.share.segments import Trouble, check_segment


def publish_blobs(visit: Visit, there: Collection[tuple[int, str]]) -> None:
    """Put every sealed file that our facts name, and the share lacks, where its year's folder is.

    A name proves little, since a torn file has one too: what our segments under way speak of is read and compared.
    """
    errand = visit.errand
    headers = [parse_segment(parcel.data).header for parcel in errand.parcels]
    compared = {BlobPlace(name, header.fiscal_year) for header in headers for name in header.blobs}
    lacking = {wanted for wanted in errand.named if (wanted.fiscal_year, wanted.short) not in there}
    for wanted in sorted(compared | lacking, key=lambda b: (b.fiscal_year, b.sealed_sha256)):
        if not errand.blobs.has(wanted.sealed_sha256):
            continue
        visit.step()
        try:
            data = errand.blobs.read(wanted.sealed_sha256)
        except (FileDamaged, FileNotHere):
            # The facts must not wait for a file that may never come back.
            visit.carried.pending.append(Pending(wanted.sealed_sha256, Trouble.FILE_MISSING))
            continue
        placement = place(visit.store, blob_paths(errand.workplace_id, wanted), data)
        if placement.how is Placed.EXHAUSTED:
            visit.carried.pending.append(Pending(placement.path, Trouble.TORN))


def publish_segments(visit: Visit, members: Members) -> None:
    """Put the errand's segments on the share: our new ones, and what it lost of anybody's."""
    errand, carried = visit.errand, visit.carried
    waiting = put_off(errand, carried)
    for parcel in errand.parcels:
        if parcel.place in waiting:
            continue
        visit.step()
        mine = parcel.place.device_id == errand.device_id
        placement = place(
            visit.store,
            segment_paths(errand.workplace_id, parcel.place),
            parcel.data,
            torn_before=None if mine else errand.torn,
            conflicts=partial(_is_another, parcel.place, members.get(parcel.place.device_id, ())),
            beside=not mine,
        )
        _note(parcel, placement, carried, is_loss=not covers(errand.told_gone, parcel.place))
        if placement.how is Placed.CONFLICT and mine:
            carried.cloned = True
            return


def deliver_letters(visit: Visit) -> None:
    """Put replies where those who asked will look for them."""
    for letter in visit.errand.letters:
        if place(visit.store, letter.paths, letter.data).how in {Placed.WRITTEN, Placed.THERE}:
            visit.carried.delivered.append(letter.name)


def _note(parcel: Parcel, placement: Placement, carried: Carried, *, is_loss: bool) -> None:
    carried.changed |= {path for path in (*placement.rivals, parcel.seen_at) if path and path != placement.path}
    if placement.how in {Placed.WRITTEN, Placed.THERE}:
        carried.met.append(Met(placement.path, parcel.place, segment_hash(parcel.data)))
    match placement.how:
        case Placed.WRITTEN | Placed.THERE if parcel.fresh:
            carried.sent.append((parcel.place, placement.path))
        case Placed.WRITTEN:
            carried.healed += 1
            was_there = placement.path == parcel.seen_at or bool(placement.rivals and parcel.seen_at)
            carried.lost += is_loss and was_there
        case Placed.WAIT:
            carried.torn.add(placement.path)
            carried.pending.append(Pending(placement.path, Trouble.TORN))
        case Placed.EXHAUSTED:
            carried.pending.append(Pending(placement.path, Trouble.TORN))
        case Placed.CONFLICT:
            carried.pending.append(Pending(placement.path, Trouble.CHAIN))
        case Placed.THERE:
            pass


def _is_another(where: SegmentPlace, certificates: tuple[Certificate, ...], found: bytes) -> bool:
    try:
        check_segment(found, where, certificates)
    except SegmentDamaged:
        return False
    return True
