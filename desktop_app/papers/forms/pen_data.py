"""What the forms meant for the pen show: wording from a file, items from the programme, values from the case."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from desktop_app.domain.facts import ItemAnswered
from desktop_app.domain.programme import Item, Programme
from desktop_app.journal.codec import decode_value, encode_value
from desktop_app.papers.page.page_code import WORDING_BYTES
from desktop_app.resources import resource_path

REVISION = 1
"""Of the drawing of these forms: goes up whenever anything on them moves, or old sheets would be cut wrongly."""


@dataclass(frozen=True, slots=True)
class PenWording:
    """The words of checklist and 事後確認票 that are neither the programme's nor the case's."""

    name: str
    version: str
    draft: bool
    head: str
    title: str
    continued: str
    labels: dict[str, str]
    instructions: str
    columns: tuple[str, ...]
    parties: dict[str, str]
    ticket: str
    certificate: str
    open_heading: str
    open_columns: tuple[str, ...]
    open_more: str
    open_long: str
    declaration: str
    signature: str
    own_hand: str
    received_on: str
    confirmed_on: str
    seals: tuple[str, ...]
    later_name: str
    later_title: str
    later_deadline: str
    later_instructions: str
    later_columns: tuple[str, ...]
    later_unit: str
    later_declaration: str
    later_seals: tuple[str, ...]

    @property
    def edition(self) -> str:
        """第1.0版（案）."""
        return f"第{self.version}版{'（案）' if self.draft else ''}"


@dataclass(frozen=True, slots=True)
class PenSheet:
    """A form for one case. Names keep their stored characters; *due* is the day it is to be handed in or checked by.

    *answers* are printed ticked; none makes a blank form. *print_note* tells which characters are shown
    otherwise. *created_at* becomes the document's date.
    """

    programme: Programme
    wording: PenWording
    case_no: str
    full_name: str
    employee_no: str
    origin: str
    destination: str
    effective_on: str
    due: str
    author: str
    created_at: dt.datetime
    answers: Mapping[str, ItemAnswered] = field(default_factory=dict)
    print_note: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that is printed and comes from the case."""
        given = (text for answer in self.answers.values() for text in (answer.note, answer.reference))
        case = (self.case_no, self.full_name, self.employee_no, self.origin, self.destination)
        return (*case, self.effective_on, self.due, self.print_note, *given)


OPEN_ITEMS, SIGNATURE = "*open", "*signature"
"""What the regions of the last page are called that are no item's row."""


@cache
def pen_wording() -> PenWording:
    """Return the wording that ships."""
    return decode_value(resource_path("forms/paper-checklist.json").read_bytes(), PenWording)


def wording_hash(wording: PenWording, programme: Programme, items: tuple[Item, ...]) -> str:
    """Return the SHA-256 (hex) of every word such a form prints before a case's values are filled in."""
    steps = [(step.code, step.number, step.title.ja) for step in programme.steps]
    rows = [(item.id, item.step, item.text.ja, item.not_applicable, item.evidence, item.count_unit) for item in items]
    return hashlib.sha256(encode_value([wording, programme.id, programme.version, steps, rows])).hexdigest()


def code_wording(whole: str) -> str:
    """Return the part of a wording's hash that stands in a page's code."""
    return whole[: 2 * WORDING_BYTES]
