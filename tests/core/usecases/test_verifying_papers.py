"""A single PDF from anywhere: what the record knows of it, what its signatures say, and how others check the same."""

from __future__ import annotations

import datetime as dt
import subprocess
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest

from desktop_app import text
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.facts import Answer, Verdict
from desktop_app.errors import CertificateUnreadable, PaperUnreadable, PdfDamage, ReadingStopped
from desktop_app.keys.identity import certificate_pem
from desktop_app.usecases import answering, confirming
from desktop_app.usecases.explaining import record_explanation
from desktop_app.usecases.people import enrol_person, reset_pin_with_member
from desktop_app.usecases.reporting import sign_and_report
from desktop_app.usecases.verifying_papers import (
    NOTHING_KNOWN,
    KnownPapers,
    Standing,
    export_root,
    known_papers,
    root_only,
    verify_paper,
)
from desktop_app.usecases.verifying_words import case_words, other_programs, verdict_words
from tests.core.papers.doctored_revisions import paint, revised
from tests.core.papers.signed_papers import confirmed_paper, office, signed_paper
from tests.homes import DEPUTY, PIN, found, register
from tests.refusals import STROKES, answer_everything

NOW = dt.datetime(2026, 10, 10, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Shelf:
    """What a workplace has after one case was returned, signed anew and confirmed, and another one reported."""

    folder: Path
    known: KnownPapers
    case_no: str
    root: bytes

    def check(self, name, known=None):
        return verify_paper(self.folder / name, known or self.known, NOW)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    text.use_language("ja")
    folder = tmp_path_factory.mktemp("papers")
    app = found(folder)
    case_id = register(app, "0012346")
    answer_everything(app, case_id)
    returned = sign_and_report(app, case_id, STROKES)
    confirming.check_item(app, case_id, "C-01", confirming.Check(Verdict.TO_RETURN, text="転送先が写っていません"))
    confirming.return_report(app, case_id)
    answering.answer_item(app, case_id, "C-01", AnswerInput(Answer.DONE, note="撮り直した"))
    reported = sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    confirmed = confirming.confirm_case(app, case_id, PIN)
    waiting_id = register(app, "0012347", "\U00020bb7田　誠")
    answer_everything(app, waiting_id)
    waiting = sign_and_report(app, waiting_id, STROKES)
    refused_id = register(app, "0012348")
    answer_everything(app, refused_id)
    answering.refuse_signing(app, refused_id, "考えたい")
    explained = record_explanation(app, refused_id, "伊藤　実", PIN)
    kept = {
        "explained": explained,
        "returned": returned,
        "reported": reported,
        "confirmed": confirmed,
        "waiting": waiting,
    }
    for name, file in kept.items():
        (folder / f"{name}.pdf").write_bytes(answering.read_file(app, file))
    (folder / "painted.pdf").write_bytes(revised(paint, (folder / "confirmed.pdf").read_bytes()))
    (folder / "elsewhere.pdf").write_bytes(confirmed_paper())
    (folder / "root.pem").write_bytes(export_root(app))
    made = Shelf(folder, known_papers(app), app.record.case(case_id).case_no, export_root(app))
    app.close()
    return made


def test_the_paper_in_force_is_known_with_its_case_and_signers(shelf):
    checked = shelf.check("confirmed.pdf")

    assert (checked.holds, checked.standing, checked.case_no) == (True, Standing.IN_FORCE, shelf.case_no)
    assert [one.name for one in checked.signatures] == [
        "\u9ad9\u6a4b\u3000\u7f8e\u54b2",
        "\u5ca1\u90e8\u3000\u8aa0\u53f8",
    ]
    assert [one.employee_no for one in checked.signatures] == ["0012346", "0012345"]
    assert checked.signatures[0].case_no == shelf.case_no
    assert checked.case_id


def test_a_report_that_waits_for_its_confirmation_is_in_force(shelf):
    assert shelf.check("waiting.pdf").standing is Standing.IN_FORCE


def test_an_explanation_record_is_known_by_the_member_who_signed_it(shelf):
    checked = shelf.check("explained.pdf")

    assert (checked.holds, checked.standing) == (True, Standing.IN_FORCE)
    assert [(one.role, one.employee_no, one.from_root) for one in checked.signatures] == [("recorder", "0012345", True)]


def test_an_explanation_record_shown_elsewhere_is_judged_by_the_root(shelf):
    checked = shelf.check("explained.pdf", root_only(shelf.folder / "root.pem"))

    assert checked.holds
    assert "ルート証明書" in verdict_words(checked)


def test_a_returned_report_is_told_as_invalid_and_replaced(shelf):
    checked = shelf.check("returned.pdf")

    assert (checked.holds, checked.standing) == (True, Standing.REPLACED)
    assert verdict_words(checked).startswith("無効（差替え）")


def test_a_report_shown_without_its_confirmation_is_refused(shelf):
    checked = shelf.check("reported.pdf")

    assert (checked.holds, checked.damage, checked.case_no) == (False, PdfDamage.CUT, shelf.case_no)


def test_a_painted_paper_is_refused_and_still_laid_to_its_case(shelf):
    checked = shelf.check("painted.pdf")

    assert (checked.damage, checked.standing, checked.case_no) == (PdfDamage.PAGE, Standing.UNKNOWN, shelf.case_no)
    assert shelf.case_no in case_words(checked)


def test_the_same_hand_under_another_file_is_not_the_recorded_file(shelf):
    """The first signature is the recorded one, but the confirmation is another than the record's."""
    checked = shelf.check("confirmed.pdf", _without(shelf.known, shelf.folder / "confirmed.pdf"))

    assert (checked.damage, checked.case_no) == (PdfDamage.HASH, shelf.case_no)


def _without(known, path):
    gone = sha256(path.read_bytes()).hexdigest()
    return replace(known, by_hash={k: v for k, v in known.by_hash.items() if k != gone})


def test_a_paper_of_another_organisation_is_refused(shelf):
    assert shelf.check("elsewhere.pdf").damage is PdfDamage.ROOT


def test_an_auditor_elsewhere_needs_only_the_root(shelf):
    known = root_only(shelf.folder / "root.pem")
    ours, theirs = shelf.check("confirmed.pdf", known), shelf.check("elsewhere.pdf", known)

    assert (ours.holds, ours.standing, ours.signatures[1].from_root) == (True, Standing.NOT_ASKED, True)
    assert theirs.damage is PdfDamage.ROOT


def test_without_record_and_root_only_the_signatures_are_checked_and_that_is_said(shelf):
    checked = shelf.check("elsewhere.pdf", NOTHING_KNOWN)

    assert (checked.holds, checked.compared_with_root) == (True, False)
    assert "確かめていません" in verdict_words(checked)


def test_a_paper_nobody_confirmed_says_so(tmp_path):
    (tmp_path / "signed.pdf").write_bytes(signed_paper())
    checked = verify_paper(tmp_path / "signed.pdf", KnownPapers(root=office().root, asked=False), NOW)

    assert checked.holds
    assert "確認者の署名がありません" in verdict_words(checked)


@pytest.mark.parametrize("content", [None, b"", b"a letter", b"PK\3\4 an archive"], ids=str)
def test_what_is_no_pdf_is_no_paper(tmp_path, content):
    path = tmp_path / "file.pdf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PaperUnreadable):
        verify_paper(path, NOTHING_KNOWN, NOW)


def test_a_file_that_is_no_certificate_is_no_root(shelf):
    with pytest.raises(CertificateUnreadable):
        root_only(shelf.folder / "confirmed.pdf")


def test_checking_can_be_stopped(shelf):
    with pytest.raises(ReadingStopped):
        verify_paper(shelf.folder / "painted.pdf", shelf.known, NOW, stop=lambda: True)


def test_a_certificate_replaced_since_signs_no_more(tmp_path):
    app = found(tmp_path)
    first = app.person
    deputy = enrol_person(app, DEPUTY, "another-pin-for-her", own_pin=PIN)
    assert known_papers(app).revoked == {}
    reset_pin_with_member(
        app, first.person_id, "a-new-pin-for-him", member_id=deputy.person_id, member_pin="another-pin-for-her"
    )
    known = known_papers(app)
    app.close()
    assert len(known.revoked) == 1


def test_what_the_screen_tells_people_to_type_works(shelf, tmp_path):
    """pdfsig, openssl and qpdf agree that the paper holds; openssl refuses another root."""
    checked = shelf.check("confirmed.pdf")
    for program in other_programs(checked, "root.pem"):
        done = _typed(program.command, shelf.folder)
        assert done.returncode == 0, done.stderr
    (tmp_path / "root.pem").write_bytes(certificate_pem(office().root))
    (tmp_path / "confirmed.pdf").write_bytes((shelf.folder / "confirmed.pdf").read_bytes())
    transferees, confirmers = (one.command for one in other_programs(checked, "root.pem") if "openssl" in one.command)
    assert _typed(transferees, tmp_path).returncode == 0
    assert _typed(confirmers, tmp_path).returncode != 0


def _typed(command, folder):
    return subprocess.run(["sh", "-e", "-c", command], cwd=folder, capture_output=True, text=True, check=False)
