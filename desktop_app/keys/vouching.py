"""Whose word counts for a PC that asks to be let in (share protocol, Keys: "headquarters, or two members together").

A fact may name anybody, and whoever runs a changed app may record one. Here a word counts only with the signature of a
member's own key, which their PIN opens; what they are is what the record says of them, and an auditor vouches for
nobody. So every PC counts alike, whichever version recorded it.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator

from desktop_app.domain.membership_facts import EnrolmentVouched
from desktop_app.domain.roles import MAY_CHECK
from desktop_app.domain.workplace import Person, Workplace
from desktop_app.errors import CertificateNotOurs, CertificateUnreadable, SignatureWrong
from desktop_app.keys.chain import Purpose, verify_chain
from desktop_app.keys.signing import (
    Certificate,
    PrivateKey,
    fingerprint,
    read_certificate,
    same_key,
    sign,
    verify,
)
from desktop_app.keys.standing import ended_in, issuing_certificates


def vouched(request_id: str, person_id: str, key: PrivateKey) -> EnrolmentVouched:
    """Return the word of a person for a request (SHA-256, hex), signed with their own key."""
    return EnrolmentVouched(request_id, person_id, base64.b64encode(sign(key, _said(request_id))).decode("ascii"))


def vouching(workplace: Workplace, request_id: str) -> tuple[Person, ...]:
    """Return the members whose word for a request counts, headquarters' among them, by name."""
    said = workplace.membership.vouched.get(request_id, ())
    heard = {one.person_id: workplace.members[one.person_id] for one in said if _counts(workplace, one)}
    return tuple(sorted(heard.values(), key=lambda one: (one.name, one.person_id)))


def _counts(workplace: Workplace, said: EnrolmentVouched) -> bool:
    person = workplace.members.get(said.person_id)
    if person is None or person.role not in MAY_CHECK:
        return False
    try:
        certificate = read_certificate(person.certificate.encode())
        _require_issued(workplace, certificate)
        verify(certificate, base64.b64decode(said.signature, validate=True), _said(said.request_id))
    except (CertificateNotOurs, CertificateUnreadable, SignatureWrong, ValueError):
        return False
    # An auditor's PC could record a second person, with another role and its own key.
    return not any(_same_key(certificate, pem) for pem in _others_certificates(workplace, person))


def _require_issued(workplace: Workplace, certificate: Certificate) -> None:
    """Raise CertificateNotOurs unless our root, or a PC it appointed, issued it and nobody revoked it."""
    root_pem, membership = workplace.root_certificate, workplace.membership
    ended = {(one.serial, one.issuer) for one in ended_in(root_pem, membership.lists)}
    issuers = issuing_certificates(root_pem, membership)
    in_use = tuple(one for one in issuers if (one.serial_number, one.issuer) not in ended)
    verify_chain(certificate, read_certificate(root_pem.encode()), None, Purpose.PERSON, in_use)
    if (certificate.serial_number, certificate.issuer) in ended:
        raise CertificateNotOurs(reason="issuer", fingerprint=fingerprint(certificate))


def _others_certificates(workplace: Workplace, person: Person) -> Iterator[str]:
    for other in workplace.people.values():
        if other.person_id != person.person_id:
            yield from other.certificates


def _same_key(certificate: Certificate, pem: str) -> bool:
    try:
        other = read_certificate(pem.encode())
    except CertificateUnreadable:
        return False
    return same_key(certificate, other)


def _said(request_id: str) -> bytes:
    return b"sekisho vouch 1\0" + request_id.encode()
