"""Searching 100,000 cases against the same query unencrypted, and opening one case."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
from pathlib import Path

import sqlalchemy as sa

from desktop_app.store import tables
from desktop_app.store.queries import CaseFilter, Cases
from desktop_app.usecases.answering import open_case
from desktop_app.usecases.desk import open_for_reading
from tests.benchmarks.measure import Figure, ratio, seconds
from tests.benchmarks.population import crowd

CASES = 100_000


class _Plain:
    """The same tables, unencrypted, behind the same interface as the real database."""

    def __init__(self, path: Path, source: sa.Connection) -> None:
        self._engine = sa.create_engine(f"sqlite:///{path}", poolclass=sa.StaticPool)
        with self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA cache_size = -131072")
        with self._engine.begin() as connection:
            tables.metadata.create_all(connection, [tables.case_summary])
            rows = [dict(row._mapping) for row in source.execute(sa.select(tables.case_summary))]
            connection.execute(tables.case_summary.insert(), rows)

    def transaction(self) -> object:
        return self._engine.begin()


def figures() -> list[Figure]:
    """Return the search's ratio and the milliseconds of opening a case."""
    with tempfile.TemporaryDirectory() as folder:
        app = crowd(Path(folder), CASES)
        database = app.record.database
        with database.transaction() as connection:
            plain = _Plain(Path(folder) / "plain.db", connection)
        wanted = CaseFilter(text="﨑山", in_scope_only=False)
        ours, bare = Cases(database), Cases(plain)  # type: ignore[arg-type]
        search = ratio(
            f"search {CASES:,} cases by part of a name",
            1.5,
            lambda: (ours.count(wanted), ours.page(wanted, 0, 50)),
            lambda: (bare.count(wanted), bare.page(wanted, 0, 50)),
        )
        case_id = f"{CASES // 2:032x}"
        open_case(app, case_id)
        opening = statistics.median(seconds(lambda: open_for_reading(app, case_id)) for _ in range(9))
        app.close()
    return [
        search,
        Figure("open a case", opening * 1000, 100, "ms", f"among {CASES:,}; SQLite {sqlite3.sqlite_version}"),
    ]
