"""The four figures over the table."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.usecases.headquarters_overview import Totals
from ui import theme
from ui.headquarters.model import late_words
from ui.parts.cards import Card
from ui.parts.labels import dress, label, paragraph


class Figures(QWidget):
    """届いた職場, 進行中の案件, 期限を過ぎた案件, 確認待ちの報告."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived = _Figure(_("Workplaces that have sent"))
        self.under_way = _Figure(_("Cases under way"))
        self.overdue = _Figure(_("Overdue cases"))
        self.reported = _Figure(_("Reports that wait to be confirmed"))
        self._cards = QWidget()
        row = QHBoxLayout(self._cards)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        for card in (self.arrived, self.under_way, self.overdue, self.reported):
            row.addWidget(card, 1)
        self.line = paragraph("", leading=1.2)
        self.line.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._cards)
        column.addWidget(self.line)

    def show_totals(self, told: Totals) -> None:
        """Show the figures of all workplaces."""
        figures = told.figures
        self.arrived.show_figure(f"{told.arrived:,} / {told.workplaces:,}", late_words(told.late))
        of = _("of {count} in the period").format(count=f"{figures.cases:,}")
        self.under_way.show_figure(f"{figures.under_way:,}", of)
        places = _("{count} workplaces").format(count=f"{told.overdue_workplaces:,}")
        self.overdue.show_figure(f"{figures.overdue:,}", places, tone="bad" if figures.overdue else "ink")
        self.reported.show_figure(
            f"{figures.reported:,}", _("Items open: {count} cases").format(count=f"{figures.open_items:,}")
        )

        cards = (self.arrived, self.under_way, self.overdue, self.reported)
        self.line.setText("　".join(f"{card.title} {card.figure.text()}" for card in cards))

    def set_low(self, *, low: bool) -> None:
        """Say the figures in one line on a low window: the table needs the room."""
        self._cards.setVisible(not low)
        self.line.setVisible(low)


class _Figure(Card):
    def __init__(self, title: str) -> None:
        super().__init__(padding=16)
        self.body.setSpacing(theme.px(2))
        self.title = title
        self.figure = label("", "figure")
        self.under = paragraph("", "caption", "ink2", leading=1.2)
        self.body.addWidget(paragraph(title, "caption", "ink2", bold=True, leading=1.2))
        self.body.addWidget(self.figure)
        self.body.addWidget(self.under)
        self.body.addStretch(1)

    def show_figure(self, figure: str, under: str, *, tone: str = "ink") -> None:
        self.figure.setText(figure)
        dress(self.figure, "", tone)
        theme.restyle(self.figure, tone=tone)
        self.under.setText(under)
        self.setAccessibleName(f"{self.title}　{figure}　{under}")
