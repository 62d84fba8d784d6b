"""The ledger's figures and filters come from SQL and say what the rows themselves say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop_app.app import App
from desktop_app.domain.case import CaseState
from desktop_app.domain.summary import Judgement, OpenItem
from desktop_app.store.judging import Judged
from desktop_app.store.lines import summary_row
from desktop_app.store.queries import CaseFilter
from desktop_app.store.tables import case_summary
from desktop_app.usecases.ledger import count_entries, judged_so, ledger_counts, ledger_entries
from tests.homes import found, register

TODAY = date(2026, 9, 24)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """A home whose ledger has every mixture of state, lateness, open items and date around today."""
    app = found(tmp_path_factory.mktemp("figures"))
    line = app.cases.summary(register(app, "0012346"))
    assert line is not None
    mixtures = [
        (state, late, left, day)
        for state in CaseState
        for late in (0, 2)
        for left in ((), (OpenItem("D-01", None),))
        for day in (date(2026, 9, 23), TODAY, date(2026, 9, 25))
    ]
    rows = [
        summary_row(
            replace(
                line,
                case_id=f"c{number}",
                case_no=f"NSC01-26A-{number + 10:03}",
                state=state,
                report_late_days=late,
                open_items=left,
                effective_date=day,
                report_due=day,
            )
        )
        for number, (state, late, left, day) in enumerate(mixtures)
    ]
    with app.record.database.transaction() as connection:
        connection.execute(case_summary.insert(), rows)
    yield app
    app.close()


def test_the_database_counts_what_the_rows_say(app: App) -> None:
    everything = CaseFilter()
    assert ledger_counts(app, everything) == count_entries(ledger_entries(app, everything))


def test_nothing_is_counted_where_nothing_is(app: App) -> None:
    nobody = CaseFilter(text="zzz")
    assert ledger_counts(app, nobody) == count_entries(())


@pytest.mark.parametrize("judged", list(Judgement))
def test_a_judgement_lets_through_exactly_the_rows_so_judged(app: App, judged: Judgement) -> None:
    every = {entry.summary.case_id: entry.judgement for entry in ledger_entries(app, CaseFilter())}
    found_so = ledger_entries(app, judged_so(app, CaseFilter(), judged))
    assert {entry.summary.case_id for entry in found_so} == {key for key, is_so in every.items() if is_so is judged}
    assert found_so


def test_a_report_on_the_day_itself_is_overdue_where_the_day_before_was_the_last(app: App) -> None:
    lines = app.cases.page(CaseFilter(judged=Judged(Judgement.OVERDUE, TODAY)))
    assert {line.effective_date for line in lines} == {date(2026, 9, 23)}
    stricter = [
        replace(line, report_due=line.effective_date - timedelta(days=1)) for line in app.cases.page(CaseFilter())
    ]
    with app.record.database.transaction() as connection:
        connection.execute(case_summary.delete())
        connection.execute(case_summary.insert(), [summary_row(line) for line in stricter])
    lines = app.cases.page(CaseFilter(judged=Judged(Judgement.OVERDUE, TODAY)))
    assert {line.effective_date for line in lines} == {date(2026, 9, 23), TODAY}
