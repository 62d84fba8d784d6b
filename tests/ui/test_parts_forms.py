"""Form rows, banners, progress, cards, buttons and steps."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.parts import buttons
from ui.parts.banners import BannerArea, Notice
from ui.parts.cards import Card, EmptyState, Page
from ui.parts.dates import DateField
from ui.parts.dialogs import Dialog
from ui.parts.fields import EmployeeNoField, LineField
from ui.parts.form import FormRow, focus_first_error
from ui.parts.labels import label
from ui.parts.progress import ProgressLine
from ui.parts.reflow import Reflow
from ui.parts.stepper import Step, StepList, StepTabs

TODAY = date(2026, 9, 24)


# --- form rows -----------------------------------------------------------------------------------------------


def test_an_error_makes_nothing_jump(settled) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    first = FormRow("社員番号", EmployeeNoField(), mark="required", help_text="7桁")
    second = FormRow("氏名", LineField())
    column.addWidget(first)
    column.addWidget(second)
    column.addStretch(1)
    settled(page, 500, 400)
    before = (second.y(), first.field.height())
    first.show_error("数字のゼロ（0）ではなく、英字のオー（O）が入っています。")
    QApplication.processEvents()
    assert (second.y(), first.field.height()) == before
    first.show_error("")
    assert first.message.words.text() == "7桁"


def test_the_error_is_the_fields_description(settled) -> None:
    row = settled(FormRow("氏名", LineField()))
    row.show_error("氏名を入力してください。")
    assert row.field.accessibleName() == "氏名"
    assert row.field.accessibleDescription() == "氏名を入力してください。"


def test_a_date_row_shows_what_was_understood_in_its_own_line_and_errors_win(settled) -> None:
    row = settled(FormRow("異動発令日", DateField(near=TODAY), help_text="例　10/1"))
    assert row.message.words.text() == "例　10/1"
    QTest.keyClicks(row.field.line, "10/1")
    assert row.message.words.text() == "Thursday 1 October 2026"
    row.show_error("発令日は必須です。")
    row.field.set_value(date(2026, 10, 8))
    assert row.message.words.text() == "発令日は必須です。"


def test_focus_goes_to_the_first_error(settled) -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    rows = tuple(FormRow(name, LineField()) for name in ("一", "二", "三"))
    for row in rows:
        column.addWidget(row)
    settled(page)
    assert not focus_first_error(rows)
    rows[1].show_error("入力してください。")
    assert focus_first_error(rows)
    assert rows[1].field.hasFocus()


# --- banners -------------------------------------------------------------------------------------------------


def notice(key: str, kind: str, **more) -> Notice:
    return Notice(key, kind, f"{key} event", f"{key} meaning", **more)


def test_at_most_two_banners_alarms_first(settled) -> None:
    area = settled(BannerArea(), 700, 300)
    for key, kind in (("update", "info"), ("share", "warn"), ("chain", "alarm"), ("clock", "warn")):
        area.show_notice(notice(key, kind))
    assert [banner.notice.key for banner in area.banners()] == ["chain", "share"]
    assert len(area.notices()) == 4


def test_the_same_cause_stands_once(settled) -> None:
    area = settled(BannerArea(), 700, 300)
    area.show_notice(notice("share", "warn"))
    area.show_notice(Notice("share", "warn", "another event"))
    assert [banner.notice.event for banner in area.banners()] == ["another event"]


def test_alarms_cannot_be_closed_and_others_can(settled) -> None:
    area = settled(BannerArea(), 700, 300)
    closed: list[str] = []
    area.show_notice(notice("chain", "alarm"))
    area.show_notice(notice("update", "info"), lambda: closed.append("update"))
    alarm, info = area.banners()
    assert alarm.findChildren(buttons.PushButton) == []
    info.findChildren(buttons.PushButton)[0].click()
    assert closed == ["update"]
    assert [n.key for n in area.notices()] == ["chain"]


def test_a_solved_cause_goes_and_the_area_with_the_last(settled, qtbot) -> None:
    area = settled(BannerArea(), 700, 300)
    area.show_notice(notice("share", "warn"))
    with qtbot.waitSignal(area.filled) as told:
        area.drop("share")
    assert told.args == [False]
    assert not area.isVisibleTo(None)


def test_the_banners_button_acts(settled) -> None:
    area = settled(BannerArea(), 700, 300)
    acted: list[int] = []
    area.show_notice(notice("share", "warn", act="もう一度つなぐ", on_act=lambda: acted.append(1)))
    next(b for b in area.findChildren(buttons.PushButton) if b.text() == "もう一度つなぐ").click()
    assert acted == [1]


# --- progress, cards, empty state ----------------------------------------------------------------------------


def test_progress_shows_counts_only_after_a_blink(settled, qtbot) -> None:
    line = ProgressLine("権限一覧を照合しています　{done} / {total}行")
    holder = settled(QWidget())
    line.setParent(holder)
    line.begin()
    assert not line.isVisible()
    line.show_progress(1240, 3000)
    qtbot.waitUntil(line.isVisible, timeout=2000)
    assert line.accessibleName() == "権限一覧を照合しています　1,240 / 3,000行"
    line.end()
    assert not line.isVisible()


def test_work_that_ends_in_a_blink_shows_nothing(settled, qtbot) -> None:
    holder = settled(QWidget())
    line = ProgressLine("{done} / {total}")
    line.setParent(holder)
    line.begin()
    line.end()
    qtbot.wait(350)
    assert not line.isVisible()


def test_a_card_that_opens_moves_nothing_inside(settled) -> None:
    card = Card()
    words = label("A-04")
    card.body.addWidget(words)
    settled(card, 300, 100)
    before = words.pos()
    card.set_open(True)
    QApplication.processEvents()
    assert words.pos() == before


def test_an_empty_place_says_what_why_and_what_next(settled) -> None:
    pressed: list[str] = []
    state = settled(
        EmptyState(
            "きょうすることはありません。", "次の予定は 9/30（水）です。", ("取り込む", lambda: pressed.append("x"))
        )
    )
    state.findChildren(buttons.PushButton)[0].click()
    assert pressed == ["x"]
    assert state.accessibleName() == "きょうすることはありません。　次の予定は 9/30（水）です。"


# --- buttons -------------------------------------------------------------------------------------------------


def test_enter_and_space_press_a_focused_button(settled) -> None:
    pressed: list[int] = []
    button = settled(buttons.primary("登録", lambda: pressed.append(1)), 120, 40)
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert pressed == [1, 1]


def test_sizes_are_34_and_44(settled) -> None:
    assert settled(buttons.secondary("登録")).sizeHint().height() == 34
    assert settled(buttons.secondary("登録", big=True)).sizeHint().height() == 44


def test_a_link_is_a_target_of_24_at_least(qapp) -> None:
    assert buttons.Link("直す", role="caption").sizeHint().height() >= 24


# --- steps ---------------------------------------------------------------------------------------------------

STEPS = (
    Step("p", "⓪", "準備", 6, 6),
    Step("d", "①", "データ・紙", 3, 9),
    Step("x", "", "発令日後の確認", 0, 1, apart=True),
)


@pytest.mark.parametrize("kind", [StepList, StepTabs])
def test_steps_are_walked_with_arrows_and_opened_with_enter(settled, qtbot, kind) -> None:
    steps = settled(kind())
    steps.show_steps(STEPS, "p")
    QApplication.processEvents()
    first = steps._buttons[0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert steps._buttons[1].hasFocus()
    with qtbot.waitSignal(steps.went) as told:
        QTest.keyClick(steps._buttons[1], Qt.Key.Key_Return)
    assert told.args == ["d"]


def test_a_step_says_number_name_and_count(settled) -> None:
    steps = settled(StepList())
    steps.show_steps(STEPS, "p")
    assert steps._buttons[1].accessibleName() == "①データ・紙　3/9"
    assert [step.state() for step in STEPS] == ["done", "going", "open"]


def test_counts_change_without_new_buttons(settled) -> None:
    steps = settled(StepList())
    steps.show_steps(STEPS, "p")
    before = list(steps._buttons)
    steps.show_steps((STEPS[0], Step("d", "①", "データ・紙", 9, 9), STEPS[2]), "d")
    assert steps._buttons == before
    assert steps._buttons[1].step.state() == "done"
    assert steps.step_after(1) == "x"
    assert steps.step_after(-1) == "p"


# --- room -------------------------------------------------------------------------------------------------


def test_fields_stand_side_by_side_or_below_each_other(settled) -> None:
    rows = [FormRow(name, LineField(width=300)) for name in ("氏名", "フリガナ", "社員番号")]
    page = Page()
    form = Reflow(rows, least=300)
    page.body.addWidget(form)
    settled(page, 800, 500)
    assert form.columns() == 2
    assert rows[0].y() == rows[1].y()
    page.resize(420, 500)
    QApplication.processEvents()
    assert form.columns() == 1
    assert rows[1].y() > rows[0].y()
    assert page.horizontalScrollBar().maximum() == 0
    page.resize(800, 500)
    QApplication.processEvents()
    assert form.columns() == 2


def test_a_window_is_resized_right_after_its_dialog_was_left(settled) -> None:
    window = settled(QWidget(), 1280, 720)
    dialog = Dialog(window, "Act", "What it means.", way_out="Go back")
    dialog.open()
    QApplication.processEvents()
    dialog.reject()
    QApplication.processEvents()  # what was given away is not deleted by this alone
    window.resize(960, 500)
    QApplication.processEvents()
    assert window.width() == 960
