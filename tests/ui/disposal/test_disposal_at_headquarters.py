"""Headquarters orders a year of a workplace away from its own window; the workplace approves and carries it out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.domain.disposals import DisposalStage
from desktop_app.usecases.disposal import approve_disposal, carry_out_disposal, disposals
from desktop_app.usecases.headquarters import exchange_with
from desktop_app.usecases.sharing import sync
from tests.desktops import at_headquarters
from tests.headquarters import Country, country
from tests.homes import PIN
from tests.years_ago import YEAR, furnish, then
from ui.application import Desktop
from ui.headquarters.view import HeadquartersScreen


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Country]:
    """A workplace that joined in 2022 and whose cases of that year may go."""
    clock = then()
    told = country(tmp_path, clock)
    office = told.add("NSC01", "中央ネットワークサービスセンター")
    furnish(office, clock)
    sync(office)
    exchange_with(told.headquarters, told.keys["NSC01"])
    yield told
    told.close()


@pytest.fixture
def desktop(qapp, qtbot, made: Country) -> Iterator[Desktop]:
    with at_headquarters(qtbot, made) as opened:
        yield opened


def test_an_order_goes_from_the_window_to_the_workplace_and_its_outcome_comes_back(desktop, made, qtbot) -> None:
    office = made.workplaces["NSC01"]

    def wait(until) -> None:
        qtbot.waitUntil(lambda: bool(until()), timeout=20_000)

    wait(lambda: isinstance(desktop.window.current_screen(), HeadquartersScreen))
    overview = desktop.window.current_screen()
    wait(lambda: overview.state is not None and not desktop._second_line._busy)
    overview.presenter.open(overview.state.lines[0])
    wait(lambda: desktop.window.current_key() == "cases")
    desktop.show_disposal()
    wait(lambda: desktop.window.current_key() == "disposal" and desktop.window.current_screen().state)
    screen = desktop.window.current_screen()
    assert screen.state.year == YEAR
    screen.year.order.click()
    screen.dialog.words.setPlainText("保存期間満了")
    screen.dialog.pin_row.passphrase.setText(PIN)
    screen.dialog.press_primary()
    wait(lambda: screen.orders)
    card = screen.orders[0]
    assert card.line.disposal.stage is DisposalStage.ORDERED
    assert set(card.buttons) == {"withdraw"}, "the workplace approves and carries out"
    desktop.window.went.emit("headquarters")
    wait(lambda: desktop.desk is None and not desktop._second_line._busy)

    sync(office)
    (order,) = disposals(office)
    approve_disposal(office, order.order.order_no, own_pin=PIN)
    made.clock.advance(days=31)
    carry_out_disposal(office, order.order.order_no, own_pin=PIN)
    sync(office)
    wait(lambda: isinstance(desktop.window.current_screen(), HeadquartersScreen))
    desktop.window.current_screen().exchange.click()
    wait(lambda: not desktop._second_line._busy)
    overview = desktop.window.current_screen()
    overview.presenter.open(overview.state.lines[0])
    wait(lambda: desktop.window.current_key() == "cases")
    desktop.show_disposal()
    wait(lambda: desktop.window.current_key() == "disposal" and desktop.window.current_screen().state)
    screen = desktop.window.current_screen()
    wait(lambda: screen.orders)
    line = screen.orders[0].line
    assert line.disposal.stage is DisposalStage.CARRIED_OUT
    assert next(pc.letter for pc in line.pcs if pc.done is not None) == "A"
