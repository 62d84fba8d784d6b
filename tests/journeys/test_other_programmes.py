"""Other programmes on the same engine: a contractor who leaves, a disaster's loans, and the pledge of all staff."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import CaseState, is_closed, unanswered
from desktop_app.domain.facts import Answer
from desktop_app.exchange.programme_file import read_programme
from desktop_app.resources import resource_path
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases import answering, confirming, reporting
from desktop_app.usecases.intake import TransferInput, import_announcement, read_for_import, register_transfer
from desktop_app.usecases.ledger import export_ledger
from desktop_app.usecases.ledger_choice import LedgerChoice
from desktop_app.usecases.ledger_printing import write_ledger_pdf
from desktop_app.usecases.programmes import adopt_programme
from desktop_app.usecases.progress import WorkplaceProgress, progress_by_workplace
from desktop_app.usecases.verifying import verify_home
from tests.fakes import FixedClock
from tests.homes import PIN, found

STROKES = (((2.0, 4.0, 0.3, 0.0), (4.0, 8.0, 0.7, 40.0)), ((6.0, 6.0, 0.4, 200.0), (14.0, 5.0, 0.6, 240.0)))
DAY = date(2026, 9, 30)
STAFF = 1000
"""The people of the pledge campaign, over ten workplaces."""


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock) -> Iterator[App]:
    made = found(tmp_path, clock=clock)
    yield made
    made.close()


def adopt(app: App, programme_id: str) -> None:
    adopt_programme(app, read_programme(resource_path(f"programmes/{programme_id}.yaml")))


def registered(app: App, transfer_type: str, company: str) -> str:
    who = TransferInput(
        "C-0071",
        "\U00020bb7田　誠",
        DAY,
        company,
        kana="ヨシダ　マコト",
        destination_department="第二工事部",
        transfer_type=transfer_type,
    )
    return register_transfer(app, who)


def handed_in(app: App, case_id: str) -> None:
    """Brief, answer everything, sign and report."""
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    case, programme = answering.open_case(app, case_id)
    answers = {
        item.id: AnswerInput(Answer.DONE, count=2 if item.needs_count else None, reference="A-1")
        for item in unanswered(case, programme)
    }
    answering.answer_items(app, case_id, answers)
    reporting.sign_and_report(app, case_id, STROKES)


def confirmed(app: App, case_id: str) -> None:
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN)


def text_of(app: App, case_id: str, tmp_path: Path) -> str:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(answering.read_file(app, confirming.current_paper(app.record.case(case_id))))
    said = subprocess.run(["pdfsig", "-nocert", paper], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid") == 2
    done = subprocess.run(["pdftotext", "-raw", paper, "-"], capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


@pytest.mark.parametrize(
    ("programme_id", "transfer_type", "title", "left_after"),
    [
        ("contractor", "委託契約の終了", "業務の終了に伴う返却・消去に関する確認書", "Q-09"),
        ("disaster", "災害応援", "非常災害時の貸出物の返却に関する確認書", "L-09"),
    ],
)
def test_a_case_of_another_programme_goes_from_registration_to_closed(
    app: App, clock: FixedClock, tmp_path: Path, programme_id: str, transfer_type: str, title: str, left_after: str
) -> None:
    adopt(app, programme_id)
    case_id = registered(app, transfer_type, "北辰エンジニアリング株式会社")
    assert app.record.case(case_id).in_scope
    handed_in(app, case_id)
    confirmed(app, case_id)
    text = text_of(app, case_id, tmp_path)
    for words in (title, "\U00020bb7田誠", "C-0071", "北辰エンジニアリング株式会社", "2026年9月30日（水）"):
        assert words in text, words
    case, programme = answering.open_case(app, case_id)
    assert [item.id for item in programme.after_items] == [left_after]
    assert not is_closed(case, programme)
    clock.advance(days=8)
    confirming.record_post_check(app, case_id, left_after, app.today(), 0, "")
    assert is_closed(app.record.case(case_id), programme)
    out = tmp_path / "ledger.pdf"
    write_ledger_pdf(app, LedgerChoice(half=HalfYear(2026, 1)), out)
    printed = subprocess.run(["pdftotext", out, "-"], capture_output=True, text=True, check=True).stdout
    assert programme.ledger_title.ja in "".join(printed.split()).replace("管理表", "　管理表", 1)
    assert verify_home(app).ok


def roll(path: Path) -> Path:
    """Write the roll of all staff as a personnel department does: 1,000 people of ten workplaces, cp932."""
    head = ("社員番号", "氏名", "フリガナ", "所属コード", "所属", "発令日", "異動先会社", "異動種別")
    with path.open("w", encoding="cp932", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(head)
        for number in range(STAFF):
            place = number % 10
            who = (f"{number:07d}", f"職員　{number}号", "ショクイン", f"DST{place:02d}", f"配電事業所{place}")
            rows.writerow((*who, "2026/9/30", "北辰送配電株式会社", "全従業員"))
    return path


def test_the_pledge_of_a_thousand_people_is_one_campaign_followed_by_workplace(
    app: App, clock: FixedClock, tmp_path: Path
) -> None:
    adopt(app, "all-staff")
    preview = read_for_import(app, roll(tmp_path / "roll.csv"), all_workplaces=True)
    assert not preview.doubtful
    assert not preview.wrong
    assert len(import_announcement(app, preview)) == STAFF
    half = HalfYear(2026, 1)
    begun = progress_by_workplace(app, half)
    assert begun[3] == WorkplaceProgress("DST03", "配電事業所3", cases=100, reported=0, settled=0, overdue=0)
    of_two = [
        one.case_id for one in app.cases.walk(CaseFilter(half=half)) if one.origin.org_code in ("DST00", "DST01")
    ][:6]
    for case_id in of_two:
        handed_in(app, case_id)
    for case_id in of_two[:4]:
        confirmed(app, case_id)
    text = text_of(app, of_two[0], tmp_path)
    assert "法令および行為規制の遵守に関する誓い" in text
    clock.advance(days=10)
    told = {one.org_code: one for one in progress_by_workplace(app, half)}
    assert sum(one.cases for one in told.values()) == STAFF
    assert sum(one.reported for one in told.values()) == 6
    assert sum(one.settled for one in told.values()) == 4
    assert told["DST09"].overdue == 100
    assert sum(one.overdue for one in told.values()) == STAFF - 6
    assert app.record.case(of_two[5]).state is CaseState.REPORTED
    assert export_ledger(app, half, "json", tmp_path / "ledger.json") == STAFF
    assert len(json.loads((tmp_path / "ledger.json").read_text(encoding="utf-8"))["rows"]) == STAFF


def test_somebody_who_could_not_take_the_training_hands_in_with_it_open(app: App) -> None:
    adopt(app, "all-staff")
    case_id = registered(app, "ALL_STAFF", "北辰送配電株式会社")
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "書面"))
    done = AnswerInput(Answer.DONE)
    open_item = AnswerInput(Answer.NOT_DONE, reason_code="ABSENT", note="育児休業中のため", due_on=date(2026, 12, 1))
    answering.answer_items(app, case_id, {"S-02": done, "S-03": open_item, "S-04": done})
    reporting.sign_and_report(app, case_id, STROKES)
    assert app.record.case(case_id).state is CaseState.REPORTED
