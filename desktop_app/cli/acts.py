"""``case brief|answer|sign|report|refuse|cancel|correct|substitute``: up to the report, and corrections."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_app.app import App
from desktop_app.cli.cases import line_data, write_paper_to
from desktop_app.cli.intake import day_of
from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said
from desktop_app.cli.session import at_desk
from desktop_app.domain.answers import check_evidence_counts
from desktop_app.domain.case import TransferCase
from desktop_app.domain.facts import CaseCorrected, Post, Transferee
from desktop_app.domain.programme import Programme
from desktop_app.errors import ChoiceMissing
from desktop_app.exchange.answers_file import FileAnswer, read_answers, read_strokes
from desktop_app.labels import state_label
from desktop_app.sentences.papers import timestamp_words
from desktop_app.text import _, language, ngettext
from desktop_app.usecases import answering
from desktop_app.usecases.answering import Briefing
from desktop_app.usecases.desk import open_for_reading

if TYPE_CHECKING:
    from desktop_app.usecases.substitutes import Needed


def outcome(app: App, case_id: str, *words: str) -> Said:
    """Return how a case stands after an act."""
    line = open_for_reading(app, case_id).line
    stands = _("{case_no}: {state}").format(case_no=line.summary.case_no, state=state_label(line.summary.state))
    return Said({"case": line_data(line)}, (*words, stands))


def stamped(app: App, case_id: str) -> tuple[str, ...]:
    """Return why the signature just made has no time stamp, if one was wanted."""
    case = app.record.case(case_id)
    signed = case.confirmation or case.report
    words = timestamp_words(signed.timestamp) if signed else ""
    return (words,) if words else ()


def brief(options: argparse.Namespace) -> Said:
    """Record the briefing together with the transferee's acknowledgement."""
    with at_desk(options) as app:
        case, programme = answering.open_case(app, options.case)
        methods = programme.briefing.methods
        method = options.method or (methods[0][language()] if methods else "")
        briefed_on = day_of(app, options.on) if options.on else app.today()
        answering.record_briefing(app, case.case_id, Briefing(briefed_on, method, options.place, options.by))
        return outcome(app, case.case_id, _("The briefing is recorded."))


def answer(options: argparse.Namespace) -> Said:
    """Take in answers from a file, all or none."""
    given = read_answers(file_of(options.source))
    with at_desk(options) as app:
        case, programme = answering.open_case(app, options.case)
        return outcome(app, case.case_id, record_answers(app, case, programme, given))


def record_answers(app: App, case: TransferCase, programme: Programme, given: Mapping[str, FileAnswer]) -> str:
    """Record the answers of a file, all or none, with their evidence; returns what to say."""
    for item_id in given:
        programme.item(item_id)
    # Before any file is sealed: what no answer names would lie there for ever.
    check_evidence_counts({item_id: len(one.evidence) for item_id, one in given.items()})
    entries = {}
    for item_id, one in given.items():
        kept = tuple(answering.keep_evidence(app, case.case_id, path) for path in one.evidence)
        entries[item_id] = replace(one.entry, evidence=kept)
    answering.answer_items(app, case.case_id, entries)
    words = ngettext("{count} answer is recorded.", "{count} answers are recorded.", len(entries))
    return words.format(count=len(entries))


def sign(options: argparse.Namespace) -> Said:
    """Sign and hand in the report."""
    from desktop_app.usecases.reporting import sign_and_report

    strokes = read_strokes(file_of(options.strokes))
    with at_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        paper = sign_and_report(app, case_id, strokes, options.late_reason)
        said = outcome(app, case_id, _("The report is signed and handed in."), *stamped(app, case_id))
        data = said.data | {"paper": {"name": paper.name, "sha256": paper.sha256}}
        if options.out:
            data["out"], _name = write_paper_to(app, case_id, options.out)
        return Said(data, said.lines)


def refuse(options: argparse.Namespace) -> Said:
    """Record that the transferee was given the explanation and does not sign."""
    with at_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        answering.refuse_signing(app, case_id, options.note)
        return outcome(app, case_id, _("It is recorded that the explanation was given. A superior closes the case."))


def cancel(options: argparse.Namespace) -> Said:
    """The transfer was called off, or calling it off was a mistake."""
    with at_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        if options.withdraw:
            answering.withdraw_cancellation(app, case_id, options.reason)
            return outcome(app, case_id, _("The cancellation is withdrawn."))
        answering.cancel_case(app, case_id, options.reason)
        return outcome(app, case_id, _("The transfer is cancelled. It stays in the ledger."))


def correct(options: argparse.Namespace) -> Said:
    """Correct a wrongly entered name, date or place; papers already signed stay as they were."""
    with at_desk(options) as app:
        case, _programme = answering.open_case(app, options.case)
        correction = CaseCorrected(
            case.case_id,
            options.reason,
            transferee=_transferee(options, case),
            origin=_origin(options, case),
            destination=_destination(options, case),
            effective_date=day_of(app, options.effective_date) if options.effective_date else None,
            notice_date=day_of(app, options.notice_date) if options.notice_date else None,
            transfer_type=options.transfer_type,
        )
        answering.correct_case(app, correction)
        return outcome(app, case.case_id, _("The correction is recorded."))


def substitute(options: argparse.Namespace) -> Said:
    """Choose what papers show for characters that cannot be printed, or list those characters."""
    from desktop_app.usecases import substitutes

    chosen = {character: text for given in options.char for character, text in (_pair(given),)}
    chosen |= dict.fromkeys(options.blank, "")
    with at_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        if chosen:
            substitutes.choose_substitutes(app, case_id, chosen)
        needed = substitutes.substitutes_needed(app, case_id)
        case_no = app.record.case(case_id).case_no
    data = [{"character": each.character, "text": each.text, "chosen": each.chosen} for each in needed]
    lines = tuple(_needed_line(each) for each in needed) or (_("Every character can be printed."),)
    return Said({"case_no": case_no, "substitutes": data}, lines)


def _pair(given: str) -> tuple[str, str]:
    character, equals, text = given.partition("=")
    if not equals or not text:
        raise ChoiceMissing(option=_("--char CHARACTER=TEXT or --blank CHARACTER"))
    return character, text


def _needed_line(needed: Needed) -> str:
    shown = {None: _("nothing chosen yet"), "": _("a blank to be filled in by hand")}.get(needed.chosen, needed.chosen)
    return _("{character} (U+{code}) in {text}: {shown}").format(
        character=needed.character, code=f"{ord(needed.character):04X}", text=needed.text, shown=shown
    )


def _transferee(options: argparse.Namespace, case: TransferCase) -> Transferee:
    person = case.transferee
    return Transferee(
        options.employee_no or person.employee_no, options.name or person.name, options.kana or person.kana
    )


def _origin(options: argparse.Namespace, case: TransferCase) -> Post:
    post = case.origin
    return replace(post, department=options.department or post.department, org_code=options.org_code or post.org_code)


def _destination(options: argparse.Namespace, case: TransferCase) -> Post:
    post = case.destination
    return replace(
        post,
        company=options.destination_company or post.company,
        department=options.destination_department or post.department,
    )
