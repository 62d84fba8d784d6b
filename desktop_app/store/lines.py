"""A case's line in the read table: the summary itself, and beside it the columns that filters and orders ask for."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.case import CaseState
from desktop_app.domain.case_no import counting_order
from desktop_app.domain.names import search_key
from desktop_app.domain.summary import CaseSummary
from desktop_app.journal.codec import encode_value
from desktop_app.store.tables import case_summary


def summary_row(summary: CaseSummary) -> dict[str, object]:
    """Return the row that stands for *summary*."""
    person = summary.transferee
    places = (summary.origin.department, summary.origin.org_code, summary.destination.company)
    words = (person.name, person.kana, person.employee_no, *places, summary.destination.department)
    remarkable = bool(
        summary.open_items
        or summary.report_late_days
        or summary.state in (CaseState.DRAFT, CaseState.IN_PROGRESS, CaseState.REPORTED, CaseState.RETURNED)
    )
    return {
        "case_id": summary.case_id,
        "case_no": summary.case_no,
        "case_order": counting_order(summary.case_no),
        "org_code": summary.origin.org_code,
        "half": str(HalfYear.of(summary.effective_date)),
        "effective_date": summary.effective_date.isoformat(),
        "report_due": summary.report_due.isoformat(),
        "state": summary.state.value,
        "in_scope": summary.in_scope,
        "settled": summary.is_settled,
        "remarkable": remarkable,
        "post_checked": not summary.awaits_post_check,
        "restoring": bool(summary.to_restore),
        "employee_no": person.employee_no,
        "search_key": "\n".join(search_key(word) for word in (*words, summary.case_no)),
        "summary": encode_value(summary),
    }


def show_lines(connection: sa.Connection, rows: list[dict[str, object]]) -> None:
    """Put the lines of cases into the read table, in place of former ones."""
    if rows:
        statement = insert(case_summary)
        changed = {c.name: c for c in statement.excluded if c.name != "case_id"}
        connection.execute(statement.on_conflict_do_update(index_elements=["case_id"], set_=changed), rows)
