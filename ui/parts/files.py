"""The operating system's choosers for files and folders, and its window onto a folder.

Choosers never block: what was chosen comes back through *then*, nothing happens when the person turns away.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.text import _

TICKET, DECLARATION = ".sekisho-ticket", ".sekisho-declaration"
PDF = ".pdf"
PAPERS = (PDF, ".tif", ".tiff", ".jpg", ".jpeg", ".png")
"""What signed papers and scanned pages are called."""


def dropped(mime: QMimeData) -> tuple[Path, ...]:
    """Return the files of this PC that are being dropped."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())


def dropped_papers(mime: QMimeData) -> tuple[Path, ...]:
    """Return the files being dropped if all of them call themselves PDFs or pictures, or one is a declaration."""
    paths = dropped(mime)
    return paths if all(path.suffix.lower() in PAPERS for path in paths) else _alone(paths, DECLARATION)


def dropped_ticket(mime: QMimeData) -> tuple[Path, ...]:
    """Return the file being dropped if it is one ticket; else nothing."""
    return _alone(dropped(mime), TICKET)


def dropped_table(mime: QMimeData) -> Path | None:
    """Return the first file being dropped where a table is asked for; papers are the window's, which checks them."""
    paths = () if dropped_papers(mime) else dropped(mime)
    return paths[0] if paths else None


def ask_where(window: QWidget, title: str, name: str, kind: str, then: Callable[[Path], Any]) -> QFileDialog:
    """Ask where to write a file called *name*; *kind* is what the chooser calls the files, e.g. ``PDF (*.pdf)``."""
    chooser = QFileDialog(window.window(), title, str(documents() / name), kind)
    chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    chooser.setFileMode(QFileDialog.FileMode.AnyFile)
    chooser.setDefaultSuffix(Path(name).suffix.lstrip("."))
    chooser.setLabelText(QFileDialog.DialogLabel.Accept, _("Save"))
    chooser.selectFile(name)
    return _open(chooser, then)


def ask_which(window: QWidget, title: str, kinds: str, then: Callable[[Path], Any]) -> QFileDialog:
    """Ask for a file to read; *kinds* as Qt writes them, e.g. ``YAML (*.yaml)``."""
    chooser = QFileDialog(window.window(), title, str(documents()), kinds)
    chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _open(chooser, then)


def ask_table(window: QWidget, title: str, then: Callable[[Path], Any]) -> QFileDialog:
    """Ask for a table."""
    kinds = ";;".join((_("Tables (*.csv *.tsv *.txt *.xlsx *.xlsm)"), _("All files (*)")))
    return ask_which(window, title, kinds, then)


def ask_several(window: QWidget, title: str, then: Callable[[list[str]], Any], kinds: str = "") -> QFileDialog:
    """Ask for any number of files; *then* gets their paths as text. *kinds* as Qt writes them, all when empty."""
    chooser = QFileDialog(window.window(), title, "", kinds)
    chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
    chooser.filesSelected.connect(then)
    chooser.finished.connect(chooser.deleteLater)
    chooser.open()
    return chooser


def ask_scans(window: QWidget, then: Callable[[list[Path]], Any]) -> QFileDialog:
    """Ask for scanned files."""
    kinds = "{name} ({kinds})".format(name=_("Scans"), kinds=" ".join(f"*{kind}" for kind in PAPERS))
    return ask_several(window, _("Choose scans"), lambda chosen: then([Path(one) for one in chosen]), kinds)


def ask_folder(window: QWidget, title: str, then: Callable[[Path], Any]) -> QFileDialog:
    """Ask for a folder."""
    chooser = QFileDialog(window.window(), title)
    chooser.setFileMode(QFileDialog.FileMode.Directory)
    chooser.setOption(QFileDialog.Option.ShowDirsOnly)
    return _open(chooser, then)


def documents() -> Path:
    """Return the person's folder for documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def open_folder(path: Path) -> None:
    """Show the folder of a file in the system's own window (フォルダを開く)."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def _alone(paths: tuple[Path, ...], suffix: str) -> tuple[Path, ...]:
    return paths if len(paths) == 1 and paths[0].suffix.lower() == suffix else ()


def _open(chooser: QFileDialog, then: Callable[[Path], Any]) -> QFileDialog:
    chooser.fileSelected.connect(lambda chosen: then(Path(chosen)))
    chooser.finished.connect(chooser.deleteLater)
    chooser.open()
    return chooser
