"""``share clear``: removing what went with disposed years, by the account that may delete. Needs no home."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping

from desktop_app.app import Surroundings, usable
from desktop_app.cli.said import DONE, FOUND, Said
from desktop_app.sentences.clearing import clearing_lines
from desktop_app.text import _
from desktop_app.usecases.auditing import fingerprint_of
from desktop_app.usecases.clearing import clear_share

_EVERY = 50
"""Files between two words to whoever waits at a terminal."""
_LEFT = 2
"""Exit code when the server did not remove something."""


def clear(options: argparse.Namespace) -> Said:
    """Say what may go and, with ``--delete``, remove it."""
    found, cleared = clear_share(
        usable(Surroundings()), options.share, fingerprint_of(options.root), delete=options.delete, step=_counted()
    )
    data = {
        "workplace": found.workplace,
        "notices": [
            {"order_no": n.order_no, "fiscal_year": n.fiscal_year, "at": n.at, "device": one.device_id}
            for one in found.notices
            for n in (one.notice,)
        ],
        "damaged": [{"path": path, "reason": error.reason} for path, error in found.damaged],
        "segments": _figures(found.segments),
        "sealed": _figures(found.sealed),
        "letters": _figures(found.letters),
        "deleted": cleared is not None,
        "removed": cleared.removed if cleared else 0,
        "left": sorted(cleared.left) if cleared else [],
    }
    failed = _LEFT if cleared is not None and cleared.left else DONE
    return Said(data, tuple(clearing_lines(found, cleared)), FOUND if found.damaged else failed)


def _figures(files: Mapping[str, int]) -> dict[str, int]:
    return {"count": len(files), "bytes": sum(files.values())}


def _counted() -> Callable[[], None]:
    done = 0
    shown = sys.stderr is not None and sys.stderr.isatty()

    def step() -> None:
        nonlocal done
        done += 1
        if shown and done % _EVERY == 0:
            print(_("Files looked at: {done}").format(done=done), end="\r", file=sys.stderr)

    return step
