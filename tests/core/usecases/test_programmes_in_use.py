"""Every shipped programme in use: scope × transfer type × gate, and whole stories from registration to closed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desktop_app import text
from desktop_app.app import App
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import CaseState, is_closed, unanswered
from desktop_app.domain.facts import Answer, CaseCorrected
from desktop_app.domain.programme import Phase
from desktop_app.domain.restoring import to_restore
from desktop_app.domain.restoring_facts import TakenAwayRestored
from desktop_app.domain.restricted_moves import MoveReason, MoveVerdict, SecondLineAnswer
from desktop_app.domain.scope import ScopeVerdict
from desktop_app.domain.summary import Judgement
from desktop_app.domain.today import TaskKind
from desktop_app.errors import (
    AssignmentsUnreadable,
    NothingToRestore,
    ReasonMissing,
    SeatHandedOver,
    TooEarly,
    UnknownItem,
    WrongState,
)
from desktop_app.exchange.assignments import AssignmentFault
from desktop_app.exchange.programme_file import read_programme
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases import answering, confirming, form_entries, reporting, restricted_moves
from desktop_app.usecases.desk import open_for_reading, todays_work
from desktop_app.usecases.inspection_printing import render_counted_inspection
from desktop_app.usecases.intake import TransferInput, outlook, register_transfer
from desktop_app.usecases.ledger import export_ledger, judged_line, ledger_entries, remarks
from desktop_app.usecases.ledger_printing import render_ledger_pdf
from desktop_app.usecases.programmes import ProgrammeEdits, adopt_programme, edited, offered
from desktop_app.usecases.self_inspection import inspection_form
from desktop_app.usecases.verifying import verify_home
from tests.fakes import FixedClock
from tests.homes import PIN, found, reopened

STROKES = (((2.0, 4.0, 0.3, 0.0), (4.0, 8.0, 0.7, 40.0)), ((6.0, 6.0, 0.4, 200.0), (14.0, 5.0, 0.6, 240.0)))
OTHER = Path(__file__).parents[1] / "exchange" / "other_programme.yaml"
NSC, SALES = "ネットワークサービスセンター", "小売営業部"
EFFECTIVE = date(2026, 10, 1)


@pytest.fixture(autouse=True)
def japanese() -> None:
    text.use_language("ja")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock) -> Iterator[App]:
    made = found(tmp_path, clock=clock)
    yield made
    made.close()


def entry(number: str = "0012347", **more) -> TransferInput:
    given = {
        "employee_no": number,
        "name": "\U00020bb7田　誠",
        "effective_date": EFFECTIVE,
        "destination_company": "あおば電力株式会社",
        "kana": "ヨシダ　マコト",
        "origin_department": "お客さま窓口",
        "destination_department": "総務部",
        "specified_affiliate": True,
    }
    return TransferInput(**(given | more))


# --- scope × transfer type × gate -------------------------------------------------------------------------

IN, OPT, OUT = ScopeVerdict.IN_SCOPE, ScopeVerdict.OPTIONAL, ScopeVerdict.OUT_OF_SCOPE
TYPES = (
    "PERMANENT_TRANSFER",
    "SECONDMENT",
    "CONCURRENT_POST_ENDED",
    "CONCURRENT_POST_ADDED",
    "SHORT_ASSIGNMENT",
    "LEAVING_GROUP",
    "ARRIVAL",
    "INTERNAL_MOVE",
)
TABLE = {  # domain notes §5.2; to a specified affiliate, and to any other company
    ("hokkaido", True): (IN, IN, IN, IN, OUT, OUT, OUT, OUT),
    ("hokkaido", False): (OUT, OUT, OUT, OUT, OUT, OUT, OUT, OUT),
    ("tohoku", True): (IN, IN, IN, IN, OPT, IN, OUT, OUT),
    ("tohoku", False): (IN, IN, IN, IN, OPT, IN, OUT, OUT),
    ("kansai", True): (IN, IN, IN, IN, OPT, OPT, IN, OUT),
    ("kansai", False): (OPT, OPT, OPT, OPT, OPT, OPT, IN, OUT),
}


@pytest.mark.parametrize("name", ["hokkaido", "tohoku", "kansai"])
def test_each_programme_takes_in_what_the_table_of_the_domain_notes_says(app: App, name: str) -> None:
    """Every cell, and behind every cell in scope the two gates: due before the date, and afterwards."""
    adopt_programme(app, offered(name))
    for affiliate in (True, False):
        for number, (kind, expected) in enumerate(zip(TYPES, TABLE[name, affiliate], strict=True)):
            given = entry(f"7{int(affiliate)}{number}", transfer_type=kind, specified_affiliate=affiliate)
            seen = outlook(app, given)
            assert (seen.scope, seen.in_scope) == (expected, expected is IN), (name, kind, affiliate)
            case_id = register_transfer(app, given)
            opened = open_for_reading(app, case_id)
            assert opened.case.in_scope is (expected is IN)
            # Who comes in to the Kansai type only signs and is taught: no right of theirs has to be gone afterwards.
            gates = {"BEFORE_EFFECTIVE"} if (name, kind) == ("kansai", "ARRIVAL") else {item.value for item in Phase}
            assert {item.phase.value for item in opened.programme.items} == gates
            with pytest.raises(TooEarly if len(gates) > 1 else UnknownItem):
                confirming.record_post_check(app, case_id, "A-07", app.today(), 0, "")
    tasks = todays_work(app).tasks
    in_scope = sum(verdict is IN for row in ((name, True), (name, False)) for verdict in TABLE[row])
    assert len(tasks) == in_scope
    assert {task.kind for task in tasks} <= {TaskKind.BRIEF}


def test_a_move_inside_the_company_is_recorded_when_it_leaves_restricted_duties(app: App) -> None:
    adopt_programme(app, offered("kansai"))
    restricted = entry(transfer_type="社内の異動", origin_department=NSC, specified_affiliate=False)
    assert outlook(app, restricted).scope is IN
    assert outlook(app, entry(transfer_type="社内の異動", specified_affiliate=False)).scope is OUT
    unrestricted = entry(transfer_type="社内の異動", origin_department="総務グループ", specified_affiliate=False)
    assert outlook(app, unrestricted).scope is OUT


def test_an_unknown_kind_of_transfer_is_taken_for_the_usual_one(app: App) -> None:
    for name in ("hokkaido", "tohoku", "kansai"):
        adopt_programme(app, offered(name))
        assert outlook(app, entry(transfer_type="特命")).scope is IN


# --- whole stories ----------------------------------------------------------------------------------------


def story(app: App, clock: FixedClock, name: str, **more) -> str:
    """One transfer on a programme from registration to closed; returns its case id."""
    adopt_programme(app, offered(name))
    case_id = register_transfer(app, entry(**more))
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面", "第二会議室"))
    asked = dict(form_entries.form_entries_of(app, case_id).values)
    given = {field: value or "託送契約の申込情報、計量値" for field, value in asked.items()}
    form_entries.enter_form_fields(app, case_id, given)
    case, programme = answering.open_case(app, case_id)
    done = {
        item.id: AnswerInput(Answer.DONE, count=3 if item.needs_count else None, reference="申請1024")
        for item in unanswered(case, programme)
    }
    answering.answer_items(app, case_id, done)
    reporting.sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN)
    assert not is_closed(*answering.open_case(app, case_id))
    clock.now = datetime(2026, 10, 2, 3, 0, tzinfo=UTC)
    for item in programme.after_items:
        confirming.record_post_check(app, case_id, item.id, app.today(), 0, "")
    return case_id


def text_of(app: App, kept, folder: Path) -> str:
    file = folder / f"{kept.sha256[:12]}.pdf"
    file.write_bytes(answering.read_file(app, kept))
    said = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True).stdout
    assert (
        "Signature is Valid"
        in subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=False).stdout
    )
    return "".join(said.split())


@pytest.mark.parametrize(
    ("name", "form", "title", "words"),
    [
        ("hokkaido", "様式第1号", "会社間異動に伴う非公開情報の処理に関する完了報告書", "処理しましたので報告します"),
        ("tohoku", "様式第2号", "異動時の情報管理の徹底に関する誓約書", "託送契約の申込情報"),
        ("kansai", "様式第3号", "行為規制遵守にかかる誓約書", "判定：可"),
        ("kyushu", "様式第1号", "会社間異動に伴う非公開情報の処理に関する完了報告書", "処理しましたので報告します"),
        ("tohoku+kyushu", "様式第2号", "異動時の情報管理の徹底に関する誓約書", "託送契約の申込情報"),
    ],
)
def test_one_transfer_goes_from_registration_to_closed(app, clock, tmp_path, name, form, title, words) -> None:
    case_id = story(app, clock, name)
    case, programme = answering.open_case(app, case_id)
    assert case.state is CaseState.CONFIRMED
    assert is_closed(case, programme)
    paper = text_of(app, confirming.current_paper(case), tmp_path)
    assert form in paper
    assert "".join(title.split()) in paper
    assert words in paper
    (row,) = ledger_entries(app, CaseFilter())
    assert row.judgement is Judgement.IN_TIME
    assert todays_work(app).tasks == ()
    pdf, pages = render_ledger_pdf(app, HalfYear.of(EFFECTIVE))
    assert (pdf[:5], pages) == (b"%PDF-", 1)
    out = tmp_path / "ledger.csv"
    export_ledger(app, HalfYear.of(EFFECTIVE), "csv", out)
    heads = out.read_text("utf-8-sig").splitlines()[0]
    assert all(step.number in heads for step in programme.ledger_steps)
    assert not verify_home(app).findings


def test_cases_stay_on_their_version_when_the_programme_changes_around_them(app, clock) -> None:
    adopt_programme(app, offered("hokkaido"))
    first = register_transfer(app, entry("1"))
    adopt_programme(app, offered("kansai"))
    second = register_transfer(app, entry("2"))
    newer = edited(app.workplace.programme, ProgrammeEdits("1.1"))
    adopt_programme(app, newer)
    third = register_transfer(app, entry("3"))
    app = reopened(app)
    followed = [open_for_reading(app, one).programme for one in (first, second, third)]
    assert [(one.id, one.version) for one in followed] == [("hokkaido", "1.0"), ("kansai", "1.0"), ("kansai", "1.1")]
    assert [len(one.items) for one in followed] == [42, 48, 48]
    app.close()


def test_an_invented_programme_of_six_steps_runs_from_registration_to_the_ledger(app, clock, tmp_path) -> None:
    adopt_programme(app, read_programme(OTHER))
    case_id = register_transfer(app, entry(transfer_type="OUT"))
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    case, programme = answering.open_case(app, case_id)
    done = {i.id: AnswerInput(Answer.DONE, count=2 if i.needs_count else None) for i in unanswered(case, programme)}
    answering.answer_items(app, case_id, done)
    reporting.sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN)
    paper = text_of(app, confirming.current_paper(answering.open_case(app, case_id)[0]), tmp_path)
    assert "甲第7号" in paper
    assert "転出報告書" in paper
    clock.now = datetime(2026, 10, 2, 3, 0, tzinfo=UTC)
    confirming.record_post_check(app, case_id, "M-4", app.today(), 0, "")
    assert is_closed(*answering.open_case(app, case_id))
    ledger = tmp_path / "ledger.pdf"
    ledger.write_bytes(render_ledger_pdf(app, HalfYear.of(EFFECTIVE))[0])
    said = subprocess.run(["pdftotext", "-layout", ledger, "-"], check=True, capture_output=True, text=True).stdout
    assert "転出簿" in said
    assert "貸与品" in said


# --- two gates, changed and cancelled dates ---------------------------------------------------------------


def test_a_changed_date_moves_every_deadline_and_keeps_the_history(app, clock) -> None:
    """T10: put off from one month to the next; what was late stays written, what is due is asked anew."""
    adopt_programme(app, offered("tohoku"))
    case_id = register_transfer(app, entry())
    clock.now = datetime(2026, 10, 5, 3, 0, tzinfo=UTC)
    summary = app.cases.page(CaseFilter())[0]
    assert judged_line(app, summary) == (Judgement.OVERDUE, 4)
    case = app.record.case(case_id)
    answering.correct_case(app, CaseCorrected(case.case_id, "発令の延期", effective_date=date(2026, 11, 2)))
    moved = app.cases.page(CaseFilter())[0]
    assert (moved.effective_date, moved.report_due) == (date(2026, 11, 2), date(2026, 11, 2))
    assert judged_line(app, moved) == (Judgement.PENDING, 0)
    corrected = app.record.case(case_id).corrections
    assert [(one.reason, one.effective_date) for one in corrected] == [("発令の延期", date(2026, 11, 2))]
    history = app.record.history(case_id)
    assert history[0].fact.effective_date == EFFECTIVE


def test_a_cancelled_transfer_asks_for_what_it_took_away_to_be_given_back(app, clock) -> None:
    """T9: it stays in the ledger as cancelled, and the rights come back as a task of their own."""
    adopt_programme(app, offered("kansai"))
    case_id = register_transfer(app, entry())
    answering.answer_items(
        app,
        case_id,
        {
            "A-01": AnswerInput(Answer.DONE, reference="申請1024"),
            "I-05": AnswerInput(Answer.DONE),
            "C-01": AnswerInput(Answer.NOT_APPLICABLE),
            "P-05": AnswerInput(Answer.DONE),
        },
    )
    with pytest.raises(WrongState):
        answering.restore_taken_away(app, case_id, TakenAwayRestored(case_id, "A-01", app.today(), True, "", ""))
    answering.cancel_case(app, case_id, "発令取消")
    (task,) = todays_work(app).tasks
    assert (task.kind, task.summary.to_restore) == (TaskKind.RESTORE, 2)
    assert [item.id for item in to_restore(*answering.open_case(app, case_id))] == ["A-01", "I-05"]
    assert "権限の復元 残り2件" in remarks(app, task.summary)
    with pytest.raises(NothingToRestore):
        answering.restore_taken_away(app, case_id, TakenAwayRestored(case_id, "C-01", app.today(), True, "", ""))
    with pytest.raises(ReasonMissing):
        answering.restore_taken_away(app, case_id, TakenAwayRestored(case_id, "I-05", app.today(), False, "", ""))
    answering.restore_taken_away(app, case_id, TakenAwayRestored(case_id, "A-01", app.today(), True, "再申請88", ""))
    answering.restore_taken_away(app, case_id, TakenAwayRestored(case_id, "I-05", app.today(), False, "", "廃止"))
    assert todays_work(app).tasks == ()
    (row,) = ledger_entries(app, CaseFilter())
    assert row.judgement is Judgement.CANCELLED


def test_reports_are_late_by_the_programmes_own_last_day(app, clock) -> None:
    """T2: on the date itself in time by default, a day late where the last business day before it was the last."""
    base = offered("hokkaido").programme
    strict = read_programme(strict_text(base))
    adopt_programme(app, strict)
    register_transfer(app, entry())
    assert outlook(app, entry("9")).deadline == date(2026, 9, 30)
    clock.now = datetime(2026, 10, 1, 3, 0, tzinfo=UTC)
    line = app.cases.page(CaseFilter())[0]
    assert judged_line(app, line) == (Judgement.OVERDUE, 1)


def strict_text(base) -> str:
    from dataclasses import replace

    from desktop_app.domain.deadlines import DeadlineBasis
    from desktop_app.exchange.programme_writing import written

    deadlines = replace(
        base.deadlines, basis=DeadlineBasis.LAST_BUSINESS_DAY_BEFORE, report_on_effective_date_is_in_time=False
    )
    return written(replace(base, id="strict", deadlines=deadlines))


# --- restricted moves -------------------------------------------------------------------------------------

HISTORY = """社員番号,所属コード,部署,開始日,終了日,業務区分
0012347,NSC01,ネットワークサービスセンター,2022/4/1,2026/3/31,
0012347,TRN01,研修所,2026/4/1,,
0012348,ACC01,経理グループ,R4.4.1,現在,
"""


def test_a_prohibited_move_is_told_registered_asked_about_and_approved(app, tmp_path) -> None:
    adopt_programme(app, offered("kansai"))
    file = tmp_path / "history.csv"
    file.write_text(HISTORY, encoding="cp932")
    assert restricted_moves.import_assignments(app, file) == 2
    given = entry(origin_department="研修所", destination_department=SALES)
    seen = outlook(app, given)
    assert (seen.move.verdict, seen.move.reason) == (MoveVerdict.PROHIBITED, MoveReason.COOLING_OFF)
    assert (seen.move.last_duty, seen.move.released_on) == (date(2026, 3, 31), date(2027, 4, 1))
    case_id = register_transfer(app, given)
    standing = restricted_moves.move_standing(app, case_id)
    assert standing is not None
    assert standing.verdict is MoveVerdict.PROHIBITED
    line = app.cases.page(CaseFilter())[0]
    assert "人事交流の制限：不可" in remarks(app, line)
    restricted_moves.consult(app, case_id, "公表済みの計画しか扱っていません。")
    answer = SecondLineAnswer(
        MoveVerdict.EXCEPTION_APPROVED, "第12号", app.today(), "本社　田中", "公表済みの計画のみ", date(2027, 3, 31)
    )
    restricted_moves.record_answer(app, case_id, answer)
    settled = restricted_moves.move_standing(app, case_id)
    assert settled is not None
    assert (settled.verdict, settled.judged.verdict) == (MoveVerdict.EXCEPTION_APPROVED, MoveVerdict.PROHIBITED)
    assert "人事交流の制限：例外承認 第12号" in remarks(app, app.cases.page(CaseFilter())[0])
    asked = dict(form_entries.form_entries_of(app, case_id).values)
    assert asked == {
        "matrix_result": "例外承認（第12号）",
        "last_restricted_duty_date": "2026-03-31",
        "cooling_off_end": "2027-04-01",
    }


def test_history_survives_a_restart_and_a_rebuilt_record(app, tmp_path) -> None:
    adopt_programme(app, offered("kansai"))
    file = tmp_path / "history.csv"
    file.write_text(HISTORY, encoding="utf-8-sig")
    restricted_moves.import_assignments(app, file)
    before = app.workplace.assignments
    app = reopened(app)
    app.record.rebuild()
    assert app.workplace.assignments == before
    assert [one.last for one in before["0012347"]] == [date(2026, 3, 31), None]
    assert not verify_home(app).findings
    app.close()


@pytest.mark.parametrize(
    ("old", "new", "reason", "row"),
    [
        ("社員番号", "番号札", AssignmentFault.COLUMN_MISSING, 1),
        ("開始日", "日付らしきもの", AssignmentFault.COLUMN_MISSING, 1),
        ("0012348,", ",", AssignmentFault.VALUE_MISSING, 4),
        ("研修所", "", AssignmentFault.VALUE_MISSING, 3),
        ("2026/4/1,,", ",,", AssignmentFault.VALUE_MISSING, 3),
        ("2022/4/1", "4/1", AssignmentFault.DATE_UNCLEAR, 2),
        ("2022/4/1", "2022/2/30", AssignmentFault.DATE_UNCLEAR, 2),
        ("2026/3/31", "そのうち", AssignmentFault.DATE_UNCLEAR, 2),
        ("2026/3/31", "2021/3/31", AssignmentFault.ENDS_BEFORE, 2),
        (HISTORY[HISTORY.index("\n") + 1 :], "", AssignmentFault.NO_ROWS, 1),
    ],
)
def test_history_that_cannot_be_read_for_certain_is_refused_whole(app, tmp_path, old, new, reason, row) -> None:
    file = tmp_path / "history.csv"
    file.write_text(HISTORY.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(AssignmentsUnreadable) as refused:
        restricted_moves.import_assignments(app, file)
    assert (refused.value.reason, refused.value.row) == (reason, row)
    assert app.workplace.assignments == {}


def test_nobody_imports_history_while_the_transferee_has_the_seat(app, tmp_path) -> None:
    file = tmp_path / "history.csv"
    file.write_text(HISTORY, encoding="utf-8")
    case_id = register_transfer(app, entry())
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    answering.hand_over_seat(app, case_id)
    with pytest.raises(SeatHandedOver):
        restricted_moves.import_assignments(app, file)


def test_where_no_moves_are_restricted_there_is_nothing_to_ask(app) -> None:
    case_id = register_transfer(app, entry())
    assert restricted_moves.move_standing(app, case_id) is None
    assert remarks(app, app.cases.page(CaseFilter())[0]) == ""


def test_the_questions_and_forms_an_add_on_brings_are_printed(app, tmp_path) -> None:
    adopt_programme(app, offered("hokkaido"))
    assert len(inspection_form(app).questions) == 25
    adopt_programme(app, offered("tohoku+kyushu"))
    asked = inspection_form(app).questions
    assert len(asked) == 26
    sheet = tmp_path / "sheet.pdf"
    sheet.write_bytes(render_counted_inspection(app, HalfYear.of(EFFECTIVE)))
    said = subprocess.run(["pdftotext", "-layout", sheet, "-"], check=True, capture_output=True, text=True).stdout
    assert "登録されているID" in "".join(said.split())
