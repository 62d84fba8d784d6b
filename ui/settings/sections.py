"""The sections of 設定 that show more than they ask: programme, check of the record, backup, about."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.resources import resource_path
from desktop_app.text import _, language
from ui import theme
from ui.desk import Desk, Navigator
from ui.parts import buttons
from ui.parts.cards import Card
from ui.parts.files import ask_where, ask_which
from ui.parts.labels import label, paragraph, symbol
from ui.parts.secret_form import SecretPair
from ui.settings import acts
from ui.settings.section import Section, empty, line

if TYPE_CHECKING:
    from desktop_app.domain.programme import Programme
    from desktop_app.exchange.programme_file import LoadedProgramme

START_MINIMUM = 12


class ProgrammeSection(Section):
    """制度の型: what new cases follow, and adopting another."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(_("Programme type"), desk, navigator)
        self.head = label("", bold=True)
        self.source = paragraph("", "caption", "ink2", leading=1.35)
        self.steps = QVBoxLayout()
        self.steps.setSpacing(theme.px(4))
        self.former = paragraph("", "caption", "ink2", leading=1.35)
        self.from_file = buttons.secondary(_("Read from a file"), self._choose, icon="folder")
        card = Card(padding=20)
        card.body.addWidget(self.head)
        card.body.addWidget(self.source)
        card.body.addLayout(self.steps)
        self.body.addWidget(card)
        self.body.addWidget(self.former)
        self.body.addWidget(
            paragraph(
                _("New cases follow the type in force. Cases under way stay on the version they began with."),
                "",
                "ink2",
            )
        )
        self.offer = Card(padding=20)
        self.offer_words = label("", bold=True)
        self.adopt_button = buttons.primary(_("Use from now on"), self._adopt)
        self.offer.body.addWidget(self.offer_words)
        self.offer.body.addWidget(line(self.adopt_button, buttons.quiet(_("Stop"), self.offer.hide)))
        self.offer.hide()
        self.body.addWidget(self.offer)
        self.body.addWidget(self.from_file, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self._loaded: LoadedProgramme | None = None

    def load(self) -> None:
        """Read the programme in force."""
        self.ask(acts.programme_in_force, then=self.show_programme)

    def show_programme(self, found: tuple[Programme, tuple[Programme, ...]]) -> None:
        """Show steps and items of the programme in force."""
        programme, known = found
        said = language()
        self.head.setText(_named(programme))
        self.source.setText(_("Source: {source}").format(source=programme.source))
        empty(self.steps)
        for step in programme.steps:
            head = label(f"{step.number}　{step.title[said]}", bold=True)
            head.setContentsMargins(0, theme.px(10), 0, 0)
            self.steps.addWidget(head)
            items = [item for item in programme.items if item.step == step.code]
            for item in items:
                self.steps.addWidget(paragraph(f"{item.id}　{item.text[said]}", "caption", leading=1.35))
        former = [_named(one) for one in known if one != programme]
        self.former.setText(_("Used before: {names}").format(names="　".join(former)) if former else "")
        self.former.setVisible(bool(former))

    def read(self, path: Path) -> None:
        """Read a programme file and offer it."""
        self.ask(acts.read_programme, path, then=self._offer)

    def _choose(self) -> None:
        ask_which(self, _("Read from a file"), _("Programme files (*.yaml *.yml)"), self.read)

    def _offer(self, loaded: LoadedProgramme) -> None:
        self._loaded = loaded
        self.show_trouble("")
        programme = loaded.programme
        counted = _("{steps} steps, {items} items").format(steps=len(programme.steps), items=len(programme.items))
        self.offer_words.setText(f"{_named(programme)}　{counted}")
        self.offer.show()
        self.adopt_button.setFocus()
        self.show_field(self.offer)

    def _adopt(self) -> None:
        def adopted(_programme: Programme) -> None:
            self.offer.hide()
            self.changed(_("Type changed"))
            self.navigator.person_changed()
            self.load()

        self.ask(acts.adopt, self._loaded, then=adopted)


class RecordSection(Section):
    """記録の照合: check now, and what was found."""

    def __init__(self, desk: Desk, navigator: Navigator) -> None:
        super().__init__(_("Check of the record"), desk, navigator)
        self.body.addWidget(
            paragraph(
                _(
                    "Checks that nothing was changed, lost or forged: every entry and its signature, every paper and "
                    "evidence file, and the files on the share folder."
                )
            )
        )
        self.check_button = buttons.primary(_("Check now"), self.check, icon="shield")
        self.papers_button = buttons.secondary(_("Check a PDF"), self.check_papers, icon="document")
        self.outcome = label("", bold=True)
        self.mark = symbol("check-disc", "ok", 20)
        self.mark.hide()
        self.lines = QVBoxLayout()
        self.lines.setSpacing(theme.px(4))
        self.body.addWidget(line(self.check_button, self.papers_button))
        self.body.addWidget(line(self.mark, self.outcome))
        self.body.addLayout(self.lines)
        self.body.addStretch(1)

    def check_papers(self) -> None:
        """Go where single papers are checked."""
        self.navigator.show_paper_check()

    def check(self) -> None:
        """Check the whole record."""
        self.check_button.setEnabled(False)
        self.check_button.relabel(_("Checking…"))
        self.navigator.record_checked(None)
        self.ask(acts.verify, then=self.show_outcome, failed=self._failed)

    def show_outcome(self, found: tuple[bool, tuple[str, ...], tuple[str, ...]]) -> None:
        """Show what was checked and what does not hold."""
        fine, checks, findings = found
        self._rest()
        self.navigator.record_checked(findings)
        self.mark.show_symbol("check-disc" if fine else "octagon", "ok" if fine else "bad")
        self.mark.show()
        self.outcome.setText(
            _("Everything holds.")
            if fine
            else _("There are {count} places that do not hold. You can go on; contact headquarters.").format(
                count=len(findings)
            )
        )
        empty(self.lines)
        for words in findings:
            self.lines.addWidget(paragraph(words, "", "bad", leading=1.35))
        for words in checks:
            self.lines.addWidget(paragraph(words, "caption", "ink2", leading=1.35))
        self.changed(_("Check done"))

    def _failed(self, error: Any) -> None:
        self._rest()
        self.refused(error)

    def _rest(self) -> None:
        self.check_button.setEnabled(True)
        self.check_button.relabel(_("Check now"))


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


def _named(programme: Programme) -> str:
    return _("{title}  version {version}").format(title=programme.title[language()], version=programme.version)
