"""``verify --share`` by an auditor: a PC without a home, a share, and what was brought along."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.warm_commands import WarmPc


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> WarmPc:
    pc = WarmPc(tmp_path_factory.mktemp("office"))
    pc.found("--share", pc.folder / "share")
    pc.ask(
        *("case", "open", "--employee-no", "0012346", "--name", "\u9ad9\u6a4b\u3000\u5065\u4e00"),
        *(
            "--effective-date",
            "2030-10-01",
            "--destination-company",
            "あおば電力株式会社",
            "--specified-affiliate",
            "yes",
        ),
    )
    pc.ask("sync")
    return pc


@pytest.fixture
def auditor(tmp_path: Path) -> WarmPc:
    return WarmPc(tmp_path)


def test_an_auditor_without_a_home_is_told_that_everything_holds_and_what_was_not_checked(
    office: WarmPc, auditor: WarmPc
) -> None:
    share = office.folder / "share"
    told = auditor.ask("verify", "--share", share)
    assert told["ok"]
    assert len(told["not_checked"]) == 3
    assert {one["check"] for one in told["checks"]} == {"certificates", "segments", "blobs", "receipts", "checkpoints"}
    assert not auditor.home.exists()
    compared = auditor.ask("verify", "--share", share, "--root", told["root"].upper())
    assert len(compared["not_checked"]) == 2


def test_a_changed_byte_ends_with_3_and_the_page_names_the_file(office: WarmPc, auditor: WarmPc) -> None:
    share = auditor.folder / "share"
    shutil.copytree(office.folder / "share", share)
    segment = min(share.rglob("*.seg"))
    segment.write_bytes(segment.read_bytes()[:-1])
    page = auditor.folder / "result.pdf"
    told = auditor.ask("verify", "--share", share, "--out", page, code=3)
    name = segment.relative_to(share).as_posix()
    assert [one["path"] for one in told["findings"]] == [name]
    text = subprocess.run(["pdftotext", "-layout", page, "-"], capture_output=True, check=True).stdout.decode()
    assert name in text.replace("\n", "").replace(" ", "")
    assert "照合していないこと" in text
    subprocess.run(["qpdf", "--check", page], capture_output=True, check=True)


def test_another_root_than_the_pinned_one_ends_with_3(office: WarmPc, auditor: WarmPc) -> None:
    told = auditor.ask("verify", "--share", office.folder / "share", "--root", "ab" * 32, code=3)
    assert [one["damage"] for one in told["findings"]] == ["share_marker"]


def test_a_member_grants_the_content_by_their_home(office: WarmPc, auditor: WarmPc) -> None:
    told = auditor.ask("verify", "--share", office.folder / "share", "--identity", office.home)
    assert told["ok"]
    assert {"entries", "files", "papers"} < {one["check"] for one in told["checks"]}


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("--root", "nonsense"), "RootFingerprintUnreadable"),
        (("--identity", "STORE.json"), "IdentityFileUnreadable"),
        (("--checkpoint", "nowhere.json"), "IdentityFileUnreadable"),
    ],
)
def test_what_cannot_be_used_is_named_and_ends_with_2(
    office: WarmPc, auditor: WarmPc, arguments: tuple[str, str], error: str
) -> None:
    share = office.folder / "share"
    option, value = arguments
    given = share / value if option == "--identity" else value
    assert auditor.ask("verify", "--share", share, option, given, code=2)["error"] == error
