"""An audit of a share by somebody who is no member: no home, no content key (measures H8).

Whoever was granted a key (an age identity) also learns whether the content holds. It says what it did not look at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.app import Surroundings, open_app
from desktop_app.domain.names import clean_text
from desktop_app.errors import (
    CertificateUnreadable,
    IdentityFileUnreadable,
    RecipientUnreadable,
    RootFingerprintUnreadable,
    ShareMarkerDamaged,
    ShareRootDiffers,
)
from desktop_app.home import Home
from desktop_app.keys.identity import display_name, fingerprint, read_certificate
from desktop_app.keys.seal import recipient_of
from desktop_app.sentences import sentence
from desktop_app.share.audit import AuditBrief, audit_share
from desktop_app.share.audit_report import ShareAudit
from desktop_app.share.audit_steps import Progress
from desktop_app.share.store import MARKER
from desktop_app.text import _
from desktop_app.usecases.auditing_content import Content
from desktop_app.usecases.share_login import share_store
from desktop_app.usecases.verifying_flaws import note_spot
from desktop_app.usecases.verifying_spots import SHARE_CHECKS, Check, Damage, RecordAbout, Verification

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_NO_LETTER = re.compile(r"[\s:\-]")
_LARGEST_GIVEN = 1 << 20


@dataclass(frozen=True, slots=True)
class AuditRequest:
    """Which share is audited, and what was brought along.

    ``root``: the fingerprint the organisation's root must have (hex, empty: nobody said); ``identities``: granted age
    keys; ``checkpoints``: files by name that were kept elsewhere.
    """

    address: str
    root: str = ""
    identities: tuple[str, ...] = field(default=(), repr=False)
    checkpoints: tuple[Path, ...] = ()


def audit(
    request: AuditRequest, progress: Progress | None = None, stop: Callable[[], bool] | None = None
) -> Verification:
    """Check a share whole. For any lane: no record is open, and it may take as long as the network does.

    Raises ShareUnmarked, ShareMissing, ShareUnreachable, ShareAddressUnknown,
    IdentityFileUnreadable (a checkpoint that cannot be read), AuditStopped.
    """
    store = share_store(Surroundings(), request.address)
    brief = AuditBrief(
        root=request.root,
        identities=request.identities,
        checkpoints={path.name: _bytes_of(path) for path in request.checkpoints},
        stamp_holds=_stamp_holds,
    )
    content = Content(store) if request.identities else None
    try:
        found = audit_share(store, brief, told=content.hear if content else None, progress=progress, stop=stop)
    except (ShareMarkerDamaged, ShareRootDiffers) as error:
        # Nothing below can be believed; the page of paper still says what was found.
        outcome = Verification(about=RecordAbout("", "―", "―", "", store.address, "", ()), scope=SHARE_CHECKS)
        outcome.found(Damage.SHARE_MARKER, path=MARKER, detail=sentence(error), check=Check.CERTIFICATES)
        return outcome
    about = _about(found, store.address)
    outcome = Verification(about=about, scope=SHARE_CHECKS, share=found, granted=content is not None)
    outcome.disposed, outcome.uncleared = tuple(found.disposed), found.uncleared
    for spot in found.spots:
        note_spot(outcome, spot)
    outcome.looked(Check.CERTIFICATES, found.certificates)
    outcome.looked(Check.SEGMENTS, found.segments)
    outcome.looked(Check.BLOBS, found.blobs)
    outcome.looked(Check.RECEIPTS, found.receipts)
    none = not found.checkpoints and not any(one.check is Check.CHECKPOINTS for one in outcome.findings)
    outcome.looked(Check.CHECKPOINTS, found.checkpoints, _("there is none") if none else "")
    if content is not None:
        content.check(outcome, found, request.identities, stop)
    return outcome


def fingerprint_of(text: str) -> str:
    """Return a root's fingerprint as typed from paper (64 hex digits, in groups or not) or read from a PEM file.

    Raises RootFingerprintUnreadable, CertificateUnreadable.
    """
    typed = _NO_LETTER.sub("", unicodedata.normalize("NFKC", text)).lower()
    if _FINGERPRINT.fullmatch(typed):
        return typed
    path = Path(text).expanduser()
    try:
        return fingerprint(read_certificate(path.read_bytes()))
    except (OSError, ValueError, CertificateUnreadable):
        raise RootFingerprintUnreadable(text=text) from None


def identities_at(
    path: Path, surroundings: Surroundings, ask_passphrase: Callable[[], str] | None = None
) -> tuple[str, ...]:
    """Return the age keys in an identity file, as ``age-keygen`` writes it, or those of a member's home.

    Raises IdentityFileUnreadable, and what opening a home raises.
    """
    if path.is_dir():
        app = open_app(Home(path), surroundings, ask_passphrase=ask_passphrase)
        try:
            return app.identities()
        finally:
            app.close()
    lines = _bytes_of(path).decode("ascii", errors="replace").splitlines()
    keys = tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))
    try:
        for key in keys:
            recipient_of(key)
    except RecipientUnreadable:
        raise IdentityFileUnreadable(path=str(path)) from None
    if not keys:
        raise IdentityFileUnreadable(path=str(path))
    return keys


def _stamp_holds(token: bytes, stamped: bytes) -> bool:
    from desktop_app.papers.signing.timestamp import read_token

    return read_token(token, stamped, ()) is not None


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST_GIVEN)
    except (OSError, ValueError):
        raise IdentityFileUnreadable(path=str(path)) from None


def _about(found: ShareAudit, address: str) -> RecordAbout:
    marker = found.marker
    root = read_certificate(marker.root_certificate)
    return RecordAbout(
        company=clean_text(display_name(root)).text,
        workplace=clean_text(marker.workplace).text,
        org_code=clean_text(marker.org_code).text,
        home="",
        share=address,
        root_fingerprint=marker.root,
        heads=tuple((device[:8], head.seq, head.sha256) for device, head in sorted(found.heads.items())),
    )
