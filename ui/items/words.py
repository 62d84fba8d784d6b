"""What the item list says: captions of finished items, what an answer lacks, which evidence is meant."""

from __future__ import annotations

from datetime import date

from desktop_app import errors
from desktop_app.domain.case import TransferCase
from desktop_app.domain.dates import read_date
from desktop_app.domain.facts import Answer
from desktop_app.domain.lines import LineItem
from desktop_app.domain.programme import AnsweredThrough, EvidenceKind, Item, Phase, Programme
from desktop_app.sentences import sentence
from desktop_app.text import _, language, ngettext
from desktop_app.usecases.drafts import Draft
from ui.words import day_short


def typed_day(text: str, near: date) -> str:
    """Return a date as typed in its short form, or the text itself while it cannot be read."""
    value = read_date(text, near=near).value if text.strip() else None
    return day_short(value) if value else text


def item_number(item: Item) -> str:
    """Return what stands before an item: its id, or a line's place among the lines of its item."""
    return f"{item.number}." if isinstance(item, LineItem) else item.id


def item_words(item: Item) -> str:
    """Return an item's words, or the name of the system or thing that a line stands for."""
    if not isinstance(item, LineItem):
        return item.text[language()]
    automatic = _("switched automatically on the effective date")
    return _spaced(item.line.name, _("({words})").format(words=automatic) if item.line.automatic else "")


def caption(item: Item, draft: Draft, case: TransferCase, programme: Programme) -> str:
    """Return the one line to which an answered item folds."""
    if item.answered_through is AnsweredThrough.BRIEFING and case.briefing is not None:
        briefing = case.briefing
        told = _("Briefed {day}").format(day=day_short(briefing.briefed_on))
        return _spaced(told, briefing.method, briefing.briefed_by)
    if item.phase is Phase.AFTER_EFFECTIVE:
        return _checked(case, item.id)
    files = _files(len(draft.evidence))
    match draft.answer:
        case Answer.DONE.value:
            return _spaced(
                _counted(item, draft.count),
                _("Reference no. {number}").format(number=draft.reference) if draft.reference else "",
                _("Done {day}").format(day=typed_day(draft.done, case.effective_date)) if draft.done else "",
                files,
                draft.note,
            )
        case Answer.NOT_APPLICABLE.value:
            return _spaced(_("Reason: {reason}").format(reason=draft.note) if draft.note else "", files)
        case Answer.NOT_DONE.value:
            labels = {reason.code: reason.label[language()] for reason in programme.not_done_reasons}
            reason = _spaced(labels.get(draft.reason_code, ""), draft.note)
            due = typed_day(draft.due, case.effective_date)
            return _spaced(
                _("Reason: {reason}").format(reason=reason) if reason else "",
                _("To be done {day}").format(day=due) if due else "",
                files,
            )
        case _:
            return files


def problem(error: errors.Refused, answer: Answer) -> tuple[str, str]:
    """Return the field an error belongs to and what stands under it."""
    match error:
        case errors.ReasonMissing() if answer is Answer.NOT_APPLICABLE:
            return "note", _("To answer this item “Not applicable”, enter the reason.")
        case errors.ReasonMissing():
            return "note", _("Choose or enter the reason.")
        case errors.DueDateMissing():
            return "due", _("Enter the date by which it will be done.")
        case errors.CountMissing():
            return "count", _("Enter the number. If there was none, write “0”.")
        case errors.ImpossibleDate() if answer is Answer.NOT_DONE:
            return "due", _("This day has passed already. Check the date.")
        case errors.ImpossibleDate():
            return "done", _("This day has not come yet. Check the date.")
        case errors.FieldTooLong():
            return str(error.facts.get("field", "")), sentence(error)
        case _:
            return "", sentence(error)


def not_a_date(text: str) -> str:
    """Return what is said of a date that cannot be read."""
    return _("“{text}” cannot be read as a date. Write it like 10/1.").format(text=text.strip())


def due_words(due: date, effective: date) -> str:
    """Return what a planned date means beside the effective date."""
    if due == effective:
        return _("The effective date itself. That is in time.")
    return _("Before the effective date.") if due < effective else _("Later than the effective date.")


def evidence_words(item: Item) -> str:
    """Return which evidence the item asks for; empty when the answer itself is enough."""
    said = {
        EvidenceKind.IMAGE: _(
            "A picture of the settings screen. Take care that no subjects, addresses or customers' names are in it."
        ),
        EvidenceKind.TICKET_REF: _("The number of the request."),
        EvidenceKind.DISPOSAL_CERTIFICATE: _("The certificate or slip of the disposal, or its number."),
        EvidenceKind.CSV_RECONCILIATION: _("The list of rights or the register it was checked against."),
        EvidenceKind.RECEIPT: _("The receipt, or its number."),
        EvidenceKind.WITNESS: _("Who was present (write it into the note)."),
        EvidenceKind.DECISION_RECORD: _("The record of the decision."),
    }
    parts = [said[kind] for kind in item.evidence if kind in said]
    return ("" if language() == "ja" else " ").join(parts)


def size_words(size: int) -> str:
    """Return a file's size as people read it."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"


def _counted(item: Item, count: str) -> str:
    if not count or item.count_label is None:
        return ""
    # The unit exists in Japanese only; an English reader has it in the label.
    unit = (item.count_unit or "") if language() == "ja" else ""
    return f"{item.count_label[language()]} {count}{unit}"


def _checked(case: TransferCase, item_id: str) -> str:
    found = case.post_checks.get(item_id)
    if found is None:
        return ""
    left = ngettext("{count} left", "{count} left", found.remaining).format(count=found.remaining)
    return _spaced(_("Checked {day}").format(day=day_short(found.checked_on)), left, found.note)


def _files(count: int) -> str:
    return (
        ngettext("{count} piece of evidence", "{count} pieces of evidence", count).format(count=count) if count else ""
    )


def _spaced(*parts: str) -> str:
    return "　".join(part for part in parts if part)
