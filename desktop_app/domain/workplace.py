"""The workplace: its people, PCs, programmes and fiscal-year recipients, as the facts tell them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from desktop_app.domain import disposals, membership
from desktop_app.domain.device_facts import DeviceRetired
from desktop_app.domain.disposal_facts import (
    CasesDisposed,
    DisposalApproved,
    DisposalDone,
    DisposalOrdered,
    DisposalWithdrawn,
    FileResealed,
    KitDestroyed,
    YearDisposed,
)
from desktop_app.domain.disposals import Disposal
from desktop_app.domain.facts import (
    DeviceEnrolled,
    FiscalKeyMade,
    PaperDatesChosen,
    PersonCardRegistered,
    PersonCardWithdrawn,
    PersonCertificateRenewed,
    PersonCorrected,
    PersonEnrolled,
    ProgrammeAdopted,
    Recorded,
    RecoveryKitPrinted,
    Role,
    TimestampServiceChosen,
    WorkplaceOpened,
)
from desktop_app.domain.holiday_facts import CompanyHolidaysStated
from desktop_app.domain.master_facts import MasterRecorded, RollTaken, SubstituteNamed
from desktop_app.domain.masters import Masters
from desktop_app.domain.membership import Membership, YearKeys
from desktop_app.domain.membership_facts import CertificateExtended, FiscalKeyRotated, OverseerEnrolled, PersonRemoved
from desktop_app.domain.move_facts import AssignmentsImported
from desktop_app.domain.office_calendars import HolidaysKnown
from desktop_app.domain.programme import Programme
from desktop_app.domain.restricted_moves import Assignment
from desktop_app.domain.roles import same_side
from desktop_app.errors import MembershipOver


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may work here under their own PIN; ``certificates`` are PEM, the newest last.

    Those of cards are among them; ``card`` is the one in force.
    """

    person_id: str
    employee_no: str
    name: str
    kana: str
    role: Role
    contact: str
    certificates: tuple[str, ...]
    card: PersonCardRegistered | None = None
    of_cards: frozenset[str] = frozenset()
    ended: PersonRemoved | None = None

    @property
    def certificate(self) -> str:
        """The certificate in force (PEM) of the key that the PIN opens."""
        return next(one for one in reversed(self.certificates) if one not in self.of_cards)


@dataclass(frozen=True, slots=True)
class Workplace:
    """What this record knows of the workplace it belongs to."""

    company: str = ""
    name: str = ""
    org_code: str = ""
    root_certificate: str = ""
    people: Mapping[str, Person] = field(default_factory=dict)
    devices: Mapping[str, DeviceEnrolled] = field(default_factory=dict)
    programmes: Mapping[tuple[str, str], Programme] = field(default_factory=dict)
    programme_in_force: tuple[str, str] | None = None
    membership: Membership = field(default_factory=Membership)
    kits_printed: Mapping[int, date] = field(default_factory=dict)
    papers_in_eras: bool = False
    retired_devices: frozenset[str] = frozenset()
    entered: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """The PC that each entry let in, by the device and number of the entry."""
    holders: Mapping[str, str] = field(default_factory=dict)
    """The person who was let in together with a PC: whose it is."""
    timestamp_services: tuple[TimestampServiceChosen, ...] = ()
    """Every one that was ever chosen, the one in force last: papers keep the stamps of former ones."""
    assignments: Mapping[str, tuple[Assignment, ...]] = field(default_factory=dict)
    """What was imported of people's duties, by employee number."""
    disposals: Mapping[str, Disposal] = field(default_factory=dict)
    """By the order's number, in the journal's order."""
    resealed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """As what sealed files (hash of the ciphertext) were sealed again when their year was disposed of."""
    kits_destroyed: Mapping[int, KitDestroyed] = field(default_factory=dict)
    masters: Masters = Masters()  # noqa: RUF009 - frozen
    rolls: tuple[RollTaken, ...] = ()
    substitutes: tuple[SubstituteNamed, ...] = ()
    holidays: tuple[HolidaysKnown, ...] = ()
    """Every statement of the company's holidays, in the journal's order."""

    @property
    def programme(self) -> Programme:
        """The programme that new cases follow."""
        assert self.programme_in_force is not None, "a workplace is opened together with its programme"
        return self.programmes[self.programme_in_force]

    @property
    def timestamp_service(self) -> TimestampServiceChosen | None:
        """The service that stamps signatures, None when there is none."""
        chosen = self.timestamp_services[-1] if self.timestamp_services else None
        return chosen if chosen and chosen.url else None

    def programme_of(self, programme_id: str, version: str) -> Programme:
        """Return the programme version a case stays on."""
        return self.programmes[programme_id, version]

    @property
    def fiscal_keys(self) -> Mapping[int, YearKeys]:
        """The recipients in force of every fiscal year that has any."""
        kept = ((year, self.membership.year_keys(year)) for year in self.membership.years)
        return {year: keys for year, keys in kept if keys is not None}

    @property
    def members(self) -> Mapping[str, Person]:
        """The people who belong here now."""
        return {person_id: person for person_id, person in self.people.items() if person.ended is None}

    @property
    def devices_in_use(self) -> Mapping[str, DeviceEnrolled]:
        """The PCs that belong here now."""
        gone = self.membership.devices_removed
        return {device_id: device for device_id, device in self.devices.items() if device_id not in gone}

    def device_certificates(self, device_id: str) -> tuple[str, ...]:
        """Return every certificate (PEM) a PC ever had, the newest last; all are for the same key."""
        enrolled = self.devices.get(device_id)
        first = (enrolled.certificate,) if enrolled else ()
        return (*first, *self.membership.extended.get(device_id, ()))

    def recipient_before(self, fiscal_year: int, unknown: frozenset[int] = frozenset()) -> str | None:
        """Return the workplace's age recipient of the latest year before *fiscal_year*.

        Where a clock that is wrong goes back before the first year, the other PCs hold the first year's key. They do
        not hold those of *unknown* years yet.
        """
        keys = self.membership.latest_keys(fiscal_year, unknown)
        return keys.workplace_recipient if keys else None

    def person_with_number(self, employee_no: str) -> Person | None:
        """Return the member with that employee number, else whoever left with it."""
        found = [person for person in self.people.values() if person.employee_no == employee_no]
        return next((person for person in found if person.ended is None), found[-1] if found else None)

    def membership_over(self, device_id: str, author: str, told: datetime | None = None) -> MembershipOver | None:
        """Return since when a PC, or the person *author*, is no member any more; *told*: a PC heard it otherwise."""
        removed = self.membership.devices_removed.get(device_id)
        since = removed[1] if removed else told
        if since is not None:
            letter = self.devices[device_id].letter if device_id in self.devices else ""
            return MembershipOver(who="device", name=letter, since=since)
        left = self.membership.people_removed.get(author)
        return MembershipOver(who="person", name=self.people[author].name, since=left[1]) if left else None

    def called_on(self, day: date) -> Workplace:
        """Return the workplace under the names it had on *day*: last year's papers print last year's."""
        if not self.membership.names:
            return self
        company, name = self.membership.name_on(day, self.name, self.company)
        return replace(self, company=company, name=name)


def fold_workplace(history: Iterable[Recorded]) -> Workplace:
    """Return the workplace that its facts, in journal order, add up to."""
    workplace = Workplace()
    for recorded in history:
        workplace = _evolve(workplace, recorded)
    return workplace


def _evolve(workplace: Workplace, recorded: Recorded) -> Workplace:  # noqa: C901, PLR0911, PLR0912 - one arm a fact
    match recorded.fact:
        case WorkplaceOpened(company, name, org_code, root):
            if workplace.org_code:
                return workplace
            return replace(workplace, company=company, name=name, org_code=org_code, root_certificate=root)
        case DeviceEnrolled() as device:
            entered = {**workplace.entered, recorded.position.in_entry: device.device_id}
            return replace(workplace, devices={**workplace.devices, device.device_id: device}, entered=entered)
        case DeviceRetired(device_id, _):
            return replace(workplace, retired_devices=workplace.retired_devices | {device_id})
        case PersonEnrolled() | OverseerEnrolled() as enrolled:
            person = Person(
                enrolled.person_id,
                enrolled.employee_no,
                enrolled.name,
                enrolled.kana,
                enrolled.role,
                enrolled.contact,
                (enrolled.certificate,),
            )
            theirs = workplace.entered.get(recorded.position.in_entry)
            holders = {**workplace.holders, theirs: person.person_id} if theirs else workplace.holders
            return replace(workplace, people={**workplace.people, person.person_id: person}, holders=holders)
        case (
            PersonCorrected()
            | PersonCertificateRenewed()
            | PersonCardRegistered()
            | PersonCardWithdrawn()
            | PersonRemoved()
        ) as news:
            workplace = replace(workplace, membership=membership.evolve(workplace.membership, recorded))
            known = workplace.people.get(news.person_id)
            people = {news.person_id: _person_after(known, news)} if known else {}
            return replace(workplace, people={**workplace.people, **people})
        case TimestampServiceChosen() as chosen:
            return replace(workplace, timestamp_services=(*workplace.timestamp_services, chosen))
        case ProgrammeAdopted(programme, _):
            key = (programme.id, programme.version)
            programmes = {**workplace.programmes, key: programme}
            return replace(workplace, programmes=programmes, programme_in_force=key)
        case FiscalKeyMade() as made:
            return replace(workplace, membership=membership.after_key_made(workplace.membership, made))
        case FiscalKeyRotated(year) as rotated:
            former = workplace.fiscal_keys.get(year)
            kits = dict(workplace.kits_printed)
            if former is None or former.recovery_recipient != rotated.recovery_recipient:
                kits.pop(year, None)  # the printed kit opens nothing that is sealed from here on
            after = membership.evolve(workplace.membership, recorded)
            return replace(workplace, kits_printed=kits, membership=after)
        case CertificateExtended(holder_id, certificate) if holder_id in workplace.people:
            person = workplace.people[holder_id]
            held = replace(person, certificates=(*person.certificates, certificate))
            return replace(workplace, people={**workplace.people, holder_id: held})
        case FileResealed(_, _, before, after):
            known_as = (*workplace.resealed.get(before, ()), after)
            return replace(workplace, resealed={**workplace.resealed, before: known_as})
        case KitDestroyed() as destroyed:
            return replace(workplace, kits_destroyed={destroyed.fiscal_year: destroyed, **workplace.kits_destroyed})
        case (
            DisposalOrdered()
            | DisposalApproved()
            | DisposalWithdrawn()
            | CasesDisposed()
            | YearDisposed()
            | DisposalDone()
        ):
            return replace(workplace, disposals=disposals.evolve(workplace.disposals, recorded))
        case RecoveryKitPrinted(fiscal_year, printed_on):
            return replace(workplace, kits_printed={**workplace.kits_printed, fiscal_year: printed_on})
        case AssignmentsImported(_, rows):
            return replace(workplace, assignments={**workplace.assignments, **_by_person(rows)})
        case PaperDatesChosen(era):
            return replace(workplace, papers_in_eras=era)
        case MasterRecorded() as recorded_master:
            return replace(workplace, masters=workplace.masters.after(recorded_master))
        case RollTaken() as roll:
            return replace(workplace, rolls=(*workplace.rolls, roll))
        case SubstituteNamed() as named:
            return replace(workplace, substitutes=(*workplace.substitutes, named))
        case CompanyHolidaysStated() as stated:
            in_turn = HolidaysKnown(stated, recorded.position, recorded.at, recorded.by)
            return replace(workplace, holidays=(*workplace.holidays, in_turn))
        case _:
            return replace(workplace, membership=membership.evolve(workplace.membership, recorded))


def _by_person(rows: Iterable[Assignment]) -> Mapping[str, tuple[Assignment, ...]]:
    found: dict[str, list[Assignment]] = {}
    for row in rows:
        found.setdefault(row.employee_no, []).append(row)
    return {number: tuple(sorted(own, key=lambda one: one.first)) for number, own in found.items()}


def _person_after(
    person: Person,
    news: PersonCorrected | PersonCertificateRenewed | PersonCardRegistered | PersonCardWithdrawn | PersonRemoved,
) -> Person:
    match news:
        case PersonCorrected(_, name, kana, role, contact):
            role = role if role in same_side(person.role) else person.role  # whatever another app let through
            return replace(person, name=name, kana=kana, role=role, contact=contact)
        case PersonCertificateRenewed(_, certificate, _):
            return replace(person, certificates=(*person.certificates, certificate))
        case PersonCardRegistered(_, certificate):
            held, of_cards = (*person.certificates, certificate), person.of_cards | {certificate}
            return replace(person, certificates=held, of_cards=of_cards, card=news)
        case PersonCardWithdrawn():
            return replace(person, card=None)
        case PersonRemoved():
            return replace(person, ended=person.ended or news)
