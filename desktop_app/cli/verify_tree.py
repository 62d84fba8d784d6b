"""The command ``verify`` with its options."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop_app.text import _


def add_verify(commands: Any, leaf: Callable[..., Any]) -> None:
    """Add ``verify``: the home and its share, single papers, or a share by itself for an auditor."""
    verified = leaf(commands, "verify", "safety:verify", _("Check that nothing was changed, lost or forged."))
    verified.add_argument("files", nargs="*", metavar="FILE.pdf", help=_("Signed papers to check alone."))
    verified.add_argument(
        "--share", metavar="URL", help=_("Also check this share folder (without a home, or with --root: it alone).")
    )
    verified.add_argument(
        "--report", "--out", metavar="FILE.pdf", help=_("Also write the result onto a page of paper.")
    )
    verified.add_argument("--by", default="", metavar=_("TEXT"), help=_("Who checks, for that page (else by hand)."))
    verified.add_argument(
        "--root",
        metavar="FILE.pem|FINGERPRINT",
        help=_("Check papers, or a share folder, by this root certificate alone, without a record."),
    )
    verified.add_argument(
        "--identity",
        action="append",
        default=[],
        metavar=_("FILE"),
        help=_("With --share: an age key to the content, or a member's home; may be repeated."),
    )
    verified.add_argument(
        "--checkpoint",
        action="append",
        default=[],
        metavar=_("FILE"),
        help=_("With --share: a checkpoint that was kept elsewhere; may be repeated."),
    )
