"""What a person should look at in a table before it is taken in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum

from desktop_app.domain.dates import DateReason


class Level(IntEnum):
    """How much stands in the way: a note nothing, a doubt until a person agrees, what is wrong always."""

    NOTE = 1
    DOUBTFUL = 2
    WRONG = 3


class FindingKind(Enum):
    """What was found, with its level; the facts of each kind are named beside it."""

    MISSING_VALUE = ("missing_value", Level.WRONG)
    NOT_A_DATE = ("not_a_date", Level.WRONG)  # text
    IMPOSSIBLE_DATE = ("impossible_date", Level.WRONG)  # text
    CONTROL_CHARACTERS = ("control_characters", Level.WRONG)  # characters (U+0007 …)
    TOO_LONG = ("too_long", Level.WRONG)  # length, limit
    ERROR_VALUE = ("error_value", Level.WRONG)  # text
    DUPLICATE = ("duplicate", Level.WRONG)  # rows, employee_no
    YEAR_GUESSED = ("year_guessed", Level.DOUBTFUL)  # text, value
    SHORT_YEAR = ("short_year", Level.DOUBTFUL)  # text, value
    DAY_OR_MONTH = ("day_or_month", Level.DOUBTFUL)  # text, value
    OUTSIDE_ERA = ("outside_era", Level.DOUBTFUL)  # text, value
    WEEKDAY_DIFFERS = ("weekday_differs", Level.DOUBTFUL)  # text, value
    ZEROS_LOST = ("zeros_lost", Level.DOUBTFUL)  # text, value
    ODD_NUMBER = ("odd_number", Level.DOUBTFUL)  # text
    NUMBER_OF_ANOTHER = ("number_of_another", Level.DOUBTFUL)  # rows, employee_no
    REPLACED_CHARACTER = ("replaced_character", Level.DOUBTFUL)  # text
    PRIVATE_CHARACTER = ("private_character", Level.DOUBTFUL)  # characters (U+E000 …)
    FLAG_UNREADABLE = ("flag_unreadable", Level.DOUBTFUL)  # text
    ORG_CODE_ASSUMED = ("org_code_assumed", Level.DOUBTFUL)  # value
    RIVAL_COLUMNS = ("rival_columns", Level.DOUBTFUL)  # used, others (headings)
    OVERLAP = ("overlap", Level.WRONG)  # rows, code
    ENDS_FIRST = ("ends_first", Level.WRONG)  # first, last
    CODE_TWICE = ("code_twice", Level.WRONG)  # rows, code
    CODE_UNKNOWN = ("code_unknown", Level.DOUBTFUL)  # text
    OWN_SUCCESSOR = ("own_successor", Level.WRONG)  # text
    REPLACES = ("replaces", Level.DOUBTFUL)  # code, name, value
    CUTS_SHORT = ("cuts_short", Level.DOUBTFUL)  # code, name, value
    GAP = ("gap", Level.NOTE)  # rows, code, first, last
    UNCHANGED = ("unchanged", Level.NOTE)  # code
    SAME_NAME = ("same_name", Level.NOTE)  # rows, name
    INVISIBLE_REMOVED = ("invisible_removed", Level.NOTE)  # characters (U+200B …)
    KANA_MISSING = ("kana_missing", Level.NOTE)
    NOT_KANA = ("not_kana", Level.NOTE)  # text
    LONG_NAME = ("long_name", Level.NOTE)  # length
    FOREIGN_SCRIPT = ("foreign_script", Level.NOTE)  # characters
    DATE_PASSED = ("date_passed", Level.NOTE)  # value
    DATE_FAR = ("date_far", Level.NOTE)  # value
    NOTICE_AFTER_EFFECTIVE = ("notice_after_effective", Level.NOTE)  # value

    def __init__(self, code: str, level: Level) -> None:
        self.code = code
        self.level = level


OF_DATES = {
    DateReason.NOT_A_DATE: FindingKind.NOT_A_DATE,
    DateReason.IMPOSSIBLE: FindingKind.IMPOSSIBLE_DATE,
    DateReason.YEAR_GUESSED: FindingKind.YEAR_GUESSED,
    DateReason.SHORT_YEAR: FindingKind.SHORT_YEAR,
    DateReason.DAY_OR_MONTH: FindingKind.DAY_OR_MONTH,
    DateReason.OUTSIDE_ERA: FindingKind.OUTSIDE_ERA,
    DateReason.WEEKDAY_DIFFERS: FindingKind.WEEKDAY_DIFFERS,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. *row* counts as Excel does; *column* is None when the whole row is meant."""

    row: int
    column: str | None
    kind: FindingKind
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        """How much stands in the way."""
        return self.kind.level

    @property
    def rows(self) -> tuple[int, ...]:
        """All rows meant: those of a group, or the one."""
        rows = self.facts.get("rows")
        return rows if isinstance(rows, tuple) else (self.row,)


def cell_levels(findings: Iterable[Finding]) -> dict[tuple[int, str | None], Level]:
    """Return the worst level of every marked cell, by row and column."""
    levels: dict[tuple[int, str | None], Level] = {}
    for finding in findings:
        for row in finding.rows:
            cell = (row, finding.column)
            levels[cell] = max(levels.get(cell, Level.NOTE), finding.level)
    return levels
