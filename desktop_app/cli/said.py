"""What a command has to say: lines for people, one object for programs, and an exit code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from desktop_app.domain.clock import office_time
from desktop_app.domain.dates import long_date
from desktop_app.text import language

DONE = 0
FOUND = 3
"""Exit code when the record or a paper does not hold."""


@dataclass(frozen=True, slots=True)
class Said:
    """The outcome of a command."""

    data: dict[str, Any]
    lines: tuple[str, ...]
    exit_code: int = DONE


def day(value: date | None) -> str:
    """Return a date for people; ― when there is none."""
    if value is None:
        return "―"
    return long_date(value) if language() == "ja" else value.isoformat()


def moment(value: datetime) -> str:
    """Return an instant on the office's clock, for people."""
    local = office_time(value)
    return f"{day(local.date())} {local:%H:%M}"


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it; the default of ``json.dumps``."""
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Path():
            return str(value)
        case frozenset() | set() | tuple():
            return list(value)
        case _:
            return str(value)
