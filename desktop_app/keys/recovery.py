"""The year's recovery kit: an age identity that exists on paper only.

A stand-alone workplace seals everything of a fiscal year to this second recipient; with the printed kit the
year can be read again when every PC is lost. The paper is destroyed when the year is retired. bech32, in which
age writes secrets, carries its own checksum, so a mistyped character is always noticed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from desktop_app.errors import RecipientUnreadable, RecoveryCodeUnreadable
from desktop_app.keys.seal import new_age_identity, recipient_of

_PREFIX = "AGE-SECRET-KEY-1"
_BARE_PREFIX = _PREFIX.replace("-", "")
_CODE_CHARACTERS = 58
_GROUP = 6
_NOISE = re.compile(r"[\s\-_.,:·・ー―\u2010-\u2015\u2212\u200b-\u200d\ufeff]")
# bech32 has no b, i, o and 1, so these can only be misread letters.
_MISREAD = str.maketrans({"O": "0", "I": "L", "1": "L"})


@dataclass(frozen=True, slots=True)
class RecoveryKit:
    """What the kit's paper says. The secret is printed and forgotten, never stored."""

    fiscal_year: int
    organisation: str
    workplace: str
    org_code: str
    root_fingerprint: str
    """SHA-256 of the organisation root: a restored home must show the same."""
    recipient: str
    secret: str = field(repr=False)

    @property
    def printed_groups(self) -> tuple[str, ...]:
        """The secret without its constant prefix, in groups of six to copy by hand (the last has four)."""
        code = self.secret.removeprefix(_PREFIX)
        return tuple(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def make_recovery_kit(
    fiscal_year: int,
    *,
    organisation: str,
    workplace: str,
    org_code: str,
    root_fingerprint: str,
) -> RecoveryKit:
    """Return a kit with a fresh identity; *fiscal_year* is the year in which April lies."""
    secret, recipient = new_age_identity()
    return RecoveryKit(fiscal_year, organisation, workplace, org_code, root_fingerprint, recipient, secret)


def read_recovery_code(typed: str) -> str:
    """Return the age secret from what was typed or scanned: groups, hyphens, case and width do not matter.

    Raises RecoveryCodeUnreadable.
    """
    bare = _NOISE.sub("", unicodedata.normalize("NFKC", typed)).upper()
    code = bare.removeprefix(_BARE_PREFIX).translate(_MISREAD)
    try:
        recipient_of(_PREFIX + code)
    except RecipientUnreadable:
        raise RecoveryCodeUnreadable(typed=len(code), expected=_CODE_CHARACTERS) from None
    return _PREFIX + code
