"""An office whose cases of 2022 may go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.homes import found
from tests.ui.cases.office import Office
from tests.years_ago import furnish, then
from ui.background import Lanes
from ui.desk import Desk


@pytest.fixture
def clock():
    return then()


@pytest.fixture
def office(qapp, qtbot, tmp_path: Path, clock) -> Iterator[Office]:
    crashes: list[BaseException] = []
    app = found(tmp_path, clock=clock)
    head = furnish(app, clock)
    lanes = Lanes(on_crash=crashes.append)
    made = Office(app, Desk(app, lanes), lanes, qtbot, tmp_path)
    made.head = head  # type: ignore[attr-defined]
    lanes._on_refused = made.refused.append
    yield made
    assert lanes.close(10)
    QApplication.processEvents()
    app.close()
    assert crashes == []
