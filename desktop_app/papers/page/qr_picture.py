"""A QR code as a picture (PNG), to be shown on a screen, saved, and photographed from there."""

from __future__ import annotations

from io import BytesIO

import segno

MOST_BYTES = 2953
"""What a QR code of the largest size holds at the lowest level of correction (ISO/IEC 18004)."""

_PIXELS, _QUIET = 6, 4  # per module; modules left free around the code


def qr_picture(held: bytes) -> bytes:
    """Return *held* as a picture, a module six pixels wide.

    Level L: a screen or a fresh print has no stains, and larger modules are what a photograph needs.
    Raises ValueError for more than MOST_BYTES.
    """
    out = BytesIO()
    segno.make_qr(held, error="l", boost_error=False).save(out, kind="png", scale=_PIXELS, border=_QUIET)
    return out.getvalue()
