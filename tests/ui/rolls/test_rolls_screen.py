"""全員が対象 on the screen: the latest announcement, its people, their cases, and the ways out."""

from __future__ import annotations

import pytest

from desktop_app.domain.master_facts import RollKind
from desktop_app.usecases.intake import import_announcement, leave_out, read_for_import
from desktop_app.usecases.taking_over import read_former_file, take_over

PEOPLE = (
    "社員番号,氏名,発令日,所属コード,異動先会社\n"
    "0012340,\u9ad9橋　健一,2026/12/1,NSC01,あおば電力株式会社\n"
    "0012341,佐藤　花子,2026/12/1,CDC01,あおば電力株式会社\n"
    "0012342,林　真理,2026/12/1,NSC01,あおば電力株式会社\n"
)


@pytest.fixture
def screen(office, tmp_path):
    path = tmp_path / "人事発令.csv"
    path.write_text(PEOPLE, encoding="cp932")
    office.do(lambda app: import_announcement(app, leave_out(read_for_import(app, path), 4, "取消の連絡")))
    made = office.show("rolls")
    office.wait(made.table.rows)
    return made


def words(screen, row: int) -> str:
    model = screen.table.rows_model
    return " ".join(model.cell(row, column).words() for column in range(model.columnCount()))


def test_everybody_stands_there_with_what_became_of_them(screen) -> None:
    assert "NSC01-26B-A001" in words(screen, 0)
    assert "no name is kept" in words(screen, 1)
    assert "取消の連絡" in words(screen, 2)
    assert screen._figures.text().startswith("3 people")


def test_a_row_leads_to_its_case_and_the_others_nowhere(office, screen) -> None:
    first, second, _third = screen.table.rows()
    screen.table.opened.emit(second)
    assert office.ways.went == []
    screen.table.opened.emit(first)
    assert office.ways.went[-1] == ("show_case", first.case.case_id)


def test_it_is_previewed_and_exported(office, screen, tmp_path) -> None:
    screen.preview.click()
    name, _title, render, file = office.ways.went[-1]
    assert (name, file.endswith(".pdf")) == ("show_preview", True)
    assert office.do(render).startswith(b"%PDF")
    screen.presenter.export(tmp_path / "everybody.csv")
    office.wait(screen.banners.notices)
    assert (tmp_path / "everybody.csv").stat().st_size > 100


def test_a_former_ledger_is_among_the_lists(office, screen, tmp_path) -> None:
    path = tmp_path / "管理表.csv"
    path.write_text("番号,氏名,発令日,①データ\n1,山田　太郎,R6.4.1,R6.3.25\n", encoding="cp932")
    office.do(lambda app: take_over(app, read_former_file(app, path)))
    office.wait(lambda: screen.roll.count() == 2)
    screen.presenter.choose((RollKind.FORMER_LEDGER, 1))
    office.wait(screen.former.rows)
    assert not screen.export.isEnabled()
    screen.preview.click()
    assert office.do(office.ways.went[-1][2]).startswith(b"%PDF")


def test_before_the_first_announcement_the_way_to_it_is_offered(office) -> None:
    made = office.show("rolls", width=960, height=500)
    office.wait(lambda: made.pages.currentIndex() == 2)
    made.presenter.show_import()
    assert office.ways.went[-1] == ("show_import",)
