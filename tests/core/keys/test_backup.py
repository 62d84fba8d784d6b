"""A backup comes back whole or not at all, for whoever holds the kit or the passphrase."""

from __future__ import annotations

import errno
import json
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import (
    BackupDamaged,
    BackupNotWritten,
    BackupUnreadable,
    CannotOpen,
    KeyDamaged,
    TargetNotEmpty,
    WrongPassphrase,
)
from desktop_app.keys import backup
from desktop_app.keys.backup_manifest import BackupFile, is_safe_name, manifest_text
from desktop_app.keys.durable import trouble_of
from desktop_app.keys.seal import new_age_identity, seal
from tests.fakes import CHEAP_KDF, disk_with_room_for

AT = datetime(2026, 9, 24, 5, 2, tzinfo=UTC)
KEY = bytes(range(32))
SECRET, RECIPIENT = new_age_identity()
PASSPHRASE = "correct horse 馬"
CONTENTS = {"sekisho.db": b"SQLCipher" * 400_000, "blobs/ab/" + "ab" * 32: b"age", "home.json": b"{}"}


@pytest.fixture
def made(tmp_path) -> Path:
    out = tmp_path / "backup.sekisho"
    big = tmp_path / "snapshot.db"
    big.write_bytes(CONTENTS["sekisho.db"])
    files = [(name, big if name == "sekisho.db" else data) for name, data in CONTENTS.items()]
    backup.write_backup(out, files, KEY, at=AT, recipient=RECIPIENT, passphrase=PASSPHRASE, parameters=CHEAP_KDF)
    return out


def restored(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("secret", [{"recovery_secret": SECRET}, {"passphrase": PASSPHRASE}])
@pytest.mark.parametrize("already_there", [True, False])
def test_it_comes_back_byte_for_byte(made, tmp_path, secret, already_there):
    home = tmp_path / "restored" / "home"
    if already_there:
        home.mkdir(parents=True)
    assert backup.restore_backup(made, home, **secret) == KEY
    assert restored(home) == CONTENTS
    assert [p.name for p in home.parent.iterdir()] == ["home"]


def test_it_tells_what_it_holds_without_any_secret(made):
    manifest = backup.verify_backup(made)
    assert manifest == backup.read_backup(made)
    assert manifest.made_at == AT
    assert {(f.name, f.size) for f in manifest.files} == {(n, len(d)) for n, d in CONTENTS.items()}
    assert manifest.opens_by_kit
    assert manifest.opens_by_passphrase
    assert KEY not in made.read_bytes()


def test_without_our_program_the_kit_and_two_standard_tools_still_give_the_key(made, tmp_path):
    zipfile.ZipFile(made).extract("key.age", tmp_path)
    (tmp_path / "kit.txt").write_text(SECRET)
    age = subprocess.run(["age", "-d", "-i", "kit.txt", "key.age"], cwd=tmp_path, capture_output=True, check=True)
    assert age.stdout == KEY


def test_the_wrong_secret_puts_nothing_in_place(made, tmp_path):
    home = tmp_path / "home"
    stranger, _ = new_age_identity()
    with pytest.raises(CannotOpen):
        backup.restore_backup(made, home, recovery_secret=stranger)
    with pytest.raises(WrongPassphrase):
        backup.restore_backup(made, home, passphrase="another passphrase")
    with pytest.raises(BackupUnreadable) as caught:
        backup.restore_backup(made, home)
    assert caught.value.reason == "other key"
    assert not home.exists()


def test_a_folder_with_something_in_it_is_left_alone(made, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "sekisho.db").write_bytes(b"today's work")
    with pytest.raises(TargetNotEmpty):
        backup.restore_backup(made, home, passphrase=PASSPHRASE)
    with pytest.raises(TargetNotEmpty):
        backup.restore_backup(made, home / "sekisho.db", passphrase=PASSPHRASE)
    assert restored(home) == {"sekisho.db": b"today's work"}


def test_every_changed_byte_is_noticed_before_anything_is_in_place(tmp_path):
    out = tmp_path / "small"
    backup.write_backup(
        out, [("a", b"alpha"), ("b/c", b"beta")], KEY, at=AT, passphrase=PASSPHRASE, parameters=CHEAP_KDF
    )
    whole = out.read_bytes()
    for at in range(len(whole)):
        out.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            assert backup.restore_backup(out, tmp_path / f"{at}", passphrase=PASSPHRASE) == KEY
        except (BackupDamaged, BackupUnreadable, KeyDamaged, WrongPassphrase):
            assert not (tmp_path / f"{at}").exists()
        else:  # a time stamp or attribute of the zip, which nobody reads
            assert restored(tmp_path / f"{at}") == {"a": b"alpha", "b/c": b"beta"}
    for at in range(0, len(whole), 7):
        out.write_bytes(whole[:at])
        with pytest.raises((BackupDamaged, BackupUnreadable)):
            backup.restore_backup(out, tmp_path / "cut", passphrase=PASSPHRASE)


def test_hashes_that_fit_changed_files_do_not_help_without_the_key(tmp_path):
    """Whoever swaps a file and its hash cannot write the manifest's authentication."""
    out = tmp_path / "forged"
    text = manifest_text(
        bytes(32),
        AT,
        [BackupFile("a", 1, "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb")],
    )
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("files/a", b"a")
        archive.writestr("key.age", seal(KEY, (RECIPIENT,)))
        archive.writestr("manifest.json", text)
    backup.verify_backup(out)
    with pytest.raises(BackupDamaged) as caught:
        backup.restore_backup(out, tmp_path / "home", recovery_secret=SECRET)
    assert caught.value.name == "manifest.json"
    assert not (tmp_path / "home").exists()


def test_an_envelope_with_something_else_than_a_key_is_damaged(made, tmp_path):
    other = rewritten(made, lambda entries: entries.update({"key.age": seal(b"short", (RECIPIENT,))}))
    with pytest.raises(KeyDamaged) as caught:
        backup.restore_backup(other, tmp_path / "home", recovery_secret=SECRET)
    assert caught.value.where == "backup"


def rewritten(made: Path, change) -> Path:
    """The backup again, with entries changed by *change* (name → bytes)."""
    with zipfile.ZipFile(made) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    change(entries)
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return made


def manifest_with(**changes: object):
    def change(entries: dict[str, bytes]) -> None:
        entries["manifest.json"] = json.dumps({**json.loads(entries["manifest.json"]), **changes}).encode()

    return change


@pytest.mark.parametrize(
    "change",
    [
        lambda entries: entries.pop("files/home.json"),
        lambda entries: entries.update({"files/extra": b"x"}),
        lambda entries: entries.update({"files/home.json": b"longer"}),
        lambda entries: entries.update({"manifest.json": b"[]"}),
        lambda entries: entries.update({"manifest.json": b"[" * 100_000}),
        lambda entries: entries.update({"key.age": b"x" * 100_000}),
        manifest_with(files=[{"name": "../evil", "size": 0, "sha256": "00" * 32}]),
        manifest_with(files=[{"name": "a", "size": "0", "sha256": "00" * 32}]),
        manifest_with(files=7),
        manifest_with(made_at="yesterday"),
        manifest_with(mac="!"),
        manifest_with(mac=None),
    ],
)
def test_a_backup_put_together_by_somebody_else_is_damaged(made, tmp_path, change):
    with pytest.raises(BackupDamaged):
        backup.restore_backup(rewritten(made, change), tmp_path / "home", recovery_secret=SECRET)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["backup.sekisho", "snapshot.db"]


def test_a_swapped_file_of_the_same_size_is_named(made, tmp_path):
    def swap(entries: dict[str, bytes]) -> None:
        entries["files/home.json"] = b"[]"

    rewritten(made, swap)
    backup.read_backup(made)
    for act in (
        lambda: backup.verify_backup(made),
        lambda: backup.restore_backup(made, tmp_path / "home", passphrase=PASSPHRASE),
    ):
        with pytest.raises(BackupDamaged) as caught:
            act()
        assert caught.value.name == "home.json"
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("compressed", ["manifest.json", "key.json", "files/sekisho.db"])
def test_compressed_entries_are_refused_because_they_could_unfold_to_any_size(made, tmp_path, compressed):
    with zipfile.ZipFile(made) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data, zipfile.ZIP_DEFLATED if name == compressed else zipfile.ZIP_STORED)
    with pytest.raises(BackupDamaged) as caught:
        backup.restore_backup(made, tmp_path / "home", passphrase=PASSPHRASE)
    assert caught.value.name == compressed.removeprefix("files/")


@pytest.mark.parametrize(("format_", "reason"), [("sekisho-backup-2", "newer version"), ("other", "not a backup")])
def test_other_formats_are_named(made, format_, reason):
    with pytest.raises(BackupUnreadable) as caught:
        backup.read_backup(rewritten(made, manifest_with(format=format_)))
    assert caught.value.reason == reason


def test_what_is_no_backup_is_said_so(tmp_path):
    with pytest.raises(BackupUnreadable) as caught:
        backup.read_backup(tmp_path / "missing")
    assert caught.value.reason == "missing"
    for junk in (b"", b"PK\x03\x04", b"%PDF-1.7"):
        (tmp_path / "junk").write_bytes(junk)
        with pytest.raises(BackupUnreadable) as caught:
            backup.read_backup(tmp_path / "junk")
        assert caught.value.reason == "not a backup"
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("hello.txt", b"hello")
    with pytest.raises(BackupUnreadable):
        backup.read_backup(tmp_path / "other.zip")


@pytest.mark.parametrize(
    "name", ["", "/etc/passwd", "../x", "a/../b", "a//b", "a\\b", "c:x", ".hidden", "NUL", "aux.txt", "名", "a."]
)
def test_unsafe_names_are_never_written(tmp_path, name):
    with pytest.raises(ValueError, match="name"):
        backup.write_backup(tmp_path / "out", [(name, b"")], KEY, at=AT, recipient=RECIPIENT)
    assert list(tmp_path.iterdir()) == []


@given(st.text(max_size=20))
def test_a_safe_name_stays_below_its_folder(name):
    if is_safe_name(name):
        assert Path("/root", name).resolve().is_relative_to("/root/")
        assert name == Path(name).as_posix()


def test_names_that_differ_in_case_only_are_refused_because_windows_keeps_one(tmp_path):
    with pytest.raises(ValueError, match="name"):
        backup.write_backup(tmp_path / "out", [("a", b""), ("A", b"")], KEY, at=AT, recipient=RECIPIENT)


def test_a_backup_nobody_could_open_is_not_made(tmp_path):
    with pytest.raises(ValueError, match="nobody"):
        backup.write_backup(tmp_path / "out", [], KEY, at=AT)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_so_and_the_earlier_backup_stays(made, tmp_path):
    before = made.read_bytes()
    with disk_with_room_for(4096):
        with pytest.raises(BackupNotWritten) as caught:
            backup.write_backup(made, [("a", bytes(10_000))], KEY, at=AT, recipient=RECIPIENT)
        with pytest.raises(BackupNotWritten) as not_restored:
            backup.restore_backup(made, tmp_path / "home", passphrase=PASSPHRASE)
    assert caught.value.reason == not_restored.value.reason == "full"
    assert made.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["backup.sekisho", "snapshot.db"]


def test_when_writing_fails_the_earlier_backup_stays(made, tmp_path):
    before = made.read_bytes()
    files = [("a", b"a"), ("gone", tmp_path / "gone")]
    with pytest.raises(BackupNotWritten) as caught:
        backup.write_backup(made, files, KEY, at=AT, recipient=RECIPIENT)
    assert caught.value.reason == "unreachable"
    assert made.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["backup.sekisho", "snapshot.db"]


def test_what_a_killed_restore_left_is_cleared_by_the_next(made, tmp_path):
    left = tmp_path / ".home.restoring"
    left.mkdir()
    (left / "sekisho.db").write_bytes(b"half")
    backup.restore_backup(made, tmp_path / "home", passphrase=PASSPHRASE)
    assert restored(tmp_path / "home") == CONTENTS
    assert not left.exists()


def test_a_restore_that_cannot_write_says_so(made, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BackupNotWritten):
        backup.restore_backup(made, tmp_path / "file" / "home", passphrase=PASSPHRASE)


@pytest.mark.parametrize(
    ("number", "trouble"),
    [(errno.ENOSPC, "full"), (errno.EROFS, "denied"), (errno.EACCES, "denied"), (errno.EIO, "unreachable")],
)
def test_the_disks_trouble_has_three_names(number, trouble):
    assert trouble_of(OSError(number, "x")) == trouble
