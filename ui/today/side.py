"""The right column of 今日やること: this fiscal year's cases by state, and the dates ahead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.case import CaseState
from desktop_app.labels import state_label
from desktop_app.text import _, ngettext
from desktop_app.usecases.desk import Coming
from ui import theme, words
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.labels import label, paragraph
from ui.parts.progress import Bar
from ui.today.presenter import TodayState

_TONES = {
    CaseState.DRAFT: "ink2",
    CaseState.IN_PROGRESS: "accent",
    CaseState.REPORTED: "report",
    CaseState.RETURNED: "bad",
    CaseState.CONFIRMED: "ok",
    CaseState.CLOSED_EXCEPTION: "warn",
    CaseState.CANCELLED: "line2",
}


class SideColumn(QWidget):
    """Two cards. *on_list* opens 異動案件."""

    def __init__(self, on_list: Callable[[], Any]) -> None:
        super().__init__()
        self._on_list = on_list
        self._shown: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(16))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_state(self, state: TodayState) -> None:
        """Show counts and dates; nothing is built again while they stay the same."""
        told = (state.fiscal_year, state.counts, state.coming)
        if told == self._shown:
            return
        self._shown = told
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if state.counts:
            self._column.addWidget(self._counts(state))
        if state.coming:
            self._column.addWidget(_coming(state.coming))

    def _counts(self, state: TodayState) -> QWidget:
        total = sum(count for _state, count in state.counts)
        card = Card(_("Transfer cases of FY{year}").format(year=state.fiscal_year))
        figure = QHBoxLayout()
        figure.setSpacing(theme.px(6))
        figure.addWidget(label(f"{total:,}", "figure"))
        figure.addWidget(label(ngettext("case", "cases", total), "body"), 0, Qt.AlignmentFlag.AlignBottom)
        figure.addStretch(1)
        card.body.addLayout(figure)
        bar = Bar(8)
        bar.show_parts(*((count / total, _TONES[kind]) for kind, count in state.counts))
        card.body.addWidget(bar)
        card.body.addLayout(_legend(state.counts))
        card.body.addWidget(buttons.Link(_("Open the list"), self._on_list), 0, Qt.AlignmentFlag.AlignLeft)
        return card


def _legend(counts: tuple[tuple[CaseState, int], ...]) -> QLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(8))
    grid.setVerticalSpacing(theme.px(3))
    grid.setColumnStretch(1, 1)
    for place, (kind, count) in enumerate(counts):
        mark = Bar(10)
        mark.setFixedWidth(theme.px(10))
        mark.show_parts((1.0, _TONES[kind]))
        grid.addWidget(mark, place, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(label(state_label(kind)), place, 1)
        grid.addWidget(label(f"{count:,}"), place, 2, Qt.AlignmentFlag.AlignRight)
    return grid


def _coming(coming: tuple[Coming, ...]) -> QWidget:
    card = Card(_("Ahead"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(12))
    grid.setVerticalSpacing(theme.px(3))
    grid.setColumnStretch(1, 1)
    for place, one in enumerate(coming):
        grid.addWidget(label(words.month_day(one.day), bold=True), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(paragraph(coming_words(one), leading=1.25), place, 1)
    card.body.addLayout(grid)
    return card


def coming_words(one: Coming) -> str:
    """Return what a date ahead is: 発令　7名."""
    name = {
        "target": _("Target date"),
        "effective": _("Taking effect"),
        "post_check": _("Deadline of the check after the effective date"),
    }[one.kind]
    people = ngettext("{count} person", "{count} people", one.count).format(count=one.count)
    return f"{name}　{people}"
