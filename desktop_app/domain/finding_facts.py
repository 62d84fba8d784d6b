"""Facts about 是正（指摘）: what was found, what was done about it, and whether that helped (domain notes §4.3).

A finding has an id of its own, made of what caused it: two PCs apart from each other that raise the same finding
raise one. It is kept under that id, beside the case it may be about, so that no ticket carries it to the transferee.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Trigger(StrEnum):
    """How it came to light (発見契機)."""

    SELF_INSPECTION = "SELF_INSPECTION"
    CONFIRMATION = "CONFIRMATION"
    SECOND_LINE = "SECOND_LINE"
    AUDIT = "AUDIT"
    DECLARATION = "DECLARATION"
    LOG = "LOG"
    TIP = "TIP"


class Grade(StrEnum):
    """What it is (区分)."""

    NONCONFORMITY = "NONCONFORMITY"
    MINOR = "MINOR"
    OBSERVATION = "OBSERVATION"


class Severity(StrEnum):
    """How grave it is (重大度); SERIOUS: information may have leaked."""

    SERIOUS = "SERIOUS"
    MEDIUM = "MEDIUM"
    MINOR = "MINOR"


class Leak(StrEnum):
    """Whether information may have leaked (漏えいのおそれ): what people judged, never the application."""

    YES = "YES"
    NO = "NO"
    LOOKING = "LOOKING"


@dataclass(frozen=True, slots=True)
class FindingRaised:
    """A finding was raised (起票). ``cause``: what identifies it; ``finding_id`` is made of it.

    ``about``: the employee number of whom it is about, empty for the workplace itself; they confirm nothing of it.
    """

    finding_id: str
    finding_no: str
    case_id: str
    about: str
    cause: tuple[str, ...]
    found_on: date
    trigger: Trigger
    grade: Grade
    severity: Severity
    leak: Leak
    what: str
    impact: str
    in_charge: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class FindingAssigned:
    """Who is in charge and by when was settled or changed (担当・期限)."""

    finding_id: str
    in_charge: str
    due_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class CorrectiveActionRecorded:
    """What is being done about it; None leaves a field as it was.

    ``meanwhile`` 暫定措置, ``why`` 原因（なぜなぜ3段）, ``action`` 是正措置, ``prevention`` 再発防止・水平展開,
    ``material`` 関連資料.
    """

    finding_id: str
    grade: Grade | None = None
    severity: Severity | None = None
    impact: str | None = None
    meanwhile: str | None = None
    why: tuple[str, ...] | None = None
    action: str | None = None
    prevention: str | None = None
    material: str | None = None


@dataclass(frozen=True, slots=True)
class LeakJudged:
    """People judged whether information may have leaked."""

    finding_id: str
    leak: Leak
    judged_on: date
    judged_by: str
    words: str


@dataclass(frozen=True, slots=True)
class LeakTold:
    """Somebody outside the application was told of it: whom, on which day and at what time (HH:MM, office time)."""

    finding_id: str
    contact: str
    told_on: date
    told_at: str
    told_by: str
    words: str


@dataclass(frozen=True, slots=True)
class CorrectionCompleted:
    """The correction was reported as completed (完了報告)."""

    finding_id: str
    completed_on: date
    completed_by: str
    completed_by_no: str
    words: str


@dataclass(frozen=True, slots=True)
class EffectVerified:
    """Somebody else looked whether it helped (効果確認); if not, the finding is in hand again."""

    finding_id: str
    verified_on: date
    verified_by: str
    verified_by_no: str
    effective: bool
    words: str


@dataclass(frozen=True, slots=True)
class FindingClosed:
    """The finding ended (終了)."""

    finding_id: str
    closed_on: date
    closed_by: str
    closed_by_no: str
    words: str


FindingFact = (
    FindingRaised
    | FindingAssigned
    | CorrectiveActionRecorded
    | LeakJudged
    | LeakTold
    | CorrectionCompleted
    | EffectVerified
    | FindingClosed
)
