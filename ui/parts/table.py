"""Tables of the office: rows that grow with long names, two lines a cell, badges and bars drawn, Enter opens.

A screen describes columns once (Column) and hands over rows as a tuple; nothing else is needed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import theme
from ui.parts.cells import Cell, CellPainter
from ui.parts.fixed_columns import FixedPart
from ui.parts.rows import Column, RowsModel
from ui.parts.table_head import TableHead

__all__ = ["Cell", "Column", "Table"]


class Table(QTableView):
    """A read-only table. ``opened(row)`` on Enter or double click, ``current(row)`` when the selection moves.

    *row_height*: theme.ROW, LEDGER_ROW or IMPORT_ROW. *key(row)* tells rows apart, so the selection survives new rows.
    *fixed*: how many first columns stay in sight when a narrow table scrolls sideways (the name's among them).
    *model*: rows that come another way than all at once (then *columns* are its own).
    """

    opened = Signal(object)
    current = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        name: str,
        row_height: int = theme.ROW,
        key: Callable[[Any], object] = lambda row: row,
        model: RowsModel | None = None,
        fixed: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._least = theme.px(row_height)
        self.rows_model = model or RowsModel(tuple(columns), key, self)
        self.setModel(self.rows_model)
        self._painter = CellPainter(self)
        self.setItemDelegate(self._painter)
        self._dress()
        self._head(columns)
        self._fixed = FixedPart(self, fixed) if fixed else None
        self._grow = QTimer(self)
        self._grow.setSingleShot(True)
        self._grow.setInterval(0)
        self._grow.timeout.connect(self.grow_rows)
        # Not the timer's own start: it would take the scroll bar's value for milliseconds.
        for changed in (self.verticalScrollBar().valueChanged, self.horizontalHeader().sectionResized):
            changed.connect(lambda *_values: self._grow.start())
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows_model.row_at(index.row())))
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self._tell(now))

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show *rows*; the selected one stays selected if it is still there."""
        chosen = self.selected()
        self.rows_model.replace(tuple(rows))
        self.settle(chosen)

    def settle(self, chosen: Any | None) -> None:
        """Give new rows their heights and select *chosen* again; for a model that was filled directly."""
        self.verticalHeader().setDefaultSectionSize(self._least)
        self.select(chosen)
        if self.hasFocus():
            self._stand_somewhere()
        self._stretch()
        self.grow_rows()

    def rows(self) -> tuple[Any, ...]:
        """Return the rows in the order shown."""
        return self.rows_model.rows

    def selected(self) -> Any | None:
        """Return the selected row."""
        index = self.currentIndex()
        return self.rows_model.row_at(index.row()) if index.isValid() else None

    def select(self, row: Any | None) -> None:
        """Select the row with the same key as *row*, if it is shown."""
        place = self.rows_model.place_of(row) if row is not None else -1
        if place >= 0:
            flags = QItemSelectionModel.SelectionFlag
            index = self.rows_model.index(place, 0)
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def show_column(self, place: int, *, shown: bool) -> None:
        """Show or hide a column (表示する列)."""
        self.setColumnHidden(place, not shown)
        self._stretch()
        self._grow.start()

    def fixed_part(self) -> QTableView | None:
        """Return the part that stands still, shown only while the table is scrolled sideways."""
        return self._fixed

    def grow_rows(self) -> None:
        """Give the rows on the screen the height their longest words need; the others wait until they come."""
        first = self.rowAt(0)
        if first < 0:
            return
        bar = self.verticalScrollBar()
        at_end = 0 < bar.maximum() == bar.value()
        last = self.rowAt(self.viewport().height())
        last = self.rows_model.rowCount() - 1 if last < 0 else last
        widths = [
            0 if self.isColumnHidden(place) else self.columnWidth(place)
            for place in range(self.rows_model.columnCount())
        ]
        for row in range(first, last + 1):
            cells = (self.rows_model.cell(row, place) for place in range(len(widths)))
            need = max(
                (self._painter.height(cell, width) for cell, width in zip(cells, widths, strict=True) if width),
                default=0,
            )
            height = max(self._least, need)
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)
        self.updateGeometries()
        if at_end:
            # Rows that grew above pushed the last one out of sight; the end stays the end.
            bar.setValue(bar.maximum())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; Tab leaves the table, the arrows walk in it."""
        if (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            row = self.selected()
            if row is not None:
                self.opened.emit(row)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        """Select the first row when nothing is, so the arrows have a place to start."""
        super().focusInEvent(event)
        self._stand_somewhere()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width out and let rows grow or shrink."""
        super().resizeEvent(event)
        self._stretch()
        self._grow.start()
        if self._fixed is not None:
            self._fixed.place()

    def _stand_somewhere(self) -> None:
        if not self.currentIndex().isValid() and self.rows_model.rowCount():
            self.select(self.rows_model.row_at(0))

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.current.emit(self.rows_model.row_at(index.row()))

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        # Row heights are ours: asking the delegate for each of 10,000 rows would cost a second.
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(theme.px(24))

    def _head(self, columns: Sequence[Column]) -> None:
        head = TableHead(self)
        self.setHorizontalHeader(head)
        for place, column in enumerate(columns):
            self.setColumnWidth(place, theme.px(column.width))
        self.setSortingEnabled(False)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSortIndicatorShown(True)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self._sort)

    def _sort(self, place: int) -> None:
        chosen = self.selected()
        if self.rows_model.sort_by(place):
            head = self.horizontalHeader()
            order = Qt.SortOrder.DescendingOrder if self.rows_model.descending else Qt.SortOrder.AscendingOrder
            head.setSortIndicator(place, order)
            self.select(chosen)
            self._grow.start()

    def _stretch(self) -> None:
        columns = self.rows_model.columns
        shown = [place for place in range(len(columns)) if not self.isColumnHidden(place)]
        stretching = [place for place in shown if columns[place].stretch]
        if not stretching:
            return
        base = sum(theme.px(columns[place].width) for place in shown)
        total = sum(columns[place].stretch for place in stretching)
        words = self.horizontalHeader().fontMetrics().horizontalAdvance
        # A little narrower than asked is better than a scroll bar for a few pixels.
        spare = max(-theme.px(24) * len(stretching), self.viewport().width() - base)
        least = {place: words(columns[place].title) + theme.px(8) for place in stretching}
        wanted = {p: theme.px(columns[p].width) + math.floor(spare * columns[p].stretch / total) for p in stretching}
        # What a head does not give up, the widest column does.
        short = sum(max(0, least[place] - wanted[place]) for place in stretching) if spare < 0 else 0
        widest = max(stretching, key=wanted.__getitem__)
        for place in stretching:
            width = max(wanted[place] - (short if place == widest else 0), least[place])
            if self.columnWidth(place) != width:
                self.setColumnWidth(place, width)
