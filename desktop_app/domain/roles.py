"""What people are at a workplace, and what each of them may do there (product.md "The people")."""

from __future__ import annotations

from desktop_app.domain.facts import Role

OVERSEERS = frozenset({Role.SECOND_LINE, Role.AUDITOR})
"""They read and check. They neither answer, confirm nor sign a case."""
