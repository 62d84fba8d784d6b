"""Until when a case is kept: the worked examples of the domain notes §4.4."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.domain.retention import RetentionMode, retention_expires_on, retention_starts_on

A, B, C, D = RetentionMode

EXAMPLES = [
    # mode, effective, confirmed, first counted day, expires
    (A, date(2025, 4, 1), date(2025, 4, 3), date(2025, 4, 2), date(2028, 4, 1)),
    (B, date(2025, 4, 1), date(2025, 4, 3), date(2025, 4, 4), date(2028, 4, 3)),
    (C, date(2025, 4, 1), date(2025, 4, 3), date(2026, 4, 1), date(2029, 3, 31)),
    (D, date(2025, 4, 1), date(2025, 4, 3), date(2025, 10, 1), date(2028, 9, 30)),
    (C, date(2025, 3, 31), date(2025, 4, 2), date(2026, 4, 1), date(2029, 3, 31)),  # over the year's end
    (A, date(2024, 2, 29), date(2024, 2, 29), date(2024, 3, 1), date(2027, 2, 28)),
    (A, date(2024, 2, 28), date(2024, 2, 28), date(2024, 2, 29), date(2027, 2, 28)),  # no 29 Feb in 2027
    (B, date(2025, 4, 1), date(2025, 3, 28), date(2025, 4, 2), date(2028, 4, 1)),  # confirmed before the move
    (C, date(2025, 4, 1), date(2025, 3, 28), date(2026, 4, 1), date(2029, 3, 31)),
    (D, date(2025, 9, 30), date(2025, 10, 3), date(2025, 10, 4), date(2028, 10, 3)),  # late for its half-year
]


@pytest.mark.parametrize(("mode", "effective", "confirmed", "first", "expires"), EXAMPLES)
def test_the_worked_examples(mode, effective, confirmed, first, expires):
    assert retention_starts_on(mode, effective, confirmed) == first
    assert retention_expires_on(mode, 3, effective, confirmed) == expires


def test_a_leap_day_start_meets_a_leap_year_again():
    assert retention_expires_on(A, 4, date(2024, 2, 28), date(2024, 2, 28)) == date(2028, 2, 28)


@pytest.mark.parametrize("mode", [B, C, D])
def test_after_completion_the_full_years_are_always_kept(mode):
    for month in range(1, 13):
        done = date(2025, month, 27)
        assert retention_expires_on(mode, 3, date(2025, 3, 1), done) >= max(date(2028, month, 27), date(2028, 3, 1))
