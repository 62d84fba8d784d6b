"""What people do in the demo again and again, and the calendar that the story moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from desktop_app.app import App
from desktop_app.demo.people import handwriting
from desktop_app.demo.report import PIN
from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.case import unanswered
from desktop_app.domain.clock import JST
from desktop_app.domain.facts import Answer, Verdict
from desktop_app.domain.programme import NotApplicable
from desktop_app.usecases import answering, confirming, reporting
from desktop_app.usecases.answering import Briefing
from desktop_app.usecases.confirming import Check


@dataclass
class DemoClock:
    """A clock that the story moves."""

    now: datetime = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the instant the story has come to."""
        return self.now

    def go_to(self, day: date, hour: int = 10) -> None:
        """Move on to an hour of a day in the office; never back."""
        wanted = datetime.combine(day, time(hour), JST).astimezone(UTC)
        self.now = max(wanted, self.now + timedelta(minutes=1))


def brief(app: App, case_id: str) -> None:
    """Brief the transferee."""
    answering.record_briefing(app, case_id, Briefing(app.today(), "対面", "第2会議室"))


def answer(app: App, case_id: str, *, count: int, not_done: dict[str, date] | None = None) -> None:
    """Answer everything: what may be 該当なし without a reason is, the rest is 完了."""
    case, programme = answering.open_case(app, case_id)
    entries = {}
    for item in unanswered(case, programme):
        if not_done and item.id in not_done:
            due = not_done[item.id]
            entries[item.id] = AnswerInput(
                Answer.NOT_DONE, reason_code="SYSTEM", note="月次の処理を待つため", due_on=due
            )
        elif item.not_applicable is NotApplicable.ALLOWED and item.evidence:
            entries[item.id] = AnswerInput(Answer.NOT_APPLICABLE)
        else:
            entries[item.id] = AnswerInput(Answer.DONE, app.today(), count if item.needs_count else None)
    answering.answer_items(app, case_id, entries)


def report(
    app: App, case_id: str, *, count: int, late_reason: str = "", not_done: dict[str, date] | None = None
) -> None:
    """Answer everything, sign and hand in."""
    answer(app, case_id, count=count, not_done=not_done)
    reporting.sign_and_report(app, case_id, handwriting(app.record.case(case_id).transferee.name), late_reason)


def send_back(app: App, case_id: str, item_id: str) -> None:
    """Return the report for one item, which the transferee takes back to answer anew."""
    mark = Check(Verdict.TO_RETURN, "COUNT_DIFFERS", "台帳では4件です")
    confirming.check_item(app, case_id, item_id, mark)
    confirming.return_report(app, case_id)
    answering.withdraw_answer(app, case_id, item_id)


def confirm(app: App, case_id: str, late_reason: str = "") -> None:
    """Look at everything, confirm and countersign."""
    confirming.accept_rest(app, case_id)
    confirming.confirm_case(app, case_id, PIN, late_reason)


def person_id(app: App, employee_no: str) -> str:
    """Return who has an employee number."""
    person = app.workplace.person_with_number(employee_no)
    assert person is not None, "the story enrolled them"
    return person.person_id
