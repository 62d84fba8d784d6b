"""廃棄 with several PCs on one share: everybody shows the same from the moment they know, and removes by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_app import text
from desktop_app.app import App
from desktop_app.usecases.disposal import approve_disposal, carry_out_disposal, disposals, order_disposal
from desktop_app.usecases.headquarters import exchange_with, open_workplace
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.verifying import verify_home
from tests.disposal_stories import ORDERED, OVER, YEAR, bytes_of, closed_case, go_to, shown
from tests.fakes import FixedClock
from tests.headquarters import country
from tests.homes import PIN, enrolled, register

GONE, KEPT = "\u9ad9\u6a4b\u3000\u7f8e\u54b2", "\u6797\u3000\u4e00\u90ce"


@dataclass
class Office:
    """The founder's PC, the deputy's, and headquarters' home of the workplace; a closed case and an open one."""

    first: App
    second: App
    overseer: App
    gone: str
    kept: str

    @property
    def all(self) -> tuple[App, App, App]:
        return self.first, self.second, self.overseer

    def meet(self) -> None:
        for app in (*self.all, *self.all):
            sync(app)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    text.use_language("en")
    made = country(tmp_path)
    first = made.add("NSC01", "西部配電事業所")
    second = enrolled(first, tmp_path, clock=FixedClock())
    gone, kept = closed_case(first, "0077777", GONE), register(second, "0077778", KEPT)
    sync(first)
    sync(second)
    exchange_with(made.headquarters, made.keys["NSC01"])
    overseer = open_workplace(made.headquarters, made.keys["NSC01"])
    told = Office(first, second, overseer, gone, kept)
    told.meet()
    yield told
    for app in (second, overseer):
        app.close()
    made.close()


def ordered(office: Office) -> str:
    """Headquarters orders, the manager approves, thirty days pass."""
    go_to(ORDERED, *office.all)
    office.meet()
    number = order_disposal(office.overseer, YEAR, "保存期間満了", own_pin=PIN)
    sync(office.overseer)
    sync(office.first)
    approve_disposal(office.first, number, own_pin=PIN)
    sync(office.first)
    go_to(OVER, *office.all)
    return number


def test_every_pc_removes_the_year_once_it_knows(office: Office) -> None:
    number = ordered(office)
    office.meet()
    assert {shown(app) for app in office.all} == {(office.first.record.case(office.kept).case_no,)}, "laid aside"
    carry_out_disposal(office.second, number, own_pin=PIN)
    office.meet()
    office.meet()
    kept = office.first.record.case(office.kept).case_no
    assert {shown(app) for app in office.all} == {(kept,)}
    assert {len(disposals(app)[0].done) for app in office.all} == {3}
    for app in office.all:
        assert GONE.encode() not in bytes_of(app)
        assert verify_home(app, with_share=False).findings == []
    assert len({app.record.workplace for app in office.all} if False else {repr(app.record.workplace) for app in office.all}) == 1
