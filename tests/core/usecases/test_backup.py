"""A backup restores the whole record elsewhere, and a restored PC never writes in the former one's name."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.app import App, open_app
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.facts import Answer
from desktop_app.errors import (
    BackupNotWritten,
    BackupUnreadable,
    DatabaseDamaged,
    FolderNotWritable,
    KeyringMissing,
    TargetNotEmpty,
    WrongPassphrase,
    WrongPin,
)
from desktop_app.home import Home
from desktop_app.keys.wrapping import KdfParameters
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases import answering
from desktop_app.usecases.backup import back_up, export_year_key, restore
from desktop_app.usecases.recovery_kit import render_kit
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.start_passphrase import key_keeping, remove_start_passphrase, set_start_passphrase
from desktop_app.usecases.verifying import verify_home
from desktop_app.usecases.year_secrets import kit_of
from tests.fakes import FixedClock, MissingKeyring
from tests.homes import PIN, found, register, surroundings

PASSPHRASE = "eki-kara-toho-gofun"
YEAR = 2026


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    made = found(tmp_path, share=tmp_path / "share")
    case_id = register(made, "0012346")
    answering.record_briefing(made, case_id, answering.Briefing(made.today(), "対面"))
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"\x89PNG" + bytes(200))
    kept = answering.keep_evidence(made, case_id, photo)
    answering.answer_item(made, case_id, "A-02", AnswerInput(Answer.DONE, evidence=(kept,)))
    yield made
    made.close()


def recovery_code(app: App) -> str:
    secret = kit_of(app, YEAR)
    assert secret is not None
    return secret


def cases(app: App) -> tuple[object, ...]:
    return app.cases.page(CaseFilter(in_scope_only=False))


def test_a_backup_restores_with_the_kit_on_another_pc(app: App, tmp_path: Path) -> None:
    manifest = back_up(app, tmp_path / "b.zip")
    assert manifest.opens_by_kit
    assert not manifest.opens_by_passphrase
    elsewhere = surroundings()
    restored = restore(Home(tmp_path / "new"), tmp_path / "b.zip", elsewhere, recovery_code=recovery_code(app))
    second = open_app(Home(tmp_path / "new"), elsewhere)
    try:
        assert cases(second) == cases(app)
        assert second.person == app.person
        assert restored.new_letter == "B"
        assert second.device.device_id != app.device.device_id
        assert verify_home(second).ok
    finally:
        second.close()


def test_the_restored_pc_and_the_former_one_both_sync_without_a_fork(app: App, tmp_path: Path) -> None:
    """What was recorded but not sent before the backup goes out once, under the former name."""
    back_up(app, tmp_path / "b.zip", PASSPHRASE)
    elsewhere = surroundings()
    restore(Home(tmp_path / "new"), tmp_path / "b.zip", elsewhere, passphrase=PASSPHRASE)
    second = open_app(Home(tmp_path / "new"), elsewhere)
    try:
        register(second, "0077777")
        sync(second)
        assert verify_home(second).ok
        share = tmp_path / "share"
        devices = {path.parts[-3] for path in share.rglob("*.seg")}
        assert devices == {app.device.device_id, second.device.device_id}
    finally:
        second.close()


def test_without_a_keyring_the_restored_home_opens_with_the_passphrase(app: App, tmp_path: Path) -> None:
    back_up(app, tmp_path / "b.zip", PASSPHRASE)
    bare = surroundings(FixedClock(), MissingKeyring())
    with pytest.raises(KeyringMissing):
        restore(Home(tmp_path / "new"), tmp_path / "b.zip", bare, recovery_code=recovery_code(app))
    assert not (tmp_path / "new").exists()
    restore(Home(tmp_path / "new"), tmp_path / "b.zip", bare, passphrase=PASSPHRASE)
    second = open_app(Home(tmp_path / "new"), bare, ask_passphrase=lambda: PASSPHRASE)
    assert cases(second) == cases(app)
    second.close()


def test_a_wrong_passphrase_or_a_full_folder_leaves_nothing_behind(app: App, tmp_path: Path) -> None:
    back_up(app, tmp_path / "b.zip", PASSPHRASE)
    with pytest.raises(WrongPassphrase):
        restore(Home(tmp_path / "new"), tmp_path / "b.zip", surroundings(), passphrase="not-the-right-one")
    with pytest.raises(TargetNotEmpty):
        restore(app.home, tmp_path / "b.zip", surroundings(), passphrase=PASSPHRASE)
    with pytest.raises(BackupUnreadable):
        restore(Home(tmp_path / "new"), tmp_path / "none.zip", surroundings(), passphrase=PASSPHRASE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.zip", "home", "photo.png", "share"]


def test_a_restore_that_was_killed_can_be_done_again(app: App, tmp_path: Path) -> None:
    back_up(app, tmp_path / "b.zip", PASSPHRASE)
    leftover = tmp_path / ".new.restored"
    leftover.mkdir()
    (leftover / "sekisho.db").write_bytes(b"half")
    restore(Home(tmp_path / "new"), tmp_path / "b.zip", surroundings(), passphrase=PASSPHRASE)
    assert not leftover.exists()


def test_a_backup_that_cannot_be_written_leaves_the_former_one(app: App, tmp_path: Path) -> None:
    with pytest.raises(BackupNotWritten):
        back_up(app, tmp_path / "nowhere" / "b.zip")
    assert not list(app.home.folder.glob("backup-*"))


def test_a_damaged_record_is_not_backed_up_over_a_good_backup(app: App, tmp_path: Path) -> None:
    """Damage that nothing has read yet would go into the copy, and be in good order there."""
    back_up(app, tmp_path / "b.zip")
    good = (tmp_path / "b.zip").read_bytes()
    data = bytearray(app.home.database.read_bytes())
    data[-2000] ^= 0x40
    app.home.database.write_bytes(data)
    with pytest.raises(DatabaseDamaged):
        back_up(app, tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == good


def test_the_age_program_opens_a_segment_with_the_exported_key(app: App, tmp_path: Path) -> None:
    sync(app)
    key = tmp_path / "key.txt"
    recipient = export_year_key(app, YEAR, key, PIN)
    assert key.stat().st_mode & 0o077 == 0
    assert recipient == app.recipients()[0]
    segment = next((tmp_path / "share").rglob("*.seg")).read_bytes().split(b"\n", 3)[3]
    opened = subprocess.run(["age", "-d", "-i", key], input=segment, capture_output=True, check=True).stdout
    assert [json.loads(line).keys() for line in opened.splitlines()] == [{"body", "signature"}] * len(
        opened.splitlines()
    )


def test_keys_and_kit_are_only_for_whoever_knows_the_pin(app: App, tmp_path: Path) -> None:
    with pytest.raises(WrongPin):
        export_year_key(app, YEAR, tmp_path / "out", "not-the-pin")
    assert not (tmp_path / "out").exists()
    with pytest.raises(FolderNotWritable):
        export_year_key(app, YEAR, tmp_path / "nowhere" / "key.txt", PIN)
    with pytest.raises(WrongPin):
        render_kit(app, "not-the-pin", YEAR)
    assert render_kit(app, PIN, YEAR).startswith(b"%PDF")


def test_the_start_passphrase_is_only_for_whoever_knows_the_pin(app: App) -> None:
    """Or whoever passes by gives the record another way to be opened, at their own PC."""
    with pytest.raises(WrongPin):
        set_start_passphrase(app, PASSPHRASE, own_pin="not-the-pin")
    assert not key_keeping(app).passphrase
    set_start_passphrase(app, PASSPHRASE, own_pin=PIN)
    with pytest.raises(WrongPin):
        remove_start_passphrase(app, own_pin="not-the-pin")
    assert key_keeping(app).passphrase


def test_a_backups_passphrase_is_as_dear_as_any_other() -> None:
    assert KdfParameters().memory_kib >= 64 * 1024
