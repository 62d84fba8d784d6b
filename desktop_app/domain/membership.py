"""Who belongs to the workplace now: PCs and people that left, issuing PCs, and the keys of each fiscal year.

A fold over facts like every other: in whatever order they arrived, the same facts give the same members.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop_app.domain.headquarters_facts import IntakeGiven, JoiningConfirmed
from desktop_app.domain.membership_facts import (
    CertificateExtended,
    DeviceKeysAnnounced,
    DeviceRemoved,
    EnrolmentVouched,
    FiscalKeyGranted,
    FiscalKeyRotated,
    HeadquartersJoined,
    IssuerAppointed,
    PersonRemoved,
    RevocationListIssued,
    WorkplaceMerged,
    WorkplaceRenamed,
)

if TYPE_CHECKING:
    from desktop_app.domain.facts import FiscalKeyMade, Recorded


@dataclass(frozen=True, slots=True)
class YearKeys:
    """The recipients in force for a fiscal year."""

    fiscal_year: int
    workplace_recipient: str
    recovery_recipient: str


@dataclass(frozen=True, slots=True)
class Membership:
    """What the facts say of members and keys; ``closed`` are recipients that somebody who left can open."""

    keys: Mapping[str, DeviceKeysAnnounced] = field(default_factory=dict)
    issuers: Mapping[str, tuple[IssuerAppointed, ...]] = field(default_factory=dict)
    lists: tuple[RevocationListIssued, ...] = ()
    devices_removed: Mapping[str, tuple[DeviceRemoved, datetime]] = field(default_factory=dict)
    people_removed: Mapping[str, tuple[PersonRemoved, datetime]] = field(default_factory=dict)
    extended: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    vouched: Mapping[str, tuple[EnrolmentVouched, ...]] = field(default_factory=dict)
    """What was said for each request; whose word counts: ``keys.vouching``."""
    intakes: Mapping[str, tuple[IntakeGiven, ...]] = field(default_factory=dict)
    years: Mapping[int, YearKeys] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    rotations: tuple[FiscalKeyRotated, ...] = ()
    grants: frozenset[tuple[str, str]] = frozenset()
    """(workplace recipient, device) of every key that was given to a PC by itself."""
    names: tuple[WorkplaceRenamed, ...] = ()
    merged: tuple[WorkplaceMerged, ...] = ()
    headquarters: HeadquartersJoined | None = None
    confirmed: tuple[tuple[JoiningConfirmed, datetime], ...] = ()

    @property
    def gone(self) -> frozenset[str]:
        """Ids of all PCs and people that left."""
        return frozenset((*self.devices_removed, *self.people_removed))

    @property
    def headquarters_recipients(self) -> tuple[str, ...]:
        """The recipient of the headquarters this workplace has joined, if it has."""
        return (self.headquarters.recipient,) if self.headquarters else ()

    def year_keys(self, fiscal_year: int) -> YearKeys | None:
        """Return whom a year is sealed to: never to a key that somebody who left can open."""
        made = self.years.get(fiscal_year)
        if made is None or made.workplace_recipient not in self.closed:
            return made
        return next((k for k in self._rotated() if k.workplace_recipient not in self.closed), made)

    def latest_keys(self, before: int, unknown: frozenset[int] = frozenset()) -> YearKeys | None:
        """Return the keys of the latest year before *before*; with a clock gone back, those of the first year after."""
        earlier = [year for year in self.years if year < before and year not in unknown]
        later = [year for year in self.years if year > before and year not in unknown]
        if not earlier and not later:
            return None
        return self.year_keys(max(earlier) if earlier else min(later))

    def rotation_due(self, fiscal_year: int) -> bool:
        """Whether a year has no key of its own that all who left lack."""
        made = self.years.get(fiscal_year)
        if made is None:
            return False
        covered = frozenset(self.rotations[-1].without) if self.rotations else frozenset[str]()
        return made.workplace_recipient in self.closed or not self.gone <= covered

    def lacks_kit(self, fiscal_year: int) -> bool:
        """Whether a year is sealed to the kit of another: a PC that makes no kits began it."""
        keys = self.year_keys(fiscal_year)
        others = {one.recovery_recipient for year, one in self.years.items() if year != fiscal_year}
        return keys is not None and keys.recovery_recipient in others

    def name_on(self, day: date, first: str, company: str) -> tuple[str, str]:
        """Return (company, workplace) as they were called on *day*; *company* and *first* are what they began with."""
        name = first
        for renamed in sorted(self.names, key=lambda one: one.effective_on):
            if renamed.effective_on <= day:
                name, company = renamed.name, renamed.company or company
        return company, name

    def names_during(self, first: date, last: date, name: str) -> tuple[str, ...]:
        """Return what the workplace was called from *first* to *last*, in order; *name* is what it began with."""
        changes = sorted({one.effective_on for one in self.names if first < one.effective_on <= last})
        return tuple(dict.fromkeys(self.name_on(day, name, "")[1] for day in (first, *changes)))

    def merged_during(self, first: date, last: date) -> tuple[WorkplaceMerged, ...]:
        """Return the workplaces that were taken in from *first* to *last*."""
        return tuple(one for one in self.merged if first <= one.effective_on <= last)

    def _rotated(self) -> tuple[YearKeys, ...]:
        rotated = reversed(self.rotations)
        return tuple(YearKeys(r.fiscal_year, r.workplace_recipient, r.recovery_recipient) for r in rotated)


def after_key_made(membership: Membership, made: FiscalKeyMade) -> Membership:
    """A year's first keys; later ones for the same year are passed over.

    Made by a PC that had not heard of a rotation, they were sealed to a key that somebody who left still has.
    """
    year, recipient = made.fiscal_year, made.workplace_recipient
    if year in membership.years:
        return membership
    years = {**membership.years, year: YearKeys(year, recipient, made.recovery_recipient)}
    leaked = bool(membership.rotations) and (not made.sealed_to or made.sealed_to in membership.closed)
    closed = membership.closed | {recipient} if leaked else membership.closed
    return replace(membership, years=years, closed=closed)


def evolve(membership: Membership, recorded: Recorded) -> Membership:  # noqa: C901, PLR0911, PLR0912 - one arm a fact
    """Return the membership after one more fact."""
    match recorded.fact:
        case DeviceKeysAnnounced() as keys if _are_its_own(membership, keys, recorded):
            # Announced again: it lacks keys that it should have been given.
            grants = frozenset(one for one in membership.grants if one[1] != keys.device_id)
            return replace(membership, keys={**membership.keys, keys.device_id: keys}, grants=grants)
        case IssuerAppointed() as appointed:
            known = membership.issuers.get(appointed.device_id, ())
            return replace(membership, issuers={**membership.issuers, appointed.device_id: (*known, appointed)})
        case RevocationListIssued() as issued:
            return replace(membership, lists=(*membership.lists, issued))
        case DeviceRemoved() as removed if removed.device_id not in membership.devices_removed:
            gone = {**membership.devices_removed, removed.device_id: (removed, recorded.at)}
            return replace(membership, devices_removed=gone)
        case PersonRemoved() as left if left.person_id not in membership.people_removed:
            return replace(
                membership, people_removed={**membership.people_removed, left.person_id: (left, recorded.at)}
            )
        case CertificateExtended(holder_id, certificate):
            held = (*membership.extended.get(holder_id, ()), certificate)
            return replace(membership, extended={**membership.extended, holder_id: held})
        case FiscalKeyRotated() as rotated:
            return _after_rotation(membership, rotated)
        case FiscalKeyGranted(_, recipient, sealed):
            return replace(membership, grants=membership.grants | {(recipient, sealed.device_id)})
        case EnrolmentVouched(request_id) as said:
            vouched = (*membership.vouched.get(request_id, ()), said)
            return replace(membership, vouched={**membership.vouched, request_id: vouched})
        case IntakeGiven(device_id) as given:
            known_intakes = membership.intakes.get(device_id, ())
            return replace(membership, intakes={**membership.intakes, device_id: (*known_intakes, given)})
        case JoiningConfirmed() as confirmed:
            return replace(membership, confirmed=(*membership.confirmed, (confirmed, recorded.at)))
        case WorkplaceRenamed() as renamed:
            return replace(membership, names=(*membership.names, renamed))
        case WorkplaceMerged() as merged:
            return replace(membership, merged=(*membership.merged, merged))
        case HeadquartersJoined() as joined:
            return replace(membership, headquarters=membership.headquarters or joined)
        case _:
            return membership


def _are_its_own(membership: Membership, keys: DeviceKeysAnnounced, recorded: Recorded) -> bool:
    """Whether a PC's keys are announced by itself, or first, by the PC that lets it in.

    Anybody else who named another recipient would be given the keys that are made when they leave.
    """
    return keys.device_id not in membership.keys or recorded.position.device_id == keys.device_id


def _after_rotation(membership: Membership, rotated: FiscalKeyRotated) -> Membership:
    year, recipient = rotated.fiscal_year, rotated.workplace_recipient
    former = {keys.workplace_recipient for keys in membership.years.values()}
    former |= {one.workplace_recipient for one in membership.rotations}
    told = membership.rotations[-1].without if membership.rotations else ()
    if set(rotated.without) <= set(told):
        former = set()  # nobody left since: the year was given a kit of its own
    return replace(
        membership,
        years={**membership.years, year: YearKeys(year, recipient, rotated.recovery_recipient)},
        closed=(membership.closed | former) - {recipient},
        rotations=(*membership.rotations, rotated),
        grants=membership.grants | {(recipient, one.device_id) for one in rotated.sealed},
    )
