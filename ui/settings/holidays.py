"""会社の休日 within 設定: the days by fiscal year, a list taken in from a file, and what was stated when."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.domain.dates import long_date
from desktop_app.text import _, language, ngettext
from desktop_app.usecases.company_holidays import read_holiday_file
from ui import theme
from ui.desk import Desk, Navigator
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.files import ask_table
from ui.parts.labels import label, paragraph
from ui.settings import holiday_acts
from ui.settings.holiday_preview import HolidayPreviewCard
from ui.settings.section import Section, empty, line

if TYPE_CHECKING:
    from datetime import date

    from desktop_app.domain.holiday_facts import CompanyHoliday
    from desktop_app.usecases.company_holidays import HolidayPreview, Statement
    from ui.settings.holiday_acts import HolidayState


class HolidaysSection(Section):
    """A card a fiscal year, the way to a file, and the history below."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(_("Company holidays"), desk, navigator)
        self.preview: HolidayPreviewCard | None = None
        self.body.addWidget(
            paragraph(
                _(
                    "Deadlines are counted in business days. Days on which the company does not work besides "
                    "weekends, public holidays and the turn of the year are taken in from a file (CSV or Excel)."
                )
            )
        )
        words = _("Deadlines that are still open move at once. What was reported already keeps its deadline.")
        self.body.addWidget(paragraph(words, "caption", "ink2", leading=1.35))
        self.choose = buttons.primary(_("Choose a list of holidays"), self.ask_for_file, icon="import")
        self.body.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        self._preview_place, self.cards, self._history = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self.cards.setSpacing(theme.px(12))
        self._history_title = label(_("What was stated when"), bold=True)
        self.body.addLayout(self._preview_place)
        self.body.addLayout(self.cards)
        self.body.addWidget(self._history_title)
        self.body.addLayout(self._history)
        self.body.addStretch(1)

    def load(self) -> None:
        """Read the holidays in force and the history."""
        self.ask(holiday_acts.state, then=self.show_state)

    def show_state(self, state: HolidayState) -> None:
        """Show a card a year, the history below."""
        empty(self.cards)
        if not state.years:
            self.cards.addWidget(paragraph(_("There are no company holidays."), "", "ink2"))
        for year, days in state.years:
            self.cards.addWidget(self._card(year, days, may_change=state.may_change))
        self.choose.setEnabled(state.may_change)
        empty(self._history)
        self._history_title.setVisible(bool(state.history))
        for one in state.history:
            self._history.addWidget(paragraph(_statement(one), "caption", "ink2", leading=1.35))

    def ask_for_file(self) -> None:
        """Open the system's file chooser."""
        ask_table(self, _("Choose a list of holidays"), self.read)

    def read(self, path: Path) -> None:
        """Read a file and show what it would change."""
        self.close_preview()
        self.show_trouble("")
        self.ask(read_holiday_file, path, then=self.show_preview)

    def show_preview(self, preview: HolidayPreview) -> None:
        """Show what was read, before anything is recorded."""
        self.preview = HolidayPreviewCard(preview, partial(self.take_in, preview), self.close_preview)
        self._preview_place.addWidget(self.preview)
        self.preview.show()
        self.preview.first().setFocus()
        self.show_field(self.preview)

    def take_in(self, preview: HolidayPreview) -> None:
        """Record the list; the person agreed to what is doubtful."""
        self.ask(holiday_acts.take_in, preview, then=self._taken)

    def close_preview(self) -> None:
        """Leave the file alone."""
        empty(self._preview_place)
        self.preview = None

    def withdraw(self, year: int) -> None:
        """Take a year's holidays back."""
        self.ask(holiday_acts.withdraw, year, then=lambda _count: self._done(_("Taken back")))

    def _taken(self, count: int) -> None:
        self.close_preview()
        words = ngettext("{count} holiday was taken in.", "{count} holidays were taken in.", count)
        self._done(words.format(count=count))

    def _done(self, words: str) -> None:
        self.changed(words)
        self.load()

    def _card(self, year: int, days: tuple[CompanyHoliday, ...], *, may_change: bool) -> Card:
        card = Card(padding=16)
        title = _("Fiscal year {year}").format(year=year)
        count = ngettext("{count} day", "{count} days", len(days)).format(count=len(days))
        card.body.addWidget(line(label(title, bold=True), label(count, "caption", "ink2")))
        for one in days:
            card.body.addWidget(paragraph("　".join(filter(None, (_day(one.day), one.name))), leading=1.3))
        if may_change:
            back = buttons.secondary(_("Take these days back"), partial(self.withdraw, year), small=True)
            back.setAccessibleName(f"{title}　{_('Take these days back')}")
            card.body.addWidget(back, 0, Qt.AlignmentFlag.AlignRight)
        return card


def _day(day: date) -> str:
    return long_date(day) if language() == "ja" else f"{day:%d %B %Y (%a)}"


def _statement(one: Statement) -> str:
    years = _(", ").join(_("Fiscal year {year}").format(year=year) for year in one.fiscal_years)
    days = ngettext("{count} day", "{count} days", one.count).format(count=one.count)
    what = f"{one.source}　{days}" if one.source else _("taken back")
    return "　".join(filter(None, (_day(one.on), one.by, years, what)))
