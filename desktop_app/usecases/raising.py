"""Findings that raise themselves: the facts of one go into the same act as what caused it (domain notes §4.3, §5.1).

What caused a finding identifies it, so it is raised once however often, and on however many PCs, the cause is met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop_app.app import App
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import TransferCase, still_open
from desktop_app.domain.circumstance_facts import CircumstanceRecorded
from desktop_app.domain.facts import ExceptionKind, ItemAnswered, PostCheckRecorded, SigningRefused
from desktop_app.domain.finding_facts import FindingRaised, Leak
from desktop_app.domain.finding_rules import Cause, Duty, FindingRules, Seen
from desktop_app.domain.programme import Programme
from desktop_app.exchange.finding_file import finding_rules

LOSS = "loss"
"""The circumstance that raises a finding (resources/office/circumstances.yaml)."""


class FindingNumbers:
    """Gives finding numbers: half-year, this PC's letter and a running number, e.g. ``F-26A-A012``.

    The letter keeps two PCs that are both offline from giving the same number.
    """

    def __init__(self, app: App) -> None:
        letter = app.workplace.devices[app.device.device_id].letter
        self._prefix = f"F-{HalfYear.of(app.today()).code}-{letter}"
        known = (number for one in app.findings.all() for number in (one.finding_no, *one.other_numbers))
        tails = (number.removeprefix(self._prefix) for number in known if number.startswith(self._prefix))
        self._last = max((int(tail) for tail in tails if tail.isdecimal()), default=0)

    def next(self) -> str:
        """Return the next free number."""
        self._last += 1
        return f"{self._prefix}{self._last:03d}"


def raised(
    app: App, seen: Iterable[Seen], duty: Duty | None = None, *, each: Mapping[str, Duty] | None = None
) -> tuple[FindingRaised, ...]:
    """Return the facts that raise what was *seen* and is not raised yet.

    *duty* holds for all, *each* for single ones by finding id; with neither, whoever is at the desk is in charge.
    """
    new = {one.finding_id: one for one in seen if app.findings.get(one.finding_id) is None}
    if not new:
        return ()
    rules, numbers, usual = finding_rules(), FindingNumbers(app), duty or Duty(app.person.name)
    return tuple(
        one.raised(rules, numbers.next(), (each or {}).get(finding_id, usual), app.today())
        for finding_id, one in new.items()
    )


def left_open(case: TransferCase, programme: Programme) -> tuple[Seen, ...]:
    """Return what a report with items 未完了 raises when it is confirmed: one for each item nobody has done since."""
    return tuple(_left_open(case, programme, answer) for answer in still_open(case, programme))


def duties_of(case: TransferCase, programme: Programme, duty: Duty) -> dict[str, Duty]:
    """Return who does what was left open, and by when: on the day *duty* names, else on that of each answer."""
    return {
        _left_open(case, programme, answer).finding_id: Duty(duty.in_charge, duty.due_on or answer.due_on)
        for answer in still_open(case, programme)
    }


def not_signed(case: TransferCase, refusal: SigningRefused) -> Seen:
    """Return what a refused signature raises."""
    words = {"explained_by": refusal.explained_by}
    return Seen(Cause.SIGNATURE_REFUSED, (), words, case.case_id, case.transferee.employee_no)


def closed_without(case: TransferCase, kind: ExceptionKind, reason: str) -> tuple[Seen, ...]:
    """Return what ending a case as an exception raises: somebody did not sign, or was not there."""
    about = case.case_id, case.transferee.employee_no
    match kind:
        case ExceptionKind.SIGNATURE_REFUSED:
            explained = case.refusal.explained_by if case.refusal else ""
            return (Seen(Cause.SIGNATURE_REFUSED, (), {"explained_by": explained}, *about),)
        case ExceptionKind.ABSENT:
            return (Seen(Cause.ABSENT, (), {"reason": reason}, *about),)
        case ExceptionKind.OTHER:
            return ()


def rights_left(case: TransferCase, check: PostCheckRecorded, places: Iterable[str]) -> tuple[Seen, ...]:
    """Return what a check after the effective date raises: one for each place where something is left (T23)."""
    if not check.remaining:
        return ()
    return tuple(
        Seen(
            Cause.RIGHTS_LEFT,
            (check.item_id, place),
            {"item_id": check.item_id, "place": place or check.note},
            case.case_id,
            case.transferee.employee_no,
        )
        for place in (tuple(places) or ("",))
    )


def lost(case: TransferCase, circumstance: CircumstanceRecorded) -> tuple[Seen, ...]:
    """Return what a loss raises; other circumstances raise nothing (T17)."""
    if circumstance.kind != LOSS:
        return ()
    told = circumstance.details
    words = {"what": told.get("what", ""), "report_no": told.get("report_no", "")}
    leak = Leak(told.get("leak", Leak.LOOKING.value))
    key = (told.get("lost_on", ""), told.get("report_no", ""))
    return (Seen(Cause.LOSS, key, words, case.case_id, case.transferee.employee_no, leak),)


def judged_not(half: HalfYear, number: int, question: str, remark: str = "") -> Seen:
    """Return what a self-inspection question judged 否 raises; the inspection commits it with the judgement."""
    said = f"{half.year}年度{'上期' if half.half == 1 else '下期'}"  # a record speaks Japanese, as papers do
    words = {"half": said, "number": str(number), "question": question, "remark": remark}
    return Seen(Cause.INSPECTION, (str(half), str(number)), words)


def rules() -> FindingRules:
    """Return how findings are raised, and whom to tell of a leak."""
    return finding_rules()


def _left_open(case: TransferCase, programme: Programme, answer: ItemAnswered) -> Seen:
    item = programme.item(answer.item_id)
    reasons = {reason.code: reason.label.ja for reason in programme.not_done_reasons}
    why = "、".join(filter(None, (reasons.get(answer.reason_code, answer.reason_code), answer.note)))
    words = {"item_id": item.id, "item": item.text.ja, "reason": why or "―"}
    return Seen(Cause.NOT_DONE, (item.id,), words, case.case_id, case.transferee.employee_no)
