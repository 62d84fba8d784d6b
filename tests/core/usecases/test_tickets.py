"""A case on the transferee's own PC: issued, answered offline, handed in, received, returned, and nothing else seen."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import CaseState
from desktop_app.domain.facts import Answer, CaseCorrected, Post, Role, Verdict
from desktop_app.errors import (
    AnswersDiffer,
    BadSubmissionNumber,
    BriefingMissing,
    CannotOpen,
    HomeInUse,
    ImpossibleDate,
    NothingSubmitted,
    NoTicket,
    ShareAddressUnknown,
    SharePasswordInAddress,
    SubmissionRefused,
    SubmissionTooLarge,
    TicketCodeWrong,
    TicketUnreadable,
    WrongState,
)
from desktop_app.keys.seal import open_sealed
from desktop_app.share.submissions import submission_hash
from desktop_app.share.tickets import CODE_DIGITS, new_code
from desktop_app.usecases import answering, confirming, declaring, declaring_post, ticket_inbox, tickets
from desktop_app.usecases.confirming import Check
from desktop_app.usecases.desk import open_for_reading
from desktop_app.usecases.drafts import Draft, keep_draft, read_drafts
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.reporting import sign_and_report
from desktop_app.usecases.share_folder import share_address
from desktop_app.usecases.sharing import sync
from desktop_app.usecases.verifying import verify_home
from tests.fakes import FixedClock
from tests.homes import PIN, enrolled, found, register, surroundings
from tests.refusals import STROKES, answer_everything, refused
from tests.tickets import NAME, NUMBER, Sides, briefed, issued

PLANTED = (NAME, NUMBER, "あおば電力", "岡部", "西部配電事業所")


@pytest.fixture
def sides(tmp_path: Path):
    made = issued(tmp_path)
    yield made
    made.close()


@pytest.fixture
def without_share(tmp_path: Path):
    made = issued(tmp_path, share=False)
    yield made
    made.close()


def test_a_case_goes_to_another_pc_and_comes_back_confirmed(sides: Sides):
    sides.hand_in()
    waiting = declaring_post.declaration_standing(sides.mine)
    assert (waiting.received_at, waiting.sent_at) == (None, sides.clock.now)
    sync(sides.app)
    case = sides.app.record.case(sides.case_id)
    assert case.state is CaseState.REPORTED
    assert case.conflicts == ()
    assert all(answer.fact.entered_by_transferee for answer in case.answers.values())
    received = sides.standing()
    assert (received.received_at, received.by) == (sides.clock.now, "岡部　誠司")
    confirming.accept_rest(sides.app, sides.case_id)
    confirming.confirm_case(sides.app, sides.case_id, PIN)
    assert sides.state is CaseState.CONFIRMED
    verified = verify_home(sides.app)
    assert verified.findings == []
    assert len(confirming.verify_case_report(sides.app, sides.app.record.case(sides.case_id))) == 2


def test_a_report_sent_back_reaches_the_transferee_who_mends_it_with_the_same_ticket(sides: Sides):
    sides.hand_in()
    sync(sides.app)
    first = sides.app.record.case(sides.case_id).report
    sides.send_back()
    assert sides.standing().to_mend == 1
    assert sides.mine.record.case(sides.case_id).returns[-1].items[0].text == "台帳では4件です"
    answering.answer_items(sides.mine, sides.case_id, {"D-01": AnswerInput(Answer.DONE, count=4)})
    sides.sign()
    assert sides.standing().received_at is None
    sync(sides.app)
    case = sides.app.record.case(sides.case_id)
    assert (case.state, case.answer("D-01").count, case.superseded_reports) == (CaseState.REPORTED, 4, (first,))
    assert case.conflicts == ()
    # What was not touched was not answered again: the checks of the first round stand.
    answered = [r for r in sides.app.record.history(sides.case_id) if getattr(r.fact, "item_id", "") == "D-02"]
    assert len(answered) == 1
    assert sides.standing().received_at is not None


def test_what_the_workplace_answered_meanwhile_stays_visible_beside_what_the_transferee_signed(sides: Sides):
    answering.answer_item(sides.app, sides.case_id, "D-01", AnswerInput(Answer.DONE, count=9, note="職場側"))
    sides.hand_in()
    sync(sides.app)
    case = sides.app.record.case(sides.case_id)
    assert case.state is CaseState.REPORTED
    assert case.rivals == {}
    assert case.answer("D-01").entered_by_transferee, "the paper says what its signer answered"
    assert [one.recorded.fact.note for one in case.conflicts] == ["職場側"]
    # The transferee mends it knowing their own answer: no second conflict.
    sides.send_back()
    assert sides.standing().to_mend == 1
    answering.answer_items(sides.mine, sides.case_id, {"D-01": AnswerInput(Answer.DONE, count=4)})
    sides.sign()
    assert sides.standing().received_at is None
    sync(sides.app)
    case = sides.app.record.case(sides.case_id)
    assert (case.answer("D-01").count, len(case.conflicts)) == (4, 1)


def test_a_ticket_waits_until_one_of_two_answers_is_chosen(tmp_path: Path):
    first = found(tmp_path, "first", share=tmp_path / "share")
    case_id = briefed(first)
    second = enrolled(first, tmp_path)
    for one, count in ((first, 1), (second, 2)):
        answering.answer_item(one, case_id, "D-01", AnswerInput(Answer.DONE, count=count))
    for one in (first, second, first):
        sync(one)
    with refused(first, AnswersDiffer):
        tickets.issue_ticket(first, case_id)
    answering.answer_item(first, case_id, "D-01", AnswerInput(Answer.DONE, count=2))
    tickets.issue_ticket(first, case_id)
    for one in (first, second):
        one.close()


def test_everything_goes_with_files_alone(without_share: Sides, tmp_path: Path):
    here, out, back = without_share, tmp_path / "x.sekisho-declaration", tmp_path / "x.sekisho-reply"
    here.answer()
    here.sign()
    assert declaring_post.deliver(here.mine).left is False
    made = declaring_post.write_submission(here.mine, out)
    taken = ticket_inbox.take_file(here.app, out)
    assert taken.number == made.number
    back.write_bytes(tickets.reply_file(here.app, here.case_id))
    declaring_post.take_reply_file(here.mine, back)
    assert declaring_post.declaration_standing(here.mine).by == "岡部　誠司"
    here.send_back()
    back.write_bytes(tickets.reply_file(here.app, here.case_id))
    declaring_post.take_reply_file(here.mine, back)
    assert here.mine.record.case(here.case_id).state is CaseState.RETURNED
    answering.answer_items(here.mine, here.case_id, {"D-01": AnswerInput(Answer.DONE, count=4)})
    here.sign()
    declaring_post.write_submission(here.mine, out)
    ticket_inbox.take_file(here.app, out)
    assert here.state is CaseState.REPORTED


def test_a_code_has_more_than_fifty_bits_and_is_never_the_same():
    assert 10**CODE_DIGITS >= 2**50
    assert len({new_code() for _ in range(50)}) == 50


def test_a_ticket_opens_however_the_code_is_typed_and_only_with_it(sides: Sides):
    wide = sides.code.translate(str.maketrans("0123456789-", "０１２３４５６７８９　"))
    opened = declaring.open_declaration(sides.folder, sides.file, f" {wide} ", surroundings(sides.clock))
    opened.close()
    for wrong, typed in (("1234 5678", 8), ("", 0), (new_code(), 16)):
        with pytest.raises(TicketCodeWrong) as refusal:
            declaring.open_declaration(sides.folder, sides.file, wrong, surroundings(sides.clock))
        assert refusal.value.typed == typed


def test_what_is_entered_survives_a_restart_and_lies_encrypted_under_the_code(sides: Sides):
    sides.answer()
    keep_draft(sides.mine, sides.case_id, "D-01", Draft(answer="NOT_DONE", note="半分まで書いた"))
    sides.restart()
    assert read_drafts(sides.mine, sides.case_id)["D-01"].note == "半分まで書いた"
    assert sides.mine.record.case(sides.case_id).answer("D-02") is not None
    sides.restart()
    lying = b"".join(path.read_bytes() for path in sides.folder.rglob("*") if path.is_file())
    for word in (*PLANTED, "半分まで", sides.code, sides.code.replace("-", "")):
        assert word.encode() not in lying


def test_one_window_at_a_time_works_on_a_ticket(sides: Sides):
    assert sides.mine
    with pytest.raises(HomeInUse):
        declaring.open_declaration(sides.folder, sides.file, sides.code, surroundings(sides.clock))


def test_the_ticket_tells_nothing_about_anybody_else(tmp_path: Path):
    app = found(tmp_path)
    register(app, "0099001", "\u698e\u3000\u539f")
    case_id = briefed(app)
    made = tickets.issue_ticket(app, case_id)
    file = tmp_path / "ticket"
    file.write_bytes(made.file)
    mine = declaring.open_declaration(tmp_path / "tickets", file, made.code, surroundings())
    told = repr(declaring.ticket_of(mine).facts)
    assert "\u698e" not in told
    assert "0099001" not in told
    assert next(iter(mine.workplace.people.values())).certificates == ("",)
    mine.close()
    app.close()


def test_the_transferees_identity_opens_only_what_is_theirs(sides: Sides):
    other = briefed(sides.app, "0099002", "\u698e\u3000\u539f")
    answer_everything_of(sides, other)
    sides.hand_in()
    sync(sides.app)
    sides.send_back()
    secret = declaring.ticket_of(sides.mine).reply_secret
    share = sides.place / "share"
    opened = []
    for path in share.rglob("*"):
        if path.is_file() and path.read_bytes().startswith(b"age-encryption.org/"):
            try:
                open_sealed(path.read_bytes(), (secret,))
            except CannotOpen:
                continue
            opened.append(path.suffix)
    assert opened == [".ret"]


def answer_everything_of(sides: Sides, case_id: str) -> None:
    answer_everything(sides.app, case_id)
    sign_and_report(sides.app, case_id, STROKES)


def test_nothing_of_a_person_stands_in_clear_in_inbox_receipts_or_returns(sides: Sides):
    sides.hand_in()
    sync(sides.app)
    sides.send_back()
    share = sides.place / "share"
    found_there = {path.relative_to(share).parts[2]: path for path in share.glob("w/*/*/**/*") if path.is_file()}
    assert {"in", "rc", "out"} <= set(found_there)
    for path in share.glob("w/**/*"):
        if path.is_file():
            for word in PLANTED:
                assert word.encode() not in path.read_bytes()
                assert word.encode("utf-16-le") not in path.read_bytes()


def test_who_may_not_list_the_inbox_can_hand_in(sides: Sides):
    sides.answer()
    sides.sign()
    inbox = sides.place / "share" / "w" / declaring.ticket_of(sides.mine).workplace_id / "in"
    inbox.mkdir(parents=True, exist_ok=True)
    inbox.chmod(stat.S_IWUSR | stat.S_IXUSR)
    try:
        assert declaring_post.deliver(sides.mine).left
    finally:
        inbox.chmod(stat.S_IRWXU)
    sync(sides.app)
    assert sides.state is CaseState.REPORTED


def test_without_the_share_everything_waits_and_goes_later(sides: Sides):
    share, away = sides.place / "share", sides.place / "away"
    share.rename(away)
    sides.answer()
    sides.sign()
    brought = declaring_post.deliver(sides.mine)
    assert (brought.left, type(brought.trouble).__name__) == (False, "ShareMissing")
    assert declaring_post.declaration_standing(sides.mine).sent_at is None
    share.mkdir()  # an empty mount point is no share: nothing is written there
    assert type(declaring_post.deliver(sides.mine).trouble).__name__ == "ShareUnmarked"
    assert list(share.iterdir()) == []
    share.rmdir()
    away.rename(share)
    assert declaring_post.deliver(sides.mine).left


def test_the_same_file_twice_is_one_submission_and_no_alarm(sides: Sides):
    sides.hand_in()
    assert declaring_post.deliver(sides.mine, again=True).left
    sync(sides.app)
    assert ticket_inbox.aside(sides.app) == ()
    assert sides.state is CaseState.REPORTED
    with pytest.raises(SubmissionRefused) as refusal:
        ticket_inbox.take_file(sides.app, written(sides))
    assert refusal.value.reason == "used"


def written(sides: Sides) -> Path:
    path = sides.place / "handed-over"
    path.write_bytes(sides.sealed)
    return path


def test_two_pcs_that_take_in_the_same_file_apart_agree_without_a_conflict(sides: Sides, tmp_path: Path):
    second = enrolled(sides.app, tmp_path, clock=sides.clock)
    sides.answer()
    sides.sign()
    path = written(sides)
    ticket_inbox.take_file(sides.app, path)
    sides.send_back()
    ticket_inbox.take_file(second, path)
    for app in (sides.app, second, sides.app, second):
        sync(app)
    cases = [app.record.case(sides.case_id) for app in (sides.app, second)]
    assert cases[0] == cases[1]
    assert cases[0].conflicts == ()
    second.close()


def test_a_ticket_that_ran_out_is_kept_aside_until_a_person_decides(sides: Sides):
    sides.hand_in()
    sides.clock.advance(days=30)
    sync(sides.app)
    (kept,) = ticket_inbox.aside(sides.app)
    assert (kept.can_be_taken_in, kept.case_id, sides.state) == (True, sides.case_id, CaseState.IN_PROGRESS)
    sync(sides.app)
    assert sides.standing().refused == "expired"
    assert verify_home(sides.app).findings == []
    taken = ticket_inbox.take_aside(sides.app, kept.sha256)
    assert taken.after_expiry
    assert ticket_inbox.aside(sides.app) == ()
    sync(sides.app)
    again = sides.standing()
    assert (again.refused, again.received_at) == ("", sides.clock.now)


def test_whether_a_ticket_has_run_out_is_said_by_the_office_not_by_the_transferees_clock(sides: Sides):
    sides.clock.advance(days=7)
    theirs = FixedClock(sides.clock.now + timedelta(hours=12))
    sides.mine.surroundings = replace(sides.mine.surroundings, clock=theirs)
    assert declaring_post.declaration_standing(sides.mine).is_expired
    sides.answer()
    declaring.sign_and_submit(sides.mine, sides.case_id, STROKES, "夜勤のため")
    declaring_post.deliver(sides.mine)
    sync(sides.app)
    taken = tickets.ticket_standing(sides.app, sides.case_id).taken_in
    assert (taken.signed_at, taken.after_expiry) == (theirs.now, False)


def test_a_submission_that_was_announced_and_stays_away_is_told_until_it_arrives(sides: Sides):
    sides.answer()
    sides.sign()
    number = declaring.submitted(sides.mine).number
    with pytest.raises(BadSubmissionNumber):
        tickets.announce_submission(sides.app, sides.case_id, "1234")
    tickets.announce_submission(sides.app, sides.case_id, number.replace(" ", ""))
    tickets.announce_submission(sides.app, sides.case_id, number)
    (missing,) = tickets.withheld(sides.app)
    assert (missing.number, missing.case_id) == (number, sides.case_id)
    tickets.announce_submission(sides.app, sides.case_id, "0000 0000")
    assert len(tickets.withheld(sides.app)) == 2
    ticket_inbox.take_file(sides.app, written(sides))
    assert tickets.withheld(sides.app) == ()
    sides.send_back()
    assert tickets.withheld(sides.app) == ()


def test_days_without_a_receipt_ask_for_another_way(sides: Sides):
    sides.hand_in()
    sides.clock.advance(days=1)
    assert not sides.standing().should_go_another_way
    sides.clock.advance(days=2)
    standing = sides.standing()
    assert (standing.waiting_days, standing.should_go_another_way) == (3, True)
    sync_at = sides.clock.now
    sides.clock.now = sync_at - timedelta(days=3)
    sync(sides.app)
    assert not sides.standing().should_go_another_way


def test_evidence_travels_and_is_sealed_anew_for_the_workplace(sides: Sides, tmp_path: Path):
    picture = tmp_path / "画面.png"
    picture.write_bytes(b"\x89PNG and more")
    kept = answering.keep_evidence(sides.mine, sides.case_id, picture)
    sides.answer(D_01=AnswerInput(Answer.DONE, count=1, evidence=(kept,)))
    sides.sign()
    declaring_post.deliver(sides.mine)
    sync(sides.app)
    (arrived,) = sides.app.record.case(sides.case_id).answer("D-01").evidence
    assert (arrived.name, arrived.sha256, arrived.media_type) == ("画面.png", kept.sha256, "image/png")
    assert arrived.sealed_sha256 != kept.sealed_sha256
    assert answering.read_file(sides.app, arrived) == picture.read_bytes()


def test_a_submission_larger_than_the_inbox_takes_is_refused_before_anything_is_recorded(sides: Sides, tmp_path: Path):
    entries = {}
    for place in range(6):
        big = tmp_path / f"{place}.bin"
        big.write_bytes(bytes([place]) * 4_900_000)
        kept = answering.keep_evidence(sides.mine, sides.case_id, big)
        entries[f"D_0{place + 1}"] = AnswerInput(Answer.DONE, count=1, evidence=(kept,))
    sides.answer(**entries)
    with refused(sides.mine, SubmissionTooLarge):
        sides.sign()


def test_not_signing_is_handed_in_too(sides: Sides):
    sides.answer()
    declaring.refuse_and_submit(sides.mine, sides.case_id, "署名はしない")
    declaring_post.deliver(sides.mine)
    sync(sides.app)
    case = sides.app.record.case(sides.case_id)
    assert (case.state, case.refusal.note, case.report) == (CaseState.IN_PROGRESS, "署名はしない", None)
    assert sides.standing().received_at is not None
    with refused(sides.app, SubmissionRefused):
        ticket_inbox.take_file(sides.app, written(sides))
    # Who thinks better of it may sign, as at the desk, as long as nobody closed the case.
    sides.sign()
    declaring_post.deliver(sides.mine)
    sync(sides.app)
    assert sides.state is CaseState.REPORTED


def test_a_ticket_is_issued_only_for_a_briefed_case_that_waits_for_answers(tmp_path: Path):
    app = found(tmp_path)
    unbriefed = register(app, "0099003")
    with refused(app, BriefingMissing):
        tickets.issue_ticket(app, unbriefed)
    case_id = briefed(app)
    with refused(app, ImpossibleDate):
        tickets.issue_ticket(app, case_id, app.today() - timedelta(days=1))
    with refused(app, NoTicket):
        tickets.withdraw_ticket(app, case_id)
    answering.cancel_case(app, case_id, "取消の連絡")
    with refused(app, WrongState):
        tickets.issue_ticket(app, case_id)
    app.close()


def test_a_new_ticket_ends_the_one_before_and_one_called_back_is_good_for_nothing(sides: Sides):
    sides.answer()
    sides.sign()
    path = written(sides)
    tickets.withdraw_ticket(sides.app, sides.case_id, "紛失")
    assert tickets.ticket_standing(sides.app, sides.case_id) is None
    with refused(sides.app, SubmissionRefused):
        ticket_inbox.take_file(sides.app, path)
    tickets.issue_ticket(sides.app, sides.case_id)
    with pytest.raises(SubmissionRefused):
        ticket_inbox.take_file(sides.app, path)
    assert sides.state is CaseState.IN_PROGRESS


def test_a_case_corrected_meanwhile_needs_a_new_ticket(sides: Sides):
    sides.answer()
    sides.sign()
    moved = CaseCorrected(sides.case_id, "異動先の誤り", destination=Post("みなと電力株式会社", "", "", True))
    answering.correct_case(sides.app, moved)
    with refused(sides.app, SubmissionRefused):
        ticket_inbox.take_file(sides.app, written(sides))


def test_nothing_can_be_handed_over_before_it_is_signed(sides: Sides, tmp_path: Path):
    with pytest.raises(NothingSubmitted):
        declaring_post.write_submission(sides.mine, tmp_path / "x")
    with pytest.raises(NothingSubmitted):
        tickets.reply_file(sides.app, sides.case_id)


def test_what_lies_torn_in_the_inbox_is_waited_for_once_and_then_told(sides: Sides):
    sides.answer()
    sides.sign()
    inbox = sides.place / "share" / "w" / declaring.ticket_of(sides.mine).workplace_id / "in" / "202609"
    inbox.mkdir(parents=True)
    torn = inbox / f"{'0' * 32}.sub"
    torn.write_bytes(sides.sealed[:5000])
    sync(sides.app)
    assert ticket_inbox.aside(sides.app) == ()
    torn.write_bytes(sides.sealed)
    sync(sides.app)
    assert sides.state is CaseState.REPORTED
    other = inbox / f"{'1' * 32}.sub"
    other.write_bytes(sides.sealed[:5000])
    sync(sides.app)
    sync(sides.app)
    (kept,) = ticket_inbox.aside(sides.app)
    assert (kept.case_id, kept.error.reason, kept.can_be_taken_in) == ("", "format", False)
    ticket_inbox.put_away(sides.app, kept.sha256)
    sync(sides.app)
    assert ticket_inbox.aside(sides.app) == ()


def test_what_was_begun_in_the_inbox_and_never_written_alarms_nobody(sides: Sides):
    sides.answer()
    sides.sign()
    inbox = sides.place / "share" / "w" / declaring.ticket_of(sides.mine).workplace_id / "in" / "202609"
    inbox.mkdir(parents=True)
    begun = inbox / f"{'0' * 32}.sub"
    begun.touch()
    for _time in range(3):
        sync(sides.app)
    assert ticket_inbox.aside(sides.app) == ()
    begun.write_bytes(sides.sealed)
    sync(sides.app)
    assert sides.state is CaseState.REPORTED, "it was only slow"


@pytest.mark.parametrize("syncs", [0, 1, 3])
def test_a_hand_over_that_was_cut_off_alarms_nobody_once_the_whole_has_come(sides: Sides, syncs):
    sides.answer()
    sides.sign()
    inbox = sides.place / "share" / "w" / declaring.ticket_of(sides.mine).workplace_id / "in" / "202609"
    inbox.mkdir(parents=True)
    (inbox / f"{'1' * 32}.sub").write_bytes(sides.sealed[:5000])
    for _time in range(syncs):
        sync(sides.app)
    (inbox / f"{'0' * 32}.sub").write_bytes(sides.sealed)
    (inbox / f"{'2' * 32}.sub").write_bytes(b"somebody else's " * 300)
    for _time in range(3):
        sync(sides.app)
    assert sides.state is CaseState.REPORTED
    (kept,) = ticket_inbox.aside(sides.app)
    assert kept.sha256 == submission_hash(b"somebody else's " * 300)


@pytest.mark.parametrize("first_takes_it", [True, False])
def test_a_declaration_that_outruns_its_ticket_or_return_is_looked_at_again(sides: Sides, tmp_path, first_takes_it):
    second = enrolled(sides.app, tmp_path, clock=sides.clock)
    made = tickets.issue_ticket(sides.app, sides.case_id)
    sides.file.write_bytes(made.file)
    sides.code, sides.folder = made.code, tmp_path / "again"
    other = "" if first_takes_it else briefed(sides.app, "0099004", "\u698e\u3000\u539f")
    sides.hand_in()

    def goes_on(reason: str) -> None:
        sync(second)
        assert [one.error.reason for one in ticket_inbox.aside(second)] == [reason]
        if other:
            answering.hand_over_seat(sides.app, other)  # it sends, and leaves the inbox to the second
        for pc in (sides.app, second, second):
            sync(pc)
        if other:
            answering.take_seat_back(sides.app, sides.app.person_id, PIN)
            sync(sides.app)
        assert (ticket_inbox.aside(second), ticket_inbox.aside(sides.app)) == ((), ())
        assert {pc.record.case(sides.case_id).state for pc in (sides.app, second)} == {CaseState.REPORTED}
        assert sides.standing().refused == ""
        assert sides.standing().received_at is not None

    goes_on("unknown")
    confirming.check_items(sides.app, sides.case_id, {"D-01": Check(Verdict.TO_RETURN, "", "台帳では4件です")})
    confirming.return_report(sides.app, sides.case_id)
    declaring_post.take_reply(sides.mine, tickets.reply_file(sides.app, sides.case_id))
    answering.answer_items(sides.mine, sides.case_id, {"D-01": AnswerInput(Answer.DONE, count=4)})
    sides.sign()
    assert declaring_post.deliver(sides.mine).left
    goes_on("ahead")
    second.close()


def test_a_seat_that_is_handed_over_keeps_the_inbox_waiting(sides: Sides):
    other = briefed(sides.app, "0099004", "\u698e\u3000\u539f")
    answering.hand_over_seat(sides.app, other)
    sides.hand_in()
    sync(sides.app)
    assert ticket_inbox.aside(sides.app) == ()
    answering.take_seat_back(sides.app, sides.app.person_id, PIN)
    sync(sides.app)
    assert sides.state is CaseState.REPORTED


def test_the_ticket_shows_the_form_with_the_same_words_as_the_desk(sides: Sides):
    from desktop_app.usecases.form_reading import report_text

    there, here = report_text(sides.mine, sides.case_id), report_text(sides.app, sides.case_id)
    assert there == here
    opened = open_for_reading(sides.mine, sides.case_id)
    assert opened.case.transferee.name == NAME


def test_a_file_that_is_no_ticket_is_no_ticket(tmp_path: Path):
    for name, data in (("pdf", b"%PDF-1.7"), ("empty", b""), ("age", b"age-encryption.org/v1\n-> X25519 x\n")):
        file = tmp_path / name
        file.write_bytes(data)
        with pytest.raises(TicketUnreadable):
            declaring.open_declaration(tmp_path / "tickets", file, new_code(), surroundings())
    assert not any((tmp_path / "tickets").glob("*/home.json"))


def test_a_clock_that_runs_while_it_is_signed_makes_no_difference(sides: Sides):
    class Running(FixedClock):
        def __call__(self):
            self.advance(seconds=0.7)
            return self.now

    sides.mine.surroundings = replace(sides.mine.surroundings, clock=Running(sides.clock.now))
    sides.answer()
    sides.sign()
    ticket_inbox.take_file(sides.app, written(sides))
    assert sides.state is CaseState.REPORTED


def test_what_a_wrong_clock_signed_is_signed_again_with_the_same_ticket(sides: Sides):
    ahead = FixedClock(sides.clock.now + timedelta(days=5))
    sides.mine.surroundings = replace(sides.mine.surroundings, clock=ahead)
    with refused(sides.mine, WrongState):
        declaring.sign_again(sides.mine)
    sides.hand_in()
    sync(sides.app)
    sync(sides.app)
    sides.mine.surroundings = replace(sides.mine.surroundings, clock=sides.clock)
    standing = sides.standing()
    assert (standing.refused, standing.can_sign_again, sides.state) == ("clock", True, CaseState.IN_PROGRESS)
    declaring.sign_again(sides.mine)
    assert declaring_post.declaration_standing(sides.mine).number == ""
    assert read_drafts(sides.mine, sides.case_id)["D-01"].done == "2026/9/29"
    sides.answer()
    sides.sign()
    declaring_post.deliver(sides.mine)
    sync(sides.app)
    assert sides.state is CaseState.REPORTED
    assert len(sides.app.record.case(sides.case_id).answers) == len(sides.mine.record.case(sides.case_id).answers)
    sides.send_back()
    assert sides.standing().to_mend == 1


def test_a_ticket_may_name_the_share_as_the_other_pc_calls_it(sides: Sides, tmp_path: Path):
    made = tickets.issue_ticket(sides.app, sides.case_id, share="")
    file = tmp_path / "by-files-alone"
    file.write_bytes(made.file)
    mine = declaring.open_declaration(tmp_path / "tickets", file, made.code, surroundings(sides.clock))
    assert not declaring_post.declaration_standing(mine).has_share
    mine.close()


def test_the_address_in_a_ticket_is_the_one_that_was_given_and_stands_nowhere_else(sides: Sides, tmp_path: Path):
    given = "smb://fileserver.example.co.jp/情報管理/異動"
    made = tickets.issue_ticket(sides.app, sides.case_id, share=given)
    file = tmp_path / "other-name"
    file.write_bytes(made.file)
    mine = declaring.open_declaration(tmp_path / "tickets", file, made.code, surroundings(sides.clock))
    assert declaring.ticket_of(mine).share == given
    mine.close()
    assert share_address(sides.app) != given
    database = sides.app.record.database
    with database.transaction() as connection:
        kept = connection.exec_driver_sql("SELECT name FROM desk WHERE instr(value, 'fileserver.example') > 0").all()
    assert kept == []
    assert b"fileserver.example" not in made.file
    for bad in ("http://server/share", "smb://me:secret@server/share"):
        with pytest.raises((ShareAddressUnknown, SharePasswordInAddress)):
            tickets.issue_ticket(sides.app, sides.case_id, share=bad)


@pytest.mark.parametrize("role", [Role.SECOND_LINE, Role.AUDITOR])
def test_who_only_checks_leaves_what_was_handed_in_to_the_office(tmp_path, role):
    sides = issued(tmp_path)
    overseer = enrolled(sides.app, tmp_path, "overseer", person=PersonInput("大野　克己", "", "0000777", role=role))
    sides.hand_in()
    assert sync(overseer).trouble is None
    assert sync(sides.app).trouble is None
    assert sides.state is CaseState.REPORTED
    sync(overseer)
    assert overseer.record.case(sides.case_id).state is CaseState.REPORTED
    overseer.close()
    sides.close()
