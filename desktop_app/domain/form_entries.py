"""Whether a value may be entered for the form of a case, and the fact it makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop_app.domain.case import TransferCase
from desktop_app.domain.dates import dotted, read_date
from desktop_app.domain.decisions import require_fit
from desktop_app.domain.entered import one_line, several_lines
from desktop_app.domain.facts import FormFieldEntered
from desktop_app.domain.form_fields import RETURNED_GOODS, GoodsLine, as_entered, asked_fields, goods_lines, goods_text
from desktop_app.domain.programme import Programme
from desktop_app.errors import BadDate, FormFieldUnknown


def asked_entries(programme: Programme) -> tuple[str, ...]:
    """Return what has to be entered for a case of *programme*: its form's fields, and the list of returned goods."""
    form = programme.report_form
    return asked_fields(form) + ((RETURNED_GOODS,) if form.returned_goods else ())


def enter_field(
    case: TransferCase, programme: Programme, field: str, value: str, today: date
) -> tuple[FormFieldEntered, ...]:
    """Enter a value, or take it back with an empty one; nothing when it is the same as before.

    Raises WrongState, FormFieldUnknown, FieldTooLong, BadDate (a day that may be two days).
    """
    require_fit(case, FormFieldEntered)
    if field not in asked_entries(programme):
        raise FormFieldUnknown(field=field, known=asked_entries(programme))
    cleaned = _goods(value, today) if field == RETURNED_GOODS else _value(field, value, today)
    if cleaned == case.form_fields.get(field, ""):
        return ()
    return (FormFieldEntered(case.case_id, field, cleaned),)


def _value(field: str, value: str, today: date) -> str:
    cleaned = as_entered(field, one_line(field, value), today)
    if cleaned is None:
        raise BadDate(text=value)
    return cleaned


def _goods(value: str, today: date) -> str:
    lines = goods_lines(several_lines(RETURNED_GOODS, value))
    return goods_text(tuple(_with_day(line, today) for line in lines))


def _with_day(line: GoodsLine, today: date) -> GoodsLine:
    reading = read_date(line.returned_on, near=today)
    if reading.value is None:
        return line  # 紛失 has no day, and words may stand there
    if reading.doubtful:
        raise BadDate(text=line.returned_on)
    return replace(line, returned_on=dotted(reading.value))
