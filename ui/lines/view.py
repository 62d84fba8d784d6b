"""The screen: a search, the entries by kind with a box each, and how many lines the choice makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _, ngettext
from ui import theme
from ui.lines.presenter import Key, Line, LinesPresenter, LinesState
from ui.parts import buttons
from ui.parts.cards import Card, EmptyState, Page
from ui.parts.form import Message
from ui.parts.labels import label, paragraph
from ui.parts.search import SearchField
from ui.shell import Screen
from ui.shell.bars import action_row

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator

_WIDEST = 820


class LinesScreen(Screen):
    """The choice for one case; it owns its presenter."""

    nav_key = "cases"

    def __init__(self, desk: Desk, navigator: Navigator, case_id: str) -> None:
        super().__init__()
        self._state: LinesState | None = None
        self.presenter = LinesPresenter(self, desk, navigator, case_id, self)
        self.search = SearchField(_("Code, name, administrator"))
        self.search.searched.connect(self.presenter.search)
        self.boxes: dict[Key, buttons.Check] = {}
        self._cards: dict[str, Card] = {}
        self._shown: tuple[tuple[str, tuple[Key, ...]], ...] = ()
        self._more = paragraph("", "caption", "ink2")
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(12))
        self.page = Page()
        holder = QWidget()
        holder.setMaximumWidth(theme.px(_WIDEST))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(
            paragraph(_("Tick what the transferee really used. Each becomes a line with its own answer."), "", "ink2")
        )
        row = QHBoxLayout()
        row.addWidget(self.search)
        row.addStretch(1)
        column.addLayout(row)
        column.addLayout(self._list)
        column.addWidget(self._more)
        self.page.body.addWidget(holder)
        self.page.body.addStretch(1)
        nothing = EmptyState(
            _("There is nothing to choose from yet."),
            _("Take in the masters of systems, folders and devices first."),
            (_("To the masters"), self.presenter.show_masters),
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(self.page)
        self.pages.addWidget(nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
        self._bar = self._make_bar()

    def show_state(self, state: LinesState) -> None:
        """Show the entries in sight; the focus stays on the box that was ticked."""
        self._state = state
        self.pages.setCurrentIndex(1 if state.nothing else 0)
        shown = tuple((group.title, tuple(line.key for line in group.lines)) for group in state.groups)
        if shown != self._shown:
            self._shown = shown
            self._rebuild(state)
        for group in state.groups:
            for line in group.lines:
                self.boxes[line.key].setChecked(line.ticked)
        self._more.setText(
            ngettext("{count} more. Search to see it.", "{count} more. Search to see them.", state.hidden).format(
                count=f"{state.hidden:,}"
            )
        )
        self._more.setVisible(bool(state.hidden))
        chosen = ngettext("{count} chosen", "{count} chosen", state.ticked).format(count=state.ticked)
        lines = ngettext("{count} line to answer", "{count} lines to answer", state.answers).format(count=state.answers)
        self.count.setText(f"{chosen}　{lines}")
        self.headline_changed.emit()

    def show_refusal(self, error: SekishoError) -> None:
        """Say why nothing was recorded."""
        self.trouble.show_error(sentence(error))

    # --- Screen -------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the heading."""
        return _("Choose what was used")

    def facts(self) -> str:
        """Return whose case it is."""
        return f"{self._state.name}　{self._state.case_no}" if self._state else ""

    def back_word(self) -> str:
        """Return where the way back leads."""
        return _("Case")

    def action_bar(self) -> QWidget | None:
        """Return the bar."""
        return self._bar

    def primary(self) -> QAbstractButton | None:
        """Return この内容にする."""
        return self.keep

    def search_field(self) -> QWidget | None:
        """Return the search."""
        return self.search

    def entered(self) -> None:
        """Read what there is."""
        self.presenter.read()

    def reload(self) -> None:
        """Read again."""
        self.presenter.read()

    # --- inside -------------------------------------------------------------------------------------------

    def _make_bar(self) -> QWidget:
        self.count = label("", "body", "ink2")
        self.trouble = Message()
        self.keep = buttons.primary(_("Use these lines"), self.presenter.record, icon="check")
        leave = buttons.quiet(_("Leave without a change"), self.presenter.give_up)
        return action_row((leave,), (self.trouble, self.count, self.keep))

    def _rebuild(self, state: LinesState) -> None:
        self.boxes = {}
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for group in state.groups:
            card = Card(group.title, padding=16)
            for line in group.lines:
                card.body.addLayout(self._row(line))
            self._list.addWidget(card)

    def _row(self, line: Line) -> QHBoxLayout:
        box = buttons.Check(line.name)
        box.setAccessibleDescription(line.sub)
        box.clicked.connect(lambda ticked, key=line.key: self.presenter.tick(key, on=ticked))
        self.boxes[line.key] = box
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(box, 1)
        row.addWidget(label(line.sub, "caption", "ink2"))
        return row
