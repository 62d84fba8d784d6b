"""A PC's own keys besides the one that signs: what is sealed to it alone, and what it may be let certify with."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.domain.membership_facts import DeviceKeysAnnounced
from desktop_app.errors import RequestUnreadable
from desktop_app.keys import identity
from desktop_app.keys.seal import is_recipient, new_age_identity

DEVICE_AGE_SECRET = "device-age"  # noqa: S105 - a name
ISSUER_SECRET = "issuer"  # noqa: S105


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """A PC's own keys: what is announced of them, and the secrets to keep by the name they are kept under."""

    announced: DeviceKeysAnnounced
    secrets: dict[str, bytes] = field(repr=False)


def new_device_keys(device_id: str) -> DeviceKeys:
    """Make a PC's age identity and issuing key."""
    age_secret, recipient = new_age_identity()
    key = identity.new_key()
    request = base64.b64encode(identity.certificate_request(key, device_id)).decode("ascii")
    secrets = {DEVICE_AGE_SECRET: age_secret.encode(), ISSUER_SECRET: identity.key_to_bytes(key)}
    return DeviceKeys(DeviceKeysAnnounced(device_id, recipient, request), secrets)


def sealable(announced: Mapping[str, DeviceKeysAnnounced]) -> Mapping[str, DeviceKeysAnnounced]:
    """Return those that something can be sealed to: what one PC announced must not stop everybody else's sync."""
    return {device_id: keys for device_id, keys in announced.items() if is_recipient(keys.recipient)}


def issuing_request(announced: DeviceKeysAnnounced) -> identity.CertificateRequest:
    """Return what a PC asks an issuing certificate for, in its own name. Raises RequestUnreadable."""
    try:
        data = base64.b64decode(announced.issuing_request, validate=True)
    except ValueError:
        raise RequestUnreadable(reason="format") from None
    request = identity.read_request(data)
    if request.common_name != announced.device_id:
        raise RequestUnreadable(reason="name")
    return request
