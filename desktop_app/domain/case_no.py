"""The order of case numbers: A1000 stands after A999, as people count."""

from __future__ import annotations

import re

_DIGITS = re.compile("[0-9]+")


def counting_order(case_no: str) -> str:
    """Return a key by which case numbers sort as plain text, their runs of digits as numbers.

    Each run is preceded by its length without leading zeros. Numbers that differ in leading zeros only share a key.
    """
    return _DIGITS.sub(_measured, case_no)


def _measured(run: re.Match[str]) -> str:
    digits = run[0].lstrip("0")
    return f"{len(digits):03d}{digits}"
