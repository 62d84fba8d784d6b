"""Names in certificates: what X.509 lets stand there, and how the whole name is kept all the same."""

from __future__ import annotations

import stringprep
import unicodedata

_SELECTORS = range(0xE0100, 0xE01F0)
_IN_PLACE_OF = "〓"
"""What a printer sets for a type that is not in the case."""

_ESCAPED = "\\"

_PROHIBITED = (
    stringprep.in_table_a1,
    stringprep.in_table_c3,
    stringprep.in_table_c4,
    stringprep.in_table_c5,
    stringprep.in_table_c8,
)


def nameable(name: str) -> str:
    """Return *name* without what RFC 4518 §2.4 and §2.5 forbid in a name that is compared.

    Whoever compares such a name is to refuse it, and does: a report of 葛󠄀西 (with a variation selector) was signed, and
    no library could verify it afterwards. The selector goes, the letter stays; a letter younger than Unicode 3.2, or
    one that is read from right to left in a name that mixes both ways, is 〓.
    """
    shown = "".join(_allowed(letter) for letter in name)
    if any(stringprep.in_table_d1(letter) for letter in unicodedata.normalize("NFKC", shown)) and _mixes(shown):
        return "".join(_IN_PLACE_OF if _runs_left(letter) else letter for letter in shown)
    return shown


def whole(name: str) -> str:
    """Return *name* so that a certificate may carry it whole: as it is, or escaped in ASCII; see ``read_whole``."""
    if nameable(name) == name and not name.startswith(_ESCAPED):
        return name
    return _ESCAPED + name.encode("unicode_escape").decode("ascii")


def read_whole(carried: str) -> str:
    """Return the name that ``whole`` made *carried* of."""
    if not carried.startswith(_ESCAPED):
        return carried
    return carried[len(_ESCAPED) :].encode("ascii", "replace").decode("unicode_escape", "replace")


def _allowed(letter: str) -> str:
    if ord(letter) in _SELECTORS:
        return ""
    prepared = unicodedata.normalize("NFKC", letter)
    wrong = any(is_in(one) or one == "\ufffd" for one in prepared for is_in in _PROHIBITED)
    return _IN_PLACE_OF if wrong else letter


def _runs_left(letter: str) -> bool:
    return any(stringprep.in_table_d1(one) for one in unicodedata.normalize("NFKC", letter))


def _mixes(name: str) -> bool:
    prepared = unicodedata.normalize("NFKC", name)
    ends = (prepared[0], prepared[-1])
    return any(stringprep.in_table_d2(one) for one in prepared) or not all(stringprep.in_table_d1(end) for end in ends)
