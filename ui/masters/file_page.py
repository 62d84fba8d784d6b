"""A file that was read: its rows, what to look at, and 取り込む once a person has agreed to what is doubtful."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.master_facts import FormerCase, MasterVersion
from desktop_app.domain.master_kinds import CODE, NAME, VALID_FROM, VALID_TO
from desktop_app.domain.masters import NO, YES
from desktop_app.exchange.findings import Finding, Level, cell_levels
from desktop_app.exchange.master_table import MasterRow
from desktop_app.exchange.wording import finding_place, finding_sentence
from desktop_app.text import _, language, ngettext
from ui import theme, words
from ui.masters.presenter import FileState
from ui.parts import buttons
from ui.parts.cards import Card, Page
from ui.parts.cells import Cell
from ui.parts.form import Message
from ui.parts.labels import label, paragraph, symbol
from ui.parts.rows import Column
from ui.parts.table import Table

_SHOWN = 100
_WIDTHS = {CODE: 96, NAME: 190, VALID_FROM: 134, VALID_TO: 134}
_BROAD, _NARROW, _AIR, _LATIN = 13, 8, 22, 0x2000
_LOOKS = {Level.WRONG: ("octagon", "bad"), Level.DOUBTFUL: ("triangle", "warn"), Level.NOTE: ("info", "ink2")}


class FilePage(QWidget):
    """``taken`` when the file is to be taken in, ``left`` when it is not."""

    taken = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state: FileState | None = None
        self._levels: dict[tuple[int, str | None], Level] = {}
        self._name = label("", "section")
        self._place = QVBoxLayout()
        self._findings = Page(padding=0, spacing=10)
        self.agree = buttons.Check(_("I looked at the doubtful places; they are right"))
        self.agree.clicked.connect(lambda _ticked: self._judge())
        self.reason = Message()
        self.take = buttons.primary("", self.taken.emit)
        self.leave = buttons.quiet(_("Stop the import"), self.left.emit)
        side = Card(_("To be checked"), padding=14)
        side.body.addWidget(self._findings, 1)
        self._side = side
        left = QVBoxLayout()
        left.setSpacing(theme.px(8))
        left.addWidget(self._name)
        left.addLayout(self._place, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addLayout(left, 1)
        row.addWidget(side)
        side.setFixedWidth(theme.px(300))
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(12))
        foot.addWidget(self.leave)
        foot.addStretch(1)
        foot.addWidget(self.agree)
        foot.addWidget(self.reason)
        foot.addWidget(self.take)
        self.reason.setMinimumWidth(theme.px(240))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row, 1)
        column.addLayout(foot)
        self.table: Table | None = None

    def show_file(self, state: FileState) -> None:
        """Show what was read."""
        self._state, self._levels = state, cell_levels(f for f in state.findings if f.level > Level.NOTE)
        self._name.setText(state.name)
        if self.table is not None:
            self._place.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        self.table = self._table(state)
        self._place.addWidget(self.table)
        self.table.show_rows(state.preview.read.rows)
        self._show_findings(state.findings)
        self._side.setVisible(bool(state.findings))
        self.agree.setChecked(False)
        self.agree.setVisible(state.must_agree and not state.reason)
        self.take.relabel(
            ngettext("Take in {count} row", "Take in {count} rows", state.count).format(count=f"{state.count:,}")
        )
        self._judge()

    def show_trouble(self, words_said: str) -> None:
        """Say why it was not taken in."""
        self.reason.show_error(words_said)

    def _judge(self) -> None:
        assert self._state is not None
        state = self._state
        open_doubt = state.must_agree and not self.agree.isChecked()
        self.reason.show_error(state.reason)
        self.reason.setVisible(bool(state.reason))
        self.take.setEnabled(not state.reason and not open_doubt)

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        body = self._findings.body
        while (item := body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for finding in sorted(findings, key=lambda one: -one.level)[:_SHOWN]:
            body.addWidget(_finding(finding))
        if len(findings) > _SHOWN:
            body.addWidget(label(_("{count} more").format(count=f"{len(findings) - _SHOWN:,}"), "caption", "ink2"))
        body.addStretch(1)

    def _table(self, state: FileState) -> Table:
        number = Column(_("Row"), 48, lambda row: Cell(f"{row.row}", tone="ink2", align="right"))
        if state.kind is None:
            columns = [number, *_former_columns()]
            return Table(columns, name=_("Rows of the file"), row_height=theme.IMPORT_ROW, key=lambda row: row.row)
        kind = state.kind
        columns = [number]
        for field in kind.fields:
            column = f"{kind.id}.{field.name}"
            columns.append(
                Column(
                    field.label[language()],
                    wide(field.name, field.label[language()]),
                    partial(self._cell, name=field.name, column=column),
                    stretch=int(field.name == NAME),
                )
            )
        columns.append(
            Column(_("State"), 110, lambda row: Cell(_("Recorded already") if row.known else "", tone="ink2"))
        )
        return Table(columns, name=_("Rows of the file"), row_height=theme.IMPORT_ROW, key=lambda row: row.row, fixed=3)

    def _cell(self, row: MasterRow, *, name: str, column: str) -> Cell:
        return Cell(shown(row.version, name), frame=self._frame(row.row, column))

    def _frame(self, row: int, column: str) -> str:
        worst = self._levels.get((row, column))
        return "bad" if worst is Level.WRONG else "warn" if worst else ""


def wide(name: str, head: str) -> int:
    """Return a column's width for a field of a master: never less than its head's."""
    letters = sum(_BROAD if ord(char) > _LATIN else _NARROW for char in head)
    return max(_WIDTHS.get(name, 90), letters + _AIR)


def shown(version: MasterVersion, name: str) -> str:
    """Return a field of a version as a table shows it."""
    value: Any = getattr(version, name, None) if name in _WIDTHS else None
    if name in {VALID_FROM, VALID_TO}:
        return words.day_with_year(value) if value else ""
    if value is not None:
        return str(value)
    told = version.properties.get(name, "")
    return {YES: "○", NO: "―"}.get(told, told)


def _former_columns() -> tuple[Column, ...]:
    def day(row: FormerCase) -> Cell:
        return Cell(words.day_with_year(row.effective_date) if row.effective_date else "")

    def steps(row: FormerCase) -> Cell:
        told = (f"{heading} {text}" for heading, text in row.steps.items())
        return Cell("　".join((*told, row.reported_on, row.confirmed_on, row.confirmed_by, row.remarks)).strip("　"))

    return (
        Column(_("Name"), 150, lambda row: Cell(row.name, row.employee_no, bold=True), stretch=1),
        Column(_("Effective date"), 130, day),
        Column(_("Moves to"), 140, lambda row: Cell(row.destination), stretch=1),
        Column(_("As it was"), 220, steps, stretch=2),
    )


def _finding(finding: Finding) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, theme.px(8), 0)
    row.setSpacing(theme.px(8))
    row.addWidget(symbol(*_LOOKS[finding.level], 18))
    column = QVBoxLayout()
    column.setSpacing(theme.px(2))
    column.addWidget(paragraph(finding_place(finding), bold=True, leading=1.3))
    column.addWidget(paragraph(finding_sentence(finding), "caption", leading=1.4))
    row.addLayout(column, 1)
    return made
