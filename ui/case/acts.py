"""What the case screen asks of the desk lane: small functions that load what they need when they run there."""

from __future__ import annotations

from datetime import date

from desktop_app.app import App
from desktop_app.domain.facts import ExceptionKind, StoredFile
from desktop_app.domain.restoring_facts import TakenAwayRestored


def paper_of(app: App, case_id: str) -> bytes:
    """Return the case's paper as it stands: countersigned, reported, or as it would be signed now."""
    from desktop_app.usecases.answering import read_file
    from desktop_app.usecases.confirming import current_paper
    from desktop_app.usecases.reporting import preview_report

    case = app.record.case(case_id)
    if case.report is not None:
        return read_file(app, current_paper(case))
    return preview_report(app, case_id).pdf


def read(app: App, kept: StoredFile) -> bytes:
    """Return a kept paper."""
    from desktop_app.usecases.answering import read_file

    return read_file(app, kept)


def restore(app: App, case_id: str, item_id: str, needed: bool, reference: str, note: str) -> None:
    """Record that what an item took away came back, or need not."""
    from desktop_app.usecases.answering import restore_taken_away

    restored = TakenAwayRestored(case_id, item_id, app.today(), needed=needed, reference=reference, note=note)
    restore_taken_away(app, case_id, restored)


def record_explanation(app: App, case_id: str, witness: str, pin: str) -> None:
    """Sign the record of the explanation."""
    from desktop_app.usecases.explaining import record_explanation as record

    record(app, case_id, witness, pin)


def close_as_exception(app: App, case_id: str, kind: ExceptionKind, reason: str, pin: str) -> None:
    """End the case as an exception."""
    from desktop_app.usecases.confirming import close_as_exception as close

    close(app, case_id, kind, reason, pin)


def order_correction(app: App, case_id: str, words: str, due_on: date | None, pin: str) -> str:
    """Ask the workplace to put something right; returns the number of the order."""
    from desktop_app.usecases.orders import order_correction as order

    return order(app, case_id, words, due_on, own_pin=pin)


def answer_order(app: App, case_id: str, order_no: str, words: str) -> None:
    """Say what was done about an order."""
    from desktop_app.usecases.orders import answer_order as answer

    answer(app, case_id, order_no, words)
