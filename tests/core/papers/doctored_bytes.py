"""Attacks on the file itself: cut, lengthened, rewritten, or with another spelling of the signatures' own bytes."""

from __future__ import annotations

import subprocess
import tempfile
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
from asn1crypto import cms
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader

from desktop_app.errors import PdfDamage
from tests.core.papers.doctored import attack, finished, report, reported
from tests.core.papers.signed_papers import confirmed, make_office, office, signed


@cache
def _range() -> tuple[int, int, int, int]:
    """The last signature's byte range."""
    return tuple(int(number) for number in PdfFileReader(BytesIO(finished())).embedded_signatures[-1].byte_range)


def _with_range(*numbers: int) -> bytes:
    """Give the last signature another byte range, in the room its old one has."""
    pdf = finished()
    at = pdf.rindex(b"/ByteRange [") + len(b"/ByteRange [")
    end = pdf.index(b"]", at)
    return pdf[:at] + " ".join(map(str, numbers)).encode().ljust(end - at) + pdf[end:]


def _with_container(contents: bytes) -> bytes:
    """Put another signature into the last one's place."""
    _start, length, resumed, _rest = _range()
    digits = contents.hex().upper().ljust(resumed - length - 2, "0").encode()
    return finished()[: length + 1] + digits + finished()[resumed - 1 :]


def _container() -> bytes:
    _start, length, resumed, _rest = _range()
    padded = bytes.fromhex(finished()[length + 1 : resumed - 1].decode())
    return cms.ContentInfo.load(padded).dump()


def _in_place(old: bytes, new: bytes) -> bytes:
    assert len(old) == len(new)
    assert old in finished()
    return finished().replace(old, new, 1)


def _by_qpdf(*options: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "before.pdf", Path(folder) / "after.pdf"
        before.write_bytes(finished())
        subprocess.run(["qpdf", *options, before, after], check=True, capture_output=True)
        return after.read_bytes()


# --- longer and shorter -----------------------------------------------------------------------------------


@attack(PdfDamage.APPENDED)
def a_line_break_at_the_end():
    return finished() + b"\n"


@attack(PdfDamage.APPENDED)
def a_note_behind_the_end():
    return finished() + b"confirmed by headquarters"


@attack(PdfDamage.APPENDED)
def a_second_end_mark():
    return finished() + b"%%EOF\n"


@attack(PdfDamage.APPENDED)
def an_archive_behind_the_end():
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("list.csv", "customers of the network")
    return finished() + packed.getvalue()


@attack(PdfDamage.PREPENDED)
def a_line_before_the_head():
    return b"confirmed by headquarters\n" + finished()


@attack(PdfDamage.UNREADABLE)
def cut_off_in_its_first_pages():
    return finished()[: len(report()) // 2]


@attack(PdfDamage.APPENDED)
def cut_off_in_the_midst_of_the_confirmation():
    return finished()[:-3000]


@attack(PdfDamage.UNREADABLE)
def a_page_of_text_that_calls_itself_a_pdf():
    return b"%PDF-1.7\nnothing\n" + b"startxref\n0\n%%EOF\n"


@attack(PdfDamage.CUT, expected_signatures=2)
def cut_back_to_the_first_signature():
    return finished()[: len(reported())]


@attack(PdfDamage.UNSIGNED)
def cut_back_to_before_it_was_signed():
    return report()


@attack(PdfDamage.COUNT, expected_signatures=1)
def a_confirmation_the_record_does_not_know():
    return finished()


# --- changed in place ---------------------------------------------------------------------------------------


@attack(PdfDamage.CHANGED)
def another_title_in_place():
    return _in_place(b"(Completion report)", b"(completion Report)")


@attack(PdfDamage.CHANGED)
def another_date_of_signing_in_place():
    return _in_place(b"20250331090530", b"20250301090530")


@attack(PdfDamage.CHANGED)
def a_smaller_page_in_place():
    return _in_place(b"/MediaBox [ 0 0 595.276 841.89 ]", b"/MediaBox [ 0 0 595.276 441.89 ]")


@attack(PdfDamage.CHANGED)
def the_signature_of_another_case():
    people = make_office()
    other = confirmed(signed(report(), people), people)
    _start, length, resumed, _rest = PdfFileReader(BytesIO(other)).embedded_signatures[-1].byte_range
    padded = bytes.fromhex(other[int(length) + 1 : int(resumed) - 1].decode())
    return _with_container(cms.ContentInfo.load(padded).dump())


@attack(PdfDamage.CHANGED)
def the_transferees_signature_in_the_confirmers_place():
    _start, length, resumed, _rest = PdfFileReader(BytesIO(reported())).embedded_signatures[0].byte_range
    padded = bytes.fromhex(reported()[int(length) + 1 : int(resumed) - 1].decode())
    return _with_container(cms.ContentInfo.load(padded).dump())


# --- another spelling of a signature --------------------------------------------------------------------------


@attack(PdfDamage.CONTAINER)
def the_signatures_digits_in_lower_case():
    _start, length, resumed, _rest = _range()
    pdf = finished()
    return pdf[:length] + pdf[length:resumed].lower() + pdf[resumed:]


@attack(PdfDamage.CONTAINER)
def something_in_the_room_behind_the_signature():
    return _with_container(_container() + b"hello")


@attack(PdfDamage.CONTAINER)
def something_unsigned_inside_the_signature():
    container = cms.ContentInfo.load(_container())
    signer = container["content"]["signer_infos"][0]
    signer["unsigned_attrs"] = [{"type": "1.2.3.4", "values": [cms.OctetString(b"hello")]}]
    return _with_container(container.dump(force=True))


@attack(PdfDamage.CONTAINER)
def the_signature_encoded_with_indefinite_length():
    der = _container()
    assert der[:2] == b"\x30\x82"
    return _with_container(b"\x30\x80" + der[4:] + b"\x00\x00")


@attack(PdfDamage.CERTIFICATES)
def another_certificate_slipped_into_the_signature():
    container = cms.ContentInfo.load(_container())
    stranger = make_office().root.public_bytes(Encoding.DER)
    certificates = container["content"]["certificates"]
    certificates.append(cms.CertificateChoices.load(stranger))
    return _with_container(container.dump(force=True))


@attack(PdfDamage.UNREADABLE)
def two_places_for_the_signature():
    """A second /Contents entry before the signed gap: readers differ in which of the two they take."""
    pdf = finished()
    room = pdf.index(b"]", pdf.rindex(b"/ByteRange [")) + 1
    second = b"/Contents <00>"
    return pdf[:room] + second + pdf[room + len(second) :]


# --- byte ranges --------------------------------------------------------------------------------------------


@attack(PdfDamage.COVERAGE)
def a_range_with_a_wider_gap():
    start, length, resumed, rest = _range()
    return _with_range(start, length - 40, resumed, rest)


@attack(PdfDamage.COVERAGE)
def a_range_that_does_not_begin_at_the_beginning():
    start, length, resumed, rest = _range()
    return _with_range(start + 9, length - 9, resumed, rest)


@attack(PdfDamage.COVERAGE)
def a_range_whose_parts_overlap():
    start, length, _resumed, rest = _range()
    return _with_range(start, length, length - 10, rest)


@attack(PdfDamage.COVERAGE)
def a_range_with_negative_numbers():
    start, length, resumed, rest = _range()
    return _with_range(start, length, resumed, -rest)


@attack(PdfDamage.COVERAGE)
def a_range_beyond_the_end():
    start, length, resumed, rest = _range()
    return _with_range(start, length, resumed, rest + 1000)


@attack(PdfDamage.APPENDED)
def a_range_that_leaves_the_end_out():
    start, length, resumed, rest = _range()
    return _with_range(start, length, resumed, rest - 6)


# --- rewritten by another program -----------------------------------------------------------------------------


@attack(PdfDamage.REWRITTEN)
def saved_anew_by_qpdf():
    return _by_qpdf("--object-streams=generate")


@attack(PdfDamage.REWRITTEN)
def laid_out_anew_for_the_web():
    return _by_qpdf("--linearize")


@attack(PdfDamage.REWRITTEN)
def saved_anew_by_pikepdf():
    saved = BytesIO()
    with pikepdf.open(BytesIO(finished())) as document:
        document.save(saved)
    return saved.getvalue()


@attack(PdfDamage.LOCKED)
def an_encrypted_copy():
    return _by_qpdf("--encrypt", "secret", "owner", "256", "--")


@attack(PdfDamage.LOCKED)
def a_copy_that_opens_without_password_but_may_not_be_printed():
    return _by_qpdf("--encrypt", "", "owner", "256", "--print=none", "--")


@attack(PdfDamage.HASH, expected_sha256="0" * 64)
def the_same_signed_once_more():
    return confirmed(signed(report(), office()), office())
