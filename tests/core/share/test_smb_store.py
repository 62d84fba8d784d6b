"""The store on a real file server (Samba), over a network that is slow, cut or silent: clear words, nothing lost."""

from __future__ import annotations

import logging
import subprocess
import sys
import time

import pytest

from desktop_app.errors import (
    ShareEntryExists,
    ShareFull,
    ShareLoginRefused,
    ShareMissing,
    ShareReadOnly,
    ShareUnreachable,
    ShareWriteTorn,
    Unavailable,
)
from desktop_app.share.address import open_store
from desktop_app.share.attempts import Placed, place
from desktop_app.share.layout import SegmentPlace, segment_paths
from desktop_app.share.smb import SmbStore
from tests.proxy import network_before
from tests.samba import FULL_AFTER, PASSWORD

PATHS = segment_paths("1f2e3d4c", SegmentPlace("9f3c5a1e7b2d4860", 2026, 1))
DATA = bytes(range(250)) * 68
"""17 KB."""


@pytest.fixture
def folder(samba, tmp_path):
    found = samba.disk / tmp_path.name
    found.mkdir()
    return found


@pytest.fixture
def line(samba):
    with network_before(samba.port) as network:
        yield network


@pytest.mark.parametrize(
    ("user", "password"),
    [("founder", "wrong"), ("founder", ""), ("nobody-we-know", PASSWORD), ("", "")],
)
def test_who_is_not_let_in_is_told_so_without_the_password(samba, folder, user, password):
    address = str(samba.place(folder.name, user=user))
    with pytest.raises(ShareLoginRefused) as caught:
        open_store(address, password=password).list("")
    assert caught.value.facts == {"address": address, "user": user}


def test_a_share_nobody_has_made_and_a_server_nobody_has_started_are_told_apart(samba, folder, line):
    with pytest.raises(ShareMissing):
        samba.store(folder.name, share="elsewhere").list("")
    line.cut()
    with pytest.raises(ShareUnreachable):
        samba.store(folder.name, port=line.port).list("")


def test_a_read_only_share_is_read_and_says_that_nothing_can_be_written(samba, folder):
    samba.store(folder.name).put_new(PATHS(0), DATA)
    closed = samba.store(folder.name, share="closed")
    assert closed.get(PATHS(0)) == DATA
    assert closed.list("") == (PATHS(0),)
    for act in (
        lambda: closed.put_new(PATHS(1), DATA),
        lambda: closed.delete(PATHS(0)),
        lambda: closed.put_new("a", b""),
    ):
        with pytest.raises(ShareReadOnly):
            act()
    assert samba.store(folder.name).list("") == (PATHS(0),)


@pytest.mark.parametrize("room", FULL_AFTER)
def test_a_full_disk_leaves_nothing_torn_and_works_again_with_room(samba, folder, room):
    large = DATA * 150
    with pytest.raises(ShareFull):
        samba.store(folder.name, share=f"full-{room}").put_new(PATHS(0), large)
    assert samba.store(folder.name).list("") == ()
    assert place(samba.store(folder.name), PATHS, large).how is Placed.WRITTEN


def test_a_write_that_is_cut_at_any_byte_loses_nothing_and_heals_with_the_next_attempt(samba, folder, line):
    store = samba.store(folder.name, port=line.port)
    store.put_new("measure", DATA)
    before = line.sent
    samba.store(folder.name, port=line.port).put_new("measure.again", DATA)
    whole = line.sent - before
    torn = 0
    for number, at in enumerate(sorted({*range(1, whole, whole // 24), whole - 1, 5000, 12_345})):
        paths = segment_paths("1f2e3d4c", SegmentPlace(f"{number:016x}", 2026, 1))
        line.mend()
        store = samba.store(folder.name, port=line.port)
        line.cut(at)
        with pytest.raises(Unavailable):
            store.put_new(paths(0), DATA)
        line.mend()
        found = store.get(paths(0))
        torn += found not in {None, DATA}
        assert found is None or DATA.startswith(found)
        placement = place(store, paths, DATA)
        assert placement.how in {Placed.WRITTEN, Placed.THERE}
        assert store.get(placement.path) == DATA
    assert torn, "no cut fell into the middle of the file: the test proves nothing"


def test_a_store_goes_on_by_itself_once_the_network_is_there_again(samba, folder, line):
    store = samba.store(folder.name, port=line.port)
    store.put_new(PATHS(0), DATA)
    line.cut()
    with pytest.raises(ShareUnreachable):
        store.get(PATHS(0))
    line.mend()
    assert store.get(PATHS(0)) == DATA


@pytest.mark.parametrize("when", ["before connecting", "in the middle"])
def test_a_server_that_hangs_is_given_up_in_time(samba, folder, line, when):
    store = samba.store(folder.name, port=line.port)
    if when == "in the middle":
        store.list("")
    line.silent = True
    began = time.monotonic()
    with pytest.raises(ShareUnreachable):
        store.put_new(PATHS(0), DATA)
    assert time.monotonic() - began < 5


def test_a_slow_server_is_waited_for(samba, folder, line):
    store = samba.store(folder.name, port=line.port)
    line.delay = 0.02
    store.put_new(PATHS(0), DATA)
    assert store.get(PATHS(0)) == DATA


RACER = """
import sys
from desktop_app.errors import ShareEntryExists
from desktop_app.share.address import open_store
address, password, me = sys.argv[1:]
store = open_store(address, password=password)
store.list("")
print("ready", flush=True)
sys.stdin.readline()
won = []
for number in range(60):
    try:
        store.put_new(f"race/{number:03d}", me.encode() * 2000)
        won.append(number)
    except ShareEntryExists:
        pass
print(*won)
"""


def test_of_several_processes_exactly_one_wins_every_name(samba, folder):
    address = str(samba.place(folder.name))
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, address, PASSWORD, str(me)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for me in range(4)
    ]
    for racer in racers:
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        racer.stdin.write("go\n")
        racer.stdin.flush()
    won = [set(map(int, racer.communicate(timeout=60)[0].split())) for racer in racers]
    assert sorted(number for numbers in won for number in numbers) == list(range(60))
    assert sum(map(bool, won)) > 1, "one racer was alone: the test proves nothing"
    for me, numbers in enumerate(won):
        assert all((folder / "race" / f"{number:03d}").read_bytes() == str(me).encode() * 2000 for number in numbers)


def test_a_file_that_another_program_holds_for_a_moment_is_waited_for(samba, folder):
    held = samba.store(folder.name)
    held.put_new(PATHS(0), DATA)
    from smbprotocol.open import CreateDisposition, FilePipePrinterAccessMask, ImpersonationLevel, Open

    scanner = Open(held._session.tree(), rf"{folder.name}\{PATHS(0)}".replace("/", "\\"))
    scanner.create(
        ImpersonationLevel.Impersonation, FilePipePrinterAccessMask.FILE_READ_DATA, 0, 0, CreateDisposition.FILE_OPEN, 0
    )
    with pytest.raises(ShareUnreachable) as caught:
        samba.store(folder.name).get(PATHS(0))
    assert caught.value.problem == "0xC0000043"  # sharing violation, after less than a second
    scanner.close()
    assert samba.store(folder.name).get(PATHS(0)) == DATA


def test_an_entry_is_seen_while_it_is_written_and_then_whole(samba, folder):
    writer = samba.store(folder.name)
    writer.put_new("w/a", b"")
    file = writer._created("w/b", writer._name("w/b"))
    file.write(DATA[:100], 0)
    assert samba.store(folder.name).get("w/b") == DATA[:100]
    with pytest.raises(ShareEntryExists):
        samba.store(folder.name).put_new("w/b", DATA)
    file.close()


def test_what_reads_back_differently_is_torn(samba, folder):
    class Forgetful(SmbStore):
        def _write(self, file, data):
            super()._write(file, data[:-1])

    store = Forgetful(samba.place(folder.name), PASSWORD)
    with pytest.raises(ShareWriteTorn):
        store.put_new(PATHS(0), DATA)


def test_the_password_is_in_no_log_and_no_shown_form(samba, folder, caplog):
    with caplog.at_level(logging.DEBUG):
        store = samba.store(folder.name)
        store.put_new(PATHS(0), DATA)
    assert "smbprotocol" in {record.name.split(".")[0] for record in caplog.records}
    assert PASSWORD not in caplog.text + repr(store) + repr(store._session) + store.address
