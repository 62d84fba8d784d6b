"""Rebuilding a damaged database: from what can still be read in it, the segments kept in it, and the share.

The damaged file is kept beside the new one. Only entries whose signature and chain hold are taken over as they are;
what this PC recorded behind a gap that nothing fills is recorded again, under a new device id.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.app import FISCAL_PREFIX, SHARE_KEY, App, Surroundings, assemble, usable
from desktop_app.domain.clock import office_date
from desktop_app.domain.facts import UnknownFact
from desktop_app.errors import NothingToRepairFrom, SekishoError
from desktop_app.home import Home
from desktop_app.journal.entry import SignedEntry
from desktop_app.sentences import sentence
from desktop_app.store.bases import note_bases
from desktop_app.store.database import create_database
from desktop_app.store.own_device import DEVICE_SECRET
from desktop_app.store.record import Record
from desktop_app.store.salvage import Salvaged, damaged_pages, salvage
from desktop_app.store.segments import Segments
from desktop_app.store.unlocking import unlock
from desktop_app.text import ngettext
from desktop_app.usecases.backup import renew_device
from desktop_app.usecases.new_home import locked
from desktop_app.usecases.repair_sources import Pool, from_share, gather
from desktop_app.usecases.share_login import share_store


@dataclass(frozen=True, slots=True)
class RepairReport:
    """What came of a repair: entries taken over, those behind a gap recorded again, and this PC's lost ones.

    ``from_share`` of the entries came from the share; ``share_trouble`` says why it gave none. ``kept_as`` is where
    the former file lies now. Other PCs' entries that are missing come back with the next sync.
    """

    entries: int
    from_share: int
    recorded_again: int
    lost: tuple[tuple[str, int], ...]
    new_letter: str
    damaged_pages: tuple[int, ...] = ()
    kept_as: Path | None = None
    share_trouble: SekishoError | None = None


def report_words(report: RepairReport) -> tuple[str, ...]:
    """Return what a repair could not take over as it was, and where the rest came from, one sentence each."""
    words: list[str] = []
    if report.from_share:
        words.append(
            ngettext(
                "{count} of them came from the share folder.",
                "{count} of them came from the share folder.",
                report.from_share,
            ).format(count=report.from_share)
        )
    if report.recorded_again:
        words.append(
            ngettext(
                "{count} entry was recorded again.", "{count} entries were recorded again.", report.recorded_again
            ).format(count=report.recorded_again)
        )
    if report.lost:
        lost = len(report.lost)
        words.append(
            ngettext("{count} entry of this PC is lost.", "{count} entries of this PC are lost.", lost).format(
                count=lost
            )
        )
    if report.share_trouble is not None:
        words.append(sentence(report.share_trouble))
    return tuple(words)


def repair(
    home: Home,
    surroundings: Surroundings,
    *,
    ask_passphrase: Callable[[], str] | None = None,
    share: str | None = None,
) -> RepairReport:
    """Rebuild the database of a home; *share* overrides the address kept in it.

    Raises NothingToRepairFrom (keys or entries are gone: restore a backup), HomeMissing, HomeInUse and what opening
    the key raises; then nothing was changed.
    """
    surroundings = usable(surroundings)
    home_id = home.home_id()
    with locked(home) as lock:
        key = unlock(home, home_id, surroundings.keyring, ask_passphrase, surroundings.pin_cost)
        if not home.database.is_file():
            raise NothingToRepairFrom(what="keys")
        pages = damaged_pages(home.database, key)
        found = salvage(home.database, key)
        if DEVICE_SECRET not in found.secrets:
            raise NothingToRepairFrom(what="keys")
        pool, trouble = _pool(found, share, surroundings)
        fresh = home.database.with_name(f"{home.database.name}.new")
        fresh.unlink(missing_ok=True)
        _build(fresh, key, found, pool)
        kept_as = _swap(home.database, fresh, f"{office_date(surroundings.clock()):%Y%m%d}")
        app = assemble(home, home_id, key, surroundings, lock)
        try:
            report = _go_on(app, pool)
        finally:
            app.record.database.close()
    return replace(report, damaged_pages=pages, kept_as=kept_as, share_trouble=trouble)


def _pool(found: Salvaged, share: str | None, surroundings: Surroundings) -> tuple[Pool, SekishoError | None]:
    """Gather entries from the database, and from the share if there is one that answers."""
    identities = tuple(
        str(json.loads(secret)["workplace"]) for name, secret in found.secrets.items() if name.startswith(FISCAL_PREFIX)
    )
    pool = gather(found, identities)
    kept_address = found.desk.get(SHARE_KEY, b"").decode()
    address = share or kept_address
    trouble: SekishoError | None = None
    if address:
        try:
            pool = from_share(pool, share_store(surroundings, address), identities, found)
        except SekishoError as error:
            trouble = error
    if pool.root is None or not pool.chains:
        raise NothingToRepairFrom(what="entries")
    return pool, trouble


def _build(fresh: Path, key: bytes, found: Salvaged, pool: Pool) -> None:
    record = Record(create_database(fresh, key))
    try:
        desk: dict[str, bytes | None] = dict(found.desk)
        desk.pop("read_tables_version", None)
        record.desk.put_secrets(found.secrets)
        record.desk.put(desk)
        note_bases(record.database, pool.bases.values())
        for _device, chain in sorted(pool.chains.items()):
            record.absorb(chain)
        segments = Segments(record.database)
        segments.put((kept, blobs) for kept, blobs in pool.segments if kept.last_entry <= pool.reach(kept.device_id))
        segments.mark_published(pool.published)
        record.rebuild()
    finally:
        record.database.close()


def _swap(database: Path, fresh: Path, day: str) -> Path:
    """Put the new file in the old one's place in one step, the old one staying under another name."""
    kept_as = database.with_name(f"{database.name}.damaged-{day}")
    number = 1
    while kept_as.exists():
        number += 1
        kept_as = database.with_name(f"{database.name}.damaged-{day}-{number}")
    try:
        os.link(database, kept_as)
    except OSError:  # a file system without links
        shutil.copyfile(database, kept_as)
    Path(f"{database}-journal").unlink(missing_ok=True)
    fresh.replace(database)
    return kept_as


def _go_on(app: App, pool: Pool) -> RepairReport:
    """Let this PC continue its chain, or begin a new one where the old one has a gap."""
    app.person_id = next(iter(app.workplace.people), "")
    own = app.device.device_id
    reached = app.record.head(own).seq
    seen = _last_noted(app, own)
    stranded = [pool.stranded[place] for place in sorted(pool.stranded) if place[0] == own]
    letter, again = "", 0
    if seen > reached or stranded:
        # Going on under this name would tell its entries twice, and differently.
        letter = renew_device(app)
        again = _record_again(app, stranded) if letter else 0
    app.keep_witness(app.record.head(app.device.device_id))
    again_numbers = {signed.entry.seq for signed in stranded} if again else set()
    highest = max([seen, *(signed.entry.seq for signed in stranded)])
    lost = tuple((own, seq) for seq in range(reached + 1, highest + 1) if seq not in again_numbers)
    return RepairReport(
        entries=sum(len(chain) for chain in pool.chains.values()),
        from_share=pool.from_share,
        recorded_again=again,
        lost=lost,
        new_letter=letter,
    )


def _last_noted(app: App, device_id: str) -> int:
    """Return the number of the last entry that the witness saw of this PC."""
    try:
        seen = app.witness.load()
    except SekishoError:
        return 0
    return seen.seq if seen is not None and seen.device_id == device_id else 0


def _record_again(app: App, stranded: Iterable[SignedEntry]) -> int:
    """Record what stands behind a gap again, with its time and person; returns how many entries."""
    count = 0
    for signed in stranded:
        entry = signed.entry
        facts = tuple(r.fact for r in signed.recorded if not isinstance(r.fact, UnknownFact))
        if facts:
            app.record.commit(facts, app.device, at=entry.at, by=entry.by)
            count += 1
    return count
