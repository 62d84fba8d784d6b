"""A checklist for the pen as it is printed, with the code of a PC that exists only here."""

from __future__ import annotations

import datetime as dt
from functools import cache

from desktop_app.keys.signing import fixed_signature, new_key, sign
from desktop_app.papers.forms.checklist import render_checklist
from desktop_app.papers.forms.checklist_layout import checklist_pages, checklist_regions
from desktop_app.papers.forms.pen_data import REVISION, PenSheet, pen_wording
from desktop_app.papers.page.page_code import PageCode, PenForm, sealed_code
from desktop_app.papers.page.pen import stamp_pages
from tests.homes import hokkaido

CASE = "0123456789abcdef" * 2
WORDING = "8e440b9c61f7"
KEY = new_key()


def signed(data: bytes) -> bytes:
    return fixed_signature(sign(KEY, data))


def code(page: int, pages: int = 3, form: PenForm = PenForm.CHECKLIST) -> PageCode:
    return PageCode(CASE, form, REVISION, page, pages, WORDING)


def sample(name: str = "佐藤　太郎", number: str = "0012345", programme=None, **changed) -> PenSheet:
    given = {
        "programme": programme or hokkaido().programme,
        "wording": pen_wording(),
        "case_no": "NSC01-25A-003",
        "full_name": name,
        "employee_no": number,
        "origin": "ネットワークサービスセンター（NSC01）",
        "destination": "北辰エナジー株式会社",
        "effective_on": "2025年4月1日（火）",
        "due": "2025年3月31日（月）",
        "author": "北辰送配電株式会社",
        "created_at": dt.datetime(2025, 3, 3, 9, 0, tzinfo=dt.UTC),
    }
    return PenSheet(**(given | changed))


@cache
def printed_pack() -> bytes:
    pdf, pages = render_checklist(sample())
    codes = [(sealed_code(code(n), signed), f"NSC01-25A-003  {n}/{pages}") for n in range(1, pages + 1)]
    return stamp_pages(pdf, codes, created_at=dt.datetime(2025, 3, 3, 9, 0, tzinfo=dt.UTC))


@cache
def regions(page: int):
    return checklist_regions(checklist_pages(hokkaido().programme)[page - 1])
