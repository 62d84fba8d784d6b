"""Whose facts count is the same in every order of arrival, and what one naive look at all facts says."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.facts import (
    CaseRegistered,
    DeviceEnrolled,
    Fact,
    Post,
    ProgrammeAdopted,
    Transferee,
    WorkplaceOpened,
)
from desktop_app.domain.membership_facts import EndReason, RevocationListIssued
from desktop_app.journal.entry import GENESIS, Head, SignedEntry, make_entry
from desktop_app.keys import identity
from desktop_app.keys.revocation import Ended, ended, make_crl
from desktop_app.store.database import create_database
from desktop_app.store.record import Record
from desktop_app.store.standings import PINNED_ROOT
from tests.homes import hokkaido

FOUNDER, OTHERS = "a" * 16, tuple(letter * 16 for letter in "bcde")
DEVICES = (FOUNDER, *OTHERS)
ENTRIES = 3
AT = datetime(2026, 9, 24, 5, 2, tzinfo=UTC)


@cache
def root() -> identity.SignerIdentity:
    return identity.make_root("北辰送配電", AT)


@cache
def certificate(device: str) -> str:
    made = identity.issue_device_certificate(root(), identity.new_key().public_key(), device, AT)
    return identity.certificate_pem(made).decode()


@cache
def appointed() -> tuple[identity.SignerIdentity, str]:
    """An issuing certificate, and what it certified of the last device."""
    key = identity.new_key()
    issuer = identity.SignerIdentity(key, identity.issue_issuing_certificate(root(), key.public_key(), OTHERS[0], AT))
    made = identity.issue_device_certificate(issuer, identity.new_key().public_key(), OTHERS[-1], AT)
    return issuer, identity.certificate_pem(made).decode()


@dataclass(frozen=True)
class Told:
    """Who lets whom in by which of their entries, and with which entry the records of PCs end."""

    let_in: tuple[tuple[str, int, str], ...]
    ends: tuple[tuple[str, int], ...]

    def counting(self) -> set[str]:
        """Whoever a counting entry of a counting PC let in, found by looking again until nothing is new."""
        found, before, ends = {FOUNDER}, set[str](), dict(self.ends)
        while found != before:
            before = set(found)
            found |= {new for by, seq, new in self.let_in if by in before and seq <= ends.get(by, ENTRIES)}
        return found

    def cases(self) -> set[str]:
        counting, ends = self.counting(), dict(self.ends)
        return {f"{by[0]}{seq}" for by in counting for seq in range(1, 1 + min(ENTRIES, ends.get(by, ENTRIES)))}


told = st.builds(
    Told,
    st.lists(
        st.tuples(st.sampled_from(DEVICES), st.integers(1, ENTRIES), st.sampled_from(OTHERS)).filter(
            lambda one: one[0] != one[2]
        ),
        max_size=9,
    ).map(tuple),
    st.lists(st.tuples(st.sampled_from(OTHERS), st.integers(0, ENTRIES)), max_size=2, unique_by=lambda one: one[0]).map(
        tuple
    ),
)


def chain(device: str, what: Told) -> list[SignedEntry]:
    """Everything a PC recorded, an entry a case."""
    head, made = Head(device, 0, GENESIS), []
    for seq in range(1, ENTRIES + 1):
        facts: list[Fact] = [case(f"{device[0]}{seq}")]
        facts += [
            DeviceEnrolled(new, new[0], certificate(new)) for by, at, new in what.let_in if (by, at) == (device, seq)
        ]
        if device == FOUNDER and seq == 1:
            programme = hokkaido()
            pem = identity.certificate_pem(root().certificate).decode()
            facts = [
                WorkplaceOpened("北辰送配電", "西部", "NSC01", pem),
                DeviceEnrolled(FOUNDER, "A", certificate(FOUNDER)),
                ProgrammeAdopted(programme.programme, programme.sha256),
                *facts,
            ]
        if device == FOUNDER and seq == ENTRIES and what.ends:
            facts.append(list_of(*what.ends))
        signed = make_entry(head, tuple(facts), lamport=seq, at=AT, by="m1", sign=lambda _data: b"signed")
        head = Head(device, seq, signed.hash)
        made.append(signed)
    return made


def list_of(*ends: tuple[str, int]) -> RevocationListIssued:
    entries = [ending(certificate(device), device, last) for device, last in ends]
    return RevocationListIssued(base64.b64encode(make_crl(root(), 1, entries, AT)).decode(), "")


def ending(pem: str, device: str, last: int) -> Ended:
    one = ended(identity.read_certificate(pem.encode()), device, EndReason.LOST, AT, AT)
    return Ended(one.serial, one.issuer, device, EndReason.LOST, AT, AT, last, "0" * 64, last)


def case(number: str) -> CaseRegistered:
    programme = hokkaido().programme
    return CaseRegistered(
        case_id=number * 16,
        case_no=number,
        transferee=Transferee(number, "髙橋　美咲", ""),
        origin=Post("北辰送配電", "西部", "NSC01"),
        destination=Post("あおば電力", "", specified_affiliate=True),
        effective_date=date(2026, 10, 1),
        notice_date=None,
        transfer_type="",
        programme_id=programme.id,
        programme_version=programme.version,
        in_scope=True,
        source="",
    )


def new_record() -> Record:
    return Record(create_database(Path(":memory:"), bytes(32)))


def shown(record: Record) -> tuple[set[str], object]:
    with record.database.transaction() as connection:
        lines = set(connection.exec_driver_sql("SELECT case_no FROM case_summary").scalars())
        kept = connection.exec_driver_sql("SELECT DISTINCT case_id FROM fact WHERE case_id != ''").scalars().all()
    assert lines == {record.case(one).case_no for one in kept if record.history(one)}
    return lines, record.workplace


@given(told, st.data())
@settings(max_examples=40, deadline=None)
def test_what_counts_does_not_depend_on_what_came_first(what: Told, data: st.DataObject):
    whole, parts = new_record(), new_record()
    waiting = {device: chain(device, what) for device in DEVICES}
    whole.absorb(signed for entries in waiting.values() for signed in entries)
    order = data.draw(st.permutations([device for device in DEVICES for _entry in range(ENTRIES)]))
    coming = {device: iter(entries) for device, entries in waiting.items()}
    for device in order:
        parts.absorb([next(coming[device])])
    assert shown(parts) == shown(whole)
    assert shown(whole)[0] == what.cases()
    assert whole.workplace.devices.keys() <= what.counting()
    parts.rebuild()
    assert shown(parts) == shown(whole)


@pytest.mark.parametrize("foreign", [False, True], ids=["our root", "another root"])
@pytest.mark.parametrize("first", [False, True], ids=["comes last", "comes first"])
def test_nobody_opens_the_workplace_anew_from_before_its_beginning(foreign: bool, first: bool):
    usurper, later = "0" * 16, AT + timedelta(days=9)
    made = identity.issue_device_certificate(root(), identity.new_key().public_key(), usurper, later)
    theirs = identity.make_root("別の会社", later) if foreign else root()
    facts = (
        WorkplaceOpened("別の会社", "乗っ取り", "NSC01", identity.certificate_pem(theirs.certificate).decode()),
        DeviceEnrolled(usurper, "Z", identity.certificate_pem(made).decode()),
    )
    bent = make_entry(Head(usurper, 0, GENESIS), facts, lamport=1, at=AT, by="m1", sign=lambda _data: b"signed")
    honest = chain(FOUNDER, Told((), ()))
    record = new_record()
    record.desk.put({PINNED_ROOT: identity.fingerprint(root().certificate).encode()})
    record.absorb([bent] if first else honest)
    record.absorb(honest if first else [bent])
    ours = identity.certificate_pem(root().certificate).decode()
    assert (record.workplace.name, record.workplace.root_certificate) == ("西部", ours)
    assert record.standing.let_in == {FOUNDER, usurper}
    record.rebuild()
    assert record.workplace.name == "西部"


def test_the_first_root_that_comes_is_pinned():
    record = new_record()
    record.absorb(chain(FOUNDER, Told((), ())))
    assert record.workplace.name == "西部"
    assert record.desk.get(PINNED_ROOT) == identity.fingerprint(root().certificate).encode()


def test_one_later_fact_that_counts_puts_everything_back():
    what = Told(((FOUNDER, 1, OTHERS[0]), (OTHERS[0], 3, OTHERS[1])), ((OTHERS[0], 2),))
    record = new_record()
    for device in DEVICES[:3]:
        record.absorb(chain(device, what))
    assert shown(record)[0] == {"a1", "a2", "a3", "b1", "b2"}
    assert record.standing.left_out.keys() == {OTHERS[1]}
    head = record.head(FOUNDER)
    again = DeviceEnrolled(OTHERS[1], "C", certificate(OTHERS[1]))
    record.absorb([make_entry(head, (again,), lamport=9, at=AT, by="m1", sign=lambda _data: b"signed")])
    assert shown(record)[0] == {"a1", "a2", "a3", "b1", "b2", "c1", "c2", "c3"}
    assert record.standing.left_out == {}


def test_a_pc_that_certified_itself_counts_as_long_as_nobody_ends_what_it_did_it_with():
    issuer, own = appointed()
    renewed = OTHERS[-1]
    pem = identity.certificate_pem(issuer.certificate).decode()
    what = Told(((FOUNDER, 1, OTHERS[0]),), ())
    record = new_record()
    record.absorb(chain(FOUNDER, what))
    facts = (DeviceEnrolled(renewed, "E", own), case("e1"))
    record.absorb([make_entry(Head(renewed, 0, GENESIS), facts, lamport=9, at=AT, by="m1", sign=lambda _data: b"s")])
    assert "e1" not in shown(record)[0]
    issued = make_crl(issuer, 1, (), AT)
    told_of = RevocationListIssued(base64.b64encode(issued).decode(), pem)
    record.absorb(
        [make_entry(record.head(FOUNDER), (told_of,), lamport=10, at=AT, by="m1", sign=lambda _data: b"signed")]
    )
    assert "e1" in shown(record)[0]
    out = RevocationListIssued(
        base64.b64encode(make_crl(root(), 2, [ending(pem, OTHERS[0], ENTRIES)], AT)).decode(), ""
    )
    record.absorb([make_entry(record.head(FOUNDER), (out,), lamport=11, at=AT, by="m1", sign=lambda _data: b"signed")])
    assert "e1" not in shown(record)[0]
