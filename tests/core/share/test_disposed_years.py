"""A disposed year as the share sees it: nobody re-creates it, nobody misses it, and later PCs begin behind it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.share.disposal import read_notice
from desktop_app.share.segments import Trouble
from desktop_app.store.segments import Segments
from desktop_app.usecases.share_alarms import alarms
from desktop_app.usecases.share_errand import trust_of
from desktop_app.usecases.sharing import prepare_sync, sync, unsent_count
from tests.disposals import ORDER, chains_of, cleared, notice_files, remove_here
from tests.disposed_office import Office, forged
from tests.homes import register
from tests.shares import folder_of, segment_files


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def lies(app: App) -> set[str]:
    return {path.relative_to(folder_of(app).root).as_posix() for path in segment_files(app)}


def test_whoever_carried_it_out_leaves_a_signed_notice_without_a_name(office: Office):
    chains = office.dispose()
    (path,) = notice_files(office.first)
    trust = trust_of(office.first)
    found_notice = read_notice(path.read_bytes(), trust.root, trust.workplace_id)
    assert found_notice.device_id == office.first.device.device_id
    assert found_notice.notice.chains == tuple(sorted(chains, key=lambda one: one.device_id))
    assert (found_notice.notice.order_no, found_notice.notice.fiscal_year) == (ORDER, 2026)
    assert office.first.person.name not in path.read_bytes().decode()
    assert (path.parent.name, path.name) == ("2026", f"{found_notice.sha256[:32]}.0.json")


def test_what_went_is_not_re_created_and_not_missed_by_whoever_is_done_with_it(office: Office):
    chains = office.dispose()
    gone = cleared(office.first, chains)
    assert len(gone) >= 6
    for app in (office.first, office.second):
        report = sync(app)
        assert (report.healed, report.pending, unsent_count(app), alarms(app)) == (0, (), 0, ())
    assert not any(path.exists() for path in gone)


def test_what_went_and_still_lies_there_troubles_nobody(office: Office):
    office.dispose()
    before = lies(office.first)
    for day in range(3):
        office.clock.advance(days=1)
        for app in (office.first, office.second):
            register(app, f"005{day}{app is office.second:d}22")
            report = sync(app)
            assert (report.healed, report.pending, alarms(app)) == (0, (), ())
    assert before < lies(office.first)


def test_who_has_not_removed_it_yet_goes_on_re_creating_it_all(office: Office):
    chains = office.dispose(others=False)
    cleared(office.first, chains)
    report = sync(office.second)
    assert report.healed == sum(one.segment for one in chains)
    assert report.pending == ()


def test_a_notice_that_no_fact_stands_behind_is_told_and_obeyed_by_nobody(office: Office):
    chains = chains_of(office.first)
    forged(office, office.second, chains)
    gone = cleared(office.first, chains)
    for app in (office.first, office.second):
        report = sync(app)
        (told,) = [one for one in report.pending if one.reason is Trouble.NO_ORDER]
        assert "/end/2026/" in told.path
        assert len(Segments(app.record.database).places()) >= sum(one.segment for one in chains)
    assert all(path.exists() for path in gone), "what it named was put back"
    assert [len(errand.notices) for errand in map(prepare_sync, (office.first, office.second))] == [0, 0]


def test_a_notice_lost_from_the_share_comes_back_byte_for_byte_from_any_pc(office: Office):
    office.dispose()
    sync(office.second)
    (path,) = notice_files(office.first)
    data = path.read_bytes()
    path.unlink()
    sync(office.second)
    assert path.read_bytes() == data
    path.write_bytes(data[:100])
    sync(office.first)
    assert path.with_name(path.name.replace(".0.", ".1.")).read_bytes() == data


def test_a_pc_that_comes_back_after_long_begins_behind_what_went(office: Office):
    chains = office.dispose()
    cleared(office.first, chains)
    sync(office.first)
    report = sync(office.third)
    assert (report.pending, report.trouble) == ((), None)
    for app in (office.first, office.second):
        device = app.device.device_id
        assert office.third.record.head(device) == app.record.head(device)
    register(office.third, "0098765")
    office.together(office.third, office.first, office.second)
    assert alarms(office.third) == alarms(office.first) == ()
    own = office.third.device.device_id
    assert office.first.record.head(own) == office.third.record.head(own)


def test_it_does_not_re_create_the_old_part_that_it_still_holds(office: Office):
    chains = office.dispose()
    cleared(office.first, chains)
    own = office.third.device.device_id
    held = [place for place in Segments(office.third.record.database).places() if place[0] != own]
    assert len(held) > 2
    healed = sync(office.third).healed + sync(office.third).healed
    assert healed == 1, "its own, which it has not taken leave of yet; not those of the others"
    remove_here(office.third, chains)
    cleared(office.first, chains)
    assert sync(office.third).healed == 0


def test_a_part_of_the_year_that_still_lies_there_does_not_hold_it_up(office: Office):
    gone = cleared(office.first, office.dispose())
    device = office.first.device.device_id
    last = max(path for path in gone if path.parent.parent.name == device)
    last.parent.mkdir(parents=True, exist_ok=True)
    last.write_bytes(b"torn")
    assert sync(office.third).pending == ()
    assert office.third.record.head(device) == office.first.record.head(device)


def test_a_forged_beginning_that_the_next_segment_contradicts_is_not_followed(office: Office):
    chains = chains_of(office.first)
    bent = tuple(replace(one, sha256="ab" * 32) for one in chains)
    cleared(office.first, chains)
    forged(office, office.second, bent)
    report = sync(office.third)
    assert Trouble.GAP in {one.reason for one in report.pending}
    office.together(office.first)  # who still holds it puts it back
    assert not [one for one in sync(office.third).pending if one.reason is not Trouble.NO_ORDER]


def test_where_the_chain_is_there_it_is_read_from_its_beginning_whatever_a_notice_says(office: Office):
    forged(office, office.second, chains_of(office.first))
    sync(office.third)
    assert prepare_sync(office.third).bases == {}
    for device in office.third.record.heads():
        assert list(office.third.record.entries(device)) == list(office.first.record.entries(device))
