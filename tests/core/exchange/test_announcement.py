"""Announcements: what is read, what is pointed out, and in which words."""

from __future__ import annotations

import csv
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app import errors, text
from desktop_app.exchange.announcement import read_announcement
from desktop_app.exchange.columns import AnnouncementField, find_columns
from desktop_app.exchange.findings import FindingKind, Level, cell_levels
from desktop_app.exchange.tables import RawTable, read_table
from desktop_app.exchange.wording import field_label, finding_place, finding_sentence, refusal_sentence
from desktop_app.resources import resource_path

F = AnnouncementField
K = FindingKind
TODAY = dt.date(2026, 11, 20)
DEC_1, DEC_16, JAN_4 = dt.date(2026, 12, 1), dt.date(2026, 12, 16), dt.date(2027, 1, 4)
HEAD = ("社員番号", "氏名", "フリガナ", "発令日", "所属コード", "異動先会社", "異動先部署", "特定関係事業者")
PERSON = ("0012345", "佐藤　太郎", "サトウ　タロウ", "R8.12.1", "NSC01", "あおば電力株式会社", "電力小売部", "○")


@pytest.fixture(autouse=True)
def _english():
    text.use_language("en")


def table(*rows):
    return RawTable(tuple(rows), "utf-8", ",", None, "")


def read(*rows, **how):
    return read_announcement(table(*rows), **{"today": TODAY, "own_org_code": "NSC01", **how})


def person(**cells):
    """A row like PERSON with some cells replaced, by field."""
    fields = (F.EMPLOYEE_NO, F.NAME, F.KANA, F.EFFECTIVE_DATE, F.ORG_CODE, F.DESTINATION_COMPANY)
    names = [field.value for field in (*fields, F.DESTINATION_DEPARTMENT, F.SPECIFIED_AFFILIATE)]
    assert set(cells) <= set(names)
    return tuple(cells.get(name, cell) for name, cell in zip(names, PERSON, strict=True))


def found(announcement):
    return [(finding.row, finding.column, finding.kind) for finding in announcement.findings]


SAMPLE = [
    ("0012345", "佐藤　太郎", DEC_1),
    ("0012346", "\u9ad9橋　健一", DEC_1),
    ("A001234", "\ufa11山　美咲", DEC_1),
    ("0012349", "渡邉　由紀子", DEC_1),
    ("0012350", "渡邊　由紀子", DEC_1),
    ("0012351", "\ufa19谷　葵", DEC_1),
    ("0012353", "鈴木　一郎", DEC_16),
    ("0099001", "鈴木　一郎", DEC_16),
    ("0012355", "O'Brien-Fitzgerald, Jonathan Maximilian Alexander", DEC_16),
    ("0012357", "王　小明", DEC_16),
    ("0012359", "長谷川　ヱイ子", JAN_4),
    ("0012361", "一　一", JAN_4),
]
SAMPLE_EXCEL = [
    ("0012345", "佐藤　太郎", DEC_1),
    ("0012346", "\u9ad9橋　健一", DEC_1),
    ("A001234", "\ufa11山　美咲", DEC_1),
    ("0012347", "\U00020bb7田　誠", DEC_1),
    ("0012348", "\u845b\U000e0100西　亮", DEC_1),
    ("0012349", "渡邉　由紀子", DEC_1),
    ("0012350", "渡邊　由紀子", DEC_1),
    ("0012351", "\ufa19谷　葵", DEC_1),
    ("0012352", "\u69d7本　陽子", DEC_16),
    ("0012354", "Nguyễn Thị Minh Khai", DEC_16),
    ("0012357", "王　小明", JAN_4),
    ("0012362", "林　真理", JAN_4),
]


@pytest.mark.parametrize(
    ("file", "people", "notes"),
    [
        ("announcement-20261001.csv", SAMPLE, [K.SAME_NAME, K.LONG_NAME]),
        ("announcement-20261001.xlsx", SAMPLE_EXCEL, [K.INVISIBLE_REMOVED]),
    ],
)
def test_the_samples_hold_twelve_people_without_a_doubt(file, people, notes):
    source = read_table(resource_path(f"samples/{file}"))
    announcement = read_announcement(source, today=TODAY, own_org_code="NSC01")
    assert [(row.employee_no, row.name, row.effective_date) for row in announcement.rows] == people
    assert all(row.kana and row.notice_date and row.transfer_type and row.department for row in announcement.rows)
    assert all(row.specified_affiliate and row.own_workplace for row in announcement.rows)
    assert [finding.kind for finding in announcement.findings] == notes
    assert announcement.unmapped == ()


def test_the_csv_sample_is_cp932_as_a_personnel_department_sends_it():
    source = read_table(resource_path("samples/announcement-20261001.csv"))
    assert (source.encoding, source.delimiter) == ("cp932", ",")
    assert {row[5] for row in source.rows} >= {"令和8年12月1日", "R8.12.1", "20261201", "46372", "令和８年１２月１日"}


def test_the_picture_of_the_preview(tmp_path):
    """One impossible day, one guessed year, a shared name, an unseen character: marked where they stand."""
    path = tmp_path / "announcement.csv"
    rows = [
        HEAD,
        PERSON,
        person(employee_no="0012349", name="渡邊　由紀子", effective_date="12/1"),
        person(employee_no="0012353", name="鈴木　一郎"),
        person(employee_no="0099001", name="鈴木　一郎"),
        person(employee_no="0012357", name="王　小明", effective_date="2026/10/32"),
        person(employee_no="0012362", name="林 　真理\u200b"),
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    announcement = read_announcement(read_table(path), today=TODAY, own_org_code="NSC01")
    assert found(announcement) == [
        (3, F.EFFECTIVE_DATE, K.YEAR_GUESSED),
        (4, F.NAME, K.SAME_NAME),
        (6, F.EFFECTIVE_DATE, K.IMPOSSIBLE_DATE),
        (7, F.NAME, K.INVISIBLE_REMOVED),
    ]
    said = [(finding_place(finding), finding_sentence(finding)) for finding in announcement.findings]
    assert said == [
        ("Row 3  Effective date", "There is no year. It was read as fiscal year 2026."),
        ("Rows 4, 5  Name", "2 people have the same name. The employee numbers differ."),
        (
            "Row 6  Effective date",
            "There is no day “2026/10/32”. Correct the original file and read it again.",
        ),
        ("Row 7  Name", "Invisible characters (U+200B) were taken out."),
    ]
    assert [len(announcement.at(level)) for level in (Level.WRONG, Level.DOUBTFUL, Level.NOTE)] == [1, 1, 2]
    assert cell_levels(announcement.findings) == {
        (3, F.EFFECTIVE_DATE): Level.DOUBTFUL,
        (4, F.NAME): Level.NOTE,
        (5, F.NAME): Level.NOTE,
        (6, F.EFFECTIVE_DATE): Level.WRONG,
        (7, F.NAME): Level.NOTE,
    }
    assert announcement.rows[1].effective_date == DEC_1
    assert announcement.raw_text(announcement.rows[1], F.EFFECTIVE_DATE) == "12/1"
    assert announcement.rows[5].name == "林　真理"
    assert announcement.raw_text(announcement.rows[5], F.NAME) == "林 　真理\u200b"


CELLS = [
    # what stands in the cell, the field, what is pointed out, the value read
    ("", F.EMPLOYEE_NO, [K.MISSING_VALUE], ""),
    ("  ", F.NAME, [K.MISSING_VALUE], ""),
    (None, F.EFFECTIVE_DATE, [K.MISSING_VALUE], None),
    ("\u3000", F.EFFECTIVE_DATE, [K.MISSING_VALUE], None),
    ("", F.DESTINATION_COMPANY, [K.MISSING_VALUE], ""),
    ("", F.ORG_CODE, [K.MISSING_VALUE], ""),
    ("", F.DESTINATION_DEPARTMENT, [], ""),
    ("2026/10/32", F.EFFECTIVE_DATE, [K.IMPOSSIBLE_DATE], None),
    ("R7.2.30", F.EFFECTIVE_DATE, [K.IMPOSSIBLE_DATE], None),
    ("未定", F.EFFECTIVE_DATE, [K.NOT_A_DATE], None),
    ("12/1", F.EFFECTIVE_DATE, [K.YEAR_GUESSED], DEC_1),
    ("26.12.1", F.EFFECTIVE_DATE, [K.SHORT_YEAR], DEC_1),
    ("12/01/2026", F.EFFECTIVE_DATE, [K.DAY_OR_MONTH], DEC_1),
    ("平成38年12月1日", F.EFFECTIVE_DATE, [K.OUTSIDE_ERA], DEC_1),
    ("2026年12月1日（月）", F.EFFECTIVE_DATE, [K.WEEKDAY_DIFFERS], DEC_1),
    ("令和8年12月1日", F.EFFECTIVE_DATE, [], DEC_1),
    ("46357", F.EFFECTIVE_DATE, [], DEC_1),
    (46357, F.EFFECTIVE_DATE, [], DEC_1),
    (46357.0, F.EFFECTIVE_DATE, [], DEC_1),
    (20261201, F.EFFECTIVE_DATE, [], DEC_1),
    (DEC_1, F.EFFECTIVE_DATE, [], DEC_1),
    ("2026-12-01\u200b", F.EFFECTIVE_DATE, [], DEC_1),
    ("2026-11-19", F.EFFECTIVE_DATE, [K.DATE_PASSED], dt.date(2026, 11, 19)),
    ("2036-12-01", F.EFFECTIVE_DATE, [K.DATE_FAR], dt.date(2036, 12, 1)),
    ('="0012345"', F.EMPLOYEE_NO, [], "0012345"),
    ("００１２３４５", F.EMPLOYEE_NO, [], "0012345"),
    (" A-001234 ", F.EMPLOYEE_NO, [], "A-001234"),
    ("1.23457E+11", F.EMPLOYEE_NO, [K.ODD_NUMBER], "1.23457E+11"),
    ("第12号", F.EMPLOYEE_NO, [K.ODD_NUMBER], "第12号"),
    (12345, F.EMPLOYEE_NO, [K.ZEROS_LOST], "12345"),
    (12345.0, F.EMPLOYEE_NO, [K.ZEROS_LOST], "12345"),
    ("9" * 21, F.EMPLOYEE_NO, [K.TOO_LONG], "9" * 21),
    ("佐藤\x07太郎", F.NAME, [K.CONTROL_CHARACTERS], "佐藤太郎"),
    ("佐藤\n太郎", F.NAME, [], "佐藤　太郎"),
    ("佐" * 101, F.NAME, [K.TOO_LONG, K.LONG_NAME], "佐" * 101),
    ("#N/A", F.NAME, [K.ERROR_VALUE], "#N/A"),
    ("?田　誠", F.NAME, [K.REPLACED_CHARACTER], "?田　誠"),
    ("〓田　誠", F.NAME, [K.REPLACED_CHARACTER], "〓田　誠"),
    ("\ue000田　誠", F.NAME, [K.PRIVATE_CHARACTER], "\ue000田　誠"),
    ("\U00020bb7田　誠", F.NAME, [], "\U00020bb7田　誠"),
    ("\u845b\U000e0100西　亮", F.NAME, [], "\u845b\U000e0100西　亮"),
    ("\ufa19谷　葵", F.NAME, [], "\ufa19谷　葵"),
    ("\u69d7本　陽子", F.NAME, [], "\u69d7本　陽子"),
    ("Nguyễn Thị Minh Khai", F.NAME, [], "Nguyễn Thị Minh Khai"),
    ("O\u2019Brien-Fitzgerald, Jonathan Maximilian Alexander", F.NAME, [K.LONG_NAME], None),
    ("김민준（金　民俊）", F.NAME, [K.FOREIGN_SCRIPT], "김민준（金　民俊）"),
    ("一（にのまえ）　一", F.NAME, [], "一（にのまえ）　一"),
    ("氏名不詳（人事未着）", F.NAME, [], "氏名不詳（人事未着）"),
    ("\ufeff林\u202e　真理", F.NAME, [K.INVISIBLE_REMOVED], "林　真理"),
    ("'=1+1", F.DESTINATION_DEPARTMENT, [], "=1+1"),
    ("", F.KANA, [K.KANA_MISSING], ""),
    ("さとう たろう", F.KANA, [], "サトウ　タロウ"),
    ("ｻﾄｳ ﾀﾛｳ", F.KANA, [], "サトウ　タロウ"),
    ("か\u3099ん", F.KANA, [], "ガン"),
    ("SATO Taro", F.KANA, [K.NOT_KANA], "SATO Taro"),
    ("ＮＳＣ０１", F.ORG_CODE, [], "NSC01"),
    ("×", F.SPECIFIED_AFFILIATE, [], False),
    ("該当", F.SPECIFIED_AFFILIATE, [], True),
    ("1", F.SPECIFIED_AFFILIATE, [], True),
    (0, F.SPECIFIED_AFFILIATE, [], False),
    ("TRUE", F.SPECIFIED_AFFILIATE, [], True),
    ("―", F.SPECIFIED_AFFILIATE, [], False),
    ("", F.SPECIFIED_AFFILIATE, [], None),
    ("たぶん", F.SPECIFIED_AFFILIATE, [K.FLAG_UNREADABLE], None),
]


@pytest.mark.parametrize(("cell", "field", "kinds", "value"), CELLS)
def test_a_cell_is_read_and_what_is_odd_is_pointed_out(cell, field, kinds, value):
    announcement = read(HEAD, person(**{field.value: cell}))
    assert found(announcement) == [(2, field, kind) for kind in kinds]
    if value is not None:
        assert getattr(announcement.rows[0], field.value) == value
    for finding in announcement.findings:
        assert "{" not in finding_sentence(finding)


def test_every_level_of_every_kind_is_as_the_office_decided():
    refusing = {kind for kind in K if kind.level is Level.WRONG}
    assert refusing == {
        *(K.MISSING_VALUE, K.NOT_A_DATE, K.IMPOSSIBLE_DATE, K.CONTROL_CHARACTERS, K.TOO_LONG, K.ERROR_VALUE),
        *(K.DUPLICATE, K.OVERLAP, K.ENDS_FIRST, K.CODE_TWICE, K.OWN_SUCCESSOR),
    }
    for kind in (K.SAME_NAME, K.INVISIBLE_REMOVED, K.LONG_NAME, K.FOREIGN_SCRIPT, K.KANA_MISSING):
        assert kind.level is Level.NOTE


def test_zeros_excel_took_are_given_back_as_a_doubt():
    rows = (person(employee_no=12345), person(employee_no="0012346"), person(employee_no="12347"))
    announcement = read(HEAD, *rows)
    assert [row.employee_no for row in announcement.rows] == ["0012345", "0012346", "0012347"]
    assert found(announcement) == [
        (2, F.EMPLOYEE_NO, K.ZEROS_LOST),
        (2, F.NAME, K.SAME_NAME),
        (4, F.EMPLOYEE_NO, K.ZEROS_LOST),
    ]
    assert finding_sentence(announcement.at(Level.DOUBTFUL)[0]) == (
        "“12345” may have lost its leading zeros. It was read as “0012345”."
    )


def test_known_numbers_tell_which_zeros_were_lost():
    announcement = read(HEAD, person(employee_no=12345), known_employee_nos=("00012345", "A1"))
    assert announcement.rows[0].employee_no == "00012345"
    assert read(HEAD, person(employee_no=12345), known_employee_nos=("12345",)).findings == ()


def test_a_number_of_other_length_is_no_doubt_where_no_number_has_leading_zeros():
    assert read(HEAD, person(employee_no="12345"), person(employee_no="123", name="鈴木　一郎")).findings == ()


def test_the_workplace_code_gets_its_zeros_back_as_a_doubt():
    announcement = read(HEAD, person(org_code=101), own_org_code="0101")
    assert announcement.rows[0].org_code == "0101"
    assert announcement.rows[0].own_workplace
    assert found(announcement) == [(2, F.ORG_CODE, K.ZEROS_LOST)]


def test_the_same_person_twice_on_one_day_is_wrong():
    announcement = read(HEAD, PERSON, person(effective_date="2026/12/1"), person(effective_date="2027/1/4"))
    assert found(announcement) == [(2, F.EMPLOYEE_NO, K.DUPLICATE)]
    assert announcement.findings[0].rows == (2, 3)


def test_a_number_listed_twice_for_one_day_is_pointed_out_once_even_with_two_names():
    announcement = read(HEAD, PERSON, person(name="鈴木　一郎"))
    assert found(announcement) == [(2, F.EMPLOYEE_NO, K.DUPLICATE)]


def test_one_number_with_two_names_is_doubtful():
    announcement = read(HEAD, PERSON, person(name="鈴木　一郎", effective_date="2027/1/4"))
    assert found(announcement) == [(2, F.EMPLOYEE_NO, K.NUMBER_OF_ANOTHER)]


def test_names_that_only_look_alike_are_not_the_same_name():
    assert read(HEAD, person(name="渡邉　由紀子"), person(employee_no="0012350", name="渡邊　由紀子")).findings == ()


def test_rows_of_other_workplaces_are_told_and_can_be_left_out():
    other = person(employee_no="0012346", org_code="DST11", effective_date="13/45", name="鈴木　一郎")
    announcement = read(HEAD, PERSON, other)
    assert [row.own_workplace for row in announcement.rows] == [True, False]
    assert found(announcement) == [(3, F.EFFECTIVE_DATE, K.IMPOSSIBLE_DATE)]
    assert announcement.own_only().findings == ()
    assert announcement.own_only().rows == announcement.rows[:1]


def test_without_a_column_of_codes_all_rows_are_taken_as_ours_in_doubt():
    drop = [index for index, heading in enumerate(HEAD) if heading != "所属コード"]
    announcement = read(tuple(HEAD[i] for i in drop), tuple(PERSON[i] for i in drop))
    assert found(announcement) == [(1, F.ORG_CODE, K.ORG_CODE_ASSUMED)]
    assert announcement.rows[0].own_workplace
    assert announcement.own_only().findings == announcement.findings


def test_a_notice_after_the_effective_date_is_noted():
    announcement = read((*HEAD, "内示日"), (*PERSON, "2026/12/2"))
    assert found(announcement) == [(2, F.NOTICE_DATE, K.NOTICE_AFTER_EFFECTIVE)]


@pytest.mark.parametrize(
    "head",
    [
        ("従業員番号", "社員氏名", "カナ", "異動日", "所属組織コード", "異動先", "異動先所属", "特"),
        ("職員番号", "氏名（漢字）", "氏名カナ", "異動発令日", "組織コード", "転籍先会社", "新所属", "特定関係"),
        (
            "社員番号※",
            "氏　名",
            "ﾌﾘｶﾞﾅ",
            "発令\n年月日",
            "所属CD",
            "異動先（会社）",
            "異動先（部署）",
            "特定関係事業者（○）",
        ),
        (
            "Employee No.",
            "Full name",
            "Kana",
            "Effective date",
            "Org code",
            "New company",
            "To department",
            "Specified affiliate",
        ),
    ],
)
def test_headings_are_known_by_many_names(head):
    announcement = read(head, PERSON)
    row = announcement.rows[0]
    assert announcement.unmapped == announcement.findings == ()
    assert (row.employee_no, row.name, row.kana, row.effective_date) == (*PERSON[:3], DEC_1)
    assert (row.org_code, row.destination_company, row.destination_department) == PERSON[4:7]
    assert row.specified_affiliate is True


def test_family_and_given_names_are_put_together():
    head = ("社員番号", "姓", "名", "セイ", "メイ", *HEAD[3:])
    announcement = read(head, ("0012345", "佐藤", "太郎", "さとう", "ﾀﾛｳ", *PERSON[3:]))
    assert (announcement.rows[0].name, announcement.rows[0].kana) == ("佐藤　太郎", "サトウ　タロウ")
    assert announcement.findings == ()


def test_titles_above_and_closing_words_below_are_passed_over():
    announcement = read(
        ("人事異動発令一覧",),
        ("作成日", "2026/11/20"),
        (),
        HEAD,
        PERSON,
        ("", ""),
        ("", "以上"),
        ("※ 内示前につき取扱注意",),
    )
    assert announcement.columns.head_row == 4
    assert [row.row for row in announcement.rows] == [5]
    assert announcement.findings == ()


def test_a_head_repeated_on_every_page_is_no_person():
    announcement = read(HEAD, PERSON, HEAD, person(employee_no="0012346", name="鈴木　一郎"))
    assert [row.row for row in announcement.rows] == [2, 4]
    assert announcement.findings == ()


def test_headings_nothing_is_made_of_are_listed():
    assert read((*HEAD, "評価", "備考"), (*PERSON, "A", "x")).unmapped == ("評価", "備考")


def test_a_file_without_kana_is_noted_once():
    announcement = read(tuple(h for h in HEAD if h != "フリガナ"), tuple(c for c in PERSON if c != PERSON[2]))
    assert found(announcement) == [(1, F.KANA, K.KANA_MISSING)]


def test_two_columns_for_one_field_are_doubtful_only_where_they_differ():
    head = ("社員番号", "氏名", "フリガナ", "発令日", "異動日", *HEAD[4:])
    same = read(head, (*PERSON[:4], PERSON[3], *PERSON[4:]))
    assert same.findings == ()
    differing = read(head, (*PERSON[:4], "R9.1.4", *PERSON[4:]))
    assert found(differing) == [(1, F.EFFECTIVE_DATE, K.RIVAL_COLUMNS)]
    assert (
        finding_sentence(differing.findings[0]) == "More than one column fits. “発令日” was used and “異動日” was not."
    )
    chosen = read(head, (*PERSON[:4], "R9.1.4", *PERSON[4:]), mapping={F.EFFECTIVE_DATE: "異動日"})
    assert chosen.findings == ()
    assert chosen.rows[0].effective_date == JAN_4


def test_columns_can_be_told_by_heading_or_position():
    head = ("A", "B", "C", "D", "E", "F", "G", "H")
    with pytest.raises(errors.ColumnsMissing) as refusal:
        read(head, PERSON)
    assert refusal.value.fields == (F.EMPLOYEE_NO, F.NAME, F.EFFECTIVE_DATE, F.DESTINATION_COMPANY)
    assert find_columns(table(head, PERSON)).headings == head
    mapping = {
        F.EMPLOYEE_NO: "a",
        F.NAME: 1,
        F.KANA: 2,
        F.EFFECTIVE_DATE: "D",
        F.ORG_CODE: 4,
        F.DESTINATION_COMPANY: "F",
    }
    announcement = read(head, PERSON, mapping=mapping)
    assert (announcement.rows[0].employee_no, announcement.rows[0].effective_date) == ("0012345", DEC_1)
    assert announcement.unmapped == ("G", "H")


def test_a_column_can_be_left_out():
    assert read(HEAD, PERSON, mapping={F.SPECIFIED_AFFILIATE: None}).rows[0].specified_affiliate is None


@pytest.mark.parametrize("column", ["備考", 8, -1])
def test_a_column_that_is_not_there_is_refused(column):
    with pytest.raises(errors.ColumnUnknown):
        read(HEAD, PERSON, mapping={F.NAME: column})


@pytest.mark.parametrize("rows", [(HEAD,), (HEAD, (), ("", None)), (HEAD, ("以上",))])
def test_a_head_without_rows_holds_no_table(rows):
    with pytest.raises(errors.TableEmpty):
        read(*rows)


def test_short_rows_and_long_rows_are_taken():
    announcement = read(HEAD, PERSON[:6], (*person(employee_no="0012346", name="鈴木　一郎"), "x", "y"))
    assert announcement.findings == ()
    assert announcement.rows[0].specified_affiliate is None


def test_reading_can_be_stopped():
    with pytest.raises(errors.ReadingStopped):
        read(HEAD, *[PERSON] * 1000, stop=lambda: True)


ANY_CELL = st.one_of(
    st.none(), st.text(max_size=9), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.dates()
)


@settings(max_examples=200)
@given(st.lists(st.tuples(*[ANY_CELL] * 8), min_size=1, max_size=4))
def test_any_cells_whatever_are_read_without_breaking(rows):
    try:
        announcement = read(HEAD, *rows)
    except errors.TableEmpty:
        return
    assert all(finding_place(finding) and finding_sentence(finding) for finding in announcement.findings)
    ready = not announcement.at(Level.WRONG)
    assert not ready or all(row.employee_no and row.name and row.effective_date for row in announcement.rows)


REFUSALS = [
    (errors.TableUnreadable(reason="missing"), "The file is not there."),
    (errors.TableUnreadable(reason="folder"), "This is a folder."),
    (errors.TableUnreadable(reason="denied"), "The file may not be opened."),
    (errors.TableUnreadable(reason="device"), "The file cannot be read just now."),
    (errors.TableTooLarge(what="bytes", limit=50_000_000), "The file is too large (at most 50 MB)."),
    (errors.TableTooLarge(what="rows", limit=200_000), "The table has more than 200,000 rows."),
    (errors.TableTooLarge(what="columns", limit=500), "The table has more than 500 columns."),
    (errors.TableEmpty(), "This file holds no table."),
    (errors.NotATable(looks_like="pdf"), "This file holds no table."),
    (errors.EncodingUnknown(encoding=None), "The character encoding cannot be told."),
    (errors.QuoteNotClosed(row=3), "A quotation mark opened in row 3 or above does not close."),
    (errors.WorkbookLocked(), "Excel files with a password cannot be read."),
    (errors.WorkbookTooOld(kind="xls"), "This form of Excel file (.xls) cannot be read."),
    (errors.WorkbookDamaged(), "The Excel file does not open."),
    (errors.SheetUnknown(sheet="別表", sheets=("表紙", "発令")), "There is no sheet “別表”. Choose one of: 表紙, 発令"),
    (errors.ColumnsMissing(fields=(F.EMPLOYEE_NO, F.NAME)), "No column for “Employee number”, “Name” was found."),
    (errors.ColumnUnknown(field=F.NAME, column="備考"), "The file has no column “備考” for “Name”."),
    (errors.ReadingStopped(), "The reading was stopped. Nothing was taken in."),
]


@pytest.mark.parametrize(("error", "start"), REFUSALS, ids=lambda value: type(value).__name__)
def test_every_refusal_has_its_sentence(error, start):
    assert (refusal_sentence(error) or "").startswith(start)


def test_errors_of_other_rooms_are_left_to_them():
    assert refusal_sentence(errors.OwnCase(case_no="x")) is None


def test_every_field_has_a_label():
    assert len({field_label(field) for field in F}) == len(F)
