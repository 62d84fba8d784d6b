"""Bad announcements, masters, former ledgers and lists of rights: each is named for what it is, and takes nothing in.

One line a case: what the file is, and what is said of it. An error: the file is refused; findings: (row, kind).
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.comments import Comment

from desktop_app import errors, text
from desktop_app.domain.master_facts import MasterRecorded, MasterVersion
from desktop_app.domain.masters import Masters
from desktop_app.exchange.access_list import read_access_list
from desktop_app.exchange.announcement import read_announcement
from desktop_app.exchange.findings import FindingKind as K
from desktop_app.exchange.former_ledger import read_former_ledger
from desktop_app.exchange.master_kinds import master_kind, master_kinds
from desktop_app.exchange.master_table import read_master
from desktop_app.exchange.tables import read_table
from desktop_app.exchange.wording import finding_place, finding_sentence

TODAY = dt.date(2026, 11, 20)
SYSTEM = "システムコード,システム名,適用開始日,適用終了日,個別管理\n"
PLACE = "所属コード,職場名,適用開始日,適用終了日,統合先\n"
PEOPLE = "社員番号,氏名,フリガナ,発令日,所属コード,異動先会社\n"
YAMADA = "0012345,山田　太郎,ヤマダ　タロウ,2026/12/1,NSC01,あおば電力株式会社\n"
LEDGER = "番号,氏名,発令日,異動先,①データ・紙,備考\n"


@pytest.fixture(autouse=True)
def _english():
    text.use_language("en")


def cp932(words: str) -> bytes:
    return words.encode("cp932")


def book(*rows: tuple, change: Callable = lambda _book: None) -> bytes:
    """A workbook with *rows*; *change* does to it what offices do."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def zipped(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, words in parts.items():
            package.writestr(name, words)
    return out.getvalue()


def locked_workbook() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 512 + "EncryptedPackage".encode("utf-16-le")


# --- files that are no master at all ------------------------------------------------------------------------------

REFUSED = {
    "nothing in the file": (b"", errors.TableEmpty),
    "only blanks": (b" \r\n\r\n", errors.TableEmpty),
    "only a byte order mark": (b"\xef\xbb\xbf", errors.TableEmpty),
    "a head and no rows": (cp932(SYSTEM), errors.TableEmpty),
    "a head and only a closing line": (cp932(SYSTEM + "以上,,,,\n"), errors.TableEmpty),
    "rows and no head": (cp932("S1,検針システム,2020/4/1,,○\n"), errors.ColumnsMissing),
    "the head of another table": (cp932(PEOPLE + YAMADA), errors.ColumnsMissing),
    "no column for the name": (cp932("システムコード,適用開始日\nS1,2020/4/1\n"), errors.ColumnsMissing),
    "no column for the code": (cp932("システム名,適用開始日\n検針,2020/4/1\n"), errors.ColumnsMissing),
    "a quotation mark that never closes": (cp932(SYSTEM + 'S1,"検針,2020/4/1,,\n'), errors.QuoteNotClosed),
    "EUC-JP, which is not guessed": ((SYSTEM + "S1,検針システム,,,\n").encode("euc_jp"), errors.EncodingUnknown),
    "UTF-32": ((SYSTEM + "S1,検針,,,\n").encode("utf-32"), errors.EncodingUnknown),
    "JIS": ((SYSTEM + "S1,検針,,,\n").encode("iso2022_jp"), errors.EncodingUnknown),
    "bytes that are no text": (bytes(range(128, 256)) * 20, errors.EncodingUnknown),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", errors.NotATable),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, errors.NotATable),
    "a program": (b"MZ\x90\x00" + b"\x00" * 80, errors.NotATable),
    "a web page saved as .csv": (b"<html><table><tr><td>S1</td></tr></table></html>", errors.NotATable),
    "a Word document": (zipped(**{"word/document.xml": "<w/>", "[Content_Types].xml": "<x/>"}), errors.NotATable),
    "any other archive": (zipped(readme="hello"), errors.NotATable),
    "a workbook with a password": (locked_workbook(), errors.WorkbookLocked),
    "a workbook of the nineties": (
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 512 + "Workbook".encode("utf-16-le"),
        errors.WorkbookTooOld,
    ),
    "a binary workbook": (
        zipped(**{"xl/workbook.bin": "x"}),
        errors.WorkbookTooOld,
    ),
    "a workbook cut off half-way": (
        book(("システムコード", "システム名"), ("S1", "検針"))[:900],
        errors.WorkbookDamaged,
    ),
    "a workbook whose sheets are all hidden": (
        book(
            ("システムコード", "システム名"),
            ("S1", "検針"),
            change=lambda made: (made.create_sheet("見える", 0), setattr(made.worksheets[1], "sheet_state", "hidden")),
        ),
        errors.TableEmpty,
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_is_no_master_is_refused(what, tmp_path):
    data, error = REFUSED[what]
    path = tmp_path / "master"
    path.write_bytes(data)
    with pytest.raises(error):
        read_master(read_table(path), master_kind("system"), Masters(), today=TODAY)


# --- masters with something to look at ----------------------------------------------------------------------------

RECORDED = Masters().after(
    MasterRecorded(
        "system",
        "hand",
        (MasterVersion("S1", "旧検針システム", dt.date(2020, 4, 1)), MasterVersion("S2", "停電", dt.date(2026, 4, 1))),
    )
)
MASTERS = {
    "two periods that overlap by a day": (
        "S9,甲,2020/4/1,2024/4/1,\nS9,乙,2024/4/1,,\n",
        [(2, K.OVERLAP)],
    ),
    "an open period and another after it": ("S9,甲,2020/4/1,,\nS9,乙,2024/4/1,,\n", [(2, K.OVERLAP)]),
    "two rows without any days": ("S9,甲,,,\nS9,乙,,,\n", [(2, K.CODE_TWICE)]),
    "the same day twice": ("S9,甲,2020/4/1,,\nS9,甲,2020/4/1,,\n", [(2, K.CODE_TWICE)]),
    "periods out of order that overlap": ("S9,乙,2024/4/1,,\nS9,甲,2020/4/1,2024/5/1,\n", [(2, K.OVERLAP)]),
    "three periods of which two overlap": (
        "S9,甲,2020/4/1,2021/3/31,\nS9,乙,2021/4/1,2023/3/31,\nS9,丙,2023/3/1,,\n",
        [(3, K.OVERLAP)],
    ),
    "a gap of one day": ("S9,甲,2020/4/1,2021/3/30,\nS9,乙,2021/4/1,,\n", [(2, K.GAP)]),
    "a gap of years": ("S9,甲,2010/4/1,2011/3/31,\nS9,乙,2021/4/1,,\n", [(2, K.GAP)]),
    "a leap day left out": ("S9,甲,2020/4/1,2024/2/28,\nS9,乙,2024/3/1,,\n", [(2, K.GAP)]),
    "a period that ends before it begins": ("S9,甲,2024/4/1,2023/3/31,\n", [(2, K.ENDS_FIRST)]),
    "a period of one day, which is one": ("S9,甲,2024/4/1,2024/4/1,\n", []),
    "no code": (",甲,2020/4/1,,\n", [(2, K.MISSING_VALUE)]),
    "no name": ("S9,,2020/4/1,,\n", [(2, K.MISSING_VALUE)]),
    "neither": (",,2020/4/1,,○\n", [(2, K.MISSING_VALUE), (2, K.MISSING_VALUE)]),
    "a day that does not exist": ("S9,甲,2026/2/30,,\n", [(2, K.IMPOSSIBLE_DATE)]),
    "a day in words": ("S9,甲,来年,,\n", [(2, K.NOT_A_DATE)]),
    "a day without its year": ("S9,甲,4/1,,\n", [(2, K.YEAR_GUESSED)]),
    "a day that may be a month": ("S9,甲,1/2/2026,,\n", [(2, K.DAY_OR_MONTH)]),
    "a day outside its era": ("S9,甲,H35.4.1,,\n", [(2, K.OUTSIDE_ERA)]),
    "an era day, which is one": ("S9,甲,R2.4.1,,\n", []),
    "a flag that is neither yes nor no": ("S9,甲,2020/4/1,,たぶん\n", [(2, K.FLAG_UNREADABLE)]),
    "an Excel error": ("S9,#REF!,2020/4/1,,\n", [(2, K.ERROR_VALUE)]),
    "an Excel error as the code": ("#N/A,甲,2020/4/1,,\n", [(2, K.ERROR_VALUE)]),
    "control characters": ("S9,甲\x07,2020/4/1,,\n" + ",,,,\n" * 9, [(2, K.CONTROL_CHARACTERS)]),
    "characters nobody sees": ("S9,甲\u200b乙,2020/4/1,,\n", [(2, K.INVISIBLE_REMOVED)]),
    "a name as long as a page": (f"S9,{'甲' * 101},2020/4/1,,\n", [(2, K.TOO_LONG)]),
    "a code as long as a name": (f"{'S' * 21},甲,2020/4/1,,\n", [(2, K.TOO_LONG)]),
    "a name that would calculate": ("S9,'=SUM(A1),2020/4/1,,\n", []),
    "what is recorded already": ("S1,旧検針システム,2020/4/1,,\n", [(2, K.UNCHANGED)]),
    "another name from a day that is recorded": ("S1,新検針システム,2020/4/1,,\n", [(2, K.REPLACES)]),
    "an earlier period that runs into what is recorded": ("S2,停電情報,2020/4/1,,\n", [(2, K.CUTS_SHORT)]),
    "an earlier period that ends before it": ("S2,停電情報,2020/4/1,2026/3/31,\n", []),
    "a new version of what is recorded": ("S1,新検針システム,2026/12/1,,\n", []),
    "full-width codes, which are read as codes": ("Ｓ１,新検針システム,2026/12/1,,\n", []),
    "two blank lines and a total": ("S9,甲,2020/4/1,,\n\n合計,,,,\n", []),
    "the head printed again on page two": ("S9,甲,2020/4/1,,\n" + SYSTEM + "S8,乙,2020/4/1,,\n", []),
}


@pytest.mark.parametrize("what", MASTERS)
def test_what_is_odd_in_a_master_is_named_beside_its_row(what, tmp_path):
    rows, expected = MASTERS[what]
    path = tmp_path / "master.csv"
    path.write_text(SYSTEM + rows, encoding="utf-8")
    read = read_master(read_table(path), master_kind("system"), RECORDED, today=TODAY)
    assert [(finding.row, finding.kind) for finding in read.findings] == expected
    for finding in read.findings:
        for language in ("en", "ja"):
            text.use_language(language)
            assert "{" not in finding_sentence(finding)
            assert finding_place(finding)


WORKPLACES = {
    "merged into itself": ("DST11,西部,2020/4/1,,DST11\n", [(2, K.OWN_SUCCESSOR)]),
    "merged into nobody": ("DST11,西部,2020/4/1,,DST99\n", [(2, K.CODE_UNKNOWN)]),
    "merged into one of the same file": ("DST11,西部,2020/4/1,,DST20\nDST20,西南,2027/4/1,,\n", []),
    "merged with full-width letters": ("DST11,西部,2020/4/1,,ＤＳＴ２０\nDST20,西南,2027/4/1,,\n", []),
}


@pytest.mark.parametrize("what", WORKPLACES)
def test_what_is_odd_in_a_merger_is_named(what, tmp_path):
    rows, expected = WORKPLACES[what]
    path = tmp_path / "master.csv"
    path.write_bytes(cp932(PLACE + rows))
    read = read_master(read_table(path), master_kind("workplace"), Masters(), today=TODAY)
    assert [(finding.row, finding.kind) for finding in read.findings] == expected


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_every_encoding_an_office_writes_gives_the_same_master(encoding, delimiter, tmp_path):
    words = (SYSTEM + "S1,検針システム,R2.4.1,2026/3/31,○\n").replace(",", delimiter)
    path = tmp_path / "master.txt"
    path.write_bytes(words.encode(encoding))
    read = read_master(read_table(path), master_kind("system"), Masters(), today=TODAY)
    assert [row.version for row in read.rows] == [
        MasterVersion("S1", "検針システム", dt.date(2020, 4, 1), dt.date(2026, 3, 31), {"individually_managed": "yes"})
    ]
    assert read.findings == ()


@pytest.mark.parametrize(
    "written",
    ["2020/4/1", "2020-04-01", "20200401", "R2.4.1", "令和2年4月1日", "令和２年４月１日", "43922", "2020年4月1日"],
)
def test_every_way_to_write_a_day_is_read(written, tmp_path):
    path = tmp_path / "master.csv"
    path.write_text(f"{SYSTEM}S1,検針システム,{written},,\n", encoding="utf-8")
    read = read_master(read_table(path), master_kind("system"), Masters(), today=TODAY)
    assert read.rows[0].version.valid_from == dt.date(2020, 4, 1)


def merge_title(made) -> None:
    made.active.insert_rows(1, 2)
    made.active["A1"] = "システム一覧（2026年度）"
    made.active.merge_cells("A1:D1")


def calculate(made) -> None:
    made.active["B2"] = '="検針"&"システム"'


def comment(made) -> None:
    made.active["A2"].comment = Comment("要確認", "総務")


def protect(made) -> None:
    made.active.protection.sheet = True
    made.active.protection.password = "himitsu"


def hide_rows(made) -> None:
    made.active.row_dimensions[2].hidden = True
    made.active.column_dimensions["B"].hidden = True


def hidden_sheet_first(made) -> None:
    other = made.create_sheet("作業用", 0)
    other.append(("システムコード", "システム名"))
    other.append(("X9", "作業用の行"))
    other.sheet_state = "hidden"


BOOKS = {
    "a title in merged cells above": (merge_title, [("S1", "検針システム")], []),
    "a comment on a cell": (comment, [("S1", "検針システム")], []),
    "a protected sheet": (protect, [("S1", "検針システム")], []),
    "a row and a column that are hidden": (hide_rows, [("S1", "検針システム")], []),
    "a hidden sheet in front": (hidden_sheet_first, [("S1", "検針システム")], []),
    # A formula nobody has calculated yet has no value: it is empty, not run.
    "a formula that was never calculated": (calculate, [("S1", "")], [(2, K.MISSING_VALUE)]),
}


@pytest.mark.parametrize("what", BOOKS)
def test_what_offices_do_to_workbooks(what, tmp_path):
    change, rows, findings = BOOKS[what]
    path = tmp_path / "master.xlsm"  # macros and all: nothing of it is run
    path.write_bytes(book(("システムコード", "システム名"), ("S1", "検針システム"), change=change))
    read = read_master(read_table(path), master_kind("system"), Masters(), today=TODAY)
    assert [(row.version.code, row.version.name) for row in read.rows] == rows
    assert [(finding.row, finding.kind) for finding in read.findings] == findings


def test_excel_dates_and_numbers_stay_what_they_are(tmp_path):
    path = tmp_path / "master.xlsx"
    head = ("システムコード", "システム名", "適用開始日")
    at_half_past_nine = dt.datetime(2021, 4, 1, 9, 30)  # noqa: DTZ001 - Excel knows no zones
    path.write_bytes(book(head, (101, "検針", dt.date(2020, 4, 1)), ("0101", "停電", at_half_past_nine)))
    read = read_master(read_table(path), master_kind("system"), Masters(), today=TODAY)
    assert [(one.version.code, one.version.valid_from) for one in read.rows] == [
        ("101", dt.date(2020, 4, 1)),
        ("0101", dt.date(2021, 4, 1)),
    ]


@pytest.mark.parametrize("kind", master_kinds(), ids=lambda kind: kind.id)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_file_with_the_words_of_the_window_is_read_back(kind, language, tmp_path):
    path = tmp_path / "master.csv"
    path.write_text(
        ",".join(field.label[language] for field in kind.fields)
        + "\n"
        + ",".join({"code": "X1", "name": "名称", "valid_from": "2020/4/1"}.get(f.name, "") for f in kind.fields)
        + "\n",
        encoding="utf-8",
    )
    read = read_master(read_table(path), kind, Masters(), today=TODAY)
    assert [row.version for row in read.rows] == [MasterVersion("X1", "名称", dt.date(2020, 4, 1))]
    assert read.columns.unmapped == ()


# --- the other tables ---------------------------------------------------------------------------------------------

ANNOUNCEMENTS = {
    "the company is missing": ("0012345,山田　太郎,ヤマダ,2026/12/1,NSC01,\n", [(2, K.MISSING_VALUE)]),
    "the person twice on one day": (YAMADA * 2, [(2, K.DUPLICATE)]),
    "one number, two names": (
        YAMADA + "0012345,鈴木　一郎,スズキ,2026/12/2,NSC01,あおば電力株式会社\n",
        [(2, K.NUMBER_OF_ANOTHER)],
    ),
    "a person of another workplace": ("0012345,山田　太郎,ヤマダ,2026/12/1,CDC01,あおば電力株式会社\n", []),
    "thirteen months ahead": (YAMADA.replace("2026/12/1", "2028/2/1"), [(2, K.DATE_FAR)]),
    "yesterday": (YAMADA.replace("2026/12/1", "2026/11/19"), [(2, K.DATE_PASSED)]),
    "a replaced character": (YAMADA.replace("山田", "?田"), [(2, K.REPLACED_CHARACTER)]),
    "a character of one PC only": (YAMADA.replace("山田", "\ue001田"), [(2, K.PRIVATE_CHARACTER)]),
    "a Hangul name": (YAMADA.replace("山田　太郎", "\uae40\ubbfc\uc900"), [(2, K.FOREIGN_SCRIPT)]),
    "a number with blanks within": (YAMADA.replace("0012345", "00 123 45"), []),
    "a number with signs": (YAMADA.replace("0012345", "0012345*"), [(2, K.ODD_NUMBER)]),
    "a weekday that is another": (YAMADA.replace("2026/12/1", "2026年12月1日（金）"), [(2, K.WEEKDAY_DIFFERS)]),
    "two digits for the year": (YAMADA.replace("2026/12/1", "26/12/1"), [(2, K.SHORT_YEAR)]),
}


@pytest.mark.parametrize("what", ANNOUNCEMENTS)
def test_what_is_odd_in_an_announcement_is_named_beside_its_row(what, tmp_path):
    rows, expected = ANNOUNCEMENTS[what]
    path = tmp_path / "announcement.csv"
    path.write_text(PEOPLE + rows, encoding="utf-8")
    read = read_announcement(read_table(path), today=TODAY, own_org_code="NSC01")
    assert [(finding.row, finding.kind) for finding in read.findings] == expected


FORMER = {
    "a row without a name": ("1,,R6.4.1,あおば電力,R6.3.25,\n", [(2, K.MISSING_VALUE)]),
    "a day that is none": ("1,山田　太郎,そのうち,あおば電力,R6.3.25,\n", [(2, K.NOT_A_DATE)]),
    "a step nobody dated": ("1,山田　太郎,R6.4.1,あおば電力,,済\n", []),
    "dates long past, which is the point": ("1,山田　太郎,H30.4.1,あおば電力,H30.3.25,\n", []),
}


@pytest.mark.parametrize("what", FORMER)
def test_what_is_odd_in_a_former_ledger_is_named(what, tmp_path):
    rows, expected = FORMER[what]
    path = tmp_path / "ledger.csv"
    path.write_bytes(cp932(LEDGER + rows))
    read = read_former_ledger(read_table(path), today=TODAY)
    assert [(finding.row, finding.kind) for finding in read.findings] == expected


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ("システム,権限\n託送,閲覧\n", errors.ColumnsMissing),
        ("社員番号,システム\n", errors.TableEmpty),
        ("社員番号,システム\n以上,\n", errors.TableEmpty),
    ],
)
def test_a_list_without_people_is_refused(data, error, tmp_path):
    path = tmp_path / "rights.csv"
    path.write_text(data, encoding="utf-8")
    with pytest.raises(error):
        read_access_list(read_table(path), today=TODAY)


def test_a_hundred_thousand_rows_tell_how_far_they_are_and_can_be_stopped(tmp_path):
    path = tmp_path / "announcement.csv"
    rows = "".join(f"{n:07d},山田　太郎,ヤマダ　タロウ,2026/12/1,NSC01,あおば電力株式会社\n" for n in range(100_000))
    path.write_bytes(cp932(PEOPLE + rows))
    told: list[tuple[int, int]] = []
    table = read_table(path, progress=lambda done, total: told.append((done, total)))
    read = read_announcement(table, today=TODAY, own_org_code="NSC01", progress=lambda *done: told.append(done))
    assert len(read.rows) == 100_000
    assert told[-1] == (100_001, 100_001)
    assert len(told) > 90
    with pytest.raises(errors.ReadingStopped):
        read_table(path, stop=lambda: True)
    with pytest.raises(errors.ReadingStopped):
        read_announcement(table, today=TODAY, own_org_code="NSC01", stop=lambda: True)
