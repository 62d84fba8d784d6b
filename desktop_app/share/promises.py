"""What the share protocol asks of a store, and how a probe (``conformance``) found it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from desktop_app.errors import SekishoError


class Promise(Enum):
    """What the share protocol asks of a store, in the order in which it is tried."""

    CREATES = "creates"
    READS_BACK = "reads-back"
    WRITTEN_ONCE = "written-once"
    ONE_WINNER = "one-winner"
    SEEN_AT_ONCE = "seen-at-once"
    LISTED_AT_ONCE = "listed-at-once"
    LISTED_WHOLE = "listed-whole"
    LONG_NAMES = "long-names"
    LARGE_ENTRY = "large-entry"
    BOUNDED = "bounded"
    OTHER_ACCOUNT = "other-account"
    KEPT_FROM_DELETION = "kept-from-deletion"
    SURVIVES_POWER_CUT = "survives-power-cut"


ADVISED = frozenset({Promise.KEPT_FROM_DELETION, Promise.SURVIVES_POWER_CUT, Promise.OTHER_ACCOUNT})
"""Promises without which Sekisho still loses nothing, but has to notice and heal more."""


class Outcome(Enum):
    """How a promise was found."""

    KEPT = "kept"
    BROKEN = "broken"
    NOT_TESTABLE = "not-testable"


@dataclass(frozen=True, slots=True)
class Tried:
    """One promise and how it was found; ``count`` of ``of`` tries broke it, ``seconds`` is how long something took."""

    promise: Promise
    outcome: Outcome
    count: int = 0
    of: int = 0
    seconds: float = 0.0
    trouble: SekishoError | None = None


@dataclass(frozen=True, slots=True)
class Conformance:
    """The answer of a probe; ``left`` are entries that could not be taken away again."""

    address: str
    tried: tuple[Tried, ...]
    left: tuple[str, ...]
    stopped: bool = False

    @property
    def ok(self) -> bool:
        """Whether nothing that the protocol needs was found broken."""
        return not any(one.outcome is Outcome.BROKEN and one.promise not in ADVISED for one in self.tried)
