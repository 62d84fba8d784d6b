"""管理表: the order of the paper, only what is in sight is read, and nothing moves under the reader's hand."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.summary import Judgement
from desktop_app.text import use_language
from desktop_app.usecases.answering import cancel_case
from desktop_app.usecases.intake import TransferInput, register_transfer
from tests.core.papers.paper_tools import extracted_bytes
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


def printed(office, printing) -> str:
    out = BytesIO()

    def make(_app):
        return [*printing.measuring(), *printing.drawing(out)]

    office.do(make)
    return "".join(extracted_bytes(out.getvalue()).split())


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
    printing = office.do(office.ways.went[-1][2])
    assert printing.total == 1
    assert "2026年度下期" in printed(office, printing)


def test_the_panel_chooses_what_is_printed_and_closed_it_is_the_period_again(office) -> None:
    register(office.app, "0012346", "王　小明")
    register(office.app, "0012347", "佐藤　太郎", date(2026, 9, 1))
    screen = shown(office)
    assert screen.scope is None
    screen.choose.click()
    assert screen.scope.span.hasFocus()
    assert not screen.scope.place.isVisible(), "there is one workplace"
    assert not screen.scope.narrowed.isEnabled()
    office.qtbot.keyClick(screen.scope.span, Qt.Key.Key_Down)
    screen.scope.cover.setChecked(True)
    screen.print_preview()
    name, _title, begin, file = office.ways.went[-1]
    assert (name, file) == ("show_preview", "Ledger_NSC01_2026.pdf")
    text = printed(office, office.do(begin))
    assert "2026年度（2026.4.1〜2027.3.31）" in text
    assert "記録の照合" in text
    assert "佐藤太郎" in text
    screen.choose.click()
    screen.print_preview()
    assert "佐藤太郎" not in printed(office, office.do(office.ways.went[-1][2]))


def test_the_conditions_on_the_screen_go_onto_the_paper_only_when_asked_and_are_stated(office) -> None:
    register_many(office.app, 3)
    cancel_case(office.app, register(office.app, "0019999", "吉田　一"), "called off")
    screen = shown(office)
    screen.filters.judged.picked.emit(Judgement.CANCELLED)
    office.wait(lambda: screen.figures.total.text() == "1 of 4 cases")
    screen.print_preview()
    assert "抽出" not in printed(office, office.do(office.ways.went[-1][2]))
    screen.choose.click()
    screen.scope.narrowed.click()
    screen.print_preview()
    text = printed(office, office.do(office.ways.went[-1][2]))
    assert "抽出条件判定：取消（全4件のうち1件）" in text
    screen.filters.clear()
    office.wait(lambda: not screen.scope.narrowed.isEnabled())
    assert not screen.scope.narrowed.isChecked()


def test_of_several_workplaces_one_can_be_printed(office) -> None:
    register(office.app, "0012346", "王　小明")
    entry = TransferInput(
        "0012347", "佐藤　太郎", date(2026, 10, 1), "あおば電力株式会社", org_code="DSTKT", specified_affiliate=True
    )
    register_transfer(office.app, entry)
    screen = shown(office)
    screen.choose.click()
    office.wait(screen.scope.place.isVisible)
    assert [screen.scope.place.itemData(place) for place in range(3)] == [None, "DSTKT", "NSC01"]
    screen.scope.place.set_value("DSTKT")
    screen.print_preview()
    text = printed(office, office.do(office.ways.went[-1][2]))
    assert "佐藤太郎" in text
    assert "王小明" not in text


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


def test_the_inspection_sheet_and_forms_for_the_pen_lead_to_their_preview(office) -> None:
    register(office.app, "0012346", "王　小明")
    screen = shown(office)
    assert screen.forms in screen.header_actions()
    entries = [action for action in screen.forms.menu().actions() if not action.isSeparator()]
    assert [action.text() for action in entries] == [
        "Print the inspection sheet",
        "Everybody is covered",
        "Disposal after the period of keeping",
        "By hand: Self-inspection sheet",
        "By hand: Disposal record",
    ]
    for way in ("show_rolls", "show_disposal"):
        entries.pop(1).trigger()
        assert office.ways.went[-1] == (way,)
    for action in entries:
        action.trigger()
        name, title, render, file = office.ways.went[-1]
        assert name == "show_preview"
        assert title in action.text() or title == "Self-inspection sheet"
        assert file.endswith(".pdf")
        assert office.do(render).startswith(b"%PDF")
