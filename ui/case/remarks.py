"""A notice over the items of a case."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """*act* names its button, or nothing.

    One of "mend", "history", "form", "explain", "order", "ticket", "circumstances", "lines".
    """

    key: str
    kind: str
    event: str
    meaning: str = ""
    act: str = ""
