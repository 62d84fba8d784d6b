"""The code on a page for the pen: base45 as published, 92 bytes in a QR code of version 6, signed for itself alone."""

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.errors import SignatureWrong
from desktop_app.keys.signing import signature_from_fixed, verify
from desktop_app.papers.page import base45
from desktop_app.papers.page.page_code import PREFIX, QR_VERSION, PenForm, read_code, sealed_code
from tests.core.papers.pen_samples import KEY, code, signed

PUBLISHED = [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0")]


@pytest.mark.parametrize(("data", "text"), PUBLISHED)
def test_base45_is_that_of_rfc_9285(data, text):
    assert base45.encode(data) == text
    assert base45.decode(text) == data


@given(st.binary(max_size=200))
def test_every_bytes_come_back(data):
    assert base45.decode(base45.encode(data)) == data


@pytest.mark.parametrize("text", ["GGW", ":::", "A", "AAAA", "ab", "BB!", "::"])
def test_what_no_bytes_become_is_refused(text):
    with pytest.raises(ValueError, match="base45"):
        base45.decode(text)


def test_a_code_is_143_characters_and_fits_version_6_at_level_m():
    text = sealed_code(code(2), signed)
    assert len(text) == 143
    made = segno.make_qr(text, error="m", version=QR_VERSION, boost_error=False)
    assert (made.mode, made.symbol_size(border=0)) == ("alphanumeric", (41, 41))


def test_a_code_says_case_form_page_and_wording_and_its_signature_holds():
    read = read_code(sealed_code(code(2, 3, PenForm.REPORT), signed))
    assert read.code == code(2, 3, PenForm.REPORT)
    verify(KEY.public_key(), signature_from_fixed(read.signature), read.signed)


def test_no_changed_byte_is_read_as_ours():
    body = bytearray(base45.decode(sealed_code(code(1), signed).removeprefix(PREFIX)))
    for at in range(len(body)):
        changed = bytearray(body)
        changed[at] ^= 1
        try:
            read = read_code(PREFIX + base45.encode(bytes(changed)))
        except ValueError:
            continue
        with pytest.raises(SignatureWrong):
            verify(KEY.public_key(), signature_from_fixed(read.signature), read.signed)


@settings(max_examples=50)
@given(st.text(max_size=160) | st.binary(min_size=92, max_size=92).map(base45.encode))
def test_strangers_texts_are_refused_or_read_but_never_break_the_reader(text):
    for tried in (text, PREFIX + text):
        try:
            read_code(tried)
        except ValueError:
            continue
