"""The table model: a tuple of rows, and columns that say which cell each row shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.parts.cells import Cell

CELL_ROLE = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its width in px, how much spare width it takes, its cell for a row, its sort key."""

    title: str
    width: int
    cell: Callable[[Any], Cell]
    sort: Callable[[Any], Any] | None = None
    stretch: int = 0
    align: str = "left"
    tip: str = ""


class RowsModel(QAbstractTableModel):
    """Rows as handed over; sorting reorders them here and keeps them for the next hand-over."""

    def __init__(
        self, columns: tuple[Column, ...], key: Callable[[Any], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self.rows: tuple[Any, ...] = ()
        self.descending = False
        self._key = key
        self._sorted_by = -1

    def replace(self, rows: tuple[Any, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = self._in_order(rows)
        self.endResetModel()

    def row_at(self, place: int) -> Any:
        """Return the row object at *place*."""
        return self.rows[place]

    def place_of(self, row: Any) -> int:
        """Return where the row with the same key stands, -1 if nowhere."""
        key = self._key(row)
        return next((place for place, other in enumerate(self.rows) if self._key(other) == key), -1)

    def cell(self, row: int, column: int) -> Cell:
        """Return what one cell shows."""
        return self.columns[column].cell(self.rows[row])

    def sort_by(self, column: int) -> bool:
        """Sort by a column, the other way round the second time; False when the column has no order."""
        if self.columns[column].sort is None:
            return False
        self.descending = not self.descending if column == self._sorted_by else False
        self._sorted_by = column
        self.replace(self.rows)
        return True

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the cell for the painter, its words for readers (accessible text says badge and bar too)."""
        if role == CELL_ROLE:
            return self.cell(index.row(), index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.cell(index.row(), index.column()).words()
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.cell(index.row(), index.column()).tip or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the head's words."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | _ALIGN[column.align]
        return None

    def _in_order(self, rows: tuple[Any, ...]) -> tuple[Any, ...]:
        key = self.columns[self._sorted_by].sort if self._sorted_by >= 0 else None
        return tuple(sorted(rows, key=key, reverse=self.descending)) if key else rows


_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "centre": Qt.AlignmentFlag.AlignHCenter,
}
