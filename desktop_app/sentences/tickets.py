"""Tickets: the file and its code, what was handed in with them, and what came back."""

from __future__ import annotations

from desktop_app import errors
from desktop_app.sentences.words import Sentences, megabytes
from desktop_app.text import _


def refusal_words(reason: str) -> str:
    """Return why a submission was not taken in, for whoever handed it in."""
    known = _refusals()
    return _("It was not taken in: {why}. Ask the workplace information manager. Your entries are kept.").format(
        why=known.get(reason, known["answers"])
    )


def _refusals() -> dict[str, str]:
    return {
        "workplace": _("it was made for another workplace"),
        "unknown": _("no such ticket was issued here"),
        "ahead": _("the return that it answers is not known on this PC yet"),
        "withdrawn": _("the ticket was called back"),
        "replaced": _("the ticket was replaced by a newer one"),
        "used": _("this ticket was used already"),
        "older": _("it was made before the report was sent back last"),
        "expired": _("the ticket has run out"),
        "closed": _("the case does not wait for a declaration"),
        "outdated": _("the case was corrected after the ticket was issued"),
        "form": _("it was signed on another form or wording than this case's"),
        "answers": _("its answers are not complete or not possible"),
        "clock": _("the clock of the transferee's PC was wrong when it was signed"),
        # what does not hold, told to the transferee in a receipt
        "signature": _("its signature does not hold"),
        "certificate": _("its signature is somebody else's"),
        "files": _("a file in it was changed"),
        "paper": _("the signed paper in it does not hold"),
    }


def _ways_on(reason: str) -> str:
    return {
        "workplace": _("Pass it on to that workplace."),
        "used": _("Nothing more needs to be done."),
        "expired": _("You can take it in all the same."),
        "closed": _("Nothing more needs to be done."),
        "clock": _("Have the clock set right and the report signed again with a new ticket."),
    }.get(reason, _("Issue a new ticket, or let the transferee answer at your PC."))


def _refused(error: errors.SubmissionRefused) -> str:
    return _("Declaration {number} was not taken in: {why}.\nIt is kept as it came. {way_on}").format(
        number=error.number, why=_refusals()[error.reason], way_on=_ways_on(error.reason)
    )


def _ticket_unreadable(reason: str) -> str:
    why = {
        "missing": _("it is not there or may not be opened"),
        "too_large": _("it is larger than any ticket"),
        "format": _("it is no ticket, or not whole"),
        "newer": _("it was made with a newer version of Sekisho; update Sekisho on this PC"),
        "signature": _("its signature does not hold"),
        "content": _("what is in it does not fit together"),
    }[reason]
    return _("This ticket cannot be opened: {why}. Ask for it again. Nothing on this PC was changed.").format(why=why)


def _unreadable(reason: str) -> str:
    why = {
        "missing": _("it is not there or may not be opened"),
        "too_large": _("it is larger than any declaration"),
        "no_key": _("it is sealed for somebody else, or for a year whose key is not on this PC"),
        "format": _("it is no declaration, or not whole"),
        "newer": _("it was made with a newer version of Sekisho; update Sekisho on this PC"),
    }[reason]
    return _(
        "This declaration cannot be read: {why}.\nNothing was recorded. Ask the transferee to hand it over again."
    ).format(why=why)


def _tampered(error: errors.SubmissionTampered) -> str:
    return _(
        "This declaration does not hold: {why}.\nNothing was recorded; it is kept as it came. Contact headquarters."
    ).format(why=_refusals()[error.reason])


def _reply_unreadable(reason: str) -> str:
    why = {
        "missing": _("it is not there or may not be opened"),
        "too_large": _("it is larger than any receipt or return"),
        "format": _("it is no receipt or return, or not whole"),
        "newer": _("it was made with a newer version of Sekisho; update Sekisho on this PC"),
    }[reason]
    return _("This file cannot be used: {why}. Your entries are kept. Ask for it again.").format(why=why)


def _code_wrong(error: errors.TicketCodeWrong) -> str:
    if error.typed != error.expected:
        return _("The code has {expected} digits; {typed} were entered. Enter it again.").format(
            expected=error.expected, typed=error.typed
        )
    return _("The code does not open this ticket. Enter it again, or ask for it once more.")


SENTENCES: Sentences = {
    errors.NoTicket: lambda e: _("Case {case_no} has no ticket in force. Issue one first.").format(case_no=e.case_no),
    errors.TicketUnreadable: lambda e: _ticket_unreadable(e.reason),
    errors.TicketCodeWrong: _code_wrong,
    errors.SubmissionTooLarge: lambda e: _(
        "The declaration would be larger than the most that is taken ({size}; {limit} is the most). "
        "Leave evidence out or make it smaller. Your entries are kept."
    ).format(size=megabytes(e.size), limit=megabytes(e.limit)),
    errors.BadSubmissionNumber: lambda e: _(
        "The number has {expected} digits; {typed} were entered. Enter it again."
    ).format(expected=e.expected, typed=e.typed),
    errors.NothingSubmitted: lambda _e: _("Nothing has been signed and handed in with this ticket yet."),
    errors.SubmissionUnreadable: lambda e: _unreadable(e.reason),
    errors.SubmissionTampered: _tampered,
    errors.SubmissionRefused: _refused,
    errors.ReplyUnreadable: lambda e: _reply_unreadable(e.reason),
    errors.ReplyDamaged: lambda _e: _(
        "The answer to this declaration on the share folder is damaged or was changed; nothing of it was taken over. "
        "What you entered is kept. Ask the workplace information manager to give you the answer as a file."
    ),
    errors.ReplyWrong: lambda e: (
        _("This file does not come from the workplace that issued the ticket. Nothing of it was taken over.")
        if e.reason == "signature"
        else _("This file is not for this ticket. Nothing of it was taken over. Choose the right one.")
    ),
}
