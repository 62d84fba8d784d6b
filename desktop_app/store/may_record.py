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
    """Return why not: this PC, or the person *author*, was removed from the workplace. None while all is well.

    A removed PC cannot open the facts that say so; the revocation list in ``trust/`` told it (note_own_end).
    """
    noted = (record.desk.get(_OWN_END_KEY) or b"").decode().partition(" ")
    told = datetime.fromisoformat(noted[2]) if noted[0] == device_id else None
    return record.workplace.membership_over(device_id, author, told)


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
    """Return how many entries of each PC are here that came after its end; they are kept and do not count."""
    last = record.heads()
    return {device: last[device] - end for device, end in record.ends.items() if last.get(device, 0) > end}
