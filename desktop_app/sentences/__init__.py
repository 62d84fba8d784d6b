"""What a person reads when something is refused, away or damaged: one sentence for every error we raise.

The only place where errors become words, for windows and commands alike. A sentence says what happened, that
nothing was lost where that is in doubt, and what to do next (domain notes §7.3). One module for each section of
the error tree.
"""

from __future__ import annotations

from desktop_app.errors import SekishoError
from desktop_app.sentences import (
    auditing,
    case,
    disposal,
    entries,
    exchange,
    findings,
    headquarters,
    keys,
    kinds,
    masters,
    membership,
    moves,
    papers,
    scans,
    share,
    store,
    tickets,
)
from desktop_app.sentences.words import Sentences
from desktop_app.text import _

__all__ = ["crash_sentence", "has_own_sentence", "sentence"]

_SECTIONS = (
    case.SENTENCES,
    entries.SENTENCES,
    keys.SENTENCES,
    membership.SENTENCES,
    store.SENTENCES,
    share.SENTENCES,
    auditing.SENTENCES,
    headquarters.SENTENCES,
    tickets.SENTENCES,
    papers.SENTENCES,
    scans.SENTENCES,
    exchange.SENTENCES,
    masters.SENTENCES,
    moves.SENTENCES,
    findings.SENTENCES,
    disposal.SENTENCES,
)
_OWN: Sentences = {kind: words for section in _SECTIONS for kind, words in section.items()}


def sentence(error: SekishoError) -> str:
    """Return what a person is told about *error*, in the language in use."""
    for kind in type(error).__mro__:
        words = _OWN.get(kind) or kinds.SENTENCES.get(kind)
        if words is None:
            continue
        try:
            return words(error)
        except (AttributeError, LookupError, TypeError, ValueError):
            # An error raised without one of its facts must still be told, only less exactly.
            continue
    return crash_sentence()


def has_own_sentence(kind: type[SekishoError]) -> bool:
    """Whether errors of *kind* have a sentence of their own, not only that of their kind."""
    return kind in _OWN or kind in kinds.SENTENCES


def crash_sentence() -> str:
    """Return what is said when the program itself is at fault."""
    return _(
        "Sekisho met a problem it does not know and has stopped here. What was entered before is kept. "
        "Open it again; if this happens again, tell whoever looks after this PC."
    )
