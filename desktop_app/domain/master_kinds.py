"""What kinds of masters there are and what their entries say; the kinds themselves are data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.bilingual import Text
from desktop_app.domain.line_facts import ChosenLine
from desktop_app.domain.master_facts import MasterVersion
from desktop_app.domain.masters import AUTOMATIC, YES
from desktop_app.domain.programme import Programme

CODE, NAME, VALID_FROM, VALID_TO = "code", "name", "valid_from", "valid_to"
OWN_FIELDS = (CODE, NAME, VALID_FROM, VALID_TO)
"""The fields every kind has; the others are properties."""

HOLDER = "holder"
"""The property that says who has a device or a thing, by employee number."""


class FieldType(StrEnum):
    """How a field is written: any text, yes or no, the code of another entry."""

    TEXT = "text"
    FLAG = "flag"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class MasterField:
    """One field of a kind: what it is called, and the headings under which files bring it."""

    name: str
    label: Text
    type: FieldType
    required: bool
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineRule:
    """An item that gets a line for each chosen entry with *where* set and *unless* not set (empty: any)."""

    item: str
    where: str
    unless: str

    def takes(self, version: MasterVersion) -> bool:
        """Whether an entry makes a line of the item."""
        held = version.properties
        return (not self.where or held.get(self.where) == YES) and held.get(self.unless) != YES


@dataclass(frozen=True, slots=True)
class MasterKind:
    """One kind of master."""

    id: str
    title: Text
    lead: Text
    fields: tuple[MasterField, ...]
    lines: tuple[LineRule, ...]

    def field(self, name: str) -> MasterField:
        """Return a field of the kind."""
        return next(field for field in self.fields if field.name == name)

    @property
    def properties(self) -> tuple[MasterField, ...]:
        """The fields that only this kind has."""
        return tuple(field for field in self.fields if field.name not in OWN_FIELDS)


def lines_from(kind: MasterKind, chosen: Iterable[MasterVersion], programme: Programme) -> tuple[ChosenLine, ...]:
    """Return the lines that chosen entries make of a programme's items, item by item."""
    known = {item.id for item in programme.items}
    versions = tuple(chosen)
    return tuple(
        ChosenLine(rule.item, kind.id, version.code, version.name, version.properties.get(AUTOMATIC) == YES)
        for rule in kind.lines
        if rule.item in known
        for version in versions
        if rule.takes(version)
    )
