"""The operating system's chooser for where a file goes, and its window onto a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.text import _


def ask_where(window: QWidget, title: str, name: str, kind: str, then: Callable[[Path], Any]) -> QFileDialog:
    """Ask where to write a file called *name*; *then* gets the path, nothing happens when the person turns away.

    *kind* is what the chooser calls the files, e.g. ``PDF (*.pdf)``.
    """
    chooser = QFileDialog(window.window(), title, str(documents() / name), kind)
    chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    chooser.setFileMode(QFileDialog.FileMode.AnyFile)
    chooser.setDefaultSuffix(Path(name).suffix.lstrip("."))
    chooser.setLabelText(QFileDialog.DialogLabel.Accept, _("Save"))
    chooser.selectFile(name)
    chooser.fileSelected.connect(lambda chosen: then(Path(chosen)))
    chooser.finished.connect(chooser.deleteLater)
    chooser.open()
    return chooser


def documents() -> Path:
    """Return the person's folder for documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def open_folder(path: Path) -> None:
    """Show the folder of a file in the system's own window (フォルダを開く)."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
