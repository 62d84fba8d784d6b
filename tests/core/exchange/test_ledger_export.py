"""The ledger as a file for other programs."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import re
import resource
import string
import tempfile
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.errors import FolderNotWritable, WritingStopped
from desktop_app.exchange.durable import write_whole
from desktop_app.exchange.ledger_export import write_ledger_csv, write_ledger_json, write_ledger_xlsx
from desktop_app.text import use_language

COLUMNS = (("number", "No."), ("name", "氏名"), ("employee_no", "社員番号"), ("on", "発令日"), ("remarks", "備考"))
PEOPLE = (
    (1, "\u9ad9橋　健一", "0000001", dt.date(2026, 10, 1), None),
    (2, "\U00020bb7田　誠", "0012345", dt.date(2027, 3, 31), "戻し1回、内線\n8-2210"),
    (3, "\u845b\U000e0100西　亮", "A01234", None, ""),
    (4, 'O\'Brien-Fitzgerald, "Jon"', "0012355", dt.date(2026, 12, 1), "−5度"),
)
WRITERS = pytest.mark.parametrize(
    "write", [write_ledger_csv, write_ledger_xlsx, write_ledger_json], ids=["csv", "xlsx", "json"]
)


@pytest.fixture(autouse=True)
def _in_english():
    """The sheet's name needs no catalogue here."""
    use_language("en")


def _written(write, tmp_path, rows, columns=COLUMNS, **more):
    out = tmp_path / "管理表"
    write(columns, rows, out, **more)
    return out


def _read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


def test_csv_opens_in_excel_as_it_is(tmp_path):
    data = _written(write_ledger_csv, tmp_path, PEOPLE[:1]).read_bytes()

    assert data.decode() == (
        '\ufeff"No.","氏名","社員番号","発令日","備考"\r\n"1","\u9ad9橋　健一","0000001","2026-10-01",""\r\n'
    )


def test_csv_keeps_names_zeros_quotes_and_line_ends(tmp_path):
    head, *rows = _read_csv(_written(write_ledger_csv, tmp_path, PEOPLE))

    assert head == [heading for _key, heading in COLUMNS]
    assert rows[1] == ["2", "\U00020bb7田　誠", "0012345", "2027-03-31", "戻し1回、内線\n8-2210"]
    assert rows[2][1] == "\u845b\U000e0100西　亮"
    assert rows[3][1] == 'O\'Brien-Fitzgerald, "Jon"'


RISKY = ["=1+1", "+81", "-5", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x"]


@pytest.mark.parametrize("text", RISKY, ids=ascii)
def test_csv_calculates_nothing(tmp_path, text):
    _head, row = _read_csv(_written(write_ledger_csv, tmp_path, [(-5, text, None, None, None)]))

    assert row[1] == f"'{text}"
    assert row[0] == "-5", "a number stays a number"


def _taken_back(cell):
    return cell[1:] if re.match(r"'+[=+\-@\t\r\n＝＋－＠]", cell) else cell


plain_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
texts = st.one_of(plain_texts, st.builds("{}{}".format, st.sampled_from([*RISKY, "'=", "''+", "'"]), plain_texts))


@settings(max_examples=80)
@given(rows=st.lists(st.tuples(texts, texts), max_size=8))
def test_csv_reads_back_equal_once_the_apostrophe_is_taken_away(tmp_path_factory, rows):
    out = tmp_path_factory.getbasetemp() / "round.csv"
    write_ledger_csv((("a", "a"), ("b", "b")), rows, out)

    assert [tuple(map(_taken_back, row)) for row in _read_csv(out)[1:]] == rows


def _sheet(path):
    with path.open("rb") as file:
        return openpyxl.load_workbook(file).active


def test_excel_gets_texts_numbers_and_real_dates(tmp_path):
    sheet = _sheet(_written(write_ledger_xlsx, tmp_path, PEOPLE))

    number, name, employee_no, on, remarks = sheet[3]
    day = dt.datetime(2027, 3, 31)  # noqa: DTZ001 - Excel knows no zones
    assert (number.value, number.data_type) == (2, "n")
    assert name.value == "\U00020bb7田　誠"
    assert (employee_no.value, employee_no.data_type, employee_no.number_format) == ("0012345", "s", "@")
    assert (on.value, on.is_date, on.number_format) == (day, True, "yyyy/mm/dd")
    assert remarks.value == "戻し1回、内線\n8-2210"
    assert [cell.value for cell in sheet[4]] == [3, "\u845b\U000e0100西　亮", "A01234", None, None]


@pytest.mark.parametrize("text", [*RISKY, "#N/A", "2026-10-01", "1e5", "TRUE"], ids=ascii)
def test_excel_keeps_every_text_a_text(tmp_path, text):
    out = _written(write_ledger_xlsx, tmp_path, [(1, text, None, None, None)])

    cell = _sheet(out)["B2"]
    assert cell.data_type == "s"
    assert cell.value == text.replace("\r", "\n")
    with zipfile.ZipFile(out) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_excel_shows_the_head_frozen_bold_filtered_and_wide_enough(tmp_path):
    sheet = _sheet(_written(write_ledger_xlsx, tmp_path, PEOPLE))

    assert [cell.value for cell in sheet[1]] == [heading for _key, heading in COLUMNS]
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E5"
    widths = {letter: sheet.column_dimensions[letter].width for letter in "ABCDE"}
    assert widths == {"A": 6, "B": 27, "C": 10, "D": 12, "E": 15}
    assert sheet.title == "Ledger"


@pytest.mark.parametrize("character", ["\0", "\x0b", "\x1b", "\ufffe", "\ud842"], ids=ascii)
def test_excel_shows_a_sign_for_what_xml_cannot_hold(tmp_path, character):
    sheet = _sheet(_written(write_ledger_xlsx, tmp_path, [(1, f"前{character}後", None, None, None)]))

    assert sheet["B2"].value == "前\ufffd後"


def test_excel_rows_are_never_in_clear_in_the_systems_temporary_folder(tmp_path, monkeypatch):
    elsewhere, before = tmp_path / "temporary", tempfile.tempdir
    elsewhere.mkdir()
    monkeypatch.setenv("TMPDIR", str(elsewhere))
    tempfile.tempdir = None  # asks the environment again
    seen = []

    try:
        assert tempfile.gettempdir() == str(elsewhere)
        seen += elsewhere.iterdir()
        _written(write_ledger_xlsx, tmp_path, _many(), progress=lambda *_: seen.extend(elsewhere.iterdir()))
    finally:
        tempfile.tempdir = before

    assert seen == []


def test_excel_does_not_take_typed_letters_for_a_control_character(tmp_path):
    out = _written(write_ledger_xlsx, tmp_path, [(1, "_x000D_ a_b", None, None, None)])

    with zipfile.ZipFile(out) as package:
        assert "_x005F_x000D_ a_b" in package.read("xl/worksheets/sheet1.xml").decode()


def test_excel_is_told_where_a_text_had_to_end(tmp_path):
    sheet = _sheet(_written(write_ledger_xlsx, tmp_path, [(1, "長" * 40_000, None, None, None)]))

    assert sheet["B2"].value == "長" * 32_766 + "…"


@settings(max_examples=25)
@given(rows=st.lists(st.tuples(st.text(string.printable + "髙\U00020bb7=＝'", max_size=20)), max_size=5))
def test_excel_reads_back_every_printable_text(tmp_path_factory, rows):
    out = tmp_path_factory.getbasetemp() / "round.xlsx"
    write_ledger_xlsx((("a", "a"),), rows, out)

    expected = [row[0].replace("\r\n", "\n").replace("\r", "\n") for row in rows]
    cleaned = [text.replace("\x0b", "\ufffd").replace("\x0c", "\ufffd") for text in expected]
    found = [row[0].value or "" for row in _sheet(out).iter_rows(min_row=2, max_row=len(rows) + 1)]
    assert found[: len(rows)] == cleaned


def test_json_is_one_object_with_columns_and_rows_by_key(tmp_path):
    data = _written(write_ledger_json, tmp_path, PEOPLE).read_bytes()

    content = json.loads(data)
    assert content["columns"][2] == {"key": "employee_no", "heading": "社員番号"}
    assert content["rows"][1] == {
        "number": 2,
        "name": "\U00020bb7田　誠",
        "employee_no": "0012345",
        "on": "2027-03-31",
        "remarks": "戻し1回、内線\n8-2210",
    }
    assert content["rows"][2]["on"] is None
    assert "\u9ad9橋".encode() in data
    assert data.endswith(b"\n]}\n")


def test_json_puts_nothing_before_texts_and_survives_a_lone_surrogate(tmp_path):
    content = json.loads(_written(write_ledger_json, tmp_path, [(1, "=1", "\ud842", None, "")]).read_bytes())

    assert content["rows"] == [{"number": 1, "name": "=1", "employee_no": "\ufffd", "on": None, "remarks": ""}]


@WRITERS
def test_an_empty_half_year_gives_a_file_with_its_head(tmp_path, write):
    assert _written(write, tmp_path, ()).stat().st_size > 50


@WRITERS
def test_rows_may_come_by_key(tmp_path, write):
    keys = [key for key, _heading in COLUMNS]
    by_order = _written(write, tmp_path, PEOPLE)
    (tmp_path / "mappings").mkdir()
    by_key = _written(write, tmp_path / "mappings", (dict(zip(keys, row, strict=True)) for row in PEOPLE))

    if write is write_ledger_xlsx:  # a workbook holds the time of writing
        assert [list(row) for row in _sheet(by_key).values] == [list(row) for row in _sheet(by_order).values]
    else:
        assert by_key.read_bytes() == by_order.read_bytes()


@WRITERS
def test_a_row_of_another_length_is_a_mistake_and_leaves_nothing(tmp_path, write):
    with pytest.raises(ValueError, match="each column"):
        _written(write, tmp_path, [(1, "a")])

    assert list(tmp_path.iterdir()) == []


def _many():
    return [(number, f"異動 {number}", f"{number:07}", None, "") for number in range(2500)]


@WRITERS
def test_progress_is_told_every_thousand_rows_and_at_the_end(tmp_path, write):
    told = []
    _written(write, tmp_path, _many(), progress=lambda done, expected: told.append((done, expected)))

    assert told == [(0, 2500), (1000, 2500), (2000, 2500), (2500, 2500)]


@WRITERS
def test_stopping_leaves_the_former_file_and_nothing_beside_it(tmp_path, write):
    (tmp_path / "管理表").write_bytes(b"former")
    asked = []

    def stop():
        asked.append(1)
        return len(asked) > 2

    with pytest.raises(WritingStopped):
        _written(write, tmp_path, _many(), stop=stop)

    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"former"]


@WRITERS
def test_a_former_file_is_replaced_whole(tmp_path, write):
    (tmp_path / "管理表").write_bytes(b"x" * 1_000_000)
    _written(write, tmp_path, PEOPLE)

    assert (tmp_path / "管理表").stat().st_size < 20_000
    assert len(list(tmp_path.iterdir())) == 1


@WRITERS
def test_a_folder_that_is_not_there_is_said_so(tmp_path, write):
    with pytest.raises(FolderNotWritable) as refused:
        write(COLUMNS, PEOPLE, tmp_path / "gone" / "管理表.csv")

    assert refused.value.path == str(tmp_path / "gone")
    assert refused.value.name == "管理表.csv"
    assert refused.value.trouble == "missing"


def test_a_folder_of_that_name_is_left_alone(tmp_path):
    (tmp_path / "管理表").mkdir()

    with pytest.raises(FolderNotWritable) as refused:
        _written(write_ledger_csv, tmp_path, PEOPLE)
    assert refused.value.trouble == "denied"
    assert [path.name for path in tmp_path.iterdir()] == ["管理表"]


@pytest.fixture
def disk_full_after_2000_bytes():
    """The kernel refuses to let any file of this process grow further."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@WRITERS
def test_a_full_disk_is_said_so_and_leaves_the_former_file(tmp_path, write, disk_full_after_2000_bytes):
    (tmp_path / "管理表").write_bytes(b"former")

    with pytest.raises(FolderNotWritable) as refused:
        _written(write, tmp_path, _many())

    assert refused.value.trouble == "full"
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"former"]


def test_the_file_can_be_read_by_those_who_may_read_the_folder(tmp_path):
    umask = os.umask(0o022)
    try:
        out = _written(write_ledger_csv, tmp_path, PEOPLE)
    finally:
        os.umask(umask)

    assert out.stat().st_mode & 0o777 == 0o644


def test_the_longest_name_a_file_can_have_is_written(tmp_path):
    out = tmp_path / ("長" * 83 + ".csv")
    write_whole(out, b"x")

    assert out.read_bytes() == b"x"
