"""An order of headquarters on the case screen: said until the workplace has answered it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop_app.domain.order_facts import CorrectionOrdered
from tests.ui.cases.office import Office, office_in, register
from ui.case.dialogs import ReasonDialog


@pytest.fixture
def office(qapp, qtbot, tmp_path: Path) -> Iterator[Office]:
    with office_in(tmp_path, qtbot) as opened:
        yield opened


def test_an_order_stands_over_the_items_until_it_is_answered(office: Office) -> None:
    case_id = office.do(register, "0012346", "長谷川　ヱイ子")
    order = CorrectionOrdered(case_id, "H26-B001", "D-01 の件数を確かめてください。", date(2026, 10, 5))
    office.desk.ask(lambda app: app.commit((order,)))
    screen = office.show("case", case_id=case_id)
    office.wait(lambda: "order" in {notice.key for notice in screen._banners.notices()})
    notice = next(notice for notice in screen._banners.notices() if notice.key == "order")
    assert notice.event == "Headquarters asks for a correction (H26-B001)."
    assert "D-01 の件数を確かめてください。" in notice.meaning
    assert not screen._state.can_order
    assert notice.on_act is not None
    notice.on_act()
    dialog = screen.window().findChild(ReasonDialog)
    dialog.reason.setPlainText("確かめて直しました。")
    dialog.press_primary()
    office.wait(lambda: "order" not in {one.key for one in screen._banners.notices()})
