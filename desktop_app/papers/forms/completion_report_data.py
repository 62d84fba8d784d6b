"""What 様式第1号, the completion report, shows (paper notes §7; measures H1).

Finished Japanese text throughout: see ``wording.merge`` and ``dates``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from desktop_app.papers.page.blocks import RIGHT, Receipt
from desktop_app.papers.page.pen_places import CODE_EDGE
from desktop_app.papers.page.strokes import Strokes
from desktop_app.papers.places import Rect


class Outcome(Enum):
    """Which of the three boxes of a result row is ticked."""

    DONE = "完了"
    NOT_APPLICABLE = "該当なし"
    PARTLY_OPEN = "一部未完了"


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One row of 処理の実施結果.

    *outcome* None leaves all boxes empty (blank form). An empty *done_on* prints ―; *amounts* are the lines
    of the 数量 cell (e.g. 電子 214件 and 紙 6冊), none prints ―.
    """

    wording: str
    outcome: Outcome | None
    done_on: str = ""
    amounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One row of the 別紙: an item left open, why, until when and who sees to it (lines of the cell)."""

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
class ReportWording:
    """The merged wording of the form, from the programme file.

    *opening* is one paragraph without its indent; *declarations* are the items of 確認事項 without numbers.
    *wording_hash* is hexadecimal; its first twelve digits are printed as 文面ID in groups of four.
    """

    form_name: str  # 様式第1号（会社間異動）
    form_number: str  # 様式第1号
    form_version: str  # 第1.0版（案）
    wording_hash: str
    title: str
    opening: str
    results_heading: str
    declarations_heading: str
    declarations: tuple[str, ...]
    open_items_heading: str
    open_items_title: str = "未完了の項目"
    open_items_note: str = ""


@dataclass(frozen=True, slots=True)
class CompletionReport:
    """Everything 様式第1号 shows. Names keep their stored characters; dates come as text (see ``dates``).

    *open_items* make the 別紙; without them 未完了の項目 reads なし. *signature* None leaves an empty line for
    the pen. *glossary* are further words never divided (names of the workplace's own masters).
    *created_at* becomes the document's date, so that equal input gives equal bytes. *for_pen*: the head of every page
    leaves room for a code.
    """

    wording: ReportWording
    case_no: str
    submitted_on: str
    employer_name: str
    workplace_name: str
    org_code: str
    wim_title: str
    wim_name: str
    origin_department: str
    employee_no: str
    name_kana: str
    full_name: str
    results: tuple[ResultRow, ...]
    open_items: tuple[OpenItem, ...]
    receipt: Receipt
    signature: HandSignature | None
    created_at: dt.datetime
    glossary: tuple[str, ...] = ()
    for_pen: bool = False

    @property
    def head_edge(self) -> float:
        """How far to the right the head of a page goes: the code of a page for the pen needs its place."""
        return CODE_EDGE if self.for_pen else RIGHT


@dataclass(frozen=True, slots=True)
class RenderedReport:
    """The PDF and where its signature fields go.

    *transferee_field* is the signature line, *manager_field* exactly the manager's seal field (20 × 20 mm),
    *received_on_field*, *confirmed_box* and *returned_box* what the countersignature may fill in on the receipt.
    """

    pdf: bytes
    pages: int
    transferee_field: Rect
    manager_field: Rect
    received_on_field: Rect
    confirmed_box: Rect
    returned_box: Rect
