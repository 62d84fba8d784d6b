"""読み取った紙の取り込み: dropped or chosen scans, whose pages they are, and one act that keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop_app.sentences import sentence
from desktop_app.text import _, ngettext
from ui.parts import buttons, files
from ui.parts.banners import BannerArea, Notice
from ui.parts.cards import EmptyState, Page
from ui.parts.files_page import lay_out
from ui.parts.labels import aside
from ui.parts.progress import ProgressLine
from ui.scans.cards import CaseCard, OtherPages
from ui.scans.presenter import ScansPresenter
from ui.shell import Screen
from ui.shell.bars import action_row

if TYPE_CHECKING:
    from desktop_app.errors import SekishoError
    from desktop_app.usecases.paper_scans import ScanReport
    from ui.desk import Desk, Navigator
    from ui.parts.buttons import PushButton


class ScansScreen(Screen):
    """The stack that is being taken in."""

    nav_key = "cases"

    def __init__(self, desk: Desk, navigator: Navigator, paths: tuple[Path, ...] = ()) -> None:
        super().__init__()
        self.presenter = ScansPresenter(self, desk, navigator, owner=self)
        self._waiting = paths
        self._report: ScanReport | None = None
        self._kept: frozenset[str] = frozenset()
        self._busy = False
        self.cards: list[CaseCard] = []
        self.others: OtherPages | None = None
        self.choose = buttons.secondary(_("Choose scans"), self._ask_which, icon="folder")
        self.keep = buttons.primary("", self.presenter.keep, icon="tray")
        self._why = aside()
        self._bar = action_row((), (self._why, self.keep))
        self.banners = BannerArea()
        self.progress = ProgressLine("")
        self.progress.stop_asked.connect(self.presenter.stop)
        self._empty = EmptyState(
            _("Drop scanned pages here, or choose them."),
            _("PDF, TIFF, JPEG or PNG, 200 to 400 dpi; pages of several cases may lie in one stack."),
            (_("Choose scans"), self._ask_which),
        )
        self._page = Page()
        self._column = lay_out(self, (self.banners, self.progress), self._empty, self._page)
        self._weigh()

    # --- what is shown ------------------------------------------------------------------------------------

    def show_report(self, report: ScanReport | None, kept: frozenset[str]) -> None:
        """Show whose pages they are."""
        self._report, self._kept = report, kept
        for old in (*self.cards, *((self.others,) if self.others else ())):
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards, self.others = [], None
        for scan in report.cases if report else ():
            card = CaseCard(scan, kept=scan.case_id in kept)
            card.entry_asked.connect(self.presenter.enter)
            card.case_asked.connect(self.presenter.open_case)
            self.cards.append(card)
            self._column.addWidget(card)
        if report is not None and len(report.pages) > sum(len(scan.pages) for scan in report.cases):
            self.others = OtherPages(report)
            self._column.addWidget(self.others)
        if report is not None:
            self.banners.drop("trouble")
        self._empty.setVisible(report is None)
        self._page.setVisible(report is not None)
        self._weigh()
        self.headline_changed.emit()

    def show_work(self, doing: str, done: int, total: int) -> None:
        """Show how far it is."""
        if done == 0:
            counted = (
                _("Looking the scans through  {done} / {total}") if doing == "read" else _("Keeping  {done} / {total}")
            )
            self.progress.say(counted)
            self.progress.begin()
        self._busy = done < total
        self.progress.show_progress(done, total)
        if not self._busy:
            self.progress.end()
        self._weigh()

    def show_trouble(self, error: SekishoError) -> None:
        """Say what could not be taken in."""
        event, _sep, meaning = sentence(error).partition("\n")
        self.banners.show_notice(Notice("trouble", "warn", event, meaning))

    # --- Screen -------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the heading."""
        return _("Take scanned paper in")

    def facts(self) -> str:
        """Return how many pages were put to how many cases."""
        report = self._report
        if report is None:
            return ""
        pages, matched = len(report.pages), sum(len(scan.pages) for scan in report.cases)
        told = ngettext("{matched} of {count} page", "{matched} of {count} pages", pages)
        cases = ngettext("{count} case", "{count} cases", len(report.cases)).format(count=len(report.cases))
        return f"{told.format(matched=matched, count=pages)}　{cases}"

    def help_topic(self) -> str:
        """Return the chapter about paper."""
        return "paper_way"

    def back_word(self) -> str:
        """Return where the way back leads."""
        return _("Back")

    def header_actions(self) -> Sequence[PushButton]:
        """Return 読取りファイルを選ぶ."""
        return (self.choose,)

    def action_bar(self) -> QWidget:
        """Return the bar."""
        return self._bar

    def primary(self) -> QAbstractButton:
        """Return what keeps the pages."""
        return self.keep

    def entered(self) -> None:
        """Look through what was dropped."""
        if self._waiting:
            waiting, self._waiting = self._waiting, ()
            self.presenter.read(waiting)

    def reload(self) -> None:
        """Look the same files through again."""
        self.presenter.read(self.presenter.paths)

    def leave(self) -> None:
        """Stop what nobody waits for any more."""
        super().leave()
        self.presenter.stop()

    # --- inside -------------------------------------------------------------------------------------------

    def _weigh(self) -> None:
        cases = self._report.cases if self._report else ()
        left = sum(scan.case_id not in self._kept for scan in cases)
        words = ngettext("Keep the pages of {count} case", "Keep the pages of {count} cases", left)
        self.keep.relabel(words.format(count=left))
        self.keep.setVisible(left > 0)
        self.keep.setEnabled(not self._busy)
        if self._report is None:
            reason = ""
        elif not cases:
            reason = _("None of these pages belongs to a case of this workplace, so nothing can be kept.")
        elif left:
            reason = _("Only each case's own pages are kept with it; the answers are entered afterwards.")
        else:
            reason = _("Everything is kept. Go on with a case.")
        self._why.setText(reason)

    def _ask_which(self) -> None:
        files.ask_scans(self, self.presenter.read)
