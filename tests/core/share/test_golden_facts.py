"""Every form of a fact that was ever released lies in a frozen share and is read for ever, byte for byte."""

from __future__ import annotations

import json
from typing import Any

import pytest

from desktop_app.domain.facts import UnknownFact
from desktop_app.journal.codec import decode_fact, encode_fact
from desktop_app.journal.earlier_forms import EARLIER
from tests.core.share.golden_facts import frozen, released

FROZEN = frozen()


def test_every_released_form_of_a_fact_is_frozen():
    """A new fact is frozen with ``python -m tests.core.share.golden_facts`` once its form is final."""
    assert released() - FROZEN.keys() == set()


def test_no_form_that_was_frozen_was_given_up():
    assert FROZEN.keys() - released() == set()


@pytest.mark.parametrize("tag", sorted(FROZEN))
def test_nothing_a_frozen_fact_says_is_lost(tag: str):
    for raw in FROZEN[tag]:
        fact = decode_fact(raw)
        assert not isinstance(fact, UnknownFact)
        assert tag in EARLIER or says_as_much(json.loads(encode_fact(fact)), json.loads(raw))


def says_as_much(now: Any, then: Any) -> bool:
    """Whether *now* says all that *then* says: fields may have been added since, with defaults."""
    if isinstance(then, dict):
        return isinstance(now, dict) and all(name in now and says_as_much(now[name], then[name]) for name in then)
    if isinstance(then, list):
        return len(now) == len(then) and all(map(says_as_much, now, then))
    return bool(now == then)
