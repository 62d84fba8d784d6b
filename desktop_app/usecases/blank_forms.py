"""The forms that can be printed blank for the pen: the workplace's own letters, the shipped ones, and the tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.form import Form, merged
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


BLANK_TABLES = (
    BlankForm("self-inspection", lambda: _("Self-inspection sheet"), render_blank_inspection),
    BlankForm("disposal-record", lambda: _("Disposal record"), render_blank_disposal_record),
)
"""The forms that are the same in every workplace; a new one is one line here."""
OWN_REPORT = "report"
"""The name of what the programme in force has the transferee sign."""


def blank_forms(app: App) -> tuple[BlankForm, ...]:
    """Return every form there is to print: first what this workplace signs, then the shipped letters and tables."""
    from desktop_app.exchange.form_file import EXPLANATION_RECORD, shipped_form, shipped_forms
    from desktop_app.usecases.explaining import explanation_form

    programme = app.workplace.programme
    own = {OWN_REPORT: programme.report_form, EXPLANATION_RECORD: explanation_form(programme)}
    shipped = {name: shipped_form(name) for name, _path in shipped_forms() if name not in own}
    own |= {f"programme-{form.code.lower()}": form for form in programme.further_forms}
    same = {name for name, form in shipped.items() if form == programme.report_form}
    letters = own | {name: form for name, form in shipped.items() if name not in same}
    return (*(_letter(name, form) for name, form in letters.items()), *BLANK_TABLES)


def blank_form(app: App, name: str) -> BlankForm:
    """Return the form called *name*. Raises FormUnknown."""
    forms = blank_forms(app)
    form = next((each for each in forms if each.name == name), None)
    if form is None:
        raise FormUnknown(name=name, known=tuple(each.name for each in forms))
    return form


def write_blank(app: App, name: str, out: Path) -> BlankForm:
    """Write the blank form called *name* to *out*, replacing it whole or not at all.

    Raises FormUnknown, GlyphMissing, FolderNotWritable.
    """
    form = blank_form(app, name)
    write_whole(out, form.render(app))
    return form


def _letter(name: str, form: Form) -> BlankForm:
    return BlankForm(name, lambda: f"{form.name}　{form.title}", partial(_render_letter, form=form))


def _render_letter(app: App, form: Form) -> bytes:
    from desktop_app.papers.forms.letter import render_letter
    from desktop_app.papers.forms.letter_data import Letter
    from desktop_app.usecases.form_values import pen_values

    values = pen_values(app, app.workplace.programme)
    letter = Letter(
        form=merged(form, values),
        wording_hash=form.wording_hash,
        case_no=values["case_no"],
        full_name=values["transferee_name"],
        employee_no=values["employee_no"],
        author=f"{app.workplace.company}　{app.workplace.name}",
        created_at=app.now(),
        issued=False,
        glossary=(app.workplace.name,),
    )
    return render_letter(letter).pdf
