"""The sheet of lines behind a letter: what was done, system by system and thing by thing (measures H5, K2)."""

from __future__ import annotations

from desktop_app.domain.case import TransferCase
from desktop_app.domain.dates import dotted
from desktop_app.domain.facts import Answer
from desktop_app.domain.lines import LineItem
from desktop_app.domain.programme import Programme
from desktop_app.exchange.record_file import shipped_record
from desktop_app.papers.forms.letter_data import LineSheet

_ANSWERS = {Answer.DONE: "完了", Answer.NOT_APPLICABLE: "該当なし", Answer.NOT_DONE: "未完了"}
"""Papers are Japanese whatever language the windows speak."""


def line_sheet_of(case: TransferCase, programme: Programme) -> LineSheet | None:
    """Return the sheet; None for a case without lines."""
    items = [item for item in programme.items if isinstance(item, LineItem)]
    if not items:
        return None
    wording = shipped_record("item-lines")
    words = wording.words
    return LineSheet(
        name=words["name"],
        title=wording.title,
        note="".join(wording.lists["notes"]),
        columns=tuple(words[name] for name in ("item", "thing", "answer", "done_on", "number")),
        rows=tuple(_row(case, item, words["automatic"], words["expected"]) for item in items),
    )


def _row(case: TransferCase, item: LineItem, automatic: str, expected: str) -> tuple[str, ...]:
    answer = case.answer(item.id)
    name = f"{item.line.name}\n（{automatic}）" if item.line.automatic else item.line.name
    if answer is None:
        return (item.part_of.id, name, "", "", "")
    day = dotted(answer.done_on) if answer.done_on else ""
    if answer.due_on:
        day = f"{dotted(answer.due_on)}\n{expected}"
    told = "　".join(filter(None, (answer.reference, *answer.note.splitlines())))
    return (item.part_of.id, name, _ANSWERS[answer.answer], day, told)
