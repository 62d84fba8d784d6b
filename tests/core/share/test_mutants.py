"""The breaks of the protocol (tests/mutants.py): all still apply, and one is made and seen in every run."""

from __future__ import annotations

from tests.mutants import MUTANTS, ROOT, survives

ONE = "a segment counts only with the signature of its device"


def test_every_break_still_fits_the_source_and_names_a_test():
    for mutant in MUTANTS:
        text = (ROOT / mutant.file).read_text(encoding="utf-8")
        assert text.count(mutant.sound) == 1, mutant.rule
        file, _, name = mutant.test.partition("::")
        assert not name or f"def {name}(" in (ROOT / "tests" / file).read_text(encoding="utf-8"), mutant.rule
    assert len({mutant.rule for mutant in MUTANTS}) == len(MUTANTS) >= 8


def test_a_break_of_the_protocol_is_seen():
    assert not survives(next(mutant for mutant in MUTANTS if mutant.rule == ONE))
