"""The table of attacks: signed papers changed afterwards, or signed by the wrong hands, and how each is refused.

Each row is a function that makes the file with real tools; its name says what was done to it. The rows stand in
`doctored_revisions` (something added after signing), `doctored_bytes` (the file itself) and `doctored_persons`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from desktop_app.errors import PdfDamage
from desktop_app.papers.signing.verify import verify_report
from tests.core.papers.signed_papers import CONFIRMED_AT, confirmed, office, signed

NOW = CONFIRMED_AT + dt.timedelta(days=3)


@dataclass(frozen=True)
class Attack:
    """One row: what was done, how the file is made, what it is refused as, and what the record expects."""

    what: str
    make: Callable[[], bytes]
    damage: PdfDamage
    expected: dict[str, Any] = field(default_factory=dict)


TABLE: list[Attack] = []


def attack(damage: PdfDamage, **expected: Any) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Enter a row into the table."""

    def enter(make: Callable[[], bytes]) -> Callable[[], bytes]:
        TABLE.append(Attack(make.__name__.replace("_", " "), make, damage, expected))
        return make

    return enter


def judge(pdf: bytes, **expected: Any) -> Any:
    """Judge as the application does a file whose bytes the record does not know, with our root at hand."""
    known = {"expected_sha256": None, "expected_signatures": None, "transferee_fingerprint": None}
    return verify_report(pdf, **(known | {"root": office().root, "now": NOW} | expected))


@cache
def report() -> bytes:
    """Two pages with text, a picture that covers something, a field to fill in and properties."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595.276, 841.89), invariant=True)
    canvas.setTitle("Completion report")
    canvas.beginForm("cover")
    canvas.rect(0, 0, 50, 50, fill=1)
    canvas.endForm()
    canvas.drawString(72, 760, "NSC01-25A-003: 12 items done, 1 item not done")
    canvas.doForm("cover")
    canvas.acroForm.textfield(name="remark", x=72, y=600, value="none", forceBorder=True)
    canvas.showPage()
    canvas.drawString(72, 760, "The pledge")
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@cache
def reported() -> bytes:
    return signed(report(), office())


@cache
def finished() -> bytes:
    return confirmed(reported(), office())
