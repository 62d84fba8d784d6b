"""Time stamps from a real RFC 3161 service, and from services that are of no use."""

from __future__ import annotations

import datetime as dt
import subprocess
from io import BytesIO

import pytest
from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader

from desktop_app.domain.facts import Timestamp
from desktop_app.errors import PdfDamage, PdfTampered
from desktop_app.papers.forms.letter import render_letter
from desktop_app.papers.signing.signature import countersign, sign_report
from desktop_app.papers.signing.timestamp import Stamper
from desktop_app.papers.signing.verify import verify_report
from tests.core.papers.letter_samples import REPORT
from tests.core.papers.preflight import objections
from tests.core.papers.signed_papers import MARK, TRANSFEREE, Office, make_office
from tests.core.papers.timestamps import NAME, Tsa, served

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)


@pytest.fixture(scope="module")
def tsa(tmp_path_factory):
    return Tsa(tmp_path_factory.mktemp("ts") / "tsa")


@pytest.fixture(scope="module")
def office() -> Office:
    return make_office(NOW)


def _signed(office, stamper):
    report = render_letter(REPORT)
    return sign_report(
        report.pdf,
        report.transferee_field,
        office.transferee,
        manager_field=report.manager_field,
        signed_at=NOW,
        reason="完了報告書",
        name=TRANSFEREE,
        stamper=stamper,
    )


def _confirmed(office, pdf, stamper):
    reason = f"SHA-256 {office.transferee_fingerprint}"
    return countersign(pdf, office.confirmer, (), signed_at=NOW, reason=reason, mark=MARK, stamper=stamper)


def _verified(office, pdf, *roots):
    return verify_report(
        pdf,
        expected_sha256=None,
        expected_signatures=None,
        root=office.root,
        transferee_fingerprint=office.transferee_fingerprint,
        stamp_roots=roots,
    )


@pytest.fixture(scope="module")
def stamped(tsa, office):
    with served(lambda query: (200, tsa.answer(query))) as url:
        first, second = (Stamper(url, (tsa.root,)) for _ in range(2))
        pdf = _confirmed(office, _signed(office, first), second)
    assert first.outcome is second.outcome is Timestamp.STAMPED
    return pdf


def test_both_signatures_are_stamped_and_verification_says_by_whom_and_when(tsa, office, stamped):
    for finding in _verified(office, stamped, tsa.root):
        assert finding.stamp.service == NAME
        assert finding.stamp.trusted
        assert NOW <= finding.stamp.at <= dt.datetime.now(dt.UTC)


def test_without_the_services_certificate_the_stamp_holds_but_nobody_vouches_for_the_service(office, stamped):
    assert [finding.stamp.trusted for finding in _verified(office, stamped)] == [False, False]


def test_a_stamped_paper_is_still_pdfa_1b_and_other_programs_find_it_valid(tmp_path, tsa, stamped):
    assert objections({"stamped": stamped}, tmp_path) == {"stamped": ()}
    said = subprocess.run(["pdfsig", tmp_path / "stamped.pdf"], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid") == 2
    for number, signature in enumerate(PdfFileReader(BytesIO(stamped)).embedded_signatures):
        token = signature.signer_info["unsigned_attrs"][0]["values"][0]
        (tmp_path / f"{number}.tst").write_bytes(token.dump())
        (tmp_path / f"{number}.sig").write_bytes(signature.signer_info["signature"].native)
        command = ("openssl", "ts", "-verify", "-in", f"{number}.tst", "-token_in", "-data", f"{number}.sig")
        done = subprocess.run(
            (*command, "-CAfile", tsa.folder / "root.pem"), cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert "Verification: OK" in done.stdout + done.stderr


def _slow(_query):
    return None


def _with_wrong_nonce(tsa):
    """A service that answers every query with the reply to an earlier one."""
    earlier = []

    def answer(query):
        earlier.append(tsa.answer(query))
        return 200, earlier[0]

    return answer


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ((200, b""), Timestamp.UNUSABLE),
        ((200, b"<html>Sign in to the network</html>"), Timestamp.UNUSABLE),
        ((200, b"\x30\x84\xff\xff\xff\xff"), Timestamp.UNUSABLE),
        ((200, b"\x30" * 100_000), Timestamp.UNUSABLE),
        ((200, bytes.fromhex("30053003020102")), Timestamp.REFUSED),
        ((403, b"no"), Timestamp.REFUSED),
        ((500, b""), Timestamp.REFUSED),
        (None, Timestamp.UNREACHABLE),
    ],
    ids=["nothing", "a web page", "cut off", "too much", "refusing", "forbidden", "broken", "hanging"],
)
def test_a_service_that_is_of_no_use_leaves_the_paper_signed_without_a_stamp_and_says_why(office, answer, outcome):
    with served(lambda _query: answer) as url:
        stamper = Stamper(url, within=0.3)
        pdf = _signed(office, stamper)
    assert stamper.outcome is outcome
    assert [finding.stamp for finding in _verified(office, pdf)] == [None]


def test_a_service_that_is_not_there_is_unreachable(office):
    with served(lambda _query: (200, b"")) as url:
        pass
    stamper = Stamper(url, within=2)
    _signed(office, stamper)
    assert stamper.outcome is Timestamp.UNREACHABLE


def test_the_answer_to_another_question_is_no_stamp(tsa, office):
    with served(_with_wrong_nonce(tsa)) as url:
        first, second = Stamper(url), Stamper(url)
        _signed(office, first)
        _signed(office, second)
    assert (first.outcome, second.outcome) == (Timestamp.STAMPED, Timestamp.UNUSABLE)


def test_another_service_than_the_one_set_is_not_trusted(tmp_path, tsa, office):
    other = Tsa(tmp_path / "other", name="別の時刻認証局")
    with served(lambda query: (200, other.answer(query))) as url:
        stamper = Stamper(url, (tsa.root,))
        pdf = _signed(office, stamper)
    assert stamper.outcome is Timestamp.NOT_TRUSTED
    assert [finding.stamp for finding in _verified(office, pdf)] == [None]


def test_a_service_whose_certificate_has_run_out_is_not_trusted(tmp_path, office):
    expired = Tsa(tmp_path / "expired", expired=True)
    with served(lambda query: (200, expired.answer(query))) as url:
        with_root, without = Stamper(url, (expired.root,)), Stamper(url)
        _signed(office, with_root)
        _signed(office, without)
    assert with_root.outcome is without.outcome is Timestamp.NOT_TRUSTED


def test_a_stamp_moved_from_another_signature_is_found_out(office, stamped):
    first, second = PdfFileReader(BytesIO(stamped)).embedded_signatures
    container = cms.ContentInfo.load(second.pkcs7_content.rstrip(b"\0"))
    container["content"]["signer_infos"][0]["unsigned_attrs"] = first.signer_info["unsigned_attrs"]
    whole = second.pkcs7_content.hex().upper().encode()
    moved = stamped.replace(whole, container.dump(force=True).hex().upper().encode().ljust(len(whole), b"0"))
    assert moved != stamped
    with pytest.raises(PdfTampered) as refused:
        _verified(office, moved)
    assert refused.value.reason is PdfDamage.TIMESTAMP


def test_a_service_that_does_not_know_our_way_of_hashing_refuses(tmp_path, office):
    tsa = Tsa(tmp_path / "tsa")
    (tsa.folder / "tsa.cnf").write_text(
        (tsa.folder / "tsa.cnf").read_text().replace("digests = sha256", "digests = sha512")
    )
    with served(lambda query: (200, tsa.answer(query))) as url:
        stamper = Stamper(url)
        _signed(office, stamper)
    assert stamper.outcome is Timestamp.REFUSED
