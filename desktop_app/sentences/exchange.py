"""Files that come in and go out: announcements, programmes, exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app import errors
from desktop_app.sentences.words import Sentences
from desktop_app.text import _, ngettext

if TYPE_CHECKING:
    from desktop_app.exchange.findings import Finding

_SHOWN = 3


def _table(error: errors.SekishoError) -> str:
    from desktop_app.exchange.wording import refusal_sentence

    words = refusal_sentence(error)
    if words is None:
        raise LookupError(type(error).__name__)
    return words


def _programme(error: errors.ProgrammeUnreadable) -> str:
    from desktop_app.exchange.programme_faults import programme_reason_sentence

    return programme_reason_sentence(error)


def _found(findings: tuple[Finding, ...]) -> str:
    from desktop_app.exchange.wording import finding_place, finding_sentence

    line = _("{place}: {finding}")
    return "\n".join(line.format(place=finding_place(one), finding=finding_sentence(one)) for one in findings[:_SHOWN])


def _wrong(error: errors.AnnouncementWrong) -> str:
    head = ngettext(
        "{count} place in the file must be corrected. Nothing was taken in.",
        "{count} places in the file must be corrected. Nothing was taken in.",
        len(error.findings),
    ).format(count=len(error.findings))
    return f"{head}\n{_found(error.findings)}"


def _doubtful(error: errors.AnnouncementDoubtful) -> str:
    head = ngettext(
        "{count} place in the file is doubtful. Nothing was taken in. Look at it, then agree or correct the file.",
        "{count} places in the file are doubtful. Nothing was taken in. Look at them, then agree or correct the file.",
        len(error.findings),
    ).format(count=len(error.findings))
    return f"{head}\n{_found(error.findings)}"


def _folder(error: errors.FolderNotWritable) -> str:
    trouble = {
        "missing": _("the folder is not there"),
        "denied": _("writing is not allowed there, or the file is open in another program"),
        "full": _("there is no space left"),
        "unreachable": _("the place does not answer"),
    }.get(str(error.trouble), str(error.trouble))
    return _(
        "“{name}” could not be written to {path} ({trouble}). A former file is as it was. Choose another place."
    ).format(name=error.name, path=error.path, trouble=trouble)


SENTENCES: Sentences = {
    errors.ProgrammeUnreadable: _programme,
    errors.ProgrammeVersionTaken: lambda e: _(
        "{title} version {version} is in use already, with other words. Nothing was changed. "
        "Give the file a new version."
    ).format(title=e.title, version=e.version),
    errors.TableUnreadable: _table,
    errors.TableTooLarge: _table,
    errors.TableEmpty: _table,
    errors.NotATable: _table,
    errors.EncodingUnknown: _table,
    errors.QuoteNotClosed: _table,
    errors.WorkbookLocked: _table,
    errors.WorkbookTooOld: _table,
    errors.WorkbookDamaged: _table,
    errors.SheetUnknown: _table,
    errors.ColumnsMissing: _table,
    errors.ColumnUnknown: _table,
    errors.ReadingStopped: _table,
    errors.HolidaysTooMany: lambda e: _(
        "The file has {count} holidays in fiscal year {year} (at most {limit}). Nothing was taken in. "
        "Check that it is the list of the company’s holidays."
    ).format(count=e.count, year=e.year, limit=e.limit),
    errors.ImportStopped: lambda e: _(
        "The import was stopped. {registered} cases are registered, {left} are not yet. "
        "Take the same file in again: it goes on with those, and nobody is registered twice."
    ).format(registered=e.registered, left=e.left),
    errors.FolderNotWritable: _folder,
    errors.WritingStopped: lambda _e: _("The writing was stopped. A former file is as it was."),
    errors.AnnouncementWrong: _wrong,
    errors.AnnouncementDoubtful: _doubtful,
}
