"""What every store promises, tried on a folder and on a real file server alike."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import ShareEntryExists, ShareEntryTooLarge, ShareMissing
from desktop_app.share.address import open_store
from desktop_app.share.store import Store, is_entry_path
from tests.samba import PASSWORD

SEGMENT = "w/1f2e3d4c/log/9f3c5a1e7b2d4860/2026/00000001.0.seg"
BLOB = f"w/1f2e3d4c/blob/2026/ab/{'ab' * 16}.0.bin"
DATA = b"signed and sealed" * 1000


@dataclass
class Place:
    """A place for entries, and where the same files lie on the disk."""

    address: str
    root: Path

    def store(self, create: bool = False) -> Store:
        return open_store(self.address, create=create, password=PASSWORD)


@pytest.fixture(params=["folder", "smb"])
def place(request, tmp_path) -> Place:
    if request.param == "folder":
        found = Place(str(tmp_path / "share"), tmp_path / "share")
    else:
        samba = request.getfixturevalue("samba")
        root = samba.disk / tmp_path.name
        found = Place(str(samba.place(root.name)), root)
    found.root.mkdir()
    return found


@pytest.fixture
def store(place) -> Store:
    return place.store()


@pytest.fixture
def root(place) -> Path:
    return place.root


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


def test_of_many_writers_at_once_exactly_one_wins(place):
    start, results = threading.Barrier(8), []

    def write(number: int) -> None:
        start.wait()
        try:
            place.store().put_new(SEGMENT, bytes([number]) * 4096)
            results.append(number)
        except ShareEntryExists:
            pass

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 1
    assert place.store().get(SEGMENT) == bytes(results) * 4096


def test_an_absent_share_is_missing_and_is_not_made_by_writing(place):
    place.root.rmdir()
    store = place.store()
    for act in (
        lambda: store.put_new(SEGMENT, DATA),
        lambda: store.get(SEGMENT),
        lambda: store.list(""),
        lambda: store.delete(SEGMENT),
    ):
        with pytest.raises(ShareMissing) as caught:
            act()
        assert caught.value.address == place.address
    assert not place.root.exists()


def test_a_share_that_vanishes_between_two_writes_is_missing(store, root):
    store.put_new(SEGMENT, DATA)
    root.rename(root.with_name(f"{root.name} unmounted"))
    with pytest.raises(ShareMissing):
        store.get(SEGMENT)
    with pytest.raises(ShareMissing):
        store.put_new(BLOB, DATA)


def test_only_founding_makes_the_folder(place):
    inner = Place(f"{place.address}/new/share", place.root / "new" / "share")
    inner.store()
    assert not inner.root.exists()
    inner.store(create=True).put_new(SEGMENT, DATA)
    assert inner.store(create=True).get(SEGMENT) == DATA


def test_sizes_are_bounded_before_reading(store):
    store.put_new(SEGMENT, DATA)
    assert store.get(SEGMENT, limit=len(DATA)) == DATA
    with pytest.raises(ShareEntryTooLarge) as caught:
        store.get(SEGMENT, limit=len(DATA) - 1)
    assert caught.value.limit == len(DATA) - 1


@pytest.mark.parametrize("size", [(64 << 10) - 1, 64 << 10, (64 << 10) + 1, 200_000])
def test_entries_of_every_size_come_back_whole_and_one_byte_too_many_is_too_many(store, size):
    data = bytes(range(251)) * (size // 251 + 1)
    store.put_new(SEGMENT, data[:size])
    assert store.get(SEGMENT, limit=size) == data[:size]
    with pytest.raises(ShareEntryTooLarge):
        store.get(SEGMENT, limit=size - 1)


def test_foreign_files_are_passed_over(store, root):
    folder = root / "w" / "1f2e3d4c"
    folder.mkdir(parents=True)
    (folder / "Thumbs.db").write_bytes(b"")
    (folder / "~lock.seg#").write_bytes(b"")
    (root / "名簿.xlsx").write_bytes(b"")
    (root / "Backup").mkdir()
    (root / "Backup" / "01").write_bytes(b"")
    store.put_new("w/1f2e3d4c/01", DATA)
    assert store.list("") == ("w/1f2e3d4c/01",)


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
        "con/w",
        "w/lpt1.a.b/x",
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
        "console/com1a/a.con",
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
