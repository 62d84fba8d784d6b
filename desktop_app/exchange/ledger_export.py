"""The ledger's rows as a file for other programs: CSV, Excel or JSON (domain notes §4.1, §6.4).

A spreadsheet must neither run what somebody typed into a name (formula injection) nor guess: employee numbers
keep their zeros, dates are dates. What cannot stand in a file is shown as U+FFFD, never dropped in silence.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import IO, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from desktop_app.errors import WritingStopped
from desktop_app.exchange.durable import replacing
from desktop_app.text import _

Value = str | int | date | None
Row = Mapping[str, Value] | Sequence[Value]
Columns = tuple[tuple[str, str], ...]
Progress = Callable[[int, int], None]
Stop = Callable[[], bool]

_STEP = 1000  # rows between two looks at progress and stop

# What makes a spreadsheet calculate; the full-width forms do so in Japanese Excel. An apostrophe that already
# stands before one counts too, so that a reader can take exactly one away again.
_RISKY = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NO_TEXT = re.compile("[\ud800-\udfff]")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPELT_CHARACTER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SHEET = "xl/worksheets/sheet1.xml"
_LONGEST_CELL = 32_767
_WIDTHS = range(6, 61)  # in characters of the standard face


def write_ledger_csv(
    columns: Columns,
    rows: Iterable[Row],
    out: Path,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> None:
    """Write *out* as Excel reads it without asking: UTF-8 with BOM, CRLF, every cell quoted, ISO dates.

    A text that would calculate gets an apostrophe in front. *columns* are (key, heading); a row is a mapping by
    key or a sequence in their order. *progress* is told (rows written, rows), *stop* is asked, every thousand rows.
    Raises FolderNotWritable or WritingStopped; the former file is then untouched.
    """
    watched = _watched(_in_order(columns, rows), progress, stop)
    with replacing(out) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow([_csv_cell(heading) for _key, heading in columns])
        writer.writerows([_csv_cell(value) for value in row] for row in watched)
        text.detach()


def write_ledger_xlsx(
    columns: Columns,
    rows: Iterable[Row],
    out: Path,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> None:
    """Write *out* as an Excel workbook: the head frozen and filtered, text as text, dates as dates.

    Line ends become those of Excel, characters XML cannot hold U+FFFD. Otherwise like `write_ledger_csv`.
    """
    ordered = _in_order(columns, rows)
    with replacing(out) as file:
        _write_workbook(columns, ordered, _watched(ordered, progress, stop), file)


def write_ledger_json(
    columns: Columns,
    rows: Iterable[Row],
    out: Path,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> None:
    """Write *out* as ``{"columns": [{"key", "heading"}, …], "rows": [{key: value}, …]}``, UTF-8, ISO dates.

    Otherwise like `write_ledger_csv`; nothing is put before texts, a script calculates nothing.
    """
    keys = [key for key, _heading in columns]
    heads = [{"key": key, "heading": _plain(heading)} for key, heading in columns]
    watched = _watched(_in_order(columns, rows), progress, stop)
    with replacing(out) as file:
        file.write(b'{"columns": ' + _json(heads) + b', "rows": [')
        for number, row in enumerate(watched):
            file.write(b",\n" if number else b"\n")
            file.write(_json(dict(zip(keys, (_plain(value) for value in row), strict=True))))
        file.write(b"\n]}\n")


def _in_order(columns: Columns, rows: Iterable[Row]) -> tuple[tuple[Value, ...], ...]:
    """Read all rows before a file is touched, so that their errors are not taken for the disk's."""
    keys = [key for key, _heading in columns]
    ordered = tuple(tuple(row[key] for key in keys) if isinstance(row, Mapping) else tuple(row) for row in rows)
    if any(len(row) != len(keys) for row in ordered):
        raise ValueError("every row has a value for each column")
    return ordered


def _watched(
    rows: tuple[tuple[Value, ...], ...], progress: Progress | None, stop: Stop | None
) -> Iterator[tuple[Value, ...]]:
    for done, row in enumerate(rows):
        if done % _STEP == 0:
            _look(done, len(rows), progress, stop)
        yield row
    _look(len(rows), len(rows), progress, stop)


def _look(done: int, expected: int, progress: Progress | None, stop: Stop | None) -> None:
    if stop and stop():
        raise WritingStopped
    if progress:
        progress(done, expected)


def _plain(value: Value) -> str | int | None:
    if isinstance(value, date):
        return value.isoformat()
    return _NO_TEXT.sub("\ufffd", value) if isinstance(value, str) else value


def _csv_cell(value: Value) -> str:
    plain = _plain(value)
    if isinstance(plain, str):
        return f"'{plain}" if _RISKY.match(plain) else plain
    return "" if plain is None else str(plain)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


class _Package(ExcelWriter):
    """The rest of a workbook around a sheet that is in the archive already."""

    def write_worksheet(self, ws: Any) -> None:
        self.manifest.append(ws)


def _write_workbook(
    columns: Columns, rows: Sequence[Sequence[Value]], watched: Iterable[Sequence[Value]], file: BinaryIO
) -> None:
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "Sekisho"
    sheet: Any = workbook.create_sheet(_("Ledger"))
    headings = [heading for _key, heading in columns]
    # A write-only sheet takes these before its first row only.
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    for index, heading in enumerate(headings):
        letter = get_column_letter(index + 1)
        sheet.column_dimensions[letter].width = _width([heading, *(row[index] for row in rows)])
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        with archive.open(_SHEET, "w") as entry:
            _write_sheet(sheet, entry, headings, watched)
        _Package(workbook, archive).write_data()


def _write_sheet(sheet: Any, entry: IO[bytes], headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    # Left alone the library would first write everybody's names in clear to the system's temporary folder.
    sheet._writer = WorksheetWriter(sheet, out=entry)  # noqa: SLF001
    sheet._writer.write_top()  # noqa: SLF001
    try:
        sheet.append([_head_cell(sheet, heading) for heading in headings])
        for row in rows:
            sheet.append([_excel_cell(sheet, value) for value in row])
    except BaseException:
        with suppress(Exception):
            sheet.close()
        raise
    sheet.close()


def _head_cell(sheet: Any, heading: str) -> Cell:
    cell = _excel_cell(sheet, heading)
    cell.font = Font(bold=True)
    return cell


def _excel_cell(sheet: Any, value: Value) -> Cell:
    content: Any = _excel_text(value) if isinstance(value, str) else value
    cell: Cell = WriteOnlyCell(sheet, content)
    if isinstance(value, str):
        cell.data_type = "s"  # the library takes "=…" for a formula and "#N/A" for an error
        cell.number_format = "@"  # stays text when somebody edits it
    elif isinstance(value, date):
        cell.number_format = "yyyy/mm/dd"
    return cell


def _excel_text(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    # Excel would read a typed "_x000D_" as a spelt-out control character.
    spelt = _SPELT_CHARACTER.sub("_x005F_", _NO_XML.sub("\ufffd", lines))
    return spelt if len(spelt) <= _LONGEST_CELL else f"{spelt[: _LONGEST_CELL - 1]}…"


def _width(values: Iterable[Value]) -> int:
    longest = max((_columns_of(line) for value in values for line in _lines(value)), default=0)
    return min(max(longest + 2, _WIDTHS[0]), _WIDTHS[-1])


def _lines(value: Value) -> Sequence[str]:
    return "" if value is None else str(value).splitlines()


def _columns_of(text: str) -> int:
    """Full-width characters take two columns; half-width ones, and those of Latin letters, one."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
