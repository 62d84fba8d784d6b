"""One start of the window, up to its first painted frame: prints the process's peak memory in MB and ends."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, QTimer

from tests.benchmarks.measure import peak_mb
from ui.main import open_window


class _FirstPaint(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, _end)
        return False


def _end() -> None:
    from PySide6.QtWidgets import QApplication

    sys.stdout.write(f"{peak_mb()}\n")
    QApplication.exit(0)


def main() -> int:
    """Open the window and wait for its first paint."""
    qt, window = open_window()
    probe = _FirstPaint()
    window.centralWidget().installEventFilter(probe)
    return int(qt.exec())


if __name__ == "__main__":
    sys.exit(main())
