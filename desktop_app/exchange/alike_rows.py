"""What only shows when all rows of an announcement are seen together: zeros that Excel took, and people alike."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from desktop_app.exchange.cells import CellReader
from desktop_app.exchange.columns import AnnouncementField
from desktop_app.exchange.findings import FindingKind


def give_back_zeros(
    rows: Sequence[int], numbers: Sequence[str], known: frozenset[str], reader: CellReader
) -> dict[int, str]:
    """Return employee numbers with the zeros Excel took, by place among *rows*, as far as they can be told."""
    cells = reader.number_cells
    if not cells and len(set(map(len, numbers))) == 1:
        return {}
    written = [number for row, number in zip(rows, numbers, strict=True) if row not in cells] if cells else numbers
    lengths = Counter(map(len, filter(str.isdecimal, written)))
    usual = lengths.most_common(1)[0][0] if lengths else 0
    zero_led = any(number.startswith("0") and len(number) == usual for number in written)
    if not cells and (not zero_led or len(lengths) == 1):
        return {}
    by_bare = {number.lstrip("0"): number for number in known if number.isdecimal()}
    changed = {}
    for place, (row, number) in enumerate(zip(rows, numbers, strict=True)):
        shortened = zero_led and len(number) < usual and not number.startswith("0")
        if number.isdecimal() and number not in known and (shortened or row in cells):
            value = by_bare.get(number) or (number.zfill(usual) if zero_led else number)
            facts = {"text": number, "value": value}
            reader.note(row, AnnouncementField.EMPLOYEE_NO, FindingKind.ZEROS_LOST, **facts)
            changed[place] = value
    return changed


def compare_rows(
    rows: Sequence[int],
    numbers: Sequence[str],
    names: Sequence[str],
    day_of: Callable[[int], dt.date | None],
    reader: CellReader,
) -> None:
    """Point out the same person twice on one day, one number with two names, and people who share a name.

    *names* are without blanks, *day_of* gives the effective date of the row at a place.
    """
    unique = len(set(numbers)) == len(numbers)
    if not unique:
        for number, places in _groups(numbers).items():
            _compare_number(number, places, rows, names, day_of, reader)
    for name, places in _groups(names).items():
        if unique or len({numbers[place] for place in places}) > 1:
            alike = tuple(map(rows.__getitem__, places))
            reader.note(alike[0], AnnouncementField.NAME, FindingKind.SAME_NAME, rows=alike, name=name)


def _groups(values: Sequence[str]) -> dict[str, list[int]]:
    """Return the places of every value that stands more than once, in the order they are met."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, value in enumerate(values):
        places[value].append(place)
    return {value: met for value, met in places.items() if value and len(met) > 1}


def _compare_number(
    number: str,
    places: list[int],
    rows: Sequence[int],
    names: Sequence[str],
    day_of: Callable[[int], dt.date | None],
    reader: CellReader,
) -> None:
    days: dict[dt.date | None, list[int]] = {}
    for place in places:
        days.setdefault(day_of(place), []).append(rows[place])
    column = AnnouncementField.EMPLOYEE_NO
    doubles = [tuple(met) for day, met in days.items() if day and len(met) > 1]
    for met in doubles:
        reader.note(met[0], column, FindingKind.DUPLICATE, rows=met, employee_no=number)
    if not doubles and len({names[place] for place in places}) > 1:
        alike = tuple(rows[place] for place in places)
        reader.note(alike[0], column, FindingKind.NUMBER_OF_ANOTHER, rows=alike, employee_no=number)
