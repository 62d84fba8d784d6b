"""The other papers that belong to a half-year: the inspection sheet, and forms to be filled in by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu

from desktop_app.text import _
from desktop_app.usecases.blank_forms import BLANK_TABLES, BlankForm
from desktop_app.usecases.inspection_printing import render_counted_inspection
from ui.parts import buttons

if TYPE_CHECKING:
    from desktop_app.app import App
    from desktop_app.domain.calendar import HalfYear
    from ui.desk import Navigator
    from ui.parts.buttons import PushButton


def forms_button(navigator: Navigator, half: Callable[[], HalfYear | None]) -> PushButton:
    """Return そのほかの様式: a quiet button whose menu opens each paper's print preview; *half* is the one in sight."""
    button = buttons.quiet(_("Other forms"), icon="print")
    menu = QMenu(button)
    menu.addAction(_("Print the inspection sheet"), partial(_inspect, navigator, half))
    menu.addAction(_("Everybody is covered"), partial(_rolls, navigator))
    menu.addAction(_("Disposal after the period of keeping"), partial(_disposal, navigator))
    menu.addSeparator()
    for form in BLANK_TABLES:
        menu.addAction(_("By hand: {form}").format(form=form.title()), partial(_blank, navigator, form))
    button.setMenu(menu)
    return button


def _rolls(navigator: Navigator) -> None:
    navigator.show_rolls()


def _disposal(navigator: Navigator) -> None:
    navigator.show_disposal()


def _inspect(navigator: Navigator, half: Callable[[], HalfYear | None]) -> None:
    if (chosen := half()) is not None:
        name = _("Inspection_{half}").format(half=chosen) + ".pdf"
        navigator.show_preview(_("Self-inspection sheet"), partial(_counted, half=chosen), name)


def _blank(navigator: Navigator, form: BlankForm) -> None:
    navigator.show_preview(form.title(), form.render, f"{form.title()}.pdf")


def _counted(app: App, *, half: HalfYear, progress: Any = None) -> bytes:
    return render_counted_inspection(app, half, progress)
