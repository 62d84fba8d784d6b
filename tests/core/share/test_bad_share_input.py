"""The table of bad input to the share: each refused with its own sentence, nothing taken in, nothing else raised."""

from __future__ import annotations

import hashlib
import time

import pytest

from desktop_app.errors import CertificateNotOurs, CertificateUnreadable, SekishoError
from desktop_app.keys.identity import Purpose, read_certificate, verify_chain
from desktop_app.sentences import sentence
from desktop_app.share.address import open_store
from desktop_app.share.layout import is_certificate_path, is_request_path, read_blob_path, read_segment_path
from desktop_app.share.marker import read_marker, require_ours, workplace_id
from desktop_app.share.segments import check_segment, open_entries
from desktop_app.text import use_language
from tests.core.share import bad_share_input as table
from tests.core.share.bad_share_input import ADDRESSES, CERTIFICATES, ENVELOPES, MARKERS, NAMES, PLACE, SEGMENTS, Bad
from tests.core.share.hostile import Holding, trusted

LONGEST = 2.0
"""Seconds for the worst of them, on a slow machine."""


@pytest.fixture(autouse=True)
def _english() -> None:
    use_language("en")


@pytest.fixture(scope="module")
def forge() -> table.Forge:
    made = table.Forge()
    assert said_of_segment(made, made.segment()) == "", "but for what is changed, it would be believed"
    return made


def said_of_segment(forge: table.Forge, data: bytes) -> str:
    try:
        segment = check_segment(data, PLACE, (forge.certificate,))
        opened = open_entries(segment, (forge.certificate,), (forge.secret,))
    except SekishoError as error:
        return sentence(error)
    return table.WAITS if opened is None else ""


def named(rows: tuple[Bad, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows, ids=lambda row: row.what)


def test_the_table_is_long_enough():
    rows = len(SEGMENTS) + len(ENVELOPES) + len(MARKERS) + len(CERTIFICATES) + len(NAMES) + len(ADDRESSES)
    assert rows >= 200
    for kind in (SEGMENTS, ENVELOPES, MARKERS, CERTIFICATES):
        assert len({row.what for row in kind}) == len(kind)


@named(SEGMENTS + tuple(Bad(f"inside: {row.what}", row.make, row.said) for row in ENVELOPES))
def test_a_bad_segment_is_refused_in_words(forge, row: Bad):
    data = row.make(forge)
    begun = time.perf_counter()
    said = said_of_segment(forge, data)
    assert time.perf_counter() - begun < LONGEST
    assert said.startswith(row.said)


def look_at_marker(forge: table.Forge, data: bytes) -> None:
    marker = read_marker(Holding(data))
    require_ours(marker, forge.root.certificate, workplace_id(forge.root.certificate, "NSC01"))


@named(MARKERS)
def test_a_bad_marker_stops_everything_in_words(forge, row: Bad):
    data = row.make(forge)
    with pytest.raises(SekishoError) as refused:
        look_at_marker(forge, data)
    assert sentence(refused.value).startswith(row.said)


@named(CERTIFICATES)
def test_a_bad_certificate_makes_nobody_a_member(forge, row: Bad):
    data = row.make(forge)
    kind = {table.NO_CERTIFICATE: CertificateUnreadable, table.NOT_OURS: CertificateNotOurs}[row.said]
    with pytest.raises(kind):
        verify_chain(read_certificate(data), forge.root.certificate, None, Purpose.DEVICE)
    named = f"trust/{hashlib.sha256(data).hexdigest()[:32]}.0.crt"
    assert not trusted(named, data, forge.root.certificate).members


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_not_ours_is_nobody_s_place(name: str):
    places = (read_segment_path(name), read_blob_path(name), is_certificate_path(name), is_request_path(name))
    assert not any(places)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_is_none_is_refused_in_words(address: str):
    with pytest.raises(SekishoError) as refused:
        open_store(address)
    said = sentence(refused.value)
    assert table.BAD_ADDRESS in said or "cannot be used yet" in said
