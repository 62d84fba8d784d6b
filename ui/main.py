"""The command ``sekisho``: the window first, then everything else.

The first frame is drawn before the database, cryptography or any screen is loaded; they come in while the person
already sees the window.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.papers import confined

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.shell import MainWindow

_STARTED_MS = 3_000
TICKET_SUFFIX = ".sekisho-ticket"
"""As in ``usecases.tickets``, which the first frame does not wait for."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the application; returns the exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given[:1] == [confined.FLAG]:
        confined.main(given[1:])
    options = _options(given)
    from desktop_app.text import DEFAULT_LANGUAGE, use_language

    use_language(_asked_language() or DEFAULT_LANGUAGE)
    if options.command == "demo":
        from ui.demo import play

        return play(Path(options.out))
    return _run(Path(options.home) if options.home else None, Path(options.ticket) if options.ticket else None)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="sekisho")
    parser.add_argument("--home", metavar="DIR")
    parser.add_argument("--ticket", metavar="FILE")
    commands = parser.add_subparsers(dest="command")
    demo = commands.add_parser("demo")
    demo.add_argument("--out", required=True, metavar="DIR")
    # A double click hands over nothing but the file.
    given = ["--ticket", *arguments] if len(arguments) == 1 and arguments[0].endswith(TICKET_SUFFIX) else arguments
    return parser.parse_args(list(given))


def _run(folder: Path | None, ticket: Path | None = None) -> int:
    from PySide6.QtCore import QTimer

    qt, window = open_window()

    def begin() -> None:
        from desktop_app.app import Surroundings
        from desktop_app.home import Home, default_home
        from ui.application import Desktop
        from ui.crash import report_crashes

        desktop = Desktop(window, Home(folder) if folder else default_home(), Surroundings())
        report_crashes(desktop)
        qt.aboutToQuit.connect(desktop.close)
        desktop.begin(ticket)

    QTimer.singleShot(0, begin)
    return int(qt.exec())


def open_window() -> tuple[QApplication, MainWindow]:
    """Return the application object and its shown, still empty window: all that the first frame needs."""
    # Importing makes many objects and no garbage; looking for some would cost a tenth of the start.
    gc.disable()
    from PySide6.QtCore import QSettings, QTimer

    QTimer.singleShot(_STARTED_MS, _collect_again)
    _read_no_sources()
    from PySide6.QtWidgets import QApplication

    from desktop_app.text import use_language
    from ui import theme
    from ui.appearance import remembered
    from ui.places import nav_items
    from ui.shell import MainWindow

    qt = QApplication(["sekisho"])
    qt.setApplicationName("sekisho")
    chosen = remembered(QSettings(str(_settings_file()), QSettings.Format.IniFormat).value)
    use_language(_asked_language() or chosen.language)
    theme.apply(qt, text_scale=chosen.text_scale)
    window = MainWindow(nav_items(), _settings_file())
    window.show()
    return qt, window


def _asked_language() -> str:
    """Return the language that SEKISHO_LANG asks for, for this run; empty when it names none we speak."""
    from desktop_app.text import LANGUAGES

    asked = os.environ.get("SEKISHO_LANG", "")
    return asked if asked in LANGUAGES else ""


def _collect_again() -> None:
    # What the start made stays; the collector need not look at it ever again.
    gc.freeze()
    gc.enable()


def _read_no_sources() -> None:
    # WORKAROUND: PySide reads the source text of every module that is imported after it, to look for its
    # ``__feature__`` switches, and keeps the lines: 80 ms and 18 MB. We have no such switch; a module without source,
    # as in a frozen program, is passed over in the same way.
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _module: False  # type: ignore[union-attr]  # noqa: SLF001


def _settings_file() -> Path:
    import platformdirs

    folder = Path(platformdirs.user_config_dir("sekisho", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "window.ini"


if __name__ == "__main__":
    sys.exit(main())
