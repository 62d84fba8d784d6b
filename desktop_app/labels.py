"""What states, answers, roles and tasks are called in the language in use (domain notes §1.4: fixed labels)."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import CaseState
from desktop_app.domain.facts import Answer, Role
from desktop_app.domain.membership_facts import EndReason
from desktop_app.text import _, language


def state_label(state: CaseState, _: Callable[[str], str] = _) -> str:
    """Return a case state as the office says it, in the language that ``_`` speaks."""
    return {
        CaseState.DRAFT: _("Being prepared"),
        CaseState.IN_PROGRESS: _("In progress"),
        CaseState.REPORTED: _("Reported"),
        CaseState.RETURNED: _("Returned"),
        CaseState.CONFIRMED: _("Confirmed"),
        CaseState.CLOSED_EXCEPTION: _("Closed as exception"),
        CaseState.CANCELLED: _("Transfer cancelled"),
    }[state]


def answer_label(answer: Answer | None) -> str:
    """Return an answer as the form says it; None is 未回答."""
    return {
        Answer.DONE: _("Done"),
        Answer.NOT_APPLICABLE: _("Not applicable"),
        Answer.NOT_DONE: _("Not done"),
        None: _("Unanswered"),
    }[answer]


def end_reason_label(reason: EndReason) -> str:
    """Return why a membership ended."""
    return {
        EndReason.LOST: _("Lost"),
        EndReason.STOLEN: _("Stolen"),
        EndReason.RETIRED: _("No longer used"),
        EndReason.CLONED: _("There is a copy of it"),
        EndReason.LEFT: _("Moved away or left"),
        EndReason.ROLE_ENDED: _("The role has ended"),
    }[reason]


def role_label(role: Role, _: Callable[[str], str] = _) -> str:
    """Return what an enrolled person is, in the language that ``_`` speaks."""
    return {
        Role.WORKPLACE_INFORMATION_MANAGER: _("Workplace information manager"),
        Role.DEPUTY_MANAGER: _("Deputy manager"),
        Role.DEPARTMENT_HEAD: _("Department head"),
        Role.SECOND_LINE: _("Headquarters, conduct rules"),
        Role.AUDITOR: _("Auditor"),
    }[role]


def fiscal_year_label(year: int) -> str:
    """Return e.g. 2026年度 / FY2026."""
    return _("FY{year}").format(year=year)


def half_label(half: HalfYear) -> str:
    """Return e.g. 2026年度下期 / FY2026 second half."""
    if language() == "ja":
        return f"{half.year}年度{'上期' if half.half == 1 else '下期'}"
    return (
        _("FY{year} first half").format(year=half.year)
        if half.half == 1
        else _("FY{year} second half").format(year=half.year)
    )


def paper_page_label(form: str, page: int, pages: int) -> str:
    """Return a page of a form for the pen as it is called, e.g. チェックリスト 2/3; *pages* 0: the whole form."""
    name = {
        "CHECKLIST": _("Checklist"),
        "REPORT": _("Report form"),
        "POST_CHECK": _("Sheet for the check afterwards"),
    }.get(form, form)
    return f"{name} {page}/{pages}" if pages else _("{form} (all pages)").format(form=name)
