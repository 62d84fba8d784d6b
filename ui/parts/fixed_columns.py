"""The first columns of a table, standing still while a narrow table scrolls sideways (UI notes §6)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ui.parts.table_head import TableHead


class FixedPart(QTableView):
    """A second view on the same model, selection and row heights, laid over the first columns of *table*."""

    def __init__(self, table: QTableView, columns: int) -> None:
        super().__init__(table)
        self._table, self._columns = table, columns
        self.setObjectName("frozen")
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setItemDelegate(table.itemDelegate())
        # The table itself takes the keys and speaks to screen readers; this is a picture of its columns.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = TableHead(self)
        self.setHorizontalHeader(head)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(True)
        head.sectionClicked.connect(table.horizontalHeader().sectionClicked)
        self.doubleClicked.connect(table.doubleClicked)
        self._follow()
        self.hide()

    def place(self) -> None:
        """Lie over the first columns while the table is scrolled sideways; be away otherwise."""
        shown = self._table.horizontalScrollBar().value() > 0
        if not shown:
            self.hide()
            return
        for column in range(self._table.model().columnCount()):
            kept = column < self._columns and not self._table.isColumnHidden(column)
            self.setColumnHidden(column, not kept)
            if kept:
                self.setColumnWidth(column, self._table.columnWidth(column))
        self._same_heights()
        width = sum(self.columnWidth(column) for column in range(self._columns) if not self.isColumnHidden(column))
        frame = self._table.frameWidth()
        view = self._table.viewport().geometry()
        self.setGeometry(view.left(), frame, width, view.bottom() + 1 - frame)
        self.verticalScrollBar().setValue(self._table.verticalScrollBar().value())
        self.show()
        self.raise_()

    def _follow(self) -> None:
        table = self._table
        table.horizontalScrollBar().valueChanged.connect(lambda _value: self.place())
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.horizontalHeader().sectionResized.connect(lambda *_sizes: self._refresh())
        table.verticalHeader().sectionResized.connect(lambda row, _old, new: self.setRowHeight(row, new))

    def _refresh(self) -> None:
        if self.isVisible():
            self.place()

    def _same_heights(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._table.verticalHeader().defaultSectionSize())
        usual = self.verticalHeader().defaultSectionSize()
        for row in range(self._table.model().rowCount()):
            height = self._table.rowHeight(row)
            if height != usual or self.rowHeight(row) != usual:
                self.setRowHeight(row, height)
