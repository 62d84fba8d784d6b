"""What the paper way prints and keeps: half filled, alone, afterwards, with substitutes, as others read it."""

from __future__ import annotations

import subprocess

import pytest

from desktop_app.domain.case import CaseState
from desktop_app.errors import (
    AnswersMissing,
    GlyphMissing,
)
from desktop_app.usecases import answering, confirming, paper_printing, substitutes
from desktop_app.usecases.paper_pages import PageStanding
from desktop_app.usecases.paper_scans import case_pictures, take_in_scan
from desktop_app.usecases.paper_way import HandedIn, record_scan, report_on_paper
from tests.core.papers.paper_people import HANGUL
from tests.core.papers.preflight import objections
from tests.core.usecases.paper_cases import DPI, NAME, briefed, entered, in_a_file
from tests.fakes import FixedClock
from tests.homes import PIN, found
from tests.scans import pictures
from tests.tickets import issued


@pytest.fixture
def clock():
    return FixedClock()


@pytest.fixture
def app(tmp_path, clock):
    made = found(tmp_path, clock=clock)
    yield made
    made.close()


@pytest.fixture
def case_id(app):
    return briefed(app, "0012346", NAME)


def test_half_filled_packs_tick_what_is_answered_and_move_no_row(app, case_id):
    answering.answer_items(app, case_id, entered(app, case_id))
    blank = paper_printing.print_pack(app, case_id, filled=False)
    filled = paper_printing.print_pack(app, case_id)
    for before, after in zip(pictures(blank.pdf, 60)[:3], pictures(filled.pdf, 60)[:3], strict=True):
        assert before.tobytes() != after.tobytes()
        # Only ever more ink, and none of the printed lines elsewhere (the codes differ).
        body = (0, 80, before.width, before.height)
        lighter = sum(b < a - 60 for b, a in zip(before.crop(body).tobytes(), after.crop(body).tobytes(), strict=True))
        assert lighter == 0


def test_the_sheet_for_afterwards_comes_back_by_itself(app, case_id, tmp_path):
    sheet = paper_printing.print_post_check(app, case_id)
    assert sheet.pages == 1
    report = take_in_scan(app, [in_a_file(tmp_path, pictures(sheet.pdf, DPI), "jpeg")])
    (scan,) = report.cases
    assert scan.missing == ()
    shown = case_pictures(app, report, case_id)
    assert shown.strip("A-07").picture.startswith(b"\xff\xd8")
    assert len(shown.pages) == 1


def test_who_answered_on_the_screen_signs_the_report_alone_by_hand(app, case_id, tmp_path):
    with pytest.raises(AnswersMissing):
        paper_printing.print_report(app, case_id)
    answering.answer_items(app, case_id, entered(app, case_id))
    answering.hand_over_seat(app, case_id)
    sheet = paper_printing.print_report(app, case_id)
    answering.take_seat_back(app, app.person_id, PIN)
    assert sheet.pages == 1
    report = take_in_scan(app, [in_a_file(tmp_path, pictures(sheet.pdf, DPI))])
    assert report.cases[0].missing == ()
    record_scan(app, case_id, report, {})
    report_on_paper(app, case_id, HandedIn(app.today()))
    assert app.record.case(case_id).state is CaseState.REPORTED


def test_everything_that_is_printed_or_kept_on_the_way_is_pdfa_1b(app, case_id, tmp_path):
    pack, after = paper_printing.print_pack(app, case_id), paper_printing.print_post_check(app, case_id)
    scan = in_a_file(tmp_path, [page.convert("RGB") for page in pictures(pack.pdf, 100)])
    (kept,) = record_scan(app, case_id, take_in_scan(app, [scan]), entered(app, case_id))
    reported = report_on_paper(app, case_id, HandedIn(app.today()))
    confirming.accept_rest(app, case_id)
    confirmed = confirming.confirm_case(app, case_id, PIN)
    papers = {"pack": pack.pdf, "after": after.pdf}
    papers |= {
        name: answering.read_file(app, file)
        for name, file in (("kept", kept), ("reported", reported), ("confirmed", confirmed))
    }
    assert objections(papers, tmp_path) == dict.fromkeys(papers, ())


def test_a_name_no_font_has_goes_the_paper_way_with_its_substitute_and_every_paper_says_so(app, tmp_path):
    case_id = briefed(app, "0012349", HANGUL)
    with pytest.raises(GlyphMissing):
        paper_printing.print_pack(app, case_id)
    substitutes.choose_substitutes(app, case_id, dict.fromkeys(HANGUL, "キ"))
    pack = paper_printing.print_pack(app, case_id).pdf
    scan = in_a_file(tmp_path, pictures(pack, DPI))
    record_scan(app, case_id, take_in_scan(app, [scan]), entered(app, case_id))
    kept = answering.read_file(app, report_on_paper(app, case_id, HandedIn(app.today())))
    for name, pdf in (("pack", pack), ("cover", kept), ("after", paper_printing.print_post_check(app, case_id).pdf)):
        (tmp_path / f"{name}.pdf").write_bytes(pdf)
        text = subprocess.run(["pdftotext", tmp_path / f"{name}.pdf", "-"], capture_output=True, check=True).stdout
        assert "U+AE40" in text.decode(), name
        assert "キキキ" in text.decode(), name
    assert app.record.case(case_id).transferee.name == HANGUL


def test_what_is_printed_at_the_transferees_own_pc_carries_no_code_that_would_be_refused(tmp_path):
    sides = issued(tmp_path, share=False)
    sides.answer()
    sheet = paper_printing.print_report(sides.mine, sides.case_id)
    report = take_in_scan(sides.app, [in_a_file(tmp_path, pictures(sheet.pdf, DPI))])
    assert {page.standing for page in report.pages} == {PageStanding.NO_CODE}
    sides.close()
