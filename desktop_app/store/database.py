"""The encrypted database of one home: SQLCipher through SQLAlchemy Core, one connection, one writer.

Rollback journal instead of WAL, fully synchronous: a flipped WAL frame would silently drop the last transaction
(measured), and an evidence ledger may be slow but must not forget. The journal tables are append-only by trigger;
the read tables are disposable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlcipher3 import dbapi2

from desktop_app.errors import DatabaseDamaged, DatabaseNewer, DiskFull, HomeMissing, HomeNotWritable, WrongDatabaseKey
from desktop_app.keys.durable import sync_folder
from desktop_app.store.tables import JOURNAL_TRIGGERS, metadata

SCHEMA_VERSION = 1
OLDEST_SQLITE = (3, 51, 3)
"""Older ones can corrupt a database when a write-ahead log is reset."""

_PAGE_CACHE_KIB = 65_536


class Database:
    """An open database; not shared between threads (the desk lane owns it)."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._engine = _engine(path, key)

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """Everything inside happens or nothing does; a full disk or a damaged page has its own error."""
        with _typed_errors(self.path), self._engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close the connection; the database is complete on disk."""
        self._engine.dispose()

    def damaged_pages(self) -> tuple[str, ...]:
        """Return what SQLCipher's own check of every page's authentication code finds, one sentence a spot."""
        with _typed_errors(self.path), self._engine.connect() as connection:
            rows = connection.exec_driver_sql("PRAGMA cipher_integrity_check").all()
        return tuple(_page_of(str(row[0])) for row in rows)

    def copy_to(self, target: Path) -> None:
        """Write a complete copy under the same key; *target* must not exist."""
        # Past SQLAlchemy, which would begin a transaction first: VACUUM cannot run inside one.
        with _typed_errors(self.path), closing(self._engine.raw_connection()) as borrowed:
            connection: Any = borrowed.driver_connection
            connection.execute("VACUUM INTO ?", (str(target),))

    def move_under(self, key: bytes) -> None:
        """Put the database under another key: a new file with what counts and nothing else, in the old one's place.

        Killed at any moment, the one or the other is there whole. Raises DiskFull, and the old one stays.
        """
        fresh = rekeyed(self.path)
        fresh.unlink(missing_ok=True)
        try:
            with _typed_errors(self.path), closing(self._engine.raw_connection()) as borrowed:
                connection: Any = borrowed.driver_connection
                connection.execute("ATTACH DATABASE ? AS fresh KEY ?", (str(fresh), f"x'{key.hex()}'"))
                try:
                    connection.execute("PRAGMA fresh.synchronous = FULL")
                    connection.execute("SELECT sqlcipher_export('fresh')")
                    connection.execute(f"PRAGMA fresh.user_version = {SCHEMA_VERSION}")
                finally:
                    connection.execute("DETACH DATABASE fresh")
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
        self.close()
        fresh.replace(self.path)
        sync_folder(self.path.parent)
        self._engine = _engine(self.path, key)


def rekeyed(path: Path) -> Path:
    """Return where a database is written under another key before it takes its place."""
    return path.with_name(f"{path.name}.rekeyed")


def create_database(path: Path, key: bytes) -> Database:
    """Make a new, empty database under a raw 256-bit key."""
    database = Database(path, key)
    with database.transaction() as connection:
        metadata.create_all(connection)
        for trigger in JOURNAL_TRIGGERS:
            connection.exec_driver_sql(trigger)
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
    return database


def open_database(path: Path, key: bytes) -> Database:
    """Open an existing database.

    Raises HomeMissing, WrongDatabaseKey (the first page does not open), DatabaseNewer, DatabaseDamaged.
    """
    if not path.is_file():
        raise HomeMissing(path=str(path))
    if path.stat().st_size == 0:  # opening would make a new one of it
        raise DatabaseDamaged(path=str(path), where="page")
    database = Database(path, key)
    try:
        _check_schema_version(database)
    except BaseException:
        database.close()  # an open file could not be replaced by its repair on Windows
        raise
    return database


def _check_schema_version(database: Database) -> None:
    path = str(database.path)
    try:
        with database.transaction() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one()
            version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    except DatabaseDamaged as error:
        raise WrongDatabaseKey(path=path) from error
    if version > SCHEMA_VERSION:
        raise DatabaseNewer(version=version)
    if version < SCHEMA_VERSION:
        raise DatabaseDamaged(path=path, where="user_version")
    _add_tables(database)


def _add_tables(database: Database) -> None:
    """Make tables that came later than this database; an older version passes over them."""
    with database.transaction() as connection:
        there = set(connection.exec_driver_sql("SELECT name FROM sqlite_schema").scalars())
        wanted = {index.name for table in metadata.tables.values() for index in table.indexes} | set(metadata.tables)
        if wanted <= there:
            return
        metadata.create_all(connection)
        for table in metadata.tables.values():
            for index in table.indexes:
                index.create(connection, checkfirst=True)
        for trigger in JOURNAL_TRIGGERS:
            connection.exec_driver_sql(trigger)


def _engine(path: Path, key: bytes) -> sa.Engine:
    def connect() -> Any:
        if dbapi2.sqlite_version_info < OLDEST_SQLITE:
            raise DatabaseDamaged(path=str(path), where="sqlite_version")
        connection = dbapi2.connect(str(path), check_same_thread=False, isolation_level=None)
        connection.execute("PRAGMA cipher_log_level = NONE")  # or damaged pages are told to standard error
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute(f"PRAGMA cache_size = -{_PAGE_CACHE_KIB}")
        return connection

    engine = sa.create_engine(
        # Or errors, and with them logs, would carry the facts that could not be written.
        "sqlite://",
        module=dbapi2,
        creator=connect,
        poolclass=sa.StaticPool,
        hide_parameters=True,
    )
    # The driver's own transaction control would start transactions too late for reads to be consistent.
    sa.event.listen(engine, "begin", lambda connection: connection.connection.execute("BEGIN IMMEDIATE"))
    return engine


@contextmanager
def _typed_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (sa.exc.DatabaseError, dbapi2.DatabaseError) as error:
        message = str(error.orig if isinstance(error, sa.exc.DatabaseError) else error)
        if "full" in message or "disk I/O" in message:
            raise DiskFull(path=str(path)) from error
        if any(words in message for words in ("readonly", "unable to open", "locked")):
            raise HomeNotWritable(path=str(path.parent)) from error
        if "not a database" in message or "malformed" in message or "corrupt" in message:
            raise DatabaseDamaged(path=str(path), where="page") from error
        if isinstance(error, dbapi2.DatabaseError):  # past SQLAlchemy: nothing of ours could have caused it
            raise DatabaseDamaged(path=str(path), where="page") from error
        raise


def _page_of(finding: str) -> str:
    found = re.search(r"page (\d+)", finding)
    return found.group(1) if found else finding
