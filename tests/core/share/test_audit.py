"""Auditing a share without a home: an untouched one holds, and whatever is done to one is found and named."""

from __future__ import annotations

import random
import shutil
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.domain.facts import Answer, ItemAnswered
from desktop_app.errors import AuditStopped, RootFingerprintUnreadable, ShareMissing, ShareUnmarked
from desktop_app.journal.segment import build_segment, parse_segment
from desktop_app.keys.identity import fingerprint, read_certificate
from desktop_app.share.audit import AuditBrief, audit_share
from desktop_app.share.audit_report import Flaw, ShareAudit
from desktop_app.share.folder import FolderStore
from desktop_app.usecases.auditing import AuditRequest, audit, fingerprint_of, identities_at
from desktop_app.usecases.auditing_words import remarks, unchecked
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.verifying_spots import Check, Damage, Verification, finding_words
from tests.homes import enrolled, found, register, surroundings
from tests.shares import answer_with_evidence, folder_of, segment_files


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, App, App]:
    """A share of two PCs that know each other's acts, with evidence files; several segments each."""
    folder = tmp_path_factory.mktemp("original")
    first = found(folder, "first", share=folder / "share")
    second = enrolled(first, folder)
    for number in range(3):
        for app in (first, second):
            case_id = register(app, f"00{number}{app is second:d}111")
            answer_with_evidence(app, case_id, b"evidence %d" % number)
            sync(app)
    sync(first)
    register(first, "0099999")
    sync(first)
    sync(second)
    register(second, "0088888")
    sync(second)
    return folder / "share", first, second


@pytest.fixture
def share(original: tuple[Path, App, App], tmp_path: Path) -> Path:
    shutil.copytree(original[0], tmp_path / "share")
    return tmp_path / "share"


def root_of(app: App) -> str:
    return fingerprint(read_certificate(app.workplace.root_certificate.encode()))


def checked(share: Path, **brought: object) -> Verification:
    return audit(AuditRequest(str(share), **brought))  # type: ignore[arg-type]


def counts(outcome: Verification) -> dict[str, int]:
    return {one.check.value: one.count for one in outcome.checks}


def test_an_untouched_share_holds_without_any_key(share: Path, original: tuple[Path, App, App]) -> None:
    outcome = checked(share, root=root_of(original[1]))
    assert outcome.findings == []
    assert counts(outcome) == {
        "certificates": 2,
        "segments": len(segment_files(original[1])),
        "blobs": 6,
        "receipts": 0,
        "checkpoints": 0,
    }
    assert outcome.about is not None
    assert (outcome.about.workplace, outcome.about.org_code) == ("西部配電事業所", "NSC01")
    assert len(outcome.about.heads) == 2


def test_what_was_not_looked_at_is_said(share: Path, original: tuple[Path, App, App]) -> None:
    said = list(unchecked(checked(share)))
    assert len(said) == 4, said  # content, root, the tail, the enrolment's letters
    compared = list(unchecked(checked(share, root=root_of(original[1]))))
    assert len(compared) == 3


def test_a_granted_key_also_tells_whether_the_content_holds(share: Path, original: tuple[Path, App, App]) -> None:
    first = original[1]
    outcome = checked(share, identities=first.identities())
    assert outcome.findings == []
    assert outcome.share is not None
    assert outcome.share.opened == outcome.share.segments
    assert counts(outcome)["entries"] == sum(1 for _entry in first.record.entries()) + 1
    assert counts(outcome)["files"] == 6
    assert outcome.scope[-2:] == (Check.FILES, Check.PAPERS)


def test_a_member_s_home_and_an_age_key_file_grant_the_same(original: tuple[Path, App, App], tmp_path: Path) -> None:
    first = original[1]
    (tmp_path / "key.txt").write_text("# created: today\n" + "\n".join(first.identities()) + "\n", encoding="ascii")
    assert identities_at(tmp_path / "key.txt", surroundings()) == first.identities()


def test_every_changed_byte_of_any_file_is_found_and_its_spot_named(share: Path) -> None:
    chance = random.Random(11)
    for path in sorted(p for p in share.rglob("*") if p.is_file() and "in/" not in str(p) and "out/" not in str(p)):
        whole = path.read_bytes()
        at = chance.randrange(len(whole))
        for damage in (
            whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :],
            whole[:at],
            whole + b"\n",
        ):
            path.write_bytes(damage)
            findings = checked(share).findings
            assert findings, f"{path.name}: byte {at} of {len(whole)}"
            assert path.relative_to(share).as_posix() in {finding.path for finding in findings}
            assert all(finding_words(finding) for finding in findings)
        path.write_bytes(whole)


MUTATIONS: dict[str, Callable[[random.Random, Path, list[Path]], Path]] = {}


def mutation(act: Callable[[random.Random, Path, list[Path]], Path]) -> Callable[..., Path]:
    MUTATIONS[act.__name__] = act
    return act


@mutation
def lost(_chance: random.Random, path: Path, _others: list[Path]) -> Path:
    path.unlink()
    return path


@mutation
def swapped(chance: random.Random, path: Path, others: list[Path]) -> Path:
    other = chance.choice([one for one in others if one != path and one.suffix == path.suffix])
    path.write_bytes(other.read_bytes())
    return path


@mutation
def renamed(_chance: random.Random, path: Path, _others: list[Path]) -> Path:
    path.rename(path.with_name("0badf00d.txt"))
    return path


@mutation
def emptied(_chance: random.Random, path: Path, _others: list[Path]) -> Path:
    path.write_bytes(b"")
    return path


@mutation
def overwritten(chance: random.Random, path: Path, _others: list[Path]) -> Path:
    path.write_bytes(chance.randbytes(len(path.read_bytes())))
    return path


@pytest.mark.parametrize("kind", MUTATIONS)
def test_whatever_is_done_to_any_one_file_is_found(original: tuple[Path, App, App], tmp_path: Path, kind: str) -> None:
    chance = random.Random(kind)
    names = sorted(p.relative_to(original[0]) for p in original[0].rglob("*") if p.suffix in {".seg", ".bin", ".crt"})
    # The end of the last PC to write is what no share can prove by itself: see the checkpoints.
    last = max((p for p in names if p.suffix == ".seg"), key=lambda p: (original[0] / p).stat().st_mtime_ns)
    for name in names:
        if name == last and kind in {"lost", "renamed"}:
            continue
        share = tmp_path / "share"
        shutil.copytree(original[0], share)
        MUTATIONS[kind](chance, share / name, [share / other for other in names])
        assert checked(share).findings, (kind, name)
        shutil.rmtree(share)


def test_a_missing_paper_is_named(share: Path) -> None:
    blob = min(share.rglob("*.bin"))
    blob.unlink()
    (finding,) = checked(share).findings
    assert (finding.damage, finding.check) == (Damage.SHARE_LACKS, Check.BLOBS)
    assert blob.relative_to(share).as_posix().startswith(finding.path)


def test_another_root_than_the_one_named_is_said_and_nothing_below_is_believed(share: Path, tmp_path: Path) -> None:
    other = found(tmp_path, "other", share=tmp_path / "other-share")
    outcome = checked(share, root=root_of(other))
    assert [finding.damage for finding in outcome.findings] == [Damage.SHARE_MARKER]
    assert outcome.checks == []


def test_a_foreign_certificate_and_a_device_nobody_certified_are_found(share: Path, tmp_path: Path) -> None:
    other = found(tmp_path, "other", share=tmp_path / "other-share")
    sync(other)
    for path in (tmp_path / "other-share").glob("trust/*.crt"):
        shutil.copy(path, share / "trust")
    foreign = folder_of(other).root / "w"
    (device,) = next(foreign.iterdir()).joinpath("log").iterdir()
    (ours,) = (share / "w").iterdir()
    shutil.copytree(device, ours / "log" / device.name)
    damages = {finding.damage for finding in checked(share).findings}
    assert damages == {Damage.SHARE_FILE, Damage.SHARE_UNCERTIFIED}


def test_two_stories_in_one_place_are_found_both(share: Path, original: tuple[Path, App, App]) -> None:
    first = original[1]
    segment = next(path for path in segment_files(first) if first.device.device_id in str(path))
    target = share / segment.relative_to(original[0])
    parsed = parse_segment(target.read_bytes())
    forged = build_segment(parsed.header, parsed.ciphertext, first.device.sign)
    target.with_name(target.name.replace(".0.", ".1.")).write_bytes(forged)
    assert [finding.damage for finding in checked(share).findings] == [Damage.SHARE_FORK]


def test_a_lost_segment_in_the_middle_is_named_by_its_place(share: Path, original: tuple[Path, App, App]) -> None:
    first = original[1].device.device_id
    ours = sorted(path for path in share.rglob("*.seg") if first in str(path))
    for path in ours[1:3]:
        path.unlink()
    (finding,) = checked(share).findings
    assert (finding.damage, finding.device, finding.entry) == (Damage.SHARE_LACKS, first, 2)
    assert ours[1].relative_to(share).as_posix().startswith(finding.path)
    assert "1" in finding.detail


def test_a_segment_that_does_not_follow_the_one_before_is_found(share: Path, original: tuple[Path, App, App]) -> None:
    """Only the PC itself can sign such a one: it would be its own forger."""
    first = original[1]
    target = sorted(path for path in share.rglob("*.seg") if first.device.device_id in str(path))[1]
    parsed = parse_segment(target.read_bytes())
    target.write_bytes(build_segment(replace(parsed.header, prev="f" * 64), parsed.ciphertext, first.device.sign))
    findings = checked(share).findings
    assert {finding.damage for finding in findings} == {Damage.SHARE_CHAIN}
    assert target.relative_to(share).as_posix() in {finding.path for finding in findings}


def test_a_file_that_is_not_what_its_fact_says_is_found_by_whoever_may_read(tmp_path: Path) -> None:
    app = found(tmp_path, "home", share=tmp_path / "share")
    case_id = register(app, "0012345")
    kept = app.files.put("list.txt", "text/plain", b"what was there", app.recipients())
    answer = ItemAnswered(
        case_id=case_id,
        item_id="D-01",
        answer=Answer.DONE,
        done_on=app.today(),
        count=1,
        reason_code="",
        note="",
        due_on=None,
        reference="",
        evidence=(replace(kept, sha256="0" * 64),),
        entered_by_transferee=False,
    )
    app.commit((answer,))
    sync(app)
    assert checked(tmp_path / "share").ok, "sealed it is whole"
    (finding,) = checked(tmp_path / "share", identities=app.identities()).findings
    assert (finding.damage, finding.name) == (Damage.FILE_CHANGED, "list.txt")


def test_torn_attempts_and_strangers_are_counted_and_no_damage(share: Path) -> None:
    segment = min(share.rglob("*.seg"))
    shutil.copy(segment, segment.with_name(segment.name.replace(".0.", ".1.")))
    segment.write_bytes(segment.read_bytes()[:99])
    (share / "thumbs.db").write_bytes(b"x")
    (share / "w" / "notes.txt").write_bytes(b"x")
    outcome = checked(share)
    assert outcome.findings == []
    assert outcome.share is not None
    assert (outcome.share.torn, outcome.share.strangers) == (1, 2)
    assert len(list(remarks(outcome))) == 2


def test_a_pc_s_missing_end_is_known_by_what_the_others_had_seen(share: Path, original: tuple[Path, App, App]) -> None:
    first = original[1].device.device_id
    max(p for p in share.rglob("*.seg") if first in str(p)).unlink()
    (finding,) = checked(share).findings
    assert (finding.damage, finding.device) == (Damage.SHARE_SEEN_FURTHER, first)


def test_a_walk_can_be_stopped_and_tells_how_far_it_is(share: Path) -> None:
    heard: list[tuple[int, int]] = []
    audit(AuditRequest(str(share)), progress=lambda done, total: heard.append((done, total)))
    assert heard[-1][0] == heard[-1][1] == len(heard)
    with pytest.raises(AuditStopped):
        audit(AuditRequest(str(share)), stop=lambda: len(heard) > 0)


def test_memory_stays_flat_however_much_lies_there(tmp_path: Path) -> None:
    peaks = []
    for size in (1, 8):
        app = found(tmp_path, f"home{size}", share=tmp_path / f"share{size}")
        case_id = register(app, "0012345")
        for number in range(size):
            answer_with_evidence(app, case_id, random.Random(number).randbytes(1 << 20))
        sync(app)
        tracemalloc.start()
        assert walked(folder_of(app)).blobs == size
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + (2 << 20), f"7 MiB more lie there: {peaks}"


def walked(store: FolderStore) -> ShareAudit:
    found_there = audit_share(store, AuditBrief())
    assert not [spot for spot in found_there.spots if spot.flaw is not Flaw.CHECKPOINT]
    return found_there


def test_what_is_no_share_is_told(tmp_path: Path) -> None:
    with pytest.raises(ShareMissing):
        checked(tmp_path / "nowhere")
    with pytest.raises(ShareUnmarked):
        checked(tmp_path)


@pytest.mark.parametrize("text", ["", "abcd", "x" * 64, "/nowhere/root.pem", "\0"])
def test_what_is_no_fingerprint_is_told(text: str) -> None:
    with pytest.raises(RootFingerprintUnreadable):
        fingerprint_of(text)


def test_a_fingerprint_is_read_as_it_stands_on_paper(original: tuple[Path, App, App], tmp_path: Path) -> None:
    root = root_of(original[1])
    assert fingerprint_of(" ".join(root.upper()[at : at + 4] for at in range(0, 64, 4))) == root
    (tmp_path / "root.pem").write_text(original[1].workplace.root_certificate)
    assert fingerprint_of(str(tmp_path / "root.pem")) == root
