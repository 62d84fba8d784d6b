"""Filled-in letters as the design pictures show them; company and people are invented."""

import dataclasses
import datetime as dt

from desktop_app.domain.form import merged
from desktop_app.domain.form_fields import FIELDS, GoodsLine
from desktop_app.exchange.form_file import shipped_form
from desktop_app.papers.forms.letter_data import (
    PEN_DATE,
    HandSignature,
    Letter,
    OpenItem,
    Outcome,
    Result,
)
from desktop_app.papers.page.seals import ConfirmationMark

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


VALUES = {
    "case_no": "NSC01-25A-003",
    "submission_date": "2025年3月28日（金）",
    "employer_name": "北辰送配電株式会社",
    "workplace_name": "ネットワークサービスセンター",
    "workplace_code": "NSC01",
    "wim_title": "職場情報管理者",
    "wim_name": "\u9ad9橋　健一",
    "department_head_title": "所属長",
    "second_line_title": "本社（行為規制担当）",
    "contact": "職場情報管理者（内線 8-2210）",
    "transferee_name": "佐藤　太郎",
    "transferee_kana": "サトウ　タロウ",
    "employee_no": "0012345",
    "origin_department": "ネットワークサービスセンター",
    "destination_company": "北辰エナジー株式会社",
    "destination_department": "法人営業部",
    "effective_date": "2025年4月1日（火）",
    "briefed_on": "2025年3月14日（金）",
    "briefed_by": "\u9ad9橋　健一（職場情報管理者）",
    "briefed_how": "対面　第二会議室",
    "refused_on": "2025年3月28日（金）",
    "refusal_note": "内容は理解したが、文面に同意できない箇所がある。",
    "witness": "伊藤　実",
    "recorder": "\u9ad9橋　健一（職場情報管理者）",
    "npi_scope": "発電者情報（系統連系の検討、給電指令、作業停止計画）および低圧需要家の計量データ",
    "duties_handled": "系統計画、給電運用",
    "matrix_result": "可",
    "last_restricted_duty_date": "2023年9月30日",
    "cooling_off_end": "2024年10月1日",
}
PEN_VALUES = {name: PEN_DATE if name.endswith(("_date", "_on", "_end")) else "　" * 10 for name in FIELDS} | {
    name: VALUES[name]
    for name in ("employer_name", "workplace_name", "workplace_code", "wim_title", "department_head_title", "contact")
}
MARKS = {
    "担当": ConfirmationMark("受領", "2025.3.28", "伊藤"),
    "返却物品受領": ConfirmationMark("受領", "2025.3.28", "伊藤"),
    "職場情報管理者": ConfirmationMark("確認", "2025.3.31", "\u9ad9橋"),
    "所属長": ConfirmationMark("確認", "2025.3.31", "山下"),
}
OPEN_ITEM = OpenItem(
    "I-05",
    "ICカード・ハードトークン・電子証明書・認証アプリの登録を返却または失効させた。",
    "電子証明書の失効処理が認証局側で4月3日になるため。申請番号 CA-25-0117",
    "2025.4.3（木）",
    ("情報システム部", "中村　恵"),
)
GOODS = (
    GoodsLine("作業服（商標表示あり）上・下", "2着", "", "2025.3.26", "返却", "伊藤　実"),
    GoodsLine("作業帽（商標表示あり）", "1個", "", "2025.3.26", "返却", "伊藤　実"),
    GoodsLine("ノートPC（電源・鞄を含む。）", "1台", "PC-HK-20417", "2025.3.28", "返却", "伊藤　実"),
    GoodsLine("内線電話機", "1台", "TEL-8-2214", "2025.3.28", "返却", "伊藤　実"),
    GoodsLine("IDカード・入館証", "1枚", "IC-0012345", "2025.3.28", "返却", "伊藤　実"),
    GoodsLine("名刺（残部）", "84枚", "", "2025.3.28", "廃棄", "伊藤　実"),
    GoodsLine("ハードトークン", "1個", "TK-77120", "", "紛失", "届 L-25-004"),
    GoodsLine("貸与スマートフォン", "", "", "", "該当なし", ""),
)
RESULTS = {
    "DATA_DISPOSAL": Result(Outcome.DONE, "3月27日", ("電子 214件", "紙 6冊")),
    "ACCESS_REVOCATION": Result(Outcome.DONE, "3月28日", ("9件",)),
    "SHARING_DISABLE": Result(Outcome.DONE, "3月28日", ("4件",)),
    "CREDENTIAL_DELETION": Result(Outcome.PARTLY_OPEN, "", ("1件（別紙）",)),
    "RETURNS": Result(Outcome.DONE, "3月26日", ("端末等 2点", "資料 3冊")),
    "LOAN": Result(Outcome.DONE, "3月3日", ("2点",)),
    "RECALL": Result(Outcome.PARTLY_OPEN, "", ("1件（別紙）",)),
}


def letter(name, values=None, *, pen=False, **changes):
    """A shipped form, signed and marked, or with *pen* empty; *values* replace single fields."""
    form = shipped_form(name)
    filled = (PEN_VALUES if pen else VALUES) | (values or {})
    made = Letter(
        form=merged(form, filled),
        wording_hash=form.wording_hash,
        case_no=filled["case_no"],
        full_name=filled["transferee_name"],
        employee_no=filled["employee_no"],
        author=f"{filled['employer_name']}　{filled['workplace_name']}",
        created_at=SIGNED,
        issued=not pen,
    )
    if not pen:
        signature = HandSignature(STROKES, filled["transferee_name"], "2025年3月28日 17:42")
        made = dataclasses.replace(
            made,
            results=RESULTS,
            open_items=(OPEN_ITEM,),
            goods=GOODS,
            signature=signature,
            by_pen=False,
            marks={seal: mark for seal, mark in MARKS.items() if name != "explanation-record"},
        )
    return dataclasses.replace(made, **changes)


REPORT = letter("completion-report")
NAMES = (
    "completion-report",
    "tohoku-pledge",
    "kansai-pledge",
    "kansai-arrival-pledge",
    "explanation-record",
    "contractor-confirmation",
    "recall-confirmation",
    "all-staff-pledge",
)
