"""Words and fields: rare letters, long names, input methods, numbers, readings and dates."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.parts import ime
from ui.parts.dates import DateField
from ui.parts.fields import Choice, EmployeeNoField, KanaField, LineField, NumberField, TextField
from ui.parts.labels import label, paragraph
from ui.parts.search import SearchField

TODAY = date(2026, 9, 24)
RARE = "\U00020bb7田　誠"
LONG = "O'Brien-Fitzgerald, Jonathan Maximilian Alexander"


def compose(field: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(field, event)


# --- words ---------------------------------------------------------------------------------------------------


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


# --- fields --------------------------------------------------------------------------------------------------


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


# --- dates ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["1001", "10/1", "R8.10.1", "2026-10-01", "１０／１"])
def test_a_date_is_read_as_people_write_it(settled, typed) -> None:
    field = settled(DateField(near=TODAY))
    compose(field.line, "", typed)
    assert field.value() == date(2026, 10, 1)
    assert field.echo.text() == "Thursday 1 October 2026"


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
