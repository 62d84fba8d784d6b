"""Who may sign what: roots, members' certificates, the one-time signer, requests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import NameOID
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.errors import CertificateNotOurs, CertificateUnreadable, RequestUnreadable, SignatureWrong
from desktop_app.keys import identity
from desktop_app.keys.identity import Purpose

AT = datetime(2026, 9, 24, 14, 2, tzinfo=UTC)
COMPANY = "北辰送配電株式会社"
DEVICE = "9f3c5a1e7b2d4860"
ROOT = identity.make_root(COMPANY, AT)
PEOPLE = (
    "\u9ad9橋　健一",
    "\ufa11山　美咲",
    "\U00020bb7田　誠",
    "\u845b\U000e0100西　亮",
    "\ufa19谷　葵",
    "O'Brien-Fitzgerald, Jonathan Maximilian Alexander",
    "김민준（金　民俊）",
    "Nguyễn Thị Minh Khai",
)


def device_certificate() -> x509.Certificate:
    return identity.issue_device_certificate(ROOT, identity.new_key().public_key(), DEVICE, AT)


def person_certificate(name: str = "中村　由美子") -> x509.Certificate:
    key = identity.new_key().public_key()
    return identity.issue_person_certificate(ROOT, key, name, "0004321", COMPANY, AT)


def test_a_root_issues_members_but_no_further_issuers():
    root = ROOT.certificate
    constraints = root.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert (constraints.ca, constraints.path_length) == (True, 1)
    assert root.not_valid_after_utc - AT > timedelta(days=7304)
    root.verify_directly_issued_by(root)


def test_members_certificates_come_from_the_root_and_serve_one_purpose():
    identity.verify_chain(device_certificate(), ROOT.certificate, AT, Purpose.DEVICE)
    identity.verify_chain(person_certificate(), ROOT.certificate, AT, Purpose.PERSON)
    identity.verify_chain(person_certificate(), ROOT.certificate, None)
    for certificate, purpose in (
        (device_certificate(), Purpose.PERSON),
        (person_certificate(), Purpose.DEVICE),
    ):
        with pytest.raises(CertificateNotOurs) as caught:
            identity.verify_chain(certificate, ROOT.certificate, AT, purpose)
        assert caught.value.reason == "purpose"
        assert caught.value.fingerprint == identity.fingerprint(certificate)


def test_a_device_certificate_names_nobody():
    text = identity.certificate_pem(device_certificate())
    subject = device_certificate().subject.rfc4514_string()
    assert subject == f"CN={DEVICE}"
    assert "中村" not in text.decode()


def test_another_organisations_root_of_the_same_name_is_not_ours():
    stranger = identity.make_root(COMPANY, AT)
    with pytest.raises(CertificateNotOurs) as caught:
        identity.verify_chain(device_certificate(), stranger.certificate, AT)
    assert caught.value.reason == "issuer"


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        (AT - timedelta(days=2), "not yet valid"),
        (AT - timedelta(hours=23), None),
        (AT + timedelta(days=5 * 365), None),
        (AT + timedelta(days=5 * 366), "expired"),
    ],
)
def test_a_certificate_holds_for_five_years_and_a_day_of_clock_difference(at, reason):
    if reason is None:
        identity.verify_chain(person_certificate(), ROOT.certificate, at)
        return
    with pytest.raises(CertificateNotOurs) as caught:
        identity.verify_chain(person_certificate(), ROOT.certificate, at)
    assert caught.value.reason == reason


def test_a_member_never_outlives_the_root():
    late = ROOT.certificate.not_valid_after_utc - timedelta(days=100)
    certificate = identity.issue_device_certificate(ROOT, identity.new_key().public_key(), DEVICE, late)
    assert certificate.not_valid_after_utc == ROOT.certificate.not_valid_after_utc


def test_the_root_itself_is_no_member():
    with pytest.raises(CertificateNotOurs) as caught:
        identity.verify_chain(ROOT.certificate, ROOT.certificate, AT)
    assert caught.value.reason == "purpose"


def test_whoever_may_issue_is_no_member_even_when_they_may_sign():
    usage = person_certificate().extensions.get_extension_for_class(x509.KeyUsage).value
    issuing = (
        x509.CertificateBuilder(ROOT.certificate.subject, x509.Name([]), identity.new_key().public_key())
        .serial_number(7)
        .not_valid_before(AT)
        .not_valid_after(AT + timedelta(days=1))
        .add_extension(usage, critical=True)
    )
    member = issuing.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    identity.verify_chain(member.sign(ROOT.key, hashes.SHA256()), ROOT.certificate, AT)
    issuer = issuing.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    with pytest.raises(CertificateNotOurs) as caught:
        identity.verify_chain(issuer.sign(ROOT.key, hashes.SHA256()), ROOT.certificate, AT)
    assert caught.value.reason == "purpose"


def test_a_certificate_without_usage_or_with_an_unknown_critical_demand_is_refused():
    key = identity.new_key()
    bare = (
        x509.CertificateBuilder(ROOT.certificate.subject, x509.Name([]), key.public_key())
        .serial_number(7)
        .not_valid_before(AT)
        .not_valid_after(AT + timedelta(days=1))
    )
    strange = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"x")
    for builder in (bare, bare.add_extension(strange, critical=True)):
        with pytest.raises(CertificateNotOurs) as caught:
            identity.verify_chain(builder.sign(ROOT.key, hashes.SHA256()), ROOT.certificate, AT)
        assert caught.value.reason == "malformed"


@pytest.mark.parametrize("name", [*PEOPLE, "\u9ad9" * 40, "名" * 21 + "\U00020bb7"])
def test_every_name_can_be_certified_and_read_back_whole(name):
    for certificate in (
        person_certificate(name),
        identity.one_time_certificate(name, "0012346", "NSC01-26B-A003", AT).certificate,
    ):
        again = identity.read_certificate(identity.certificate_der(certificate))
        assert identity.display_name(again) == name
        assert len(again.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value.encode()) <= 64


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120))
def test_no_name_is_changed_by_being_certified(name):
    assert identity.display_name(person_certificate(name)) == name


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
@example("葛\U000e0100西　蔵之介")
@example("\U0002b740　未来")
@example("محمد　アリ")
@example("\\u3042")
def test_every_name_in_a_certificate_can_be_compared(name):
    """What cannot be compared cannot be verified: the report would be signed and never confirmed."""
    certificate = identity.one_time_certificate(name, "0012346", "NSC01-26B-A003", AT).certificate
    read = asn1_x509.Certificate.load(identity.certificate_der(certificate))
    assert read.issuer == read.subject
    assert read.subject.hashable
    assert identity.display_name(certificate) == name


def test_the_one_time_signer_names_person_and_case_and_lives_a_day():
    signer = identity.one_time_certificate("王　小明", "0012357", "NSC01-26B-A003", AT)
    subject = signer.certificate.subject
    assert subject == signer.certificate.issuer
    assert subject.get_attributes_for_oid(NameOID.USER_ID)[0].value == "0012357"
    assert subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)[0].value == "NSC01-26B-A003"
    assert signer.certificate.not_valid_after_utc == AT + timedelta(days=1)
    usage = signer.certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.content_commitment
    assert usage.digital_signature
    with pytest.raises(CertificateNotOurs):
        identity.verify_chain(signer.certificate, ROOT.certificate, AT)


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_a_signature_holds_for_its_data_only(data, other):
    signature = identity.sign(ROOT.key, data)
    identity.verify(ROOT.certificate, signature, data)
    identity.verify(ROOT.key.public_key(), signature, data)
    if other != data:
        with pytest.raises(SignatureWrong):
            identity.verify(ROOT.certificate, signature, other)
    with pytest.raises(SignatureWrong):
        identity.verify(ROOT.certificate, other, data)


def test_a_signer_on_another_kind_of_key_is_refused():
    key = ed25519.Ed25519PrivateKey.generate()
    name = x509.Name([])
    foreign = (
        x509.CertificateBuilder(name, name, key.public_key())
        .serial_number(7)
        .not_valid_before(AT)
        .not_valid_after(AT + timedelta(days=1))
        .sign(key, None)
    )
    with pytest.raises(SignatureWrong) as caught:
        identity.verify(foreign, b"", b"")
    assert caught.value.reason == "key"
    assert identity.display_name(foreign) == ""


def test_a_request_proves_its_key_and_arrives_whole_as_der_or_pem():
    key = identity.new_key()
    data = identity.certificate_request(key, DEVICE)
    pem = x509.load_der_x509_csr(data).public_bytes(serialization.Encoding.PEM)
    for form in (data, pem, b"\r\n" + pem):
        request = identity.read_request(form)
        assert request.common_name == DEVICE
        assert request.public_key == key.public_key()


def test_requests_that_prove_nothing_are_refused():
    data = bytearray(identity.certificate_request(identity.new_key(), DEVICE))
    data[-1] ^= 1
    curve = ec.generate_private_key(ec.SECP384R1())
    nameless = x509.CertificateSigningRequestBuilder(x509.Name([])).sign(identity.new_key(), hashes.SHA256())
    for form, reason in (
        (bytes(data), "signature"),
        (identity.certificate_request(curve, DEVICE), "key"),
        (nameless.public_bytes(serialization.Encoding.DER), "name"),
        (b"", "format"),
        (b"-----BEGIN", "format"),
    ):
        with pytest.raises(RequestUnreadable) as caught:
            identity.read_request(form)
        assert caught.value.reason == reason


def test_certificates_and_keys_go_through_bytes():
    certificate = person_certificate()
    for form in (identity.certificate_der(certificate), identity.certificate_pem(certificate)):
        assert identity.read_certificate(form) == certificate
    for junk in (b"", b"-----BEGIN CERTIFICATE-----", b"\x30\x80"):
        with pytest.raises(CertificateUnreadable):
            identity.read_certificate(junk)
    key = identity.key_from_bytes(identity.key_to_bytes(ROOT.key))
    assert key.public_key() == ROOT.key.public_key()
    ed = ed25519.Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with pytest.raises(ValueError, match="elliptic"):
        identity.key_from_bytes(ed)


def test_a_fingerprint_is_the_sha256_openssl_shows():
    print_ = identity.fingerprint(ROOT.certificate)
    assert len(print_) == 64
    assert print_ == print_.lower()
    assert bytes.fromhex(print_) == ROOT.certificate.fingerprint(hashes.SHA256())


def test_an_identity_shows_no_key():
    assert "key" not in repr(ROOT)
