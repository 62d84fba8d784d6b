"""Which segment files were met on the share: those held here need no second reading, the others grow old."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from desktop_app.store.database import Database
from desktop_app.store.tables import sight

_DOUBTFUL = sa.select(sight).where(sight.c.reason != "").order_by(sight.c.path)
_HELD = sa.select(sight.c.path, sight.c.sha256).where(sight.c.reason == "")


@dataclass(frozen=True, slots=True)
class Sight:
    """A file met: whose segment it says it is, the hash of what was in it, and why it was not taken in ("": it was).

    ``age`` is how long (seconds) it has been in doubt, counted by this PC's own running time: clocks decide nothing.
    """

    path: str
    device_id: str
    fiscal_year: int
    sha256: str = ""
    reason: str = ""
    age: float = 0.0


class Sights:
    """The sights of one home."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, device_id: str, years: Iterable[int]) -> dict[str, str]:
        """Return path and hash of a device's files of some years that are held here."""
        return self._known(sight.c.device_id == device_id, sight.c.fiscal_year.in_(sorted(years)))

    def known_all(self) -> dict[str, str]:
        """Return path and hash of every file that is held here."""
        return self._known(sa.true())

    def at(self, paths: Iterable[str]) -> dict[str, str]:
        """Return path and hash of those of *paths* that are held here."""
        return self._known(sight.c.path.in_(list(paths)))

    def doubtful(self) -> tuple[Sight, ...]:
        """Return the files that could not be taken in."""
        with self._database.transaction() as connection:
            rows = connection.execute(_DOUBTFUL).all()
        return tuple(Sight(**row._mapping) for row in rows)  # noqa: SLF001 - documented, named so on purpose

    def forget(self) -> None:
        """Forget everything: another share is used from now on."""
        with self._database.transaction() as connection:
            connection.execute(sight.delete())

    def note(self, held: Iterable[Sight], doubted: Mapping[str, Sight], elapsed: float, gone: Iterable[str]) -> None:
        """Note files that are held; those in doubt grow older by *elapsed*; forget those that are *gone*."""
        before = {one.path: one for one in self.doubtful()}
        gone = set(gone)
        rows = {one.path: one for one in held}
        for path, one in doubted.items():
            age = before[path].age + elapsed if path in before else 0.0
            rows[path] = Sight(path, one.device_id, one.fiscal_year, "", one.reason, age)
        for path, one in before.items():
            if path not in rows and path not in gone:
                rows[path] = Sight(path, one.device_id, one.fiscal_year, "", one.reason, one.age + elapsed)
        values = [{name: getattr(one, name) for name in Sight.__slots__} for one in rows.values()]
        with self._database.transaction() as connection:
            if gone:
                connection.execute(sight.delete().where(sight.c.path.in_(sorted(gone))))
            if values:
                statement = insert(sight)
                changed = {c.name: c for c in statement.excluded if c.name != "path"}
                connection.execute(statement.on_conflict_do_update(index_elements=["path"], set_=changed), values)

    def _known(self, *where: sa.ColumnElement[bool]) -> dict[str, str]:
        query = _HELD.where(*where)
        with self._database.transaction() as connection:
            return {str(path): str(sha256) for path, sha256 in connection.execute(query)}
