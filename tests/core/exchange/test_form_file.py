"""Form files: what ships, the promises its wording keeps, and what is refused on which line."""

import json
import re
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from desktop_app.domain.facts import ProgrammeAdopted
from desktop_app.domain.form import Block, merge, merged
from desktop_app.domain.form_fields import FIELDS, UNSET, as_entered, as_printed, goods_lines, goods_text, unset_mark
from desktop_app.errors import MergeFieldUnset, ProgrammeUnreadable
from desktop_app.exchange.form_file import read_form, shipped_form, shipped_forms
from desktop_app.exchange.programme_faults import ProgrammeFault
from desktop_app.exchange.programme_shape import form_schema
from desktop_app.journal.codec import decode_fact, encode_fact
from tests.core.domain.cases import PROGRAMME

NAMES = [name for name, _path in shipped_forms()]
TODAY = date(2026, 9, 24)


def text_of(name):
    return dict(shipped_forms())[name].read_text(encoding="utf-8")


def test_eight_forms_ship():
    assert {name: shipped_form(name).number for name in NAMES} == {
        "all-staff-pledge": "様式第8号",
        "completion-report": "様式第1号",
        "contractor-confirmation": "様式第6号",
        "explanation-record": "説明記録",
        "kansai-arrival-pledge": "様式第3号の2",
        "kansai-pledge": "様式第3号",
        "recall-confirmation": "様式第7号",
        "tohoku-pledge": "様式第2号",
    }
    assert all("（案）" in shipped_form(name).edition for name in NAMES)


def test_the_wording_of_the_pledges_does_not_change_unnoticed():
    """Pledges were signed under these hashes: other words need another version, and then another line here."""
    pledges = [name for name in NAMES if name not in ("completion-report", "explanation-record")]
    assert {name: shipped_form(name).wording_hash[:12] for name in pledges} == {
        "tohoku-pledge": "2debd55163e7",
        "kansai-pledge": "516e119d05d9",
        "kansai-arrival-pledge": "3dc8e5d7ce6e",
        "contractor-confirmation": "751c27e5d3eb",
        "recall-confirmation": "40369b42c41e",
        "all-staff-pledge": "07ee513e137b",
    }


def test_pledges_have_the_articles_of_the_office():
    articles = {name: [block.article.heading for block in shipped_form(name).blocks if block.article] for name in NAMES}
    assert [len(articles[name]) for name in ("tohoku-pledge", "kansai-pledge")] == [8, 9]
    assert articles["tohoku-pledge"][-1] == articles["kansai-pledge"][-1] == "留保"


@pytest.mark.parametrize("name", NAMES)
def test_no_form_says_what_a_pledge_must_not_say(name):
    """Domain notes §3.0: no penalty in money, no search of private things, nothing without end."""
    assert not re.search("違約金|損害賠償|賠償額|無期限|競業|私物の検査|\\*\\*|[０-９Ａ-Ｚａ-ｚ]{2}", text_of(name))


def test_every_word_is_in_the_hash():
    form = shipped_form("kansai-pledge")
    text = text_of("kansai-pledge")
    for old, new in (("返却物品一覧", "返却物品表"), ("確認欄", "受領欄"), ("受領者]", "受取人]"), ("留保", "保留")):
        assert text.count(old) >= 1
        assert read_form(text.replace(old, new)).wording_hash != form.wording_hash


@pytest.mark.parametrize(
    ("old", "new", "reason", "at"),
    [
        ("  - title: 行為", "  - tytle: 行為", ProgrammeFault.FIELD_UNKNOWN, "  - tytle"),
        ("{{matrix_result}}", "{{matrix}}", ProgrammeFault.MERGE_FIELD_UNKNOWN, "      closing: 判定"),
        ("heading: 留保", 'heading: "{{case_no}}"', ProgrammeFault.MERGE_FIELD_UNEXPECTED, '      heading: "{{'),
        ("pen_rows: 10", "pen_rows: 0", ProgrammeFault.NUMBER_TOO_SMALL, "      pen_rows"),
        ("item: KS-01", "item: ks1", ProgrammeFault.VALUE_UNKNOWN, "        - {item: ks1"),
        ("title: 確認欄", "title: とても長い", ProgrammeFault.TEXT_TOO_LONG, "      title: とても"),
        ("countersigned: 職場情報管理者", "countersigned: 社長", ProgrammeFault.SEAL_UNKNOWN, "      countersigned"),
        ('format: "1"', 'format: "2"', ProgrammeFault.NEWER_FORMAT, "format"),
        ("draft: true", "draft: はい", ProgrammeFault.NOT_TRUE_OR_FALSE, "draft"),
        ("states: [返却, 該当なし, 未返却]", "states: [返却]", ProgrammeFault.TOO_FEW, "      states"),
    ],
)
def test_a_wrong_form_is_refused_with_line_and_reason(old, new, reason, at):
    text = text_of("kansai-pledge")
    assert text.count(old) == 1
    wrong = text.replace(old, new)
    with pytest.raises(ProgrammeUnreadable) as refused:
        read_form(wrong)
    line = wrong.count("\n", 0, wrong.rindex(at)) + 1
    assert (refused.value.reason, refused.value.line) == (reason, line)


def test_the_schema_is_valid_and_knows_every_kind_of_block():
    Draft202012Validator.check_schema(form_schema())
    kinds = form_schema()["$defs"]["block"]["properties"]
    assert list(kinds) == list(Block.__dataclass_fields__)


def test_a_field_is_filled_in_once_and_an_unset_one_stops():
    assert merge("{{a}}と{{ b }}", {"a": "{{b}}", "b": "二"}) == "{{b}}と二"
    with pytest.raises(MergeFieldUnset) as unset:
        merged(shipped_form("tohoku-pledge"), {name: "x" for name in FIELDS if name != "npi_scope"})
    assert unset.value.field == "npi_scope"
    assert UNSET.fullmatch(unset_mark("destination_company"))[0] == "［未設定：異動先会社］"


@pytest.mark.parametrize(
    ("given", "kept", "printed"),
    [
        ("2023/9/30", "2023-09-30", "令和5年9月30日"),
        ("R5.9.30", "2023-09-30", "令和5年9月30日"),
        ("該当なし", "該当なし", "該当なし"),
        ("", "", ""),
        ("9/30", None, None),  # of which year?
    ],
)
def test_days_are_kept_as_days_and_words_as_words(given, kept, printed):
    entered = as_entered("last_restricted_duty_date", given, TODAY)
    assert entered == kept
    if entered is not None:
        assert as_printed("last_restricted_duty_date", entered, era=True) == printed


def test_rows_of_returned_goods_come_back_as_they_were_entered():
    lines = goods_lines("作業服|2着||2026.9.20|返却|伊藤　実\n\n名刺｜84枚\n")
    assert [line.name for line in lines] == ["作業服", "名刺"]
    assert (lines[0].receiver, lines[1].state) == ("伊藤　実", "")
    assert goods_lines(goods_text(lines)) == lines


def test_a_programme_adopted_by_an_earlier_version_is_read_with_the_same_words():
    adopted = ProgrammeAdopted(PROGRAMME, "f" * 64)
    body = json.loads(encode_fact(adopted))
    blocks = {kind: value for block in PROGRAMME.report_form.blocks for kind, value in _set(block)}
    head = {name: getattr(PROGRAMME.report_form, name) for name in ("code", "number", "category", "version", "draft")}
    body["type"] = "programme-adopted/1"
    del body["data"]["programme"]["explanation_form"]
    body["data"]["programme"]["report_form"] = head | {
        "carries_pledge": True,
        "title": blocks["title"],
        "opening": blocks["paragraph"],
        "results_heading": "処理の実施結果",
        "results": [{"step": row.step, "text": row.text} for row in blocks["results"].rows],
        "declarations_heading": "確認事項",
        "declarations": list(blocks["items"]),
        "open_items_heading": "未完了の項目",
    }
    read = decode_fact(json.dumps(body).encode())
    assert isinstance(read, ProgrammeAdopted)
    assert read.programme.report_form == PROGRAMME.report_form
    assert read.programme.explanation_form is None


def _set(block):
    return [(name, getattr(block, name)) for name in Block.__dataclass_fields__ if getattr(block, name) is not None]
