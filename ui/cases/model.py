"""The table of cases: its columns, and rows that are read only when they come into sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from desktop_app.domain.case import CaseState
from desktop_app.text import _, language
from ui import words
from ui.cases.finding import PAGE, Found, Line
from ui.days import day_long
from ui.parts.badges import state_look
from ui.parts.cells import Cell
from ui.parts.rows import Column, RowsModel

_ROOT = QModelIndex()
_STATES = tuple(CaseState)


def columns() -> tuple[Column, ...]:
    """Return 期限・異動者・異動先・異動発令日・状態・回答・次にすること."""
    # English badges and dates are longer; at 1280 neither language needs a scroll bar.
    japanese = language() == "ja"
    due, day, state, following = (126, 96, 122, 116) if japanese else (182, 126, 176, 124)
    name, place = (180, 146) if japanese else (158, 130)
    return (
        Column(_("Deadline"), due, _deadline, _by_deadline),
        Column(_("Transferee"), name, _transferee, lambda row: row.line.summary.transferee.kana or "\uffff", stretch=3),
        Column(_("Moves to"), place, _destination, lambda row: row.line.summary.destination.company, stretch=2),
        Column(_("Effective date"), day, _effective, lambda row: row.line.summary.effective_date),
        Column(_("State"), state, _state, lambda row: _STATES.index(row.line.summary.state)),
        Column(_("Answers"), 108, _answers, lambda row: words.answered(row.line.summary)),
        Column(_("Next"), following, _next, lambda row: words.task_short(row.line.task, row.step), stretch=1),
    )


class PagedRows(RowsModel):
    """Rows that may not be read yet: such a row is None and its cells are empty until its page has come.

    *fetch(offset)* asks for a page; ``take`` hands it in.
    """

    def __init__(self, fetch: Callable[[int], Any]) -> None:
        super().__init__(columns(), key=lambda row: row.line.summary.case_id)
        self._fetch = fetch
        self._count = 0
        self._pages: dict[int, tuple[Line, ...]] = {}
        self._asked: set[int] = set()

    @property
    def is_whole(self) -> bool:
        """Whether every row is here, so that it can be sorted."""
        return len(self.rows) == self._count

    def begin(self, found: Found) -> None:
        """Show another result."""
        self.beginResetModel()
        self._count = found.count
        self._pages, self._asked = {}, set()
        if len(found.lines) == found.count:
            self.rows = self._in_order(found.lines)
        else:
            self.rows = ()
            self._pages[0] = found.lines
        self.endResetModel()

    def take(self, found: Found) -> None:
        """Take a page that was asked for."""
        page = found.offset // PAGE
        self._pages[page] = found.lines
        last = min(found.offset + len(found.lines), self._count) - 1
        if last >= found.offset:
            self.dataChanged.emit(self.index(found.offset, 0), self.index(last, len(self.columns) - 1))

    def row_at(self, place: int) -> Any:
        """Return the row at *place*, None while it is not read."""
        if self.is_whole:
            return self.rows[place]
        page, within = divmod(place, PAGE)
        lines = self._pages.get(page)
        if lines is None:
            if page not in self._asked:
                self._asked.add(page)
                self._fetch(page * PAGE)
            return None
        return lines[within] if within < len(lines) else None

    def place_of(self, row: Any) -> int:
        """Return where the case of *row* stands among the rows read, -1 if nowhere."""
        if self.is_whole:
            return super().place_of(row)
        key = self._key(row)
        for page, lines in self._pages.items():
            for within, other in enumerate(lines):
                if self._key(other) == key:
                    return page * PAGE + within
        return -1

    def cell(self, row: int, column: int) -> Cell:
        """Return what a cell shows; nothing while the row is not read."""
        line = self.row_at(row)
        return self.columns[column].cell(line) if line is not None else Cell()

    def sort_by(self, column: int) -> bool:
        """Sort, if everything is here."""
        return self.is_whole and super().sort_by(column)

    def replace(self, rows: tuple[Any, ...]) -> None:
        """Show rows that are all here, in the order chosen."""
        self._count = len(rows)
        super().replace(rows)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        """Return the number of cases, read or not."""
        return 0 if parent.isValid() else self._count


def _by_deadline(row: Line) -> tuple[bool, int]:
    task = row.line.task
    # What asks for nothing any more comes after everything that does.
    return task is None, (task.due if task else row.line.summary.effective_date).toordinal()


def _deadline(row: Line) -> Cell:
    return Cell(badge=words.line_look(row.line))


def _transferee(row: Line) -> Cell:
    person = row.line.summary.transferee
    return Cell(person.name, "　".join(filter(None, (person.kana, person.employee_no))), bold=True)


def _destination(row: Line) -> Cell:
    post = row.line.summary.destination
    mark = _("[S]") if post.specified_affiliate else ""
    return Cell(words.company_word(post.company), f"{mark}{post.department}")


def _effective(row: Line) -> Cell:
    day = row.line.summary.effective_date
    return Cell(words.day_short(day), spoken=day_long(day))


def _state(row: Line) -> Cell:
    return Cell(badge=state_look(row.line.summary.state.value))


def _answers(row: Line) -> Cell:
    done, total = words.answered(row.line.summary)
    return Cell(f"{done}/{total}", bar=(done, total), align="right")


def _next(row: Line) -> Cell:
    task = row.line.task
    return Cell(words.task_short(task, row.step), tone="ink" if task else "ink2")
