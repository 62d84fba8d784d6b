"""会社の休日: a file of dates, known alike on every PC; what is open moves, what was judged stays (T8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from desktop_app import errors
from desktop_app.app import App
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import CaseState, unanswered
from desktop_app.domain.deadlines import DeadlineBasis
from desktop_app.domain.facts import Answer, ProgrammeAdopted, Role, Verdict
from desktop_app.domain.holiday_facts import CompanyHoliday
from desktop_app.usecases import answering, confirming, reporting
from desktop_app.usecases.company_holidays import (
    company_holidays,
    import_holidays,
    read_holiday_file,
    stated_holidays,
    withdraw_holidays,
)
from desktop_app.usecases.desk import open_for_reading
from desktop_app.usecases.intake import TransferInput, outlook, register_transfer
from desktop_app.usecases.people import PersonInput, enrol_person, sit_down
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.verifying import verify_home
from tests.fakes import FixedClock
from tests.homes import PIN, enrolled, found, register
from tests.refusals import refused

STROKES = (((2.0, 4.0, 0.3, 0.0), (4.0, 8.0, 0.7, 40.0)), ((6.0, 6.0, 0.4, 200.0), (14.0, 5.0, 0.6, 240.0)))
T8 = date(2026, 5, 4)
"""A Monday and a holiday; the business day before it is Friday, 1 May."""


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def app(tmp_path: Path, clock: FixedClock) -> Iterator[App]:
    made = found(tmp_path, clock=clock)
    yield made
    made.close()


def listed(folder: Path, words: str, encoding: str = "cp932", name: str = "休日.csv") -> Path:
    path = folder / name
    path.write_bytes(words.encode(encoding))
    return path


def stated(app: App, folder: Path, words: str) -> int:
    return import_holidays(app, read_holiday_file(app, listed(folder, words)))


def target_of(app: App, effective: date) -> date:
    return outlook(app, TransferInput("0012399", "林　真理", effective, "あおば電力株式会社")).target


def test_the_target_of_t8_is_the_last_day_on_which_the_company_works(app: App, tmp_path: Path) -> None:
    assert target_of(app, T8) == date(2026, 5, 1)
    assert stated(app, tmp_path, "日付,名称\n2026/5/1,創立記念日\n") == 1
    assert target_of(app, T8) == date(2026, 4, 30)


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("日付,名称\r\n2026/8/12,夏季休業\r\nR8.8.13,夏季休業\r\n", "cp932"),
        ("年月日\t休日名\n令和8年8月12日\t夏季休業\n20260813\t夏季休業\n", "utf-16"),
        ("休日,摘要\n2026-08-12(水),夏季休業\n46247,夏季休業\n", "utf-8-sig"),
        ("# 会社の休日\n2026-08-12,夏季休業\n2026-08-13,夏季休業\n", "utf-8"),
        ("2026年8月12日,夏季休業\n令和八年八月十三日,夏季休業\n2026/8/13,二度目\n", "cp932"),
    ],
    ids=["cp932", "utf-16 tabs", "serial", "no head", "kanji, twice"],
)
def test_lists_are_read_in_every_encoding_and_date_form(app: App, tmp_path: Path, words: str, encoding: str) -> None:
    preview = read_holiday_file(app, listed(tmp_path, words, encoding))
    summer = tuple(CompanyHoliday(date(2026, 8, day), "夏季休業") for day in (12, 13))
    assert (preview.read.holidays, preview.read.findings) == (summer, ())
    assert import_holidays(app, preview) == 2
    assert company_holidays(app) == {2026: summer}


def test_a_workbook_of_dates_is_read(app: App, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("会社休日", "備考"), (date(2026, 8, 12), "夏季休業"), (date(2027, 4, 1), None)):
        book.active.append(row)
    book.save(tmp_path / "休日.xlsx")
    assert read_holiday_file(app, tmp_path / "休日.xlsx").read.fiscal_years == (2026, 2027)


WRONG = {
    "no date": ("日付,名称\nお盆,夏季休業\n", errors.AnnouncementWrong),
    "no such day": ("日付,名称\n2026/2/30,夏季休業\n", errors.AnnouncementWrong),
    "an empty date": ("日付,名称\n2026/8/12,夏\n,夏\n", errors.AnnouncementWrong),
    "a formula's error": ("日付,名称\n#REF!,夏季休業\n", errors.AnnouncementWrong),
    "a year nobody meant": ("日付,名称\n9999/1/1,夏季休業\n", errors.AnnouncementWrong),
    "no year": ("日付,名称\n8/12,夏季休業\n", errors.AnnouncementDoubtful),
    "a short year": ("日付,名称\n26/8/12,夏季休業\n", errors.AnnouncementDoubtful),
    "day or month": ("日付,名称\n08/09/2026,夏季休業\n", errors.AnnouncementDoubtful),
    "another weekday": ("日付,名称\n2026/8/12(金),夏季休業\n", errors.AnnouncementDoubtful),
    "another table": ("社員番号,氏名\n0012345,林　真理\n", errors.ColumnsMissing),
    "a head alone": ("日付,名称\n", errors.TableEmpty),
    "every day": (
        "日付\n" + "".join(f"2026/{month}/{day}\n" for month in range(4, 13) for day in range(1, 29)),
        errors.HolidaysTooMany,
    ),
    "a quotation without an end": ('日付,名称\n"2026/8/12,夏\n', errors.QuoteNotClosed),
    "a web page": ("<html><body>休日</body></html>", errors.NotATable),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_list_that_is_wrong_or_doubtful_changes_nothing(app: App, tmp_path: Path, case: str) -> None:
    words, kind = WRONG[case]
    with refused(app, kind):
        stated(app, tmp_path, words)
    assert company_holidays(app) == {}


def test_what_is_doubtful_is_taken_in_once_somebody_agreed(app: App, tmp_path: Path) -> None:
    preview = read_holiday_file(app, listed(tmp_path, "日付,名称\n8/12,夏季休業\n"))
    assert import_holidays(app, preview, accept_doubtful=True) == 1
    assert company_holidays(app) == {2026: (CompanyHoliday(date(2026, 8, 12), "夏季休業"),)}


def test_a_list_replaces_its_own_fiscal_years_and_the_history_stays(
    app: App, tmp_path: Path, clock: FixedClock
) -> None:
    stated(app, tmp_path, "日付\n2026/8/12\n2026/8/13\n2027/8/12\n")
    clock.advance(days=1)
    stated(app, tmp_path, "日付\n2026/8/14\n")
    stated(app, tmp_path, "日付\n2026/8/14\n")
    assert {year: [one.day.day for one in days] for year, days in company_holidays(app).items()} == {
        2026: [14],
        2027: [12],
    }
    assert withdraw_holidays(app, 2027) == 1
    with refused(app, errors.NoHolidaysThere):
        withdraw_holidays(app, 2027)
    told = [(one.on.day, one.fiscal_years, one.count, one.source) for one in stated_holidays(app)]
    assert told == [(25, (2027,), 0, ""), (25, (2026,), 1, "休日.csv"), (24, (2026, 2027), 3, "休日.csv")]


def test_only_the_manager_and_the_deputy_state_holidays(app: App, tmp_path: Path) -> None:
    head = PersonInput("佐藤　太郎", "サトウ　タロウ", "0067891", role=Role.DEPARTMENT_HEAD)
    person = enrol_person(app, head, PIN, own_pin=PIN)
    sit_down(app, person.person_id, PIN)
    with refused(app, errors.NotEntitled):
        stated(app, tmp_path, "日付\n2026/8/12\n")


def handed_in(app: App, case_id: str) -> None:
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    case, programme = answering.open_case(app, case_id)
    done = {
        item.id: AnswerInput(Answer.DONE, count=1 if item.needs_count else None) for item in unanswered(case, programme)
    }
    answering.answer_items(app, case_id, done)
    reporting.sign_and_report(app, case_id, STROKES)


@pytest.fixture
def strict(app: App) -> App:
    """The workplace's programme, reports in time up to the last business day before the effective date."""
    programme = app.workplace.programme
    deadlines = replace(
        programme.deadlines,
        report_on_effective_date_is_in_time=False,
        basis=DeadlineBasis.LAST_BUSINESS_DAY_BEFORE,
    )
    app.commit((ProgrammeAdopted(replace(programme, version="1.9", deadlines=deadlines), "0" * 64),))
    return app


def test_open_deadlines_move_and_judged_ones_do_not(strict: App, tmp_path: Path, clock: FixedClock) -> None:
    reported, returned, waiting, cancelled = (
        register_transfer(
            strict,
            TransferInput(f"001234{n}", "林　真理", date(2026, 10, 1), "あおば電力株式会社", kana="ハヤシ　マリ"),
        )
        for n in (6, 7, 8, 9)
    )
    clock.advance(days=6)  # 30 September, the last business day before 1 October
    handed_in(strict, reported)
    handed_in(strict, returned)
    confirming.check_items(strict, returned, {"D-01": confirming.Check(Verdict.TO_RETURN, text="件数が合いません")})
    confirming.return_report(strict, returned)
    answering.cancel_case(strict, cancelled, "発令取消")
    stated(strict, tmp_path, "日付\n2026/9/30\n")

    def due(case_id: str) -> tuple[date, int]:
        summary = strict.cases.summary(case_id)
        assert summary is not None
        return summary.report_due, summary.report_late_days

    assert due(reported) == (date(2026, 9, 30), 0), "judged by what was known when it was handed in"
    assert due(cancelled) == (date(2026, 9, 30), 0)
    assert due(waiting)[0] == date(2026, 9, 29), "still open, so counted anew"
    assert due(returned)[0] == date(2026, 9, 29), "sent back, so open again"
    assert open_for_reading(strict, reported).target == date(2026, 9, 30)
    assert open_for_reading(strict, waiting).target == date(2026, 9, 29)
    assert strict.record.case(reported).state is CaseState.REPORTED
    assert verify_home(strict).ok
    strict.record.rebuild()
    assert due(reported) == (date(2026, 9, 30), 0)
    withdraw_holidays(strict, 2026)
    assert due(waiting)[0] == date(2026, 9, 30)


def test_every_pc_of_the_workplace_counts_alike(tmp_path: Path) -> None:
    first = found(tmp_path, share=tmp_path / "share")
    second = enrolled(first, tmp_path)
    try:
        case_id = register(second, "0012346", effective=T8)
        sync(second)
        stated(first, tmp_path, "日付\n2026/5/1\n")
        sync(first)
        sync(second)
        for pc in (first, second):
            assert open_for_reading(pc, case_id).target == date(2026, 4, 30)
            assert company_holidays(pc) == {2026: (CompanyHoliday(date(2026, 5, 1)),)}
    finally:
        first.close()
        second.close()
