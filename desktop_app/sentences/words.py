"""Small words that several sentences share: lists of items, dates, sizes, acts and fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from desktop_app.domain.dates import long_date
from desktop_app.domain.facts import Role
from desktop_app.domain.form_fields import FIELDS
from desktop_app.labels import role_label
from desktop_app.text import _, language

Sentences = Mapping[type[BaseException], Callable[[Any], str]]
"""What each error says; called with the error."""

_SHOWN = 5
_MEGABYTE = 1_000_000


def listed(values: Iterable[object]) -> str:
    """Return the first few values in a row, and a sign that there are more."""
    texts = [str(value) for value in values]
    return _(", ").join(texts[:_SHOWN]) + ("…" if len(texts) > _SHOWN else "")


def day(value: date) -> str:
    """Return a date as it is written out."""
    return long_date(value) if language() == "ja" else f"{value:%d %B %Y}"


def megabytes(size: int) -> str:
    """Return a size in MB, rounded up so that one just over the limit does not read like the limit."""
    tenths = -(-size * 10 // _MEGABYTE)
    return f"{tenths // 10} MB" if tenths % 10 == 0 else f"{tenths / 10} MB"


def role(value: object) -> str:
    """Return a role's name."""
    return role_label(Role(str(value)))


def field_name(field: str) -> str:
    """Return what a form calls one of its fields."""
    return {
        "company": _("Company"),
        "workplace": _("Workplace"),
        "org_code": _("Org code"),
        "headquarters": _("Name of the headquarters"),
        "name": _("Name"),
        "kana": _("Kana"),
        "employee_no": _("Employee no."),
        "contact": _("Contact"),
        "briefed_by": _("Briefed by"),
        "note": _("Note"),
        "reference": _("Reference number"),
        "reason": _("Reason"),
        "effective_date": _("Effective date"),
        "destination_company": _("Destination company"),
        "destination_department": _("Destination department"),
        "destination_post": _("Destination department"),
        "origin_department": _("Moves from"),
        "transferee_name": _("Name"),
        "employer_name": _("Company"),
        "workplace_name": _("Workplace"),
        "wim_name": _("Workplace information manager"),
        "full_name": _("Name"),
        "name_kana": _("Kana"),
        "remarks": _("Remarks"),
        "witness": _("Witness"),
        "returned_goods": _("Returned goods"),
        "question": _("Question"),
        "asked_by": _("Asked by"),
        "answered_by": _("Answered by"),
        "number": _("Number of the answer"),
        "verdict": _("Answer"),
        "what": _("What was found"),
        "impact": _("Extent (number, range, period)"),
        "in_charge": _("In charge"),
        "finding_due": _("By when"),
        "why": _("Cause"),
        "action": _("Corrective action"),
        "contact_told": _("Who was told"),
        "told_at": _("Time"),
    }.get(field) or (FIELDS[field][language()] if field in FIELDS else _detail_name(field))


def _detail_name(field: str) -> str:
    from desktop_app.exchange.circumstance_file import circumstance_rules

    labels = {detail.name: detail.label for kind in circumstance_rules().kinds for detail in kind.details}
    return labels[field][language()] if field in labels else field


def act_name(act: str) -> str:
    """Return what an act is called within a sentence."""
    return {
        "BriefingRecorded": _("recording the briefing"),
        "SeatHandedOver": _("handing over the seat"),
        "ItemAnswered": _("answering"),
        "answer": _("answering this item by hand"),
        "answer_before_date": _("answering this item before the effective date"),
        "AnswerWithdrawn": _("taking an answer back"),
        "ReportSigned": _("signing and reporting"),
        "PaperReported": _("reporting on paper"),
        "PaperTakenIn": _("taking in scanned pages"),
        "TicketIssued": _("issuing a ticket"),
        "SigningRefused": _("recording that the transferee does not sign"),
        "ExplanationRecorded": _("recording the explanation"),
        "FormFieldEntered": _("entering values for the form"),
        "choose_paper_dates": _("choosing the calendar of the papers"),
        "ItemChecked": _("checking the report"),
        "CaseReturned": _("returning the report"),
        "CaseConfirmed": _("confirming"),
        "ClosedAsException": _("closing as exception"),
        "close_as_exception": _("closing as exception"),
        "CaseCancelled": _("cancelling the transfer"),
        "CancellationWithdrawn": _("withdrawing the cancellation"),
        "post_check": _("the check after the effective date"),
        "TakenAwayRestored": _("giving back what was taken away"),
        "restricted_move": _("recording about the restricted move"),
        "import_assignments": _("taking over assignment history"),
        "import_holidays": _("changing the company’s holidays"),
        "withdraw_holidays": _("changing the company’s holidays"),
        "reset_pin": _("giving a new PIN"),
        "issue_certificate": _("issuing certificates"),
        "appoint_issuer": _("letting a PC issue certificates"),
        "approve_enrolment": _("letting a PC in"),
        "remove_member": _("removing PCs and people"),
        "change_side": _("moving between the office and those who only check"),
        "vouch": _("vouching for others"),
        "join_headquarters": _("joining a headquarters"),
        "rename_workplace": _("renaming the workplace"),
        "take_workplace_in": _("taking a workplace in"),
        "order_disposal": _("ordering a disposal"),
        "approve_disposal": _("approving a disposal"),
        "withdraw_disposal": _("withdrawing a disposal"),
        "carry_out_disposal": _("carrying a disposal out"),
        "note_kit_destroyed": _("recording that a kit was destroyed"),
        "CaseRegistered": _("registering a transfer"),
        "CaseCorrected": _("correcting a transfer"),
        "PostCheckRecorded": _("the check after the effective date"),
    }.get(act, act)
