"""A case of the Tohoku and of the Kansai type from its registration to the ledger, and what their forms ask for."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import CaseState
from desktop_app.domain.facts import Answer, ExceptionKind, Role
from desktop_app.domain.form import texts_of
from desktop_app.errors import (
    BadDate,
    FieldMissing,
    FormFieldUnknown,
    MergeFieldUnset,
    NobodyRefused,
    NotEntitled,
    WrongPin,
    WrongState,
)
from desktop_app.usecases import answering, blank_forms, confirming, explaining, form_entries, people, reporting
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.form_reading import report_text
from desktop_app.usecases.intake import TransferInput, register_transfer
from desktop_app.usecases.ledger import export_ledger
from desktop_app.usecases.programmes import adopt_programme
from desktop_app.usecases.verifying import verify_home
from desktop_app.usecases.verifying_papers import KnownPapers, Standing, known_papers, verify_paper
from desktop_app.usecases.verifying_spots import Check
from tests.homes import PIN, found, reopened
from tests.programmes import kansai_type, tohoku_type

STROKES = (((2.0, 4.0, 0.3, 0.0), (4.0, 8.0, 0.7, 40.0)), ((6.0, 6.0, 0.4, 200.0), (14.0, 5.0, 0.6, 240.0)))
NAME = "\U00020bb7田　誠"
HEAD_PIN = "bucho-no-aikotoba"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    made = found(tmp_path)
    yield made
    made.close()


def begun(app: App, programme) -> str:
    adopt_programme(app, programme)
    case_id = register_transfer(
        app,
        TransferInput(
            "0012347",
            NAME,
            date(2026, 10, 1),
            "あおば電力株式会社",
            kana="ヨシダ　マコト",
            destination_department="法人営業部",
            specified_affiliate=True,
        ),
    )
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面", "第二会議室"))
    done = AnswerInput(Answer.DONE, count=3, done_on=app.today())
    answering.answer_items(app, case_id, {"KS-01": done, "KS-02": AnswerInput(Answer.DONE, reference="PC-20417")})
    return case_id


def text_of(app: App, kept, tmp_path: Path) -> str:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(answering.read_file(app, kept))
    done = subprocess.run(["pdftotext", "-raw", paper, "-"], capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


def signed_and_confirmed(app: App, case_id: str, tmp_path: Path) -> str:
    reporting.sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    kept = confirming.confirm_case(app, case_id, PIN)
    assert len(confirming.verify_case_report(app, app.record.case(case_id))) == 2
    outcome = verify_home(app)
    assert outcome.ok, outcome.findings
    return text_of(app, kept, tmp_path)


def ledger_says(app: App, tmp_path: Path) -> str:
    out = tmp_path / "ledger.csv"
    export_ledger(app, HalfYear(2026, 2), "csv", out)
    return out.read_text(encoding="utf-8-sig")


def test_a_pledge_of_the_tohoku_type_from_registration_to_the_ledger(app, tmp_path):
    case_id = begun(app, tohoku_type())
    with pytest.raises(MergeFieldUnset) as unset:
        reporting.sign_and_report(app, case_id, STROKES)
    assert unset.value.field == "npi_scope"
    form_entries.enter_form_fields(app, case_id, {"npi_scope": "系統連系の検討に関する情報"})
    text = signed_and_confirmed(app, case_id, tmp_path)
    for words in (
        "様式第2号",
        "所属長殿",
        "第８条（留保）",
        "具体的な範囲：系統連系の検討に関する情報",
        "あおば電力株式会社法人営業部",
    ):
        assert words in text, words
    assert "様式第2号" in ledger_says(app, tmp_path)


def test_a_pledge_of_the_kansai_type_from_registration_to_the_ledger(app, tmp_path):
    case_id = begun(app, kansai_type())
    form_entries.enter_form_fields(
        app,
        case_id,
        {"matrix_result": "可", "last_restricted_duty_date": "2025/6/30", "cooling_off_end": "R8.7.1"},
    )
    text = signed_and_confirmed(app, case_id, tmp_path)
    for words in (
        "様式第3号",
        "判定：可（最終従事日：2025年6月30日／解禁日：2026年7月1日）",
        "第９条（留保）",
        "別表（第３条関係）",
        "3点",
        "PC-20417",
        "2/2",
    ):
        assert words in text, words
    assert "様式第3号" in ledger_says(app, tmp_path)


def test_what_is_not_entered_stands_in_its_place_on_the_screen(app):
    case_id = begun(app, kansai_type())
    read = report_text(app, case_id)
    assert read.unset == ("matrix_result", "last_restricted_duty_date", "cooling_off_end")
    said = "\n".join(texts_of(read.blocks))
    assert (
        "判定：［未設定：人事交流制限の判定］（最終従事日：［未設定：最終従事日］／解禁日：［未設定：解禁日］）" in said
    )
    assert [line.state for line in read.goods] == ["返却", "返却"]


def test_entered_goods_take_the_place_of_what_the_answers_tell_and_can_be_taken_back(app):
    case_id = begun(app, kansai_type())
    form_entries.enter_form_fields(
        app, case_id, {"returned_goods": "作業帽|1個||2026/9/24|返却|伊藤　実\nトークン|1個|TK-1||紛失|届 L-1"}
    )
    entries = form_entries.form_entries_of(app, case_id)
    assert entries.goods_entered
    assert [(line.name, line.returned_on, line.state) for line in entries.goods] == [
        ("作業帽", "2026.9.24", "返却"),
        ("トークン", "", "紛失"),
    ]
    form_entries.enter_form_fields(app, case_id, {"returned_goods": ""})
    assert [line.name for line in form_entries.form_entries_of(app, case_id).goods] == [
        "商標を表示した貸与物品（作業服・作業帽等）",
        "PCおよび内線電話機",
    ]


def test_entering_is_refused_by_name_and_then_nothing_is_recorded(app):
    case_id = begun(app, kansai_type())
    before = app.record.heads()
    for values, refusal in (
        ({"matrix_result": "可", "npi_scope": "x"}, FormFieldUnknown),
        ({"matrix_result": "可", "cooling_off_end": "7/1"}, BadDate),
        ({"returned_goods": "作業帽|1個||9/24|返却"}, BadDate),
    ):
        with pytest.raises(refusal):
            form_entries.enter_form_fields(app, case_id, values)
    assert app.record.heads() == before
    reporting_ready = {"matrix_result": "可", "last_restricted_duty_date": "該当なし", "cooling_off_end": "該当なし"}
    form_entries.enter_form_fields(app, case_id, reporting_ready)
    head = app.record.heads()
    form_entries.enter_form_fields(app, case_id, reporting_ready)
    assert app.record.heads() == head, "the same again is nothing new"
    reporting.sign_and_report(app, case_id, STROKES)
    with pytest.raises(WrongState):
        form_entries.enter_form_fields(app, case_id, {"matrix_result": "要協議"})


def test_letters_write_years_by_the_era_once_the_workplace_chose_it_and_keep_to_one_calendar(app, tmp_path):
    form_entries.choose_paper_dates(app, era=True)
    again = reopened(app)
    case_id = begun(again, kansai_type())
    entered = {"matrix_result": "可", "last_restricted_duty_date": "2025-06-30", "cooling_off_end": "2026-07-01"}
    form_entries.enter_form_fields(again, case_id, entered)
    text = text_of(again, reporting.sign_and_report(again, case_id, STROKES), tmp_path)
    again.close()
    for words in ("令和8年10月1日（木）付", "最終従事日：令和7年6月30日／解禁日：令和8年7月1日", "令和8年9月24日"):
        assert words in text, words
    assert "2026年" not in text
    assert "2025年" not in text


def test_an_empty_form_names_only_what_is_the_same_for_every_case(app, tmp_path):
    case_id = begun(app, kansai_type())
    for form in blank_forms.blank_forms(app):
        paper = tmp_path / "blank.pdf"
        paper.write_bytes(form.render(app))
        text = subprocess.run(["pdftotext", "-raw", paper, "-"], capture_output=True, check=True).stdout.decode()
        assert "西部配電事業所" in text or "北辰送配電株式会社" in text
        assert app.record.case(case_id).transferee.name not in text
        assert "{{" not in text


# --- a signature refused --------------------------------------------------------------------------------------


def refused(app: App) -> str:
    case_id = begun(app, tohoku_type())
    form_entries.enter_form_fields(app, case_id, {"npi_scope": "系統連系の検討に関する情報"})
    answering.refuse_signing(app, case_id, "第４条に同意できない。")
    return case_id


def test_an_explanation_after_which_nobody_signed_is_set_down_signed_and_kept(app, tmp_path):
    case_id = refused(app)
    kept = explaining.record_explanation(app, case_id, "伊藤　実", PIN)
    text = text_of(app, kept, tmp_path)
    for words in (
        "説明記録",
        "説明を受けたが署名しない",
        "申出の内容第４条に同意できない。",
        "立会者伊藤実",
        "対面第二会議室",
        "".join(f"{app.person.name}（職場情報管理者）".split()),
    ):
        assert words in text, words
    said = subprocess.run(
        ["pdfsig", "-nocert", tmp_path / "paper.pdf"], capture_output=True, text=True, check=False
    ).stdout
    assert said.count("Signature is Valid") == 1
    subprocess.run(["qpdf", "--check", tmp_path / "paper.pdf"], check=True, capture_output=True)
    case = app.record.case(case_id)
    assert (case.explanation.pdf, case.explanation.witness) == (kept, "伊藤　実")
    outcome = verify_home(app)
    assert outcome.ok, outcome.findings
    assert next(one.count for one in outcome.checks if one.check is Check.PAPERS) == 1
    checked = verify_paper(tmp_path / "paper.pdf", known_papers(app), app.now())
    assert (checked.holds, checked.standing, checked.case_no) == (True, Standing.IN_FORCE, case.case_no)
    assert [one.role for one in checked.signatures] == ["recorder"]
    elsewhere = verify_paper(tmp_path / "paper.pdf", KnownPapers(root=known_papers(app).root, asked=False), app.now())
    assert (elsewhere.holds, elsewhere.standing) == (True, Standing.NOT_ASKED)
    head = people.enrol_person(
        app, PersonInput("山下　薫", "", "1100001", role=Role.DEPARTMENT_HEAD), HEAD_PIN, own_pin=PIN
    )
    people.sit_down(app, head.person_id, HEAD_PIN)
    confirming.close_as_exception(app, case_id, ExceptionKind.SIGNATURE_REFUSED, "署名なし", HEAD_PIN)
    assert app.record.case(case_id).state is CaseState.CLOSED_EXCEPTION


def test_an_explanation_is_recorded_only_after_a_refusal_with_a_witness_and_the_right_key(app):
    case_id = begun(app, tohoku_type())
    with pytest.raises(NobodyRefused):
        explaining.record_explanation(app, case_id, "伊藤　実", PIN)
    form_entries.enter_form_fields(app, case_id, {"npi_scope": "系統連系の検討に関する情報"})
    answering.refuse_signing(app, case_id, "")
    before = app.record.heads()
    for witness, pin, refusal in ((" \u200b", PIN, FieldMissing), ("伊藤　実", "chigau-aikotoba", WrongPin)):
        with pytest.raises(refusal):
            explaining.record_explanation(app, case_id, witness, pin)
    assert app.record.heads() == before
    assert explaining.preview_explanation(app, case_id, "伊藤　実")


def test_the_department_head_does_not_choose_the_calendar(app):
    head = people.enrol_person(
        app, PersonInput("山下　薫", "", "1100001", role=Role.DEPARTMENT_HEAD), HEAD_PIN, own_pin=PIN
    )
    people.sit_down(app, head.person_id, HEAD_PIN)
    with pytest.raises(NotEntitled):
        form_entries.choose_paper_dates(app, era=True)
