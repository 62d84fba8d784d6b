"""What may be dropped on the window: PDFs or a declaration on the office, a ticket on the first start."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget

from ui.parts import files
from ui.shell.wizard import WizardFrame


def welcome(mime: QMimeData, frame: QWidget | None) -> tuple[Path, ...]:
    """Return the files that are taken while *frame* covers the office; while somebody has the seat there are none."""
    if frame is None:
        return files.dropped_papers(mime)
    return files.dropped_ticket(mime) if isinstance(frame, WizardFrame) else ()
