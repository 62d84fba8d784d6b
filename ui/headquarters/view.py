"""全職場の状況 as it looks: what most needs somebody, four figures, filters, and a line for every workplace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop_app.domain.clock import office_time
from desktop_app.errors import SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _
from desktop_app.usecases.headquarters_overview import News, WorkplaceLine
from ui import theme
from ui.days import day_long
from ui.headquarters.dialogs import AnswerDialog, JoinDialog, MemoDialog
from ui.headquarters.figures import Figures
from ui.headquarters.invitation import InvitationDialog
from ui.headquarters.key import KeyDialog
from ui.headquarters.model import banner_words, columns, joining_words, rows_model
from ui.headquarters.newcomer import NewcomerDialog
from ui.headquarters.periods import period_words, which_words
from ui.headquarters.presenter import OverviewState
from ui.parts import buttons, files
from ui.parts.banners import BannerArea, Notice
from ui.parts.buttons import PushButton
from ui.parts.cards import EmptyState
from ui.parts.fields import Choice
from ui.parts.labels import label
from ui.parts.progress import ProgressLine
from ui.parts.search import SearchField
from ui.parts.table import Table
from ui.shell import Screen

_KINDS = (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"), ("pdf", "PDF"))
_CONCERNS = ("unreadable", "silent", "away", "asking")
_LOOKS = {"away": ("warn", "folder-x"), "asking": ("info", "")}


class HeadquartersScreen(Screen):
    """The table of workplaces."""

    nav_key = "headquarters"

    def __init__(self) -> None:
        super().__init__()
        self.presenter: Any = None
        self._narrow = False
        self.state: OverviewState | None = None
        self.export = buttons.secondary(_("Write the list"), icon="export", rare=True)
        self.export.setMenu(self._export_menu())
        self.memo = buttons.secondary(_("Memo"), self._write_memo, icon="pencil")
        self.memo.setEnabled(False)
        self.add = buttons.secondary(_("Add a workplace"), self.ask_to_join, icon="plus", rare=True)
        self.newcomer = buttons.secondary(_("Check a newcomer"), self.ask_newcomer, rare=True)
        self.newcomer.setEnabled(False)
        self.key = buttons.secondary(_("Headquarters' key"), self.ask_key, rare=True)
        self.invitation = buttons.secondary(_("Let a workplace join"), self.ask_invitation, rare=True)
        self.exchange = buttons.primary(_("Fetch from all workplaces"), self._exchange, icon="refresh")
        self.banners, self.figures = BannerArea(), Figures()
        self.progress = ProgressLine(_("Reading workplaces  {done} / {total}"), stoppable=False)
        self.search = SearchField(_("Workplace, org code"), width=280)
        self.period = Choice((), name=_("Period"), width=130)
        self.which = Choice(which_words(), name=_("Situation"), width=150)
        self._count = label("", "body", "ink2")
        self.model = rows_model()
        self.table = Table(columns(), name=_("Workplaces"), model=self.model, fixed=1)
        self.model.setParent(self.table)
        self._cover = QVBoxLayout(self.table.viewport())
        self._cover.setContentsMargins(0, 0, 0, 0)
        self._build()
        self._listen()

    # --- what is shown ------------------------------------------------------------------------------------

    def show_state(self, state: OverviewState) -> None:
        """Show the lines; selection and scroll position stay."""
        self.state = state
        self.progress.end()
        chosen, bar = self.table.selected(), self.table.verticalScrollBar()
        top = bar.value()
        self.model.replace(state.lines)
        self.table.settle(chosen)
        bar.setValue(top)
        self.figures.show_totals(state.totals)
        words = _("{count} of {all} workplaces")
        self._count.setText(words.format(count=f"{len(state.lines):,}", all=f"{len(state.all_lines):,}"))
        self.period.offer(period_words(state), state.period)
        self.which.set_value(state.wanted.which)
        self._show_concern(state)
        self._show_nothing(state)
        self.headline_changed.emit()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many workplaces are read."""
        if done < total:
            self.progress.begin()
        self.progress.show_progress(done, total)

    def show_written(self, path: Path) -> None:
        """Say that a file was written."""
        event = _("The list was written ({name}).").format(name=path.name)
        show = partial(files.open_folder, path)
        self.banners.show_notice(Notice("written", "info", event, "", act=_("Open the folder"), on_act=show))

    def show_trouble(self, error: SekishoError) -> None:
        """Say what could not be done."""
        self.progress.end()
        event, _sep, meaning = sentence(error).partition("\n")
        self.banners.show_notice(Notice("trouble", "warn", event, meaning))

    def ask_answer(self, line: WorkplaceLine) -> None:
        """Show a waiting workplace's number, and ask for the one its manager reads back."""
        AnswerDialog(self, line, partial(self.presenter.finish, line)).open()

    def ask_to_join(self) -> None:
        """Ask which workplace is to be added, and in whose name."""
        JoinDialog(self, self.presenter.person, self.presenter.join).open()

    def ask_invitation(self) -> None:
        """Show the headquarters' invitation, and take the numbers that managers read back."""
        lines = self.state.all_lines if self.state is not None else ()
        dialog = InvitationDialog(self, tuple((one.key, joining_words(one)) for one in lines if _is_read(one)))
        self.presenter.lead_invitation(dialog)
        dialog.open()

    def ask_key(self) -> None:
        """Let headquarters' own key go out or come in."""
        dialog = KeyDialog(self)
        self.presenter.lead_key(dialog)
        dialog.open()

    def ask_newcomer(self, line: WorkplaceLine | None = None) -> None:
        """Check who asks to be let in at a workplace, the selected one if none is given."""
        line = line or self.table.selected()
        if line is not None:
            dialog = NewcomerDialog(self, line.name)
            self.presenter.lead_newcomers(dialog, line)
            dialog.open()

    # --- Screen -------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the heading."""
        return _("All workplaces")

    def facts(self) -> str:
        """Return how old the table is, and what it never shows."""
        if self.state is None:
            return ""
        here = office_time(self.state.read_at)
        day = "" if here.date() == self.state.today else f"{day_long(here.date())}　"
        read = _("read {moment}").format(moment=f"{day}{here:%H:%M}")
        # A narrow window has no room for it beside the buttons.
        names = "" if self._narrow else _("Transferees are named only inside a case")
        return f"{read}　{names}".rstrip()

    def header_actions(self) -> Sequence[PushButton]:
        """Return 覚え書きを書く, 一覧を出力, 加入する人の確認, 職場の加入, 職場を加える, 本社の鍵 and the exchange."""
        return (self.memo, self.export, self.newcomer, self.invitation, self.add, self.key, self.exchange)

    def primary(self) -> QAbstractButton | None:
        """Return the exchange with all workplaces."""
        return self.exchange

    def search_field(self) -> QWidget | None:
        """Return the search."""
        return self.search

    def entered(self) -> None:
        """Read all workplaces."""
        self.presenter.read()

    def reload(self) -> None:
        """Read again."""
        self.presenter.read()

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Say the figures in one line on a low window, and less beside the buttons of a narrow one."""
        self._narrow = narrow
        self.headline_changed.emit()
        self.figures.set_low(low=low)
        self.banners.set_low(low=low)
        side, top = theme.px(theme.PAGE), theme.px(8 if low else 16)
        self._column.setContentsMargins(side, top, side, top)

    # --- inside -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.search, 100)
        row.addSpacing(theme.px(8))
        row.addWidget(label(_("Period"), "body", "ink2"))
        row.addWidget(self.period)
        row.addWidget(label(_("Situation"), "body", "ink2"))
        row.addWidget(self.which)
        row.addStretch(1)
        row.addWidget(self._count)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme.px(12))
        for widget in (self.banners, self.figures):
            self._column.addWidget(widget)
        self._column.addLayout(row)
        self._column.addWidget(self.progress)
        self._column.addWidget(self.table, 1)

    def _listen(self) -> None:
        self.search.searched.connect(lambda text: self.presenter.narrow(text=text))
        self.period.picked.connect(lambda period: self.presenter.narrow(period=period))
        self.which.picked.connect(lambda which: self.presenter.narrow(which=which))
        self.table.opened.connect(self._open)
        self.table.current.connect(self._chosen)

    def _chosen(self, line: object) -> None:
        for act in (self.memo, self.newcomer):
            act.setEnabled(_is_read(line))

    def _open(self, line: WorkplaceLine) -> None:
        self.presenter.open(line)

    def _exchange(self) -> None:
        self.presenter.exchange()

    def _export_menu(self) -> QMenu:
        menu = QMenu(self.export)
        for kind, word in _KINDS:
            action = QAction(word, menu)
            action.triggered.connect(lambda _on=False, kind=kind, word=word: self._ask_where(kind, word))
            menu.addAction(action)
        return menu

    def _ask_where(self, kind: str, word: str) -> None:
        name = _("workplaces.{kind}").format(kind=kind)
        files.ask_where(self, _("Write the list"), name, f"{word} (*.{kind})", partial(self.presenter.export, kind))

    def _write_memo(self) -> None:
        line = self.table.selected()
        if line is not None:
            MemoDialog(self, line, partial(self.presenter.keep_memo, line)).open()

    def _show_concern(self, state: OverviewState) -> None:
        told = [(line, *banner_words(line)) for line in state.all_lines]
        worst: dict[str, tuple[WorkplaceLine, str, str]] = {}
        for line, key, event, meaning in told:
            if key:
                worst.setdefault(key, (line, event, meaning))
        for key in _CONCERNS:
            if key not in worst:
                self.banners.drop(key)
                continue
            line, event, meaning = worst[key]
            act: Callable[[], object]
            word, act = _("Try again"), partial(self.presenter.open, line)
            if key == "silent":
                word = _("See the workplace's record")
            elif key == "away":
                act = self._exchange
            elif key == "asking":
                word, act = _("Check a newcomer"), partial(self.ask_newcomer, line)
            kind, icon = _LOOKS.get(key, ("alarm", ""))
            self.banners.show_notice(Notice(key, kind, event, meaning, act=word, on_act=act, icon=icon))

    def _show_nothing(self, state: OverviewState) -> None:
        while (item := self._cover.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if state.lines:
            return
        if not state.all_lines:
            nothing = EmptyState(
                _("No workplace's record has arrived yet."),
                _("Ask a workplace for its share folder, and let it let headquarters in."),
                (_("Add a workplace"), self.ask_to_join),
            )
        else:
            nothing = EmptyState(
                _("No workplace fits these conditions."),
                "",
                (_("Take all conditions away"), self._clear),
            )
        self._cover.addWidget(nothing)

    def _clear(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.clear()
        self.presenter.clear()


def _is_read(line: object) -> bool:
    return isinstance(line, WorkplaceLine) and line.news not in {News.WAITING, News.UNREADABLE}
