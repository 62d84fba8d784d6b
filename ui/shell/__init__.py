"""The frames screens stand in: the office window, the hand-over frame and the first-start wizard."""

from __future__ import annotations

from ui.shell.full import FullWindowFrame
from ui.shell.screen import Screen
from ui.shell.sidebar import NavItem
from ui.shell.window import MainWindow
from ui.shell.wizard import WizardFrame

__all__ = ["FullWindowFrame", "MainWindow", "NavItem", "Screen", "WizardFrame"]
