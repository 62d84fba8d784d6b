"""Clearing a share of what went with disposed years, by the account that may delete there (``share clear``)."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.app import Surroundings
from desktop_app.share import clearing
from desktop_app.share.clearing import Cleared, Clearing
from desktop_app.usecases.share_login import share_store


def clear_share(
    surroundings: Surroundings,
    address: str,
    root: str,
    *,
    delete: bool = False,
    step: Callable[[], None] = lambda: None,
) -> tuple[Clearing, Cleared | None]:
    """Return what notices under *root* (its fingerprint) let go; with *delete* it is removed, and what became of it.

    Raises what share.clearing.survey raises.
    """
    store = share_store(surroundings, address)
    found = clearing.survey(store, root, step)
    return found, clearing.clear(store, found, step) if delete else None
