"""Tables: rows that grow with names, selection that survives, order by head, Enter that opens."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHeaderView

from ui import theme
from ui.parts.badges import state_look
from ui.parts.rows import RowsModel
from ui.parts.table import Cell, Column, Table

LONG = "O'Brien-Fitzgerald, Jonathan Maximilian Alexander"
UNBROKEN = "Papadopoulou-Kyriakidou" * 3


@dataclass(frozen=True)
class Row:
    number: str
    name: str
    kana: str
    done: int


ROWS = (
    Row("0012349", "渡邉　由紀子", "ワタナベ", 34),
    Row("0012346", "\u9ad9橋　健一", "タカハシ", 26),
    Row("0012355", LONG, "オブライエン", 0),
    Row("0012347", "\U00020bb7田　誠", "ヨシダ", 36),
)
COLUMNS = (
    Column("状態", 120, lambda row: Cell(badge=state_look("DRAFT" if not row.done else "REPORTED"))),
    Column(
        "異動者",
        200,
        lambda row: Cell(row.name, sub=f"{row.kana}　{row.number}", bold=True),
        sort=lambda row: row.kana,
        stretch=1,
    ),
    Column(
        "回答", 110, lambda row: Cell(f"{row.done}/36", bar=(row.done, 36), align="right"), sort=lambda row: row.done
    ),
    Column("備考", 120, lambda row: Cell("2026/10/32", frame="bad") if not row.done else Cell("―", tone="ink2")),
)


@pytest.fixture
def table(settled):
    made = Table(COLUMNS, name="異動案件", key=lambda row: row.number)
    settled(made, 600, 400)
    made.show_rows(ROWS)
    QApplication.processEvents()
    return made


def test_an_ordinary_row_is_46_and_a_long_name_grows_its_row(table) -> None:
    heights = [table.rowHeight(place) for place in range(4)]
    assert heights[0] == heights[1] == theme.ROW
    assert heights[2] > theme.ROW


def test_a_rare_letter_grows_no_row(table) -> None:
    assert table.rowHeight(3) == theme.ROW


def test_rows_shrink_again_when_there_is_room(table, qtbot) -> None:
    table.resize(1200, 400)
    qtbot.waitUntil(lambda: table.rowHeight(2) == theme.ROW)


def test_a_name_without_a_gap_still_wraps_inside_its_cell(table) -> None:
    table.show_rows((Row("1", UNBROKEN, "ア", 1),))
    assert table.rowHeight(0) >= theme.ROW + 16


def test_the_stretching_column_takes_the_spare_width(table) -> None:
    assert sum(table.columnWidth(place) for place in range(4)) == table.viewport().width()


def test_the_selection_survives_new_rows_and_another_order(table) -> None:
    table.select(ROWS[1])
    table.show_rows((Row("0099001", "鈴木　一郎", "スズキ", 3), *ROWS))
    assert table.selected() == ROWS[1]
    table.horizontalHeader().sectionClicked.emit(1)
    assert table.selected() == ROWS[1]


def test_a_head_sorts_and_the_second_press_turns_it_round(table) -> None:
    head = table.horizontalHeader()
    head.sectionClicked.emit(2)
    assert [row.done for row in table.rows()] == [0, 26, 34, 36]
    head.sectionClicked.emit(2)
    assert [row.done for row in table.rows()] == [36, 34, 26, 0]
    head.sectionClicked.emit(0)
    assert [row.done for row in table.rows()] == [36, 34, 26, 0], "a column without an order changes nothing"


def test_new_rows_come_in_the_order_chosen(table) -> None:
    table.horizontalHeader().sectionClicked.emit(2)
    table.show_rows(tuple(reversed(ROWS)))
    assert [row.done for row in table.rows()] == [0, 26, 34, 36]


def test_enter_opens_and_double_click_too(table, qtbot) -> None:
    table.select(ROWS[3])
    with qtbot.waitSignal(table.opened) as told:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [ROWS[3]]
    with qtbot.waitSignal(table.opened) as told:
        table.doubleClicked.emit(table.model().index(0, 1))
    assert told.args == [ROWS[0]]


def test_arrows_walk_the_rows_and_tell(table, qtbot) -> None:
    table.setFocus()
    assert table.selected() == ROWS[0]
    with qtbot.waitSignal(table.current) as told:
        QTest.keyClick(table, Qt.Key.Key_Down)
    assert told.args == [ROWS[1]]


def test_a_screen_reader_hears_badge_and_words(table) -> None:
    cell = table.model().index(0, 0)
    assert table.model().data(cell, Qt.ItemDataRole.AccessibleTextRole) == state_look("REPORTED").word
    assert table.model().data(table.model().index(1, 1)) == "\u9ad9橋　健一　タカハシ　0012346"
    assert QAccessible.queryAccessibleInterface(table).text(QAccessible.Text.Name) == "異動案件"


def test_row_heights_are_ours_alone(qapp) -> None:
    assert Table(COLUMNS, name="x").verticalHeader().sectionResizeMode(0) == QHeaderView.ResizeMode.Fixed


class AskedRows(RowsModel):
    """Rows that remember which of them were asked for."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, lambda row: row.number)
        self.asked: set[int] = set()

    def cell(self, row, column):
        self.asked.add(row)
        return super().cell(row, column)


def test_ten_thousand_rows_are_shown_without_measuring_them_all(settled, qtbot) -> None:
    model = AskedRows()
    table = Table(COLUMNS, name="異動案件", model=model)
    settled(table, 600, 400)
    table.show_rows(tuple(Row(str(number), LONG, "ア", 1) for number in range(10_000)))
    assert 0 < len(model.asked) < 60
    table.scrollToBottom()
    qtbot.waitUntil(lambda: table.rowHeight(9_999) > theme.ROW)


def test_a_hidden_column_gives_its_width_away(table) -> None:
    before = table.columnWidth(1)
    table.show_column(3, shown=False)
    assert table.columnWidth(1) > before
    assert table.isColumnHidden(3)


def test_a_narrow_table_keeps_its_name_column_in_sight(settled) -> None:
    """At 960 px tables scroll sideways with the name column fixed."""
    table = Table(COLUMNS, name="異動案件", key=lambda row: row.number, fixed=2)
    settled(table, 360, 300)
    table.show_rows(ROWS)
    QApplication.processEvents()
    assert table.fixed_part().isVisible() is False
    bar = table.horizontalScrollBar()
    bar.setValue(bar.maximum())
    QApplication.processEvents()
    part = table.fixed_part()
    assert part.isVisible()
    assert part.width() == table.columnWidth(0) + table.columnWidth(1)
    assert [part.rowHeight(place) for place in range(4)] == [table.rowHeight(place) for place in range(4)]
    part.selectRow(2)
    assert table.selected() == ROWS[2]
    bar.setValue(0)
    assert not part.isVisible()
