"""Disposing of a year by hand, as the use case leaves things: for tests of the share, which sees its outcome alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.disposal_facts import DisposalApproved, DisposalOrdered, DisposedChain, YearDisposed
from desktop_app.journal.entry import read_entry
from desktop_app.journal.segment import segment_hash
from desktop_app.store.bases import note_bases
from desktop_app.store.segments import Segments
from desktop_app.store.tables import JOURNAL_TRIGGERS
from tests.shares import folder_of

ORDER = "2026-D01"


def ordered(app: App, year: int = 2026, order_no: str = ORDER) -> None:
    """The order, and the approval by somebody else, as facts."""
    app.commit((DisposalOrdered(order_no, year, "保存期間満了", app.today()),))
    app.commit((DisposalApproved(order_no, "f" * 32, app.today()),), by="f" * 32)


def chains_of(app: App, year: int = 2026) -> tuple[DisposedChain, ...]:
    """What would go of each PC's record here: its segments up to the last of *year*."""
    segments = Segments(app.record.database)
    found = {}
    for device, fiscal_year, seq in segments.places():
        if fiscal_year <= year:
            kept = segments.one(device, seq)
            last = list(app.record.entries(device))[kept.last_entry - 1]
            found[device] = DisposedChain(
                device_id=device,
                segment=seq,
                sha256=segment_hash(kept.data),
                entry=kept.last_entry,
                entry_hash=last.hash,
                lamport=read_entry(last.body).lamport,
                fiscal_year=year,
            )
    return tuple(found.values())


def carried_out(
    app: App, chains: Iterable[DisposedChain], *, year: int = 2026, order_no: str = ORDER, removed: bool = True
) -> YearDisposed:
    """The fact that the order was carried out; what went is gone from this home too, unless *removed* is False."""
    told = tuple(chains)
    done = app.today() + timedelta(days=30)
    fact = YearDisposed(order_no, year, app.person_id, done, told, 0, ())
    app.commit((fact,))
    if removed:
        remove_here(app, told)
    return fact


def remove_here(app: App, chains: Iterable[DisposedChain]) -> None:
    """Rows and files go, and the record begins behind them; what they told stays shown, as if carried forward."""
    told = tuple(chains)
    with app.record.database.transaction() as connection:
        for trigger in JOURNAL_TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER {trigger.split()[5]}")
        for one in told:
            for table, column, upto in (
                ("segment", "seq", one.segment),
                ("entry", "seq", one.entry),
                ("branch", "seq", one.segment),
                ("published", "seq", one.segment),
            ):
                connection.exec_driver_sql(
                    f"DELETE FROM {table} WHERE device_id = ? AND {column} <= ?", (one.device_id, upto)
                )
        connection.exec_driver_sql("DELETE FROM blob WHERE fiscal_year <= 2026")
        for trigger in JOURNAL_TRIGGERS:
            connection.exec_driver_sql(trigger)
    note_bases(app.record.database, told)


def notice_files(app: App) -> list[Path]:
    """Every notice on the home's share."""
    return sorted(folder_of(app).root.glob("w/*/end/*/*.json"))


def cleared(app: App, chains: Iterable[DisposedChain]) -> list[Path]:
    """Whoever may delete removes what the chains name; returns what went."""
    gone = []
    for one in chains:
        for path in folder_of(app).root.glob(f"w/*/log/{one.device_id}/*/*.seg"):
            if int(path.name.split(".")[0]) <= one.segment:
                path.unlink()
                gone.append(path)
    return gone
