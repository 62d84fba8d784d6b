"""The story around the cases: first start, the announcement taken in, the printed ledger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QLineEdit

from desktop_app.text import _
from ui.demo.fates import COMPANY, MANAGER, ORG_CODE, PASSPHRASE, PIN, WORKPLACE
from ui.demo.player import Player
from ui.shell import WizardFrame

if TYPE_CHECKING:
    from ui.application import Desktop


class OfficeStory:
    """What happens before the first case and after the last, on one window."""

    def __init__(self, desktop: Desktop, player: Player) -> None:
        self.desktop, self.player = desktop, player

    # --- first start -------------------------------------------------------------------------------------

    def first_start(self, share: Path | None = None) -> None:
        """Fill in はじめの設定, page by page."""
        p = self.player
        p.wait(lambda: isinstance(self.desktop.window.frame(), WizardFrame), "first start")
        p.write(_("Company"), COMPANY)
        p.write(_("Workplace"), WORKPLACE)
        p.write(_("Org code"), ORG_CODE)
        p.picture("first-start")
        p.press(_("Next: {name}").format(name=_("Information manager")))
        for label, text in zip((_("Name"), _("Kana"), _("Employee no."), _("Contact")), MANAGER, strict=True):
            p.write(label, text)
        p.picture("manager")
        p.press(_("Next: {name}").format(name=_("Programme type")))
        p.picture("programme")
        p.press(_("Next: {name}").format(name=_("Share folder")))
        if share is None:
            p.press(_("Decide later"))
        else:
            p.write(_("Share folder"), str(share))
            p.press(_("Next: {name}").format(name=_("This PC's key and its copy")))
        self._choose_secrets()
        p.wait(lambda: p.find_button(_("Print the key copy")), "the key copy")
        p.picture("key-copy")
        self.tick(_("The key copy is kept in a safe place"))
        p.press(_("Begin"))
        p.wait(lambda: self.desktop.window.current_key() == "today", "today")
        p.wait(lambda: p.find_button(_("Read an announcement")), "an empty day")
        p.picture("first-day")

    def _choose_secrets(self) -> None:
        p = self.player
        for words, secret in ((_("Passphrase"), PIN), (_("Passphrase at the start"), PASSPHRASE)):
            p.wait(lambda: any(p.visible(QLineEdit)), "passphrase")
            again = _("{secret} (once more)").format(secret=words)
            fields = {f.accessibleName(): f for f in p.visible(QLineEdit)}
            for name in (words, again):
                if name in fields:
                    p.write_into(fields[name], secret)
        p.picture("passphrase")
        p.press(_("Make the key"))

    # --- intake ------------------------------------------------------------------------------------------

    def take_in(self, announcement: Path) -> None:
        """Choose the announcement on the import page, look it over and take it in whole."""
        p = self.player
        p.press(_("Read an announcement"))
        p.wait(lambda: self.desktop.window.current_key() == "import", "import")
        p.picture("import")
        p.press(_("Choose a file"))
        p.choose_file(announcement)
        p.wait(self._taking, "the rows")
        p.picture("import-preview")
        button = self._taking()
        assert button is not None
        p.click(button)
        p.press(_("Open what to do today"))
        p.wait(lambda: self.desktop.window.current_key() == "today", "today")
        p.picture("today")

    def _taking(self) -> QAbstractButton | None:
        bar = self.desktop.window.current_screen()
        primary = bar.primary() if bar is not None else None
        return primary if primary is not None and primary.isEnabled() and "12" in primary.text() else None

    # --- the ledger --------------------------------------------------------------------------------------

    def print_ledger(self, out: Path) -> None:
        """Look at the ledger and its print preview, and save the PDF."""
        p = self.player
        self.desktop.show_ledger()
        p.wait(lambda: p.find_button(_("Print preview")), "the ledger")
        p.breathe(200)
        p.picture("ledger")
        p.press(_("Print preview"))
        p.wait(lambda: self.desktop.window.current_key() == "preview", "the preview")
        p.wait(lambda: p.find_button(_("Save as PDF")), "the pages")
        p.breathe(300)
        p.picture("ledger-preview")
        p.press(_("Save as PDF"))
        p.choose_file(out)
        p.wait(out.exists, "the PDF")

    def tick(self, words: str) -> None:
        """Tick the box with these words."""
        p = self.player

        def box() -> QAbstractButton | None:
            found = [b for b in p.visible(QAbstractButton) if b.isCheckable() and b.isEnabled()]
            return next((b for b in found if words in (b.text().replace("&", ""), b.accessibleName())), None)

        p.wait(box, words)
        found = box()
        assert found is not None
        found.click()
        p.breathe(1)
