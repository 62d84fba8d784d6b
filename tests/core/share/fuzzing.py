"""What parsers are fed: sound files of every kind, bent as an enemy bends them who may even sign what comes out.

A parser is given with sound bytes and with ``sealed``: how bent contents are signed and sealed again, so that the
bending reaches what stands behind the signature.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.domain.facts import AnswerWithdrawn, CaseReturned, SigningRefused
from desktop_app.domain.membership_facts import EndReason
from desktop_app.errors import RevocationListWrong
from desktop_app.journal.codec import decode_fact, encode_fact, encode_value
from desktop_app.journal.entry import GENESIS, read_entry
from desktop_app.journal.segment import entries_from_bytes, entries_to_bytes, parse_segment
from desktop_app.keys import identity
from desktop_app.keys.backup_manifest import BackupFile, read_manifest
from desktop_app.keys.identity import Purpose, read_certificate, read_request, verify_chain
from desktop_app.keys.pin import read_locked_key
from desktop_app.keys.recovery import read_recovery_code
from desktop_app.keys.revocation import ended, make_crl, read_crl
from desktop_app.keys.seal import open_sealed, seal
from desktop_app.share.address import open_store
from desktop_app.share.checkpoint import Checkpoint, CheckpointHead, make_checkpoint, read_checkpoint
from desktop_app.share.disposal import DisposalNotice, read_notice
from desktop_app.share.enrolment import JoinRequest, read_join_request, read_reply, request_bytes
from desktop_app.share.invitation import make_invitation, read_invitation
from desktop_app.share.layout import (
    is_certificate_path,
    is_checkpoint_path,
    is_letter_path,
    is_list_path,
    is_notice_path,
    is_request_path,
    is_submission_path,
    list_paths,
    read_blob_path,
    read_receipt_path,
    read_segment_path,
)
from desktop_app.share.marker import read_marker
from desktop_app.share.replies import Outcome, Receipt, ReceiptWords, ReturnLetter, seal_words
from desktop_app.share.replies import read_reply as read_answer
from desktop_app.share.segments import check_segment, open_entries
from desktop_app.share.signed import _Signed
from desktop_app.share.submissions import Submission, open_submission, read_submission
from desktop_app.share.tickets import Ticket, open_ticket, read_code, read_ticket
from tests.core.share.bad_share_input import DEVICE, NOW, PLACE, Forge
from tests.core.share.hostile import Holding, trusted

FORGE = Forge()
ROOT = FORGE.root.certificate


@dataclass(frozen=True, slots=True)
class Parser:
    """What reads, a sound example, and how a bent one is wrapped before it is read."""

    reads: Callable[[bytes], object]
    sound: bytes
    sealed: Callable[[bytes], bytes] = bytes


def noted(body: bytes) -> bytes:
    """A note signed by a member, whatever it says."""
    certificate = identity.certificate_der(FORGE.certificate)
    return encode_value(_Signed(body.decode(errors="replace"), FORGE.sign(body), certificate))


def _paths(data: bytes) -> None:
    text = data.decode(errors="surrogateescape")
    for reads in (read_segment_path, read_blob_path, is_certificate_path, is_list_path, is_request_path):
        reads(text)
    for named in (is_checkpoint_path, is_submission_path):
        named(text)
    is_letter_path(text, "1f2e3d4c")
    is_notice_path(text, "1f2e3d4c")
    read_receipt_path(text, "1f2e3d4c")


def _request() -> bytes:
    asked = identity.certificate_request(FORGE.other_key, DEVICE)
    return request_bytes(
        JoinRequest(DEVICE, DEVICE, asked, asked, FORGE.nobody, "榎　原", "", "0055555", "", "deputy_manager")  # type: ignore[arg-type]
    )


FACT = encode_fact(AnswerWithdrawn("c" * 32, "D-01"))
TICKET = Ticket(
    "ab" * 16,
    "c" * 32,
    "0" * 8,
    identity.certificate_der(ROOT),
    (FORGE.recipient,),
    FORGE.secret,
    "",
    "p",
    NOW,
    date(2026, 10, 1),
    (FACT.decode(),),
)
_REFUSED = encode_fact(SigningRefused("c" * 32, date(2026, 9, 24), "", "")).decode()
_SUBMISSION = Submission("0" * 8, "ab" * 16, "c" * 32, 0, NOW, (_REFUSED,), {})
_RECEIPT = Receipt(
    "0" * 8, "ab" * 32, "cd" * 32, Outcome.REFUSED, NOW, seal_words(ReceiptWords("岡部", "newer"), FORGE.recipient)
)
_RETURN = ReturnLetter("ab" * 16, 1, "岡部", NOW, encode_fact(CaseReturned("c" * 32, date(2026, 9, 28), ())).decode())
_CHECKPOINT = Checkpoint("0" * 8, 1, GENESIS, NOW, {DEVICE: CheckpointHead(1, "ab" * 32, 1)})
_NOTICE = DisposalNotice(
    "0" * 8,
    "2026-D01",
    2026,
    NOW,
    (DisposedChain(DEVICE, 3, "ab" * 32, 7, "cd" * 32, 9, ("12" * 32, "34" * 32), 2026),),
)
_LIST = make_crl(FORGE.root, 1, (ended(FORGE.certificate, DEVICE, EndReason.LOST, NOW, NOW),), NOW)
_MANIFEST = {
    "format": "sekisho-backup/1",
    "made_at": (NOW + timedelta(days=1)).isoformat(),
    "files": [{"name": "sekisho.db", "size": 3, "sha256": hashlib.sha256(b"abc").hexdigest()}],
    "mac": base64.b64encode(bytes(32)).decode(),
}


def _judged(data: bytes) -> None:
    verify_chain(read_certificate(data), ROOT, None, Purpose.DEVICE)
    trusted(f"trust/{hashlib.sha256(data).hexdigest()[:32]}.0.crt", data, ROOT)


def _listed(data: bytes) -> None:
    """A list under the name that the sound one has; what is not believed is counted with the strangers' files."""
    name = list_paths(hashlib.sha256(_LIST).hexdigest())(0)
    if not trusted(name, data, ROOT).lists:
        raise RevocationListWrong(reason="name")


def _entries(data: bytes) -> None:
    segment = check_segment(FORGE.holding(data), PLACE, (FORGE.certificate,))
    open_entries(segment, (FORGE.certificate,), (FORGE.secret,))


PARSERS: dict[str, Parser] = {
    "segment": Parser(parse_segment, FORGE.segment()),
    "segment of a member": Parser(lambda data: check_segment(data, PLACE, (FORGE.certificate,)), FORGE.segment()),
    "segment's header": Parser(
        lambda data: check_segment(FORGE.headed(lambda _header: data), PLACE, (FORGE.certificate,)),
        FORGE.segment().split(b"\n", 3)[1],
    ),
    "segment's entries": Parser(_entries, entries_to_bytes((FORGE.entry(),))),
    "entries": Parser(entries_from_bytes, entries_to_bytes((FORGE.entry(),))),
    "entry": Parser(read_entry, FORGE.entry().body),
    "fact": Parser(decode_fact, FACT),
    "marker": Parser(lambda data: read_marker(Holding(data)), FORGE.marker()),
    "certificate": Parser(_judged, identity.certificate_der(FORGE.certificate)),
    "revocation list": Parser(lambda data: read_crl(data, ROOT), _LIST),
    "list in trust/": Parser(_listed, _LIST),
    "request for a certificate": Parser(read_request, identity.certificate_request(FORGE.other_key, DEVICE)),
    "age file": Parser(lambda data: open_sealed(data, (FORGE.secret,)), seal(b"abc", (FORGE.recipient,))),
    "request to join": Parser(
        lambda data: read_join_request(data, FORGE.secret), _request(), lambda data: seal(data, (FORGE.recipient,))
    ),
    "reply to a request": Parser(
        lambda data: read_reply(data, FORGE.secret, b"", ""),
        encode_value({"reply": "", "signature": "", "certificate": ""}),
        lambda data: seal(data, (FORGE.recipient,)),
    ),
    "ticket": Parser(read_ticket, encode_value(TICKET), noted),
    "ticket's file": Parser(lambda data: open_ticket(data, "0000-0000-0000-0000"), seal(b"abc", (FORGE.recipient,))),
    "submission": Parser(read_submission, encode_value(_SUBMISSION), noted),
    "submission's file": Parser(
        lambda data: open_submission(data, (FORGE.secret,)), seal(noted(encode_value(_SUBMISSION)), (FORGE.recipient,))
    ),
    "receipt": Parser(lambda data: read_answer(data, TICKET, "ab" * 32), encode_value(_RECEIPT), noted),
    "return": Parser(
        lambda data: read_answer(data, TICKET, ""),
        encode_value(_RETURN),
        lambda data: seal(noted(data), (FORGE.recipient,)),
    ),
    "checkpoint": Parser(
        lambda data: read_checkpoint(data, ROOT, "0" * 8),
        encode_value(_CHECKPOINT),
        lambda data: make_checkpoint(noted(data)),
    ),
    "notice of a disposed year": Parser(lambda data: read_notice(data, ROOT, "0" * 8), encode_value(_NOTICE), noted),
    "notice's file": Parser(lambda data: read_notice(data, ROOT, "0" * 8), noted(encode_value(_NOTICE))),
    "checkpoint's file": Parser(
        lambda data: read_checkpoint(data, ROOT, "0" * 8), make_checkpoint(noted(encode_value(_CHECKPOINT)))
    ),
    "invitation": Parser(read_invitation, make_invitation("北辰", FORGE.root, FORGE.recipient)),
    "name": Parser(_paths, b"w/1f2e3d4c/log/9f3c5a1e7b2d4860/2026/00000001.0.seg"),
    "address": Parser(
        lambda data: open_store(data.decode(errors="surrogateescape")), b"smb://okabe@server:445/share/folder"
    ),
    "ticket's code": Parser(lambda data: read_code(data.decode(errors="replace")), b"4821-7730-5519-0264"),
    "recovery kit's code": Parser(
        lambda data: read_recovery_code(data.decode(errors="replace")), b"AGE-SECRET-KEY-1QQQQ"
    ),
    "locked key": Parser(read_locked_key, b'{"kdf":"argon2id","salt":"","memory_kib":32}'),
    "backup's list": Parser(
        lambda data: read_manifest(data, by_kit=False, by_passphrase=False), json.dumps(_MANIFEST).encode()
    ),
}
assert BackupFile(**_MANIFEST["files"][0])  # type: ignore[arg-type,index]

_ODD: list[Any] = [
    None,
    True,
    -1,
    10**40,
    1e308,
    "",
    "\x00",
    "\u202e\ufeff",
    "a" * 70_000,
    [],
    {},
    [[[[[[[[[[]]]]]]]]]],
    "2026-13-41",
    "9999-12-31T23:59:59+14:00",
    "../../etc",
]
_DEEP = b"[" * 20_000


def _bent_json(told: Any, draw: st.DrawFn) -> Any:
    """One value, somewhere, is another; or a field is gone, or new."""
    if isinstance(told, dict) and told and draw(st.booleans()):
        key = draw(st.sampled_from(sorted(told)))
        return {**told, key: _bent_json(told[key], draw)}
    if isinstance(told, dict) and told:
        key = draw(st.sampled_from(sorted(told)))
        return {k: v for k, v in told.items() if k != key} | draw(st.sampled_from(({}, {f"{key} ": 1}, {"format": 2})))
    if isinstance(told, list) and told and draw(st.booleans()):
        return [_bent_json(told[0], draw), *told[1:]] * draw(st.sampled_from((1, 2, 400)))
    return draw(st.sampled_from(_ODD))


@st.composite
def bent(draw: st.DrawFn, sound: bytes) -> bytes:
    """Sound bytes as an enemy leaves them."""
    at, length = draw(st.integers(0, len(sound))), draw(st.integers(0, 12))
    put = draw(st.binary(max_size=12))
    way = draw(st.integers(0, 6))
    if way == 0:
        return draw(st.binary(max_size=400))
    if way == 1:
        return sound[:at]
    if way == 2 and sound.startswith(b"{"):
        return sound[:1] + sound[1:-1] + b"," + sound[1:]  # every key twice
    if way == 3:
        return sound[:at] + _DEEP + sound[at:]
    if way >= 4 and sound.startswith(b"{"):
        return json.dumps(_bent_json(json.loads(sound), draw), ensure_ascii=draw(st.booleans())).encode(
            errors="surrogatepass"
        )
    return sound[:at] + put + sound[at + length :]
