"""A small paper and the people who sign it, for the tests of signatures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from cryptography import x509
from reportlab.pdfgen.canvas import Canvas

from desktop_app.keys.identity import (
    SignerIdentity,
    fingerprint,
    issue_device_certificate,
    issue_person_certificate,
    make_root,
    new_key,
    one_time_certificate,
)
from desktop_app.papers.page.seals import ConfirmationMark
from desktop_app.papers.places import POINTS_PER_MM, Rect
from desktop_app.papers.signing.signature import countersign, sign_report

JST = dt.timezone(dt.timedelta(hours=9))
ENROLLED = dt.datetime(2024, 4, 1, 9, tzinfo=JST)
SIGNED_AT = dt.datetime(2025, 3, 28, 17, 42, tzinfo=JST)
CONFIRMED_AT = dt.datetime(2025, 3, 31, 9, 5, 30, tzinfo=JST)
TRANSFEREE = "\U00020bb7田　誠"
CONFIRMER = "\u9ad9橋　健一"
MARK = ConfirmationMark("確認", "2025.3.31", "\u9ad9橋")


def place(left: float, top: float, width: float, height: float) -> Rect:
    """A rectangle in mm from the top left of an A4 sheet."""
    x, y = left * POINTS_PER_MM, (297 - top) * POINTS_PER_MM
    return Rect(0, x, y - height * POINTS_PER_MM, x + width * POINTS_PER_MM, y)


SIGNATURE_FIELD = place(118.5, 71.0, 70.2, 9.7)
SEAL_FIELD = place(148.7, 262.0, 20, 17)


@dataclass(frozen=True)
class Office:
    """A root, the confirmer's and a device's identities under it, and the transferee's one-time signer."""

    root: x509.Certificate
    confirmer: SignerIdentity
    device: SignerIdentity
    transferee: SignerIdentity

    @property
    def transferee_fingerprint(self):
        return fingerprint(self.transferee.certificate)


def make_office(signed_at: dt.datetime = SIGNED_AT) -> Office:
    root = make_root("北辰送配電株式会社", ENROLLED)
    person, device = new_key(), new_key()
    return Office(
        root=root.certificate,
        confirmer=SignerIdentity(
            person,
            issue_person_certificate(root, person.public_key(), CONFIRMER, "0000001", "北辰送配電株式会社", ENROLLED),
        ),
        device=SignerIdentity(device, issue_device_certificate(root, device.public_key(), "d-7f3a", ENROLLED)),
        transferee=one_time_certificate(TRANSFEREE, "0012345", "NSC01-25A-003", signed_at),
    )


@cache
def office() -> Office:
    return make_office()


@cache
def paper() -> bytes:
    """One A4 page with strokes on the signature line and a seal box, as the forms leave them."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595.276, 841.89), invariant=True)
    box = SIGNATURE_FIELD
    canvas.line(box.left, box.bottom, box.right, box.bottom)
    canvas.setLineWidth(1.2)
    canvas.bezier(
        box.left + 8, box.bottom + 4, box.left + 40, box.top, box.left + 60, box.bottom, box.left + 90, box.top
    )
    seal = SEAL_FIELD
    canvas.rect(seal.left, seal.bottom, seal.right - seal.left, seal.top - seal.bottom)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def signed(pdf: bytes, by: Office) -> bytes:
    return sign_report(
        pdf,
        SIGNATURE_FIELD,
        by.transferee,
        manager_field=SEAL_FIELD,
        signed_at=SIGNED_AT,
        reason="完了報告書の提出",
        name=TRANSFEREE,
    )


def confirmed(
    pdf: bytes,
    by: Office,
    *,
    signer: SignerIdentity | None = None,
    at: dt.datetime = CONFIRMED_AT,
    reason: str | None = None,
) -> bytes:
    if reason is None:
        reason = f"確認しました（異動者の証明書 {by.transferee_fingerprint}）"
    return countersign(pdf, signer or by.confirmer, (by.root,), signed_at=at, reason=reason, mark=MARK)


@cache
def signed_paper() -> bytes:
    return signed(paper(), office())


@cache
def confirmed_paper() -> bytes:
    return confirmed(signed_paper(), office())
