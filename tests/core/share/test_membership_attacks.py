"""Certificates, revocation lists, requests and replies that are not what they should be, and what is said of each."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat import asn1

from desktop_app.domain.membership_facts import EndReason
from desktop_app.errors import SekishoError
from desktop_app.keys import identity
from desktop_app.keys.device_keys import issuing_request, new_device_keys
from desktop_app.keys.revocation import LARGEST_CRL, _Membership, in_force, read_crl
from desktop_app.keys.seal import new_age_identity
from desktop_app.keys.signing import certificate_der, certificate_pem, read_certificate
from desktop_app.sentences import sentence
from tests.core.share.membership_world import (
    DEVICE,
    NOW,
    OTHER,
    World,
    device_under,
    flipped,
    issuer_under,
    odd,
    other_curve_request,
    rsa_request,
    usage,
)
from tests.refusals import told

Act = Callable[[World], object]

NOT_OURS = "it does not come from our organisation"
ELSE = "it was issued for something else"
FORM = "it is not in the form we issue"
NO_CERTIFICATE = "This is no certificate"
CA = x509.BasicConstraints(ca=True, path_length=0)
LEAF = x509.BasicConstraints(ca=False, path_length=None)

CERTIFICATES: dict[str, tuple[Act, str]] = {
    "empty": (lambda w: read_certificate(b""), NO_CERTIFICATE),
    "text": (lambda w: read_certificate("証明書".encode()), NO_CERTIFICATE),
    "truncated": (lambda w: read_certificate(certificate_der(w.device.certificate)[:-9]), NO_CERTIFICATE),
    "half a PEM": (lambda w: read_certificate(certificate_pem(w.device.certificate)[:120]), NO_CERTIFICATE),
    "a list instead": (lambda w: read_certificate(w.crl()), NO_CERTIFICATE),
    "of the strangers' root": (lambda w: w.chain(device_under(w.strangers).certificate), NOT_OURS),
    "of the strangers' issuing PC": (lambda w: w.chain(device_under(w.their_issuer).certificate), NOT_OURS),
    "of the strangers' issuing PC, which comes along": (
        lambda w: w.chain(device_under(w.their_issuer).certificate, w.their_issuer),
        NOT_OURS,
    ),
    "its own issuer": (lambda w: w.chain(w.strangers.certificate), NOT_OURS),
    "of a PC that may not issue": (lambda w: w.chain(device_under(w.device).certificate, w.device), NOT_OURS),
    "of an issuing PC that another one appointed": (
        lambda w: w.chain(device_under(deep := issuer_under(w.issuer, DEVICE)).certificate, deep),
        NOT_OURS,
    ),
    "of one that is no authority": (
        lambda w: w.chain(device_under(false := odd(w.root, LEAF, usage(signs=True, issues=True))).certificate, false),
        NOT_OURS,
    ),
    "of one that may not sign certificates": (
        lambda w: w.chain(device_under(false := odd(w.root, CA, usage(signs=True, issues=False))).certificate, false),
        NOT_OURS,
    ),
    "of one without a limit to its depth": (
        lambda w: w.chain(
            device_under(
                false := odd(w.root, x509.BasicConstraints(ca=True, path_length=None), usage(signs=False, issues=True))
            ).certificate,
            false,
        ),
        NOT_OURS,
    ),
    "a person's in a PC's place": (
        lambda w: w.chain(
            identity.issue_person_certificate(w.root, w.person_key.public_key(), "榎", "0055555", "北辰", NOW)
        ),
        ELSE,
    ),
    "an issuing PC's in a PC's place": (lambda w: w.chain(w.issuer.certificate), ELSE),
    "the root in a PC's place": (lambda w: w.chain(w.root.certificate), ELSE),
    "one that signs nothing": (
        lambda w: w.chain(odd(w.root, LEAF, usage(signs=False, issues=False)).certificate),
        ELSE,
    ),
    "run out": (lambda w: w.chain(w.device.certificate, at=NOW + timedelta(days=6 * 365)), "it has run out"),
    "from the future": (lambda w: w.chain(w.device.certificate, at=NOW - timedelta(days=9)), "it does not hold yet"),
    "of an issuing PC whose own has run out": (
        lambda w: w.chain(
            device_under(w.issuer, at=NOW + timedelta(days=4 * 365)).certificate, at=NOW + timedelta(days=6 * 365)
        ),
        "it has run out",
    ),
    "with a critical extension nobody knows": (
        lambda w: w.chain(
            odd(
                w.root,
                LEAF,
                usage(signs=True, issues=False),
                x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00"),
            ).certificate
        ),
        FORM,
    ),
    "without any usage": (lambda w: w.chain(odd(w.root, LEAF).certificate), FORM),
}

NOT_MAY = "it does not come from a PC of this workplace that may issue it"
LIST_FORM = "it is not in the form we issue"
UNREADABLE = "it cannot be read"

LISTS: dict[str, tuple[Act, str]] = {
    "empty": (lambda w: w.listed(b""), UNREADABLE),
    "text": (lambda w: w.listed("失効一覧".encode()), UNREADABLE),
    "truncated": (lambda w: w.listed(w.crl()[:-7]), UNREADABLE),
    "with bytes after it": (lambda w: w.listed(w.crl() + b"\0"), UNREADABLE),
    "a certificate instead": (lambda w: w.listed(certificate_der(w.root.certificate)), UNREADABLE),
    "oversized": (lambda w: w.listed(w.crl() + bytes(LARGEST_CRL)), UNREADABLE),
    "without a number": (lambda w: w.listed(w.raw_crl(number=None)), UNREADABLE),
    "an issuer whose name is no text": (
        lambda w: w.listed(w.crl().replace("北".encode(), b"\xff\xff\xff")),
        UNREADABLE,
    ),
    "without the signer's key id": (lambda w: w.listed(w.raw_crl(key_id=False)), UNREADABLE),
    "of the strangers' root": (lambda w: w.listed(w.crl(w.strangers)), NOT_MAY),
    "of the strangers' issuing PC, which comes along": (
        lambda w: w.listed(w.crl(w.their_issuer), w.their_issuer),
        NOT_MAY,
    ),
    "of an issuing PC nobody knows": (lambda w: w.listed(w.crl(issuer_under(w.root, DEVICE))), NOT_MAY),
    "of a PC that may not issue": (lambda w: w.listed(w.crl(w.device), w.device), NOT_MAY),
    "of an issuing PC that another one appointed": (
        lambda w: w.listed(w.crl(deep := issuer_under(w.issuer, DEVICE)), deep),
        NOT_MAY,
    ),
    "with a changed signature": (lambda w: w.listed(flipped(w.crl())), "its signature does not hold"),
    "with a changed serial": (lambda w: w.listed(other_serial(w)), "its signature does not hold"),
    "number nought": (lambda w: w.listed(w.raw_crl(number=0)), LIST_FORM),
    "an entry without our own extension": (lambda w: w.listed(w.raw_crl()), LIST_FORM),
    "an entry whose extension is junk": (lambda w: w.listed(w.raw_crl(extensions=(ours(b"junk"),))), LIST_FORM),
    "an entry whose extension is empty": (lambda w: w.listed(w.raw_crl(extensions=(ours(b""),))), LIST_FORM),
    "an entry of another shape": (
        lambda w: w.listed(w.raw_crl(extensions=(ours(b"\x30\x03\x02\x01\x07"),))),
        LIST_FORM,
    ),
    "a segment below nought": (lambda w: w.listed(w.crl(last_segment=-1)), LIST_FORM),
    "an entry below nought": (lambda w: w.listed(w.crl(last_entry=-1)), LIST_FORM),
    "a short hash": (lambda w: w.listed(w.crl(last_segment_sha256="00")), LIST_FORM),
}

UNKNOWN = "No such enrolment request is waiting"

REQUESTS: dict[str, tuple[Act, str]] = {
    "empty": (lambda w: w.opened(b""), UNKNOWN),
    "text": (lambda w: w.opened("登録".encode()), UNKNOWN),
    "not an object": (lambda w: w.opened(b"[]"), UNKNOWN),
    "deep": (lambda w: w.opened(b'{"name":' + b"[" * 5000 + b"]" * 5000 + b"}"), UNKNOWN),
    "half": (lambda w: w.opened(w.plain[: len(w.plain) // 2]), UNKNOWN),
    "sealed for the strangers": (lambda w: w.opened(w.plain, new_age_identity()[1]), UNKNOWN),
    "of a later format": (lambda w: w.asked(format=2), UNKNOWN),
    "format as text": (lambda w: w.asked(format="1"), UNKNOWN),
    "without a name": (lambda w: w.asked(name=None), UNKNOWN),
    "name as a number": (lambda w: w.asked(name=7), UNKNOWN),
    "a role nobody has": (lambda w: w.asked(role="EMPEROR"), UNKNOWN),
    "keys that are no base64": (lambda w: w.asked(device_request="***"), UNKNOWN),
    "half a surrogate": (lambda w: w.opened(json.dumps({"name": "\ud83d"}).encode()), UNKNOWN),
    "bytes that are no UTF-8": (lambda w: w.opened(b'{"name":"\xff\xfe"}'), UNKNOWN),
    "a key of another kind": (lambda w: identity.read_request(rsa_request(DEVICE)), "its key is of another kind"),
    "a key on another curve": (
        lambda w: identity.read_request(other_curve_request(DEVICE)),
        "its key is of another kind",
    ),
    "a key its sender does not hold": (
        lambda w: identity.read_request(flipped(w.request.device_request)),
        "its signature does not hold",
    ),
    "half a key request": (lambda w: identity.read_request(w.request.device_request[:-9]), "it is no request"),
    "an issuing key in another's name": (
        lambda w: issuing_request(replace(new_device_keys(DEVICE).announced, device_id=OTHER)),
        "its name cannot be used",
    ),
    "an issuing key that is no base64": (
        lambda w: issuing_request(replace(new_device_keys(DEVICE).announced, issuing_request="鍵")),
        "it is no request",
    ),
}

OTHER_PC, OTHER_ROOT, BROKEN = (
    "it is for another PC",
    "it comes from another organisation",
    "its signature does not hold",
)

REPLIES: dict[str, tuple[Act, str]] = {
    "truncated": (lambda w: w.replied(cut=4), UNREADABLE),
    "for somebody else's eyes": (lambda w: w.replied(secret=new_age_identity()[0]), UNREADABLE),
    "to another request": (lambda w: w.replied(request=b"another"), OTHER_PC),
    "of a later format": (lambda w: w.replied(lambda r: replace(r, format=2)), OTHER_PC),
    "of the strangers' root": (
        lambda w: w.replied(lambda r: replace(r, root_certificate=certificate_der(w.strangers.certificate))),
        OTHER_ROOT,
    ),
    "signed by the strangers": (lambda w: w.replied(by=device_under(w.strangers)), BROKEN),
    "signed by an issuing PC itself": (lambda w: w.replied(by=w.issuer), BROKEN),
    "signed by a PC whose issuer does not come along": (lambda w: w.replied(by=device_under(w.issuer)), BROKEN),
    "signed under the strangers' issuing PC, which comes along": (
        lambda w: w.replied(
            lambda r: replace(r, issuers=(certificate_der(w.their_issuer.certificate),)),
            by=device_under(w.their_issuer),
        ),
        BROKEN,
    ),
    "a PC's certificate of the strangers": (
        lambda w: w.replied(
            lambda r: replace(r, device_certificate=certificate_der(device_under(w.strangers).certificate))
        ),
        BROKEN,
    ),
    "a PC's certificate in the person's place": (
        lambda w: w.replied(lambda r: replace(r, person_certificate=r.device_certificate)),
        BROKEN,
    ),
    "a person's certificate in the PC's place": (
        lambda w: w.replied(lambda r: replace(r, device_certificate=r.person_certificate)),
        BROKEN,
    ),
    "no certificate at all": (lambda w: w.replied(lambda r: replace(r, device_certificate=b"")), BROKEN),
    "issuers that are junk": (lambda w: w.replied(lambda r: replace(r, issuers=(b"junk",))), BROKEN),
}


def ours(value: bytes) -> x509.UnrecognizedExtension:
    return x509.UnrecognizedExtension(x509.ObjectIdentifier("2.25.329800735698586629295641978511506172918"), value)


def other_serial(world: World) -> bytes:
    whole = world.crl()
    serial = world.device.certificate.serial_number.to_bytes(20, "big").lstrip(b"\0")
    place = whole.index(serial)
    return flipped(whole, place + 3)


CASES = [
    pytest.param(act, expected, id=f"{kind}: {label}")
    for kind, table in (("certificate", CERTIFICATES), ("list", LISTS), ("request", REQUESTS), ("reply", REPLIES))
    for label, (act, expected) in table.items()
]


@pytest.fixture(scope="module")
def world() -> World:
    return World()


def test_the_good_ones_are_taken(world: World) -> None:
    world.chain(world.device.certificate)
    world.chain(device_under(world.issuer).certificate)
    world.listed(world.crl())
    world.listed(world.crl(world.issuer))
    world.asked()
    world.replied()
    assert len(CASES) >= 60


@pytest.mark.parametrize(("act", "expected"), CASES)
def test_whatever_is_wrong_is_refused_and_said(world: World, act: Act, expected: str) -> None:
    with pytest.raises(SekishoError) as refusal:
        act(world)
    told(refusal.value)
    assert expected in sentence(refusal.value)


def test_a_list_played_again_takes_nothing_back(world: World) -> None:
    issuers = (world.issuer.certificate,)
    older = read_crl(world.crl(number=1), world.root.certificate, issuers)
    newer = read_crl(world.crl(number=2, last_segment=4), world.root.certificate, issuers)
    assert in_force((older, newer)) == in_force((newer, older)) == in_force((older,))


def test_a_list_signed_by_the_revoked_counts_no_more_once_the_root_says_so(world: World) -> None:
    root, issuers = world.root.certificate, (world.issuer.certificate,)
    theirs = read_crl(world.crl(world.issuer), root, issuers)
    assert in_force((theirs,), issuers)
    outcast = world.crl(serial=world.issuer.certificate.serial_number, holder=OTHER)
    both = (theirs, read_crl(outcast, root, issuers))
    assert [one.holder for one in in_force(both, issuers)] == [OTHER]


def test_a_list_from_the_future_still_ends_what_it_ends(world: World) -> None:
    late = world.crl(at=NOW + timedelta(days=3650), since=NOW + timedelta(days=3650))
    assert in_force((read_crl(late, world.root.certificate),))[0].holder == DEVICE


def test_a_reason_of_a_later_version_ends_a_membership_all_the_same(world: World) -> None:
    member = _Membership(
        holder=DEVICE,
        reason="MOVED_TO_THE_MOON",
        last_segment=3,
        last_segment_sha256=bytes(32),
        last_entry=9,
        histories=None,
    )
    crl = world.raw_crl(extensions=(ours(asn1.encode_der(member)), x509.InvalidityDate(NOW.replace(tzinfo=None))))
    (entry,) = read_crl(crl, world.root.certificate).ended
    assert (entry.reason, entry.last_entry) == (EndReason.LOST, 9)
