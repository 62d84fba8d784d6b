"""Whatever bytes it gets, a parser of the share's files answers, or raises one of our errors; soon, and in little room.

``SEKISHO_FUZZ=20000`` tries more of each.
"""

from __future__ import annotations

import os
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.errors import SekishoError
from tests.core.share.fuzzing import PARSERS, bent

EXAMPLES = int(os.environ.get("SEKISHO_FUZZ", "60"))
LONGEST = 2000
"""Milliseconds for the worst of them, on a slow machine."""
ROOM = 16 * 1024 * 1024
"""Bytes; the bent files have at most some 100 KB."""


@pytest.mark.parametrize("kind", PARSERS)
@settings(max_examples=EXAMPLES, deadline=LONGEST, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_parser_raises_only_what_it_says(kind: str, data: st.DataObject):
    parser = PARSERS[kind]
    given_bytes = parser.sealed(data.draw(bent(parser.sound)))
    with suppress(SekishoError):
        parser.reads(given_bytes)


def test_no_flipped_bit_of_an_invitation_is_believed():
    """Those of the files on a share: test_hostile_share."""
    parser = PARSERS["invitation"]
    whole = parser.sound
    parser.reads(whole)
    believed = []
    for at in range(len(whole)):
        for bit in range(8):
            with suppress(SekishoError):
                parser.reads(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
                believed.append((at, bit))
    assert believed == []


def test_no_bent_file_takes_more_room_than_a_few_times_its_size():
    deep, long = b"[" * 100_000, b'{"a":"' + b"a" * 100_000 + b'"}'
    tracemalloc.start()
    try:
        for kind, parser in PARSERS.items():
            for told in (deep, long, parser.sound * 200):
                data = parser.sealed(told)
                tracemalloc.reset_peak()
                before, _peak = tracemalloc.get_traced_memory()
                with suppress(SekishoError):
                    parser.reads(data)
                _now, peak = tracemalloc.get_traced_memory()
                assert peak - before < ROOM, kind
    finally:
        tracemalloc.stop()
