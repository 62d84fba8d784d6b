"""Forgeries: whoever runs the share, or a member gone bad, is believed only as far as the signatures reach."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509

from desktop_app.app import App
from desktop_app.errors import (
    CertificateNotOurs,
    CertificateUnreadable,
    EnrolmentReplyWrong,
    ForeignShare,
    SegmentDamaged,
    ShareMarkerDamaged,
)
from desktop_app.journal.entry import GENESIS, SignedEntry
from desktop_app.journal.segment import Segment, SegmentHeader, build_segment, entries_to_bytes
from desktop_app.keys.identity import (
    Purpose,
    SignerIdentity,
    certificate_der,
    fingerprint,
    issue_device_certificate,
    issue_person_certificate,
    make_root,
    new_key,
    read_certificate,
    sign,
    verify_chain,
)
from desktop_app.keys.seal import new_age_identity, seal
from desktop_app.share.enrolment import JoinReply, make_reply, read_reply
from desktop_app.share.layout import SegmentPlace, certificate_paths, segment_paths
from desktop_app.share.marker import read_marker, require_ours
from desktop_app.share.segments import Draft, Trouble, check_segment, open_entries, segment_of
from desktop_app.share.segments import drafts as cut
from desktop_app.usecases.share_errand import trust_of
from desktop_app.usecases.share_folder import set_share
from desktop_app.usecases.sharing import sync
from tests.homes import enrolled, found, register
from tests.shares import folder_of, segment_files


def two(tmp_path: Path) -> tuple[App, App]:
    first = found(tmp_path, "first", share=tmp_path / "share")
    second = enrolled(first, tmp_path)
    sync(second)
    return first, second


def put_as(app: App, draft: Draft, seq: int, prev: str) -> None:
    """Put a segment on the share that the home's own device signed."""
    data = segment_of(
        draft,
        device_id=app.device.device_id,
        seq=seq,
        prev=prev,
        recipients=app.recipients(),
        seen={},
        sign=app.device.sign,
    )
    place = SegmentPlace(app.device.device_id, draft.fiscal_year, seq)
    folder_of(app).put_new(segment_paths(trust_of(app).workplace_id, place)(0), data)


def a_segment(tmp_path: Path) -> tuple[App, bytes, SegmentPlace, tuple[x509.Certificate]]:
    first = found(tmp_path, "first", share=tmp_path / "share")
    sync(first)
    data = segment_files(first)[0].read_bytes()
    place = SegmentPlace(first.device.device_id, 2026, 1)
    certificate = read_certificate(first.workplace.devices[first.device.device_id].certificate.encode())
    return first, data, place, (certificate,)


def small(app: App, place: SegmentPlace) -> bytes:
    """A segment of one small entry."""
    app.recipients()
    entry = next(app.record.entries(app.device.device_id))
    header = SegmentHeader(place.device_id, 1, GENESIS, 2026, 1, 1, "", (), {})
    plain = entries_to_bytes((entry,))[:400]
    ciphertext = seal(plain, app.recipients())
    sealed = replace(header, ciphertext_sha256=hashlib.sha256(ciphertext).hexdigest())
    return build_segment(sealed, ciphertext, app.device.sign)


def test_every_bit_of_a_marker_counts(tmp_path: Path):
    _, second = two(tmp_path)
    marker = tmp_path / "share" / "STORE.json"
    whole = marker.read_bytes()
    # Every third byte of all, and every bit of the end, where base64 has bits that say nothing.
    flips = [(at, 1 << at % 8) for at in range(0, len(whole), 3)]
    flips += [(at, 1 << bit) for at in range(len(whole) - 9, len(whole)) for bit in range(8)]
    for at, bit in flips:
        marker.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        with pytest.raises((ShareMarkerDamaged, ForeignShare)):
            set_share(second, str(tmp_path / "share"))


def test_no_prefix_and_no_flipped_bit_of_a_segment_is_believed(tmp_path: Path):
    app, _, place, certificates = a_segment(tmp_path)
    data = small(app, place)
    assert isinstance(check_segment(data, place, certificates), Segment)
    for end in range(len(data)):
        with pytest.raises(SegmentDamaged):
            check_segment(data[:end], place, certificates)
    for at in range(len(data)):
        for bit in range(8):
            with pytest.raises(SegmentDamaged):
                check_segment(data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :], place, certificates)
    with pytest.raises(SegmentDamaged):
        check_segment(data + b"\n", place, certificates)


def test_a_segment_in_another_place_is_not_believed(tmp_path: Path):
    _, data, place, certificates = a_segment(tmp_path)
    for other in (
        SegmentPlace("f" * 16, 2026, 1),
        SegmentPlace(place.device_id, 2027, 1),
        SegmentPlace(place.device_id, 2026, 2),
    ):
        with pytest.raises(SegmentDamaged):
            check_segment(data, other, certificates)


def test_entries_of_another_device_are_not_believed(tmp_path: Path):
    """A member could seal and sign a segment of its own around entries it made up for another."""
    first, second = two(tmp_path)
    (draft,) = cut(second.record.entries(first.device.device_id))
    stolen = segment_of(
        draft,
        device_id=second.device.device_id,
        seq=1,
        prev=GENESIS,
        recipients=first.recipients(),
        seen={},
        sign=second.device.sign,
    )
    paths = segment_paths(trust_of(first).workplace_id, SegmentPlace(second.device.device_id, 2026, 1))
    folder_of(first).put_new(paths(0), stolen)
    report = sync(first)
    assert (report.collected, [p.reason for p in report.pending]) == (0, [Trouble.ENTRIES])


def test_a_stranger_with_a_certificate_of_another_root_is_nobody(tmp_path: Path):
    first, second = two(tmp_path)
    device_id, key, now = "e" * 16, new_key(), first.now()
    forged = issue_device_certificate(make_root("北辰送配電株式会社", now), key.public_key(), device_id, now)
    folder = folder_of(first)
    folder.put_new(certificate_paths(fingerprint(forged))(0), certificate_der(forged))
    (draft,) = cut(second.record.entries(first.device.device_id))
    data = segment_of(
        draft,
        device_id=device_id,
        seq=1,
        prev=GENESIS,
        recipients=first.recipients(),
        seen={},
        sign=lambda body: sign(key, body),
    )
    folder.put_new(segment_paths(trust_of(first).workplace_id, SegmentPlace(device_id, 2026, 1))(0), data)
    report = sync(first)
    assert (report.collected, report.pending, report.ignored) == (0, (), 2)


def test_no_flipped_bit_of_a_certificate_makes_or_breaks_a_sync(tmp_path: Path):
    first = found(tmp_path, "first", share=tmp_path / "share")
    root = trust_of(first).root
    key, now = new_key(), first.now()
    whole = certificate_der(issue_device_certificate(make_root("x", now), key.public_key(), "e" * 16, now))
    ours = certificate_der(read_certificate(first.workplace.devices[first.device.device_id].certificate.encode()))
    for data in (whole, ours):
        for at in range(len(data)):
            spoilt = data[:at] + bytes([data[at] ^ (1 << at % 8)]) + data[at + 1 :]
            with pytest.raises((CertificateNotOurs, CertificateUnreadable)):
                verify_chain(read_certificate(spoilt), root, None, Purpose.DEVICE)


def test_a_sound_certificate_or_list_under_another_s_name_is_a_stranger_s_file(tmp_path: Path):
    first, second = two(tmp_path)
    for number, path in enumerate(sorted((tmp_path / "share" / "trust").iterdir())):
        path.with_name(f"{number:032x}{path.name[32:]}").write_bytes(path.read_bytes())
    report = sync(second)
    assert (report.ignored, report.pending) == (3, ()), "two certificates and a list"
    assert sync(first).ignored == 3


def test_open_entries_refuses_a_count_that_lies(tmp_path: Path):
    app, data, place, certificates = a_segment(tmp_path)
    segment = check_segment(data, place, certificates)
    lying = replace(segment, header=replace(segment.header, last_entry=5))
    with pytest.raises(SegmentDamaged):
        open_entries(lying, certificates, app.identities())


def test_an_entry_inside_with_a_wrong_signature_is_not_believed(tmp_path: Path):
    """Sealing does not authenticate: what is inside is signed too."""
    first, second = two(tmp_path)
    register(second, "0022222")
    (draft,) = cut(second.record.entries(second.device.device_id))
    (entry,) = draft.entries
    other = first.device.sign(entry.body)
    put_as(second, replace(draft, entries=(SignedEntry(entry.body, other),)), 1, GENESIS)
    report = sync(first)
    assert (report.collected, [p.reason for p in report.pending]) == (0, [Trouble.ENTRIES])


def test_a_segment_that_does_not_follow_the_last_one_is_not_taken_in(tmp_path: Path):
    first, second = two(tmp_path)
    register(second, "0022222")
    sync(second)
    assert sync(first).collected == 1
    register(second, "0033333")
    (draft,) = cut(second.record.entries(second.device.device_id, after=1))
    put_as(second, draft, 2, GENESIS)
    report = sync(first)
    assert (report.collected, [p.reason for p in report.pending]) == (0, [Trouble.CHAIN])
    assert first.cases.people().keys() == {"0022222"}


def test_a_marker_of_another_root_is_foreign_even_under_our_folder_s_name(tmp_path: Path):
    first, _ = two(tmp_path)
    marker = read_marker(folder_of(first))
    root, ours = trust_of(first).root, trust_of(first).workplace_id
    require_ours(marker, root, ours)
    for other in (replace(marker, root="0" * 64), replace(marker, workplace_id="0" * 8)):
        with pytest.raises(ForeignShare):
            require_ours(other, root, ours)


def reply_of(root: SignerIdentity, signer: SignerIdentity, request: bytes, recipient: str) -> bytes:
    now = root.certificate.not_valid_before_utc
    person = issue_person_certificate(root, new_key().public_key(), "x", "1", "x", now)
    reply = JoinReply(
        request=hashlib.sha256(request).hexdigest(),
        root_certificate=certificate_der(root.certificate),
        device_certificate=certificate_der(signer.certificate),
        person_certificate=certificate_der(person),
        fiscal_secrets={},
    )
    return make_reply(reply, recipient, signer.certificate, lambda data: sign(signer.key, data))


def device_under(root: SignerIdentity) -> SignerIdentity:
    key = new_key()
    certificate = issue_device_certificate(root, key.public_key(), "a" * 16, root.certificate.not_valid_before_utc)
    return SignerIdentity(key, certificate)


def test_a_reply_is_believed_only_under_the_root_of_the_code_and_for_its_request(tmp_path: Path):
    app = found(tmp_path)
    root, evil = make_root("北辰送配電株式会社", app.now()), make_root("北辰送配電株式会社", app.now())
    member, stranger = device_under(root), device_under(evil)
    posing = SignerIdentity(stranger.key, member.certificate)
    secret, recipient = new_age_identity()
    pinned = fingerprint(root.certificate)
    assert read_reply(reply_of(root, member, b"mine", recipient), secret, b"mine", pinned)
    for sealed, reason in (
        (reply_of(evil, stranger, b"mine", recipient), "root"),
        (reply_of(root, stranger, b"mine", recipient), "signature"),
        (reply_of(root, posing, b"mine", recipient), "signature"),
        (reply_of(root, member, b"another's", recipient), "device"),
    ):
        with pytest.raises(EnrolmentReplyWrong) as refused:
            read_reply(sealed, secret, b"mine", pinned)
        assert refused.value.reason == reason
