"""Revocation lists: numbered X.509 CRLs, signed by the root or by a PC it lets issue certificates.

Each entry says more than a serial number: whose membership ended, why, and the last segment of that PC which still
counts. So whoever reads ``trust/`` knows without any content key where a lost PC's record ends, whatever its clock
says. A list names everything its signer knew; readers take all lists together, so no order of arrival matters. Only a
signer whom the root itself revoked does not count any more: its good entries stand in the root's own list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat import asn1
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from desktop_app.domain.membership_facts import EndReason
from desktop_app.errors import CertificateNotOurs, RevocationListWrong
from desktop_app.keys.chain import verify_issuing
from desktop_app.keys.signing import SignerIdentity, fingerprint

HOLDS = timedelta(days=90)
"""How long a list counts as fresh; a newer one comes well before."""

LARGEST_CRL = 256 * 1024
"""Bytes; some 1,500 entries."""

_MEMBERSHIP = x509.ObjectIdentifier("2.25.329800735698586629295641978511506172918")
"""Our own entry extension, under an object identifier made from a random UUID (ITU-T X.667)."""

_FLAGS = {
    EndReason.LOST: x509.ReasonFlags.key_compromise,
    EndReason.STOLEN: x509.ReasonFlags.key_compromise,
    EndReason.RETIRED: x509.ReasonFlags.cessation_of_operation,
    EndReason.CLONED: x509.ReasonFlags.superseded,
    EndReason.LEFT: x509.ReasonFlags.affiliation_changed,
    EndReason.ROLE_ENDED: x509.ReasonFlags.privilege_withdrawn,
}


@asn1.sequence
class _Membership:
    holder: str
    reason: str
    last_segment: int
    last_segment_sha256: bytes
    last_entry: int
    histories: list[bytes] | None  # lists of earlier versions have none


@dataclass(frozen=True, slots=True)
class Ended:
    """One revoked certificate. ``holder`` is a device's or a person's id.

    ``at``: when it was revoked; ``since``: from when it must not have been used. A device's record ends with segment
    ``last_segment``, whose file has that hash, and entry ``last_entry``; all zero for a person. ``histories`` are the
    hashes of the last entry of each of its histories that counts, more than one where the PC was copied.
    """

    serial: int
    issuer: x509.Name
    holder: str
    reason: EndReason
    at: datetime
    since: datetime
    last_segment: int = 0
    last_segment_sha256: str = "0" * 64
    last_entry: int = 0
    histories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RevocationList:
    """A list whose signature holds. ``signer`` is the SHA-256 (hex) of the certificate that signed it."""

    number: int
    signer: str
    by_root: bool
    issued_at: datetime
    fresh_until: datetime
    ended: tuple[Ended, ...]


def ended(certificate: x509.Certificate, holder: str, reason: EndReason, at: datetime, since: datetime) -> Ended:
    """Return the entry for a certificate, its record's end still to be filled in."""
    return Ended(certificate.serial_number, certificate.issuer, holder, reason, at, since)


def make_crl(signer: SignerIdentity, number: int, entries: Iterable[Ended], at: datetime) -> bytes:
    """Return a list (DER) as *signer* issues it at *at*; *number* is one more than its last."""
    own = signer.certificate.subject
    entries = sorted(entries, key=lambda entry: (entry.holder, entry.serial))
    builder = (
        x509.CertificateRevocationListBuilder(issuer_name=signer.certificate.subject)
        .last_update(at)
        .next_update(at + HOLDS)
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.key.public_key()), critical=False)
    )
    indirect = any(entry.issuer != own for entry in entries)
    if indirect:
        builder = builder.add_extension(_indirect(), critical=True)
    for entry in entries:
        builder = builder.add_revoked_certificate(_line(entry, named=indirect))
    return builder.sign(signer.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def read_crl(data: bytes, root: x509.Certificate, issuers: Sequence[x509.Certificate] = ()) -> RevocationList:
    """Read a list (DER) and check that the root, or an issuing PC under it, signed it. Raises RevocationListWrong."""
    if len(data) > LARGEST_CRL:
        raise RevocationListWrong(reason="format")
    try:
        crl = x509.load_der_x509_crl(data)
        key_id = crl.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value.key_identifier
        number = crl.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
    except Exception as error:  # strangers' bytes: whatever the parser raises means the same
        raise RevocationListWrong(reason="format") from error
    try:
        signer = _signer(crl, key_id, (root, *issuers))
    except RevocationListWrong:
        raise
    except Exception as error:  # names and algorithms are parsed only when they are asked for
        raise RevocationListWrong(reason="format") from error
    if signer is not root:
        try:
            verify_issuing(signer, root, None)
        except CertificateNotOurs:
            raise RevocationListWrong(reason="issuer") from None
    try:
        return _read(crl, number, signer, by_root=signer is root)
    except Exception as error:  # signed, and still nothing that we write
        raise RevocationListWrong(reason="content") from error


def in_force(lists: Iterable[RevocationList], issuing: Sequence[x509.Certificate] = ()) -> tuple[Ended, ...]:
    """Return what all lists together revoke, whatever their order: for each certificate the earliest end.

    *issuing* are the certificates of issuing PCs: the lists of one whom the root revoked do not count.
    """
    merged: dict[tuple[int, bytes], Ended] = {}
    for one in that_count(lists, issuing):
        for entry in one.ended:
            place = (entry.serial, entry.issuer.public_bytes())
            merged[place] = min(merged.get(place, entry), entry, key=strictness)
    return tuple(merged[place] for place in sorted(merged))


def that_count(lists: Iterable[RevocationList], issuing: Sequence[x509.Certificate]) -> tuple[RevocationList, ...]:
    """Return *lists* but for those of issuing PCs that the root revoked."""
    known = tuple(lists)
    revoked_by_root = {entry.serial for one in known if one.by_root for entry in one.ended}
    outcast = {fingerprint(one) for one in issuing if one.serial_number in revoked_by_root}
    return tuple(one for one in known if one.signer not in outcast)


def strictness(entry: Ended) -> tuple[int, int, str, tuple[str, ...], datetime, datetime, str]:
    """Return what orders entries about the same holder: the earliest end counts, whichever list came first."""
    end = entry.last_segment, entry.last_entry, entry.last_segment_sha256, entry.histories
    return *end, entry.since, entry.at, entry.reason


def _indirect() -> x509.IssuingDistributionPoint:
    return x509.IssuingDistributionPoint(
        full_name=None,
        relative_name=None,
        only_contains_user_certs=False,
        only_contains_ca_certs=False,
        only_some_reasons=None,
        indirect_crl=True,
        only_contains_attribute_certs=False,
    )


def _line(entry: Ended, *, named: bool) -> x509.RevokedCertificate:
    told = _Membership(
        holder=entry.holder,
        reason=entry.reason.value,
        last_segment=entry.last_segment,
        last_segment_sha256=bytes.fromhex(entry.last_segment_sha256),
        last_entry=entry.last_entry,
        histories=[bytes.fromhex(one) for one in entry.histories] or None,
    )
    builder = (
        x509.RevokedCertificateBuilder(serial_number=entry.serial, revocation_date=entry.at)
        .add_extension(x509.CRLReason(_FLAGS[entry.reason]), critical=False)
        .add_extension(x509.InvalidityDate(entry.since.astimezone(UTC).replace(tzinfo=None)), critical=False)
        .add_extension(x509.UnrecognizedExtension(_MEMBERSHIP, asn1.encode_der(told)), critical=False)
    )
    if named:
        builder = builder.add_extension(x509.CertificateIssuer([x509.DirectoryName(entry.issuer)]), critical=True)
    return builder.build()


def _signer(
    crl: x509.CertificateRevocationList, key_id: bytes | None, candidates: Sequence[x509.Certificate]
) -> x509.Certificate:
    named = [one for one in candidates if one.subject == crl.issuer and _key_id(one) == key_id]
    if not named:
        raise RevocationListWrong(reason="issuer")
    for one in named:
        public_key = one.public_key()
        if isinstance(public_key, ec.EllipticCurvePublicKey) and crl.is_signature_valid(public_key):
            return one
    raise RevocationListWrong(reason="signature")


def _key_id(certificate: x509.Certificate) -> bytes:
    return certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest


def _read(
    crl: x509.CertificateRevocationList, number: int, signer: x509.Certificate, *, by_root: bool
) -> RevocationList:
    fresh_until = crl.next_update_utc
    if fresh_until is None or number < 1:
        raise ValueError("a list without number or term")
    return RevocationList(
        number=number,
        signer=fingerprint(signer),
        by_root=by_root,
        issued_at=crl.last_update_utc,
        fresh_until=fresh_until,
        ended=tuple(_entry(line, crl.issuer) for line in crl),
    )


def _entry(line: x509.RevokedCertificate, issuer: x509.Name) -> Ended:
    told = line.extensions.get_extension_for_oid(_MEMBERSHIP).value
    if not isinstance(told, x509.UnrecognizedExtension):
        raise ValueError("an extension of ours that somebody else knows")  # noqa: TRY004 - what is wrong is the list
    member = asn1.decode_der(_Membership, told.value)
    since = line.extensions.get_extension_for_class(x509.InvalidityDate).value.invalidity_date_utc
    for extension in line.extensions:
        if isinstance(extension.value, x509.CertificateIssuer):
            (name,) = extension.value.get_values_for_type(x509.DirectoryName)
            issuer = name
    digest = member.last_segment_sha256.hex()
    histories = tuple(one.hex() for one in member.histories or ())
    if min(member.last_segment, member.last_entry) < 0 or {len(digest), *map(len, histories)} != {64}:
        raise ValueError("no place in a record")
    return Ended(
        line.serial_number,
        issuer,
        member.holder,
        _reason(member.reason),
        line.revocation_date_utc,
        since,
        member.last_segment,
        digest,
        member.last_entry,
        histories,
    )


def _reason(told: str) -> EndReason:
    # A later version may know more of them; a list is never passed over for that.
    return EndReason(told) if told in set(EndReason) else EndReason.LOST
