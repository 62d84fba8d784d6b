"""The rows of a table that say something: below the head, without empty ones, closing lines and repeated heads."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.exchange.cells import raw_text
from desktop_app.exchange.columns import Columns
from desktop_app.exchange.tables import RawTable, Row

_FOOT = ("以上", "以下余白", "(以下余白", "（以下余白", "合計", "※")
ABSENT = -1
"""The place of a field that the table does not have: every row ends with an empty cell."""


def rows_below(table: RawTable, columns: Columns, *telling: str) -> Iterator[tuple[int, Row]]:
    """Yield (number as Excel counts, row) under the head; a row with all *telling* fields needs no further look.

    Every row ends with an empty cell and is wider than the head (see ABSENT).
    """
    head: Row = table.rows[columns.head_row - 1] if columns.head_row else ()
    places = tuple(columns.fields.get(field, ABSENT) for field in telling)
    for number in range(columns.head_row, len(table.rows)):
        row = counted(table.rows[number], head, places)
        if row is not None:
            yield number + 1, row


def counted(row: Row, head: Row, telling: tuple[int, ...]) -> Row | None:
    """Return a row with its empty last cell, None where it says nothing: it repeats the head or closes the list."""
    if row == head:
        return None
    row = padded(row, len(head) + 1)
    return row if all(row[place] for place in telling) or has_content(row) else None


def padded(row: Row, width: int) -> Row:
    """Return a row with an empty last cell, at least *width* wide."""
    return row + (None,) * max(width - len(row), 1)


def has_content(row: Row) -> bool:
    """Whether a row is more than a closing line."""
    filled = [text for text in (raw_text(cell).strip() for cell in row) if text]
    return len(filled) > 1 or any(not text.startswith(_FOOT) for text in filled)
