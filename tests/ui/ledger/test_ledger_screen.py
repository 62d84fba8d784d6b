"""管理表: the order of the paper, only what is in sight is read, and nothing moves under the reader's hand."""

from __future__ import annotations

import json
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.summary import Judgement
from desktop_app.text import use_language
from desktop_app.usecases.answering import cancel_case
from tests.ui.cases.office import answer, brief, office_in, register, register_many
from ui.ledger.presenter import PAGE
from ui.parts.cards import EmptyState

COMING = HalfYear(2026, 2)
LONG = "Papadopoulou-Kyriakidou, Anastasia Evangelia Irini"


@pytest.fixture
def office(qapp, qtbot, tmp_path):
    with office_in(tmp_path, qtbot) as opened:
        yield opened


def shown(office, **how):
    screen = office.show("ledger", half=COMING, **how)
    office.wait(lambda: screen.table is not None and screen.figures.total.text())
    return screen


def words(screen, row):
    return [
        screen.rows.cell(row, place).words()
        for place in range(screen.rows.columnCount())
        if not screen.table.isColumnHidden(place)
    ]


def test_fourteen_of_the_papers_sixteen_columns_stand_in_its_order(office) -> None:
    case_id = register(office.app, "0012346", "\u9ad9\u6a4b\u3000\u7f8e\u54b2")
    brief(office.app, case_id)
    answer(office.app, case_id)
    screen = shown(office)
    heads = [column.title for column in screen.rows.columns]
    assert heads[:6] == ["No.", "Case no.", "Transferee", "From", "To", "Date"]
    assert heads[6:10] == [step.number for step in office.app.workplace.programme.ledger_steps]
    assert heads[10:] == ["Briefing", "Report", "Pledge", "Confirmed, by", "Judgement", "Remarks"]
    assert [heads[place] for place in range(16) if screen.table.isColumnHidden(place)] == ["From", "Pledge"]
    said = words(screen, 0)
    assert said[1].endswith("A001")
    assert said[1].startswith("NSC01-"), "a screen reader hears the whole number"
    assert "Sunday 20 September 2026" in said[5]
    assert screen.rows.cell(0, 6).text == "9/20"


@pytest.mark.parametrize("tongue", ["ja", "en"])
def test_at_1280_no_column_has_to_be_scrolled_to(office, tongue) -> None:
    use_language(tongue)
    register_many(office.app, 40)
    screen = shown(office)
    office.wait(lambda: screen.table.verticalScrollBar().maximum() > 0)
    assert screen.table.horizontalScrollBar().maximum() == 0


def test_long_names_are_shown_whole_in_a_row_that_grows(office) -> None:
    register(office.app, "0012362", LONG)
    register(office.app, "0012363", "王　小明")
    screen = shown(office)
    assert LONG in words(screen, 0)[2]
    assert screen.table.rowHeight(0) > screen.table.rowHeight(1)


def test_of_many_rows_only_those_in_sight_are_read_and_the_rest_when_scrolled_to(office) -> None:
    register_many(office.app, 650)
    screen = shown(office)
    office.wait(lambda: screen.rows.rowCount() == 650)
    assert screen.figures.total.text() == "Total 650"
    assert screen.rows.loaded() <= 2 * PAGE
    screen.table.scrollToBottom()
    office.wait(lambda: screen.rows.entry(649) is not None)
    assert screen.rows.cell(649, 0).text == "650"
    assert screen.rows.loaded() < 650


def test_a_change_elsewhere_is_seen_and_the_chosen_row_and_place_stay(office) -> None:
    register_many(office.app, 300)
    screen = shown(office)
    office.wait(lambda: screen.rows.rowCount() == 300)
    screen.table.verticalScrollBar().setValue(2_000)
    office.wait(lambda: screen.rows.entry(60) is not None)
    row = screen.rows.entry(60)
    screen.table.select(row)
    place = screen.table.verticalScrollBar().value()
    office.do(cancel_case, row.entry.summary.case_id, "called off")
    office.wait(lambda: screen.rows.entry(60).entry.judgement is Judgement.CANCELLED)
    assert screen.table.verticalScrollBar().value() == place
    assert screen.table.selected().entry.summary.case_id == row.entry.summary.case_id
    office.wait(lambda: "Cancelled 1" in screen.figures.figures.text())


def test_filters_narrow_the_rows_and_the_figures_say_out_of_how_many(office) -> None:
    register_many(office.app, 3)
    cancel_case(office.app, register(office.app, "0019999", "\u5409\u7530\u3000\u4e00"), "called off")
    screen = shown(office)
    screen.filters.judged.set_value(Judgement.CANCELLED)
    screen.filters.judged.picked.emit(Judgement.CANCELLED)
    office.wait(lambda: screen.figures.total.text() == "1 of 4 cases")
    assert "0019999" in words(screen, 0)[2]
    screen.filters.judged.picked.emit(None)
    screen.filters.search.setText("\U00020bb7\u7530")
    office.wait(lambda: screen.figures.total.text() == "1 of 4 cases")
    screen.filters.search.setText("zzz")
    office.wait(lambda: screen.table.findChild(EmptyState) is not None)
    screen.filters.clear()
    office.wait(lambda: screen.figures.total.text() == "Total 4")
    office.wait(lambda: screen.rows.rowCount() == 4)


def test_a_half_year_without_anybody_says_so_and_can_be_printed(office) -> None:
    screen = shown(office)
    empty = screen.table.findChild(EmptyState)
    assert "Nobody was transferred in FY2026 second half." in empty.accessibleName()
    screen.print_preview()
    (name, title, _render, file_name) = office.ways.went[-1]
    assert (name, title) == ("show_preview", "Ledger")
    assert file_name == "Ledger_NSC01_2026second half.pdf"


def test_the_preview_renders_the_half_year_in_sight(office) -> None:
    register(office.app, "0012346", "王　小明")
    screen = shown(office)
    screen.presenter.preview()
    pdf = office.do(office.ways.went[-1][2])
    assert pdf.startswith(b"%PDF")


def test_enter_opens_the_case(office) -> None:
    case_id = register(office.app, "0012346", "王　小明")
    screen = shown(office)
    screen.table.setFocus()
    office.qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    assert office.ways.went[-1] == ("show_case", case_id)


def test_an_export_is_written_where_the_person_said_and_told_with_its_name(office, tmp_path) -> None:
    register_many(office.app, 2)
    screen = shown(office)
    screen._ask_where("json", "JSON")
    chooser = screen.window().findChild(QFileDialog)
    assert chooser.selectedFiles()[0].endswith("Ledger_NSC01_2026second half.json")
    chooser.fileSelected.emit(str(tmp_path / "out.json"))
    chooser.reject()
    office.wait(screen.banners.notices)
    assert screen.banners.notices()[0].event == "The ledger was written (out.json, 2 cases)."
    assert json.loads((tmp_path / "out.json").read_text())


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_lost(office, tmp_path) -> None:
    register_many(office.app, 1)
    screen = shown(office)
    screen.presenter.export("csv", tmp_path / "no-such-folder" / "out.csv")
    office.wait(lambda: office.refused)
    assert not screen.banners.notices()


def test_hidden_columns_are_remembered(office) -> None:
    register(office.app, "0012346", "王　小明", date(2026, 10, 1))
    screen = shown(office)
    place = [column.title for column in screen.rows.columns].index("From")
    next(act for act in screen._menu.actions() if act.text() == "From").setChecked(True)
    assert not screen.table.isColumnHidden(place)
    again = shown(office)
    assert not again.table.isColumnHidden(place)


def test_it_fits_a_small_window_with_the_names_standing_still(office) -> None:
    register(office.app, "0012346", "王　小明")
    screen = shown(office, width=960, height=500)
    screen.table.horizontalScrollBar().setValue(200)
    office.wait(screen.table.fixed_part().isVisible)
