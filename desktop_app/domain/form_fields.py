"""The merge fields a form may use, what each is called, and which of them are entered for a case.

Wording with any other field is refused when a form is read. A field without a value keeps the form from being
printed and signed; only those that people may rightly lack can stay empty (domain notes §3.0, §7.1).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.bilingual import Text
from desktop_app.domain.dates import DateReason, long_date, read_date
from desktop_app.domain.form import Form

ENTERED = ("npi_scope", "duties_handled", "matrix_result", "last_restricted_duty_date", "cooling_off_end")
"""What nobody but the manager can say: entered for the case, one fact each."""

OF_THE_MOVE = frozenset({"matrix_result", "last_restricted_duty_date", "cooling_off_end"})
"""Of those, what the judgement of a restricted move tells where the programme has one."""

RETURNED_GOODS = "returned_goods"
"""The rows of 返却物品 as entered: no merge field, but entered in the same way."""

UNSET = re.compile(r"［未設定：[^］]*］")
"""How an unset field is shown where the form is read on the screen."""

FIELDS: Mapping[str, Text] = {
    "employer_name": Text("会社名", "Company"),
    "workplace_name": Text("職場名", "Workplace"),
    "workplace_code": Text("所属コード", "Org code"),
    "wim_title": Text("職場情報管理者の呼び名", "Title of the workplace information manager"),
    "wim_name": Text("職場情報管理者", "Workplace information manager"),
    "department_head_title": Text("所属長の呼び名", "Title of the department head"),
    "second_line_title": Text("本社担当の呼び名", "Title of the second line"),
    "contact": Text("連絡先", "Contact"),
    "transferee_name": Text("異動者の氏名", "Transferee's name"),
    "transferee_kana": Text("フリガナ", "Kana"),
    "employee_no": Text("社員番号", "Employee number"),
    "origin_department": Text("異動元", "Moves from"),
    "destination_company": Text("異動先会社", "Destination company"),
    "destination_department": Text("異動先部署", "Destination department"),
    "effective_date": Text("異動発令日", "Effective date"),
    "submission_date": Text("提出日", "Day of submission"),
    "case_no": Text("管理番号", "Case number"),
    "briefed_on": Text("説明実施日", "Day of the briefing"),
    "briefed_by": Text("説明者", "Briefed by"),
    "briefed_how": Text("説明の方法・場所", "Way and place of the briefing"),
    "refused_on": Text("申出日", "Day of not signing"),
    "refusal_note": Text("本人の申出", "What the transferee said"),
    "witness": Text("立会者", "Witness"),
    "recorder": Text("記録した者", "Recorded by"),
    "npi_scope": Text("業務情報の具体的な範囲", "Scope of the information"),
    "duties_handled": Text("担当した業務", "Duties handled"),
    "matrix_result": Text("人事交流制限の判定", "Result of the transfer restrictions"),
    "last_restricted_duty_date": Text("最終従事日", "Last day of restricted duties"),
    "cooling_off_end": Text("解禁日", "End of the cooling-off period"),
}
_DAYS = frozenset({"last_restricted_duty_date", "cooling_off_end"})


@dataclass(frozen=True, slots=True)
class GoodsLine:
    """One thing given back, or not: what, how many, its number, when, what became of it, who received it."""

    name: str
    amount: str
    number: str
    returned_on: str
    state: str
    receiver: str


def asked_fields(form: Form) -> tuple[str, ...]:
    """Return what has to be entered for a case that signs *form*."""
    return tuple(name for name in form.fields if name in ENTERED)


def is_day(field: str) -> bool:
    """Whether *field* holds a date (or words, where there is none)."""
    return field in _DAYS


def unset_mark(field: str) -> str:
    """Return what stands on the screen where *field* has no value: ［未設定：異動先会社］."""
    return f"［未設定：{FIELDS[field].ja if field in FIELDS else field}］"


def as_entered(field: str, value: str, today: date) -> str | None:
    """Return *value* as it is kept: a date as 2026-10-01, words as they are; None for a date that may mean two days."""
    if field not in _DAYS or not value:
        return value
    reading = read_date(value, near=today)
    if reading.value is None:
        return value if reading.reason in (DateReason.NOT_A_DATE, DateReason.EMPTY) else None
    return None if reading.doubtful else reading.value.isoformat()


def as_printed(field: str, value: str, *, era: bool) -> str:
    """Return *value* as a letter says it: these dates stand inside brackets, so without the weekday."""
    if field in _DAYS and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return long_date(date.fromisoformat(value), era=era, weekday=False)
    return value


def goods_lines(entered: str) -> tuple[GoodsLine, ...]:
    """Return the rows of 返却物品 in *entered*: one a line, its cells divided by ｜ or |; missing cells are empty."""
    lines = []
    for line in entered.replace("|", "｜").splitlines():
        cells = [cell.strip() for cell in line.split("｜")]
        if any(cells):
            lines.append(GoodsLine(*(cells + [""] * 6)[:6]))
    return tuple(lines)


def goods_text(lines: tuple[GoodsLine, ...]) -> str:
    """Return *lines* as ``goods_lines`` reads them."""
    rows = ((x.name, x.amount, x.number, x.returned_on, x.state, x.receiver) for x in lines)
    return "\n".join("｜".join(cell.replace("｜", " ") for cell in row) for row in rows)
