"""``case move|consult|move-answer|restore`` and ``history import``."""

from __future__ import annotations

import argparse

from desktop_app.app import App
from desktop_app.cli.acts import outcome
from desktop_app.cli.intake import day_of
from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said
from desktop_app.cli.session import at_free_desk
from desktop_app.domain.restoring import to_restore
from desktop_app.domain.restoring_facts import TakenAwayRestored
from desktop_app.domain.restricted_moves import MoveVerdict, SecondLineAnswer
from desktop_app.sentences.moves import judgement_words
from desktop_app.text import _, language, ngettext
from desktop_app.usecases import restricted_moves
from desktop_app.usecases.answering import open_case, restore_taken_away

_VERDICTS = {
    "allowed": MoveVerdict.ALLOWED,
    "prohibited": MoveVerdict.PROHIBITED,
    "exception": MoveVerdict.EXCEPTION_APPROVED,
}


def show(options: argparse.Namespace) -> Said:
    """Show how the move of a case is judged, after stating its duties if any are given."""
    with at_free_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        if options.from_duties is not None or options.to_duties is not None:
            restricted_moves.state_duties(app, case_id, options.from_duties or "", options.to_duties or "")
        return _said(app, case_id)


def consult(options: argparse.Namespace) -> Said:
    """Record that the second line was asked."""
    with at_free_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        restricted_moves.consult(app, case_id, options.question)
        return _said(app, case_id)


def answer(options: argparse.Namespace) -> Said:
    """Record what the second line answered."""
    with at_free_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        given = SecondLineAnswer(
            verdict=_VERDICTS[options.verdict],
            number=options.number,
            answered_on=day_of(app, options.on) if options.on else app.today(),
            answered_by=options.by,
            reason=options.reason,
            until=day_of(app, options.until) if options.until else None,
        )
        restricted_moves.record_answer(app, case_id, given)
        return _said(app, case_id)


def restore(options: argparse.Namespace) -> Said:
    """Record that what a cancelled transfer took came back, or list what is to be given back."""
    with at_free_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        if options.item:
            restored = TakenAwayRestored(
                case_id,
                options.item,
                day_of(app, options.on) if options.on else app.today(),
                needed=not options.not_needed,
                reference=options.reference,
                note=options.note,
            )
            restore_taken_away(app, case_id, restored)
        left = to_restore(*open_case(app, case_id))
        told = [f"{item.id}  {item.text[language()]}" for item in left] or [_("Nothing is left to be given back.")]
        said = outcome(app, case_id, *told)
    return Said(said.data | {"to_restore": [item.id for item in left]}, said.lines)


def take_over(options: argparse.Namespace) -> Said:
    """Take over assignment history."""
    with at_free_desk(options) as app:
        people = restricted_moves.import_assignments(app, file_of(options.file))
    words = ngettext("History of {count} person taken over.", "History of {count} people taken over.", people)
    return Said({"people": people}, (words.format(count=people),))


def _said(app: App, case_id: str) -> Said:
    standing = restricted_moves.move_standing(app, case_id)
    if standing is None:
        return outcome(app, case_id, _("This programme restricts no moves."))
    judged = standing.judged
    said = outcome(app, case_id, judgement_words(standing.verdict, judged))
    move = {
        "verdict": standing.verdict,
        "judged": judged.verdict,
        "reason": judged.reason,
        "origin": judged.origin.code if judged.origin else "",
        "destination": judged.destination.code if judged.destination else "",
        "last_duty": judged.last_duty,
        "released_on": judged.released_on,
        "asked_on": standing.asked.asked_on if standing.asked else None,
        "number": standing.answered.number if standing.answered else "",
    }
    return Said(said.data | {"move": move}, said.lines)
