"""A case on paper from the printer to the ledger, through the application's own windows."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import CaseState
from desktop_app.domain.facts import Answer
from desktop_app.home import Home
from desktop_app.papers.forms.checklist_layout import WIDTHS, checklist_pages, checklist_regions
from desktop_app.papers.page.blocks import LEFT, TEXT_WIDTH
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases import confirming
from desktop_app.usecases.ledger import ledger_entries, remarks
from desktop_app.usecases.verifying import verify_home
from tests.homes import PIN, found, hokkaido, surroundings
from tests.scans import as_file, pictures, scanned, ticked
from tests.ui.paper_way.papers import briefed
from ui.application import Desktop
from ui.places import nav_items
from ui.shell import MainWindow

DPI = 200
DONE, NOT_DONE = (LEFT + sum(WIDTHS[:column]) + WIDTHS[column] / 2 for column in (3, 5))
OPEN = {"D-02", "C-04"}
"""What the transferee ticks as 未完了; everything else is 完了."""


@pytest.fixture
def office(qapp, qtbot, tmp_path):
    """The application at a home with one briefed case."""
    around, crashes = surroundings(), []
    app = found(tmp_path, keyring=around.keyring)
    case_id = briefed(app)
    app.close()
    window = MainWindow(nav_items(), tmp_path / "window.ini")
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    desktop = Desktop(window, Home(tmp_path / "home"), around)
    desktop.crashed = crashes.append
    desktop.begin()
    qtbot.waitUntil(lambda: window.current_key() == "today")
    strays = Strays()
    qapp.installEventFilter(strays)
    yield Player(desktop, qtbot, case_id)
    qapp.removeEventFilter(strays)
    desktop.close()
    assert (crashes, strays.seen) == ([], [])


class Strays(QObject):
    """Parts that were shown before they stood anywhere: for a blink each is a window of its own."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


class Player:
    def __init__(self, desktop, qtbot, case_id):
        self.desktop, self.qtbot, self.case_id = desktop, qtbot, case_id

    def wait(self, until):
        self.qtbot.waitUntil(lambda: bool(until()), timeout=20_000)

    def at(self, key):
        self.wait(lambda: self.desktop.window.current_key() == key)
        return self.desktop.window.current_screen()

    def do(self, act, *given):
        came = []
        self.desktop.desk.ask(act, *given, then=came.append, owner=self.desktop)
        self.wait(lambda: came)
        return came[0]

    def case(self):
        return self.do(lambda app: app.record.case(self.case_id))


def by_hand(images):
    """The printed pages as the transferee fills them in."""
    filled = list(images)
    for place, page in enumerate(checklist_pages(hokkaido().programme)):
        for region in checklist_regions(page):
            if not region.what.startswith("*"):
                x = NOT_DONE if region.what in OPEN else DONE
                filled[place] = ticked(filled[place], x, region.y + region.height / 2, DPI)
    return filled


def seen_in(strip):
    """Which key a person presses who sees this strip: where it is darker inside the box, there is the tick."""
    with Image.open(BytesIO(strip)) as image:
        scale = image.width / (TEXT_WIDTH + 2)

        def ink(x):
            middle, half = ((x - LEFT + 1) * scale, image.height / 2), 1.6 * scale
            box = tuple(map(round, (middle[0] - half, middle[1] - half, middle[0] + half, middle[1] + half)))
            return 255 - sum(image.convert("L").crop(box).tobytes()) / ((box[2] - box[0]) * (box[3] - box[1]))

        return "1" if ink(DONE) > ink(NOT_DONE) else "3"


def test_printed_ticked_scanned_poorly_taken_in_entered_handed_in_and_confirmed(office, tmp_path) -> None:
    pack = print_the_pack(office, tmp_path)
    poor = [
        scanned(page, angle=(2, -3, 1)[n % 3], turned=n % 2 * 2, blur=0.6, ink=0.5, noise=30, seed=n)
        for n, page in enumerate(by_hand(pictures(pack, DPI)))
    ]
    (tmp_path / "scan.tiff").write_bytes(as_file(poor, "tiff", compression="jpeg"))
    take_in(office, tmp_path / "scan.tiff")
    enter_everything(office)
    hand_in(office)
    case = office.case()
    answers = {item_id: answer.fact.answer for item_id, answer in case.answers.items()}
    assert {item_id for item_id, answer in answers.items() if answer is Answer.NOT_DONE} == OPEN
    office.do(confirming.accept_rest, office.case_id)
    office.do(confirming.confirm_case, office.case_id, PIN)
    assert office.case().state is CaseState.CONFIRMED
    (row,) = office.do(lambda app: ledger_entries(app, CaseFilter(half=HalfYear.of(date(2026, 10, 1)))))
    assert row.summary.on_paper
    assert "紙" in office.do(lambda app: remarks(app, row.summary, lambda words: {"On paper": "紙"}.get(words, words)))
    assert office.do(verify_home).ok


def print_the_pack(office, folder):
    office.desktop.show_case(office.case_id)
    case = office.at("case")
    office.wait(case.title)
    office.wait(case.header.menu.actions)
    next(entry for entry in case.header.menu.actions() if entry.text() == "Go on on paper").trigger()
    paper = office.at("paper_way")
    office.wait(paper.primary)
    paper.primary().click()
    preview = office.at("preview")
    office.wait(preview.document.is_ready)
    preview.document.save_to(folder / "pack.pdf")
    office.wait(preview.banners.notices)
    return (folder / "pack.pdf").read_bytes()


def take_in(office, path):
    office.desktop.window.papers_dropped.emit((path,))
    scans = office.at("scans")
    office.wait(lambda: scans.cards)
    assert scans.cards[0].scan.missing == ()
    scans.primary().click()
    office.wait(lambda: scans.cards[0].kept)
    scans.cards[0].enter.click()


def enter_everything(office):
    entry = office.at("paper_entry")
    office.wait(lambda: entry._state)
    while (stop := entry.presenter.stop_shown) != "report":
        key = seen_in(entry._state.shown[stop].strip)
        QTest.keyClicks(entry.answer.control.segments[0], key)
        details = entry.answer.details
        if key == "3":
            details.note.setText("相手先の回答を待っている")
            details.due.set_value(date(2026, 10, 8))
        else:
            details.count.setText("3")
            details.done.set_value(date(2026, 9, 20))
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        office.wait(lambda stop=stop: entry.presenter.stop_shown != stop)


def hand_in(office):
    entry = office.at("paper_entry")
    entry.report.signed.set_value(date(2026, 9, 22))
    entry.report.seen.setChecked(True)
    entry.primary().click()
    office.wait(lambda: entry._done)


@pytest.mark.parametrize(
    ("names", "place"), [(("a.pdf",), "paper_check"), (("a.tiff",), "scans"), (("a.pdf", "b.JPG"), "scans")]
)
def test_dropped_pdfs_are_first_checked_for_signatures_and_pictures_are_scans(office, tmp_path, names, place) -> None:
    office.desktop.window.papers_dropped.emit(tuple(tmp_path / name for name in names))
    office.at(place)
