"""Trying out what a share folder promises, before a workplace relies on it (``sekishoctl storecheck``)."""

from __future__ import annotations

import os
from collections.abc import Callable

from desktop_app.app import Surroundings
from desktop_app.share.address import open_store
from desktop_app.share.conformance import probe
from desktop_app.share.promises import Conformance
from desktop_app.usecases.share_login import password_for, share_store

OTHER_VARIABLE = "SEKISHO_OTHER_SHARE_PASSWORD"
"""The second account's password, where it is not in the keyring."""


def check_store(
    surroundings: Surroundings,
    address: str,
    other: str = "",
    *,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    stop: Callable[[], bool] = lambda: False,
) -> Conformance:
    """Try every promise at *address*, and with the account of *other* those that need two.

    Raises ShareAddressUnknown, SharePasswordInAddress, and the store's errors when the folder cannot even be listed.
    """
    given = os.environ.get(OTHER_VARIABLE, "")
    return probe(
        lambda: share_store(surroundings, address),
        (lambda: open_store(other, password=given or password_for(surroundings, other))) if other else None,
        progress=progress,
        stop=stop,
    )
