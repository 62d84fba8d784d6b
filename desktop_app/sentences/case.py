"""The case and its rules: what the office's rules do not allow, and what is still missing."""

from __future__ import annotations

from desktop_app import errors
from desktop_app.labels import state_label
from desktop_app.sentences.words import Sentences, act_name, day, listed, role
from desktop_app.text import _, ngettext


def _reason_missing(why: str, item_id: str | None) -> str:
    return {
        "not_applicable": _("{item_id} is “Not applicable”. Enter the reason."),
        "not_done": _("{item_id} is “Not done”. Choose or enter the reason."),
        "return": _("{item_id} is to be returned. Choose or enter the reason."),
        "cancel": _("Enter the reason why the transfer is cancelled, or the cancellation withdrawn."),
        "exception": _("Enter the reason for closing the case as exception."),
        "substitute": _("Enter the reason why somebody stands in."),
        "left_out": _("Enter the reason why the row is left out."),
        "correction": _("Enter the reason for the correction."),
        "restored": _("{item_id} need not come back. Enter why."),
        "remaining": _("Something was left at {item_id}. Enter what it is and what will be done."),
    }.get(why, _("Enter the reason.")).format(item_id=item_id)


def _impossible_date(error: errors.ImpossibleDate) -> str:
    if error.item_id is None:
        return _("{day} cannot be right here. Check the date.").format(day=day(error.date))
    return _("{item_id}: {day} cannot be right here. Check the date.").format(
        item_id=error.item_id, day=day(error.date)
    )


def _not_entitled(act: str, who: str) -> str:
    if act == "issue_certificate":
        return _("This PC cannot issue certificates. Do this on the PC where the workplace was registered.")
    if act == "reset_pin":
        return _("Nobody gives a new passphrase to themselves. Ask another member, or use the recovery kit.")
    if act == "approve_enrolment":
        return _(
            "The role “{role}” lets nobody in. Ask the workplace information manager or the department head."
        ).format(role=who)
    if act == "adopt_programme":
        return _(
            "The role “{role}” does not choose the programme. Ask the workplace information manager or the deputy. "
            "Nothing was changed."
        ).format(role=who)
    return _("The role “{role}” does not allow {act}. Ask the deputy or the department head.").format(
        role=who, act=act_name(act)
    )


def _late_reason(days: int, what: str) -> str:
    if what == "confirmation":
        return ngettext(
            "The confirmation is past its limit ({days} day). Choose the reason.",
            "The confirmation is past its limit ({days} days). Choose the reason.",
            days,
        ).format(days=days)
    return ngettext(
        "The effective date has passed ({days} day late). Enter the reason for the delay.",
        "The effective date has passed ({days} days late). Enter the reason for the delay.",
        days,
    ).format(days=days)


SENTENCES: Sentences = {
    errors.UnknownCase: lambda e: _("There is no case {case_no}. Check the case number.").format(case_no=e.case_no),
    errors.UnknownWorkplace: lambda e: _(
        "No case here came from workplace {code}. Nothing was printed. Known workplaces: {known}."
    ).format(code=e.code, known=_(", ").join(e.known)),
    errors.UnknownItem: lambda e: _("The programme has no item {item_id}. Check the item's number.").format(
        item_id=e.item_id
    ),
    errors.WrongState: lambda e: _(
        "Case {case_no} is “{state}”, which does not allow {act}. Nothing was changed."
    ).format(case_no=e.case_no, state=state_label(e.state), act=act_name(e.act)),
    errors.AnswersMissing: lambda e: ngettext(
        "{count} item is unanswered ({items}). Answer it and go on.",
        "{count} items are unanswered ({items}). Answer them and go on.",
        len(e.item_ids),
    ).format(count=len(e.item_ids), items=listed(e.item_ids)),
    errors.AnswersDiffer: lambda e: ngettext(
        "{count} item was answered on another PC too ({items}). Both answers are kept. Choose the one to use.",
        "{count} items were answered on another PC too ({items}). All answers are kept. Choose the ones to use.",
        len(e.item_ids),
    ).format(count=len(e.item_ids), items=listed(e.item_ids)),
    errors.NotApplicableNotAllowed: lambda e: _(
        "“Not applicable” cannot be chosen for {item_id}. Choose “Done” or “Not done”."
    ).format(item_id=e.item_id),
    errors.ReasonMissing: lambda e: _reason_missing(e.why, e.item_id),
    errors.DueDateMissing: lambda e: _("{item_id} is “Not done”. Enter the date by which it will be done.").format(
        item_id=e.item_id
    ),
    errors.CountMissing: lambda e: _("Enter the count of {item_id}. If there was none, write “0”.").format(
        item_id=e.item_id
    ),
    errors.ImpossibleDate: _impossible_date,
    errors.BriefingMissing: lambda _e: _("The transferee's acknowledgement (“I was briefed”) is still missing."),
    errors.OwnCase: lambda _e: _("This case is confirmed by the deputy or a superior, not by the transferee."),
    errors.NotEntitled: lambda e: _not_entitled(e.act, role(e.role)),
    errors.LateReasonMissing: lambda e: _late_reason(e.days, e.what),
    errors.ItemsNotChecked: lambda e: ngettext(
        "{count} item has not been checked yet ({items}).",
        "{count} items have not been checked yet ({items}).",
        len(e.item_ids),
    ).format(count=len(e.item_ids), items=listed(e.item_ids)),
    errors.ItemsMarkedForReturn: lambda e: ngettext(
        "{count} item is marked to be returned ({items}), so the report cannot be confirmed. Return it.",
        "{count} items are marked to be returned ({items}), so the report cannot be confirmed. Return it.",
        len(e.item_ids),
    ).format(count=len(e.item_ids), items=listed(e.item_ids)),
    errors.NothingToReturn: lambda _e: _("No item is marked to be returned. Choose the items and their reasons."),
    errors.TooEarly: lambda e: _("This check comes on or after the effective date ({day}).").format(
        day=day(e.effective_date)
    ),
    errors.AlreadyRegistered: lambda e: _(
        "{employee_no} is already registered for {day}. Nothing was registered twice."
    ).format(employee_no=e.employee_no, day=day(e.effective_date)),
    errors.KanaMissing: lambda _e: _("The kana of the name is needed for the report. Correct the case and go on."),
    errors.NobodyRefused: lambda e: _(
        "Nobody has declined to sign in case {case_no}, so there is no explanation to record."
    ).format(case_no=e.case_no),
    errors.ReportMissing: lambda e: _("Case {case_no} has no completion report yet.").format(case_no=e.case_no),
    errors.WrongTransferee: lambda _e: _("This is not the transferee's employee number. Check it and enter it again."),
    errors.SeatHandedOver: lambda e: _(
        "The seat is handed over to the transferee of {case_no}. Take the seat back first."
    ).format(case_no=e.case_no),
}
