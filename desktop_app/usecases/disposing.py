"""What a PC does once a fiscal year was disposed of: it compares, removes the year here, and says so.

On the PC that carries the order out at once, on every other before its next errand, and only when its own date has
come so far: a PC whose clock is years ahead makes nobody else delete (share protocol, principle 7). Killed at any
moment it goes on where it was: rows go in one transaction that also notes what is left to do.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.app import FISCAL_PREFIX, App
from desktop_app.domain.disposal_facts import DisposalDone
from desktop_app.domain.disposals import Disposal, DisposalStage
from desktop_app.domain.disposed import farthest
from desktop_app.errors import DisposalDiffers
from desktop_app.journal.codec import decode_value, encode_value
from desktop_app.keys.fiscal import year_of_secret
from desktop_app.store.desk import Desk
from desktop_app.store.may_record import membership_over
from desktop_app.store.removal import entries_in, files_named, names_in, remove, remove_secrets
from desktop_app.usecases.database_key import renew_database_key
from desktop_app.usecases.disposal_comparing import differences, part_of
from desktop_app.usecases.disposal_files import sealed_again

_LEFT_KEY = "disposal/left-to-do"
_DIFFERS_KEY = "disposal/differs"
"""Desk state: the order whose carried facts are not what this PC holds, and the cases concerned."""


@dataclass(frozen=True, slots=True)
class _Left:
    """What is still to be done after the rows of a year went: files to be removed, and the new database key."""

    order_no: str
    entries: int
    files: tuple[str, ...]
    keys: int


def settle_disposals(app: App, progress: Callable[[int, int], None] | None = None) -> tuple[DisposalDiffers, ...]:
    """Remove here what was disposed of, as far as it is due; returns what does not agree, of which nothing is removed.

    Raises DiskFull and Unavailable; the next time goes on where it was.
    """
    finish_disposal(app, progress)
    own = app.device.device_id
    if membership_over(app.record, own) is not None or own not in app.workplace.devices_in_use:
        return ()
    found: list[DisposalDiffers] = []
    for disposal in app.workplace.disposals.values():
        if disposal.stage is DisposalStage.CARRIED_OUT and own not in disposal.done and _due(app, disposal):
            cases = differences(app, disposal)
            if cases is not None:
                found.append(DisposalDiffers(order_no=disposal.order.order_no, cases=cases))
                continue
            _seal_again(app, disposal)
            _remove(app, disposal)
            finish_disposal(app, progress)
    told = {one.facts["order_no"]: one.facts["cases"] for one in found}
    if told or app.record.desk.get(_DIFFERS_KEY) is not None:
        app.record.desk.put({_DIFFERS_KEY: json.dumps(told).encode() if told else None})
    return tuple(found)


def finish_disposal(app: App, progress: Callable[[int, int], None] | None = None) -> None:
    """Finish what was begun when this PC was switched off; nothing is done where nothing was."""
    stored = app.record.desk.get(_LEFT_KEY)
    if stored is None:
        return
    left = decode_value(stored, _Left)
    for number, name in enumerate(left.files, start=1):
        app.files.remove((name,))  # one by one, so that whoever waits sees it go on
        if progress is not None:
            progress(number, len(left.files) + 1)
    if left.entries or left.files or left.keys:
        renew_database_key(app)
    own = app.device.device_id
    done = DisposalDone(left.order_no, own, left.entries, len(left.files), app.today())
    app.commit((done,), desk={_LEFT_KEY: None}, by="")
    if progress is not None:
        progress(len(left.files) + 1, len(left.files) + 1)


def disposal_differences(app: App) -> tuple[DisposalDiffers, ...]:
    """Return what did not agree when it was last looked at, for an alarm."""
    stored = app.record.desk.get(_DIFFERS_KEY)
    told = json.loads(stored) if stored else {}
    return tuple(DisposalDiffers(order_no=order_no, cases=tuple(cases)) for order_no, cases in told.items())


def _due(app: App, disposal: Disposal) -> bool:
    """Whether this PC's own date has come so far, and what stays is here under its new seal."""
    if app.today() < max(one.done_on for one in disposal.disposed):
        return False
    known = app.workplace.resealed
    if not known:
        return True
    with app.record.database.transaction() as connection:
        named = files_named(connection) & known.keys()
    return all(app.files.now_sealed_as(name) not in known for name in named)


def _seal_again(app: App, disposal: Disposal) -> None:
    """Seal to this year's keys what only this PC has, or only it knew of: nobody could open it any more."""
    facts = tuple(sealed_again(app, disposal.order, app.record.disposed.gone, missing_ok=True))
    if facts:
        app.commit(facts, by="")


def _remove(app: App, disposal: Disposal) -> None:
    year = disposal.order.fiscal_year
    part = part_of(app, disposal)
    chains = farthest(chain for one in disposal.disposed for chain in one.chains)
    secrets = [name for name in app.record.desk.secrets(FISCAL_PREFIX) if year_of_secret(name) <= year]
    formerly = _formerly(app)
    with app.record.database.transaction() as connection:
        candidates: set[str] = set()
        for signed, _body in entries_in(connection, part):
            candidates |= names_in(signed.body)
        count = remove(connection, part, chains, year)
        remove_secrets(connection, secrets)
        files = (candidates - files_named(connection)) | formerly
        here = tuple(name for name in sorted(files) if app.files.has(name))
        Desk.write(connection, {_LEFT_KEY: encode_value(_Left(disposal.order.order_no, count, here, len(secrets)))})


def _formerly(app: App) -> set[str]:
    """Return the ciphertexts of files that lie here under a newer seal."""
    known = app.workplace.resealed
    return {name for name, later in known.items() if any(app.files.has(one) for one in later)}
