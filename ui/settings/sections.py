"""The sections of 設定 that show more than they ask: backup, about."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.resources import resource_path
from desktop_app.text import _
from ui.desk import Desk, Navigator
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.files import ask_where
from ui.parts.labels import label, paragraph
from ui.parts.secret_form import SecretPair
from ui.settings import acts
from ui.settings.section import Section

START_MINIMUM = 12


class BackupSection(Section):
    """バックアップ: write one file; how it is put back."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(_("Backup"), desk, navigator)
        self.body.addWidget(
            paragraph(
                _(
                    "Writes everything on this PC into one sealed file. It opens with the printed key copy of this "
                    "fiscal year, and with a passphrase if you set one here."
                )
            )
        )
        self.with_passphrase = buttons.Check(_("Set a passphrase for the backup too"))
        self.passphrase = SecretPair(
            _("Backup passphrase"),
            minimum=START_MINIMUM,
            too_short=_("A passphrase needs at least {minimum} characters.").format(minimum=START_MINIMUM),
            help_text=_("At least {minimum} characters.").format(minimum=START_MINIMUM),
        )
        self.passphrase.hide()
        self.with_passphrase.toggled.connect(self.passphrase.setVisible)
        self.button = buttons.primary(_("Make a backup"), self._choose, icon="backup")
        for widget in (self.with_passphrase, self.passphrase):
            self.body.addWidget(widget)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        how = Card(_("How it is put back"), padding=20)
        how.body.addWidget(
            paragraph(
                _(
                    "On a PC without a record, open Sekisho and press “Restore from a backup” on the first page. "
                    "Have the backup file and the key copy at hand. On this PC nothing is ever overwritten."
                )
            )
        )
        self.body.addWidget(how)
        self.body.addStretch(1)

    def write(self, path: Path) -> None:
        """Write the backup."""
        self.button.setEnabled(False)
        self.button.relabel(_("Writing…"))
        passphrase = self.passphrase.value() if self.with_passphrase.isChecked() else ""
        self.ask(acts.back_up, path, passphrase, then=self._written, failed=self._failed)

    def _choose(self) -> None:
        if self.with_passphrase.isChecked() and not self.passphrase.check():
            return
        ask_where(self, _("Make a backup"), _("sekisho-backup.zip"), _("All files (*)"), self.write)

    def _written(self, path: Path) -> None:
        self._rest()
        self.passphrase.clear()
        self.changed(_("Backup written ({name})").format(name=path.name))

    def _failed(self, error: Any) -> None:
        self._rest()
        self.refused(error)

    def _rest(self) -> None:
        self.button.setEnabled(True)
        self.button.relabel(_("Make a backup"))


class AboutSection(Section):
    """この製品について: version and what it is made of."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(_("About this product"), desk, navigator)
        self.body.addWidget(
            label(_("Sekisho  version {version}").format(version=metadata.version("sekisho")), bold=True)
        )
        self.body.addWidget(paragraph(_("Licence: MIT"), "", "ink2"))
        self.body.addWidget(
            paragraph(
                _("Windows: Qt {version} (LGPL v3). It may be replaced by another build of Qt.").format(
                    version=qVersion()
                ),
                "",
                "ink2",
            )
        )
        self.body.addWidget(
            paragraph(_("Fonts: BIZ UDGothic, BIZ UDMincho, Noto Sans JP, Noto Serif JP (SIL OFL 1.1)"), "", "ink2")
        )
        self._licences = QVBoxLayout()
        for name in ("OFL-BIZ-UD.txt", "OFL-NotoSansJP.txt", "OFL-NotoSerifJP.txt"):
            self._licences.addWidget(self._licence(name))
        self.body.addLayout(self._licences)
        self.body.addStretch(1)

    def _licence(self, name: str) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        words = paragraph("", "caption", "ink2", leading=1.3)
        words.hide()

        def toggle() -> None:
            if not words.text():
                words.setText(resource_path(f"fonts/{name}").read_text(encoding="utf-8"))
            words.setVisible(not words.isVisibleTo(box))

        column.addWidget(buttons.Link(_("Licence of the font: {name}").format(name=name), toggle))
        column.addWidget(words)
        return box
