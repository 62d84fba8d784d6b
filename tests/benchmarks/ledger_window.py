"""Our window with the ledger of a large home, up to thirty painted rows, against a bare table over the same database.

As a script, ``python -m tests.benchmarks.ledger_window HOME KEYRING.json``: one run, prints its milliseconds from
the first line of Python to the paint, and its peak memory in MB. ``bare_table`` is its other half. Both import the
same libraries, read the key through the keyring library and the rows from the encrypted database, load the same fonts
and show them in a window of the same size; ours is the real window with the real screen.
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


def figures() -> list[object]:
    """Return the ratio of both scripts' medians, run alternately."""
    from tests.benchmarks.bare_table import WINDOW
    from tests.benchmarks.measure import Figure, as_installed

    with tempfile.TemporaryDirectory() as folder:
        home, keyring = populate(Path(folder))
        environment = as_installed(Path(folder) / "bytecode", "ja")
        ours, bare = [], []
        for _ in range(RUNS + 1):
            ours.append(_run("ledger_window", home, keyring, environment))
            bare.append(_run("bare_table", home, keyring, environment))
    # The first pair warms the disk and makes the bytecode.
    a, b = (statistics.median(taken for taken, _peak in side[1:]) for side in (ours, bare))
    peak, bare_peak = (max(high for _taken, high in side[1:]) for side in (ours, bare))
    detail = (
        f"{a:.0f} ms against {b:.0f} ms of a bare table: whole processes, same libraries, database, fonts and rows, "
        f"window of {WINDOW[0]}×{WINDOW[1]}; peak {peak:.0f} MB against {bare_peak:.0f} MB"
    )
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


def _run(script: str, home: Path, keyring: Path, environment: dict[str, str]) -> tuple[float, float]:
    command = [sys.executable, "-m", f"tests.benchmarks.{script}", str(home), str(keyring)]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    taken, peak = ran.stdout.split()
    return float(taken), float(peak)


def main(home: str, keyring: str) -> int:
    """Open the window as the application does, then the ledger; print the milliseconds to thirty painted rows."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    from tests.benchmarks.bare_table import WINDOW
    from ui.main import open_window

    qt, window = open_window()
    window.resize(*WINDOW)

    from desktop_app.app import Surroundings, open_app
    from desktop_app.domain.calendar import HalfYear
    from desktop_app.home import Home
    from desktop_app.keys.os_keyring import OsKeyring
    from tests.benchmarks.file_keyring import FileKeyring
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
        taken = (time.perf_counter() - _START) * 1000
        from tests.benchmarks.measure import peak_mb

        sys.stdout.write(f"{taken:.1f} {peak_mb():.1f}\n")
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
    surroundings = Surroundings(keyring=OsKeyring(backend=FileKeyring(Path(keyring))))
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
