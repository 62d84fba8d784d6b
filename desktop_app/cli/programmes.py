"""``programme show|check|diff``: needs no home."""

from __future__ import annotations

import argparse
from typing import Any

from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said
from desktop_app.domain.form import Form
from desktop_app.domain.programme import Item, Programme
from desktop_app.domain.programme_difference import ChangeKind, differences
from desktop_app.exchange.programme_file import LoadedProgramme, read_programme, shipped_programmes, with_add_ons
from desktop_app.sentences.programme_words import (
    change_line,
    deadline_lines,
    direction_words,
    move_lines,
    only_for,
    scope_lines,
)
from desktop_app.text import _, language, ngettext


def load(name: str) -> LoadedProgramme:
    """Return a shipped programme by its name, one from a file, or add-ons put upon it (``tohoku+kyushu``).

    Raises ProgrammeUnreadable.
    """
    shipped = dict(shipped_programmes())
    base, *add_ons = name.split("+")
    if add_ons and {base, *add_ons} <= shipped.keys():
        return with_add_ons(base, tuple(add_ons))
    return read_programme(shipped.get(name) or file_of(name))


def show(options: argparse.Namespace) -> Said:
    """Show a programme's steps and items."""
    loaded = load(options.programme)
    programme = loaded.programme
    lines = [_head(programme)]
    for step in programme.steps:
        lines.append(f"{step.number} {step.title[language()]}")
        lines += [_item_line(programme, item) for item in programme.items if item.step == step.code]
    lines.append(_form_line(programme.report_form))
    lines += [f"{_form_line(one.report_form)} ({direction_words(one.direction)})" for one in programme.courses]
    for title, told in (
        (_("Who is in scope"), scope_lines(programme)),
        (_("Deadlines"), deadline_lines(programme)),
        (_("Restricted moves"), move_lines(programme)),
        (_("Registers"), tuple(f"{one.label[language()]}: {one.about[language()]}" for one in programme.registers)),
        (_("Made of"), loaded.made_of),
    ):
        lines += [title, *(f"  {line}" for line in told)] if told else []
    data = {
        **_identity(loaded),
        "steps": [{"code": s.code, "number": s.number, "title": s.title[language()]} for s in programme.steps],
        "items": [_item(item) for item in programme.items],
        "report_form": _form_data(programme.report_form),
        "made_of": loaded.made_of,
        "transfer_types": [one.code for one in programme.transfer_types],
        "registers": [one.code for one in programme.registers],
        "measures": sorted({code for item in programme.items for code in item.measures}),
    }
    return Said(data, tuple(lines))


def _form_line(form: Form) -> str:
    words = _("Signed form: {name}  {title}  {edition}")
    return words.format(name=form.name, title=form.title, edition=form.edition)


def _item_line(programme: Programme, item: Item) -> str:
    only = only_for(programme, item)
    return f"  {item.id}  {item.text[language()]}" + (f" ({only})" if only else "")


def check(options: argparse.Namespace) -> Said:
    """Check a programme file; a wrong one is refused with line and reason."""
    loaded = load(options.programme)
    words = _("The programme file can be used.")
    return Said(_identity(loaded) | {"ok": True}, (_head(loaded.programme), words))


def diff(options: argparse.Namespace) -> Said:
    """Compare two programmes: what changed in items, texts, deadlines, in words."""
    older = load(options.programme)
    newer = load(options.other) if options.other else None
    if newer is None:
        older, newer = load(older.programme.id), older
    changes = differences(older.programme, newer.programme)
    items = [one for one in changes if one.part == "items"]
    changed: dict[str, list[str]] = {}
    for one in items:
        if one.kind is ChangeKind.CHANGED:
            changed.setdefault(one.key, []).append(one.field)
    lines = [
        f"{_head(older.programme)} → {_head(newer.programme)}",
        *(change_line(one) for one in changes),
    ]
    if not changes:
        lines.append(_("No difference."))
    data = {
        "older": _identity(older),
        "newer": _identity(newer),
        "added": [one.key for one in items if one.kind is ChangeKind.ADDED],
        "removed": [one.key for one in items if one.kind is ChangeKind.REMOVED],
        "changed": changed,
        "wording": [one.field or one.key for one in changes if one.part == "report_form"],
        "rules": sorted({one.part for one in changes} - {"items", "report_form"}),
    }
    return Said(data, tuple(lines))


def _form_data(form: Form) -> dict[str, Any]:
    return {"number": form.number, "version": form.version, "title": form.title, "fields": form.fields}


def _identity(loaded: LoadedProgramme) -> dict[str, Any]:
    programme = loaded.programme
    return {
        "id": programme.id,
        "version": programme.version,
        "title": programme.title[language()],
        "sha256": loaded.sha256,
        "item_count": len(programme.items),
        "wording_hash": programme.report_form.wording_hash,
    }


def _head(programme: Programme) -> str:
    count = len(programme.items)
    words = ngettext("{title} version {version} ({count} item)", "{title} version {version} ({count} items)", count)
    return words.format(title=programme.title[language()], version=programme.version, count=count)


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "step": item.step,
        "text": item.text[language()],
        "help": item.help[language()],
        "not_applicable": item.not_applicable,
        "evidence": item.evidence,
        "answered_by": item.answered_by,
        "confirmed_by": item.confirmed_by,
        "phase": item.phase,
        "needs_count": item.needs_count,
        "measures": item.measures,
        "directions": item.directions,
    }
