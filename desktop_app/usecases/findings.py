"""What people do with findings (是正), and what the desk shows of them (domain notes §4.3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from desktop_app.app import App
from desktop_app.domain import finding_decisions as decisions
from desktop_app.domain.clock import office_time
from desktop_app.domain.finding_facts import (
    CorrectiveActionRecorded,
    FindingFact,
    FindingRaised,
    Grade,
    Leak,
    LeakTold,
    Severity,
    Trigger,
)
from desktop_app.domain.finding_rules import BY_HAND, LeakGuide
from desktop_app.domain.findings import TO_BE_DONE, Finding, days_overdue, finding_id_of
from desktop_app.domain.retention import LegalHold
from desktop_app.exchange.finding_file import finding_rules
from desktop_app.usecases.people import require_seat_free, unlock_person
from desktop_app.usecases.raising import FindingNumbers


@dataclass(frozen=True, slots=True)
class FindingInput:
    """A finding as a person raises it; ``case`` is a case number (or id), or empty."""

    what: str
    in_charge: str
    due_on: date | None
    trigger: Trigger = Trigger.CONFIRMATION
    grade: Grade = Grade.NONCONFORMITY
    severity: Severity = Severity.MEDIUM
    leak: Leak = Leak.LOOKING
    impact: str = ""
    case: str = ""
    found_on: date | None = None


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding in a list: itself, the case it is about (if it is here), and how it stands today."""

    finding: Finding
    case_no: str
    name: str
    days_overdue: int
    due_soon: bool
    mine_to_verify: bool


def raise_finding(app: App, entry: FindingInput) -> Finding:
    """Raise a finding by hand. Raises FieldMissing, FieldTooLong, ImpossibleDate, UnknownCase, NotEntitled."""
    require_seat_free(app)
    case = app.record.case(app.record.case_id_of(entry.case)) if entry.case else None
    cause = (BY_HAND, case.case_id if case else "", app.surroundings.new_id())
    fact = FindingRaised(
        finding_id=finding_id_of(cause),
        finding_no=FindingNumbers(app).next(),
        case_id=case.case_id if case else "",
        about=case.transferee.employee_no if case else "",
        cause=cause,
        found_on=entry.found_on or app.today(),
        trigger=entry.trigger,
        grade=entry.grade,
        severity=entry.severity,
        leak=entry.leak,
        what=entry.what,
        impact=entry.impact,
        in_charge=entry.in_charge,
        due_on=entry.due_on,
    )
    return _recorded(app, decisions.raise_by_hand(fact, app.person, app.today()))


def assign(app: App, number: str, in_charge: str, due_on: date, reason: str = "") -> Finding:
    """Say who is in charge, and by when. Raises FindingUnknown and what ``finding_decisions.assign`` raises."""
    return _recorded(app, decisions.assign(_free(app, number), app.person, in_charge, due_on, reason))


def record_action(app: App, number: str, entered: CorrectiveActionRecorded) -> Finding:
    """Record what is being done (対応); the finding's id in *entered* is filled in."""
    finding = _free(app, number)
    entered = replace(entered, finding_id=finding.finding_id)
    return _recorded(app, decisions.record_action(finding, app.person, entered))


def judge_leak(app: App, number: str, leak: Leak, words: str = "") -> Finding:
    """Record what people judged about a leak."""
    return _recorded(app, decisions.judge_leak(_free(app, number), app.person, leak, words, app.today()))


def tell(app: App, number: str, told: LeakTold) -> Finding:
    """Record whom somebody told of it, and when; a time left empty is now."""
    finding, now = _free(app, number), office_time(app.now())
    told = replace(told, told_at=told.told_at or f"{now:%H:%M}")
    return _recorded(app, decisions.tell(finding, app.person, told, app.today()))


def complete(app: App, number: str, words: str = "", completed_on: date | None = None, *, own_pin: str) -> Finding:
    """Report the correction as completed (完了報告).

    The person at the desk vouches with *own_pin*, here and below: that two people did this is the point of it.
    Raises what ``finding_decisions.complete`` raises, FindingUnknown, WrongPin, PinLocked.
    """
    finding, today = _free(app, number), app.today()
    return _signed(app, decisions.complete(finding, app.person, completed_on or today, words, today), own_pin)


def verify_effect(app: App, number: str, words: str, *, effective: bool = True, own_pin: str) -> Finding:
    """Say whether it helped (効果確認); not by whoever reported it as completed, nor by whom it is about."""
    finding = _free(app, number)
    fact = decisions.verify_effect(finding, app.person, words, app.today(), effective=effective)
    return _signed(app, fact, own_pin)


def close(app: App, number: str, words: str = "", *, own_pin: str) -> Finding:
    """End a finding whose effect was verified (終了)."""
    return _signed(app, decisions.close(_free(app, number), app.person, words, app.today()), own_pin)


# --- reading ------------------------------------------------------------------------------------------------


def finding_lines(app: App, *, open_only: bool = False) -> tuple[FindingLine, ...]:
    """Return the findings as lines: what is overdue first, then by day, what is closed last."""
    require_seat_free(app)
    lines = [_line(app, one) for one in app.findings.all() if one.is_open or not open_only]
    return tuple(sorted(lines, key=_urgency))


def finding_line(app: App, number: str) -> FindingLine:
    """Return one finding. Raises FindingUnknown."""
    require_seat_free(app)
    return _line(app, app.findings.find(number))


def open_findings(app: App) -> int:
    """Return how many findings are not closed: the figure in the side bar."""
    return sum(one.is_open for one in app.findings.all())


def overdue_findings(app: App, today: date) -> int:
    """Return how many are past their day: what question 23 of the inspection asks for."""
    return sum(bool(days_overdue(one, today)) for one in app.findings.all())


def holds_on(app: App, case_id: str) -> tuple[LegalHold, ...]:
    """Return what keeps a case from being disposed of: its findings that are not closed (T25)."""
    return tuple(LegalHold(case_id, one.finding_no) for one in app.findings.of_case(case_id) if one.is_open)


def leak_guide() -> LeakGuide:
    """Return whom to tell and what to do when information may have leaked; the application decides nothing."""
    return finding_rules().leak


def _free(app: App, number: str) -> Finding:
    require_seat_free(app)
    return app.findings.find(number)


def _signed(app: App, fact: FindingFact, own_pin: str) -> Finding:
    unlock_person(app, app.person_id, own_pin)
    return _recorded(app, fact)


def _recorded(app: App, fact: FindingFact) -> Finding:
    app.commit((fact,))
    return app.findings.find(fact.finding_id)


def _line(app: App, finding: Finding) -> FindingLine:
    summary = app.cases.summary(finding.case_id) if finding.case_id else None
    today = app.today()
    left = (finding.due_on - today).days if finding.due_on and finding.state in TO_BE_DONE else None
    return FindingLine(
        finding,
        summary.case_no if summary else "",
        summary.transferee.name if summary else "",
        days_overdue(finding, today),
        left is not None and 0 <= left <= finding_rules().soon_days,
        decisions.may_verify(finding, app.person.employee_no),
    )


def _urgency(line: FindingLine) -> tuple[bool, bool, date, str]:
    finding = line.finding
    waiting = finding.state not in TO_BE_DONE
    return not finding.is_open, waiting, finding.due_on or date.max, finding.finding_no
