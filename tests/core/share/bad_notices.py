"""Bad notices of disposed years by name, with what has to be said of each: a table to be read.

A member gone bad signs them too: what such a one says of other PCs is bounded and judged all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from desktop_app.domain.disposal_facts import DisposedChain
from desktop_app.journal.codec import encode_value
from desktop_app.journal.entry import GENESIS
from desktop_app.keys import identity
from desktop_app.share.disposal import LARGEST_NOTICE, DisposalNotice, make_notice
from desktop_app.share.signed import _Signed
from tests.core.share.bad_share_input import DEVICE, NOW, STRANGER, Bad, Forge

OURS = "0" * 8
CHAIN = DisposedChain(DEVICE, 3, "ab" * 32, 7, "cd" * 32, 9, ("12" * 32,), 2026)
NOTICE = DisposalNotice(OURS, "2026-D01", 2026, NOW, (CHAIN,))

CHANGED = "The notice of a disposed year does not hold: it is torn or changed."
UNSIGNED = "The notice of a disposed year does not hold: no PC of this organisation signed it."
NEWER = "The notice of a disposed year does not hold: a newer version wrote it."
ELSEWHERE = "The notice of a disposed year does not hold: it is another workplace's."


def sound(forge: Forge, notice: DisposalNotice = NOTICE) -> bytes:
    return make_notice(notice, forge.certificate, forge.sign)


def _says(**changed: Any) -> Callable[[Forge], bytes]:
    return lambda forge: sound(forge, replace(NOTICE, **changed))


def _chain(**changed: Any) -> Callable[[Forge], bytes]:
    return lambda forge: sound(forge, replace(NOTICE, chains=(replace(CHAIN, **changed),)))


def _body(change: Callable[[bytes], bytes]) -> Callable[[Forge], bytes]:
    """A body that was rewritten and then signed all the same."""

    def make(forge: Forge) -> bytes:
        body = change(encode_value(NOTICE))
        return encode_value(_Signed(body.decode(), forge.sign(body), identity.certificate_der(forge.certificate)))

    return make


def _file(change: Callable[[bytes], bytes]) -> Callable[[Forge], bytes]:
    return lambda forge: change(sound(forge))


def _by_another_root(_forge: Forge) -> bytes:
    return sound(Forge())


def _of_another_member(forge: Forge) -> bytes:
    return make_notice(NOTICE, forge.other, forge.sign)


def _by_a_person(forge: Forge) -> bytes:
    person = identity.issue_person_certificate(forge.root, forge.key.public_key(), "岡部", "1", "北辰", NOW)
    return make_notice(NOTICE, person, forge.sign)


NOTICES = (
    Bad("nothing in it", lambda _f: b"", CHANGED),
    Bad("zeros", lambda _f: bytes(400), CHANGED),
    Bad("words", lambda _f: "廃棄しました".encode(), CHANGED),
    Bad("cut short", _file(lambda data: data[:-1]), CHANGED),
    Bad("a byte more", _file(lambda data: data + b"\n"), CHANGED),
    Bad("with a mark of byte order", _file(lambda data: b"\xef\xbb\xbf" + data), CHANGED),
    Bad("blanks between", _file(lambda data: data.replace(b":", b": ", 1)), CHANGED),
    Bad("a field nobody knows", _file(lambda data: data[:-1] + b',"more":1}'), CHANGED),
    Bad("larger than any", _says(order_no="2026-D01", chains=(replace(CHAIN, branches=("12" * 32,) * 9000),)), CHANGED),
    Bad("as large as memory", lambda _f: b"[" * (LARGEST_NOTICE + 1), CHANGED),
    Bad("every key of the body twice", _body(lambda body: body[:-1] + b"," + body[1:]), CHANGED),
    Bad("a field of the body that nobody knows", _body(lambda body: body[:-1] + b',"kept":[]}'), CHANGED),
    Bad("a body that is a list", _body(lambda _body: b"[]"), CHANGED),
    Bad("deep", _body(lambda body: body.replace(b'"chains":[', b'"chains":' + b"[" * 5000)), CHANGED),
    Bad("format 2", _says(format=2), NEWER),
    Bad("format 0", _says(format=0), NEWER),
    Bad("another workplace's", _says(workplace_id="0badf00d"), ELSEWHERE),
    Bad("no workplace", _says(workplace_id=""), ELSEWHERE),
    Bad("no order number", _says(order_no=""), CHANGED),
    Bad("an order number of many lines", _says(order_no="2026-D01\n2025-D01"), CHANGED),
    Bad("an order number without end", _says(order_no="9" * 65), CHANGED),
    Bad("year nought", _says(fiscal_year=0), CHANGED),
    Bad("a negative year", _says(fiscal_year=-1), CHANGED),
    Bad("a year of five digits", _says(fiscal_year=20_261), CHANGED),
    Bad("a moment without a place on earth", _says(at=datetime(2026, 9, 24)), CHANGED),  # noqa: DTZ001 - that is it
    Bad("no PC", _says(chains=()), CHANGED),
    Bad("a PC twice", _says(chains=(CHAIN, CHAIN)), CHANGED),
    Bad("PCs out of order", _says(chains=(replace(CHAIN, device_id=STRANGER), CHAIN)), CHANGED),
    Bad("a PC in capitals", _chain(device_id=DEVICE.upper()), CHANGED),
    Bad("a PC that is a path", _chain(device_id="../../../trust//"), CHANGED),
    Bad("a negative segment", _chain(segment=-1), CHANGED),
    Bad("segment nought with a hash", _chain(segment=0), CHANGED),
    Bad("a segment beyond all names", _chain(segment=100_000_000), CHANGED),
    Bad("a hash of too few digits", _chain(sha256="ab" * 31), CHANGED),
    Bad("a hash in capitals", _chain(sha256="AB" * 32), CHANGED),
    Bad("a hash that is none", _chain(entry_hash="zz" * 32), CHANGED),
    Bad("entry nought with a hash", _chain(entry=0), CHANGED),
    Bad("a negative entry", _chain(entry=-7), CHANGED),
    Bad("an entry without end", _chain(entry=1 << 62), CHANGED),
    Bad("a counter that leaps", _chain(lamport=1 << 62), CHANGED),
    Bad("counter nought", _chain(lamport=0), CHANGED),
    Bad("signs of life alone, with a counter", _chain(entry=0, entry_hash=GENESIS), CHANGED),
    Bad("second histories out of order", _chain(branches=("34" * 32, "12" * 32)), CHANGED),
    Bad("a second history twice", _chain(branches=("12" * 32, "12" * 32)), CHANGED),
    Bad("a second history that is none", _chain(branches=("",)), CHANGED),
    Bad("a PC's year after the order's", _chain(fiscal_year=2027), CHANGED),
    Bad("a PC's year left out", _chain(fiscal_year=0), CHANGED),
    Bad("signed under another root", _by_another_root, UNSIGNED),
    Bad("with another member's certificate", _of_another_member, UNSIGNED),
    Bad("signed by a person's certificate", _by_a_person, UNSIGNED),
    Bad("its signature cut off", _file(lambda data: data.replace(b'"signature":"', b'"signature":"AAAA', 1)), UNSIGNED),
)
