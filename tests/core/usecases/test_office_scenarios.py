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
from desktop_app.domain.facts import Answer, ExceptionKind, ItemAnswered, Role, Verdict
from desktop_app.domain.finding_facts import Leak, Severity
from desktop_app.domain.master_facts import MasterVersion
from desktop_app.domain.restoring_facts import TakenAwayRestored
from desktop_app.domain.retention import may_be_disposed_of, retention_expires_on
from desktop_app.domain.today import TaskKind
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases import access_check, answering, circumstances, confirming, findings, masters, standing_in
from desktop_app.usecases.desk import todays_work
from desktop_app.usecases.handing_over import handover_list, render_handover_list
from desktop_app.usecases.intake import TransferInput, import_announcement, read_for_import, register_transfer
from desktop_app.usecases.ledger import ledger_entries, remarks
from desktop_app.usecases.ledger_choice import LedgerChoice
from desktop_app.usecases.ledger_printing import render_ledger_pdf
from desktop_app.usecases.people import PersonInput, correct_person, enrol_person, sit_down
from desktop_app.usecases.reporting import sign_and_report
from desktop_app.usecases.self_inspection import inspection_counts
from desktop_app.usecases.sharing import sync
from tests.core.papers.paper_tools import extracted_bytes
from tests.fakes import FixedClock
from tests.homes import DEPUTY, MANAGER, PIN, enrolled, found, register
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
    # The superior confirms, enrolled like anybody else, in their own name.
    case_id = register(app, "0077777")
    answer_everything(app, case_id)
    sign_and_report(app, case_id, STROKES)
    head = PersonInput(given["name"], "オオノ", given["employee_no"], role=Role.DEPARTMENT_HEAD)
    superior = enrol_person(app, head, PIN, own_pin=PIN)
    # From the 28th on the manager is none any more: of the days until the 30th, two are stood in for.
    app.surroundings.clock.now = FixedClock().now.replace(day=28)
    gone = PersonInput(MANAGER.name, MANAGER.kana, MANAGER.employee_no, role=Role.DEPUTY_MANAGER)
    correct_person(app, app.person_id, gone, own_pin=PIN)
    app.surroundings.clock.now = FixedClock().now.replace(day=30)
    figures = inspection_counts(app, HalfYear(2026, 1)).figures[25]
    assert (figures["count"], figures["stood_in"]) == ("1", "2")
    sit_down(app, superior.person_id, PIN)
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN, "管理者が不在のため")
    assert app.cases.summary(case_id).confirmed_by == given["name"]


@scenario("T15", "管理者交代と確認待ち案件", "交代前に引継ぎ一覧を印刷。確認者は確認時の在任者名で固定")
def _manager_changes(app: App, _folder: Path) -> None:
    settled, waiting = register(app, "0077777"), register(app, "0077778", "渡邉　由紀子")
    confirmed(app, settled)
    answer_everything(app, waiting)
    sign_and_report(app, waiting, STROKES)
    findings.raise_finding(app, findings.FindingInput("台帳の記入もれ", "林　真理", D(2026, 10, 9)))
    found_there = handover_list(app)
    kinds = {one.summary.case_id: one.kind for one in found_there.cases}
    assert kinds == {settled: TaskKind.POST_CHECK, waiting: TaskKind.CONFIRM}
    assert [one.finding_no for one in found_there.findings] == ["F-26A-A001"]
    printed = extracted_bytes(render_handover_list(app))
    for words in ("引継ぎ一覧", "渡邉", "NSC01-26B-A002", "F-26A-A001"):
        assert words in printed.replace("\n", ""), words
    # Afterwards the one who confirmed is called otherwise, and somebody else is the manager.
    renamed = PersonInput("改姓　葵", "カイセイ", DEPUTY.employee_no, role=DEPUTY.role)
    correct_person(app, app.person_id, renamed, own_pin=PIN)
    assert app.cases.summary(settled).confirmed_by == DEPUTY.name, "fixed as of the confirmation"
    confirming.accept_rest(app, waiting)
    confirming.confirm_case(app, waiting, PIN)
    assert app.cases.summary(waiting).confirmed_by == "改姓　葵"


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


@scenario("T17", "発令後に端末紛失判明", "完了→是正(重大)起票→管理表に注記。確認取消は不可（追記のみ）")
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
    (finding,) = app.findings.of_case(case_id)
    assert (finding.severity, finding.leak, finding.about) == (Severity.SERIOUS, Leak.LOOKING, "0012345")
    assert "L-26-004" in finding.raised.what
    assert finding.finding_no in remark_of(app, case_id)
    with pytest.raises(errors.WrongState):
        confirming.confirm_case(app, case_id, PIN)
    circumstances.record_circumstance(app, case_id, "loss", details | {"remote_erasure": "済"})
    assert app.findings.of_case(case_id) == (finding,), "told again, it is the same loss"
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


@scenario("T19", "差戻し3回", "履歴全件、印刷は最終＋差戻し回数")
def _returned_three_times(app: App, _folder: Path) -> None:
    case_id = register(app, "0077777")
    answer_everything(app, case_id)
    deputy = enrol_person(app, DEPUTY, PIN, own_pin=PIN)
    sit_down(app, deputy.person_id, PIN)
    for words in ("一度目", "二度目", "三度目"):
        sign_and_report(app, case_id, STROKES)
        confirming.check_item(app, case_id, "A-01", confirming.Check(Verdict.TO_RETURN, text=words))
        confirming.return_report(app, case_id)
        answering.answer_item(app, case_id, "A-01", AnswerInput(Answer.DONE, reference=words))
    sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN)
    case = app.record.case(case_id)
    assert [returned.items[0].text for returned in case.returns] == ["一度目", "二度目", "三度目"]
    assert len(case.superseded_reports) == 3, "each paper that was signed is kept"
    told = [fact.fact.reference for fact in app.record.history(case_id) if isinstance(fact.fact, ItemAnswered)]
    assert told[-3:] == ["一度目", "二度目", "三度目"], "every answer stays in the history"
    assert "Returned 3×" in remark_of(app, case_id)


@scenario(
    "T20",
    "同時編集（本人PCと管理者PC、共有同期）",
    "版競合を検知しどちらも失わない。項目単位で後勝ちにしない、確認済は不変",
)
def _edited_at_once(_app: App, folder: Path) -> None:
    first = found(folder, "first", share=folder / "share")
    case_id = register(first, "0077777")
    answering.record_briefing(first, case_id, answering.Briefing(first.today(), "対面"))
    second = enrolled(first, folder)
    for one, words in ((first, "一台目"), (second, "二台目")):
        answering.answer_item(one, case_id, "A-01", AnswerInput(Answer.DONE, reference=words))
        answering.answer_item(one, case_id, "A-04", AnswerInput(Answer.DONE))
    for one in (first, second, first):
        sync(one)
    histories = [
        [each.fact.reference for each in one.record.history(case_id) if isinstance(each.fact, ItemAnswered)]
        for one in (first, second)
    ]
    assert histories[0] == histories[1]
    assert set(histories[0]) > {"一台目", "二台目"}, "neither is lost"
    assert first.record.case(case_id) == second.record.case(case_id)
    rivals = first.record.case(case_id).rivals
    assert set(rivals) == {"A-01"}, "the same answer at both is no conflict"
    assert first.record.case(case_id).answer("A-01") is None, "the later one does not win"
    with pytest.raises(errors.AnswersDiffer):
        sign_and_report(first, case_id, STROKES)
    chosen = next(one for one in rivals["A-01"] if one.fact.reference == "一台目")
    answering.choose_answer(second, case_id, "A-01", chosen.positions[0].place)
    for one in (second, first):
        sync(one)
        assert one.record.case(case_id).answer("A-01").reference == "一台目"
    # Confirmed at one, changed at the other: the confirmation stands, and what came too late stays visible.
    answer_everything(first, case_id)
    sign_and_report(first, case_id, STROKES)
    answering.answer_item(second, case_id, "C-01", AnswerInput(Answer.DONE, reference="行き違い"))
    confirming.accept_rest(first, case_id)
    confirming.confirm_case(first, case_id, PIN)
    settled = first.record.case(case_id)
    for one in (first, second, first):
        sync(one)
    after = first.record.case(case_id)
    assert (after.state, after.confirmation) == (CaseState.CONFIRMED, settled.confirmation)
    assert after == second.record.case(case_id)
    kept = [each.fact for each in first.record.history(case_id)]
    assert any(isinstance(fact, ItemAnswered) and fact.reference == "行き違い" for fact in kept)
    for one in (first, second):
        one.close()


@scenario("T21", "共有切断中の完了報告", "ローカル保存→復旧後に同期。報告日時は入力時刻を採用")
def _reported_while_away(_app: App, folder: Path) -> None:
    share, away = folder / "share", folder / "away"
    first = found(folder, "first", share=share)
    second = enrolled(first, folder)
    case_id = register(first, "0077777")
    answer_everything(first, case_id)
    share.rename(away)
    sign_and_report(first, case_id, STROKES)
    with pytest.raises(errors.Unavailable):
        sync(first)
    assert first.record.case(case_id).state is CaseState.REPORTED
    away.rename(share)
    first.surroundings.clock.now = FixedClock().now.replace(month=10, day=5)
    for one in (first, second):
        sync(one)
    report = second.record.case(case_id).report
    assert report.reported_on == D(2026, 9, 24), "the day it was entered, not the day it arrived"
    for one in (first, second):
        one.close()


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


@scenario("T23", "権限CSVに本人IDが2システムで残存", "A-07 不一致2件→是正起票")
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
    raised = app.findings.of_case(case_id)
    assert [one.finding_no for one in raised] == ["F-26B-A001", "F-26B-A002"]
    assert ["託送OSS" in one.raised.what for one in raised] == [True, False]
    assert "検針" in raised[1].raised.what


@scenario("T25", "3年満了、是正未了が1件", "その1件だけ保留、ほかは廃棄可")
def _one_is_held(app: App, _folder: Path) -> None:
    held, free = register(app, "0077777"), register(app, "0077778")
    number = app.cases.summary(held).case_no
    finding = findings.raise_finding(app, findings.FindingInput("権限の残り", "林", D(2026, 10, 9), case=number))
    rule, over = app.workplace.programme.retention, D(2030, 4, 1)
    until = retention_expires_on(rule.mode, rule.years, D(2026, 10, 1), D(2026, 10, 2))
    assert until == D(2030, 3, 31)
    assert not may_be_disposed_of(until, over, findings.holds_on(app, held))
    assert may_be_disposed_of(until, over, findings.holds_on(app, free))
    findings.judge_leak(app, finding.finding_no, Leak.NO, "利用なし")
    findings.complete(app, finding.finding_no, "解除した", own_pin=PIN)
    sit_down(app, enrol_person(app, DEPUTY, PIN, own_pin=PIN).person_id, PIN)
    findings.verify_effect(app, finding.finding_no, "残存なし", own_pin=PIN)
    assert not may_be_disposed_of(until, over, findings.holds_on(app, held)), "until it has ended"
    findings.close(app, finding.finding_no, own_pin=PIN)
    assert may_be_disposed_of(until, over, findings.holds_on(app, held))


@pytest.mark.parametrize("number", SCENARIOS)
def test_a_scenario_of_the_notes_goes_as_it_says(number, app, tmp_path):
    _condition, _expected, play = SCENARIOS[number]
    play(app, tmp_path)


DATES = "domain/test_scenarios.py"
ELSEWHERE = {
    **{f"T{number}": f"{DATES}::test_the_table_of_dates" for number in (1, 2, 3, 5, 6)},
    "T4": f"{DATES}::test_t4_is_kept_from_the_next_fiscal_year",
    "T7": f"{DATES}::test_t7_leap_days_in_retention_and_cooling_off",
    "T8": f"{DATES}::test_t8_a_company_holiday_moves_the_target_a_day_further",
    "T10": f"{DATES}::test_t10_putting_off_keeps_what_was_and_asks_anew",
    "T11": "domain/test_restricted_moves.py::test_the_last_time_in_restricted_duties_decides",
    "T24": "usecases/test_ledger_printing.py::test_a_full_disk_leaves_the_former_file",
    "T26": "papers/test_typesetting_ledger.py::test_head_and_page_number_are_on_every_page_and_the_end_is_marked_once",
}
"""Where the scenarios are played that are matters of dates, or of one paper."""


def test_every_scenario_of_the_notes_is_played_once_here_or_where_the_table_says():
    assert SCENARIOS.keys() | ELSEWHERE.keys() == {f"T{number}" for number in range(1, 27)}
    assert SCENARIOS.keys() & ELSEWHERE.keys() == set()
    for number, place in ELSEWHERE.items():
        file, _colons, name = place.partition("::")
        there = (Path(__file__).parent.parent / file).read_text(encoding="utf-8")
        assert f"def {name}(" in there, place
        assert file != DATES or number in there or number.lower() in there


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
