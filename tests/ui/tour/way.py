"""The way through every screen, dialog, banner and empty page of the application, stop by stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from desktop_app.app import App
from desktop_app.domain.calendar import HalfYear
from desktop_app.errors import (
    DatabaseDamaged,
    DiskFull,
    HomeInUse,
    PassphraseNeeded,
    PdfDamage,
    PdfTampered,
    ShareFull,
    WrongPassphrase,
    WrongPin,
)
from desktop_app.text import _
from desktop_app.usecases.answering import hand_over_seat
from desktop_app.usecases.ledger_printing import render_ledger_pdf
from desktop_app.usecases.people import people_here
from tests.homes import PIN
from tests.ui.tour.disposal import disposal_stops
from tests.ui.tour.home import register_unprintable
from tests.ui.tour.joining import reorganise, workplace_stops
from tests.ui.tour.office import office_stops
from tests.ui.tour.paper import paper_stops
from tests.ui.tour.tickets import issue_by_fact, managers_stops
from ui.application import Desktop
from ui.checking import show_checked
from ui.intake.presenter import Phase
from ui.parts.dialogs import Dialog, PinDialog

Wait = Callable[[Callable[[], object]], None]
STROKES = (((0.0, 10.0, 0.5, 0.0), (90.0, 12.0, 0.6, 0.2)), ((40.0, 0.0, 0.5, 0.4), (44.0, 60.0, 0.7, 0.7)))


@dataclass
class Tour:
    """One walk through *desktop*, whose home came from ``furnish`` with *cases*; *wait* lets the application run."""

    desktop: Desktop
    cases: dict[str, str]
    wait: Wait
    folder: Path

    def stops(self) -> Iterator[str]:
        """Yield the name of what is in sight, stop by stop."""
        for part in (self._beginning, self._lists, self._one_case, self._confirming, self._intake, self._papers):
            yield from part()
        yield from paper_stops(self)
        yield from self._settings()
        yield from office_stops(self)
        yield from disposal_stops(self)
        for part in (self._banners, self._tickets, self._seat, self._trouble):
            yield from part()

    # --- the office -----------------------------------------------------------------------------------------

    def _beginning(self) -> Iterator[str]:
        """Two people share this PC: who sits down?"""
        dialog = self._dialog(PinDialog)
        yield "choose-person"
        dialog.passphrase.setText("not mine")
        dialog.press_primary()
        self.wait(lambda: dialog.row.has_error() and not dialog.passphrase.text())
        self.wait(lambda: "…" not in dialog.row.message.words.text())
        yield "choose-person-wrong"
        dialog.passphrase.setText(PIN)
        dialog.press_primary()
        self._at("today")

    def _lists(self) -> Iterator[str]:
        self.wait(self._screen().boxes)
        yield "today"
        self.desktop.show_cases()
        self._at("cases")
        yield "cases"
        self._screen().search_field().setText("髙木　該当なし")
        self._still(300)
        yield "cases-no-hit"
        self._screen().search_field().setText("")
        self._still(300)
        self.desktop.show_ledger(HalfYear(2026, 2))
        self._at("ledger")
        self.wait(lambda: self._screen().table)
        self._still(60)
        yield "ledger"
        self._screen().filters.search.setText("該当なし")
        self._still(300)
        yield "ledger-no-hit"
        self._screen().filters.clear()
        self._still(80)
        self._screen().show_exported(self.folder / "管理表_NSC01_2026下期.csv", 12)
        yield "ledger-exported"
        self.desktop.show_ledger(HalfYear(2025, 1))
        self._still(60)
        yield "ledger-nobody"
        self.desktop.show_help("handover")
        self._at("help")
        yield "help"

    def _one_case(self) -> Iterator[str]:
        for what in (
            "new",
            "under way",
            "answered",
            "returned",
            "conflict",
            "refused",
            "cancelled",
            "ended",
            "reported",
        ):
            self.desktop.show_case(self.cases[what])
            self._at("case")
            self.wait(self._screen().title)
            yield f"case-{what.replace(' ', '-')}"
        for step in ("ACCESS_REVOCATION", "PLEDGE_AND_REPORT"):
            self.desktop.show_case(self.cases["under way"], step)
            self.wait(self._screen().title)
            yield f"case-step-{step}"
        screen = self._screen()
        screen.show_unsaved(_sentence(DiskFull(path="C:/Users/OBRIEN/AppData/Local/Sekisho")))
        yield "case-unsaved"
        screen.show_unsaved("")
        screen._show_history()
        yield "case-history"
        for name, ask in (
            ("cancel", screen._asking.cancel),
            ("withdraw", screen._asking.withdraw),
            ("exception", screen._asking.exception),
        ):
            ask()
            dialog = self._dialog(Dialog)
            dialog.press_primary()
            self._still(30)
            yield f"case-{name}"
            self._close(dialog)
        for key in ("briefing", "post_check"):
            getattr(self.desktop, f"show_{key}")(self.cases["new" if key == "briefing" else "ended"])
            self._at(key)
            self._still()
            yield key
        self.desktop.show_briefing(self.cases["under way"])
        self._still()
        self._screen()._submit()
        self._still()
        yield "briefing-missing"
        self.desktop.show_correction(self.cases["under way"])
        self._at("registration")
        self._still()
        yield "correction"
        self.desktop.show_registration()
        self._still()
        yield "registration"
        self._screen().primary().click()
        self._still()
        yield "registration-missing"

    def _confirming(self) -> Iterator[str]:
        for what in ("reported", "late"):
            self.desktop.show_confirmation(self.cases[what])
            self._at("confirmation")
            self.wait(self._screen().rows)
            self._still()
            yield f"confirmation-{what}"
        screen = self._screen()
        screen.rows()[0].control._choose("RETURNED")
        self._still()
        yield "confirmation-returning"
        screen.rows()[0].control._choose("CHECKED")
        screen._ask()
        self._still()
        screen.dialog.pin_row.show_refusal(WrongPin(remaining=2))
        yield "confirm-late"
        self._close(screen.dialog)
        screen.show_broken(PdfTampered(reason=PdfDamage.CHANGED, signature=0))
        yield "confirmation-broken"
        screen.show_done(confirmed=True, count=0)
        yield "confirmation-done"

    def _intake(self) -> Iterator[str]:
        self.desktop.show_import()
        self._at("import")
        yield "import"
        screen = self._screen()
        for name, head, phase in (("columns", "番号,お名前,発令", Phase.COLUMNS), ("check", HEAD, Phase.CHECK)):
            file = self.folder / f"人事発令_20261001_本社人事部_西部配電事業所_{name}.csv"
            file.write_bytes("\r\n".join((head, *ROWS)).encode("utf-8-sig"))
            screen.presenter.choose(file)
            self.wait(lambda phase=phase: screen.presenter.phase is phase and not screen.presenter._busy)
            self._still()
            yield f"import-{name}"
        screen.presenter.choose(self.folder)
        self._still(200)
        yield "import-trouble"
        screen.show_done("12件を取り込みました。説明がまだの方が7名います。")
        screen.show_phase(Phase.DONE)
        yield "import-done"

    def _papers(self) -> Iterator[str]:
        self.desktop.show_preview(_("Ledger"), _ledger, "ledger.pdf")
        self._at("preview")
        self.wait(self._screen().document.is_ready)
        self._still(200)
        yield "preview"
        self._do(register_unprintable)
        self._screen().reload()
        self.wait(self._screen().banners.notices)
        self.desktop.show_preview(_("Ledger"), _ledger, "ledger.pdf")
        self.wait(self._screen().banners.notices)
        yield "preview-missing-glyph"

    def _settings(self) -> Iterator[str]:
        for key in ("people", "programme", "share", "keys", "display", "record", "backup", "about"):
            self.desktop.show_settings(key)
            self._at("settings")
            self._still(60)
            yield f"settings-{key}"
        self.desktop.show_settings("people")
        self._still(60)
        people, everybody = self._screen().sections["people"], self._do(people_here)
        for name, ask in (
            ("new", people.open_new),
            ("correction", lambda: people.open_correction(everybody[-1])),
            ("own-pin", lambda: people.open_own_pin(everybody[0])),
            ("reset", lambda: people.open_reset(everybody[-1])),
            ("leaving", lambda: people.endings.of_person(everybody[-1])),
            ("remove-pc", lambda: people.endings.of_device(people.members.devices[-1])),
            ("appoint", lambda: people.endings.appoint(people.members.devices[-1])),
        ):
            ask()
            people.form.press()
            self._still()
            yield f"settings-people-{name}"
        people.sit_down(everybody[-1])
        yield "settings-sit-down"
        self._close(self._dialog(PinDialog))
        self._do(reorganise)
        self.desktop.show_settings("workplace")
        self._still(60)
        yield from workplace_stops(self._screen().sections["workplace"], self._still)

    def _banners(self) -> Iterator[str]:
        window = self.desktop.window
        share = self.desktop._share
        self.desktop.show_case(self.cases["under way"])
        self.wait(self._screen().title)
        share._show_away(2)
        show_checked(window, ("NSC01-26A-009、9/16 の記録",), lambda: None)
        self.desktop.alarm(DiskFull(path="C:/Users/OBRIEN/AppData/Local/Sekisho"))
        yield "banners"
        share._show_trouble(ShareFull(address="x"), 2)
        window.banners.drop("check")
        window.banners.drop("DiskFull")
        yield "banner-share-full"
        share._solved()

    def _tickets(self) -> Iterator[str]:
        self._do(issue_by_fact, self.cases["answered"])
        self.desktop.show_case(self.cases["answered"])
        self._at("case")
        self.wait(self._screen().title)
        yield "case-with-ticket"
        self.desktop.show_ticket(self.cases["answered"])
        self._at("ticket")
        self.wait(lambda: self._screen()._state)
        yield from managers_stops(self._screen, self._still)

    # --- the seat -------------------------------------------------------------------------------------------

    def _seat(self) -> Iterator[str]:
        self.desktop.show_case(self.cases["under way"])
        self._at("case")
        self.desktop.hand_over(self.cases["under way"])
        dialog = self._dialog(Dialog)
        yield "hand-over"
        self._close(dialog)
        for what in ("under way", "returned"):
            frame = self._sit(what)
            yield f"identify-{what.replace(' ', '-')}"
            frame.presenter.identify("0000000")
            self._still(60)
            yield "identify-wrong"
            frame.presenter.identify(self._number(what))
            self.wait(lambda frame=frame: frame.page() is not frame.identify)
            for step in frame.presenter.answering.steps():
                frame.presenter.go_to_step(step.key)
                self._still()
                if what == "under way" or step.key == "DATA_DISPOSAL":
                    yield f"seat-{what.replace(' ', '-')}-{step.key}"
            frame.show_trouble(_sentence(DiskFull(path="C:/Users/OBRIEN/AppData/Local/Sekisho")))
            frame._ask_return()
            self.wait(lambda frame=frame: frame.dialog)
            frame.refuse_seat(WrongPin(remaining=2))
            yield "hand-back"
            self._give_back(frame)
        for what in ("answered", "nothing"):
            yield from self._pledge(what)

    def _pledge(self, what: str) -> Iterator[str]:
        frame = self._sit(what)
        frame.presenter.identify(self._number(what))
        self.wait(lambda: frame.presenter.identified)
        frame.presenter.go_to_step(frame.presenter.answering.steps()[-1].key)
        self.wait(lambda: frame._pledge)
        pledge = frame._pledge
        self.wait(lambda: pledge._state)
        self._still(60)
        yield f"pledge-{what}"
        if what == "answered":
            pledge._ask_to_sign()
            yield "pledge-sign"
            self._close(pledge.dialog)
            pledge._ask_not_signing()
            yield "pledge-not-signing"
            self._close(pledge.dialog)
            pledge._sign_on_paper()
            self.wait(pledge.paper.document.is_ready)
            self._still(100)
            yield "pledge-paper"
            pledge._leave_paper()
            pledge.presenter.sign(STROKES, "長期の出張中だったため")
            self.wait(lambda: pledge._state.is_reported)
            self._still(100)
            yield "pledge-reported"
            frame.cover()
            yield "covered"
            frame._cover.hide()
        self._give_back(frame)

    # --- the ways in ----------------------------------------------------------------------------------------

    def _trouble(self) -> Iterator[str]:
        opening = self.desktop._opening
        for name, error in (
            ("start-passphrase", PassphraseNeeded()),
            ("start-passphrase-wrong", WrongPassphrase()),
        ):
            opening.trouble(error)
            dialog = self._dialog(PinDialog)
            yield name
            dialog.rejected.disconnect()
            self._close(dialog)
        for error in (DatabaseDamaged(path="C:/Users/OBRIEN/Sekisho/record.db", where="page 3"), HomeInUse(path="x")):
            opening.trouble(error)
            yield f"trouble-{type(error).__name__}"
        opening._explain_restore(HomeInUse(path="x"))
        yield "trouble-restore"

    # --- inside ---------------------------------------------------------------------------------------------

    def _screen(self) -> Any:
        return self.desktop.window.current_screen()

    def _at(self, key: str) -> None:
        self.wait(lambda: self.desktop.window.current_key() == key and self.desktop.window.frame() is None)
        self._still()

    def _dialog(self, kind: type[Dialog]) -> Any:
        there: list[Dialog] = []

        def found() -> bool:
            there[:] = [one for one in self.desktop.window.findChildren(kind) if one.isVisible()]
            return bool(there)

        self.wait(found)
        self._still()
        return there[-1]

    def _close(self, dialog: Any) -> None:
        if dialog is not None:
            dialog.reject()
        self._still()

    def _do(self, act: Callable[..., Any], *given: Any) -> Any:
        came: list[Any] = []
        self.desktop.desk.ask(act, *given, then=came.append)
        self.wait(lambda: came)
        return came[0]

    def _still(self, ms: int = 10) -> None:
        """Let what was asked of the lane come back, and layouts settle."""
        if self.desktop.desk is not None:
            self._do(_nothing)
        from PySide6.QtCore import QElapsedTimer

        timer = QElapsedTimer()
        timer.start()
        self.wait(lambda: timer.elapsed() >= ms)
        QApplication.processEvents()

    def _number(self, what: str) -> str:
        return self._do(lambda app: app.record.case(self.cases[what]).transferee.employee_no)

    def _sit(self, what: str) -> Any:
        self._do(hand_over_seat, self.cases[what])
        self.desktop._enter_handover(self.cases[what])
        frame: Any = self.desktop.window.frame()
        self.wait(lambda: frame.presenter._name)
        frame.covered() and frame._cover.hide()
        return frame

    def _give_back(self, frame: Any) -> None:
        frame._ask_return()
        self.wait(lambda: frame.dialog)
        frame.presenter.take_seat(self._do(lambda app: app.person_id), PIN)
        self._at("case")


HEAD = "社員番号,氏名,フリガナ,所属コード,異動発令日,異動先会社,異動先部署,特定関係事業者"
ROWS = (
    "0022345,\U00020bb7田　太郎,ヨシダ　タロウ,NSC01,令和8年10月1日,あおばエナジートレード株式会社,電力小売部,○",
    '0022346,"O\'Brien-Fitzgerald, Jonathan Maximilian Alexander",,NSC01,46296,あおば電力株式会社,電力小売部,○',
    "0022347,Nguyễn Thị Minh Khai,グエン　ティ　ミン　カイ,NSC01,10/1,あおば電力株式会社,取引管理部,○",
    "0022348,葛\U000e0100西　蔵之介,カサイ　クラノスケ,NSC01,2026/10/32,あおば電力株式会社,電力小売部,○",
    "0022349,王\u200b　小明,ワン　シャオミン,NSC01,R8.10.1,あおば電力株式会社,電力小売部,○",
)


def _ledger(app: App, progress: Any = None) -> bytes:
    return render_ledger_pdf(app, HalfYear(2026, 2), progress)[0]


def _nothing(_app: App) -> bool:
    return True


def _sentence(error: Any) -> str:
    from desktop_app.sentences import sentence

    return sentence(error)
