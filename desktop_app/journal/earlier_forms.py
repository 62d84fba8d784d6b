"""Facts as earlier versions wrote them, read as the facts of today.

``programme-adopted/1`` had its report form as a fixed list of texts; it is read as the blocks that say the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from desktop_app.domain.facts import ProgrammeAdopted

_HEAD = ("code", "number", "category", "version", "draft", "carries_pledge")


def _programme_adopted_1(data: msgspec.Raw) -> ProgrammeAdopted:
    body = msgspec.json.decode(data, type=dict[str, Any])
    old = body["programme"]["report_form"]
    body["programme"]["report_form"] = {name: old[name] for name in _HEAD} | {"blocks": _blocks_of(old)}
    adopted: ProgrammeAdopted = msgspec.convert(body, ProgrammeAdopted)
    return adopted


def _blocks_of(old: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the blocks of a letter that was known by its texts alone; what stood in code then stands here."""
    return [
        {"numbers": _labelled(管理番号="{{case_no}}", 提出日="{{submission_date}}")},
        {
            "addressee": {
                "place": "{{employer_name}}　{{workplace_name}}",
                "title": "{{wim_title}}",
                "name": "{{wim_name}}",
            }
        },
        {
            "sender": _labelled(
                所属="{{origin_department}}（{{workplace_code}}）",
                社員番号="{{employee_no}}",
                フリガナ="{{transferee_kana}}",
            )
        },
        {"signature": {"label": "氏名", "note": "（自署）"}},
        {"title": old["title"]},
        {"paragraph": old["opening"]},
        {"centred": "記"},
        {"heading": old["results_heading"]},
        {
            "results": {
                "columns": ["処理の内容", "結果", "完了日", "数量"],
                "outcomes": ["完了", "該当なし", "一部未完了"],
                "rows": old["results"],
            }
        },
        {"heading": old["declarations_heading"]},
        {"items": old["declarations"]},
        {"open_items": _open_items(old["open_items_heading"])},
        {"closing": "以上"},
        {"receipt": _RECEIPT},
    ]


def _labelled(**rows: str) -> list[dict[str, str]]:
    return [{"label": label, "value": value} for label, value in rows.items()]


def _open_items(heading: str) -> dict[str, Any]:
    return {
        "heading": heading,
        "counted": "件（別紙のとおり）",
        "none": "なし",
        "sheet": "別紙",
        "title": "未完了の項目",
        "columns": ["項目", "内容", "理由", "完了予定日", "処置担当"],
        "note": "本紙の項目は管理表に登載し、処置が終わるまで追います。",
    }


_RECEIPT = {
    "title": "受領欄",
    "lines": [
        {"label": "受領日", "signed": "{{submission_date}}", "pen": "DATE"},
        {"label": "確認結果", "choices": ["確認した", "差し戻した"], "signed": "右の職場情報管理者欄の表示による"},
        {"label": "理由", "signed": "―", "pen": "WORDS"},
    ],
    "seals": ["担当", "職場情報管理者", "確認者"],
    "countersigned": "職場情報管理者",
}

EARLIER: dict[str, Callable[[msgspec.Raw], Any]] = {"programme-adopted/1": _programme_adopted_1}
"""Readers of forms that are no longer written, by their tag."""
