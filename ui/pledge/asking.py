"""The two questions of this page: signing cannot be taken back, and nobody has to sign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop_app.text import _
from ui.parts import buttons
from ui.parts.dialogs import Dialog


def ask_to_sign(window: QWidget, on_sign: Callable[[], Any]) -> Dialog:
    """Ask once before the report goes in."""
    dialog = Dialog(
        window,
        _("Sign and report"),
        _(
            "The report goes to the workplace information manager with your signature. It cannot be changed "
            "afterwards; a correction becomes a new report."
        ),
        way_out=_("Not now"),
        on_primary=on_sign,
        icon="sign-pen",
    )
    dialog.open()
    return dialog


class NotSigningDialog(Dialog):
    """署名しない場合: record the explanation alone, sign on paper, or go back."""

    def __init__(self, window: QWidget, on_record: Callable[[], Any], on_paper: Callable[[], Any]) -> None:
        super().__init__(
            window,
            _("If you do not sign"),
            _("Whether you sign is for you to decide. It can be recorded that you were given the explanation."),
            way_out=_("Not now"),
            primary=_("Record that it was explained"),
            on_primary=on_record,
        )
        self.paper = buttons.secondary(_("Sign on paper"), self._choose_paper, big=True)
        self._on_paper = on_paper
        column = self.layout()
        assert isinstance(column, QBoxLayout)
        last = column.itemAt(column.count() - 1)
        row = last.layout() if last is not None else None
        assert isinstance(row, QBoxLayout)
        # Between the way out and the primary, in the order of UI notes §8.
        row.insertWidget(row.count() - 1, self.paper)

    def _choose_paper(self) -> None:
        self.reject()
        self._on_paper()
