"""The parts: what a person sees, presses and hears."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QImage, QInputMethodEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from ui import icons, theme
from ui.parts import buttons, ime
from ui.parts.answer import DONE, NOT_APPLICABLE, NOT_DONE, AnswerControl, CheckControl, InspectionControl
from ui.parts.badges import BadgeLook, deadline_badge, deadline_look, outcome_look, state_badge, state_look
from ui.parts.banners import BannerArea, Notice
from ui.parts.cards import Card, EmptyState
from ui.parts.dates import DateField
from ui.parts.fields import Choice, EmployeeNoField, KanaField, LineField, NumberField, SearchField, TextField
from ui.parts.form import FormRow, focus_first_error
from ui.parts.gallery import gallery
from ui.parts.labels import label, paragraph
from ui.parts.paper import PaperView
from ui.parts.progress import ProgressLine
from ui.parts.signature import SignaturePad
from ui.parts.stepper import Step, StepList, StepTabs

TODAY = date(2026, 9, 24)
RARE = "\U00020bb7田　誠"
LONG = "O'Brien-Fitzgerald, Jonathan Maximilian Alexander"


def compose(field: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(field, event)


# --- icons ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(icons.NAMES))
def test_every_symbol_draws_something(qapp, name) -> None:
    image = icons.pixmap(name, theme.colour("ink"), 20).toImage()
    drawn = sum(image.pixelColor(x, y).alpha() > 60 for x in range(image.width()) for y in range(image.height()))
    assert 8 <= drawn < 400


def test_states_differ_by_shape_alone(qapp) -> None:
    """In grey, two states must not be the same picture."""
    names = [state_look(state).icon for state in ("DRAFT", "IN_PROGRESS", "REPORTED", "RETURNED", "CONFIRMED")]
    pictures = [icons.pixmap(name, theme.colour("ink"), 16).toImage() for name in names]
    assert all(one != other for place, one in enumerate(pictures) for other in pictures[place + 1 :])


# --- answers ----------------------------------------------------------------------------------------------


@pytest.fixture
def answer(settled):
    control = AnswerControl("A-04")
    settled(control, 320, 40)
    control.setFocus()
    return control


def test_unanswered_is_nothing_chosen(answer) -> None:
    assert answer.value() == ""
    assert not any(segment.isChecked() for segment in answer.segments)


def test_widths_are_fixed_so_that_columns_line_up(answer) -> None:
    assert [segment.width() for segment in answer.segments] == [84, 112, 98]
    assert {segment.height() for segment in AnswerControl("", big=True).segments} == {44}


@pytest.mark.parametrize(("key", "value"), [("1", DONE), ("2", NOT_APPLICABLE), ("3", NOT_DONE)])
def test_digits_answer(answer, qtbot, key, value) -> None:
    with qtbot.waitSignal(answer.chosen) as told:
        QTest.keyClicks(answer.segments[0], key)
    assert told.args == [value]
    assert answer.value() == value


def test_arrows_walk_and_answer(answer) -> None:
    QTest.keyClick(answer.segments[0], Qt.Key.Key_Right)
    assert answer.value() == DONE
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert answer.value() == NOT_APPLICABLE
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert answer.value() == DONE


def test_arrows_step_over_what_cannot_be_chosen(settled) -> None:
    control = settled(AnswerControl("A-05", not_applicable=False), 320, 40)
    control.set_value(DONE)
    control.setFocus()
    QTest.keyClick(control.segments[0], Qt.Key.Key_Right)
    assert control.value() == NOT_DONE
    QTest.keyClicks(control.segments[2], "2")
    assert control.value() == NOT_DONE


def test_backspace_asks_to_take_the_answer_back_and_changes_nothing_itself(answer, qtbot) -> None:
    answer.set_value(DONE)
    with qtbot.waitSignal(answer.taken_back):
        QTest.keyClick(answer.segments[0], Qt.Key.Key_Backspace)
    assert answer.value() == DONE


def test_choosing_the_same_again_is_no_new_answer(answer, qtbot) -> None:
    answer.set_value(DONE)
    with qtbot.assertNotEmitted(answer.chosen):
        answer.segments[0].click()
    assert answer.segments[0].isChecked()


def test_setting_by_code_tells_nobody(answer, qtbot) -> None:
    with qtbot.assertNotEmitted(answer.chosen):
        answer.set_value(NOT_DONE)


def test_the_group_is_one_stop_on_the_tab_way(answer) -> None:
    def stops() -> list[str]:
        return [s.option.value for s in answer.segments if s.focusPolicy() & Qt.FocusPolicy.TabFocus]

    assert stops() == [DONE]
    answer.set_value(NOT_DONE)
    assert stops() == [NOT_DONE]


def test_a_screen_reader_hears_item_and_answer(answer) -> None:
    answer.name_it("A-04　権限グループ　回答", "秘書・代行の設定を含みます。")
    answer.set_value(DONE)
    spoken = QAccessible.queryAccessibleInterface(answer.segments[0])
    assert spoken.role() == QAccessible.Role.RadioButton
    assert spoken.text(QAccessible.Text.Name).startswith("A-04　権限グループ　回答")
    assert spoken.state().checked
    assert spoken.text(QAccessible.Text.Description) == "秘書・代行の設定を含みます。"


def test_no_input_method_in_an_answer(answer) -> None:
    assert not any(s.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) for s in answer.segments)


def test_the_other_controls_have_their_own_values(qapp) -> None:
    assert [s.option.value for s in CheckControl().segments] == ["CHECKED", "RETURNED"]
    assert [s.option.value for s in InspectionControl().segments] == ["PASS", "FAIL", "NOT_APPLICABLE", "UNCHECKED"]


# --- badges -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "overdue", "tone"),
    [(14, 0, "neutral"), (4, 0, "neutral"), (3, 0, "warn"), (1, 0, "warn"), (0, 0, "warn-solid"), (0, 6, "bad-solid")],
)
def test_deadlines_grow_louder(qapp, days, overdue, tone) -> None:
    assert deadline_look(days, overdue_days=overdue).tone == tone


def test_a_badge_says_word_and_date(qapp, japanese_words) -> None:
    spoken = deadline_badge(5, due=date(2026, 10, 1), prefix="発令日まで").accessibleName()
    assert spoken.endswith("2026年10月1日（木）")
    assert "発令日まで" in spoken


@pytest.fixture
def japanese_words():
    """Nothing to set: the date is Japanese in every language."""


def test_a_badge_is_as_wide_as_its_words(qapp) -> None:
    badge = state_badge("DRAFT")
    before = badge.width()
    badge.show_look(BadgeLook("とても長い状態の名前", "pencil", "neutral"))
    assert badge.width() > before
    assert badge.accessibleName() == "とても長い状態の名前"


def test_every_state_and_outcome_has_a_word_and_a_symbol(qapp) -> None:
    states = ("DRAFT", "IN_PROGRESS", "REPORTED", "RETURNED", "CONFIRMED", "CLOSED_EXCEPTION", "CANCELLED")
    looks = [state_look(state) for state in states]
    looks += [outcome_look(name, 2) for name in ("ON_TIME", "LATE", "OVERDUE", "CANCELLED", "CLOSED")]
    assert all(look.word and look.icon in icons.NAMES for look in looks)


# --- words ------------------------------------------------------------------------------------------------


def test_a_rare_letter_makes_no_line_taller(qapp) -> None:
    assert label(RARE).sizeHint().height() == label("吉田　誠").sizeHint().height()


def test_a_rare_letter_lifts_no_letter_in_a_field(settled) -> None:
    def middle(text: str) -> float:
        field = settled(LineField(text, width=160), 160, 34)
        image = field.grab().toImage()
        dark = [
            y
            for y in range(4, image.height() - 4)
            if any(image.pixelColor(x, y).lightness() < 120 for x in range(50, 150))
        ]
        return (dark[0] + dark[-1]) / 2

    assert abs(middle(RARE) - middle("吉田　誠")) <= 1


def test_a_long_word_wraps_instead_of_being_cut(qapp) -> None:
    name = paragraph("Papadopoulou-Kyriakidou-Konstantinopoulos")
    assert name.heightForWidth(120) >= 3 * name.heightForWidth(2000)


def test_a_paragraph_draws_in_the_height_it_asked_for(settled) -> None:
    words = settled(paragraph(LONG + "　" + RARE), 120, 300)
    asked = words.heightForWidth(120)
    words.resize(120, asked)
    image = words.grab().toImage()
    last = [image.pixelColor(x, asked - 1).lightness() for x in range(120)]
    assert min(last) > 200


# --- fields -----------------------------------------------------------------------------------------------


def test_numbers_take_full_width_and_fold_it_on_leaving(settled) -> None:
    field = settled(EmployeeNoField())
    compose(field, "", "Ａ００１２３４")
    assert field.text() == "Ａ００１２３４"
    field.editingFinished.emit()
    assert field.text() == "A001234"


@pytest.mark.parametrize(("typed", "number"), [("４１２", 412), ("0", 0), ("1,240", 1240), ("", None), ("約10", None)])
def test_a_count_is_a_whole_number_or_nothing(settled, typed, number) -> None:
    field = settled(NumberField())
    field.setText(typed)
    assert field.number() == number


def test_kana_becomes_katakana_on_leaving(settled) -> None:
    field = settled(KanaField())
    field.setText("たかはし　けんいち")
    field.editingFinished.emit()
    assert field.text() == "タカハシ　ケンイチ"


def test_invisible_characters_are_taken_out_with_a_note_and_selectors_stay(settled, qtbot) -> None:
    field = settled(LineField())
    field.setText("林　真理\u200b")
    with qtbot.waitSignal(field.cleaned) as told:
        field.editingFinished.emit()
    assert told.args == [("U+200B",)]
    assert field.text() == "林　真理"
    field.setText("\u845b\U000e0100西　亮")
    field.editingFinished.emit()
    assert field.text() == "\u845b\U000e0100西　亮"


def test_nothing_is_folded_while_an_input_method_composes(settled, qtbot) -> None:
    field = settled(KanaField())
    field.setFocus()
    with qtbot.assertNotEmitted(field.settled):
        compose(field, "たかはし")
        assert field.composing()
        assert ime.composing()
    compose(field, "", "髙橋")
    assert not field.composing()
    assert field.text() == "髙橋"


def test_committing_settles_the_focused_field(settled, qtbot) -> None:
    field = settled(EmployeeNoField())
    field.setFocus()
    field.setText("００１")
    with qtbot.waitSignal(field.settled) as told:
        ime.commit_input()
    assert told.args == ["001"]


def test_a_field_filled_by_code_shows_its_beginning(settled) -> None:
    field = settled(LineField("とても長い文がここに入ります" * 5, width=120), 120, 34)
    assert field.cursorPosition() == 0


def test_search_waits_for_committed_text(settled, qtbot) -> None:
    field = settled(SearchField("氏名"))
    heard: list[str] = []
    field.searched.connect(heard.append)
    compose(field, "たか")
    assert heard == []
    with qtbot.waitSignal(field.searched):
        compose(field, "", "髙木")
    assert heard == ["髙木"]


def test_escape_empties_a_search_first(settled) -> None:
    field = settled(SearchField("氏名"))
    field.setText("髙木")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""


def test_several_lines_keep_their_lines(settled) -> None:
    field = settled(TextField())
    field.fill("一行目\u200b\n二行目")
    assert field.value() == "一行目\n二行目"


def test_a_choice_finds_enums_and_leaves_the_wheel_to_the_page(settled) -> None:
    field = settled(Choice((("a", "業務都合"), (("x", 1), "システム都合"))))
    field.set_value(("x", 1))
    assert field.currentText() == "システム都合"
    assert field.value() == ("x", 1)


# --- dates ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["1001", "10/1", "R8.10.1", "2026-10-01", "１０／１"])
def test_a_date_is_read_as_people_write_it(settled, typed) -> None:
    field = settled(DateField(near=TODAY))
    compose(field.line, "", typed)
    assert field.value() == date(2026, 10, 1)
    assert field.echo.text() == "2026年10月1日（木）"


def test_a_date_is_told_once_on_leaving(settled, qtbot) -> None:
    field = settled(DateField(near=TODAY))
    heard: list[object] = []
    field.changed.connect(heard.append)
    QTest.keyClicks(field.line, "10/1")
    assert heard == []
    field.line.editingFinished.emit()
    field.line.editingFinished.emit()
    assert heard == [date(2026, 10, 1)]


def test_an_impossible_date_is_no_date_and_stays_as_typed(settled) -> None:
    field = settled(DateField(near=TODAY))
    QTest.keyClicks(field.line, "2026/10/32")
    assert field.value() is None
    assert not field.readable()
    assert field.text() == "2026/10/32"


def test_alt_down_opens_a_calendar_and_it_fills_the_field(settled, qtbot) -> None:
    field = settled(DateField(date(2026, 10, 1), near=TODAY))
    QTest.keyClick(field.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    with qtbot.waitSignal(field.changed) as told:
        popup.chosen.emit(date(2026, 10, 8))
    assert told.args == [date(2026, 10, 8)]
    popup.close()


# --- form rows --------------------------------------------------------------------------------------------


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
    assert row.message.words.text() == "2026年10月1日（木）"
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


# --- banners ----------------------------------------------------------------------------------------------


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


# --- progress, cards, empty state -------------------------------------------------------------------------


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


# --- buttons ----------------------------------------------------------------------------------------------


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


# --- steps ------------------------------------------------------------------------------------------------

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


# --- signature --------------------------------------------------------------------------------------------


@pytest.fixture
def pad(settled):
    made = SignaturePad()
    settled(made, 392, 188)
    return made


def draw(pad: SignaturePad, *points: tuple[int, int]) -> None:
    first, *rest = (QPoint(*point) for point in points)
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=first)
    for point in rest:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=rest[-1] if rest else first)


def test_strokes_come_out_in_millimetres(pad) -> None:
    draw(pad, (96, 48), (192, 96))
    ((first, last),) = pad.strokes()
    assert first[:3] == (25.4, 12.7, 0.5)
    assert last[:2] == (50.8, 25.4)
    assert first[3] <= last[3]
    assert pad.size_mm() == (pytest.approx(103.7, abs=0.1), pytest.approx(49.7, abs=0.1))


def test_the_pen_brings_its_pressure(pad) -> None:
    device = QPointingDevice.primaryPointingDevice()
    where = QPointF(40, 40)
    for kind, pressure in (
        (QEvent.Type.TabletPress, 0.2),
        (QEvent.Type.TabletMove, 0.9),
        (QEvent.Type.TabletRelease, 0),
    ):
        down = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else Qt.MouseButton.LeftButton
        event = QTabletEvent(
            kind, device, where, where, pressure, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier,
            Qt.MouseButton.LeftButton, down,
        )  # fmt: skip
        QApplication.sendEvent(pad, event)
        where += QPointF(10, 0)
    ((press, move),) = pad.strokes()
    assert (press[2], move[2]) == (0.2, 0.9)


def test_a_finger_writes(pad, qapp) -> None:
    finger = QTest.createTouchDevice()
    QTest.touchEvent(pad, finger).press(0, QPoint(10, 10), pad).commit()
    QTest.touchEvent(pad, finger).move(0, QPoint(60, 30), pad).commit()
    QTest.touchEvent(pad, finger).release(0, QPoint(60, 30), pad).commit()
    assert len(pad.strokes()) == 1
    assert len(pad.strokes()[0]) == 2


def test_a_stroke_is_taken_back_and_all_are_cleared(pad, qtbot) -> None:
    draw(pad, (10, 10), (20, 20))
    draw(pad, (30, 10), (40, 20))
    with qtbot.waitSignal(pad.changed) as told:
        pad.undo()
    assert told.args == [1]
    pad.clear()
    assert pad.strokes() == ()


def test_writing_does_not_leave_the_frame(pad) -> None:
    draw(pad, (10, 10), (900, 900))
    width, height = pad.size_mm()
    assert all(0 <= x <= width + 0.01 and 0 <= y <= height + 0.01 for x, y, *_rest in pad.strokes()[0])


def test_shown_strokes_are_drawn(pad) -> None:
    blank = pad.grab().toImage()
    pad.show_strokes((((10.0, 10.0, 0.5, 0), (60.0, 30.0, 0.9, 40)),))
    assert pad.grab().toImage() != blank


# --- paper ------------------------------------------------------------------------------------------------


def render(page: int, scale: float) -> tuple[int, int, bytes]:
    width, height = round(200 * scale), round(300 * scale)
    image = QImage(width, height, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.red if page else Qt.GlobalColor.blue)
    return width, height, bytes(image.constBits())


@pytest.fixture
def paper(settled):
    view = PaperView()
    settled(view, 500, 400)
    view.show_document(3, (200, 300), render)
    QApplication.processEvents()
    return view


def colours_of(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}


def test_pages_are_shown_and_leafed_through(paper, qtbot) -> None:
    assert "#0000ff" in colours_of(paper)
    assert paper.page() == 0
    with qtbot.waitSignal(paper.page_changed):
        paper.go_to(1)
    assert paper.page() == 1
    assert "#ff0000" in colours_of(paper)


def test_black_and_white_has_no_colour(paper) -> None:
    paper._mono.setChecked(True)
    QApplication.processEvents()
    shades = colours_of(paper._sheets)
    assert "#0000ff" not in shades


def test_the_last_foot_is_told_once(paper, qtbot) -> None:
    assert not paper.at_end()
    with qtbot.waitSignal(paper.read_to_end):
        paper._scroll.verticalScrollBar().setValue(paper._scroll.verticalScrollBar().maximum())
    with qtbot.assertNotEmitted(paper.read_to_end):
        paper.go_to(0)
        paper.go_to(2)
    assert paper.at_end()


def test_zoom_keeps_the_page(paper) -> None:
    paper.go_to(2)
    paper._zoom(1.5)
    QApplication.processEvents()
    assert paper.page() == 2


# --- everything together ----------------------------------------------------------------------------------


def test_the_page_of_all_parts_draws_without_a_word_of_complaint(settled) -> None:
    page = settled(gallery(), 1280, 800)
    assert page.grab().toImage().width() >= 1280


def test_every_thing_a_person_can_focus_has_a_name(settled) -> None:
    page = settled(gallery(), 1280, 800)
    nameless = []
    for widget in page.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.focusProxy() is None:
            spoken = QAccessible.queryAccessibleInterface(widget)
            if not spoken.text(QAccessible.Text.Name):
                nameless.append(widget)
    assert nameless == []


def test_controls_are_targets_of_24_at_least(settled) -> None:
    page = settled(gallery(), 1280, 800)
    small = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.focusProxy() is None
        and not isinstance(widget.parentWidget(), QLineEdit)
        and min(widget.width(), widget.height()) < 24
    ]
    assert small == []
