"""What X.509 lets stand in a certificate's names; papers, record and windows keep names as written."""

from __future__ import annotations

import stringprep
import unicodedata

_SELECTORS = range(0xE0100, 0xE01F0)
_IN_PLACE_OF = "〓"
"""What a printer sets for a type that is not in the case."""

_PROHIBITED = (
    stringprep.in_table_a1,
    stringprep.in_table_c3,
    stringprep.in_table_c4,
    stringprep.in_table_c5,
    stringprep.in_table_c8,
)


def nameable(name: str) -> str:
    """Return *name* without what RFC 4518 §2.4 forbids in a name that is compared.

    Whoever compares such a name is to refuse it, and does: a report of 葛󠄀西 (with a variation selector) was signed, and
    no library could verify it afterwards. The selector goes, the letter stays; a letter younger than Unicode 3.2 is 〓.
    """
    return "".join(_allowed(letter) for letter in name)


def _allowed(letter: str) -> str:
    if ord(letter) in _SELECTORS:
        return ""
    prepared = unicodedata.normalize("NFKC", letter)
    wrong = any(is_in(one) or one == "\ufffd" for one in prepared for is_in in _PROHIBITED)
    return _IN_PLACE_OF if wrong else letter
