"""Verification names the spot, whatever single thing was changed, and finds nothing where nothing was."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from desktop_app.app import SHARE_KEY, App, Surroundings, open_app
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import unanswered
from desktop_app.domain.facts import Answer, CaseConfirmed
from desktop_app.errors import DatabaseNewer, HomeDamaged, ShareMissing
from desktop_app.home import Home
from desktop_app.keys.vault import load_database_key
from desktop_app.store.salvage import damaged_pages
from desktop_app.usecases import answering, confirming, reporting
from desktop_app.usecases.first_start import FirstStart, PersonInput, found_home
from desktop_app.usecases.people import enrol_person
from desktop_app.usecases.share_folder import set_share
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.verifying import verify_at, verify_home
from desktop_app.usecases.verifying_spots import Check, Damage, Verification, checked_words, finding_words
from tests.fakes import FixedClock, MissingKeyring
from tests.homes import MANAGER, PIN, found, hokkaido, register, surroundings

STROKES = (((2.0, 4.0, 0.3, 0.0), (4.0, 8.0, 0.7, 40.0)), ((6.0, 6.0, 0.4, 200.0), (14.0, 5.0, 0.6, 240.0)))
PAGE = 4096


def play(app: App) -> str:
    """One confirmed case, one open case, and everything on the share; returns the confirmed case's id."""
    case_id = reported(app)
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN)
    sync(app)
    return case_id


def reported(app: App) -> str:
    """One reported case and one open case; returns the reported one's id."""
    case_id = register(app, "0012346")
    register(app, "0012347")
    answering.correct_case(app, _kana(app, case_id))
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    case, programme = answering.open_case(app, case_id)
    entry = AnswerInput(Answer.DONE, count=2)
    answering.answer_items(app, case_id, {item.id: entry for item in unanswered(case, programme)})
    reporting.sign_and_report(app, case_id, STROKES)
    return case_id


def _kana(app: App, case_id: str) -> answering.CaseCorrected:
    person = app.record.case(case_id).transferee
    return answering.CaseCorrected(
        case_id, "追記", transferee=type(person)(person.employee_no, person.name, "タカハシ")
    )


@dataclass(frozen=True)
class Played:
    """A finished home and share, and a way to open copies of them."""

    folder: Path
    surroundings: Surroundings
    key: bytes
    case_id: str
    case_no: str
    device: str


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("played")
    app = found(folder, share=folder / "share")
    case_id = play(app)
    case_no, device, key = app.record.case(case_id).case_no, app.device.device_id, app.database_key
    app.close()
    return Played(folder, app.surroundings, key, case_id, case_no, device)


@dataclass(frozen=True)
class Copy:
    home: Home
    share: Path
    played: Played

    def verify(self) -> Verification:
        return verify_at(self.home, self.played.surroundings, share=str(self.share))

    def open(self) -> App:
        return open_app(self.home, self.played.surroundings)

    def sql(self, *statements: str) -> None:
        """Change the database as only somebody with its key can."""
        connection = dbapi2.connect(str(self.home.database), isolation_level=None)
        connection.execute(f"PRAGMA key = \"x'{self.played.key.hex()}'\"")
        for table in ("entry", "segment"):
            for act in ("update", "delete"):
                connection.execute(f"DROP TRIGGER {table}_no_{act}")
        for statement in statements:
            connection.execute(statement)
        connection.close()


@pytest.fixture
def copy(played: Played, tmp_path: Path) -> Copy:
    shutil.copytree(played.folder, tmp_path / "copy")
    return Copy(Home(tmp_path / "copy/home"), tmp_path / "copy/share", played)


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0x10
    path.write_bytes(data)


def test_an_untouched_home_and_share_hold(copy: Copy) -> None:
    outcome = copy.verify()
    assert outcome.findings == []
    counts = {checked.check.value: checked.count for checked in outcome.checks}
    assert all(count > 0 for count in counts.values()), counts
    assert counts["papers"] == 2
    assert all(checked_words(checked) for checked in outcome.checks)


def test_an_open_home_can_be_checked_too(copy: Copy) -> None:
    app = copy.open()
    try:
        assert verify_home(app, str(copy.share)).ok
        here = verify_home(app, with_share=False)
        assert here.ok
        assert Check.SHARE not in {checked.check for checked in here.checks}
    finally:
        app.close()


def test_one_changed_byte_on_any_page_is_named_by_its_page(copy: Copy) -> None:
    pages = copy.home.database.stat().st_size // PAGE
    original = copy.home.database.read_bytes()
    chance = random.Random(20261120)
    for page in sorted({1, 2, pages, *chance.sample(range(1, pages + 1), 12)}):
        flip(copy.home.database, (page - 1) * PAGE + chance.randrange(16, PAGE))
        outcome = copy.verify()
        assert [(f.damage, f.page) for f in outcome.findings] == [(Damage.PAGE, page)]
        assert str(page) in finding_words(outcome.findings[0])
        copy.home.database.write_bytes(original)


@pytest.mark.parametrize("cut", [1, PAGE, PAGE * 3])
def test_a_database_cut_short_is_found(copy: Copy, cut: int) -> None:
    data = copy.home.database.read_bytes()
    copy.home.database.write_bytes(data[:-cut])
    assert {finding.damage for finding in copy.verify().findings} == {Damage.PAGE}


def test_a_record_of_a_newer_version_is_left_alone(copy: Copy) -> None:
    copy.sql("PRAGMA user_version = 99")
    with pytest.raises(DatabaseNewer):
        copy.verify()


def test_an_empty_or_missing_database_is_found(copy: Copy) -> None:
    copy.home.database.write_bytes(b"")
    assert [f.page for f in copy.verify().findings] == [1]
    copy.home.database.unlink()
    assert [f.page for f in copy.verify().findings] == [1]


def test_what_a_killed_process_left_half_written_is_no_damage(copy: Copy) -> None:
    """A hot rollback journal is rolled back, not reported."""
    database = copy.home.database
    connection = dbapi2.connect(str(database), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{copy.played.key.hex()}'\"")
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("CREATE TABLE junk (x)")
    connection.executemany("INSERT INTO junk VALUES (?)", [("x" * 3000,)] * 200)
    half, journal = database.read_bytes(), Path(f"{database}-journal").read_bytes()
    connection.execute("ROLLBACK")
    connection.close()
    database.write_bytes(half)
    Path(f"{database}-journal").write_bytes(journal)
    assert damaged_pages(database, copy.played.key) == ()
    assert copy.verify().ok


@pytest.mark.parametrize(
    ("statement", "damage"),
    [
        (
            "UPDATE entry SET body = CAST(replace(body, '0012347', '0012348') AS BLOB) WHERE seq = 3",
            Damage.ENTRY_SIGNATURE,
        ),
        (
            "UPDATE entry SET signature = (SELECT signature FROM entry WHERE seq = 2) WHERE seq = 3",
            Damage.ENTRY_SIGNATURE,
        ),
        ("UPDATE entry SET body = x'7b7d' WHERE seq = 3", Damage.ENTRY_UNREADABLE),
        ("UPDATE entry SET body = CAST(body || ' ' AS BLOB) WHERE seq = 3", Damage.ENTRY_UNREADABLE),
        ("DELETE FROM entry WHERE seq = 3", Damage.ENTRY_ORDER),
    ],
)
def test_a_changed_or_lost_entry_is_named_by_pc_and_number(copy: Copy, statement: str, damage: Damage) -> None:
    copy.sql(statement)
    found_here = {(f.damage, f.device) for f in copy.verify().findings if 3 <= f.entry <= 4}
    assert (damage, copy.played.device) in found_here


def test_a_lost_tail_is_noticed_by_the_witness(copy: Copy) -> None:
    copy.sql("DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)")
    assert Damage.WITNESS in {finding.damage for finding in copy.verify().findings}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE case_summary SET summary = CAST(replace(summary, '0012347', '0012348') AS BLOB)",
        "DELETE FROM case_summary WHERE employee_no = '0012347'",
        "DELETE FROM fact WHERE lamport = 3",
        "DELETE FROM fact WHERE lamport = 1",
        "UPDATE fact SET by = 'somebody' WHERE lamport = 3",
    ],
)
def test_read_tables_that_differ_from_a_fresh_replay_are_found(copy: Copy, statement: str) -> None:
    copy.sql(statement)
    assert {finding.damage for finding in copy.verify().findings} == {Damage.READ_TABLE}


def test_a_changed_segment_here_is_named(copy: Copy) -> None:
    copy.sql("UPDATE segment SET data = CAST(substr(data, 1, length(data) - 1) || x'00' AS BLOB) WHERE seq = 1")
    findings = copy.verify().findings
    assert [(f.damage, f.device, f.entry) for f in findings] == [(Damage.SEGMENT, copy.played.device, 1)]


def test_a_changed_or_missing_paper_is_named_with_its_case(copy: Copy) -> None:
    files = sorted(copy.home.files.rglob("*.bin"))
    flip(files[0], 300)
    files[1].unlink()
    findings = {f.damage: f for f in copy.verify().findings}
    assert set(findings) == {Damage.FILE_CHANGED, Damage.FILE_MISSING}
    assert {f.case_no for f in findings.values()} == {copy.played.case_no}


def test_any_changed_byte_of_any_file_on_the_share_is_named_by_its_path(copy: Copy) -> None:
    chance = random.Random(7)
    for path in sorted(p for p in copy.share.rglob("*") if p.is_file()):
        original = path.read_bytes()
        for at in {0, len(original) - 1, *(chance.randrange(len(original)) for _ in range(6))}:
            flip(path, at)
            findings = copy.verify().findings
            assert findings, f"{path} byte {at}"
            assert all(f.damage in {Damage.SHARE_FILE, Damage.SHARE_MARKER} for f in findings)
            if path.name != "STORE.json":
                assert path.relative_to(copy.share).as_posix() in {f.path for f in findings}
            path.write_bytes(original)
    assert copy.verify().ok


def test_a_torn_attempt_beside_a_whole_one_is_no_damage_but_a_lost_file_is(copy: Copy) -> None:
    segment = next(copy.share.rglob("*.seg"))
    whole = segment.with_name(segment.name.replace(".0.seg", ".1.seg"))
    shutil.copyfile(segment, whole)
    segment.write_bytes(segment.read_bytes()[:100])
    assert copy.verify().ok
    segment.unlink()
    whole.unlink()
    assert {f.damage for f in copy.verify().findings} == {Damage.SHARE_LACKS}


def test_a_share_that_is_away_is_an_error_only_when_it_was_asked_for(copy: Copy, tmp_path: Path) -> None:
    app = copy.open()
    app.record.desk.put({SHARE_KEY: str(tmp_path / "nowhere").encode()})
    app.close()
    outcome = verify_at(copy.home, copy.played.surroundings)
    assert outcome.ok
    assert [checked.skipped != "" for checked in outcome.checks if checked.check is Check.SHARE] == [True]
    with pytest.raises(ShareMissing):
        verify_at(copy.home, copy.played.surroundings, share=str(tmp_path / "nowhere"))


def test_a_share_that_tells_another_story_in_our_name_is_found(played: Played, tmp_path: Path) -> None:
    """Two copies of one PC went on by themselves: each signature holds, but only one of the stories is ours."""
    copies = []
    for name, employee_no in (("one", "0055555"), ("two", "0066666")):
        shutil.copytree(played.folder, tmp_path / name)
        copies.append(Copy(Home(tmp_path / name / "home"), tmp_path / name / "share", played))
        app = copies[-1].open()
        set_share(app, str(copies[-1].share))
        register(app, employee_no)
        sync(app)
        # Each copy's witness would hide what this test is about.
        played.surroundings.keyring.forget(f"{app.home.home_id()}/witness")  # type: ignore[union-attr]
        app.close()
    mine, other = copies
    assert mine.verify().ok
    findings = verify_at(mine.home, played.surroundings, share=str(other.share)).findings
    assert {(f.damage, f.device) for f in findings} == {(Damage.SHARE_DIFFERS, played.device)}


def test_damaged_files_beside_the_database_are_told(tmp_path: Path) -> None:
    bare = surroundings(FixedClock(), MissingKeyring())
    home = Home(tmp_path / "home")
    programme = hokkaido()
    start = FirstStart("会社", "職場", "X1", MANAGER, programme.programme, programme.sha256)
    found_home(home, start, bare, pin=PIN, passphrase="kidou-no-aikotoba").close()
    flip(home.witness, 20)
    outcome = verify_at(home, bare, ask_passphrase=lambda: "kidou-no-aikotoba")
    assert [finding.damage for finding in outcome.findings] == [Damage.WITNESS]
    home.marker.write_text("{", encoding="ascii")
    with pytest.raises(HomeDamaged):
        verify_at(home, bare, ask_passphrase=lambda: "kidou-no-aikotoba")


def test_a_confirmation_whose_countersignature_was_left_out_is_found(tmp_path: Path) -> None:
    """The file is the one the fact names, the fact is signed, and still the paper says less than the ledger."""
    app = found(tmp_path)
    try:
        case_id = reported(app)
        case = app.record.case(case_id)
        assert case.report is not None
        fact = CaseConfirmed(case_id, app.today(), app.person.name, app.person.role, case.report.pdf, 2, "")
        app.commit((fact,))
        findings = verify_home(app).findings
        assert [(f.damage, f.case_no) for f in findings] == [(Damage.PAPER, case.case_no)]
    finally:
        app.close()


def test_the_keyring_holds_the_key_these_tests_use(played: Played) -> None:
    keyring = played.surroundings.keyring
    assert keyring is not None
    assert load_database_key(keyring, Home(played.folder / "home").home_id()) == played.key


def test_a_second_persons_certificates_are_checked_too(tmp_path: Path) -> None:
    app = found(tmp_path)
    enrol_person(app, PersonInput("佐藤　太郎", "", "0099"), PIN, own_pin=PIN)
    outcome = verify_home(app)
    app.close()
    assert outcome.ok
    assert next(c.count for c in outcome.checks if c.check.value == "certificates") == 3
