"""``inspection print``, ``paper list`` and ``paper blank``."""

from __future__ import annotations

import argparse

from desktop_app.cli.places import file_of
from desktop_app.cli.said import Said
from desktop_app.cli.session import at_free_desk
from desktop_app.domain.calendar import HalfYear
from desktop_app.labels import half_label
from desktop_app.text import _


def print_inspection(options: argparse.Namespace) -> Said:
    """Write the self-inspection sheet of a half-year, counted today or blank."""
    from desktop_app.usecases.inspection_printing import write_inspection_pdf

    half, out = HalfYear.parse(options.half), file_of(options.out)
    with at_free_desk(options) as app:
        write_inspection_pdf(app, half, out, blank=options.blank)
    words = _("The self-inspection sheet of {half} is written to {path}.").format(half=half_label(half), path=out)
    return Said({"half": str(half), "blank": options.blank, "out": out}, (words,))


def list_papers(options: argparse.Namespace) -> Said:
    """List the forms that can be printed blank."""
    from desktop_app.usecases.blank_forms import blank_forms

    with at_free_desk(options) as app:
        forms = [(form.name, form.title()) for form in blank_forms(app)]
    lines = tuple(f"{name:<18}{title}" for name, title in forms)
    return Said({"papers": [{"form": name, "title": title} for name, title in forms]}, lines)


def blank(options: argparse.Namespace) -> Said:
    """Write a form as a PDF to be filled in by hand."""
    from desktop_app.usecases.blank_forms import write_blank

    out = file_of(options.out)
    with at_free_desk(options) as app:
        form = write_blank(app, options.form, out)
    words = _("The blank form “{title}” is written to {path}.").format(title=form.title(), path=out)
    return Said({"form": form.name, "out": out}, (words,))
