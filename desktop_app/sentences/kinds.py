"""What is said of an error that has no sentence of its own yet, by its kind."""

from __future__ import annotations

from desktop_app.errors import BadInput, Refused, SekishoError, Tampered, Unavailable
from desktop_app.sentences.words import Sentences
from desktop_app.text import _

SENTENCES: Sentences = {
    Refused: lambda _error: _("This cannot be done as things stand. Nothing was changed."),
    BadInput: lambda _error: _("What was given cannot be used. Nothing was changed. Check it and try again."),
    Unavailable: lambda _error: _("Something needed is not there just now. What was entered is kept. Try again later."),
    Tampered: lambda _error: _(
        "In checking the record, something was found that does not fit. You can go on entering. Contact headquarters."
    ),
    SekishoError: lambda _error: _("This could not be done. Nothing was changed."),
}
