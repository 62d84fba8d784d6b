"""A waiting PC's request as a QR code: a picture for the screen and for files, and a page to be printed."""

from __future__ import annotations

from datetime import datetime

from desktop_app.errors import RequestTooLongForCode
from desktop_app.usecases.asking_to_join import EnrolmentRequest

PICTURE_NAME = "sekisho-request.png"


def request_picture(request: EnrolmentRequest) -> bytes:
    """Return the request's QR code (PNG). Raises RequestTooLongForCode."""
    from desktop_app.papers.page.qr_picture import qr_picture

    _require_room(request)
    return qr_picture(request.sealed)


def request_page(request: EnrolmentRequest, at: datetime) -> bytes:
    """Return the QR code on a page (PDF) for the manager's hand. Raises RequestTooLongForCode, GlyphMissing."""
    from desktop_app.papers.forms.enrolment_request import RequestSheet, render_request_sheet

    _require_room(request)
    return render_request_sheet(RequestSheet(request.workplace, request.sealed, at))


def _require_room(request: EnrolmentRequest) -> None:
    from desktop_app.papers.page.qr_picture import MOST_BYTES

    if len(request.sealed) > MOST_BYTES:
        raise RequestTooLongForCode(size=len(request.sealed), limit=MOST_BYTES)
