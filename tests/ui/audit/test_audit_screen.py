"""監査として共有を検証する: on a PC with no record, and from the settings of one that has one."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from desktop_app.home import Home
from desktop_app.keys.identity import fingerprint, read_certificate
from desktop_app.usecases.sharing import sync
from tests.homes import found, register, surroundings
from tests.shares import answer_with_evidence
from tests.ui.cases.office import office_in
from ui.application import Desktop
from ui.audit.view import AuditScreen
from ui.places import nav_items
from ui.shell import MainWindow


@pytest.fixture
def office(qapp, qtbot, tmp_path):
    with office_in(tmp_path, qtbot) as opened:
        yield opened


def published(folder: Path) -> tuple[Path, str]:
    """A share with a paper on it; its folder and its root's fingerprint."""
    app = found(folder, "member", share=folder / "share")
    answer_with_evidence(app, register(app, "0012346"), b"evidence")
    sync(app)
    root = fingerprint(read_certificate(app.workplace.root_certificate.encode()))
    app.close()
    return folder / "share", root


def checked(office, share: Path, root: str = "") -> AuditScreen:
    screen = office.show("audit")
    screen.address.fill(str(share))
    screen.root.fill(root)
    screen.check_button.click()
    office.wait(lambda: screen.result is not None or screen.address_row.has_error() or screen.root_row.has_error())
    return screen


def words_of(screen: AuditScreen) -> str:
    return "\n".join(one.text() for one in screen.result.findChildren(type(screen.result.verdict)))


def test_an_untouched_share_is_told_to_hold_with_what_was_not_checked(office, tmp_path) -> None:
    share, root = published(tmp_path)
    screen = checked(office, share, root)
    assert screen.result.verdict.text() == "Nothing was changed, lost or forged, as far as it was checked."
    assert "no key was granted" in words_of(screen)
    assert "nobody told its fingerprint" not in words_of(screen)


def test_every_spot_is_named_and_the_page_can_be_saved(office, tmp_path) -> None:
    share, _root = published(tmp_path)
    lost = min(share.rglob("*.bin"))
    lost.unlink()
    screen = checked(office, share)
    assert screen.result.verdict.text() == "1 spot does not hold."
    assert lost.parent.name in words_of(screen)
    screen.presenter.save(tmp_path / "result.pdf")
    office.wait(screen.banners.notices)
    text = subprocess.run(["pdftotext", tmp_path / "result.pdf", "-"], capture_output=True, check=True).stdout.decode()
    assert "合致しない箇所が 1件見つかった" in text.replace("\n", "")


def test_what_is_missing_or_unusable_is_said_at_its_field(office, tmp_path) -> None:
    share, _root = published(tmp_path)
    screen = office.show("audit")
    screen.check_button.click()
    assert screen.address_row.has_error()
    assert checked(office, tmp_path / "nowhere").address_row.has_error()
    wrong = checked(office, share, "not a fingerprint")
    assert wrong.root_row.has_error()
    assert wrong.check_button.isEnabled()


def test_a_check_can_be_stopped_and_leaves_no_result(office, tmp_path) -> None:
    share, _root = published(tmp_path)
    screen = office.show("audit")
    screen.address.fill(str(share))
    screen.check_button.click()
    screen.progress.stop_button.click()
    office.wait(screen.check_button.isEnabled)
    assert screen.result is None or screen.result.verdict.text()


def test_a_pc_without_a_record_audits_from_the_first_page_and_comes_back_to_it(qapp, qtbot, tmp_path) -> None:
    share, root = published(tmp_path)
    window = MainWindow(nav_items(), tmp_path / "window.ini")
    qtbot.addWidget(window)
    window.show()
    desktop = Desktop(window, Home(tmp_path / "none"), surroundings())
    desktop.begin()
    frame = window.frame()
    qtbot.waitUntil(lambda: frame.programme.chosen() is not None)
    frame.company.audit.click()
    screen = window.current_screen()
    assert isinstance(screen, AuditScreen)
    screen.address.fill(str(share))
    screen.root.fill(root)
    screen.check_button.click()
    qtbot.waitUntil(lambda: screen.result is not None)
    assert not (tmp_path / "none").exists()
    screen.back_requested.emit()
    qtbot.waitUntil(lambda: window.frame() is not None)
    desktop.close()
