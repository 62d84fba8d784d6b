"""What holds for every test: none hears the language another one spoke."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop_app import text


@pytest.fixture(autouse=True)
def _first_language() -> Iterator[None]:
    """Begin with the language people begin with, and leave none behind."""
    text._current = None
    yield
    text._current = None
