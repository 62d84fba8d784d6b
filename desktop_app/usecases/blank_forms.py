"""The forms that can be printed blank for the pen; a new one is one line in BLANK_FORMS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop_app.app import App
from desktop_app.errors import FormUnknown
from desktop_app.exchange.durable import write_whole
from desktop_app.text import _
from desktop_app.usecases.disposal_printing import render_blank_disposal_record
from desktop_app.usecases.inspection_printing import render_blank_inspection


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A form by the *name* commands use; *title* says what it is in the language in use, *render* makes its PDF."""

    name: str
    title: Callable[[], str]
    render: Callable[[App], bytes]


BLANK_FORMS = (
    BlankForm("self-inspection", lambda: _("Self-inspection sheet"), render_blank_inspection),
    BlankForm("disposal-record", lambda: _("Disposal record"), render_blank_disposal_record),
)


def blank_form(name: str) -> BlankForm:
    """Return the form called *name*. Raises FormUnknown."""
    form = next((each for each in BLANK_FORMS if each.name == name), None)
    if form is None:
        raise FormUnknown(name=name, known=tuple(each.name for each in BLANK_FORMS))
    return form


def write_blank(app: App, name: str, out: Path) -> BlankForm:
    """Write the blank form called *name* (one of BLANK_FORMS) to *out*, replacing it whole or not at all.

    Raises FormUnknown, GlyphMissing, FolderNotWritable.
    """
    form = blank_form(name)
    write_whole(out, form.render(app))
    return form
