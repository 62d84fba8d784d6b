"""The half-yearly self-inspection (自己点検): its questions as data, and what the record can count for them.

The questions stand in ``resources/inspection`` (domain notes §4.2); a person judges each of them, and what can be
counted is only counted here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.record_wording import hash_of_wording


class Counted(StrEnum):
    """What the record can count for a question, over the transfers whose effective date has come."""

    REGISTERED = "REGISTERED"
    BLANK_STEPS = "BLANK_STEPS"
    LATE_REPORTS = "LATE_REPORTS"
    UNCONFIRMED = "UNCONFIRMED"
    RETURNS = "RETURNS"
    OPEN_UNSETTLED = "OPEN_UNSETTLED"
    ITEM_NOT_DONE = "ITEM_NOT_DONE"
    NOT_BRIEFED = "NOT_BRIEFED"
    PLEDGE_MISSING = "PLEDGE_MISSING"
    PAPERS_DIFFER = "PAPERS_DIFFER"
    NOT_POST_CHECKED = "NOT_POST_CHECKED"
    UNAPPOINTED_DAYS = "UNAPPOINTED_DAYS"
    OVERDUE_FINDINGS = "OVERDUE_FINDINGS"
    NOT_DISPOSED = "NOT_DISPOSED"


FIGURES: Mapping[Counted, frozenset[str]] = {
    Counted.REGISTERED: frozenset({"count", "imported"}),
    Counted.BLANK_STEPS: frozenset({"count", "people"}),
    Counted.LATE_REPORTS: frozenset({"count", "days"}),
    Counted.UNCONFIRMED: frozenset({"count"}),
    Counted.RETURNS: frozenset({"count", "waiting"}),
    Counted.OPEN_UNSETTLED: frozenset({"count", "open"}),
    Counted.ITEM_NOT_DONE: frozenset({"count"}),
    Counted.NOT_BRIEFED: frozenset({"count"}),
    Counted.PLEDGE_MISSING: frozenset({"count", "refused"}),
    Counted.PAPERS_DIFFER: frozenset({"count", "checked"}),
    Counted.NOT_POST_CHECKED: frozenset({"count"}),
    Counted.UNAPPOINTED_DAYS: frozenset({"count", "since", "stood_in"}),
    Counted.OVERDUE_FINDINGS: frozenset({"count", "open"}),
    Counted.NOT_DISPOSED: frozenset({"count", "under_way"}),
}
"""The figures each count has; a question's label may show any of them as ``{{count}}``."""

NOTE_FIGURES = frozenset({"counted_at", "cases", "coming", "cancelled"})
"""The figures of the note on how it was counted."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; its number is its place in the form.

    *counted* None: people look, and *label* is what the pen fills in. *none* stands instead of *label* where the count
    is 0. *item* is the programme's item an ITEM_NOT_DONE looks at. *basis* are the sources of domain notes §4.2.
    """

    section: str
    text: str
    label: str
    none: str
    counted: Counted | None
    item: str
    basis: tuple[str, ...]


@dataclass(frozen=True)
class InspectionForm:
    """様式第5号: its wording and its questions, from a file; *words* are the labels by name.

    *together* are words that are never divided at the end of a line.
    """

    number: str
    interval: str
    version: str
    draft: bool
    title: str
    words: Mapping[str, str]
    seals: tuple[str, ...]
    together: tuple[str, ...]
    questions: tuple[Question, ...]

    @property
    def name(self) -> str:
        """Number and interval, as they stand at the head of every page: 様式第5号（半期）."""
        return f"{self.number}（{self.interval}）"

    @property
    def wording_hash(self) -> str:
        """SHA-256 (hex) of the wording; its first twelve digits are printed as 文面ID."""
        return hash_of_wording(self)


@dataclass(frozen=True, slots=True)
class InspectionCounts:
    """What was counted: the figures by question number (those that cannot be counted are missing), and of what.

    *note* are the figures NOTE_FIGURES names, as text.
    """

    figures: Mapping[int, Mapping[str, str]]
    note: Mapping[str, str]
