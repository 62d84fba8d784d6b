"""A filled-in completion report and a ledger as the design pictures show them; company and people are invented."""

import dataclasses
import datetime as dt

from desktop_app.papers.forms import completion_report as form1
from desktop_app.papers.ledger import printing as form4
from tests.core.papers.paper_people import PEOPLE

JST = dt.timezone(dt.timedelta(hours=9))
SIGNED = dt.datetime(2025, 3, 28, 17, 42, tzinfo=JST)
STROKES = (
    ((2, 4, 0.3, 0), (4, 8, 0.7, 40), (3, 12, 0.9, 80), (2.5, 20, 0.4, 120)),
    ((6, 6, 0.4, 200), (14, 5, 0.6, 240)),
    ((10, 2, 0.4, 300), (9, 10, 0.7, 340), (5, 18, 0.8, 380), (3, 21, 0.2, 420)),
    ((8, 12, 0.5, 500), (14, 12, 0.5, 540), (14, 18, 0.7, 580), (8, 18, 0.6, 620), (8, 12, 0.5, 660)),
    ((22, 6, 0.3, 800), (36, 5, 0.6, 860)),
    ((26, 2, 0.5, 900), (26, 8, 0.5, 940)),
    ((32, 2, 0.5, 960), (32, 8, 0.5, 1000)),
    ((24, 10, 0.4, 1100), (34, 10, 0.6, 1140), (32, 20, 0.9, 1200), (28, 19, 0.3, 1240)),
    ((29, 8, 0.4, 1300), (28, 15, 0.6, 1340), (23, 21, 0.3, 1380)),
    ((42, 9, 0.4, 1500), (54, 8, 0.7, 1540)),
    ((48, 3, 0.5, 1600), (47, 11, 0.7, 1640), (42, 20, 0.3, 1680)),
    ((48, 11, 0.5, 1700), (54, 19, 1.0, 1740)),
    ((46, 19, 0.8, 1800),),
    ((60, 5, 0.4, 1900), (66, 5, 0.6, 1940), (66, 12, 0.7, 1980), (60, 12, 0.4, 2020), (60, 20, 0.6, 2060)),
    ((70, 4, 0.5, 2100), (75, 4, 0.7, 2140), (72, 10, 0.6, 2180), (75, 14, 0.8, 2220), (71, 16, 0.3, 2260)),
    ((70, 4, 0.5, 2300), (70, 22, 0.5, 2380)),
)

WORDING = form1.ReportWording(
    form_name="様式第1号（会社間異動）",
    form_number="様式第1号",
    form_version="第1.0版（案）",
    wording_hash="3f9a21c708be5d",
    title="会社間異動に伴う非公開情報の処理に関する完了報告書",
    opening="私は、2025年4月1日（火）付で北辰エナジー株式会社へ異動するにあたり、在籍中に取り扱った"
    "非公開情報について、下記のとおり処理しましたので報告します。",
    results_heading="処理の実施結果",
    declarations_heading="確認事項",
    declarations=(
        "上記の報告は事実と相違ありません。",
        "私の手元（自宅および私物の機器を含む。）に非公開情報は残っていません。",
        (
            "異動後に非公開情報を所持していることに気付いたとき、または非公開情報が送られてきたときは、"
            "内容を確認・複製・転送せず、直ちに職場情報管理者（内線 8-2210）へ連絡します。"
        ),
        "異動先の業務に非公開情報を用いません。異動先の関係者に提供しません。",
        (
            "非公開情報の不正な利用・提供が就業規則その他の規程により懲戒等の対象となり得ることについて、"
            "2025年3月14日（金）に説明を受けました。"
        ),
    ),
    open_items_heading="未完了の項目",
    open_items_note="本紙の項目は管理表に登載し、処置が終わるまで是正（F-25A-012）として管理します。",
)

REPORT = form1.CompletionReport(
    wording=WORDING,
    case_no="NSC01-25A-003",
    submitted_on="2025年3月28日（金）",
    employer_name="北辰送配電株式会社",
    workplace_name="ネットワークサービスセンター",
    org_code="NSC01",
    wim_title="職場情報管理者",
    wim_name="\u9ad9橋　健一",
    origin_department="ネットワークサービスセンター",
    employee_no="0012345",
    name_kana="サトウ　タロウ",
    full_name="佐藤　太郎",
    results=(
        form1.ResultRow(
            "私が保有していた非公開情報（電子データおよび紙媒体）の削除・廃棄",
            form1.Outcome.DONE,
            "3月27日",
            ("電子 214件", "紙 6冊"),
        ),
        form1.ResultRow(
            "非公開情報の閲覧が可能なフォルダ・システム等のアクセス権の設定解除",
            form1.Outcome.DONE,
            "3月28日",
            ("9件",),
        ),
        form1.ResultRow(
            "メールの自動転送・コミュニケーションツール等の設定解除", form1.Outcome.DONE, "3月28日", ("4件",)
        ),
        form1.ResultRow(
            "個別に付与されたログインID・パスワード等の削除", form1.Outcome.PARTLY_OPEN, "", ("1件（別紙）",)
        ),
    ),
    open_items=(
        form1.OpenItem(
            "I-05",
            "ICカード・ハードトークン・電子証明書・認証アプリの登録を返却または失効させた。",
            "電子証明書の失効処理が認証局側で4月3日になるため。申請番号 CA-25-0117",
            "2025.4.3（木）",
            ("情報システム部", "中村　恵"),
        ),
    ),
    receipt=form1.Receipt(
        received_on="2025年3月28日（金）",
        result=form1.ReceiptResult.CONFIRMED,
        seals=(
            form1.SealField("担当", form1.ConfirmationMark("受領", "2025.3.28", "伊藤")),
            form1.SealField("職場情報管理者", form1.ConfirmationMark("確認", "2025.3.31", "\u9ad9橋")),
            form1.SealField("確認者"),
        ),
    ),
    signature=form1.HandSignature(STROKES, "佐藤　太郎", "2025年3月28日 17:42"),
    created_at=SIGNED,
)

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
