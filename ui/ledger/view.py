"""管理表: filters, figures, the table in the order of 様式第4号, a note, and the ways out onto paper and into files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QMenu, QVBoxLayout, QWidget

from desktop_app.labels import half_label
from desktop_app.text import _, ngettext
from desktop_app.usecases.ledger import LedgerCounts
from ui import theme
from ui.ledger import columns
from ui.ledger.filters import FigureStrip, FilterBar
from ui.ledger.forms import forms_button
from ui.ledger.model import LedgerRows
from ui.ledger.presenter import LedgerPresenter, LedgerRow, LedgerState, Scope, file_name
from ui.parts import buttons, files
from ui.parts.banners import BannerArea, Notice
from ui.parts.cards import EmptyState
from ui.parts.labels import paragraph
from ui.parts.table import Table
from ui.shell import Screen

if TYPE_CHECKING:
    from desktop_app.domain.calendar import HalfYear
    from ui.desk import Desk, Navigator
    from ui.ledger.scope import ScopePanel
    from ui.parts.buttons import PushButton

_EDGE = 16
_AFTER_PAINT_MS = 30
_KINDS = (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))


class LedgerScreen(Screen):
    """The ledger of one half-year."""

    nav_key = "ledger"

    def __init__(self, desk: Desk, navigator: Navigator, half: HalfYear | None = None) -> None:
        super().__init__()
        self.presenter = LedgerPresenter(self, desk, navigator, half, owner=self)
        self.table: Table | None = None
        self.rows: LedgerRows | None = None
        self._state: LedgerState | None = None
        self._names: tuple[str, ...] = ()
        self._empty: EmptyState | None = None
        self.export = buttons.secondary(_("Export"), icon="export")
        self.export.setMenu(self._export_menu())
        self.forms = forms_button(navigator, lambda: self._state.half if self._state else None)
        self.choose = buttons.secondary(_("What to print"))
        self.choose.setCheckable(True)
        self.choose.toggled.connect(self._open_scope)
        self.preview = buttons.primary(_("Print preview"), self.print_preview, icon="print")
        self.banners, self.filters, self.figures = BannerArea(), FilterBar(), FigureStrip()
        self.scope: ScopePanel | None = None  # made when first opened: the rows come first
        self.filters.asked.connect(lambda changed: self.presenter.narrow(**changed))
        self._menu = QMenu(self.filters.columns)
        self.filters.columns.setMenu(self._menu)
        self._build()
        desk.changed.connect(self.presenter.heard)

    # --- what is shown ------------------------------------------------------------------------------------

    def show_state(self, state: LedgerState) -> None:
        """Show the period and its first rows."""
        before, self._state = self._state, state
        self.filters.show_halves(state.halves, state.half)
        self.figures.show_period(state.half)
        self._tell_scope()
        if self.table is None or before is None or before.steps != state.steps:
            self._make_table(state)
        assert self.rows is not None
        assert self.table is not None
        self.rows.begin(state.rows)
        self.table.scrollToTop()
        self.table.settle(None)
        self._show_empty(nothing=not state.rows)
        self.headline_changed.emit()
        # Counting on the lane would take turns with the painting of the rows.
        QTimer.singleShot(_AFTER_PAINT_MS, self, self.presenter.count)

    def show_counts(self, counts: LedgerCounts, whole: LedgerCounts) -> None:
        """Show the figures, and give the table its full height."""
        assert self.rows is not None
        self.figures.show_counts(counts, whole)
        self.rows.set_total(counts.total)
        self._show_empty(nothing=not counts.total)

    def show_page(self, number: int, rows: tuple[LedgerRow, ...]) -> None:
        """Show a page that was scrolled to."""
        assert self.rows is not None
        assert self.table is not None
        self.rows.take_page(number, rows)
        self.table.grow_rows()

    def doubt_rows(self) -> None:
        """Read the rows in sight again."""
        if self.rows is not None:
            self.rows.doubt()

    def show_places(self, places: tuple[tuple[str, str], ...]) -> None:
        """Offer workplaces to print."""
        if self.scope is not None:
            self.scope.show_places(places)

    def show_exported(self, path: Path, rows: int) -> None:
        """Say what was written and where."""
        event = ngettext(
            "The ledger was written ({name}, {count} case).", "The ledger was written ({name}, {count} cases).", rows
        ).format(name=path.name, count=f"{rows:,}")
        show = partial(files.open_folder, path)
        self.banners.show_notice(Notice("exported", "info", event, act=_("Open the folder"), on_act=show))

    # --- Screen -------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the heading."""
        return _("Ledger")

    def facts(self) -> str:
        """Return form and workplace."""
        if self._state is None:
            return ""
        place = _("{workplace} ({code})").format(workplace=self._state.workplace, code=self._state.org_code)
        return f"{self._state.form.partition('　')[0]}　{place}"

    def header_actions(self) -> Sequence[PushButton]:
        """Return そのほかの様式, 出力, 印刷の範囲 and 印刷プレビュー."""
        return (self.forms, self.export, self.choose, self.preview)

    def primary(self) -> QAbstractButton | None:
        """Return 印刷プレビュー."""
        return self.preview

    def search_field(self) -> QWidget | None:
        """Return the search."""
        return self.filters.search

    def reload(self) -> None:
        """Read again."""
        self.presenter.read()

    def print_preview(self) -> None:
        """Open the print preview of what was chosen."""
        self.presenter.preview(self.scope.scope() if self.scope is not None else Scope())

    def entered(self) -> None:
        """Read when first seen; later changes come by themselves."""
        if self._state is None:
            self.presenter.read()

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Give the note's line to the table on a low window."""
        self._note.setVisible(not low)
        self.figures.set_narrow(narrow=narrow)

    # --- inside -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._note = paragraph(
            _(
                "The steps show the day they were done. ― stands for “not applicable”, the underlined mark for “not "
                "done”, blank waits for answers. Confirmed rows do not change; a correction stays as a new record."
            ),
            "caption",
            "ink2",
            leading=1.3,
        )
        self._place, self._scope_place = QVBoxLayout(), QVBoxLayout()
        column = QVBoxLayout(self)
        edge = theme.px(_EDGE)
        column.setContentsMargins(edge, edge, edge, theme.px(10))
        column.setSpacing(theme.px(10))
        for widget in (self.banners, self.filters, self.figures):
            column.addWidget(widget)
        column.addLayout(self._scope_place)
        column.addLayout(self._place, 1)
        column.addWidget(self._note)

    def _open_scope(self, is_open: bool) -> None:
        if self.scope is None:
            from ui.ledger.scope import ScopePanel

            self.scope = ScopePanel()
            self._scope_place.addWidget(self.scope)
            self._tell_scope()
        self.scope.open(is_open=is_open)
        if is_open:
            self.presenter.read_places()

    def _tell_scope(self) -> None:
        if self.scope is not None and self._state is not None:
            self.scope.show_half(self._state.half)
            self.scope.show_narrowed(is_narrowed=self.presenter.wanted.is_narrowed)

    def _make_table(self, state: LedgerState) -> None:
        if self.table is not None:
            self._place.removeWidget(self.table)
            self.table.deleteLater()
        named = columns.columns(state.steps)
        self._names = tuple(name for name, _column in named)
        scale = theme.text_scale()
        metrics = QFontMetrics(theme.font("caption", bold=True))
        made = tuple(
            # A head in another language may be longer than what stands below it.
            replace(column, width=max(column.width, round(metrics.horizontalAdvance(column.title) / scale) + 12))
            for _name, column in named
        )
        self.rows = LedgerRows(made)
        self.table = Table(made, name=_("Ledger"), row_height=theme.LEDGER_ROW, model=self.rows, fixed=columns.FIXED)
        self.rows.setParent(self.table)
        theme.restyle(self.table.horizontalHeader(), tight=True)
        self.table.opened.connect(self.presenter.open)
        self.rows.page_wanted.connect(self.presenter.page)
        self._place.addWidget(self.table)
        self._empty = None
        shown = self._remembered()
        for place, name in enumerate(self._names):
            if name not in shown:
                self.table.show_column(place, shown=False)
        self._fill_menu()

    def _fill_menu(self) -> None:
        self._menu.clear()
        assert self.table is not None
        assert self.rows is not None
        for place, column in enumerate(self.rows.columns):
            if place < columns.FIXED:
                continue
            act = QAction(column.tip or column.title, self._menu)
            act.setCheckable(True)
            act.setChecked(not self.table.isColumnHidden(place))
            act.toggled.connect(partial(self._toggle, place))
            self._menu.addAction(act)

    def _toggle(self, place: int, shown: bool) -> None:
        assert self.table is not None
        self.table.show_column(place, shown=shown)
        hidden = [name for at, name in enumerate(self._names) if self.table.isColumnHidden(at)]
        remember = getattr(self.window(), "remember", None)
        if remember is not None:
            remember("ledger/hidden", ",".join(hidden))

    def _remembered(self) -> frozenset[str]:
        kept = getattr(self.window(), "remembered", lambda _key: None)("ledger/hidden")
        # An ini file gives a lone word back as text and several as a list.
        words = kept if isinstance(kept, list) else str(kept).split(",") if kept is not None else None
        hidden = columns.HIDDEN_AT_FIRST if words is None else tuple(words)
        return frozenset(self._names) - frozenset(hidden)

    def _show_empty(self, *, nothing: bool) -> None:
        if self._empty is not None:
            self._empty.hide()
            self._empty.deleteLater()
            self._empty = None
        if not nothing or self.table is None or self._state is None:
            return
        if self.presenter.wanted.is_narrowed:
            word = self.presenter.wanted.text
            told = _("No case fits “{text}”.").format(text=word) if word else _("No case fits these conditions.")
            why = _("Variants of a character were searched as the same character.") if word else ""
            self._empty = EmptyState(told, why, (_("Take all conditions away"), self.filters.clear))
        else:
            told = _("Nobody was transferred in {half}.").format(half=half_label(self._state.half))
            why = _("The ledger can be printed as “nobody concerned”.")
            self._empty = EmptyState(told, why, (_("Print preview"), self.print_preview))
        viewport = self.table.viewport()
        if viewport.layout() is None:
            QVBoxLayout(viewport)
        holder = viewport.layout()
        assert holder is not None
        holder.addWidget(self._empty)

    def _export_menu(self) -> QMenu:
        menu = QMenu(self.export)
        for kind, word in _KINDS:
            menu.addAction(word, partial(self._ask_where, kind, word))
        return menu

    def _ask_where(self, kind: str, word: str) -> None:
        if self._state is not None:
            name = file_name(self._state, kind)
            files.ask_where(self, _("Export"), name, f"{word} (*.{kind})", partial(self.presenter.export, kind))
