"""Two and three PCs keep one ledger through a folder (issue: two PCs)."""

from __future__ import annotations

from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.calendar import HalfYear
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.ledger import export_ledger, ledger_entries
from desktop_app.usecases.sharing import share_status, sync, unsent_count
from tests.homes import enrolled, found, register, reopened


def ledger(app: App) -> list[object]:
    return [entry.summary for entry in ledger_entries(app, CaseFilter())]


def test_a_second_pc_let_in_by_the_first_sees_the_same_ledger(tmp_path: Path):
    first = found(tmp_path, "first", share=tmp_path / "share")
    register(first, "0011111")
    second = enrolled(first, tmp_path)
    register(second, "0022222", "\u698e\u3000\u539f")
    assert unsent_count(second) == 1
    sync(second)
    assert sync(first).collected == 1
    assert unsent_count(second) == 0
    assert len(ledger(first)) == 2
    assert ledger(first) == ledger(second)
    assert sorted(entry.case_no for entry in ledger(second)) == ["NSC01-26B-A001", "NSC01-26B-B001"]
