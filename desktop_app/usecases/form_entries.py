"""What the manager enters for a case's form, and the calendar in which letters write years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.app import App
from desktop_app.domain import form_entries
from desktop_app.domain.facts import PaperDatesChosen
from desktop_app.domain.form_fields import RETURNED_GOODS, GoodsLine
from desktop_app.errors import NotEntitled
from desktop_app.usecases.answering import open_case
from desktop_app.usecases.form_values import goods_of, move_values
from desktop_app.usecases.people import require_seat_free
from desktop_app.usecases.programmes import MAY_ADOPT


@dataclass(frozen=True, slots=True)
class FormEntries:
    """What the form of a case asks for, in its order, and what stands there; *goods* None: it has no such list.

    *goods_entered* tells that the list was entered, rather than taken from the answers.
    """

    form_name: str
    values: tuple[tuple[str, str], ...]
    goods: tuple[GoodsLine, ...] | None
    goods_entered: bool


def form_entries_of(app: App, case_id: str) -> FormEntries:
    """Return what has to be entered for the form of a case; raises UnknownCase."""
    case, programme = open_case(app, case_id)
    form = programme.report_form
    known = move_values(app, case, programme) | dict(case.form_fields)
    asked = (name for name in form_entries.asked_entries(programme) if name != RETURNED_GOODS)
    return FormEntries(
        form_name=form.name,
        values=tuple((name, known.get(name, "")) for name in asked),
        goods=goods_of(case, programme, form) if form.returned_goods else None,
        goods_entered=RETURNED_GOODS in case.form_fields,
    )


def enter_form_fields(app: App, case_id: str, values: Mapping[str, str]) -> None:
    """Enter values for the form of a case as one act; an empty one is taken back.

    Raises SeatHandedOver, WrongState, FormFieldUnknown, FieldTooLong, BadDate; then nothing was recorded.
    """
    require_seat_free(app)
    case, programme = open_case(app, case_id)
    facts = tuple(
        fact
        for field, value in values.items()
        for fact in form_entries.enter_field(case, programme, field, value, app.today())
    )
    if facts:
        app.commit(facts)


def choose_paper_dates(app: App, *, era: bool) -> None:
    """Let letters write years by the Japanese era, or by the western calendar. Raises SeatHandedOver, NotEntitled."""
    require_seat_free(app)
    if app.person.role not in MAY_ADOPT:
        raise NotEntitled(act="choose_paper_dates", role=app.person.role)
    if app.workplace.papers_in_eras != era:
        app.commit((PaperDatesChosen(era),))
