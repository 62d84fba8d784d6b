"""A removed PC that had been copied: which of its histories count does not depend on which came here first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.domain.membership_facts import EndReason
from desktop_app.journal.codec import encode_value
from desktop_app.journal.entry import SignedEntry
from desktop_app.journal.segment import parse_segment, segment_hash
from desktop_app.keys.identity import read_certificate
from desktop_app.keys.revocation import make_crl, read_crl
from desktop_app.share.errand import Parcel
from desktop_app.share.segments import open_entries
from desktop_app.store.absorbing import Absorbed, Incoming
from desktop_app.store.database import create_database
from desktop_app.store.ended_histories import last_entries
from desktop_app.store.record import Record
from desktop_app.store.segments import KeptSegment
from desktop_app.usecases.membership import device_endings, remove_device
from desktop_app.usecases.people import root_identity
from desktop_app.usecases.share_alarms import AlarmKind, alarms
from desktop_app.usecases.sharing import prepare_sync, sync
from desktop_app.usecases.verifying import verify_home
from tests.core.share.test_two_histories import copied
from tests.fakes import MemoryKeyring
from tests.homes import DEPUTY, PIN, enrolled, found, register
from tests.shares import folder_of

Office = tuple[App, App, App, App]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """The founding PC, a second one, an honest copy of it, and one that a thief keeps."""
    first = found(tmp_path, "first", share=tmp_path / "share")
    second = enrolled(first, tmp_path, keyring=MemoryKeyring())
    sync(second)
    second, copy = copied(second, tmp_path)
    second, thief = copied(second, tmp_path, "thief")
    for app, number in ((second, "0022222"), (second, "0022223"), (copy, "0033333"), (thief, "0044444")):
        register(app, number)
        prepare_sync(app)  # a segment an act
    return first, second, copy, thief


def own_parcels(app: App) -> list[Parcel]:
    parcels = (parcel for parcel in prepare_sync(app).parcels if parcel.place.device_id == app.device.device_id)
    return sorted(parcels, key=lambda parcel: parcel.place.seq)


def written(app: App) -> list[Incoming]:
    """What a PC would send, opened."""
    found_here = []
    for parcel in own_parcels(app):
        segment = parse_segment(parcel.data)
        certificate = read_certificate(app.workplace.device_certificates(app.device.device_id)[-1].encode())
        entries = open_entries(segment, (certificate,), app.identities())
        assert entries is not None
        header = segment.header
        kept = KeptSegment(
            header.device_id, header.seq, header.fiscal_year, header.first_entry, header.last_entry, parcel.data
        )
        found_here.append(Incoming(kept, header.blobs, entries))
    return found_here


class Reader:
    """A record that takes in what comes as a sync does: whoever came first is the chain."""

    def __init__(self, founder: tuple[SignedEntry, ...]) -> None:
        self.record = Record(create_database(Path(":memory:"), bytes(32)))
        self.record.absorb(founder)
        self._seq, self._branches = 0, set[str]()

    def take(self, one: Incoming) -> None:
        header = parse_segment(one.kept.data).header
        beside = header.seq <= self._seq or header.prev in self._branches
        if beside:
            self._branches.add(segment_hash(one.kept.data))
        else:
            self._seq = header.seq
        assert self.record.absorb_segments([replace(one, branch=beside)])[0] == [Absorbed.TAKEN]

    def shown(self) -> tuple[object, ...]:
        """Everything the record says: lines, histories, the workplace."""
        with self.record.database.transaction() as connection:
            lines = connection.exec_driver_sql("SELECT case_id, summary FROM case_summary ORDER BY 1").all()
            cases = connection.exec_driver_sql("SELECT DISTINCT case_id FROM fact ORDER BY 1").scalars().all()
        histories = [encode_value([one.fact for one in self.record.history(case)]) for case in cases if case]
        return [tuple(line) for line in lines], histories, self.record.workplace, dict(self.record.ends)


def orders(histories: list[list[Incoming]], told: object) -> Iterator[list[object]]:
    """Every order in which the segments of the histories, each in its own order, and the list can come."""
    names = [number for number, history in enumerate(histories) for _one in history]
    for order in sorted(set(permutations([*names, -1]))):
        waiting = [iter(history) for history in histories]
        yield [told if number < 0 else next(waiting[number]) for number in order]


@pytest.mark.parametrize("known", [("second",), ("copy", "second")])
def test_the_same_counts_in_every_order_of_arrival(office: Office, known: tuple[str, ...]):
    first, second, copy, thief = office
    written_by = {"second": written(second), "copy": written(copy), "thief": written(thief)}
    before = tuple(first.record.entries())
    at_first = Reader(before)
    at_first.record = first.record
    for name in known:
        for one in written_by[name]:
            at_first.take(one)
    remove_device(first, second.device.device_id, EndReason.CLONED, own_pin=PIN)
    removal = tuple(first.record.entries(first.device.device_id, after=len(before)))
    expected = {"second": {"0022222", "0022223"}, "copy": {"0033333"}}
    shown = []
    for order in orders(list(written_by.values()), removal):
        reader = Reader(before)
        for one in order:
            if isinstance(one, Incoming):
                reader.take(one)
            else:
                reader.record.absorb(one)
        shown.append(reader.shown())
        assert shown[-1] == shown[0]
        if len(shown) % 10 == 1:
            reader.record.rebuild()
            assert reader.shown() == shown[0]
    assert len(shown) == 60
    assert first.cases.people().keys() == set().union(*(expected[name] for name in known))
    lines = shown[0][0]
    assert len(lines) == len(first.cases.people())


def test_what_a_removed_pc_wrote_beside_its_end_counts_nowhere_whoever_had_it(tmp_path: Path, office: Office):
    first, second, _copy, thief = office
    third = enrolled(first, tmp_path, "third", person=replace(DEPUTY, employee_no="0055555"))
    share = folder_of(first).root
    sync(second)
    sync(first)
    hidden = {path: path.read_bytes() for path in share.glob(f"w/*/log/{second.device.device_id}/*/*.seg")}
    for path in hidden:
        path.unlink()
    sync(thief)
    sync(third)
    assert third.cases.people().keys() == {"0044444"}
    for path, data in hidden.items():
        path.with_name(path.name.replace(".0.", ".5.")).write_bytes(data)
    remove_device(first, second.device.device_id, EndReason.STOLEN, own_pin=PIN)
    for app in (first, third, first, third):
        sync(app)
    assert first.cases.people().keys() == third.cases.people().keys() == {"0022222", "0022223"}
    third.surroundings = replace(third.surroundings, running=lambda: 7 * 86_400.0)
    sync(third)
    assert {alarm.kind for alarm in alarms(third)} == {AlarmKind.FORK}
    assert first.workplace == third.workplace
    for app in (first, third):
        assert verify_home(app, with_share=False).findings == []


def test_both_histories_of_a_copied_pc_count_at_a_pc_that_is_let_in_after_its_removal(tmp_path: Path, office: Office):
    first, second, copy, _thief = office
    sync(second)
    share = folder_of(first).root
    for path in share.glob(f"w/*/log/{second.device.device_id}/*/*.seg"):
        path.rename(path.with_name(path.name.replace(".0.", ".5.")))
    for parcel in own_parcels(copy):
        place = share.glob(f"w/*/log/{second.device.device_id}/*/{parcel.place.seq:08d}.5.seg")
        next(place).with_name(f"{parcel.place.seq:08d}.0.seg").write_bytes(parcel.data)
    sync(first)
    assert first.cases.people().keys() == {"0022222", "0022223", "0033333"}
    remove_device(first, second.device.device_id, EndReason.CLONED, own_pin=PIN)
    third = enrolled(first, tmp_path, "third", person=replace(DEPUTY, employee_no="0055555"))
    sync(first)
    sync(third)
    assert third.cases.people().keys() == {"0022222", "0022223", "0033333"}


def test_a_list_of_an_earlier_version_that_names_no_histories_is_read(office: Office):
    first, second, *_others = office
    (entry,) = device_endings(first, first.device.device_id, EndReason.LOST, first.now())
    root = root_identity(first)
    for told in (entry, replace(entry, histories=())):
        assert read_crl(make_crl(root, 1, (told,), first.now()), root.certificate).ended == (told,)
    assert len(entry.histories) == 1
    with second.record.database.transaction() as connection:
        assert last_entries(connection, first.device.device_id, entry.last_entry) == entry.histories
