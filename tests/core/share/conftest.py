"""What several tests of the share go on from, played once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.text import use_language
from tests.disposed_office import Office, Played
from tests.disposed_office import played as play


@pytest.fixture(scope="session")
def office_before(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office on the day on which a year may be disposed of; closed."""
    return play(tmp_path_factory.mktemp("before"))


@pytest.fixture
def office(office_before: Office, tmp_path: Path) -> Iterator[Office]:
    """A copy of it, open: nothing was disposed of yet."""
    copy = office_before.copied(tmp_path / "office")
    yield copy
    copy.close()


@pytest.fixture(scope="session")
def office_disposed(office_before: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A copy of it that disposed of the year, open; its share was not cleared yet. Tests copy the share."""
    copy = office_before.copied(tmp_path_factory.mktemp("disposed") / "office")
    copy.dispose()
    yield copy
    copy.close()


@pytest.fixture(scope="session")
def played(office_disposed: Office) -> Played:
    """That office with its share, and what went."""
    (told,) = office_disposed.first.workplace.disposals.values()
    return Played(office_disposed.folder / "share", office_disposed, told.disposed[0].chains)


@pytest.fixture
def share(played: Played, tmp_path: Path) -> Path:
    """A copy of its share to work on."""
    use_language("en")
    shutil.copytree(played.share, tmp_path / "share")
    return tmp_path / "share"
