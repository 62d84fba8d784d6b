"""``verify --share URL`` by somebody who is no member: no home and no content key."""

from __future__ import annotations

import argparse
import sys

from desktop_app.app import Surroundings
from desktop_app.cli.places import file_of, home_of
from desktop_app.cli.session import passphrase_asker
from desktop_app.text import _
from desktop_app.usecases.auditing import AuditRequest, audit, fingerprint_of, identities_at
from desktop_app.usecases.verifying_spots import Verification

_EVERY = 50
"""Files between two words to whoever waits at a terminal."""


def is_audit(options: argparse.Namespace) -> bool:
    """Whether a share is to be checked by itself: something was brought along for it, or there is no home here."""
    if options.files or not options.share:
        return False
    return bool(options.root or options.identity or options.checkpoint) or not home_of(options).exists


def audit_share(options: argparse.Namespace) -> Verification:
    """Audit the share; at a terminal it says how far it is."""
    identities: list[str] = []
    for name in options.identity:
        identities += identities_at(file_of(name), Surroundings(), passphrase_asker())
    request = AuditRequest(
        address=options.share,
        root=fingerprint_of(options.root) if options.root else "",
        identities=tuple(identities),
        checkpoints=tuple(map(file_of, options.checkpoint)),
    )
    return audit(request, progress=_say if sys.stderr is not None and sys.stderr.isatty() else None)


def _say(done: int, total: int) -> None:
    if done % _EVERY == 0 or done == total:
        end = "\n" if done == total else "\r"
        print(_("Checking files  {done} / {total}").format(done=done, total=total), end=end, file=sys.stderr)
