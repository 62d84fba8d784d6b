"""Which published measure is served by what: the table in resources cannot say what the house does not have."""

from __future__ import annotations

import csv
import re

import pytest

from desktop_app.exchange.form_file import shipped_forms
from desktop_app.exchange.programme_file import read_programme, shipped_programmes
from desktop_app.exchange.record_file import shipped_inspection
from desktop_app.resources import resource_path

ROOT = resource_path("measures.csv").parent.parent
ROWS = {
    row["measure"]: row
    for row in csv.DictReader(resource_path("measures.csv").read_text(encoding="utf-8").splitlines())
}
PUBLISHED = {"H": 22, "T": 22, "K": 12, "Q": 18, "R": 15}
PROGRAMMES = {name: read_programme(path).programme for name, path in shipped_programmes()}
LABELLED = {
    code: {item.id for one in PROGRAMMES.values() for item in one.items if code in item.measures} for code in ROWS
}
SERVED = {code: [part for part in row["served_by"].split(";") if part] for code, row in ROWS.items()}


def test_every_published_measure_stands_once_and_in_order():
    assert list(ROWS) == [f"{letter}{n}" for letter, count in PUBLISHED.items() for n in range(1, count + 1)]
    assert sum(PUBLISHED.values()) == 89
    assert {row["class"] for row in ROWS.values()} == {"i", "ii", "iii"}


@pytest.mark.parametrize("code", list(ROWS))
def test_what_a_measure_is_said_to_be_served_by_exists(code):
    row, served = ROWS[code], SERVED[code]
    assert row["remark"]
    if row["class"] != "iii":
        assert served
    for part in served:
        match part.partition(":"):
            case ("not yet", "", ""):
                assert served == ["not yet"]
                assert row["unless"]
                assert not (ROOT / row["unless"]).exists(), f"{row['unless']} is there now: say what serves {code}"
                assert "未着手" in row["remark"]
            case ("items", "", ""):
                assert LABELLED[code]
            case ("form", ":", name):
                assert name in dict(shipped_forms())
            case ("inspection", ":", number):
                assert int(number) <= len(shipped_inspection().questions)
            case (path, "", ""):
                assert (ROOT / path).is_file(), path
            case _:
                pytest.fail(part)


def test_every_label_on_an_item_or_register_is_a_published_measure_that_the_table_tells():
    for programme in PROGRAMMES.values():
        for one in (*programme.items, *programme.registers):
            for code in one.measures:
                assert code in ROWS, (programme.id, code)
    told = {code for code, served in SERVED.items() if "items" in served}
    labelled = {code for code, items in LABELLED.items() if items}
    assert told == labelled


def test_what_software_cannot_do_is_never_said_to_be_done():
    """Class (iii): at most an item by which people confirm that others did it."""
    out_of_reach = {code: served for code, served in SERVED.items() if ROWS[code]["class"] == "iii"}
    assert all(served in ([], ["items"]) for served in out_of_reach.values())


def test_each_utility_is_answered_by_its_own_programme():
    for letter, name in (("H", "hokkaido"), ("T", "tohoku"), ("K", "kansai"), ("Q", "kyushu")):
        others = PROGRAMMES.keys() - {"hokkaido", "tohoku", "kansai", "kyushu"}
        labels = {code for one in (name, *others) for item in PROGRAMMES[one].items for code in item.measures}
        wanted = {c for c, s in SERVED.items() if c[0] == letter and "items" in s}
        assert wanted <= labels, name


def test_no_other_word_than_a_measure_is_used_as_a_label():
    assert all(re.fullmatch(r"[HTKQR]\d{1,2}", code) for code in ROWS)
