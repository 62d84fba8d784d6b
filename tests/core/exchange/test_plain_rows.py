"""Reading column by column judges nothing differently from reading row by row, whatever stands in the file."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app import errors
from desktop_app.exchange.announcement import read_announcement
from desktop_app.exchange.tables import RawTable

HEAD = ("社員番号", "氏名", "フリガナ", "発令日", "内示日", "所属コード", "異動先会社", "異動先部署", "異動種別", "特")
TODAY = dt.date(2026, 11, 20)
CELLS = (
    ("0012345", "0012346", "A001234", "12345", "", "0012345\n", "社員番号", "００１２３４５", "#N/A", "1-2"),
    (
        "佐藤　太郎",
        "佐藤 太郎",
        "\ufa11山　美咲",
        "\U00020bb7田　誠",
        "",
        " ",
        "以上",
        "佐藤?",
        "Nguyễn Thị",
        "\ue000山",
    ),
    ("サトウ　タロウ", "ｻﾄｳ", "さとう", "", "SATO", "サトウ\u200bタロウ"),
    ("2026/12/1", "R8.12.1", "12/1", "2026/2/30", "", "きのう", "46000", "2020/1/1", "2099/1/1", "1/2/2026"),
    ("2026/11/1", "", "2026/12/24", "?"),
    ("NSC01", "nsc01", "CDC01", "", " ", "1", "ＮＳＣ０１", "X" * 30),
    ("あおば電力株式会社", "", "\u0007", "みなと電力", "甲" * 120),
    ("電力小売部", "", "=1+1", "'=1+1"),
    ("転籍", "出向", ""),
    ("○", "×", "", "たぶん", "1"),
)
ROW = st.tuples(*(st.sampled_from(cells) for cells in CELLS))
PLAIN = st.just(tuple(cells[0] for cells in CELLS))
ODD = st.sampled_from([(), ("",), ("以上",), HEAD, ("", "", "（以下余白）"), ("0012399",), ("0012345", "佐藤　太郎")])


def both_ways(rows, **how):
    """Read the same rows as a CSV's and as a workbook's, whose rows are always read one by one."""
    asked = {"today": TODAY, "own_org_code": "NSC01", **how}
    results = []
    for encoding in ("utf-8", None):
        try:
            read = read_announcement(RawTable((HEAD, *rows), encoding, ",", None, ""), **asked)
            results.append((read.columns, tuple(read.rows), read.findings, read.own_only().findings))
        except errors.TableEmpty:
            results.append("empty")
    return results


@given(st.lists(PLAIN | ROW | ODD, max_size=12), st.sampled_from([(), ("0012345",), ("0012399",)]))
@settings(max_examples=150)
def test_the_short_way_and_the_long_way_say_the_same(rows, known):
    quick, careful = both_ways(rows, known_employee_nos=known)
    assert quick == careful


@given(st.lists(PLAIN | ROW, min_size=1, max_size=6), st.sampled_from([{"CDC01"}, {"X"}, set()]))
@settings(max_examples=40)
def test_so_do_they_for_a_workplace_that_was_merged(rows, also_own):
    quick, careful = both_ways(rows, also_own=frozenset(also_own))
    assert quick == careful


def test_rows_are_made_when_they_are_asked_for_and_equal_each_time():
    row = tuple(cells[0] for cells in CELLS)
    other = replace_cell(row, 0, "0012399")
    read = read_announcement(RawTable((HEAD, row, other), "utf-8", ",", None, ""), today=TODAY, own_org_code="NSC01")
    assert read.rows[0] == read.rows[0]
    assert [one.row for one in read.rows[1:]] == [3]
    assert read.rows == (read.rows[0], read.rows[1])
    assert read.rows != (read.rows[0],)
    assert replace(read.rows[0], name="") not in list(read.rows)
    with pytest.raises(IndexError):
        read.rows[2]


def replace_cell(row, place, value):
    return (*row[:place], value, *row[place + 1 :])
