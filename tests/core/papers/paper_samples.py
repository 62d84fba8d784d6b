"""A ledger as the design pictures show it; company and people are invented."""

import dataclasses
import datetime as dt

from desktop_app.papers.ledger import printing as form4
from tests.core.papers.paper_people import PEOPLE

JST = dt.timezone(dt.timedelta(hours=9))
LATE = form4.Cell.of("遅延", "3日", emphasis=form4.Emphasis.FRAMED)
OPEN = form4.Cell.of("未了", emphasis=form4.Emphasis.FRAMED)
OVERDUE = form4.Cell.of("超過", emphasis=form4.Emphasis.REVERSED)
CANCELLED = form4.Cell.of("取消", emphasis=form4.Emphasis.BOLD)
NOTHING, NOT_DONE = form4.NOTHING, form4.NOT_DONE
DAYS = tuple(map(form4.Cell.of, ("3/27", "3/28", "3/28", "3/28")))
LINE = form4.LedgerLine(
    case_no="NSC01-25A-001",
    name_kana="サトウ　タロウ",
    full_name="佐藤　太郎",
    employee_no="0012345",
    origin="ネットワークサービスセンター",
    org_code="NSC01",
    destination_company="北辰エナジー株式会社",
    destination_department="法人営業部　第二グループ",
    is_specified_affiliate=True,
    effective_date="2025.4.1",
    steps=DAYS,
    briefed_on=form4.Cell.of("3/14"),
    reported_on=form4.Cell.of("3/28"),
    pledge=form4.Cell.of("第3号", "3/28"),
    confirmed=form4.Cell.of("2025.3.31", "\u9ad9橋　健一"),
    judgement=form4.Cell.of("期限内"),
)
ODDITIES = {
    0: {"steps": (*DAYS[:3], NOT_DONE), "judgement": OPEN, "remarks": "I-05 予定4/3\nF-25A-012"},
    1: {
        "destination_company": "北辰ホールディングス株式会社",
        "destination_department": "経営企画部",
        "confirmed": form4.Cell.of("2025.3.31", "山下　薫", "（代理者）"),
        "remarks": "管理者本人の案件",
    },
    2: {"steps": (DAYS[0], DAYS[1], NOTHING, DAYS[3])},
    3: {
        "destination_company": "北辰発電株式会社",
        "destination_department": "火力部　燃料調達グループ",
        "judgement": LATE,
        "remarks": "発令内示が3/31",
    },
    5: {
        "destination_company": "北辰コミュニケーションズ株式会社",
        "destination_department": "カスタマーサポート部",
        "is_specified_affiliate": False,
        "pledge": form4.Cell.of("対象外"),
    },
    12: {
        "destination_company": "北辰エナジートレーディング株式会社",
        "destination_department": "電力取引部　短期市場グループ",
    },
    15: {
        "effective_date": "2025.7.16",
        "steps": (NOT_DONE, NOT_DONE, form4.Cell.of("7/14"), NOT_DONE),
        "reported_on": NOT_DONE,
        "pledge": NOT_DONE,
        "confirmed": NOTHING,
        "judgement": OVERDUE,
        "remarks": "是正\nF-25A-019",
    },
    19: {
        "steps": (NOTHING,) * 4,
        "reported_on": NOTHING,
        "pledge": NOTHING,
        "confirmed": NOTHING,
        "judgement": CANCELLED,
        "remarks": "6/25発令取消",
    },
}


def ledger_lines(count=20):
    return tuple(
        dataclasses.replace(
            LINE,
            case_no=f"NSC01-25A-{number + 1:03d}",
            full_name=PEOPLE[number % len(PEOPLE)][0],
            name_kana=PEOPLE[number % len(PEOPLE)][1],
            employee_no=PEOPLE[number % len(PEOPLE)][2],
            **ODDITIES.get(number, {}),
        )
        for number in range(count)
    )


LEDGER = form4.LedgerSheet(
    form_number="様式第4号",
    form_version="第1.0版（案）",
    title="会社間異動者の情報管理　管理表",
    period="2025年度上期（2025.4.1〜2025.9.30）",
    workplace="ネットワークサービスセンター（NSC01）",
    counts="20件（完了 17・未了 2・取消 1）",
    deadlines="期限内 16・未了 1・遅延 1・超過 1",
    step_heads=(
        form4.StepHead("①", "データ・紙"),
        form4.StepHead("②", "アクセス権"),
        form4.StepHead("③", "転送・共有"),
        form4.StepHead("④", "ID・PW"),
    ),
    lines=ledger_lines(),
    printed_at="2025.10.2 09:14",
    printed_by="\u9ad9橋　健一",
    check_code="9C41A7E2",
    created_at=dt.datetime(2025, 10, 2, 9, 14, tzinfo=JST),
)
EMPTY_LEDGER = dataclasses.replace(LEDGER, lines=(), counts="0件", deadlines="―")
