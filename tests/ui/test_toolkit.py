"""Traps of the toolkit itself, met once and watched since."""

from __future__ import annotations

import subprocess
import sys

from PySide6 import __version__
from PySide6.QtGui import QFontDatabase, QStandardItem

_SIXTY_THOUSAND = """
import sys
from PySide6.QtGui import QStandardItem
item = QStandardItem()
for number in range(60_000):
    item.setText("x")
print(sys.getrefcount(None) > 100)
"""


def test_sixty_thousand_void_calls_do_not_abort_python() -> None:
    """PySide6 6.12.0 drops a reference to None on every void call; Python 3.11 then aborts."""
    ran = subprocess.run(
        [sys.executable, "-c", _SIXTY_THOUSAND], capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "True"


def test_void_calls_leave_the_count_of_none_alone() -> None:
    before = sys.getrefcount(None)
    item = QStandardItem()
    for _number in range(2_000):
        item.setText("x")
    # Immortal from 3.12 on; before that the count may wander by a few, never by thousands.
    assert abs(sys.getrefcount(None) - before) < 500


def test_the_toolkit_is_older_than_the_broken_one() -> None:
    assert tuple(map(int, __version__.split(".")[:2])) < (6, 12)


def test_a_missing_font_is_answered_with_minus_one_not_with_an_exception(qapp) -> None:
    """The reason why the theme checks the answer itself."""
    assert qapp is not None
    assert QFontDatabase.addApplicationFont(":/no-such-font.ttf") == -1
