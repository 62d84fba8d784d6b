"""Attacks by the wrong hands: certificates of others, run out or withdrawn, wrong times, and wrong ways to sign."""

from __future__ import annotations

import asyncio
import datetime as dt
from io import BytesIO

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1, translate_pyca_cryptography_key_to_asn1
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, append_signature_field
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.stamp import NoOpStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from desktop_app.errors import PdfDamage
from desktop_app.keys.identity import SignerIdentity, fingerprint, issue_person_certificate, new_key
from desktop_app.papers.signing import signature as signing
from tests.core.papers.doctored import NOW, attack, report, reported
from tests.core.papers.doctored_revisions import paint, revised
from tests.core.papers.signed_papers import (
    CONFIRMED_AT,
    CONFIRMER,
    MARK,
    SEAL_FIELD,
    SIGNATURE_FIELD,
    SIGNED_AT,
    TRANSFEREE,
    Office,
    confirmed,
    make_office,
    office,
)


def _signed_at(moment: dt.datetime) -> bytes:
    return signing.sign_report(
        report(),
        SIGNATURE_FIELD,
        office().transferee,
        manager_field=SEAL_FIELD,
        signed_at=moment,
        reason="",
        name=TRANSFEREE,
    )


def _confirmed_with(identity: SignerIdentity, chain: tuple[x509.Certificate, ...] = (), **metadata: str) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(reported()))
    said = signing._metadata("confirmer", office().transferee_fingerprint, **metadata)
    return signing._sign(writer, said, signing._IdentitySigner(identity, chain), CONFIRMED_AT)


# --- whose certificate ----------------------------------------------------------------------------------------


@attack(PdfDamage.ROOT)
def confirmed_under_a_foreign_root_with_our_names():
    return confirmed(reported(), make_office(), reason=office().transferee_fingerprint)


@attack(PdfDamage.ROOT)
def confirmed_with_the_transferees_own_certificate():
    return confirmed(reported(), office(), signer=office().transferee, at=SIGNED_AT)


@attack(PdfDamage.ROOT)
def confirmed_with_a_certificate_a_member_issued():
    key = new_key()
    theirs = issue_person_certificate(
        office().confirmer, key.public_key(), CONFIRMER, "0000001", "北辰送配電株式会社", CONFIRMED_AT
    )
    return _confirmed_with(SignerIdentity(key, theirs), (office().confirmer.certificate,))


@attack(PdfDamage.PURPOSE)
def confirmed_with_a_pcs_certificate():
    return confirmed(reported(), office(), signer=office().device)


@attack(PdfDamage.REVOKED, revoked={fingerprint(office().confirmer.certificate): CONFIRMED_AT - dt.timedelta(hours=1)})
def confirmed_with_a_certificate_withdrawn_an_hour_before():
    return confirmed(reported(), office())


@attack(PdfDamage.EXPIRED)
def confirmed_with_a_certificate_that_had_run_out():
    return confirmed(reported(), office(), at=CONFIRMED_AT.replace(year=2055))


@attack(PdfDamage.EXPIRED)
def confirmed_before_the_certificate_was_issued():
    return confirmed(reported(), office(), at=CONFIRMED_AT.replace(year=2023))


@attack(PdfDamage.CERTIFICATES)
def a_chain_with_a_strangers_certificate():
    return _confirmed_with(office().confirmer, (make_office().confirmer.certificate,))


@attack(PdfDamage.NAME)
def confirmed_in_the_name_of_somebody_else():
    return _confirmed_with(office().confirmer, name="本社　花子")


@attack(PdfDamage.SIGNER, transferee_fingerprint="ab" * 32)
def signed_with_a_certificate_the_record_does_not_know():
    return confirmed(reported(), office())


@attack(PdfDamage.SIGNER)
def signed_with_a_certificate_somebody_else_issued():
    people = office()
    key = new_key()
    theirs = issue_person_certificate(
        people.confirmer, key.public_key(), TRANSFEREE, "0012345", "北辰送配電", SIGNED_AT
    )
    pdf = signing.sign_report(
        report(),
        SIGNATURE_FIELD,
        SignerIdentity(key, theirs),
        manager_field=SEAL_FIELD,
        signed_at=SIGNED_AT,
        reason="",
        name=TRANSFEREE,
    )
    return confirmed(pdf, people, reason=fingerprint(theirs))


@attack(PdfDamage.REFERENCE)
def a_confirmation_that_names_another_signature():
    return confirmed(reported(), office(), reason=f"確認しました（異動者の証明書 {'cd' * 32}）")


@attack(PdfDamage.REFERENCE)
def a_confirmation_that_names_none():
    return confirmed(reported(), office(), reason="確認しました")


def _record(by: Office, at: dt.datetime = CONFIRMED_AT) -> bytes:
    """What a member alone signs: that an explanation was given."""
    return signing.sign_record(report(), SEAL_FIELD, by.confirmer, (), signed_at=at, reason="説明記録", mark=MARK)


@attack(PdfDamage.ROOT)
def an_explanation_record_under_a_foreign_root():
    return _record(make_office())


@attack(PdfDamage.EXPIRED)
def an_explanation_record_signed_before_its_certificate_was_issued():
    return _record(office(), CONFIRMED_AT.replace(year=2023))


@attack(PdfDamage.PAGE)
def an_explanation_record_painted_over():
    return revised(paint, _record(office()))


# --- when -----------------------------------------------------------------------------------------------------


@attack(PdfDamage.EXPIRED)
def signed_on_another_day_than_the_certificate_holds():
    return _signed_at(SIGNED_AT + dt.timedelta(days=3))


@attack(PdfDamage.TIME)
def confirmed_in_the_future():
    return confirmed(reported(), office(), at=NOW + dt.timedelta(days=200))


@attack(PdfDamage.TIME)
def confirmed_before_it_was_signed():
    return confirmed(reported(), office(), at=SIGNED_AT - dt.timedelta(days=30))


# --- how ------------------------------------------------------------------------------------------------------


@attack(PdfDamage.CERTIFICATION)
def a_first_signature_that_forbids_nothing():
    return _first(certify=False)


@attack(PdfDamage.CERTIFICATION)
def a_first_signature_that_allows_notes():
    return _first(certify=True, permissions=MDPPerm.ANNOTATE)


def _first(*, certify: bool, permissions: MDPPerm = MDPPerm.FILL_FORMS) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(report()))
    append_signature_field(writer, SigFieldSpec("transferee", box=(10, 10, 60, 60)))
    metadata = PdfSignatureMetadata(
        "transferee", md_algorithm="sha256", certify=certify, docmdp_permissions=permissions
    )
    return signing._sign(writer, metadata, signing._IdentitySigner(office().transferee, ()), SIGNED_AT)


def _by(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey, digest: str) -> bytes:
    """The first signature in another way than ours."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, TRANSFEREE)])
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
    metadata = PdfSignatureMetadata("transferee", md_algorithm=digest, certify=True)
    return PdfSigner(metadata, signer).sign_pdf(IncrementalPdfFileWriter(BytesIO(report()))).getvalue()


@attack(PdfDamage.ALGORITHM)
def signed_with_sha_1():
    return _by(ec.generate_private_key(ec.SECP256R1()), "sha1")


@attack(PdfDamage.ALGORITHM)
def signed_on_another_curve():
    return _by(ec.generate_private_key(ec.SECP384R1()), "sha384")


@attack(PdfDamage.ALGORITHM)
def signed_with_rsa():
    return _by(rsa.generate_private_key(public_exponent=65537, key_size=2048), "sha256")


def stamped(*, of_something_else: bool = False) -> bytes:
    """A confirmation with a time stamp by a service that is not ours."""
    service = make_stamping_service()

    class Elsewhere(DummyTimeStamper):
        async def async_timestamp(self, message_digest, md_algorithm):
            return await super().async_timestamp(bytes(32), md_algorithm)

    stamper = (Elsewhere if of_something_else else DummyTimeStamper)(*service, fixed_dt=CONFIRMED_AT)
    writer = IncrementalPdfFileWriter(BytesIO(reported()))
    metadata = signing._metadata("confirmer", office().transferee_fingerprint)
    signer = signing._IdentitySigner(office().confirmer, ())
    session = PdfSigner(metadata, signer, timestamper=stamper, stamp_style=NoOpStampStyle()).init_signing_session(
        writer, existing_fields_only=True
    )
    session.system_time = CONFIRMED_AT
    document = session.prepare_tbs_document(None, signing._RESERVED)
    digest, output = document.digest_tbs_document()
    attributes = PdfCMSSignedAttributes(signing_time=CONFIRMED_AT)
    asyncio.run(document.perform_signature(digest.document_digest, attributes))
    return output.getvalue()


def make_stamping_service():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Time stamps of a test")])
    usage = x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.TIME_STAMPING])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 9, SIGNED_AT, CONFIRMED_AT.replace(year=2040))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return translate_pyca_cryptography_cert_to_asn1(certificate), translate_pyca_cryptography_key_to_asn1(key)


@attack(PdfDamage.TIMESTAMP)
def a_time_stamp_of_something_else():
    return stamped(of_something_else=True)
