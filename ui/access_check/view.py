"""権限一覧との照合: choose a list, see who still has something, record it for everybody at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.text import _, ngettext
from ui import theme, words
from ui.access_check.presenter import AccessCheckPresenter
from ui.days import day_long
from ui.parts import buttons, files
from ui.parts.banners import BannerArea, Notice
from ui.parts.cards import EmptyState, Strip
from ui.parts.cells import Cell
from ui.parts.form import Message
from ui.parts.labels import label
from ui.parts.progress import ProgressLine
from ui.parts.rows import Column
from ui.parts.table import Table
from ui.shell import Screen
from ui.shell.bars import action_row

if TYPE_CHECKING:
    from desktop_app.usecases.access_check import AccessCheck, Left
    from ui.desk import Desk, Navigator

_NOTHING, _PEOPLE, _NOBODY = range(3)


class AccessCheckScreen(Screen):
    """The comparison of one list; it owns its presenter."""

    nav_key = "cases"

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self.presenter = AccessCheckPresenter(self, partial(desk.ask, owner=self), navigator)
        self.choose = buttons.secondary(_("Choose another list"), self.ask_for_file, icon="import")
        self.record = buttons.primary("", self.presenter.record, icon="check")
        self.reason = Message()
        self.reason.setMinimumWidth(theme.px(260))
        self.banners, self._figures = BannerArea(), label("", "body")
        self.strip = Strip()
        self.strip.row.addWidget(self._figures)
        self.strip.row.addStretch(1)
        self.progress = ProgressLine(_("Comparing the list of rights  {done} / {total} rows"))
        self.progress.stop_asked.connect(self.presenter.stop)
        self.table = Table(_columns(), name=_("People compared"), key=lambda one: one.summary.case_id, fixed=1)
        self.table.opened.connect(self.presenter.open)
        self.nothing = EmptyState(
            _("No list of rights was compared yet."),
            _("Choose a list of accounts or rights that a system gives out (CSV or Excel, with employee numbers)."),
            (_("Choose a list of rights"), self.ask_for_file),
            primary=True,
        )
        nobody = EmptyState(_("Nobody awaits the check."), _("It comes after the effective date of a confirmed case."))
        self.pages = QStackedWidget()
        for page in (self.nothing, self.table, nobody):
            self.pages.addWidget(page)
        self._bar = action_row((self.choose,), (self.reason, self.record))
        column = QVBoxLayout(self)
        edge = theme.px(16)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(10))
        for widget in (self.banners, self.progress, self.strip):
            column.addWidget(widget)
        column.addWidget(self.pages, 1)
        self.setAcceptDrops(True)
        self.show_check(None)

    # --- what the presenter shows ----------------------------------------------------------------------------

    def show_check(self, check: AccessCheck | None) -> None:
        """Show what a list shows."""
        people = check.people if check else ()
        self.pages.setCurrentIndex(_NOTHING if check is None else _PEOPLE if people else _NOBODY)
        self.strip.setVisible(bool(people))
        self.choose.setVisible(check is not None)
        self.record.setVisible(bool(people))
        self.record.relabel(
            ngettext("Record {count} check", "Record {count} checks", len(people)).format(count=f"{len(people):,}")
        )
        self.record.setEnabled(bool(people))
        if check is not None:
            # Who still has something stands first.
            self.table.show_rows(sorted(people, key=lambda one: not one.rights))
            self._figures.setText(_told(check))
        self.headline_changed.emit()

    def show_busy(self, *, busy: bool) -> None:
        """Show that something is under way; the rest of the window stays usable."""
        self.progress.begin() if busy else self.progress.end()
        self.choose.setEnabled(not busy)
        self.record.setEnabled(not busy and self.presenter.check is not None)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the comparison is."""
        self.progress.show_progress(done, total)

    def show_trouble(self, words_said: str) -> None:
        """Say why nothing came of it."""
        self.reason.show_error(words_said)

    def show_recorded(self, words_said: str) -> None:
        """Say what was recorded."""
        self.banners.show_notice(Notice("recorded", "info", words_said))

    # --- Screen ------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the heading."""
        return _("Compare with a list of rights")

    def facts(self) -> str:
        """Return what this is."""
        return _("Everybody whose check after the effective date is open is looked for in the list.")

    def back_word(self) -> str:
        """Return where the way back leads."""
        return _("Check after the effective date")

    def action_bar(self) -> QWidget | None:
        """Return the bar."""
        return self._bar

    def primary(self) -> QAbstractButton | None:
        """Return 記録する, or the way to a list."""
        return self.record if self.record.isVisibleTo(self._bar) else self.nothing.findChild(QAbstractButton)

    def header_actions(self) -> Sequence[buttons.PushButton]:
        """Return nothing: everything stands in the bar."""
        return ()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a table."""
        if files.dropped_table(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Compare the first file dropped."""
        path = files.dropped_table(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.presenter.compare(path)

    def ask_for_file(self) -> None:
        """Open the system's file chooser."""
        files.ask_table(self, _("Choose a list of rights"), self.presenter.compare)


def _told(check: AccessCheck) -> str:
    rows = ngettext("{count} row", "{count} rows", check.rows).format(count=f"{check.rows:,}")
    people = ngettext("{count} person compared", "{count} people compared", len(check.people))
    left = ngettext("{count} still has a right", "{count} still have a right", len(check.remaining))
    counted = (people.format(count=f"{len(check.people):,}"), left.format(count=f"{len(check.remaining):,}"))
    return "　".join((check.file_name, rows, *counted))


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Name"), 200, _person, stretch=1),
        Column(_("Effective date"), 142, _effective),
        Column(_("Case"), 150, lambda one: Cell(one.summary.case_no)),
        Column(_("What is left"), 260, _left, stretch=2),
    )


def _person(one: Left) -> Cell:
    person = one.summary.transferee
    return Cell(person.name, "　".join(filter(None, (person.kana, person.employee_no))), bold=True)


def _effective(one: Left) -> Cell:
    day = one.summary.effective_date
    return Cell(words.day_with_year(day), spoken=day_long(day))


def _left(one: Left) -> Cell:
    if not one.rights:
        return Cell(_("Nothing is left"), tone="ok")
    rows = ngettext("{count} row of the list", "{count} rows of the list", len(one.rights))
    return Cell(_(", ").join(one.places) or rows.format(count=len(one.rights)), frame="bad")
