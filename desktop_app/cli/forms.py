"""``case field|explain`` and ``paper dates``: what forms ask for, and how their dates are written."""

from __future__ import annotations

import argparse

from desktop_app.cli.acts import outcome
from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said
from desktop_app.cli.session import at_desk, at_free_desk, pin
from desktop_app.domain.form_fields import RETURNED_GOODS, goods_text
from desktop_app.errors import FieldMissing
from desktop_app.exchange.durable import write_whole
from desktop_app.sentences.words import field_name
from desktop_app.text import _
from desktop_app.usecases import form_entries


def field(options: argparse.Namespace) -> Said:
    """Enter what the form of a case asks for; with nothing to enter, show it."""
    with at_free_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        if options.values:
            form_entries.enter_form_fields(app, case_id, _values(options.values))
        entries = form_entries.form_entries_of(app, case_id)
        goods = goods_text(entries.goods) if entries.goods is not None else None
        words = _("{field} ({name}): {value}")
        lines = [words.format(field=f, name=field_name(f), value=value or "―") for f, value in entries.values]
        if goods is not None:
            lines += [field_name(RETURNED_GOODS), *(f"  {line}" for line in goods.splitlines() or ["―"])]
        said = outcome(app, case_id, *(lines or [_("The form of this case asks for nothing more.")]))
        fields = dict(entries.values) | ({RETURNED_GOODS: goods.splitlines()} if goods is not None else {})
        return Said(said.data | {"form": entries.form_name, "fields": fields}, said.lines)


def _values(given: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for part in given:
        name, sign, value = part.partition("=")
        if not sign:
            raise FieldMissing(field=name)
        name = name.strip()
        values[name] = f"{values[name]}\n{value}" if name == RETURNED_GOODS and name in values else value
    return values


def explain(options: argparse.Namespace) -> Said:
    """Sign the record of an explanation after which nobody signed."""
    from desktop_app.usecases.answering import read_file
    from desktop_app.usecases.explaining import record_explanation

    with at_desk(options) as app:
        case_id = app.record.case_id_of(options.case)
        paper = record_explanation(app, case_id, options.witness, pin())
        said = outcome(app, case_id, _("The explanation is recorded and signed."))
        data = said.data | {"paper": {"name": paper.name, "sha256": paper.sha256}}
        if options.out:
            path = file_of(options.out)
            write_whole(path, read_file(app, paper))
            data["out"] = str(path)
        return Said(data, said.lines)


def dates(options: argparse.Namespace) -> Said:
    """Show or choose the calendar in which letters write years."""
    with at_desk(options) as app:
        if options.calendar:
            form_entries.choose_paper_dates(app, era=options.calendar == "era")
        era = app.workplace.papers_in_eras
    words = _("Letters write years by the Japanese era.") if era else _("Letters write years by the western calendar.")
    return Said({"calendar": "era" if era else "western"}, (words,))
