"""はじめの設定 as it looks: the wizard frame and its pages; what happens is the presenter's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_app.text import _, ngettext
from ui.first_start.joining import JoinForm
from ui.first_start.keys import KitForm, SecretsForm
from ui.first_start.page_words import page_text
from ui.first_start.restoring import RestoredForm, RestoreForm
from ui.first_start.steps import CompanyForm, ManagerForm, ProgrammeForm, ShareForm
from ui.first_start.waiting import CodeForm
from ui.parts import ime
from ui.parts.dialogs import PinDialog
from ui.parts.files import ask_folder, ask_where, ask_which
from ui.parts.form import FormRow, focus_first_error
from ui.parts.printing import Pages, ask_and_print
from ui.shell import WizardFrame


class FirstStartFrame(WizardFrame):
    """Pages by key.

    ``founded(App)`` when there is a home to work in, ``ticket_chosen(path)`` when the person has a ticket instead,
    ``left`` when they leave.
    """

    founded = Signal(object)
    left = Signal()
    ticket_chosen = Signal(Path)

    next_pressed = Signal(str)
    back_pressed = Signal(str)
    print_asked = Signal()
    save_asked = Signal(Path)
    file_chosen = Signal(Path)
    later_asked = Signal()
    gave_up = Signal()

    def __init__(self) -> None:
        steps = (
            _("Company and workplace"),
            _("Information manager"),
            _("Programme type"),
            _("Share folder"),
            _("This PC's key and its copy"),
        )
        foot = _("What you enter is kept\nencrypted on this PC.")
        super().__init__(_("First settings"), steps, leave_word=_("Leave the settings"), foot=foot)
        self.presenter: Any = None
        self.company, self.manager, self.programme = CompanyForm(), ManagerForm(), ProgrammeForm()
        self.share = ShareForm(lambda: self._choose_folder(self.share.path), self.later_asked.emit)
        self.secrets = SecretsForm()
        self.kit = KitForm(self.print_asked.emit, self._choose_kit_file)
        self.join = JoinForm(lambda: self._choose_folder(self.join.share.path), self._choose_invitation)
        self.code = CodeForm(self.gave_up.emit)
        self.restore = RestoreForm(self._choose_backup, lambda: self._choose_folder(self.restore.share.path))
        self.restored = RestoredForm()
        self._pages: dict[str, QWidget] = {
            "company": self.company,
            "manager": self.manager,
            "programme": self.programme,
            "share": self.share,
            "secrets": self.secrets,
            "kit": self.kit,
            "join": self.join,
            "code": self.code,
            "restore": self.restore,
            "restored": self.restored,
        }
        for page in self._pages.values():
            column = page.layout()
            if isinstance(column, QVBoxLayout):
                column.addStretch(1)
        self.page_key = ""
        self._connect()

    def show_page(self, key: str) -> None:
        """Show page *key* with the cursor in its first field."""
        self.page_key = key
        words = page_text(key)
        for other, page in self._pages.items():
            # A stack is as tall as its tallest page; the page in sight alone decides how far one scrolls.
            upright = QSizePolicy.Policy.Preferred if other == key else QSizePolicy.Policy.Ignored
            page.setSizePolicy(QSizePolicy.Policy.Preferred, upright)
        self.show_step(words.place, words.title, words.lead, self._pages[key], words.next_word)
        self.back_button.setVisible(words.back)
        self.leave_button.setVisible(key != "kit")
        self.refresh()
        first = self._first_field(key)
        if first is not None:
            first.setFocus()

    def refresh(self) -> None:
        """Let the person go on unless something marked is still to be corrected."""
        wrong = sum(row.has_error() for row in self.rows() if row.isVisibleTo(self))
        words = ngettext("There is {count} place to correct.", "There are {count} places to correct.", wrong).format(
            count=wrong
        )
        self.allow_next(allowed=not wrong, reason=words)
        if self.page_key == "kit" and not self.kit.kept.isChecked() and not self.kit.trouble:
            self.allow_next(allowed=False, reason=_("Print the key copy, lock it away and tick the box."))
        if self.page_key == "programme" and self.programme.chosen() is None:
            self.allow_next(allowed=False, reason=_("Choose a programme type, or read one from a file."))

    def rows(self) -> tuple[FormRow, ...]:
        """Return the rows of the page in sight."""
        page: Any = self._pages.get(self.page_key)
        if page is self.share:
            return (self.share.row,)
        return page.rows() if hasattr(page, "rows") else ()

    def check(self) -> bool:
        """Have the page mark what is missing; the cursor goes to the first mark."""
        page: Any = self._pages[self.page_key]
        sound = bool(page.check()) if hasattr(page, "check") else True
        self.refresh()
        if not sound:
            focus_first_error(tuple(row for row in self.rows() if row.isVisibleTo(self)))
        return sound

    def work(self, words: str) -> None:
        """Say on the button what is under way."""
        self.next_button.relabel(words)
        self.next_button.setEnabled(False)
        self.back_button.setEnabled(False)

    def rest(self) -> None:
        """Take the button's words back: the work has ended."""
        self.back_button.setEnabled(True)
        if not self.page_key:
            return  # a home that waits: its first page is still on the way
        self.next_button.relabel(page_text(self.page_key).next_word)
        self.refresh()

    def print_pages(self, pages: Pages, title: str) -> bool:
        """Let the person print; False when they did not."""
        return ask_and_print(self, title, pages)

    def show_kit_trouble(self, words: str) -> None:
        """Say why there is no key copy; nobody is kept here for it, the settings print it later."""
        self.kit.trouble = True
        self.kit.message.show_error(words)
        self.refresh()

    def ask_passphrase(self, wrong: str, then: Callable[[str], Any]) -> None:
        """Ask for the start passphrase of a home that waits."""

        def given(_nobody: object, passphrase: str) -> None:
            then(passphrase)

        dialog = PinDialog(
            self,
            _("Open the record"),
            _("This PC cannot keep the key by itself. Enter the passphrase that was chosen when Sekisho was set up."),
            way_out=_("Close Sekisho"),
            primary=_("Open"),
            on_primary=given,
        )
        if wrong:
            dialog.row.show_error(wrong)
        dialog.rejected.connect(self.left)
        dialog.open()

    def _connect(self) -> None:
        self.next_asked.connect(self._next)
        self.back_requested.connect(self._back)
        self.leave_asked.connect(self.left)
        self.programme.file_asked.connect(self._choose_programme)
        self.company.ticket_asked.connect(self._choose_ticket)
        for page in self._pages.values():
            changed: Any = getattr(page, "changed", None)
            if changed is not None:
                changed.connect(self.refresh)

    def _next(self) -> None:
        ime.commit_input()
        if self.check():
            self.next_pressed.emit(self.page_key)

    def _back(self) -> None:
        if self.back_button.isVisibleTo(self) and self.back_button.isEnabled():
            self.back_pressed.emit(self.page_key)

    def _first_field(self, key: str) -> QWidget | None:
        return {
            "company": self.company.company,
            "manager": self.manager.person.name,
            "share": self.share.path,
            "secrets": self.secrets.pin.first,
            "kit": self.kit.print_button,
            "join": self.join.way,
            "code": self.code.answer,
            "restore": self.restore.file.path,
        }.get(key)

    def _choose_folder(self, field: Any) -> None:
        ask_folder(self, _("Share folder"), lambda chosen: field.fill(str(chosen)))

    def _choose_programme(self) -> None:
        ask_which(self, _("Read from a file"), _("Programme files (*.yaml *.yml)"), self.file_chosen.emit)

    def _choose_ticket(self) -> None:
        kinds = _("Tickets (*.sekisho-ticket);;All files (*)")
        ask_which(self, _("Open a ticket"), kinds, self.ticket_chosen.emit)

    def _choose_invitation(self) -> None:
        path = self.join.invitation.path
        kinds = _("Invitation (*.json);;All files (*)")
        ask_which(self, _("Invitation file"), kinds, lambda chosen: path.fill(str(chosen)))

    def _choose_kit_file(self) -> None:
        ask_where(self, _("Save as PDF"), _("key-copy.pdf"), "PDF (*.pdf)", self.save_asked.emit)

    def _choose_backup(self) -> None:
        path = self.restore.file.path
        ask_which(self, _("Restore from a backup"), _("All files (*)"), lambda chosen: path.fill(str(chosen)))
