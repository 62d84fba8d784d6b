"""An office with a real home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.cases.office import Office, office_in


@pytest.fixture
def office(qapp, qtbot, tmp_path: Path) -> Iterator[Office]:
    with office_in(tmp_path, qtbot) as opened:
        yield opened
