"""A restricted move on the case's screen: told with its reason, asked about, answered; and rights given back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.facts import Answer
from desktop_app.domain.restricted_moves import MoveVerdict
from desktop_app.exchange.programme_file import read_programme
from desktop_app.usecases.answering import answer_item, cancel_case
from desktop_app.usecases.intake import TransferInput, register_transfer
from desktop_app.usecases.programmes import adopt_programme, offered
from tests.ui.items.offices import office
from ui.case import make
from ui.case.history import history_lines
from ui.case.move_dialogs import AnswerDialog, ConsultDialog, DutiesDialog, RestoreDialog
from ui.shell import MainWindow


@pytest.fixture
def here(tmp_path, qapp):
    with office(tmp_path) as opened:
        opened.do(lambda app: adopt_programme(app, offered("kansai")))
        yield opened


@pytest.fixture
def opened(here, qtbot, tmp_path):
    def show(destination: str):
        entry = TransferInput(
            "0012399",
            "山本　惠子",
            date(2026, 10, 1),
            "関西電力株式会社",
            kana="ヤマモト　ケイコ",
            origin_department="ネットワークサービスセンター",
            destination_department=destination,
        )
        here.case_id = here.do(lambda app: register_transfer(app, entry))
        window = MainWindow((), tmp_path / "window.ini")
        qtbot.addWidget(window)
        screen = make(here.desk, here.navigator, here.case_id, "")
        window.add_screen("case", screen)
        window.show_screen("case")
        window.resize(1280, 800)
        with qtbot.waitExposed(window):
            window.show()
        qtbot.waitUntil(lambda: screen._state is not None)
        return screen

    return show


def told(screen) -> dict[str, tuple[str, str, str]]:
    return {one.key: (one.event, one.meaning, one.act) for one in screen._state.remarks}


def dialog_of(screen, kind: type):
    return next(dialog for dialog in screen.window().findChildren(kind) if dialog.isVisible())


def press(screen, act: str):
    """Press the button of the notice that leads to *act*."""
    remark = next(one for one in screen._state.remarks if one.act == act)
    notice = next(one for one in screen._banners.notices() if one.key == remark.key)
    notice.on_act()


def test_a_prohibited_move_is_told_asked_about_and_approved(here, opened, qtbot) -> None:
    screen = opened("お客さま本部　小売営業部")
    event, meaning, act = told(screen)["move"]
    assert (event, act) == ("Restricted move: Not allowed", "consult")
    assert "Last duty 2026-09-30, free from 2027-10-01." in meaning
    assert "form" not in told(screen)
    press(screen, "consult")
    asking = dialog_of(screen, ConsultDialog)
    asking.primary.click()
    qtbot.waitUntil(asking.row.has_error)
    asking.question.setPlainText("公表済みの計画だけを扱っていました。")
    asking.primary.click()
    qtbot.waitUntil(lambda: told(screen)["move"][2] == "answer")
    press(screen, "answer")
    answering = dialog_of(screen, AnswerDialog)
    answering.fields["answered_by"].setText("本社　田中")
    answering.fields["reason"].setPlainText("公表済みの計画のみ")
    answering.primary.click()
    qtbot.waitUntil(answering.rows["number"].has_error)
    answering.fields["number"].setText("第12号")
    answering.primary.click()
    qtbot.waitUntil(lambda: told(screen)["move"][0] == "Restricted move: Exception approved")
    assert "第12号" in told(screen)["move"][1]
    assert here.case().move_answers[-1].verdict is MoveVerdict.EXCEPTION_APPROVED
    words = [line.what for line in history_lines(screen._state.hand)]
    assert any("第12号" in line for line in words)
    assert any("公表済みの計画だけ" in line for line in words)
    assert here.crashes == []


def test_duties_that_cannot_be_told_are_stated(here, opened, qtbot) -> None:
    screen = opened("第三部")
    assert told(screen)["move"][0] == "Restricted move: Consultation needed"
    press(screen, "duties")
    stating = dialog_of(screen, DutiesDialog)
    stating.taken_up.set_value("SUPPORT")
    stating.primary.click()
    qtbot.waitUntil(lambda: told(screen)["move"][0] == "Restricted move: Allowed")
    assert here.case().move_duties.destination_function == "SUPPORT"


def test_a_cancelled_transfer_asks_for_each_right_to_be_given_back(here, opened, qtbot) -> None:
    screen = opened("法務部")
    for item_id in ("A-01", "I-05"):
        here.do(lambda app, item=item_id: answer_item(app, here.case_id, item, AnswerInput(Answer.DONE, reference="1")))
    here.do(lambda app: cancel_case(app, here.case_id, "発令取消"))
    qtbot.waitUntil(lambda: "restore" in told(screen))
    assert told(screen)["restore"][0].endswith("A-01, I-05.")
    press(screen, "restore")
    first = dialog_of(screen, RestoreDialog)
    first.reference.setText("再申請88")
    first.primary.click()
    qtbot.waitUntil(lambda: told(screen)["restore"][0].endswith(": I-05."))
    press(screen, "restore")
    second = dialog_of(screen, RestoreDialog)
    assert second.item.value() == "I-05"
    second.not_needed.setChecked(True)
    second.primary.click()
    qtbot.waitUntil(second.note_row.has_error)
    second.note.setPlainText("異動先で使わない")
    second.primary.click()
    qtbot.waitUntil(lambda: "restore" not in told(screen))
    assert [one.needed for one in here.case().restored.values()] == [True, False]
    assert here.crashes == []


def test_an_invented_programme_of_six_steps_is_shown_in_its_own_words(here, opened, qtbot) -> None:
    other = Path(__file__).parents[2] / "core" / "exchange" / "other_programme.yaml"
    here.do(lambda app: adopt_programme(app, read_programme(other)))
    screen = opened("法務部")
    names = [step.name for step in screen._state.steps]
    assert names[:5] == ["Talk", "Lent", "Wiping", "Secrets", "Signing"]  # its fourth step is the second gate alone
    assert [step.number for step in screen._state.steps][:5] == list("12356")
    screen.presenter.go_to_step("LENT")
    qtbot.waitUntil(lambda: screen._state.step.key == "LENT")
    assert [item.item.id for item in screen._state.items] == ["LENT-20"]
    assert "move" not in told(screen)
    assert here.crashes == []
