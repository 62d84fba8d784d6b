"""Tables as files bring them: CSV in any usual encoding, or an Excel workbook, as rows of plain cells.

Nothing in a workbook is executed; formulas count with the value they last had. What a cell means is not
decided here. Numbers and dates of Excel stay numbers and dates, text stays exactly the text.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from desktop_app.errors import (
    NotATable,
    QuoteNotClosed,
    ReadingStopped,
    SekishoError,
    SheetUnknown,
    TableEmpty,
    TableTooLarge,
    TableUnreadable,
    WorkbookDamaged,
    WorkbookLocked,
    WorkbookTooOld,
)
from desktop_app.exchange.encodings import decode, tell_delimiter

MAX_BYTES = 50_000_000
MAX_UNPACKED_BYTES = 1_000_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 500

Cell = str | int | float | dt.date | None
Row = tuple[Cell, ...]
Progress = Callable[[int, int], None]
Stop = Callable[[], bool]

STEP = 1000  # rows between two looks at progress and stop
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_MAGIC = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
)


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as it stands in the file. Row n of the file, as Excel counts, is ``rows[n - 1]``.

    *encoding* and *delimiter* are None for a workbook; *sheet* and *sheets* are None and empty for text.
    """

    rows: tuple[Row, ...]
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    source_sha256: str
    sheets: tuple[str, ...] = ()


def read_table(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> RawTable:
    """Read a CSV or Excel file; what is not given is found out from the contents (never from the name).

    *progress* is told (rows read, rows expected or 0), *stop* is asked, about every thousand rows.
    Raises TableUnreadable, TableTooLarge, TableEmpty, NotATable, EncodingUnknown, QuoteNotClosed, WorkbookLocked,
    WorkbookTooOld, WorkbookDamaged, SheetUnknown, ReadingStopped.
    """
    data = _read_bytes(path)
    digest = hashlib.sha256(data).hexdigest()
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise TableEmpty
    watch = Watch(progress, stop)
    if data.startswith(b"PK\x03\x04"):
        rows, chosen, sheets = _read_workbook(data, sheet, watch)
        table = RawTable(rows, None, None, chosen, digest, sheets)
    else:
        _refuse_other_formats(data)
        text, encoding = decode(data, encoding)
        _refuse_web_page(text)
        delimiter = delimiter or tell_delimiter(text)
        rows = _read_text(text, delimiter, watch)
        table = RawTable(rows, encoding, delimiter, None, digest)
    if not table.rows:
        raise TableEmpty
    return table


@dataclass(frozen=True, slots=True)
class Watch:
    """Who wants to know how far the reading is, and who may stop it."""

    progress: Progress | None
    stop: Stop | None

    def look(self, done: int, expected: int) -> None:
        """Tell and ask; raises ReadingStopped."""
        if self.stop and self.stop():
            raise ReadingStopped
        if self.progress:
            self.progress(done, max(done, expected))


def _read_bytes(path: Path) -> bytes:
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise TableUnreadable(reason="device")  # a pipe would keep us waiting for ever
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise TableUnreadable(reason="missing") from None
    except IsADirectoryError:
        raise TableUnreadable(reason="folder") from None
    except PermissionError:
        # Windows answers so for a folder as well, and for a file that Excel holds open.
        raise TableUnreadable(reason="folder" if path.is_dir() else "denied") from None
    except (OSError, ValueError):
        raise TableUnreadable(reason="device") from None
    if len(data) > MAX_BYTES:
        raise TableTooLarge(what="bytes", limit=MAX_BYTES)
    return data


def _refuse_other_formats(data: bytes) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise WorkbookLocked
        if any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book")):
            raise WorkbookTooOld(kind="xls")
        raise NotATable(looks_like="unknown")
    for magic, kind in _MAGIC:
        # Two letters alone may begin an honest text; a program or picture has a NUL soon after.
        if data.startswith(magic) and (len(magic) > len("MZ") or b"\x00" in data[:64]):
            raise NotATable(looks_like=kind)


def _refuse_web_page(text: str) -> None:
    start = text[:1000].lstrip().lower()
    if start.startswith(("<!doctype html", "<html", "<table", "<?xml", "{\\rtf")):
        raise NotATable(looks_like="web page" if "html" in start or "<table" in start else "document")


def _read_text(text: str, delimiter: str, watch: Watch) -> tuple[Row, ...]:
    """Return the rows of a text, a thousand at a time; what is odd about one is found out row by row."""
    expected = text.count("\n") or text.count("\r")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        while part := list(map(tuple, islice(reader, STEP))):
            rows += part
            watch.look(len(rows), expected)
    except csv.Error:
        return _collect(_csv_rows(text, delimiter), expected, watch)
    if len(rows) > MAX_ROWS or max(map(len, rows), default=0) > MAX_COLUMNS:
        return _collect(iter(rows), expected, watch)
    while rows and not any(rows[-1]):
        rows.pop()
    watch.look(len(rows), len(rows))
    if not all(map(any, rows)):
        rows = [row if any(row) else () for row in rows]
    return tuple(rows)


def _csv_rows(text: str, delimiter: str) -> Iterator[Row]:
    # Strict, because a quote that never closes would otherwise swallow all further people into one cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error:
            raise QuoteNotClosed(row=number) from None
        if row is None:
            return
        yield tuple(row)


def _collect(rows: Iterable[Row], expected: int, watch: Watch) -> tuple[Row, ...]:
    """Gather the rows, without the empty ones at the end."""
    kept: list[Row] = []
    last = 0
    for number, row in enumerate(rows, start=1):
        if number % STEP == 0:
            watch.look(number, expected)
        if any(row):
            if last >= MAX_ROWS:
                raise TableTooLarge(what="rows", limit=MAX_ROWS)
            kept.extend(() for _ in range(number - 1 - len(kept)))
            kept.append(row if len(row) <= MAX_COLUMNS else _without_empty_end(row))
            last += 1
    watch.look(len(kept), len(kept))
    return tuple(kept)


def _without_empty_end(row: Row) -> Row:
    end = max(index for index, cell in enumerate(row, start=1) if cell not in {None, ""})
    if end > MAX_COLUMNS:
        raise TableTooLarge(what="columns", limit=MAX_COLUMNS)
    return row[:end]


def _read_workbook(data: bytes, sheet: str | None, watch: Watch) -> tuple[tuple[Row, ...], str, tuple[str, ...]]:
    import openpyxl

    with warnings.catch_warnings():
        # openpyxl warns about styles and extensions that do not concern the values.
        warnings.simplefilter("ignore")
        try:
            _refuse_other_packages(data)
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                return _read_sheet(book, sheet, watch)
            finally:
                book.close()
        except SekishoError:
            raise
        except Exception as broken:  # whatever openpyxl and zipfile make of a damaged file
            raise WorkbookDamaged from broken


def _refuse_other_packages(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {info.filename: info for info in package.infolist()}
    if "xl/workbook.bin" in parts:
        raise WorkbookTooOld(kind="xlsb")
    if "xl/workbook.xml" not in parts:
        raise NotATable(looks_like="document" if "mimetype" in parts or "word/document.xml" in parts else "archive")
    if any(info.flag_bits & 1 for info in parts.values()):
        raise WorkbookLocked
    if sum(info.file_size for info in parts.values()) > MAX_UNPACKED_BYTES:
        raise TableTooLarge(what="unpacked", limit=MAX_UNPACKED_BYTES)


def _read_sheet(book: Any, sheet: str | None, watch: Watch) -> tuple[tuple[Row, ...], str, tuple[str, ...]]:
    visible = tuple(tab.title for tab in book.worksheets if tab.sheet_state == "visible")
    if sheet is not None and sheet not in book.sheetnames:
        raise SheetUnknown(sheet=sheet, sheets=visible)
    for title in (sheet,) if sheet is not None else visible:
        tab = book[title]
        expected = tab.max_row or 0
        # What the file says about its size pads every row, or cuts rows off, when it is wrong.
        tab.reset_dimensions()
        rows = _collect(_sheet_rows(tab), expected, watch)
        if rows:
            return rows, str(title), visible
    raise TableEmpty


def _sheet_rows(tab: Any) -> Iterator[Row]:
    plain = {str, int, float, type(None)}
    for row in tab.iter_rows(values_only=True):
        if all(type(cell) in plain for cell in row):
            yield row
        else:
            yield tuple(_plain(cell) for cell in row)


def _plain(cell: object) -> Cell:
    """Return a cell's value as one of our kinds; a time of day on a date is dropped."""
    match cell:
        case bool():
            return str(cell).upper()
        case dt.datetime():
            return cell.date()
        case None | str() | int() | float() | dt.date():
            return cell
        case _:
            return str(cell)
