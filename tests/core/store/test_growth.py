"""What a commit asks of a journal must not grow with the journal."""

from __future__ import annotations

from pathlib import Path

from tests.homes import found


def test_the_next_counter_is_found_without_reading_the_journal(tmp_path: Path):
    app = found(tmp_path)
    with app.record.database.transaction() as connection:
        plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN SELECT max(lamport) FROM entry").all()
    assert "entry_by_lamport" in str(plan)
    app.close()


def test_whom_a_new_transfer_repeats_is_asked_of_the_index(tmp_path: Path):
    app = found(tmp_path)
    with app.record.database.transaction() as connection:
        query = "EXPLAIN QUERY PLAN SELECT case_no FROM case_summary WHERE employee_no = '1'"
        assert "case_by_person" in str(connection.exec_driver_sql(query).all())
    app.close()
