"""What narrows the ledger, and the figures over its table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.dates import dotted
from desktop_app.domain.summary import Judgement
from desktop_app.labels import half_label
from desktop_app.text import _
from desktop_app.usecases.ledger import LedgerCounts
from ui import theme
from ui.parts import buttons
from ui.parts.cards import Strip
from ui.parts.fields import Choice
from ui.parts.labels import label
from ui.parts.search import SearchField


class FilterBar(QWidget):
    """Search, period, judgement, only what needs a look. ``asked(dict)``: what the person changed."""

    asked = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField(_("Name, employee no. (variants are the same)"), width=318)
        self.half = Choice(name=_("Ledger period"), width=140)
        self.judged = Choice(_judgements(), None, name=_("Judgement"), width=116)
        self.judged.set_value(None)
        self.remarkable = buttons.Check(_("Only open, late or unconfirmed"))
        self.columns = buttons.quiet(_("Columns"))
        self._words = (label(_("Ledger period"), "", "ink2"), label(_("Judgement"), "", "ink2"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.search)
        row.addSpacing(theme.px(6))
        row.addWidget(self._words[0])
        row.addWidget(self.half)
        row.addWidget(self._words[1])
        row.addWidget(self.judged)
        row.addWidget(self.remarkable)
        row.addStretch(1)
        row.addWidget(self.columns)
        self.search.searched.connect(lambda text: self.asked.emit({"text": text}))
        self.half.picked.connect(lambda half: self.asked.emit({"half": half}))
        self.judged.picked.connect(lambda judged: self.asked.emit({"judged": judged}))
        self.remarkable.toggled.connect(lambda on: self.asked.emit({"remarkable_only": on}))

    def show_halves(self, halves: tuple[HalfYear, ...], chosen: HalfYear) -> None:
        """Offer the periods there are."""
        if [self.half.itemData(place) for place in range(self.half.count())] != list(halves):
            self.half.offer([(half, half_label(half)) for half in halves])
        self.half.set_value(chosen)

    def clear(self) -> None:
        """Take every condition but the period away."""
        for widget in (self.search, self.remarkable):
            widget.blockSignals(True)
        self.search.clear()
        self.remarkable.setChecked(False)
        for widget in (self.search, self.remarkable):
            widget.blockSignals(False)
        self.judged.set_value(None)
        changed: dict[str, Any] = {"text": "", "judged": None, "remarkable_only": False}
        self.asked.emit(changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the fields' names to their accessible names when there is no room."""
        super().resizeEvent(event)
        fields = (self.search, self.half, self.judged, self.remarkable, self.columns)
        need = sum(part.minimumSizeHint().width() + theme.px(10) for part in (*self._words, *fields))
        need += max(0, self.half.width() - self.half.minimumSizeHint().width())
        for word in self._words:
            word.setVisible(need <= event.size().width())


class FigureStrip(Strip):
    """Period at the left, figures at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.period = label("", "", "ink2")
        self.total = label("", "", "", bold=True)
        self.figures = label("", "", "ink2")
        self.row.addWidget(self.period)
        self.row.addStretch(1)
        self.row.addWidget(self.total)
        self.row.addWidget(self.figures)

    def set_narrow(self, *, narrow: bool) -> None:
        """Leave the period to the filter above when there is no room for both."""
        self.period.setVisible(not narrow)

    def show_period(self, half: HalfYear) -> None:
        """Say from when to when, by effective date."""
        self.period.setText(
            _("Period {first} to {last} (effective date)").format(first=dotted(half.first), last=dotted(half.last))
        )

    def show_counts(self, counts: LedgerCounts, whole: LedgerCounts) -> None:
        """Show the figures of the rows in sight; narrowed, also out of how many."""
        total = _("Total {count}").format(count=f"{counts.total:,}")
        if counts != whole:
            total = _("{count} of {total} cases").format(count=f"{counts.total:,}", total=f"{whole.total:,}")
        self.total.setText(total)
        named = (
            (_("Settled {count}"), counts.settled, True),
            (_("Unsettled {count}"), counts.total - counts.settled, True),
            (_("Late {count}"), counts.late, True),
            (_("Overdue {count}"), counts.overdue, True),
            (_("Not done {count}"), counts.open_items, True),
            (_("Cancelled {count}"), counts.cancelled, False),
        )
        words = [said.format(count=f"{figure:,}") for said, figure, always in named if figure or always]
        self.figures.setText("　".join(words))


def _judgements() -> list[tuple[Judgement | None, str]]:
    return [
        (None, _("All")),
        (Judgement.IN_TIME, _("In time")),
        (Judgement.LATE, _("Late")),
        (Judgement.OVERDUE, _("Overdue")),
        (Judgement.OPEN_ITEMS, _("Items open")),
        (Judgement.PENDING, _("Undecided")),
        (Judgement.EXCEPTION, _("Closed as exception")),
        (Judgement.CANCELLED, _("Cancelled")),
    ]
