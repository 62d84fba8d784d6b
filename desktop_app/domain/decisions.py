"""Whether an act is allowed on a case, and which facts it makes.

Each function takes the case as it stands, the programme's rules and the day, and either returns the new facts or
raises a ``Refused``; nothing is changed by being refused. Sources: domain notes §2 (answers), §5.1 (dates),
product.md "One case".
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from desktop_app.domain.calendar import Calendar
from desktop_app.domain.case import (
    TransferCase,
    answered_by_hand,
    unanswered,
)
from desktop_app.domain.deadlines import confirm_due, days_late
from desktop_app.domain.entered import (
    LARGEST_COUNT,
    clean_post,
    clean_transferee,
    office_day,
    one_line,
    several_lines,
)
from desktop_app.domain.facts import (
    BriefingRecorded,
    CancellationWithdrawn,
    CaseCancelled,
    CaseConfirmed,
    CaseCorrected,
    CaseFact,
    CaseReturned,
    ClosedAsException,
    ExceptionKind,
    ItemChecked,
    PostCheckRecorded,
    ReportSigned,
    ReturnedItem,
    Role,
    SeatHandedOver,
    SigningRefused,
    Verdict,
)
from desktop_app.domain.folding import allows
from desktop_app.domain.programme import Phase, Programme
from desktop_app.domain.rivals import require_one_answer_each
from desktop_app.domain.roles import require_office
from desktop_app.domain.workplace import Person
from desktop_app.errors import (
    AnswersMissing,
    BriefingMissing,
    CountMissing,
    FieldMissing,
    ImpossibleDate,
    ItemsMarkedForReturn,
    ItemsNotChecked,
    KanaMissing,
    LateReasonMissing,
    NotEntitled,
    NothingToReturn,
    OwnCase,
    ReasonMissing,
    TooEarly,
    WrongState,
)

V = TypeVar("V")


def record_briefing(case: TransferCase, briefing: BriefingRecorded, today: date) -> tuple[CaseFact, ...]:
    """The briefing took place; the transferee's acknowledgement is part of it (measures H6)."""
    require_fit(case, BriefingRecorded)
    if not briefing.acknowledged_by_transferee:
        raise BriefingMissing(case_no=case.case_no)
    if briefing.briefed_on > today:
        raise ImpossibleDate(item_id=None, date=briefing.briefed_on)
    office_day(briefing.briefed_on)
    cleaned = replace(
        briefing,
        briefed_by=one_line("briefed_by", briefing.briefed_by),
        method=one_line("method", briefing.method),
        place=one_line("place", briefing.place),
    )
    if not cleaned.briefed_by:
        raise FieldMissing(field="briefed_by")
    return (cleaned,)


def hand_over_seat(case: TransferCase) -> tuple[CaseFact, ...]:
    """The transferee may sit down once they have been briefed."""
    require_fit(case, SeatHandedOver)
    if case.briefing is None:
        raise BriefingMissing(case_no=case.case_no)
    return (SeatHandedOver(case.case_id),)


def check_reportable(
    case: TransferCase, programme: Programme, calendar: Calendar, *, today: date, late_reason: str
) -> None:
    """Raise what keeps the transferee from signing and reporting today, if anything does.

    Items 未完了 do not: hiding them would be worse (domain notes §5.1).
    """
    require_fit(case, ReportSigned)
    if case.briefing is None:
        raise BriefingMissing(case_no=case.case_no)
    _require_answers(case, programme)
    if not case.transferee.kana.strip() and _needs_kana(case.transferee.name):
        raise KanaMissing(case_no=case.case_no)
    days = days_late(case.effective_date, today, programme.deadlines, calendar)
    if days and not late_reason.strip():
        raise LateReasonMissing(days=days, what="report")


def refuse_signing(case: TransferCase, refusal: SigningRefused, programme: Programme) -> tuple[CaseFact, ...]:
    """Not signing is recorded together with the explanation given; never an error."""
    require_fit(case, SigningRefused)
    if case.briefing is None:
        raise BriefingMissing(case_no=case.case_no)
    _require_answers(case, programme)
    explained_by = one_line("briefed_by", refusal.explained_by)
    return (replace(refusal, explained_by=explained_by, note=several_lines("note", refusal.note)),)


def check_item(case: TransferCase, programme: Programme, check: ItemChecked, person: Person) -> tuple[CaseFact, ...]:
    """Look at one answered item: accept it, or mark it to be returned with a reason."""
    require_fit(case, ItemChecked)
    _require_confirmer(case, person, "ItemChecked")
    programme.item(check.item_id)
    check = replace(check, text=several_lines("reason", check.text))
    known = {"", *(reason.code for reason in programme.return_reasons)}
    unexplained = check.verdict is Verdict.TO_RETURN and not (check.reason_code or check.text)
    if unexplained or check.reason_code not in known:
        raise ReasonMissing(item_id=check.item_id, why="return")
    return (check,)


def return_report(case: TransferCase, person: Person, today: date) -> tuple[CaseReturned, ...]:
    """Send the report back for the items marked; their reasons go along."""
    require_fit(case, CaseReturned)
    _require_confirmer(case, person, "CaseReturned")
    marked = tuple(
        ReturnedItem(check.item_id, check.reason_code, check.text)
        for check in case.checks.values()
        if check.verdict is Verdict.TO_RETURN
    )
    if not marked:
        raise NothingToReturn(case_no=case.case_no)
    return (CaseReturned(case.case_id, today, marked),)


def check_confirmable(
    case: TransferCase,
    programme: Programme,
    person: Person,
    calendar: Calendar,
    *,
    today: date,
    late_reason: str,
) -> None:
    """Raise what keeps *person* from confirming the case today, if anything does."""
    require_fit(case, CaseConfirmed)
    _require_confirmer(case, person, "CaseConfirmed")
    checked = case.checks
    unseen = tuple(i.id for i in answered_by_hand(case, programme) if i.id not in checked)
    marked = tuple(k for k, check in checked.items() if check.verdict is Verdict.TO_RETURN)
    if marked:
        raise ItemsMarkedForReturn(item_ids=marked)
    if unseen:
        raise ItemsNotChecked(item_ids=unseen)
    days = days_confirm_late(case, programme, calendar, today)
    if days and not late_reason.strip():
        raise LateReasonMissing(days=days, what="confirmation")


def close_as_exception(
    case: TransferCase, person: Person, kind: ExceptionKind, reason: str, today: date
) -> tuple[CaseFact, ...]:
    """A superior ends the case as 特例完了; the manager who ran it cannot do so alone."""
    require_fit(case, ClosedAsException)
    _require_confirmer(case, person, "close_as_exception")
    if person.role is Role.WORKPLACE_INFORMATION_MANAGER:
        raise NotEntitled(act="close_as_exception", role=person.role)
    return (ClosedAsException(case.case_id, today, person.name, kind, _reason(reason, "exception")),)


def cancel_case(case: TransferCase, reason: str, today: date) -> tuple[CaseFact, ...]:
    """The transfer was called off."""
    require_fit(case, CaseCancelled)
    return (CaseCancelled(case.case_id, today, _reason(reason, "cancel")),)


def withdraw_cancellation(case: TransferCase, reason: str) -> tuple[CaseFact, ...]:
    """The cancelling was a mistake."""
    require_fit(case, CancellationWithdrawn)
    return (CancellationWithdrawn(case.case_id, _reason(reason, "cancel")),)


def correct_case(case: TransferCase, correction: CaseCorrected) -> tuple[CaseFact, ...]:
    """Correct what was entered wrongly; papers already signed stay as they were."""
    correction = _corrected_cleanly(correction)
    changed = replace(
        correction,
        transferee=_if_changed(correction.transferee, case.transferee),
        origin=_if_changed(correction.origin, case.origin),
        destination=_if_changed(correction.destination, case.destination),
        effective_date=_if_changed(correction.effective_date, case.effective_date),
        notice_date=_if_changed(correction.notice_date, case.notice_date),
        transfer_type=_if_changed(correction.transfer_type, case.transfer_type),
    )
    nothing = replace(changed, reason="") == CaseCorrected(case.case_id, "")
    return () if nothing else (changed,)


def record_post_check(
    case: TransferCase, programme: Programme, check: PostCheckRecorded, today: date
) -> tuple[CaseFact, ...]:
    """Record the check after the effective date (the second gate)."""
    item = programme.item(check.item_id)
    if item.phase is not Phase.AFTER_EFFECTIVE or case.cancellation is not None:
        raise WrongState(act="post_check", state=case.state, case_no=case.case_no)
    if today < case.effective_date or check.checked_on < case.effective_date:
        raise TooEarly(effective_date=case.effective_date)
    if check.checked_on > today:
        raise ImpossibleDate(item_id=check.item_id, date=check.checked_on)
    if not 0 <= check.remaining <= LARGEST_COUNT:
        raise CountMissing(item_id=check.item_id)
    check = replace(check, note=several_lines("note", check.note))
    if check.remaining and not check.note:
        raise ReasonMissing(item_id=check.item_id, why="remaining")
    return (check,)


def days_confirm_late(case: TransferCase, programme: Programme, calendar: Calendar, day: date) -> int:
    """Return by how many days a confirmation on *day* is late; 0 when in time or nothing was reported."""
    if case.report is None:
        return 0
    return max((day - confirm_due(case.report.reported_on, programme.deadlines, calendar)).days, 0)


def is_own_case(case: TransferCase, person: Person) -> bool:
    """Whether *person* is the transferee of the case (compared by employee number)."""
    return person.employee_no == case.transferee.employee_no


def require_fit(case: TransferCase, fact_type: type) -> None:
    """Refuse an act that a case in this state does not take."""
    if not allows(case.state, fact_type):
        raise WrongState(act=fact_type.__name__, state=case.state, case_no=case.case_no)


def _require_answers(case: TransferCase, programme: Programme) -> None:
    require_one_answer_each(case)
    missing = unanswered(case, programme)
    if missing:
        raise AnswersMissing(item_ids=tuple(item.id for item in missing))


def _require_confirmer(case: TransferCase, person: Person, act: str) -> None:
    require_office(person.role, act)
    if is_own_case(case, person):
        raise OwnCase(case_no=case.case_no)


def _reason(text: str, why: str) -> str:
    cleaned = several_lines("reason", text)
    if not cleaned:
        raise ReasonMissing(item_id=None, why=why)
    return cleaned


def _corrected_cleanly(correction: CaseCorrected) -> CaseCorrected:
    """Hold a correction to what a registration is held to."""
    for day in (correction.effective_date, correction.notice_date):
        if day is not None:
            office_day(day)
    return replace(
        correction,
        reason=_reason(correction.reason, "correction"),
        transferee=correction.transferee and clean_transferee(correction.transferee),
        origin=correction.origin and clean_post(correction.origin, "origin_department"),
        destination=correction.destination and clean_post(correction.destination, "destination_department"),
        transfer_type=correction.transfer_type and one_line("transfer_type", correction.transfer_type),
    )


def _if_changed(new: V | None, old: V | None) -> V | None:
    return new if new is not None and new != old else None


def _needs_kana(name: str) -> bool:
    # Kana stay optional for names written in Latin or other scripts (domain notes §7.1).
    return any("\u3400" <= ch <= "\u9fff" or "\uf900" <= ch <= "\ufaff" or ch >= "\U00020000" for ch in name)
