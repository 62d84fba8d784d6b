"""What released versions wrote is read for ever: shares frozen by golden_share, replayed byte for byte."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop_app.app import App
from desktop_app.errors import SegmentDamaged
from desktop_app.home import Home
from desktop_app.journal.segment import FORMAT, parse_segment
from desktop_app.keys.identity import read_certificate
from desktop_app.keys.witness import FileWitness
from desktop_app.share.exchange import run_errand
from desktop_app.share.folder import FolderStore
from desktop_app.share.marker import workplace_id
from desktop_app.store.database import create_database
from desktop_app.store.record import Device, Record
from desktop_app.usecases.share_errand import Trust, errand_for
from desktop_app.usecases.taking_in import take_in
from tests.homes import surroundings

GOLDEN = sorted((Path(__file__).parent / "golden").iterdir())


def told_by(golden: Path) -> dict[str, Any]:
    return dict(json.loads((golden / "told.json").read_text(encoding="utf-8")))


def empty_home(folder: Path, told: dict[str, Any]) -> App:
    """A home that knows nothing but the years' keys, as after an enrolment."""
    home = Home(folder)
    folder.mkdir()
    record = Record(create_database(home.database, bytes(32)))
    record.desk.put_secrets({name: secret.encode() for name, secret in told["secrets"].items()})
    around = surroundings()
    return App(
        home, record, Device("f" * 16, lambda _: b""), FileWitness(home.witness, bytes(32)), around, home.lock(), b""
    )


def test_the_newest_format_is_among_the_frozen():
    written = {parse_segment(path.read_bytes()).header.format for golden in GOLDEN for path in golden.rglob("*.seg")}
    assert written == set(range(1, FORMAT + 1))


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.name)
def test_a_frozen_share_is_replayed_whole_and_left_as_it_is(tmp_path: Path, golden: Path):
    told = told_by(golden)
    shutil.copytree(golden / "share", tmp_path / "share")
    before = {path: path.read_bytes() for path in (tmp_path / "share").rglob("*") if path.is_file()}
    app = empty_home(tmp_path / "home", told)
    root = read_certificate(told["root"].encode())
    trust = Trust(root, workplace_id(root, told["org_code"]))
    store = FolderStore(tmp_path / "share")
    carried = run_errand(store, errand_for(app, store.address, trust))
    taken = take_in(app, carried.arrived)
    assert (carried.trouble, carried.pending, taken.pending) == (None, [], ())
    assert dict(app.record.heads()) == told["heads"]
    assert sorted(entry.hash for entry in app.record.entries()) == told["entries"]
    assert sorted(app.cases.people()) == told["people"]
    assert sorted(app.files.names()) == told["files"]
    after = {path: path.read_bytes() for path in (tmp_path / "share").rglob("*") if path.is_file()}
    assert after == before
    app.close()


def test_a_header_that_lies_about_its_format_is_not_believed():
    path = next((GOLDEN[0].parent / "format-1").rglob("*.seg"))
    for number in (b"0", b"2", b"9", b"01", b"99999", b"-1", b" 1"):
        with pytest.raises(SegmentDamaged):
            parse_segment(path.read_bytes().replace(b"sekisho-segment 1", b"sekisho-segment " + number, 1))
