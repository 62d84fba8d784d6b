"""Restricted moves in words: what is refused, and a judgement with its reason spelled out."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app import errors
from desktop_app.domain.restricted_moves import MoveJudgement, MoveReason, MoveVerdict
from desktop_app.sentences.words import Sentences, listed
from desktop_app.text import _, language


def verdict_word(verdict: MoveVerdict, _: Callable[[str], str] = _) -> str:
    """Return 可, 要協議, 不可 or 例外承認, in the language that ``_`` speaks."""
    return {
        MoveVerdict.ALLOWED: _("Allowed"),
        MoveVerdict.CONSULT: _("Consultation needed"),
        MoveVerdict.PROHIBITED: _("Not allowed"),
        MoveVerdict.EXCEPTION_APPROVED: _("Exception approved"),
    }[verdict]


def judgement_words(verdict: MoveVerdict, judged: MoveJudgement) -> str:
    """Return what holds and why, e.g. 「不可：…最終従事 2025-06-30、解禁 2026-07-01。」."""
    return _("{verdict}: {reason}").format(verdict=verdict_word(verdict), reason=move_reason(judged))


def move_reason(judged: MoveJudgement) -> str:
    """Return why a move is judged so, with the duties and the days: 「最終従事 2025-06-30、解禁 2026-07-01」."""
    why = {
        MoveReason.NO_RULES: _("This programme restricts no moves."),
        MoveReason.ELSEWHERE: _("The destination is no specified affiliate."),
        MoveReason.NOT_RESTRICTED: _("The duties are none of the restricted ones."),
        MoveReason.DIRECT: _("A direct move between restricted duties."),
        MoveReason.COOLING_OFF: _("Within the cooling-off period."),
        MoveReason.COOLED_OFF: _("The cooling-off period is over."),
        MoveReason.NOT_DIRECT: _("Other duties lie between, so it is no direct move."),
        MoveReason.DESTINATION_UNKNOWN: _("It cannot be told which duties are taken up. State them."),
    }[judged.reason]
    return _between().join(filter(None, (why, _duties(judged), move_days(judged))))


def move_days(judged: MoveJudgement) -> str:
    """Return the last day of restricted duties and the first free day, as far as they are known."""
    if judged.last_duty is None:
        return ""
    if judged.released_on is None:
        return _("Last duty {last}.").format(last=judged.last_duty.isoformat())
    words = _("Last duty {last}, free from {free}.")
    return words.format(last=judged.last_duty.isoformat(), free=judged.released_on.isoformat())


def _between() -> str:
    return "" if language() == "ja" else " "


def _duties(judged: MoveJudgement) -> str:
    said = language()
    if judged.origin is None:
        return ""
    taken_up = judged.destination.label[said] if judged.destination else "―"
    words = _("{left} → {taken_up}.").format(left=judged.origin.label[said], taken_up=taken_up)
    note = judged.cell.note if judged.cell else None
    return f"{words}{_between()}（{note[said]}）" if note else words


def _assignments(error: errors.AssignmentsUnreadable) -> str:
    reasons = {
        "COLUMN_MISSING": _("the column “{heading}” is missing"),
        "VALUE_MISSING": _("“{heading}” is empty"),
        "DATE_UNCLEAR": _("the date under “{heading}” can be read in more than one way, or in none"),
        "ENDS_BEFORE": _("the end is before the beginning"),
        "NO_ROWS": _("there is no row below the headings"),
    }
    cause = reasons[error.reason].format(heading=error.heading)
    words = _("The assignment history cannot be read. (Row {row}: {cause}.) Nothing was taken in.")
    return words.format(row=error.row, cause=cause)


SENTENCES: Sentences = {
    errors.AssignmentsUnreadable: _assignments,
    errors.NoMoveRules: lambda e: _("{title} restricts no moves. Nothing was recorded.").format(title=e.title),
    errors.MoveDutiesUnknown: lambda e: _("There are no duties “{duties}”. Choose one of: {known}.").format(
        duties=e.duties, known=listed(e.known)
    ),
}
