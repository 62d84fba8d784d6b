"""A form (様式): its wording as a list of blocks, in the language it is signed in.

Forms ship in ``resources/forms``; a programme names one or writes its own. Every word of a letter stands in its form,
so that the hash of the form covers every word; ``{{name}}`` are merge fields (domain notes §3.0). How blocks are set
on paper is the business of ``papers.forms``, how they are read before signing that of the windows.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from desktop_app.errors import MergeFieldUnset

T = TypeVar("T")

MAY_BE_EMPTY = frozenset({"transferee_kana", "refusal_note"})
"""Kana are optional for names in other scripts; somebody who does not sign need not say why."""

_FIELD = re.compile(r"\{\{\s*([a-z0-9_]+)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with what it is called."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a letter goes: where, as what, and by name (may be empty); 殿 follows."""

    place: str
    title: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """The line to sign on: what stands before it and after it."""

    label: str
    note: str


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A row of the result table: what a step's processing is called on paper."""

    step: str
    text: str


@dataclass(frozen=True, slots=True)
class Results:
    """The table of what was done: four column heads, the three outcomes (done, not applicable, open), the rows."""

    columns: tuple[str, ...]
    outcomes: tuple[str, ...]
    rows: tuple[ResultRow, ...]


@dataclass(frozen=True, slots=True)
class OpenItems:
    """The items left open: one line in the letter, and a sheet of their own when there are any.

    *counted* follows the number of items, *none* stands instead. *sheet* is what the page's head calls the sheet.
    """

    heading: str
    counted: str
    none: str
    sheet: str
    title: str
    columns: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Article:
    """第n条（見出し） with its text, numbered items, and a closing line below them."""

    heading: str
    text: str
    items: tuple[str, ...] = ()
    closing: str = ""


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """What an item's answer becomes on the list of returned goods."""

    item: str
    text: str


@dataclass(frozen=True, slots=True)
class ReturnedGoods:
    """返却物品: a sheet of its own. Rows come from answers unless the manager entered them.

    *states* say what became of a thing: given back, not applicable, still open. Those in *alarming* are framed.
    *pen_rows* are the empty rows of a form to be filled in by hand.
    """

    sheet: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[GoodsRow, ...]
    states: tuple[str, ...]
    alarming: tuple[str, ...]
    pen_rows: int
    note: str


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A line of the receipt box: a value, boxes to tick, or room for a date or words by pen.

    *signed* stands there instead on a form signed on the screen, where no pen comes any more.
    """

    label: str
    value: str = ""
    choices: tuple[str, ...] = ()
    signed: str = ""
    pen: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptBox:
    """The box at the foot: three lines and the seal fields; *countersigned* is the field of the confirmer."""

    title: str
    lines: tuple[ReceiptLine, ...]
    seals: tuple[str, ...]
    countersigned: str


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a form: exactly one of these is set. The field's name is what form files call it."""

    numbers: tuple[Labelled, ...] | None = None
    addressee: Addressee | None = None
    sender: tuple[Labelled, ...] | None = None
    signature: SignatureLine | None = None
    title: str | None = None
    particulars: tuple[Labelled, ...] | None = None
    paragraph: str | None = None
    centred: str | None = None
    heading: str | None = None
    results: Results | None = None
    items: tuple[str, ...] | None = None
    open_items: OpenItems | None = None
    article: Article | None = None
    returned_goods: ReturnedGoods | None = None
    closing: str | None = None
    receipt: ReceiptBox | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One version of a form. ``draft`` prints （案）: the wording has not been through the legal department.

    ``carries_pledge``: signing it is signing the pledge. ``category`` stands in brackets after the number.
    """

    code: str
    number: str
    category: str
    version: str
    draft: bool
    carries_pledge: bool
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """What the form is called."""
        return next(block.title for block in self.blocks if block.title is not None)

    @property
    def name(self) -> str:
        """Number and category, as the head of a page says it."""
        return f"{self.number}（{self.category}）" if self.category else self.number

    @property
    def edition(self) -> str:
        """The version as it is printed."""
        return f"第{self.version}版{'（案）' if self.draft else ''}"

    @property
    def result_rows(self) -> tuple[ResultRow, ...]:
        """The rows of the form's result tables."""
        return tuple(row for block in self.blocks if block.results for row in block.results.rows)

    @property
    def returned_goods(self) -> ReturnedGoods | None:
        """The list of returned goods, where the form has one."""
        return next((block.returned_goods for block in self.blocks if block.returned_goods), None)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the merge fields in the wording, in order of first use."""
        return tuple(dict.fromkeys(name for text in texts_of(self.blocks) for name in merge_fields(text)))

    @property
    def wording_hash(self) -> str:
        """SHA-256 (hex) of every word; its first twelve digits are printed as 文面ID."""
        canonical = json.dumps(_said(asdict(self)), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def merge_fields(template: str) -> tuple[str, ...]:
    """Return the names of the fields of *template* in order of first use."""
    return tuple(dict.fromkeys(_FIELD.findall(template)))


def merge(template: str, values: Mapping[str, str]) -> str:
    """Return *template* with its fields filled in; a value is never read as a template again.

    Raises MergeFieldUnset for a field that is unknown or empty: such wording is neither printed nor signed. Blanks
    are room for the pen.
    """

    def value(found: re.Match[str]) -> str:
        filled = values.get(found[1], "")
        if not filled and found[1] not in MAY_BE_EMPTY:
            raise MergeFieldUnset(field=found[1])
        return filled

    return _FIELD.sub(value, template)


def merged(part: T, values: Mapping[str, str]) -> T:
    """Return a form, a block or any part of one with every field filled in; raises MergeFieldUnset."""
    if isinstance(part, str):
        return merge(part, values)  # type: ignore[return-value] # a text stays a text
    if isinstance(part, tuple):
        return tuple(merged(each, values) for each in part)  # type: ignore[return-value]
    if is_dataclass(part) and not isinstance(part, type):
        inner = {field.name: merged(getattr(part, field.name), values) for field in fields(part)}
        return replace(part, **inner)
    return part


def texts_of(part: object) -> Iterator[str]:
    """Yield every text in a part of a form."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from texts_of(each)
    elif is_dataclass(part):
        for field in fields(part):
            yield from texts_of(getattr(part, field.name))


def _said(value: Any) -> Any:
    """Return *value* without the parts that are not set: another kind of block must not change a form's hash."""
    if isinstance(value, dict):
        return {key: _said(below) for key, below in value.items() if below is not None}
    if isinstance(value, list | tuple):
        return [_said(below) for below in value]
    return value
