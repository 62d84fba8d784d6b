"""What was found in an announcement, and why a table was refused, in sentences for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from desktop_app import errors
from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.dates import long_date
from desktop_app.exchange.columns import AnnouncementField
from desktop_app.exchange.findings import Finding, FindingKind
from desktop_app.exchange.master_kinds import master_kind
from desktop_app.text import _, language, ngettext


def field_label(field: str) -> str:
    """Return what a field is called on screen."""
    labels: dict[str, str] = {
        "holiday_day": _("Day off"),
        "holiday_name": _("What the day is called"),
        AnnouncementField.EMPLOYEE_NO: _("Employee number"),
        AnnouncementField.NAME: _("Name"),
        AnnouncementField.FAMILY_NAME: _("Family name"),
        AnnouncementField.GIVEN_NAME: _("Given name"),
        AnnouncementField.KANA: _("Kana"),
        AnnouncementField.FAMILY_KANA: _("Kana of the family name"),
        AnnouncementField.GIVEN_KANA: _("Kana of the given name"),
        AnnouncementField.EFFECTIVE_DATE: _("Effective date"),
        AnnouncementField.NOTICE_DATE: _("Notice date"),
        AnnouncementField.ORG_CODE: _("Workplace code"),
        AnnouncementField.DEPARTMENT: _("Moves from"),
        AnnouncementField.DESTINATION_COMPANY: _("Destination company"),
        AnnouncementField.DESTINATION_DEPARTMENT: _("Destination department"),
        AnnouncementField.TRANSFER_TYPE: _("Kind of transfer"),
        AnnouncementField.SPECIFIED_AFFILIATE: _("Specified affiliate"),
    }
    known = next((kind for kind in labels if kind == field), None)
    return labels[known] if known else master_field_label(field)


def master_field_label(field: str) -> str:
    """Return what a field of a master is called (``system.name``)."""
    kind, _dot, name = field.partition(".")
    return master_kind(kind).field(name).label[language()]


def finding_place(finding: Finding) -> str:
    """Return where a finding is: ``11行　異動発令日``."""
    rows = _(", ").join(str(row) for row in finding.rows[:5]) + ("…" if len(finding.rows) > 5 else "")  # noqa: PLR2004
    place = ngettext("Row {rows}", "Rows {rows}", len(finding.rows)).format(rows=rows)
    if finding.column is None:
        return place
    return _("{place}  {column}").format(place=place, column=field_label(finding.column))


def finding_sentence(finding: Finding) -> str:
    """Return what was found and what to do about it."""
    facts = {name: _fact(value) for name, value in finding.facts.items()}
    match finding.kind:
        case FindingKind.SAME_NAME:
            count = len(finding.rows)
            return ngettext(
                "{count} person has the same name. The employee numbers differ.",
                "{count} people have the same name. The employee numbers differ.",
                count,
            ).format(count=count)
        case FindingKind.YEAR_GUESSED if isinstance(finding.facts["value"], dt.date):
            facts["year"] = str(fiscal_year(finding.facts["value"]))
    return _sentences()[finding.kind].format(**facts)


def _sentences() -> dict[FindingKind, str]:
    return {**_wrong(), **_doubtful(), **_notes()}


def _wrong() -> dict[FindingKind, str]:
    return {
        FindingKind.MISSING_VALUE: _("Empty. Correct the original file and read it again."),
        FindingKind.NOT_A_DATE: _("“{text}” is no date. Correct the original file and read it again."),
        FindingKind.IMPOSSIBLE_DATE: _("There is no day “{text}”. Correct the original file and read it again."),
        FindingKind.CONTROL_CHARACTERS: _(
            "There are control characters ({characters}). The file may be damaged. Correct it and read it again."
        ),
        FindingKind.TOO_LONG: _("Too long ({length} characters; at most {limit}). Check that the columns fit."),
        FindingKind.ERROR_VALUE: _("Excel shows the error “{text}”. Correct the original file and read it again."),
        FindingKind.DUPLICATE: _(
            "{employee_no} is listed more than once for the same day. Keep one row and read the file again."
        ),
        FindingKind.OVERLAP: _(
            "The periods of “{code}” overlap. Let one end before the next begins, and read the file again."
        ),
        FindingKind.ENDS_FIRST: _("It ends ({last}) before it begins ({first}). Correct it and read the file again."),
        FindingKind.CODE_TWICE: _("“{code}” stands twice from the same day. Keep one row and read the file again."),
        FindingKind.OWN_SUCCESSOR: _("“{text}” cannot be merged into itself. Correct it and read the file again."),
    }


def _doubtful() -> dict[FindingKind, str]:
    return {
        FindingKind.YEAR_GUESSED: _("There is no year. It was read as fiscal year {year}."),
        FindingKind.SHORT_YEAR: _("“{text}” has a two-digit year. It was read as {value}."),
        FindingKind.DAY_OR_MONTH: _("In “{text}” day and month may be the other way round. It was read as {value}."),
        FindingKind.OUTSIDE_ERA: _("“{text}” is not in that era. It was read as {value}."),
        FindingKind.WEEKDAY_DIFFERS: _("The weekday in “{text}” is another one. It was read as {value}."),
        FindingKind.ZEROS_LOST: _("“{text}” may have lost its leading zeros. It was read as “{value}”."),
        FindingKind.ODD_NUMBER: _("“{text}” is unusual for an employee number. Check it."),
        FindingKind.NUMBER_OF_ANOTHER: _("Employee number {employee_no} stands with different names. Check it."),
        FindingKind.REPLACED_CHARACTER: _(
            "A character of “{text}” may have been replaced when the file was saved. Check the name."
        ),
        FindingKind.PRIVATE_CHARACTER: _(
            "There is a user-defined character ({characters}). It looks different on every PC. Check the name."
        ),
        FindingKind.FLAG_UNREADABLE: _("“{text}” is neither yes nor no. It was read as not stated."),
        FindingKind.ORG_CODE_ASSUMED: _(
            "No column holds workplace codes. All rows were read as those of this workplace ({value})."
        ),
        FindingKind.CODE_UNKNOWN: _("There is no entry with the code “{text}”, neither in the file nor here."),
        FindingKind.REPLACES: _("From {value} “{code}” is recorded as “{name}”. The file’s row takes its place."),
        FindingKind.CUTS_SHORT: _("“{code}” is recorded as “{name}” from {value}. The file’s row ends the day before."),
        FindingKind.RIVAL_COLUMNS: _("More than one column fits. “{used}” was used and “{others}” was not."),
    }


def _notes() -> dict[FindingKind, str]:
    return {
        FindingKind.INVISIBLE_REMOVED: _("Invisible characters ({characters}) were taken out."),
        FindingKind.KANA_MISSING: _("There is no kana. It is needed before the completion report."),
        FindingKind.NOT_KANA: _("“{text}” is not only katakana. It was taken as it is."),
        FindingKind.LONG_NAME: _("The name is long ({length} characters). It is printed on two lines if need be."),
        FindingKind.FOREIGN_SCRIPT: _(
            "The name has characters ({characters}) that the papers may need a substitute for."
        ),
        FindingKind.DATE_PASSED: _("{value} has passed. It is registered as entered afterwards."),
        FindingKind.DATE_FAR: _("{value} is more than a year away from today. Check it."),
        FindingKind.GAP: _("“{code}” has no entry from {first} to {last}. It is taken in as it is."),
        FindingKind.UNCHANGED: _("“{code}” is recorded already, with the same words."),
        FindingKind.NOTICE_AFTER_EFFECTIVE: _("The notice date {value} is after the effective date. Check it."),
    }


def refusal_sentence(error: errors.SekishoError) -> str | None:
    """Return why a table was refused and what to do next; None for errors of other rooms."""
    for kind, sentence in _refusals().items():
        if isinstance(error, kind):
            return sentence(error)
    return None


def _refusals() -> dict[type[errors.SekishoError], Callable[[errors.SekishoError], str]]:
    no_table = _("This file holds no table. Choose a CSV or Excel file.")
    return {
        errors.TableUnreadable: lambda error: _unreadable(str(error.reason)),
        errors.TableTooLarge: lambda error: _too_large(str(error.what), int(error.limit)),
        errors.TableEmpty: lambda _error: no_table,
        errors.NotATable: lambda _error: no_table,
        errors.EncodingUnknown: lambda _error: _(
            "The character encoding cannot be told. Save the file again as Shift_JIS or UTF-8."
        ),
        errors.QuoteNotClosed: lambda error: _(
            "A quotation mark opened in row {row} or above does not close. Correct the file and read it again."
        ).format(row=error.row),
        errors.WorkbookLocked: lambda _error: _(
            "Excel files with a password cannot be read. Take the password off and save the file again."
        ),
        errors.WorkbookTooOld: lambda error: _(
            "This form of Excel file (.{kind}) cannot be read. Save it again as an Excel workbook (.xlsx)."
        ).format(kind=error.kind),
        errors.WorkbookDamaged: lambda _error: _(
            "The Excel file does not open. Get it again from the sender, or save it again in Excel."
        ),
        errors.SheetUnknown: lambda error: _("There is no sheet “{sheet}”. Choose one of: {sheets}").format(
            sheet=error.sheet, sheets=_(", ").join(error.sheets)
        ),
        errors.ColumnsMissing: lambda error: _("No column for “{fields}” was found. Choose the column.").format(
            fields=_("”, “").join(field_label(field) for field in error.fields)
        ),
        errors.ColumnUnknown: lambda error: _("The file has no column “{column}” for “{field}”.").format(
            column=error.column, field=field_label(error.field)
        ),
        errors.ReadingStopped: lambda _error: _("The reading was stopped. Nothing was taken in."),
    }


def _unreadable(reason: str) -> str:
    reasons = {
        "missing": _("The file is not there. It may have been moved or renamed. Choose it again."),
        "folder": _("This is a folder. Choose a CSV or Excel file."),
        "denied": _("The file may not be opened. Close it in Excel, or ask for permission to read it."),
    }
    return reasons.get(reason) or _("The file cannot be read just now. Copy it to this PC and choose it again.")


def _too_large(what: str, limit: int) -> str:
    if what == "rows":
        return _("The table has more than {limit} rows. Divide it into several files.").format(limit=f"{limit:,}")
    if what == "columns":
        return _("The table has more than {limit} columns. Keep only the needed ones.").format(limit=limit)
    return _("The file is too large (at most {limit} MB). Keep only the rows that are needed.").format(
        limit=limit // 1_000_000
    )


def _fact(value: object) -> str:
    match value:
        case dt.date():
            return long_date(value) if language() == "ja" else f"{value:%d %B %Y (%a)}"
        case tuple():
            return _(", ").join(map(str, value))
        case _:
            return str(value)
