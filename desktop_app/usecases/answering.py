"""What happens on a case before it is reported: briefing, the seat, answers, evidence, corrections, cancelling."""

from __future__ import annotations

import mimetypes
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain import answers, decisions, restoring
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import TransferCase
from desktop_app.domain.circumstances import check_own_declaration
from desktop_app.domain.facts import (
    BriefingRecorded,
    CaseCorrected,
    SeatTakenBack,
    SigningRefused,
    StoredFile,
)
from desktop_app.domain.lines import programme_of_case
from desktop_app.domain.names import clean_text
from desktop_app.domain.programme import Programme
from desktop_app.domain.restoring_facts import TakenAwayRestored
from desktop_app.errors import EvidenceTooLarge, EvidenceUnreadable, WrongTransferee
from desktop_app.exchange.circumstance_file import circumstance_rules
from desktop_app.usecases.people import SEAT_KEY, require_seat_free, seat_case, unlock_person
from desktop_app.usecases.raising import not_signed, raised


@dataclass(frozen=True, slots=True)
class Briefing:
    """The record of a briefing, as entered; an empty ``briefed_by`` means the person at the desk."""

    briefed_on: date
    method: str
    place: str = ""
    briefed_by: str = ""
    acknowledged: bool = True


def open_case(app: App, case_no: str) -> tuple[TransferCase, Programme]:
    """Return a case and the programme version it stays on, with the case's own lines; raises UnknownCase."""
    case = app.record.case(app.record.case_id_of(case_no))
    programme = app.workplace.programme_of(case.programme_id, case.programme_version)
    return case, programme_of_case(programme, case)


def record_briefing(app: App, case_id: str, briefing: Briefing) -> None:
    """Record that the transferee was briefed (measures H6)."""
    require_seat_free(app)
    case = app.record.case(case_id)
    fact = BriefingRecorded(
        case_id,
        briefing.briefed_on,
        briefing.briefed_by.strip() or app.person.name,
        briefing.method,
        briefing.place.strip(),
        briefing.acknowledged,
    )
    app.commit(decisions.record_briefing(case, fact, app.today()))


def hand_over_seat(app: App, case_id: str) -> None:
    """Let the transferee sit down: from here on, a restart included, only this case can be worked on."""
    require_seat_free(app)
    app.commit(decisions.hand_over_seat(app.record.case(case_id)), desk={SEAT_KEY: case_id.encode()})


def identify_transferee(app: App, case_id: str, employee_no: str) -> None:
    """Check that the person who sat down is the transferee; raises WrongTransferee."""
    if app.record.case(case_id).transferee.employee_no != employee_no.strip():
        raise WrongTransferee


def take_seat_back(app: App, person_id: str, pin: str) -> None:
    """A member takes the seat back with their PIN. Raises WrongPin, PinLocked."""
    unlock_person(app, person_id, pin)
    case_id = seat_case(app)
    if case_id is not None:
        app.person_id = person_id
        app.commit((SeatTakenBack(case_id),), desk={SEAT_KEY: None})


def answer_item(app: App, case_id: str, item_id: str, entry: AnswerInput) -> None:
    """Record an answer; whose hand it was follows from who has the seat."""
    answer_items(app, case_id, {item_id: entry})


def answer_items(app: App, case_id: str, entries: dict[str, AnswerInput]) -> None:
    """Record several answers as one act: all or none."""
    answers.check_evidence_counts({item_id: len(entry.evidence) for item_id, entry in entries.items()})
    case, programme = open_case(app, case_id)
    by_transferee = require_seat_for(app, case.case_id)
    today, rules = app.today(), circumstance_rules()
    for item_id, entry in entries.items():
        check_own_declaration(case, rules, item_id, entry.answer, by_transferee=by_transferee)
    facts = [
        fact
        for item_id, entry in entries.items()
        for fact in answers.answer_item(case, programme, item_id, entry, today=today, by_transferee=by_transferee)
    ]
    if facts:
        app.commit(tuple(facts))


def choose_answer(app: App, case_id: str, item_id: str, place: str) -> None:
    """Choose one of the answers that were given to an item on two PCs; the others stay in the history."""
    case = app.record.case(case_id)
    by_transferee = require_seat_for(app, case.case_id)
    facts = answers.choose_answer(case, item_id, place, by_transferee=by_transferee)
    if facts:
        app.commit(facts)


def withdraw_answer(app: App, case_id: str, item_id: str) -> None:
    """Take an answer back, as a new fact."""
    case = app.record.case(case_id)
    require_seat_for(app, case.case_id)
    facts = answers.withdraw_answer(case, item_id)
    if facts:
        app.commit(facts)


def keep_evidence(app: App, case_id: str, path: Path) -> StoredFile:
    """Seal a copy of an evidence file; it becomes part of the record with the answer that names it.

    Raises EvidenceTooLarge, EvidenceUnreadable, DiskFull.
    """
    case, programme = open_case(app, case_id)
    require_seat_for(app, case.case_id)
    limit = programme.evidence_max_bytes
    name = evidence_name(path.name)
    try:
        if not path.is_file():  # a pipe would keep us waiting for ever
            raise EvidenceUnreadable(name=name)
        with path.open("rb") as file:
            data = file.read(limit + 1)
            size = os.fstat(file.fileno()).st_size
    except (OSError, ValueError) as error:
        raise EvidenceUnreadable(name=name) from error
    if len(data) > limit:
        raise EvidenceTooLarge(name=name, size=max(size, len(data)), limit=limit)
    return app.files.put(name, media_type_of(name), data, app.recipients())


def evidence_name(name: str) -> str:
    """Return a file's name as the record takes it: it is shown on other PCs, so no directions, controls or folders."""
    return clean_text(name.replace("/", "").replace("\\", "")).text or "evidence"


def media_type_of(name: str) -> str:
    """Return the media type that a file's name speaks of."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def read_file(app: App, kept: StoredFile) -> bytes:
    """Return a kept paper or evidence file in clear; raises FileNotHere, FileDamaged."""
    return app.files.get(kept, app.identities())


def refuse_signing(app: App, case_id: str, note: str) -> None:
    """Record that the transferee was given the explanation and does not sign; it raises a finding."""
    case, programme = open_case(app, case_id)
    require_seat_for(app, case.case_id)
    explained_by = case.briefing.briefed_by if case.briefing else app.person.name
    fact = SigningRefused(case_id, app.today(), explained_by, note.strip())
    app.commit((*decisions.refuse_signing(case, fact, programme), *raised(app, (not_signed(case, fact),))))


def correct_case(app: App, correction: CaseCorrected) -> None:
    """Correct a wrongly entered name, date or place, as a fact."""
    require_seat_free(app)
    facts = decisions.correct_case(app.record.case(correction.case_id), correction)
    if facts:
        app.commit(facts)


def cancel_case(app: App, case_id: str, reason: str) -> None:
    """The transfer was called off; the case stays in the ledger."""
    require_seat_free(app)
    app.commit(decisions.cancel_case(app.record.case(case_id), reason, app.today()))


def withdraw_cancellation(app: App, case_id: str, reason: str) -> None:
    """The cancelling was a mistake; the case goes on."""
    require_seat_free(app)
    app.commit(decisions.withdraw_cancellation(app.record.case(case_id), reason))


def restore_taken_away(app: App, case_id: str, restored: TakenAwayRestored) -> None:
    """Record that what a cancelled transfer took away came back. Raises what ``restoring.restore`` raises."""
    require_seat_free(app)
    case, programme = open_case(app, case_id)
    app.commit(restoring.restore(case, programme, restored, app.today()))


def require_seat_for(app: App, case_id: str) -> bool:
    """Return whether the transferee of this case has the seat; raises SeatHandedOver while another one has."""
    seated = seat_case(app)
    if seated is not None and seated != case_id:
        require_seat_free(app)
    return seated is not None
