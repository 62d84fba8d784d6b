"""What every section of 設定 shares: a heading, cards, and the time at which something was changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.clock import office_time
from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui import theme
from ui.desk import Desk, Navigator
from ui.parts.cards import Page
from ui.parts.form import Message
from ui.parts.labels import label


class Section(Page):
    """One page of the settings. Subclasses build their cards once and fill them in ``load()``."""

    def __init__(self, title: str, desk: Desk, navigator: Navigator) -> None:
        super().__init__(spacing=16)
        self.desk, self.navigator = desk, navigator
        self.stamp = label("", "caption", "ok")
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(label(title, "section"))
        head.addStretch(1)
        head.addWidget(self.stamp)
        self.message = Message()
        self.body.addLayout(head)
        self.body.addWidget(self.message)
        self.message.hide()

    def load(self) -> None:
        """Read what the section shows; called whenever it comes into sight or the workplace changed."""

    def changed(self, words: str = "") -> None:
        """Say that a change holds, with its time; an earlier trouble is over."""
        self.show_trouble("")
        at = f"{office_time(datetime.now(UTC)):%H:%M}"
        self.stamp.setText(_("{words}  {time}").format(words=words or _("Changed"), time=at))

    def show_trouble(self, words: str) -> None:
        """Say at the top of the section why something was not done."""
        self.message.show_error(words)
        self.message.setVisible(bool(words))
        if words:
            self.verticalScrollBar().setValue(0)

    def refused(self, error: SekishoError) -> None:
        """Show an error's sentence."""
        self.show_trouble(sentence(error).replace("\n", " "))

    def ask(
        self,
        act: Callable[..., Any],
        *given: Any,
        then: Callable[[Any], Any] | None = None,
        failed: Callable[[SekishoError], Any] | None = None,
    ) -> None:
        """Ask the desk lane; troubles show in this section."""
        self.desk.ask(act, *given, then=then, failed=failed or self.refused, owner=self)


def line(*widgets: QWidget, stretch: bool = True) -> QWidget:
    """Return *widgets* side by side."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    if stretch:
        row.addStretch(1)
    return made


def empty(layout: Any) -> None:
    """Take everything out of *layout*."""
    while layout.count():
        item = layout.takeAt(0)
        if item.widget() is not None:
            item.widget().hide()
            item.widget().deleteLater()
