"""The order of case numbers: A1000 stands after A999, as people count; and many of them told as runs."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DIGITS = re.compile("[0-9]+")
_COUNTED = re.compile(r"(.*?)([0-9]+)", re.DOTALL)


def counting_order(case_no: str) -> str:
    """Return a key by which case numbers sort as plain text, their runs of digits as numbers.

    Each run is preceded by its length without leading zeros. Numbers that differ in leading zeros only share a key.
    """
    return _DIGITS.sub(_measured, case_no)


def _measured(run: re.Match[str]) -> str:
    digits = run[0].lstrip("0")
    return f"{len(digits):03d}{digits}"


def number_runs(case_nos: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return case numbers as first and last of each run without a gap, in counting order."""
    runs: list[tuple[str, str]] = []
    for case_no in sorted(case_nos, key=counting_order):
        if runs and _place(case_no) == _after(runs[-1][1]):
            runs[-1] = (runs[-1][0], case_no)
        else:
            runs.append((case_no, case_no))
    return tuple(runs)


def _place(case_no: str) -> tuple[str, int]:
    found = _COUNTED.fullmatch(case_no)
    return (found[1], int(found[2])) if found else (case_no, -1)


def _after(case_no: str) -> tuple[str, int]:
    stem, number = _place(case_no)
    return stem, number + 1 if number >= 0 else -2
