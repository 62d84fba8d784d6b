"""A paper from elsewhere, judged in a process of its own: what goes to the child and what comes back, as JSON.

The verdict returns as plain data; nothing the file contains is ever parsed by the window's own process.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from cryptography import x509

from desktop_app.errors import ForeignFileUnreadable, PdfDamage, PdfTampered
from desktop_app.keys.identity import certificate_pem, read_certificate
from desktop_app.papers.apart import Limits, run_apart
from desktop_app.papers.signing.timestamp import TimeStamp
from desktop_app.papers.signing.verify import SignatureFinding, SignatureRole, verify_report

LIMITS = Limits(seconds=20, cpu_seconds=15, answer=1024 * 1024)
_TASK = "desktop_app.papers.signing.foreign:judge"
_READ_PAGES, _READ_CHARACTERS = 5, 20_000


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a file alone tells: its signatures if all of them hold, else what is wrong; *says* is its printed text."""

    signatures: tuple[SignatureFinding, ...] = ()
    damage: PdfDamage | None = None
    damaged_signature: int | None = None
    says: str = ""


def judge_apart(
    pdf: bytes,
    *,
    root: x509.Certificate | None,
    revoked: Mapping[str, datetime],
    now: datetime,
    stamp_roots: Sequence[x509.Certificate] = (),
    stop: Callable[[], bool] | None = None,
) -> Judgement:
    """Judge *pdf* by its signatures alone.

    Raises ForeignFileUnreadable, ForeignFileTooHeavy, ParsingNotStarted, ReadingStopped.
    """
    asked = {
        "root": certificate_pem(root).decode() if root is not None else "",
        "revoked": {fingerprint: moment.isoformat() for fingerprint, moment in revoked.items()},
        "now": now.isoformat(),
        "stamp_roots": [certificate_pem(one).decode() for one in stamp_roots],
    }
    answer = run_apart(_TASK, json.dumps(asked).encode() + b"\n" + pdf, limits=LIMITS, stop=stop)
    try:
        return _read(json.loads(answer))
    except (KeyError, TypeError, ValueError) as garbage:  # from a child that a file has taken over
        raise ForeignFileUnreadable from garbage


def judge(payload: bytes) -> bytes:
    """In the child: read what `judge_apart` asks and answer it."""
    head, _newline, pdf = payload.partition(b"\n")
    asked = json.loads(head)
    root = read_certificate(asked["root"].encode()) if asked["root"] else None
    told: dict[str, Any] = {"signatures": [], "damage": "", "damaged_signature": None}
    try:
        found = verify_report(
            pdf,
            expected_sha256=None,
            expected_signatures=None,
            root=root,
            transferee_fingerprint=None,
            revoked={name: datetime.fromisoformat(moment) for name, moment in asked["revoked"].items()},
            now=datetime.fromisoformat(asked["now"]),
            stamp_roots=tuple(read_certificate(one.encode()) for one in asked["stamp_roots"]),
        )
        told["signatures"] = [asdict(one) for one in found]
    except PdfTampered as error:
        told |= {"damage": error.reason.value, "damaged_signature": error.signature}
    told["says"] = _printed(pdf)
    return json.dumps(told, default=datetime.isoformat).encode()


def _printed(pdf: bytes) -> str:
    """Return what stands on the first pages, so that a damaged file can still be laid to its case."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(pdf) as document:
            pages = range(min(len(document), _READ_PAGES))
            return "\n".join(document[page].get_textpage().get_text_range() for page in pages)[:_READ_CHARACTERS]
    except Exception:  # noqa: BLE001 - the judgement stands without it
        return ""


def _read(told: Mapping[str, Any]) -> Judgement:
    return Judgement(
        signatures=tuple(_finding(one) for one in told["signatures"]),
        damage=PdfDamage(told["damage"]) if told["damage"] else None,
        damaged_signature=told["damaged_signature"],
        says=str(told["says"]),
    )


def _finding(one: dict[str, Any]) -> SignatureFinding:
    start, length, resumed, rest = map(int, one["byte_range"])
    stamp = one["stamp"]
    return SignatureFinding(
        role=SignatureRole(one["role"]),
        name=str(one["name"]),
        signed_at=datetime.fromisoformat(one["signed_at"]),
        reason=str(one["reason"]),
        certificate_sha256=str(one["certificate_sha256"]),
        from_root=bool(one["from_root"]),
        employee_no=str(one["employee_no"]),
        case_no=str(one["case_no"]),
        stamp=_stamp(stamp) if stamp else None,
        byte_range=(start, length, resumed, rest),
    )


def _stamp(one: dict[str, Any]) -> TimeStamp:
    return TimeStamp(datetime.fromisoformat(one["at"]), str(one["service"]), bool(one["trusted"]))
