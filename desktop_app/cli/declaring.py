"""``declare``: the transferee's side of a ticket, on a PC without any home."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from desktop_app.app import App, Surroundings
from desktop_app.cli.acts import record_answers
from desktop_app.cli.places import file_of, home_of
from desktop_app.cli.said import Said, moment
from desktop_app.cli.session import ticket_code
from desktop_app.errors import ChoiceMissing, SekishoError
from desktop_app.exchange.answers_file import read_answers, read_strokes
from desktop_app.exchange.durable import write_whole
from desktop_app.labels import state_label
from desktop_app.sentences import sentence
from desktop_app.sentences.tickets import refusal_words
from desktop_app.text import _
from desktop_app.usecases import answering, declaring, declaring_post
from desktop_app.usecases.declaring_post import DeclarationStanding


def declare(options: argparse.Namespace) -> Said:
    """Open the ticket, answer and sign as far as given, hand in, and say how it stands."""
    answers = read_answers(file_of(options.source)) if options.source else None
    strokes = read_strokes(file_of(options.strokes)) if options.strokes else None
    with _at_ticket(options) as app:
        case_id = declaring.ticket_of(app).case_id
        if options.share is not None:
            declaring_post.choose_share_here(app, options.share)
        trouble = _look_for_replies(app, options)
        lines = [sentence(trouble)] if trouble is not None else []
        case, programme = answering.open_case(app, case_id)
        if answers is not None:
            lines.append(record_answers(app, case, programme, answers))
        if strokes is not None:
            declaring.sign_and_submit(app, case_id, strokes, options.late_reason)
        elif options.refuse:
            declaring.refuse_and_submit(app, case_id)
        if options.out or options.strokes or options.refuse:
            trouble, words = _hand_in(app, options)
            lines.append(words)
        standing = declaring_post.declaration_standing(app)
        if options.copy:
            _write_copy(app, case_id, options.copy)
    return Said(_data(standing, options.out, trouble), (*lines, *_lines(standing)))


@contextmanager
def _at_ticket(options: argparse.Namespace) -> Iterator[App]:
    folder = declaring.tickets_folder(home_of(options))
    app = declaring.open_declaration(folder, file_of(options.ticket), ticket_code(), Surroundings())
    try:
        yield app
    finally:
        app.close()


def _look_for_replies(app: App, options: argparse.Namespace) -> SekishoError | None:
    """Take in what the workplace sent back: it may be the return that lets the transferee answer again."""
    if options.reply:
        declaring_post.take_reply_file(app, file_of(options.reply))
    elif not options.out:
        return declaring_post.deliver(app).trouble
    return None


def _hand_in(app: App, options: argparse.Namespace) -> tuple[SekishoError | None, str]:
    if options.out:
        declaring_post.write_submission(app, file_of(options.out))
        return None, _("The declaration is written: {path}").format(path=file_of(options.out))
    if not declaring_post.share_here(app):
        raise ChoiceMissing(option=_("--out FILE"))
    trouble = declaring_post.deliver(app).trouble
    return trouble, sentence(trouble) if trouble is not None else _("The declaration was left in the share folder.")


def _write_copy(app: App, case_id: str, out: str) -> None:
    report = app.record.case(case_id).report
    if report is not None:
        write_whole(file_of(out), answering.read_file(app, report.pdf))


def _lines(standing: DeclarationStanding) -> list[str]:
    if not standing.number:
        return [_("Nothing has been handed in yet ({state}).").format(state=state_label(standing.state))]
    lines = [_("Number of the declaration: {number}").format(number=standing.number)]
    if standing.refused:
        lines.append(refusal_words(standing.refused))
    elif standing.received_at is not None:
        lines.append(_("Received at {moment} by {name}.").format(moment=moment(standing.received_at), name=standing.by))
    elif standing.should_go_another_way:
        lines.append(
            _("No receipt for {days} days. Hand the declaration over as a file (--out).").format(
                days=standing.waiting_days
            )
        )
    else:
        lines.append(_("No receipt yet."))
    if standing.to_mend:
        lines.append(_("The report was sent back: {count} to mend.").format(count=standing.to_mend))
    return lines


def _data(standing: DeclarationStanding, out: str | None, trouble: SekishoError | None) -> dict[str, Any]:
    return {
        "state": standing.state,
        "number": standing.number,
        "expires_on": standing.expires_on,
        "signed_at": standing.signed_at,
        "sent_at": standing.sent_at,
        "received_at": standing.received_at,
        "received_by": standing.by,
        "refused": standing.refused,
        "to_mend": standing.to_mend,
        "out": out,
        "code": type(trouble).__name__ if trouble is not None else "",
        "trouble": sentence(trouble) if trouble is not None else "",
    }
