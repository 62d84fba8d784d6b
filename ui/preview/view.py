"""印刷プレビュー: pages on grey, zoom, black and white, PDFで保存, 印刷する; an alarm where no page can be."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.errors import GlyphMissing, PrintingStopped, SekishoError
from desktop_app.sentences import sentence
from desktop_app.text import _, ngettext
from ui import theme
from ui.parts import buttons, files
from ui.parts.banners import BannerArea, Notice
from ui.parts.cards import EmptyState, Page
from ui.parts.document import Document, Render
from ui.parts.substitutes import SubstitutesPanel
from ui.shell import Screen

if TYPE_CHECKING:
    from desktop_app.app import App, Changed
    from desktop_app.errors import Unprintable
    from ui.desk import Desk, Navigator
    from ui.parts.buttons import PushButton


class PreviewScreen(Screen):
    """One paper before it is printed."""

    def __init__(self, desk: Desk, navigator: Navigator, title: str, render: Render, file_name: str) -> None:
        super().__init__()
        # A case's paper is looked at from the cases, the ledger from its own place.
        self.nav_key = "ledger" if title == _("Ledger") else "cases"
        self._ask = desk.ask
        self._navigator, self._title, self._render = navigator, title, render
        self._changed, self._facts = False, ""
        self.save = buttons.secondary(_("Save as PDF"), icon="export")
        self.print = buttons.primary(_("Print now"), icon="print")
        self.banners = BannerArea()
        self.document = Document(desk.ask, title, file_name)
        self.save.clicked.connect(lambda _on: self.document.save())
        self.print.clicked.connect(lambda _on: self.document.print_out())
        self.document.shown.connect(lambda _pages: self._show())
        self.document.refused.connect(self._refuse)
        self.document.stopped.connect(self._stopped)
        self.document.saved.connect(self._saved)
        self.document.printed.connect(lambda: navigator.say(_("Handed over to the printer")))
        desk.changed.connect(self._heard)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.document)
        self._instead: QWidget | None = None
        self._build()
        self._ready(ready=False)

    # --- Screen -------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the heading."""
        return _("Print preview")

    def back_word(self) -> str:
        """Return what is printed: that is where the way back leads."""
        return self._title

    def facts(self) -> str:
        """Return paper and length, once known."""
        return self._facts

    def header_actions(self) -> Sequence[PushButton]:
        """Return PDFで保存 and 印刷する."""
        return (self.save, self.print)

    def primary(self) -> QAbstractButton | None:
        """Return 印刷する."""
        return self.print

    def entered(self) -> None:
        """Set the paper when first seen, and again when something changed meanwhile."""
        if self._changed or not self.document.is_ready():
            self.reload()

    def reload(self) -> None:
        """Set the paper again."""
        self._changed = False
        self._ready(ready=False)
        self.banners.drop("saved")
        self._pages.setCurrentWidget(self.document)
        self.document.open(self._render)

    def print_preview(self) -> None:
        """Print: Ctrl+P in the preview asks for the printer."""
        self.document.print_out()

    def leave(self) -> None:
        """Stop what nobody waits for any more."""
        super().leave()
        if not self.document.is_ready():
            self.document.stop()

    # --- inside -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        holder = QVBoxLayout()
        holder.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        holder.addWidget(self.banners)
        self.banners.filled.connect(
            lambda filled: holder.setContentsMargins(
                theme.px(16), theme.px(10 if filled else 0), theme.px(16), theme.px(10 if filled else 0)
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(holder)
        column.addWidget(self._pages, 1)

    def _ready(self, *, ready: bool) -> None:
        self.save.setEnabled(ready)
        self.print.setEnabled(ready)

    def _show(self) -> None:
        self.banners.drop("unprintable")
        pages = self.document.pages()
        paper = _("A4 landscape") if self.document.is_wide() else _("A4 portrait")
        counted = ngettext("{count} page", "{count} pages", pages).format(count=f"{pages:,}")
        self._facts = f"{paper}　{counted}"
        self._ready(ready=True)
        self.headline_changed.emit()

    def _refuse(self, error: SekishoError) -> None:
        if isinstance(error, PrintingStopped):
            self._stopped()
            return
        event, _sep, meaning = sentence(error).partition("\n")
        made = self.document.is_ready()
        self.banners.show_notice(Notice("unprintable", "warn" if made else "alarm", event, meaning))
        if not made:
            self._show_instead(_("The paper cannot be printed as it is."), _("Nothing was changed."))
        if isinstance(error, GlyphMissing):
            self._ask(_in_cases, error.rows, then=self._offer, owner=self)

    def _offer(self, rows: tuple[Unprintable, ...]) -> None:
        """Offer substitutes instead of the page, for the characters that stand in a case."""
        if not rows:
            return
        panel = SubstitutesPanel(self._ask, rows)
        panel.done.connect(self.reload)
        page, row = Page(), QHBoxLayout()
        for part, share in ((QWidget(), 1), (panel, 8), (QWidget(), 1)):
            row.addWidget(part, share)
        page.body.addLayout(row)
        page.body.addStretch(1)
        self._show_page(page)

    def _stopped(self) -> None:
        self._show_instead(_("Setting the pages was stopped."), _("Nothing was printed or saved."))

    def _show_instead(self, told: str, why: str) -> None:
        self._show_page(EmptyState(told, why, (_("Set the pages again"), self.reload)))

    def _show_page(self, page: QWidget) -> None:
        if self._instead is not None:
            self._pages.removeWidget(self._instead)
            self._instead.deleteLater()
        self._instead = page
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)

    def _saved(self, path: Path) -> None:
        event = _("The paper was saved ({name}).").format(name=path.name)
        show = partial(files.open_folder, path)
        self.banners.show_notice(Notice("saved", "info", event, act=_("Open the folder"), on_act=show))

    def _heard(self, _change: Changed) -> None:
        # What lies before the person stays what they looked at; on the next visit it is set anew.
        self._changed = True


def _in_cases(app: App, rows: tuple[Unprintable, ...]) -> tuple[Unprintable, ...]:
    from desktop_app.usecases.substitutes import in_cases

    return in_cases(app, rows)
