"""A disposed year as the share sees it: nobody re-creates it, nobody misses it, and later PCs begin behind it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.membership_facts import EndReason
from desktop_app.keys.identity import fingerprint
from desktop_app.share.audit import AuditBrief, audit_share
from desktop_app.share.audit_report import ShareAudit
from desktop_app.share.disposal import read_notice
from desktop_app.share.folder import FolderStore
from desktop_app.share.segments import Trouble
from desktop_app.store.segments import Segments
from desktop_app.usecases.disposal import carry_out_disposal
from desktop_app.usecases.membership import remove_device
from desktop_app.usecases.share_alarms import alarms
from desktop_app.usecases.share_errand import trust_of
from desktop_app.usecases.sharing import prepare_sync, sync, unsent_count
from tests.disposal_stories import OVER, go_to
from tests.disposed_office import Office, cleared, forged, notice_files, together
from tests.homes import PIN, register
from tests.shares import folder_of


def share_of(office: Office) -> Path:
    return folder_of(office.first).root


def held(app: App) -> list[tuple[str, int, int]]:
    return [place for place in Segments(app.record.database).places() if place[1] <= 2026]


def test_whoever_carried_it_out_leaves_a_signed_notice_without_a_name(office: Office):
    chains = office.dispose()
    (path,) = notice_files(share_of(office))
    trust = trust_of(office.first)
    found = read_notice(path.read_bytes(), trust.root, trust.workplace_id)
    assert found.device_id == office.first.device.device_id
    assert found.notice.chains == tuple(sorted(chains, key=lambda one: one.device_id))
    assert (found.notice.order_no, found.notice.fiscal_year) == (office.number, 2026)
    assert office.first.person.name not in path.read_bytes().decode()
    assert (path.parent.name, path.name) == ("2026", f"{found.sha256[:32]}.0.json")


def test_what_went_is_not_re_created_and_not_missed_by_whoever_is_done_with_it(office: Office):
    gone = cleared(share_of(office), office.dispose())
    assert len(gone) >= 6
    for app in (office.first, office.second):
        report = sync(app)
        assert (report.healed, report.pending, unsent_count(app), alarms(app)) == (0, (), 0, ())
    assert not any(path.exists() for path in gone)


def test_what_went_and_still_lies_there_troubles_nobody(office: Office):
    office.dispose()
    for number in range(3):
        for app in (office.first, office.second):
            register(app, f"005{number}{app is office.second:d}22", effective=OVER.date())
            report = sync(app)
            assert (report.healed, report.pending, alarms(app)) == (0, (), ())


def test_who_has_not_removed_it_yet_goes_on_re_creating_it_all(office: Office):
    """The second PC's own clock has not come so far; a clock makes nobody delete, and an order is no loss."""
    go_to(OVER.replace(day=1), office.second)
    chains = carry_out_disposal(office.first, office.number, own_pin=PIN).chains
    sync(office.first)
    gone = cleared(share_of(office), chains)
    sync(office.second)
    assert len(held(office.second)) == len(gone) == sum(one.segment for one in chains)
    assert all(path.exists() for path in gone)
    assert alarms(office.second) == ()


def test_who_hears_of_it_only_now_re_creates_nothing_though_the_share_lacks_it(office: Office):
    chains = carry_out_disposal(office.first, office.number, own_pin=PIN).chains
    sync(office.first)
    gone = cleared(share_of(office), chains)
    report = sync(office.second)
    assert (report.healed, report.pending, held(office.second), alarms(office.second)) == (0, (), [], ())
    assert not any(path.exists() for path in gone)


def test_a_notice_that_no_fact_stands_behind_is_told_and_obeyed_by_nobody(office: Office):
    chains = office.chains()
    forged(office, office.second, chains)
    gone = cleared(share_of(office), chains)
    for app in (office.first, office.second):
        (told,) = [one for one in sync(app).pending if one.reason is Trouble.NO_ORDER]
        assert "/end/2026/" in told.path
        assert len(held(app)) == sum(one.segment for one in chains)
    assert all(path.exists() for path in gone), "what it named was put back"
    assert [len(errand.notices) for errand in map(prepare_sync, (office.first, office.second))] == [0, 0]


def test_a_notice_lost_from_the_share_comes_back_byte_for_byte_from_any_pc(office: Office):
    office.dispose()
    (path,) = notice_files(share_of(office))
    data = path.read_bytes()
    path.unlink()
    sync(office.second)
    assert path.read_bytes() == data
    path.write_bytes(data[:100])
    sync(office.first)
    assert path.with_name(path.name.replace(".0.", ".1.")).read_bytes() == data


def test_a_pc_that_comes_back_after_long_begins_behind_what_went(office: Office):
    gone = cleared(share_of(office), office.dispose())
    go_to(OVER, office.third)
    report = sync(office.third)
    assert (report.pending, report.trouble, report.healed) == ((), None, 0)
    together(office.third, office.first, office.second)
    for app in (office.first, office.second, office.third):
        heads = {device: office.first.record.head(device) for device in office.first.record.heads()}
        assert {device: app.record.head(device) for device in heads} == heads
        assert held(app) == []
    register(office.third, "0098765", effective=OVER.date())
    together(office.third, office.first, office.second)
    assert alarms(office.third) == alarms(office.first) == ()
    own = office.third.device.device_id
    assert office.first.record.head(own) == office.third.record.head(own)
    assert not any(path.exists() for path in gone)


def test_a_part_of_the_year_that_still_lies_there_does_not_hold_it_up(office: Office):
    gone = cleared(share_of(office), office.dispose())
    device = office.first.device.device_id
    last = max(path for path in gone if path.parent.parent.name == device)
    last.parent.mkdir(parents=True, exist_ok=True)
    last.write_bytes(b"torn")
    go_to(OVER, office.third)
    assert sync(office.third).pending == ()
    assert office.third.record.head(device) == office.first.record.head(device)


def test_a_forged_beginning_that_the_next_segment_contradicts_is_not_followed(office: Office):
    chains = office.chains()
    cleared(share_of(office), chains)
    forged(office, office.second, tuple(replace(one, sha256="ab" * 32) for one in chains))
    report = sync(office.third)
    assert Trouble.GAP in {one.reason for one in report.pending}
    together(office.first)  # who still holds it puts it back
    assert not [one for one in sync(office.third).pending if one.reason is not Trouble.NO_ORDER]


def test_where_the_chain_is_there_it_is_read_from_its_beginning_whatever_a_notice_says(office: Office):
    forged(office, office.second, office.chains())
    sync(office.third)
    assert prepare_sync(office.third).bases == {}
    for device in office.third.record.heads():
        assert list(office.third.record.entries(device)) == list(office.first.record.entries(device))


def test_another_member_signs_in_place_of_one_whose_pc_was_removed(office: Office):
    carry_out_disposal(office.second, office.number, own_pin=PIN)
    together(office.second, office.first)
    share, root = share_of(office), fingerprint(trust_of(office.first).root)
    cleared(share, office.first.workplace.disposals[office.number].disposed[0].chains)
    assert [part.device_id for part in audited(share, root).disposed] == [office.second.device.device_id]
    remove_device(office.first, office.second.device.device_id, EndReason.LOST, own_pin=PIN)
    sync(office.first)
    audit = audited(share, root)
    assert [part.device_id for part in audit.disposed] == [office.first.device.device_id]
    assert audit.spots == []
    sync(office.first)
    assert len(notice_files(share)) == 2


def audited(share: Path, root: str) -> ShareAudit:
    return audit_share(FolderStore(share), AuditBrief(root=root))
