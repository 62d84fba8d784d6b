"""``master import|list|set``: the masters."""

from __future__ import annotations

import argparse
from typing import Any

from desktop_app.app import App
from desktop_app.cli.intake import day_of
from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said, day
from desktop_app.cli.session import at_desk, at_free_desk
from desktop_app.domain.master_facts import MasterVersion
from desktop_app.domain.master_kinds import MasterKind
from desktop_app.errors import FieldMissing
from desktop_app.exchange.findings import Finding
from desktop_app.exchange.master_kinds import master_kind
from desktop_app.exchange.wording import finding_place, finding_sentence
from desktop_app.text import _, language, ngettext
from desktop_app.usecases.masters import MasterEntry, entries, import_master, read_master_file, record_version
from desktop_app.usecases.taking_over import read_former_file, take_over

_FORMER = "ledger"


def take_in(options: argparse.Namespace) -> Said:
    """Take in a master (or a former ledger), or only show what would be taken in."""
    with at_free_desk(options) as app:
        return _take_over(app, options) if options.kind == _FORMER else _take_master(app, options)


def _take_master(app: App, options: argparse.Namespace) -> Said:
    where = {"encoding": options.encoding, "sheet": options.sheet}
    preview = read_master_file(app, options.kind, file_of(options.file), **where)
    taken = 0 if options.dry_run else import_master(app, preview, accept_doubtful=options.accept_doubtful)
    count = len(preview.read.news) if options.dry_run else taken
    return _outcome(options, preview.read.findings, count, len(preview.read.rows))


def _take_over(app: App, options: argparse.Namespace) -> Said:
    preview = read_former_file(app, file_of(options.file), encoding=options.encoding, sheet=options.sheet)
    taken = 0 if options.dry_run else take_over(app, preview, accept_doubtful=options.accept_doubtful)
    count = taken if not options.dry_run else 0 if preview.known else len(preview.read.rows)
    return _outcome(options, preview.read.findings, count, len(preview.read.rows))


def _outcome(options: argparse.Namespace, findings: tuple[Finding, ...], count: int, rows: int) -> Said:
    if options.dry_run:
        words = ngettext("{count} row would be taken in.", "{count} rows would be taken in.", count)
    else:
        words = ngettext("{count} row was taken in.", "{count} rows were taken in.", count)
    told = [_("{place}: {finding}").format(place=finding_place(f), finding=finding_sentence(f)) for f in findings]
    data = {
        "dry_run": options.dry_run,
        "rows": rows,
        "imported": 0 if options.dry_run else count,
        "would_import": count,
        "findings": [
            {"row": f.row, "rows": f.rows, "column": f.column, "kind": f.kind.code, "level": f.level.name}
            for f in findings
        ],
    }
    return Said(data, (*told, words.format(count=f"{count:,}")))


def show(options: argparse.Namespace) -> Said:
    """List a master as of a day."""
    with at_desk(options) as app:
        on = day_of(app, options.on) if options.on else app.today()
        kind, found = master_kind(options.kind), entries(app, options.kind, on=on, text=options.text)
    lines = [_line(kind, entry) for entry in found] or [_("The master has no entries.")]
    return Said({"kind": kind.id, "on": on, "entries": [_data(entry) for entry in found]}, tuple(lines))


def enter(options: argparse.Namespace) -> Said:
    """Enter one version by hand."""
    with at_free_desk(options) as app:
        version = MasterVersion(
            options.code,
            options.name,
            day_of(app, options.first) if options.first else None,
            day_of(app, options.last) if options.last else None,
            pairs(options.field),
        )
        record_version(app, options.kind, version)
    return Said({"kind": options.kind, "code": options.code}, (_("Recorded: {code}").format(code=options.code),))


def pairs(given: list[str]) -> dict[str, str]:
    """Return ``FIELD=TEXT`` options by field; raises FieldMissing where there is no ``=``."""
    found = {}
    for pair in given:
        name, equals, text = pair.partition("=")
        if not equals:
            raise FieldMissing(field=pair)
        found[name.strip()] = text
    return found


def _line(kind: MasterKind, entry: MasterEntry) -> str:
    version = entry.latest
    first, last = (day(one) if one else "…" for one in (version.valid_from, version.valid_to))
    told = [
        f"{field.label[language()]}: {version.properties[field.name]}"
        for field in kind.properties
        if field.name in version.properties
    ]
    gone = [] if entry.standing else [_("(not on this day)")]
    return "  ".join((entry.code, version.name, f"{first} - {last}", *told, *gone))


def _data(entry: MasterEntry) -> dict[str, Any]:
    def told(version: MasterVersion) -> dict[str, Any]:
        return {
            "name": version.name,
            "valid_from": version.valid_from,
            "valid_to": version.valid_to,
            **version.properties,
        }

    return {
        "code": entry.code,
        "standing": told(entry.standing) if entry.standing else None,
        "versions": [told(version) for version in entry.versions],
    }
