"""Masters in time: which version stands on a day, what clashes, and which workplaces belong together."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.line_facts import ChosenLine
from desktop_app.domain.master_facts import MasterRecorded, MasterVersion
from desktop_app.domain.master_kinds import lines_from
from desktop_app.domain.masters import Masters, clashes, ended_in_turn, holds_on
from desktop_app.exchange.master_kinds import master_kind, master_kinds
from tests.core.domain.cases import PROGRAMME

D = date


def masters(kind: str, *versions: MasterVersion) -> Masters:
    return Masters().after(MasterRecorded(kind, "hand", versions))


def company(name: str, first: date | None, last: date | None = None, affiliate: str = "yes") -> MasterVersion:
    return MasterVersion("C1", name, first, last, {"specified_affiliate": affiliate})


def test_a_version_stands_until_the_day_before_the_next():
    known = masters("company", company("あおば電力", None), company("あおばエナジー", D(2027, 4, 1)))
    assert known.version("company", "C1", D(2027, 3, 31)).name == "あおば電力"
    assert known.version("company", "C1", D(2027, 4, 1)).name == "あおばエナジー"
    assert known.timeline("company", "C1")[0].valid_to == D(2027, 3, 31)


def test_a_later_fact_from_the_same_day_takes_the_place_of_the_earlier():
    known = masters("company", company("あおば電力", D(2020, 4, 1)))
    known = known.after(MasterRecorded("company", "hand", (company("あおば電力（株）", D(2020, 4, 1)),)))
    assert [one.name for one in known.timeline("company", "C1")] == ["あおば電力（株）"]


def test_whether_a_company_is_a_specified_affiliate_depends_on_the_day():
    known = masters(
        "company", company("あおば電力", D(2020, 4, 1), affiliate="no"), company("あおば電力", D(2026, 10, 1))
    )
    assert known.is_specified_affiliate("あおば電力", D(2026, 9, 30)) is False
    assert known.is_specified_affiliate("あおば電力", D(2026, 10, 1)) is True
    assert known.is_specified_affiliate("C1", D(2026, 10, 1)) is True
    assert known.is_specified_affiliate("あおば電力", D(2019, 1, 1)) is None
    assert known.is_specified_affiliate("別の会社", D(2026, 10, 1)) is None


@pytest.mark.parametrize(
    ("first", "second", "overlaps"),
    [
        ((None, None), (D(2026, 4, 1), None), True),
        ((D(2026, 4, 1), None), (D(2026, 4, 1), None), True),
        ((D(2025, 4, 1), D(2026, 4, 1)), (D(2026, 4, 1), None), True),
        ((D(2025, 4, 1), D(2026, 3, 31)), (D(2026, 4, 1), None), None),
        ((D(2025, 4, 1), D(2026, 3, 30)), (D(2026, 4, 1), None), False),
        ((D(2024, 2, 28), D(2024, 2, 28)), (D(2024, 2, 29), None), None),
        ((D(2024, 2, 28), D(2024, 2, 28)), (D(2024, 3, 1), None), False),
    ],
)
def test_periods_that_overlap_or_leave_a_gap_are_named(first, second, overlaps):
    found = clashes([MasterVersion("X", "甲", *first), MasterVersion("X", "乙", *second)])
    assert [clash.overlaps for clash in found] == ([] if overlaps is None else [overlaps])


DAYS = st.none() | st.dates(D(2024, 1, 1), D(2026, 12, 31))
SPANS = st.tuples(DAYS, st.none() | st.integers(0, 500))


def version_of(number: int, span: tuple[date | None, int | None]) -> MasterVersion:
    first, length = span
    last = None if length is None or first is None else first + timedelta(days=length)
    return MasterVersion("X", f"第{number}版", first, last)


@given(st.lists(SPANS, max_size=6), st.dates(D(2023, 6, 1), D(2028, 6, 1)))
def test_at_most_one_version_stands_on_any_day_and_it_is_the_last_to_begin(spans, day):
    known = Masters()
    versions = [version_of(number, span) for number, span in enumerate(spans)]
    for version in versions:
        known = known.after(MasterRecorded("system", "hand", (version,)))
    standing = [one for one in known.timeline("system", "X") if holds_on(one, day)]
    assert len(standing) <= 1
    # Naively: of those that have begun, the last to begin (of equal ones the last recorded), if it has not ended.
    begun = [one for one in versions if one.valid_from is None or one.valid_from <= day]
    naive = max(begun, key=lambda one: (one.valid_from or D.min, versions.index(one)), default=None)
    expected = naive.name if naive and (naive.valid_to is None or naive.valid_to >= day) else None
    assert (standing[0].name if standing else None) == expected


@given(st.lists(SPANS, max_size=6))
def test_the_order_of_facts_decides_nothing_but_between_equal_days(spans):
    versions = list({one.valid_from: one for one in (version_of(n, span) for n, span in enumerate(spans))}.values())
    ways = []
    for order in (versions, versions[::-1]):
        known = Masters()
        for version in order:
            known = known.after(MasterRecorded("system", "hand", (version,)))
        ways.append(known.timeline("system", "X"))
    assert ways[0] == ways[1] == ended_in_turn(ways[0])


def place(code: str, name: str, heir: str = "", first: date | None = None) -> MasterVersion:
    return MasterVersion(code, name, first, None, {"succeeded_by": heir} if heir else {})


def test_workplaces_that_became_one_belong_together_and_others_do_not():
    known = masters(
        "workplace",
        place("DST11", "西部配電事業所"),
        place("DST11", "西部配電事業所", "DST20", D(2027, 4, 1)),
        place("DST12", "南部配電事業所", "DST20", D(2027, 4, 1)),
        place("DST20", "西南配電事業所", first=D(2027, 4, 1)),
        place("NSC01", "ネットワークサービスセンター"),
    )
    together = {"DST11", "DST12", "DST20"}
    assert all(known.workplace_codes(code) == together for code in together)
    assert known.workplace_codes("NSC01") == {"NSC01"}
    assert known.workplace_codes("XXX") == {"XXX"}
    assert known.workplaces_named("西南") == together
    assert known.workplaces_named("ＤＳＴ１２") == together
    assert known.workplaces_named("") == frozenset()


def test_workplaces_that_name_one_another_in_a_ring_are_no_trouble():
    known = masters("workplace", place("A", "甲", "B"), place("B", "乙", "A"))
    assert known.workplace_codes("A") == {"A", "B"}


@pytest.mark.parametrize(
    ("properties", "items"),
    [
        ({}, {"A-03"}),
        ({"individually_managed": "yes"}, {"A-03", "I-01"}),
        ({"individually_managed": "yes", "external": "yes"}, {"I-02"}),
        ({"shared_id": "yes"}, {"A-03", "I-03"}),
        ({"individually_managed": "no", "external": "no"}, {"A-03"}),
    ],
)
def test_a_system_becomes_lines_of_the_items_its_marks_ask_for(properties, items):
    version = MasterVersion("S1", "検針システム", properties=properties)
    assert {line.item_id for line in lines_from(master_kind("system"), [version], PROGRAMME)} == items


def test_a_line_keeps_the_name_of_its_day_and_how_the_right_is_switched():
    version = MasterVersion("S1", "検針システム", properties={"automatic": "yes"})
    lines = lines_from(master_kind("system"), [version], PROGRAMME)
    assert lines == (ChosenLine("A-03", "system", "S1", "検針システム", automatic=True),)


def test_items_that_the_programme_does_not_have_get_no_lines():
    assert lines_from(master_kind("lent_item"), [MasterVersion("L1", "作業服")], PROGRAMME) == ()


def test_every_kind_says_in_both_languages_what_it_is():
    for kind in master_kinds():
        assert {"code", "name", "valid_from", "valid_to"} <= {field.name for field in kind.fields}
        for text in (kind.title, kind.lead, *(field.label for field in kind.fields)):
            assert text.ja
            assert text.en
            assert text.ja != text.en
