"""Checkpoints: a share set back to an earlier state is found by whoever has one, and only by them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.domain.facts import Role
from desktop_app.errors import CheckpointNone
from desktop_app.journal.segment import build_segment, parse_segment
from desktop_app.share.segments import Trouble
from desktop_app.usecases.auditing import AuditRequest, audit
from desktop_app.usecases.auditing_words import unchecked
from desktop_app.usecases.checkpoints import kept_checkpoint, leave_checkpoint, prepare_checkpoint
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.timestamping import choose_service, try_service
from desktop_app.usecases.verifying_spots import Damage, Verification
from tests.core.papers.timestamps import Tsa, served
from tests.fakes import FixedClock
from tests.homes import PIN, enrolled, found, register

OVERSEER = PersonInput("大野　克己", "オオノ　カツミ", "0000777", role=Role.SECOND_LINE)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def pcs(tmp_path: Path, clock: FixedClock) -> tuple[App, App]:
    """A manager's PC and headquarters', in step."""
    manager = found(tmp_path, "manager", share=tmp_path / "share", clock=clock)
    overseer = enrolled(manager, tmp_path, "overseer", person=OVERSEER, clock=clock)
    register(manager, "0011111")
    sync(manager)
    sync(overseer)
    return manager, overseer


def checked(share: Path, *checkpoints: Path) -> Verification:
    return audit(AuditRequest(str(share), checkpoints=checkpoints))


def damages(outcome: Verification) -> set[Damage]:
    return {finding.damage for finding in outcome.findings}


def set_back(share: Path, copy: Path) -> None:
    shutil.rmtree(share)
    shutil.copytree(copy, share)


def test_a_whole_share_set_back_is_said_to_be_undetectable_and_found_with_a_checkpoint(
    pcs: tuple[App, App], tmp_path: Path, clock: FixedClock
) -> None:
    manager, overseer = pcs
    share = tmp_path / "share"
    shutil.copytree(share, tmp_path / "earlier")
    register(manager, "0022222")
    sync(manager)
    sync(overseer)
    assert leave_checkpoint(overseer)
    (tmp_path / "kept.json").write_bytes(kept_checkpoint(overseer))
    assert checked(share).ok
    assert checked(share, tmp_path / "kept.json").ok
    set_back(share, tmp_path / "earlier")
    alone = checked(share)
    assert alone.ok
    assert any("set back" in said for said in unchecked(alone, lambda words: words))
    assert damages(checked(share, tmp_path / "kept.json")) == {Damage.SHARE_SET_BACK}


def test_a_cut_end_is_found_by_the_checkpoint_that_lies_on_the_share(pcs: tuple[App, App], tmp_path: Path) -> None:
    manager, overseer = pcs
    register(manager, "0022222")
    sync(manager)
    sync(overseer)
    leave_checkpoint(overseer)
    newest = max(path for path in (tmp_path / "share").rglob("*.seg") if manager.device.device_id in str(path))
    newest.unlink()
    (finding,) = checked(tmp_path / "share").findings
    assert (finding.damage, finding.device) == (Damage.SHARE_SET_BACK, manager.device.device_id)


def test_a_segment_put_in_another_s_place_is_found_by_its_hash(pcs: tuple[App, App], tmp_path: Path) -> None:
    """Signed again by its own PC: everything holds, but it is not the file headquarters saw."""
    manager, overseer = pcs
    leave_checkpoint(overseer)
    newest = max(path for path in (tmp_path / "share").rglob("*.seg") if manager.device.device_id in str(path))
    parsed = parse_segment(newest.read_bytes())
    newest.write_bytes(build_segment(parsed.header, parsed.ciphertext, manager.device.sign))
    assert damages(checked(tmp_path / "share")) == {Damage.SHARE_SET_BACK}


def test_a_checkpoint_that_was_rewritten_does_not_hold(pcs: tuple[App, App], tmp_path: Path) -> None:
    _manager, overseer = pcs
    leave_checkpoint(overseer)
    (file,) = (tmp_path / "share/hq/ckpt").iterdir()
    file.write_bytes(file.read_bytes().replace(b"2026-09-24T05:02", b"2027-09-24T05:02"))
    (finding,) = checked(tmp_path / "share").findings
    assert (finding.damage, finding.path) == (Damage.CHECKPOINT, "hq/ckpt/20260924.0.json")


def test_there_is_one_a_day_and_a_lost_or_changed_one_is_found(
    pcs: tuple[App, App], tmp_path: Path, clock: FixedClock
) -> None:
    _manager, overseer = pcs
    for _day in range(3):
        assert leave_checkpoint(overseer)
        assert not leave_checkpoint(overseer)
        clock.advance(days=1)
    files = sorted((tmp_path / "share/hq/ckpt").iterdir())
    assert len(files) == 3
    assert checked(tmp_path / "share").ok
    whole = files[1].read_bytes()
    files[1].unlink()
    assert damages(checked(tmp_path / "share")) == {Damage.CHECKPOINT_LOST}
    files[1].write_bytes(whole.replace(b"0", b"1", 1))
    assert damages(checked(tmp_path / "share")) == {Damage.CHECKPOINT, Damage.CHECKPOINT_LOST}


def test_an_old_checkpoint_under_a_later_day_s_name_hides_nothing_and_is_found(
    pcs: tuple[App, App], tmp_path: Path, clock: FixedClock
) -> None:
    manager, overseer = pcs
    leave_checkpoint(overseer)
    (old,) = (tmp_path / "share" / "hq" / "ckpt").iterdir()
    late = enrolled(manager, tmp_path, "late", clock=clock)
    clock.advance(days=1)
    register(manager, "0033333")
    sync(manager)
    sync(overseer)
    leave_checkpoint(overseer)
    old.with_name("99990101.0.json").write_bytes(old.read_bytes())
    max(path for path in (tmp_path / "share").rglob("*.seg") if manager.device.device_id in str(path)).unlink()
    assert {one.reason for one in sync(late).pending} == {Trouble.TORN, Trouble.SET_BACK}
    found_there = [one.path for one in checked(tmp_path / "share").findings if one.damage is Damage.CHECKPOINT]
    assert found_there == ["hq/ckpt/99990101.0.json"]


def test_only_the_second_line_leaves_one(pcs: tuple[App, App]) -> None:
    manager, _overseer = pcs
    assert prepare_checkpoint(manager) is None
    with pytest.raises(CheckpointNone):
        kept_checkpoint(manager)


def test_a_member_is_told_what_neither_the_share_nor_their_pc_has(
    pcs: tuple[App, App], tmp_path: Path, clock: FixedClock
) -> None:
    manager, overseer = pcs
    newcomer = PersonInput("新井　七海", "アライ　ナナミ", "0077777")
    late = enrolled(manager, tmp_path, "late", person=newcomer, clock=clock)
    sync(late)
    register(manager, "0033333")
    sync(manager)
    sync(overseer)
    leave_checkpoint(overseer)
    newest = max(path for path in (tmp_path / "share").rglob("*.seg") if manager.device.device_id in str(path))
    newest.unlink()
    (told,) = sync(late).pending
    assert told.reason is Trouble.SET_BACK
    assert manager.device.device_id in told.path
    assert sync(manager).healed == 1
    assert sync(late).pending == ()


def test_a_checkpoint_is_stamped_where_the_workplace_has_a_service(pcs: tuple[App, App], tmp_path: Path) -> None:
    manager, overseer = pcs
    tsa = Tsa(tmp_path / "tsa")
    with served(lambda query: (200, tsa.answer(query))) as url:
        choose_service(manager, try_service(url), PIN)
        sync(manager)
        sync(overseer)
        assert leave_checkpoint(overseer)
    outcome = checked(tmp_path / "share")
    assert outcome.ok
    assert outcome.share is not None
    assert outcome.share.stamped == 1
    (file,) = (tmp_path / "share/hq/ckpt").iterdir()
    parts = json.loads(file.read_bytes())
    parts["stamp"] = parts["stamp"][:-8] + "AAAAAAAA"
    file.write_bytes(json.dumps(parts, separators=(",", ":"), sort_keys=True).encode())
    assert damages(checked(tmp_path / "share")) == {Damage.CHECKPOINT}


def test_a_service_that_is_away_holds_no_checkpoint_up(pcs: tuple[App, App], tmp_path: Path) -> None:
    manager, overseer = pcs
    tsa = Tsa(tmp_path / "tsa")
    with served(lambda query: (200, tsa.answer(query))) as url:
        choose_service(manager, try_service(url), PIN)
    sync(manager)
    sync(overseer)
    assert leave_checkpoint(overseer)
    assert checked(tmp_path / "share").ok
