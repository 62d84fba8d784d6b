"""The code on a page for the pen: which case, form and page it is, signed by the PC that printed it (paper notes §10).

It holds no name and no workplace, and bytes as they are: in letters (base45) it would be no smaller and need a reader
of its own. The signature tells a page of ours from anybody else's; it is over the same bytes
with the prefix before them, so that it can never be taken for another signature of that key.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

PREFIX = b"SKS1:"
QR_VERSION = 6
WORDING_BYTES = 6
"""The first twelve hexadecimal digits of a wording's hash: what is printed as 文面ID."""

_VERSION = 1
_BODY = struct.Struct(">B16s2sBBB6s")
_SIGNED, _SIGNATURE = len(PREFIX) + _BODY.size, 64


class PenForm(Enum):
    """A form meant for the pen; the value stands in the code."""

    CHECKLIST = b"CL"
    REPORT = b"RP"
    POST_CHECK = b"PC"


@dataclass(frozen=True, slots=True, order=True)
class PageCode:
    """What a page says of itself: *page* of *pages*, counted from 1; *wording* the first 12 digits of its hash.

    *case* is the case's id, 32 hexadecimal digits.
    *revision* is that of the form's drawing: where on the page things stand.
    """

    case: str
    form: PenForm
    revision: int
    page: int
    pages: int
    wording: str


@dataclass(frozen=True, slots=True)
class SignedCode:
    """A code as read: what it says, what was signed, and the signature (fixed form) nobody has checked yet."""

    code: PageCode
    signed: bytes
    signature: bytes


def sealed_code(code: PageCode, sign: Callable[[bytes], bytes]) -> bytes:
    """Return what the QR code holds; *sign* makes a signature of fixed form with the key of the PC that prints."""
    body = _BODY.pack(
        _VERSION,
        bytes.fromhex(code.case),
        code.form.value,
        code.revision,
        code.page,
        code.pages,
        bytes.fromhex(code.wording),
    )
    return PREFIX + body + sign(PREFIX + body)


def read_code(held: bytes) -> SignedCode:
    """Return what a QR code says, its signature unchecked. Raises ValueError when it is none of ours."""
    signed, signature = held[:_SIGNED], held[_SIGNED:]
    if not held.startswith(PREFIX) or len(signature) != _SIGNATURE:
        raise ValueError("another prefix or length")
    version, case, form, revision, page, pages, wording = _BODY.unpack(signed[len(PREFIX) :])
    if version != _VERSION or not 1 <= page <= pages:
        raise ValueError("another version")
    code = PageCode(case.hex(), PenForm(form), revision, page, pages, wording.hex())
    return SignedCode(code, signed, signature)
