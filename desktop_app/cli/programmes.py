"""``programme show|check|diff``: needs no home."""

from __future__ import annotations

import argparse
from typing import Any

from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said
from desktop_app.domain.form import Form
from desktop_app.domain.programme import Item, Programme
from desktop_app.exchange.programme_file import LoadedProgramme, read_programme, shipped_programmes
from desktop_app.text import _, language, ngettext


def load(name: str) -> LoadedProgramme:
    """Return a shipped programme by its name, or one from a file; raises ProgrammeUnreadable."""
    return read_programme(dict(shipped_programmes()).get(name) or file_of(name))


def show(options: argparse.Namespace) -> Said:
    """Show a programme's steps and items."""
    loaded = load(options.programme)
    programme = loaded.programme
    lines = [_head(programme)]
    for step in programme.steps:
        lines.append(f"{step.number} {step.title[language()]}")
        lines += [f"  {item.id}  {item.text[language()]}" for item in programme.items if item.step == step.code]
    form = programme.report_form
    lines.append(
        _("Signed form: {name}  {title}  {edition}").format(name=form.name, title=form.title, edition=form.edition)
    )
    data = {
        **_identity(loaded),
        "steps": [{"code": s.code, "number": s.number, "title": s.title[language()]} for s in programme.steps],
        "items": [_item(item) for item in programme.items],
        "report_form": _form_data(programme.report_form),
    }
    return Said(data, tuple(lines))


def check(options: argparse.Namespace) -> Said:
    """Check a programme file; a wrong one is refused with line and reason."""
    loaded = load(options.programme)
    words = _("The programme file can be used.")
    return Said(_identity(loaded) | {"ok": True}, (_head(loaded.programme), words))


def diff(options: argparse.Namespace) -> Said:
    """Compare two programmes by items and wording."""
    older = load(options.programme)
    newer = load(options.other) if options.other else None
    if newer is None:
        older, newer = load(older.programme.id), older
    old, new = {i.id: i for i in older.programme.items}, {i.id: i for i in newer.programme.items}
    added = [item_id for item_id in new if item_id not in old]
    removed = [item_id for item_id in old if item_id not in new]
    changed = {k: fields for k in new if k in old and (fields := _changed_fields(old[k], new[k]))}
    wording = _changed_fields(older.programme.report_form, newer.programme.report_form)
    rules = [
        name
        for name in ("steps", "deadlines", "retention", "scope", "transfer_types", "roles", "briefing")
        if getattr(older.programme, name) != getattr(newer.programme, name)
    ]
    lines = [
        f"{_head(older.programme)} → {_head(newer.programme)}",
        *(_("+ {item}  {text}").format(item=k, text=new[k].text[language()]) for k in added),
        *(_("- {item}  {text}").format(item=k, text=old[k].text[language()]) for k in removed),
        *(_("~ {item}  {fields}").format(item=k, fields=_(", ").join(v)) for k, v in changed.items()),
        *([_("~ wording of the report: {fields}").format(fields=_(", ").join(wording))] if wording else []),
        *([_("~ rules: {fields}").format(fields=_(", ").join(rules))] if rules else []),
    ]
    if len(lines) == 1:
        lines.append(_("No difference."))
    data = {
        "older": _identity(older),
        "newer": _identity(newer),
        "added": added,
        "removed": removed,
        "changed": changed,
        "wording": wording,
        "rules": rules,
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
    }


def _changed_fields(old: Item | Form, new: Item | Form) -> list[str]:
    return [name for name in old.__slots__ if getattr(old, name) != getattr(new, name)]
