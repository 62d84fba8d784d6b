"""Bad input to the share by name, with what has to be said of it: a table to be read.

Somebody who runs the share can put anything there; a member gone bad can sign it too (the forge has such a member's
key). ``None`` as the verdict means: not ours by its name, counted and left alone.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from desktop_app.domain.facts import AnswerWithdrawn
from desktop_app.journal.codec import encode_value
from desktop_app.journal.entry import GENESIS, Head, SignedEntry, make_entry
from desktop_app.journal.segment import LARGEST, SegmentHeader, build_segment, entries_to_bytes
from desktop_app.keys import identity
from desktop_app.keys.seal import new_age_identity, seal
from desktop_app.share.layout import SegmentPlace
from desktop_app.share.marker import Marker, make_marker, workplace_id

NOW = datetime(2026, 9, 24, 5, 2, tzinfo=UTC)
DEVICE, STRANGER = "ab" * 8, "cd" * 8
PLACE = SegmentPlace(DEVICE, 2026, 1)
DEEP = 100_000


class Forge:
    """A member gone bad: a real device under our root, and what it may put together with its key."""

    def __init__(self) -> None:
        self.root = identity.make_root("北辰送配電株式会社", NOW)
        self.key, self.other_key = identity.new_key(), identity.new_key()
        self.certificate = identity.issue_device_certificate(self.root, self.key.public_key(), DEVICE, NOW)
        self.other = identity.issue_device_certificate(self.root, self.other_key.public_key(), STRANGER, NOW)
        self.secret, self.recipient = new_age_identity()
        self.elsewhere, self.nobody = new_age_identity()

    def sign(self, data: bytes) -> bytes:
        return identity.sign(self.key, data)

    def entry(self, seq: int = 1, prev: str = GENESIS, lamport: int = 1) -> SignedEntry:
        fact = AnswerWithdrawn("c" * 32, "D-01")
        return make_entry(Head(DEVICE, seq - 1, prev), (fact,), lamport=lamport, at=NOW, by="", sign=self.sign)

    def segment(self, **changed: Any) -> bytes:
        """A sound segment of one entry, but for what is changed in its header."""
        return self.holding(entries_to_bytes((self.entry(),)), **changed)

    def holding(self, plaintext: bytes, **changed: Any) -> bytes:
        """A segment around *plaintext*."""
        ciphertext = seal(plaintext, (self.recipient,))
        return self.around(ciphertext, **changed)

    def around(self, ciphertext: bytes, **changed: Any) -> bytes:
        fields = {
            "device_id": DEVICE,
            "seq": 1,
            "prev": GENESIS,
            "fiscal_year": 2026,
            "first_entry": 1,
            "last_entry": 1,
            "ciphertext_sha256": hashlib.sha256(ciphertext).hexdigest(),
            "blobs": (),
            "seen": {},
        } | changed
        return build_segment(SegmentHeader(**fields), ciphertext, self.sign)

    def headed(self, change: Callable[[bytes], bytes], number: int = 2) -> bytes:
        """A segment whose header line was rewritten and then signed all the same."""
        lines = self.segment().split(b"\n", 3)
        header = change(lines[1])
        signature = base64.b64encode(self.sign(header))
        return b"\n".join((b"sekisho-segment %d" % number, header, signature, lines[3]))

    def body(self, change: Callable[[bytes], bytes]) -> bytes:
        """A segment whose only entry's body was rewritten and then signed all the same."""
        body = change(self.entry().body)
        return self.holding(entries_to_bytes((SignedEntry(body, self.sign(body)),)))

    def two(self, second: SignedEntry) -> bytes:
        return self.holding(entries_to_bytes((self.entry(), second)), last_entry=2)

    def marker(self, **changed: Any) -> bytes:
        fields = {
            "store_id": "f" * 32,
            "root": identity.fingerprint(self.root.certificate),
            "workplace_id": workplace_id(self.root.certificate, "NSC01"),
            "org_code": "NSC01",
            "workplace": "西部配電事業所",
            "recipient": self.recipient,
            "root_certificate": identity.certificate_der(self.root.certificate),
            "certificate": identity.certificate_der(self.certificate),
        } | changed
        return make_marker(Marker(**fields), self.sign)


def swapped(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        assert old in data, old
        return data.replace(old, new, 1)

    return change


@dataclass(frozen=True, slots=True)
class Bad:
    """One row: what it is, how it is made, and what is said of it."""

    what: str
    make: Callable[[Forge], bytes]
    said: str


def _signature(forge: Forge, change: Callable[[bytes], bytes]) -> bytes:
    lines = forge.segment().split(b"\n", 3)
    return b"\n".join((*lines[:2], change(lines[2]), lines[3]))


def _signed_by_other(forge: Forge) -> bytes:
    lines = forge.segment().split(b"\n", 3)
    return b"\n".join((*lines[:2], base64.b64encode(identity.sign(forge.other_key, lines[1])), lines[3]))


def _shouting(forge: Forge) -> bytes:
    ciphertext = seal(entries_to_bytes((forge.entry(),)), (forge.recipient,))
    return forge.around(ciphertext, ciphertext_sha256=hashlib.sha256(ciphertext).hexdigest().upper())


def _turned(data: bytes) -> bytes:
    return data[:-9] + bytes([data[-9] ^ 4]) + data[-8:]


def _entry_of_other(forge: Forge) -> bytes:
    body = forge.entry().body
    return entries_to_bytes((SignedEntry(body, identity.sign(forge.other_key, body)),))


def _with_facts(body: bytes, facts: object) -> bytes:
    return json.dumps(json.loads(body) | {"facts": facts}, separators=(",", ":"), sort_keys=True).encode()


def _fact(kind: str = "answer-withdrawn/1", data: object = None) -> dict[str, object]:
    return {"type": kind, "data": data}


def _numbers() -> dict[str, object]:
    return {"case_id": 7, "item_id": ["D-01"]}


def _resigned(forge: Forge, signature: bytes) -> bytes:
    whole = json.loads(forge.marker())
    return encode_value({"marker": whole["marker"], "signature": base64.b64encode(signature).decode()})


def _resigned_by_other(forge: Forge) -> bytes:
    return _resigned(forge, identity.sign(forge.other_key, json.loads(forge.marker())["marker"].encode()))


def _person(forge: Forge) -> bytes:
    made = identity.issue_person_certificate(forge.root, forge.key.public_key(), "岡部", "1", "北辰", NOW)
    return identity.certificate_der(made)


def _elsewhere(forge: Forge) -> bytes:
    return forge.marker(org_code="NSC02", workplace_id=workplace_id(forge.root.certificate, "NSC02"))


def _of(forge: Forge) -> bytes:
    return identity.certificate_der(forge.certificate)


def _issued_by_member(forge: Forge) -> bytes:
    posing = identity.SignerIdentity(forge.key, forge.root.certificate)
    made = identity.issue_device_certificate(posing, forge.other_key.public_key(), STRANGER, NOW)
    return identity.certificate_der(made)


def _one_time() -> bytes:
    return identity.certificate_der(identity.one_time_certificate("髙橋", "1", "NSC01-26B-A001", NOW).certificate)


NOT_IN_FORM = "A file of the record is damaged (not in its form)"
CHANGED = "A file of the record is damaged (changed)"
TOO_LARGE = "A file of the record is damaged (too large)"
SIGNATURE = "A file of the record is damaged (its signature does not hold)"
ENTRIES = "A file of the record is damaged (its entries cannot be read)"
NEWER = "A file of the record is damaged (written by a newer version)"
WAITS = "waits for a key"
"""No sentence: it may be meant for us and the key still on its way."""

SEGMENTS = (
    Bad("nothing at all", lambda f: b"", NOT_IN_FORM),
    Bad("one byte", lambda f: b"s", NOT_IN_FORM),
    Bad("zeros", lambda f: bytes(3000), NOT_IN_FORM),
    Bad("the magic word alone", lambda f: b"sekisho-segment 2", NOT_IN_FORM),
    Bad("two lines only", lambda f: b"\n".join(f.segment().split(b"\n")[:2]), NOT_IN_FORM),
    Bad("three lines only", lambda f: b"\n".join(f.segment().split(b"\n", 3)[:3]), NOT_IN_FORM),
    Bad("a byte order mark before it", lambda f: b"\xef\xbb\xbf" + f.segment(), NOT_IN_FORM),
    Bad("Windows line ends", lambda f: f.segment().replace(b"\n", b"\r\n"), NOT_IN_FORM),
    Bad("a blank line before it", lambda f: b"\n" + f.segment(), NOT_IN_FORM),
    Bad("another magic word", lambda f: f.segment().replace(b"sekisho", b"SEKISHO", 1), NOT_IN_FORM),
    Bad("format 0", lambda f: f.segment().replace(b"segment 2", b"segment 0", 1), NOT_IN_FORM),
    Bad("format 02", lambda f: f.segment().replace(b"segment 2", b"segment 02", 1), NOT_IN_FORM),
    Bad("format −2", lambda f: f.segment().replace(b"segment 2", b"segment -2", 1), NOT_IN_FORM),
    Bad("format 2.0", lambda f: f.segment().replace(b"segment 2", b"segment 2.0", 1), NOT_IN_FORM),
    Bad("format in full-width digits", lambda f: f.segment().replace(b"t 2", "t ２".encode(), 1), NOT_IN_FORM),
    Bad("format 10000000", lambda f: f.segment().replace(b"segment 2", b"segment 10000000", 1), NOT_IN_FORM),
    Bad("format 3 on the outside only", lambda f: f.segment().replace(b"segment 2", b"segment 3", 1), NOT_IN_FORM),
    Bad("format 1 on the outside only", lambda f: f.segment().replace(b"segment 2", b"segment 1", 1), NOT_IN_FORM),
    Bad("format 3 inside only", lambda f: f.headed(swapped(b'"format":2', b'"format":3')), NOT_IN_FORM),
    Bad("a newer format its device signed", lambda f: f.segment(format=3), NEWER),
    Bad(
        "a newer format nobody signed",
        lambda f: f.segment(format=3).replace(b'"seq":1', b'"seq":9', 1),
        SIGNATURE,
    ),
    Bad("a header that is a list", lambda f: f.headed(lambda _: b"[]"), NOT_IN_FORM),
    Bad("a header that is null", lambda f: f.headed(lambda _: b"null"), NOT_IN_FORM),
    Bad("a header that is a number", lambda f: f.headed(lambda _: b"7"), NOT_IN_FORM),
    Bad("an empty header", lambda f: f.headed(lambda _: b""), NOT_IN_FORM),
    Bad("a header without fields", lambda f: f.headed(lambda _: b"{}"), NOT_IN_FORM),
    Bad("a header nested very deep", lambda f: f.headed(lambda _: b"[" * 90_000 + b"]" * 5000), NOT_IN_FORM),
    Bad("a header larger than any", lambda f: f.headed(lambda h: h[:-1] + b" " * 200_000 + b"}"), NOT_IN_FORM),
    Bad("a header with a blank more", lambda f: f.headed(swapped(b",", b", ")), NOT_IN_FORM),
    Bad("a header with a key twice", lambda f: f.headed(swapped(b'"seq":1', b'"seq":2,"seq":1')), NOT_IN_FORM),
    Bad("a header with a field we do not know", lambda f: f.headed(swapped(b'"seq"', b'"also":1,"seq"')), NOT_IN_FORM),
    Bad("a header that is no UTF-8", lambda f: f.headed(swapped(b'"abab', b'"\xff\xfe')), NOT_IN_FORM),
    Bad("a number as text", lambda f: f.headed(swapped(b'"seq":1', b'"seq":"1"')), NOT_IN_FORM),
    Bad("a number with a fraction", lambda f: f.headed(swapped(b'"seq":1', b'"seq":1.5')), NOT_IN_FORM),
    Bad("a number without end", lambda f: f.headed(swapped(b'"seq":1', b'"seq":1' + b"0" * 400)), SIGNATURE),
    Bad("number 0", lambda f: f.segment(seq=0), NOT_IN_FORM),
    Bad("a negative number", lambda f: f.segment(seq=-1), NOT_IN_FORM),
    Bad("entries from 0", lambda f: f.segment(first_entry=0), NOT_IN_FORM),
    Bad("entries that end before they begin", lambda f: f.segment(first_entry=5, last_entry=2), NOT_IN_FORM),
    Bad("another number than its name", lambda f: f.segment(seq=2), SIGNATURE),
    Bad("another year than its folder", lambda f: f.segment(fiscal_year=2027), SIGNATURE),
    Bad("the year 9999", lambda f: f.segment(fiscal_year=9999), SIGNATURE),
    Bad("another PC than its folder", lambda f: f.segment(device_id=STRANGER), SIGNATURE),
    Bad("a PC in capital letters", lambda f: f.segment(device_id=DEVICE.upper()), SIGNATURE),
    Bad("a PC named with a zero-width space", lambda f: f.segment(device_id=DEVICE + "\u200b"), SIGNATURE),
    Bad("a PC named from right to left", lambda f: f.segment(device_id="\u202e" + DEVICE), SIGNATURE),
    Bad("no signature", lambda f: _signature(f, lambda _: b""), SIGNATURE),
    Bad("a signature that is no base64", lambda f: _signature(f, lambda _: b"!!!!"), NOT_IN_FORM),
    Bad("a signature with a blank behind it", lambda f: _signature(f, lambda s: s + b" "), NOT_IN_FORM),
    Bad(
        "a signature cut short",
        lambda f: _signature(f, lambda s: base64.b64encode(base64.b64decode(s)[:20])),
        SIGNATURE,
    ),
    Bad("a signature of zeros", lambda f: _signature(f, lambda s: base64.b64encode(bytes(72))), SIGNATURE),
    Bad("the signature of another member", _signed_by_other, SIGNATURE),
    Bad(
        "the signature of another segment",
        lambda f: _signature(f, lambda _: f.segment(seq=2).split(b"\n")[2]),
        SIGNATURE,
    ),
    Bad("its hash in capital letters", _shouting, CHANGED),
    Bad("another ciphertext", lambda f: f.segment() + b"more", CHANGED),
    Bad("no ciphertext", lambda f: b"\n".join((*f.segment().split(b"\n", 3)[:3], b"")), CHANGED),
    Bad("larger than any segment", lambda f: f.segment() + bytes(LARGEST), TOO_LARGE),
)


ENVELOPES = (
    Bad("not sealed at all", lambda f: f.around(entries_to_bytes((f.entry(),))), ENTRIES),
    Bad("an age file cut short", lambda f: f.around(seal(b"x" * 500, (f.recipient,))[:300]), ENTRIES),
    Bad("an age file with a turned bit", lambda f: f.around(_turned(seal(b"x" * 500, (f.recipient,)))), ENTRIES),
    Bad("nothing at all", lambda f: f.around(b""), ENTRIES),
    Bad("sealed to somebody else", lambda f: f.around(seal(b"x", (f.nobody,))), WAITS),
    Bad("an empty letter that claims one entry", lambda f: f.holding(b""), ENTRIES),
    Bad("blank lines", lambda f: f.holding(b"\n\n\n"), ENTRIES),
    Bad("plain words", lambda f: f.holding("ここに記録があります\n".encode()), ENTRIES),
    Bad("a list", lambda f: f.holding(b"[]\n"), ENTRIES),
    Bad("nested very deep", lambda f: f.holding(b"[" * DEEP + b"\n"), ENTRIES),
    Bad("a signature that is no base64", lambda f: f.holding(b'{"body":"e30=","signature":"%%%"}\n'), ENTRIES),
    Bad("fewer entries than the header says", lambda f: f.segment(last_entry=2), ENTRIES),
    Bad("more entries than the header says", lambda f: f.holding(entries_to_bytes((f.entry(), f.entry()))), ENTRIES),
    Bad("other numbers than the header says", lambda f: f.segment(first_entry=2, last_entry=2), ENTRIES),
    Bad("an entry signed by another member", lambda f: f.holding(_entry_of_other(f)), ENTRIES),
    Bad("an entry of another PC", lambda f: f.body(swapped(DEVICE.encode(), STRANGER.encode())), ENTRIES),
    Bad("an entry of a newer format", lambda f: f.body(swapped(b'"format":1', b'"format":2')), ENTRIES),
    Bad("an entry without a time zone", lambda f: f.body(swapped(b"05:02:00Z", b"05:02:00")), ENTRIES),
    Bad("an entry of the 32nd of September", lambda f: f.body(swapped(b"09-24", b"09-32")), ENTRIES),
    Bad("a counter of 0", lambda f: f.holding(entries_to_bytes((f.entry(lamport=0),))), ENTRIES),
    Bad("a negative counter", lambda f: f.holding(entries_to_bytes((f.entry(lamport=-5),))), ENTRIES),
    Bad("a counter beyond all", lambda f: f.holding(entries_to_bytes((f.entry(lamport=(1 << 53) + 1),))), ENTRIES),
    Bad("a counter that stands still", lambda f: f.two(f.entry(2, f.entry().hash, 1)), ENTRIES),
    Bad("a counter that goes back", lambda f: f.two(f.entry(2, f.entry().hash, 0)), ENTRIES),
    Bad("a counter that leaps", lambda f: f.two(f.entry(2, f.entry().hash, 1 << 40)), ENTRIES),
    Bad("an entry that follows another one", lambda f: f.two(f.entry(2, "e" * 64, 2)), ENTRIES),
    Bad("the same entry twice", lambda f: f.two(f.entry()), ENTRIES),
    Bad("facts that are no list", lambda f: f.body(lambda b: _with_facts(b, {"a": 1})), ENTRIES),
    Bad("a fact that is a number", lambda f: f.body(lambda b: _with_facts(b, [7])), ENTRIES),
    Bad("a fact without a type", lambda f: f.body(lambda b: _with_facts(b, [{"data": {}}])), ENTRIES),
    Bad(
        "a fact whose type is a number", lambda f: f.body(lambda b: _with_facts(b, [{"type": 1, "data": {}}])), ENTRIES
    ),
    Bad("a fact without its fields", lambda f: f.body(lambda b: _with_facts(b, [_fact(data={})])), ENTRIES),
    Bad(
        "a fact with a field of another kind",
        lambda f: f.body(lambda b: _with_facts(b, [_fact(data=_numbers())])),
        ENTRIES,
    ),
    Bad(
        "an unknown fact whose data is a list", lambda f: f.body(lambda b: _with_facts(b, [_fact("x/1", [])])), ENTRIES
    ),
)


MARKER = "The marker of the share folder was changed"
UNMARKED = "This folder is not, or no longer, a share folder of Sekisho"
FOREIGN = "This folder holds another workplace's record"

MARKERS = (
    Bad("nothing in it", lambda f: b"", MARKER),
    Bad("one brace", lambda f: b"{", MARKER),
    Bad("a list", lambda f: b"[]", MARKER),
    Bad("nested very deep", lambda f: b"[" * 60_000, MARKER),
    Bad("zeros", lambda f: bytes(1000), MARKER),
    Bad("larger than any", lambda f: f.marker() + b" " * 70_000, MARKER),
    Bad("cut short", lambda f: f.marker()[:-20], MARKER),
    Bad("a blank behind it", lambda f: f.marker() + b" ", MARKER),
    Bad("a byte order mark before it", lambda f: b"\xef\xbb\xbf" + f.marker(), MARKER),
    Bad("no signature", lambda f: _resigned(f, b""), MARKER),
    Bad("a signature of something else", lambda f: _resigned(f, f.sign(b"something else")), MARKER),
    Bad("a signature by another member's key", _resigned_by_other, MARKER),
    Bad("another org code", lambda f: f.marker(org_code="NSC02"), MARKER),
    Bad("another folder", lambda f: f.marker(workplace_id="0" * 8), MARKER),
    Bad("another root's hash", lambda f: f.marker(root="0" * 64), MARKER),
    Bad("no root certificate", lambda f: f.marker(root_certificate=b""), MARKER),
    Bad(
        "a device's certificate as root",
        lambda f: f.marker(root_certificate=identity.certificate_der(f.certificate)),
        MARKER,
    ),
    Bad(
        "a root's certificate as device",
        lambda f: f.marker(certificate=identity.certificate_der(f.root.certificate)),
        MARKER,
    ),
    Bad("rubbish as certificate", lambda f: f.marker(certificate=b"\x30\x82\x01"), MARKER),
    Bad("a person's certificate as device", lambda f: f.marker(certificate=_person(f)), MARKER),
    Bad("no recipient", lambda f: f.marker(recipient=""), MARKER),
    Bad("rubbish as recipient", lambda f: f.marker(recipient="age1qqqq"), MARKER),
    Bad("a secret key as recipient", lambda f: f.marker(recipient=f.secret), MARKER),
    Bad("format 2", lambda f: f.marker(format=2), MARKER),
    Bad("format 0", lambda f: f.marker(format=0), MARKER),
    Bad("a name without end", lambda f: f.marker(workplace="西" * 5000), MARKER),
    Bad("another organisation's, whole", lambda f: Forge().marker(), FOREIGN),
    Bad("another workplace's of our organisation, whole", _elsewhere, FOREIGN),
)


NO_CERTIFICATE = "no certificate"
NOT_OURS = "not ours"

CERTIFICATES = (
    Bad("nothing in it", lambda f: b"", NO_CERTIFICATE),
    Bad("one byte", lambda f: b"0", NO_CERTIFICATE),
    Bad("zeros", lambda f: bytes(500), NO_CERTIFICATE),
    Bad("words", lambda f: "証明書".encode(), NO_CERTIFICATE),
    Bad("a length without end", lambda f: b"\x30\x84\xff\xff\xff\xff" + bytes(400), NO_CERTIFICATE),
    Bad("nested very deep", lambda f: b"\x30\x80" * 4000, NO_CERTIFICATE),
    Bad("cut short", lambda f: identity.certificate_der(f.certificate)[:-1], NO_CERTIFICATE),
    Bad("a byte more", lambda f: identity.certificate_der(f.certificate) + b"\0", NO_CERTIFICATE),
    Bad("the root itself", lambda f: identity.certificate_der(f.root.certificate), NOT_OURS),
    Bad("a person's", _person, NOT_OURS),
    Bad("a stranger's of a root of the same name", lambda f: _of(Forge()), NOT_OURS),
    Bad("one a member issued itself", _issued_by_member, NOT_OURS),
    Bad("a transferee's for one report", lambda f: _one_time(), NOT_OURS),
    Bad("a request instead", lambda f: identity.certificate_request(f.key, DEVICE), NO_CERTIFICATE),
)


_LOG, _BLOB, _IN = f"w/186fc274/log/{DEVICE}/2026", "w/186fc274/blob/2026", "w/186fc274/in/202609"
_HASH = "5d172b49b5ab07c86c3b7c8fdc1cf0df"

NAMES = (
    "desktop.ini",
    "Thumbs.db",
    ".DS_Store",
    "store.json",
    "STORE.JSON",
    "STORE.json.bak",
    "~$STORE.json",
    f"{_LOG}/1.0.seg",
    f"{_LOG}/0000001.0.seg",
    f"{_LOG}/000000001.0.seg",
    f"{_LOG}/0000000a.0.seg",
    f"{_LOG}/-0000001.0.seg",
    f"{_LOG}/00000001.seg",
    f"{_LOG}/00000001.100.seg",
    f"{_LOG}/00000001.x.seg",
    f"{_LOG}/00000001.0.SEG",
    f"{_LOG}/00000001.0.seg.tmp",
    f"{_LOG}/00000001.0.seg~",
    f"{_LOG}/00000001.0.txt",
    f"{_LOG}/00000001.0 (1).seg",
    f"{_LOG}/00000001.0 - コピー.seg",
    f"{_LOG}/００００００01.0.seg",
    f"{_LOG}/٠٠٠٠٠٠٠١.0.seg",
    f"{_LOG}/00000001.0.seg\n",
    f"{_LOG}/00000001.0.seg\0",
    f"{_LOG}/00000001.0.seg:stream",
    f"{_LOG}/../2026/00000001.0.seg",
    f"{_LOG}//00000001.0.seg",
    f"/{_LOG}/00000001.0.seg",
    _LOG.replace("/", "\\") + "\\00000001.0.seg",
    _LOG.replace("2026", "26") + "/00000001.0.seg",
    _LOG.replace("2026", "02026") + "/00000001.0.seg",
    _LOG.replace("2026", "２０２６") + "/00000001.0.seg",
    _LOG.replace(DEVICE, DEVICE.upper()) + "/00000001.0.seg",
    _LOG.replace(DEVICE, DEVICE[:-1]) + "/00000001.0.seg",
    _LOG.replace(DEVICE, DEVICE + "0") + "/00000001.0.seg",
    _LOG.replace(DEVICE, "z" * 16) + "/00000001.0.seg",
    _LOG.replace("log", "LOG") + "/00000001.0.seg",
    _LOG.replace("186fc274", "186fc27") + "/00000001.0.seg",
    _LOG.replace("186fc274", "186FC274") + "/00000001.0.seg",
    f"{_BLOB}/5d/{_HASH}.bin",
    f"{_BLOB}/5e/{_HASH}.0.bin",
    f"{_BLOB}/5D/{_HASH}.0.bin",
    f"{_BLOB}/5d/{_HASH[:-1]}.0.bin",
    f"{_BLOB}/5d/{_HASH.upper()}.0.bin",
    f"{_BLOB}/{_HASH}.0.bin",
    f"trust/{_HASH}.crt",
    f"trust/{_HASH}.0.pem",
    f"trust/{_HASH}0.0.crt",
    f"trust/x/{_HASH}.0.crt",
    f"Trust/{_HASH}.0.crt",
    f"{_IN}/{_HASH}.0.enr",
    f"{_IN}/{_HASH}.ENR",
    f"{_IN[:-1]}/{_HASH}.enr",
    f"{_IN}/{_HASH}/x.enr",
    "w/con/log",
    "w/186fc274/log/nul",
    "w/" + "x/" * 40 + "y",
    "w/" + "a" * 300,
)
"""None of these is a place of the layout, however it came there."""

BAD_ADDRESS = "is no address of a share folder"

ADDRESSES = (
    "",
    " ",
    "\0",
    "/srv/share\0/x",
    "http://server/share",
    "https://server/share",
    "ftp://server/share",
    "ssh://server/share",
    "nfs://server/share",
    "javascript://alert",
    "data://text",
    "file://server/share",
    "file://server",
    "webdav://server/share",
    "sftp://user:secret@server/share",
)
"""Refused before anything is touched; a secret in one is never repeated."""
