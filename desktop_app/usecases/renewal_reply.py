"""Letting a PC go on under a new device id: the first PC's side of ``retiring``."""

from __future__ import annotations

from desktop_app.app import App
from desktop_app.domain.facts import DeviceEnrolled
from desktop_app.errors import EnrolmentUnknown
from desktop_app.keys import identity
from desktop_app.keys.standing import issuing_certificates
from desktop_app.share.enrolment import JoinReply, JoinRequest, make_reply
from desktop_app.usecases.issuing import app_root

_ID_LENGTH = 16


def renewed_device(app: App, request: JoinRequest, root: identity.SignerIdentity, letter: str) -> DeviceEnrolled:
    """Return the fact that gives a known PC a new id; raises EnrolmentUnknown when it or its person is not known.

    The former id is not taken away: the other PC that has it goes on.
    """
    asked = identity.read_request(request.device_request)
    person = app.workplace.members.get(request.person_id)
    well_formed = len(request.device_id) == _ID_LENGTH and not set(request.device_id) - set("0123456789abcdef")
    known = request.replaces in app.workplace.devices_in_use and request.device_id not in app.workplace.devices
    if not (well_formed and known and person) or asked.common_name != request.device_id:
        raise EnrolmentUnknown
    certificate = identity.issue_device_certificate(root, asked.public_key, request.device_id, app.now())
    return DeviceEnrolled(request.device_id, letter, identity.certificate_pem(certificate).decode())


def sealed_renewal(app: App, request_id: str, request: JoinRequest, enrolled: DeviceEnrolled) -> bytes:
    """Return the sealed answer: a certificate for the new id; its person and the years' keys are there already."""
    known = app.workplace
    person = known.people[request.person_id]
    reply = JoinReply(
        request=request_id,
        root_certificate=identity.certificate_der(app_root(app)),
        device_certificate=_der(enrolled.certificate),
        person_certificate=_der(person.certificate),
        fiscal_secrets={},
        issuers=tuple(map(identity.certificate_der, issuing_certificates(known.root_certificate, known.membership))),
    )
    ours = identity.read_certificate(app.workplace.device_certificates(app.device.device_id)[-1].encode())
    return make_reply(reply, request.reply_recipient, ours, app.device.sign)


def _der(pem: str) -> bytes:
    return identity.certificate_der(identity.read_certificate(pem.encode()))
