"""The store in a folder: every trouble of a disk has its name."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import IO

import pytest

from desktop_app.errors import (
    ShareFull,
    ShareMissing,
    ShareReadOnly,
    ShareUnreachable,
    ShareWriteTorn,
)
from desktop_app.share.address import open_store
from desktop_app.share.folder import FolderStore
from tests.fakes import disk_with_room_for

SEGMENT = "w/1f2e3d4c/log/9f3c5a1e7b2d4860/2026/00000001.0.seg"
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


def test_links_and_pipes_are_passed_over(store, root):
    folder = root / "w" / "1f2e3d4c"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "ab")
    (folder / "cd").symlink_to("/etc/passwd")
    (folder / "ef").symlink_to(root)
    store.put_new("w/1f2e3d4c/01", DATA)
    assert store.list("") == ("w/1f2e3d4c/01",)
    for name in ("ab", "cd", "ef"):
        assert store.get(f"w/1f2e3d4c/{name}") is None


def test_who_may_create_but_not_read_has_created(root):
    FolderStore(root, refusing(errno.EACCES, "rb")).put_new(SEGMENT, DATA)
    assert (root / SEGMENT).read_bytes() == DATA
