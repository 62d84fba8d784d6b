"""Recovery: every PC lost, one PC lost, the share wiped, or only the age program left."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from desktop_app.app import open_app
from desktop_app.domain.recovery_facts import RecoverySealed
from desktop_app.errors import HomeMissing, ShareUnmarked, UnknownPerson, WrongRecoveryKey
from desktop_app.home import Home
from desktop_app.keys.recovery_letter import open_recovery
from desktop_app.keys.seal import new_age_identity
from desktop_app.store.queries import CaseFilter
from desktop_app.store.record import WORKPLACE
from desktop_app.usecases.backup import export_year_key
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.ledger import ledger_entries
from desktop_app.usecases.people import vouch
from desktop_app.usecases.share_folder import check_choice, prepare_choice
from desktop_app.usecases.share_recovery import recover_from_share
from desktop_app.usecases.sharing import sync, unsent_count
from desktop_app.usecases.verifying import verify_home
from desktop_app.usecases.year_secrets import kit_of
from tests.fakes import FixedClock
from tests.homes import MANAGER, PIN, enrolled, found, register, surroundings
from tests.shares import answer_with_evidence

NEW_PIN = PIN
SOMEBODY_NEW = PersonInput("新任　太郎", "シンニン　タロウ", "0099999")
EVIDENCE = "削除した件数 12 の画面".encode() * 50


@pytest.fixture
def share(tmp_path) -> Path:
    return tmp_path / "share"


def ledger(app):
    return ledger_entries(app, CaseFilter())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def lost(*apps) -> None:
    """The PCs burn: nothing of them is left."""
    for app in apps:
        app.close()
        shutil.rmtree(app.home.folder)


def test_the_printed_kit_brings_a_workplace_back_that_lost_every_pc(tmp_path, share):
    first = found(tmp_path, "first", share=share)
    case_id = register(first, "0011111")
    kept = answer_with_evidence(first, case_id, EVIDENCE)
    second = enrolled(first, tmp_path)
    register(second, "0022222")
    sync(second)
    sync(first)
    rows, kit, before = ledger(first), kit_of(first, 2026), contents(share)
    lost(first, second)
    app, back = recover_from_share(
        Home(tmp_path / "new"), str(share), kit, MANAGER.employee_no, surroundings(), new_pin=NEW_PIN
    )
    assert (back.workplace, back.org_code, back.letter) == ("西部配電事業所", "NSC01", "C")
    assert ledger(app) == rows
    sync(app)
    assert app.files.get(kept, app.identities()) == EVIDENCE
    vouch(app, NEW_PIN)
    register(app, "0033333")  # work goes on, also with other PCs
    third = enrolled(app, tmp_path, "third", person=SOMEBODY_NEW)
    assert len(ledger(third)) == 3
    assert verify_home(app).findings == []
    after = contents(share)
    assert {path: after.get(path) for path in before} == before
    app.close()
    third.close()


def test_the_newest_kit_opens_the_years_before_it(tmp_path, share):
    clock = FixedClock()
    first = found(tmp_path, "first", share=share, clock=clock)
    register(first, "0011111")
    sync(first)
    clock.advance(days=365)
    register(first, "0022222")
    sync(first)
    rows, kits = ledger(first), (kit_of(first, 2026), kit_of(first, 2027))
    lost(first)
    for number, kit in enumerate(kits):
        app, _back = recover_from_share(
            Home(tmp_path / f"new{number}"), str(share), kit, MANAGER.employee_no, surroundings(clock), new_pin=NEW_PIN
        )
        sync(app)
        assert ledger(app) == rows
        app.close()


def test_a_wrong_kit_or_an_unknown_person_makes_nothing(tmp_path, share):
    first = found(tmp_path, "first", share=share)
    sync(first)
    kit, before = kit_of(first, 2026), contents(share)
    lost(first)
    home = Home(tmp_path / "new")
    with pytest.raises(WrongRecoveryKey):
        recover_from_share(
            home, str(share), new_age_identity()[0], MANAGER.employee_no, surroundings(), new_pin=NEW_PIN
        )
    with pytest.raises(UnknownPerson):
        recover_from_share(home, str(share), kit, "9999999", surroundings(), new_pin=NEW_PIN)
    with pytest.raises(HomeMissing):
        open_app(home, surroundings())
    assert contents(share) == before


def test_no_pc_and_nobody_at_the_share_can_read_the_letter_to_the_kit(tmp_path, share):
    first = found(tmp_path, "first", share=share)
    second = enrolled(first, tmp_path)
    root = first.record.desk.secret("root")
    everything = b"".join(contents(share).values()) + b"".join(
        signed.body for device in second.record.heads() for signed in second.record.entries(device)
    )
    assert root is not None
    assert root.hex().encode() not in everything
    letters = [r.fact for r in second.record.history(WORKPLACE) if isinstance(r.fact, RecoverySealed)]
    assert letters
    for letter in letters:
        assert all(open_recovery(letter, key) is None for key in second.identities())
        assert open_recovery(letter, kit_of(first, 2026)) is not None
    assert second.record.desk.secret("root") is None
    first.close()
    second.close()


def test_a_lost_pc_is_replaced_and_replays_the_share(tmp_path, share):
    first = found(tmp_path, "first", share=share)
    second = enrolled(first, tmp_path)
    kept = answer_with_evidence(second, register(second, "0011111"), EVIDENCE)
    sync(second)
    sync(first)
    lost(second)
    replaced = enrolled(first, tmp_path, "replaced", person=SOMEBODY_NEW)
    assert ledger(replaced) == ledger(first)
    assert replaced.files.get(kept, replaced.identities()) == EVIDENCE
    first.close()
    replaced.close()


@pytest.mark.parametrize("by", ["founder", "second"])
def test_a_wiped_share_is_rebuilt_byte_for_byte_from_any_managers_pc(tmp_path, share, by):
    first = found(tmp_path, "first", share=share)
    second = enrolled(first, tmp_path)
    answer_with_evidence(first, register(first, "0011111"), EVIDENCE)
    answer_with_evidence(second, register(second, "0022222"), EVIDENCE * 2)
    for app in (first, second, first, second):
        sync(app)
    before = contents(share)
    kept = {path: data for path, data in before.items() if not re.search(r"/(in|out)/", path)}
    shutil.rmtree(share)
    share.mkdir()
    rebuilt = first if by == "founder" else second
    with pytest.raises(ShareUnmarked):
        sync(rebuilt)
    check_choice(prepare_choice(rebuilt, str(share), create=False, rebuild=True))
    sync(rebuilt)
    assert contents(share) == kept
    assert verify_home(rebuilt).findings == []
    assert unsent_count(rebuilt) == 0
    first.close()
    second.close()


AGE_STEPS = Path(__file__).resolve().parents[3] / "installer" / "for_administrators"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_documented_steps_open_any_sealed_file_with_the_plain_age_program(tmp_path, share, language):
    first = found(tmp_path, "first", share=share)
    answer_with_evidence(first, register(first, "0011111"), EVIDENCE)
    sync(first)
    kit = kit_of(first, 2026)
    export_year_key(first, 2026, tmp_path / "year.txt", PIN)
    workplace_key = (tmp_path / "year.txt").read_text()
    first.close()
    steps = re.search(
        r"<!-- age -->\n```sh\n(.*?)```", (AGE_STEPS / f"administrators.{language}.md").read_text("utf-8"), re.DOTALL
    )
    assert steps is not None
    for number, key in enumerate((kit, workplace_key)):
        desk = tmp_path / f"desk{number}"
        desk.mkdir()
        shutil.copytree(share, desk / "share")
        (desk / "key.txt").write_text(key)
        done = subprocess.run(["sh", "-eu", "-c", steps[1]], cwd=desk, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        opened = [path.read_bytes() for path in (desk / "opened").iterdir()]
        assert EVIDENCE in opened
        facts = b"".join(data for data in opened if b"case-registered" in data)
        assert "高橋".encode() not in facts
        assert "\u9ad9\u6a4b".encode() in facts or json.dumps("\u9ad9\u6a4b")[1:-1].encode() in facts
