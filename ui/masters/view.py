"""The screen: kinds at the left, the entries as of a day, one entry's form at the right, and a file being read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.master_kinds import NAME, MasterKind
from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _, language, ngettext
from desktop_app.usecases.masters import MasterEntry
from ui import theme
from ui.masters.entry_form import EntryForm
from ui.masters.file_page import FilePage, shown, wide
from ui.masters.presenter import FileState, MastersPresenter, MastersState
from ui.parts import buttons, files
from ui.parts.banners import BannerArea, Notice
from ui.parts.cards import EmptyState
from ui.parts.cells import Cell
from ui.parts.dates import DateField
from ui.parts.entries import ListEntry
from ui.parts.labels import label, paragraph
from ui.parts.progress import ProgressLine
from ui.parts.rows import Column
from ui.parts.search import SearchField
from ui.parts.table import Table
from ui.shell import Screen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator
    from ui.parts.buttons import PushButton


class MastersScreen(Screen):
    """The masters; it owns its presenter."""

    nav_key = "settings"

    def __init__(self, desk: Desk, navigator: Navigator, kind: str) -> None:
        super().__init__()
        self.presenter = MastersPresenter(self, desk, navigator, kind, self)
        self._state: MastersState | None = None
        self.add = buttons.secondary(_("New entry"), self.open_new, icon="plus", short=_("New"))
        self.former = buttons.secondary(_("Take over a ledger"), partial(self._ask_for_file, former=True), rare=True)
        self.read = buttons.primary(_("Read a file"), self._ask_for_file, icon="import")
        self.search = SearchField(_("Code, name, any field"))
        self.search.searched.connect(self.presenter.search)
        self.banners = BannerArea()
        self.progress = ProgressLine(_("Reading the file  {done} / {total} rows"))
        self.progress.stop_asked.connect(self.presenter.stop)
        self._lead, self._count = paragraph("", "caption", "ink2", leading=1.35), label("", "body", "ink2")
        self._kinds, self._entries = QButtonGroup(self), dict[str, ListEntry]()
        self.table: Table | None = None
        self.day: DateField | None = None
        self.form = EntryForm()
        self.form.recorded.connect(self.presenter.record)
        self.form.closed.connect(self.close_form)
        self.file_page = FilePage()
        self.file_page.taken.connect(self.presenter.take_in)
        self.file_page.left.connect(self.close_file)
        self.pages = QStackedWidget()
        self._build()
        desk.changed.connect(self.presenter.heard)

    # --- what is shown ------------------------------------------------------------------------------------

    def show_state(self, state: MastersState) -> None:
        """Show the master in sight."""
        before, self._state = self._state, state
        self._show_kinds(state)
        if self.day is None:
            self._make_day(state)
        if self.table is None or before is None or before.kind != state.kind:
            self._make_table(state.kind)
            self.close_form()
        assert self.table is not None
        self.table.show_rows(state.entries)
        self._lead.setText(state.kind.lead[language()])
        count = ngettext("{count} entry", "{count} entries", len(state.entries))
        self._count.setText(count.format(count=f"{len(state.entries):,}"))
        searching = bool(self.presenter.text)
        self._rows.setCurrentIndex(0 if state.entries or searching else 1)
        self.headline_changed.emit()

    def show_entered(self) -> None:
        """Close the form; the list comes anew by itself."""
        self.close_form()

    def show_refusal(self, error: SekishoError) -> None:
        """Say at the form why nothing was recorded."""
        self.form.show_refusal(error)

    def show_file(self, state: FileState) -> None:
        """Show what was read."""
        self.banners.drop("file")
        self.file_page.show_file(state)
        self.pages.setCurrentIndex(1)

    def show_file_trouble(self, error: SekishoError) -> None:
        """Say why the file was not read, or not taken in."""
        if self.pages.currentIndex() == 1:
            self.file_page.show_trouble(sentence(error).split("\n")[0])
        else:
            self.banners.show_notice(Notice("file", "warn", sentence(error).replace("\n", " ")))

    def show_busy(self, *, reading: bool) -> None:
        """Show that a file is being read, or no longer."""
        self.progress.begin() if reading else self.progress.end()
        for button in (self.read, self.former):
            button.setEnabled(not reading)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the reading is."""
        self.progress.show_progress(done, total)

    def show_taken(self, words: str) -> None:
        """Say what was taken in."""
        self.close_file()
        act = (_("See the lists"), self.presenter.show_rolls) if self._former else ("", None)
        self.banners.show_notice(Notice("taken", "info", words, "", *act))

    # --- acts ---------------------------------------------------------------------------------------------

    def open_new(self) -> None:
        """Open the form of a new entry."""
        self._open(None)

    def close_form(self) -> None:
        """Put the form away."""
        self.form.hide()

    def close_file(self) -> None:
        """Go back to the list."""
        self.pages.setCurrentIndex(0)

    # --- Screen -------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the heading."""
        return _("Masters")

    def facts(self) -> str:
        """Return which one is in sight."""
        return self._state.kind.title[language()] if self._state else ""

    def back_word(self) -> str:
        """Return where the way back leads."""
        return _("Settings")

    def header_actions(self) -> Sequence[PushButton]:
        """Return the ways in."""
        return (self.former, self.add, self.read)

    def primary(self) -> QAbstractButton | None:
        """Return the button of what is under way."""
        if self.pages.currentIndex() == 1:
            return self.file_page.take
        return self.form.button if self.form.isVisible() else self.read

    def search_field(self) -> QWidget | None:
        """Return the search."""
        return self.search

    def entered(self) -> None:
        """Read the master."""
        self.presenter.read()

    def reload(self) -> None:
        """Read again."""
        self.presenter.read()

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Narrow list and form on a small window."""
        self._list.setFixedWidth(theme.px(168 if narrow else 216))
        self.form.setFixedWidth(theme.px(290 if narrow else 360))
        self._lead.setVisible(not low)

    # --- inside -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._former = False
        self._list = QFrame()
        self._list.setObjectName("surface")
        self._list_column = QVBoxLayout(self._list)
        self._list_column.setContentsMargins(0, theme.px(12), 0, theme.px(12))
        self._list_column.setSpacing(theme.px(2))
        self._list_column.addStretch(1)
        self._filters = QHBoxLayout()
        self._filters.setSpacing(theme.px(8))
        self._filters.addWidget(self.search)
        self._filters.addStretch(1)
        self._filters.addWidget(self._count)
        self._rows = QStackedWidget()
        nothing = EmptyState(
            _("Nothing is recorded yet."),
            _("Read the list you keep now (CSV or Excel), or enter one by one."),
            (_("Read a file"), self._ask_for_file),
            (_("New entry"), self.open_new),
        )
        self._table_place = QWidget()
        QVBoxLayout(self._table_place).setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self._table_place)
        self._rows.addWidget(nothing)
        middle = QVBoxLayout()
        middle.setSpacing(theme.px(10))
        middle.addWidget(self._lead)
        middle.addLayout(self._filters)
        middle.addWidget(self._rows, 1)
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(16))
        row.addLayout(middle, 1)
        row.addWidget(self.form)
        self.form.hide()
        self.pages.addWidget(inner)
        self.pages.addWidget(self.file_page)
        right = QVBoxLayout()
        edge = theme.px(16)
        right.setContentsMargins(edge, edge, edge, edge)
        right.setSpacing(theme.px(10))
        for widget in (self.banners, self.progress):
            right.addWidget(widget)
        right.addWidget(self.pages, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._list)
        outer.addLayout(right, 1)
        self.set_room(narrow=False, low=False)

    def _show_kinds(self, state: MastersState) -> None:
        for kind in state.kinds:
            entry = self._entries.get(kind.id)
            if entry is None:
                entry = ListEntry("")
                entry.clicked.connect(lambda _on=False, key=kind.id: self.presenter.choose(key))
                self._kinds.addButton(entry)
                self._list_column.insertWidget(self._list_column.count() - 1, entry)
                self._entries[kind.id] = entry
            count = state.counts[kind.id]
            entry.setText(f"{kind.title[language()]}　{count:,}" if count else kind.title[language()])
            entry.setChecked(kind.id == state.kind.id)

    def _make_day(self, state: MastersState) -> None:
        self.day = DateField(state.on, near=state.today, name=_("As of"), width=130)
        # The field itself says which day it is.
        self.day.speak_through(lambda _words: None)
        self.day.changed.connect(self.presenter.show_on)
        self._filters.insertWidget(1, label(_("As of"), "body", "ink2"))
        self._filters.insertWidget(2, self.day)

    def _make_table(self, kind: MasterKind) -> None:
        place = self._table_place.layout()
        assert place is not None
        if self.table is not None:
            place.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        columns = []
        for field in kind.fields:
            cell = partial(_cell, name=field.name)
            head = field.label[language()]
            columns.append(Column(head, wide(field.name, head), cell, stretch=int(field.name == NAME)))
        self.table = Table(columns, name=kind.title[language()], key=lambda entry: entry.code, fixed=2)
        self.table.opened.connect(self._open)
        place.addWidget(self.table)

    def _open(self, entry: MasterEntry | None) -> None:
        if self._state is not None:
            self.form.show()
            self.form.open(self._state.kind, entry, self._state.today)

    def _ask_for_file(self, *, former: bool = False) -> None:
        self._former = former
        title = _("Take over a ledger") if former else _("Read a file")
        files.ask_table(self, title, lambda path: self.presenter.read_file(path, former=former))


def _cell(entry: MasterEntry, *, name: str) -> Cell:
    version, gone = entry.latest, entry.standing is None
    sub = ""
    if name == "name" and len(entry.versions) > 1:
        sub = ngettext("{count} version", "{count} versions", len(entry.versions)).format(count=len(entry.versions))
    if name == "name" and gone:
        sub = _("not on this day")
    return Cell(shown(version, name), sub, bold=name == "name" and not gone, tone="ink2" if gone else "ink")
