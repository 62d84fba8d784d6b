"""Time stamps (RFC 3161): a service outside confirms when a signature was there.

A paper is never held up for one: without a time stamp it is signed all the same, and `Stamper.outcome` says why it
has none. What the service answers is judged before it goes into the paper, as verification will judge it.
"""

from __future__ import annotations

import asyncio
import queue
import threading
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from asn1crypto import cms, core, tsp
from asn1crypto.x509 import Certificate as Asn1Certificate
from pyhanko.sign.general import simple_cms_attribute
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko.sign.timestamps.common_utils import handle_tsp_response
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext

from desktop_app.domain.facts import Timestamp
from desktop_app.keys.signing import Certificate, certificate_der, display_name, read_certificate

ANSWERS_WITHIN = 10.0
"""Seconds."""
_LARGEST_ANSWER = 12_288
"""Bytes of a time stamp with the certificates of its service; usual ones take 3,000 to 7,000."""


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """A time stamp that holds: when, by which service, and whether its certificate leads to one that was handed in."""

    at: datetime
    service: str
    trusted: bool


class NoStampError(Exception):
    """There is no time stamp, or it does not hold; *why*."""

    def __init__(self, why: Timestamp) -> None:
        super().__init__(why)
        self.why = why


class Stamper:
    """Asks the service at *url* for one signature's time stamp; *outcome* says what became of it.

    *roots* are the certificates the service's own has to lead to; without any, it is not judged where it comes from.
    """

    room = 2 * _LARGEST_ANSWER
    """Hexadecimal digits to keep for a time stamp."""

    def __init__(self, url: str, roots: Sequence[Certificate] = (), *, within: float = ANSWERS_WITHIN) -> None:
        self._url, self._roots, self._within = url, roots, within
        self.outcome = Timestamp.NOT_SET

    async def stamp(self, signature: bytes) -> cms.CMSAttributes | None:
        """Return what goes beside *signature*, or None."""
        try:
            token = self._ask(sha256(signature).digest())
            stamp = await judge(token["content"], signature, self._roots)
        except NoStampError as error:
            self.outcome = error.why
            return None
        except Exception:  # noqa: BLE001 - strangers' bytes: whatever the parsers raise means the same
            self.outcome = Timestamp.UNUSABLE
            return None
        wanted = stamp.trusted or not self._roots
        self.outcome = Timestamp.STAMPED if wanted else Timestamp.NOT_TRUSTED
        return beside_signature(token) if wanted else None

    def _ask(self, digest: bytes) -> cms.ContentInfo:
        nonce, request = TimeStamper().request_cms(digest, "sha256")
        answer = _answer(self._url, request.dump(), self._within)
        # The library's own type for an answer knows none without a time stamp.
        status = core.SequenceOf.load(answer, spec=core.Any)[0].parse(tsp.PKIStatusInfo)
        if status["status"].native != "granted":
            raise NoStampError(Timestamp.REFUSED)
        return handle_tsp_response(tsp.TimeStampResp.load(answer), nonce)


def beside_signature(token: cms.ContentInfo) -> cms.CMSAttributes:
    """Return a time stamp as it stands in a signature's container, outside of what is signed."""
    return cms.CMSAttributes([simple_cms_attribute("signature_time_stamp_token", token)])


def token_in(attributes: cms.CMSAttributes) -> bytes:
    """Return the bare token (DER) of a time stamp that stands beside a signature."""
    return bytes(attributes[0]["values"][0].dump())


def read_token(token: bytes, stamped: bytes, roots: Sequence[Certificate]) -> TimeStamp | None:
    """Return what a bare token over *stamped* says; None when it does not hold."""
    try:
        return asyncio.run(judge(cms.ContentInfo.load(token)["content"], stamped, roots))
    except Exception:  # noqa: BLE001 - strangers' bytes: whatever the parsers raise means the same
        return None


async def judge(token: cms.SignedData, signature: bytes, roots: Sequence[Certificate]) -> TimeStamp:
    """Return what a time stamp over *signature* says; raises NoStampError, and whatever parsers raise.

    Its certificate has to be one for time stamps and to hold at the time it says.
    """
    signer = token["signer_infos"][0]["sid"].chosen
    held = [choice.chosen for choice in token["certificates"]]
    own = next(one for one in held if one.serial_number == signer["serial_number"].native)
    at: datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
    certificate = read_certificate(own.dump())
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        raise NoStampError(Timestamp.NOT_TRUSTED)

    async def status(anchors: Sequence[Asn1Certificate]) -> Any:
        context = ValidationContext(trust_roots=list(anchors), other_certs=held, moment=at)
        return TimestampSignatureStatus(**await validate_tst_signed_data(token, context, _imprint(signature)))

    anchors = [Asn1Certificate.load(certificate_der(root)) for root in roots]
    found = await status(anchors or [own])
    if not (found.intact and found.valid) or not (found.trusted or anchors):
        raise NoStampError(Timestamp.UNUSABLE)
    return TimeStamp(at, display_name(certificate), trusted=bool(anchors) and found.trusted)


def _imprint(signature: bytes) -> Any:
    def digest(algorithm: str) -> bytes:
        if algorithm != "sha256":
            raise ValueError("we ask for SHA-256")
        return sha256(signature).digest()

    return digest


def _answer(url: str, request: bytes, within: float) -> bytes:
    """Return what the service says; asked in a thread of its own, because looking up a name cannot be cut short."""
    answers: queue.SimpleQueue[bytes | Timestamp] = queue.SimpleQueue()

    def ask() -> None:
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        asked = urllib.request.Request(url, request, headers)  # noqa: S310 - the address was checked when it was set
        try:
            with urllib.request.urlopen(asked, timeout=within) as response:  # noqa: S310
                answers.put(response.read(_LARGEST_ANSWER + 1))
        except urllib.error.HTTPError as error:
            error.close()
            answers.put(Timestamp.REFUSED)
        except Exception:  # noqa: BLE001 - name, connection, protocol: it was not reached
            answers.put(Timestamp.UNREACHABLE)

    threading.Thread(target=ask, daemon=True, name="time stamp").start()
    try:
        answer = answers.get(timeout=within)
    except queue.Empty:
        raise NoStampError(Timestamp.UNREACHABLE) from None
    if isinstance(answer, Timestamp):
        raise NoStampError(answer)
    if len(answer) > _LARGEST_ANSWER:
        raise NoStampError(Timestamp.UNUSABLE)
    return answer
