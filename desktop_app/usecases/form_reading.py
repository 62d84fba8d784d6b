"""A form as it is read on the screen before signing: the words of the paper itself (measures H1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.app import App
from desktop_app.domain.form import Block, Form, merged
from desktop_app.domain.form_fields import GoodsLine, unset_mark
from desktop_app.papers.forms.letter_data import LineSheet, OpenItem, Result
from desktop_app.papers.page.blocks import wording_id
from desktop_app.papers.typesetting.substitutes import substituted
from desktop_app.usecases.answering import open_case
from desktop_app.usecases.form_values import goods_of, open_items_of, results_of, values_of
from desktop_app.usecases.line_sheet import line_sheet_of


@dataclass(frozen=True, slots=True)
class ResultText:
    """A row of the result table in words; *outcome* is empty while a step is not wholly answered."""

    text: str
    outcome: str
    done_on: str
    amounts: str


@dataclass(frozen=True, slots=True)
class FormText:
    """Everything a form says. *unset* names the fields nobody filled in yet; they are shown in their places.

    *print_note* tells which characters are shown otherwise.
    *blocks* have their fields filled in; *results*, *open_items* and *goods* are what stands in their tables.
    """

    title: str
    number: str
    name: str
    version: str
    wording_id: str
    full_name: str
    blocks: tuple[Block, ...]
    results: tuple[ResultText, ...]
    open_items: tuple[OpenItem, ...]
    goods: tuple[GoodsLine, ...]
    unset: tuple[str, ...]
    print_note: str = ""
    lines: LineSheet | None = None


def report_text(app: App, case_id: str) -> FormText:
    """Return what the case's form would say if it were signed now."""
    case, programme = open_case(app, case_id)
    form = programme.report_form
    values = values_of(app, case, programme, app.now())
    unset = tuple(name for name in form.fields if name not in values)
    shown = merged(form, values | {name: unset_mark(name) for name in unset})
    results = results_of(case, programme, form)
    text = FormText(
        title=form.title,
        number=form.number,
        name=form.name,
        version=form.edition,
        wording_id=wording_id(form.wording_hash),
        full_name=case.transferee.name,
        blocks=shown.blocks,
        results=tuple(_results(form, results)),
        open_items=open_items_of(case, programme),
        goods=goods_of(case, programme, form),
        lines=line_sheet_of(case, programme),
        unset=unset,
    )
    return substituted(text, case.print_substitutes)


def _results(form: Form, results: Mapping[str, Result]) -> list[ResultText]:
    rows = []
    outcomes = next((block.results.outcomes for block in form.blocks if block.results), ())
    for row in form.result_rows:
        result = results.get(row.step)
        if result is not None:
            amounts = "　".join(result.amounts)
            rows.append(ResultText(row.text, outcomes[result.outcome], result.done_on, amounts))
        else:
            rows.append(ResultText(row.text, "", "", ""))
    return rows
