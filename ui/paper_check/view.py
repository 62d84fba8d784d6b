"""PDFを確かめる: dropped or chosen files, each with its verdict; the root certificate for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton

from desktop_app.text import _, ngettext
from ui.paper_check.card import PaperCard
from ui.paper_check.presenter import ROOT_NAME, PaperCheckPresenter, Row
from ui.parts import buttons, files
from ui.parts.banners import BannerArea, Notice
from ui.parts.cards import EmptyState, Page
from ui.parts.files_page import lay_out
from ui.parts.progress import ProgressLine
from ui.shell import Screen

if TYPE_CHECKING:
    from ui.desk import Desk, Navigator
    from ui.parts.buttons import PushButton


class PaperCheckScreen(Screen):
    """The files being checked, in the order they were given."""

    nav_key = "settings"

    def __init__(self, desk: Desk, navigator: Navigator, paths: tuple[Path, ...] = ()) -> None:
        super().__init__()
        self.presenter = PaperCheckPresenter(self, desk, navigator, owner=self)
        self._waiting: tuple[Path, ...] = paths
        self._counts = (0, 0)
        self.cards: list[PaperCard] = []
        self.save_root = buttons.secondary(_("Save the root certificate"), self._ask_where, icon="export")
        self.choose = buttons.primary(_("Choose PDFs"), self._ask_which, icon="folder")
        self.banners = BannerArea()
        self.progress = ProgressLine(_("Checking papers  {done} / {total}"))
        self.progress.stop_asked.connect(self.presenter.stop)
        self._empty = EmptyState(
            _("Drop PDFs here, or choose them."),
            _("Each is checked on this PC: who signed it, whether it was changed, whether the record knows it."),
            (_("Choose PDFs"), self._ask_which),
        )
        self._page = Page()
        self._column = lay_out(self, (self.banners, self.progress), self._empty, self._page)

    # --- what is shown ------------------------------------------------------------------------------------

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show the files as far as they are checked; what is in sight and unchanged stays as it is."""
        for card in self.cards[len(rows) :]:
            self._drop(card)
        del self.cards[len(rows) :]
        for place, row in enumerate(rows):
            if place < len(self.cards) and self.cards[place].row == row:
                continue
            card = PaperCard(row)
            card.case_asked.connect(self.presenter.open_case)
            card.scan_asked.connect(self.presenter.take_in)
            if place < len(self.cards):
                self._drop(self.cards[place])
                self.cards[place] = card
            else:
                self.cards.append(card)
            self._column.insertWidget(place, card)
        self._empty.setVisible(not rows)
        self._page.setVisible(bool(rows))
        self.headline_changed.emit()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is."""
        self._counts = (done, total)
        if done == 0 and total:
            self.progress.begin()
        self.progress.show_progress(done, total)
        if done >= total:
            self.progress.end()
        self.headline_changed.emit()

    def show_saved(self, path: Path) -> None:
        """Say where the root certificate is."""
        event = _("The root certificate was saved ({name}).").format(name=path.name)
        meaning = _("Give it to auditors on a way of its own, and let them compare its fingerprint with the key copy.")
        show = partial(files.open_folder, path)
        self.banners.show_notice(Notice("saved", "info", event, meaning, act=_("Open the folder"), on_act=show))

    # --- Screen -------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the heading."""
        return _("Check PDFs")

    def facts(self) -> str:
        """Return how many do not hold."""
        done, total = self._counts
        if not total or done < total:
            return ""
        wrong = sum(card.row.checked is None or not card.row.checked.holds for card in self.cards)
        counted = ngettext("{count} file", "{count} files", total).format(count=total)
        found = ngettext("{count} to look at", "{count} to look at", wrong).format(count=wrong)
        return f"{counted}　{found}" if wrong else counted

    def back_word(self) -> str:
        """Return where the way back leads."""
        return _("Back")

    def header_actions(self) -> Sequence[PushButton]:
        """Return ルート証明書を保存 and PDFを選ぶ."""
        return (self.save_root, self.choose)

    def primary(self) -> QAbstractButton | None:
        """Return PDFを選ぶ."""
        return self.choose

    def entered(self) -> None:
        """Check what was dropped."""
        if self._waiting:
            waiting, self._waiting = self._waiting, ()
            self.presenter.check(waiting)

    def reload(self) -> None:
        """Check the same files again."""
        self.presenter.check([card.row.path for card in self.cards])

    def leave(self) -> None:
        """Stop what nobody waits for any more."""
        super().leave()
        self.presenter.stop()

    # --- inside -------------------------------------------------------------------------------------------

    def _drop(self, card: PaperCard) -> None:
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _ask_which(self) -> None:
        files.ask_several(
            self, _("Choose PDFs"), lambda chosen: self.presenter.check([Path(one) for one in chosen]), "PDF (*.pdf)"
        )

    def _ask_where(self) -> None:
        files.ask_where(self, _("Save the root certificate"), ROOT_NAME, "PEM (*.pem)", self.presenter.save_root)
