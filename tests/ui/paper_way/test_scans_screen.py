"""読み取った紙の取り込み: a stack looked through, its cases named, their pages kept; and the ways to it."""

from __future__ import annotations

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from tests.scans import as_file
from tests.ui.cases.office import office_in
from tests.ui.paper_way.papers import NAME, briefed, printed, saved


@pytest.fixture
def office(qapp, qtbot, tmp_path):
    with office_in(tmp_path, qtbot) as opened:
        yield opened


def stack_of(office):
    """Two cases in one stack: all of the first, one page of the second, one page twice, one sheet of nobody."""

    def work(app):
        first, second = briefed(app), briefed(app, "0012347", "\U00020bb7田　誠")
        ours, theirs = printed(app, first), printed(app, second)
        blank = Image.new("L", ours[0].size, 255)
        return first, second, saved(office.folder, [*ours, ours[0], theirs[1], blank])

    return office.do(work)


def looked_through(office, *paths):
    screen = office.show("scans", paths=paths)
    office.wait(lambda: screen.others is not None or screen.cards)
    return screen


def test_a_stack_of_several_cases_is_sorted_and_missing_pages_are_named(office) -> None:
    first, second, path = stack_of(office)
    screen = looked_through(office, path)
    assert [card.scan.case_id for card in screen.cards] == [first, second]
    assert screen.facts() == "6 of 8 pages　2 cases"
    assert screen.cards[0].scan.name == NAME
    assert "Missing pages: Checklist 1/3, Checklist 3/3, Report form (all pages)" in said(screen.cards[1])
    assert [words.text() for words in screen.others.words] == [
        "scan.tiff, page 6: The same page comes twice; the first one counts.",
        "scan.tiff, page 8: No code can be read on it. Scan it again, upright and darker.",
    ]


def said(card):
    return [label.text() for label in card.findChildren(type(card.pages[1]))]


def test_one_act_keeps_the_pages_of_every_case_and_then_each_can_be_entered(office) -> None:
    first, second, path = stack_of(office)
    screen = looked_through(office, path)
    assert screen.primary().text() == "Keep the pages of 2 cases"
    screen.primary().click()
    office.wait(lambda: all(card.kept for card in screen.cards))
    assert not screen.primary().isVisible()
    assert [len(office.do(lambda app, each=each: app.record.case(each).scans)) for each in (first, second)] == [1, 1]
    screen.cards[1].enter.click()
    screen.cards[0].to_case.click()
    assert office.ways.went == [("show_paper_entry", second), ("show_paper_way", first)]


def test_the_same_stack_once_more_keeps_nothing_twice(office) -> None:
    first, _second, path = stack_of(office)
    for _again in range(2):
        screen = looked_through(office, path)
        screen.primary().click()
        office.wait(lambda screen=screen: all(card.kept for card in screen.cards))
    assert len(office.do(lambda app: app.record.case(first).scans)) == 1


def test_looking_through_can_be_stopped_and_nothing_is_shown(office) -> None:
    _first, _second, path = stack_of(office)
    screen = office.show("scans", paths=(path,))
    screen.progress.stop_button.click()
    office.do(lambda _app: True)
    assert (screen.cards, screen.progress.isHidden(), screen.keep.isVisible()) == ([], True, False)
    screen.reload()
    office.wait(lambda: screen.cards)


def test_a_file_that_is_no_scan_is_told_and_the_screen_waits_for_another(office, tmp_path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"Dear sirs")
    screen = office.show("scans", paths=(letter,))
    office.wait(screen.banners.notices)
    assert "cannot be read" in screen.banners.notices()[0].event
    assert screen.keep.isHidden()


def test_pages_of_nobody_alone_cannot_be_kept_and_this_is_said(office) -> None:
    screen = looked_through(office, saved(office.folder, [Image.new("L", (400, 560), 255)]))
    assert not screen.primary().isVisible()
    assert "nothing can be kept" in screen._why.text()
    assert len(screen.others.pages) == 1


def test_on_a_cases_own_page_even_a_pdf_is_a_scan(office) -> None:
    case_id = office.do(briefed)
    screen = office.show("paper_way", case_id=case_id)
    drop(screen, office.folder, ("a.pdf",))
    assert office.ways.went == [("show_scans", (office.folder / "a.pdf",))]


def drop(widget, folder, names):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder / name)) for name in names])
    nobody, left, copy = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(widget.rect().center(), copy, mime, left, nobody)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPointF(widget.rect().center()), copy, mime, left, nobody))


def test_an_unsigned_pdf_that_was_to_be_checked_is_offered_to_the_paper_way(office, tmp_path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(as_file([Image.new("L", (413, 584), 255)], "pdf"))
    screen = office.show("paper_check", paths=(path,))
    office.wait(lambda: screen.cards and screen.cards[0].row.is_done)
    screen.cards[0].to_scans.click()
    assert office.ways.went == [("show_scans", (path,))]
