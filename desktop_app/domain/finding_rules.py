"""What raises findings by itself, and what the office is told about leaks: the data (domain notes §4.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop_app.domain.bilingual import Text
from desktop_app.domain.finding_facts import FindingRaised, Grade, Leak, Severity, Trigger
from desktop_app.domain.findings import finding_id_of


class Cause(StrEnum):
    """What raises a finding without somebody asking for it."""

    NOT_DONE = "NOT_DONE"
    SIGNATURE_REFUSED = "SIGNATURE_REFUSED"
    ABSENT = "ABSENT"
    INSPECTION = "INSPECTION"
    RIGHTS_LEFT = "RIGHTS_LEFT"
    LOSS = "LOSS"


BY_HAND = "BY_HAND"
"""Begins the cause of a finding that a person raised; a random id follows."""


@dataclass(frozen=True, slots=True)
class CauseRule:
    """How a finding with this cause begins; ``words`` is its fact (事実), with names in braces."""

    trigger: Trigger
    grade: Grade
    severity: Severity
    words: str


@dataclass(frozen=True, slots=True)
class LeakGuide:
    """Whom to tell and what to do, in order; nothing here decides whether it has to be reported."""

    lead: Text
    contacts: tuple[Text, ...]
    steps: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class FindingRules:
    """``due_days`` from the day of raising, where nobody named a day; ``soon_days``: what counts as due soon."""

    causes: Mapping[Cause, CauseRule]
    due_days: Mapping[Severity, int]
    soon_days: int
    leak: LeakGuide


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is in charge, and by when; None: the usual number of days."""

    in_charge: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that raises a finding: its cause, what tells this one from others, and the names of its words."""

    cause: Cause
    key: tuple[str, ...]
    words: Mapping[str, str]
    case_id: str = ""
    about: str = ""
    leak: Leak = Leak.LOOKING

    @property
    def finding_id(self) -> str:
        """The id of the finding it raises."""
        return finding_id_of(self._cause)

    @property
    def _cause(self) -> tuple[str, ...]:
        return (self.cause.value, self.case_id, *self.key)

    def raised(self, rules: FindingRules, number: str, duty: Duty, today: date) -> FindingRaised:
        """Return the finding it raises."""
        rule = rules.causes[self.cause]
        return FindingRaised(
            finding_id=self.finding_id,
            finding_no=number,
            case_id=self.case_id,
            about=self.about,
            cause=self._cause,
            found_on=today,
            trigger=rule.trigger,
            grade=rule.grade,
            severity=rule.severity,
            leak=self.leak,
            what=rule.words.format_map(self.words).strip(),
            impact="",
            in_charge=duty.in_charge,
            due_on=duty.due_on or today + timedelta(days=rules.due_days[rule.severity]),
        )
