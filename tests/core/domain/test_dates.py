"""Dates as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.dates import (
    DateReading,
    DateReason,
    dotted,
    long_date,
    month_and_day,
    period,
    read_date,
    serial_date,
    short_date,
    step_date,
    time_stamp,
    to_wareki,
)

TODAY = date(2026, 11, 20)
APRIL_1 = date(2025, 4, 1)


@pytest.mark.parametrize(
    "text",
    [
        *("2025-04-01", "2025/4/1", "2025/04/01", "2025.4.1", "20250401", "2025年4月1日", "2025年04月01日"),
        *(
            "R7.4.1",
            "r7.4.1",
            "R7/4/1",
            "R07.04.01",
            "R070401",
            "R70401",
            "令和7年4月1日",
            "令和７年４月１日",
        ),
        *(
            "Ｒ７．４．１",
            "令和七年四月一日",
            "令7.4.1",
            "\u32ff7年4月1日",
            "令和 7年 4月 1日",
            "２０２５／４／１",
        ),
        *(
            "45748",
            "45748.0",
            "2025-04-01 00:00:00",
            "2025-04-01T00:00:00",
            "2025/4/1 9:00",
            "2025.4.1（火）",
        ),
        *("2025年4月1日（火曜日）", "令和7年4月1日付", " 2025-04-01 "),
    ],
)
def test_one_reading_is_recognised_without_doubt(text):
    assert read_date(text, near=TODAY) == DateReading(APRIL_1, doubtful=False, reason=None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R1.5.1", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("H31.4.30", date(2019, 4, 30)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("S64.1.7", date(1989, 1, 7)),
        ("昭和六十三年十二月三十一日", date(1988, 12, 31)),
        ("令和八年十月二十一日", date(2026, 10, 21)),
        ("令和十年二月二十九日", date(2028, 2, 29)),
        ("二〇二六年十月一日", date(2026, 10, 1)),
        ("25/10/2026", date(2026, 10, 25)),  # only one of the two orders is a day
        ("10/25/2026", date(2026, 10, 25)),
        ("46357", date(2026, 12, 1)),
    ],
)
def test_eras_and_unusual_orders_with_one_reading(text, value):
    assert read_date(text, near=TODAY) == DateReading(value, doubtful=False, reason=None)


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ("12/1", date(2026, 12, 1), DateReason.YEAR_GUESSED),
        ("1201", date(2026, 12, 1), DateReason.YEAR_GUESSED),
        ("12月1日", date(2026, 12, 1), DateReason.YEAR_GUESSED),
        ("4/1", date(2027, 4, 1), DateReason.YEAR_GUESSED),
        ("0401", date(2027, 4, 1), DateReason.YEAR_GUESSED),
        ("10/1", date(2026, 10, 1), DateReason.YEAR_GUESSED),
        ("2/29", date(2028, 2, 29), DateReason.YEAR_GUESSED),
        ("26/12/1", date(2026, 12, 1), DateReason.SHORT_YEAR),
        ("261201", date(2026, 12, 1), DateReason.SHORT_YEAR),
        ("8.12.1", date(2026, 12, 1), DateReason.SHORT_YEAR),  # 令和 8 rather than 2008
        ("12/31/26", date(2026, 12, 31), DateReason.SHORT_YEAR),
        ("01/02/2026", date(2026, 1, 2), DateReason.DAY_OR_MONTH),
        ("平成32年4月1日", date(2020, 4, 1), DateReason.OUTSIDE_ERA),
        ("令和元年4月30日", date(2019, 4, 30), DateReason.OUTSIDE_ERA),
        ("S64.1.8", date(1989, 1, 8), DateReason.OUTSIDE_ERA),
        ("T1.7.29", date(1912, 7, 29), DateReason.OUTSIDE_ERA),
        ("2026年12月1日（金）", date(2026, 12, 1), DateReason.WEEKDAY_DIFFERS),
    ],
)
def test_more_than_one_reading_or_a_guess_is_doubtful(text, value, reason):
    assert read_date(text, near=TODAY) == DateReading(value, doubtful=True, reason=reason)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026/10/32", DateReason.IMPOSSIBLE),
        ("2026/13/01", DateReason.IMPOSSIBLE),
        ("2026-02-29", DateReason.IMPOSSIBLE),
        ("R7.2.30", DateReason.IMPOSSIBLE),
        ("令和0年4月1日", DateReason.IMPOSSIBLE),
        ("20261032", DateReason.IMPOSSIBLE),
        ("99999999", DateReason.IMPOSSIBLE),
        ("32/13/2026", DateReason.IMPOSSIBLE),
        ("13/32", DateReason.IMPOSSIBLE),
        ("1399", DateReason.IMPOSSIBLE),
        ("未定", DateReason.NOT_A_DATE),
        ("R7", DateReason.NOT_A_DATE),
        ("12345", DateReason.NOT_A_DATE),
        ("2026年度12月1日", DateReason.NOT_A_DATE),
        ("1", DateReason.NOT_A_DATE),
        ("", DateReason.EMPTY),
        ("\u3000 ", DateReason.EMPTY),
    ],
)
def test_what_is_no_date_says_why(text, reason):
    assert read_date(text, near=TODAY) == DateReading(None, doubtful=False, reason=reason)


@given(st.text(max_size=20), st.dates(date(1995, 1, 1), date(2090, 1, 1)))
def test_any_text_is_read_without_breaking(text, near):
    reading = read_date(text, near=near)
    assert reading.value is not None or not reading.doubtful


@given(st.dates(date(1930, 1, 1), date(2099, 12, 31)))
def test_every_way_we_write_a_date_reads_back(day):
    certain = DateReading(day, doubtful=False, reason=None)
    for text in (
        day.isoformat(),
        to_wareki(day),
        long_date(day),
        long_date(day, era=True),
        dotted(day),
        f"{day:%Y%m%d}",
    ):
        assert read_date(text, near=TODAY) == certain


@given(st.dates(date(1985, 1, 1), date(2075, 12, 31)))
def test_every_serial_reads_back(day):
    serial = (day - date(1899, 12, 30)).days
    assert serial_date(serial) == day
    assert read_date(str(serial), near=TODAY).value == day


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.integers(-180, 180))
def test_a_missing_year_is_the_nearest(near, offset):
    meant = near + timedelta(days=offset)
    if (meant.month, meant.day) != (2, 29):
        assert read_date(short_date(meant), near=near).value == meant


def test_dates_are_written_as_the_office_writes_them():
    day = date(2026, 10, 1)
    assert to_wareki(day) == "令和8年10月1日"
    assert to_wareki(date(2019, 5, 1)) == "令和元年5月1日"
    assert to_wareki(date(1900, 1, 1)) == "1900年1月1日"
    assert long_date(day) == "2026年10月1日（木）"
    assert long_date(day, era=True) == "令和8年10月1日（木）"
    assert long_date(date(2019, 4, 30), era=True, weekday=False) == "平成31年4月30日"
    assert month_and_day(day) == "10月1日"
    assert short_date(day) == "10/1"
    assert step_date(date(2026, 3, 28), day) == "3/28"
    assert step_date(date(2025, 12, 20), day) == "25.12.20"
    assert dotted(day) == "2026.10.1"
    assert dotted(day, weekday=True) == "2026.10.1（木）"
    assert period(day, date(2027, 3, 31)) == "2026.10.1〜2027.3.31"
    assert time_stamp(datetime(2026, 10, 2, 9, 14, tzinfo=UTC)) == "2026.10.2 09:14"
