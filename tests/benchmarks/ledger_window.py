"""Our window with the ledger of a large home, up to thirty painted rows, against a bare table over the same database.

As a script, ``python -m tests.benchmarks.ledger_window HOME KEYRING.json``: one run, prints its milliseconds from
the first line of Python to the paint. ``bare_table`` is its other half.
"""

# ruff: noqa: E402 - the clock starts before the imports: they are part of what is timed

from __future__ import annotations

import time

_START = time.perf_counter()

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROWS, CASES, RUNS, LIMIT = 30, 10_000, 9, 1.3
TALL = (1280, 1880)
"""A window in which thirty rows stand below header and filters."""


def figures() -> list[object]:
    """Return the ratio of both scripts' medians, run alternately."""
    from tests.benchmarks.measure import Figure

    with tempfile.TemporaryDirectory() as folder:
        home, keyring = populate(Path(folder))
        ours, bare = [], []
        for _ in range(RUNS + 1):
            ours.append(_run("ledger_window", home, keyring))
            bare.append(_run("bare_table", home, keyring))
    # The first pair warms the disk.
    a, b = statistics.median(ours[1:]), statistics.median(bare[1:])
    detail = f"{a:.0f} ms against {b:.0f} ms of a bare table: same libraries, database and rows"
    return [Figure(f"ledger of {CASES:,} cases, {ROWS} rows painted", a / b, LIMIT, "×", detail)]


def populate(folder: Path, cases: int = CASES) -> tuple[Path, Path]:
    """Make a home with *cases* cases in one half-year; returns it and its keyring as a file."""
    from tests.benchmarks.population import crowd

    app = crowd(folder, cases)
    keyring = folder / "keyring.json"
    assert app.surroundings.keyring is not None
    keyring.write_text(json.dumps(app.surroundings.keyring.entries))  # type: ignore[attr-defined]
    home = app.home.folder
    app.close()
    return home, keyring


def _run(script: str, home: Path, keyring: Path) -> float:
    command = [sys.executable, "-m", f"tests.benchmarks.{script}", str(home), str(keyring)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "SEKISHO_LANG": "en"}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    return float(ran.stdout.split()[-1])


def main(home: str, keyring: str) -> int:
    """Open the window as the application does, then the ledger; print the milliseconds to thirty painted rows."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    from ui.main import open_window

    qt, window = open_window()
    window.resize(*TALL)

    from desktop_app.app import Surroundings, open_app
    from desktop_app.domain.calendar import HalfYear
    from desktop_app.home import Home
    from tests.fakes import MemoryKeyring
    from ui.background import Lanes
    from ui.desk import Desk
    from ui.ledger import make

    class Painted(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
            if event.type() == QEvent.Type.Paint and kept["screen"].rows.loaded() >= ROWS:
                watched.removeEventFilter(self)
                # After this event the rows are on the screen.
                QTimer.singleShot(0, end)
            return False

    kept: dict[str, object] = {}
    probe = Painted()

    def end() -> None:
        screen = kept["screen"]
        shown = screen.table.rowAt(screen.table.viewport().height() - 1)
        if 0 <= shown < ROWS - 1:
            _crash(AssertionError(f"only {shown + 1} rows are in sight"))
        sys.stdout.write(f"{(time.perf_counter() - _START) * 1000:.1f}\n")
        qt.exit(0)

    def watch(screen: object) -> None:
        show = screen.show_state

        def shown(state: object) -> None:
            show(state)
            screen.table.viewport().installEventFilter(probe)

        screen.show_state = shown

    def opened(app: object) -> None:
        desk = kept["desk"] = Desk(app, lanes)
        screen = kept["screen"] = make(desk, _Nowhere(), HalfYear(2026, 2))
        watch(screen)
        window.add_screen("ledger", screen)
        window.show_screen("ledger")

    lanes = Lanes(on_crash=_crash)
    surroundings = Surroundings(keyring=MemoryKeyring(json.loads(Path(keyring).read_text())))
    lanes.desk(open_app, Home(Path(home)), surroundings, then=opened)
    code = int(qt.exec())
    lanes.close()
    return code


class _Nowhere:
    def __getattr__(self, name: str) -> object:
        return lambda *_given: name


def _crash(error: BaseException) -> None:
    sys.stderr.write(f"{error!r}\n")
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
