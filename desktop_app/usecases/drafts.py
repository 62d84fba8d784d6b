"""Answers that are not complete yet: kept on this PC, encrypted with the rest, until they can become facts.

An answer 未完了 without its reason is not a fact, but what was chosen and typed must survive a change of page, a
refresh, a seat change and a crash (UI notes §1, principle 3). Drafts never leave this PC.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from desktop_app.app import App
from desktop_app.domain.facts import ItemAnswered, StoredFile


@dataclass(frozen=True, slots=True)
class Draft:
    """One item's fields as they stand on the screen; counts and dates as typed, ``answer`` empty while unanswered."""

    answer: str = ""
    count: str = ""
    done: str = ""
    reason_code: str = ""
    note: str = ""
    due: str = ""
    reference: str = ""
    evidence: tuple[StoredFile, ...] = ()


def read_drafts(app: App, case_id: str) -> Mapping[str, Draft]:
    """Return a case's drafts by item id."""
    stored = app.record.desk.get(_name(case_id))
    if not stored:
        return {}
    return {item_id: _draft(fields) for item_id, fields in json.loads(stored).items()}


def keep_draft(app: App, case_id: str, item_id: str, draft: Draft | None) -> None:
    """Keep an item's draft, or forget it (None)."""
    drafts = dict(read_drafts(app, case_id))
    before = drafts.pop(item_id, None)
    if draft == before:
        return
    if draft is not None:
        drafts[item_id] = draft
    text = json.dumps({key: asdict(kept) for key, kept in drafts.items()}, ensure_ascii=False)
    app.record.desk.put({_name(case_id): text.encode() if drafts else None})


def draft_of(answer: ItemAnswered | None) -> Draft:
    """Return the fields of an answer that stands."""
    if answer is None:
        return Draft()
    return Draft(
        answer=answer.answer.value,
        count="" if answer.count is None else str(answer.count),
        done=_written(answer.done_on),
        reason_code=answer.reason_code,
        note=answer.note,
        due=_written(answer.due_on),
        reference=answer.reference,
        evidence=answer.evidence,
    )


def _draft(fields: dict[str, object]) -> Draft:
    files = fields.pop("evidence", [])
    assert isinstance(files, list)
    texts = {name: str(value) for name, value in fields.items()}
    return Draft(**texts, evidence=tuple(StoredFile(**file) for file in files))


def _name(case_id: str) -> str:
    return f"draft/{case_id}"


def _written(day: date | None) -> str:
    return f"{day.year}/{day.month}/{day.day}" if day else ""
