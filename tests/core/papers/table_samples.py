"""The forms with tables as the design pictures show them, blank, and at their longest; all people are invented."""

import datetime as dt
from dataclasses import replace

from desktop_app.exchange.record_file import shipped_inspection, shipped_record
from desktop_app.papers.forms.audit_result import AuditResult, CheckedFigure
from desktop_app.papers.forms.disposal_record import DisposalPerson, DisposalRecord, DisposedThing
from desktop_app.papers.forms.inspection import Correction, InspectionRow, InspectionSheet, Judged
from desktop_app.papers.forms.recovery_kit import RecoveryKit
from desktop_app.papers.page.seals import ConfirmationMark, SealField

LONGEST_WORKPLACE = (
    "北辰送配電株式会社本店ネットワークサービス統括センター需給計画・系統運用部設備台帳管理第二グループ（駐在）"
)
LONGEST_PERSON = "O'Brien-Fitzgerald, Jonathan Maximilian Alexander"
NOW = dt.datetime(2025, 10, 6, 1, 20, tzinfo=dt.UTC)

_COUNTED = """
差分 0名（18／18）|空欄 3（1名）|遅延 1件・最大3日|未確認 1件|差戻し 1件|未処置 0件|未実施 0件|未説明 0件
未取得 1件|不一致 0件
未確認 0件|残存 0件|変更 12システム|確認 5システム|照合率 100%|未返却 0件|9月8日〜14日・異常 0件|棚卸 2025.9.22
受講率 96%
未移管 0件|対象 2件|未回収 0件|期限超過 0件|未廃棄 0件|空白 0日
"""
_COUNTS = "|".join(_COUNTED.split("\n")).strip("|").split("|")
_JUDGED = dict.fromkeys((2, 4, 9), Judged.NOT_GOOD) | {22: Judged.NOT_APPLICABLE, 25: Judged.UNCONFIRMED}
_REMARKS = {
    2: "F-25A-019",
    3: "NSC01-25A-004\n理由あり",
    4: "F-25A-019",
    9: "F-25A-019",
    19: "未受講1名 10月補講",
    22: "期間中に災害対応なし",
    25: "指名簿を照会中",
}
INSPECTION = InspectionSheet(
    form=shipped_inspection(),
    period="2025年度上期（2025.4.1〜2025.9.30）",
    half="2025年度上期",
    workplace="ネットワークサービスセンター（NSC01）",
    org_code="NSC01",
    inspected_on="2025年10月6日（月）",
    inspected_by="伊藤　実（担当）",
    rows=tuple(
        InspectionRow(count, _JUDGED.get(number, Judged.GOOD), _REMARKS.get(number, ""))
        for number, count in enumerate(_COUNTS, start=1)
    ),
    created_at=NOW,
    corrections=(
        Correction(
            "F-25A-019",
            "2・4・9",
            "7月16日発令の1名について、手順①②④の完了および誓約書が未了。職場側で権限を停止し、本人へ連絡済み。",
            "2025.10.17（金）",
            "\u9ad9橋　健一",
        ),
    ),
    opinion=(
        "内示から発令までが短い案件（1件）で遅延が生じた。内示日を含む人事連携の取込みを週次から日次に改める。"
        "そのほかの項目は適切に実施されている。"
    ),
    handed_in="2025年10月10日（金）　行為規制管理室",
    receipt_no="SI-25A-0031",
    counted_at="2025.10.6 10:20",
    check_code="9C41A7E2",
    seals=(
        SealField("実施者", ConfirmationMark("点検", "2025.10.6", "伊藤")),
        SealField("確認者"),
        SealField("所属長"),
    ),
)
BLANK_INSPECTION = replace(
    INSPECTION,
    period="　　　　年度　　　期",
    half="",
    inspected_on="",
    inspected_by="",
    rows=tuple(InspectionRow("　　件") for _ in INSPECTION.rows),
    corrections=(),
    opinion="",
    handed_in="",
    receipt_no="",
    counted_at="",
    check_code="",
    seals=(),
    for_pen=True,
)

_DISPOSAL = shipped_record("disposal-record")
DISPOSAL = DisposalRecord(
    wording=_DISPOSAL,
    record_no="D-29-003",
    recorded_on="2029年5月10日（木）",
    workplace="ネットワークサービスセンター（NSC01）",
    subject=(
        "会社間異動者の情報管理　管理表（様式第4号）、完了報告書、誓約書および証跡\n"
        "2025年度上期　ネットワークサービスセンター（NSC01）"
    ),
    count="18件（管理番号 NSC01-25A-001 から NSC01-25A-018 まで）",
    retention="3年　起算日 2026年4月1日　満了日 2029年3月31日（完結した年度の翌年度から）",
    hold="該当なし（2029年4月9日確認）　是正の未了 なし",
    things=(
        DisposedThing(
            "データベースの行・検索索引", "物理削除および空き領域の上書き（Clear）", "18件", "2029.5.8", "完了"
        ),
        DisposedThing("案件ごとの暗号鍵", "鍵の破棄（暗号消去、Purge）", "18個", "2029.5.8", "完了"),
        DisposedThing("署名済みPDF・証跡", "鍵の破棄およびファイルの削除（Purge）", "142件", "2029.5.8", "完了"),
        DisposedThing("共有フォルダの区画・控え", "区画の差替えおよび鍵の破棄（Purge）", "3区画", "2029.5.8", "完了"),
        DisposedThing("バックアップ", "鍵の破棄（暗号消去、Purge）", "36世代", "2029.5.8", "完了"),
        DisposedThing("紙の原本・写し", "溶解処理（Destroy）\n証明書番号 YK-2029-0417", "2冊", "2029.5.9", "完了"),
    ),
    restoration=(
        "2029年5月9日（水）、廃棄した案件のうち3件について、端末・共有フォルダ・バックアップからの復元を試み、"
        "いずれも復元できないことを確認した。"
    ),
    held_cases=(),
    people=(
        DisposalPerson("申請", "ネットワークサービスセンター　担当", "伊藤　実", "2029.4.9（月）"),
        DisposalPerson("承認", "ネットワークサービスセンター　所長", "山下　薫", "2029.4.10（火）"),
        DisposalPerson("実施", "情報システム部　運用グループ", "中村　恵", "2029.5.8（火）"),
        DisposalPerson("立会", "行為規制管理室", "小川　直人", "2029.5.8（火）"),
    ),
    created_at=NOW,
    notes=("この記録の保存期間は5年（2034年3月31日まで）です。",),
    seals=(
        SealField("申請者", ConfirmationMark("申請", "2029.4.9", "伊藤")),
        SealField("承認者", ConfirmationMark("承認", "2029.4.10", "山下")),
        SealField("立会者", ConfirmationMark("立会", "2029.5.8", "小川")),
    ),
)
BLANK_DISPOSAL = replace(
    DISPOSAL,
    record_no="",
    recorded_on="",
    subject=_DISPOSAL.lists["blank_subject"][0],
    count="",
    retention="",
    hold="",
    things=tuple(DisposedThing(target, "") for target in _DISPOSAL.lists["blank_targets"]),
    restoration="",
    people=tuple(DisposalPerson(part) for part in _DISPOSAL.lists["parts"]),
    notes=(),
    seals=(),
    for_pen=True,
)

_AUDIT = shipped_record("audit-result")
AUDIT = AuditResult(
    wording=_AUDIT,
    checked_at="2026.10.2 09:14:05",
    workplace="北辰送配電株式会社　ネットワークサービスセンター（NSC01）",
    subject=(r"C:\Users\hasegawa\AppData\Local\Sekisho", r"\\fs01\kanri\sekisho"),
    checker="渡邉　由紀子",
    program="Sekisho 0.1.0",
    root=" ".join(["004C 4A99 68D1 6DEB"] * 4),
    heads=("A　第66番　" + "41a1a014" * 8, "B　第4番　" + "d5bb6750" * 8),
    result="合致しない箇所が 2件見つかった。",
    figures=(
        CheckedFigure("データベースのページ", "268", 0),
        CheckedFigure("記録（順番・内容・署名）", "12,345", 1),
        CheckedFigure("帳票の署名", "20", 1),
        CheckedFigure("共有フォルダのファイル", "―", 0, skipped=True),
    ),
    problems=(
        "端末Aの記録 12番の署名が合いません。",
        "帳票 NSC01-26B-A001.pdf は正しくありません：署名のあとに変わっています（案件 NSC01-26B-A001）。",
    ),
    not_checked=("共有フォルダのファイル（共有フォルダがありません）", *_AUDIT.lists["never_checked"]),
    created_at=NOW,
)

KIT = RecoveryKit(
    employer_name="北辰送配電株式会社",
    workplace_name="ネットワークサービスセンター",
    org_code="NSC01",
    fiscal_year=2026,
    secret_key="AGE-SECRET-KEY-1" + "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHCE",
    root_fingerprint="004c4a9968d16deb" * 4,
    printed_by="\u9ad9橋　健一",
    created_at=NOW,
)
