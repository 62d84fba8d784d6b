"""A dialog whose act somebody signs for: the words that are asked, and the 合言葉 of whoever does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.errors import PinLocked, SekishoError, WrongPin
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui.items.pin import PinRow
from ui.parts.dialogs import Dialog
from ui.parts.form import FormRow


class SignedActDialog(Dialog):
    """Shows *rows* and the 合言葉; what was typed stays until the act is done.

    *submit(…entered(), pin, then=, failed=)* does it. A refusal is said at the 合言葉, or at *words*, one of the rows.
    *danger*: the act cannot be undone.
    """

    def __init__(
        self,
        window: QWidget,
        act: str,
        body: str,
        submit: Callable[..., Any],
        rows: Sequence[FormRow] = (),
        *,
        words: FormRow | None = None,
        primary: str = "",
        icon: str = "lock",
        danger: bool = False,
    ) -> None:
        super().__init__(
            window,
            act,
            body,
            way_out=_("Go back"),
            primary=primary,
            on_primary=self._send,
            icon=icon,
            enter=True,
            danger=danger,
        )
        self.pin_row = PinRow()
        self._submit, self._words = submit, words or self.pin_row
        for row in (*rows, self.pin_row):
            self.body.addWidget(row)
        self.pin_row.free.connect(lambda: self.primary.setEnabled(True))
        self._words.focus_field()

    def entered(self) -> tuple[Any, ...]:
        """Return what *submit* is given before the 合言葉."""
        return ()

    def missing(self) -> str:
        """Return what is to be said at the words before anything is tried; empty when nothing is."""
        return ""

    def _send(self) -> bool:
        self._words.show_error(self.missing())
        self.pin_row.show_error("")
        if not self._words.has_error():
            self.primary.setEnabled(False)
            pin = self.pin_row.passphrase.text()
            self._submit(*self.entered(), pin, then=self._done, failed=self.show_refusal)
        return False

    def _done(self, _result: object) -> None:
        self.accept()

    def show_refusal(self, error: SekishoError) -> None:
        """Say at the field what was wrong."""
        if isinstance(error, WrongPin | PinLocked):
            self.pin_row.show_refusal(error)
            self.primary.setEnabled(not self.pin_row.locked)
            return
        self.primary.setEnabled(True)
        self._words.show_error(sentence(error))
        self._words.focus_field()
