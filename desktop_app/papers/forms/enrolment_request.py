"""登録の申請: the request of a PC that wants to join, as one large QR code on a page to be handed to a member.

It names nobody: who asks stands sealed in the code. The number that two people compare is not on it either; it stands
on the new PC's screen, because a sheet that brought both could be exchanged as a whole.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from io import BytesIO

from desktop_app.papers.forms.document import CENTRE, begin, steps
from desktop_app.papers.page.blocks import TEXT_WIDTH, page_head
from desktop_app.papers.page.printable import check_all, texts_in
from desktop_app.papers.page.qr import draw_qr
from desktop_app.papers.page.sheet import Align
from desktop_app.papers.page.tables import FactsTable
from desktop_app.papers.typesetting.fonts import Face, Lettering

_TITLE = Lettering(Face.MINCHO, 17)
_SIDE, _QUIET = 150.0, 4
_TOP = 51.0
_STEPS = (
    "職場情報管理者に、この紙（または写真・スキャン）を渡します。中身は封をされ、その職場だけが開けます。",
    "管理者は「設定」―「共有フォルダ」―「申請を開く」で、この紙のスキャンか写真を選びます。",
    "新しいPCの画面の番号（20けた）を、電話か対面で本人が読み上げます。番号はこの紙にはありません。",
)


@dataclass(frozen=True, slots=True)
class RequestSheet:
    """What the sheet shows: whose workplace is asked, and the sealed request."""

    workplace_name: str
    sealed: bytes
    created_at: dt.datetime


def render_request_sheet(request: RequestSheet) -> bytes:
    """Return the sheet as a PDF, A4. Raises GlyphMissing, ValueError (more than a QR code holds)."""
    check_all(texts_in(request), where=request.workplace_name)
    out, title = BytesIO(), "登録の申請"
    sheet = begin(out, title, request.workplace_name, request.created_at)
    page_head(sheet, title)
    sheet.tracked(CENTRE, 29.0, title, _TITLE, 0.3, align=Align.CENTRE)
    FactsTable(((("申請先の職場", request.workplace_name),),), ((28.0, TEXT_WIDTH - 28.0),)).draw(sheet, 36.0)
    draw_qr(sheet, CENTRE - _SIDE / 2, _TOP, request.sealed, side=_SIDE, quiet=_QUIET, level="l")
    steps(sheet, _TOP + _SIDE + 10.0, _STEPS)
    sheet.save()
    return out.getvalue()
