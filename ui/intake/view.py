"""人事発令の取り込み: four steps, one bar; files may also be dropped onto the page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.text import _, ngettext
from ui import theme
from ui.intake.check_page import CheckPage
from ui.intake.columns_page import ColumnsPage
from ui.intake.pages import DonePage, FilePage
from ui.intake.presenter import IntakePresenter, Phase, Verdict
from ui.intake.trail import StepTrail
from ui.parts import buttons, files
from ui.parts.form import Message
from ui.parts.progress import ProgressLine
from ui.shell import Screen
from ui.shell.bars import action_row

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator
    from ui.intake.reading import ColumnsAsked, Reading


class IntakeScreen(Screen):
    """The import of one announcement."""

    nav_key = "cases"

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__()
        self.presenter = IntakePresenter(self, partial(desk.ask, owner=self), navigator)
        self._agreed: frozenset[object] = frozenset()
        self._verdict: Verdict | None = None
        self.trail = StepTrail((_("Choose a file"), _("Match the columns"), _("Check the rows"), _("Take in")))
        self.file_page = FilePage(self.ask_for_file)
        self.columns_page = ColumnsPage()
        self.check_page = CheckPage(self.presenter)
        self.done_page = DonePage(self.presenter.open_today, self.presenter.choose_again)
        self._pages = QStackedWidget()
        for page in (self.file_page, self.columns_page, self.check_page, self.done_page):
            self._pages.addWidget(page)
        self.progress = ProgressLine(_("Reading the file  {done} / {total} rows"))
        self.progress.stop_asked.connect(self.presenter.stop)
        self._bar = self._make_bar()
        top = QVBoxLayout()
        side = theme.px(theme.PAGE)
        top.setContentsMargins(side, theme.px(4), side, 0)
        top.addWidget(self.progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._pages, 1)
        self.setAcceptDrops(True)
        self.show_phase(Phase.FILE)

    # --- what the presenter shows ----------------------------------------------------------------------------

    def show_phase(self, phase: Phase) -> None:
        """Show a step and its buttons."""
        self._pages.setCurrentIndex(phase.value)
        self.trail.show_step(phase.value)
        self.back_button.setVisible(phase in {Phase.COLUMNS, Phase.CHECK})
        self.back_button.relabel(_("Choose another file") if phase is Phase.COLUMNS else _("Back to the columns"))
        self.give_up_button.setVisible(phase is not Phase.DONE)
        self.next_button.setVisible(phase is Phase.COLUMNS)
        self.take_button.setVisible(phase is Phase.CHECK)
        self.reason.setVisible(phase is Phase.CHECK)
        primary = self.primary()
        if phase in {Phase.FILE, Phase.DONE} and primary is not None:
            primary.setFocus()
        elif phase is Phase.CHECK:
            self.check_page.table.setFocus()

    def show_columns(self, asked: ColumnsAsked, trouble: str) -> None:
        """Show which column holds what."""
        self.columns_page.show_columns(asked, trouble)

    def show_reading(self, reading: Reading, agreed: frozenset[object]) -> None:
        """Show the rows and what to look at."""
        self._agreed = agreed
        self.check_page.show_reading(reading)

    def show_verdict(self, verdict: Verdict, agreed: frozenset[object]) -> None:
        """Show whether it may be taken in."""
        self._agreed, self._verdict = agreed, verdict
        reading = self.presenter.reading
        if reading is not None:
            self.check_page.panel.show_agreed(agreed, len(reading.preview.wrong), verdict.to_look_at)
        self.take_button.relabel(self._take_word(verdict))
        self.take_button.setEnabled(verdict.allowed)
        self.reason.show_error(verdict.reason)

    def show_busy(self, *, reading: bool, taking: bool) -> None:
        """Show that something is under way; the rest of the window stays usable."""
        busy = reading or taking
        self.progress.say(_("Taking in  {done} / {total}") if taking else _("Reading the file  {done} / {total} rows"))
        self.progress.begin() if busy else self.progress.end()
        for widget in (self.file_page.choose, self.next_button, self.check_page.strip, self.check_page.others):
            widget.setEnabled(not busy)
        if self._verdict is not None:
            self.take_button.setEnabled(self._verdict.allowed and not busy)
            self.take_button.relabel(_("Taking in…") if taking else self._take_word(self._verdict))

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the reading is."""
        self.progress.show_progress(done, total)

    def show_trouble(self, words: str) -> None:
        """Say why nothing came of it."""
        self.file_page.show_trouble(words)
        self.columns_page.show_trouble(words)
        self.reason.show_error(words or (self._verdict.reason if self._verdict else ""))

    def show_done(self, words: str) -> None:
        """Say what was taken in."""
        self.done_page.words.setText(words)
        self.done_page.words.updateGeometry()

    # --- Screen ------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the heading."""
        return _("Reading an announcement")

    def title_extras(self) -> Sequence[QWidget]:
        """Return the steps."""
        return (self.trail,)

    def action_bar(self) -> QWidget | None:
        """Return the bar."""
        return self._bar

    def primary(self) -> QAbstractButton | None:
        """Return the step's primary button."""
        return {
            Phase.FILE: self.file_page.choose,
            Phase.COLUMNS: self.next_button,
            Phase.CHECK: self.take_button,
            Phase.DONE: self.done_page.today,
        }[self.presenter.phase]

    def set_room(self, *, narrow: bool, low: bool) -> None:
        """Fold the steps and the panel."""
        self.trail.set_narrow(narrow=narrow)
        self.check_page.set_room(narrow=narrow, low=low)

    def next_open(self, step: int) -> None:
        """Go to the next thing nobody has agreed to."""
        if self.presenter.phase is Phase.CHECK:
            self.check_page.panel.step(step, self._agreed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a table."""
        if files.dropped_table(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the first file dropped."""
        path = files.dropped_table(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.presenter.choose(path)

    # --- inside ------------------------------------------------------------------------------------------

    def ask_for_file(self) -> None:
        """Open the system's file chooser."""
        files.ask_table(self, _("Choose a file"), self.presenter.choose)

    def _make_bar(self) -> QWidget:
        self.back_button = buttons.secondary("", self._back, icon="chevron-left")
        self.give_up_button = buttons.quiet(_("Stop the import"), self.presenter.give_up)
        self.reason = Message()
        self.reason.setMinimumWidth(theme.px(260))
        self.next_button = buttons.primary(
            _("Next: check the rows"), lambda: self.presenter.map_columns(self.columns_page.mapping())
        )
        self.take_button = buttons.primary("", self.presenter.take_in)
        return action_row((self.back_button, self.give_up_button), (self.reason, self.next_button, self.take_button))

    def _back(self) -> None:
        if self.presenter.phase is Phase.COLUMNS:
            self.presenter.choose_again()
        else:
            self.presenter.show_columns()

    def _take_word(self, verdict: Verdict) -> str:
        return ngettext("Take in {count} case", "Take in {count} cases", verdict.count).format(
            count=f"{verdict.count:,}"
        )
