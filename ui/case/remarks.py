"""A notice over the items of a case."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """*act* names its button, as the view lists them, or nothing."""

    key: str
    kind: str
    event: str
    meaning: str = ""
    act: str = ""
