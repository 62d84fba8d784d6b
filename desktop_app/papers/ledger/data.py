"""What 様式第4号, the ledger of a half-year, shows (paper notes §7; measures H7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from desktop_app.papers.page.seals import SEALS, SealField


class Emphasis(Enum):
    """How a cell is shown; its meaning survives a black-and-white copy (paper notes §9)."""

    PLAIN = "plain"
    REVERSED = "reversed"  # white on black: 未, 超過
    FRAMED = "framed"  # bold in a frame: 未了, 遅延n日
    BOLD = "bold"  # 取消


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of a cell, e.g. Cell("3/28"), Cell("第3号", "3/28"), Cell("未", emphasis=Emphasis.REVERSED)."""

    lines: tuple[str, ...]
    emphasis: Emphasis = Emphasis.PLAIN

    @staticmethod
    def of(*lines: str, emphasis: Emphasis = Emphasis.PLAIN) -> Cell:
        """Return a cell of *lines*."""
        return Cell(lines, emphasis)


NOTHING = Cell(("―",))
NOT_DONE = Cell(("未",), Emphasis.REVERSED)


@dataclass(frozen=True, slots=True)
class StepHead:
    """The head of a step column: ① over データ・紙."""

    number: str
    name: str


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One transferee's row.

    *steps* has one cell for every head of the sheet; an issued row has no blank cell but *remarks*. Rows of one
    *group* follow each other under its name, e.g. NSC01　西部配電事業所; empty where the ledger has no groups.
    """

    case_no: str
    name_kana: str
    full_name: str
    employee_no: str
    origin: str
    org_code: str
    destination_company: str
    destination_department: str
    is_specified_affiliate: bool
    effective_date: str
    steps: tuple[Cell, ...]
    briefed_on: Cell
    reported_on: Cell
    pledge: Cell
    confirmed: Cell
    judgement: Cell
    remarks: str = ""
    group: str = ""


class LedgerLines(Protocol):
    """The rows, read anew each time they are asked for: first to be measured, then to be drawn.

    A tuple will do; a ledger of any length is read from its record bit by bit.
    """

    def __len__(self) -> int:
        """Return the number of rows."""

    def __iter__(self) -> Iterator[LedgerLine]:
        """Yield every row, the same ones each time."""

    def __getitem__(self, part: slice, /) -> Sequence[LedgerLine]:
        """Return the rows of one page."""


@dataclass(frozen=True, slots=True)
class LedgerCover:
    """What the cover sheet (表紙) shows beside the facts of the ledger itself.

    *workplaces* are (org code, name, rows); *judgements* and *figures* (label, number, None while
    it is not counted).
    """

    workplaces: tuple[tuple[str, str, int], ...]
    judgements: tuple[tuple[str, int | None], ...]
    figures: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class LedgerSheet:
    """Everything 様式第4号 shows. *lines* may be empty: one page then says that nobody moved.

    Texts are finished Japanese, e.g. period 2025年度上期（2025.4.1〜2025.9.30）, workplace
    ネットワークサービスセンター（NSC01）, counts 18件（完了 15・未了 2・取消 1）, deadlines 期限内 14・遅延 1 or ―,
    printed_at 2025.10.2 09:14. *check_code* is the last eight digits of the register's hash.
    *heads* has one line for each PC's chain, e.g. ("端末 A", "第128号", "9C41 A7E2 …"): whoever holds an old printout
    can tell that the record goes on from there. *selection* says what the rows were chosen by (抽出条件); empty when
    nobody is left out. *print_note* tells which characters of the foot are shown otherwise; a row tells it in its
    remarks.
    """

    form_number: str
    form_version: str
    title: str
    period: str
    workplace: str
    counts: str
    deadlines: str
    step_heads: tuple[StepHead, ...]
    lines: LedgerLines
    printed_at: str
    printed_by: str
    check_code: str
    created_at: dt.datetime
    seals: tuple[SealField, ...] = SEALS
    glossary: tuple[str, ...] = ()
    selection: str = ""
    cover: LedgerCover | None = None
    print_note: str = ""
    heads: tuple[tuple[str, str, str], ...] = ()
