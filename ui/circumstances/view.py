"""The screen: what holds, what waits because of it, and the form for something new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _, ngettext
from ui import theme, words
from ui.circumstances.forms import KindForm, WaitingRow
from ui.circumstances.presenter import CircumstancesPresenter, CircumstancesState, Held
from ui.days import day_long
from ui.parts import buttons
from ui.parts.badges import Badge, state_look
from ui.parts.cards import Card, Page
from ui.parts.form import Message
from ui.parts.labels import label, paragraph
from ui.shell import Screen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator

_WIDEST = 820


class CircumstancesScreen(Screen):
    """What is out of the ordinary in one case; it owns its presenter."""

    nav_key = "cases"

    def __init__(self, desk: Desk, navigator: Navigator, case_id: str) -> None:
        super().__init__()
        self._state: CircumstancesState | None = None
        self.presenter = CircumstancesPresenter(self, desk, navigator, case_id, self)
        self.badge = Badge(state_look("DRAFT"))
        self.trouble = Message()
        self.form = KindForm()
        self.form.recorded.connect(self.presenter.record)
        self._top = QVBoxLayout()
        self._top.setSpacing(theme.px(12))
        self.waiting: dict[str, WaitingRow] = {}
        self.page = Page()
        holder = QWidget()
        holder.setMaximumWidth(theme.px(_WIDEST))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.trouble)
        column.addLayout(self._top)
        column.addWidget(self.form)
        self.trouble.hide()
        self.page.body.addWidget(holder)
        self.page.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)
        desk.changed.connect(self.presenter.heard)

    def show_state(self, state: CircumstancesState) -> None:
        """Show the case; what is being typed stays."""
        self._state = state
        self.form.offer(state.kinds, state.today)
        self.badge.show_look(state_look(state.case.state.value))
        self._empty()
        for held in state.held:
            self._top.addWidget(self._held(held, state))
        if state.first:
            self._top.addWidget(self._first(state))
        if state.still_open:
            self._top.addWidget(self._open_items(state))
        self.headline_changed.emit()

    def show_recorded(self) -> None:
        """Be ready for another circumstance."""
        self.form.clear()
        self.page.verticalScrollBar().setValue(0)

    def show_refusal(self, error: SekishoError) -> None:
        """Say at the form what was refused."""
        self.form.show_refusal(error)

    def show_trouble(self, error: SekishoError) -> None:
        """Say at the top why another act was not taken."""
        self.trouble.show_error(sentence(error))
        self.trouble.show()
        self.page.verticalScrollBar().setValue(0)

    # --- Screen -------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the transferee's name."""
        return self._state.case.transferee.name if self._state else _("Circumstances and what follows")

    def facts(self) -> str:
        """Return what this is, number and date."""
        if self._state is None:
            return ""
        case = self._state.case
        effective = _("effective {date}").format(date=words.day_short(case.effective_date))
        told = (_("Circumstances and what follows"), case.transferee.employee_no, case.case_no, effective)
        return "　".join(told)

    def back_word(self) -> str:
        """Return where the way back leads."""
        return _("Case")

    def title_extras(self) -> Sequence[QWidget]:
        """Return the case's state."""
        return (self.badge,)

    def primary(self) -> QAbstractButton | None:
        """Return 記録する."""
        return self.form.button

    def entered(self) -> None:
        """Read the case."""
        self.presenter.read()

    def reload(self) -> None:
        """Read again."""
        self.presenter.read()

    # --- inside -------------------------------------------------------------------------------------------

    def _empty(self) -> None:
        self.waiting = {}
        while (item := self._top.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _held(self, held: Held, state: CircumstancesState) -> Card:
        card = Card(padding=16)
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(label(held.title, bold=True))
        recorded = _("recorded {day}").format(day=day_long(held.recorded_on))
        head.addWidget(label(recorded, "caption", "ink2"))
        head.addStretch(1)
        card.body.addLayout(head)
        for name, value in held.lines:
            card.body.addWidget(paragraph(f"{name}　{value}", leading=1.4))
        over = buttons.secondary(
            held.ends or _("Withdraw"), lambda: self.presenter.end(held.kind, state.today), small=True
        )
        over.setAccessibleName(f"{held.title}　{over.text()}")
        card.body.addWidget(over, 0, Qt.AlignmentFlag.AlignRight)
        return card

    def _first(self, state: CircumstancesState) -> Card:
        card = Card(_("First these items"), padding=16)
        done = sum(is_done for _item, is_done in state.first)
        card.body.addWidget(
            paragraph(
                _("{done} of {total} are answered: {items}").format(
                    done=done,
                    total=len(state.first),
                    items=_(", ").join(item for item, is_done in state.first if not is_done) or "―",
                )
            )
        )
        words_said = ngettext(
            "Leave {count} other item open, to follow", "Leave {count} other items open, to follow", state.rest
        ).format(count=state.rest)
        leave = buttons.secondary(words_said, self.presenter.leave_the_rest)
        leave.setEnabled(done == len(state.first) and state.rest > 0)
        if done < len(state.first):
            card.body.addWidget(paragraph(_("Answer the first items, then leave the others."), "caption", "ink2"))
        card.body.addWidget(leave, 0, Qt.AlignmentFlag.AlignRight)
        self.leave_button = leave
        return card

    def _open_items(self, state: CircumstancesState) -> Card:
        card = Card(_("Open since the report"), padding=16)
        for one in state.still_open:
            told = _("expected {day}").format(day=one.due) if one.due else ""
            row = WaitingRow(one, _("Done now"), self.presenter.finish, told)
            self.waiting[one.item_id] = row
            card.body.addWidget(row)
        return card
