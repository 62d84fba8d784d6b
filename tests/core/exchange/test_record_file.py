"""The wording of papers with tables: what ships can be read, and whatever is wrong is named with its line."""

from __future__ import annotations

import pytest

from desktop_app.domain.inspection import FIGURES, Counted
from desktop_app.domain.record_wording import FIELD, filled
from desktop_app.errors import ProgrammeUnreadable
from desktop_app.exchange.programme_faults import ProgrammeFault
from desktop_app.exchange.record_file import read_inspection, read_record, shipped_inspection, shipped_record
from desktop_app.resources import resource_path
from desktop_app.sentences import sentence

QUESTIONS = resource_path("inspection/self-inspection.yaml").read_text(encoding="utf-8")
DISPOSAL = resource_path("records/disposal-record.yaml").read_text(encoding="utf-8")


def test_the_shipped_questions_are_the_twenty_five_of_the_domain_notes() -> None:
    form = shipped_inspection()
    assert len(form.questions) == 25
    assert form.name == "様式第5号（半期）"
    sections = list(dict.fromkeys(question.section for question in form.questions))
    assert "".join(sections) == "管理表処理説明誓約権限端末ログ物理教育EUC委託災害是正保存体制"
    counted = {number for number, question in enumerate(form.questions, start=1) if question.counted}
    assert counted == {*range(1, 12), 23, 24, 25}
    assert {question.counted for question in form.questions} == {None, *Counted}


def test_every_label_takes_the_figures_its_count_has_and_leaves_room_for_the_pen() -> None:
    for question in shipped_inspection().questions:
        pen = filled(question.label, None)
        assert "{" not in pen
        assert "\u3000" in pen
        if question.counted:
            assert set(FIELD.findall(question.label + question.none)) <= FIGURES[question.counted]


def test_wording_has_one_hash_until_a_word_changes() -> None:
    form = shipped_inspection()
    assert read_inspection(QUESTIONS).wording_hash == form.wording_hash
    assert read_inspection(QUESTIONS.replace("定期異動等に", "定期異動に", 1)).wording_hash != form.wording_hash
    assert shipped_record("disposal-record").wording_hash != shipped_record("audit-result").wording_hash


def line_of(words: str, text: str = QUESTIONS) -> int:
    return text[: text.index(words)].count("\n") + 1


@pytest.mark.parametrize(
    ("good", "bad", "reason"),
    [
        ("counted: REGISTERED", "counted: EVERYTHING", ProgrammeFault.VALUE_UNKNOWN),
        ("label: 未説明 {{count}}件", "label: 未説明 {{days}}件", ProgrammeFault.MERGE_FIELD_UNKNOWN),
        ("label: 未説明 {{count}}件", "label: 未説明 {{count}件", ProgrammeFault.MERGE_FIELD_BROKEN),
        ("none: 遅延 0件", "nothing: 遅延 0件", ProgrammeFault.FIELD_UNKNOWN),
        ("  opinion: 総合所見", "  opnion: 総合所見", ProgrammeFault.FIELD_MISSING),
        ("    item: P-04\n", "", ProgrammeFault.FIELD_MISSING),
        ("  - section: 説明\n", "  - section: 管理表\n", ProgrammeFault.TWICE),
        ('version: "1.0"', 'version: "first"', ProgrammeFault.VALUE_UNKNOWN),
        ("draft: true", "draft: perhaps", ProgrammeFault.NOT_TRUE_OR_FALSE),
        ("format: 1", "format: 2", ProgrammeFault.NEWER_FORMAT),
    ],
)
def test_what_is_wrong_with_the_questions_is_named_with_file_and_line(good, bad, reason) -> None:
    assert good in QUESTIONS
    with pytest.raises(ProgrammeUnreadable) as refused:
        read_inspection(QUESTIONS.replace(good, bad, 1))
    assert refused.value.reason is reason
    assert refused.value.facts["file"] == "self-inspection.yaml"
    near = line_of(good)
    assert refused.value.line == near or reason is ProgrammeFault.FIELD_MISSING
    said = sentence(refused.value)
    assert "self-inspection.yaml" in said
    assert f"{refused.value.line}" in said


def test_a_record_without_a_word_it_needs_is_refused() -> None:
    with pytest.raises(ProgrammeUnreadable) as refused:
        read_record("disposal-record", DISPOSAL.replace("  hold: 廃棄の停止\n", ""))
    assert (refused.value.reason, refused.value.field) == (ProgrammeFault.FIELD_MISSING, "hold")
    with pytest.raises(ProgrammeUnreadable) as refused:
        read_record("disposal-record", DISPOSAL.replace("  parts: [", "  portions: ["))
    assert refused.value.reason is ProgrammeFault.FIELD_MISSING
