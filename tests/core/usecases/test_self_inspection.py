"""The self-inspection's figures are what a plain reading of the facts gives; judgements are left to people."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import unanswered
from desktop_app.domain.clock import office_date
from desktop_app.domain.facts import (
    Answer,
    BriefingRecorded,
    CaseCancelled,
    CaseConfirmed,
    CaseCorrected,
    CaseRegistered,
    CaseReturned,
    ClosedAsException,
    ItemAnswered,
    PersonEnrolled,
    PostCheckRecorded,
    ReportSigned,
    Role,
    SigningRefused,
    Transferee,
    Verdict,
)
from desktop_app.errors import FormUnknown, GlyphMissing, SeatHandedOver
from desktop_app.exchange.record_file import shipped_inspection
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases import answering, confirming, reporting
from desktop_app.usecases.audit_result import render_audit_result
from desktop_app.usecases.blank_forms import BLANK_TABLES, blank_forms, write_blank
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.inspection_printing import render_blank_inspection, render_counted_inspection
from desktop_app.usecases.people import correct_person, enrol_person
from desktop_app.usecases.self_inspection import inspection_counts
from desktop_app.usecases.verifying import verify_home
from tests.core.usecases.test_one_case import STROKES
from tests.fakes import FixedClock
from tests.homes import PIN, found, register

HALF = HalfYear(2026, 1)
AWAY, OPEN = "P-04", "D-05"


def briefed(app: App, number: str, effective: date) -> str:
    case_id = register(app, number, "\u9ad9橋　健一", effective)
    kana = Transferee(number, "\u9ad9橋　健一", "タカハシ　ケンイチ")
    answering.correct_case(app, CaseCorrected(case_id, "カナの補完", transferee=kana))
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    return case_id


def answered(app: App, case_id: str, *open_items: str) -> None:
    case, programme = answering.open_case(app, case_id)
    due = app.today() + timedelta(days=14)
    entries = {
        item.id: AnswerInput(Answer.NOT_DONE, note="装置が届いていない", due_on=due)
        if item.id in open_items
        else AnswerInput(Answer.DONE, count=3 if item.needs_count else None)
        for item in unanswered(case, programme)
    }
    answering.answer_items(app, case_id, entries)


def reported(app: App, number: str, effective: date, *open_items: str) -> str:
    case_id = briefed(app, number, effective)
    answered(app, case_id, *open_items)
    reporting.sign_and_report(app, case_id, STROKES, "" if app.today() <= effective else "出張のため")
    return case_id


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A half-year with every fate a transfer can have, some before their date."""
    clock = FixedClock()
    app = found(tmp_path_factory.mktemp("inspected"), clock=clock)
    today = app.today()
    register(app, "0020001", effective=today - timedelta(days=3))  # nothing done
    briefed(app, "0020002", today - timedelta(days=1))  # overdue
    reported(app, "0020003", today + timedelta(days=2))  # reported before its date
    register(app, "0020011", effective=today + timedelta(days=1))  # its date is the day of counting
    reported(app, "0020004", today - timedelta(days=2))  # late by two days
    open_items = reported(app, "0020005", today, AWAY, OPEN)
    confirming.accept_rest(app, open_items)
    confirming.confirm_case(app, open_items, PIN)
    returned = reported(app, "0020006", today)
    confirming.check_item(app, returned, "D-07", confirming.Check(Verdict.TO_RETURN, text="件数を確かめてください"))
    confirming.return_report(app, returned)
    checked = reported(app, "0020007", today)
    confirming.accept_rest(app, checked)
    confirming.confirm_case(app, checked, PIN)
    refusing = briefed(app, "0020008", today)
    answered(app, refusing)
    answering.refuse_signing(app, refusing, "説明は受けた")
    answering.cancel_case(app, register(app, "0020009", effective=today), "発令取消")
    register(app, "0020010", effective=date(2026, 10, 1))  # the next half-year
    clock.advance(days=1)
    _case, programme = answering.open_case(app, checked)
    for item in programme.after_items:
        confirming.record_post_check(app, checked, item.id, app.today(), 0, "")
    yield app
    app.close()


def naively(app: App) -> dict[int, dict[str, int]]:
    """Read the facts themselves, case by case, and count with fingers."""
    today = app.today()
    cases = []
    for summary in app.cases.page(CaseFilter()):
        facts = [recorded.fact for recorded in app.record.history(summary.case_id)]
        registered = next(fact for fact in facts if isinstance(fact, CaseRegistered))
        if HALF.first <= registered.effective_date <= HALF.last and not has(facts, CaseCancelled):
            cases.append((registered, facts))
    due = [(registered, facts) for registered, facts in cases if registered.effective_date <= today]
    blanks = [blank_steps(app, facts) for _registered, facts in due]
    late = [days for registered, facts in due if (days := days_late(registered, facts, today)) > 0]
    settled = (CaseConfirmed, ClosedAsException)
    return {
        1: {"count": len(cases), "imported": sum(r.source.startswith("announcement ") for r, _f in cases)},
        2: {"count": sum(blanks), "people": sum(1 for blank in blanks if blank)},
        3: {"count": len(late), "days": max(late)},
        4: {"count": sum(not any(has(facts, kind) for kind in settled) for _r, facts in due)},
        5: {
            "count": sum(isinstance(fact, CaseReturned) for _r, facts in due for fact in facts),
            "waiting": sum(waits_after_return(facts) for _r, facts in due),
        },
        6: {"count": 0, "open": sum(len(left_open(facts)) for _r, facts in due)},
        7: {"count": sum(AWAY not in answers(facts) or AWAY in left_open(facts) for _r, facts in due)},
        8: {"count": sum(not has(facts, BriefingRecorded) for _r, facts in due)},
        9: {
            "count": sum(not has(facts, ReportSigned) for _r, facts in due),
            "refused": sum(has(facts, SigningRefused) for _r, facts in due),
        },
        10: {"count": 0, "checked": sum(has(facts, ReportSigned) for _r, facts in due)},
        11: {"count": sum(not has(facts, PostCheckRecorded) for _r, facts in due)},
    }


def has(facts, kind) -> bool:
    return any(isinstance(fact, kind) for fact in facts)


def answers(facts) -> dict[str, Answer]:
    return {fact.item_id: fact.answer for fact in facts if isinstance(fact, ItemAnswered)}


def left_open(facts) -> list[str]:
    return [item for item, answer in answers(facts).items() if answer is Answer.NOT_DONE]


def blank_steps(app: App, facts) -> int:
    given = answers(facts)
    blank = 0
    for step in app.workplace.programme.ledger_steps:
        items = [item.id for item in app.workplace.programme.items_of(step.code)]
        blank += any(item not in given or given[item] is Answer.NOT_DONE for item in items)
    return blank


def days_late(registered: CaseRegistered, facts, today: date) -> int:
    report = [fact for fact in facts if isinstance(fact, ReportSigned)]
    if report and not waits_after_return(facts):
        return (report[-1].reported_on - registered.effective_date).days
    return (today - registered.effective_date).days


def waits_after_return(facts) -> bool:
    kinds = [type(fact) for fact in facts if isinstance(fact, ReportSigned | CaseReturned)]
    return bool(kinds) and kinds[-1] is CaseReturned


def test_the_figures_are_what_the_facts_say_when_counted_by_hand(office: App) -> None:
    counted = inspection_counts(office, HALF)
    wanted = naively(office)
    for number, figures in wanted.items():
        assert counted.figures[number] == {name: str(value) for name, value in figures.items()}, number
    assert set(counted.figures) == {*wanted, 23, 24, 25}
    assert dict(counted.note) | {"counted_at": ""} == {"counted_at": "", "cases": "8", "coming": "1", "cancelled": "1"}


def test_the_days_without_a_manager_count_from_the_record_s_first_day(office: App) -> None:
    first = office_date(next(r.at for r in office.record.history("") if isinstance(r.fact, PersonEnrolled)))
    figures = inspection_counts(office, HALF).figures[25]
    assert figures == {"count": "0", "since": f"{first.year}.{first.month}.{first.day}", "stood_in": "0"}
    assert 25 not in inspection_counts(office, HalfYear(2025, 1)).figures, "nothing is known of that time"


def test_a_half_year_without_a_manager_for_some_days_says_how_many(tmp_path: Path) -> None:
    clock = FixedClock()
    app = found(tmp_path, clock=clock)
    head = PersonInput("森　さくら", "モリ　サクラ", "0099999", role=Role.DEPARTMENT_HEAD)
    enrol_person(app, head, PIN, own_pin=PIN)
    clock.advance(days=1)
    me = app.person
    entry = PersonInput(me.name, me.kana, me.employee_no, me.contact, Role.DEPUTY_MANAGER)
    correct_person(app, me.person_id, entry, own_pin=PIN)
    clock.advance(days=2)
    assert inspection_counts(app, HALF).figures[25]["count"] == "3"
    app.close()


def test_a_paper_that_is_away_is_counted_as_differing(office: App) -> None:
    path = next(office.files.path(p.pdf.sealed_sha256) for p in _reports(office))
    kept = path.read_bytes()
    path.unlink()
    assert inspection_counts(office, HALF).figures[10]["count"] == "1"
    path.write_bytes(kept)
    assert inspection_counts(office, HALF).figures[10]["count"] == "0"


def _reports(app: App) -> Iterator[ReportSigned]:
    for case_id in sorted({s.case_id for s in app.cases.people().get("0020004", ())}):
        yield from (r.fact for r in app.record.history(case_id) if isinstance(r.fact, ReportSigned))


def test_reading_many_cases_tells_how_far_it_is(office: App) -> None:
    told: list[tuple[int, int]] = []
    inspection_counts(office, HALF, progress=lambda done, total: told.append((done, total)))
    assert told == [(number, 8) for number in range(1, 9)]


def text_of(pdf: bytes, tmp_path: Path) -> str:
    path = tmp_path / "printed.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", "-enc", "UTF-8", path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def test_the_printed_sheet_has_the_figures_and_leaves_every_judgement_open(office: App, tmp_path: Path) -> None:
    text = text_of(render_counted_inspection(office, HALF), tmp_path)
    flat = "".join(text.split())
    assert text.count("未確認") >= 25
    assert flat.count("人が確かめます") == 11
    assert "登載9名（取込0）" in flat
    assert "異動発令日が到来した8件を数えた（ほかに発令日前1件、取消1件）" in flat
    assert "2026年度上期（2026.4.1〜2026.9.30）" in flat


def test_the_blank_sheet_has_no_figure_and_no_judgement(office: App, tmp_path: Path) -> None:
    flat = "".join(text_of(render_blank_inspection(office, HALF), tmp_path).split())
    assert "未確認件" in flat
    assert flat.count("該当なし") == 26
    assert "人が確かめます" not in flat
    assert "照合コード" not in flat


@pytest.mark.parametrize("form", BLANK_TABLES, ids=lambda form: form.name)
def test_every_blank_form_is_written_whole(office: App, tmp_path: Path, form) -> None:
    out = tmp_path / "blank.pdf"
    assert write_blank(office, form.name, out) is form
    assert office.workplace.name in text_of(out.read_bytes(), tmp_path)
    assert form.title()


def test_an_unknown_form_is_refused_with_the_names_there_are(office: App, tmp_path: Path) -> None:
    with pytest.raises(FormUnknown) as refused:
        write_blank(office, "form-27b", tmp_path / "none.pdf")
    assert refused.value.known == tuple(form.name for form in blank_forms(office))
    assert not (tmp_path / "none.pdf").exists()


def test_nothing_is_counted_while_a_transferee_has_the_seat(tmp_path: Path) -> None:
    app = found(tmp_path)
    case_id = briefed(app, "0020001", app.today())
    answering.hand_over_seat(app, case_id)
    for act in (
        lambda: inspection_counts(app, HALF),
        lambda: render_counted_inspection(app, HALF),
        *(lambda form=form: form.render(app) for form in BLANK_TABLES),
    ):
        with pytest.raises(SeatHandedOver):
            act()
    app.close()


def test_the_result_of_a_check_says_what_was_and_was_not_looked_at(office: App, tmp_path: Path) -> None:
    outcome = verify_home(office)
    flat = "".join(text_of(render_audit_result(outcome, checker="渡邉　由紀子", at=office.now()), tmp_path).split())
    assert "照合した範囲では、変更・欠落・偽造は見つからなかった。" in flat
    assert "西部配電事業所（NSC01）" in flat
    assert "渡邉由紀子" in flat
    assert "2026.9.2514:02:00" in flat
    assert outcome.about is not None
    assert outcome.about.root_fingerprint.upper() in flat
    (_letter, seq, digest) = outcome.about.heads[0]
    assert f"A第{seq}番{digest}" in flat
    assert "共有フォルダのファイル（" in flat, "there is no share: said so"
    shown = {checked.count for checked in outcome.checks if not checked.skipped}
    assert all(f"{count:,}" in flat for count in shown)


def test_a_checker_nobody_can_print_is_named(office: App) -> None:
    with pytest.raises(GlyphMissing):
        render_audit_result(verify_home(office, with_share=False), checker="\uae40", at=office.now())


def test_the_shipped_form_is_the_one_that_is_counted(office: App) -> None:
    assert inspection_counts(office, HALF, shipped_inspection()) == inspection_counts(office, HALF)
