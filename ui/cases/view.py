"""異動案件: search, period, state, and the table of cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import CaseState
from desktop_app.labels import half_label, state_label
from desktop_app.sentences.disposal import left_words
from desktop_app.text import _, ngettext
from ui import theme
from ui.cases.finding import WHOLE, Found, Period, Wanted
from ui.cases.model import PagedRows, columns
from ui.cases.presenter import CasesPresenter
from ui.parts import buttons
from ui.parts.cards import EmptyState
from ui.parts.fields import Choice
from ui.parts.labels import label
from ui.parts.search import SearchField
from ui.parts.table import Table
from ui.shell import MainWindow, Screen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator
    from ui.parts.buttons import PushButton

_KEPT = "cases/filters"
_EVERY = "every"


class CasesScreen(Screen):
    """The list of cases."""

    nav_key = "cases"

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self._navigator, self._only_reads = navigator, desk.only_reads
        self._told: Wanted | None = None
        self._periods: tuple[Period, ...] = ()
        self.presenter = CasesPresenter(self, desk, navigator)
        self._register = buttons.secondary(
            _("Register a transfer"), navigator.show_registration, icon="plus", short=_("Register")
        )
        self._import = buttons.primary(
            _("Read an announcement"), navigator.show_import, icon="import", short=_("Read in")
        )
        self._scans = buttons.secondary(_("Take scanned paper in"), navigator.show_scans, icon="tray", rare=True)
        self._handover = buttons.secondary(
            _("Print the handover list"), self.presenter.print_handover, icon="print", rare=True
        )
        self.search = SearchField(_("Name, kana, employee number, workplace"))
        self.period = Choice(((_EVERY, _("All")),), name=_("Period"), width=150)
        states = ((_EVERY, _("All")), *((state, state_label(state)) for state in CaseState))
        self.state = Choice(states, name=_("State"), width=124)
        self.affiliates = buttons.Check(_("Affiliates only"))
        self._count = label("", "body", "ink2")
        self.model = PagedRows(self.presenter.fetch)
        self.table = Table(columns(), name=_("Transfer cases"), model=self.model, fixed=2)
        self.model.setParent(self.table)
        self._cover = QVBoxLayout(self.table.viewport())
        self._cover.setContentsMargins(0, 0, 0, 0)
        self._build()
        self._listen()
        desk.changed.connect(self._heard)

    def show_found(self, found: Found) -> None:
        """Show another result; selection and scroll position stay when the conditions did."""
        chosen, bar = self.table.selected(), self.table.verticalScrollBar()
        top = bar.value() if found.wanted == self._told else 0
        self._told = found.wanted
        self.model.begin(found)
        self.table.settle(chosen)
        bar.setValue(top)
        self.table.horizontalHeader().setSortIndicatorShown(self.model.is_whole)
        self._show_conditions(found)
        self._show_nothing(found)
        shown = f"{found.count:,}" if found.count == found.total else f"{found.count:,} / {found.total:,}"
        self._count.setText(ngettext("{count} case", "{count} cases", found.count).format(count=shown))
        self._remember(found.wanted)

    def show_page(self, found: Found) -> None:
        """Show one more page."""
        self.model.take(found)
        self.table.grow_rows()

    # --- Screen ------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the heading."""
        return _("Transfer cases")

    def header_actions(self) -> Sequence[PushButton]:
        """Return 引継ぎ一覧, 読み取った紙の取り込み, 異動を登録 and 人事発令を取り込む."""
        return () if self._only_reads else (self._handover, self._scans, self._register, self._import)

    def primary(self) -> QAbstractButton | None:
        """Return 人事発令を取り込む."""
        return None if self._only_reads else self._import

    def search_field(self) -> QWidget | None:
        """Return the search."""
        return self.search

    def reload(self) -> None:
        """Read again."""
        self.presenter.refresh()

    def entered(self) -> None:
        """Take up the filters of the last time, and read again: the day may have changed."""
        if self.presenter.wanted is None:
            self.presenter.wanted = self._remembered()
        self.presenter.refresh()

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Leave the legend away on a narrow window, and air on a low one."""
        self._legend.setVisible(not narrow)
        side, top = theme.px(theme.PAGE), theme.px(8 if low else 16)
        self._column.setContentsMargins(side, top, side, top)

    # --- inside ------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._legend = label(_("[S] = affiliate"), "body", "ink2")
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        # The search takes the room there is, up to its full width.
        row.addWidget(self.search, 100)
        row.addSpacing(theme.px(8))
        row.addWidget(label(_("Period"), "body", "ink2"))
        row.addWidget(self.period)
        row.addSpacing(theme.px(4))
        row.addWidget(label(_("State"), "body", "ink2"))
        row.addWidget(self.state)
        row.addWidget(self.affiliates)
        row.addStretch(1)
        row.addWidget(self._count)
        row.addWidget(self._legend)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme.px(12))
        self._column.addLayout(row)
        self._column.addWidget(self.table, 1)

    def _listen(self) -> None:
        self.search.searched.connect(self.presenter.search)
        self.period.picked.connect(lambda value: self.presenter.set_period(_restricting(value)))
        self.state.picked.connect(lambda value: self.presenter.set_state(_restricting(value)))
        self.affiliates.toggled.connect(self.presenter.set_affiliates_only)
        self.table.opened.connect(self.presenter.open)
        self.table.horizontalHeader().sectionClicked.connect(self._explain_order)

    def _show_conditions(self, found: Found) -> None:
        wanted = found.wanted
        known = found.periods
        if wanted.period and wanted.period not in known:
            known = (*known, wanted.period)
        if known != self._periods:
            # Offered only when they are others: a list that is open must not close under the person's hand.
            self._periods = known
            self.period.offer(((_EVERY, _("All")), *((period, _period_word(period)) for period in known)))
        self.period.set_value(wanted.period or _EVERY)
        self.state.set_value(wanted.state or _EVERY)
        before = self.affiliates.blockSignals(True)
        self.affiliates.setChecked(wanted.affiliates_only)
        self.affiliates.blockSignals(before)
        # What is being typed is newer than what was found: only an emptied search is written back.
        if not wanted.text and not self.search.hasFocus():
            self.search.blockSignals(True)
            self.search.clear()
            self.search.blockSignals(False)

    def _show_nothing(self, found: Found) -> None:
        while (item := self._cover.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if found.count:
            return
        if not found.total:
            acts = (
                (_("Read an announcement"), self._navigator.show_import),
                (_("Register a transfer"), self._navigator.show_registration),
            )
            nothing = EmptyState(
                _("There are no transfer cases yet."),
                _("Read the file of a personnel announcement, or register transfers one by one."),
                *(() if self._only_reads else acts),
            )
        else:
            text = found.wanted.text
            nothing = EmptyState(
                _("No case fits “{text}”.").format(text=text) if text else _("No case fits these conditions."),
                left_words(found.left)
                if found.left
                else _("髙 and 高, 﨑 and 崎, 𠮷 and 吉 were taken for the same letter.")
                if text
                else "",
                (_("Take all conditions away"), self._clear),
            )
        self._cover.addWidget(nothing)

    def _clear(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.clear()
        self.presenter.clear()

    def _explain_order(self, _column: int) -> None:
        if not self.model.is_whole:
            limit = f"{WHOLE:,}"
            self._navigator.say(_("More than {limit} cases stand in the order of their dates.").format(limit=limit))

    def _heard(self, _changed: object) -> None:
        if self.isVisible():
            self.presenter.refresh()

    def _remember(self, wanted: Wanted) -> None:
        window = self.window()
        if isinstance(window, MainWindow):
            period = wanted.period
            kept = (
                f"{period.year}/{period.half}" if period else "",
                wanted.state.value if wanted.state else "",
                "1" if wanted.affiliates_only else "",
            )
            window.remember(_KEPT, ",".join(kept))

    def _remembered(self) -> Wanted | None:
        window = self.window()
        kept = window.remembered(_KEPT) if isinstance(window, MainWindow) else None
        # An ini file brings a text with commas back as a list.
        parts = kept if isinstance(kept, list) else str(kept).split(",") if kept else []
        if len(parts) != 3:
            return None
        try:
            year, _slash, half = str(parts[0]).partition("/")
            period = Period(int(year), int(half)) if year else None
            state = CaseState(parts[1]) if parts[1] else None
        except ValueError:
            return None
        return Wanted(period=period, state=state, affiliates_only=bool(parts[2]))


def _restricting(value: Any) -> Any:
    return None if value == _EVERY else value


def _period_word(period: Period) -> str:
    if period.half:
        return half_label(HalfYear(period.year, period.half))
    return _("FY{year}").format(year=period.year)
