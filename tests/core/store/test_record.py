"""The record on real SQLCipher: append-only, all or nothing, rebuilt from its own journal, readable by key only."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import CaseState
from desktop_app.domain.facts import CaseCorrected, ProgrammeAdopted
from desktop_app.errors import DatabaseDamaged, DatabaseNewer, HomeMissing, JournalBroken, UnknownCase, WrongDatabaseKey
from desktop_app.keys.signing import new_key, sign
from desktop_app.store import tables
from desktop_app.store.database import Database, create_database, open_database
from desktop_app.store.queries import CaseFilter, Cases
from desktop_app.store.record import Device, Record
from tests.core.domain.cases import BRIEFED, PROGRAMME, REGISTERED

KEY = bytes(range(32))
AT = datetime(2026, 11, 20, tzinfo=UTC)


def device(name: str = "aa") -> Device:
    key = new_key()
    return Device(name * 8, lambda data: sign(key, data))


@pytest.fixture
def database(tmp_path: Path):
    made = create_database(tmp_path / "sekisho.db", KEY)
    yield made
    made.close()


@pytest.fixture
def record(database: Database) -> Record:
    made = Record(database)
    made.commit((ProgrammeAdopted(PROGRAMME, "00"),), device("00"), at=AT, by="")
    return made


def lines(record: Record) -> list[sa.Row[tuple[object, ...]]]:
    with record.database.transaction() as connection:
        return list(connection.execute(sa.select(tables.case_summary)).all())


def test_a_commit_is_read_back_as_a_case_and_as_a_line(record, database):
    record.commit((REGISTERED, BRIEFED), device(), at=AT, by="m1")
    assert record.case("c1").state is CaseState.IN_PROGRESS
    (line,) = Cases(database).page(CaseFilter(text="サトウ"))
    assert (line.case_no, line.briefed_on) == (REGISTERED.case_no, BRIEFED.briefed_on)
    assert record.case_id_of(REGISTERED.case_no) == "c1"
    with pytest.raises(UnknownCase):
        record.case("c2")


@pytest.mark.parametrize("text", ["髙木", "高木", "タカギ", "たかぎ", "0012346", "０012346", "nsc01", "小売"])
def test_search_folds_variants_kana_width_and_case(record, database, text):
    from desktop_app.domain.facts import Transferee

    person = Transferee("0012346", "\u9ad9\u6728\u3000健一", "タカギ　ケンイチ")
    record.commit((replace(REGISTERED, transferee=person),), device(), at=AT, by="m1")
    assert Cases(database).count(CaseFilter(text=text)) == 1


def test_filters_restrict_together(record, database):
    record.commit((REGISTERED,), device(), at=AT, by="m1")
    cases = Cases(database)
    half = HalfYear.of(REGISTERED.effective_date)
    assert cases.count(CaseFilter(half=half, states=frozenset({CaseState.DRAFT}))) == 1
    assert cases.count(CaseFilter(half=half, states=frozenset({CaseState.CONFIRMED}))) == 0
    assert cases.count(CaseFilter(half=HalfYear(2020, 1))) == 0
    assert cases.halves() == (half,)
    assert cases.state_counts(half, half) == {CaseState.DRAFT: 1}
    assert cases.numbers_like("NSC01-26B-A") == (REGISTERED.case_no,)
    assert cases.count(CaseFilter(text="100%")) == 0


@pytest.mark.parametrize("statement", ["UPDATE entry SET body = x'00'", "DELETE FROM entry", "DELETE FROM segment"])
def test_the_journal_cannot_be_changed_even_with_the_key(record, database, statement):
    if "segment" in statement:
        row = {"device_id": "aa", "seq": 1, "first_entry": 1, "last_entry": 1, "fiscal_year": 2026, "data": b"x"}
        with database.transaction() as connection:
            connection.execute(tables.segment.insert().values(**row))
    with pytest.raises(sa.exc.IntegrityError, match="append-only"), database.transaction() as connection:
        connection.exec_driver_sql(statement)


def test_a_refused_transaction_leaves_nothing_behind(record, database):
    class BrokenSignature(Exception):
        pass

    def broken(_data: bytes) -> bytes:
        raise BrokenSignature

    before = record.heads()
    with pytest.raises(BrokenSignature):
        record.commit((REGISTERED,), Device("bb" * 8, broken), at=AT, by="m1", desk={"seat": b"c1"})
    assert record.heads() == before
    assert record.desk.get("seat") is None
    assert Cases(database).count(CaseFilter()) == 0


def test_read_tables_are_a_cache_that_the_journal_brings_back(record, database):
    record.commit((REGISTERED, BRIEFED), device(), at=AT, by="m1")
    before = Cases(database).page(CaseFilter())
    with database.transaction() as connection:
        connection.execute(tables.case_summary.delete())
        connection.execute(tables.fact.delete())
        connection.execute(tables.desk.delete())
    assert Cases(Record(database).database).page(CaseFilter()) == before


def test_large_acts_become_several_entries_of_one_transaction(record):
    many = tuple(replace(REGISTERED, case_id=f"c{n}", case_no=f"NSC01-26B-A{n:03d}") for n in range(150))
    head = record.commit(many, device(), at=AT, by="m1")
    assert head.seq == 3
    assert Cases(record.database).count(CaseFilter()) == 150


def test_entries_of_another_pc_are_taken_in_once_and_in_order(tmp_path, record):
    other = Record(create_database(tmp_path / "other.db", KEY))
    there = device("cc")
    other.commit((ProgrammeAdopted(PROGRAMME, "00"),), there, at=AT, by="m2")
    other.commit((REGISTERED,), there, at=AT, by="m2")
    other.commit((BRIEFED,), there, at=AT, by="m2")
    entries = tuple(other.entries(there.device_id))
    with pytest.raises(JournalBroken):
        record.absorb(entries[1:])
    assert record.absorb(entries[:2]) == {"c1"}
    assert record.absorb(entries) == {"c1"}
    assert record.absorb(entries) == frozenset()
    assert record.history("c1") == other.history("c1")
    other.database.close()


def test_lines_tell_the_same_however_the_facts_of_a_case_came_together(tmp_path, record):
    there, elsewhere = device("dd"), device("cc")
    record.commit((REGISTERED,), there, at=AT, by="m2")
    for writer, kind in ((there, "FIRST"), (elsewhere, "SECOND"), (there, "LAST")):
        record.commit((CaseCorrected("c1", "所属の訂正", transfer_type=kind),), writer, at=AT, by="m3")
    assert Cases(record.database).page(CaseFilter())[0].transfer_type == "LAST"
    chains = [tuple(record.entries(one)) for one in ("00" * 8, there.device_id, elsewhere.device_id)]
    whole = [one for chain in chains for one in chain]
    for parts in ([whole], [[one] for one in whole], [chains[2], chains[1][:1], chains[0], chains[1]]):
        other = Record(create_database(tmp_path / f"{len(parts)}.db", KEY))
        for part in parts:
            other.absorb(part)
        assert (lines(other), other.history("c1")) == (lines(record), record.history("c1"))
        other.rebuild()
        assert lines(other) == lines(record)
        other.database.close()


def test_the_file_opens_with_its_key_only_and_shows_nothing_without(tmp_path, record):
    record.commit((REGISTERED,), device(), at=AT, by="m1")
    path = record.database.path
    record.database.close()
    raw = path.read_bytes()
    assert b"SQLite format" not in raw
    assert "佐藤".encode() not in raw
    with pytest.raises(WrongDatabaseKey):
        open_database(path, bytes(32))
    open_database(path, KEY).close()
    with pytest.raises(HomeMissing):
        open_database(tmp_path / "none.db", KEY)


def test_a_newer_database_is_left_alone(record):
    path = record.database.path
    with record.database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    record.database.close()
    with pytest.raises(DatabaseNewer) as newer:
        open_database(path, KEY)
    assert newer.value.version == 99


def test_every_flipped_page_is_found_and_named(record):
    record.commit(tuple(replace(REGISTERED, case_id=f"c{n}") for n in range(60)), device(), at=AT, by="m1")
    path = record.database.path
    record.database.close()
    sound = path.read_bytes()
    for page in range(2, len(sound) // 4096 + 1):
        place = (page - 1) * 4096 + 100
        path.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
        try:
            damaged = open_database(path, KEY)
        except (WrongDatabaseKey, DatabaseDamaged):
            continue
        assert str(page) in damaged.damaged_pages()
        damaged.close()


def test_the_office_dates_of_japan_decide_the_half_year(record, database):
    for n, day in enumerate([date(2026, 9, 30), date(2026, 10, 1)]):
        changed = replace(REGISTERED, case_id=f"c{n}", case_no=f"N{n}", effective_date=day)
        record.commit((changed,), device(), at=AT, by="m1")
    assert [str(half) for half in Cases(database).halves()] == ["2026H2", "2026H1"]
