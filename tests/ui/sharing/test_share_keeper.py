"""The share in the background: what status bar and banner say, and that nothing waits for a share that hangs."""

from __future__ import annotations

import shutil
import threading
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QTimer

from desktop_app.app import App
from desktop_app.errors import MembershipOver, ShareFull, ShareLoginRefused, ShareMissing, ShareReadOnly
from desktop_app.usecases.share_folder import create_share
from desktop_app.usecases.share_login import keep_password
from desktop_app.usecases.sharing import unsent_count
from tests.homes import found, register
from tests.proxy import network_before
from tests.samba import PASSWORD
from ui.background import Lanes
from ui.desk import Desk
from ui.places import nav_items
from ui.sharing import ShareKeeper
from ui.shell import MainWindow


@dataclass
class Office:
    app: App
    lanes: Lanes
    desk: Desk
    window: MainWindow
    keeper: ShareKeeper

    def says(self) -> str:
        return self.window.status.text("share")

    def on_desk(self, qtbot, act, *given):
        results = []
        self.desk.ask(act, *given, then=results.append, owner=self.desk)
        qtbot.waitUntil(lambda: bool(results))
        return results[0]


@pytest.fixture
def office(qtbot, tmp_path):
    crashes: list[BaseException] = []
    app = found(tmp_path)
    window = MainWindow(nav_items(), tmp_path / "window.ini")
    qtbot.addWidget(window)
    window.show()
    lanes = Lanes(on_crash=crashes.append)
    desk = Desk(app, lanes)
    made = Office(app, lanes, desk, window, ShareKeeper(desk, lanes, window))
    yield made
    made.keeper.end()
    lanes.desk(app.close)
    assert lanes.close()
    assert crashes == []


def test_without_a_share_it_says_so_and_stays_quiet(qtbot, office) -> None:
    office.keeper.start()
    qtbot.waitUntil(lambda: office.says() == "Share: not used")
    assert office.window.banners.notices() == ()


def test_a_share_is_brought_up_to_date_at_the_start(qtbot, office, tmp_path) -> None:
    create_share(office.app, str(tmp_path / "share"))
    office.keeper.start()
    qtbot.waitUntil(lambda: office.says() == "Share: up to date (14:02)")
    assert list((tmp_path / "share").rglob("*.seg"))
    assert office.on_desk(qtbot, unsent_count) == 0


def test_a_change_is_sent_soon_and_what_came_from_the_share_sends_nothing(qtbot, office, tmp_path) -> None:
    create_share(office.app, str(tmp_path / "share"))
    office.keeper.start()
    qtbot.waitUntil(lambda: office.says().startswith("Share: up to date"))
    office.keeper._after_change.setInterval(1)
    before = len(list((tmp_path / "share").rglob("*.seg")))
    office.on_desk(qtbot, register, "0012399")
    qtbot.waitUntil(lambda: len(list((tmp_path / "share").rglob("*.seg"))) == before + 1)
    qtbot.waitUntil(lambda: not office.keeper._busy)
    office.keeper._look()
    office.on_desk(qtbot, unsent_count)
    assert not office.keeper._busy


def test_a_share_that_is_away_is_told_once_and_solved_when_it_is_back(qtbot, office, tmp_path) -> None:
    share = tmp_path / "share"
    create_share(office.app, str(share))
    share.rename(tmp_path / "gone")
    office.keeper.start()
    qtbot.waitUntil(lambda: office.says().startswith("Share: not connected ("))
    (notice,) = office.window.banners.notices()
    assert notice.event == "The share folder cannot be reached."
    assert notice.act == "Connect again"
    (tmp_path / "gone").rename(share)
    notice.on_act()
    qtbot.waitUntil(lambda: office.says().startswith("Share: up to date"))
    assert office.window.banners.notices() == ()


def test_an_emptied_folder_is_no_share_and_loses_nothing_here(qtbot, office, tmp_path) -> None:
    share = tmp_path / "share"
    create_share(office.app, str(share))
    shutil.rmtree(share)
    share.mkdir()
    office.keeper.start()
    qtbot.waitUntil(lambda: office.says().startswith("Share: not connected"))
    assert "is not, or no longer, a share folder" in office.window.banners.notices()[0].event
    assert list(share.iterdir()) == []
    assert office.on_desk(qtbot, unsent_count) > 0


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ShareFull(address="x"), "Nothing can be written to the share folder (there is no space left)."),
        (ShareReadOnly(address="x"), "Nothing can be written to the share folder."),
    ],
)
def test_a_share_that_takes_nothing_is_told_by_its_cause(office, error, words) -> None:
    office.keeper._failed(error)
    assert office.says() == "Share: cannot be written"
    assert office.window.banners.notices()[0].event == words


def test_a_share_that_hangs_shows_as_away_and_holds_up_neither_window_nor_end(qtbot, office, tmp_path) -> None:
    hang = threading.Event()
    create_share(office.app, str(tmp_path / "share"))
    office.lanes.share(hang.wait)  # as a network call that does not come back
    office.keeper._patience.setInterval(20)
    office.keeper.start()
    qtbot.waitUntil(lambda: office.says().startswith("Share: not connected"))
    office.keeper.sync_now()
    office.on_desk(qtbot, register, "0012399")
    office.keeper.end()
    assert not office.lanes.close(timeout=0.1)
    hang.set()
    assert office.lanes.close()
    office.app.close()  # the lanes take no more jobs


def test_a_slow_or_silent_file_server_never_holds_up_the_window(qtbot, office, samba, tmp_path) -> None:
    (samba.disk / tmp_path.name).mkdir()
    with network_before(samba.port) as line:
        address = str(samba.place(tmp_path.name, port=line.port))
        keep_password(office.app.surroundings, address, PASSWORD)
        create_share(office.app, address)
        line.delay = 0.05
        beats = []
        heart = QTimer(interval=10)
        heart.timeout.connect(lambda: beats.append(office.keeper._busy))
        heart.start()
        office.keeper.start()
        qtbot.waitUntil(lambda: office.says().startswith("Share: up to date"), timeout=20_000)
        # Every answer took 50 ms: a window that waited for the network would not have beaten in between.
        assert sum(beats) > 30
        line.delay, line.silent = 0.0, True
        office.keeper.sync_now()
        qtbot.waitUntil(lambda: office.keeper._busy)
        for number in range(3):
            office.on_desk(qtbot, register, f"001239{number}")  # the desk goes on while the share waits
            assert office.keeper._busy
        qtbot.waitUntil(lambda: office.says().startswith("Share: not connected"), timeout=15_000)
        line.mend()
        office.keeper.sync_now()
        qtbot.waitUntil(lambda: office.says().startswith("Share: up to date"), timeout=20_000)
        assert office.on_desk(qtbot, unsent_count) == 0


def test_a_refused_password_is_told_with_where_to_enter_it(office) -> None:
    office.keeper._failed(ShareLoginRefused(address="smb://tanaka@server/share", user="tanaka"))
    (notice,) = office.window.banners.notices()
    assert "tanaka" in notice.event
    assert "settings" in notice.meaning


def test_a_pc_that_is_no_member_is_told_so_and_not_that_the_share_is_away(office) -> None:
    office.keeper._failed(MembershipOver(who="host", name="B", since=office.app.now()))
    assert office.says() == "Share: not a member (0 unsent)"
    (notice,) = office.window.banners.notices()
    assert (notice.kind, "let it in (B)" in notice.event) == ("alarm", True)
    assert "Nothing that was entered here is lost" in notice.meaning


def test_in_japanese_the_words_are_those_of_the_notes(qtbot, office, japanese) -> None:
    office.keeper._failed(ShareMissing(address="x"))
    assert office.says() == "共有：つながっていません（未送信 0件）"
