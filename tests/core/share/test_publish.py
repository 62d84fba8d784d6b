"""Publishing: written once, whole or not at all, whatever happens in between (share protocol §Publish)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop_app.app import App, open_app
from desktop_app.domain.facts import RecoveryKitPrinted, StoredFile
from desktop_app.errors import CloneDetected, ShareFull, ShareReadOnly
from desktop_app.home import Home
from desktop_app.journal.segment import LARGEST, parse_segment
from desktop_app.share.layout import (
    ATTEMPTS,
    BlobPlace,
    blob_paths,
    is_certificate_path,
    is_list_path,
    read_blob_path,
    read_segment_path,
)
from desktop_app.share.store import LONGEST_PATH
from desktop_app.store.segments import Segments
from desktop_app.usecases.outbox import fill_outbox
from desktop_app.usecases.share_errand import trust_of
from desktop_app.usecases.sharing import sync, unsent_count
from tests.fakes import MemoryKeyring
from tests.homes import enrolled, found, register, reopened, surroundings
from tests.shares import (
    FailingStore,
    PowerCutError,
    answer_with_evidence,
    folder_of,
    refused_with,
    segment_files,
    sync_once,
)


def busy(tmp_path: Path) -> tuple[App, StoredFile]:
    """A founder with a case and a file of evidence, nothing of it sent."""
    app = found(tmp_path, "first", share=tmp_path / "share")
    return app, answer_with_evidence(app, register(app, "0011111"), b"evidence")


def test_everything_on_the_share_has_a_name_of_the_layout(tmp_path: Path):
    app, kept = busy(tmp_path)
    sync(app)
    paths = folder_of(app).list("")
    assert all(len(path) <= LONGEST_PATH for path in paths)
    kinds = [
        (read_segment_path(p), read_blob_path(p), is_certificate_path(p), is_list_path(p), p == "STORE.json")
        for p in paths
    ]
    assert all(sum(bool(kind) for kind in one) == 1 for one in kinds)
    assert len(paths) == 5
    assert any(kept.sealed_sha256[:32] in path for path in paths)


def test_nothing_is_written_when_there_is_nothing_new(tmp_path: Path):
    app, _ = busy(tmp_path)
    assert sync(app).published == 3
    before = folder_of(app).list("")
    report = sync(app)
    assert (report.published, report.collected, report.healed, report.unsent) == (0, 0, 0, 0)
    assert folder_of(app).list("") == before


def test_a_segment_stays_below_its_limit_and_a_long_journal_becomes_several(tmp_path: Path):
    app = found(tmp_path, "first", share=tmp_path / "share")
    for number in range(300):
        app.commit((RecoveryKitPrinted(2026 + number % 2, app.today()),))
    sync(app)
    headers = [parse_segment(path.read_bytes()).header for path in segment_files(app)]
    assert [(h.first_entry, h.last_entry) for h in headers] == [(1, 256), (257, 301)]
    assert all(path.stat().st_size <= LARGEST for path in segment_files(app))


def test_a_sealed_file_is_there_before_the_segment_that_names_it(tmp_path: Path):
    app, _ = busy(tmp_path)
    store = FailingStore(folder_of(app), at=0)
    sync_once(app, store)
    assert [path.rpartition(".")[2] for path in store.written] == ["crt", "crl", "bin", "seg"]


@pytest.mark.parametrize("part", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_a_power_cut_at_any_write_loses_and_doubles_nothing(tmp_path: Path, at: int, part: float):
    app, kept = busy(tmp_path)
    with pytest.raises(PowerCutError):
        sync_once(app, FailingStore(folder_of(app), at, part))
    app = reopened(app)
    assert sync(app).unsent == 0
    second = enrolled(app, tmp_path)
    assert app.record.heads() == second.record.heads()
    assert (sync(second).pending, sync(app).pending) == ((), ())
    assert second.files.get(kept, second.identities()) == b"evidence"
    whole = {path.read_bytes() for path in segment_files(app) if path.stem.startswith("00000001")}
    assert len(segment_files(app)) <= 3, "a second attempt at most, beside the torn one"
    assert len(whole) == (2 if (at, part) == (4, 0.5) else 1)


@pytest.mark.parametrize("part", [0.0, 0.5])
@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_a_disk_that_is_full_at_any_write_is_told_and_loses_nothing(tmp_path: Path, at: int, part: float):
    app, _ = busy(tmp_path)
    report = sync_once(app, FailingStore(folder_of(app), at, part, lambda: ShareFull(address="share")))
    assert (refused_with(report), report.unsent) == (ShareFull, unsent_count(app))
    assert report.unsent > 0
    assert sync(app).unsent == 0
    kept = {one.data for one in Segments(app.record.database).some((app.device.device_id, n) for n in range(1, 9))}
    assert kept <= {path.read_bytes() for path in segment_files(app)}
    assert sync(app).pending == ()


@pytest.mark.parametrize("error", [ShareFull, ShareReadOnly])
def test_a_share_that_takes_nothing_still_gives(tmp_path: Path, error: type[ShareFull | ShareReadOnly]):
    first, _ = busy(tmp_path)
    second = enrolled(first, tmp_path)
    register(first, "0033333")
    sync(first)
    register(second, "0022222")
    broken = FailingStore(folder_of(second), at=1, error=lambda: error(address="share"))
    report = sync_once(second, broken)
    assert refused_with(report) is error
    assert (report.collected, report.unsent) == (1, 1)
    assert sync(second).unsent == 0


def test_another_attempt_beside_a_torn_file_is_no_damage(tmp_path: Path):
    first, _ = busy(tmp_path)
    second = enrolled(first, tmp_path)
    register(first, "0033333")
    with pytest.raises(PowerCutError):
        sync_once(first, FailingStore(folder_of(first), at=1, part=0.7))
    sync(first)
    assert [path.name for path in segment_files(first)][-2:] == ["00000003.0.seg", "00000003.1.seg"]
    report = sync(second)
    assert (report.collected, report.pending) == (1, ())


def test_what_the_share_lost_comes_back_byte_for_byte_from_any_member(tmp_path: Path):
    first, kept = busy(tmp_path)
    second = enrolled(first, tmp_path)
    register(second, "0022222")
    sync(second)
    sync(first)
    root = folder_of(first).root
    before = {path: (root / path).read_bytes() for path in folder_of(first).list("")}
    shutil.rmtree(root / "w")
    shutil.rmtree(root / "trust")
    report = sync(second)
    assert report.healed == 3
    after = {path: (root / path).read_bytes() for path in folder_of(first).list("")}
    assert after == {path: data for path, data in before.items() if not path.endswith((".enr", ".ret"))}
    assert second.files.get(kept, second.identities()) == b"evidence"


def test_what_the_share_lost_comes_back_however_much_it_is(tmp_path: Path):
    app, _ = busy(tmp_path)
    for number in range(70):
        app.commit((RecoveryKitPrinted(2026 + number % 2, app.today()),))
        fill_outbox(app)
    sync(app)
    before = {path: path.read_bytes() for path in segment_files(app)}
    for path in before:
        path.unlink()
    assert sync(app).healed == len(before) >= 70
    assert {path: path.read_bytes() for path in segment_files(app)} == before


def test_a_recent_file_that_was_damaged_on_the_share_gets_a_whole_one_beside_it(tmp_path: Path):
    first, _ = busy(tmp_path)
    sync(first)
    spoilt = segment_files(first)[0]
    whole = spoilt.read_bytes()
    spoilt.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert sync(first).healed == 1
    assert segment_files(first)[1].read_bytes() == whole


def test_a_file_somebody_else_may_be_writing_is_given_a_round(tmp_path: Path):
    first, _ = busy(tmp_path)
    second = enrolled(first, tmp_path)
    torn = segment_files(first)[0]
    torn.write_bytes(torn.read_bytes()[:100])
    waits = sync(second)
    assert (waits.healed, len(waits.pending)) == (0, 1)
    healed = sync(second)
    assert (healed.healed, healed.pending) == (1, ())


def test_a_copied_pc_is_told_and_publishes_nothing(tmp_path: Path):
    keyring = MemoryKeyring()
    first, _ = busy(tmp_path)
    second = enrolled(first, tmp_path, keyring=keyring)
    second.close()
    shutil.copytree(tmp_path / "second", tmp_path / "copy")
    copied_keys = MemoryKeyring(dict(keyring.entries))
    second = open_app(Home(tmp_path / "second"), second.surroundings)
    copy = open_app(Home(tmp_path / "copy"), surroundings(keyring=copied_keys))
    register(second, "0022222")
    register(copy, "0033333")
    sync(second)
    register(first, "0044444")
    sync(first)
    files = segment_files(first)
    with pytest.raises(CloneDetected):
        sync(copy)
    assert segment_files(first) == files
    assert unsent_count(copy) == 1
    assert copy.cases.people().keys() == {"0011111", "0033333", "0044444"}, "what others did still comes in"


@pytest.mark.parametrize("torn", [12, ATTEMPTS])
def test_a_file_torn_again_and_again_still_arrives_and_a_name_that_is_used_up_is_told(tmp_path: Path, torn: int):
    app, kept = busy(tmp_path)
    blob = BlobPlace(kept.sealed_sha256, 2026)
    paths = blob_paths(trust_of(app).workplace_id, blob)
    for attempt in range(torn):
        folder_of(app).put_new(paths(attempt), b"torn")
    report = sync(app)
    if torn < ATTEMPTS:
        assert folder_of(app).get(paths(torn)) == app.files.sealed(kept.sealed_sha256)
        assert report.pending == ()
    else:
        assert [pending.path for pending in report.pending] == [paths(torn - 1)]
