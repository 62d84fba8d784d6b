"""The 合言葉 row of a dialog: says how many tries are left, and counts down while none may be made."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal

from desktop_app.errors import PinLocked, SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui.parts.fields import LineField
from ui.parts.form import FormRow


class PinRow(FormRow):
    """A passphrase field. ``free`` when it may be tried again after the pause."""

    free = Signal()

    def __init__(self) -> None:
        self.passphrase = LineField(secret=True, name=_("Passphrase"))
        super().__init__(
            _("Passphrase"),
            self.passphrase,
            help_text=_("After three wrong tries in a row, nothing can be entered for one minute."),
        )
        self._seconds = 0
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._count)

    def show_refusal(self, error: SekishoError) -> None:
        """Say why it was not taken; after the third wrong try, wait with the person."""
        self.passphrase.clear()
        if isinstance(error, PinLocked):
            self._seconds = int(error.facts.get("seconds", 60))
            self.passphrase.setEnabled(False)
            self._tick.start()
        self.show_error(sentence(error))
        self.passphrase.setFocus()

    @property
    def locked(self) -> bool:
        """Whether nothing can be entered just now."""
        return self._seconds > 0

    def _count(self) -> None:
        self._seconds -= 1
        if self._seconds > 0:
            self.show_error(sentence(PinLocked(seconds=self._seconds)))
            return
        self._tick.stop()
        self.passphrase.setEnabled(True)
        self.show_error("")
        self.passphrase.setFocus()
        self.free.emit()
