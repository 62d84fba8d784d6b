"""What the case screen shows at one moment, worked out from the case; no widgets here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from desktop_app.domain import tickets
from desktop_app.domain.case import ENDED_STATES, CaseState, is_post_checked
from desktop_app.domain.decisions import is_own_case
from desktop_app.domain.facts import Answer, ExplanationRecorded, Role
from desktop_app.domain.folding import allows
from desktop_app.domain.form_entries import asked_entries
from desktop_app.domain.form_fields import FIELDS, OF_THE_MOVE, asked_fields
from desktop_app.domain.order_facts import CorrectionOrdered
from desktop_app.domain.programme import AnsweredThrough, NotApplicable, Phase
from desktop_app.domain.restoring import to_restore
from desktop_app.domain.restricted_moves import MoveReason, MoveVerdict
from desktop_app.labels import state_label
from desktop_app.sentences.moves import move_reason, verdict_word
from desktop_app.text import _, language, ngettext
from ui.case.extraordinary import extraordinary
from ui.case.remarks import Remark
from ui.items import AFTER, Answering, CaseInHand, ItemState
from ui.items.model import is_report_step
from ui.parts.stepper import Step
from ui.words import day_short, own_case_words


class Next(Enum):
    """What the primary button does."""

    NOTHING = "nothing"
    NEXT_OPEN = "next_open"
    PLEDGE = "pledge"
    HAND_OVER = "hand_over"
    BRIEF = "brief"
    CONFIRM = "confirm"
    POST_CHECK = "post_check"


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything the screen shows."""

    hand: CaseInHand
    steps: tuple[Step, ...]
    step: Step
    heading: str
    aside: str
    items: tuple[ItemState, ...]
    troubles: dict[str, str]
    left: str
    next: Next
    next_word: str
    remarks: tuple[Remark, ...]
    can_hand_over: bool
    can_brief: bool
    can_cancel: bool
    can_withdraw_cancellation: bool
    exception_why_not: str | None
    can_enter_form: bool
    can_explain: bool
    can_correct: bool
    can_order: bool
    has_explanation: bool
    can_choose_lines: bool
    has_ticket: bool


def view_of(answering: Answering, step_key: str) -> CaseView:
    """Return what to show of the case at step *step_key*."""
    hand = answering.hand
    assert hand is not None
    case, steps = hand.opened.case, answering.steps()
    step = next((step for step in steps if step.key == step_key), steps[0])
    doing, word = _next(answering, hand, step.key)
    may_act = not hand.only_reads
    going_on = case.state not in ENDED_STATES and may_act
    open_case = answering.editable
    return CaseView(
        hand=hand,
        steps=steps,
        step=step,
        heading=_heading(hand, step),
        aside=_aside(hand, step) if open_case else "",
        items=answering.items(step.key),
        troubles=answering.file_troubles,
        left=_left(answering, hand),
        next=doing,
        next_word=word,
        remarks=_remarks(answering, hand),
        can_hand_over=open_case and case.briefing is not None,
        can_brief=open_case and case.briefing is None,
        can_cancel=going_on,
        can_withdraw_cancellation=case.state is CaseState.CANCELLED and may_act,
        exception_why_not=_exception_why_not(hand) if going_on else None,
        can_enter_form=open_case and bool(asked_entries(hand.opened.programme)),
        can_explain=_can_explain(hand) and may_act,
        can_correct=may_act,
        can_order=hand.person.role is Role.SECOND_LINE,
        has_explanation=case.explanation is not None,
        can_choose_lines=open_case and hand.can_choose_lines,
        has_ticket=tickets.in_force(case) is not None and may_act,
    )


def _next(answering: Answering, hand: CaseInHand, step: str) -> tuple[Next, str]:
    case, programme = hand.opened.case, hand.opened.programme
    if hand.only_reads:
        return Next.NOTHING, ""
    if answering.editable:
        if answering.open_items():
            return Next.NEXT_OPEN, _("Next unanswered")
        if not is_report_step(programme, step):
            return Next.PLEDGE, _("To pledge and report")
        return (Next.BRIEF, _("Brief")) if case.briefing is None else (Next.HAND_OVER, _("Hand over to the transferee"))
    if case.state is CaseState.REPORTED:
        own = is_own_case(case, hand.person)
        return Next.CONFIRM, _("See the completion report") if own else _("Confirm")
    waiting = case.state is not CaseState.CANCELLED and not is_post_checked(case, programme)
    if waiting and hand.today >= case.effective_date:
        return Next.POST_CHECK, _("To the check after the date")
    return Next.NOTHING, ""


def _left(answering: Answering, hand: CaseInHand) -> str:
    case = hand.opened.case
    if answering.editable:
        count = len(answering.open_items())
        words = ngettext("Unanswered  {count} left", "Unanswered  {count} left", count).format(count=count)
        return words if count else _("Everything is answered.")
    if hand.only_reads:
        return _("{state}. You read this record; the workplace keeps it.").format(state=state_label(case.state))
    match case.state:
        case CaseState.REPORTED:
            return _("The report waits to be confirmed.")
        case CaseState.CONFIRMED:
            return _("Settled. Corrections become new records.")
        case CaseState.CLOSED_EXCEPTION:
            return _("Closed as an exception.")
        case _:
            return _("The transfer was cancelled.")


def _heading(hand: CaseInHand, step: Step) -> str:
    if step.key == AFTER:
        return step.name
    return f"{step.number} {hand.opened.programme.step(step.key).title[language()]}"


def _aside(hand: CaseInHand, step: Step) -> str:
    programme, case = hand.opened.programme, hand.opened.case
    if step.key == AFTER:
        day = day_short(case.effective_date)
        return _("To be checked on or after the effective date, {day}.").format(day=day)
    if is_report_step(programme, step.key):
        return _("The transferee reads the report to its end and signs it.")
    return _("Choose one for every item, also where it does not apply.")


def _remarks(answering: Answering, hand: CaseInHand) -> tuple[Remark, ...]:
    case = hand.opened.case
    found = [_order_remark(order, act="" if hand.only_reads else "order") for order in case.open_orders[:1]]
    if hand.only_reads:
        return tuple(found)
    if case.conflicts:
        count = len(case.conflicts)
        event = ngettext(
            "{count} record of another PC no longer fits this case.",
            "{count} records of another PC no longer fit this case.",
            count,
        ).format(count=count)
        found.append(Remark("conflicts", "warn", event, _("They are kept. See the history and settle it."), "history"))
    if hand.to_mend:
        count = len(hand.to_mend)
        event = ngettext(
            "{count} item was sent back. Read the reason and mend it.",
            "{count} items were sent back. Read the reasons and mend them.",
            count,
        ).format(count=count)
        found.append(Remark("returned", "warn", event, act="mend"))
    if answering.editable and (unset := _unset_fields(hand)):
        event = _("The form asks for what is not entered yet: {names}.").format(names=_(", ").join(unset))
        found.append(Remark("form", "warn", event, act="form"))
    found += _ticket_remarks(answering, hand)
    if case.refusal is not None and answering.editable:
        found.append(
            Remark(
                "refused",
                "warn",
                _("The transferee was given the explanation and does not sign."),
                _("The deputy or the department head can close the case as an exception (menu “More”)."),
                act="explain" if case.explanation is None else "",
            )
        )
    found += extraordinary(answering, hand)
    found += _move_remarks(hand)
    if is_own_case(case, hand.person) and case.state not in ENDED_STATES:
        found.append(Remark("own", "info", own_case_words()))
    if answering.editable and _all_not_applicable(answering, hand):
        found.append(Remark("all-na", "warn", _("Everything is “Not applicable”. Enter the reason.")))
    return tuple(found)


def _move_remarks(hand: CaseInHand) -> list[Remark]:
    """Say how a restricted move is judged, and what a cancelled transfer still has to give back."""
    case, standing = hand.opened.case, hand.move
    left = to_restore(case, hand.opened.programme)
    if left:
        names = _(", ").join(item.id for item in left)
        event = _("The transfer was cancelled. To be given back: {items}.").format(items=names)
        return [Remark("restore", "warn", event, act="restore")]
    if standing is None or case.cancellation is not None:
        return []
    judged = standing.judged
    word = _("Restricted move: {verdict}").format(verdict=verdict_word(standing.verdict))
    if judged.verdict is MoveVerdict.ALLOWED:
        told = judged.reason is MoveReason.NOT_RESTRICTED
        return [] if told else [Remark("move", "info", word, move_reason(judged), "duties")]
    answered, asked = standing.answered, standing.asked
    if answered:
        more = _("Answer {number} of {day} by {who}.").format(
            number=answered.number, day=day_short(answered.answered_on), who=answered.answered_by
        )
        return [Remark("move", "info", word, f"{move_reason(judged)} {more}", "answer")]
    if asked:
        more = _("The second line was asked on {day}.").format(day=day_short(asked.asked_on))
        return [Remark("move", "warn", word, f"{move_reason(judged)} {more}", "answer")]
    unknown = judged.reason is MoveReason.DESTINATION_UNKNOWN
    return [Remark("move", "warn", word, move_reason(judged), "duties" if unknown else "consult")]


def _order_remark(order: CorrectionOrdered, act: str) -> Remark:
    due = _("By {day}.").format(day=day_short(order.due_on)) if order.due_on else ""
    event = _("Headquarters asks for a correction ({number}).").format(number=order.order_no)
    return Remark("order", "warn", event, "　".join(filter(None, (order.words, due))), act)


def _ticket_remarks(answering: Answering, hand: CaseInHand) -> list[Remark]:
    case = hand.opened.case
    ticket = tickets.in_force(case)
    if ticket is None or not answering.editable:
        return []
    until = day_short(ticket.expires_on)
    event = _("The case is with the transferee as a ticket (good until {day}).").format(day=until)
    if hand.today > ticket.expires_on:
        event = _("The ticket has run out ({day}), and no declaration was taken in.").format(day=until)
    return [Remark("ticket", "info" if hand.today <= ticket.expires_on else "warn", event, "", "ticket")]


def _all_not_applicable(answering: Answering, hand: CaseInHand) -> bool:
    # Items that must be answered 完了 say nothing about whether the rest was looked at.
    states = [
        answering.states[item.id]
        for item in hand.opened.programme.items
        if item.phase is Phase.BEFORE_EFFECTIVE
        and item.answered_through is AnsweredThrough.ANSWER
        and item.not_applicable is NotApplicable.ALLOWED
    ]
    every = bool(states) and all(state.draft.answer == Answer.NOT_APPLICABLE.value for state in states)
    return every and not any(state.draft.note for state in states)


def _unset_fields(hand: CaseInHand) -> list[str]:
    form, entered = hand.opened.programme.report_form, hand.opened.case.form_fields
    told = OF_THE_MOVE if hand.move is not None else frozenset()
    return [FIELDS[name][language()] for name in asked_fields(form) if not entered.get(name) and name not in told]


def _can_explain(hand: CaseInHand) -> bool:
    case = hand.opened.case
    return case.refusal is not None and case.explanation is None and allows(case.state, ExplanationRecorded)


def _exception_why_not(hand: CaseInHand) -> str:
    if is_own_case(hand.opened.case, hand.person):
        return _("by somebody other than the transferee")
    if hand.person.role is Role.WORKPLACE_INFORMATION_MANAGER:
        return _("by the deputy or the department head")
    return ""
