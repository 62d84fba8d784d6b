"""What happens on a bug: one sentence for the person, the trace into a log file without personal data, and the end.

Known errors are ``SekishoError`` and never get here.
"""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtWidgets import QApplication

from desktop_app.text import _
from ui.parts.dialogs import Dialog

if TYPE_CHECKING:
    from ui.application import Desktop


def log_file() -> Path:
    """Return where traces are kept."""
    return Path(platformdirs.user_log_dir("sekisho", appauthor=False)) / "crash.log"


def write_trace(error: BaseException, path: Path) -> None:
    """Append where it happened: files, lines and the error's type; never its message, which may hold a name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    with path.open("a", encoding="utf-8") as file:
        file.write("\n".join([type(error).__name__, *lines, "", ""]))


def report_crashes(desktop: Desktop) -> None:
    """Send every bug, on whichever thread, to the crash dialog."""

    def crashed(error: BaseException) -> None:
        write_trace(error, log_file())
        dialog = Dialog(
            desktop.window,
            _("Sekisho has to close"),
            _(
                "Something unexpected happened. Everything entered so far is saved. "
                "Open Sekisho again; if this happens again, show the log file to whoever looks after this PC: {path}"
            ).format(path=log_file()),
            way_out=_("Close Sekisho"),
        )
        dialog.primary.hide()
        dialog.finished.connect(lambda _result: QApplication.exit(70))
        dialog.open()

    def hook(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        crashed(error)

    desktop.crashed = crashed
    sys.excepthook = hook
