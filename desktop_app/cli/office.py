"""``case lines|circumstance|leave-rest|finish|link``: what a case knows besides its ordinary way."""

from __future__ import annotations

import argparse
from datetime import date

from desktop_app.app import App
from desktop_app.cli.intake import day_of
from desktop_app.cli.masters import pairs
from desktop_app.cli.said import Said
from desktop_app.cli.session import at_desk, at_free_desk
from desktop_app.domain.case import still_open
from desktop_app.domain.circumstances import CircumstanceKind, DetailType
from desktop_app.errors import DetailUnknown
from desktop_app.text import _, language, ngettext
from desktop_app.usecases import circumstances
from desktop_app.usecases.answering import open_case
from desktop_app.usecases.lines import choose_lines, offers_for


def lines(options: argparse.Namespace) -> Said:
    """Choose what the person used, or list what there is."""
    with at_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        if options.use or options.none:
            chosen = [(kind, code) for kind, _colon, code in (one.partition(":") for one in options.use)]
            count = choose_lines(app, case_id, chosen)
            words = ngettext("{count} line to be answered.", "{count} lines to be answered.", count)
            return Said({"lines": count}, (words.format(count=count),))
        found = offers_for(app, case_id)
    offered = [
        {
            "kind": one.kind.id,
            "code": one.version.code,
            "name": one.version.name,
            "chosen": one.chosen,
            "items": one.items,
        }
        for one in found.entries
    ]
    told = [f"{'*' if one['chosen'] else ' '} {one['kind']}:{one['code']}  {one['name']}" for one in offered]
    return Said({"offers": offered}, tuple(told) or (_("The masters have nothing to choose from."),))


def circumstance(options: argparse.Namespace) -> Said:
    """Record a circumstance, end one, or list those that hold."""
    with at_free_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        if options.kind is None:
            held = app.record.case(case_id).circumstances
            known = [f"{kind.id}  {kind.title[language()]}" for kind in circumstances.rules().kinds]
            told = [{"kind": one.kind, "recorded_on": one.recorded_on, "details": one.details} for one in held]
            return Said({"circumstances": told}, tuple(known))
        kind = circumstances.rules().kind(options.kind)
        if options.end:
            circumstances.end_circumstance(app, case_id, kind.id, day_of(app, options.end), options.note)
        else:
            circumstances.record_circumstance(app, case_id, kind.id, _details(app, kind, pairs(options.detail)))
    return Said({"kind": kind.id}, (_("Recorded: {what}").format(what=kind.title[language()]),))


def leave_rest(options: argparse.Namespace) -> Said:
    """Leave all but the first items of an urgent case open."""
    with at_desk(options) as app:
        count = circumstances.leave_the_rest(app, app.record.case_id_of(options.case), options.note)
    words = ngettext("{count} item stays open and follows.", "{count} items stay open and follow.", count)
    return Said({"items": count}, (words.format(count=count),))


def finish(options: argparse.Namespace) -> Said:
    """An item reported as 未完了 was done, or list what is open."""
    with at_free_desk(options) as app:
        case, programme = open_case(app, options.case)
        if options.item:
            done_on = _day(app, options.on)
            given = {"done_on": done_on, "reference": options.reference, "note": options.note}
            circumstances.finish_open_item(app, case.case_id, options.item, **given)
            case, programme = open_case(app, options.case)
        left = still_open(case, programme)
    told = [f"{one.item_id}  {programme.item(one.item_id).text[language()]}" for one in left]
    return Said({"open": [one.item_id for one in left]}, tuple(told) or (_("Nothing is open."),))


def link(options: argparse.Namespace) -> Said:
    """Link two cases of one person."""
    with at_free_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        circumstances.link_cases(app, case_id, options.other, options.note)
        taken = circumstances.take_over_answers(app, case_id, options.other) if options.take_over else 0
    words = ngettext("{count} answer was taken over.", "{count} answers were taken over.", taken)
    lines_said = (_("The cases are linked."), *((words.format(count=taken),) if options.take_over else ()))
    return Said({"linked": options.other, "taken_over": taken}, lines_said)


def _day(app: App, text: str | None) -> date | None:
    return day_of(app, text) if text else None


def _details(app: App, kind: CircumstanceKind, given: dict[str, str]) -> dict[str, str]:
    """Return details by their names, dates as ISO, choices by their codes; each may be given in the words people read.

    Raises DetailUnknown, BadDate.
    """
    found = {}
    for called, text in given.items():
        detail = next((one for one in kind.details if called in {one.name, one.label.ja, one.label.en}), None)
        if detail is None:
            raise DetailUnknown(field=called, known=tuple(one.label[language()] for one in kind.details))
        read = day_of(app, text).isoformat() if detail.type is DetailType.DATE and text else text
        found[detail.name] = next((code for code, words in detail.choices if read in {words.ja, words.en}), read)
    return found
