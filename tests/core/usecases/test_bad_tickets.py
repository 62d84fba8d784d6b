"""Whatever arrives as a ticket, a submission or a reply: one typed refusal, one sentence, and nothing is changed."""

from __future__ import annotations

import pytest

from desktop_app.errors import (
    ReplyUnreadable,
    ReplyWrong,
    SekishoError,
    SubmissionRefused,
    SubmissionTampered,
    SubmissionUnreadable,
    TicketUnreadable,
)
from desktop_app.sentences import sentence
from desktop_app.share.replies import read_reply
from desktop_app.share.tickets import read_ticket
from desktop_app.text import use_language
from desktop_app.usecases.ticket_inbox import aside, take_inbox
from desktop_app.usecases.ticket_intake import take_submission
from desktop_app.usecases.ticket_post import submissions_seen
from tests.core.usecases import bad_tickets
from tests.core.usecases.bad_tickets import REPLIES, SUBMISSIONS, TICKETS, Bench
from tests.refusals import state, told


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    made = bad_tickets.bench(tmp_path_factory.mktemp("bench"))
    bad_tickets.other_case(made)
    yield made
    made.sides.close()


def says(error: SekishoError) -> str:
    told(error)
    use_language("en")
    return sentence(error)


def test_there_are_over_a_hundred():
    assert len(TICKETS) + len(SUBMISSIONS) + len(REPLIES) >= 100


def test_the_sound_ones_are_sound(bench: Bench):
    assert read_ticket(bench.as_ticket()) == bench.ticket
    assert read_reply(bench.as_receipt(), bench.ticket, bench.sha256).words.by == "岡部　誠司"
    assert read_reply(bench.as_return(), bench.ticket, bench.sha256)[0].returns == 1


@pytest.mark.parametrize("name", TICKETS)
def test_a_bad_ticket_is_not_opened(bench: Bench, name: str):
    make, words = TICKETS[name]
    with pytest.raises(TicketUnreadable) as refusal:
        read_ticket(make(bench))
    assert says(refusal.value).startswith(words)


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_a_bad_submission_changes_nothing(bench: Bench, name: str):
    make, words = SUBMISSIONS[name]
    sealed, app = make(bench), bench.sides.app
    before = state(app)
    with pytest.raises((SubmissionRefused, SubmissionTampered, SubmissionUnreadable)) as refusal:
        take_submission(app, sealed)
    assert words in says(refusal.value)
    assert state(app) == before


@pytest.mark.parametrize("name", REPLIES)
def test_a_bad_reply_is_not_believed(bench: Bench, name: str):
    make, words = REPLIES[name]
    with pytest.raises((ReplyUnreadable, ReplyWrong)) as refusal:
        read_reply(make(bench), bench.ticket, bench.sha256)
    assert says(refusal.value).startswith(words)


def test_an_inbox_full_of_them_is_kept_aside_and_the_sound_one_still_comes_in(tmp_path):
    bench = bad_tickets.bench(tmp_path)
    bad = [make(bench) for make, words in SUBMISSIONS.values() if not words.startswith("This declaration does not")]
    inbox = {f"w/00000000/in/202609/{place:032x}.sub": data for place, data in enumerate(bad)}
    inbox["w/00000000/in/202609/" + "f" * 32 + ".sub"] = bench.as_submission()
    app = bench.sides.app
    (taken,) = take_inbox(app, inbox)
    assert taken.case_id == bench.sides.case_id
    assert take_inbox(app, inbox) == ()
    numbers = {one.sha256 for one in aside(app)}
    assert len(numbers) == len(aside(app)) == len(set(bad))
    bench.sides.close()


def test_a_beginning_too_short_to_be_told_from_others_is_looked_at_again(tmp_path):
    bench = bad_tickets.bench(tmp_path)
    app, whole = bench.sides.app, bench.as_submission()
    begun, other = (f"w/00000000/in/202609/{digit * 32}.sub" for digit in "01")
    take_inbox(app, {begun: whole[:40], other: whole})
    assert submissions_seen(app) == {other}, "all begin alike: it may be another's, still on its way"
    take_inbox(app, {begun: whole[:40]})
    assert submissions_seen(app) == {begun, other}
    assert [one.error.reason for one in aside(app)] == ["format"]
    bench.sides.close()
