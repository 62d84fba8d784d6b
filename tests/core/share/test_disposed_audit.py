"""Auditing a share of which a year was disposed: what is gone on purpose is said, and nothing else passes for it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.journal.entry import GENESIS
from desktop_app.keys.identity import fingerprint
from desktop_app.share.checkpoint import Checkpoint, CheckpointHead, make_checkpoint
from desktop_app.share.disposal import DisposalNotice, make_notice, read_notice
from desktop_app.share.folder import FolderStore
from desktop_app.share.layout import checkpoint_paths
from desktop_app.share.signed import sign_note
from desktop_app.store.segments import Segments
from desktop_app.usecases.auditing import AuditRequest, audit
from desktop_app.usecases.auditing_words import remarks, unchecked
from desktop_app.usecases.share_errand import trust_of
from desktop_app.usecases.ticket_post import device_certificate
from desktop_app.usecases.verifying_share import check_share
from desktop_app.usecases.verifying_spots import Damage, Verification, finding_words
from tests.core.share.bad_share_input import Forge
from tests.disposal_stories import OVER
from tests.disposed_office import Played, cleared, put_notice


def clear(share: Path, chains: tuple[DisposedChain, ...]) -> None:
    cleared(share, chains)
    shutil.rmtree(next(share.glob("w/*/blob/2026")))


def checked(share: Path, played: Played, **brought: object) -> Verification:
    root = fingerprint(trust_of(played.first).root)
    return audit(AuditRequest(str(share), root=root, **brought))  # type: ignore[arg-type]


def damages(outcome: Verification) -> set[Damage]:
    return {finding.damage for finding in outcome.findings}


def notice_of(share: Path, played: Played) -> tuple[Path, DisposalNotice]:
    (path,) = share.glob("w/*/end/*/*.json")
    trust = trust_of(played.first)
    return path, read_notice(path.read_bytes(), trust.root, trust.workplace_id).notice


def leave(share: Path, played: Played, notice: DisposalNotice, by: App | None = None) -> Path:
    """Put another notice beside, signed by a member's PC."""
    app = by or played.office.second
    return put_notice(FolderStore(share), notice, make_notice(notice, device_certificate(app), app.device.sign))


def checkpoint(share: Path, played: Played, heads: dict[str, CheckpointHead]) -> None:
    app = played.first
    said = Checkpoint(trust_of(app).workplace_id, 1, GENESIS, OVER, heads)
    data = make_checkpoint(sign_note(said, device_certificate(app), app.device.sign))
    FolderStore(share).put_new(checkpoint_paths(app.today())(0), data)


def test_a_cleared_share_holds_and_the_result_says_what_was_not_checked_and_why(share: Path, played: Played) -> None:
    clear(share, played.chains)
    outcome = checked(share, played)
    assert outcome.findings == []
    (said,) = [line for line in unchecked(outcome) if played.office.number in line]
    count = sum(chain.segment for chain in played.chains)
    assert said == (
        f"Records that went with fiscal year 2026, disposed of by order {played.office.number} (signed by PC "
        f"{played.first.device.device_id[:8]}, 2030-05-02 10:00): {count} segments"
    )
    assert not [line for line in remarks(outcome) if "cleared" in line]
    assert outcome.about is not None
    assert len(outcome.about.heads) == 3


def test_what_still_lies_there_is_counted_and_no_damage(share: Path, played: Played) -> None:
    outcome = checked(share, played)
    assert outcome.findings == []
    count = sum(chain.segment for chain in played.chains) + len(list(share.glob("w/*/blob/2026/*/*.bin")))
    assert list(remarks(outcome)) == [f"Files of disposed years that still lie there, to be cleared away: {count}"]


def test_half_of_it_gone_is_no_damage_either(share: Path, played: Played) -> None:
    gone = sorted(share.glob("w/*/log/*/2026/*.seg")) + sorted(share.glob("w/*/blob/2026/*/*.bin"))
    for path in gone[::2]:
        path.unlink()
    for path in gone[1::4]:
        path.write_bytes(path.read_bytes()[:40])
    assert checked(share, played).findings == []


def test_without_the_notice_the_gap_is_found(share: Path, played: Played) -> None:
    clear(share, played.chains)
    notice_of(share, played)[0].unlink()
    assert Damage.SHARE_LACKS in damages(checked(share, played))


def test_what_went_missing_behind_it_is_found(share: Path, played: Played) -> None:
    clear(share, played.chains)
    base = next(chain for chain in played.chains if chain.device_id == played.first.device.device_id)
    (path,) = share.glob(f"w/*/log/{base.device_id}/2027/{base.segment + 1:08d}.0.seg")
    path.unlink()
    assert Damage.SHARE_LACKS in damages(checked(share, played))


def test_a_checkpoint_of_the_year_is_no_share_that_was_set_back(share: Path, played: Played) -> None:
    base = max(played.chains, key=lambda chain: chain.segment)
    checkpoint(share, played, {base.device_id: CheckpointHead(base.segment - 1, "ab" * 32, base.entry - 1)})
    clear(share, played.chains)
    assert checked(share, played).findings == []


def test_the_order_and_the_last_checkpoint_stay_and_verify(share: Path, played: Played) -> None:
    heads = {c.device_id: CheckpointHead(c.segment, c.sha256, c.entry) for c in played.chains}
    checkpoint(share, played, heads)
    clear(share, played.chains)
    assert checked(share, played).findings == []


def test_a_checkpoint_beyond_it_still_shows_a_share_that_was_set_back(share: Path, played: Played) -> None:
    base = played.chains[0]
    checkpoint(share, played, {base.device_id: CheckpointHead(base.segment + 90, "ab" * 32, base.entry + 90)})
    clear(share, played.chains)
    assert damages(checked(share, played)) == {Damage.SHARE_SET_BACK}


Bending = Callable[[Path, Played], object]


def _torn(share: Path, played: Played) -> None:
    path, _said = notice_of(share, played)
    path.write_bytes(path.read_bytes()[:-9])


def _renamed(share: Path, played: Played) -> None:
    path, _said = notice_of(share, played)
    path.rename(path.with_name(f"{'ab' * 16}.0.json"))


def _by_nobody(share: Path, played: Played) -> None:
    """By a PC that has its certificate from another root."""
    path, said = notice_of(share, played)
    path.unlink()
    forge = Forge()
    data = make_notice(said, forge.certificate, forge.sign)
    put_notice(FolderStore(share), said, data)


def _elsewhere(share: Path, played: Played) -> None:
    path, said = notice_of(share, played)
    path.unlink()
    data = make_notice(
        replace(said, workplace_id="0badf00d"), device_certificate(played.first), played.first.device.sign
    )
    put_notice(FolderStore(share), said, data)


def _against_a_checkpoint(share: Path, played: Played) -> None:
    base = played.chains[0]
    checkpoint(share, played, {base.device_id: CheckpointHead(base.segment, "ab" * 32, base.entry)})


def _against_a_segment(share: Path, played: Played) -> None:
    _path, said = notice_of(share, played)
    last = Segments(played.first.record.database).end(played.first.device.device_id)
    assert last is not None
    further = replace(said.chains[0], device_id=played.first.device.device_id, segment=last.seq, sha256="ab" * 32)
    leave(share, played, replace(said, order_no="2026-D02", chains=(further,)))


def _against_another(share: Path, played: Played) -> None:
    _path, said = notice_of(share, played)
    bent = tuple(replace(chain, sha256="ab" * 32) for chain in said.chains)
    leave(share, played, replace(said, chains=bent, at=said.at + timedelta(days=1)))


@pytest.mark.parametrize(
    ("bend", "words"),
    [
        (_torn, "it is torn or changed"),
        (_renamed, "it does not lie under its own name"),
        (_by_nobody, "no PC of this organisation signed it"),
        (_elsewhere, "it is another workplace's"),
        (_against_a_checkpoint, "a checkpoint names another record than it does"),
        (_against_a_segment, "a record that is there is another than it names"),
        (_against_another, "a record that is there is another than it names"),
    ],
)
def test_a_notice_that_does_not_hold_is_told_and_covers_nothing(
    share: Path, played: Played, bend: Bending, words: str
) -> None:
    bend(share, played)
    outcome = checked(share, played)
    told = [one for one in outcome.findings if one.damage is Damage.DISPOSAL_NOTICE]
    assert len(told) == 1
    assert words in finding_words(told[0])


def test_two_notices_that_say_otherwise_are_told(share: Path, played: Played) -> None:
    clear(share, played.chains)
    _against_another(share, played)
    told, other = [one for one in checked(share, played).findings if one.damage is Damage.DISPOSAL_NOTICE]
    assert told.path != other.path
    assert "another notice says otherwise" in finding_words(told)


def test_a_granted_key_also_tells_order_approval_and_numbers(share: Path, played: Played) -> None:
    clear(share, played.chains)
    outcome = checked(share, played, identities=played.first.identities())
    (order,) = outcome.orders
    assert (order.order_no, order.fiscal_year, order.cases) == (played.office.number, 2026, ("NSC01-26B-A001",))
    (said,) = [line for line in remarks(outcome) if played.office.number in line]
    assert said == (
        f"Order {played.office.number}: ordered on 2030.4.2, approved by somebody else on 2030.4.2, "
        "carried out on 2030.5.2; transfers that went: 1, that were kept back: 0"
    )
    assert Damage.DISPOSAL_NOTICE not in damages(outcome)


def test_a_granted_key_also_finds_a_notice_that_nothing_in_the_record_stands_behind(
    share: Path, played: Played
) -> None:
    _path, said = notice_of(share, played)
    leave(share, played, replace(said, order_no="2026-D99"))
    assert Damage.DISPOSAL_NOTICE not in damages(checked(share, played))
    outcome = checked(share, played, identities=played.first.identities())
    (told,) = [one for one in outcome.findings if one.damage is Damage.DISPOSAL_NOTICE]
    assert "the record holds no order, approval and carrying out for it" in finding_words(told)


def test_a_member_s_check_of_the_cleared_share_holds_and_says_the_same(played: Played) -> None:
    outcome = Verification()
    check_share(played.first, outcome, None, played.first.workplace)
    assert outcome.findings == []
    assert [part.notice.order_no for part in outcome.disposed] == [played.office.number]
    assert any(played.office.number in line for line in unchecked(outcome))
