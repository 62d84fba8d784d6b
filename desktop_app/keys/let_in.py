"""Whose facts count: the founding PC's, and those of PCs that a fact which counts let in.

Somebody may be let in by a PC whose membership had ended, when neither had heard of it. Whoever read the new PC's
records before the news and whoever reads nothing of it end alike, because such a PC counts nowhere: it is the least
set that holds the founding PC and, with each of its members, the PCs which that one let in before its own record ends.
No order of arrival matters, and one later fact that counts lets the PC in again with all it recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from desktop_app.domain.facts import DeviceEnrolled, Recorded, WorkplaceOpened
from desktop_app.domain.membership_facts import DeviceRemoved, IssuerAppointed, RevocationListIssued
from desktop_app.errors import CertificateNotOurs, CertificateUnreadable
from desktop_app.keys.chain import Purpose, verify_chain
from desktop_app.keys.signing import display_name, read_certificate
from desktop_app.keys.standing import Ends, ended_in


@dataclass(frozen=True, slots=True)
class Standing:
    """Whose facts count, and up to where.

    ``outside`` are entries (by the beginning of their hash) of PCs that left which belong to no history that counts;
    ``let_in`` the PCs whose facts count; ``left_out`` those that only facts which do not count let in, with the last
    of these. ``everything`` counts where the founding PC's facts have not arrived, and in the home of a PC that was
    left out itself: it goes on showing what it showed.
    """

    ends: Ends = field(default_factory=dict)
    outside: frozenset[bytes] = frozenset()
    let_in: frozenset[str] = frozenset()
    left_out: Mapping[str, Recorded] = field(default_factory=dict)
    everything: bool = False


def standing_of(told: Sequence[Recorded], ends: Ends, outside: frozenset[bytes], own: str = "") -> Standing:
    """Return the standing that the workplace's facts, in the journal's order, add up to on the PC *own*."""
    opened = next((one for one in told if isinstance(one.fact, WorkplaceOpened)), None)
    if opened is None:
        return Standing(ends, outside, everything=True)
    by: dict[str, set[str]] = defaultdict(set)
    enrolments: dict[str, Recorded] = {}
    itself: list[DeviceEnrolled] = []
    for one in told:
        if isinstance(one.fact, DeviceEnrolled):
            recorder, device = one.position.device_id, one.fact.device_id
            enrolments[device] = one
            if _within(one, ends, outside):
                by[recorder].add(device)
            if recorder == device:
                itself.append(one.fact)
    let_in: set[str] = set()
    waiting = [opened.position.device_id, *_certified_by_ourselves(told, itself, opened)]
    while waiting:
        device = waiting.pop()
        if device not in let_in:
            let_in.add(device)
            waiting += by[device]
    left_out = {device: one for device, one in enrolments.items() if device not in let_in and device not in ends}
    return Standing(ends, outside, frozenset(let_in), left_out, own in left_out)


def accepted(history: Iterable[Recorded], standing: Standing) -> Iterator[Recorded]:
    """Leave out what does not count; a revocation list counts by its own signature, whoever recorded it."""
    if standing.everything:
        yield from history
        return
    ends, outside, let_in = standing.ends, standing.outside, standing.let_in
    for one in history:
        counts = one.position.device_id in let_in and _within(one, ends, outside)
        # Who removed a PC is told by a fact; that it is removed, by a list in force alone.
        counts = counts and not (isinstance(one.fact, DeviceRemoved) and one.fact.device_id not in ends)
        if counts or isinstance(one.fact, RevocationListIssued):
            yield one


def _within(one: Recorded, ends: Ends, outside: frozenset[bytes]) -> bool:
    end = ends.get(one.position.device_id)
    return end is None or (one.position.seq <= end.last_entry and one.entry not in outside)


def _certified_by_ourselves(
    told: Sequence[Recorded], itself: Iterable[DeviceEnrolled], opened: Recorded
) -> Iterator[str]:
    """Yield PCs that went on under a new id and certified it themselves, with a key that nobody revoked.

    Its own chain says nothing of when that was: the root's certificate, or that of an issuing PC, decides.
    """
    new = [one for one in itself if one.device_id != opened.position.device_id]
    if not new or not isinstance(opened.fact, WorkplaceOpened):
        return
    root = opened.fact.root_certificate
    issued = [one.fact for one in told if isinstance(one.fact, RevocationListIssued)]
    appointed = [one.fact.certificate for one in told if isinstance(one.fact, IssuerAppointed)]
    issuers = tuple(sorted({*appointed, *(one.issuer for one in issued if one.issuer)}))
    revoked = frozenset(one.serial for one in ended_in(root, issued))
    for one in new:
        if _holds(root, one.device_id, one.certificate, issuers, revoked):
            yield one.device_id


@lru_cache(maxsize=256)
def _holds(root: str, device_id: str, pem: str, issuers: tuple[str, ...], revoked: frozenset[int]) -> bool:
    try:
        certificate = read_certificate(pem.encode())
        in_use = [one for one in map(read_certificate, map(str.encode, issuers)) if one.serial_number not in revoked]
        verify_chain(certificate, read_certificate(root.encode()), None, Purpose.DEVICE, in_use)
    except (CertificateUnreadable, CertificateNotOurs):
        return False
    return display_name(certificate) == device_id
