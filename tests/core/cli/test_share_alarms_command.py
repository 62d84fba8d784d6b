"""``sekishoctl share``: what stands against the share, taken note of, and a copied PC registered anew."""

from __future__ import annotations

from argparse import Namespace
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.cli import alarms as commands
from desktop_app.text import use_language
from desktop_app.usecases.share_watch import keep_watch, watch_of
from desktop_app.usecases.sharing import sync
from tests.homes import found


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    use_language("en")
    made = found(tmp_path, "first", share=tmp_path / "share")
    sync(made)

    @contextmanager
    def here(_options: Namespace):
        yield made

    monkeypatch.setitem(commands.__dict__, "at_desk", here)
    yield made
    made.close()


def test_nothing_stands(app) -> None:
    said = commands.alarms(Namespace(noted=False))
    assert (said.data, said.lines) == ({"alarms": []}, ("Nothing stands against the share folder.",))


def test_an_alarm_is_told_until_it_is_noted(app) -> None:
    keep_watch(app, replace(watch_of(app), lost=2, lost_at=app.now()))
    said = commands.alarms(Namespace(noted=True))
    assert said.data["alarms"][0]["kind"] == "share_rolled_back"
    assert "2 records were missing" in said.lines[0]
    assert commands.alarms(Namespace(noted=False)).data == {"alarms": []}


def test_a_copied_first_pc_goes_on_under_a_new_letter(app) -> None:
    keep_watch(app, replace(watch_of(app), copied=True))
    assert commands.renew(Namespace(answer="")).data == {"letter": "B", "code": ""}
    assert sync(app).unsent == 0
