"""Which column of a table holds what, told from its heading (domain notes §6.4).

Every personnel department words its headings differently; the aliases are a table, the first of several
matching ones wins, and a caller may say otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.errors import ColumnUnknown
from desktop_app.exchange.tables import Cell, RawTable, Row


class AnnouncementField(StrEnum):
    """What an announcement says about one transfer. Names may come whole or as family and given name."""

    EMPLOYEE_NO = "employee_no"
    NAME = "name"
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    KANA = "kana"
    FAMILY_KANA = "family_kana"
    GIVEN_KANA = "given_kana"
    EFFECTIVE_DATE = "effective_date"
    NOTICE_DATE = "notice_date"
    ORG_CODE = "org_code"
    DEPARTMENT = "department"
    DESTINATION_COMPANY = "destination_company"
    DESTINATION_DEPARTMENT = "destination_department"
    TRANSFER_TYPE = "transfer_type"
    SPECIFIED_AFFILIATE = "specified_affiliate"


Mapped = Mapping[str, str | int | None]

REQUIRED = (
    AnnouncementField.EMPLOYEE_NO,
    AnnouncementField.NAME,
    AnnouncementField.EFFECTIVE_DATE,
    AnnouncementField.DESTINATION_COMPANY,
)

_ALIASES = {
    AnnouncementField.EMPLOYEE_NO: (
        "社員番号 従業員番号 職員番号 社員no 従業員no 社員コード 従業員コード 社員id "
        "employeeno employeenumber employeeid staffno staffnumber personnelno personnelnumber"
    ),
    AnnouncementField.NAME: (
        "氏名 社員氏名 従業員氏名 異動者氏名 異動者 氏名漢字 漢字氏名 名前 name fullname employeename"
    ),
    AnnouncementField.FAMILY_NAME: "姓 氏 姓漢字 漢字姓 familyname lastname surname",
    AnnouncementField.GIVEN_NAME: "名 名漢字 漢字名 givenname firstname",
    AnnouncementField.KANA: (
        "フリガナ カナ 氏名カナ カナ氏名 氏名フリガナ ふりがな 氏名ふりがな ヨミガナ よみがな 氏名よみ よみ 読み "
        "kana namekana kananame reading namereading phoneticname"
    ),
    AnnouncementField.FAMILY_KANA: "セイ 姓カナ カナ姓 姓フリガナ せい familynamekana lastnamekana",
    AnnouncementField.GIVEN_KANA: "メイ 名カナ カナ名 名フリガナ めい givennamekana firstnamekana",
    AnnouncementField.EFFECTIVE_DATE: (
        "異動発令日 発令日 発令年月日 異動年月日 異動日 発効日 効力発生日 effectivedate transferdate dateoftransfer"
    ),
    AnnouncementField.NOTICE_DATE: "内示日 内示年月日 noticedate dateofnotice",
    AnnouncementField.ORG_CODE: (
        "所属コード 所属組織コード 異動元所属コード 異動元組織コード 異動元コード 組織コード 現所属コード 旧所属コード "
        "所属cd 組織cd 部署コード orgcode organizationcode organisationcode departmentcode unitcode"
    ),
    AnnouncementField.DEPARTMENT: (
        "異動元 異動元所属 異動元部署 異動元所属名 異動元所属名称 異動元職場 所属名称 所属名 現所属 現所属名 旧所属 "
        "旧所属名 所属部署 所属 部署 職場 currentdepartment fromdepartment department origin from"
    ),
    AnnouncementField.DESTINATION_COMPANY: (
        "異動先会社 異動先会社名 異動先会社名称 出向先会社 転籍先会社 出向先 転籍先 新会社 異動先 "
        "destinationcompany newcompany tocompany destination"
    ),
    AnnouncementField.DESTINATION_DEPARTMENT: (
        "異動先部署 異動先所属 異動先部署名 異動先所属名 異動先所属名称 異動先職場 新所属 新所属名 新部署 "
        "destinationdepartment newdepartment todepartment"
    ),
    AnnouncementField.TRANSFER_TYPE: (
        "異動種別 異動区分 発令種別 発令区分 異動事由 種別 区分 transfertype typeoftransfer"
    ),
    AnnouncementField.SPECIFIED_AFFILIATE: (
        "特定関係事業者 特定関係事業者フラグ 特定関係事業者区分 特定関係事業者該当 特定関係 特 "
        "specifiedaffiliate specifiedaffiliateflag"
    ),
}
_HEAD_WITHIN = 20  # titles, dates and notes above the table take less
_HEAD_MATCHES = 2  # one word alone may as well stand in a title
_NOT_WORDS = re.compile(r"[\s_.:・／/※*＊()（）\[\]【】「」\-]+")
_IN_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")


def _key(heading: str) -> str:
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", heading)).casefold()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The headings of one kind of table: the folded alias, its field and how telling it is (0: most), and needs."""

    fields: Mapping[str, tuple[str, int]]
    required: tuple[str, ...]

    @classmethod
    def of(cls, aliases: Mapping[str, Iterable[str]], required: Iterable[str]) -> Vocabulary:
        """Return the vocabulary of *aliases* by field; of an alias that two fields have, the first field's counts."""
        known: dict[str, tuple[str, int]] = {}
        for field, words in aliases.items():
            for priority, word in enumerate(words):
                known.setdefault(_key(word), (field, priority))
        return cls(known, tuple(required))

    def field(self, heading: str) -> tuple[str, int] | None:
        """Return the field a heading names, as a whole or without what stands in brackets."""
        return self.fields.get(_key(heading)) or self.fields.get(_key(_IN_BRACKETS.sub("", heading)))


ANNOUNCEMENT = Vocabulary.of({field: words.split() for field, words in _ALIASES.items()}, REQUIRED)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the fields of a table are. ``fields`` gives positions from 0, *head_row* counts as Excel does (0: none)."""

    head_row: int
    headings: tuple[str, ...]
    fields: Mapping[str, int]
    missing: tuple[str, ...]
    unmapped: tuple[str, ...]
    rivals: Mapping[str, tuple[int, ...]]


def find_columns(table: RawTable, mapping: Mapped | None = None, vocabulary: Vocabulary = ANNOUNCEMENT) -> Columns:
    """Find the head row and the columns; never refuses for what is missing, so that a person can point at it.

    *mapping* goes before what is found: a heading, a position from 0, or None to leave the field out.
    Raises ColumnUnknown when *mapping* names a column that is not there.
    """
    head = _head_row(table, mapping or {}, vocabulary)
    headings = tuple(" ".join(_text(cell).split()) for cell in table.rows[head - 1])
    found = _candidates(headings, vocabulary)
    fields = {field: positions[0] for field, positions in found.items()}
    rivals = {field: positions for field, positions in found.items() if len(positions) > 1}
    for field, column in (mapping or {}).items():
        fields.pop(field, None)
        rivals.pop(field, None)
        if column is not None:
            fields[field] = _position(field, column, headings)
    used = {*fields.values(), *(position for positions in rivals.values() for position in positions)}
    unmapped = tuple(text for index, text in enumerate(headings) if text and index not in used)
    return Columns(head, headings, fields, _missing(fields, vocabulary), unmapped, rivals)


def _head_row(table: RawTable, mapping: Mapped, vocabulary: Vocabulary) -> int:
    """Return the number of the row with the most known headings; else of the first with the most cells."""
    wanted = {_key(column) for column in mapping.values() if isinstance(column, str)}

    def known(row: Row) -> int:
        return sum(vocabulary.field(_text(cell)) is not None or _key(_text(cell)) in wanted for cell in row if cell)

    start = table.rows[:_HEAD_WITHIN]
    counts = [known(row) for row in start]
    if max(counts) < min(_HEAD_MATCHES, max(map(len, start))) and not wanted:
        counts = [sum(bool(cell) for cell in row) for row in start]
    return counts.index(max(counts)) + 1


def _candidates(headings: tuple[str, ...], vocabulary: Vocabulary) -> dict[str, tuple[int, ...]]:
    """Return each field's columns, the one with the most telling heading first."""
    ranked: dict[str, list[tuple[int, int]]] = {}
    for index, heading in enumerate(headings):
        if match := vocabulary.field(heading):
            ranked.setdefault(match[0], []).append((match[1], index))
    return {field: tuple(index for _, index in sorted(places)) for field, places in ranked.items()}


def _missing(fields: Mapping[str, int], vocabulary: Vocabulary) -> tuple[str, ...]:
    halves = {AnnouncementField.FAMILY_NAME, AnnouncementField.GIVEN_NAME}
    missing = [field for field in vocabulary.required if field not in fields]
    if halves <= fields.keys() and AnnouncementField.NAME in missing:
        missing.remove(AnnouncementField.NAME)
    return tuple(missing)


def _position(field: str, column: str | int, headings: tuple[str, ...]) -> int:
    if isinstance(column, int):
        if 0 <= column < len(headings):
            return column
    else:
        for index, heading in enumerate(headings):
            if _key(heading) == _key(column):
                return index
    raise ColumnUnknown(field=field, column=column)


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
