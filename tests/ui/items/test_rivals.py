"""An item answered on two PCs, on the screen: what is said, both answers, and the choice by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app import text
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.facts import Answer, ItemAnswered
from desktop_app.usecases.answering import answer_item
from tests.ui.items.offices import office
from ui.items import Answering, ItemList, Viewer
from ui.items.rivals import Rival, question

STEP = "ACCESS_REVOCATION"


@pytest.fixture
def here(tmp_path, qapp):
    with office(tmp_path) as opened:
        yield opened


def ignorant(app, case_id: str, note: str) -> None:
    """Record an answer as a PC does that knows of no other."""
    nothing = dict.fromkeys(("count", "due_on"))
    app.commit(
        (
            ItemAnswered(
                case_id,
                "A-01",
                Answer.DONE,
                app.today(),
                **nothing,
                reason_code="",
                note=note,
                reference="",
                evidence=(),
                entered_by_transferee=False,
                replaces=(),
            ),
        )
    )


@pytest.fixture
def shown(here, qtbot, settled):
    items = ItemList()
    answering = Answering(
        here.desk,
        here.case_id,
        Viewer.MANAGER,
        shown=lambda: items.show_items(answering.items(STEP), answering.file_troubles),
        troubled=here.crashes.append,
        owner=items,
    )
    items.changed.connect(answering.change)
    items.chosen.connect(answering.choose)
    here.do(answer_item, here.case_id, "A-01", AnswerInput(Answer.DONE, reference="ITS-26-04417"))
    answering.load()
    qtbot.waitUntil(lambda: answering.hand is not None)
    settled(items, 800, 700)
    items.activateWindow()
    qtbot.waitUntil(items.isActiveWindow)
    here.do(ignorant, here.case_id, "窓口で確認")
    qtbot.waitUntil(lambda: bool(answering.states["A-01"].rivals))
    items.answering = answering
    return items


def words_of(items: ItemList) -> str:
    return "\n".join(label.text() for label in items.card("A-01").rivals.findChildren(QLabel) if label.text())


def test_both_answers_stand_in_the_row_with_who_and_when(here, shown) -> None:
    told = words_of(shown)
    assert "answered on another PC too (岡部　誠司, " in told
    assert "ITS-26-04417" in told
    assert "窓口で確認" in told
    assert not shown.answering.states["A-01"].finished
    names = [button.accessibleName() for button in shown.card("A-01").rivals.buttons]
    assert names == ["A-01　Use this one"] * 2
    assert "窓口で確認" in shown.card("A-01").rivals.buttons[1].accessibleDescription()


@pytest.mark.parametrize(("tabs", "note"), [(1, ""), (2, "窓口で確認")])
def test_one_is_chosen_by_keyboard_and_the_question_goes(here, shown, qtbot, tabs: int, note: str) -> None:
    shown.go_to("A-01")
    for _ in range(tabs):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is shown.card("A-01").rivals.buttons[tabs - 1]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown.answering.states["A-01"].finished)
    assert here.answer("A-01").note == note
    assert here.case().rivals == {}
    assert shown.card("A-01").rivals is None


def test_another_answer_is_a_choice_too(here, shown, qtbot) -> None:
    shown.go_to("A-01")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_1)
    qtbot.waitUntil(lambda: shown.answering.states["A-01"].finished)
    assert (here.answer("A-01").note, here.answer("A-01").reference) == ("", "")
    assert shown.card("A-01").rivals is None


def test_the_question_names_the_other_pcs_answer() -> None:
    text.use_language("ja")
    mine = Rival("a/1/0", "林　真理", "14:10", "完了", here=True)
    other = Rival("b/1/0", "岡部　誠司", "14:05", "完了", here=False)
    said = "この項目は、別のPCでも回答されています（岡部　誠司　14:05）。どちらを使うか選んでください。"
    assert question((other, mine)) == question((mine, other)) == said
    text.use_language("en")
