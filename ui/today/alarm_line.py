"""A quiet line above the tasks: what stands against the share folder, and the way to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.text import _, ngettext
from ui import theme
from ui.parts import buttons
from ui.parts.labels import paragraph, symbol


class AlarmLine(QWidget):
    """The first alarm, how many more there are, and the way to the page that has them all (*on_show*)."""

    def __init__(self, on_show: Callable[[], Any]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self.words = paragraph("", "", "ink2", leading=1.3)
        self.show_all = buttons.Link(_("Look"), on_show)
        row.addWidget(symbol("folder-x", "warn", 18), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)
        row.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_alarms(self, alarms: tuple[str, ...]) -> None:
        """Show the line, or nothing while all is well."""
        self.setVisible(bool(alarms))
        if alarms:
            more = len(alarms) - 1
            rest = ngettext("({count} more)", "({count} more)", more).format(count=more) if more else ""
            self.words.setText(f"{alarms[0]}{rest}")
            self.show_all.setAccessibleName(_("Look at what stands against the share folder"))
