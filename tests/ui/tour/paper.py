"""The way through a case's paper: printed, scanned, taken in, entered beside its pictures, handed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from desktop_app.app import App
from desktop_app.usecases.paper_printing import print_pack
from tests.scans import as_file, pictures

if TYPE_CHECKING:
    from tests.ui.tour.way import Tour

_DPI = 100


def paper_stops(tour: Tour) -> Iterator[str]:
    """Yield the screens of the paper way."""
    desktop, case_id = tour.desktop, tour.cases["under way"]
    for what in ("new", "under way", "reported", "cancelled"):
        desktop.show_paper_way(tour.cases[what])
        tour._at("paper_way")
        tour.wait(lambda: tour._screen().primary() or tour._screen()._state)
        yield f"paper-way-{what}"
    desktop.show_paper_entry(tour.cases["new"])
    tour._at("paper_entry")
    tour.wait(lambda: tour._screen()._state)
    yield "paper-entry-nothing"
    desktop.show_scans()
    tour._at("scans")
    yield "scans"
    path = tour._do(_scanned, case_id, tour.folder)
    desktop.show_scans((path,))
    tour._at("scans")
    tour.wait(lambda: tour._screen().cards)
    yield "scans-read"
    tour._screen().primary().click()
    tour.wait(lambda: tour._screen().cards[0].kept)
    yield "scans-kept"
    tour._screen().presenter.read([tour.folder])
    tour.wait(tour._screen().banners.notices)
    yield "scans-trouble"
    desktop.show_paper_entry(case_id, "D-04")
    tour._at("paper_entry")
    tour.wait(lambda: tour._screen().presenter.stop_shown)
    entry = tour._screen()
    yield "paper-entry-row"
    for answer in ("DONE", "NOT_APPLICABLE", "NOT_DONE"):
        entry.answer.control._choose(answer)
        entry.enter.click()
        tour._still()
        yield f"paper-entry-{answer}"
    entry.answer.pane.whole_link.click()
    tour._still()
    yield "paper-entry-page"
    entry.presenter.go_to("report")
    entry.report.enter()
    tour._still()
    yield "paper-entry-report"
    entry.show_handed_in()
    yield "paper-entry-handed-in"


def _scanned(app: App, case_id: str, folder: Path) -> Path:
    """Most of a pack in one file, with a page of nobody's and one that comes twice."""
    pages = pictures(print_pack(app, case_id).pdf, _DPI)
    path = folder / "複合機3F_20260924140233_佐藤様分と髙橋様分.tiff"
    path.write_bytes(as_file([*pages[:4], pages[0], Image.new("L", pages[0].size, 255)], "tiff"))
    return path
