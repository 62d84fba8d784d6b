"""The two signatures on a paper, as other programs see them."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from desktop_app.keys.signing import certificate_pem
from desktop_app.papers.preview import render_page
from desktop_app.papers.signing.signature import sign_record, sign_report
from desktop_app.papers.signing.verify import verify_report
from tests.core.papers.signed_papers import (
    CONFIRMED_AT,
    MARK,
    SEAL_FIELD,
    SIGNATURE_FIELD,
    SIGNED_AT,
    TRANSFEREE,
    confirmed,
    confirmed_paper,
    office,
    paper,
    signed_paper,
)


def _tool(tmp_path, pdf, *command):
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf)
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_poppler_finds_both_signatures_valid_and_the_last_one_covering_the_file(tmp_path):
    _code, output = _tool(tmp_path, confirmed_paper(), "pdfsig")

    first, second = output.split("Signature #2")
    assert "Signature is Valid" in first
    assert TRANSFEREE in first
    assert "Mar 28 2025" in first
    assert "Signature is Valid" in second
    assert "\u9ad9橋　健一" in second
    assert "Total document signed" in second
    assert output.count("ETSI.CAdES.detached") == 2


@pytest.mark.parametrize("pdf", [signed_paper, confirmed_paper], ids=["signed", "countersigned"])
def test_qpdf_finds_nothing_wrong(tmp_path, pdf):
    code, output = _tool(tmp_path, pdf(), "qpdf", "--check")

    assert code == 0, output
    assert "No syntax or stream encoding errors" in output


def test_what_was_signed_is_never_written_again():
    assert signed_paper().startswith(paper())
    assert confirmed_paper().startswith(signed_paper())


def test_the_transferees_widget_lies_over_the_strokes_and_hides_nothing():
    assert _widget(signed_paper(), 0) == pytest.approx(_corners(SIGNATURE_FIELD), abs=0.01)
    assert render_page(signed_paper(), 0, dpi=96) == render_page(paper(), 0, dpi=96)


def test_the_countersignatures_widget_is_exactly_the_seal_field_and_shows_the_mark_in_vermilion():
    assert _widget(confirmed_paper(), 1) == pytest.approx(_corners(SEAL_FIELD), abs=0.01)
    red = _red_pixels(confirmed_paper())
    assert not _red_pixels(signed_paper())
    assert len(red) > 100
    wide, high = (max(ends) - min(ends) for ends in zip(*red, strict=True))
    assert wide == pytest.approx(high, abs=1), "round, whatever the seal field's proportions"
    assert wide == pytest.approx(13.8 / 25.4 * 96, abs=1.5)
    scale = 96 / 72
    assert min(x for x, _ in red) >= SEAL_FIELD.left * scale - 1
    assert max(x for x, _ in red) <= SEAL_FIELD.right * scale + 1
    assert min(y for _, y in red) >= (841.89 - SEAL_FIELD.top) * scale - 1
    assert max(y for _, y in red) <= (841.89 - SEAL_FIELD.bottom) * scale + 1


def test_the_mark_brings_its_letters_along(tmp_path):
    _code, output = _tool(tmp_path, confirmed_paper(), "pdffonts")

    fonts = [line for line in output.splitlines()[2:] if "+" in line]
    assert fonts
    assert all(re.search(r"\byes yes yes\b", line) for line in fonts), output


def test_the_first_signature_certifies_and_leaves_room_for_one_countersignature_only():
    reader = PdfFileReader(BytesIO(signed_paper()))

    certification = reader.root["/Perms"]["/DocMDP"]
    assert certification["/Reference"][0]["/TransformParams"]["/P"] == 2
    fields = reader.root["/AcroForm"]["/Fields"]
    assert [field.get_object()["/T"] for field in fields] == ["transferee", "confirmer"]
    assert reader.root["/AcroForm"]["/SigFlags"] == 3


def test_time_reason_and_name_are_those_handed_in():
    first, second = PdfFileReader(BytesIO(confirmed_paper())).embedded_signatures

    assert first.self_reported_timestamp == SIGNED_AT
    assert second.self_reported_timestamp == CONFIRMED_AT
    assert first.sig_object["/Name"] == TRANSFEREE
    assert first.sig_object["/Reason"] == "完了報告書の提出"
    assert office().transferee_fingerprint in second.sig_object["/Reason"]


def test_the_root_does_not_travel_with_the_signature():
    _first, second = PdfFileReader(BytesIO(confirmed_paper())).embedded_signatures

    assert list(second.other_embedded_certs) == []


def test_a_second_countersignature_finds_no_empty_field():
    with pytest.raises(Exception, match="filled already"):
        confirmed(confirmed_paper(), office())


def test_a_time_without_zone_is_a_mistake_of_the_caller():
    with pytest.raises(AssertionError):
        sign_report(
            paper(),
            SIGNATURE_FIELD,
            office().transferee,
            manager_field=SEAL_FIELD,
            signed_at=dt.datetime(2025, 3, 28, 17, 42),  # noqa: DTZ001 - the mistake
            reason="",
            name="",
        )


def _corners(field):
    return [field.left, field.bottom, field.right, field.top]


def _widget(pdf, index):
    field = PdfFileReader(BytesIO(pdf)).embedded_signatures[index].sig_field
    return [float(number) for number in field["/Rect"]]


def _red_pixels(pdf):
    page = render_page(pdf, 0, dpi=96)
    found = []
    for y in range(page.height):
        row = page.pixels[y * page.stride : y * page.stride + page.width * 4]
        for x in range(page.width):
            blue, _green, red, _alpha = row[4 * x : 4 * x + 4]
            if red - blue > 60:
                found.append((x, y))
    return found


def test_openssl_finds_both_signatures_good_over_the_bytes_their_ranges_name(tmp_path):
    pdf = confirmed_paper()
    people = office()
    trusted = tmp_path / "trusted.pem"
    trusted.write_bytes(certificate_pem(people.root) + certificate_pem(people.transferee.certificate))
    signatures = PdfFileReader(BytesIO(pdf)).embedded_signatures
    assert len(signatures) == 2
    for number, signature in enumerate(signatures):
        start, length, resumed, rest = (int(place) for place in signature.byte_range)
        (tmp_path / f"{number}.bin").write_bytes(pdf[start : start + length] + pdf[resumed : resumed + rest])
        (tmp_path / f"{number}.der").write_bytes(bytes.fromhex(pdf[length + 1 : resumed - 1].decode()))
        command = ("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", f"{number}.der")
        judged = ("-content", f"{number}.bin", "-CAfile", "trusted.pem", "-purpose", "any", "-no_check_time")
        done = subprocess.run(
            (*command, *judged, "-partial_chain", "-out", "signed"), cwd=tmp_path, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert b"CMS Verification successful" in done.stderr
        (tmp_path / f"{number}.bin").write_bytes(pdf[start : start + length] + b" " + pdf[resumed : resumed + rest])
        changed = subprocess.run((*command, *judged, "-partial_chain"), cwd=tmp_path, capture_output=True, check=False)
        assert changed.returncode != 0


def _record():
    people = office()
    return sign_record(paper(), SEAL_FIELD, people.confirmer, (), signed_at=CONFIRMED_AT, reason="説明記録", mark=MARK)


def test_a_record_of_the_manager_alone_is_signed_once_shows_the_mark_and_lets_nothing_change(tmp_path):
    pdf = _record()
    _code, output = _tool(tmp_path, pdf, "pdfsig")
    assert output.count("Signature is Valid") == 1
    assert "Total document signed" in output
    assert len(_red_pixels(pdf)) > 100
    (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    certified, locked = signature.sig_object["/Reference"]
    assert certified["/TransformParams"]["/P"] == 1
    assert locked["/TransformParams"]["/Action"] == "/All"


def test_a_record_is_told_from_a_report_by_its_only_signer():
    (finding,) = verify_report(
        _record(),
        expected_sha256=None,
        expected_signatures=None,
        root=office().root,
        transferee_fingerprint=None,
    )
    assert (finding.role, finding.from_root, finding.case_no) == ("recorder", True, "")
