"""The scenarios of domain notes §6.2 that are about masters, lists and what is out of the ordinary, as one table.

``SCENARIOS`` reads like the notes: number, condition, what is expected; the function below plays it in a real home.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop_app import errors, text
from desktop_app.app import App
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import CaseState, answerable
from desktop_app.domain.facts import Answer, ExceptionKind
from desktop_app.domain.master_facts import MasterVersion
from desktop_app.domain.restoring_facts import TakenAwayRestored
from desktop_app.domain.today import TaskKind
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases import access_check, answering, circumstances, confirming, masters, standing_in
from desktop_app.usecases.desk import todays_work
from desktop_app.usecases.intake import TransferInput, import_announcement, read_for_import, register_transfer
from desktop_app.usecases.ledger import ledger_entries, remarks
from desktop_app.usecases.ledger_choice import LedgerChoice
from desktop_app.usecases.ledger_printing import render_ledger_pdf
from desktop_app.usecases.people import PersonInput, enrol_person, sit_down
from desktop_app.usecases.reporting import sign_and_report
from tests.core.papers.paper_tools import extracted_bytes
from tests.fakes import FixedClock
from tests.homes import DEPUTY, MANAGER, PIN, found, register
from tests.refusals import STROKES, answer_everything

D = date
Scenario = Callable[[App, Path], Any]
SCENARIOS: dict[str, tuple[str, str, Scenario]] = {}


def scenario(number: str, condition: str, expected: str) -> Callable[[Scenario], Scenario]:
    """Enter a function into the table."""

    def enter(play: Scenario) -> Scenario:
        SCENARIOS[number] = (condition, expected, play)
        return play

    return enter


@pytest.fixture
def app(tmp_path):
    text.use_language("en")
    opened = found(tmp_path)
    yield opened
    opened.close()


def confirmed(app: App, case_id: str) -> None:
    """Take a case to its confirmation by the deputy, who then stays at the desk."""
    answer_everything(app, case_id)
    sign_and_report(app, case_id, STROKES)
    deputy = enrol_person(app, DEPUTY, PIN, own_pin=PIN)
    sit_down(app, deputy.person_id, PIN)
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN)


def remark_of(app: App, case_id: str) -> str:
    summary = app.cases.summary(case_id)
    assert summary is not None
    return remarks(app, summary)


@scenario("T9", "発令取消", "状態 CANCELLED、保存対象、管理表に「取消」、権限復元タスク")
def _cancelled(app: App, _folder: Path) -> None:
    case_id = register(app, "0012345")
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    done = AnswerInput(Answer.DONE, count=0)
    answering.answer_items(app, case_id, {"A-01": done, "C-01": done, "I-02": done, "D-01": done})
    answering.cancel_case(app, case_id, "人事部から取消の連絡")
    summary = app.cases.summary(case_id)
    assert (summary.state, summary.to_restore) == (CaseState.CANCELLED, 3), "what was erased is not given back"
    assert [entry.judgement.value for entry in ledger_entries(app, CaseFilter())] == ["CANCELLED"]
    assert [task.kind for task in todays_work(app).tasks] == [TaskKind.RESTORE]
    assert app.cases.waiting(app.today()) == 1
    back = partial(TakenAwayRestored, case_id, restored_on=app.today(), needed=True, reference="", note="")
    answering.restore_taken_away(app, case_id, back("A-01", reference="再-1"))
    answering.restore_taken_away(app, case_id, back("C-01", needed=False, note="転送は要らない"))
    answering.restore_taken_away(app, case_id, back("I-02"))
    assert todays_work(app).tasks == ()
    assert app.cases.waiting(app.today()) == 0
    with pytest.raises(errors.NothingToRestore):
        answering.restore_taken_away(app, case_id, back("D-01"))
    answering.withdraw_cancellation(app, case_id, "取消が取り消された")
    answers = app.record.case(case_id).answers
    assert set(answers) == {"C-01", "D-01"}, "what was given back has to be taken away again"


def workplace(code: str, name: str, first: date | None, heir: str = "", last: date | None = None) -> MasterVersion:
    return MasterVersion(code, name, first, last, {"succeeded_by": heir} if heir else {})


@scenario("T12", "二職場の統合 4/1（A・B→C）", "案件は当時の名称で印字、検索は新旧両方、両職場の管理表を結合印刷")
def _merged(app: App, folder: Path) -> None:
    for version in (
        workplace("DST11", "東部配電事業所", None, "NSC01", D(2027, 3, 31)),
        workplace("NSC01", "西部配電事業所", None),
        workplace("NSC01", "東西配電事業所", D(2027, 4, 1)),
    ):
        masters.record_version(app, "workplace", version)
    entry = TransferInput("0012345", "佐藤　太郎", D(2027, 3, 1), "あおば電力株式会社", specified_affiliate=True)
    old = register_transfer(app, replace(entry, org_code="DST11", origin_department="東部配電事業所"))
    register_transfer(app, replace(entry, employee_no="0012346", name="鈴木　一郎"))
    assert app.record.case(old).origin.department == "東部配電事業所", "as it was called then"
    for words in ("東西", "東部配電", "DST11", "NSC01"):
        found_numbers = {one.transferee.employee_no for one in app.cases.page(CaseFilter(text=words))}
        assert "0012345" in found_numbers, words
    assert app.cases.count(CaseFilter(text="東西")) == 2, "the new name finds the old cases too"
    pdf, _pages = render_ledger_pdf(app, LedgerChoice(half=HalfYear(2026, 2), workplaces=frozenset({"NSC01"})))
    printed = extracted_bytes(pdf)
    assert "東部配電事業所" in printed
    assert "DST11" in printed
    # An announcement may still say the old code: the row is ours.
    announced = folder / "a.csv"
    announced.write_text("社員番号,氏名,発令日,所属コード,異動先会社\n0012399,林　真理,2027/4/1,DST11,青葉\n", "utf-8")
    assert read_for_import(app, announced).left_out == 0


@scenario("T13", "職場情報管理者の本人異動", "自分の案件は確認不可→代理者／上位者が確認")
def _own_case(app: App, _folder: Path) -> None:
    case_id = register(app, MANAGER.employee_no, MANAGER.name)
    answer_everything(app, case_id)
    sign_and_report(app, case_id, STROKES)
    with pytest.raises(errors.OwnCase):
        confirming.accept_rest(app, case_id)
    details = {"confirmer": DEPUTY.name, "handed_over_on": "2026-09-24"}
    circumstances.record_circumstance(app, case_id, "own_manager", details)
    deputy = enrol_person(app, DEPUTY, PIN, own_pin=PIN)
    sit_down(app, deputy.person_id, PIN)
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN)
    assert "Manager's own" in remark_of(app, case_id)


@scenario("T14", "職場情報管理者と代理者が同時に不在", "上位組織の管理者が代行（期限付き指名）。日数を点検No.25に計上")
def _both_away(app: App, _folder: Path) -> None:
    given = {"employee_no": "0009001", "name": "大野　進", "title": "支社長", "reason": "出張と休暇が重なる"}
    first = standing_in.name_substitute(app, **given, valid_from=D(2026, 9, 29), valid_to=D(2026, 10, 2))
    standing_in.name_substitute(app, **given, valid_from=D(2026, 10, 1), valid_to=D(2026, 10, 3))
    named = app.workplace.substitutes
    assert standing_in.substitutes_on(named, D(2026, 9, 30)) == (first,)
    assert standing_in.days_stood_in(named, HalfYear(2026, 1)) == 2
    assert standing_in.days_stood_in(named, HalfYear(2026, 2)) == 3, "a day counts once"
    with pytest.raises(errors.PeriodImpossible):
        standing_in.name_substitute(app, **given, valid_from=D(2026, 10, 2), valid_to=D(2026, 10, 1))


@scenario("T15", "管理者交代と確認待ち案件", "確認者は確認時の在任者名で固定")
def _manager_changes(app: App, _folder: Path) -> None:
    case_id = register(app, "0012345")
    confirmed(app, case_id)
    assert app.cases.summary(case_id).confirmed_by == DEPUTY.name


@scenario("T16", "1人に1日で兼務解除＋転籍", "2案件をリンク、項目は共通化して二重入力しない")
def _two_cases(app: App, _folder: Path) -> None:
    first = register(app, "0012345")
    answer_everything(app, first)
    second = register(app, "0012345", effective=D(2026, 10, 2))
    number = app.record.case(first).case_no
    circumstances.link_cases(app, second, number, "兼務解除と転籍")
    answering.record_briefing(app, second, answering.Briefing(app.today(), "対面"))
    assert circumstances.take_over_answers(app, second, number) > 30
    case, programme = answering.open_case(app, second)
    assert all(case.is_answered(item) for item in answerable(programme))
    assert "Linked" in remark_of(app, first)
    assert "Linked" in remark_of(app, second)
    with pytest.raises(errors.LinkedToItself):
        circumstances.link_cases(app, second, number)
    with pytest.raises(errors.LinkedToItself):
        circumstances.link_cases(app, second, app.record.case(register(app, "0012346")).case_no)


@scenario("T17", "発令後に端末紛失判明", "管理表に注記。確認取消は不可（追記のみ）")
def _lost_afterwards(app: App, _folder: Path) -> None:
    case_id = register(app, "0012345")
    confirmed(app, case_id)
    before = app.record.case(case_id)
    details = {"what": "ノートPC PC-001", "lost_on": "2026-09-24", "report_no": "L-26-004", "leak": "LOOKING"}
    circumstances.record_circumstance(app, case_id, "loss", details)
    case = app.record.case(case_id)
    assert (case.state, case.confirmation, case.answers) == (CaseState.CONFIRMED, before.confirmation, before.answers)
    assert "Something lost" in remark_of(app, case_id)
    assert case.conflicts == ()
    circumstances.end_circumstance(app, case_id, "loss", app.today(), "見つかった")
    assert "Something lost" not in remark_of(app, case_id)
    assert len(app.record.history(case_id)) > len(before.answers), "both facts stay in the history"


@scenario("T18", "回答「該当なし」だけの案件", "該当なしにできない項目と、理由の必要な項目がある")
def _everything_not_applicable(app: App, _folder: Path) -> None:
    case_id = register(app, "0012345")
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    _case, programme = answering.open_case(app, case_id)
    refused = set()
    for item in answerable(programme):
        try:
            answering.answer_item(app, case_id, item.id, AnswerInput(Answer.NOT_APPLICABLE))
        except errors.Refused as error:
            refused.add(type(error).__name__)
    assert {"NotApplicableNotAllowed", "ReasonMissing"} <= refused


@scenario(
    "T22",
    "人事CSV：4つの文字コード、和暦日付、Excel連番45748",
    "45748 → 2025-04-01。自動判別→プレビュー→確定",
)
def _every_announcement(app: App, folder: Path) -> None:
    head = ("社員番号", "氏名", "フリガナ", "発令日", "所属コード", "異動先会社")
    for number, (encoding, delimiter, day) in enumerate(
        (
            ("cp932", ",", "R7.4.1"),
            ("utf-8-sig", ",", "令和７年４月１日"),
            ("utf-8", ",", "45748"),
            ("utf-16-le", "\t", "20250401"),
        )
    ):
        path = folder / f"{number}.csv"
        row = (f"001234{number}", "\ufa11山　美咲", "サキヤマ　ミサキ", day, "NSC01", "あおば電力株式会社")
        words = "\r\n".join(delimiter.join(cells) for cells in (head, row))
        path.write_bytes(words.encode(encoding))
        preview = read_for_import(app, path)
        assert [one.transfer.effective_date for one in preview.rows] == [D(2025, 4, 1)]
        assert preview.wrong == preview.doubtful == ()
        assert app.cases.count(CaseFilter(in_scope_only=False)) == number, "a preview records nothing"
        assert len(import_announcement(app, preview)) == 1
    assert len(app.workplace.rolls) == 4


@scenario("T23", "権限CSVに本人IDが2システムで残存", "A-07 不一致2件")
def _rights_left(app: App, folder: Path) -> None:
    case_id = register(app, "0012345")
    confirmed(app, case_id)
    rights = folder / "rights.csv"
    rights.write_bytes(
        "ユーザID,システム名,権限\n0012345,託送OSS,閲覧\n0012345,検針,更新\n0012345,検針,閲覧\n0099999,検針,閲覧\n".encode(
            "cp932"
        )
    )
    assert access_check.compare_access_list(app, rights).people == (), "before the date nothing is compared"
    app.surroundings.clock.now = FixedClock().now.replace(month=10, day=5)
    check = access_check.compare_access_list(app, rights)
    assert [(one.places, len(one.rights)) for one in check.remaining] == [(("託送OSS", "検針"), 3)]
    assert access_check.record_access_check(app, check) == 1
    done = app.record.case(case_id).post_checks["A-07"]
    assert done.remaining == 2
    assert "託送OSS" in done.note


@pytest.mark.parametrize("number", SCENARIOS)
def test_a_scenario_of_the_notes_goes_as_it_says(number, app, tmp_path):
    _condition, _expected, play = SCENARIOS[number]
    play(app, tmp_path)


def test_the_table_covers_what_this_part_of_the_notes_asks():
    assert set(SCENARIOS) == {"T9", *(f"T{number}" for number in range(12, 19)), "T22", "T23"}


def test_an_exception_of_somebody_away_ends_the_case_and_their_return_is_recorded(app):
    """§5.4 代理申告: six steps of one person on leave, from the declaration by somebody else to their return."""
    case_id = register(app, "0012345")
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "電話"))
    away = {
        "why": "CHILDCARE",
        "since": "2026-08-01",
        "measures": "権限停止",
        "expected_return": "2027-04-01",
    }
    circumstances.record_circumstance(app, case_id, "leave", away)
    declared = {"declarer": "大野　進", "relation": "所属長", "reason": "休業中のため", "reached": "PHONE"}
    circumstances.record_circumstance(app, case_id, "deputy_declaration", declared)
    answering.answer_item(app, case_id, "A-01", AnswerInput(Answer.DONE))
    with pytest.raises(errors.NotBySomebodyElse):
        answering.answer_item(app, case_id, "D-07", AnswerInput(Answer.DONE))
    left = AnswerInput(Answer.NOT_DONE, note="本人不在", due_on=D(2027, 4, 1))
    answering.answer_item(app, case_id, "D-07", left)
    head = enrol_person(app, PersonInput("大野　進", "オオノ", "0009001", role=DEPUTY.role), PIN, own_pin=PIN)
    sit_down(app, head.person_id, PIN)
    confirming.close_as_exception(app, case_id, ExceptionKind.ABSENT, "休業中", PIN)
    circumstances.finish_open_item(app, case_id, "D-07", note="復帰後に本人が確認")
    circumstances.end_circumstance(app, case_id, "leave", app.today())
    summary = app.cases.summary(case_id)
    assert (summary.state, summary.open_items, summary.circumstances) == (
        CaseState.CLOSED_EXCEPTION,
        (),
        ("deputy_declaration",),
    )


def test_notice_on_the_day_first_six_items_then_the_full_list(app):
    case_id = register(app, "0012345", effective=app.today())
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    with pytest.raises(errors.WrongState):
        circumstances.leave_the_rest(app, case_id)
    circumstances.record_circumstance(app, case_id, "urgent", {"noticed_on": "2026-09-24", "rest_by": "2026-10-05"})
    with pytest.raises(errors.NotStillOpen):
        circumstances.leave_the_rest(app, case_id)
    for item in ("A-01", "A-03", "C-01", "C-03", "I-01", "D-06"):
        answering.answer_item(app, case_id, item, AnswerInput(Answer.DONE, count=0))
    left = circumstances.leave_the_rest(app, case_id)
    case, programme = answering.open_case(app, case_id)
    assert left == len(answerable(programme)) - 6 - 2, "the two briefing items are answered by the briefing"
    assert {answer.fact.due_on for answer in case.answers.values() if answer.fact.answer is Answer.NOT_DONE} == {
        D(2026, 10, 5)
    }
    assert {item.item_id for item in app.cases.summary(case_id).open_items}.isdisjoint({"A-01", "D-06"})


def test_discovered_late_is_a_circumstance_with_its_story(app):
    case_id = register(app, "0012345", effective=D(2026, 7, 1))
    with pytest.raises(errors.FieldMissing):
        circumstances.record_circumstance(app, case_id, "discovered_late", {"discovered_on": "2026-09-24"})
    details = {"discovered_on": "2026-09-24", "course": "人事発令の照合で判明", "correction": "本日中に権限を解除"}
    circumstances.record_circumstance(app, case_id, "discovered_late", details)
    assert app.record.case(case_id).circumstances[0].details == details
    assert "Discovered late" in remark_of(app, case_id)


def test_every_circumstance_can_be_recorded_and_ended(app):
    case_id = register(app, "0012345")
    for kind in circumstances.rules().kinds:
        details = {
            detail.name: {"date": "2026-09-24", "choice": detail.choices[0][0] if detail.choices else ""}.get(
                detail.type.value, "記入"
            )
            for detail in kind.details
        }
        circumstances.record_circumstance(app, case_id, kind.id, details)
    held = app.cases.summary(case_id).circumstances
    assert set(held) == {kind.id for kind in circumstances.rules().kinds}
    for kind in held:
        circumstances.end_circumstance(app, case_id, kind, app.today())
    assert app.cases.summary(case_id).circumstances == ()
    with pytest.raises(errors.CircumstanceUnknown):
        circumstances.end_circumstance(app, case_id, "loss", app.today())
    with pytest.raises(errors.CircumstanceUnknown):
        circumstances.record_circumstance(app, case_id, "nothing", {})
