"""What tasks, deadlines, posts and days are called on screens; the one vocabulary that 今日やること and 異動案件 share.

Words are looked up when they are shown. The company's 株式会社 is dropped on screen (UI notes §4); the case and
every paper carry the full name.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from desktop_app.domain.case import CaseState
from desktop_app.domain.dates import WEEKDAYS
from desktop_app.domain.programme import Step
from desktop_app.domain.summary import CaseSummary, Standing, StandingKind
from desktop_app.domain.today import Task, TaskGroup, TaskKind
from desktop_app.text import _, language, ngettext
from ui.days import day_long
from ui.parts.badges import BadgeLook, outcome_look

if TYPE_CHECKING:
    from desktop_app.domain.facts import Post
    from desktop_app.usecases.desk import CaseLine

_COMPANY_FORM = re.compile(r"株式会社|（株）|\(株\)|㈱")


_SHORT_READING = 14


def day_short(day: date) -> str:
    """Return ``9/24（木）`` / ``24 Sep (Thu)``; the year is told by the place it stands in."""
    if language() == "ja":
        return f"{day.month}/{day.day}（{WEEKDAYS[day.weekday()]}）"
    return f"{day.day} {day:%b (%a)}"


def day_with_year(day: date) -> str:
    """Return ``2026/9/24（木）`` / ``24 Sep 2026 (Thu)``."""
    if language() == "ja":
        return f"{day.year}/{day.month}/{day.day}（{WEEKDAYS[day.weekday()]}）"
    return f"{day.day} {day:%b %Y (%a)}"


def month_day(day: date) -> str:
    """Return ``9/24`` / ``24 Sep``."""
    return f"{day.month}/{day.day}" if language() == "ja" else f"{day.day} {day:%b}"


def reads_short(kana: str) -> bool:
    """Say whether a reading is short enough to stand beside the name; a long one goes into the line of facts."""
    return len(kana) <= _SHORT_READING


def run_on(*sentences: str) -> str:
    """Return sentences one after the other, as the language writes them."""
    return ("" if language() == "ja" else " ").join(filter(None, sentences))


def company_word(company: str) -> str:
    """Return a company's name as screens say it, without 株式会社."""
    return _COMPANY_FORM.sub("", company).strip() or company


def post_words(post: Post) -> str:
    """Return a post in one line: ``あおば電力　電力小売部``."""
    return "　".join(filter(None, (company_word(post.company), post.department)))


def answered(summary: CaseSummary) -> tuple[int, int]:
    """Return (answered, all) of the items due before the effective date."""
    return summary.answerable_count - summary.unanswered_count, summary.answerable_count


def step_left(summary: CaseSummary) -> int:
    """Return how many items of the first step with gaps are unanswered."""
    for step in summary.progress:
        if step.step == summary.first_unanswered_step:
            return min(step.total - step.answered, summary.unanswered_count)
    return summary.unanswered_count


def group_title(group: TaskGroup) -> str:
    """Return the heading of a group of tasks."""
    return {
        TaskGroup.OVERDUE: _("Past the deadline"),
        TaskGroup.TODAY: _("Due today"),
        TaskGroup.WITHIN_FIVE_DAYS: _("Within five business days"),
        TaskGroup.LATER: _("After that"),
    }[group]


def task_words(task: Task, step: Step | None = None, *, own: bool = False) -> str:
    """Return what is to be done, as a sentence.

    *step*: the first step with unanswered items; *own*: the case is the reader's own transfer.
    """
    match task.kind:
        case TaskKind.BRIEF:
            return _("Not briefed yet")
        case TaskKind.ANSWER if step is not None:
            return _("Step {number} {step}: {count} unanswered").format(
                number=step.number, step=step.short_title[language()], count=step_left(task.summary)
            )
        case TaskKind.ANSWER:
            return _("{count} unanswered").format(count=task.summary.unanswered_count)
        case TaskKind.SIGN:
            return _("Not signed and reported yet")
        case TaskKind.REPORT_AGAIN:
            count = task.summary.returned_count
            return ngettext(
                "The new report on {count} returned item has not come yet",
                "The new report on {count} returned items has not come yet",
                count,
            ).format(count=count)
        case TaskKind.CONFIRM if own:
            return own_case_words()
        case TaskKind.CONFIRM:
            return _("Confirm the completion report")
        case TaskKind.CLOSE_REFUSAL:
            return _("It is recorded that the transferee does not sign. A superior closes the case as an exception.")
        case TaskKind.POST_CHECK:
            return _("Compare with the list of access rights that none is left")
        case TaskKind.RESTORE:
            count = task.summary.to_restore
            return ngettext(
                "The transfer was called off: {count} right or thing is to be given back",
                "The transfer was called off: {count} rights or things are to be given back",
                count,
            ).format(count=count)


def own_case_words() -> str:
    """Return why somebody cannot confirm their own transfer."""
    return _("This case is confirmed by the deputy or a superior, not by the transferee.")


def task_short(task: Task | None, step: Step | None = None) -> str:
    """Return what comes next in two or three words, for a table; ― when nothing does."""
    if task is None:
        return "―"
    match task.kind:
        case TaskKind.BRIEF:
            return _("Briefing")
        case TaskKind.ANSWER:
            number = step.number if step is not None else ""
            return _("{number} {count} unanswered").format(number=number, count=step_left(task.summary)).strip()
        case TaskKind.SIGN:
            return _("Signing and report")
        case TaskKind.REPORT_AGAIN:
            return _("Waiting for the new report")
        case TaskKind.CONFIRM:
            return _("Confirming the report")
        case TaskKind.CLOSE_REFUSAL:
            return _("Closing as an exception")
        case TaskKind.POST_CHECK:
            return _("Comparing access rights")
        case TaskKind.RESTORE:
            return _("Giving back rights")


def task_act(kind: TaskKind, *, own: bool = False) -> str:
    """Return the word on a task's button."""
    if kind is TaskKind.BRIEF:
        return _("Brief")
    if kind is TaskKind.CONFIRM and not own:
        return _("Confirm")
    if kind is TaskKind.POST_CHECK:
        return _("Compare")
    return _("Open the case")


def task_facts(task: Task) -> str:
    """Return the line of facts under a task: employee number, where to, and the date that counts."""
    summary = task.summary
    if task.kind is TaskKind.CONFIRM and summary.reported_on:
        day = _("reported {date}").format(date=day_short(summary.reported_on))
    else:
        day = _("effective {date}").format(date=day_short(summary.effective_date))
    return f"{summary.transferee.employee_no}　→ {post_words(summary.destination)}　{day}"


def task_symbol(task: Task) -> tuple[str, str]:
    """Return a task's symbol and its colour token."""
    if task.group is TaskGroup.OVERDUE:
        return "octagon", "bad"
    return {
        TaskKind.BRIEF: ("pencil", "ink2"),
        TaskKind.ANSWER: ("ring-half", "accent"),
        TaskKind.SIGN: ("sign-pen", "accent"),
        TaskKind.REPORT_AGAIN: ("return", "bad"),
        TaskKind.CONFIRM: ("tray", "report"),
        TaskKind.CLOSE_REFUSAL: ("asterisk", "ink2"),
        TaskKind.POST_CHECK: ("shield", "accent"),
    }[task.kind]


def standing_look(standing: Standing) -> BadgeLook:
    """Return the badge of a deadline or of what became of it."""
    due = standing.due
    match standing.kind:
        case StandingKind.OVERDUE:
            word = ngettext("{count} day overdue", "{count} days overdue", standing.days).format(count=standing.days)
            return _deadline(word, "octagon", "bad-solid", due)
        case StandingKind.TODAY:
            return _deadline(_("Until today"), "clock", "warn-solid", due)
        case StandingKind.TOMORROW:
            return _deadline(_("Tomorrow"), "clock", "warn", due)
        case StandingKind.SOON | StandingKind.DAYS_LEFT:
            word = ngettext("{count} business day left", "{count} business days left", standing.days)
            tone = "warn" if standing.kind is StandingKind.SOON else "neutral"
            return _deadline(word.format(count=standing.days), "clock", tone, due)
        case StandingKind.LATE:
            return outcome_look("LATE", standing.days)
        case StandingKind.IN_TIME:
            return outcome_look("ON_TIME")
        case StandingKind.CANCELLED:
            return outcome_look("CANCELLED")
        case StandingKind.OUT_OF_SCOPE:
            return BadgeLook(_("Not in scope"), "ring-dash", "neutral")


def line_look(line: CaseLine) -> BadgeLook:
    """Return the one badge of a case in a table: its task's deadline while there is one, else its standing."""
    if not line.summary.in_scope:
        return standing_look(Standing(StandingKind.OUT_OF_SCOPE, 0, None))
    if line.task is not None:
        return standing_look(line.task.standing)
    if line.summary.state is CaseState.CLOSED_EXCEPTION:
        return outcome_look("CLOSED")
    return standing_look(line.standing)


def _deadline(word: str, icon: str, tone: str, due: date | None) -> BadgeLook:
    spoken = "　".join(filter(None, (_("Deadline"), word, day_long(due) if due else "")))
    return BadgeLook(word, icon, tone, spoken)
