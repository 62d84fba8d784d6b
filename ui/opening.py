"""The way in: the first start, the passphrase, who sits down, and what stands there when a home cannot be opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.app import App, Surroundings
from desktop_app.domain.workplace import Person
from desktop_app.errors import (
    DatabaseDamaged,
    HomeDamaged,
    KeyDamaged,
    NotEnrolled,
    NothingToRepairFrom,
    PassphraseNeeded,
    SekishoError,
    WitnessAhead,
    WitnessDamaged,
    WrongDatabaseKey,
    WrongPassphrase,
)
from desktop_app.home import Home
from desktop_app.labels import role_label
from desktop_app.sentences import sentence
from desktop_app.text import _, ngettext
from desktop_app.usecases.people import sit_down
from ui.code_dialog import CodeDialog
from ui.parts.banners import Notice
from ui.parts.cards import EmptyState
from ui.parts.dialogs import PinDialog
from ui.places import nav_items
from ui.shell import Screen, WizardFrame

if TYPE_CHECKING:
    from desktop_app.usecases.repair import RepairReport
    from ui.application import Desktop

_MENDABLE = (DatabaseDamaged, WitnessAhead, WitnessDamaged, WrongDatabaseKey)
_RESTORABLE = (*_MENDABLE, HomeDamaged, KeyDamaged, NothingToRepairFrom)


class Opening:
    """Leads from the bare window to the first screen."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self._passphrase = ""

    def first_start(self) -> None:
        """Begin はじめの設定."""
        from ui.first_start import make_first_start

        frame = make_first_start(self._desktop.lanes, self._desktop.home, self._desktop.surroundings)
        frame.founded.connect(self._founded)
        frame.left.connect(self._desktop.window.close)
        frame.company.audit_asked.connect(self._audit)
        frame.company.headquarters_asked.connect(self._make_headquarters)
        frame.ticket_chosen.connect(self.open_ticket)
        self._desktop.window.show_frame(frame)

    def _audit(self) -> None:
        """Check a share without a record of one's own; the way back leads to the first start."""
        from ui.audit import make_without_home

        window = self._desktop.window
        window.drop_frame()
        self._desktop.show_places(())  # without a record there is nowhere else to go
        screen = make_without_home(self._desktop.lanes, self._desktop.surroundings.clock)
        # Later: the screen that asked is among those that are given away.
        screen.back_requested.connect(lambda: QTimer.singleShot(0, self._audited))
        window.add_screen("audit", screen)
        window.show_screen("audit")

    def open_headquarters(self, ask_passphrase: Callable[[], str] | None) -> None:
        """Open the headquarters in the application's folder; trouble leads to the page that can solve it."""
        from ui.second_line import open_second_line

        open_second_line(self._desktop, ask_passphrase, failed=self.trouble)

    def _make_headquarters(self) -> None:
        """Make an empty headquarters here; workplaces are added to it one by one."""
        from desktop_app.usecases.headquarters import make_headquarters

        def made(_none: object) -> None:
            self._desktop.window.drop_frame()
            self._desktop.open_home()

        lanes, folder = self._desktop.lanes, self._desktop.home.folder
        lanes.desk(make_headquarters, folder, then=made, failed=self.trouble, owner=self._desktop)

    def _audited(self) -> None:
        self._desktop.show_places(nav_items())
        self.first_start()

    def open_ticket(self, file: Path) -> None:
        """Ask for the code of a ticket and open it; turning away leads back to the first page, if it is there."""
        desktop, window = self._desktop, self._desktop.window

        def ask(code: str) -> None:
            given = (desktop.home, file, code, desktop.surroundings)
            desktop.lanes.desk(_open_ticket, *given, then=opened, failed=dialog.show_refusal)

        def opened(app: App) -> None:
            dialog.accept()
            if isinstance(window.frame(), WizardFrame):
                window.drop_frame()
            desktop.declare(app)

        dialog = CodeDialog(window, file.name, ask)
        if window.frame() is None:
            dialog.rejected.connect(window.close)
        dialog.open()

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
        mend = (_("Rebuild the record"), self._repair)
        acts = [mend if isinstance(error, _MENDABLE) else (_("Try again"), self._again)]
        if isinstance(error, _RESTORABLE):
            acts.append((_("Restore from a backup"), lambda: self._explain_restore(error)))
        self._show_page(sentence(error), *acts)

    def done(self) -> None:
        """Take the page of the trouble away: the home is open."""
        if self._desktop.window.has_screen("trouble"):
            self._desktop.window.drop_screen("trouble")

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
            # A record that turns out to be damaged is rebuilt with the same passphrase.
            self._passphrase = passphrase
            self._again()
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

    def _again(self) -> None:
        self._desktop.open_home(self._passphrase)

    def _repair(self) -> None:
        desktop = self._desktop
        self._show_page(_("The record is being rebuilt. This can take some minutes."))
        given = (desktop.home, desktop.surroundings, self._passphrase)
        desktop.lanes.desk(_rebuild, *given, then=self._repaired, failed=self.trouble)

    def _repaired(self, report: RepairReport) -> None:
        from desktop_app.usecases.repair import report_words

        event = ngettext(
            "The record is rebuilt: {count} entry.", "The record is rebuilt: {count} entries.", report.entries
        ).format(count=f"{report.entries:,}")
        kept = report.kept_as.name if report.kept_as else ""
        meaning = [_("The damaged file is kept beside it ({name}).").format(name=kept)] if kept else []
        meaning += report_words(report)
        kind = "warn" if report.lost else "info"
        self._desktop.window.banners.show_notice(Notice("repaired", kind, event, " ".join(meaning)))
        self._again()

    def _explain_restore(self, error: SekishoError) -> None:
        # Not done here: whatever lies in the folder may be all there is, and only a person knows how old the backup is.
        words = _(
            "A backup is restored into an empty place.\nClose Sekisho and rename the folder {folder}; do not delete "
            "it. Then start Sekisho and choose “Restore from a backup” on the first page."
        )
        self._show_page(
            words.format(folder=self._desktop.home.folder),
            (_("Close Sekisho"), self._desktop.window.close),
            (_("Back"), lambda: self.trouble(error)),
        )

    def _show_page(self, words: str, *acts: tuple[str, Callable[[], Any]]) -> None:
        window = self._desktop.window
        self.done()
        window.add_screen("trouble", _TroublePage(words, acts))
        window.show_screen("trouble")


class _TroublePage(Screen):
    """One sentence and the next acts, where the work would be."""

    def __init__(self, words: str, acts: tuple[tuple[str, Callable[[], Any]], ...]) -> None:
        super().__init__()
        event, _sep, meaning = words.partition("\n")
        column = QVBoxLayout(self)
        column.addWidget(EmptyState(event, meaning, *acts))

    def title(self) -> str:
        """Return the heading."""
        return _("The record cannot be opened")


def _open_ticket(home: Home, file: Path, code: str, surroundings: Surroundings) -> App:
    from desktop_app.usecases.declaring import open_declaration, tickets_folder

    return open_declaration(tickets_folder(home), file, code, surroundings)


def _rebuild(home: Home, surroundings: Surroundings, passphrase: str) -> RepairReport:
    from desktop_app.usecases.repair import repair

    return repair(home, surroundings, ask_passphrase=(lambda: passphrase) if passphrase else None)
