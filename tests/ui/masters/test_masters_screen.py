"""台帳: a list a kind as of a day, one entry's next version, and a file looked at before it is taken in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop_app.domain.master_facts import MasterVersion
from desktop_app.usecases import masters
from desktop_app.usecases.completeness import former_cases

SYSTEMS = "システムコード,システム名,適用開始日,適用終了日,社外システム\n"


@pytest.fixture
def screen(office):
    for code, name, first in (("S1", "検針システム", date(2020, 4, 1)), ("S2", "託送OSS", date(2027, 4, 1))):
        office.do(masters.record_version, "system", MasterVersion(code, name, first))
    made = office.show("masters", kind="system")
    office.wait(lambda: made.table is not None and made.table.rows())
    return made


def cells(screen, row: int) -> list[str]:
    model = screen.table.rows_model
    return [model.cell(row, column).words() for column in range(model.columnCount())]


def read_file(office, screen, tmp_path: Path, words: str, *, former: bool = False) -> None:
    path = tmp_path / "list.csv"
    path.write_text(words, encoding="cp932")
    screen.presenter.read_file(path, former=former)
    office.wait(lambda: screen.pages.currentIndex() == 1 or screen.banners.notices())


def test_the_list_is_as_of_a_day(office, screen) -> None:
    assert [entry.code for entry in screen.table.rows()] == ["S1", "S2"]
    assert "not on this day" in " ".join(cells(screen, 1))
    screen.presenter.show_on(date(2027, 4, 1))
    office.wait(lambda: "not on this day" not in " ".join(cells(screen, 1)))


def test_searching_finds_any_field(office, screen) -> None:
    screen.presenter.search("託送")
    office.wait(lambda: len(screen.table.rows()) == 1)
    screen.presenter.search("")
    office.wait(lambda: len(screen.table.rows()) == 2)


def test_a_change_is_a_further_version_and_nothing_is_overwritten(office, screen) -> None:
    screen.table.opened.emit(screen.table.rows()[0])
    office.wait(screen.form.isVisible)
    assert not screen.form.rows["code"].field.isEnabled()
    screen.form.rows["name"].field.fill("新検針システム")
    screen.form.rows["valid_from"].field.set_value(date(2026, 10, 1))
    screen.form.press()
    office.wait(lambda: not screen.form.isVisible())
    versions = office.do(masters.entries, "system")[0].versions
    assert [(one.name, one.valid_to) for one in versions] == [
        ("検針システム", date(2026, 9, 30)),
        ("新検針システム", None),
    ]


def test_a_new_entry_says_at_the_field_what_is_missing(office, screen) -> None:
    screen.open_new()
    office.wait(screen.form.isVisible)
    screen.form.press()
    assert screen.form.rows["code"].has_error()
    screen.form.rows["code"].field.fill("S9")
    screen.form.rows["name"].field.fill("新しいシステム")
    screen.form.rows["valid_to"].field.set_value(date(2020, 1, 1))
    screen.form.rows["valid_from"].field.set_value(date(2021, 1, 1))
    screen.form.press()
    office.wait(lambda: "ends" in screen.form._trouble.words.text())
    screen.form.rows["valid_to"].field.set_value(None)
    screen.form.press()
    office.wait(lambda: len(screen.table.rows()) == 3)


def test_a_file_with_something_wrong_cannot_be_taken_in(office, screen, tmp_path) -> None:
    read_file(office, screen, tmp_path, SYSTEMS + "S3,甲,2020/4/1,,\nS3,乙,2021/4/1,,\n")
    page = screen.file_page
    assert not page.take.isEnabled()
    assert "to mend" in page.reason.words.text()
    assert page.table.rows_model.cell(0, 4).frame == "bad"
    page.leave.click()
    assert screen.pages.currentIndex() == 0


def test_what_is_doubtful_must_be_agreed_to_first(office, screen, tmp_path) -> None:
    read_file(office, screen, tmp_path, SYSTEMS + "S3,甲,4/1,,たぶん\n")
    page = screen.file_page
    assert not page.take.isEnabled()
    page.agree.click()
    assert page.take.isEnabled()
    page.take.click()
    office.wait(lambda: len(screen.table.rows()) == 3)
    assert [notice.key for notice in screen.banners.notices()] == ["taken"]


def test_a_file_that_cannot_be_read_says_why_over_the_list(office, screen, tmp_path) -> None:
    read_file(office, screen, tmp_path, "a,b\n1,2\n")
    assert "System code" in screen.banners.notices()[0].event
    assert screen.pages.currentIndex() == 0


def test_a_former_ledger_is_taken_over_here(office, screen, tmp_path) -> None:
    screen._former = True
    read_file(office, screen, tmp_path, "番号,氏名,発令日,①データ\n1,山田　太郎,R6.4.1,R6.3.25\n", former=True)
    screen.file_page.take.click()
    office.wait(screen.banners.notices)
    assert len(office.do(former_cases)[1]) == 1


def test_an_empty_master_offers_both_ways_in(office) -> None:
    made = office.show("masters", kind="folder", width=960, height=500)
    office.wait(lambda: made._rows.currentIndex() == 1)
    made.presenter.choose("device")
    office.wait(lambda: made.facts() == "Devices")


def test_the_settings_lead_to_every_master(office) -> None:
    from ui.settings.masters import MastersSection

    section = MastersSection(office.desk, office.ways)
    office.qtbot.addWidget(section)
    section.load()
    office.wait(section.cards.count)
    section.cards.itemAt(3).widget().findChildren(type(section.rolls))[0].click()
    assert office.ways.went[-1] == ("show_masters", "system")
    section.rolls.click()
    assert office.ways.went[-1] == ("show_rolls",)
