"""廃棄 with several PCs on one share: everybody shows the same from the moment they know, and removes by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app import text
from desktop_app.app import App, open_app
from desktop_app.domain.disposal_facts import CasesDisposed, DisposedCase, YearDisposed
from desktop_app.domain.disposed import Disposed, reach_of
from desktop_app.domain.facts import Role
from desktop_app.home import Home
from desktop_app.journal.carrying import carry_forward
from desktop_app.store.bases import bases, note_bases
from desktop_app.store.counting import counting_in
from desktop_app.store.database import create_database
from desktop_app.store.record import Record
from desktop_app.store.removal import chains_upto
from desktop_app.usecases.backup import back_up, restore
from desktop_app.usecases.disposal import approve_disposal, carry_out_disposal, disposals, order_disposal
from desktop_app.usecases.disposing import disposal_differences
from desktop_app.usecases.findings import FindingInput, raise_finding
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.headquarters import exchange_with, open_workplace
from desktop_app.usecases.share_recovery import recover_from_share
from desktop_app.usecases.sharing import sync, unsent_count
from desktop_app.usecases.verifying import verify_home
from desktop_app.usecases.year_secrets import kit_of
from tests.disposal_stories import ORDERED, OVER, YEAR, bytes_of, closed_case, go_to, shown
from tests.fakes import FixedClock
from tests.headquarters import country
from tests.homes import MANAGER, PIN, enrolled, register, surroundings
from tests.shares import folder_of

GONE, KEPT = "\u9ad9\u6a4b\u3000\u7f8e\u54b2", "\u6797\u3000\u4e00\u90ce"
OTHER = "\u7530\u4e2d\u3000\u8aa0"


def facts_in(record: Record) -> list[object]:
    """Everything that counts in a record, and the lines made of it."""
    with record.database.transaction() as connection:
        facts = connection.exec_driver_sql("SELECT * FROM fact ORDER BY case_id, lamport, device_id, seq, entry, place")
        lines = connection.exec_driver_sql("SELECT * FROM case_summary ORDER BY case_id")
        return [*map(tuple, facts.all()), *map(tuple, lines.all())]


def facts_of(app: App) -> list[object]:
    return facts_in(app.record)


def alike(*apps: App) -> None:
    """Check that PCs which know the same show the same."""
    first, *others = [facts_of(app) for app in apps]
    for other in others:
        assert other == first


def clear(office: Office) -> None:
    """Whoever may delete on the share removes the year's folders."""
    for app in office.all:
        for kind in ("log", "blob"):
            for path in folder_of(app).root.glob(f"w/*/{kind}/**/*"):
                if path.is_file() and f"/{YEAR}/" in path.as_posix():
                    path.unlink()


@dataclass
class Office:
    """The founder's PC, the deputy's, and headquarters' home of the workplace; a closed case and an open one."""

    first: App
    second: App
    overseer: App
    gone: str
    kept: str

    @property
    def all(self) -> tuple[App, App, App]:
        return self.first, self.second, self.overseer

    def meet(self) -> None:
        for app in (*self.all, *self.all):
            sync(app)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    text.use_language("en")
    made = country(tmp_path)
    first = made.add("NSC01", "西部配電事業所")
    second = enrolled(first, tmp_path, clock=FixedClock())
    gone, kept = closed_case(first, "0077777", GONE), register(second, "0077778", KEPT)
    sync(first)
    sync(second)
    exchange_with(made.headquarters, made.keys["NSC01"])
    overseer = open_workplace(made.headquarters, made.keys["NSC01"])
    told = Office(first, second, overseer, gone, kept)
    told.meet()
    yield told
    for app in (second, overseer):
        app.close()
    made.close()


def ordered(office: Office) -> str:
    """Headquarters orders, the manager approves, thirty days pass."""
    go_to(ORDERED, *office.all)
    office.meet()
    number = order_disposal(office.overseer, YEAR, "保存期間満了", own_pin=PIN)
    sync(office.overseer)
    sync(office.first)
    approve_disposal(office.first, number, own_pin=PIN)
    sync(office.first)
    go_to(OVER, *office.all)
    return number


def test_every_pc_removes_the_year_once_it_knows(office: Office) -> None:
    number = ordered(office)
    kept = office.first.record.case(office.kept).case_no
    office.meet()
    assert {shown(app) for app in office.all} == {(kept,)}, "laid aside"
    carry_out_disposal(office.second, number, own_pin=PIN)
    office.meet()
    office.meet()
    assert {shown(app) for app in office.all} == {(kept,)}
    assert {frozenset(disposals(app)[0].done) for app in office.all} == {
        frozenset(app.device.device_id for app in office.all)
    }
    for app in office.all:
        assert GONE.encode() not in bytes_of(app)
        assert KEPT.encode() in bytes_of(app)
        assert verify_home(app).findings == []
    alike(*office.all)


def test_a_pc_that_joins_afterwards_shows_the_same_and_never_sees_what_went(office: Office, tmp_path: Path) -> None:
    number = ordered(office)
    office.meet()
    carry_out_disposal(office.second, number, own_pin=PIN)
    office.meet()
    office.meet()
    clear(office)
    office.meet()
    new = PersonInput("\u68ee\u3000\u6dbc\u5b50", "モリ　リョウコ", "0055555", role=Role.DEPUTY_MANAGER)
    third = enrolled(office.first, tmp_path, "third", clock=FixedClock(OVER), person=new)
    for app in (third, *office.all, third):
        sync(app)
    assert shown(third) == shown(office.first)
    alike(office.first, third)
    assert GONE.encode() not in bytes_of(third)
    assert verify_home(third).findings == []
    third.close()


def test_the_printed_kit_brings_back_what_stayed_from_a_share_that_was_cleared(office: Office, tmp_path: Path) -> None:
    number = ordered(office)
    office.meet()
    carry_out_disposal(office.second, number, own_pin=PIN)
    office.meet()
    office.meet()
    clear(office)
    office.meet()
    lines, kit, share = shown(office.first), kit_of(office.first, 2030), str(folder_of(office.first).root)
    around = surroundings(FixedClock(OVER))
    app, back = recover_from_share(Home(tmp_path / "new"), share, kit, MANAGER.employee_no, around, new_pin=PIN)
    assert back.workplace == "西部配電事業所"
    for each in (app, *office.all, app):
        sync(each)
    assert shown(app) == lines
    alike(office.second, app)
    assert GONE.encode() not in bytes_of(app)
    assert verify_home(app).findings == []
    app.close()


def test_a_pc_whose_clock_is_years_ahead_makes_nobody_else_delete(office: Office) -> None:
    number = ordered(office)
    go_to(ORDERED, office.first, office.overseer)
    go_to(datetime(2040, 5, 2, 1, tzinfo=UTC), office.second)
    sync(office.second)
    carry_out_disposal(office.second, number, own_pin=PIN)
    sync(office.second)
    entries = len(list(office.first.record.entries()))
    sync(office.first)
    sync(office.first)
    assert len(list(office.first.record.entries())) >= entries
    assert GONE.encode() in bytes_of(office.first), "its own date has not come so far"
    assert office.first.device.device_id not in disposals(office.first)[0].done
    assert verify_home(office.first, with_share=False).findings == []
    go_to(datetime(2040, 5, 3, 1, tzinfo=UTC), office.first)
    sync(office.first)
    assert GONE.encode() not in bytes_of(office.first)


def test_two_pcs_that_carry_it_out_apart_end_alike(office: Office) -> None:
    number = ordered(office)
    office.meet()
    for app in (office.first, office.second):
        carry_out_disposal(app, number, own_pin=PIN)
    office.meet()
    office.meet()
    alike(*office.all)
    assert {len(disposals(app)[0].disposed) for app in office.all} == {2}
    assert shown(office.overseer) == (office.first.record.case(office.kept).case_no,)
    for app in office.all:
        assert GONE.encode() not in bytes_of(app)
        assert verify_home(app).findings == []


def test_what_one_pc_knew_of_a_finding_keeps_the_case_there_whatever_another_disposed_of(office: Office) -> None:
    number = ordered(office)
    office.meet()
    finding = FindingInput("権限の残り", "林", OVER.date(), case=office.first.record.case(office.gone).case_no)
    raise_finding(office.first, finding)
    carry_out_disposal(office.second, number, own_pin=PIN)
    sync(office.second)
    sync(office.first)
    sync(office.first)
    case_no = next(case.case_no for case in disposals(office.first)[0].cases)
    (differs,) = disposal_differences(office.first)
    assert (differs.facts["order_no"], differs.facts["cases"]) == (number, (case_no,))
    assert GONE.encode() in bytes_of(office.first), "nothing was removed here"
    assert office.first.device.device_id not in disposals(office.first)[0].done
    office.meet()
    alike(*office.all)
    assert verify_home(office.first, with_share=False).findings == []


def test_a_fact_carried_forward_otherwise_than_it_stands_here_removes_nothing(office: Office) -> None:
    number = ordered(office)
    office.meet()
    known = office.second.workplace.disposals[number]
    with office.second.record.database.transaction() as connection:
        chains = chains_upto(connection, YEAR, shared=True)
    carried = []
    for one, data in counting_in(office.second.record, Disposed(reach_of(chains), frozenset({office.gone}))):
        told = data.replace(KEPT.encode(), OTHER.encode())
        carried.append(carry_forward(number, YEAR, told, one.position, one.at, one.by, one.entry))
    case_no = office.second.record.case(office.gone).case_no
    listed = CasesDisposed(number, (DisposedCase(office.gone, case_no),))
    done = YearDisposed(number, YEAR, office.second.person_id, OVER.date(), chains, len(carried), ())
    assert known.approved is not None
    office.second.commit((listed, *carried, done))
    sync(office.second)
    for app in (office.first, office.overseer):
        sync(app)
        sync(app)
        (differs,) = disposal_differences(app)
        assert office.first.record.case(office.kept).case_no in differs.facts["cases"]
        assert KEPT.encode() in bytes_of(app)
        assert GONE.encode() in bytes_of(app)


def test_what_a_pc_that_was_away_had_not_sent_arrives_all_the_same(office: Office) -> None:
    late = closed_case(office.second, "0077780", OTHER)
    assert unsent_count(office.second)
    go_to(ORDERED, office.first, office.overseer)
    number = order_disposal(office.overseer, YEAR, "保存期間満了", own_pin=PIN)
    sync(office.overseer)
    sync(office.first)
    approve_disposal(office.first, number, own_pin=PIN)
    go_to(OVER, *office.all)
    sync(office.first)
    sync(office.overseer)
    carry_out_disposal(office.first, number, own_pin=PIN)
    sync(office.first)
    office.meet()
    office.meet()
    alike(*office.all)
    assert office.first.record.case(late).transferee.name == OTHER
    assert not any(disposal_differences(app) for app in office.all)
    for app in office.all:
        assert GONE.encode() not in bytes_of(app)
        assert verify_home(app).findings == []


def test_a_home_restored_from_before_disposes_again_at_its_next_sync(office: Office, tmp_path: Path) -> None:
    number = ordered(office)
    office.meet()
    archive = tmp_path / "backup.sekisho"
    back_up(office.first, archive, "nagai nagai aikotoba")
    carry_out_disposal(office.first, number, own_pin=PIN)
    office.meet()
    office.meet()
    home = Home(tmp_path / "restored")
    around = surroundings(FixedClock(OVER))
    restore(home, archive, around, passphrase="nagai nagai aikotoba")
    again = open_app(home, around)
    assert GONE.encode() in bytes_of(again), "the file opens with its passphrase: it has to be destroyed"
    sync(again)
    sync(again)
    sync(again)
    assert GONE.encode() not in bytes_of(again)
    assert shown(again) == shown(office.second)
    assert again.device.device_id in disposals(again)[0].done
    again.close()


def test_the_same_facts_in_whatever_order_they_arrive_show_the_same(office: Office, tmp_path: Path) -> None:
    number = ordered(office)
    office.meet()
    devices = sorted(office.first.record.heads())
    before = [tuple(office.first.record.entries(device)) for device in devices]
    for app in (office.first, office.second):
        carry_out_disposal(app, number, own_pin=PIN)
    office.meet()
    office.meet()
    with office.first.record.database.transaction() as connection:
        begun = tuple(bases(connection).values())
    after = [tuple(office.first.record.entries(device)) for device in devices]
    whole = [tuple(dict.fromkeys((*old, *new))) for old, new in zip(before, after, strict=True)]
    expected = facts_of(office.first)
    made = count()

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.randoms(use_true_random=False), st.booleans())
    def arrive(random: Random, cut: bool) -> None:
        record = Record(create_database(tmp_path / f"{next(made)}.db", bytes(32)))
        if cut:
            note_bases(record.database, begun)
        waiting = [list(chain) for chain in (after if cut else whole) if chain]
        while waiting:
            chain = random.choice(waiting)
            some = random.randint(1, len(chain))
            record.absorb(chain[:some])
            del chain[:some]
            waiting = [chain for chain in waiting if chain]
        assert facts_in(record) == expected
        record.rebuild()
        assert facts_in(record) == expected
        record.database.close()

    arrive()
