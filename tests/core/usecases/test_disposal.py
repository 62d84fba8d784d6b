"""廃棄 on one PC: two people, thirty days, and then rows, files and keys of the year are really gone (T25, §4.4)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop_app import errors, text
from desktop_app.domain.disposals import DisposalStage
from desktop_app.store.database import open_database
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases import findings
from desktop_app.usecases.disposal import (
    approve_disposal,
    carry_out_disposal,
    disposals,
    note_kit_destroyed,
    order_disposal,
    preview_disposal,
    withdraw_disposal,
)
from desktop_app.usecases.drafts import Draft, keep_draft
from desktop_app.usecases.verifying import verify_home
from tests.disposal_stories import (
    ORDERED,
    OVER,
    YEAR,
    approved,
    bytes_of,
    closed_case,
    disposed,
    go_to,
    shown,
    sits,
)
from tests.homes import DEPUTY, MANAGER, PIN, found, register, reopened
from tests.refusals import refused

GONE, KEPT = "\u9ad9\u6a4b\u3000\u7f8e\u54b2", "\u6797\u3000\u4e00\u90ce"
OTHER = "\u7530\u4e2d\u3000\u8aa0"


@pytest.fixture
def app(tmp_path):
    text.use_language("en")
    opened = found(tmp_path)
    yield opened
    opened.close()


def test_a_year_goes_and_what_has_to_stay_stays(app):
    gone = closed_case(app, "0077777", GONE)
    kept = register(app, "0077778", KEPT)
    number = app.record.case(gone).case_no
    done = disposed(app)
    assert shown(app) == (app.record.case(kept).case_no,)
    assert [case.case_no for case in disposals(app)[0].cases] == [number]
    assert done.kept == ()
    assert verify_home(app).findings == []
    assert GONE.encode() not in bytes_of(app)
    assert KEPT.encode() in bytes_of(app)
    again = reopened(app)
    assert shown(again) == (app.record.case(kept).case_no,)
    assert verify_home(again).findings == []


def test_a_case_with_a_finding_that_is_not_closed_stays_and_the_others_go(app):
    """T25."""
    held, gone = closed_case(app, "0077777", KEPT), closed_case(app, "0077778", GONE)
    number = app.cases.summary(held).case_no
    raised = findings.raise_finding(app, findings.FindingInput("権限の残り", "林", date(2026, 10, 9), case=number))
    go_to(ORDERED, app)
    preview = preview_disposal(app, YEAR)
    assert preview.cases == (app.cases.summary(gone).case_no,)
    assert [(one.case_no, one.because_of) for one in preview.kept] == [(number, (raised.finding_no,))]
    assert preview.kept_until == date(2030, 3, 31)
    assert disposed(app).kept == (number,)
    assert shown(app) == (number,)
    assert app.findings.of_case(held)[0].finding_no == raised.finding_no
    assert GONE.encode() not in bytes_of(app)
    assert KEPT.encode() in bytes_of(app)
    pdf = app.record.case(held).confirmation.pdf
    assert app.files.get(pdf, app.identities()).startswith(b"%PDF")
    assert not app.files.has(pdf.sealed_sha256), "it was sealed again, to a key that is still here"
    assert verify_home(app).findings == []


def test_papers_keys_and_drafts_of_what_went_are_gone_and_the_database_has_another_key(app):
    gone = closed_case(app, "0077777", GONE)
    keep_draft(app, gone, "D-07", Draft(note="控え"))
    papers = set(app.files.names())
    former, key = app.home.database.read_bytes(), app.database_key
    closed_year = [name for name in app.record.desk.secrets("fiscal/") if name.startswith("fiscal/2026/")]
    assert papers
    assert closed_year
    disposed(app)
    assert app.files.names() == ()
    assert not [name for name in app.record.desk.secrets("fiscal/") if name.startswith("fiscal/2026/")]
    assert app.record.desk.get(f"draft/{gone}") is None
    assert app.database_key != key
    with pytest.raises(errors.WrongDatabaseKey):
        open_database(app.home.database, key)
    copy = app.home.folder / "copy.db"
    copy.write_bytes(former)
    open_database(copy, key).close()
    copy.unlink()
    left = sorted(path.name for path in app.home.folder.iterdir())
    assert left == ["files", "home.json", "lock", "sekisho.db"]
    again = reopened(app)
    assert again.database_key == app.database_key


def test_it_can_be_taken_back_for_thirty_days_and_the_cases_are_shown_again(app):
    case_id = closed_case(app, "0077777", GONE)
    number = app.cases.summary(case_id).case_no
    go_to(ORDERED, app)
    order = approved(app)
    assert shown(app) == ()
    assert app.cases.people() == {}
    assert app.cases.count(CaseFilter(text="高橋")) == 0
    assert (disposals(app)[0].stage, disposals(app)[0].from_day) == (DisposalStage.APPROVED, date(2030, 5, 2))
    withdraw_disposal(app, order, "調査中のため", own_pin=PIN)
    assert shown(app) == (number,)
    go_to(OVER, app)
    with refused(app, errors.DisposalStageWrong):
        carry_out_disposal(app, order, own_pin=PIN)
    assert disposals(app)[0].stage is DisposalStage.WITHDRAWN
    assert disposed(app).carried, "it can be ordered again"
    assert shown(app) == ()


def test_nobody_decides_alone_nor_before_the_time_is_over(app):
    closed_case(app, "0077777", GONE)
    go_to(ORDERED, app)
    with refused(app, errors.DisposalTooEarly):
        order_disposal(app, 2030, "まだ", own_pin=PIN)
    with refused(app, errors.DisposalNothing):
        order_disposal(app, 2025, "何もない", own_pin=PIN)
    with refused(app, errors.DisposalUnknown):
        approve_disposal(app, "H30-A009", own_pin=PIN)
    sits(app, DEPUTY.employee_no)
    sits(app, MANAGER.employee_no)
    number = order_disposal(app, YEAR, "保存期間満了", own_pin=PIN)
    with refused(app, errors.DisposalUnderWay):
        order_disposal(app, YEAR, "もう一度", own_pin=PIN)
    with refused(app, errors.DisposalOwnOrder):
        approve_disposal(app, number, own_pin=PIN)
    with refused(app, errors.DisposalStageWrong):
        carry_out_disposal(app, number, own_pin=PIN)
    sits(app, DEPUTY.employee_no)
    approve_disposal(app, number, own_pin=PIN)
    with refused(app, errors.DisposalStageWrong):
        approve_disposal(app, number, own_pin=PIN)
    with refused(app, errors.DisposalWaits):
        carry_out_disposal(app, number, own_pin=PIN)
    go_to(OVER - timedelta(days=1), app)
    with refused(app, errors.DisposalWaits):
        carry_out_disposal(app, number, own_pin=PIN)
    with refused(app, errors.DisposalStageWrong):
        note_kit_destroyed(app, YEAR, date(2030, 5, 2), own_pin=PIN)
    go_to(OVER, app)
    carry_out_disposal(app, number, own_pin=PIN)
    with refused(app, errors.DisposalStageWrong):
        withdraw_disposal(app, number, "遅い", own_pin=PIN)
    note_kit_destroyed(app, YEAR, date(2030, 5, 2), own_pin=PIN)
    assert app.workplace.kits_destroyed[YEAR].destroyed_on == date(2030, 5, 2)


def test_stopped_before_all_is_recorded_nothing_has_happened(app):
    closed_case(app, "0077777", GONE)
    go_to(ORDERED, app)
    number = approved(app)
    go_to(OVER, app)
    app.recipients()  # the year's keys, which are made at the first need
    with refused(app, errors.DisposalStopped):
        carry_out_disposal(app, number, own_pin=PIN, stop=lambda: True)
    told = []
    done = carry_out_disposal(app, number, own_pin=PIN, progress=lambda at, of: told.append((at, of)))
    assert told[-1] == (done.carried + 2, done.carried + 2)


def test_what_was_carried_forward_stands_at_its_old_place_and_a_rebuild_shows_the_same(app):
    closed_case(app, "0077777", GONE)
    kept = register(app, "0077778", KEPT)
    before = app.record.history(kept), app.workplace.people
    disposed(app)
    assert app.record.history(kept) == before[0]
    shown_now = bytes_of(app)
    app.record.rebuild()
    assert bytes_of(app) == shown_now
    assert {*before[1]} <= {*app.workplace.people}


def test_a_second_year_goes_on_top_of_the_first_and_what_was_carried_before_is_carried_again(app):
    closed_case(app, "0077777", GONE)
    kept = register(app, "0077778", KEPT)
    disposed(app)
    go_to(datetime(2030, 6, 1, 1, tzinfo=UTC), app)
    second = closed_case(app, "0077779", OTHER, date(2030, 6, 20))
    go_to(datetime(2034, 4, 2, 1, tzinfo=UTC), app)
    number = approved(app, 2030)
    go_to(datetime(2034, 5, 3, 1, tzinfo=UTC), app)
    carry_out_disposal(app, number, own_pin=PIN)
    assert shown(app) == (app.record.case(kept).case_no,)
    assert second not in {summary.case_id for summary in app.cases.page(CaseFilter(in_scope_only=False))}
    assert OTHER.encode() not in bytes_of(app)
    assert [one.order.fiscal_year for one in disposals(app)] == [2030, 2026]
    assert [len(one.cases) for one in disposals(app)] == [1, 1]
    assert verify_home(app).findings == []
    app.record.rebuild()
    assert verify_home(app).findings == []


def test_numbers_of_what_went_are_not_given_again(app):
    case_id = closed_case(app, "0077777", GONE)
    number = app.record.case(case_id).case_no
    disposed(app)
    again = register(app, "0077778", KEPT)
    assert app.record.case(again).case_no not in {number, ""}
