"""Collecting: only what members signed, whole and in order; everything else is told and left alone."""

from __future__ import annotations

import gc
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.errors import (
    ForeignShare,
    NoShare,
    ShareMarkerDamaged,
    ShareMissing,
    ShareUnmarked,
)
from desktop_app.home import Home
from desktop_app.journal.segment import entries_to_bytes, parse_segment
from desktop_app.share.segments import Trouble
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.share_folder import create_share, set_share
from desktop_app.usecases.sharing import prepare_sync, share_status, sync
from desktop_app.usecases.year_secrets import kit_of, workplace_secret
from tests.fakes import FixedClock
from tests.homes import enrolled, found, register
from tests.shares import answer_with_evidence, folder_of, segment_files

THIRD = PersonInput("\u698e\u3000\u539f", "エノキ　ゲン", "0055555")
NEW_YEAR = datetime(2027, 4, 1, 1, 0, tzinfo=UTC)


def two(tmp_path: Path) -> tuple[App, App]:
    first = found(tmp_path, "first", share=tmp_path / "share")
    second = enrolled(first, tmp_path)
    sync(second)
    return first, second


def new_segment(app: App) -> Path:
    """Record something, send it and return the file."""
    before = set(segment_files(app))
    register(app, f"00{len(before):05d}")
    sync(app)
    (file,) = set(segment_files(app)) - before
    return file


def test_a_home_without_a_share_is_told(tmp_path: Path):
    app = found(tmp_path)
    with pytest.raises(NoShare):
        sync(app)
    assert (share_status(app).address, share_status(app).unsent) == (None, 1)


def test_a_share_that_is_away_costs_nothing(tmp_path: Path):
    first, second = two(tmp_path)
    register(second, "0022222")
    (tmp_path / "share").rename(tmp_path / "away")
    garbage = gc.get_threshold()
    with pytest.raises(ShareMissing):
        sync(second)
    assert gc.get_threshold() == garbage, "old garbage waits for a sync, however it ends, and no longer"
    assert not (tmp_path / "share").exists(), "only founding makes a folder"
    assert (share_status(second).trouble, share_status(second).unsent) == ("ShareMissing", 1)
    (tmp_path / "away").rename(tmp_path / "share")
    assert (sync(second).unsent, sync(first).collected) == (0, 1)


def test_an_empty_folder_in_the_share_s_place_stays_empty(tmp_path: Path):
    first, _ = two(tmp_path)
    shutil.rmtree(tmp_path / "share")
    (tmp_path / "share").mkdir()
    with pytest.raises(ShareUnmarked):
        sync(first)
    assert list((tmp_path / "share").iterdir()) == []


def test_a_founding_on_another_workplace_s_share_is_refused_and_leaves_nothing(tmp_path: Path):
    first = found(tmp_path, "first", share=tmp_path / "share")
    before = folder_of(first).list("")
    with pytest.raises(ForeignShare) as refused:
        found(tmp_path, "stranger", share=tmp_path / "share", org_code="NSC02")
    assert refused.value.workplace == "西部配電事業所"
    assert not Home(tmp_path / "stranger").exists
    assert folder_of(first).list("") == before


def test_a_changed_marker_stops_everything(tmp_path: Path):
    first, _ = two(tmp_path)
    marker = tmp_path / "share" / "STORE.json"
    marker.write_bytes(marker.read_bytes().replace(b"NSC01", b"NSC09"))
    register(first, "0022222")
    with pytest.raises(ShareMarkerDamaged):
        sync(first)
    assert share_status(first).unsent == 1


def test_the_share_can_move_and_only_the_founder_marks_the_new_place(tmp_path: Path):
    first, second = two(tmp_path)
    (tmp_path / "moved").mkdir()
    with pytest.raises(ShareUnmarked):
        set_share(second, str(tmp_path / "moved"))
    with pytest.raises(ShareMissing):
        set_share(first, str(tmp_path / "nowhere"))
    create_share(first, (tmp_path / "moved").as_uri())
    set_share(second, str(tmp_path / "moved"))
    register(second, "0022222")
    assert sync(first).healed == 2
    sync(second)
    assert sync(first).collected == 1


def test_a_torn_marker_of_our_own_is_finished(tmp_path: Path):
    first = found(tmp_path, "first", share=tmp_path / "share")
    marker = tmp_path / "share" / "STORE.json"
    whole = marker.read_bytes()
    marker.write_bytes(whole[:50])
    create_share(first, str(tmp_path / "share"))
    assert marker.read_bytes() == whole


def test_names_that_are_not_ours_are_counted_and_left_alone(tmp_path: Path):
    first, second = two(tmp_path)
    ours = new_segment(first)
    places = [
        "desktop.ini",
        "~$x.seg",
        "00000009.0.SEG",
        "00000009.x.seg",
        "0000000a.0.seg",
        "9.0.seg",
        "00000009.0.txt",
    ]
    strange = [ours.parent / name for name in places]
    strange += [ours.parents[2] / "ffffffffffffffff" / "2026" / "00000001.0.seg"]
    for path in strange:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(ours.read_bytes())
    (tmp_path / "share" / "trust" / "notes.txt").write_text("who was here")
    report = sync(second)
    assert (report.collected, report.pending) == (1, ())
    assert report.ignored >= 4, "a folder's rules may hide the worst of them already"
    assert all(path.exists() for path in strange)


@pytest.mark.parametrize("spoil", [lambda d: d[: len(d) // 2], lambda d: d[:-1] + bytes([d[-1] ^ 1]), lambda _: b""])
def test_a_spoilt_file_waits_while_everything_else_comes_in(tmp_path: Path, spoil):
    first, second = two(tmp_path)
    third = enrolled(first, tmp_path, "third", person=THIRD)
    file = new_segment(second)
    whole = file.read_bytes()
    file.write_bytes(spoil(whole))
    new_segment(third)
    report = sync(first)
    assert (report.collected, [p.reason for p in report.pending]) == (1, [Trouble.TORN])
    assert file.exists()
    file.write_bytes(whole)
    assert sync(first).collected == 1


def test_a_gap_waits(tmp_path: Path):
    first, second = two(tmp_path)
    earlier = new_segment(second)
    new_segment(second)
    data = earlier.read_bytes()
    earlier.unlink()
    report = sync(first)
    assert (report.collected, [p.reason for p in report.pending]) == (0, [Trouble.GAP])
    earlier.write_bytes(data)
    assert sync(first).collected == 2


def test_the_age_program_opens_a_segment_with_the_exported_key(tmp_path: Path):
    first = found(tmp_path, "first", share=tmp_path / "share")
    sync(first)
    data = segment_files(first)[0].read_bytes()
    (tmp_path / "payload.age").write_bytes(parse_segment(data).ciphertext)
    for secret in (workplace_secret(first, 2026), kit_of(first, 2026)):
        (tmp_path / "key.txt").write_text(f"{secret}\n")
        opened = subprocess.run(
            ["age", "--decrypt", "-i", str(tmp_path / "key.txt"), str(tmp_path / "payload.age")],
            capture_output=True,
            check=True,
        )
        assert len(opened.stdout.splitlines()) == 1
        assert opened.stdout == entries_to_bytes(tuple(first.record.entries()))


def test_the_share_shows_nobody_s_name(tmp_path: Path):
    first, second = two(tmp_path)
    answer_with_evidence(second, register(second, "0022222", "\u9ad9\u6a4b\u3000\u7f8e\u54b2"), b"plain evidence")
    sync(second)
    everything = b"".join((folder_of(first).root / path).read_bytes() for path in folder_of(first).list(""))
    for planted in ("\u9ad9\u6a4b", "\u5ca1\u90e8", "\u6751\u3000\u8475", "0022222", "0012345", "plain evidence"):
        assert planted.encode() not in everything


def test_evidence_travels_and_opens_on_the_other_pc(tmp_path: Path):
    first, second = two(tmp_path)
    kept = answer_with_evidence(second, register(second, "0022222"), b"screen shot")
    sync(second)
    sync(first)
    assert first.files.get(kept, first.identities()) == b"screen shot"


def test_a_sealed_file_that_is_not_the_one_named_is_not_kept(tmp_path: Path):
    first, second = two(tmp_path)
    kept = answer_with_evidence(second, register(second, "0022222"), b"screen shot")
    other = second.files.put("other.txt", "text/plain", b"another", second.recipients())
    sync(second)
    (blob,) = folder_of(first).root.glob("w/*/blob/*/*/*.bin")
    whole = blob.read_bytes()
    for changed in (second.files.sealed(other.sealed_sha256), whole + b"\n", b""):
        blob.write_bytes(changed)
        assert [one.reason for one in sync(first).pending] == [Trouble.FILE_MISSING]
        assert not first.files.has(kept.sealed_sha256)
    blob.write_bytes(whole)
    assert sync(first).pending == ()


def test_evidence_that_is_missing_is_told_and_fetched_when_it_comes(tmp_path: Path):
    first, second = two(tmp_path)
    kept = answer_with_evidence(second, register(second, "0022222"), b"screen shot")
    sync(second)
    (blob,) = folder_of(first).root.glob("w/*/blob/*/*/*.bin")
    blob.rename(tmp_path / "blob")
    report = sync(first)
    assert (report.collected, [p.reason for p in report.pending]) == (2, [Trouble.FILE_MISSING])
    (tmp_path / "blob").rename(blob)
    assert sync(first).pending == ()
    assert first.files.get(kept, first.identities()) == b"screen shot"


def test_two_pcs_that_make_the_new_year_s_keys_offline_read_each_other(tmp_path: Path):
    clock = FixedClock()
    first = found(tmp_path, "first", clock=clock, share=tmp_path / "share")
    second = enrolled(first, tmp_path, clock=clock)
    sync(second)
    clock.now = NEW_YEAR
    mine = answer_with_evidence(first, register(first, "0011111"), b"mine")
    theirs = answer_with_evidence(second, register(second, "0022222"), b"theirs")
    assert first.recipients() != second.recipients()
    sync(first)
    sync(second)
    sync(first)
    assert first.recipients() == second.recipients()
    assert first.files.get(theirs, first.identities()) == b"theirs"
    assert second.files.get(mine, second.identities()) == b"mine"
    assert workplace_secret(first, 2027) == workplace_secret(second, 2027)
    third = enrolled(first, tmp_path, "third", clock=clock, person=THIRD)
    assert third.files.get(theirs, third.identities()) == b"theirs"
    assert third.files.get(mine, third.identities()) == b"mine"
    assert third.record.heads() == first.record.heads()


def test_a_segment_sealed_to_a_key_not_here_yet_waits_for_it(tmp_path: Path):
    clock = FixedClock()
    first = found(tmp_path, "first", clock=clock, share=tmp_path / "share")
    second = enrolled(first, tmp_path, clock=clock)
    third = enrolled(first, tmp_path, "third", clock=clock, person=THIRD)
    clock.now = NEW_YEAR
    register(first, "0011111")
    first.recipients()
    sync(first)
    announcing = segment_files(first)[-1]
    assert announcing.parent.name == "2027"
    sync(second)
    register(second, "0022222")
    sync(second)
    hidden = [path for path in segment_files(first) if path.parts[-3] == first.device.device_id][-1]
    hidden.rename(tmp_path / "hidden")
    report = sync(third)
    assert (report.collected, [p.reason for p in report.pending]) == (0, [Trouble.NO_KEY])
    (tmp_path / "hidden").rename(hidden)
    assert sync(third).pending == ()
    assert third.record.heads() == second.record.heads()


def test_preparing_twice_cuts_nothing_twice(tmp_path: Path):
    first, _ = two(tmp_path)
    register(first, "0022222")
    again = [prepare_sync(first).parcels[0].data for _ in range(2)]
    assert again[0] == again[1]
