"""Judging ten thousand transfers by a programme's rules, and opening a case of the largest programme."""

from __future__ import annotations

import statistics
import tempfile
import tracemalloc
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.facts import ProgrammeAdopted
from desktop_app.domain.move_facts import AssignmentsImported
from desktop_app.domain.programme import Programme
from desktop_app.domain.restricted_moves import Assignment
from desktop_app.usecases.desk import open_for_reading
from desktop_app.usecases.intake import TransferInput, outlook, register_transfer
from desktop_app.usecases.programmes import offered
from desktop_app.usecases.restricted_moves import judged_move
from desktop_app.usecases.scope_of_transfers import is_specified, move_of_entry, verdict_of
from tests.benchmarks.measure import Figure, seconds
from tests.homes import found

TRANSFERS = 10_000
SYSTEMS = 23
_DEPARTMENTS = ("ネットワークサービスセンター", "配電営業所", "総務部", "研修所", "系統計画グループ")
_DESTINATIONS = ("小売営業部", "経営企画室", "法務部", "")


def figures() -> list[Figure]:
    """Return the seconds and the growth of judging, and the milliseconds of opening."""
    with tempfile.TemporaryDirectory() as folder:
        app = found(Path(folder))
        programme = _with_systems(offered("kansai+kyushu").programme)
        app.commit((ProgrammeAdopted(programme, "0" * 64), AssignmentsImported("0" * 64, _history())))
        entries = [_entry(number) for number in range(TRANSFERS)]
        taken = statistics.median(seconds(lambda: _judge(app, entries)) for _ in range(5))
        grown = _growth(app, entries)
        case_id = register_transfer(app, entries[0])
        outlook(app, entries[1])
        opening = statistics.median(seconds(lambda: open_for_reading(app, case_id)) for _ in range(9))
        app.close()
    items = len(programme.items)
    return [
        Figure(f"judge {TRANSFERS:,} transfers", taken, 1, "s", "scope, restricted move and cooling-off of each"),
        Figure("memory left after judging them", grown, 1, "MB", "traced; nothing is kept of a judgement"),
        Figure("open a case with 23 systems", opening * 1000, 100, "ms", f"{items} items"),
    ]


def _judge(app: App, entries: list[TransferInput]) -> None:
    for entry in entries:
        specified, _assumed = is_specified(app, entry)
        verdict_of(app, entry, specified=specified)
        judged_move(app, entry.employee_no, move_of_entry(app, entry, specified=specified))


def _growth(app: App, entries: list[TransferInput]) -> float:
    tracemalloc.start()
    before, _peak = tracemalloc.get_traced_memory()
    _judge(app, entries)
    after, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (after - before) / 1_000_000


def _entry(number: int) -> TransferInput:
    return TransferInput(
        f"{number:07}",
        "髙橋　健一",
        date(2026, 10, 1) + timedelta(days=number % 30),
        "関西電力株式会社",
        kana="タカハシ　ケンイチ",
        origin_department=_DEPARTMENTS[number % len(_DEPARTMENTS)],
        destination_department=_DESTINATIONS[number % len(_DESTINATIONS)],
        transfer_type="SECONDMENT",
    )


def _history() -> tuple[Assignment, ...]:
    start = date(2019, 4, 1)
    return tuple(
        Assignment(
            f"{number:07}",
            "",
            _DEPARTMENTS[(number + stretch) % len(_DEPARTMENTS)],
            start + timedelta(days=700 * stretch),
            start + timedelta(days=700 * stretch + 699),
        )
        for number in range(TRANSFERS)
        for stretch in range(3)
    )


def _with_systems(programme: Programme) -> Programme:
    """Return the programme with one line more for each of the systems people really use."""
    model = programme.item("I-01")
    lines = tuple(replace(model, id=f"S-{number:02}") for number in range(1, SYSTEMS + 1))
    at = programme.items.index(model) + 1
    return replace(programme, items=(*programme.items[:at], *lines, *programme.items[at:]))
