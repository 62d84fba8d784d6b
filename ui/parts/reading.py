"""The reading of a name, listened to while an input method composes it: kana before it becomes kanji."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QInputMethodEvent

from desktop_app.domain.names import to_katakana
from ui.parts.fields import LineField

_KANA = re.compile(r"[\u3041-\u309F\u30A0-\u30FF\u3000 ]+")
_LATIN_TAIL = re.compile(r"[A-Za-z\uFF21-\uFF3A\uFF41-\uFF5A]+$")


class Reading(QObject):
    """Fills *kana* from what is composed in *name*, until somebody writes something else there."""

    def __init__(self, name: LineField, kana: LineField) -> None:
        super().__init__(name)
        self._name, self._kana = name, kana
        self._composed, self._heard, self._filled = "", "", ""
        name.installEventFilter(self)
        name.textChanged.connect(self._forget)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Listen, never take."""
        if isinstance(event, QInputMethodEvent):
            self._listen(event.preeditString(), event.commitString())
        return False

    def _listen(self, preedit: str, commit: str) -> None:
        # The last letters of romaji that are no kana yet would only end up in the reading.
        kana = _LATIN_TAIL.sub("", preedit)
        if kana and _KANA.fullmatch(kana):
            self._composed = kana
        if not commit:
            return
        plain = _KANA.fullmatch(commit)
        heard = commit if plain else self._composed
        self._composed = ""
        if not heard:
            return
        self._heard += heard
        if self._kana.text() in {"", self._filled}:
            self._filled = to_katakana(self._heard.strip())
            self._kana.fill(self._filled)

    def _forget(self, text: str) -> None:
        if not text:
            self._heard = self._composed = ""
