"""The inbox at the workplace: what a sync brought is taken in or kept aside, and nothing of it is lost.

Anybody may leave something in the inbox, so little is promised to it: of what does not open only a note is kept (the
share has the file); what was made with one of our tickets is kept whole until a person has decided.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import desktop_app.errors as known_errors
from desktop_app.app import App
from desktop_app.domain import tickets
from desktop_app.domain.ticket_facts import SubmissionTakenIn
from desktop_app.errors import (
    FileDamaged,
    FileNotHere,
    SeatHandedOver,
    SekishoError,
    SubmissionRefused,
    SubmissionTampered,
    SubmissionUnreadable,
    Unavailable,
    UnknownCase,
)
from desktop_app.keys.identity import fingerprint
from desktop_app.share.submissions import LARGEST_SUBMISSION, number_of, open_submission, submission_hash
from desktop_app.usecases.ticket_intake import take_submission, ticket_meant
from desktop_app.usecases.ticket_post import SEEN_KEY, refusal_for, submissions_seen, with_receipt

ASIDE_KEY = "tickets/aside"
"""Desk state: what was kept aside, the newest last."""

TORN_KEY = "tickets/torn"
"""Desk state: paths of files that did not open when last seen, with their hash; they may still be on their way."""

MOST_NOTES = 100
"""Notes on files nobody can open; older ones are forgotten, the files stay on the share."""

UNLIKE_FROM = 100
"""Bytes from which on no two sealed files are alike; a shorter beginning may be anybody's, and still be growing."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A submission that was not taken in. ``case_id`` is empty where no ticket of ours is meant."""

    sha256: str
    number: str
    at: datetime
    error: SekishoError
    case_id: str

    @property
    def can_be_taken_in(self) -> bool:
        """Whether a person may take it in all the same."""
        return isinstance(self.error, SubmissionRefused) and self.error.reason == "expired"


def take_inbox(app: App, brought: Mapping[str, bytes]) -> tuple[SubmissionTakenIn, ...]:
    """Judge what a sync brought (bytes by path) and take in what may be; the rest is kept aside."""
    _look_again(app)
    taken, seen, whole = [], set(submissions_seen(app)), []
    known = {one["sha256"] for one in _read(app, ASIDE_KEY, [])}
    torn = {path: sha for path, sha in _read(app, TORN_KEY, {}).items() if path in brought}
    for path, sealed in brought.items():
        sha256 = submission_hash(sealed)
        if sha256 in known:
            seen.add(path)
            continue
        try:
            taken.append(take_submission(app, sealed))
        except (SeatHandedOver, Unavailable):
            continue  # not now; the next sync brings it again
        except (SubmissionUnreadable, SubmissionRefused, SubmissionTampered) as error:
            if _may_be_torn(error) and sealed and torn.get(path) != sha256:
                torn[path] = sha256
                continue
            _set_aside(app, sealed, error, path)
            if isinstance(error, SubmissionRefused):
                whole.append(sealed)
        else:
            whole.append(sealed)
        torn.pop(path, None)
        seen.add(path)
    begun = {path for path in torn if any(_begins(brought[path], other) for other in whole)}
    if brought:
        torn = {path: sha256 for path, sha256 in torn.items() if path not in begun}
        _write(app, {SEEN_KEY: sorted(seen | begun), TORN_KEY: torn})
    _forget_beginnings(app, whole)
    return tuple(taken)


def take_file(app: App, path: Path, *, although_expired: bool = False) -> SubmissionTakenIn:
    """Take in a submission that came as a file (USB, mail); raises what take_submission raises. The file stays."""
    sealed = read_file_of(path, LARGEST_SUBMISSION)
    taken = take_submission(app, sealed, although_expired=although_expired)
    _forget(app, taken.submission_sha256)
    _forget_beginnings(app, (sealed,))
    return taken


def aside(app: App) -> tuple[Aside, ...]:
    """Return what was kept aside, the newest first."""
    return tuple(_aside(one) for one in reversed(_read(app, ASIDE_KEY, [])))


def take_aside(app: App, sha256: str) -> SubmissionTakenIn:
    """Take in, after all, what was kept aside because its ticket had run out. Raises what take_submission raises."""
    try:
        sealed = app.files.sealed(sha256)
    except (FileDamaged, FileNotHere):
        raise SubmissionUnreadable(reason="missing") from None
    taken = take_submission(app, sealed, although_expired=True)
    _forget(app, sha256)
    return taken


def aside_file(app: App, sha256: str) -> bytes:
    """Return what was kept aside as it came; raises FileNotHere, FileDamaged."""
    return app.files.sealed(sha256)


def put_away(app: App, sha256: str) -> None:
    """Somebody has seen it: strike it off the list. What lies on the share stays there."""
    _forget(app, sha256)


def read_file_of(path: Path, limit: int) -> bytes:
    """Return a submission's file; raises SubmissionUnreadable."""
    try:
        if not path.is_file():  # a pipe would keep us waiting for ever
            raise SubmissionUnreadable(reason="missing")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError):
        raise SubmissionUnreadable(reason="missing") from None
    if len(data) > limit:
        raise SubmissionUnreadable(reason="too_large")
    return data


def _begins(torn: bytes, whole: bytes) -> bool:
    return len(torn) >= UNLIKE_FROM and whole.startswith(torn)


def _may_be_torn(error: SekishoError) -> bool:
    return isinstance(error, SubmissionUnreadable) and error.reason == "format"


def _set_aside(app: App, sealed: bytes, error: SekishoError, path: str) -> None:
    sha256, case_id, letters, waits = submission_hash(sealed), "", {}, {}
    with suppress(SekishoError):
        opened = open_submission(sealed, app.identities())
        meant = ticket_meant(app, opened)
        if error.facts.get("reason") in {"unknown", "ahead"}:
            submission = opened.submission
            waits = {"case": submission.case_id, "ticket": submission.ticket_id, "returns": submission.returns}
        elif meant is not None:
            case, ticket = meant
            if tickets.taken_in(case, ticket.ticket_id) is not None and _was_taken_in(case, sha256):
                return  # the very same file again, e.g. under another name: it has its receipt
            case_id = case.case_id
            app.files.put_sealed(sha256, sealed)
            reason = str(error.facts.get("reason", ""))
            refusal = refusal_for(app, ticket, sha256, fingerprint(opened.certificate), reason)
            letters = with_receipt(app, opened.submission.signed_at, sha256, refusal)
    note = {
        "sha256": sha256,
        "at": app.now().isoformat(),
        "kind": type(error).__name__,
        "facts": {name: str(value) for name, value in error.facts.items()},
        "case_id": case_id,
        "size": len(sealed),
        "path": path,
        "waits": waits,
    }
    notes = [*_read(app, ASIDE_KEY, []), note]
    strangers = [one for one in notes if not one["case_id"]]
    forgotten = {one["sha256"] for one in strangers[:-MOST_NOTES]}
    _write(app, {ASIDE_KEY: [one for one in notes if one["sha256"] not in forgotten]}, letters)


def _look_again(app: App) -> None:
    """Strike off what has become clear since: taken in on another PC, or now known here, so that it is brought again.

    A declaration may be in the inbox before its ticket, or the return that it answers, has come here from the PC that
    issued it.
    """
    for note in _read(app, ASIDE_KEY, []):
        waits = note.get("waits") or {}
        try:
            case = app.record.case(waits.get("case") or note["case_id"])
        except UnknownCase:
            continue
        taken = _was_taken_in(case, note["sha256"])
        known = waits and tickets.issued(case, waits["ticket"]) is not None and waits["returns"] <= len(case.returns)
        if taken or known:
            _forget(app, note["sha256"])
        if known and not taken:
            _write(app, {SEEN_KEY: sorted(submissions_seen(app) - {note["path"]})})


def _forget_beginnings(app: App, whole: Collection[bytes]) -> None:
    """Strike off what nobody can open because its sender was cut off, once the same has come whole.

    A transferee may not delete what they left, and hands the very same bytes in again under another name.
    """
    for note in _read(app, ASIDE_KEY, []):
        size = note.get("size", 0)
        longer = [sealed for sealed in whole if len(sealed) > size >= UNLIKE_FROM]
        if any(submission_hash(sealed[:size]) == note["sha256"] for sealed in longer):
            _forget(app, note["sha256"])


def _was_taken_in(case: Any, sha256: str) -> bool:
    return any(isinstance(f, SubmissionTakenIn) and f.submission_sha256 == sha256 for f in case.tickets)


def _aside(note: dict[str, Any]) -> Aside:
    kind = getattr(known_errors, note["kind"])
    at = datetime.fromisoformat(note["at"])
    return Aside(note["sha256"], number_of(note["sha256"]), at, kind(**note["facts"]), note["case_id"])


def _forget(app: App, sha256: str) -> None:
    notes = _read(app, ASIDE_KEY, [])
    left = [one for one in notes if one["sha256"] != sha256]
    if left != notes:
        _write(app, {ASIDE_KEY: left})
        with suppress(OSError):  # no fact names it, so it is not part of the record
            app.files.path(sha256).unlink(missing_ok=True)


def _read(app: App, key: str, empty: Any) -> Any:
    stored = app.record.desk.get(key)
    return json.loads(stored) if stored else empty


def _write(app: App, values: dict[str, Any], also: Mapping[str, bytes | None] | None = None) -> None:
    app.record.desk.put({key: json.dumps(value).encode() for key, value in values.items()} | dict(also or {}))
