"""Tables as files bring them, and the files that bring none."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import hashlib
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app import errors
from desktop_app.exchange import tables
from desktop_app.exchange.tables import read_table

HEAD = ("社員番号", "氏名", "発令日")
ROWS = (HEAD, ("0012345", "佐藤　太郎", "令和8年12月1日"), ("0012346", "\u9ad9橋　健一", "R8.12.1"))
ENCODINGS = ("cp932", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
DELIMITERS = (",", "\t", ";")


def as_text(rows, delimiter=",", line_end="\r\n"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return out.getvalue()


def as_workbook(rows, *sheets, title="発令"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for name, state, more in sheets:
        sheet = book.create_sheet(name, 0)
        sheet.sheet_state = state
        for row in more:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def read(tmp_path):
    def write_and_read(data, **how):
        path = tmp_path / "announcement"
        path.write_bytes(data)
        return read_table(path, **how)

    return write_and_read


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encoding_and_delimiter_are_found_out(read, encoding, delimiter, line_end):
    data = as_text(ROWS, delimiter, line_end).encode(encoding)
    table = read(data)
    assert table.rows == ROWS
    assert table.delimiter == delimiter
    assert table.encoding == encoding.replace("utf-16", "utf-16-le") if encoding == "utf-16" else encoding
    assert table.source_sha256 == hashlib.sha256(data).hexdigest()


def test_big_endian_with_bom(read):
    assert read("\ufeff".encode("utf-16-be") + as_text(ROWS).encode("utf-16-be")).rows == ROWS


def test_what_the_caller_says_goes_first(read):
    table = read(as_text(ROWS, ";").encode("utf-8"), encoding="UTF8", delimiter=",")
    assert table.rows[0] == ("社員番号;氏名;発令日",)
    assert read(as_text(ROWS).encode("cp932"), encoding="Shift_JIS").encoding == "cp932"


def test_line_ends_quotes_and_delimiters_inside_cells_stay(read):
    rows = (HEAD, ("1", 'O\'Brien-Fitzgerald, "Jo"\nJonathan', "2026/12/1"), ("2", "a;b\tc", "x"))
    assert read(as_text(rows).encode("utf-8")).rows == rows


def test_row_numbers_are_those_of_the_file(read):
    table = read("発令一覧\r\n\r\n社員番号,氏名\r\n\r\n1,佐藤\r\n,\r\n\r\n".encode("cp932"))
    assert table.rows[0] == ("発令一覧",)
    assert table.rows[1] == ()
    assert table.rows[4] == ("1", "佐藤")
    assert len(table.rows) == 5


def test_excel_cells_keep_their_kind(read):
    day = dt.date(2026, 12, 1)
    morning = dt.datetime(2026, 12, 1, 9)  # noqa: DTZ001 - Excel knows no time zones
    table = read(as_workbook([["番号", "日"], ["0012345", day], [12345, 46357], [1.5, morning], [True]]))
    assert table.rows == (("番号", "日"), ("0012345", day), (12345, 46357), (1.5, day), ("TRUE",))
    assert (table.sheet, table.sheets, table.encoding, table.delimiter) == ("発令", ("発令",), None, None)


def test_japanese_era_formats_are_dates(read):
    book = openpyxl.Workbook()
    book.active.append(["発令日", "x"])
    book.active.append([46357, "x"])
    book.active["A2"].number_format = '[$-411]ggge"年"m"月"d"日"'
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue()).rows[1][0] == dt.date(2026, 12, 1)


def test_the_first_visible_sheet_with_cells_is_read_or_the_named_one(read):
    data = as_workbook(ROWS, ("表紙", "visible", []), ("作業用", "hidden", [["x", "y"]]))
    table = read(data)
    assert (table.sheet, table.sheets, table.rows) == ("発令", ("表紙", "発令"), ROWS)
    assert read(data, sheet="作業用").rows == (("x", "y"),)
    with pytest.raises(errors.SheetUnknown) as refusal:
        read(data, sheet="別表")
    assert refusal.value.sheets == ("表紙", "発令")


def test_a_formula_counts_with_its_last_value_and_nothing_is_calculated(read):
    book = openpyxl.Workbook()
    book.active.append(["社員番号", "氏名"])
    book.active.append(["=1+1", '=HYPERLINK("http://invalid.invalid","佐藤")'])
    book.active.append(["3", "鈴木"])
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue()).rows[1:] == ((), ("3", "鈴木"))


def test_a_workbook_that_lies_about_its_size_is_read_as_it_is(read):
    data = as_workbook(ROWS)
    assert read(repacked(data, "xl/worksheets/sheet1.xml", b'ref="A1:C3"', b'ref="A1:XFD1048576"')).rows == ROWS
    assert read(repacked(data, "xl/worksheets/sheet1.xml", b'ref="A1:C3"', b'ref="A1"')).rows == ROWS


def repacked(data, part, old, new):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == part:
                assert old in content
                content = content.replace(old, new)
            target.writestr(info.filename, content)
    return out.getvalue()


def package(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return out.getvalue()


def compound(*streams):
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + b"".join(name.encode("utf-16-le") for name in streams)


BOOK = as_workbook(ROWS)
BAD_FILES = [
    ("nothing at all", b"", errors.TableEmpty, {}),
    ("only a BOM", b"\xef\xbb\xbf", errors.TableEmpty, {}),
    ("blank lines", b"\r\n\r\n \r\n", errors.TableEmpty, {}),
    ("zeros", bytes(4096), errors.TableEmpty, {}),
    ("only delimiters", b",,,\r\n,,,\r\n", errors.TableEmpty, {}),
    ("an empty workbook", as_workbook([]), errors.TableEmpty, {}),
    ("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", errors.NotATable, {"looks_like": "pdf"}),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), errors.NotATable, {"looks_like": "image"}),
    ("a program", b"MZ\x90\x00\x03" + bytes(range(256)), errors.NotATable, {"looks_like": "program"}),
    ("random bytes", hashlib.shake_256(b"seed").digest(5000), errors.NotATable, {}),
    ("text with NULs", b"a,b\r\n1,\x002\r\n" * 9, errors.NotATable, {}),
    ("mostly control characters", b"a,\x01\x02\x03\x04\r\n" * 9, errors.NotATable, {}),
    ("a web page called .xls", "<html><table><tr><td>社員番号".encode(), errors.NotATable, {"looks_like": "web page"}),
    ("an archive", package(readme_DOT_txt="x"), errors.NotATable, {"looks_like": "archive"}),
    ("a text document", package(word__document_DOT_xml="<x/>"), errors.NotATable, {"looks_like": "document"}),
    ("a compound file", compound("WordDocument"), errors.NotATable, {}),
    ("a workbook with a password", compound("EncryptionInfo", "EncryptedPackage"), errors.WorkbookLocked, {}),
    ("an old workbook", compound("Workbook"), errors.WorkbookTooOld, {"kind": "xls"}),
    ("a binary workbook", package(xl__workbook_DOT_bin="x"), errors.WorkbookTooOld, {"kind": "xlsb"}),
    ("half a workbook", BOOK[: len(BOOK) // 2], errors.WorkbookDamaged, {}),
    ("a workbook of junk", package(xl__workbook_DOT_xml="<junk"), errors.WorkbookDamaged, {}),
    (
        "a workbook with a broken sheet",
        repacked(BOOK, "xl/worksheets/sheet1.xml", b"</sheetData>", b"<row"),
        errors.WorkbookDamaged,
        {},
    ),
    ("EUC-JP", as_text(ROWS * 3).encode("euc_jp", "ignore"), errors.EncodingUnknown, {}),
    ("JIS with escapes", as_text((HEAD,)).encode("iso2022_jp"), errors.EncodingUnknown, {"encoding": "iso-2022-jp"}),
    ("UTF-32", as_text(ROWS).encode("utf-32"), errors.EncodingUnknown, {"encoding": "utf-32"}),
    ("UTF-8 cut in a character", as_text(ROWS).encode()[:-10] + b"\xe5", errors.EncodingUnknown, {"encoding": None}),
    ("UTF-16 with an odd byte", as_text(ROWS).encode("utf-16") + b"\x00", errors.EncodingUnknown, {}),
    ("a quote that never closes", 'a,b\r\n1,"佐藤\r\n2,鈴木\r\n'.encode(), errors.QuoteNotClosed, {"row": 2}),
    ("too many columns", b",".join([b"x"] * 501), errors.TableTooLarge, {"what": "columns", "limit": 500}),
    ("too many rows", b"x,y\n" * 200_001, errors.TableTooLarge, {"what": "rows", "limit": 200_000}),
]


@pytest.mark.parametrize(("data", "error", "facts"), [row[1:] for row in BAD_FILES], ids=[row[0] for row in BAD_FILES])
def test_what_is_no_table_is_refused_with_its_reason(read, data, error, facts):
    with pytest.raises(error) as refusal:
        read(data)
    assert {name: refusal.value.facts[name] for name in facts} == facts


def test_files_that_cannot_be_opened(tmp_path):
    for path, reason in ((tmp_path / "none.csv", "missing"), (tmp_path, "folder"), (tmp_path / ("x" * 300), "device")):
        with pytest.raises(errors.TableUnreadable) as refusal:
            read_table(path)
        assert refusal.value.reason == reason


def test_a_huge_file_is_refused_before_it_is_read_whole(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    with pytest.raises(errors.TableTooLarge) as refusal:
        read_table(path)
    assert (refusal.value.what, refusal.value.limit) == ("bytes", tables.MAX_BYTES)


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_unopened(read):
    bomb = repacked(BOOK, "xl/worksheets/sheet1.xml", b"</sheetData>", b"</sheetData>" + b" " * 1000)
    size_at = bomb.rindex(b"PK\x01\x02") + 24  # uncompressed size in the last entry of the directory
    bomb = bomb[:size_at] + (2_000_000_000).to_bytes(4, "little") + bomb[size_at + 4 :]
    with pytest.raises(errors.TableTooLarge) as refusal:
        read(bomb)
    assert refusal.value.what == "unpacked"


@pytest.mark.parametrize("encoding", ["klingon", "", "utf-8\x00", "base64"])
def test_an_unknown_encoding_is_refused(read, encoding):
    with pytest.raises(errors.EncodingUnknown):
        read(as_text(ROWS).encode(), encoding=encoding)


def test_an_encoding_that_is_never_guessed_is_read_on_request(read):
    assert read(as_text((HEAD,)).encode("euc_jp"), encoding="EUC-JP").rows == (HEAD,)


def test_a_wrongly_named_encoding_is_refused_not_garbled(read):
    with pytest.raises(errors.EncodingUnknown) as refusal:
        read(as_text(ROWS).encode("cp932"), encoding="utf-8")
    assert refusal.value.encoding == "utf-8"


def test_reading_tells_how_far_it_is_and_can_be_stopped(read):
    data = as_text([HEAD, *[("1", "佐藤", "x")] * 4999]).encode("cp932")
    told = []
    read(data, progress=lambda done, expected: told.append((done, expected)))
    assert told == [(1000, 5000), (2000, 5000), (3000, 5000), (4000, 5000), (5000, 5000), (5000, 5000)]
    with pytest.raises(errors.ReadingStopped):
        read(data, stop=lambda: True)


NAMES = st.text(
    st.sampled_from("佐藤\u9ad9\ufa11\ufa19太郎一ーヱ　,;\t\"'\nO’Brien 0123\u200b\U00020bb7\u845b\U000e0100김ễ"),
    min_size=1,
    max_size=8,
)
PEOPLE = st.lists(st.tuples(st.from_regex(r"[0A-Z][0-9]{4,6}", fullmatch=True), NAMES), min_size=1, max_size=6)


@settings(max_examples=60)
@given(PEOPLE, st.sampled_from(ENCODINGS), st.sampled_from(DELIMITERS))
def test_any_announcement_reads_back_the_same_from_text(tmp_path_factory, people, encoding, delimiter):
    rows = (HEAD, *((number, name, "令和8年12月1日") for number, name in people))
    if encoding == "cp932":
        rows = tuple(tuple(cell.encode("cp932", "ignore").decode("cp932") for cell in row) for row in rows)
    path = tmp_path_factory.mktemp("any") / "a.csv"
    path.write_bytes(as_text(rows, delimiter).encode(encoding))
    assert read_table(path).rows == rows


@settings(max_examples=20)
@given(PEOPLE)
def test_any_announcement_reads_back_the_same_from_excel(tmp_path_factory, people):
    day = dt.date(2026, 12, 1)
    rows = (HEAD, *((number, name, day) for number, name in people))
    path = tmp_path_factory.mktemp("any") / "a.xlsx"
    path.write_bytes(as_workbook(rows))
    assert read_table(path).rows == rows


@settings(max_examples=100)
@given(st.one_of(st.binary(min_size=1, max_size=200), st.text(max_size=80).map(str.encode)))
def test_any_bytes_are_a_table_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "a"
    path.write_bytes(data)
    with contextlib.suppress(errors.BadInput):
        assert read_table(path).rows


@settings(max_examples=60)
@given(st.integers(0, len(BOOK) - 1), st.integers(1, 255))
def test_a_workbook_with_any_byte_changed_is_read_or_refused(tmp_path_factory, position, change):
    data = bytearray(BOOK)
    data[position] ^= change
    path = tmp_path_factory.mktemp("any") / "a.xlsx"
    path.write_bytes(data)
    with contextlib.suppress(errors.BadInput):
        assert read_table(path).rows
