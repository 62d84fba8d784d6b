"""What holds while a Japanese input method composes: Enter, Esc, digits and F-keys belong to it (UI notes §5)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit


def composing() -> bool:
    """Say whether the focused field holds text that the input method has not committed yet."""
    field = QApplication.focusWidget()
    asked = getattr(field, "composing", None)
    return bool(asked()) if callable(asked) else False


def commit_input() -> None:
    """Commit what is being composed and settle the focused field.

    Call before every save, page change, seat change, lock and close; then read the field.
    """
    QGuiApplication.inputMethod().commit()
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit):
        field.editingFinished.emit()
    elif field is not None and hasattr(field, "settled"):
        field.settled.emit(field.value())  # type: ignore[attr-defined]


def takes_input(field: object) -> bool:
    """Say whether *field* is one a person types in (its ring is always shown)."""
    return bool(getattr(field, "testAttribute", lambda _flag: False)(Qt.WidgetAttribute.WA_InputMethodEnabled))
