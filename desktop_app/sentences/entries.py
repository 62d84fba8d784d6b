"""What was entered or handed in: fields, dates, half-years, the answers and strokes files."""

from __future__ import annotations

from desktop_app import errors
from desktop_app.domain.case import CaseState
from desktop_app.sentences.words import Sentences, field_name, listed
from desktop_app.text import _


def _strokes(error: errors.BadStrokes) -> str:
    if error.facts.get("problem") is None:
        if error.where == "too_many_points":
            return _("The signature has too many points. Clear it and sign again.")
        return _("There is no signature yet. Write your name in the frame.")
    return _("The strokes file cannot be used. ({cause}) Nothing was recorded.").format(cause=_cause(error))


def _cause(error: errors.SekishoError) -> str:
    problem = str(error.facts.get("problem", ""))
    cause = {
        "missing": _("the file is not there"),
        "unreadable": _("the file may not be opened"),
        "too_large": _("the file is too large"),
        "encoding": _("the text is not UTF-8"),
        "not_json": _("it is not written as JSON"),
        "twice": _("{where} stands twice"),
        "unknown": _("{where} is not known"),
        "required": _("{where} is missing"),
        "type": _("{where} is not of the right kind"),
        "number": _("{where} is no usable number"),
        "date": _("{where} is no date such as 2026-09-28"),
        "long": _("{where} is too long"),
        "empty": _("{where} is empty"),
    }.get(problem, "{where}")
    return cause.format(where=error.where)


SENTENCES: Sentences = {
    errors.FieldMissing: lambda e: _("“{field}” is empty. Enter it.").format(field=field_name(e.field)),
    errors.FieldTooLong: lambda e: _("“{field}” is too long. {limit} characters are the most.").format(
        field=field_name(e.field), limit=e.limit
    ),
    errors.FormFieldUnknown: lambda e: (
        _("The form of this case asks for no “{field}”. It asks for: {known}").format(
            field=e.field, known=listed(e.known)
        )
        if e.known
        else _("The form of this case asks for nothing more.")
    ),
    errors.DetailUnknown: lambda e: _("This circumstance asks for no “{field}”. It asks for: {known}").format(
        field=e.field, known=listed(e.known)
    ),
    errors.BadDate: lambda e: _("“{text}” cannot be read as a date. Write it like 2026-10-01 or R8.10.1.").format(
        text=e.text
    ),
    errors.BadHalfYear: lambda e: _("“{text}” is no half-year. Write it like 2026H1 or 2026H2.").format(text=e.text),
    errors.BadAnswers: lambda e: _("The answers file cannot be used. ({cause}) Nothing was recorded.").format(
        cause=_cause(e)
    ),
    errors.BadStrokes: _strokes,
    errors.BadState: lambda e: _("“{text}” is no state. The states are: {states}.").format(
        text=e.text, states=_(", ").join(state.value for state in CaseState)
    ),
    errors.SecretMissing: lambda e: _(
        "A PIN or key is needed. Set {variable}, or run the command at a terminal. Nothing was changed."
    ).format(variable=e.variable),
    errors.ChoiceMissing: lambda e: _("The command leaves open what is meant. Give {option}.").format(option=e.option),
    errors.PaperUnreadable: lambda e: _("The file cannot be read: {name}. Choose it again.").format(name=e.name),
    errors.WrongRecoveryKey: lambda _e: _(
        "This recovery key belongs to no year of this workplace. Check the year on the paper and enter it again."
    ),
}
