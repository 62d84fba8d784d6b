"""The screen: state and search, the table of findings, and the form of a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.findings import FindingState
from desktop_app.sentences.findings import finding_state_label
from desktop_app.text import _, ngettext
from ui import theme
from ui.findings.form import RaiseForm
from ui.findings.model import columns
from ui.findings.presenter import FindingsPresenter, FindingsState, Wanted
from ui.parts import buttons
from ui.parts.cards import EmptyState, Page
from ui.parts.fields import Choice
from ui.parts.labels import label
from ui.parts.search import SearchField
from ui.parts.table import Table
from ui.shell import Screen

if TYPE_CHECKING:
    from desktop_app.errors import SekishoError
    from ui.desk import Desk, Navigator
    from ui.parts.buttons import PushButton

_OPEN, _EVERY = "open", "every"
_WIDEST = 820


class FindingsScreen(Screen):
    """The findings; it owns its presenter."""

    nav_key = "findings"

    def __init__(self, desk: Desk, navigator: Navigator, text: str = "", raise_for: str = "") -> None:
        super().__init__()
        self.presenter = FindingsPresenter(self, desk, navigator, self)
        self._only_reads, self._asked_for = desk.only_reads, raise_for
        self._state: FindingsState | None = None
        self.raise_it = buttons.primary(_("Raise a finding"), self.open_form, icon="plus")
        self.search = SearchField(_("Number, name, in charge, what was found"))
        if text:
            self.presenter.wanted = Wanted(ended_too=True, text=text)
            self.search.setText(text)
        self.search.searched.connect(self.presenter.search)
        states = ((_OPEN, _("Not ended")), (_EVERY, _("All")), *((s, finding_state_label(s)) for s in FindingState))
        self.state = Choice(states, name=_("State"), width=150)
        self.state.picked.connect(self._pick)
        self._count = label("", "body", "ink2")
        self.table = Table(columns(), name=_("Findings"), key=lambda one: one.finding.finding_id, fixed=2)
        self.table.opened.connect(self.presenter.open)
        self._cover = QVBoxLayout(self.table.viewport())
        self._cover.setContentsMargins(0, 0, 0, 0)
        self.form = RaiseForm()
        self.form.entered.connect(self.presenter.raise_finding)
        self.form.left.connect(self.close_form)
        self.pages = QStackedWidget()
        self._build()
        desk.changed.connect(lambda _changed: self.presenter.read() if self.isVisible() else None)

    def show_state(self, state: FindingsState) -> None:
        """Show the list; what is being typed stays."""
        self._state = state
        self.table.show_rows(state.lines)
        shown = len(state.lines)
        self._count.setText(ngettext("{count} finding", "{count} findings", shown).format(count=f"{shown:,}"))
        if not state.wanted.text and not self.search.hasFocus():
            self.search.blockSignals(True)
            self.search.clear()
            self.search.blockSignals(False)
        self.state.set_value(state.wanted.state or (_EVERY if state.wanted.ended_too else _OPEN))
        self._show_nothing(state)
        if self._asked_for:
            case_no, self._asked_for = self._asked_for, ""
            self.open_form(case_no)
        self.headline_changed.emit()

    def show_refusal(self, error: SekishoError) -> None:
        """Say at the form why nothing was raised."""
        self.form.show_refusal(error)

    def open_form(self, case_no: str = "") -> None:
        """Open the form of a new finding."""
        if self._state is None or self._only_reads:
            return
        self.form.prepare(self._state.today, self._state.person, case_no)
        self.pages.setCurrentIndex(1)
        self.raise_it.hide()
        self.form.what.setFocus(Qt.FocusReason.OtherFocusReason)
        self.headline_changed.emit()

    def close_form(self) -> None:
        """Go back to the list."""
        self.pages.setCurrentIndex(0)
        self.raise_it.setVisible(not self._only_reads)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.headline_changed.emit()

    # --- Screen -------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the heading."""
        return _("Findings")

    def facts(self) -> str:
        """Return how many are not ended, and how many of them are overdue."""
        if self._state is None or not self._state.total:
            return ""
        told = _("{open} not ended").format(open=self._state.open)
        overdue = _("{count} overdue").format(count=self._state.overdue) if self._state.overdue else ""
        return "　".join(filter(None, (told, overdue)))

    def header_actions(self) -> Sequence[PushButton]:
        """Return 起票する, for whoever works here."""
        return () if self._only_reads else (self.raise_it,)

    def primary(self) -> QAbstractButton | None:
        """Return the button of what is under way."""
        if self.pages.currentIndex() == 1:
            return self.form.record
        return None if self._only_reads else self.raise_it

    def search_field(self) -> QWidget | None:
        """Return the search."""
        return self.search

    def entered(self) -> None:
        """Read the list."""
        self.presenter.read()

    def reload(self) -> None:
        """Read again."""
        self.presenter.read()

    def set_room(self, *, narrow: bool, low: bool) -> None:  # noqa: ARG002 - the contract of every screen
        """Leave air away on a low window."""
        side, top = theme.px(theme.PAGE), theme.px(8 if low else 16)
        self._column.setContentsMargins(side, top, side, top)

    # --- inside -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.search, 100)
        row.addSpacing(theme.px(8))
        row.addWidget(label(_("State"), "body", "ink2"))
        row.addWidget(self.state)
        row.addStretch(1)
        row.addWidget(self._count)
        listed = QWidget()
        self._column = QVBoxLayout(listed)
        self._column.setSpacing(theme.px(12))
        self._column.addLayout(row)
        self._column.addWidget(self.table, 1)
        page = Page()
        holder = QWidget()
        holder.setMaximumWidth(theme.px(_WIDEST))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        page.body.addWidget(holder)
        page.body.addStretch(1)
        for one in (listed, page):
            self.pages.addWidget(one)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

    def _pick(self, value: Any) -> None:
        # A combo box hands an enum back as its text.
        state = None if value in (_OPEN, _EVERY) else FindingState(value)
        self.presenter.set_state(state, ended_too=value == _EVERY)

    def _clear(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.clear()
        self.presenter.clear()

    def _show_nothing(self, state: FindingsState) -> None:
        while (item := self._cover.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if state.lines:
            return
        if not state.total:
            nothing = EmptyState(
                _("There is no finding."),
                _("Items reported as not done, refused signatures, losses and rights left over raise one themselves."),
                *(() if self._only_reads else ((_("Raise a finding"), self.open_form),)),
            )
        elif state.wanted.text or state.wanted.state is not None:
            nothing = EmptyState(
                _("No finding fits these conditions."), "", (_("Take all conditions away"), self._clear)
            )
        else:
            nothing = EmptyState(_("Every finding has ended."), "", (_("Show those that ended"), self.presenter.clear))
        self._cover.addWidget(nothing)
