"""What holds for every test: none hears the language another one spoke, and a long story is told once."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from desktop_app import text

if TYPE_CHECKING:
    from tests.samba import Samba

# How long an example takes is the machine's affair.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _first_language() -> Iterator[None]:
    """Begin with the language people begin with, and leave none behind."""
    text._current = None
    yield
    text._current = None


@pytest.fixture(scope="session")
def samba() -> Iterator[Samba]:
    """The file server of the whole test run, started when the first test asks for it."""
    from tests.samba import samba_running

    with samba_running() as server:
        yield server


class JourneysTogether(LoadScopeScheduling):
    """Gives a journey's file to one worker, so that what its tests share is made once; others go one by one.

    xdist's own groups are not seen with pytest 9.2, which no longer lets a plug-in rename a test.
    """

    def _split_scope(self, nodeid: str) -> str:
        file, _, _test = nodeid.partition("::")
        return file if file.startswith("tests/journeys/") else nodeid


collect_ignore = (
    ["core/share/test_share_rights.py", "core/share/test_homes_over_smb.py"] if getattr(os, "getuid", int)() else []
)
"""Accounts with rights of their own on a file server take root."""


def pytest_report_header() -> list[str]:
    """Say what this run leaves out."""
    return [f"not root, therefore left out: {', '.join(collect_ignore)}"] if collect_ignore else []


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> JourneysTogether | None:
    return JourneysTogether(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_finish() -> None:
    """Five thousand tests live to the end: nobody has to look through them for garbage again and again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the journeys: the longest test of all would else run alone at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith("tests/journeys/"))
