"""The store in a folder: written once, read back, and every trouble has its name."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import (
    ShareAddressUnknown,
    ShareEntryExists,
    ShareEntryTooLarge,
    ShareFull,
    ShareKindNotYet,
    ShareMissing,
    ShareReadOnly,
    ShareUnreachable,
    ShareWriteTorn,
)
from desktop_app.share.folder import FolderStore
from desktop_app.share.store import is_entry_path, open_store
from tests.fakes import disk_with_room_for

SEGMENT = "w/1f2e3d4c/log/9f3c5a1e7b2d4860/2026/00000001.0.seg"
BLOB = f"w/1f2e3d4c/blob/2026/ab/{'ab' * 16}.0.bin"
DATA = b"signed and sealed" * 1000


@pytest.fixture
def root(tmp_path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


@pytest.fixture
def store(root) -> FolderStore:
    return FolderStore(root)


def files(root: Path) -> set[str]:
    return {p.relative_to(root).as_posix() for p in root.rglob("*") if not p.is_dir()}


def test_an_entry_comes_back_and_is_listed(store):
    store.put_new(SEGMENT, DATA)
    store.put_new("STORE.json", b"{}")
    store.put_new(BLOB, b"")
    assert store.get(SEGMENT) == DATA
    assert store.get(BLOB) == b""
    assert store.list("") == ("STORE.json", BLOB, SEGMENT)
    assert store.list("w/1f2e3d4c/log") == store.list("w/1f2e3d4c/log/") == (SEGMENT,)
    assert store.list("w/99999999") == ()


def test_what_is_not_there_is_none_and_deleting_it_is_no_error(store):
    assert store.get(SEGMENT) is None
    store.put_new("w/1f2e3d4c", b"a file where a folder should be")
    assert store.get(SEGMENT) is None
    store.delete(SEGMENT)
    store.put_new(BLOB.replace("1f2e3d4c", "5f2e3d4c"), DATA)
    store.delete(BLOB.replace("1f2e3d4c", "5f2e3d4c"))
    assert store.list("") == ("w/1f2e3d4c",)


def test_a_published_entry_is_never_changed(store):
    store.put_new(SEGMENT, DATA)
    for again in (DATA, b"other"):
        with pytest.raises(ShareEntryExists) as caught:
            store.put_new(SEGMENT, again)
        assert caught.value.path == SEGMENT
    assert store.get(SEGMENT) == DATA


def test_of_many_writers_at_once_exactly_one_wins(root):
    start, results = threading.Barrier(8), []

    def write(number: int) -> None:
        start.wait()
        try:
            FolderStore(root).put_new(SEGMENT, bytes([number]) * 4096)
            results.append(number)
        except ShareEntryExists:
            pass

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 1
    assert FolderStore(root).get(SEGMENT) == bytes(results) * 4096


def test_an_absent_share_is_missing_and_is_not_made_by_writing(tmp_path):
    store = FolderStore(tmp_path / "not mounted")
    for act in (
        lambda: store.put_new(SEGMENT, DATA),
        lambda: store.get(SEGMENT),
        lambda: store.list(""),
        lambda: store.delete(SEGMENT),
    ):
        with pytest.raises(ShareMissing) as caught:
            act()
        assert caught.value.address == str(tmp_path / "not mounted")
    assert list(tmp_path.iterdir()) == []


def test_a_share_that_vanishes_between_two_writes_is_missing(store, root):
    store.put_new(SEGMENT, DATA)
    root.rename(root.with_name("unmounted"))
    with pytest.raises(ShareMissing):
        store.get(SEGMENT)
    with pytest.raises(ShareMissing):
        store.put_new(BLOB, DATA)


def test_only_founding_makes_the_folder(tmp_path):
    address = str(tmp_path / "new" / "share")
    open_store(address)
    assert not (tmp_path / "new").exists()
    open_store(address, create=True).put_new(SEGMENT, DATA)
    assert open_store(address, create=True).get(SEGMENT) == DATA


def test_a_folder_that_cannot_be_made_says_so(root):
    (root / "file").write_bytes(b"")
    with pytest.raises(ShareMissing):
        open_store(str(root / "file"), create=True)


@pytest.mark.parametrize("room", [0, 1, 4096, len(DATA) - 1])
def test_a_full_share_leaves_no_torn_entry_and_works_again_with_room(store, root, room):
    with disk_with_room_for(room), pytest.raises(ShareFull):
        store.put_new(SEGMENT, DATA)
    assert files(root) == set()
    store.put_new(SEGMENT, DATA)
    assert store.get(SEGMENT) == DATA


def refusing(number: int, modes: str):
    def open_file(place: Path, mode: str) -> IO[bytes]:
        if mode in modes:
            raise OSError(number, os.strerror(number))
        return place.open(mode)

    return open_file


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.EROFS, ShareReadOnly),
        (errno.EACCES, ShareReadOnly),
        (errno.EPERM, ShareReadOnly),
        (errno.ENOSPC, ShareFull),
        (errno.EDQUOT, ShareFull),
        (errno.EIO, ShareUnreachable),
        (errno.ETIMEDOUT, ShareUnreachable),
        (errno.EHOSTDOWN, ShareUnreachable),
        (errno.ESTALE, ShareUnreachable),
    ],
)
def test_what_hinders_writing_is_named(root, number, expected):
    store = FolderStore(root, refusing(number, "xb"))
    with pytest.raises(expected) as caught:
        store.put_new(SEGMENT, DATA)
    assert caught.value.address == str(root)
    assert files(root) == set()


def test_who_may_not_read_is_not_told_about_writing(root):
    FolderStore(root).put_new(SEGMENT, DATA)
    with pytest.raises(ShareUnreachable) as caught:
        FolderStore(root, refusing(errno.EACCES, "rb")).get(SEGMENT)
    assert caught.value.problem == "PermissionError"


def test_an_entry_that_cannot_be_read_back_is_not_published(root):
    with pytest.raises(ShareUnreachable):
        FolderStore(root, refusing(errno.EIO, "rb")).put_new(SEGMENT, DATA)
    assert files(root) == set()


def test_a_write_that_reads_back_differently_is_torn(root):
    def lossy(place: Path, mode: str) -> IO[bytes]:
        if mode == "rb":
            os.truncate(place, 100)
        return place.open(mode)

    with pytest.raises(ShareWriteTorn) as caught:
        FolderStore(root, lossy).put_new(SEGMENT, DATA)
    assert caught.value.path == SEGMENT


def test_sizes_are_bounded_before_reading(store):
    store.put_new(SEGMENT, DATA)
    assert store.get(SEGMENT, limit=len(DATA)) == DATA
    with pytest.raises(ShareEntryTooLarge) as caught:
        store.get(SEGMENT, limit=len(DATA) - 1)
    assert caught.value.limit == len(DATA) - 1


def test_links_pipes_and_foreign_files_are_passed_over(store, root):
    folder = root / "w" / "1f2e3d4c"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "ab")
    (folder / "cd").symlink_to("/etc/passwd")
    (folder / "ef").symlink_to(root)
    (folder / "Thumbs.db").write_bytes(b"")
    (folder / "~lock.seg#").write_bytes(b"")
    (root / "名簿.xlsx").write_bytes(b"")
    store.put_new("w/1f2e3d4c/01", DATA)
    assert store.list("") == ("w/1f2e3d4c/01",)
    for name in ("ab", "cd", "ef"):
        assert store.get(f"w/1f2e3d4c/{name}") is None


@pytest.mark.parametrize(
    "path",
    [
        "",
        "..",
        "../x",
        "/etc/passwd",
        "a//b",
        "a/",
        "a\\b",
        "A",
        "w/\u845b",
        "w/con",
        "w/nul.seg",
        "c:x",
        "a.b.c.d",
        ".x",
        "a\n",
        "w/" + "a" * 74,
    ],
)
def test_paths_outside_the_layout_are_refused(store, path):
    assert not is_entry_path(path)
    for act in (store.get, store.delete, lambda p: store.put_new(p, b"")):
        with pytest.raises(ValueError, match="layout"):
            act(path)
    if path:
        with pytest.raises(ValueError, match="layout"):
            store.list(path.rstrip("/") + "/..")


@pytest.mark.parametrize(
    "path",
    [
        SEGMENT,
        BLOB,
        "STORE.json",
        "trust/9f3c5a1e7b2d4860.crt",
        f"w/1f2e3d4c/in/202609/{'0' * 32}.sub",
        f"w/1f2e3d4c/rc/202609/{'f' * 32}.rcp",
        f"w/1f2e3d4c/out/{'0' * 32}.ret",
        "hq/ckpt/20260924.0.json",
    ],
)
def test_every_name_of_the_layout_fits(path):
    assert is_entry_path(path)
    assert len(path) <= 75


@given(st.text("abcdef0123456789./\\~-", max_size=80))
def test_no_entry_path_leaves_the_share(path):
    if is_entry_path(path):
        assert Path("/share", path).resolve().is_relative_to("/share/")
        assert len(path) <= 75


@pytest.mark.parametrize("form", ["{}", "file://{}", "FILE://localhost{}", " {} "])
def test_a_path_and_a_file_url_name_the_same_folder(root, form):
    assert open_store(form.format(root)).address == str(root)


def test_spaces_and_japanese_in_a_url_are_understood(tmp_path):
    folder = tmp_path / "共有 フォルダ"
    assert open_store(folder.as_uri()).address == str(folder)
    assert open_store(str(folder)).address == str(folder)


def test_a_relative_path_is_taken_from_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert open_store("share").address == str(tmp_path / "share")


@pytest.mark.parametrize("address", ["", "  ", "http://server/x", "s3://bucket", "file://server/x", "a\0b"])
def test_other_addresses_are_refused(address):
    with pytest.raises(ShareAddressUnknown):
        open_store(address)


def test_windows_shares_come_later():
    with pytest.raises(ShareKindNotYet) as caught:
        open_store("smb://server/share")
    assert caught.value.kind == "smb"
