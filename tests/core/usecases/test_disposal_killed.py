"""廃棄 killed by SIGKILL at any moment: the year is there whole, or it goes on until it is gone; nothing else goes."""

from __future__ import annotations

import os
import shutil
import signal
import time
from datetime import date
from pathlib import Path

from desktop_app import text
from desktop_app.app import App
from desktop_app.domain.disposals import DisposalStage
from desktop_app.home import Home
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.disposal import carry_out_disposal, disposals
from desktop_app.usecases.first_start import FirstStart, found_home
from desktop_app.usecases.opening import open_home
from desktop_app.usecases.verifying import verify_home
from tests.disposal_stories import ORDERED, OVER, approved, bytes_of, closed_case, go_to
from tests.homes import MANAGER, PIN, hokkaido, register
from tests.killed_office import PASSPHRASE, surroundings

GONE, KEPT = "\u9ad9\u6a4b\u3000\u7f8e\u54b2", "\u6797\u3000\u4e00\u90ce"
MOMENTS = 10


def prepared(folder: Path) -> tuple[Home, str]:
    """A home on a PC without a keyring whose year may be carried out."""
    programme = hokkaido()
    start = FirstStart("北辰送配電", "西部", "NSC01", MANAGER, programme.programme, programme.sha256)
    app = found_home(Home(folder), start, surroundings(), pin=PIN, passphrase=PASSPHRASE)
    closed_case(app, "0077777", GONE)
    register(app, "0077778", KEPT, date(2026, 10, 2))
    go_to(ORDERED, app)
    number = approved(app)
    go_to(OVER, app)
    app.recipients()
    app.close()
    return app.home, number


def opened(home: Home) -> App:
    around = surroundings()
    around.clock.now = OVER
    return open_home(home, around, ask_passphrase=lambda: PASSPHRASE)


def killed(home: Home, number: str, after: float) -> bool:
    """Carry it out in a process that is killed after some seconds; whether it came to its end before."""
    child = os.fork()
    if child == 0:
        try:
            carry_out_disposal(opened(home), number, own_pin=PIN)
        finally:
            os._exit(0)
    deadline = time.monotonic() + after
    while time.monotonic() < deadline:
        done, _status = os.waitpid(child, os.WNOHANG)
        if done:
            return True
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def test_killed_at_any_moment_the_year_is_whole_or_goes(tmp_path: Path) -> None:
    text.use_language("en")
    home, number = prepared(tmp_path / "home")
    began = time.monotonic()
    whole = tmp_path / "whole"
    shutil.copytree(home.folder, whole)
    assert killed(Home(whole), number, 120)
    length = time.monotonic() - began
    stages = set()
    for moment in range(MOMENTS):
        copy = tmp_path / f"killed-{moment}"
        shutil.copytree(home.folder, copy)
        killed(Home(copy), number, length * (moment + 1) / (MOMENTS + 1))
        app = opened(Home(copy))
        stage = disposals(app)[0].stage
        stages.add(stage)
        if stage is DisposalStage.APPROVED:
            assert GONE.encode() in bytes_of(app), "nothing has happened"
            carry_out_disposal(app, number, own_pin=PIN)
        assert GONE.encode() not in bytes_of(app)
        assert KEPT.encode() in bytes_of(app)
        assert [one.transferee.name for one in app.cases.page(CaseFilter(in_scope_only=False))] == [KEPT]
        assert app.device.device_id in disposals(app)[0].done
        assert verify_home(app).findings == []
        app.close()
        again = opened(Home(copy))
        assert verify_home(again).findings == []
        again.close()
    assert len(stages) == 2, "it was killed before and after"
