"""Clocks set wrong, leap days and the turn of the fiscal year."""

from __future__ import annotations

from datetime import UTC, date, datetime

from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import CaseState
from desktop_app.domain.facts import Answer
from desktop_app.errors import (
    CertificateNotOurs,
)
from desktop_app.usecases import answering, confirming, reporting, sharing
from desktop_app.usecases.ledger import retention_end
from desktop_app.usecases.ledger_printing import render_ledger_pdf
from tests.fakes import FixedClock
from tests.homes import PIN, enrolled, found, register, reopened
from tests.refusals import STROKES, answer_everything, refused


def test_a_new_fiscal_year_has_its_own_keys_and_reads_the_old_papers(tmp_path):
    clock = FixedClock(datetime(2027, 3, 31, 14, 0, tzinfo=UTC))  # 23:00 in Japan
    first = found(tmp_path, "first", clock=clock, share=tmp_path / "share")
    second = enrolled(first, tmp_path, clock=clock)
    case_id = register(first, "0012346", effective=date(2027, 4, 1))
    answer_everything(first, case_id)
    old = reporting.sign_and_report(first, case_id, STROKES)
    assert set(first.workplace.fiscal_keys) == {2026}
    clock.advance(hours=2)
    confirming.accept_rest(first, case_id)
    new = confirming.confirm_case(first, case_id, PIN)
    assert set(first.workplace.fiscal_keys) == {2026, 2027}
    sharing.sync(first)
    assert sharing.sync(second).pending == ()
    for app in (reopened(first), reopened(second)):
        assert answering.read_file(app, old).startswith(b"%PDF")
        assert answering.read_file(app, new).startswith(b"%PDF")
        assert app.cases.halves() == (HalfYear(2027, 1),)
        app.close()


def test_a_clock_set_back_before_the_first_year_keeps_nothing_from_the_other_pcs(tmp_path):
    clock = FixedClock()
    first = found(tmp_path, "first", clock=clock, share=tmp_path / "share")
    second = enrolled(first, tmp_path)
    clock.advance(days=-400)  # an empty clock battery
    evidence = tmp_path / "a.txt"
    evidence.write_bytes(b"evidence")
    case_id = register(first, "0012346")
    kept = answering.keep_evidence(first, case_id, evidence)
    answering.answer_item(first, case_id, "D-07", AnswerInput(Answer.DONE, evidence=(kept,)))
    sharing.sync(first)
    assert sharing.sync(second).pending == ()
    assert answering.read_file(second, kept) == b"evidence"
    first, second = reopened(first), reopened(second)
    clock.advance(days=+400)
    register(first, "0012347")
    sharing.sync(first)
    sharing.sync(second)
    assert first.record.history("") == second.record.history("")
    assert second.cases.people().keys() == {"0012346", "0012347"}
    first.close()
    second.close()


def test_a_clock_before_the_certificates_confirms_nothing_that_would_not_hold(tmp_path):
    clock = FixedClock()
    app = found(tmp_path, clock=clock)
    case_id = register(app, "0012346")
    answer_everything(app, case_id)
    reporting.sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    clock.advance(days=-400)
    with refused(app, CertificateNotOurs):
        confirming.confirm_case(app, case_id, PIN)
    clock.advance(days=+400)
    confirming.confirm_case(app, case_id, PIN)
    assert len(confirming.verify_case_report(app, app.record.case(case_id))) == 2
    app.close()


def test_a_clock_far_ahead_leaves_everything_readable_once_it_is_right_again(tmp_path):
    clock = FixedClock()
    app = found(tmp_path, clock=clock)
    case_id = register(app, "0012346")
    clock.advance(days=3650)
    answering.cancel_case(app, case_id, "取消")
    clock.advance(days=-3650)
    answering.withdraw_cancellation(app, case_id, "取り違え")
    app = reopened(app)
    assert app.record.case(case_id).state is CaseState.DRAFT
    app.close()


def test_an_effective_date_on_a_leap_day_has_all_its_dates(tmp_path):
    clock = FixedClock(datetime(2028, 2, 20, 1, tzinfo=UTC))
    app = found(tmp_path, clock=clock)
    case_id = register(app, "0012346", effective=date(2028, 2, 29))
    answer_everything(app, case_id)
    reporting.sign_and_report(app, case_id, STROKES)
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN)
    summary = app.cases.summary(case_id)
    assert summary is not None
    assert retention_end(app, summary) is not None
    assert render_ledger_pdf(app, HalfYear(2027, 2))[1] == 1
    clock.now = datetime(2029, 3, 1, 1, tzinfo=UTC)
    confirming.record_post_check(app, case_id, "A-07", date(2029, 2, 28), 0, "")
    app.close()
