"""The ledger (管理表): its rows for screen, paper and files, all from the same lines (measures H7, H8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import CaseState
from desktop_app.domain.disposal_choice import kept_until
from desktop_app.domain.facts import Role
from desktop_app.domain.lines import item_id_of
from desktop_app.domain.move_decisions import move_of
from desktop_app.domain.programme import Programme
from desktop_app.domain.restricted_moves import MoveVerdict, judge_move
from desktop_app.domain.step_marks import MarkKind, StepMark
from desktop_app.domain.summary import CaseSummary, Judgement, judgement
from desktop_app.exchange.circumstance_file import circumstance_rules
from desktop_app.labels import state_label
from desktop_app.sentences.moves import verdict_word
from desktop_app.store.judging import Judged
from desktop_app.store.queries import CaseFilter
from desktop_app.text import _, language, paper_words
from desktop_app.usecases.people import require_seat_free

_FINDINGS_TOLD = 2
"""Numbers of findings a row names; a case of many open items would fill the column of remarks."""


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One row of the ledger as of a day: the case's line and its 判定 with days."""

    number: int
    summary: CaseSummary
    judgement: Judgement
    days: int


@dataclass(frozen=True, slots=True)
class LedgerCounts:
    """The figures above the table."""

    total: int
    settled: int
    late: int
    overdue: int
    open_items: int
    cancelled: int


def ledger_entries(app: App, wanted: CaseFilter, offset: int = 0, limit: int = -1) -> tuple[LedgerEntry, ...]:
    """Return ledger rows in order (effective date, case number), numbered from 1."""
    return tuple(
        LedgerEntry(number, summary, *judged_line(app, summary))
        for number, summary in enumerate(app.cases.page(wanted, offset, limit), start=offset + 1)
    )


def judged_line(app: App, summary: CaseSummary) -> tuple[Judgement, int]:
    """Return the 判定 of a case as of today, with its days."""
    return judgement(summary, app.today())


def count_entries(entries: tuple[LedgerEntry, ...]) -> LedgerCounts:
    """Return the figures of a set of rows."""
    kinds = [entry.judgement for entry in entries]
    return LedgerCounts(
        total=len(entries),
        settled=sum(entry.summary.is_settled for entry in entries),
        late=kinds.count(Judgement.LATE),
        overdue=kinds.count(Judgement.OVERDUE),
        open_items=sum(bool(entry.summary.open_items) for entry in entries),
        cancelled=kinds.count(Judgement.CANCELLED),
    )


def ledger_counts(app: App, wanted: CaseFilter) -> LedgerCounts:
    """Return the figures of all rows that *wanted* lets through, counted by the database."""
    return LedgerCounts(*app.cases.figures(wanted, app.today()))


def judged_so(app: App, wanted: CaseFilter, judged: Judgement | None) -> CaseFilter:
    """Return *wanted* restricted to one 判定 as of today; None restricts nothing."""
    if judged is None:
        return wanted
    return replace(wanted, judged=Judged(judged, app.today()))


def judgement_words(judged: Judgement, days: int) -> str:
    """Return 判定 in words; empty while nothing is decided."""
    match judged:
        case Judgement.IN_TIME:
            return _("In time")
        case Judgement.LATE:
            return _("{days} days late").format(days=days)
        case Judgement.OVERDUE:
            return _("{days} days overdue").format(days=days)
        case Judgement.OPEN_ITEMS:
            return _("Items open")
        case Judgement.EXCEPTION:
            return _("Closed as exception")
        case Judgement.CANCELLED:
            return _("Cancelled")
        case Judgement.PENDING:
            return ""


def remarks(app: App, summary: CaseSummary, _: Callable[[str], str] = _) -> str:
    """Return 備考 in words (deputy, returns, open items, paper, exception …), in the language that ``_`` speaks."""
    words: list[str] = _move_words(app, summary, _)
    if summary.confirmer_role is Role.DEPUTY_MANAGER:
        words.append(_("Confirmed by deputy"))
    if summary.return_times:
        words.append(_("Returned {times}×").format(times=summary.return_times))
    held = set(summary.circumstances)
    words += [
        kind.remark["ja" if _ is paper_words else language()] for kind in circumstance_rules().kinds if kind.id in held
    ]
    if summary.linked:
        words.append(_("Linked"))
    # The lines of one item are one remark a day.
    dues = dict.fromkeys((item_id_of(item.item_id), item.due_on) for item in summary.open_items if item.due_on)
    words += [_("{item} due {month}/{day}").format(item=item, month=due.month, day=due.day) for item, due in dues]
    if summary.on_paper:
        words.append(_("On paper"))
    if summary.refused_on:
        words.append(_("Signature refused"))
    if summary.late_reason:
        words.append(summary.late_reason)
    if summary.corrected:
        words.append(_("Corrected"))
    if summary.entered_afterwards:
        words.append(_("△ Entered afterwards {count}").format(count=summary.entered_afterwards))
    if summary.registered_on > summary.effective_date:
        words.append(_("△ Registered afterwards"))
    words += _findings_words(app, summary, _)
    if summary.to_restore:
        words.append(_("{count} to be restored").format(count=summary.to_restore))
    return _(", ").join(words)


def _findings_words(app: App, summary: CaseSummary, _: Callable[[str], str]) -> list[str]:
    """Return 是正番号 of the findings about a case, also of those that ended; of many, the first and how many more."""
    numbers = [finding.finding_no for finding in app.findings.of_case(summary.case_id)]
    if not numbers:
        return []
    first, rest = " ".join(numbers[:_FINDINGS_TOLD]), len(numbers) - _FINDINGS_TOLD
    if rest > 0:
        return [_("Findings {numbers} and {count} more").format(numbers=first, count=rest)]
    return [_("Finding {numbers}").format(numbers=first)]


def _move_words(app: App, summary: CaseSummary, _: Callable[[str], str]) -> list[str]:
    """Return what the ledger says of a restricted move; nothing where it is simply allowed."""
    rules = _programme(app, summary).restricted_moves
    if rules is None or summary.state is CaseState.CANCELLED:
        return []
    history = app.workplace.assignments.get(summary.transferee.employee_no, ())
    judged = judge_move(rules, history, move_of(summary))
    verdict = summary.move_answer_verdict or judged.verdict
    if judged.verdict is MoveVerdict.ALLOWED:
        return []
    words = _("Restricted move: {verdict}").format(verdict=verdict_word(verdict, _))
    return [words + (f" {summary.move_answer}" if summary.move_answer else "")]


def export_ledger(app: App, half: HalfYear, kind: str, out: Path) -> int:
    """Write the ledger's rows of a half-year as csv, xlsx or json; returns the number of rows.

    Raises FolderNotWritable; then the former file, if any, is untouched.
    """
    from desktop_app.exchange import ledger_export

    require_seat_free(app)
    entries = ledger_entries(app, CaseFilter(half=half))
    write = {
        "csv": ledger_export.write_ledger_csv,
        "xlsx": ledger_export.write_ledger_xlsx,
        "json": ledger_export.write_ledger_json,
    }[kind]
    columns = ledger_columns(app.workplace.programme)
    write(columns, (ledger_row(app, entry) for entry in entries), out)
    return len(entries)


def ledger_columns(programme: Programme) -> tuple[tuple[str, str], ...]:
    """Return (key, heading) of every exported column: the paper's, then the further ones of domain notes §4.1."""
    steps = tuple((f"step_{s.code.lower()}", f"{s.number} {s.short_title.ja}") for s in programme.ledger_steps)
    return (
        ("number", _("No.")),
        ("case_no", _("Case no.")),
        ("name", _("Name")),
        ("kana", _("Kana")),
        ("employee_no", _("Employee no.")),
        ("origin", _("From")),
        ("org_code", _("Org code")),
        ("destination_company", _("To (company)")),
        ("destination_department", _("To (department)")),
        ("specified_affiliate", _("Specified affiliate")),
        ("effective_date", _("Effective date")),
        *steps,
        ("briefed_on", _("Briefed on")),
        ("reported_on", _("Reported on")),
        ("pledge", _("Pledge")),
        ("confirmed_on", _("Confirmed on")),
        ("confirmed_by", _("Confirmed by")),
        ("judgement", _("Judgement")),
        ("remarks", _("Remarks")),
        ("state", _("State")),
        ("notice_date", _("Notice date")),
        ("transfer_type", _("Transfer type")),
        ("return_times", _("Times returned")),
        ("post_checked_on", _("Checked after the date on")),
        ("retention_expires_on", _("Kept until")),
        ("programme", _("Programme")),
        ("signature_count", _("Signatures on the paper")),
        ("paper_sha256", _("SHA-256 of the paper")),
    )


def ledger_row(app: App, entry: LedgerEntry) -> tuple[str | int | date | None, ...]:
    """Return an exported row, in the order of ``ledger_columns``."""
    summary = entry.summary
    person, origin, destination = summary.transferee, summary.origin, summary.destination
    return (
        entry.number,
        summary.case_no,
        person.name,
        person.kana,
        person.employee_no,
        origin.department,
        origin.org_code,
        destination.company,
        destination.department,
        "特" if destination.specified_affiliate else "",
        summary.effective_date,
        *(_mark_value(mark) for mark in summary.marks),
        summary.briefed_on,
        summary.reported_on,
        summary.pledge_form,
        summary.confirmed_on,
        summary.confirmed_by,
        judgement_words(entry.judgement, entry.days),
        remarks(app, summary),
        state_label(summary.state),
        summary.notice_date,
        summary.transfer_type,
        summary.return_times,
        summary.post_checked_on,
        retention_end(app, summary),
        f"{summary.programme_id} {summary.programme_version}",
        summary.signature_count or None,
        summary.paper_sha256,
    )


def retention_end(app: App, summary: CaseSummary) -> date | None:
    """Return the last day on which the case must be kept, once it has ended (measures H7)."""
    return kept_until(summary, _programme(app, summary).retention)


def _mark_value(mark: StepMark) -> str | date | None:
    return {MarkKind.NOT_APPLICABLE: "―", MarkKind.NOT_DONE: "未", MarkKind.BLANK: None}.get(mark.kind, mark.day)


def _programme(app: App, summary: CaseSummary) -> Programme:
    return app.workplace.programme_of(summary.programme_id, summary.programme_version)
