"""席を渡す: the dialog before the seat changes hands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.app import App
from desktop_app.text import _
from desktop_app.usecases.answering import hand_over_seat
from ui.desk import Desk
from ui.parts.dialogs import Dialog


class StartAsking(QObject):
    """Looks up the name, asks, records; lives as long as the window it asks over."""

    def __init__(self, window: QWidget, desk: Desk, case_id: str, then: Callable[[], Any]) -> None:
        super().__init__(window)
        self._window, self._desk, self._case_id, self._then = window, desk, case_id, then
        self.dialog: Dialog | None = None

    def begin(self) -> None:
        """Ask as soon as the name is known."""
        self._desk.ask(_name_of, self._case_id, then=self._ask)

    def _ask(self, name: str) -> None:
        self.dialog = Dialog(
            self._window,
            _("Hand over the seat"),
            _("From here on, {name} works here. Your own screens cannot be seen.").format(name=name),
            way_out=_("Go back"),
            on_primary=self._hand_over,
            icon="hand-over",
        )
        self.dialog.finished.connect(lambda _result: self.deleteLater() if not _result else None)
        self.dialog.open()

    def _hand_over(self) -> None:
        self._desk.ask(hand_over_seat, self._case_id, then=self._handed_over)

    def _handed_over(self, _result: object) -> None:
        self._then()
        self.deleteLater()


def _name_of(app: App, case_id: str) -> str:
    return app.record.case(case_id).transferee.name
