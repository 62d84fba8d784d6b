"""The wording of records with tables, as data: 廃棄記録 and 照合結果 (``resources/records``)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
"""A figure in a label: ``{{count}}``."""
PEN = "\u3000\u3000"
"""The room a figure has that is written by hand."""


def filled(label: str, figures: Mapping[str, str] | None) -> str:
    """Return *label* with its figures; None leaves room for the pen in their places."""
    return FIELD.sub(lambda found: PEN if figures is None else figures[found[1]], label)


def hash_of_wording(wording: Any) -> str:
    """Return the SHA-256 (hex) of a form's wording, a dataclass; it is the same on every PC."""
    canonical = json.dumps(asdict(wording), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@dataclass(frozen=True)
class RecordWording:
    """What a record says whatever is recorded: *words* are labels by name, *lists* the choices and notes it has."""

    number: str
    version: str
    draft: bool
    title: str
    words: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]

    @property
    def wording_hash(self) -> str:
        """SHA-256 (hex) of the wording; its first twelve digits are printed as 文面ID."""
        return hash_of_wording(self)
