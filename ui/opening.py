"""The way in: the first start, the passphrase, who sits down, and what stands there when a home cannot be opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.app import App
from desktop_app.domain.workplace import Person
from desktop_app.errors import NotEnrolled, PassphraseNeeded, SekishoError, WrongPassphrase
from desktop_app.labels import role_label
from desktop_app.sentences import sentence
from desktop_app.text import _
from desktop_app.usecases.people import sit_down
from ui.parts.cards import EmptyState
from ui.parts.dialogs import PinDialog
from ui.shell import Screen

if TYPE_CHECKING:
    from ui.application import Desktop


class Opening:
    """Leads from the bare window to the first screen."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop

    def first_start(self) -> None:
        """Begin はじめの設定."""
        from ui.first_start import make_first_start

        frame = make_first_start(self._desktop.lanes, self._desktop.home, self._desktop.surroundings)
        frame.founded.connect(self._founded)
        frame.left.connect(self._desktop.window.close)
        self._desktop.window.show_frame(frame)

    def _founded(self, app: App) -> None:
        self._desktop.window.drop_frame()
        self._desktop.take(app)

    def trouble(self, error: SekishoError) -> None:
        """Show what keeps the home from opening, and the way out of it."""
        if isinstance(error, PassphraseNeeded | WrongPassphrase):
            self._ask_passphrase(sentence(error) if isinstance(error, WrongPassphrase) else "")
            return
        if isinstance(error, NotEnrolled):
            # This PC has asked to join: its number is what it can show.
            self.first_start()
            return
        self._show_page(sentence(error), (_("Try again"), self._desktop.open_home))

    def choose_person(self, people: tuple[Person, ...], then: Callable[[], Any]) -> None:
        """Ask who sits down: with several people on one PC, the record has to know whose hand it is."""
        desk = self._desktop.desk
        assert desk is not None
        names = tuple((p.person_id, f"{p.name}　{role_label(p.role)}") for p in people)

        def ask(person_id: str, pin: str) -> str | None:
            desk.ask(sit_down, person_id, pin, then=lambda _person: seated(), failed=refused)
            return _("Checking…")

        def seated() -> None:
            dialog.accept()
            self._desktop.person_changed()
            then()

        def refused(error: SekishoError) -> None:
            dialog.row.show_error(sentence(error))

        dialog = PinDialog(
            self._desktop.window,
            _("Start work"),
            _("Several people use this PC. Choose your name and enter your passphrase."),
            way_out=_("Close Sekisho"),
            on_primary=ask,
            people=names,
            people_label=_("Name"),
        )
        dialog.rejected.connect(self._desktop.window.close)
        dialog.open()

    def _ask_passphrase(self, wrong: str) -> None:
        def ask(_nobody: object, passphrase: str) -> str | None:
            dialog.accept()
            self._desktop.open_home(passphrase)
            return None

        dialog = PinDialog(
            self._desktop.window,
            _("Open the record"),
            _("This PC cannot keep the key by itself. Enter the passphrase that was chosen when Sekisho was set up."),
            way_out=_("Close Sekisho"),
            primary=_("Open"),
            on_primary=ask,
        )
        if wrong:
            dialog.row.show_error(wrong)
        dialog.rejected.connect(self._desktop.window.close)
        dialog.open()

    def _show_page(self, words: str, act: tuple[str, Callable[[], Any]]) -> None:
        window = self._desktop.window
        if window.has_screen("trouble"):
            window.drop_screen("trouble")
        window.add_screen("trouble", _TroublePage(words, act))
        window.show_screen("trouble")


class _TroublePage(Screen):
    """One sentence and the next act, where the work would be."""

    def __init__(self, words: str, act: tuple[str, Callable[[], Any]]) -> None:
        super().__init__()
        event, _sep, meaning = words.partition("\n")
        column = QVBoxLayout(self)
        column.addWidget(EmptyState(event, meaning, act))

    def title(self) -> str:
        """Return the heading."""
        return _("The record cannot be opened")
