"""How far a walk over a share is, and whether somebody stopped it."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.errors import AuditStopped

Progress = Callable[[int, int], None]
"""Told how many files were handled so far, and of how many."""


def steps(total: int, progress: Progress | None, stop: Callable[[], bool] | None) -> Callable[[], None]:
    """Return what is called before each file; it raises AuditStopped."""
    done = 0

    def step() -> None:
        nonlocal done
        if stop is not None and stop():
            raise AuditStopped
        done += 1
        if progress is not None:
            progress(min(done, total), total)

    return step
