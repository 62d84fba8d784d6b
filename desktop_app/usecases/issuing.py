"""Who certifies members at a workplace: the founding PC with the root, and the PCs it appointed.

Least privilege: the root's key stays on the founding PC. Every other PC makes an issuing key of its own; it is good
for nothing until the founding PC signs an issuing certificate for it, and the founding PC does so only when told to.
"""

from __future__ import annotations

from desktop_app.app import FISCAL_PREFIX, App, fiscal_secret_name
from desktop_app.domain.membership_facts import DeviceKeysAnnounced, FiscalKeyGranted, IssuerAppointed, SealedFor
from desktop_app.domain.roles import MAY_LET_IN, Role
from desktop_app.errors import (
    CertificateNotOurs,
    IssuingUnsuitable,
    NotEntitled,
    RecipientUnreadable,
    RequestUnreadable,
)
from desktop_app.keys import identity
from desktop_app.keys.chain import may_appoint
from desktop_app.keys.device_keys import ISSUER_SECRET, issuing_request
from desktop_app.keys.fiscal import sealed_text
from desktop_app.keys.signing import Certificate
from desktop_app.keys.standing import issuers_in_use, issuing_certificates
from desktop_app.usecases.people import require_seat_free, root_identity, vouch


def issuing_identity(app: App) -> identity.SignerIdentity:
    """Return what this PC certifies with: the root, or its own issuing certificate. Raises NotEntitled."""
    if app.keeps_root:
        return root_identity(app)
    stored = app.record.desk.secret(ISSUER_SECRET)
    if stored is not None:
        key = identity.key_from_bytes(stored)
        root, membership = app.workplace.root_certificate, app.workplace.membership
        for issuer in reversed(issuers_in_use(root, membership)):
            if issuer.public_key() == key.public_key() and issuer.not_valid_after_utc > app.now():
                return identity.SignerIdentity(key, issuer)
    raise NotEntitled(act="issue_certificate", role=app.person.role)


def can_issue(app: App) -> bool:
    """Whether this PC can certify members and revoke them."""
    try:
        issuing_identity(app)
    except NotEntitled:
        return False
    return True


def issuers_above(app: App, certificate: Certificate) -> tuple[Certificate, ...]:
    """Return what stands between a member's certificate and the root, for papers: others must find the way too."""
    for issuer in issuing_certificates(app.workplace.root_certificate, app.workplace.membership):
        if certificate.issuer == issuer.subject:
            try:
                identity.verify_chain(certificate, app_root(app), None, None, (issuer,))
            except CertificateNotOurs:
                continue
            return (issuer,)
    return ()


def app_root(app: App) -> Certificate:
    """Return the workplace's pinned root certificate."""
    return identity.read_certificate(app.workplace.root_certificate.encode())


def appoint_issuer(app: App, device_id: str, *, own_pin: str) -> None:
    """Let another PC of the workplace certify members and revoke them; the person at the desk vouches.

    Raises WrongPin, PinLocked, NotEntitled (not a manager or department head, or not the founding PC),
    IssuingUnsuitable (the root allows no issuing PCs; the PC is an auditor's, is removed, or has not announced its
    keys yet).
    """
    require_seat_free(app)
    if app.person.role not in MAY_LET_IN:
        raise NotEntitled(act="appoint_issuer", role=app.person.role)
    vouch(app, own_pin)
    app.commit((appointment(app, device_id),))


def appointment(app: App, device_id: str) -> IssuerAppointed:
    """Return the fact by which the founding PC appoints another. Raises NotEntitled, IssuingUnsuitable."""
    workplace = app.workplace
    if app.keeps_root and device_id not in workplace.devices_in_use:
        raise IssuingUnsuitable(reason="removed")
    holder = workplace.people.get(workplace.holders.get(device_id, ""))
    if holder is not None and holder.role is Role.AUDITOR:
        raise IssuingUnsuitable(reason="role")
    return appointed_with(app, workplace.membership.keys.get(device_id))


def appointed_with(app: App, keys: DeviceKeysAnnounced | None) -> IssuerAppointed:
    """Return the appointment of the PC that announced *keys*. Raises NotEntitled, IssuingUnsuitable."""
    from desktop_app.usecases.share_folder import intake_for_issuers

    root = root_identity(app)
    if not may_appoint(root.certificate):
        raise IssuingUnsuitable(reason="root")
    if keys is None:
        raise IssuingUnsuitable(reason="keys")
    try:
        request = issuing_request(keys)
        sealed = sealed_text(intake_for_issuers(app), keys.recipient)
    except (RequestUnreadable, RecipientUnreadable):
        raise IssuingUnsuitable(reason="keys") from None
    certificate = identity.issue_issuing_certificate(root, request.public_key, keys.device_id, app.now())
    return IssuerAppointed(keys.device_id, identity.certificate_pem(certificate).decode(), sealed)


def keys_given(app: App, device_id: str) -> tuple[FiscalKeyGranted, ...]:
    """Return the facts that a new PC has every key made anew so far, as far as this PC has them."""
    held = app.record.desk.secrets(FISCAL_PREFIX)
    rotations = (one for one in app.workplace.membership.rotations if fiscal_secret_name(one) in held)
    return tuple(
        FiscalKeyGranted(one.fiscal_year, one.workplace_recipient, SealedFor(device_id, "")) for one in rotations
    )
