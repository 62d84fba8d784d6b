"""What the verification of a signed paper accepts, and all it refuses."""

from __future__ import annotations

import datetime as dt
import subprocess
from hashlib import sha256
from io import BytesIO

import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.keys.internal import (
    translate_pyca_cryptography_cert_to_asn1,
    translate_pyca_cryptography_key_to_asn1,
)
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from desktop_app.errors import PdfDamage, PdfTampered
from desktop_app.keys.identity import fingerprint
from desktop_app.papers.preview import render_page
from desktop_app.papers.signing import signature as signing
from desktop_app.papers.signing.verify import SignatureFinding, SignatureRole, verify_report
from tests.core.papers.signed_papers import (
    CONFIRMED_AT,
    CONFIRMER,
    SIGNED_AT,
    TRANSFEREE,
    confirmed,
    confirmed_paper,
    make_office,
    office,
    paper,
    signed,
    signed_paper,
)


def _verify(pdf, *, recorded=None, count=None, root=None, transferee=None):
    return verify_report(
        pdf,
        expected_sha256=recorded,
        expected_signatures=count,
        root=root,
        transferee_fingerprint=transferee,
    )


def _damage(pdf, **expected):
    with pytest.raises(PdfTampered) as refused:
        _verify(pdf, **expected)
    return refused.value.reason


def test_an_untouched_paper_tells_who_signed_when_and_why():
    people = office()
    findings = _verify(
        confirmed_paper(),
        recorded=sha256(confirmed_paper()).hexdigest(),
        count=2,
        root=people.root,
        transferee=people.transferee_fingerprint,
    )

    assert findings == (
        SignatureFinding(
            SignatureRole.TRANSFEREE,
            TRANSFEREE,
            SIGNED_AT,
            "完了報告書の提出",
            people.transferee_fingerprint,
            from_root=False,
        ),
        SignatureFinding(
            SignatureRole.CONFIRMER,
            CONFIRMER,
            CONFIRMED_AT,
            f"確認しました（異動者の証明書 {people.transferee_fingerprint}）",
            fingerprint(people.confirmer.certificate),
            from_root=True,
        ),
    )


def test_a_paper_still_waiting_for_its_countersignature_holds_too():
    (finding,) = _verify(signed_paper(), count=1, root=office().root)

    assert finding.role is SignatureRole.TRANSFEREE


def test_a_paper_of_unknown_origin_can_be_read_without_any_expectation():
    assert [finding.from_root for finding in _verify(confirmed_paper())] == [False, False]


def test_a_file_that_is_not_the_recorded_one_is_refused_first():
    assert _damage(confirmed_paper(), recorded="0" * 64) is PdfDamage.HASH


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_one_changed_byte_anywhere_is_found_even_without_the_recorded_hash(data):
    pdf = bytearray(confirmed_paper())
    offset = data.draw(st.integers(0, len(pdf) - 1))
    pdf[offset] ^= data.draw(st.integers(1, 255))

    with pytest.raises(PdfTampered):
        _verify(bytes(pdf), root=office().root)


def _container(pdf):
    """Where the last signature's hexadecimal digits begin and end."""
    _start, length, resumed, _rest = PdfFileReader(BytesIO(pdf)).embedded_signatures[-1].byte_range
    return length + 1, resumed - 1


@pytest.mark.parametrize(
    ("where", "becomes"),
    [(0.1, "lower case"), (0.9, "1")],
    ids=["same digits in lower case", "something in the padding"],
)
def test_the_signatures_own_bytes_have_one_spelling(where, becomes):
    pdf = bytearray(confirmed_paper())
    begin, end = _container(confirmed_paper())
    offset = begin + int((end - begin) * where)
    if becomes == "lower case":
        offset = next(at for at in range(offset, end) if chr(pdf[at]) in "ABCDEF")
        pdf[offset] += 32
    else:
        pdf[offset] = ord(becomes)

    assert _damage(bytes(pdf)) in {PdfDamage.COVERAGE, PdfDamage.CHANGED}


def test_nothing_unsigned_may_be_slipped_into_the_signatures_container():
    pdf = confirmed_paper()
    begin, end = _container(pdf)
    container = cms.ContentInfo.load(bytes.fromhex(pdf[begin:end].decode()))
    signer = container["content"]["signer_infos"][0]
    signer["unsigned_attrs"] = [{"type": "1.2.3.4", "values": [cms.OctetString(b"hello")]}]
    slipped = container.dump(force=True).hex().upper().ljust(end - begin, "0").encode()

    assert _damage(pdf[:begin] + slipped + pdf[end:]) is PdfDamage.CHANGED


@pytest.mark.parametrize("tail", [b"\n", b" ", b"%%EOF\n", b"\0" * 100], ids=repr)
def test_appended_bytes_are_refused(tail):
    assert _damage(confirmed_paper() + tail) in {PdfDamage.COVERAGE, PdfDamage.UNREADABLE}


def test_a_file_cut_back_to_its_first_signature_is_missed_by_the_ledger():
    cut = confirmed_paper()[: len(signed_paper())]

    assert _damage(cut, count=2) is PdfDamage.COUNT
    assert _damage(cut, recorded=sha256(confirmed_paper()).hexdigest()) is PdfDamage.HASH


@pytest.mark.parametrize("length", [0, 1, 500, -1, -300])
def test_a_torn_file_is_refused(length):
    assert isinstance(_damage(confirmed_paper()[:length], count=2), PdfDamage)


@pytest.mark.parametrize(
    ("pdf", "reason"),
    [
        (b"", PdfDamage.UNREADABLE),
        (b"no PDF at all", PdfDamage.UNREADABLE),
        (paper(), PdfDamage.COUNT),
    ],
    ids=["empty", "no PDF", "unsigned"],
)
def test_what_nobody_signed_is_refused(pdf, reason):
    assert _damage(pdf) is reason


def _overlay(writer):
    text = StreamObject(stream_data=b"q 1 g 100 100 400 600 re f Q")
    writer.add_stream_to_page(0, writer.add_object(text))


def _overlaid(pdf):
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    _overlay(writer)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


@pytest.mark.parametrize("pdf", [signed_paper, confirmed_paper], ids=["signed", "countersigned"])
def test_a_page_painted_over_is_refused_although_pdfsig_calls_its_signatures_valid(tmp_path, pdf):
    painted = _overlaid(pdf())
    path = tmp_path / "painted.pdf"
    path.write_bytes(painted)
    poppler = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in poppler

    assert _damage(painted) is PdfDamage.OVERLAID


def test_a_page_painted_over_before_the_countersignature_is_refused():
    assert _damage(confirmed(_overlaid(signed_paper()), office())) is PdfDamage.OVERLAID


def _countersigned_with(change, *, metadata=None):
    """A countersignature whose own revision carries a further change."""
    people = office()
    writer = IncrementalPdfFileWriter(BytesIO(signed_paper()))
    change(writer)
    metadata = metadata or signing._metadata("confirmer", people.transferee_fingerprint)
    return signing._sign(writer, metadata, signing._IdentitySigner(people.confirmer, ()), CONFIRMED_AT)


def test_a_confirmer_who_paints_over_the_page_while_signing_is_found_out():
    assert _damage(_countersigned_with(_overlay), root=office().root) is PdfDamage.OVERLAID


def test_a_confirmer_who_changes_the_looks_of_the_transferees_signature_is_found_out():
    def change(writer):
        field = writer.root["/AcroForm"]["/Fields"][0].get_object()
        nothing = field["/AP"]["/N"]
        kept = {key: nothing.raw_get(key) for key in nothing if key not in {"/Length", "/Filter"}}
        reference = field["/AP"].raw_get("/N")
        painted = StreamObject(dict_data=kept, stream_data=b"1 g 0 0 200 30 re f")
        writer.objects[(reference.generation, reference.idnum)] = painted

    pdf = _countersigned_with(change)
    assert render_page(pdf, 0, dpi=48) != render_page(_countersigned_with(lambda _writer: None), 0, dpi=48)

    assert _damage(pdf, root=office().root) is PdfDamage.OVERLAID


def test_a_confirmer_who_replaces_the_page_is_found_out():
    def change(writer):
        page = writer.root["/Pages"]["/Kids"][0].get_object()
        page["/Contents"] = writer.add_object(StreamObject(stream_data=b"0 0 100 100 re f"))
        writer.update_container(page)

    assert _damage(_countersigned_with(change)) is PdfDamage.OVERLAID


def test_a_countersignature_in_a_field_of_its_own_is_refused():
    def change(writer):
        append_signature_field(writer, SigFieldSpec("another", box=(10, 10, 60, 60)))

    pdf = _countersigned_with(change, metadata=signing._metadata("another", office().transferee_fingerprint))

    assert _damage(pdf) is PdfDamage.COUNT


def test_a_first_signature_that_certifies_nothing_is_refused():
    writer = IncrementalPdfFileWriter(BytesIO(paper()))
    append_signature_field(writer, SigFieldSpec("transferee", box=(10, 10, 60, 60)))
    metadata = signing._metadata("transferee", "")
    pdf = signing._sign(writer, metadata, signing._IdentitySigner(office().transferee, ()), SIGNED_AT)

    assert _damage(pdf) is PdfDamage.OVERLAID


def test_another_transferees_certificate_is_refused():
    assert _damage(signed_paper(), transferee="ab" * 32) is PdfDamage.SIGNER


def test_a_one_time_certificate_used_on_another_day_is_refused():
    people = make_office()
    late = signing.sign_report(
        paper(),
        signing.Rect(0, 10, 10, 60, 60),
        people.transferee,
        manager_field=signing.Rect(0, 110, 10, 160, 60),
        signed_at=SIGNED_AT + dt.timedelta(days=2),
        reason="",
        name=TRANSFEREE,
    )

    assert _damage(late) is PdfDamage.SIGNER


def test_a_confirmer_under_another_root_is_refused():
    assert _damage(confirmed_paper(), root=make_office().root) is PdfDamage.CHAIN


def test_a_device_may_not_confirm():
    people = office()
    pdf = confirmed(signed_paper(), people, signer=people.device)

    assert _damage(pdf, root=people.root) is PdfDamage.CHAIN


def test_a_transferees_one_time_certificate_may_not_confirm():
    people = office()
    pdf = confirmed(signed_paper(), people, signer=people.transferee, at=SIGNED_AT)

    assert _damage(pdf, root=people.root) is PdfDamage.CHAIN


@pytest.mark.parametrize("years", [-2, 30])
def test_a_confirmers_certificate_has_to_hold_when_they_sign(years):
    people = office()
    at = CONFIRMED_AT.replace(year=CONFIRMED_AT.year + years)

    assert _damage(confirmed(signed_paper(), people, at=at), root=people.root) is PdfDamage.CHAIN


def test_it_does_not_matter_that_certificates_have_run_out_since():
    """The clock of the test machine is years past the one-time certificate's single day."""
    assert _verify(confirmed_paper(), root=office().root)


def test_a_countersignature_that_names_no_transferee_is_refused():
    assert _damage(confirmed(signed_paper(), office(), reason="確認")) is PdfDamage.REFERENCE


def test_the_transferees_fingerprint_may_be_written_in_groups():
    whole = office().transferee_fingerprint.upper()
    groups = " ".join(whole[at : at + 4] for at in range(0, 64, 4))

    assert _verify(confirmed(signed_paper(), office(), reason=f"確認 {groups}"))


def test_other_curves_and_hashes_are_refused():
    key = ec.generate_private_key(ec.SECP384R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "P-384")])
    usage = dict.fromkeys(("key_encipherment", "data_encipherment", "key_agreement"), False)
    usage |= dict.fromkeys(("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"), False)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 7, SIGNED_AT, CONFIRMED_AT)
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True)
        .sign(key, hashes.SHA256())
    )
    signer = SimpleSigner(
        translate_pyca_cryptography_cert_to_asn1(certificate),
        translate_pyca_cryptography_key_to_asn1(key),
        SimpleCertificateStore(),
    )
    metadata = PdfSignatureMetadata("transferee", md_algorithm="sha384", certify=True)
    output = PdfSigner(metadata, signer).sign_pdf(IncrementalPdfFileWriter(BytesIO(paper())))

    assert _damage(output.getvalue()) is PdfDamage.ALGORITHM


def test_papers_signed_twice_from_the_same_bytes_are_told_apart_by_their_recorded_hash():
    again = signed(paper(), office())

    assert _verify(again)
    assert _damage(again, recorded=sha256(signed_paper()).hexdigest()) is PdfDamage.HASH


def test_a_refused_paper_writes_nothing_into_the_log(caplog):
    """The libraries would name the persons of the certificates."""
    _damage(confirmed_paper(), root=make_office().root)
    _damage(_overlaid(confirmed_paper()))
    _damage(confirmed_paper()[:-300])

    assert caplog.records == []
