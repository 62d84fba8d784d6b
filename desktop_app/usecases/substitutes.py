"""Characters no bundled font has: what a case's papers show for them is chosen here, as a signed fact.

The record keeps every name as it is; a later choice replaces an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from desktop_app.app import App
from desktop_app.domain.case import TransferCase
from desktop_app.domain.facts import PrintSubstitute, PrintSubstitutesChosen
from desktop_app.domain.names import clean_text
from desktop_app.domain.programme import Programme
from desktop_app.domain.summary import summarise
from desktop_app.errors import BadSubstitute, MergeFieldUnset, SubstituteNotNeeded, UnknownCase, Unprintable
from desktop_app.papers.page.printable import check_all, texts_in, unprintable
from desktop_app.papers.typesetting.runs import drawn_pieces, missing_glyphs, named
from desktop_app.usecases.answering import open_case, require_seat_for

LONGEST_SUBSTITUTE = 10
"""Characters that may stand for one."""


@dataclass(frozen=True, slots=True)
class Needed:
    """A character the case's papers cannot show: the text it stands in, and what was chosen for it.

    *chosen* is None while nothing was, and empty for a blank to be filled in by hand.
    """

    character: str
    text: str
    chosen: str | None


def substitutes_needed(app: App, case_id: str) -> tuple[Needed, ...]:
    """Return the characters of the case's papers that no bundled font has, in order."""
    case, programme = open_case(app, case_id)
    chosen = {each.character: each.text for each in case.print_substitutes}
    found: dict[str, Needed] = {}
    for row in unprintable(_printed(app, case, programme), case.case_no):
        for character in row.characters:
            found.setdefault(character, Needed(character, row.text, chosen.get(character)))
    return tuple(found.values())


def unprintable_now(app: App, case_id: str) -> tuple[Unprintable, ...]:
    """Return the texts of the case's papers with characters for which nothing was chosen yet."""
    case, programme = open_case(app, case_id)
    chosen = {each.character for each in case.print_substitutes}
    rows = unprintable(_printed(app, case, programme), case.case_no)
    missing = ((row, tuple(c for c in row.characters if c not in chosen)) for row in rows)
    return tuple(replace(row, characters=characters) for row, characters in missing if characters)


def choose_substitutes(app: App, case_id: str, chosen: Mapping[str, str]) -> None:
    """Choose for each character what the case's papers show: a text, or a blank for the pen if it is empty.

    What was chosen for other characters stays. Raises BadSubstitute, SubstituteNotNeeded, and GlyphMissing when a
    substitute cannot be printed either.
    """
    choose_substitutes_in(app, {case_id: chosen})


def choose_substitutes_in(app: App, chosen: Mapping[str, Mapping[str, str]]) -> None:
    """Choose substitutes in several cases (by id or number) as one act: all or none."""
    facts = []
    for case_no, texts in chosen.items():
        case, _programme = open_case(app, case_no)
        require_seat_for(app, case.case_id)
        whole = {each.character: each.text for each in case.print_substitutes}
        whole |= {_character(character): _text(case, character, text) for character, text in texts.items()}
        substitutes = tuple(PrintSubstitute(character, text) for character, text in whole.items())
        if substitutes != case.print_substitutes:
            facts.append(PrintSubstitutesChosen(case.case_id, substitutes))
    if facts:
        app.commit(tuple(facts))


def in_cases(app: App, rows: tuple[Unprintable, ...]) -> tuple[Unprintable, ...]:
    """Return those of *rows* that stand in a case: for them a substitute can be chosen.

    A name has its kana beside it, because screens may lack the characters, too.
    """
    found = []
    for row in rows:
        with suppress(UnknownCase):
            person = open_case(app, row.where)[0].transferee
            reading = person.kana if row.text == person.name else ""
            found.append(replace(row, text="　".join(filter(None, (row.text, reading)))))
    return tuple(found)


def _printed(app: App, case: TransferCase, programme: Programme) -> Iterator[str]:
    """Yield the texts of the case's forms and of its ledger row, as they are recorded."""
    from desktop_app.usecases.reporting import report_letter

    as_recorded = replace(case, print_substitutes=())
    yield from texts_in(summarise(as_recorded, programme, app.record.calendars.of_case(case)))
    try:
        yield from texts_in(report_letter(app, as_recorded, programme, app.now(), None))
    except MergeFieldUnset:
        return  # a form that is not complete is not printed yet


def _character(text: str) -> str:
    pieces = drawn_pieces(text)
    if len(pieces) != 1:
        raise BadSubstitute(character=text, limit=LONGEST_SUBSTITUTE)
    if not missing_glyphs(text):
        raise SubstituteNotNeeded(character=text)
    return named(text)


def _text(case: TransferCase, character: str, text: str) -> str:
    text = clean_text(text).text
    if len(drawn_pieces(text)) > LONGEST_SUBSTITUTE:
        raise BadSubstitute(character=character, limit=LONGEST_SUBSTITUTE)
    check_all((text,), where=case.case_no)
    return text
