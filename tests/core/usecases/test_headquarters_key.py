"""Headquarters' own key leaves its PC under a passphrase or on paper, opens what it should with age, and comes back."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.errors import (
    HeadquartersAlone,
    HeadquartersKeyHere,
    HeadquartersKeyWrong,
    HeadquartersNotJoined,
    PassphraseTooShort,
    RecoveryCodeUnreadable,
    WrongPassphrase,
    WrongPin,
)
from desktop_app.keys.seal import new_age_identity, recipient_of, seal_with_passphrase
from desktop_app.share.invitation import invitation_answer
from desktop_app.usecases.enrolment import approve_enrolment
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.headquarters import (
    Headquarters,
    ask_to_join,
    complete_joining,
    exchange_with,
    make_headquarters,
    open_headquarters,
)
from desktop_app.usecases.headquarters_joining import join_headquarters
from desktop_app.usecases.headquarters_key import (
    export_key,
    read_key_text,
    render_key_sheet,
    take_key_file,
    take_key_sheet,
)
from desktop_app.usecases.headquarters_own import (
    AGE_SECRET,
    confirm_joining,
    make_own_invitation,
    own_invitation,
    own_record,
)
from desktop_app.usecases.issuing import app_root
from desktop_app.usecases.sharing import sync
from tests.headquarters import Country, country
from tests.homes import PIN, kit_in_hand, register, surroundings
from tests.refusals import told
from tests.shares import answer_with_evidence

NAME = "本社　行為規制グループ"
WORDS = "kagi-no-aikotoba-desu"
EARLY, LATE = b"%PDF-early", b"%PDF-late"
ADMINISTRATORS = Path(__file__).resolve().parents[3] / "installer" / "for_administrators"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Country]:
    """A workplace that joined a headquarters and has worked since."""
    land = country(tmp_path)
    office = land.add("NSC01", "西部配電事業所")
    answer_with_evidence(office, register(office, "0011111"), EARLY)
    sync(office)
    invitation = make_own_invitation(land.headquarters, NAME)
    answer = join_headquarters(office, invitation.data, invitation.code, own_pin=PIN, second=kit_in_hand(office)).answer
    answer_with_evidence(office, register(office, "0022222"), LATE)
    sync(office)
    exchange_with(land.headquarters, land.keys["NSC01"])
    confirm_joining(land.headquarters, land.keys["NSC01"], answer)
    yield land
    land.close()


def key_of(headquarters: Headquarters) -> str:
    with own_record(headquarters) as record:
        return (record.desk.secret(AGE_SECRET) or b"").decode()


def fresh(tmp_path: Path) -> Headquarters:
    make_headquarters(tmp_path / "new PC")
    return open_headquarters(tmp_path / "new PC", surroundings())


def age(*arguments: object, passphrase: str) -> bytes:
    """Run the real program at a terminal of its own, where it asks for the passphrase."""
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover - the program's side
        os.execvp("age", ["age", *map(str, arguments)])
    said = b""
    typed = False
    while True:
        try:
            more = os.read(terminal, 4096)
        except OSError:
            break
        if not more:
            break
        said += more
        if not typed and b"passphrase" in said.lower():
            os.write(terminal, passphrase.encode() + b"\n")
            typed = True
    os.close(terminal)
    _pid, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, said
    return said


@pytest.mark.parametrize("language", ["ja", "en"])
def test_with_the_exported_key_the_documented_steps_open_every_sealed_file_of_a_workplace_that_joined(
    made, tmp_path, language
):
    """Those from before it joined included; with the real age program, which asks for the passphrase."""
    out, desk = tmp_path / "key.age", tmp_path / "desk"
    recipient = export_key(made.headquarters, out, WORDS, own_pin=PIN)
    assert recipient == recipient_of(key_of(made.headquarters))
    assert b"AGE-SECRET" not in out.read_bytes()
    assert out.stat().st_mode & 0o077 == 0
    desk.mkdir()
    age("--decrypt", "--output", desk / "key.txt", out, passphrase=WORDS)
    shutil.copytree(made.share("NSC01"), desk / "share")
    documented = (ADMINISTRATORS / f"administrators.{language}.md").read_text("utf-8")
    opening, earlier = (
        re.search(rf"<!-- {name} -->\n```sh\n(.*?)```", documented, re.DOTALL)[1]
        for name in ("age", "age headquarters")
    )
    before = opened_by(opening, desk)
    assert (EARLY in before, LATE in before) == (False, True)
    opened_by(earlier, desk)
    every = opened_by(opening, desk)
    assert {EARLY, LATE} <= set(every)
    assert len(every) == len(list(made.share("NSC01").rglob("*.bin"))) + len(list(made.share("NSC01").rglob("*.seg")))
    assert all(every)


def opened_by(steps: str, desk: Path) -> list[bytes]:
    done = subprocess.run(["sh", "-eu", "-c", steps], cwd=desk, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [path.read_bytes() for path in (desk / "opened").iterdir()] if (desk / "opened").exists() else []


def test_the_paper_brings_the_key_back_on_another_pc_with_the_invitation_from_a_workplace_that_joined(made, tmp_path):
    page = render_key_sheet(made.headquarters, own_pin=PIN)
    (tmp_path / "sheet.pdf").write_bytes(page)
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "sheet.pdf", "-"], capture_output=True, check=True)
    typed = letters_in(text.stdout.decode())
    new = fresh(tmp_path)
    with pytest.raises(HeadquartersKeyWrong) as early:
        take_key_sheet(new, typed)
    told(early.value)
    key = let_in_again(made, new)
    back = take_key_sheet(new, typed)
    assert back == own_invitation(made.headquarters)
    assert key_of(new) == key_of(made.headquarters)
    assert confirm_joining(new, key, answer_of(made)).keys == 1
    with pytest.raises(HeadquartersKeyHere) as twice:
        take_key_sheet(new, typed)
    told(twice.value)


def test_the_file_brings_back_all_of_it_so_that_a_workplace_that_joins_later_is_confirmed_lastingly(made, tmp_path):
    out = tmp_path / "key.age"
    export_key(made.headquarters, out, WORDS, own_pin=PIN)
    new = fresh(tmp_path)
    with pytest.raises(WrongPassphrase):
        take_key_file(new, out.read_bytes(), "not-the-words-of-it")
    assert own_invitation(new) is None
    back = take_key_file(new, out.read_bytes(), WORDS)
    assert back == own_invitation(made.headquarters)
    later = made.add("DST14", "北部配電事業所", finish=False)
    answer = join_headquarters(later, back.data, back.code, own_pin=PIN, second=kit_in_hand(later)).answer
    key = let_in_again(made, new, "DST14")
    assert confirm_joining(new, key, answer).since is not None


def test_the_paper_with_an_invitation_needs_no_workplace(made, tmp_path):
    new = fresh(tmp_path)
    invitation = own_invitation(made.headquarters)
    assert take_key_sheet(new, key_of(made.headquarters), invitation=invitation.data) == invitation


def test_the_key_leaves_with_the_persons_own_passphrase_only(made, tmp_path):
    out = tmp_path / "key.age"
    with pytest.raises(WrongPin):
        export_key(made.headquarters, out, WORDS, own_pin="chigau-aikotoba")
    with pytest.raises(WrongPin):
        render_key_sheet(made.headquarters, own_pin="chigau-aikotoba")
    with pytest.raises(PassphraseTooShort):
        export_key(made.headquarters, out, "short", own_pin=PIN)
    alone = fresh(tmp_path)
    make_own_invitation(alone, NAME)
    with pytest.raises(HeadquartersAlone) as refusal:
        export_key(alone, out, WORDS, own_pin=PIN)
    told(refusal.value)
    assert not out.exists()


def test_without_a_key_nothing_leaves(tmp_path):
    land = country(tmp_path)
    land.add("NSC01", "西部配電事業所")
    with pytest.raises(HeadquartersNotJoined) as refusal:
        export_key(land.headquarters, tmp_path / "key.age", WORDS, own_pin=PIN)
    told(refusal.value)
    land.close()


SECRET = new_age_identity()[0]
OPENED = {
    "no key": b"AGE-SECRET-KEY-1",
    "no invitation": f"{SECRET}\n".encode(),
    "an invitation that is junk": f"# sekisho headquarters 1 *** ***\n{SECRET}\n".encode(),
    "a root that is no key": f"# sekisho headquarters 1 e30= e30=\n{SECRET}\n".encode(),
    "no text": bytes(range(256)),
}
"""What opens with its passphrase and is no key file."""


@pytest.mark.parametrize("kind", OPENED)
def test_what_opens_and_is_no_key_file_is_refused(kind):
    with pytest.raises(HeadquartersKeyWrong) as refusal:
        read_key_text(OPENED[kind])
    told(refusal.value)


def test_a_file_that_is_no_key_file_brings_nothing(tmp_path):
    new = fresh(tmp_path)
    sealed = seal_with_passphrase(f"# sekisho headquarters 1 e30= \n{SECRET}\n".encode(), WORDS)
    for data in (b"", f"{SECRET}\n".encode(), bytes(100_000), sealed):
        with pytest.raises(HeadquartersKeyWrong):
            take_key_file(new, data, WORDS)
    assert own_invitation(new) is None


def test_letters_and_invitations_of_others_are_refused(made, tmp_path):
    new = fresh(tmp_path)
    with pytest.raises(RecoveryCodeUnreadable):
        take_key_sheet(new, key_of(made.headquarters)[:-1] + "2")
    invitation = own_invitation(made.headquarters)
    for data in (invitation.data, b"junk"):
        with pytest.raises(HeadquartersKeyWrong) as refusal:
            take_key_sheet(new, new_age_identity()[0], invitation=data)
        assert refusal.value.reason == "invitation"
        told(refusal.value)
    assert own_invitation(new) is None


def letters_in(page: str) -> str:
    """The key as somebody would type it from the paper."""
    lines = [line for line in page.splitlines() if "AGE-SECRET-KEY-" in line]
    start = page.index(lines[0].strip()[:15])
    groups = []
    for line in page[start:].splitlines()[1:]:
        found = line.split()
        if not found:
            continue
        if not all(group.isalnum() and len(group) <= 4 and group.isascii() for group in found):
            break
        groups += found
    return "AGE-SECRET-KEY-" + "".join(groups)


def let_in_again(made: Country, new: Headquarters, org_code: str = "NSC01") -> str:
    """The new PC of headquarters joins a workplace as any PC does."""
    office = made.workplaces[org_code]
    person = PersonInput("大野　二郎", "オオノ　ジロウ", "0000778")
    key, asked = ask_to_join(new, str(made.share(org_code)), person, pin=PIN)
    sync(office)
    approval = approve_enrolment(office, "", asked.code, own_pin=PIN, second=kit_in_hand(office))
    sync(office)
    complete_joining(new, key, approval.answer)
    exchange_with(new, key)
    return key


def answer_of(made: Country) -> str:
    return invitation_answer(own_invitation(made.headquarters).data, app_root(made.workplaces["NSC01"]))
