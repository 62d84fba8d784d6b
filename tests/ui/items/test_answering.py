"""Keeping answers: complete ones are facts at once, incomplete ones drafts that survive a restart."""

from __future__ import annotations

import pytest

from desktop_app.domain.answers import MOST_EVIDENCE, AnswerInput
from desktop_app.domain.facts import Answer, Verdict
from desktop_app.errors import DiskFull
from desktop_app.usecases.answering import answer_item, hand_over_seat
from desktop_app.usecases.confirming import Check, check_item, return_report
from desktop_app.usecases.drafts import Draft, read_drafts
from tests.fakes import disk_with_room_for
from tests.homes import reopened
from tests.ui.items.offices import Office, office
from ui.items import AFTER, Answering, Viewer, model


@pytest.fixture
def here(tmp_path, qapp):
    with office(tmp_path) as opened:
        yield opened


def begin(here: Office, qtbot, viewer: Viewer = Viewer.MANAGER) -> Answering:
    answering = Answering(here.desk, here.case_id, viewer, shown=lambda: None, troubled=here.crashes.append)
    answering.load()
    qtbot.waitUntil(lambda: answering.hand is not None)
    return answering


def settled(qtbot, answering: Answering) -> None:
    qtbot.waitUntil(lambda: not answering.unsaved)


def test_the_manager_sees_all_and_counts_what_is_answered_before_the_date(here, qtbot) -> None:
    steps = {step.key: step.total for step in begin(here, qtbot).steps()}
    assert list(steps.values()) == [6, 9, 6, 8, 7, 3, 1]
    assert list(steps)[-1] == AFTER


def test_the_transferee_sees_what_they_answer_and_what_the_briefing_answered(here, qtbot) -> None:
    here.brief()
    answering = begin(here, qtbot, Viewer.TRANSFEREE)
    first = answering.steps()[0]
    assert (first.name, first.done, first.total) == ("Briefing", 2, 2)
    assert [s.total for s in answering.steps()] == [2, 9, 4, 8, 3, 3]
    assert not any(state.editable for state in answering.items("PREPARATION"))


def test_a_complete_answer_is_recorded_at_once_with_whose_hand_it_was(here, qtbot) -> None:
    here.brief()
    here.do(hand_over_seat, here.case_id)
    answering = begin(here, qtbot, Viewer.TRANSFEREE)
    answering.change("D-03", Draft(answer="DONE", count="４１２"))
    settled(qtbot, answering)
    assert here.answer("D-03").count == 412
    assert here.answer("D-03").entered_by_transferee


def test_an_incomplete_answer_stays_as_draft_and_the_record_does_not_say_otherwise(here, qtbot) -> None:
    here.do(answer_item, here.case_id, "A-03", AnswerInput(Answer.DONE))
    answering = begin(here, qtbot)
    answering.change("A-03", Draft(answer="NOT_DONE", note="発令日に解除"))
    settled(qtbot, answering)
    state = answering.states["A-03"]
    assert (state.problem.field, state.finished) == ("due", False)
    assert here.answer("A-03") is None
    assert "A-03" in [item.id for item in answering.open_items()]
    answering.change("A-03", Draft(answer="NOT_DONE", note="発令日に解除", due="10/1"))
    settled(qtbot, answering)
    assert here.answer("A-03").due_on.isoformat() == "2026-10-01"
    assert here.do(read_drafts, here.case_id) == {}


def test_a_draft_survives_a_restart(tmp_path, qapp, qtbot) -> None:
    with office(tmp_path) as here:
        answering = begin(here, qtbot)
        draft = Draft(answer="NOT_APPLICABLE", reference="\U00020bb7-1", due="10/3x")
        answering.change("A-01", draft)
        settled(qtbot, answering)
        here.app = reopened(here.app)  # the lock belongs to the thread that took it; the lane is idle
        assert here.do(read_drafts, here.case_id) == {"A-01": draft}


def test_two_quick_answers_never_look_undone(here, qtbot) -> None:
    answering = begin(here, qtbot)
    seen = []
    answering._shown = lambda: seen.append(
        (answering.states["C-01"].draft.answer, answering.states["C-03"].draft.answer)
    )
    answering.change("C-01", Draft(answer="DONE"))
    answering.change("C-03", Draft(answer="NOT_APPLICABLE"))
    settled(qtbot, answering)
    assert seen[0] == ("DONE", "")
    assert set(seen[1:]) == {("DONE", "NOT_APPLICABLE")}


def test_taking_back_makes_the_item_unanswered_again(here, qtbot) -> None:
    here.do(answer_item, here.case_id, "C-01", AnswerInput(Answer.DONE))
    answering = begin(here, qtbot)
    answering.take_back("C-01")
    settled(qtbot, answering)
    assert here.answer("C-01") is None
    assert answering.states["C-01"].draft == Draft()


def test_evidence_is_sealed_and_named_by_the_answer(here, qtbot, tmp_path) -> None:
    picture = tmp_path / "設定画面.png"
    picture.write_bytes(b"\x89PNG" * 100)
    answering = begin(here, qtbot)
    answering.attach("A-04", picture)
    qtbot.waitUntil(lambda: bool(answering.states["A-04"].draft.evidence))
    answering.change("A-04", Draft(answer="DONE", evidence=answering.states["A-04"].draft.evidence))
    settled(qtbot, answering)
    assert [file.name for file in here.answer("A-04").evidence] == ["設定画面.png"]


def test_a_file_too_large_or_away_is_said_at_the_item_and_nothing_else_happens(here, qtbot, tmp_path) -> None:
    large = tmp_path / "large.png"
    large.write_bytes(bytes(5_000_001))
    answering = begin(here, qtbot)
    answering.attach("A-04", large)
    answering.attach("A-02", tmp_path / "nowhere.png")
    qtbot.waitUntil(lambda: len(answering.file_troubles) == 2)
    assert "too large" in answering.file_troubles["A-04"]
    assert "nowhere.png" in answering.file_troubles["A-02"]
    assert not answering.states["A-04"].draft.evidence


def test_the_fifty_first_file_is_said_at_the_item_before_it_is_sealed(here, qtbot, tmp_path) -> None:
    picture = tmp_path / "設定画面.png"
    picture.write_bytes(b"\x89PNG")
    answering = begin(here, qtbot)
    for _file in range(MOST_EVIDENCE + 1):
        answering.attach("A-04", picture)
    assert "at most 50" in answering.file_troubles["A-04"]
    qtbot.waitUntil(lambda: len(answering.states["A-04"].draft.evidence) == MOST_EVIDENCE)
    settled(qtbot, answering)


def test_returned_items_are_open_until_somebody_touches_them(here, qtbot) -> None:
    here.report()
    here.do(check_item, here.case_id, "D-05", Check(Verdict.TO_RETURN, "", "写真が残っています"))
    here.do(return_report, here.case_id)
    answering = begin(here, qtbot, Viewer.TRANSFEREE)
    assert "写真が残っています" in answering.states["D-05"].returned
    assert [item.id for item in answering.open_items()] == ["D-05"]
    answering.change("D-05", Draft(answer="DONE", count="3"))
    settled(qtbot, answering)
    assert answering.open_items() == ()
    assert answering.states["D-05"].returned == ""


def test_f8_goes_round_in_the_programmes_order(here, qtbot) -> None:
    here.brief()
    here.answer_all(but=("D-02", "C-04", "I-07"))
    answering = begin(here, qtbot)
    forward = [answering.next_open(after, 1).id for after in ("", "D-02", "D-03", "C-04", "I-07")]
    assert forward == ["D-02", "C-04", "C-04", "I-07", "D-02"]
    assert answering.next_open("C-04", -1).id == "D-02"


def test_what_the_disk_did_not_take_is_shown_still_and_saved_again_on_request(here, qtbot) -> None:
    answering = begin(here, qtbot)
    troubles = []
    answering._troubled = troubles.append
    size = max(path.stat().st_size for path in here.app.home.folder.rglob("*") if path.is_file())
    with disk_with_room_for(size):
        for number in range(40):
            answering.change("C-01", Draft(answer="DONE", note=f"{number} " + "\u6ce8" * 1900))
        qtbot.waitUntil(lambda: bool(troubles))
        here.do(lambda _app: None)
    assert isinstance(troubles[0], DiskFull)
    assert answering.states["C-01"].draft.note.startswith("39")
    assert answering.unsaved
    answering.retry()
    settled(qtbot, answering)
    assert here.answer("C-01").note.startswith("39")


@pytest.mark.parametrize(
    ("item", "draft", "field"),
    [
        ("D-03", Draft(answer="DONE"), "count"),
        ("D-03", Draft(answer="DONE", count="many"), "count"),
        ("A-02", Draft(answer="NOT_APPLICABLE"), "note"),
        ("C-01", Draft(answer="NOT_DONE", due="10/1"), "note"),
        ("C-01", Draft(answer="NOT_DONE", reason_code="SYSTEM"), "due"),
        ("C-01", Draft(answer="NOT_DONE", reason_code="SYSTEM", due="2026/9/1"), "due"),
        ("C-01", Draft(answer="NOT_DONE", reason_code="SYSTEM", due="soon"), "due"),
        ("C-01", Draft(answer="DONE", done="2026/9/25"), "done"),
    ],
)
def test_what_is_missing_is_said_at_its_field(here, qtbot, item, draft, field) -> None:
    answering = begin(here, qtbot)
    found = model.check(answering.hand, answering.hand.opened.programme.item(item), draft, Viewer.MANAGER)
    assert isinstance(found, model.Problem)
    assert found.field == field
