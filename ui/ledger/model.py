"""Ledger rows that come page by page: the table has its full height at once, and reads what comes into sight.

Ten thousand rows are 230 ms of reading and a hundred thousand six seconds (measured); thirty are two milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal

from ui.ledger.presenter import PAGE
from ui.parts.cells import Cell
from ui.parts.rows import CELL_ROLE, Column, RowsModel

if TYPE_CHECKING:
    from ui.ledger.presenter import LedgerRow

_BLANK = Cell()


class LedgerRows(RowsModel):
    """Rows by page. ``page_wanted(number)`` for a page that is looked at and not here (or no longer right)."""

    page_wanted = Signal(int)

    def __init__(self, columns: tuple[Column, ...], parent: QObject | None = None) -> None:
        super().__init__(columns, lambda row: row.entry.summary.case_id, parent)
        self._pages: dict[int, tuple[LedgerRow, ...]] = {}
        self._total = 0
        self._stale: set[int] = set()
        self._asked: set[int] = set()
        self._wanted: dict[int, None] = {}
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        # While somebody drags the scroll bar, pages flying by are not worth reading.
        self._calm.setInterval(30)
        self._calm.timeout.connect(self._ask)

    def begin(self, rows: tuple[LedgerRow, ...]) -> None:
        """Show other rows from the top; *rows* are the first page, the rest is counted later."""
        self.beginResetModel()
        self._pages, self._total = {0: rows}, len(rows)
        self._stale.clear()
        self._asked.clear()
        self._wanted.clear()
        self.endResetModel()

    def set_total(self, total: int) -> None:
        """Have *total* rows; what is here stays."""
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self._forget_incomplete()
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            self.endRemoveRows()

    def take_page(self, number: int, rows: tuple[LedgerRow, ...]) -> None:
        """Put a page that was asked for in its place."""
        self._pages[number] = rows
        self._stale.discard(number)
        self._asked.discard(number)
        first = number * PAGE
        last = min(first + PAGE, self._total) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1), [CELL_ROLE])

    def doubt(self) -> None:
        """Read every page again when it is next looked at; until then the old rows stay in sight."""
        self._stale = set(self._pages)
        self._asked.clear()
        self.dataChanged.emit(self.index(0, 0), self.index(max(self._total - 1, 0), 0), [CELL_ROLE])

    def loaded(self) -> int:
        """Return how many rows are here."""
        return sum(len(page) for page in self._pages.values())

    def entry(self, place: int) -> LedgerRow | None:
        """Return a row if it is here."""
        page = self._pages.get(place // PAGE, ())
        within = place % PAGE
        return page[within] if within < len(page) else None

    def row_at(self, place: int) -> Any:
        """Return the row at *place*, None while it is not here."""
        return self.entry(place)

    def place_of(self, row: Any) -> int:
        """Return where the same case stands among the rows that are here, -1 if nowhere."""
        if row is None:
            return -1
        key = self._key(row)
        for number, page in self._pages.items():
            for within, other in enumerate(page):
                if self._key(other) == key:
                    return number * PAGE + within
        return -1

    def cell(self, row: int, column: int) -> Cell:
        """Return what one cell shows; a page that is not here is asked for."""
        number = row // PAGE
        entry = self.entry(row)
        if (entry is None or number in self._stale) and number not in self._asked:
            self._wanted[number] = None
            if not self._calm.isActive():
                self._calm.start()
        return self.columns[column].cell(entry) if entry is not None else _BLANK

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of rows, those not here included."""
        return 0 if parent.isValid() else self._total

    def _ask(self) -> None:
        # The last ones looked at are the ones in sight.
        for number in list(self._wanted)[-3:]:
            self._asked.add(number)
            self.page_wanted.emit(number)
        self._wanted.clear()

    def _forget_incomplete(self) -> None:
        # The first page may have been handed over shorter than a page is.
        for number, page in list(self._pages.items()):
            if len(page) < min(PAGE, self._total - number * PAGE):
                self._stale.add(number)
