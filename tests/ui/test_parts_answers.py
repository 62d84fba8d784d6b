"""Symbols, answer controls and badges: told by shape and word, answered from the keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.text import use_language
from ui import icons, theme
from ui.parts.answer import (
    DONE,
    NOT_APPLICABLE,
    NOT_DONE,
    AnswerControl,
    CheckControl,
    InspectionControl,
    Option,
    Segments,
)
from ui.parts.badges import BadgeLook, deadline_badge, deadline_look, outcome_look, state_badge, state_look

# --- icons ---------------------------------------------------------------------------------------------------


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


# --- answers -------------------------------------------------------------------------------------------------


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
    words = (("完了", 84), ("該当なし", 112), ("未完了", 98))
    japanese = Segments(tuple(Option(word, word, "check-disc", "ok", width) for word, width in words))
    assert [segment.width() for segment in japanese.segments] == [84, 112, 98]
    # A longer language takes what its words need, the same on every row.
    assert [s.width() for s in answer.segments] == [s.width() for s in AnswerControl("A-05").segments]
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


# --- badges --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "overdue", "tone"),
    [(14, 0, "neutral"), (4, 0, "neutral"), (3, 0, "warn"), (1, 0, "warn"), (0, 0, "warn-solid"), (0, 6, "bad-solid")],
)
def test_deadlines_grow_louder(qapp, days, overdue, tone) -> None:
    assert deadline_look(days, overdue_days=overdue).tone == tone


def test_a_badge_says_word_and_date_in_the_language_people_read(qapp, japanese) -> None:
    spoken = deadline_badge(5, due=date(2026, 10, 1), prefix="発令日まで").accessibleName()
    assert spoken.endswith("2026年10月1日（木）")
    assert "発令日まで" in spoken
    use_language("en")
    assert deadline_badge(5, due=date(2026, 10, 1)).accessibleName().endswith("Thursday 1 October 2026")


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
