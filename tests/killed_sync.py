"""A PC that syncs and is killed by SIGKILL at a numbered step (see tests/journeys/test_killed_sync.py).

Run as a nursery: every line on standard input (home, step) forks a child that opens the home, records an act and syncs.
Steps are the operations on the share and the transactions of the database, in the order they come; a write to the share
is three steps (before, half-way, after). Step 0 lets it finish; every child answers how many steps it took.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from desktop_app.app import App, open_app
from desktop_app.home import Home
from desktop_app.share.exchange import run_errand
from desktop_app.share.folder import FolderStore
from desktop_app.usecases.share_folder import share_address
from desktop_app.usecases.sharing import finish_sync, prepare_sync
from tests.homes import register
from tests.killed_office import PASSPHRASE, surroundings
from tests.shares import answer_with_evidence


class Steps:
    """Counts, and ends the process at the step asked for."""

    def __init__(self, fatal: int, tell: int) -> None:
        self._fatal, self._tell = fatal, tell
        self.count = 0

    def __call__(self) -> None:
        self.count += 1
        if self.count == self._fatal:
            os.write(self._tell, f"{self.count}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)


class SteppedStore(FolderStore):
    """A folder on which every operation is a step."""

    def __init__(self, root: Path, steps: Steps) -> None:
        super().__init__(root)
        self._steps = steps

    def get(self, path: str, limit: int = 1 << 25) -> bytes | None:
        self._steps()
        return super().get(path, limit)

    def list(self, prefix: str) -> tuple[str, ...]:
        self._steps()
        return super().list(prefix)

    def put_new(self, path: str, data: bytes) -> None:
        self._steps()
        if self._steps.count + 1 == self._steps._fatal:
            super().put_new(path, data[: len(data) // 2])
        self._steps()
        super().put_new(path, data)
        self._steps()


def stepped(app: App, steps: Steps) -> None:
    """Let every transaction of the home be a step."""
    database: Any = app.record.database
    begin = database.transaction

    @contextmanager
    def transaction() -> Iterator[sa.Connection]:
        steps()
        with begin() as connection:
            yield connection

    database.transaction = transaction


def work_and_sync(home: Home, fatal: int, tell: int) -> None:
    """What the child does."""
    app = open_app(home, surroundings(), ask_passphrase=lambda: PASSPHRASE)
    number = len(app.cases.people()) + 1
    answer_with_evidence(app, register(app, f"{number:07d}"), b"%d" % number)
    address = share_address(app)
    assert address is not None
    steps = Steps(fatal, tell)
    stepped(app, steps)
    errand = prepare_sync(app)
    finish_sync(app, errand, run_errand(SteppedStore(Path(address), steps), errand))
    os.write(tell, f"{steps.count}\n".encode())


def main() -> None:
    """Serve one line after the other; answers with the steps taken and the child's status."""
    print("ready", flush=True)  # noqa: T201 - the other end of a pipe
    for line in sys.stdin:
        order = json.loads(line)
        told, tell = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(told)
            try:
                work_and_sync(Home(Path(order["home"])), order["step"], tell)
            finally:
                os._exit(0)
        os.close(tell)
        steps = int(os.read(told, 100) or b"-1")
        os.close(told)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(json.dumps({"steps": steps, "status": status}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
