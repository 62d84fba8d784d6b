"""履歴: every fact about a case in words, with when and who; what was corrected is said too."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain import facts, move_facts, restoring_facts, ticket_facts
from desktop_app.domain.clock import office_time
from desktop_app.domain.facts import Recorded
from desktop_app.domain.order_facts import CorrectionOrdered, OrderAnswered
from desktop_app.labels import answer_label
from desktop_app.sentences.moves import verdict_word
from desktop_app.sentences.papers import timestamp_words
from desktop_app.sentences.words import field_name
from desktop_app.text import _, language, ngettext
from ui.items import CaseInHand
from ui.words import day_short, run_on


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act: when (office time, in words), who, what."""

    when: str
    who: str
    what: str


def history_lines(hand: CaseInHand) -> tuple[HistoryLine, ...]:
    """Return a case's history, the newest first."""
    stray = {conflict.recorded.position for conflict in hand.opened.case.conflicts}
    lines = []
    for recorded in reversed(hand.opened.history):
        what = _words(hand, recorded)
        if recorded.position in stray:
            what = _("{what} (came in when the case no longer allowed it)").format(what=what)
        at = office_time(recorded.at)
        when = f"{at.year}/{at.month}/{at.day} {at:%H:%M}"
        lines.append(HistoryLine(when, _who(hand, recorded), what))
    return tuple(lines)


def _who(hand: CaseInHand, recorded: Recorded) -> str:
    fact = recorded.fact
    signed = isinstance(fact, facts.ReportSigned | facts.SigningRefused)
    if signed or (isinstance(fact, facts.ItemAnswered) and fact.entered_by_transferee):
        return hand.opened.case.transferee.name
    return hand.names.get(recorded.by, "")


def _words(hand: CaseInHand, recorded: Recorded) -> str:  # noqa: C901, PLR0911, PLR0912 - one arm a fact
    match recorded.fact:
        case facts.CaseRegistered(case_no=number):
            return _("Registered as {case_no}.").format(case_no=number)
        case facts.CaseCorrected() as fact:
            return _corrected(fact)
        case facts.BriefingRecorded() as fact:
            return _("Briefed on {day} by {who} ({method}).").format(
                day=day_short(fact.briefed_on), who=fact.briefed_by, method=fact.method
            )
        case facts.SeatHandedOver():
            return _("Handed the seat over to the transferee.")
        case facts.SeatTakenBack():
            return _("Took the seat back.")
        case facts.ItemAnswered() as fact:
            return _answered(fact)
        case facts.AnswerWithdrawn(item_id=item_id):
            return _("Took the answer to {item} back.").format(item=item_id)
        case facts.ReportSigned() as fact:
            return _signed(_("Signed and reported."), fact)
        case facts.PaperTakenIn() as fact:
            count = len(fact.pages)
            return ngettext("Took in {count} scanned page.", "Took in {count} scanned pages.", count).format(
                count=count
            )
        case facts.PaperReported() as fact:
            said = _("Reported on paper, signed by hand on {day}; received by {who}.")
            return _signed(said.format(day=day_short(fact.signed_on), who=fact.received_by), fact)
        case facts.SigningRefused():
            return _("Was given the explanation and does not sign.")
        case facts.ExplanationRecorded() as fact:
            said = _("Recorded the explanation on paper and signed it. Witness: {name}").format(name=fact.witness)
            return _stamped(said, fact.timestamp)
        case facts.FormFieldEntered() as fact:
            return _("Entered for the form: {name} {value}").format(
                name=field_name(fact.field), value="　".join(fact.value.splitlines()) or "―"
            )
        case facts.ItemChecked() as fact:
            return _checked(hand, fact)
        case facts.CaseReturned() as fact:
            return _("Sent back: {items}.").format(items=_(", ").join(item.item_id for item in fact.items))
        case facts.CaseConfirmed() as fact:
            return _signed(_("Confirmed and signed."), fact)
        case facts.ClosedAsException() as fact:
            return _("Closed as an exception. Reason: {reason}").format(reason=fact.reason)
        case facts.CaseCancelled() as fact:
            return _("The transfer was cancelled. Reason: {reason}").format(reason=fact.reason)
        case facts.CancellationWithdrawn() as fact:
            return _("The cancellation was withdrawn. Reason: {reason}").format(reason=fact.reason)
        case facts.PostCheckRecorded() as fact:
            return _("Checked {item} on {day}: {count} left. {note}").format(
                item=fact.item_id, day=day_short(fact.checked_on), count=fact.remaining, note=fact.note
            )
        case ticket_facts.TicketIssued() as fact:
            return _("Issued a ticket, good until {day}.").format(day=day_short(fact.expires_on))
        case ticket_facts.TicketWithdrawn() as fact:
            return _("Called the ticket back. {reason}").format(reason=fact.reason).strip()
        case ticket_facts.SubmissionAnnounced() as fact:
            return _("The transferee says that declaration {number} was sent.").format(number=fact.number)
        case ticket_facts.SubmissionTakenIn() as fact:
            late = _("The ticket had run out.") if fact.after_expiry else ""
            return run_on(_("Took in declaration {number}.").format(number=fact.number), late)
        case facts.PrintSubstitutesChosen() as fact:
            return _("Chose what papers show for characters that cannot be printed: {choices}.").format(
                choices=_(", ").join(
                    f"{each.character}→{each.text or _('blank for the pen')}" for each in fact.substitutes
                )
            )
        case move_facts.MoveDutiesStated() | move_facts.MoveConsulted() | move_facts.MoveAnswered() as fact:
            return _moved(fact)
        case restoring_facts.TakenAwayRestored() as fact:
            said = _("Gave back what {item} had taken away.") if fact.needed else _("{item} need not come back.")
            return "　".join(filter(None, (said.format(item=fact.item_id), fact.reference, fact.note)))
        case CorrectionOrdered() as fact:
            return order_words(fact)
        case OrderAnswered() as fact:
            return _("Answered headquarters’ order {number}: {words}").format(number=fact.order_no, words=fact.words)
        case _:
            return _("Recorded with a newer version of Sekisho.")


def _moved(fact: move_facts.MoveDutiesStated | move_facts.MoveConsulted | move_facts.MoveAnswered) -> str:
    match fact:
        case move_facts.MoveDutiesStated():
            said = _("Stated the restricted duties: {left} → {taken_up}.")
            return said.format(left=fact.origin_function or "―", taken_up=fact.destination_function or "―")
        case move_facts.MoveConsulted():
            return _("Asked the second line: {question}").format(question=fact.question)
        case move_facts.MoveAnswered():
            said = _("The second line answered {number}: {verdict}. {reason}")
            return said.format(number=fact.number, verdict=verdict_word(fact.verdict), reason=fact.reason)


def order_words(fact: CorrectionOrdered) -> str:
    """Return an order of headquarters as a sentence."""
    due = _("By {day}.").format(day=day_short(fact.due_on)) if fact.due_on else ""
    said = _("Headquarters asks for a correction ({number}): {words}").format(number=fact.order_no, words=fact.words)
    return "　".join(filter(None, (said, due)))


def _answered(fact: facts.ItemAnswered) -> str:
    said = _("Answered {item}: {answer}.").format(item=fact.item_id, answer=answer_label(fact.answer))
    more = [
        str(fact.count) if fact.count is not None else "",
        _("Reference no. {number}").format(number=fact.reference) if fact.reference else "",
        _("To be done {day}").format(day=day_short(fact.due_on)) if fact.due_on else "",
        fact.note,
    ]
    return "　".join(filter(None, (said, *more)))


def _checked(hand: CaseInHand, fact: facts.ItemChecked) -> str:
    if fact.verdict is facts.Verdict.ACCEPTED:
        return _("Checked {item}.").format(item=fact.item_id)
    labels = {reason.code: reason.label[language()] for reason in hand.opened.programme.return_reasons}
    reason = "　".join(filter(None, (labels.get(fact.reason_code, ""), fact.text)))
    return _("Marked {item} to be sent back: {reason}").format(item=fact.item_id, reason=reason)


def _corrected(fact: facts.CaseCorrected) -> str:
    changes = []
    if fact.transferee is not None:
        person = fact.transferee
        changes.append(f"{_('Transferee')} {person.name}（{person.kana}）{person.employee_no}")
    for name, post in ((_("Moves from"), fact.origin), (_("Moves to"), fact.destination)):
        if post is not None:
            changes.append(f"{name} {post.company} {post.department}".strip())
    for name, day in ((_("Effective date"), fact.effective_date), (_("Notice date"), fact.notice_date)):
        if day is not None:
            changes.append(f"{name} {day.year}/{day.month}/{day.day}")
    if fact.transfer_type is not None:
        changes.append(_("Transfer type"))
    return _("Corrected: {changes}. Reason: {reason}").format(changes=_(", ").join(changes), reason=fact.reason)


def _signed(said: str, fact: facts.ReportSigned | facts.PaperReported | facts.CaseConfirmed) -> str:
    late = _("{said} Reason for the delay: {reason}").format(said=said, reason=fact.late_reason)
    return _stamped(late if fact.late_reason else said, fact.timestamp)


def _stamped(said: str, timestamp: facts.Timestamp) -> str:
    stamped = _("With a time stamp.") if timestamp is facts.Timestamp.STAMPED else timestamp_words(timestamp)
    return "　".join(filter(None, (said, stamped)))
