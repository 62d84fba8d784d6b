"""The list of items on the screen: keys, folding, errors in time, and nothing typed is ever lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.facts import Answer
from desktop_app.usecases.answering import answer_item
from tests.ui.items.offices import office
from ui.items import Answering, ItemList, Viewer

STEP = "ACCESS_REVOCATION"


@pytest.fixture
def here(tmp_path, qapp):
    with office(tmp_path) as opened:
        yield opened


@pytest.fixture
def shown(here, qtbot, settled):
    """A list of step ② with its keeper, as both screens wire them."""

    def show(step: str = STEP, viewer: Viewer = Viewer.MANAGER):
        items = ItemList(big=viewer is Viewer.TRANSFEREE)
        answering = Answering(
            here.desk,
            here.case_id,
            viewer,
            shown=lambda: items.show_items(answering.items(step), answering.file_troubles),
            troubled=here.crashes.append,
            owner=items,
        )
        items.changed.connect(answering.change)
        items.taken_back.connect(answering.take_back)
        answering.load()
        qtbot.waitUntil(lambda: answering.hand is not None)
        settled(items, 800, 700)
        items.activateWindow()
        qtbot.waitUntil(items.isActiveWindow)
        items.answering = answering
        return items

    return show


def press(items: ItemList, qtbot, item_id: str, key: Qt.Key) -> None:
    items.go_to(item_id)
    qtbot.keyClick(QApplication.focusWidget(), key)
    qtbot.waitUntil(lambda: not items.answering.unsaved)


def test_1_2_3_answer_the_item_in_hand_and_backspace_takes_it_back(here, shown, qtbot) -> None:
    items = shown()
    press(items, qtbot, "A-05", Qt.Key.Key_2)
    assert here.answer("A-05").answer is Answer.NOT_APPLICABLE
    press(items, qtbot, "A-05", Qt.Key.Key_1)
    assert here.answer("A-05").answer is Answer.DONE
    press(items, qtbot, "A-05", Qt.Key.Key_Backspace)
    assert here.answer("A-05") is None


def test_a_reason_missing_is_said_once_the_item_is_left(here, shown, qtbot) -> None:
    items = shown()
    press(items, qtbot, "A-02", Qt.Key.Key_2)
    row = items.card("A-02")._details.rows["note"]
    assert row.isVisible()
    assert not row.message.isVisible()
    items.go_to("A-04")
    assert row.message.isVisible()
    assert row.message.words.text() == "To answer this item “Not applicable”, enter the reason."
    items.go_to("A-02")
    qtbot.keyClicks(QApplication.focusWidget(), "not used")
    items.go_to("A-04")
    qtbot.waitUntil(lambda: here.answer("A-02") is not None)
    assert here.answer("A-02").note == "not used"


def test_a_finished_item_folds_to_a_line_and_can_be_mended(here, shown, qtbot) -> None:
    here.do(answer_item, here.case_id, "A-01", AnswerInput(Answer.DONE, reference="ITS-26-04417"))
    items = shown()
    card = items.card("A-01")
    items.go_to("A-01")
    assert "ITS-26-04417" in card._caption.text()
    assert card._details is None
    card.mend.click()
    field = card._details.reference
    assert field.isVisible()
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "ITS-26-05555")
    items.go_to("A-04")
    qtbot.waitUntil(lambda: here.answer("A-01").reference == "ITS-26-05555")
    assert not field.isVisible()


def test_a_refresh_keeps_focus_and_half_typed_words(here, shown, qtbot) -> None:
    items = shown()
    press(items, qtbot, "A-03", Qt.Key.Key_3)
    field = items.card("A-03")._details.note
    field.setFocus()
    qtbot.keyClicks(field, "switched by the sys")
    here.do(answer_item, here.case_id, "A-06", AnswerInput(Answer.DONE))
    qtbot.waitUntil(lambda: items.answering.states["A-06"].finished)
    assert QApplication.focusWidget() is field
    assert field.text() == "switched by the sys"
    assert items.current() == "A-03"


def test_a_click_answers_although_the_item_above_folds_under_it(here, shown, qtbot) -> None:
    items = shown()
    items.go_to("A-01")
    segment = items.card("A-02").control.segments[0]
    # Through the native window and with the layout running between press and release, as a slow hand clicks.
    place = segment.mapTo(items, segment.rect().center())
    QTest.mousePress(items.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    for _turn in range(5):
        QApplication.processEvents()
    QTest.mouseRelease(items.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    qtbot.waitUntil(lambda: here.answer("A-02") is not None)
    qtbot.waitUntil(lambda: items.current() == "A-02")


def test_na_that_cannot_be_is_disabled_and_the_guide_says_why(here, shown) -> None:
    items = shown("DATA_DISPOSAL")
    items.go_to("D-07")
    card = items.card("D-07")
    assert not card.control.segments[1].isEnabled()
    said = [words.text() for words in card._help.findChildren(type(card._caption))]
    assert any(words.startswith("It cannot be chosen for this item.") for words in said)


def test_the_transferees_count_stands_open_and_units_are_japanese_only(here, shown, qtbot) -> None:
    items = shown("DATA_DISPOSAL", Viewer.TRANSFEREE)
    press(items, qtbot, "D-05", Qt.Key.Key_1)
    details = items.card("D-05")._details
    details.count.setFocus()
    qtbot.keyClicks(details.count, "0")
    items.go_to("D-01")
    qtbot.waitUntil(lambda: here.answer("D-05") is not None)
    assert here.answer("D-05").count == 0
    assert details.count.isVisible()
    assert "件" not in [label.text() for label in details.findChildren(type(details.rows["count"].label))]


def test_a_screen_reader_hears_item_question_and_answer(here, shown, qtbot) -> None:
    items = shown()
    press(items, qtbot, "A-05", Qt.Key.Key_1)
    control = items.card("A-05").control
    assert control.accessibleName().startswith("A-05　")
    assert control.accessibleName().endswith("Answer")
    assert control.accessibleDescription() == "Done"


def test_a_reported_case_shows_answers_without_any_way_to_change_them(here, shown) -> None:
    here.report()
    items = shown()
    card = items.card("A-01")
    assert card.control is None
    assert card._badge.look.word == "Done"
    assert not card.mend.isVisible()
