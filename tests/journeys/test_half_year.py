"""A half-year on four PCs over a real file server, with cuts and kills (the parts: ``tests.half_year``)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tests.half_year.story import HalfYearPlayed
from tests.samba import Samba

SEED = 3


def test_four_pcs_play_a_half_year_through_cuts_and_kills_and_end_with_equal_ledgers_and_a_clean_audit(
    samba: Samba, tmp_path: Path
):
    story = HalfYearPlayed(samba, tmp_path, seed=SEED, cases=2)
    story.play()
    happened = sum((desk.seen for desk in story.desks.values()), start=Counter())
    assert happened["killed"] > 0
    assert happened["cut"] + happened["away"] > 0
