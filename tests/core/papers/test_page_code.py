"""The code on a page for the pen: 97 bytes in a QR code of version 6, signed for itself alone."""

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.errors import SignatureWrong
from desktop_app.keys.signing import signature_from_fixed, verify
from desktop_app.papers.page.page_code import PREFIX, QR_VERSION, PenForm, read_code, sealed_code
from tests.core.papers.pen_samples import KEY, code, signed


def test_a_code_is_97_bytes_and_fits_version_6_at_level_m():
    held = sealed_code(code(2), signed)
    assert len(held) == 97
    made = segno.make_qr(held, error="m", version=QR_VERSION, boost_error=False)
    assert (made.mode, made.symbol_size(border=0)) == ("byte", (41, 41))


def test_a_code_says_case_form_page_and_wording_and_its_signature_holds():
    read = read_code(sealed_code(code(2, 3, PenForm.REPORT), signed))
    assert read.code == code(2, 3, PenForm.REPORT)
    verify(KEY.public_key(), signature_from_fixed(read.signature), read.signed)


def test_no_changed_byte_is_read_as_ours():
    held = sealed_code(code(1), signed)
    for at in range(len(held)):
        changed = bytearray(held)
        changed[at] ^= 1
        try:
            read = read_code(bytes(changed))
        except ValueError:
            continue
        with pytest.raises(SignatureWrong):
            verify(KEY.public_key(), signature_from_fixed(read.signature), read.signed)


@settings(max_examples=50)
@given(st.binary(max_size=160) | st.binary(min_size=92, max_size=92))
def test_strangers_bytes_are_refused_or_read_but_never_break_the_reader(held):
    for tried in (held, PREFIX + held):
        try:
            read_code(tried)
        except ValueError:
            continue
