"""The masters: what companies, workplaces, systems and things were called, and were like, on any day.

An entry is a code; its versions follow one another in time. A version ends the day before the next one begins even
if nobody said so: two names for one day cannot be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from desktop_app.domain.master_facts import MasterRecorded, MasterVersion
from desktop_app.domain.names import search_key

COMPANY, WORKPLACE, DEPARTMENT = "company", "workplace", "department"
"""The kinds that rules ask for by name; the others only make lines."""

SPECIFIED_AFFILIATE, SUCCEEDED_BY, AUTOMATIC = "specified_affiliate", "succeeded_by", "automatic"
"""The properties that rules ask for by name."""

YES, NO = "yes", "no"
_DAY = timedelta(days=1)

Timeline = tuple[MasterVersion, ...]


@dataclass(frozen=True, slots=True)
class Masters:
    """All masters of the workplace: kind, then code, then versions in the order of time."""

    by_kind: Mapping[str, Mapping[str, Timeline]] = field(default_factory=dict)

    def after(self, fact: MasterRecorded) -> Masters:
        """Return the masters once *fact* is among them; of two versions from the same day the later fact stands."""
        entries = dict(self.by_kind.get(fact.kind, {}))
        for version in fact.versions:
            entries[version.code] = with_version(entries.get(version.code, ()), version)
        return Masters({**self.by_kind, fact.kind: entries})

    def has(self, kind: str) -> bool:
        """Whether anything of a kind was ever recorded."""
        return bool(self.by_kind.get(kind))

    def timeline(self, kind: str, code: str) -> Timeline:
        """Return the versions of an entry, each ended by the next."""
        return ended_in_turn(self.by_kind.get(kind, {}).get(code, ()))

    def timelines(self, kind: str) -> Iterator[Timeline]:
        """Yield every entry's versions, by code."""
        for code in sorted(self.by_kind.get(kind, {})):
            yield self.timeline(kind, code)

    def on(self, kind: str, day: date) -> tuple[MasterVersion, ...]:
        """Return what stood on a day, by code."""
        return tuple(version for line in self.timelines(kind) for version in line if holds_on(version, day))

    def version(self, kind: str, code: str, day: date) -> MasterVersion | None:
        """Return an entry as it stood on a day."""
        return next((version for version in self.timeline(kind, code) if holds_on(version, day)), None)

    def is_specified_affiliate(self, company: str, day: date) -> bool | None:
        """Return whether a company, by code or name of that day, is one; None when the master does not know it."""
        key = search_key(company)
        for version in self.on(COMPANY, day):
            if company == version.code or key == search_key(version.name):
                return version.properties.get(SPECIFIED_AFFILIATE) == YES
        return None

    def workplaces_named(self, text: str) -> frozenset[str]:
        """Return the org codes a search for a workplace means: by code or any name it ever had, with its relatives."""
        key = search_key(text)
        if not key:
            return frozenset()
        named = {
            version.code
            for line in self.by_kind.get(WORKPLACE, {}).values()
            for version in line
            if key in search_key(version.code) or key in search_key(version.name)
        }
        return frozenset(code for one in named for code in self.workplace_codes(one))

    def workplace_codes(self, code: str) -> frozenset[str]:
        """Return a workplace's org code with those of the workplaces that became it or that it became (T12)."""
        links: dict[str, set[str]] = {}
        for line in self.by_kind.get(WORKPLACE, {}).values():
            for version in line:
                heir = version.properties.get(SUCCEEDED_BY, "")
                if heir:
                    links.setdefault(version.code, set()).add(heir)
                    links.setdefault(heir, set()).add(version.code)
        found, waiting = {code}, [code]
        while waiting:
            further = links.get(waiting.pop(), set()) - found
            found |= further
            waiting += further
        return frozenset(found)


def with_version(line: Timeline, version: MasterVersion) -> Timeline:
    """Return an entry's versions with one more; it takes the place of one from the same day."""
    others = [one for one in line if one.valid_from != version.valid_from]
    return tuple(sorted((*others, version), key=lambda one: one.valid_from or date.min))


def ended_in_turn(line: Timeline) -> Timeline:
    """Return the versions with the days on which they really end."""
    shown = []
    for place, version in enumerate(line):
        following = line[place + 1] if place + 1 < len(line) else None
        end = following.valid_from - _DAY if following and following.valid_from else None
        cut = end is not None and (version.valid_to is None or version.valid_to > end)
        shown.append(replace(version, valid_to=end) if cut else version)
    return tuple(shown)


def holds_on(version: MasterVersion, day: date) -> bool:
    """Whether a version stands on a day."""
    return (version.valid_from is None or version.valid_from <= day) and (
        version.valid_to is None or day <= version.valid_to
    )


@dataclass(frozen=True, slots=True)
class Clash:
    """Two versions of an entry that follow one another badly: they overlap, or leave days between them open."""

    earlier: MasterVersion
    later: MasterVersion
    overlaps: bool


def clashes(line: Iterable[MasterVersion]) -> tuple[Clash, ...]:
    """Return where the versions of one entry, as they were written, overlap or leave a gap."""
    ordered = sorted(line, key=lambda one: one.valid_from or date.min)
    found = []
    for earlier, later in pairwise(ordered):
        if later.valid_from is None or earlier.valid_to is None or earlier.valid_to >= later.valid_from:
            found.append(Clash(earlier, later, overlaps=True))
        elif earlier.valid_to + _DAY < later.valid_from:
            found.append(Clash(earlier, later, overlaps=False))
    return tuple(found)
