"""The invented people of the demo, and how they sign."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from datetime import date, timedelta

from desktop_app.domain.facts import Role
from desktop_app.papers.page.strokes import Strokes
from desktop_app.usecases.first_start import PersonInput
from desktop_app.usecases.intake import TransferInput

MANAGER = PersonInput("長谷川　ヱイ子", "ハセガワ　エイコ", "0012359", "内線 2210")
DEPUTY = PersonInput("岡部　誠司", "オカベ　セイジ", "0011002", "内線 2211", Role.DEPUTY_MANAGER)
HEAD = PersonInput("中村　由美子", "ナカムラ　ユミコ", "0011001", "内線 2200", Role.DEPARTMENT_HEAD)

_FAMILY = (
    ("青木", "アオキ"),
    ("石田", "イシダ"),
    ("上野", "ウエノ"),
    ("遠藤", "エンドウ"),
    ("大西", "オオニシ"),
    ("川上", "カワカミ"),
    ("木村", "キムラ"),
    ("小林", "コバヤシ"),
    ("斎藤", "サイトウ"),
    ("島田", "シマダ"),
    ("高木", "タカギ"),
    ("千葉", "チバ"),
)
_GIVEN = (
    ("明", "アキラ"),
    ("恵美", "エミ"),
    ("和也", "カズヤ"),
    ("幸子", "サチコ"),
    ("剛", "ツヨシ"),
    ("奈緒", "ナオ"),
    ("春香", "ハルカ"),
    ("真一", "シンイチ"),
    ("由香", "ユカ"),
    ("亮太", "リョウタ"),
)
_COMPANIES = ("あおば電力株式会社", "あおば発電株式会社", "あおばエナジートレード株式会社")


def invented(count: int) -> Iterator[TransferInput]:
    """Yield *count* transfers in February and March 2027, always the same ones."""
    for number in range(count):
        family, given = _FAMILY[number % len(_FAMILY)], _GIVEN[number // len(_FAMILY) % len(_GIVEN)]
        yield TransferInput(
            employee_no=f"7{number:06}",
            name=f"{family[0]}　{given[0]}",
            kana=f"{family[1]}　{given[1]}",
            effective_date=date(2027, 2, 15) + timedelta(days=number % 40),
            destination_company=_COMPANIES[number % len(_COMPANIES)],
            destination_department="営業部",
            transfer_type="出向",
            specified_affiliate=True,
        )


def handwriting(name: str) -> Strokes:
    """Return something like a signature, always the same for the same name; in mm and ms."""
    hand = random.Random(name)  # noqa: S311 - a drawing, no secret
    strokes = []
    clock = 0.0
    for letter in range(min(8, max(3, len(name.replace("　", ""))))):
        left = letter * 8.0
        for _stroke in range(3):
            x, y = left + hand.uniform(0, 3), hand.uniform(1, 9)
            turn, speed = hand.uniform(0, 2 * math.pi), hand.uniform(0.5, 0.9)
            samples = []
            for step in range(9):
                samples.append((round(x, 2), round(y, 2), round(0.3 + 0.5 * math.sin(step / 9 * math.pi), 2), clock))
                turn += hand.uniform(-0.6, 0.6)
                x, y = x + speed * math.cos(turn), min(10.0, max(0.0, y + speed * math.sin(turn)))
                clock += 12.0
            strokes.append(tuple(samples))
            clock += 140.0
    return tuple(strokes)
