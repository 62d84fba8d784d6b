"""PDFを確かめる: files dropped on the window or chosen by keyboard, each with its verdict and the way to its case."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop_app.usecases import answering, confirming
from desktop_app.usecases.reporting import sign_and_report
from tests.core.papers.doctored_bytes import a_note_behind_the_end
from tests.core.papers.signed_papers import confirmed_paper
from tests.homes import PIN
from tests.refusals import STROKES, answer_everything
from tests.ui.cases.office import office_in, register
from ui.shell import FullWindowFrame, MainWindow


@pytest.fixture
def office(qapp, qtbot, tmp_path):
    with office_in(tmp_path, qtbot) as opened:
        yield opened


def confirmed(app) -> bytes:
    case_id = register(app, "0012346", "長谷川　ヱイ子")
    answer_everything(app, case_id)
    sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    return answering.read_file(app, confirming.confirm_case(app, case_id, PIN))


def written(folder: Path, **contents: bytes) -> tuple[Path, ...]:
    for name, content in contents.items():
        (folder / f"{name}.pdf").write_bytes(content)
    return tuple(folder / f"{name}.pdf" for name in contents)


def checked(office, *paths: Path):
    screen = office.show("paper_check", paths=paths)
    office.wait(lambda: len(screen.cards) == len(paths) and all(card.row.is_done for card in screen.cards))
    return screen


def test_a_paper_of_the_record_is_told_with_its_signers_and_leads_to_its_case(office, tmp_path) -> None:
    ours = written(tmp_path, ours=office.do(confirmed))
    screen = checked(office, *ours)
    (card,) = screen.cards
    assert card.verdict.text().startswith("This is the paper in force of NSC01-26B-A001")
    card.to_case.click()
    assert office.ways.went[-1][0] == "show_case"


def test_several_files_make_a_list_and_each_has_its_own_sentence(office, tmp_path) -> None:
    paths = written(
        tmp_path,
        ours=office.do(confirmed),
        theirs=confirmed_paper(),
        longer=a_note_behind_the_end(),
        letter=b"Dear sirs",
    )
    screen = checked(office, *paths)
    said = [card.verdict.text() for card in screen.cards]
    assert "the very file of the record" in said[0]
    assert "not issued by this organisation" in said[1]
    assert "stands after its end" in said[2]
    assert "letter.pdf" in said[3]
    assert screen.facts() == "4 files　3 to look at"


def test_checking_can_be_stopped_and_what_was_not_checked_is_gone_from_the_list(office, tmp_path) -> None:
    paths = written(tmp_path, first=confirmed_paper(), second=confirmed_paper() + b" ", third=b"%PDF-")
    screen = office.show("paper_check", paths=paths)
    screen.progress.stop_button.click()
    office.wait(lambda: not screen.cards or all(card.row.is_done for card in screen.cards))
    assert len(screen.cards) < 3
    assert screen.progress.isHidden()


def test_other_programs_are_told_command_by_command(office, tmp_path) -> None:
    (card,) = checked(office, *written(tmp_path, ours=office.do(confirmed))).cards
    card.unfold.click()
    copies = [button for button in card.commands.findChildren(type(card.unfold)) if button.text() == "Copy"]
    assert len(copies) == 4
    copies[0].click()
    assert QGuiApplication.clipboard().text() == "pdfsig -nocert ours.pdf"


def test_the_root_certificate_is_saved_for_other_programs(office, tmp_path) -> None:
    screen = office.show("paper_check")
    screen.presenter.save_root(tmp_path / "root.pem")
    office.wait(screen.banners.notices)
    assert (tmp_path / "root.pem").read_bytes().startswith(b"-----BEGIN CERTIFICATE-----")


def _drop(window: MainWindow, *paths: Path) -> tuple[bool, list[object]]:
    mime, heard = QMimeData(), []
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    window.papers_dropped.connect(heard.append)
    enter = QDragEnterEvent(
        window.rect().center(),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        drop = QDropEvent(
            QPointF(window.rect().center()),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(window, drop)
    return enter.isAccepted(), heard


@pytest.fixture
def window(qapp, qtbot, tmp_path):
    made = MainWindow((), tmp_path / "window.ini")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("names", [("first.pdf", "SECOND.PDF"), ("scan.tiff", "photo.JPG"), ("a.pdf", "b.png")])
def test_papers_may_be_dropped_anywhere_on_the_window(window, names) -> None:
    paths = tuple(Path("/a") / name for name in names)
    assert _drop(window, *paths) == (True, [paths])


@pytest.mark.parametrize("names", [("table.xlsx",), ("paper.pdf", "table.csv"), ()])
def test_other_files_are_not_the_windows(window, names) -> None:
    assert _drop(window, *(Path("/a") / name for name in names)) == (False, [])


def test_while_the_seat_is_handed_over_nothing_is_taken(window) -> None:
    window.show_frame(FullWindowFrame(tag="", person="", note="", leave_word=""))
    assert _drop(window, Path("/a/paper.pdf")) == (False, [])
