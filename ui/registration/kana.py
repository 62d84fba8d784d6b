"""A name field that hears the reading the input method was given, so that フリガナ need not be typed again."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtGui import QInputMethodEvent

from desktop_app.domain.names import to_katakana
from ui.parts.fields import LineField

# What stands in the preedit before it is converted: kana, and the letters of one not finished yet.
_READING = re.compile("[\u3041-\u3096\u30a1-\u30fa\u30fc\uff66-\uff9fA-Za-z\uff21-\uff3a\uff41-\uff5a]+")
_LETTERS = re.compile("[A-Za-z\uff21-\uff3a\uff41-\uff5a]+")


class NameField(LineField):
    """``read(kana)`` with the reading of the whole name, as far as it is known, after every commit."""

    read = Signal(str)

    def __init__(self, *, width: int = 0, name: str = "") -> None:
        super().__init__(width=width, name=name)
        self._heard = ""
        self._parts: list[tuple[str, str]] = []

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember the kana that stood in the preedit last, and what became of it."""
        preedit, committed = event.preeditString(), event.commitString()
        super().inputMethodEvent(event)
        if committed.strip():
            reading = self._heard or (committed if _READING.fullmatch(committed) else "")
            self._parts.append((committed, to_katakana(_LETTERS.sub("", reading))))
            self._heard = ""
            self.read.emit(self.reading())
        elif preedit and _READING.fullmatch(preedit):
            self._heard = preedit
        elif not preedit:
            self._heard = ""

    def reading(self) -> str:
        """Return the reading of what stands in the field now; parts that were not converted here are left out."""
        name, place, kana = self.text(), 0, ""
        for committed, reading in self._parts:
            found = name.find(committed, place)
            if found < 0:
                continue
            gap = name[place:found]
            kana += "\u3000" if kana and gap and not gap.strip() else ""
            kana += reading
            place = found + len(committed)
        return kana
