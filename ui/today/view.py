"""今日やること: groups of rows at the left, the year's cases and the dates ahead at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.today import TaskGroup
from desktop_app.text import _, ngettext
from ui import theme, words
from ui.days import day_long
from ui.parts import buttons
from ui.parts.cards import EmptyState, Page
from ui.shell import Screen
from ui.today.alarm_line import AlarmLine
from ui.today.presenter import TodayPresenter, TodayState
from ui.today.rows import TaskGroupBox
from ui.today.side import SideColumn

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator
    from ui.parts.buttons import PushButton

_SIDE = 270


class TodayScreen(Screen):
    """The home screen."""

    nav_key = "today"

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self._navigator = navigator
        self._state: TodayState | None = None
        self.presenter = TodayPresenter(self, desk, navigator)
        self._register = buttons.secondary(
            _("Register a transfer"), navigator.show_registration, icon="plus", short=_("Register")
        )
        self._import = buttons.secondary(
            _("Read an announcement"), navigator.show_import, icon="import", short=_("Read in")
        )
        self._boxes: dict[TaskGroup, TaskGroupBox] = {}
        self._empty: QWidget | None = None
        self._side = SideColumn(navigator.show_cases)
        self._alarms = AlarmLine(lambda: navigator.show_settings("share"))
        self._build()
        desk.changed.connect(self._heard)

    def show_state(self, state: TodayState) -> None:
        """Show the page; scroll position and focus stay where they are."""
        self._state = state
        self._alarms.show_alarms(state.alarms)
        self._show_groups(state)
        self._show_empty(state)
        self._side.show_state(state)
        self._side.setVisible(bool(state.counts or state.coming))
        self.headline_changed.emit()

    # --- Screen ------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the heading."""
        return _("To do today")

    def facts(self) -> str:
        """Return the date and how much there is to do."""
        if self._state is None:
            return ""
        count = self._state.count
        told = ngettext("{count} thing to do", "{count} things to do", count).format(count=f"{count:,}")
        return f"{day_long(self._state.day)}　{told}" if count else day_long(self._state.day)

    def header_actions(self) -> Sequence[PushButton]:
        """Return 異動を登録 and 人事発令を取り込む."""
        return (self._register, self._import)

    def primary(self) -> QAbstractButton | None:
        """Return the first row's button."""
        return next((box.first_button() for box in self.boxes()), None)

    def set_room(self, *, narrow: bool, low: bool) -> None:  # noqa: ARG002 - the contract of every screen
        """Put the right column below on a narrow window."""
        across = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._panes.direction() != across:
            self._panes.setDirection(across)
            self._side.setFixedWidth(theme.px(_SIDE)) if not narrow else self._side.setMaximumWidth(theme.px(560))

    def reload(self) -> None:
        """Read again."""
        self.presenter.refresh()

    def entered(self) -> None:
        """Read again: the day may have changed."""
        self.presenter.refresh()

    # --- inside ------------------------------------------------------------------------------------------

    def boxes(self) -> list[TaskGroupBox]:
        """Return the groups in order."""
        return [self._boxes[group] for group in TaskGroup if group in self._boxes]

    def _build(self) -> None:
        page = Page()
        self._groups = QVBoxLayout()
        self._groups.setSpacing(theme.px(12))
        self._groups.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(theme.px(12))
        left.addWidget(self._alarms)
        left.addLayout(self._groups, 1)
        self._panes = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._panes.setSpacing(theme.px(28))
        self._panes.addLayout(left, 1)
        self._panes.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)
        self._side.setFixedWidth(theme.px(_SIDE))
        page.body.addLayout(self._panes, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def _show_groups(self, state: TodayState) -> None:
        wanted = {group.group: group for group in state.groups}
        for kind in set(self._boxes) - set(wanted):
            box = self._boxes.pop(kind)
            self._groups.removeWidget(box)
            box.hide()
            box.deleteLater()
        for place, kind in enumerate(kind for kind in TaskGroup if kind in wanted):
            if kind not in self._boxes:
                self._boxes[kind] = TaskGroupBox(self.presenter.act, self._navigator.show_cases)
                self._groups.insertWidget(place, self._boxes[kind])
            self._boxes[kind].show_group(wanted[kind])
        rows = [row for box in self.boxes() for row in box.rows()]
        for place, row in enumerate(rows):
            row.set_primary(primary=place == 0)

    def _show_empty(self, state: TodayState) -> None:
        if self._empty is not None:
            self._groups.removeWidget(self._empty)
            self._empty.hide()
            self._empty.deleteLater()
            self._empty = None
        if state.groups:
            return
        if state.has_cases:
            self._empty = EmptyState(_("There is nothing to do today."), _next_date(state))
        else:
            self._empty = EmptyState(
                _("There are no transfer cases yet."),
                _("Read the file of a personnel announcement, or register transfers one by one."),
                (_("Read an announcement"), self._navigator.show_import),
                (_("Register a transfer"), self._navigator.show_registration),
                primary=True,
            )
        self._groups.insertWidget(0, self._empty)

    def _heard(self, _changed: object) -> None:
        if self.isVisible():
            self.presenter.refresh()


def _next_date(state: TodayState) -> str:
    if not state.coming:
        return ""
    first = state.coming[0]
    sentence = {
        "target": _("The next date is the target date on {date}."),
        "effective": _("The next date is the effective date on {date}."),
        "post_check": _("The next date is the deadline of the check after the effective date on {date}."),
    }[first.kind]
    return sentence.format(date=words.day_short(first.day))
