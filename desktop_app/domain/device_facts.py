"""Facts about PCs after they were enrolled."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeviceRetired:
    """A PC goes on under another id, because there were two of it; what came under the old one stays in the record."""

    device_id: str
    successor: str
