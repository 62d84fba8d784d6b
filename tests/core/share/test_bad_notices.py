"""The table of bad notices: each refused with its own sentence, and obeyed by nobody."""

from __future__ import annotations

import hashlib

import pytest

from desktop_app.domain.disposed import farthest
from desktop_app.errors import DisposalNoticeDamaged
from desktop_app.sentences import sentence
from desktop_app.share.disposal import SignedNotice, covers, read_notice
from desktop_app.share.layout import SegmentPlace, is_notice_path, notice_paths
from desktop_app.share.notices import lies_rightly
from desktop_app.text import use_language
from tests.core.share.bad_notices import CHAIN, NOTICE, NOTICES, OURS, sound
from tests.core.share.bad_share_input import DEVICE, STRANGER, Bad, Forge


@pytest.fixture(scope="module")
def forge() -> Forge:
    return Forge()


def read(forge: Forge, data: bytes) -> SignedNotice:
    return read_notice(data, forge.root.certificate, OURS)


def test_but_for_what_is_changed_it_would_be_believed(forge: Forge) -> None:
    found = read(forge, sound(forge))
    assert (found.notice, found.device_id) == (NOTICE, DEVICE)
    assert len({row.what for row in NOTICES}) == len(NOTICES) >= 50


@pytest.mark.parametrize("row", NOTICES, ids=lambda row: row.what)
def test_a_bad_notice_is_refused_in_words(forge: Forge, row: Bad) -> None:
    use_language("en")
    with pytest.raises(DisposalNoticeDamaged) as refused:
        read(forge, row.make(forge))
    assert sentence(refused.value) == f"{row.said} Nothing is removed because of it."


def test_no_prefix_of_one_is_believed(forge: Forge) -> None:
    data = sound(forge)
    for length in range(len(data)):
        with pytest.raises(DisposalNoticeDamaged):
            read(forge, data[:length])


@pytest.mark.parametrize(
    "path",
    [
        f"w/{OURS}/end/2026/{'ab' * 16}.json",
        f"w/{OURS}/end/2026/{'ab' * 16}.100.json",
        f"w/{OURS}/end/2026/{'AB' * 16}.0.json",
        f"w/{OURS}/end/26/{'ab' * 16}.0.json",
        f"w/{OURS}/end/２０２６/{'ab' * 16}.0.json",
        f"w/{OURS}/end/2026/{'ab' * 16}.0.json\n",
        f"w/{OURS}/end/2026/{'ab' * 15}.0.json",
        f"w/{OURS}/end/{'ab' * 16}.0.json",
        f"w/0badf00d/end/2026/{'ab' * 16}.0.json",
        f"w/{OURS}/end/2026/../2026/{'ab' * 16}.0.json",
    ],
)
def test_a_name_that_is_no_notice_s_is_a_stranger_s(path: str) -> None:
    assert not is_notice_path(path, OURS)


def test_a_notice_under_another_s_name_or_year_lies_wrong(forge: Forge) -> None:
    found = read(forge, sound(forge))
    sha256 = hashlib.sha256(found.data).hexdigest()
    assert lies_rightly(found, notice_paths(OURS, 2026, sha256)(0))
    assert lies_rightly(found, notice_paths(OURS, 2026, sha256)(7))
    assert not lies_rightly(found, notice_paths(OURS, 2027, sha256)(0))
    assert not lies_rightly(found, notice_paths(OURS, 2026, "ab" * 32)(0))


@pytest.mark.parametrize(
    ("place", "went"),
    [
        (SegmentPlace(DEVICE, 2026, 1), True),
        (SegmentPlace(DEVICE, 2026, 3), True),
        (SegmentPlace(DEVICE, 2026, 4), False),
        (SegmentPlace(DEVICE, 2027, 3), False),
        (SegmentPlace(STRANGER, 2026, 1), False),
    ],
)
def test_a_notice_covers_a_pc_s_segments_up_to_one_and_of_no_later_year(place: SegmentPlace, went: bool) -> None:
    assert covers(farthest(NOTICE.chains), place) is went
    assert farthest((CHAIN, *NOTICE.chains)) == {DEVICE: CHAIN}
