"""チケットのコード: half a page to hand to the transferee, with the code of their ticket in large figures.

It goes another way than the ticket's file; whoever holds both can open the ticket.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from io import BytesIO

from desktop_app.papers.forms.document import CENTRE, begin, steps
from desktop_app.papers.page.blocks import LEFT, TEXT_WIDTH, page_head
from desktop_app.papers.page.printable import check_all, texts_in
from desktop_app.papers.page.sheet import Align
from desktop_app.papers.page.tables import FactsTable
from desktop_app.papers.typesetting.fonts import Face, Lettering
from desktop_app.papers.typesetting.lines import justify

_TITLE = Lettering(Face.MINCHO, 17)
_CODE = Lettering(Face.GOTHIC_BOLD, 30)
_NOTE = Lettering(Face.GOTHIC, 9)
_STEPS = (
    "このPCに「関所」が入っていることを確かめ、別に受け取ったチケットのファイルを開きます。",
    "上のコード（16けた）を入力します。ハイフンは入れても入れなくてもかまいません。",
    "手順に沿って回答し、完了報告書を読んで署名します。途中で閉じても、コードを入力すれば続きから始められます。",
    "申告は共有フォルダを通して届きます。届かないときは、ファイルに保存して職場情報管理者に渡してください。",
)
_WARNING = "この紙とチケットのファイルがそろうと、だれでも申告を開けます。別々に保管し、終わったら細断してください。"


@dataclass(frozen=True, slots=True)
class TicketSlip:
    """What the slip says; *expires_on* as it is printed, *contact* may be empty."""

    employer_name: str
    workplace_name: str
    full_name: str
    case_no: str
    code: str
    expires_on: str
    contact: str
    created_at: dt.datetime


def render_ticket_slip(slip: TicketSlip) -> bytes:
    """Return the slip as a PDF, A4 with the lower half left free. Raises GlyphMissing (where: the case number)."""
    check_all(texts_in(slip), where=slip.case_no)
    out, title = BytesIO(), "チケットのコード"
    author = f"{slip.employer_name}　{slip.workplace_name}"
    sheet = begin(out, f"{title}　{slip.case_no}", author, slip.created_at)
    page_head(sheet, title)
    sheet.tracked(CENTRE, 29.0, title, _TITLE, 0.3, align=Align.CENTRE)
    rows = (
        (("氏名", slip.full_name), ("管理番号", slip.case_no)),
        (("期限", slip.expires_on), ("連絡先", slip.contact)),
    )
    half = TEXT_WIDTH / 2
    FactsTable(rows, ((18.0, half - 18.0),) * 2).draw(sheet, 36.0)
    sheet.box(LEFT, 61.0, TEXT_WIDTH, 24.0)
    sheet.text(CENTRE, 77.0, slip.code, _CODE, Align.CENTRE)
    y = steps(sheet, 95.0, _STEPS)
    for line in justify(_WARNING, _NOTE.face, _NOTE.size, TEXT_WIDTH):
        y += 5.0
        sheet.set_line(LEFT, y, line, _NOTE)
    sheet.save()
    return out.getvalue()
