"""人事発令の取り込み: read on the lane, looked at cell by cell, taken in whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from desktop_app.exchange.columns import AnnouncementField
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.completeness import reconcile
from tests.ui.cases.office import register
from ui.intake.leaving_out import LeaveOutDialog
from ui.intake.presenter import Phase

HEAD = "社員番号,氏名,フリガナ,所属コード,異動発令日,異動先会社,異動先部署,特定関係事業者"
SATO = "0012345,佐藤　太郎,サトウ　タロウ,NSC01,令和8年10月1日,あおば電力株式会社,電力小売部,○"
TAKAHASHI = "0012346,\u9ad9橋　健一,タカハシ　ケンイチ,NSC01,2026/10/1,あおば電力株式会社,電力小売部,○"
NO_YEAR = "0012349,渡邉　由紀子,ワタナベ　ユキコ,NSC01,10/1,あおば電力株式会社,取引管理部,○"
NO_DAY = "0012357,王　小明,ワン　シャオミン,NSC01,2026/10/32,あおば電力株式会社,電力小売部,○"
ELSEWHERE = "0012369,他　職場,タ　ショクバ,DST11,2026/10/1,あおば電力株式会社,電源開発部,○"


@pytest.fixture
def screen(office):
    return office.show("import")


@pytest.fixture
def read(office, screen, tmp_path):
    """Write a file, have it read, and wait for the step that follows."""

    def go(*lines: str, encoding: str = "cp932", phase: Phase = Phase.CHECK) -> Path:
        path = tmp_path / "人事発令_20261001.csv"
        path.write_bytes("\r\n".join(lines).encode(encoding))
        screen.presenter.choose(path)
        office.wait(lambda: screen.presenter.phase is phase and not screen.presenter._busy)
        return path

    return go


def frames(screen, row: int) -> list[str]:
    model = screen.check_page.table.rows_model
    return [model.cell(row, column).frame for column in range(model.columnCount())]


def concerns(screen) -> list:
    return screen.check_page.panel.rows()


def count(office) -> int:
    return office.do(lambda app: app.cases.count(CaseFilter(in_scope_only=False)))


def test_a_clean_file_is_taken_in_whole(office, screen, read) -> None:
    read(HEAD, SATO, TAKAHASHI)
    cell = screen.check_page.table.rows_model.cell(0, 3)
    assert (cell.text, cell.sub) == ("1 Oct 2026 (Thu)", "as written  令和8年10月1日")
    assert screen.check_page.table.rows_model.cell(1, 3).sub == ""
    assert "Shift_JIS (cp932) · separated by commas · 2 rows" in screen.check_page.strip._facts.text()
    assert screen.take_button.text() == "Take in 2 cases"
    screen.primary().click()
    office.wait(lambda: screen.presenter.phase is Phase.DONE)
    assert screen.done_page.words.text() == "2 cases were taken in. 2 people are still to be briefed."
    assert count(office) == 2
    screen.primary().click()
    assert office.ways.went == [("show_today",)]


def test_a_wrong_cell_keeps_everything_out_and_says_where(office, screen, read) -> None:
    read(HEAD, SATO, NO_DAY)
    assert frames(screen, 1)[3] == "bad"
    assert not screen.take_button.isEnabled()
    assert screen.reason.words.text() == "There is 1 place to mend, so nothing can be taken in."
    first = concerns(screen)[0]
    assert first.concern.place.startswith("Row 3")
    assert first.answer.isHidden()
    screen.presenter.take_in()
    assert count(office) == 0


def test_a_doubtful_cell_waits_for_agreement_and_agreement_can_be_taken_back(office, screen, read) -> None:
    read(HEAD, NO_YEAR)
    assert frames(screen, 0)[3] == "warn"
    assert screen.reason.words.text() == "1 doubtful place has not been agreed to."
    doubt = next(row for row in concerns(screen) if row.concern.must_be_agreed)
    doubt.answer.click()
    assert screen.take_button.isEnabled()
    doubt.answer.click()
    assert not screen.take_button.isEnabled()
    doubt.answer.click()
    screen.take_button.click()
    office.wait(lambda: screen.presenter.phase is Phase.DONE)
    assert count(office) == 1


def test_choosing_a_concern_moves_the_table_through_its_rows(screen, read, qtbot) -> None:
    other = SATO.replace("0012345", "0099001")
    read(HEAD, TAKAHASHI, SATO, other)
    same = next(row for row in concerns(screen) if row.concern.act == "They are different people")
    assert (frames(screen, 1)[2], frames(screen, 2)[2]) == ("warn", "warn")
    qtbot.mouseClick(same, Qt.MouseButton.LeftButton)
    assert screen.check_page.table.selected().transfer.row == 3
    qtbot.keyClick(same, Qt.Key.Key_Space)
    assert screen.check_page.table.selected().transfer.row == 4


def test_many_findings_of_one_kind_are_one_concern(screen, read) -> None:
    read(HEAD, *(NO_YEAR.replace("0012349", f"00{n:05d}").replace("渡邉", f"渡邉{n}") for n in range(40)))
    doubts = [row for row in concerns(screen) if row.concern.must_be_agreed]
    assert len(doubts) == 1
    assert doubts[0].concern.words.startswith("40 places of this kind.")
    assert screen.reason.words.text() == "40 doubtful places have not been agreed to."
    doubts[0].answer.click()
    assert screen.take_button.isEnabled()


def test_a_missing_column_can_be_pointed_at(office, screen, read) -> None:
    head = HEAD.replace("社員番号", "番号その一")
    read(head, SATO, phase=Phase.COLUMNS)
    assert screen.columns_page.trouble() == "No column for “Employee number” was found. Choose the column."
    box = screen.columns_page.choices[AnnouncementField.EMPLOYEE_NO]
    assert box.hasFocus()
    box.setCurrentIndex(box.findText("番号その一"))
    screen.primary().click()
    office.wait(lambda: screen.presenter.phase is Phase.CHECK)
    assert screen.check_page.table.rows()[0].transfer.employee_no == "0012345"
    screen.back_button.click()
    assert screen.presenter.phase is Phase.COLUMNS
    assert screen.columns_page.choices[AnnouncementField.EMPLOYEE_NO].currentText() == "番号その一"


def test_rows_of_other_workplaces_are_left_out_until_a_person_wants_them(office, screen, read) -> None:
    read(HEAD, SATO, ELSEWHERE)
    assert screen.check_page.others.text() == "Take in 1 row of other workplaces too"
    assert screen.take_button.text() == "Take in 1 case"
    screen.check_page.others.click()
    office.wait(lambda: screen.take_button.text() == "Take in 2 cases")
    assert screen.check_page.others.isChecked()


def test_rows_registered_already_are_marked_and_left_out(office, screen, read) -> None:
    office.do(register, "0012345", "佐藤　太郎")
    read(HEAD, SATO, TAKAHASHI)
    assert screen.check_page.table.rows_model.cell(0, 6).text == "Registered already"
    assert screen.take_button.text() == "Take in 1 case"
    read(HEAD, SATO)
    assert screen.reason.words.text() == "All rows are registered already."


def test_the_file_can_be_read_another_way(office, screen, read) -> None:
    read(HEAD, SATO, encoding="utf-8")
    screen.check_page.strip.change.click()
    assert screen.check_page.strip.encoding.isVisible()
    assert screen.check_page.strip.encoding.value() == "utf-8"
    screen.check_page.strip.encoding.picked.emit("cp932")
    office.wait(lambda: not screen.presenter._busy)
    assert screen.presenter.reading is None or screen.reason.words.text() != ""
    screen.presenter.change_reading(encoding="utf-8")
    office.wait(lambda: screen.presenter.phase is Phase.CHECK and screen.take_button.isEnabled())


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file holds no table. Choose a CSV or Excel file."),
        (b"%PDF-1.7 ...", "This file holds no table. Choose a CSV or Excel file."),
        (
            b"\xff\xfd\xfc\xfb" * 20,
            "The character encoding cannot be told. Save the file again as Shift_JIS or UTF-8.",
        ),
    ],
)
def test_a_file_that_is_no_table_says_so(office, screen, tmp_path, data, sentence) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(data)
    screen.presenter.choose(path)
    office.wait(lambda: screen.file_page.trouble() == sentence)
    assert screen.presenter.phase is Phase.FILE


def test_a_file_dropped_onto_the_page_is_read(office, screen, tmp_path) -> None:
    path = tmp_path / "dropped.csv"
    path.write_bytes(f"{HEAD}\r\n{SATO}".encode("cp932"))
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    screen.dropEvent(QDropEvent(QPointF(9, 9), copy, carried, left, Qt.KeyboardModifier.NoModifier))
    office.wait(lambda: screen.presenter.phase is Phase.CHECK)
    assert screen.check_page.strip._name.text() == "dropped.csv"


def test_a_long_reading_counts_leaves_the_window_alive_and_can_be_stopped(office, screen, tmp_path, qtbot) -> None:
    path = tmp_path / "long.csv"
    rows = (SATO.replace("0012345", f"{n:07d}").replace("佐藤", f"佐藤{n}") for n in range(60_000))
    path.write_bytes("\r\n".join((HEAD, *rows)).encode("cp932"))
    screen.presenter.choose(path)
    with qtbot.waitSignal(screen.progress.stop_asked, timeout=10_000):
        qtbot.waitUntil(lambda: bool(screen.progress.accessibleName()), timeout=10_000)
        screen.progress.stop_button.click()
    office.wait(lambda: not screen.presenter._busy)
    assert screen.file_page.trouble() == "The reading was stopped. Nothing was taken in."
    assert screen.presenter.phase is Phase.FILE


def test_f8_goes_through_what_nobody_has_looked_at(screen, read) -> None:
    read(HEAD, NO_YEAR, NO_DAY)
    screen.next_open(1)
    assert concerns(screen)[0].hasFocus()
    screen.next_open(1)
    assert concerns(screen)[1].hasFocus()
    assert screen.check_page.table.selected().transfer.row == concerns(screen)[1].concern.rows[0]


def test_a_row_is_left_out_with_a_reason_and_a_double_is_no_longer_in_the_way(office, screen, read) -> None:
    read(HEAD, SATO, SATO)
    assert not screen.take_button.isEnabled()
    screen.check_page.table.select(screen.check_page.table.rows()[1])
    screen.check_page.leave_out.click()
    dialog = screen.window().findChild(LeaveOutDialog)
    dialog.press_primary()
    assert dialog.reason_row.has_error()
    dialog.reason.fill("同じ行が二度ある")
    dialog.press_primary()
    office.wait(screen.take_button.isEnabled)
    screen.take_button.click()
    office.wait(lambda: screen.presenter.phase is Phase.DONE)
    outcomes = [one.row.outcome.value for one in office.do(reconcile).rows]
    assert outcomes == ["CASE", "DUPLICATE"]
