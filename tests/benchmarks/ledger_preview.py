"""The preview of a ledger of a hundred thousand rows: how soon its first page is seen, and whether the window waits.

As a script, ``python -m tests.benchmarks.ledger_preview FOLDER``: one preview in a home in FOLDER; prints the seconds
to the first page and to the last, the longest wait of the window in ms, while they are made and while somebody scrolls
through them, and the process's memory in MB before and after scrolling.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

CASES = 100_000
_BEAT_MS = 5
_SCROLLED = 150


def figures() -> list[object]:
    """Return what one run says."""
    from tests.benchmarks.measure import Figure, as_installed

    with tempfile.TemporaryDirectory() as folder:
        environment = as_installed(Path(folder) / "bytecode", "ja")
        command = [sys.executable, "-m", "tests.benchmarks.ledger_preview", folder]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=1_200)
    seen, made, waited, before, after = json.loads(ran.stdout.splitlines()[-1])
    name = f"preview of {CASES:,} rows"
    return [
        Figure(f"{name}, first page", seen, 1.5, "s", f"the last after {made:.0f} s"),
        Figure(f"{name}, longest wait of the window", waited, 100, "ms", "setting and scrolling"),
        Figure(f"{name}, memory by scrolling", after - before, 60, "MB", f"{_SCROLLED} pages, {after:.0f} MB in all"),
    ]


def main(folder: str) -> None:
    """Open the preview, wait for its pages, scroll."""
    from PySide6.QtCore import QElapsedTimer, QTimer
    from PySide6.QtWidgets import QApplication

    from desktop_app.domain.calendar import HalfYear
    from desktop_app.usecases.ledger_printing import LedgerPrint
    from tests.benchmarks.population import crowd
    from ui.background import Lanes
    from ui.desk import Desk
    from ui.parts.document import Document

    qt = QApplication([])
    app = crowd(Path(folder), CASES)
    lanes = Lanes(on_crash=_crash)
    desk = Desk(app, lanes)
    document = Document(desk.ask, "管理表", "ledger.pdf")
    document.refused.connect(_crash)
    document.resize(1280, 800)
    document.show()
    qt.processEvents()
    clock, waits = QElapsedTimer(), []
    beat = QTimer(document)
    beat.timeout.connect(lambda: waits.append(clock.restart() - _BEAT_MS))
    clock.start()
    beat.start(_BEAT_MS)
    sheets = document.paper._sheets
    start = time.perf_counter()
    document.open(lambda app: LedgerPrint(app, HalfYear(2026, 2)))
    _until(qt, lambda: bool(sheets._images))
    seen = time.perf_counter() - start
    _until(qt, document.is_ready)
    made, before = time.perf_counter() - start, _memory()
    for page in range(0, document.pages(), document.pages() // _SCROLLED):
        document.paper.go_to(page)
        _until(qt, lambda page=page: any(key[0] == page for key in sheets._images))
    print(json.dumps([seen, made, max(waits), before, _memory()]))
    document.deleteLater()
    lanes.close()
    qt.processEvents()
    app.close()


def _until(qt: Any, holds: Any) -> None:
    from PySide6.QtCore import QEventLoop

    while not holds():
        qt.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _memory() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")) / 1024


def _crash(error: BaseException) -> None:
    raise SystemExit(repr(error))


if __name__ == "__main__":
    main(sys.argv[1])
