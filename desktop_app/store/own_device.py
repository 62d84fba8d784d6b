"""This PC's identity as its home keeps it."""

from __future__ import annotations

import json

from desktop_app.errors import NotEnrolled
from desktop_app.keys.signing import key_from_bytes, sign
from desktop_app.store.record import Device, Record
from desktop_app.store.standings import DEVICE_SECRET

__all__ = ["DEVICE_SECRET", "device_secret", "load_device"]


def load_device(record: Record) -> Device:
    """Return this PC's identity; raises NotEnrolled while an enrolment is not finished."""
    stored = record.desk.secret(DEVICE_SECRET)
    if stored is None:
        raise NotEnrolled
    parts = json.loads(stored)
    private_key = key_from_bytes(bytes.fromhex(parts["key"]))
    return Device(parts["device_id"], lambda data: sign(private_key, data))


def device_secret(device_id: str, key_bytes: bytes) -> bytes:
    """Return the stored form of this PC's identity."""
    return json.dumps({"device_id": device_id, "key": key_bytes.hex()}).encode()
