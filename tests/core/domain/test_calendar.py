"""Fiscal years, half-years and business days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.calendar import Calendar, HalfYear, fiscal_year, read_holidays
from desktop_app.errors import BadDate, BadHalfYear
from desktop_app.resources import resource_path

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.fixture(scope="module")
def japan() -> Calendar:
    return Calendar(read_holidays(resource_path("calendars/japan.csv").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("day", "half", "code"),
    [
        (date(2025, 4, 1), "2025H1", "25A"),
        (date(2025, 3, 31), "2024H2", "24B"),
        (date(2025, 9, 30), "2025H1", "25A"),
        (date(2025, 10, 1), "2025H2", "25B"),
        (date(2026, 12, 1), "2026H2", "26B"),
        (date(2027, 3, 31), "2026H2", "26B"),
    ],
)
def test_the_half_year_turns_on_1_april_and_1_october(day, half, code):
    assert str(HalfYear.of(day)) == half
    assert HalfYear.of(day).code == code


def test_the_fiscal_year_turns_on_1_april():
    assert fiscal_year(date(2026, 3, 31)) == 2025
    assert fiscal_year(date(2026, 4, 1)) == 2026


@given(DAYS)
def test_a_half_year_contains_its_days_and_reads_back(day):
    half = HalfYear.of(day)
    assert half.contains(day)
    assert half.contains(half.first)
    assert half.contains(half.last)
    assert HalfYear.parse(str(half)) == half
    assert HalfYear.of(half.last) == half


def test_half_years_are_ordered():
    assert HalfYear(2025, 2) < HalfYear(2026, 1) < HalfYear(2026, 2)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026H3", "26H1", "H1", "2026上期", "２０２６H1", "-026H1", "0000H1", "9999H2"]
)
def test_what_names_no_half_year_is_refused(text):
    with pytest.raises(BadHalfYear):
        HalfYear.parse(text)


def test_a_half_year_may_be_typed_in_small_letters():
    assert HalfYear.parse(" 2026h2 ") == HalfYear(2026, 2)


@pytest.mark.parametrize(
    ("effective", "target"),
    [
        (date(2025, 4, 1), date(2025, 3, 31)),  # T1
        (date(2025, 7, 16), date(2025, 7, 15)),  # T6
        (date(2026, 5, 4), date(2026, 5, 1)),  # T8: a holiday
        (date(2026, 10, 1), date(2026, 9, 30)),
        (date(2027, 1, 4), date(2026, 12, 28)),  # year-end
        (date(2026, 9, 24), date(2026, 9, 18)),  # 国民の休日 between two holidays
    ],
)
def test_the_target_is_the_business_day_before(japan, effective, target):
    assert japan.business_day_before(effective) == target


def test_a_company_holiday_moves_the_target():
    """T8: with 5/1 a company holiday, the target of 5/4 is 4/30."""
    holidays = read_holidays("日付,名称\n2026/5/1,創立記念日\n2026-05-04,みどりの日\n\n")
    assert Calendar(holidays).business_day_before(date(2026, 5, 4)) == date(2026, 4, 30)


def test_days_left_count_from_tomorrow_through_the_day(japan):
    assert japan.business_days_until(date(2026, 9, 24), date(2026, 10, 1)) == 5
    assert japan.business_days_until(date(2026, 10, 1), date(2026, 10, 1)) == 0
    assert japan.business_days_until(date(2026, 10, 2), date(2026, 10, 1)) == 0
    assert japan.business_days_until(date(2026, 12, 28), date(2027, 1, 4)) == 1


def test_business_days_are_added_and_taken_away(japan):
    assert japan.add_business_days(date(2026, 10, 1), 5) == date(2026, 10, 8)
    assert japan.add_business_days(date(2026, 10, 8), -5) == date(2026, 10, 1)
    assert japan.add_business_days(date(2026, 10, 3), 0) == date(2026, 10, 3)


@given(DAYS, st.integers(1, 40))
def test_adding_business_days_and_counting_them_agree(day, count):
    calendar = Calendar(frozenset())
    later = calendar.add_business_days(day, count)
    assert calendar.is_business_day(later)
    assert calendar.business_days_until(day, later) == count


def test_the_bundled_calendar_covers_every_year_to_2035(japan):
    per_year = {year: sum(day.year == year for day in japan.holidays) for year in range(2020, 2036)}
    assert all(16 <= count <= 21 for count in per_year.values()), per_year


def test_a_holiday_file_with_an_impossible_day_is_refused():
    with pytest.raises(BadDate) as refusal:
        read_holidays("2026-01-01,元日\n2026-02-30,まちがい\n")
    assert refusal.value.text == "2026-02-30"
