"""The masters of the workplace: taken in from files, entered one by one, shown as of a day.

Nothing is overwritten. A change is a further version from a day on; what a form said last year it still says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.entered import LONGEST_NOTE, office_day, one_line
from desktop_app.domain.master_facts import MasterRecorded, MasterVersion
from desktop_app.domain.master_kinds import CODE, NAME, FieldType, MasterField, MasterKind
from desktop_app.domain.masters import NO, YES, Timeline, holds_on
from desktop_app.domain.names import fold_digits, search_key
from desktop_app.errors import AnnouncementDoubtful, AnnouncementWrong, FieldMissing, PeriodImpossible
from desktop_app.exchange.columns import Mapped
from desktop_app.exchange.findings import Finding, Level
from desktop_app.exchange.master_kinds import master_kind, master_kinds
from desktop_app.exchange.master_table import MasterTable, read_master
from desktop_app.exchange.tables import RawTable, read_table
from desktop_app.usecases.people import require_seat_free

BY_HAND = "hand"
_AT_ONCE = 200
"""Versions in one fact: a segment is read whole."""


@dataclass(frozen=True, slots=True)
class MasterPreview:
    """A master's file read and judged, nothing recorded yet."""

    path: Path
    table: RawTable
    read: MasterTable

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """What must be mended in the file first."""
        return self.read.at(Level.WRONG)

    @property
    def doubtful(self) -> tuple[Finding, ...]:
        """What a person has to agree to."""
        return self.read.at(Level.DOUBTFUL)


@dataclass(frozen=True, slots=True)
class MasterEntry:
    """One entry in a list: its versions in the order of time, and the one that stands on the day asked for."""

    code: str
    versions: Timeline
    standing: MasterVersion | None

    @property
    def latest(self) -> MasterVersion:
        """The version that stands, else the last one."""
        return self.standing or self.versions[-1]


def kinds() -> tuple[MasterKind, ...]:
    """Return every kind of master."""
    return master_kinds()


def entries(app: App, kind: str, *, on: date | None = None, text: str = "") -> tuple[MasterEntry, ...]:
    """Return a master's entries by code, those that *text* fits (code, name, any field, of any time)."""
    day, key = on or app.today(), search_key(text)
    found = []
    for line in app.workplace.masters.timelines(master_kind(kind).id):
        if not key or any(key in _searched(version) for version in line):
            standing = next((version for version in line if holds_on(version, day)), None)
            found.append(MasterEntry(line[0].code, line, standing))
    return tuple(found)


def read_master_file(
    app: App,
    kind: str,
    path: Path,
    *,
    mapping: Mapped | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> MasterPreview:
    """Read a master's file for preview. Raises MasterKindUnknown, and the table's and the columns' BadInput errors."""
    wanted = master_kind(kind)
    table = read_table(path, encoding=encoding, sheet=sheet, progress=progress, stop=stop)
    masters, today = app.workplace.masters, app.today()
    read = read_master(table, wanted, masters, today=today, mapping=mapping, progress=progress, stop=stop)
    return MasterPreview(path, table, read)


def import_master(app: App, preview: MasterPreview, *, accept_doubtful: bool = False) -> int:
    """Record every row that is new, as one act; returns how many.

    Raises AnnouncementWrong, AnnouncementDoubtful (unless accepted); then nothing was recorded.
    """
    require_seat_free(app)
    if preview.wrong:
        raise AnnouncementWrong(findings=preview.wrong)
    if preview.doubtful and not accept_doubtful:
        raise AnnouncementDoubtful(findings=preview.doubtful)
    kind, news = preview.read.kind, preview.read.news
    versions = tuple(_clean(kind, version) for version in news)
    source = f"file {preview.table.source_sha256}"
    facts = tuple(
        MasterRecorded(kind.id, source, versions[start : start + _AT_ONCE])
        for start in range(0, len(versions), _AT_ONCE)
    )
    if facts:
        app.commit(facts)
    return len(versions)


def record_version(app: App, kind: str, version: MasterVersion) -> None:
    """Enter one version by hand: a new entry, a change from a day on, or the end of one.

    Raises MasterKindUnknown, FieldMissing, FieldTooLong, ImpossibleDate, PeriodImpossible; then nothing was recorded.
    """
    require_seat_free(app)
    wanted = master_kind(kind)
    app.commit((MasterRecorded(wanted.id, BY_HAND, (_clean(wanted, version),)),))


def _clean(kind: MasterKind, version: MasterVersion) -> MasterVersion:
    first, last = (
        version.valid_from and office_day(version.valid_from),
        version.valid_to and office_day(version.valid_to),
    )
    if first and last and last < first:
        raise PeriodImpossible(first=first, last=last)
    cleaned = replace(
        version,
        code="".join(fold_digits(one_line("code", version.code)).split()),
        name=one_line("name", version.name),
        properties={field.name: value for field in kind.properties if (value := _property(field, version.properties))},
    )
    for name in (CODE, NAME):
        if not getattr(cleaned, name):
            raise FieldMissing(field=name)
    return cleaned


def _property(field: MasterField, properties: Mapping[str, str]) -> str:
    text = one_line(field.name, properties.get(field.name, ""), LONGEST_NOTE)
    match field.type:
        case FieldType.FLAG:
            return text if text in {YES, NO} else ""
        case FieldType.CODE:
            return "".join(fold_digits(text).split())
        case FieldType.TEXT:
            return text


def _searched(version: MasterVersion) -> str:
    return "\n".join(search_key(text) for text in (version.code, version.name, *version.properties.values()))
