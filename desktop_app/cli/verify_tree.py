"""The commands that keep a record safe, with their options: ``verify``, ``backup``, ``restore``, ``repair``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop_app.text import _


def _add_verify(commands: Any, leaf: Callable[..., Any]) -> None:
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


def add_safety(commands: Any, leaf: Callable[..., Any]) -> None:
    """Add checking a record, backing it up, restoring and repairing it."""
    _add_verify(commands, leaf)
    kept = leaf(commands, "backup", "safety:backup", _("Back up this PC's record into one file."))
    kept.add_argument("--out", required=True, metavar=_("FILE"), help=_("Where to write it."))
    restored = leaf(commands, "restore", "safety:restore", _("Restore a backup into an empty home."))
    restored.add_argument("file", metavar=_("FILE"), help=_("Backup file."))
    restored.add_argument("--with-kit", action="store_true", help=_("Open it with the printed recovery kit."))
    words = _("Bring back a workplace that lost every PC, with the printed recovery kit.")
    recovered = leaf(commands, "recover", "recovery:recover", words)
    recovered.add_argument("--share", required=True, metavar="URL", help=_("Share folder of the workplace."))
    recovered.add_argument("--employee-no", required=True, metavar=_("TEXT"), help=_("Who goes on on this PC."))
    repaired = leaf(commands, "repair", "safety:repair", _("Rebuild a damaged record from what can be read."))
    repaired.add_argument("--share", metavar="URL", help=_("Share folder to fetch lost entries from."))
