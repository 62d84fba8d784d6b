"""With which password a PC goes to the share: the one kept in the keyring, or none where the system says who we are.

Only addresses that name a user (``smb://name@server/…``) have a password of ours. It is never part of the address,
of the record or of a backup.
"""

from __future__ import annotations

import os

from desktop_app.app import Surroundings
from desktop_app.errors import KeyringMissing, Unavailable
from desktop_app.share.address import open_store, smb_place
from desktop_app.share.store import SizedStore

VARIABLE = "SEKISHO_SHARE_PASSWORD"
"""Wins over the keyring: for scripts, and for PCs that have none."""


def needs_password(address: str) -> bool:
    """Whether the address names a user. Raises ShareAddressUnknown, SharePasswordInAddress."""
    place = smb_place(address)
    return place is not None and bool(place.user)


def password_for(surroundings: Surroundings, address: str) -> str:
    """Return the password for *address*, empty when there is none or the keyring is away: the server then says no.

    Raises ShareAddressUnknown, SharePasswordInAddress.
    """
    place = smb_place(address)
    if place is None or not place.user:
        return ""
    given = os.environ.get(VARIABLE)
    if given or surroundings.keyring is None:
        return given or ""
    try:
        return surroundings.keyring.load(_entry(place.login)) or ""
    except Unavailable:
        return ""


def keep_password(surroundings: Surroundings, address: str, password: str) -> None:
    """Keep the password of the address's user in the keyring. Raises KeyringMissing and the keyring's errors."""
    place = smb_place(address)
    if place is None or not place.user:
        return
    if surroundings.keyring is None:
        raise KeyringMissing(found=())
    surroundings.keyring.save(_entry(place.login), password)


def share_store(surroundings: Surroundings, address: str) -> SizedStore:
    """Return the store at *address* with the password known for it. Raises what open_store raises."""
    return open_store(address, password=password_for(surroundings, address))


def _entry(login: str) -> str:
    return f"share/{login}"
