"""Orders of the second line: signed facts in the workplace's own record, answered by the workplace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.errors import DisposalNothing, DisposalTooEarly, FieldMissing, NotEntitled, OrderUnknown, WrongPin
from desktop_app.usecases.disposal import order_disposal
from desktop_app.usecases.headquarters import exchange_with, open_workplace
from desktop_app.usecases.orders import answer_order, order_correction
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.verifying import verify_home
from tests.headquarters import country
from tests.homes import PIN, register
from tests.shares import segment_files

DUE = date(2026, 10, 5)


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[App, App, str]]:
    """The workplace, headquarters' home of it, and a case."""
    made = country(tmp_path)
    office = made.add("NSC01", "西部配電事業所")
    case_id = register(office, "0011111")
    sync(office)
    exchange_with(made.headquarters, made.keys["NSC01"])
    overseer = open_workplace(made.headquarters, made.keys["NSC01"])
    yield office, overseer, case_id
    overseer.close()
    made.close()


def test_an_order_reaches_the_workplace_signed_and_its_answer_comes_back(both: tuple[App, App, str]) -> None:
    office, overseer, case_id = both
    number = order_correction(overseer, case_id, "D-01 の件数を確かめてください。", DUE, own_pin=PIN)
    assert number == "H26-B001"
    sync(overseer)
    sync(office)
    (order,) = office.record.case(case_id).open_orders
    assert (order.order_no, order.due_on) == (number, DUE)
    recorded = office.record.history(case_id)[-1]
    assert recorded.by == overseer.person.person_id
    assert recorded.position.device_id == overseer.device.device_id
    answer_order(office, case_id, number, "確かめて直しました。")
    sync(office)
    sync(overseer)
    assert overseer.record.case(case_id).open_orders == ()
    assert overseer.record.case(case_id).order_answers[number].words == "確かめて直しました。"
    assert order_correction(overseer, case_id, "もう一度", None, own_pin=PIN) == "H26-B002"
    assert verify_home(office).ok
    assert verify_home(overseer).ok


def test_a_disposal_is_ordered_only_of_a_year_that_is_over_and_has_something_to_go(both: tuple[App, App, str]) -> None:
    office, overseer, _case_id = both
    with pytest.raises(DisposalNothing):
        order_disposal(overseer, 2022, "保存期間満了", own_pin=PIN)
    with pytest.raises(DisposalTooEarly):
        order_disposal(overseer, 2026, "まだ", own_pin=PIN)
    sync(overseer)
    sync(office)
    assert office.workplace.disposals == {}
    segment_files(office)[0].unlink()
    assert sync(office).healed == 1


def test_only_the_second_line_orders_with_its_own_passphrase_and_only_the_workplace_answers(
    both: tuple[App, App, str],
) -> None:
    office, overseer, case_id = both
    with pytest.raises(NotEntitled):
        order_correction(office, case_id, "x", None, own_pin=PIN)
    with pytest.raises(WrongPin):
        order_correction(overseer, case_id, "x", None, own_pin="not mine at all")
    with pytest.raises(FieldMissing):
        order_correction(overseer, case_id, " \u200b ", None, own_pin=PIN)
    number = order_correction(overseer, case_id, "x", None, own_pin=PIN)
    with pytest.raises(NotEntitled):
        answer_order(overseer, case_id, number, "x")
    with pytest.raises(OrderUnknown):
        answer_order(office, case_id, number, "not arrived yet")
