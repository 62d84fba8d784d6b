"""``case import|open``: transfers come in."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from desktop_app.app import App
from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said, day
from desktop_app.cli.session import at_desk, at_free_desk
from desktop_app.domain.dates import read_date
from desktop_app.domain.restricted_moves import MoveVerdict
from desktop_app.errors import BadDate
from desktop_app.exchange.findings import Finding
from desktop_app.exchange.wording import finding_place, finding_sentence
from desktop_app.sentences.moves import judgement_words
from desktop_app.text import _, ngettext
from desktop_app.usecases.desk import open_for_reading
from desktop_app.usecases.intake import (
    ImportPreview,
    ImportRow,
    Outlook,
    TransferInput,
    import_announcement,
    leave_out,
    outlook,
    read_for_import,
    register_transfer,
)


def take_in(options: argparse.Namespace) -> Said:
    """Take in an announcement, or only show what would be taken in."""
    with at_free_desk(options) as app:
        preview = read_for_import(
            app, file_of(options.file), all_workplaces=options.all, encoding=options.encoding, sheet=options.sheet
        )
        for pair in options.leave_out:
            row, _equals, reason = pair.partition("=")
            preview = leave_out(preview, int(row) if row.strip().isdecimal() else 0, reason)
        numbers: tuple[str, ...] = ()
        if not options.dry_run:
            numbers = import_announcement(app, preview, accept_doubtful=options.accept_doubtful)
    findings = (*preview.wrong, *preview.doubtful, *preview.notes)
    data = {
        "dry_run": options.dry_run,
        "imported": len(numbers),
        "case_nos": numbers,
        "would_import": len(preview.taken),
        "already_registered": sum(row.already_registered for row in preview.rows),
        "left_out": preview.left_out,
        "wrong": len(preview.wrong),
        "doubtful": len(preview.doubtful),
        "encoding": preview.table.encoding,
        "unmapped_columns": preview.announcement.unmapped,
        "rows": [_row_data(row) for row in preview.rows],
        "findings": [_finding_data(finding) for finding in findings],
    }
    lines = [_row_line(row) for row in preview.rows] if options.dry_run else []
    lines += [
        _("{place}: {finding}").format(place=finding_place(one), finding=finding_sentence(one)) for one in findings
    ]
    return Said(data, (*lines, *_outcome(preview, len(numbers), dry_run=options.dry_run)))


def register(options: argparse.Namespace) -> Said:
    """Register one transfer by hand."""
    with at_desk(options) as app:
        entry = TransferInput(
            employee_no=options.employee_no,
            name=options.name,
            effective_date=day_of(app, options.effective_date),
            destination_company=options.destination_company,
            kana=options.kana or "",
            destination_department=options.destination_department or "",
            origin_department=options.department or "",
            org_code=options.org_code or "",
            notice_date=day_of(app, options.notice_date) if options.notice_date else None,
            transfer_type=options.transfer_type or "",
            specified_affiliate={"yes": True, "no": False, None: None}[options.specified_affiliate],
        )
        seen = outlook(app, entry)
        case_id = register_transfer(app, entry)
        case = open_for_reading(app, case_id).case
    data = {
        "case_no": case.case_no,
        "case_id": case_id,
        "in_scope": seen.in_scope,
        "target_date": seen.target,
        "deadline": seen.deadline,
        "scope": seen.scope,
        "move": {
            "verdict": seen.move.verdict,
            "reason": seen.move.reason,
            "last_duty": seen.move.last_duty,
            "released_on": seen.move.released_on,
        },
        "same_name": [summary.transferee.employee_no for summary in seen.same_name],
    }
    scope = _("In scope. Target date {target}, deadline {deadline}.") if seen.in_scope else _("Out of scope.")
    lines = [
        _("Registered: {case_no}").format(case_no=case.case_no),
        scope.format(target=day(seen.target), deadline=day(seen.deadline)),
        *([_("Restricted move: {verdict}").format(verdict=_move_words(seen))] if _is_restricted(seen) else []),
        *(
            _("Somebody has the same name ({name}, {employee_no}). Make sure of the employee number.").format(
                name=summary.transferee.name, employee_no=summary.transferee.employee_no
            )
            for summary in seen.same_name
        ),
    ]
    return Said(data, tuple(lines))


def _is_restricted(seen: Outlook) -> bool:
    return seen.move.verdict is not MoveVerdict.ALLOWED


def _move_words(seen: Outlook) -> str:
    return judgement_words(seen.move.verdict, seen.move)


def day_of(app: App, text: str) -> date:
    """Return a date as written on the command line; raises BadDate when it cannot be told for certain."""
    reading = read_date(text, near=app.today())
    if reading.value is None or reading.doubtful:
        raise BadDate(text=text)
    return reading.value


def _row_data(row: ImportRow) -> dict[str, Any]:
    transfer = row.transfer
    return {
        "row": transfer.row,
        "employee_no": transfer.employee_no,
        "name": transfer.name,
        "kana": transfer.kana,
        "effective_date": transfer.effective_date,
        "notice_date": transfer.notice_date,
        "org_code": transfer.org_code,
        "department": transfer.department,
        "destination_company": transfer.destination_company,
        "destination_department": transfer.destination_department,
        "transfer_type": transfer.transfer_type,
        "in_scope": row.outlook.in_scope if row.outlook else None,
        "scope": row.outlook.scope if row.outlook else None,
        "move": row.outlook.move.verdict if row.outlook else None,
        "already_registered": row.already_registered,
    }


def _finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "row": finding.row,
        "rows": finding.rows,
        "column": finding.column,
        "kind": finding.kind.code,
        "level": finding.level.name,
        "message": finding_sentence(finding),
    }


def _row_line(row: ImportRow) -> str:
    transfer = row.transfer
    return _("Row {row}: {employee_no}  {name}  {day}  {destination}").format(
        row=transfer.row,
        employee_no=transfer.employee_no,
        name=transfer.name,
        day=day(transfer.effective_date),
        destination=transfer.destination_company,
    )


def _outcome(preview: ImportPreview, taken: int, *, dry_run: bool) -> tuple[str, ...]:
    count = len(preview.taken) if dry_run else taken
    if dry_run:
        words = ngettext("{count} transfer would be taken in.", "{count} transfers would be taken in.", count)
    else:
        words = ngettext("{count} transfer was taken in.", "{count} transfers were taken in.", count)
    lines = [words.format(count=count)]
    known = sum(row.already_registered for row in preview.rows)
    if known:
        left = ngettext("{count} row was registered before.", "{count} rows were registered before.", known)
        lines.append(left.format(count=known))
    if preview.left_out:
        left = ngettext(
            "{count} row of another workplace was left out (--all takes it in).",
            "{count} rows of other workplaces were left out (--all takes them in).",
            preview.left_out,
        )
        lines.append(left.format(count=preview.left_out))
    return tuple(lines)
