"""Days as windows write them, in the language people read; papers keep to their own forms."""

from __future__ import annotations

from datetime import date

from desktop_app.domain.dates import long_date
from desktop_app.text import language


def day_long(day: date) -> str:
    """Return ``2026年9月24日（木）`` / ``Thursday 24 September 2026``."""
    return long_date(day) if language() == "ja" else f"{day:%A} {day.day} {day:%B %Y}"
