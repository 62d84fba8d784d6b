"""The transferee's own PC reaches the share another way: another address, an account with a password, nothing lost."""

from __future__ import annotations

import shutil

from desktop_app.domain.case import CaseState
from desktop_app.usecases.declaring_post import share_here
from desktop_app.usecases.share_folder import set_share
from desktop_app.usecases.sharing import sync
from tests.refusals import STROKES
from tests.samba import PASSWORD
from tests.tickets import Sides
from tests.ui.tickets.test_declaration import do, opened, pc, sides  # noqa: F401 - the fixtures
from ui.pledge import SharePlaceDialog

UNSENT = "Your declaration has not been sent yet."


def signed(pc, qtbot, sides: Sides):  # noqa: F811
    """The declaration is signed, and the share of the ticket is away; returns the application and its last page."""
    desktop = pc(ticket=sides.file)
    frame = opened(desktop, sides, qtbot)
    sides._mine = desktop._app
    do(desktop, lambda _app: sides.answer() or True, qtbot)
    frame.presenter.go_to_step("PLEDGE_AND_REPORT")
    qtbot.waitUntil(lambda: frame._pledge is not None and frame._pledge._state is not None)
    frame._pledge.presenter.sign(STROKES, "")
    outcome = desktop.declaration.outcome
    qtbot.waitUntil(lambda: outcome.banners.notices() != (), timeout=10_000)
    sides._mine = None
    return desktop, outcome


def events(outcome) -> list[str]:
    return [notice.event for notice in outcome.banners.notices()]


def asked_place(desktop, outcome) -> SharePlaceDialog:
    outcome.banners.notices()[0].on_act()
    return desktop.window.findChildren(SharePlaceDialog)[-1]


def test_an_account_of_their_own_reaches_the_file_server(pc, qtbot, sides: Sides, samba, tmp_path):  # noqa: F811
    disk = samba.disk / f"ticket-{tmp_path.name}"
    shutil.move(sides.place / "share", disk)
    desktop, outcome = signed(pc, qtbot, sides)
    qtbot.waitUntil(lambda: outcome.told() == UNSENT, timeout=10_000)
    dialog = asked_place(desktop, outcome)
    assert dialog.address.text() == str(sides.place / "share")
    assert dialog.password.isHidden()
    dialog.address.fill("smb://transferee:secret@127.0.0.1/share")
    dialog.press_primary()
    qtbot.waitUntil(dialog.row.has_error)
    assert dialog.isVisible()
    dialog.address.fill(str(samba.place(disk.name, user="transferee")))
    assert dialog.password.isVisible()
    dialog.password.password.setText("not this one")
    dialog.press_primary()
    told = "The file server did not let this PC in."
    qtbot.waitUntil(lambda: events(outcome) == [told], timeout=20_000)
    assert "“transferee”" in outcome.banners.notices()[0].meaning
    assert "is kept on this PC" in outcome.banners.notices()[0].meaning
    assert outcome.number.text() != ""
    dialog = asked_place(desktop, outcome)
    dialog.password.password.setText(PASSWORD)
    dialog.press_primary()
    sent = "Your declaration is on its way. It has not been received yet."
    qtbot.waitUntil(lambda: outcome.told() == sent, timeout=20_000)
    set_share(sides.app, str(disk))
    sync(sides.app)
    assert sides.state is CaseState.REPORTED
    sync(sides.app)
    desktop.declaration.look()
    qtbot.waitUntil(lambda: outcome.told() == "Your declaration was received.", timeout=20_000)
    assert not outcome.where.isVisible()
    records = [path.read_bytes() for path in sides.folder.rglob("*") if path.is_file()]
    assert not any(PASSWORD.encode() in data for data in records)


def test_another_address_is_remembered_and_an_empty_one_means_the_tickets_own(pc, qtbot, sides: Sides):  # noqa: F811
    (sides.place / "share").rename(sides.place / "moved")
    desktop, outcome = signed(pc, qtbot, sides)
    outcome.where.click()
    dialog = desktop.window.findChildren(SharePlaceDialog)[-1]
    dialog.address.fill(str(sides.place / "moved"))
    dialog.press_primary()
    sent = "Your declaration is on its way. It has not been received yet."
    qtbot.waitUntil(lambda: outcome.told() == sent, timeout=10_000)
    assert do(desktop, share_here, qtbot) == str(sides.place / "moved")
    outcome.where.click()
    dialog = desktop.window.findChildren(SharePlaceDialog)[-1]
    dialog.address.fill("")
    dialog.press_primary()
    qtbot.waitUntil(lambda: outcome.banners.notices() != (), timeout=10_000)
    assert do(desktop, share_here, qtbot) == str(sides.place / "share")
    assert outcome.told() == sent


def test_a_share_of_somebody_else_is_left_alone(pc, qtbot, sides: Sides, tmp_path):  # noqa: F811
    (sides.place / "share").rename(sides.place / "moved")
    desktop, outcome = signed(pc, qtbot, sides)
    strange = tmp_path / "strange"
    strange.mkdir()
    dialog = asked_place(desktop, outcome)
    dialog.address.fill(str(strange))
    dialog.press_primary()
    qtbot.waitUntil(lambda: desktop.declaration.standing.share == str(strange) and not desktop.declaration._busy)
    assert list(strange.iterdir()) == []
    qtbot.waitUntil(lambda: outcome.told() == UNSENT, timeout=10_000)
    assert outcome.banners.notices()[0].act == "Enter address or password"
