"""Reading an announcement of 100,000 rows against reading the bare table, taking one in, and a case with 23 systems."""

from __future__ import annotations

import csv
import datetime as dt
import statistics
import tempfile
import tracemalloc
from collections.abc import Iterable
from pathlib import Path

import openpyxl

from desktop_app.domain.master_facts import MasterVersion
from desktop_app.exchange.announcement import read_announcement
from desktop_app.exchange.tables import read_table
from desktop_app.usecases.answering import open_case
from desktop_app.usecases.desk import open_for_reading
from desktop_app.usecases.intake import import_announcement, read_for_import
from desktop_app.usecases.lines import choose_lines
from desktop_app.usecases.masters import record_version
from tests.benchmarks.measure import Figure, ratio, seconds
from tests.benchmarks.population import FAMILY, FAMILY_KANA, GIVEN
from tests.homes import found, register

ROWS = 100_000
TAKEN_IN = 5_000
SYSTEMS = 23
_HEAD = (
    *("社員番号", "氏名", "フリガナ", "発令日", "内示日"),
    *("所属コード", "所属", "異動先会社", "異動先部署", "異動種別"),
)
_TODAY = dt.date(2026, 9, 24)


def figures() -> list[Figure]:
    """Return the ratios, the seconds a thousand rows take to be taken in, and the case's milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        return [*_reading(Path(folder)), *_taking_in(Path(folder)), _case_with_lines(Path(folder))]


def _rows(count: int) -> Iterable[tuple[str, ...]]:
    for n in range(count):
        name, kana = f"{FAMILY[n % 12]}　{GIVEN[n // 12 % 12]}", f"{FAMILY_KANA[n % 12]}　タロウ"
        day = f"2026/{10 + n % 3}/{n % 28 + 1}"
        company, department = "あおば電力株式会社", f"電力小売部　第{n % 9 + 1}グループ"
        yield (
            f"{n:07d}",
            name,
            kana,
            day,
            "2026/9/1",
            "NSC01",
            "送配電センター",
            company,
            department,
            "転籍",
        )


def _written(path: Path, count: int, encoding: str = "cp932") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEAD)
        writer.writerows(_rows(count))
    return path


def _reading(folder: Path) -> list[Figure]:
    text, book = _written(folder / "a.csv", ROWS), folder / "a.xlsx"
    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet()
    for row in (_HEAD, *_rows(ROWS)):
        sheet.append(row)
    made.save(book)

    def bare_text() -> object:
        with text.open(encoding="cp932", newline="") as file:
            return [tuple(row) for row in csv.reader(file)]

    def bare_book() -> object:
        opened = openpyxl.load_workbook(book, read_only=True, data_only=True)
        return list(opened.active.iter_rows(values_only=True))

    def ours(path: Path) -> object:
        return read_announcement(read_table(path), today=_TODAY, own_org_code="NSC01")

    return [
        ratio(f"announcement of {ROWS:,} rows, CSV", 2, lambda: ours(text), bare_text),
        ratio(f"announcement of {ROWS:,} rows, Excel", 2, lambda: ours(book), bare_book, runs=3),
    ]


def _taking_in(folder: Path) -> list[Figure]:
    """Memory while taking in: what twice the rows cost more than once, beside the rows themselves, is what is held."""
    peaks, spent = [], 0.0
    for number, count in enumerate((TAKEN_IN, 2 * TAKEN_IN)):
        app = found(folder, f"home{number}")
        preview = read_for_import(app, _written(folder / f"{number}.csv", count))
        tracemalloc.start()
        spent = seconds(lambda app=app, preview=preview: import_announcement(app, preview))  # type: ignore[misc]
        peaks.append(tracemalloc.get_traced_memory()[1] / 1_000_000)
        tracemalloc.stop()
        app.close()
    more = (peaks[1] - peaks[0]) / TAKEN_IN * 1_000
    detail = (
        f"{peaks[0]:.0f} MB for {TAKEN_IN:,}, {peaks[1]:.0f} MB for {2 * TAKEN_IN:,}; traced, so slow: {spent:.0f} s"
    )
    return [Figure("taking in: memory for a further 1,000 rows", more, 8, "MB", detail)]


def _case_with_lines(folder: Path) -> Figure:
    app = found(folder, "lines")
    for n in range(SYSTEMS):
        properties = {"individually_managed": "yes" if n % 2 else "no"}
        record_version(app, "system", MasterVersion(f"S{n:02d}", f"第{n}システム", None, None, properties))
    case_id = register(app, "0012345")
    choose_lines(app, case_id, [("system", f"S{n:02d}") for n in range(SYSTEMS)])
    open_case(app, case_id)
    taken = statistics.median(seconds(lambda: open_for_reading(app, case_id)) for _ in range(9))
    app.close()
    return Figure(f"open a case with {SYSTEMS} systems", taken * 1000, 100, "ms", "a line for each")
