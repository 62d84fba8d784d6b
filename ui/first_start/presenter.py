"""Leads through はじめの設定: checks with the lanes, founds the home, hands the open App over. No Qt here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.errors import ProgrammeUnreadable, SekishoError, ShareMissing
from desktop_app.sentences import sentence
from desktop_app.text import _
from ui.first_start import acts
from ui.first_start.waiting_presenter import WaitingPresenter

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.app import App, Surroundings
    from desktop_app.exchange.programme_file import LoadedProgramme
    from desktop_app.home import Home
    from desktop_app.usecases.backup import Restored
    from desktop_app.usecases.share_folder import ShareChoice
    from desktop_app.usecases.share_recovery import Recovered
    from ui.background import Lanes
    from ui.first_start.view import FirstStartFrame
    from ui.parts.printing import Pages

_ORDER = ("company", "manager", "programme", "share", "secrets")


class FirstStartPresenter:
    """One first start; what is entered stays in the forms until the home is founded."""

    def __init__(self, view: FirstStartFrame, lanes: Lanes, home: Home, surroundings: Surroundings) -> None:
        self._view, self._lanes = view, lanes
        self._home, self._surroundings = home, surroundings
        self._app: App | None = None
        self._pin = ""
        self._waiting = WaitingPresenter(view, lanes, home, surroundings)
        view.next_pressed.connect(self.go_on)
        view.back_pressed.connect(self.go_back)
        view.file_chosen.connect(self.read_file)
        view.later_asked.connect(self.decide_later)
        view.print_asked.connect(self.print_kit)
        view.save_asked.connect(self.save_kit)
        view.company.second_pc_asked.connect(lambda: view.show_page("join"))
        view.company.restore_asked.connect(lambda: view.show_page("restore"))

    def begin(self) -> None:
        """Show the first page, or that of a home that waits to be let in."""
        self._desk(acts.look_around, self._surroundings, then=self._looked_around)
        if self._home.exists:
            self._waiting.resume()
        else:
            self._view.show_page("company")

    def go_on(self, key: str) -> None:
        """Do what the page's primary button says; the page has been checked."""
        acts_by_page: dict[str, Callable[[], Any]] = {
            "company": lambda: self._view.show_page("manager"),
            "manager": lambda: self._view.show_page("programme"),
            "programme": self._programme_chosen,
            "share": self._check_share,
            "secrets": self._found,
            "kit": self._finish,
            "join": self._waiting.ask,
            "code": self._waiting.complete,
            "restore": self._restore,
            "restored": lambda: self._view.founded.emit(self._app),
        }
        acts_by_page[key]()

    def go_back(self, key: str) -> None:
        """Return to the page before; everything entered stays."""
        place = _ORDER.index(key) if key in _ORDER else 0
        self._view.show_page(_ORDER[max(0, place - 1)])

    # --- the five steps -----------------------------------------------------------------------------------

    def read_file(self, path: Path) -> None:
        """Offer the programme in a file."""
        self._desk(acts.read_file, path, then=self._view.programme.choose, failed=self._file_unread)

    def decide_later(self) -> None:
        """Go on without a share."""
        self._view.share.path.clear()
        self._view.show_page("secrets")

    def _looked_around(self, found: tuple[bool, tuple[LoadedProgramme, ...]]) -> None:
        keyring, programmes = found
        self._view.programme.offer(programmes)
        for form in (self._view.secrets, self._view.join.secrets, self._view.restore.keys):
            form.show_keyring(there=keyring)

    def _file_unread(self, error: SekishoError) -> None:
        words = sentence(error) if isinstance(error, ProgrammeUnreadable) else self._plain(error)
        self._view.programme.message.show_error(words)

    def _programme_chosen(self) -> None:
        if self._view.programme.chosen() is not None:
            self._view.show_page("share")

    def _check_share(self) -> None:
        address = self._view.share.path.value()
        if not address:
            self._view.share.row.show_error(_("Choose a folder, or press “Decide later”."))
            self._view.refresh()
            return
        self._view.work(_("Looking at the folder…"))
        given = (address, self._view.share.password.text(), self._surroundings)
        self._lanes.share(acts.check_share, *given, then=self._share_fits, failed=self._share_wrong, owner=self._view)

    def _share_fits(self, _nothing: object) -> None:
        self._view.rest()
        self._view.show_page("secrets")

    def _share_wrong(self, error: SekishoError) -> None:
        words = (
            _("This folder cannot be found. Check the path, or make the folder first.")
            if isinstance(error, ShareMissing)
            else sentence(error)
        )
        self._view.share.row.show_error(words)
        self._view.rest()

    def _found(self) -> None:
        view = self._view
        programme = view.programme.chosen()
        assert programme is not None, "the third step chose one"
        deputy = None
        if view.manager.with_deputy.isChecked():
            deputy = acts.Deputy(view.manager.deputy.entry(), view.manager.deputy_pin.value())
        founding = acts.Founding(
            company=view.company.company.value(),
            workplace=view.company.workplace.value(),
            org_code=view.company.org_code.value(),
            manager=view.manager.person.entry(),
            programme=programme,
            pin=view.secrets.pin.value(),
            passphrase=view.secrets.start.value() if view.secrets.wants_start() else "",
            deputy=deputy,
        )
        view.work(_("Making the key…"))
        self._desk(acts.found, self._home, self._surroundings, founding, then=self._founded)

    def _founded(self, app: App) -> None:
        self._app = app
        self._pin = self._view.secrets.pin.value()  # the key copy follows at once; nobody enters it twice for that
        self._view.rest()
        self._view.secrets.clear()
        self._view.manager.deputy_pin.clear()
        self._view.show_page("kit")
        address = self._view.share.path.value()
        if address:
            self._use_share(app, address)

    def _use_share(self, app: App, address: str) -> None:
        lanes, view, refused = self._lanes, self._view, self._share_refused

        # From lane to lane without the window: whoever presses はじめる at once keeps the folder all the same.
        def prepare() -> None:
            choice = acts.prepare_share(app, address)
            lanes.share(mark, choice, failed=refused, owner=view)

        def mark(choice: ShareChoice) -> None:
            acts.mark_share(choice)
            lanes.desk(acts.keep_share, app, choice)

        lanes.desk(prepare, failed=refused, owner=view)

    def _share_refused(self, error: SekishoError) -> None:
        self._view.kit.show_share_trouble(
            _("The share folder is not in use yet. Choose it again in the settings. ({cause})").format(
                cause=sentence(error)
            )
        )

    # --- the key copy -------------------------------------------------------------------------------------

    def print_kit(self) -> None:
        """Print the key copy."""
        self._view.kit.message.show_help(_("Preparing the page…"))
        self._desk(acts.kit_pages, self._app, self._pin, then=self._kit_rendered, failed=self._kit_refused)

    def save_kit(self, path: Path) -> None:
        """Save the key copy as a PDF."""
        self._desk(acts.save_kit, self._app, self._pin, path, then=self._kit_saved, failed=self._kit_refused)

    def _kit_rendered(self, pages: Pages) -> None:
        self._view.kit.message.show_help("")
        if self._view.print_pages(pages, _("Key copy")):
            self._view.kit.message.show_help(_("Sent to the printer."))

    def _kit_saved(self, path: Path) -> None:
        self._view.kit.message.show_help(_("Saved ({name}). Print it, then delete the file.").format(name=path.name))

    def _kit_refused(self, error: SekishoError) -> None:
        self._view.show_kit_trouble(sentence(error))

    def _finish(self) -> None:
        assert self._app is not None
        self._pin = ""
        if self._view.kit.kept.isChecked():
            self._desk(acts.note_kit_kept, self._app, then=self._view.founded.emit)
        else:
            self._view.founded.emit(self._app)

    # --- a backup -----------------------------------------------------------------------------------------

    def _restore(self) -> None:
        given = self._view.restore.entry()
        self._view.work(_("Restoring…"))
        self._desk(acts.put_back, self._home, self._surroundings, given, then=self._restored)

    def _restored(self, found: tuple[Restored | Recovered, App]) -> None:
        restored, self._app = found
        self._view.rest()
        self._view.restored.show_restored(restored.workplace, restored.org_code, restored.root_fingerprint)
        self._view.show_page("restored")

    # --- inside -------------------------------------------------------------------------------------------

    def _desk(self, act: Any, *given: Any, then: Any = None, failed: Any = None) -> None:
        self._lanes.desk(act, *given, then=then, failed=failed or self._refused, owner=self._view)

    def _refused(self, error: SekishoError) -> None:
        self._view.rest()
        self._view.show_reason(self._plain(error))

    @staticmethod
    def _plain(error: SekishoError) -> str:
        return sentence(error).replace("\n", " ")
