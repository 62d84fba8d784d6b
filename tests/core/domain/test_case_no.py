"""Case numbers stand in the order people count in."""

import re

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.case_no import counting_order, number_runs

numbers = st.from_regex(r"\A[A-Z]{2,5}[0-9]{2}-[0-9]{2}[AB]-[A-Z][0-9]{3,6}\Z")


def as_people_count(case_no: str) -> list[object]:
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.findall("[0-9]+|[^0-9]", case_no)]


def test_the_thousandth_case_follows_the_nine_hundred_and_ninety_ninth():
    given_out = [f"NSC01-26B-A{n:03d}" for n in (1000, 999, 2, 10_000, 1)]
    assert [int(n[11:]) for n in sorted(given_out, key=counting_order)] == [1, 2, 999, 1000, 10_000]


@given(st.lists(numbers, max_size=30))
def test_the_key_sorts_as_text_the_way_people_count(case_numbers):
    assert [as_people_count(n) for n in sorted(case_numbers, key=counting_order)] == sorted(
        map(as_people_count, case_numbers)
    )


@given(numbers, st.integers(0, 999_998), st.integers(1, 1_000))
def test_a_later_number_of_one_pc_never_stands_before_an_earlier_one(case_no, number, later):
    head = case_no.rsplit("-", 1)[0] + "-A"
    assert counting_order(f"{head}{number:03d}") < counting_order(f"{head}{number + later:03d}")


@given(st.text(), st.text())
def test_any_text_has_a_place(one, other):
    assert (counting_order(one) < counting_order(other)) != (counting_order(one) >= counting_order(other))


def test_numbers_without_a_gap_are_told_by_their_first_and_last() -> None:
    numbers = ["N-22B-A1000", "N-22B-A002", "N-22B-A001", "N-22B-A999", "N-22B-B001", "alone"]
    assert number_runs(numbers) == (
        ("N-22B-A001", "N-22B-A002"),
        ("N-22B-A999", "N-22B-A1000"),
        ("N-22B-B001", "N-22B-B001"),
        ("alone", "alone"),
    )
    assert number_runs(()) == ()
