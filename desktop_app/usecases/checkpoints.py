"""The daily checkpoint that headquarters leaves on a workplace's share (share protocol, hq/ckpt), and keeps itself.

Prepared on the desk, placed on the share lane, noted on the desk, as a sync is. Where the workplace has a time-stamp
service, it also says when a checkpoint was there: the client lives with the papers, the file with the share.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import dataclass, field
from datetime import date

from desktop_app.app import App
from desktop_app.domain.clock import office_date
from desktop_app.domain.facts import Role
from desktop_app.errors import CheckpointNone
from desktop_app.journal.entry import GENESIS
from desktop_app.keys.identity import read_certificate
from desktop_app.papers.signing.timestamp import Stamper, token_in
from desktop_app.share.address import open_store
from desktop_app.share.attempts import Placed, place
from desktop_app.share.checkpoint import Checkpoint, CheckpointHead, make_checkpoint
from desktop_app.share.layout import checkpoint_paths
from desktop_app.share.signed import sign_note
from desktop_app.store.segments import Segments
from desktop_app.usecases.issuing import issuers_above
from desktop_app.usecases.share_errand import trust_of
from desktop_app.usecases.share_folder import share_address
from desktop_app.usecases.share_login import password_for
from desktop_app.usecases.timestamping import stamper_of

_LAST_KEY = "checkpoint/last"
_FILE_KEY = "checkpoint/file"


@dataclass(frozen=True, slots=True)
class CheckpointTask:
    """A checkpoint to be placed."""

    address: str
    day: date
    number: int
    note: bytes = field(repr=False)
    stamper: Stamper | None = None
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class PlacedCheckpoint:
    """One that is on the share, or stands in the way (``data`` empty): the next sync tries again."""

    task: CheckpointTask
    data: bytes = field(repr=False)


def prepare_checkpoint(app: App) -> CheckpointTask | None:
    """Return the checkpoint that is due: one a day, by the second line; None when there is nothing to do."""
    address = share_address(app)
    last = json.loads(app.record.desk.get(_LAST_KEY) or b"{}")
    now = app.now()
    today = office_date(now)  # asked once: its name and what it says are of one day
    if address is None or app.person.role is not Role.SECOND_LINE or last.get("day") == today.isoformat():
        return None
    heads = _heads(app)
    if not heads:
        return None
    number = int(last.get("number", 0)) + 1
    checkpoint = Checkpoint(
        workplace_id=trust_of(app).workplace_id,
        number=number,
        prev=str(last.get("sha256", GENESIS)),
        at=now,
        heads=heads,
    )
    certificate = read_certificate(app.workplace.device_certificates(app.device.device_id)[-1].encode())
    note = sign_note(checkpoint, certificate, app.device.sign, issuers_above(app, certificate))
    return CheckpointTask(address, today, number, note, stamper_of(app), password_for(app.surroundings, address))


def place_checkpoint(task: CheckpointTask) -> PlacedCheckpoint:
    """Have it stamped where a service is set, and put it on the share. For the share lane: no database.

    Raises the store's errors.
    """
    data = make_checkpoint(task.note, _stamp(task))
    placed = place(open_store(task.address, password=task.password), checkpoint_paths(task.day), data)
    return PlacedCheckpoint(task, data if placed.how in {Placed.WRITTEN, Placed.THERE} else b"")


def note_checkpoint(app: App, placed: PlacedCheckpoint) -> None:
    """Keep what was placed: the next one names it, and an auditor may be given it. For the desk lane."""
    if not placed.data:
        return
    last = {
        "day": placed.task.day.isoformat(),
        "number": placed.task.number,
        "sha256": hashlib.sha256(placed.data).hexdigest(),
    }
    app.record.desk.put({_LAST_KEY: json.dumps(last).encode(), _FILE_KEY: placed.data})


def leave_checkpoint(app: App) -> bool:
    """Do the three in turn, for whoever has only one thread; whether one was left. Raises the store's errors."""
    task = prepare_checkpoint(app)
    if task is None:
        return False
    placed = place_checkpoint(task)
    note_checkpoint(app, placed)
    return bool(placed.data)


def kept_checkpoint(app: App) -> bytes:
    """Return the newest checkpoint this headquarters left, as a file for an auditor. Raises CheckpointNone."""
    kept = app.record.desk.get(_FILE_KEY)
    if kept is None:
        raise CheckpointNone
    return kept


def _heads(app: App) -> dict[str, CheckpointHead]:
    """Return where every PC's segments stand here, but for our own that are not on the share yet."""
    segments = Segments(app.record.database)
    waiting = {kept.seq for kept in segments.outbox(app.device.device_id)}
    heads = {}
    for device in sorted({device for device, _year, _seq in segments.places()}):
        end = segments.end(device)
        if end is not None and not (device == app.device.device_id and waiting):
            heads[device] = CheckpointHead(end.seq, end.sha256, end.last_entry)
    return heads


def _stamp(task: CheckpointTask) -> bytes:
    if task.stamper is None:
        return b""
    attributes = asyncio.run(task.stamper.stamp(task.note))
    return token_in(attributes) if attributes is not None else b""
