"""着任: who comes in from an affiliate of the Kansai type signs and is taught, nothing else (K1, notes §5.4)."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app import text
from desktop_app.app import App
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import CaseState, is_closed, unanswered
from desktop_app.domain.facts import Answer
from desktop_app.domain.restricted_moves import MoveVerdict
from desktop_app.domain.scope import Direction, ScopeVerdict
from desktop_app.domain.step_marks import MarkKind
from desktop_app.errors import ProgrammeUnreadable
from desktop_app.exchange.programme_file import read_programme, shipped_programmes
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases import answering, confirming, reporting
from desktop_app.usecases.desk import todays_work
from desktop_app.usecases.intake import TransferInput, outlook, register_transfer
from desktop_app.usecases.ledger import export_ledger
from desktop_app.usecases.ledger_printing import render_ledger_pdf
from desktop_app.usecases.paper_printing import print_pack
from desktop_app.usecases.programmes import adopt_programme, offered
from desktop_app.usecases.self_inspection import inspection_counts
from desktop_app.usecases.verifying import verify_home
from tests.fakes import FixedClock
from tests.homes import PIN, found

STROKES = (((2.0, 4.0, 0.3, 0.0), (4.0, 8.0, 0.7, 40.0)), ((6.0, 6.0, 0.4, 200.0), (14.0, 5.0, 0.6, 240.0)))
ARRIVES = TransferInput(
    "0012347",
    "\U00020bb7田　誠",
    date(2026, 10, 1),
    "北辰送配電株式会社",
    kana="ヨシダ　マコト",
    origin_department="あおば電力株式会社　小売営業部",
    destination_department="ネットワークサービスセンター",
    transfer_type="着任（特定関係事業者から）",
)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock) -> Iterator[App]:
    text.use_language("ja")
    made = found(tmp_path, clock=clock)
    adopt_programme(made, offered("kansai"))
    yield made
    made.close()


def confirmed(app: App, case_id: str) -> None:
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    case, programme = answering.open_case(app, case_id)
    assert [item.id for item in unanswered(case, programme)] == ["KS-08"]
    answering.answer_items(app, case_id, {"KS-08": AnswerInput(Answer.DONE)})
    reporting.sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN)


def test_an_arrival_is_in_scope_and_no_move_to_an_affiliate(app: App) -> None:
    seen = outlook(app, ARRIVES)
    assert (seen.scope, seen.specified_affiliate, seen.move.verdict) == (
        ScopeVerdict.IN_SCOPE,
        False,
        MoveVerdict.ALLOWED,
    )


def test_an_arrival_has_the_items_of_its_direction_and_a_leaver_those_of_theirs(app: App) -> None:
    arriving, leaving = (
        register_transfer(app, ARRIVES),
        register_transfer(
            app,
            replace(ARRIVES, employee_no="0012348", transfer_type="SECONDMENT", destination_company="関西電力株式会社"),
        ),
    )
    of = {case_id: answering.open_case(app, case_id)[1] for case_id in (arriving, leaving)}
    arrival, leaver = of[arriving], of[leaving]
    assert [item.id for item in arrival.items] == ["P-02", "KS-07", "KS-08", "R-03", "R-04", "R-05", "KS-09"]
    assert [step.code for step in arrival.steps] == ["PREPARATION", "PLEDGE_AND_REPORT"]
    assert arrival.after_items == ()
    assert not {"KS-07", "KS-08", "KS-09"} & {item.id for item in leaver.items}
    assert len(leaver.items) == 48
    assert [one.report_form.number for one in (arrival, leaver)] == ["様式第3号の2", "様式第3号"]
    assert arrival.briefing != leaver.briefing


def test_one_arrival_goes_from_registration_to_closed(app: App, clock: FixedClock, tmp_path: Path) -> None:
    case_id = register_transfer(app, ARRIVES)
    confirmed(app, case_id)
    case, programme = answering.open_case(app, case_id)
    assert is_closed(case, programme), "there is nothing to look for after the date"
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(answering.read_file(app, confirming.current_paper(case)))
    said = subprocess.run(["pdfsig", "-nocert", paper], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid") == 2
    words = subprocess.run(["pdftotext", "-raw", paper, "-"], capture_output=True, check=True).stdout.decode()
    for part in (
        "着任にあたっての行為規制遵守にかかる誓約書",
        "様式第3号の2",
        "異動元への提供の禁止",
        "\U00020bb7田誠",
    ):
        assert part in "".join(words.split()), part
    clock.advance(days=30)
    assert todays_work(app).tasks == ()
    half = HalfYear(2026, 2)
    assert inspection_counts(app, half).figures[11] == {"count": "0"}
    assert verify_home(app).ok


def test_the_ledger_says_of_an_arrival_that_the_steps_do_not_apply(app: App, tmp_path: Path) -> None:
    confirmed(app, register_transfer(app, ARRIVES))
    (summary,) = app.cases.page(CaseFilter())
    assert {mark.kind for mark in summary.marks} == {MarkKind.NOT_APPLICABLE}
    assert len(summary.marks) == len(app.workplace.programme.ledger_steps) == 5
    assert summary.state is CaseState.CONFIRMED
    out = tmp_path / "ledger.csv"
    export_ledger(app, HalfYear(2026, 2), "csv", out)
    head, row = csv.reader(out.read_text("utf-8-sig").splitlines())
    assert [row[at] for at, name in enumerate(head) if name[0] in "①②③④⑤"] == ["―"] * 5
    assert len(row) == len(head)
    assert render_ledger_pdf(app, HalfYear(2026, 2))[1] == 1


def test_the_checklist_on_paper_has_only_what_an_arrival_is_asked(app: App, tmp_path: Path) -> None:
    case_id = register_transfer(app, ARRIVES)
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    pack = tmp_path / "pack.pdf"
    pack.write_bytes(print_pack(app, case_id).pdf)
    words = subprocess.run(["pdftotext", "-raw", pack, "-"], capture_output=True, check=True).stdout.decode()
    assert "KS-08" in words
    assert "D-01" not in words
    assert "着任にあたっての行為規制遵守にかかる誓約書" in "".join(words.split())


def test_an_older_programme_without_directions_is_the_same_for_everybody() -> None:
    hokkaido = read_programme(dict(shipped_programmes())["hokkaido"]).programme
    assert all(hokkaido.on_course(kind.code) is hokkaido for kind in hokkaido.transfer_types)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("directions: [INBOUND]", "directions: [SIDEWAYS]"),
        ("directions: [INBOUND]", "directions: []"),
        ("form: kansai-arrival-pledge", "form: kansai-arrival"),
        ("  - direction: INBOUND\n    report_form", "  - direction: OUT\n    report_form"),
    ],
)
def test_directions_nobody_moves_in_are_refused_with_their_line(old: str, new: str) -> None:
    written = dict(shipped_programmes())["kansai"].read_text(encoding="utf-8")
    assert old in written
    with pytest.raises(ProgrammeUnreadable) as caught:
        read_programme(written.replace(old, new, 1))
    assert caught.value.line


def test_a_second_course_for_one_direction_is_refused() -> None:
    written = dict(shipped_programmes())["kansai"].read_text(encoding="utf-8")
    start = written.index("  - direction: INBOUND\n    report_form")
    course = written[start : written.index("transfer_types:\n  - code: ARRIVAL")]
    with pytest.raises(ProgrammeUnreadable) as caught:
        read_programme(written.replace(course, course + course, 1))
    assert (caught.value.reason, caught.value.value) == ("TWICE", Direction.INBOUND.value)
