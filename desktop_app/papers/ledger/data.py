"""What 様式第4号, the ledger of a half-year, shows (paper notes §7; measures H7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

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

    *steps* has one cell for every head of the sheet; an issued row has no blank cell but *remarks*.
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


@dataclass(frozen=True, slots=True)
class LedgerSheet:
    """Everything 様式第4号 shows. *lines* may be empty: one page then says that nobody moved.

    Texts are finished Japanese, e.g. period 2025年度上期（2025.4.1〜2025.9.30）, workplace
    ネットワークサービスセンター（NSC01）, counts 18件（完了 15・未了 2・取消 1）, deadlines 期限内 14・遅延 1 or ―,
    printed_at 2025.10.2 09:14. *check_code* is the last eight digits of the register's hash. *print_note* tells
    which characters of the foot are shown otherwise; a row tells it in its remarks.
    """

    form_number: str
    form_version: str
    title: str
    period: str
    workplace: str
    counts: str
    deadlines: str
    step_heads: tuple[StepHead, ...]
    lines: Sequence[LedgerLine]
    printed_at: str
    printed_by: str
    check_code: str
    created_at: dt.datetime
    seals: tuple[SealField, ...] = SEALS
    glossary: tuple[str, ...] = ()
    print_note: str = ""
