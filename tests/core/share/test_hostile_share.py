"""Whoever runs the share changes files at will: nothing changed is believed, all of it is told, the rest comes in."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from desktop_app.share.exchange import run_errand
from desktop_app.share.layout import read_segment_path
from desktop_app.share.marker import workplace_id
from desktop_app.usecases.share_errand import Trust, errand_for
from tests.core.share.hostile import GOLDEN, Material, spoilt
from tests.core.share.test_golden_share import empty_home, told_by
from tests.simulation.faulty_share import Disk, FaultyShare

MUTATIONS = 10_000
WHOLE_VISITS = 40


@pytest.fixture(scope="module")
def material() -> Material:
    made = Material()
    assert all(made.believes(path, data) for path, data in made.files.items() if not path.endswith((".enr", ".ret")))
    return made


def test_no_prefix_of_a_segment_of_three_kilobytes_is_believed(material):
    path = next(
        path for path in material.files if read_segment_path(path) and 2_500 < len(material.files[path]) < 4_500
    )
    data = material.files[path]
    assert [end for end in range(len(data)) if material.believes(path, data[:end])] == []


@pytest.mark.parametrize("kind", [".seg", ".crt", ".bin", "STORE.json"])
def test_no_flipped_bit_of_a_small_file_of_any_kind_is_believed(material, kind: str):
    path = material.small(kind)
    data = material.files[path]
    believed = [
        (at, bit)
        for at in range(len(data))
        for bit in range(8)
        if material.believes(path, data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :])
    ]
    assert believed == []


def test_ten_thousand_changed_files_are_all_refused(material):
    chance = random.Random(20261127)
    paths = sorted(
        path for path in material.files if not path.endswith((".enr", ".ret")) and len(material.files[path]) < 9_000
    )
    believed = []
    for number in range(MUTATIONS):
        path = paths[number % len(paths)]
        others = [material.files[other] for other in paths if other != path]
        if material.believes(path, spoilt(material.files[path], others, chance)):
            believed.append((number, path))
    assert believed == []


def test_a_changed_file_is_told_and_everything_else_still_comes_in(tmp_path: Path, material):
    told = told_by(GOLDEN)
    app = empty_home(tmp_path / "home", told)
    trust = Trust(material.root, workplace_id(material.root, told["org_code"]))
    errand = errand_for(app, "memory", trust)
    segments = sorted(path for path in material.files if read_segment_path(path))
    chance = random.Random(20261128)
    for number in range(WHOLE_VISITS):
        path = segments[number % len(segments)]
        others = [material.files[other] for other in segments if other != path]
        disk = Disk(material.files | {path: spoilt(material.files[path], others, chance)})
        carried = run_errand(FaultyShare(disk, chance), errand)
        place = read_segment_path(path)
        assert place is not None
        assert carried.trouble is None
        assert path in {one.path for one in carried.pending}
        later = {
            p for p in segments if (q := read_segment_path(p)) and q.device_id == place.device_id and q.seq >= place.seq
        }
        assert {one.path for one in carried.arrived} == set(segments) - later
        assert material.files.keys() <= disk.files.keys()
    app.close()
