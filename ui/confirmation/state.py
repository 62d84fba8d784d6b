"""What the confirming person sees, in words already; worked out on the desk lane. No widgets here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from desktop_app.domain.case import CaseState, TransferCase, answered_by_hand, still_open
from desktop_app.domain.clock import office_time
from desktop_app.domain.deadlines import days_late
from desktop_app.domain.decisions import days_confirm_late, is_own_case
from desktop_app.domain.facts import Answer, PaperReported, ReportSigned, StoredFile, Verdict
from desktop_app.domain.programme import Item, Programme
from desktop_app.store.queries import CaseFilter
from desktop_app.text import _, language, ngettext
from desktop_app.usecases.desk import CaseLine, open_for_reading
from ui import words

if TYPE_CHECKING:
    from desktop_app.app import App
    from desktop_app.domain.facts import ItemAnswered

_LOOKED_THROUGH = 50


@dataclass(frozen=True, slots=True)
class ItemView:
    """One answered item: what was said of it, and what the confirming person said."""

    item_id: str
    text: str
    answer: Answer
    evidence: str
    note: str
    files: tuple[StoredFile, ...]
    verdict: Verdict | None
    reason_code: str
    reason_text: str

    def unchecked(self) -> ItemView:
        """Return the item as it was before anybody checked it."""
        return replace(self, verdict=None, reason_code="", reason_text="")


@dataclass(frozen=True, slots=True)
class StepView:
    """The answered items of one step."""

    code: str
    heading: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class ConfirmationState:
    """The whole screen but the signature, which is verified apart."""

    case: TransferCase
    line: CaseLine
    steps: tuple[StepView, ...]
    reasons: tuple[tuple[str, str], ...]
    own: bool
    has_card: bool
    confirm_late_days: int
    report_late_days: int
    next_case: tuple[str, str] | None
    reader: str = ""
    left_open: int = 0
    """How many items are still not done: each raises a finding with the confirmation."""
    left_until: date | None = None

    @property
    def can_check(self) -> bool:
        """Whether this person may check now."""
        return self.case.state is CaseState.REPORTED and not self.own

    @property
    def items(self) -> tuple[ItemView, ...]:
        """All items in order."""
        return tuple(item for step in self.steps for item in step.items)

    def has_rows_of(self, other: ConfirmationState) -> bool:
        """Whether both are shown by the same rows; only what was checked may differ."""
        blank = [
            [replace(item, verdict=None, reason_code="", reason_text="") for item in s.items] for s in (self, other)
        ]
        return blank[0] == blank[1]

    def count(self, answer: Answer) -> int:
        """Return how many items were answered so."""
        return sum(item.answer is answer for item in self.items)


@dataclass(frozen=True, slots=True)
class SignatureView:
    """The signature that holds: what there is of handwriting, and who signed electronically, when (office time)."""

    by_hand: str
    name: str
    signed_at: str


def look(app: App, case_id: str) -> ConfirmationState:
    """Read the screen (on the desk lane)."""
    opened = open_for_reading(app, case_id)
    case, programme = opened.case, opened.programme
    answered = answered_by_hand(case, programme)
    steps = []
    for step in programme.steps:
        items = tuple(_item(case, programme, item) for item in answered if item.step == step.code)
        if items:
            steps.append(StepView(step.code, f"{step.number} {step.short_title[language()]}", items))
    report = case.report
    return ConfirmationState(
        case=case,
        line=opened.line,
        steps=tuple(steps),
        reasons=tuple((reason.code, reason.label[language()]) for reason in programme.return_reasons),
        own=is_own_case(case, app.person),
        has_card=app.person.card is not None,
        confirm_late_days=days_confirm_late(case, programme, app.calendar, app.today()),
        report_late_days=days_late(case.effective_date, report.reported_on, programme.deadlines, app.calendar)
        if report
        else 0,
        next_case=_next_case(app, case_id),
        reader=app.person.name,
        left_open=len(left := still_open(case, programme)),
        left_until=max((answer.due_on for answer in left if answer.due_on), default=None),
    )


def verify(app: App, case_id: str) -> SignatureView:
    """Verify the report; raises ReportMissing, FileNotHere, FileDamaged, PdfTampered."""
    from desktop_app.usecases.confirming import verify_case_report

    case = app.record.case(case_id)
    transferee = verify_case_report(app, case)[0]
    at = office_time(transferee.signed_at)
    shown = f"{at.year}/{at.month}/{at.day} {at:%H:%M}"
    return SignatureView(_handwriting(case), transferee.name, shown)


def _handwriting(case: TransferCase) -> str:
    match case.report:
        case ReportSigned(stroke_count=count):
            return ngettext("Given ({count} stroke)", "Given ({count} strokes)", count).format(count=count)
        case PaperReported() as report:
            told = _("On paper, signed {signed}, received {received} by {who}")
            signed, received = words.day_short(report.signed_on), words.day_short(report.reported_on)
            return told.format(signed=signed, received=received, who=report.received_by)
        case None:
            return ""


def report_pdf(app: App, *, case_id: str) -> bytes:
    """Return the paper in force (完了報告書を見る)."""
    from desktop_app.usecases.answering import read_file
    from desktop_app.usecases.confirming import current_paper

    return read_file(app, current_paper(app.record.case(case_id)))


def _item(case: TransferCase, programme: Programme, item: Item) -> ItemView:
    del programme
    answer = case.answers[item.id].fact
    check = case.checks.get(item.id)
    return ItemView(
        item_id=item.id,
        text=item.text[language()],
        answer=answer.answer,
        evidence=_evidence(item, answer),
        note=answer.note,
        files=answer.evidence,
        verdict=check.verdict if check else None,
        reason_code=check.reason_code if check else "",
        reason_text=check.text if check else "",
    )


def _evidence(item: Item, answer: ItemAnswered) -> str:
    """Return the line under an item: count, reference, day."""
    parts: list[str] = [_("From paper")] if answer.from_scan is not None else []
    if answer.count is not None:
        label = item.count_label[language()] if item.count_label else _("Number")
        # The unit exists in Japanese only; an English reader has it in the label.
        unit = (item.count_unit or "") if language() == "ja" else ""
        parts.append(f"{label} {answer.count:,}{unit}")
    if answer.reference:
        parts.append(_("Reference no. {number}").format(number=answer.reference))
    if answer.done_on:
        parts.append(_("Done {day}").format(day=_day(answer.done_on)))
    if answer.due_on:
        parts.append(_("To be done {day}").format(day=_day(answer.due_on)))
    if answer.evidence:
        count = len(answer.evidence)
        parts.append(ngettext("{count} piece of evidence", "{count} pieces of evidence", count).format(count=count))
    return "　".join(parts)


def _day(day: date) -> str:
    return words.day_short(day)


def _next_case(app: App, case_id: str) -> tuple[str, str] | None:
    """Return the next report to confirm, in ledger order, that is not the reader's own."""
    reported = CaseFilter(states=frozenset({CaseState.REPORTED}))
    for summary in app.cases.page(reported, 0, _LOOKED_THROUGH):
        person = summary.transferee
        if summary.case_id != case_id and person.employee_no != app.person.employee_no:
            return summary.case_id, person.name
    return None
