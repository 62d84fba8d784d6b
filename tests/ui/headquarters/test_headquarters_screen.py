"""全職場の状況 in the real application: real workplaces on their own shares, read from one window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.home import Home, is_headquarters
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.enrolment import abandon_enrolment, approve_enrolment
from desktop_app.usecases.headquarters_overview import News
from desktop_app.usecases.sharing import sync
from tests.core.usecases.test_verifying import play
from tests.desktops import at_headquarters
from tests.fakes import FixedClock
from tests.headquarters import Country, country
from tests.homes import PIN, register, surroundings
from ui.application import Desktop
from ui.case.order_dialog import OrderDialog
from ui.headquarters.dialogs import AnswerDialog, JoinDialog, MemoDialog
from ui.headquarters.presenter import Which
from ui.headquarters.view import HeadquartersScreen
from ui.places import nav_items
from ui.shell import MainWindow


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Country]:
    """One workplace with a confirmed and an open case, one with an overdue case."""
    told = country(tmp_path, FixedClock())
    play(told.add("NSC01", "中央ネットワークサービスセンター"))
    late = told.add("DST14", "西部配電事業所")
    register(late, "0022222", effective=date(2026, 9, 1))
    sync(late)
    yield told
    told.close()


@pytest.fixture
def desktop(qapp, qtbot, made: Country) -> Iterator[Desktop]:
    with at_headquarters(qtbot, made) as opened:
        yield opened


def overview_of(desktop: Desktop, qtbot) -> HeadquartersScreen:
    """The overview once every workplace was read after the first exchange."""
    qtbot.waitUntil(lambda: isinstance(desktop.window.current_screen(), HeadquartersScreen), timeout=10_000)
    screen = desktop.window.current_screen()
    qtbot.waitUntil(lambda: screen.state is not None, timeout=10_000)
    qtbot.waitUntil(lambda: not desktop._second_line._busy, timeout=20_000)
    qtbot.waitUntil(lambda: all(line.synced_at for line in screen.state.all_lines if not line.code), timeout=10_000)
    return screen


def chosen(screen: HeadquartersScreen, org_code: str):
    line = next(line for line in screen.state.lines if line.org_code == org_code)
    screen.table.select(line)
    return line


def test_the_first_exchange_brings_every_workplace_and_the_worst_stands_first(desktop, made, qtbot) -> None:
    screen = overview_of(desktop, qtbot)
    assert [line.org_code for line in screen.state.lines] == ["DST14", "NSC01"]
    assert screen.figures.arrived.figure.text() == "2 / 2"
    assert screen.figures.overdue.figure.text() == "1"
    for org_code in made.keys:
        assert list((made.share(org_code) / "hq/ckpt").iterdir())


def test_filters_narrow_the_table_and_say_of_how_many(desktop, qtbot) -> None:
    screen = overview_of(desktop, qtbot)
    screen.which.picked.emit(Which.OVERDUE)
    assert [line.org_code for line in screen.state.lines] == ["DST14"]
    screen.presenter.narrow(text="サービス")
    assert screen.state.lines == ()
    assert screen._count.text() == "0 of 2 workplaces"
    screen.presenter.clear()
    assert len(screen.state.lines) == 2


def test_a_workplace_is_read_and_nothing_in_it_can_be_changed(desktop, qtbot) -> None:
    screen = overview_of(desktop, qtbot)
    chosen(screen, "NSC01")
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.window.current_key() == "cases", timeout=10_000)
    cases = desktop.window.current_screen()
    qtbot.waitUntil(lambda: cases.model.rowCount() == 2, timeout=10_000)
    assert list(cases.header_actions()) == []
    row = next(row for row in cases.model.rows if not row.line.summary.is_settled)
    cases.presenter.open(row)
    qtbot.waitUntil(lambda: desktop.window.current_key() == "case", timeout=10_000)
    case = desktop.window.current_screen()
    qtbot.waitUntil(lambda: case._state is not None, timeout=10_000)
    state = case._state
    assert not any(item.editable or item.act for item in state.items)
    assert state.next_word == ""
    acts = (state.can_hand_over, state.can_brief, state.can_cancel, state.can_correct, state.can_explain)
    assert not any(acts)
    desktop.show_ledger()
    qtbot.waitUntil(lambda: desktop.window.current_key() == "ledger", timeout=10_000)
    desktop.window.went.emit("headquarters")
    qtbot.waitUntil(lambda: isinstance(desktop.window.current_screen(), HeadquartersScreen), timeout=10_000)
    assert desktop.desk is None


def test_a_share_that_is_away_is_told_with_its_last_figures(desktop, made, qtbot) -> None:
    screen = overview_of(desktop, qtbot)
    made.share("NSC01").rename(made.folder / "away")
    screen.exchange.click()
    qtbot.waitUntil(lambda: any(line.away_since for line in screen.state.all_lines), timeout=20_000)
    line = next(line for line in screen.state.all_lines if line.away_since)
    assert (line.org_code, line.figures.cases) == ("NSC01", 2)
    assert "away" in {notice.key for notice in screen.banners.notices()}
    (made.folder / "away").rename(made.share("NSC01"))
    qtbot.waitUntil(lambda: not desktop._second_line._busy, timeout=20_000)
    screen.exchange.click()
    qtbot.waitUntil(lambda: not any(line.away_since for line in screen.state.all_lines), timeout=20_000)
    assert "away" not in {notice.key for notice in screen.banners.notices()}


def test_a_note_is_written_and_the_list_goes_into_a_file(desktop, qtbot, tmp_path) -> None:
    screen = overview_of(desktop, qtbot)
    line = chosen(screen, "DST14")
    assert screen.memo.isEnabled()
    screen.memo.click()
    dialog = desktop.window.findChild(MemoDialog)
    dialog.text.setPlainText("電話で確認済")
    dialog.press_primary()
    qtbot.waitUntil(lambda: any(one.memo == "電話で確認済" for one in screen.state.lines), timeout=10_000)
    assert line.memo == ""
    screen.presenter.export("csv", tmp_path / "list.csv")
    qtbot.waitUntil(lambda: "written" in {notice.key for notice in screen.banners.notices()}, timeout=10_000)
    assert "電話で確認済" in (tmp_path / "list.csv").read_text(encoding="utf-8-sig")


def test_a_workplace_is_added_from_the_window(desktop, made, qtbot) -> None:
    screen = overview_of(desktop, qtbot)
    new = made.add("CDC01", "中央給電指令所", finish=False)
    home = made.headquarters.home(made.keys["CDC01"])
    abandon_enrolment(home, made.headquarters.surroundings)
    header = desktop.window._headers.currentWidget()
    next(entry for entry in header.more.menu().actions() if entry.text() == "Add a workplace").trigger()
    dialog = desktop.window.findChild(JoinDialog)
    dialog.press_primary()
    assert dialog.address_row.has_error()
    dialog.address.fill(str(made.share("CDC01")))
    dialog.name.fill("大野　克己")
    dialog.number.fill("0000777")
    dialog.pin.setText(PIN)
    dialog.press_primary()
    qtbot.waitUntil(lambda: any(line.news is News.WAITING for line in screen.state.all_lines), timeout=10_000)
    waiting = next(line for line in screen.state.all_lines if line.news is News.WAITING)
    screen.presenter.open(waiting)
    answer = desktop.window.findChild(AnswerDialog)
    assert answer.code.text() == waiting.code
    answer.answer.fill("000000")
    answer.press_primary()
    qtbot.waitUntil(answer.row.has_error, timeout=10_000)
    sync(new)
    approval = approve_enrolment(new, "", waiting.code, own_pin=PIN)
    sync(new)
    answer.answer.fill(approval.answer)
    answer.press_primary()
    qtbot.waitUntil(lambda: any(line.org_code == "CDC01" for line in screen.state.all_lines), timeout=10_000)


def test_an_empty_headquarters_says_what_to_do(qapp, qtbot, tmp_path) -> None:
    empty = country(tmp_path)
    window = MainWindow(nav_items(), tmp_path / "window.ini")
    qtbot.addWidget(window)
    window.show()
    opened = Desktop(window, Home(empty.headquarters.folder), empty.headquarters.surroundings)
    opened.begin()
    screen = overview_of(opened, qtbot)
    assert screen.state.all_lines == ()
    assert replace(screen.state.totals, workplaces=0) == screen.state.totals
    opened.close()


def test_a_new_pc_becomes_headquarters_from_the_first_page(qapp, qtbot, tmp_path) -> None:
    window = MainWindow(nav_items(), tmp_path / "window.ini")
    qtbot.addWidget(window)
    window.show()
    opened = Desktop(window, Home(tmp_path / "new"), surroundings())
    opened.begin()
    frame = window.frame()
    qtbot.waitUntil(lambda: frame.programme.chosen() is not None)
    frame.company.headquarters.click()
    screen = overview_of(opened, qtbot)
    assert screen.state.all_lines == ()
    assert is_headquarters(tmp_path / "new")
    opened.close()


def test_an_order_is_given_inside_a_workplace_and_its_manager_sees_it_and_answers(desktop, made, qtbot) -> None:
    screen = overview_of(desktop, qtbot)
    line = chosen(screen, "DST14")
    screen.presenter.open(line)
    qtbot.waitUntil(lambda: desktop.window.current_key() == "cases", timeout=10_000)
    cases = desktop.window.current_screen()
    qtbot.waitUntil(lambda: cases.model.rowCount() == 1, timeout=10_000)
    cases.presenter.open(cases.model.row_at(0))
    qtbot.waitUntil(lambda: desktop.window.current_key() == "case", timeout=10_000)
    case = desktop.window.current_screen()
    qtbot.waitUntil(lambda: case._state is not None, timeout=10_000)
    case.header.order_button.click()
    dialog = desktop.window.findChild(OrderDialog)
    dialog.press_primary()
    assert dialog.words_row.has_error()
    dialog.words.setPlainText("期限を過ぎています。報告してください。")
    dialog.pin_row.passphrase.setText("not mine at all")
    dialog.press_primary()
    qtbot.waitUntil(dialog.pin_row.has_error, timeout=10_000)
    dialog.pin_row.passphrase.setText(PIN)
    dialog.press_primary()
    qtbot.waitUntil(lambda: bool(case._state.hand.opened.case.open_orders), timeout=10_000)
    desktop.window.went.emit("headquarters")
    qtbot.waitUntil(lambda: isinstance(desktop.window.current_screen(), HeadquartersScreen), timeout=10_000)
    qtbot.waitUntil(lambda: not desktop._second_line._busy, timeout=20_000)
    office = made.workplaces["DST14"]
    sync(office)
    (summary,) = office.cases.page(CaseFilter())
    (order,) = office.record.case(summary.case_id).open_orders
    assert order.words == "期限を過ぎています。報告してください。"
