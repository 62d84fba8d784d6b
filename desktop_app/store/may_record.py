"""Whether anything more may be recorded on this PC, by this person; and what others recorded after their end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from desktop_app.domain.facts import Fact, case_of
from desktop_app.domain.order_facts import CorrectionOrdered
from desktop_app.domain.roles import require_office
from desktop_app.errors import MembershipOver
from desktop_app.store.record import Record

_OWN_END_KEY = "membership/over"


def membership_over(record: Record, device_id: str, author: str = "") -> MembershipOver | None:
    """Return why not: this PC, or the person *author*, is no member (any more). None while all is well.

    A removed PC cannot open the facts that say so; the revocation list in ``trust/`` told it (note_own_end). One that
    was let in by a PC whose membership had ended does not count until somebody lets it in again.
    """
    noted = (record.desk.get(_OWN_END_KEY) or b"").decode().partition(" ")
    told = datetime.fromisoformat(noted[2]) if noted[0] == device_id else None
    over = record.workplace.membership_over(device_id, author, told)
    return over or _let_in_too_late(record, device_id)


def note_own_end(record: Record, device_id: str, at: datetime) -> None:
    """Keep that a revocation list names this PC."""
    record.desk.put({_OWN_END_KEY: f"{device_id} {at.isoformat()}".encode()})


def require_may_record(record: Record, device_id: str, author: str, facts: Iterable[Fact]) -> None:
    """Raise MembershipOver; NotEntitled when somebody who only reads would record more about a case than an order."""
    over = membership_over(record, device_id, author)
    if over is not None:
        raise over
    person = record.workplace.people.get(author)
    if person is not None:
        for fact in facts:
            if case_of(fact) and not isinstance(fact, CorrectionOrdered):
                require_office(person.role, type(fact).__name__)


def quarantined(record: Record) -> Mapping[str, int]:
    """Return how many entries of each PC are here that do not count and are kept.

    They came after its end, or no fact that counts let it in.
    """
    last, standing = record.heads(), record.standing
    after = {device: last[device] - end for device, end in record.ends.items() if last.get(device, 0) > end}
    return after | {device: last.get(device, 0) for device in standing.left_out}


def _let_in_too_late(record: Record, device_id: str) -> MembershipOver | None:
    enrolled = record.standing.left_out.get(device_id)
    if enrolled is None:
        return None
    host = enrolled.position.device_id
    end, known = record.standing.ends.get(host), record.workplace.devices.get(host)
    return MembershipOver(who="host", name=known.letter if known else "", since=end.at if end else enrolled.at)
