"""A filled-in completion report and a ledger as the design pictures show them; company and people are invented."""

import datetime as dt

from desktop_app.papers import completion_report as form1

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
        "異動後に非公開情報を所持していることに気付いたとき、または非公開情報が送られてきたときは、"
        "内容を確認・複製・転送せず、直ちに職場情報管理者（内線 8-2210）へ連絡します。",
        "異動先の業務に非公開情報を用いません。異動先の関係者に提供しません。",
        "非公開情報の不正な利用・提供が就業規則その他の規程により懲戒等の対象となり得ることについて、"
        "2025年3月14日（金）に説明を受けました。",
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
            "非公開情報の閲覧が可能なフォルダ・システム等のアクセス権の設定解除", form1.Outcome.DONE, "3月28日", ("9件",)
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
