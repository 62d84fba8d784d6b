"""Large homes for timing: real facts through the real record, only many of them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.facts import BriefingRecorded, CaseRegistered, Post, Transferee
from tests.homes import found

FAMILY = ("佐藤", "\u9ad9橋", "\ufa11山", "渡邉", "鈴木", "田中", "伊藤", "山本", "中村", "小林", "加藤", "吉田")
GIVEN = ("太郎", "健一", "美咲", "由紀子", "誠", "葵", "陽子", "一郎", "明", "恵", "真理", "亮")
FAMILY_KANA = (
    "サトウ",
    "タカハシ",
    "サキヤマ",
    "ワタナベ",
    "スズキ",
    "タナカ",
    "イトウ",
    "ヤマモト",
    "ナカムラ",
    "コバヤシ",
    "カトウ",
    "ヨシダ",
)
FIRST = date(2026, 10, 1)


def crowd(folder: Path, cases: int, days: int = 180) -> App:
    """Return an open home with *cases* cases, their effective dates spread over *days* from 2026-10-01."""
    app = found(folder, "crowd")
    programme = app.workplace.programme
    facts = []
    for n in range(cases):
        person = Transferee(
            f"{n:07d}", f"{FAMILY[n % 12]}　{GIVEN[n // 12 % 12]}", f"{FAMILY_KANA[n % 12]}　タロウ{n % 97}"
        )
        registered = CaseRegistered(
            case_id=f"{n:032x}",
            case_no=f"NSC01-26B-A{n:05d}",
            transferee=person,
            origin=Post("北辰送配電株式会社", "ネットワークサービスセンター", "NSC01"),
            destination=Post("あおば電力株式会社", "電力小売部　第二グループ", specified_affiliate=True),
            effective_date=FIRST + timedelta(days=n % days),
            notice_date=None,
            transfer_type=programme.scope.transfer_types[0],
            programme_id=programme.id,
            programme_version=programme.version,
            in_scope=True,
            source="benchmark",
        )
        facts.append(registered)
        if n % 3 == 0:
            briefed = BriefingRecorded(registered.case_id, FIRST - timedelta(days=10), "中村", "対面", "", True)
            facts.append(briefed)
        if len(facts) > 20_000:
            app.commit(tuple(facts))
            facts.clear()
    app.commit(tuple(facts))
    return app
