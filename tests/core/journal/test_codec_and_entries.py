"""Facts to bytes and back: every fact survives, every released form is pinned, nothing changed goes unseen."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain import facts
from desktop_app.domain.facts import CaseFact, Fact, ListFact, UnknownFact, WorkplaceFact
from desktop_app.domain.finding_facts import FindingFact
from desktop_app.domain.programme import Programme
from desktop_app.errors import JournalBroken, SegmentDamaged, SignatureWrong, UnreadableFact
from desktop_app.journal import codec
from desktop_app.journal.chain import check_chain
from desktop_app.journal.entry import GENESIS, Head, SignedEntry, make_entry, read_entry, recorded_facts
from desktop_app.journal.segment import (
    SegmentHeader,
    build_segment,
    entries_from_bytes,
    entries_to_bytes,
    parse_segment,
)
from desktop_app.keys.signing import new_key, sign, verify
from tests.core.domain.cases import BRIEFED, PROGRAMME, REGISTERED

AT = datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)
ALL_FACTS = (*get_args(CaseFact), *get_args(WorkplaceFact), *get_args(ListFact), *get_args(FindingFact))

# Names keep their characters: rare, variant, invisible and foreign ones included.
TEXT = st.text(max_size=20) | st.sampled_from(
    ["\u9ad9\u6a4b", "\U00020bb7\u7530", "\u845b\U000e0100\u897f", "\ufa19\u8c37", "Nguy\u1ec5n", "\u200b"]
)


def strategy(fact_type: type) -> st.SearchStrategy:
    return st.from_type(fact_type)


st.register_type_strategy(str, TEXT)
st.register_type_strategy(date, st.dates(date(2000, 1, 1), date(2100, 1, 1)))
st.register_type_strategy(int, st.integers(-(2**40), 2**40))
st.register_type_strategy(Programme, st.just(PROGRAMME))


@pytest.mark.parametrize("fact_type", ALL_FACTS, ids=lambda t: t.__name__)
def test_every_fact_comes_back_as_it_was(fact_type):
    @given(strategy(fact_type))
    @settings(max_examples=15)
    def round_trip(fact):
        assert codec.decode_fact(codec.encode_fact(fact)) == fact

    round_trip()


def test_every_fact_has_its_tag_and_every_tag_its_fact():
    assert set(codec._READERS.values()) == set(ALL_FACTS)
    assert len(codec._TAGS) == len(codec._READERS)


def test_the_released_form_of_a_fact_is_these_bytes():
    assert codec.encode_fact(BRIEFED).decode() == (
        '{"data":{"acknowledged_by_transferee":true,"briefed_by":"中村　由美子","briefed_on":"2026-11-20",'
        '"case_id":"c1","method":"対面","place":"会議室"},"type":"briefing-recorded/1"}'
    )


def test_a_fact_of_a_newer_version_is_kept_and_not_guessed_at():
    newer = b'{"data":{"case_id":"c1","shape":[1,2]},"type":"item-answered/9"}'
    assert codec.decode_fact(newer) == UnknownFact("item-answered/9", "c1")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{",
        b'{"type":"answer-withdrawn/1"}',
        b'{"type":"answer-withdrawn/1","data":{"case_id":1,"item_id":"D-01"}}',
        b'{"type":"answer-withdrawn/1","data":{"case_id":"c1"}}',
        b'{"type":"answer-withdrawn/1","data":"\xff"}',
        b"[" * 100_000,
    ],
)
def test_bytes_that_are_no_fact_are_refused_with_our_own_error(data):
    with pytest.raises(UnreadableFact):
        codec.decode_fact(data)


def entries(*batches: tuple[Fact, ...]) -> tuple[list[SignedEntry], object]:
    key = new_key()
    head, made = Head("ab" * 8, 0, GENESIS), []
    for lamport, batch in enumerate(batches, start=1):
        signed = make_entry(head, batch, lamport=lamport, at=AT, by="m1", sign=lambda data: sign(key, data))
        made.append(signed)
        head = Head(head.device_id, head.seq + 1, signed.hash)
    return made, key


def test_an_entry_says_who_when_and_where_and_keeps_the_order_of_its_facts():
    (signed,), _ = entries((REGISTERED, BRIEFED))
    entry = read_entry(signed.body)
    assert (entry.seq, entry.prev, entry.lamport, entry.at, entry.by) == (1, GENESIS, 1, AT, "m1")
    assert [r.fact for r in recorded_facts(entry)] == [REGISTERED, BRIEFED]
    assert [r.position.index for r in recorded_facts(entry)] == [0, 1]


def test_any_changed_byte_of_an_entry_breaks_its_signature_or_the_chain():
    made, key = entries((REGISTERED,), (BRIEFED,))
    check_chain(made, lambda _device, body, signature: verify(key.public_key(), signature, body))
    body = made[0].body
    for place in range(0, len(body), 7):
        changed = SignedEntry(body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :], made[0].signature)
        with pytest.raises((JournalBroken, SignatureWrong, UnreadableFact)):
            check_chain([changed, made[1]], lambda _d, b, s: verify(key.public_key(), s, b))


@pytest.mark.parametrize("order", [[1], [0, 0], [1, 0]], ids=["first missing", "twice", "swapped"])
def test_a_lost_repeated_or_swapped_entry_breaks_the_chain(order):
    made, key = entries((REGISTERED,), (BRIEFED,))
    with pytest.raises(JournalBroken):
        check_chain([made[n] for n in order], lambda _d, b, s: verify(key.public_key(), s, b))


def segment(made: list[SignedEntry], key: object) -> bytes:
    from hashlib import sha256

    ciphertext = b"age:" + entries_to_bytes(tuple(made))
    header = SegmentHeader("ab" * 8, 1, GENESIS, 2026, 1, len(made), sha256(ciphertext).hexdigest(), (), {})
    return build_segment(header, ciphertext, lambda data: sign(key, data))


def accept(data: bytes, key: object) -> None:
    parsed = parse_segment(data)
    verify(key.public_key(), parsed.signature, parsed.header_bytes)


def test_a_segment_comes_apart_as_it_was_put_together():
    made, key = entries((REGISTERED,), (BRIEFED,))
    parsed = parse_segment(segment(made, key))
    verify(key.public_key(), parsed.signature, parsed.header_bytes)
    assert entries_from_bytes(parsed.ciphertext.removeprefix(b"age:")) == tuple(made)


def test_every_changed_byte_and_every_torn_prefix_of_a_segment_is_refused():
    made, key = entries((BRIEFED,))
    data = segment(made, key)
    for place in range(len(data)):
        changed = data[:place] + bytes([data[place] ^ 0x20]) + data[place + 1 :]
        with pytest.raises((SegmentDamaged, SignatureWrong)):
            accept(changed, key)
    for length in range(len(data)):
        with pytest.raises((SegmentDamaged, SignatureWrong)):
            parse_segment(data[:length])


def test_facts_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        facts.AnswerWithdrawn("c1", "D-01").item_id = "D-02"  # type: ignore[misc]
    assert msgspec.json.encode(BRIEFED)
