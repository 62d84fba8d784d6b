"""The operating system's own choosers for files and folders (UI notes §4: dialogs only where they must be)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_open(window: QWidget, title: str, kinds: str) -> Path | None:
    """Let the person choose a file to read; *kinds* as Qt writes them, e.g. ``"YAML (*.yaml)"``."""
    chosen, _kind = QFileDialog.getOpenFileName(window.window(), title, "", kinds)
    return Path(chosen) if chosen else None


def ask_save(window: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Let the person say where to write a file called *name*."""
    chosen, _kind = QFileDialog.getSaveFileName(window.window(), title, str(Path.home() / name), kinds)
    return Path(chosen) if chosen else None


def ask_folder(window: QWidget, title: str) -> Path | None:
    """Let the person choose a folder."""
    chosen = QFileDialog.getExistingDirectory(window.window(), title)
    return Path(chosen) if chosen else None
