"""Reading a file on the desk lane: how it is to be read, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.errors import ColumnsMissing
from desktop_app.exchange.columns import Columns, find_columns
from desktop_app.exchange.findings import FindingKind, Level, cell_levels
from desktop_app.exchange.tables import RawTable, read_table
from desktop_app.text import _
from desktop_app.usecases.intake import ImportPreview, import_announcement, read_for_import
from ui.intake.concerns import Concern, gather

if TYPE_CHECKING:
    from desktop_app.app import App

ENCODINGS = ("cp932", "utf-8", "utf-16-le", "euc_jp", "iso2022_jp")
DELIMITERS = (",", "\t", ";")


@dataclass(frozen=True, slots=True)
class Choices:
    """How a file is read; None leaves it to the reader."""

    path: Path
    all_workplaces: bool = False
    mapping: Mapping[str, int | None] | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class ColumnsAsked:
    """The file has columns only a person can tell apart."""

    choices: Choices
    table: RawTable
    columns: Columns


@dataclass(frozen=True, slots=True)
class Reading:
    """A file read and judged; ``levels`` tells the marked cells by row and column."""

    choices: Choices
    preview: ImportPreview
    concerns: tuple[Concern, ...]
    levels: Mapping[tuple[int, str | None], Level]

    @property
    def columns(self) -> Columns:
        """The columns as they were told."""
        return self.preview.announcement.columns


def read(
    app: App,
    choices: Choices,
    *,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Reading | ColumnsAsked:
    """Read a file; raises what read_for_import raises but for columns that are missing."""
    try:
        preview = read_for_import(
            app,
            choices.path,
            all_workplaces=choices.all_workplaces,
            mapping=choices.mapping,
            encoding=choices.encoding,
            delimiter=choices.delimiter,
            sheet=choices.sheet,
            progress=progress,
            stop=stop,
        )
    except ColumnsMissing:
        table = read_table(
            choices.path,
            encoding=choices.encoding,
            delimiter=choices.delimiter,
            sheet=choices.sheet,
            progress=progress,
            stop=stop,
        )
        return ColumnsAsked(choices, table, find_columns(table, choices.mapping))
    return judged(choices, preview)


def judged(choices: Choices, preview: ImportPreview) -> Reading:
    """Return a preview with what to look at."""
    marked = (
        one for one in preview.announcement.findings if one.level > Level.NOTE or one.kind is FindingKind.SAME_NAME
    )
    return Reading(choices, preview, gather(preview), cell_levels(marked))


def take_in(
    app: App,
    preview: ImportPreview,
    *,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> tuple[int, int]:
    """Register every row that is taken; return (cases, those still to be briefed). Raises ReadingStopped."""
    numbers = import_announcement(app, preview, accept_doubtful=True, progress=progress, stop=stop)
    waiting = sum(row.outlook is not None and row.outlook.in_scope for row in preview.taken)
    return len(numbers), min(waiting, len(numbers))


def encoding_word(encoding: str) -> str:
    """Return what people call an encoding."""
    return {
        "cp932": _("Shift_JIS (cp932)"),
        "utf-8": "UTF-8",
        "utf-8-sig": "UTF-8",
        "utf-16-le": "UTF-16",
        "utf-16-be": "UTF-16 (BE)",
        "euc_jp": "EUC-JP",
        "iso2022_jp": "JIS",
    }.get(encoding, encoding)


def delimiter_word(delimiter: str) -> str:
    """Return what people call a delimiter."""
    return {",": _("separated by commas"), "\t": _("separated by tabs"), ";": _("separated by semicolons")}.get(
        delimiter, delimiter
    )


def facts_of(table: RawTable, rows: int) -> str:
    """Return ``Shift_JIS（cp932）・カンマ区切り・12行``."""
    if table.encoding is not None:
        told = [encoding_word(table.encoding), delimiter_word(table.delimiter or ",")]
    else:
        told = [_("Excel, sheet “{sheet}”").format(sheet=table.sheet)]
    told.append(_("{count} rows").format(count=f"{rows:,}"))
    return _(" · ").join(told)
