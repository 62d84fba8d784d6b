"""Items with lines: the one item "system rights removed" becomes a line for each system the person really used.

The facts stay those of items: a line has an id of its own (``A-03/SYS-01``), is answered, checked and sent back like
any item, and its item is done when all its lines are. A case without lines is as it always was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from desktop_app.domain.bilingual import Text
from desktop_app.domain.case import TransferCase
from desktop_app.domain.line_facts import ChosenLine
from desktop_app.domain.programme import EvidenceKind, Item, Programme

_BETWEEN = "/"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineItem(Item):
    """One line of an item: everything the item asks, asked of one system or thing."""

    part_of: Item
    line: ChosenLine
    number: int


def line_id(item_id: str, code: str) -> str:
    """Return the id under which a line is answered."""
    return f"{item_id}{_BETWEEN}{code}"


def item_id_of(answered_id: str) -> str:
    """Return the item of the programme that an answer's id belongs to."""
    return answered_id.partition(_BETWEEN)[0]


def lines_of(case: TransferCase) -> Mapping[str, tuple[ChosenLine, ...]]:
    """Return the lines chosen for a case by item."""
    found: dict[str, tuple[ChosenLine, ...]] = {}
    for line in case.lines:
        found[line.item_id] = (*found.get(line.item_id, ()), line)
    return found


def programme_of_case(programme: Programme, case: TransferCase) -> Programme:
    """Return the programme as this case follows it: of its direction, an item with lines replaced by its lines."""
    programme = programme.on_course(case.transfer_type)
    lines = lines_of(case)
    if not lines:
        return programme
    items = tuple(
        one for item in programme.items for one in (_lines(item, lines[item.id]) if item.id in lines else (item,))
    )
    return replace(programme, items=items)


def _lines(item: Item, lines: tuple[ChosenLine, ...]) -> tuple[Item, ...]:
    whole = {field.name: getattr(item, field.name) for field in fields(item)}
    # One system or thing is not counted.
    evidence = tuple(kind for kind in item.evidence if kind is not EvidenceKind.COUNT)
    made = []
    for number, line in enumerate(lines, start=1):
        text = Text(ja=f"{line.name}　{item.text.ja}", en=f"{line.name}: {item.text.en}")
        own = {**whole, "id": line_id(item.id, line.code), "text": text, "evidence": evidence, "count_label": None}
        made.append(LineItem(**own, part_of=item, line=line, number=number))
    return tuple(made)
