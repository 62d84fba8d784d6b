"""Clearing a share away: what notices cover goes, and nothing that could be needed, whoever may delete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.errors import ClearingUnsafe, ShareReadOnly, ShareRootDiffers
from desktop_app.keys.identity import fingerprint
from desktop_app.sentences import sentence
from desktop_app.sentences.clearing import clearing_lines
from desktop_app.share.clearing import Clearing, clear, survey
from desktop_app.share.disposal import DisposalNotice, make_notice, read_notice
from desktop_app.share.folder import FolderStore
from desktop_app.usecases.auditing import AuditRequest, audit
from desktop_app.usecases.share_alarms import alarms
from desktop_app.usecases.share_errand import trust_of
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.ticket_post import device_certificate
from tests.core.share.bad_share_input import Forge
from tests.disposed_office import Office, Played, put_notice
from tests.warm_commands import WarmPc


def files(share: Path) -> set[str]:
    return {path.relative_to(share).as_posix() for path in share.rglob("*") if path.is_file()}


def notice_of(share: Path, played: Played) -> tuple[Path, DisposalNotice]:
    (path,) = share.glob("w/*/end/*/*.json")
    trust = trust_of(played.first)
    return path, read_notice(path.read_bytes(), trust.root, trust.workplace_id).notice


def leave(share: Path, notice: DisposalNotice, by: App) -> None:
    put_notice(FolderStore(share), notice, make_notice(notice, device_certificate(by), by.device.sign))


def test_the_year_s_files_go_and_everything_else_stays(share: Path, played: Played) -> None:
    store, before = FolderStore(share), files(share)
    found = survey(store, played.root)
    assert files(share) == before, "looking removes nothing"
    assert set(found.segments) == {path for path in before if "/log/" in path and "/2026/" in path}
    assert set(found.sealed) == {path for path in before if "/blob/2026/" in path}
    assert sum(found.sealed.values()) == sum((share / path).stat().st_size for path in found.sealed)
    assert set(found.letters) == {path for path in before if "/in/2026" in path}
    assert found.letters, "the requests of those who joined"
    cleared = clear(store, found)
    assert (cleared.removed, cleared.left) == (len(found.files), {})
    assert before - files(share) == set(found.files)
    assert audit(AuditRequest(str(share), root=played.root)).findings == []
    assert not list(share.glob("w/*/log/*/2026"))


def test_a_second_run_finds_nothing_more(share: Path, played: Played) -> None:
    store = FolderStore(share)
    clear(store, survey(store, played.root))
    again = survey(store, played.root)
    assert again.files == ()
    assert list(clearing_lines(again, None))[-1] == "Nothing of it lies here any more."


def test_a_file_that_a_segment_which_stays_names_stays(share: Path, played: Played) -> None:
    """A PC that was away wrote in that year too, and its record came only afterwards."""
    _path, said = notice_of(share, played)
    second = played.office.second.device.device_id
    kept = tuple(chain for chain in said.chains if chain.device_id != second)
    _path.unlink()
    leave(share, replace(said, chains=kept), played.first)
    found = survey(FolderStore(share), played.root)
    theirs = {path for path in files(share) if f"/log/{second}/2026/" in path}
    assert theirs
    assert not theirs & set(found.segments)
    headed = len(list(share.glob("w/*/blob/2026/*/*.bin")))
    assert 0 < len(found.sealed) < headed


@dataclass
class Denying:
    """A share that refuses to remove some files, or lost them meanwhile."""

    store: FolderStore
    denied: Callable[[str], bool]
    asked: list[str] = field(default_factory=list)

    def delete(self, path: str) -> None:
        self.asked.append(path)
        if self.denied(path):
            raise ShareReadOnly(address="share")
        self.store.delete(path)


def test_what_is_gone_already_is_passed_over_and_what_is_denied_is_told(share: Path, played: Played) -> None:
    store = FolderStore(share)
    found = survey(store, played.root)
    first, second = list(found.segments)[:2]
    (share / first).unlink()
    denying = Denying(store, lambda path: path == second)
    cleared = clear(denying, found)  # type: ignore[arg-type]
    assert list(cleared.left) == [second]
    assert files(share) & set(found.files) == {second}
    lines = list(clearing_lines(found, cleared))
    assert f"  {second}" in lines
    assert sentence(ShareReadOnly(address="share")) in lines


def test_a_server_that_removes_nothing_is_not_asked_for_ever(share: Path, played: Played) -> None:
    store = FolderStore(share)
    found = survey(store, played.root)
    denying = Denying(store, lambda _path: True)
    cleared = clear(denying, found)  # type: ignore[arg-type]
    assert len(denying.asked) == 10
    assert set(cleared.left) == set(found.files)


def _another_last_segment(share: Path, played: Played) -> str:
    _path, said = notice_of(share, played)
    bent = tuple(replace(chain, sha256="ab" * 32) for chain in said.chains)
    _path.unlink()
    leave(share, replace(said, chains=bent), played.office.second)
    return "this record is another than the notice"


def _another_next_segment(share: Path, played: Played) -> str:
    for chain in played.chains:
        for path in share.glob(f"w/*/log/{chain.device_id}/*/{chain.segment:08d}.0.seg"):
            path.unlink()
    return _another_last_segment(share, played).replace("is another than", "does not follow what")


def _two_that_differ(share: Path, played: Played) -> str:
    _path, said = notice_of(share, played)
    bent = tuple(replace(chain, sha256="ab" * 32) for chain in said.chains)
    leave(share, replace(said, chains=bent), played.office.second)
    return "two notices of disposed years say different things"


def _an_unreadable_one_that_stays(share: Path, played: Played) -> str:
    path, said = notice_of(share, played)
    second = played.office.second.device.device_id
    path.unlink()
    leave(share, replace(said, chains=tuple(c for c in said.chains if c.device_id != second)), played.first)
    broken = min(share.glob(f"w/*/log/{second}/2026/*.seg"))
    broken.write_bytes(broken.read_bytes()[:100])
    return "this record cannot be read"


@pytest.mark.parametrize(
    "bend", [_another_last_segment, _another_next_segment, _two_that_differ, _an_unreadable_one_that_stays]
)
def test_where_anything_contradicts_a_notice_nothing_at_all_is_removed(
    share: Path, played: Played, bend: Callable[[Path, Played], str]
) -> None:
    words = bend(share, played)
    before = files(share)
    with pytest.raises(ClearingUnsafe) as refused:
        survey(FolderStore(share), played.root)
    assert words in sentence(refused.value)
    assert files(share) == before


def test_notices_that_do_not_hold_let_nothing_go(share: Path, played: Played) -> None:
    path, said = notice_of(share, played)
    forge = Forge()
    data = make_notice(said, forge.certificate, forge.sign)
    put_notice(FolderStore(share), said, data)
    path.write_bytes(path.read_bytes()[:-4])
    found = survey(FolderStore(share), played.root)
    assert (found.notices, found.files) == ((), ())
    assert {error.reason for _path, error in found.damaged} == {"signature", "format"}


def test_a_share_under_another_root_is_left_alone(share: Path) -> None:
    with pytest.raises(ShareRootDiffers):
        survey(FolderStore(share), "ab" * 32)


def test_the_command_says_what_may_go_and_removes_it_only_when_told_to(
    share: Path, played: Played, tmp_path: Path
) -> None:
    before, pc = files(share), WarmPc(tmp_path, language="en")
    said = pc.run("share", "clear", "--share", share, "--root", played.root)
    assert (said.code, said.err) == (0, "")
    assert f"Fiscal year 2026: order {played.office.number}, carried out on 2030-05-02 10:00" in said.out
    assert "Nothing was removed." in said.out
    assert files(share) == before
    told = pc.ask("share", "clear", "--share", share, "--root", played.root, "--delete")
    assert told["removed"] == sum(told[kind]["count"] for kind in ("segments", "sealed", "letters")) > 0
    assert len(files(share)) == len(before) - told["removed"]


def test_the_members_notice_nothing_but_the_room(office: Office) -> None:
    office.dispose()
    share = office.folder / "share"
    store = FolderStore(share)
    gone: Clearing = survey(store, fingerprint(trust_of(office.first).root))
    assert clear(store, gone).left == {}
    for app in (office.first, office.second):
        report = sync(app)
        assert (report.healed, report.pending, alarms(app)) == (0, (), ())
    assert not files(share) & set(gone.files)
