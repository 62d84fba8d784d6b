"""The paper way through the use cases: printed, filled in by hand, scanned back, entered, handed in, confirmed."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PIL import Image

from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import CaseState, unanswered
from desktop_app.domain.facts import Answer, CaseCorrected, PaperReported, Role, ScanPlace, Transferee
from desktop_app.errors import (
    AnswersMissing,
    GlyphMissing,
    ImpossibleDate,
    ItemNotOnScan,
    NoPagesOfCase,
    OwnCase,
    PaperPagesMissing,
    ReadingStopped,
    StackChanged,
    StackUnreadable,
)
from desktop_app.keys.signing import fixed_signature, new_key, sign
from desktop_app.papers.forms.pen_data import REVISION
from desktop_app.papers.page.page_code import PageCode, PenForm, sealed_code
from desktop_app.papers.signing.verify import SignatureRole
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases import answering, confirming, paper_printing, paper_way, people, substitutes
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.ledger import ledger_entries, remarks
from desktop_app.usecases.paper_pages import PageStanding
from desktop_app.usecases.paper_scans import case_pictures, take_in_scan
from desktop_app.usecases.paper_way import HandedIn, record_scan, report_on_paper
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.verifying import verify_home
from tests.core.papers.paper_people import HANGUL
from tests.core.papers.preflight import objections
from tests.fakes import FixedClock
from tests.homes import MANAGER, PIN, enrolled, found, register
from tests.scans import as_file, coded, pictures, scanned

NAME = "\u9ad9橋　健一"


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


def briefed(app, employee_no, name):
    case_id = register(app, employee_no, name)
    person = Transferee(employee_no, name, "タカハシ　ケンイチ")
    answering.correct_case(app, CaseCorrected(case_id, "カナの補完", transferee=person))
    answering.record_briefing(app, case_id, answering.Briefing(app.today(), "対面"))
    return case_id


def in_a_file(folder, images, kind="tiff", name="scan"):
    path = folder / f"{name}.{kind}"
    path.write_bytes(as_file(images, kind))
    return path


def entered(app, case_id):
    case, programme = answering.open_case(app, case_id)
    return {
        item.id: AnswerInput(Answer.DONE, date(2026, 9, 20), count=3 if item.needs_count else None)
        for item in unanswered(case, programme)
    }


def test_a_case_goes_from_the_printed_pack_to_the_countersigned_paper_and_says_so_in_the_ledger(app, case_id, tmp_path):
    pack = paper_printing.print_pack(app, case_id, filled=False)
    assert pack.pages == 5
    path = in_a_file(tmp_path, [scanned(p, angle=2, turned=n % 4) for n, p in enumerate(pictures(pack.pdf, 150))])
    report = take_in_scan(app, [path])
    assert [page.standing for page in report.pages] == [PageStanding.MATCHED] * 5
    (scan,) = report.cases
    assert (scan.name, scan.missing, all(page.exact for page in scan.pages)) == (NAME, (), True)
    shown = case_pictures(app, report, case_id)
    assert len(shown.pages) == 5
    assert set(entered(app, case_id)) <= {strip.item_id for strip in shown.strips}
    (kept,) = record_scan(app, case_id, report, entered(app, case_id))
    case = app.record.case(case_id)
    answer = case.answer("D-01")
    assert (answer.from_scan, answer.entered_by_transferee) == (ScanPlace(kept.sha256, 1), False)
    assert case.answer("I-07").from_scan == ScanPlace(kept.sha256, 3)
    report_on_paper(app, case_id, HandedIn(date(2026, 9, 22)))
    case = app.record.case(case_id)
    assert case.state is CaseState.REPORTED
    assert isinstance(case.report, PaperReported)
    confirming.accept_rest(app, case_id)
    paper = confirming.confirm_case(app, case_id, PIN)
    found_in_it = confirming.verify_case_report(app, app.record.case(case_id))
    assert [(finding.role, finding.name) for finding in found_in_it] == [
        (SignatureRole.RECEIVER, f"紙面受付　{app.person.name}"),
        (SignatureRole.CONFIRMER, app.person.name),
    ]
    (row,) = ledger_entries(app, CaseFilter(half=HalfYear.of(date(2026, 10, 1))))
    assert (row.summary.pledge_form, row.summary.reported_on) == ("様式第1号", app.today())
    assert "紙" in remarks(app, row.summary)
    file = tmp_path / "report.pdf"
    file.write_bytes(answering.read_file(app, paper))
    said = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid") == 2
    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)


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


def test_missing_pages_are_named_and_the_report_waits_for_them(app, case_id, tmp_path):
    images = pictures(paper_printing.print_pack(app, case_id).pdf, 150)
    report = take_in_scan(app, [in_a_file(tmp_path, [images[0], images[2]], "pdf")])
    (scan,) = report.cases
    assert [(m.form, m.page, m.pages) for m in scan.missing] == [(PenForm.CHECKLIST, 2, 3), (PenForm.REPORT, 0, 0)]
    on_scan = {k: v for k, v in entered(app, case_id).items() if scan.page_of(k) is not None}
    with pytest.raises(ItemNotOnScan) as refused:
        record_scan(app, case_id, report, entered(app, case_id))
    assert refused.value.item_id == "A-01"
    record_scan(app, case_id, report, on_scan)
    with pytest.raises(AnswersMissing):
        report_on_paper(app, case_id, HandedIn(app.today()))
    later = take_in_scan(app, [in_a_file(tmp_path, [images[1]], "png", "later")])
    assert [(m.form, m.page) for m in later.cases[0].missing] == [(PenForm.REPORT, 0)]
    record_scan(app, case_id, later, entered(app, case_id))
    with pytest.raises(PaperPagesMissing) as still:
        report_on_paper(app, case_id, HandedIn(app.today()))
    assert still.value.pages == (("REPORT", 0, 0),)
    record_scan(app, case_id, take_in_scan(app, [in_a_file(tmp_path, images[3:], "tiff", "last")]), {})
    report_on_paper(app, case_id, HandedIn(app.today()))
    assert app.record.case(case_id).state is CaseState.REPORTED


def test_one_stack_of_several_cases_is_sorted_and_each_keeps_only_its_own_pages(app, case_id, tmp_path):
    other = briefed(app, "0012347", "\U00020bb7田　誠")
    first, second = (pictures(paper_printing.print_pack(app, each).pdf, 150) for each in (case_id, other))
    mixed = [second[3], first[1], second[0], first[0], first[1], second[2], *first[3:], first[2], second[1]]
    report = take_in_scan(app, [in_a_file(tmp_path, mixed)])
    assert [page.number for page in report.of(PageStanding.DUPLICATE)] == [5]
    assert {scan.case_id: [p.number for p in scan.pages] for scan in report.cases} == {
        case_id: [4, 2, 9, 7, 8],
        other: [3, 10, 6, 1],
    }
    (kept,) = record_scan(app, case_id, report, {})
    assert len(pictures(answering.read_file(app, kept), 20)) == 5
    assert [(p.form, p.page) for p in app.record.case(case_id).scans[0].pages] == [
        ("CHECKLIST", 1),
        ("CHECKLIST", 2),
        ("CHECKLIST", 3),
        ("REPORT", 1),
        ("REPORT", 2),
    ]


def test_strangers_pages_are_refused_each_for_what_it_is(app, case_id, tmp_path, clock):
    elsewhere = found(tmp_path, "elsewhere", clock=clock, org_code="NSC02")
    theirs = pictures(paper_printing.print_pack(elsewhere, briefed(elsewhere, "0012346", NAME)).pdf, 150)[0]
    elsewhere.close()
    ours = pictures(paper_printing.print_pack(app, case_id).pdf, 150)[0]
    photo = scanned(ours, noise=60).crop((0, 600, ours.width, ours.height))
    report = take_in_scan(app, [in_a_file(tmp_path, [theirs, photo, ours])])
    assert [page.standing for page in report.pages] == [
        PageStanding.FOREIGN,
        PageStanding.NO_CODE,
        PageStanding.MATCHED,
    ]
    assert report.pages[1].picture
    assert [page.case_id for page in report.pages] == ["", "", case_id]
    with pytest.raises(NoPagesOfCase):
        record_scan(app, register(app, "0012348"), report, {})


def test_a_file_changed_after_it_was_looked_through_records_nothing(app, case_id, tmp_path):
    images = pictures(paper_printing.print_pack(app, case_id).pdf, 150)
    path = in_a_file(tmp_path, images[:1])
    report = take_in_scan(app, [path])
    path.write_bytes(path.read_bytes() + b" ")
    before = app.record.history(case_id)
    with pytest.raises(StackChanged):
        record_scan(app, case_id, report, {})
    assert app.record.history(case_id) == before


def test_looking_through_says_how_far_it_is_and_can_be_stopped(app, case_id, tmp_path):
    path = in_a_file(tmp_path, [Image.new("L", (80, 110), 255)] * 104)
    told = []
    take_in_scan(app, [path], lambda done, pages: told.append((done, pages)))
    assert told == [(100, 104), (104, 104)]
    with pytest.raises(ReadingStopped):
        take_in_scan(app, [path], stop=lambda: True)
    with pytest.raises(StackUnreadable):
        take_in_scan(app, [tmp_path / "none.pdf"])


def test_whoever_is_transferred_does_not_receive_their_own_report(app, tmp_path):
    own = briefed(app, MANAGER.employee_no, MANAGER.name)
    report = take_in_scan(app, [in_a_file(tmp_path, pictures(paper_printing.print_pack(app, own).pdf, 150))])
    record_scan(app, own, report, entered(app, own))
    with pytest.raises(OwnCase):
        report_on_paper(app, own, HandedIn(app.today()))
    head = PersonInput("堀\u3000課長", "ホリ", "0000001", role=Role.DEPARTMENT_HEAD)
    app.person_id = people.enrol_person(app, head, "bucho-no-aikotoba", own_pin=PIN).person_id
    report_on_paper(app, own, HandedIn(app.today()))
    assert app.record.case(own).report.received_by == head.name


def test_dates_on_paper_follow_each_other_and_lateness_counts_from_the_day_it_was_received(
    app, case_id, tmp_path, clock
):
    report = take_in_scan(app, [in_a_file(tmp_path, pictures(paper_printing.print_pack(app, case_id).pdf, 150))])
    record_scan(app, case_id, report, entered(app, case_id))
    clock.advance(days=10)  # after the effective date
    tomorrow = app.today() + timedelta(days=1)
    for wrong in (HandedIn(tomorrow), HandedIn(date(2026, 9, 30), date(2026, 9, 29)), HandedIn(app.today(), tomorrow)):
        with pytest.raises(ImpossibleDate):
            report_on_paper(app, case_id, wrong)
    report_on_paper(app, case_id, HandedIn(date(2026, 9, 29), date(2026, 9, 30)))
    assert app.record.case(case_id).report.reported_on == date(2026, 9, 30)


def test_a_returned_report_is_signed_by_hand_once_more(app, case_id, tmp_path):
    images = pictures(paper_printing.print_pack(app, case_id).pdf, 150)
    report = take_in_scan(app, [in_a_file(tmp_path, images)])
    record_scan(app, case_id, report, entered(app, case_id))
    report_on_paper(app, case_id, HandedIn(app.today()))
    wrong = confirming.Check(confirming.Verdict.TO_RETURN, "COUNT_DIFFERS")
    confirming.check_item(app, case_id, "D-01", wrong)
    confirming.return_report(app, case_id)
    with pytest.raises(PaperPagesMissing) as missing:
        report_on_paper(app, case_id, HandedIn(app.today()))
    assert missing.value.pages == (("REPORT", 0, 0),)
    again = take_in_scan(app, [in_a_file(tmp_path, [images[0], *images[3:]], name="again")])
    record_scan(app, case_id, again, {"D-01": AnswerInput(Answer.DONE, count=4)})
    report_on_paper(app, case_id, HandedIn(app.today()))
    case = app.record.case(case_id)
    assert (case.state, len(case.superseded_reports)) == (CaseState.REPORTED, 1)


def test_the_sheet_for_afterwards_comes_back_by_itself(app, case_id, tmp_path):
    sheet = paper_printing.print_post_check(app, case_id)
    assert sheet.pages == 1
    report = take_in_scan(app, [in_a_file(tmp_path, pictures(sheet.pdf, 150), "jpeg")])
    (scan,) = report.cases
    assert scan.missing == ()
    shown = case_pictures(app, report, case_id)
    assert shown.strip("A-07").picture.startswith(b"\xff\xd8")
    assert len(shown.pages) == 1


def test_pages_printed_by_another_pc_of_the_workplace_are_ours_too(tmp_path, clock):
    share = tmp_path / "share"
    founder = found(tmp_path, clock=clock, share=share)
    case_id = briefed(founder, "0012346", NAME)
    second = enrolled(founder, tmp_path, clock=clock)
    try:
        pack = paper_printing.print_pack(second, case_id)
        assert take_in_scan(founder, [in_a_file(tmp_path, pictures(pack.pdf, 150)[:1])]).of(PageStanding.MATCHED)
        assert paper_way.missing_for_report(second, second.record.case(case_id))
    finally:
        second.close()
        founder.close()


def test_codes_made_up_or_of_another_time_are_told_apart(app, case_id, tmp_path):
    (page,) = pictures(paper_printing.print_pack(app, case_id).pdf, 150)[:1]
    ours, stranger = app.device.sign, new_key()
    wording = paper_printing.wording_in_force(answering.open_case(app, case_id)[1], PenForm.CHECKLIST)
    good = PageCode(case_id, PenForm.CHECKLIST, REVISION, 1, 3, wording)
    tried = {
        PageStanding.MATCHED: (good, ours),
        PageStanding.FOREIGN: (good, lambda data: sign(stranger, data)),
        PageStanding.OTHER_WORDING: (replace(good, wording="8e440b9c61f7"), ours),
        PageStanding.UNKNOWN_CASE: (replace(good, case="0" * 32), ours),
    }
    images = [with_code(page, code, key) for code, key in tried.values()]
    older = with_code(page, replace(good, revision=REVISION + 1), ours)
    report = take_in_scan(app, [in_a_file(tmp_path, [*images, older])])
    assert [page.standing for page in report.pages] == [*tried, PageStanding.OTHER_WORDING]
    assert [page.number for page in report.cases[0].pages] == [1]


def with_code(page, code, key):
    return coded(page, sealed_code(code, lambda data: fixed_signature(key(data))), 150)


def test_the_record_of_a_case_on_paper_verifies_and_reaches_the_other_pc(tmp_path, clock):
    founder = found(tmp_path, clock=clock, share=tmp_path / "share")
    second = enrolled(founder, tmp_path, clock=clock)
    case_id = briefed(founder, "0012346", NAME)
    path = in_a_file(tmp_path, pictures(paper_printing.print_pack(founder, case_id).pdf, 150))
    record_scan(founder, case_id, take_in_scan(founder, [path]), entered(founder, case_id))
    report_on_paper(founder, case_id, HandedIn(founder.today()))
    sync(founder)
    sync(second)
    try:
        case = second.record.case(case_id)
        assert isinstance(case.report, PaperReported)
        assert confirming.verify_case_report(second, case)[0].name == f"紙面受付　{founder.person.name}"
        assert answering.read_file(second, case.scans[0].scan).startswith(b"%PDF-")
        assert verify_home(second).ok
    finally:
        second.close()
        founder.close()


def test_who_answered_on_the_screen_signs_the_report_alone_by_hand(app, case_id, tmp_path):
    with pytest.raises(AnswersMissing):
        paper_printing.print_report(app, case_id)
    answering.answer_items(app, case_id, entered(app, case_id))
    answering.hand_over_seat(app, case_id)
    sheet = paper_printing.print_report(app, case_id)
    answering.take_seat_back(app, app.person_id, PIN)
    assert sheet.pages == 1
    report = take_in_scan(app, [in_a_file(tmp_path, pictures(sheet.pdf, 150))])
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
    scan = in_a_file(tmp_path, pictures(pack, 150))
    record_scan(app, case_id, take_in_scan(app, [scan]), entered(app, case_id))
    kept = answering.read_file(app, report_on_paper(app, case_id, HandedIn(app.today())))
    for name, pdf in (("pack", pack), ("cover", kept), ("after", paper_printing.print_post_check(app, case_id).pdf)):
        (tmp_path / f"{name}.pdf").write_bytes(pdf)
        text = subprocess.run(["pdftotext", tmp_path / f"{name}.pdf", "-"], capture_output=True, check=True).stdout
        assert "U+AE40" in text.decode(), name
        assert "キキキ" in text.decode(), name
    assert app.record.case(case_id).transferee.name == HANGUL
