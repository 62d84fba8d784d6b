"""Bad input from outside: each is refused with a clear sentence in both languages, and nothing was changed."""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.app import App
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import answerable
from desktop_app.domain.facts import Answer, CaseCorrected, Role, StoredFile, Transferee
from desktop_app.domain.workplace import Person, fold_workplace
from desktop_app.errors import (
    AnnouncementWrong,
    ColumnsMissing,
    DiskFull,
    EncodingUnknown,
    EvidenceTooLarge,
    EvidenceUnreadable,
    FieldTooLong,
    ImpossibleDate,
    NotATable,
    SeatHandedOver,
    SekishoError,
    TableEmpty,
    TableTooLarge,
    TableUnreadable,
    TooMuchEvidence,
    WorkbookDamaged,
    WorkbookLocked,
)
from desktop_app.exchange.findings import FindingKind
from desktop_app.journal.segment import parse_segment
from desktop_app.store.segments import Segments
from desktop_app.usecases import answering, confirming, people, programmes, reporting, start_passphrase
from desktop_app.usecases.backup import back_up, export_year_key
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.intake import (
    ImportPreview,
    TransferInput,
    import_announcement,
    outlook,
    read_for_import,
    register_transfer,
)
from desktop_app.usecases.ledger import export_ledger
from desktop_app.usecases.ledger_printing import render_ledger_pdf, write_ledger_pdf
from desktop_app.usecases.recovery_kit import note_kit_printed, render_kit
from desktop_app.usecases.share_errand import fill_outbox
from tests.fakes import FixedClock, disk_with_room_for
from tests.homes import PIN, found, hokkaido, register
from tests.refusals import STROKES, answer_everything, refused, state, told

HEAD = "社員番号,氏名,異動発令日,所属コード,異動先会社名"
ROW = "0012346,\u9ad9橋　健一,2026/10/01,NSC01,あおば電力株式会社"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    made = found(tmp_path, clock=FixedClock())
    yield made
    made.close()


@pytest.fixture
def case_id(app: App) -> str:
    return register(app, "0012346")


# --- announcements ----------------------------------------------------------------------------------------


def announcement(tmp_path: Path, *rows: str, head: str = HEAD) -> Path:
    path = tmp_path / "発令.csv"
    path.write_bytes("\r\n".join((head, *rows, "")).encode("utf-8-sig"))
    return path


def workbook(tmp_path: Path) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (HEAD, ROW):
        book.active.append(row.split(","))
    book.save(tmp_path / "whole.xlsx")
    return (tmp_path / "whole.xlsx").read_bytes()


def ole(stream: str) -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512) + stream.encode("utf-16-le") + bytes(64)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", TableEmpty),
        (b"\xef\xbb\xbf\r\n\r\n", TableEmpty),
        (bytes(range(256)) * 40, NotATable),
        (b"%PDF-1.7 ...", NotATable),
        (b"<!DOCTYPE html><table><tr><td>x", NotATable),
        (ole("EncryptedPackage"), WorkbookLocked),
        (b"\x82\xa0,\x81\x01\n\x81\x02", EncodingUnknown),
        (HEAD.encode(), TableEmpty),
        ("番号,名前だけ\r\n1,2\r\n".encode(), ColumnsMissing),
        (b"x," * 40_000 + b"\n" + b"y," * 40_000, TableTooLarge),
    ],
)
def test_a_file_that_is_no_announcement_is_refused(app, tmp_path, content, kind):
    path = tmp_path / "発令.csv"
    path.write_bytes(content)
    with refused(app, kind):
        read_for_import(app, path)


def test_a_torn_workbook_is_refused(app, tmp_path):
    path = tmp_path / "発令.xlsx"
    path.write_bytes(workbook(tmp_path)[:-900])
    with refused(app, WorkbookDamaged):
        read_for_import(app, path)


def test_a_huge_file_is_refused_without_reading_all_of_it(app, tmp_path):
    path = tmp_path / "発令.csv"
    with path.open("wb") as file:
        file.truncate(20_000_000_000)  # a hole: it takes no room
    with refused(app, TableTooLarge):
        read_for_import(app, path)


def test_what_is_no_file_is_refused_at_once(app, tmp_path):
    pipe, loop = tmp_path / "pipe", tmp_path / "loop"
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    for path in (tmp_path, tmp_path / "none.csv", pipe, loop, Path("a\0b")):
        with refused(app, TableUnreadable):
            read_for_import(app, path)


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("1,氏名,2026/02/30,NSC01,あおば", FindingKind.IMPOSSIBLE_DATE),
        ("1,氏名,平成8年13月1日,NSC01,あおば", FindingKind.IMPOSSIBLE_DATE),
        ("1,氏名,みてい,NSC01,あおば", FindingKind.NOT_A_DATE),
        ("1,氏\x07名,2026/10/01,NSC01,あおば", FindingKind.CONTROL_CHARACTERS),
        ("1,,2026/10/01,NSC01,あおば", FindingKind.MISSING_VALUE),
        (f"1,{'長' * 300},2026/10/01,NSC01,あおば", FindingKind.TOO_LONG),
    ],
)
def test_one_wrong_cell_keeps_the_whole_file_out(app, tmp_path, row, kind):
    preview = read_for_import(app, announcement(tmp_path, ROW, row))
    assert kind in {finding.kind for finding in preview.wrong}
    with refused(app, AnnouncementWrong):
        import_announcement(app, preview, accept_doubtful=True)


def test_unusual_people_are_taken_and_pointed_out(app, tmp_path):
    long = "Wolfeschlegelsteinhausenbergerdorff-Nakamura Anna"
    assert len(long) == 49
    rows = (
        "0000001,佐藤　明,2026/10/01,NSC01,あおば電力株式会社",
        "0000002,佐藤　明,2026/10/01,NSC01,あおば電力株式会社",
        "0000003,渡\u200b邉\u3000恵,2026/10/01,NSC01,あおば電力株式会社",
        f"0000004,{long},2026/10/01,NSC01,あおば電力株式会社",
        "0000005,\uae40\ubbfc\uc900,2026/10/01,NSC01,あおば電力株式会社",
        "0000006,\u845b\U000e0100城\u3000\U00020bb7,2026/10/01,NSC01,あおば電力株式会社",
    )
    preview = read_for_import(app, announcement(tmp_path, *rows))
    kinds = {finding.kind for finding in preview.notes}
    assert kinds >= {
        FindingKind.SAME_NAME,
        FindingKind.INVISIBLE_REMOVED,
        FindingKind.LONG_NAME,
        FindingKind.FOREIGN_SCRIPT,
    }
    assert len(import_announcement(app, preview)) == 6
    names = {known[0].transferee.name for known in app.cases.people().values()}
    assert names == {"佐藤　明", "渡邉　恵", long, "\uae40\ubbfc\uc900", "\u845b\U000e0100城　\U00020bb7"}


def test_a_preview_taken_in_twice_registers_nobody_twice(app, tmp_path):
    preview = read_for_import(app, announcement(tmp_path, ROW, ROW.replace("0012346", "0012347")))
    register(app, "0012347")
    assert len(import_announcement(app, preview)) == 1
    assert import_announcement(app, preview) == ()
    assert sorted(app.cases.people()) == ["0012346", "0012347"]


def many(tmp_path: Path, app: App) -> ImportPreview:
    rows = (ROW.replace("0012346", f"{n:07d}") for n in range(300))
    return read_for_import(app, announcement(tmp_path, *rows))


@pytest.mark.parametrize("more", [0, 8_192, 65_536, 200_000])
def test_a_disk_that_fills_up_in_the_middle_leaves_the_file_out_whole(app, tmp_path, more):
    preview = many(tmp_path, app)
    size = app.record.database.path.stat().st_size
    before = state(app)
    with disk_with_room_for(size + more), pytest.raises(DiskFull) as full:
        import_announcement(app, preview)
    told(full.value)
    assert state(app) == before
    assert len(import_announcement(app, preview)) == 300


def test_a_full_disk_leaves_no_half_workplace_in_memory(app):
    """The workplace kept in memory must be the one that was recorded."""
    path = app.record.database.path
    recorded: list[Person] = []

    def until_full() -> None:
        while len(recorded) < 40:
            number = f"11{len(recorded):05d}"
            recorded.append(people.enrol_person(app, PersonInput("山下　薫", "", number), PIN, own_pin=PIN))

    with disk_with_room_for(path.stat().st_size), pytest.raises(DiskFull):
        until_full()
    assert len(app.workplace.people) == 1 + len(recorded)
    again = people.enrol_person(app, PersonInput("山下　薫", "", "1200000"), PIN, own_pin=PIN)
    assert app.workplace.people[again.person_id] == again
    fresh = fold_workplace(app.record.history(""))
    assert app.workplace == fresh


# --- what is typed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2100, 1, 1), date.max])
def test_a_year_no_office_means_is_refused(app, case_id, day):
    entry = TransferInput("0099999", "田中", day, "あおば電力株式会社")
    with refused(app, ImpossibleDate):
        register_transfer(app, entry)
    with refused(app, ImpossibleDate):
        outlook(app, entry)
    with refused(app, ImpossibleDate):
        register_transfer(app, replace(entry, effective_date=date(2026, 10, 1), notice_date=day))
    with refused(app, ImpossibleDate):
        answering.correct_case(app, CaseCorrected(case_id, "訂正", effective_date=day))
    with refused(app, ImpossibleDate):
        answering.answer_item(app, case_id, "D-07", AnswerInput(Answer.DONE, done_on=day))


BOOK = "長" * 3_000_000


@pytest.mark.parametrize("words", [BOOK, "長" * 2_001])
def test_a_book_where_a_line_is_meant_is_refused(app, case_id, words):
    """Facts are for ever: one larger than a segment could never be sent, and no paper could hold it."""
    acts: tuple[Callable[[], object], ...] = (
        lambda: answering.record_briefing(app, case_id, answering.Briefing(app.today(), words)),
        lambda: answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面", place=words)),
        lambda: answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面", briefed_by=words)),
        lambda: answering.answer_item(app, case_id, "D-07", AnswerInput(Answer.DONE, note=words)),
        lambda: answering.answer_item(app, case_id, "D-07", AnswerInput(Answer.DONE, reference=words)),
        lambda: answering.cancel_case(app, case_id, words),
        lambda: answering.correct_case(app, CaseCorrected(case_id, words, effective_date=date(2026, 10, 2))),
        lambda: answering.correct_case(app, CaseCorrected(case_id, "x", transferee=Transferee("1", words, ""))),
        lambda: reporting.sign_and_report(app, case_id, (((1, 1, 1, 0), (2, 2, 1, 1)),), words),
        lambda: register_transfer(app, TransferInput("9", "n", date(2026, 10, 1), "c", transfer_type=words)),
        lambda: register_transfer(app, TransferInput("9", "n", date(2026, 10, 1), "c", origin_department=words)),
        lambda: register_transfer(app, TransferInput("9", "n", date(2026, 10, 1), "c", org_code=words)),
    )
    for act in acts:
        with refused(app, FieldTooLong):
            act()


def test_half_characters_and_controls_are_cleaned_before_they_become_facts(app, case_id):
    junk = "\ud800\x00\x07\u202e"
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), f"対{junk}面", f"第1{junk}会議室"))
    answering.answer_item(app, case_id, "D-07", AnswerInput(Answer.DONE, note=f"一行目\t{junk}\r\n二行目\n"))
    register_transfer(app, TransferInput("1", f"田{junk}中", date(2026, 10, 1), "c", transfer_type=f"出{junk}向"))
    case = app.record.case(case_id)
    assert case.briefing is not None
    assert (case.briefing.method, case.briefing.place) == ("対面", "第1会議室")
    assert case.answers["D-07"].fact.note == "一行目\n二行目"
    answering.cancel_case(app, case_id, f"取{junk}消")


def test_a_reason_of_the_greatest_length_does_not_keep_the_ledger_from_being_printed(tmp_path):
    clock = FixedClock(datetime(2026, 10, 3, 1, tzinfo=UTC))
    app = found(tmp_path, clock=clock)
    case_id = register(app, "0012346", "\u9ad9橋　健一")
    answer_everything(app, case_id)
    reporting.sign_and_report(app, case_id, STROKES, "遅" * 2_000)
    assert render_ledger_pdf(app, HalfYear(2026, 2))[1] == 1
    summary = app.cases.summary(case_id)
    assert summary is not None
    assert summary.late_reason == "遅" * 2_000
    app.close()


anything = st.text(st.characters(codec=None), max_size=40) | st.just("x" * 3_000)
entries = st.builds(
    AnswerInput,
    answer=st.sampled_from(Answer),
    done_on=st.none() | st.dates(),
    count=st.none() | st.integers(-(10**30), 10**30),
    reason_code=st.sampled_from(("", "SYSTEM", "nonsense", "\ud800")),
    note=anything,
    due_on=st.none() | st.dates(),
    reference=anything,
    evidence=st.just(()) | st.just((StoredFile("a", "b", 1, "00" * 32, "11" * 32),)),
)
ITEMS = (*(item.id for item in hokkaido().programme.items), "", "X-99", "\ud800")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.dictionaries(st.sampled_from(ITEMS), entries, min_size=1, max_size=4))
def test_whatever_is_answered_is_recorded_whole_or_refused_whole(app, case_id, answers):
    before = state(app)
    try:
        answering.answer_items(app, case_id, answers)
    except SekishoError as error:
        told(error)
        assert state(app) == before
        return
    case = app.record.case(case_id)
    assert all(case.answers[item_id].fact.answer is entry.answer for item_id, entry in answers.items())
    assert case.conflicts == ()


# --- evidence ---------------------------------------------------------------------------------------------


def test_what_cannot_be_evidence_is_refused(app, case_id, tmp_path):
    pipe, loop, large = tmp_path / "pipe", tmp_path / "loop", tmp_path / "large.bin"
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    large.write_bytes(bytes(5_000_001))
    for path in (tmp_path, tmp_path / "none", pipe, loop, Path("a\0b"), Path("/dev/zero")):
        with refused(app, EvidenceUnreadable):
            answering.keep_evidence(app, case_id, path)
    with refused(app, EvidenceTooLarge):
        answering.keep_evidence(app, case_id, large)
    assert app.files.names() == ()
    with refused(app, DiskFull), disk_with_room_for(1000):
        small = tmp_path / "small.bin"
        small.write_bytes(bytes(900))
        answering.keep_evidence(app, case_id, small)
    assert not any(path.is_file() for path in app.home.files.rglob("*")), "nothing half-written stays"


@pytest.mark.parametrize(
    "name", [b"\xff\xfe\x07.png", "..\\..\\a\u202egnp.exe".encode(), b"a\nb\rc.txt", "\u200b".encode(), b"x" * 255]
)
def test_the_name_of_evidence_never_leads_anywhere(app, case_id, tmp_path, name):
    path = os.fsencode(tmp_path) + b"/" + name
    with open(path, "wb") as file:  # noqa: PTH123 - a name no str can hold
        file.write(b"evidence")
    kept = answering.keep_evidence(app, case_id, Path(os.fsdecode(path)))
    assert kept.name
    assert kept.name.isprintable()
    assert not set(kept.name) & set("/\\")
    kept.name.encode()
    answering.answer_item(app, case_id, "D-07", AnswerInput(Answer.DONE, evidence=(kept,)))
    assert answering.read_file(app, kept) == b"evidence"


def test_more_evidence_than_a_segment_can_name_is_refused_and_the_most_still_travels(app, case_id):
    """An act is never split, and its files' names stand in the header of its segment, which has a limit."""

    def files(count: int) -> tuple[StoredFile, ...]:
        names = (hashlib.sha256(str(next(number)).encode()).hexdigest() for _file in range(count))
        return tuple(StoredFile("写真.png", "image/png", 1, name, name) for name in names)

    number = itertools.count()
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    _case, programme = answering.open_case(app, case_id)
    items = [item.id for item in answerable(programme) if not item.needs_count][:9]
    with refused(app, TooMuchEvidence):
        answering.answer_item(app, case_id, items[0], AnswerInput(Answer.DONE, evidence=files(51)))
    full = {item_id: AnswerInput(Answer.DONE, evidence=files(50)) for item_id in items}
    with refused(app, TooMuchEvidence):
        answering.answer_items(app, case_id, full)
    del full[items[-1]]
    answering.answer_items(app, case_id, full)
    fill_outbox(app)
    segments = Segments(app.record.database).outbox(app.device.device_id)
    named = [len(parse_segment(kept.data).header.blobs) for kept in segments]
    assert sum(named) == 400


# --- the seat ---------------------------------------------------------------------------------------------


def test_whoever_has_the_seat_can_do_nothing_but_their_own_case(app, case_id, tmp_path):
    """A transferee who could enrol a person would have the PIN that takes the seat back."""
    other = register(app, "0012347", "田中")
    evidence = tmp_path / "a.txt"
    evidence.write_bytes(b"x")
    answer_everything(app, other)
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    answering.hand_over_seat(app, case_id)
    head = PersonInput("山下　薫", "", "1100001", role=Role.DEPARTMENT_HEAD)
    acts: tuple[Callable[[], object], ...] = (
        lambda: people.enrol_person(app, head, PIN, own_pin=PIN),
        lambda: people.correct_person(app, app.person_id, head, own_pin=PIN),
        lambda: programmes.adopt_programme(app, hokkaido()),
        lambda: render_kit(app, PIN),
        lambda: back_up(app, tmp_path / "out.zip", "eki-kara-toho-gofun"),
        lambda: export_year_key(app, 2026, tmp_path / "out.txt", PIN),
        lambda: start_passphrase.set_start_passphrase(app, "eki-kara-toho-gofun", own_pin=PIN),
        lambda: start_passphrase.remove_start_passphrase(app, own_pin=PIN),
        lambda: note_kit_printed(app),
        lambda: write_ledger_pdf(app, HalfYear(2026, 2), tmp_path / "out.pdf"),
        lambda: export_ledger(app, HalfYear(2026, 2), "csv", tmp_path / "out.csv"),
        lambda: reporting.sign_and_report(app, other, STROKES),
        lambda: answering.refuse_signing(app, other, ""),
        lambda: answering.keep_evidence(app, other, evidence),
        lambda: confirming.return_report(app, other),
    )
    for act in acts:
        with refused(app, SeatHandedOver):
            act()
    assert not list(tmp_path.glob("out.*"))
    answering.keep_evidence(app, case_id, evidence)
