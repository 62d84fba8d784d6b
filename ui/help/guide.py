"""The guide over a frame that leads nowhere else: はじめの設定, 席を渡す, a record that cannot be opened."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from ui import theme
from ui.help.view import HelpScreen
from ui.parts import buttons


class GuideDialog(QDialog):
    """The help beside the work; Esc closes it and everything entered stays."""

    def __init__(self, window: QWidget, topic: str) -> None:
        super().__init__(window)
        self.setWindowTitle(_("Help"))
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.screen_shown = HelpScreen(topic)
        bar = QHBoxLayout()
        bar.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(12))
        bar.addStretch(1)
        bar.addWidget(buttons.secondary(_("Close"), self.close))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.screen_shown, 1)
        column.addLayout(bar)
        room = window.size()
        self.resize(min(room.width(), theme.px(960)), min(room.height(), theme.px(640)))


def show_guide(window: QWidget, topic: str = "") -> GuideDialog:
    """Open the guide over *window* at the chapter of *topic*, or bring the one that is open there."""
    dialog = next((one for one in window.findChildren(GuideDialog) if one.isVisible()), None)
    if dialog is None:
        dialog = GuideDialog(window, topic)
        dialog.open()
    else:
        dialog.screen_shown.go_to(topic)
    return dialog
