"""Every error we raise, drawn as a tree.

An error carries facts, never a sentence: ``desktop_app.sentences`` turns it into what a person reads.
Anything that is not a SekishoError is a bug and ends in the crash dialog.

    SekishoError
    ├── Refused        a rule says no; nothing was changed            (exit code 1)
    │   └── BadInput   what was handed in cannot be used              (exit code 2)
    ├── Unavailable    share, disk or keyring is not there right now  (exit code 2)
    └── Tampered       a signature, hash or chain does not hold       (exit code 3)
"""

from __future__ import annotations

from typing import Any


class SekishoError(Exception):
    """The root; its keyword facts become attributes, readable by sentences and logs (never personal data)."""

    exit_code = 1

    def __init__(self, **facts: Any) -> None:
        super().__init__(type(self).__name__)
        self.facts = facts

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["facts"][name]
        except KeyError:
            raise AttributeError(name) from None


class Refused(SekishoError):
    """A rule of the office says no."""

    exit_code = 1


class BadInput(Refused):
    """What was handed in (file, option, value) cannot be used; nothing was changed."""

    exit_code = 2


class Unavailable(SekishoError):
    """Something outside is not there right now; what was entered is safe."""

    exit_code = 2


class Tampered(SekishoError):
    """A signature, hash or chain does not hold."""

    exit_code = 3


# --- domain: the case and its rules -----------------------------------------------------------------------


class UnknownCase(BadInput):
    """No such case. facts: case_no."""


class UnknownItem(BadInput):
    """The programme has no such item. facts: item_id."""


class WrongState(Refused):
    """The case's state does not allow the act. facts: act, state, case_no."""


class AnswersMissing(Refused):
    """Items are still unanswered. facts: item_ids."""


class NotApplicableNotAllowed(Refused):
    """The item does not allow 該当なし. facts: item_id."""


class ReasonMissing(Refused):
    """A reason is required. facts: item_id (or None), why: not_applicable | not_done | late | return | cancel."""


class DueDateMissing(Refused):
    """未完了 needs the date by which it will be done. facts: item_id."""


class CountMissing(Refused):
    """完了 of this item needs a count, 0 included. facts: item_id."""


class ImpossibleDate(Refused):
    """A date lies where it cannot: done in the future, or over a year after the effective date. facts: item_id, date."""


class BriefingMissing(Refused):
    """The briefing (and its acknowledgement) comes first. facts: case_no."""


class OwnCase(Refused):
    """Nobody confirms their own case. facts: case_no."""


class NotEntitled(Refused):
    """The acting person's role does not allow the act. facts: act, role."""


class LateReasonMissing(Refused):
    """The report or confirmation is late and has no reason. facts: days, what: report | confirmation."""


class ItemsNotChecked(Refused):
    """Answered items have not been checked yet. facts: item_ids."""


class ItemsMarkedForReturn(Refused):
    """An item is marked 差戻し, so the report cannot be confirmed. facts: item_ids."""


class NothingToReturn(Refused):
    """No item is marked 差戻し. facts: case_no."""


class TooEarly(Refused):
    """The after-date check comes on or after the effective date. facts: effective_date."""


class AlreadyRegistered(Refused):
    """The same person already has a case for the same effective date. facts: employee_no, effective_date."""


class KanaMissing(Refused):
    """The report needs the kana of the name. facts: case_no."""


class FieldMissing(BadInput):
    """A required field is empty. facts: field."""


class FieldTooLong(BadInput):
    """A field is longer than its limit. facts: field, limit."""


class BadDate(BadInput):
    """A text cannot be read as a date. facts: text."""


class BadHalfYear(BadInput):
    """A text names no half-year such as 2026H2. facts: text."""


class BadAnswers(BadInput):
    """The answers file does not have the documented shape. facts: where."""


class BadStrokes(BadInput):
    """The strokes file does not have the documented shape or holds no stroke. facts: where."""


class SeatHandedOver(Refused):
    """The seat is handed over to a transferee; only their case may be worked on. facts: case_no."""


# --- journal ----------------------------------------------------------------------------------------------


class JournalBroken(Tampered):
    """The journal's chain or a signature does not hold. facts: device, seq, reason."""


class UnreadableFact(Tampered):
    """An entry's bytes are not the canonical form of facts. facts: where."""


# --- keys -------------------------------------------------------------------------------------------------


# --- store ------------------------------------------------------------------------------------------------


# --- share ------------------------------------------------------------------------------------------------


# --- papers -----------------------------------------------------------------------------------------------


class GlyphMissing(Refused):
    """No bundled font has these characters, so the paper cannot be printed. facts: characters, text, where."""


class MergeFieldUnset(Refused):
    """The wording has a field nobody filled in; it is neither printed nor signed. facts: field."""


class RowTooTall(Refused):
    """A table row would be taller than half a page. facts: field, where."""


class DoesNotFit(Refused):
    """The wording leaves no room for the block at the foot of the page. facts: form."""


class PrintingStopped(Refused):
    """The person stopped the printing; nothing was kept. facts: none."""


# --- exchange ---------------------------------------------------------------------------------------------
