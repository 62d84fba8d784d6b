"""Every date rule against a second, naive calculation that walks from day to day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.domain.calendar import Calendar, HalfYear, fiscal_year, period_end
from desktop_app.domain.deadlines import (
    DeadlineBasis,
    confirm_due,
    days_late,
    entered_afterwards,
    post_check_due,
    register_due,
    report_due,
    restore_due,
    target_date,
)
from desktop_app.domain.restricted_moves import released_on
from desktop_app.domain.retention import RetentionMode, retention_expires_on, retention_starts_on
from tests.core.domain.cases import CALENDAR, PROGRAMME

RULES = PROGRAMME.deadlines
DAY = timedelta(days=1)
DAYS = st.dates(date(2019, 1, 1), date(2031, 12, 31))
YEARS = st.integers(1, 10)
SPANS = st.integers(0, 12)
EDGES = (
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2025, 3, 31),
    date(2025, 4, 1),
    date(2025, 9, 30),
    date(2025, 10, 1),
)


def works(day: date) -> bool:
    year_end = (day.month, day.day) in {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
    return day.weekday() not in (5, 6) and not year_end and day not in CALENDAR.holidays


def walk(day: date, count: int) -> date:
    """The naive calendar: one day at a time, counting those on which people work."""
    step = DAY if count > 0 else -DAY
    while count:
        day += step
        if works(day):
            count += -1 if count > 0 else 1
    return day


def naive_end(start: date, years: int) -> date:
    """The last day of a period: walk on to its last year's first day that is no earlier, and go one back."""
    day = start
    while day.year < start.year + years or (day.month, day.day) < (start.month, start.day):
        day += DAY
    return day - DAY


@given(DAYS, st.sampled_from(DeadlineBasis))
@example(date(2026, 5, 4), DeadlineBasis.LAST_BUSINESS_DAY_BEFORE)
@example(date(2025, 1, 6), DeadlineBasis.LAST_BUSINESS_DAY_BEFORE)
def test_the_last_day_of_a_report_is_the_date_the_day_before_or_the_last_business_day(effective, basis):
    expected = {
        DeadlineBasis.EFFECTIVE_DATE: effective,
        DeadlineBasis.DAY_BEFORE: effective - DAY,
        DeadlineBasis.LAST_BUSINESS_DAY_BEFORE: walk(effective, -1),
    }[basis]
    rules = replace(RULES, basis=basis)
    assert report_due(effective, rules, CALENDAR) == expected


@given(DAYS, st.integers(-30, 30), st.sampled_from(DeadlineBasis))
def test_a_report_is_late_by_the_calendar_days_after_its_last_day(effective, after, basis):
    rules = replace(RULES, basis=basis)
    due = report_due(effective, rules, CALENDAR)
    late = days_late(effective, due + timedelta(days=after), rules, CALENDAR)
    assert late == (max(0, after))


@given(DAYS, SPANS, SPANS, SPANS)
def test_business_days_are_counted_as_one_walks_through_them(day, before, confirm, check):
    rules = replace(
        RULES,
        target_business_days_before=before,
        confirm_within_business_days=confirm,
        post_check_business_days=check,
    )
    assert target_date(day, rules, CALENDAR) == walk(day, -before)
    assert confirm_due(day, rules, CALENDAR) == walk(day, confirm)
    assert post_check_due(day, rules, CALENDAR) == walk(day, check)
    assert restore_due(day, rules, CALENDAR) == walk(day, check)


@given(DAYS, st.integers(0, 60))
def test_registration_is_due_soon_after_the_notice_and_never_after_the_date(notice, ahead):
    effective = notice + timedelta(days=ahead)
    due = register_due(notice, effective, RULES, CALENDAR)
    assert due == min(walk(notice, 2), effective)


@given(DAYS, st.integers(0, 20), st.integers(0, 10))
def test_an_answer_is_entered_afterwards_when_more_days_have_passed_than_allowed(done, later, allowed):
    rules = replace(RULES, entered_late_after_days=allowed)
    assert entered_afterwards(done, done + timedelta(days=later), rules) == (later > allowed)


@given(DAYS, YEARS)
@example(date(2024, 2, 29), 1)
@example(date(2024, 2, 29), 4)
def test_a_period_of_years_ends_before_its_corresponding_day_or_with_its_month(start, years):
    assert period_end(start, years) == naive_end(start, years)
    assert released_on(start - DAY, years) == naive_end(start, years) + DAY


@given(DAYS, DAYS, YEARS, st.sampled_from(RetentionMode))
@example(date(2025, 3, 31), date(2025, 4, 2), 3, RetentionMode.FROM_NEXT_FISCAL_YEAR)
@example(date(2024, 2, 28), date(2024, 2, 28), 3, RetentionMode.FROM_EFFECTIVE_DATE)
def test_the_four_retention_modes_agree_with_a_walk_to_their_first_day(effective, confirmed, years, mode):
    complete = max(effective, confirmed)
    start = {
        RetentionMode.FROM_EFFECTIVE_DATE: lambda: effective + DAY,
        RetentionMode.FROM_COMPLETION: lambda: complete + DAY,
        RetentionMode.FROM_NEXT_FISCAL_YEAR: lambda: first_of(complete + DAY, lambda d: (d.month, d.day) == (4, 1)),
        RetentionMode.FROM_HALF_END: lambda: max(half_after(effective), complete + DAY),
    }[mode]()
    assert retention_starts_on(mode, effective, confirmed) == start
    assert retention_expires_on(mode, years, effective, confirmed) == naive_end(start, years)


def first_of(day: date, wanted) -> date:
    while not wanted(day):
        day += DAY
    return day


def half_after(day: date) -> date:
    return first_of(day + DAY, lambda d: (d.month, d.day) in {(4, 1), (10, 1)})


@pytest.mark.parametrize("day", EDGES)
def test_half_years_and_fiscal_years_begin_in_april_and_october(day):
    half = HalfYear.of(day)
    assert half.first <= day <= half.last
    assert half.last + DAY == half_after(day)
    assert fiscal_year(day) == (day.year if day.month >= 4 else day.year - 1)


def test_a_company_holiday_moves_the_target_and_nothing_else():
    with_holiday = Calendar(CALENDAR.holidays | {date(2026, 5, 1)})
    assert target_date(date(2026, 5, 4), RULES, CALENDAR) == date(2026, 5, 1)
    assert target_date(date(2026, 5, 4), RULES, with_holiday) == date(2026, 4, 30)
    assert report_due(date(2026, 5, 4), RULES, with_holiday) == date(2026, 5, 4)
