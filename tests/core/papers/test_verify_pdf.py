"""What the verification of a signed paper accepts; what it refuses stands in the table of attacks."""

from __future__ import annotations

import subprocess
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.errors import PdfDamage, PdfTampered
from desktop_app.keys.identity import fingerprint
from desktop_app.papers.preview import render_page
from desktop_app.papers.signing.verify import SignatureRole, TimeStamp, verify_report
from tests.core.papers.doctored import finished, judge
from tests.core.papers.doctored_persons import stamped
from tests.core.papers.doctored_revisions import (
    a_note_laid_over_the_text,
    a_white_box_painted_over_the_first_page,
    the_transferees_signature_hidden_by_the_confirmation,
)
from tests.core.papers.signed_papers import (
    CONFIRMED_AT,
    CONFIRMER,
    SIGNED_AT,
    TRANSFEREE,
    confirmed,
    confirmed_paper,
    make_office,
    office,
    paper,
    signed,
    signed_paper,
)


def _verify(pdf, *, recorded=None, count=None, root=None, transferee=None):
    return verify_report(
        pdf,
        expected_sha256=recorded,
        expected_signatures=count,
        root=root,
        transferee_fingerprint=transferee,
    )


def _damage(pdf, **expected):
    with pytest.raises(PdfTampered) as refused:
        _verify(pdf, **expected)
    return refused.value.reason


def test_an_untouched_paper_tells_who_signed_when_and_why():
    people = office()
    findings = _verify(
        confirmed_paper(),
        recorded=sha256(confirmed_paper()).hexdigest(),
        count=2,
        root=people.root,
        transferee=people.transferee_fingerprint,
    )

    transferee, confirmer = findings
    assert (transferee.role, transferee.name, transferee.employee_no) == ("transferee", TRANSFEREE, "0012345")
    assert (transferee.signed_at, transferee.case_no) == (SIGNED_AT, "NSC01-25A-003")
    assert (transferee.certificate_sha256, transferee.from_root) == (people.transferee_fingerprint, False)
    assert (confirmer.role, confirmer.name, confirmer.employee_no) == ("confirmer", CONFIRMER, "0000001")
    assert (confirmer.signed_at, confirmer.reason) == (
        CONFIRMED_AT,
        f"確認しました（異動者の証明書 {people.transferee_fingerprint}）",
    )
    assert (confirmer.certificate_sha256, confirmer.from_root) == (fingerprint(people.confirmer.certificate), True)
    assert confirmer.stamp is None
    assert sum(confirmer.byte_range[2:]) == len(confirmed_paper())


def test_a_time_stamp_is_told_with_its_service():
    stamp = judge(stamped())[1].stamp

    assert stamp == TimeStamp(CONFIRMED_AT, "Time stamps of a test", trusted=False)


def test_a_paper_still_waiting_for_its_countersignature_holds_too():
    (finding,) = _verify(signed_paper(), count=1, root=office().root)

    assert finding.role is SignatureRole.TRANSFEREE


def test_a_paper_of_unknown_origin_can_be_read_without_any_expectation():
    assert [finding.from_root for finding in _verify(confirmed_paper())] == [False, False]


def test_a_file_that_is_not_the_recorded_one_is_refused_first():
    assert _damage(confirmed_paper(), recorded="0" * 64) is PdfDamage.HASH


@settings(max_examples=60)
@given(st.data())
def test_one_changed_byte_anywhere_is_found_even_without_the_recorded_hash(data):
    pdf = bytearray(confirmed_paper())
    offset = data.draw(st.integers(0, len(pdf) - 1))
    pdf[offset] ^= data.draw(st.integers(1, 255))

    with pytest.raises(PdfTampered):
        _verify(bytes(pdf), root=office().root)


@pytest.mark.parametrize("attack", [a_white_box_painted_over_the_first_page, a_note_laid_over_the_text])
def test_pdfsig_alone_calls_the_signatures_of_a_painted_paper_valid(tmp_path, attack):
    path = tmp_path / "painted.pdf"
    path.write_bytes(attack())
    poppler = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout

    assert poppler.count("Signature is Valid") == 2


def test_a_confirmer_can_change_how_the_transferees_signature_looks_but_is_found_out():
    """See the table of attacks; here that the attack works in a reader program."""
    assert render_page(the_transferees_signature_hidden_by_the_confirmation(), 0, dpi=48) != render_page(
        finished(), 0, dpi=48
    )


def test_it_does_not_matter_that_certificates_have_run_out_since():
    """The clock of the test machine is years past the one-time certificate's single day."""
    assert _verify(confirmed_paper(), root=office().root)


def test_the_transferees_fingerprint_may_be_written_in_groups():
    whole = office().transferee_fingerprint.upper()
    groups = " ".join(whole[at : at + 4] for at in range(0, 64, 4))

    assert _verify(confirmed(signed_paper(), office(), reason=f"確認 {groups}"))


def test_papers_signed_twice_from_the_same_bytes_are_told_apart_by_their_recorded_hash():
    again = signed(paper(), office())

    assert _verify(again)
    assert _damage(again, recorded=sha256(signed_paper()).hexdigest()) is PdfDamage.HASH


def test_a_refused_paper_writes_nothing_into_the_log(caplog):
    """The libraries would name the persons of the certificates."""
    _damage(confirmed_paper(), root=make_office().root)
    _damage(a_white_box_painted_over_the_first_page())
    _damage(confirmed_paper()[:-300])

    assert caplog.records == []
