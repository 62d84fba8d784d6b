"""The screen: which list, its figures, the table of people, and the ways out onto paper and into a file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QVBoxLayout

from desktop_app.domain.master_facts import FormerCase, Outcome, RollKind
from desktop_app.labels import state_label
from desktop_app.text import _, ngettext
from desktop_app.usecases.completeness import Reconciled, outcome_words
from ui import theme, words
from ui.days import day_long
from ui.parts import buttons, files
from ui.parts.banners import BannerArea, Notice
from ui.parts.cards import EmptyState, Strip
from ui.parts.cells import Cell
from ui.parts.fields import Choice
from ui.parts.labels import label
from ui.parts.rows import Column
from ui.parts.table import Table
from ui.rolls.presenter import RollsPresenter, RollsState
from ui.shell import Screen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator
    from ui.parts.buttons import PushButton


class RollsScreen(Screen):
    """全員が対象 and 引き継いだ管理表; it owns its presenter."""

    nav_key = "ledger"

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self.presenter = RollsPresenter(self, desk, navigator, self)
        self.roll = Choice(name=_("List"), width=340)
        self.roll.picked.connect(self.presenter.choose)
        self.export = buttons.secondary(_("Export"), self._ask_where, icon="export")
        self.preview = buttons.primary(_("Print preview"), self.presenter.preview, icon="print")
        self._figures, self.banners = label("", "body"), BannerArea()
        self.strip = Strip()
        self.strip.row.addWidget(self._figures)
        self.strip.row.addStretch(1)
        self.table = Table(_columns(), name=_("People of the announcement"), key=lambda one: one.row.row, fixed=2)
        self.table.opened.connect(self.presenter.open)
        self.former = Table(_former_columns(), name=_("Former ledger"), key=lambda one: one.row, fixed=2)
        nothing = EmptyState(
            _("No announcement was taken in yet."),
            _("Once one is, everybody in it stands here with their case, or with the reason why not."),
            (_("Read an announcement"), self.presenter.show_import),
        )
        self.pages = QStackedWidget()
        for page in (self.table, self.former, nothing):
            self.pages.addWidget(page)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(label(_("List"), "body", "ink2"))
        row.addWidget(self.roll)
        row.addStretch(1)
        column = QVBoxLayout(self)
        edge = theme.px(16)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(10))
        column.addWidget(self.banners)
        column.addLayout(row)
        column.addWidget(self.strip)
        column.addWidget(self.pages, 1)
        desk.changed.connect(lambda _changed: self.presenter.read() if self.isVisible() else None)

    def show_state(self, state: RollsState) -> None:
        """Show the list in sight."""
        options = [(key, f"{roll.file_name}　{words.day_with_year(roll.taken_on)}") for key, roll in state.known]
        self.roll.offer(options, state.chosen)
        self.roll.setEnabled(bool(options))
        self.export.setEnabled(state.found is not None)
        self.preview.setEnabled(state.chosen is not None)
        former = state.chosen is not None and state.chosen[0] is RollKind.FORMER_LEDGER
        self.pages.setCurrentIndex(2 if state.chosen is None else 1 if former else 0)
        self.strip.setVisible(state.chosen is not None)
        if state.found is not None:
            self.table.show_rows(state.found.rows)
            self._figures.setText(_figures(state))
        else:
            self.former.show_rows(state.former)
            self._figures.setText(_("Taken over as it was; nothing in it was signed by Sekisho."))
        self.headline_changed.emit()

    def show_exported(self, path: Path, rows: int) -> None:
        """Say what was written and where."""
        event = ngettext(
            "The list was written ({name}, {count} row).", "The list was written ({name}, {count} rows).", rows
        ).format(name=path.name, count=f"{rows:,}")
        show = partial(files.open_folder, path)
        self.banners.show_notice(Notice("exported", "info", event, act=_("Open the folder"), on_act=show))

    # --- Screen -------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the heading."""
        return _("Everybody is covered")

    def facts(self) -> str:
        """Return what this is."""
        return _("Everybody in an announcement has a case, or a reason why not.")

    def back_word(self) -> str:
        """Return where the way back leads."""
        return _("Ledger")

    def header_actions(self) -> Sequence[PushButton]:
        """Return 出力 and 印刷プレビュー."""
        return (self.export, self.preview)

    def primary(self) -> QAbstractButton | None:
        """Return 印刷プレビュー."""
        return self.preview

    def print_preview(self) -> None:
        """Open the print preview."""
        self.presenter.preview()

    def entered(self) -> None:
        """Read the lists."""
        self.presenter.read()

    def reload(self) -> None:
        """Read again."""
        self.presenter.read()

    def _ask_where(self) -> None:
        files.ask_where(self, _("Export"), _("Everybody is covered") + ".csv", "CSV (*.csv)", self.presenter.export)


def _figures(state: RollsState) -> str:
    assert state.found is not None
    counts = state.found.roll.counts
    told = [f"{outcome_words(kind)} {counts[kind.value]:,}" for kind in Outcome if counts.get(kind.value)]
    total = len(state.found.rows)
    everybody = ngettext("{count} person", "{count} people", total).format(count=f"{total:,}")
    return "　".join((everybody, *told))


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Row"), 48, lambda one: Cell(f"{one.row.row}", tone="ink2", align="right")),
        Column(_("Name"), 190, _person, stretch=2),
        Column(_("Org code"), 96, lambda one: Cell(one.row.org_code)),
        Column(_("Effective date"), 142, _effective),
        Column(_("What became of them"), 170, lambda one: Cell(outcome_words(one.row.outcome)), stretch=1),
        Column(_("Case"), 160, _case),
        Column(_("Reason"), 160, lambda one: Cell(one.row.reason), stretch=2),
    )


def _former_columns() -> tuple[Column, ...]:
    return (
        Column(_("Row"), 48, lambda one: Cell(f"{one.row}", tone="ink2", align="right")),
        Column(_("Name"), 180, lambda one: Cell(one.name, f"{one.kana}　{one.employee_no}".strip("　"), bold=True)),
        Column(_("Moves from"), 130, lambda one: Cell(one.origin), stretch=1),
        Column(_("Moves to"), 150, lambda one: Cell(one.destination), stretch=1),
        Column(_("Effective date"), 130, _former_day),
        Column(_("As it was"), 240, _as_it_was, stretch=3),
    )


def _person(one: Reconciled) -> Cell:
    name = one.row.name or _("(another workplace; no name is kept)")
    return Cell(name, one.row.employee_no, bold=bool(one.row.name), tone="ink" if one.row.name else "ink2")


def _effective(one: Reconciled) -> Cell:
    day = one.row.effective_date
    return Cell(words.day_with_year(day), spoken=day_long(day)) if day else Cell("―")


def _case(one: Reconciled) -> Cell:
    state = state_label(one.case.state) if one.case else ""
    return Cell(one.row.case_no or "―", state, frame="warn" if one.asks else "")


def _former_day(one: FormerCase) -> Cell:
    return Cell(words.day_with_year(one.effective_date)) if one.effective_date else Cell("―")


def _as_it_was(one: FormerCase) -> Cell:
    steps = (f"{heading} {text}" for heading, text in one.steps.items())
    told = (one.case_no, *steps, one.reported_on, one.confirmed_on, one.confirmed_by, one.remarks)
    return Cell("　".join(filter(None, told)))
