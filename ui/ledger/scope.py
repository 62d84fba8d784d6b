"""印刷の範囲: which part of the ledger goes onto paper, chosen above the table; closed, it is the period in sight."""

from __future__ import annotations

from desktop_app.domain.calendar import HalfYear
from desktop_app.labels import fiscal_year_label, half_label
from desktop_app.text import _
from ui import theme
from ui.ledger.presenter import Scope, Span
from ui.parts import buttons
from ui.parts.cards import Strip
from ui.parts.fields import Choice
from ui.parts.labels import label


class ScopePanel(Strip):
    """Period, workplace, the screen's conditions, a cover."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("What to print"))
        self.span = Choice(name=_("Period to print"), width=172)
        self.place = Choice(name=_("Workplace to print"), width=240)
        self.narrowed = buttons.Check(_("Only the rows in sight"))
        self.narrowed.setToolTip(_("The paper states the conditions."))
        self.cover = buttons.Check(_("Cover sheet"))
        self._place_word = label(_("Workplace"), "", "ink2")
        self.row.setSpacing(theme.px(10))
        self.row.setContentsMargins(theme.px(14), theme.px(6), theme.px(14), theme.px(6))
        self.row.addWidget(label(_("What to print"), "", "", bold=True))
        for widget in (self.span, self._place_word, self.place, self.narrowed, self.cover):
            self.row.addWidget(widget)
        self.row.addStretch(1)
        self.show_places(())
        self.setVisible(False)

    def show_half(self, half: HalfYear) -> None:
        """Offer the half-year in sight, its fiscal year and everything."""
        chosen = self.span.value() if self.span.count() else Span.HALF
        self.span.offer(
            [
                (Span.HALF, half_label(half)),
                (Span.YEAR, fiscal_year_label(half.year)),
                (Span.ALL, _("Everything there is")),
            ],
            chosen,
        )

    def show_places(self, places: tuple[tuple[str, str], ...]) -> None:
        """Offer the workplaces (org code, name), where there are several."""
        chosen = self.place.value() if self.place.count() else None
        named = [(code, _("{workplace} ({code})").format(workplace=name, code=code)) for code, name in places]
        self.place.offer([(None, _("All, one after the other")), *named])
        self.place.set_value(chosen if chosen in dict(named) else None)
        for widget in (self._place_word, self.place):
            widget.setVisible(len(places) > 1)

    def show_narrowed(self, *, is_narrowed: bool) -> None:
        """Offer the screen's conditions while there are any."""
        self.narrowed.setEnabled(is_narrowed)
        if not is_narrowed:
            self.narrowed.setChecked(False)

    def open(self, *, is_open: bool) -> None:
        """Show or close the panel; closed, it chooses nothing."""
        self.setVisible(is_open)
        if is_open:
            self.span.setFocus()
            return
        self.span.set_value(Span.HALF)
        self.place.set_value(None)
        self.narrowed.setChecked(False)
        self.cover.setChecked(False)

    def scope(self) -> Scope:
        """Return what is chosen."""
        return Scope(
            self.span.value() or Span.HALF, self.place.value(), self.narrowed.isChecked(), self.cover.isChecked()
        )
