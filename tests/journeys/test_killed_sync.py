"""kill -9 at the numbered steps of a sync: the PC is back at once, and nothing is lost, torn for good, or sent twice.

The ordinary run takes a sample of the steps; SEKISHO_EVERY_STEP=1 takes all of them.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.app import App, open_app
from desktop_app.home import Home
from desktop_app.usecases import sharing
from desktop_app.usecases.first_start import FirstStart, found_home
from desktop_app.usecases.share_alarms import alarms
from tests.homes import MANAGER, PIN, enrolled, hokkaido
from tests.killed_office import PASSPHRASE, surroundings

ROOT = Path(__file__).parents[2]
SAMPLE = 7
RESTART = 5.0


class Nursery:
    """The process that forks a PC for every step, which kills itself there."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.killed_sync"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert self._process.stdout is not None
        assert self._process.stdout.readline().strip() == "ready"

    def sync(self, home: Home, step: int) -> int:
        """Return how many steps it took; it was killed at *step*, or finished where there are not so many."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"home": str(home.folder), "step": step}) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        assert told["status"] == (-signal.SIGKILL if step else 0)
        return int(told["steps"])

    def close(self) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()
        self._process.wait()


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    yield made
    made.close()


def opened(home: Home) -> App:
    return open_app(home, surroundings(), ask_passphrase=lambda: PASSPHRASE)


def test_a_sync_killed_at_any_step_loses_and_doubles_nothing(tmp_path: Path, nursery: Nursery):
    loaded = hokkaido()
    start = FirstStart("北辰送配電株式会社", "西部", "NSC01", MANAGER, loaded.programme, loaded.sha256)
    home = Home(tmp_path / "home")
    app = found_home(home, start, surroundings(), pin=PIN, passphrase=PASSPHRASE)
    sharing.create_share(app, str(tmp_path / "share"))
    second = enrolled(app, tmp_path)
    app.close()
    steps = nursery.sync(home, 0)
    every = os.environ.get("SEKISHO_EVERY_STEP") == "1"
    some = range(1, steps + 1) if every else range(1, steps + 1, max(1, steps // SAMPLE))
    for step in some:
        assert nursery.sync(home, step) == step
        begun = time.monotonic()
        app = opened(home)
        assert time.monotonic() - begun < RESTART
        sharing.sync(app)
        sharing.sync(second)
        sharing.sync(second)
        assert sharing.sync(app).pending == ()
        assert sharing.unsent_count(app) == 0
        assert app.record.heads() == second.record.heads()
        assert app.files.names() == second.files.names()
        assert (alarms(app), alarms(second)) == ((), ())
        app.close()
    app = opened(home)
    assert len(app.cases.people()) == 1 + len(some)
    assert app.cases.people().keys() == second.cases.people().keys()
    entries = [entry.hash for entry in app.record.entries()]
    assert len(entries) == len(set(entries))
    app.close()
    second.close()
