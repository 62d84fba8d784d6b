"""Two and three PCs keep one ledger through a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.app import App, Changed
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.facts import CaseCancelled
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.ledger import LedgerEntry, export_ledger, ledger_entries
from desktop_app.usecases.sharing import exchange, finish_sync, prepare_sync, share_status, sync, unsent_count
from tests.homes import enrolled, found, register, reopened
from tests.shares import answer_with_evidence

THIRD = PersonInput("\u698e\u3000\u539f", "エノキ　ゲン", "0055555")
MOST_STEPS = 14


def ledger(app: App) -> tuple[LedgerEntry, ...]:
    return ledger_entries(app, CaseFilter())


def exported(app: App, folder: Path) -> bytes:
    file = folder / f"{app.home.folder.name}.json"
    export_ledger(app, HalfYear(2026, 2), "json", file)
    return file.read_bytes()


def test_a_second_pc_let_in_by_the_first_sees_the_same_ledger(tmp_path: Path):
    first = found(tmp_path, "first", share=tmp_path / "share")
    case_id = register(first, "0011111")
    second = enrolled(first, tmp_path)
    register(second, "0022222", "\u698e\u3000\u539f")
    answer_with_evidence(second, case_id, b"a screen shot")
    assert unsent_count(second) == 2
    sync(second)
    assert sync(first).collected == 2
    assert unsent_count(second) == 0
    assert sorted(entry.summary.case_no for entry in ledger(second)) == ["NSC01-26B-A001", "NSC01-26B-B001"]
    assert ledger(first) == ledger(second)
    assert exported(first, tmp_path) == exported(second, tmp_path)
    first, second = reopened(first), reopened(second)
    assert ledger(first) == ledger(second)
    first.record.rebuild()
    assert ledger(first) == ledger(second)


def test_the_window_can_run_the_three_parts_itself_and_is_told_what_changed(tmp_path: Path):
    first = found(tmp_path, "first", share=tmp_path / "share")
    second = enrolled(first, tmp_path)
    told: list[Changed] = []
    first.notify = told.append
    case_id = register(second, "0022222")
    sync(second)
    errand = prepare_sync(first)
    carried = exchange(errand)
    assert told == []
    report = finish_sync(first, errand, carried)
    assert (report.collected, report.again) == (1, False)
    assert told == [Changed(frozenset({case_id}))]
    status = share_status(first)
    assert (status.unsent, status.pending, status.trouble, status.last_at) == (0, 0, "", first.now())


def test_a_stopped_sync_keeps_what_it_has_and_goes_on_later(tmp_path: Path):
    first = found(tmp_path, "first", share=tmp_path / "share")
    second = enrolled(first, tmp_path)
    for number in range(3):
        register(second, f"002222{number}")
        sync(second)
    seen: list[int] = []
    report = sync(first, progress=seen.append, stop=lambda: len(seen) == 2)
    assert (report.collected, seen) == (2, [1, 2])
    assert sync(first).collected == 1


steps = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(("register", "cancel", "answer", "sync"))),
    max_size=MOST_STEPS,
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps, order=st.permutations(range(3)))
def test_whoever_does_what_and_syncs_when_the_ledgers_become_equal(
    tmp_path_factory, steps: list[tuple[int, str]], order: list[int]
):
    folder = tmp_path_factory.mktemp("three")
    first = found(folder, "first", share=folder / "share")
    case_id = register(first, "0011111")
    homes = (first, enrolled(first, folder), enrolled(first, folder, "third", person=THIRD))
    acts: dict[str, Callable[[App, int], object]] = {
        "register": lambda app, number: register(app, f"1{number:06d}"),
        "cancel": lambda app, _: app.commit((CaseCancelled(case_id, app.today(), "発令取消"),)),
        "answer": lambda app, number: answer_with_evidence(app, case_id, b"%d" % number),
        "sync": lambda app, _: sync(app),
    }
    for number, (who, act) in enumerate(steps):
        acts[act](homes[who], number)
    for who in (*order, *order):
        assert sync(homes[who]).pending == ()
    heads = [dict(app.record.heads()) for app in homes]
    assert heads[0] == heads[1] == heads[2]
    assert ledger(homes[0]) == ledger(homes[1]) == ledger(homes[2])
    assert all(set(app.files.names()) == set(first.files.names()) for app in homes)
    for app in homes:
        app.close()
