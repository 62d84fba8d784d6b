"""印刷: the calendar in which letters write years, and empty forms for the pen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.errors import SekishoError
from desktop_app.text import _
from desktop_app.usecases.blank_forms import BlankForm
from ui import theme
from ui.desk import Desk, Navigator
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.labels import label, paragraph
from ui.settings import acts
from ui.settings.display import Options
from ui.settings.section import Section, empty


class PapersSection(Section):
    """印刷: what holds for the papers of the whole workplace."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(_("Papers"), desk, navigator)
        self.dates = Options(
            _("Dates on forms"),
            [(False, _("Western calendar (2026)")), (True, _("Japanese era (Reiwa 8)"))],
            value=False,
            on=self._choose,
        )
        self.body.addWidget(self.dates)
        self.body.addWidget(
            paragraph(
                _("Holds for every PC of the workplace. Papers that are signed already stay as they are."),
                "caption",
                "ink2",
            )
        )
        card = Card(padding=20)
        card.body.addWidget(label(_("Empty forms, to be filled in by hand"), bold=True))
        self.blanks = QVBoxLayout()
        self.blanks.setSpacing(theme.px(6))
        card.body.addLayout(self.blanks)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def load(self) -> None:
        """Read what holds."""
        self.ask(acts.papers_here, then=self.show_papers)

    def show_papers(self, found: acts.PapersView) -> None:
        """Show the calendar in force and the forms there are."""
        self.dates.show_value(found.era)
        empty(self.blanks)
        for form in found.forms:
            link = buttons.Link(form.title(), partial(self._show_blank, form))
            self.blanks.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _choose(self, era: object) -> None:
        self.ask(acts.choose_paper_dates, bool(era), then=lambda _done: self.changed(), failed=self._not_chosen)

    def _not_chosen(self, error: SekishoError) -> None:
        self.refused(error)
        self.load()

    def _show_blank(self, form: BlankForm) -> None:
        self.navigator.show_preview(form.title(), form.render, f"{form.title()}.pdf")
