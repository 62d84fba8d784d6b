"""監査として共有を検証する as it looks: what is brought along, how far it is, what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.text import _
from desktop_app.usecases.verifying_spots import Verification
from ui import theme
from ui.audit.presenter import Given
from ui.audit.result import ResultCard
from ui.parts import buttons, files
from ui.parts.banners import BannerArea, Notice
from ui.parts.buttons import PushButton
from ui.parts.cards import Card, Page
from ui.parts.fields import LineField
from ui.parts.form import FormRow
from ui.parts.labels import paragraph
from ui.parts.printing import Pages, ask_and_print
from ui.parts.progress import ProgressLine
from ui.shell import Screen

_WIDEST = 860


class AuditScreen(Screen):
    """A form above, the result below it."""

    nav_key = "settings"

    def __init__(self) -> None:
        super().__init__()
        self.presenter: Any = None
        self.address = LineField(limit=500, name=_("Share folder"))
        self.root = LineField(limit=400, name=_("Fingerprint of the root certificate"))
        self.key = LineField(limit=500, name=_("Key to the content"))
        self.checkpoint = LineField(limit=500, name=_("Checkpoint"))
        self.save_button = buttons.secondary(_("Save as PDF"), self._ask_where, icon="export")
        self.print_button = buttons.secondary(_("Print the result"), self._print, icon="print")
        self.check_button = buttons.primary(_("Check"), self.check, icon="shield")
        self.banners = BannerArea()
        self.progress = ProgressLine(_("Checking files  {done} / {total}"))
        self.progress.stop_asked.connect(self._stop)
        self.result: ResultCard | None = None
        self._page = Page()
        self._build()
        self._offer_paper(offered=False)

    def check(self) -> None:
        """Check what stands in the form."""
        address = self.address.value()
        self.address_row.show_error("" if address else _("This is needed."))
        self.root_row.show_error("")
        if not address:
            self.address_row.focus_field()
            return
        self.banners.drop("saved")
        paths = [tuple(Path(one.value()) for one in (field,) if one.value()) for field in (self.key, self.checkpoint)]
        self.presenter.check(Given(address, self.root.value(), *paths))

    # --- what is shown ------------------------------------------------------------------------------------

    def show_working(self) -> None:
        """Show that the share is being checked; a former result is gone."""
        self._drop_result()
        self._offer_paper(offered=False)
        self.check_button.setEnabled(False)
        self.check_button.relabel(_("Checking…"))
        self.progress.begin()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is."""
        self.progress.show_progress(done, total)

    def show_rest(self) -> None:
        """Show that nothing is under way."""
        self.progress.end()
        self.check_button.setEnabled(True)
        self.check_button.relabel(_("Check"))

    def show_result(self, outcome: Verification) -> None:
        """Show what came of it."""
        self._drop_result()
        self.result = ResultCard(outcome)
        self._results.addWidget(self.result)
        self._offer_paper(offered=True)
        self._page.show_field(self.result)

    def show_trouble(self, words: str, *, about_root: bool) -> None:
        """Say why nothing could be checked, at the field it is about."""
        row = self.root_row if about_root else self.address_row
        row.show_error(words)
        row.focus_field()

    def print_pages(self, pages: Pages) -> None:
        """Let the person print."""
        ask_and_print(self, _("Result of the check"), pages)

    def show_saved(self, path: Path) -> None:
        """Say where the page was written."""
        event = _("The result was saved ({name}).").format(name=path.name)
        show = partial(files.open_folder, path)
        self.banners.show_notice(Notice("saved", "info", event, "", act=_("Open the folder"), on_act=show))

    # --- Screen -------------------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the heading."""
        return _("Check a share folder as an auditor")

    def facts(self) -> str:
        """Return what is promised."""
        return _("Nothing on it is changed. No record on this PC and no key to the content is needed.")

    def back_word(self) -> str:
        """Return where the way back leads."""
        return _("Back")

    def header_actions(self) -> Sequence[PushButton]:
        """Return PDFで保存, 結果を印刷 and 照合する."""
        return (self.save_button, self.print_button, self.check_button)

    def primary(self) -> QAbstractButton | None:
        """Return 照合する."""
        return self.check_button

    def help_topic(self) -> str:
        """Return the guide's chapter."""
        return "audit"

    def entered(self) -> None:
        """Begin at the address."""
        self.address.setFocus()

    def leave(self) -> None:
        """Stop what nobody waits for any more."""
        super().leave()
        self.presenter.stop()

    # --- inside -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        folder = partial(files.ask_folder, self, _("Share folder"))
        self.address_row = _row(_("Share folder"), self.address, folder, "required", "")
        certificate = partial(files.ask_which, self, _("Root certificate"), "PEM (*.pem *.crt);;* (*)")
        self.root_row = _row(
            _("Fingerprint of the root certificate"),
            self.root,
            certificate,
            "optional",
            _("64 digits and letters from the workplace's key copy, or a certificate file you got another way."),
        )
        key = partial(files.ask_which, self, _("Key to the content"), "* (*)")
        key_row = _row(
            _("Key to the content"), self.key, key, "optional", _("A key file of the age program, where one was given.")
        )
        kept = partial(files.ask_which, self, _("Checkpoint"), "JSON (*.json)")
        checkpoint_row = _row(
            _("Checkpoint"), self.checkpoint, kept, "optional", _("One that headquarters kept; it shows a lost end.")
        )
        form = Card(padding=20)
        form.body.addWidget(paragraph(_words(), leading=1.45))
        for row in (self.address_row, self.root_row, key_row, checkpoint_row):
            form.body.addWidget(row)
        holder = QWidget()
        holder.setMaximumWidth(theme.px(_WIDEST))
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.px(12))
        inside.addWidget(self.banners)
        inside.addWidget(form)
        inside.addWidget(self.progress)
        self._results = QVBoxLayout()
        inside.addLayout(self._results)
        self._page.body.addWidget(holder)
        self._page.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    def _offer_paper(self, *, offered: bool) -> None:
        self.save_button.setVisible(offered)
        self.print_button.setVisible(offered)

    def _drop_result(self) -> None:
        if self.result is not None:
            self._results.removeWidget(self.result)
            self.result.hide()
            self.result.deleteLater()
            self.result = None

    def _print(self) -> None:
        self.presenter.print()

    def _stop(self) -> None:
        self.presenter.stop()

    def _ask_where(self) -> None:
        files.ask_where(self, _("Save as PDF"), _("check-result.pdf"), "PDF (*.pdf)", self.presenter.save)


def _row(title: str, field: LineField, ask: Callable[..., Any], mark: str, help_text: str) -> FormRow:
    choose = buttons.secondary(_("Choose…"), lambda: ask(lambda chosen: field.fill(str(chosen))), icon="folder")
    choose.setAccessibleName(_("Choose: {what}").format(what=title))
    place = QWidget()
    line = QHBoxLayout(place)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(8))
    line.addWidget(field, 1)
    line.addWidget(choose)
    place.setFocusProxy(field)
    place.line = field  # type: ignore[attr-defined]
    return FormRow(title, place, mark=mark, help_text=help_text)


def _words() -> str:
    return _(
        "Checks every file of a workplace's share folder: certificates, signatures, the order of all records, and that "
        "every paper and evidence file is there and whole. What the records say stays sealed."
    )
