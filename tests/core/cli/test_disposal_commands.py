"""``sekishoctl disposal …``: a year is ordered away by one person, approved by another, carried out, and printed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app import text
from desktop_app.app import App, Surroundings
from desktop_app.cli import main
from desktop_app.cli.disposals import orders_said
from desktop_app.domain.calendar import fiscal_year
from desktop_app.domain.clock import office_date
from desktop_app.errors import DisposalDiffers
from desktop_app.home import Home
from desktop_app.usecases.disposal import approve_disposal, order_disposal
from desktop_app.usecases.first_start import FirstStart, found_home
from tests.commands import PASSPHRASE, PIN, Pc
from tests.core.papers.paper_tools import extracted
from tests.fakes import CHEAP_KDF, FixedClock
from tests.homes import MANAGER, hokkaido
from tests.years_ago import HEAD, furnish, sit

MONTH_AGO = datetime.now(UTC) - timedelta(days=31)
YEAR = fiscal_year(office_date(MONTH_AGO)) - 4
"""The last fiscal year whose cases could be ordered away a month ago."""


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A user without a keyring, at no terminal."""
    for name, value in Pc(tmp_path, language="en").environment.items():
        if name != "PATH":
            monkeypatch.setenv(name, value)
    text.use_language("en")


class Desk:
    """Commands run in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], home: Path) -> None:
        self._capsys, self._home = capsys, home

    def run(self, *arguments: object, code: int = 0) -> str:
        self._capsys.readouterr()
        assert main(["--home", str(self._home), *map(str, arguments)]) == code
        return self._capsys.readouterr().out

    def ask(self, *arguments: object, code: int = 0) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.run("--json", *arguments, code=code))
        return found


def office(folder: Path, *, approved: bool) -> str:
    """Found a home whose cases ended years ago; *approved*: ordered and approved a month ago. Returns that number."""
    clock = FixedClock(datetime(YEAR, 10, 3, 1, 0, tzinfo=UTC))
    programme = hokkaido()
    start = FirstStart("北辰送配電株式会社", "運用課", "NSC01", MANAGER, programme.programme, programme.sha256)
    around = Surroundings(clock=clock, keyring=None, pin_cost=CHEAP_KDF)
    app: App = found_home(Home(folder / "home"), start, around, pin=PIN, passphrase=PASSPHRASE)
    head, manager = furnish(app, clock, now=MONTH_AGO), app.person_id
    number = ""
    if approved:
        number = order_disposal(app, YEAR, "保存期間満了", own_pin=PIN)
        sit(app, head)
        approve_disposal(app, number, own_pin=PIN)
        sit(app, manager)
    app.close()
    return number


def test_an_order_is_previewed_given_approved_by_another_and_taken_back(tmp_path, capsys) -> None:
    office(tmp_path, approved=False)
    desk = Desk(capsys, tmp_path / "home")
    seen = desk.ask("disposal", "preview", YEAR)
    assert (len(seen["cases"]), len(seen["kept"]), seen["not_yet"]) == (2, 1, 0)
    assert "2 cases can be disposed of." in desk.run("disposal", "preview", YEAR)
    assert desk.ask("disposal", "list") == {"disposals": [], "differences": []}
    assert desk.ask("disposal", "preview", fiscal_year(office_date(datetime.now(UTC))), code=1)["error"]
    number = desk.ask("disposal", "order", YEAR, "--text", "保存期間満了")["disposal"]["number"]
    assert desk.ask("disposal", "order", YEAR, "--text", "もう一度", code=1)["error"] == "DisposalUnderWay"
    assert [one["number"] for one in desk.ask("orders")["disposals"]] == [number]
    assert desk.ask("disposal", "approve", number, code=1)["error"] == "DisposalOwnOrder"
    assert desk.ask("disposal", "approve", "H00-A999", code=2)["error"] == "DisposalUnknown"
    told = desk.ask("--as", HEAD.employee_no, "disposal", "approve", number)["disposal"]
    assert (told["stage"], told["approved_by"]) == ("APPROVED", HEAD.name)
    assert len(desk.ask("case", "list", "--all")["cases"]) == 1, "the others are laid aside"
    assert desk.ask("disposal", "carry-out", number, code=1)["error"] == "DisposalWaits"
    assert desk.ask("disposal", "record", number, "--out", tmp_path / "x.pdf", code=1)["error"] == "DisposalStageWrong"
    assert desk.ask("disposal", "withdraw", number, "--text", "年度を間違えた")["disposal"]["stage"] == "WITHDRAWN"
    assert len(desk.ask("case", "list", "--all")["cases"]) == 3


def test_after_thirty_days_it_is_carried_out_and_its_record_is_written(tmp_path, capsys) -> None:
    number = office(tmp_path, approved=True)
    desk, out = Desk(capsys, tmp_path / "home"), tmp_path / "record.pdf"
    done = desk.ask("disposal", "carry-out", number)["disposal"]
    assert (done["stage"], len(done["case_nos"]), len(done["kept"])) == ("CARRIED_OUT", 2, 1)
    assert [(pc["letter"], pc["here"]) for pc in done["pcs"]] == [("A", True)]
    assert done["pcs"][0]["entries"] > 0
    assert desk.ask("verify")["ok"] is True
    assert desk.ask("disposal", "kit-destroyed", YEAR)["fiscal_year"] == YEAR
    said = desk.run("disposal", "list")
    assert "Every PC has said that it is done there." in said
    desk.ask("disposal", "record", number, "--out", out)
    flat = "".join(extracted(out).split())
    assert f"{YEAR}年度までに完結した案件" in flat
    assert all(case_no in flat for case_no in done["kept"])
    assert "確認した者岡部誠司" in flat
    assert desk.ask("case", "show", done["case_nos"][0], code=2)["error"] == "CaseDisposed"
    assert desk.ask("disposal", "withdraw", number, "--text", "遅い", code=1)["error"] == "DisposalStageWrong"


def test_what_differs_from_another_pc_is_told_before_the_orders() -> None:
    said = orders_said((), (DisposalDiffers(order_no="H26-A001", cases=("NSC01-22B-A001",)),))
    assert said.data == {"disposals": [], "differences": [{"order": "H26-A001", "cases": ("NSC01-22B-A001",)}]}
    (told,) = said.lines
    assert told.startswith("What another PC keeps of H26-A001 is not what this PC holds, so nothing was removed here.")
    assert told.endswith("Cases: NSC01-22B-A001")
