"""What a letter shows: a form whose fields are filled in, and what only the case knows (paper notes §6, §7).

Finished Japanese text throughout: see ``domain.form.merged`` and ``domain.dates``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from desktop_app.domain.form import Form
from desktop_app.domain.form_fields import GoodsLine
from desktop_app.papers.page.blocks import RIGHT
from desktop_app.papers.page.pen_places import CODE_EDGE
from desktop_app.papers.page.seals import ConfirmationMark
from desktop_app.papers.page.strokes import Strokes
from desktop_app.papers.places import Rect

PEN_DATE = "　　　　年　　　月　　　日"
"""Room for a date by hand."""


class Outcome(IntEnum):
    """Which of a form's three boxes is ticked, by its place among them."""

    DONE = 0
    NOT_APPLICABLE = 1
    PARTLY_OPEN = 2


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a step. An empty *done_on* prints ―; *amounts* are the lines of its cell, none prints ―."""

    outcome: Outcome
    done_on: str = ""
    amounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An item left open: why, until when and who sees to it (lines of the cell)."""

    item_id: str
    wording: str
    reason: str
    due_on: str
    in_charge: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandSignature:
    """The handwriting and what is printed below it (name, 2025年3月28日 17:42)."""

    strokes: Strokes
    printed_name: str
    signed_at: str


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything a letter shows. Names keep their stored characters.

    *form* has every field filled in; *wording_hash* is that of the form before. *results* are by step; a step without
    one has empty boxes. *signature* None leaves the line empty. *by_pen*: nothing is signed on a screen, so boxes and
    dates wait for the pen; without *issued* the extra sheets have empty rows too. *coded*: the head of every page
    leaves room for a code (``page.pen``). *marks* are shown in the seal fields, by heading. *print_note* tells which
    characters are shown otherwise (``typesetting.substitutes``). *glossary* are further words never divided.
    *created_at* becomes the document's date, so that equal input gives equal bytes.
    """

    form: Form
    wording_hash: str
    case_no: str
    full_name: str
    employee_no: str
    author: str
    created_at: dt.datetime
    results: Mapping[str, Result] = field(default_factory=dict)
    open_items: tuple[OpenItem, ...] = ()
    goods: tuple[GoodsLine, ...] = ()
    signature: HandSignature | None = None
    by_pen: bool = True
    issued: bool = True
    coded: bool = False
    marks: Mapping[str, ConfirmationMark] = field(default_factory=dict)
    glossary: tuple[str, ...] = ()
    print_note: str = ""

    @property
    def head_edge(self) -> float:
        """How far to the right the head of a page goes."""
        return CODE_EDGE if self.coded else RIGHT


@dataclass(frozen=True, slots=True)
class RenderedLetter:
    """The PDF and where its signature fields go.

    *transferee_field* is the signature line (None on forms without one), *manager_field* exactly the seal field of
    whoever confirms (20 × 20 mm).
    """

    pdf: bytes
    pages: int
    transferee_field: Rect | None
    manager_field: Rect
