"""What people are at a workplace, and what each of them may do there (product.md "The people")."""

from __future__ import annotations

from enum import StrEnum

from desktop_app.errors import NotEntitled


class Role(StrEnum):
    """What an enrolled person is in this workplace.

    The last two look after other people's work: they came later, so that an older app does not know them. They are
    enrolled by a fact of their own (``OverseerEnrolled``), which it keeps without understanding.
    """

    WORKPLACE_INFORMATION_MANAGER = "WORKPLACE_INFORMATION_MANAGER"
    DEPUTY_MANAGER = "DEPUTY_MANAGER"
    DEPARTMENT_HEAD = "DEPARTMENT_HEAD"
    SECOND_LINE = "SECOND_LINE"
    AUDITOR = "AUDITOR"


OVERSEERS = frozenset({Role.SECOND_LINE, Role.AUDITOR})
"""They read and check. They neither answer, confirm nor sign a case."""

OFFICE = frozenset(Role) - OVERSEERS
"""They work on cases."""

MAY_LET_IN = frozenset({Role.WORKPLACE_INFORMATION_MANAGER, Role.DEPARTMENT_HEAD})
"""They let PCs and people in, and remove them."""

MAY_CHECK = OFFICE | {Role.SECOND_LINE}
"""They compare the digits with whoever asks to be let in; the second line's word is the whole second check."""

MAY_ADMIT = MAY_LET_IN | {Role.SECOND_LINE}
"""They let in whoever was checked, on a PC that may certify; the second line by itself (share protocol, Keys)."""


def same_side(role: Role) -> frozenset[Role]:
    """Return the roles that somebody in *role* can be corrected to; others need a new registration.

    An auditor never becomes the second line by a correction: its word lets people in.
    """
    return frozenset({role}) if role in OVERSEERS else OFFICE


def require_office(role: Role, act: str) -> None:
    """Raise NotEntitled for an act that is not for those who only read and check."""
    if role in OVERSEERS:
        raise NotEntitled(act=act, role=role)
