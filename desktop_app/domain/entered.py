"""What people type or hand in, before it becomes a fact: without invisible junk, within its limits.

A fact is for ever and is printed, so what no paper can hold (control characters, half a surrogate pair, a year 9999,
a reason as long as a book) is cleaned or refused here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop_app.domain.facts import Post, Transferee
from desktop_app.domain.names import clean_text, fold_digits
from desktop_app.errors import FieldMissing, FieldTooLong, ImpossibleDate

LONGEST_LINE = 200
"""Characters of a name, a place, a number."""

LONGEST_NOTE = 2000
"""Characters of a note or reason."""

LARGEST_COUNT = 10_000_000
"""Things handed back, erased or left over."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2099


def one_line(field: str, text: str, limit: int = LONGEST_LINE) -> str:
    """Return *text* cleaned, as one line; raises FieldTooLong."""
    return _limited(field, clean_text(_no_book(field, text, limit)).text, limit)


def several_lines(field: str, text: str, limit: int = LONGEST_NOTE) -> str:
    """Return *text* with each line cleaned and no empty ones at its ends; raises FieldTooLong."""
    lines = _no_book(field, text, limit).splitlines()
    return _limited(field, "\n".join(clean_text(line).text for line in lines).strip(), limit)


def office_day(day: date) -> date:
    """Return *day* if an office could have meant it; raises ImpossibleDate."""
    if not is_office_day(day):
        raise ImpossibleDate(item_id=None, date=day)
    return day


def is_office_day(day: date) -> bool:
    """Whether an office could have meant *day*: what announcements are read as, too."""
    return _FIRST_YEAR <= day.year <= _LAST_YEAR


def clean_transferee(person: Transferee) -> Transferee:
    """Return a transferee's number, name and kana cleaned; raises FieldMissing, FieldTooLong."""
    cleaned = Transferee(
        fold_digits(one_line("employee_no", person.employee_no)),
        one_line("name", person.name),
        one_line("kana", person.kana),
    )
    if not cleaned.employee_no:
        raise FieldMissing(field="employee_no")
    if not cleaned.name:
        raise FieldMissing(field="name")
    return cleaned


def clean_post(post: Post, field: str) -> Post:
    """Return a place cleaned, *field* being what forms call its department; raises FieldTooLong."""
    return replace(
        post,
        company=one_line("company", post.company),
        department=one_line(field, post.department),
        org_code=fold_digits(one_line("org_code", post.org_code)),
    )


def _no_book(field: str, text: str, limit: int) -> str:
    # Cleaning one only to refuse it would take seconds; a little junk around a line is no book.
    return text if len(text) <= 4 * limit else _limited(field, text, limit)


def _limited(field: str, text: str, limit: int) -> str:
    if len(text) > limit:
        raise FieldTooLong(field=field, limit=limit)
    return text
