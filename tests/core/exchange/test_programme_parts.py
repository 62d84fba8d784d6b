# ruff: noqa: E501 - the wrong files are a table: one a line, however long
"""Programmes put together from parts: what ships, what may be added and changed, and what is refused on which line."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app import text as language
from desktop_app.domain.deadlines import DeadlineBasis
from desktop_app.domain.programme import Party, Phase, Programme
from desktop_app.domain.programme_difference import ChangeKind, differences, next_version
from desktop_app.domain.scope import Direction, ScopeVerdict
from desktop_app.errors import ProgrammeUnreadable
from desktop_app.exchange.programme_faults import ProgrammeFault as F
from desktop_app.exchange.programme_faults import programme_reason_sentence
from desktop_app.exchange.programme_file import read_programme, shipped_programmes, with_add_ons
from desktop_app.exchange.programme_shape import programme_schema
from desktop_app.exchange.programme_tree import MAX_BYTES
from desktop_app.exchange.programme_writing import written
from desktop_app.journal.codec import decode_value
from desktop_app.sentences.programme_words import change_line, deadline_lines, move_lines, scope_lines

HERE = Path(__file__).parent
SHIPPED = dict(shipped_programmes())
OTHER = (HERE / "other_programme.yaml").read_text(encoding="utf-8")
NAMES = ("hokkaido", "tohoku", "kansai", "kyushu")


@pytest.fixture(autouse=True)
def english():
    language.use_language("en")


@pytest.fixture(scope="module")
def shipped():
    return {name: read_programme(path).programme for name, path in SHIPPED.items()}


def refusal(source):
    with pytest.raises(ProgrammeUnreadable) as caught:
        read_programme(source)
    assert programme_reason_sentence(caught.value)
    return caught.value


# --- what ships -------------------------------------------------------------------------------------------


def test_hokkaido_put_together_from_its_parts_is_the_one_cases_began_on():
    """The golden file is the programme as version 1.0 was first recorded: its cases must find every word again."""
    recorded = decode_value((HERE / "hokkaido-1.0.json").read_bytes(), Programme)
    loaded = read_programme(SHIPPED["hokkaido"])
    # Recorded before a step could say whether it is given back: it reads as it did then.
    assert [step.is_given_back for step in recorded.steps] == [step.given_back for step in loaded.programme.steps]
    unsaid = tuple(replace(step, given_back=None) for step in loaded.programme.steps)
    assert replace(loaded.programme, steps=unsaid) == recorded
    assert loaded.made_of == ("common@1.0",)


def test_the_four_programmes_ship_and_the_base_is_none_of_them():
    assert set(NAMES) < set(SHIPPED)
    assert "common" not in SHIPPED


def test_every_programme_has_all_items_of_the_common_base(shipped):
    common = {item.id for item in shipped["hokkaido"].items}
    assert len(common) == 42
    added = {name: sorted({item.id for item in shipped[name].items} - common) for name in NAMES}
    assert added == {
        "hokkaido": [],
        "tohoku": [f"TH-0{n}" for n in range(1, 8)],
        "kansai": [f"KS-0{n}" for n in range(1, 10)],
        "kyushu": [f"KY-0{n}" for n in range(1, 6)],
    }
    assert all(common <= {item.id for item in shipped[name].items} for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_item_is_labelled_and_stands_with_its_step(shipped, name):
    programme = shipped[name]
    assert all(item.measures for item in programme.items)
    order = [step.code for step in programme.steps]
    places = [order.index(item.step) for item in programme.items]
    assert places == sorted(places)


def test_the_second_gate_of_each_programme_is_what_its_source_asks(shipped):
    after = {name: [item.id for item in shipped[name].after_items] for name in NAMES}
    assert after == {
        "hokkaido": ["A-07"],
        "tohoku": ["A-07", "TH-04", "TH-07"],
        "kansai": ["A-07"],
        "kyushu": ["A-07", "KY-03"],
    }
    assert all(item.phase is Phase.AFTER_EFFECTIVE for one in shipped.values() for item in one.after_items)


def test_each_programme_signs_its_own_form(shipped):
    assert {name: shipped[name].report_form.number for name in NAMES} == {
        "hokkaido": "様式第1号",
        "tohoku": "様式第2号",
        "kansai": "様式第3号",
        "kyushu": "様式第1号",
    }


def test_the_department_head_confirms_in_tohoku_and_headquarters_tracks(shipped):
    tohoku = shipped["tohoku"]
    heads = [item.id for item in tohoku.items if Party.DEPARTMENT_HEAD in item.confirmed_by]
    assert heads == ["TH-01", "TH-02", "TH-05", "TH-04", "TH-03", "TH-06"]
    assert tohoku.item("TH-07").confirmed_by == (Party.SECOND_LINE,)


def test_kansai_counts_five_steps_and_a_sixth_for_the_pledge(shipped):
    kansai = shipped["kansai"]
    assert [step.number for step in kansai.steps] == list("⓪①②③④⑤⑥")
    assert [step.column_title.ja for step in kansai.ledger_steps][-1] == "物品"
    assert "①〜⑤" in kansai.item("R-01").text.ja


def test_kansai_has_a_table_of_three_by_three_and_a_year_of_cooling_off(shipped):
    moves = shipped["kansai"].restricted_moves
    assert [[cell.verdict.value for cell in row] for row in moves.matrix] == [
        ["PROHIBITED", "PROHIBITED", "ALLOWED"],
        ["PROHIBITED", "CONSULT", "ALLOWED"],
        ["ALLOWED", "ALLOWED", "ALLOWED"],
    ]
    assert moves.cooling_off_years == 1
    tohoku = shipped["tohoku"].restricted_moves
    assert (len(tohoku.origins), len(tohoku.destinations), tohoku.cooling_off_years) == (4, 4, 0)


@pytest.mark.parametrize("base", ["hokkaido", "tohoku", "kansai"])
def test_the_kyushu_add_on_fits_upon_every_other_programme(shipped, base):
    loaded = with_add_ons(base, ("kyushu",))
    ids = {item.id for item in loaded.programme.items}
    assert ids == {item.id for name in (base, "kyushu") for item in shipped[name].items}
    assert loaded.made_of == (f"{base}@1.0", "common@1.0", "kyushu@1.0")
    assert {one.code for one in shipped["kyushu"].registers} <= {one.code for one in loaded.programme.registers}
    assert loaded.programme.inspection == shipped["kyushu"].inspection


@pytest.mark.parametrize("name", NAMES)
def test_a_programme_written_out_reads_back_as_itself(shipped, name):
    again = read_programme(written(shipped[name]))
    assert again.programme == shipped[name]
    assert again.made_of == ()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("said", ["ja", "en"])
def test_a_programme_can_be_told_in_words(shipped, name, said):
    language.use_language(said)
    for told in (deadline_lines, scope_lines, move_lines):
        assert all(line.strip() for line in told(shipped[name]))
    lines = [change_line(one) for one in differences(shipped["hokkaido"], shipped[name])]
    assert all("{" not in line or "{{" in line for line in lines)
    assert not any("object at" in line or "Text(" in line for line in lines)


# --- adding and changing ----------------------------------------------------------------------------------

BASE = OTHER.replace("id: minato", "id: minato").replace("version: 2.10", "version: 2.10")
OWN = """\
format: 1
id: harbour
version: 1.0
title: {ja: 港型, en: Harbour type}
source: 試験のための架空の制度
extends: minato@2.10
"""
STEP = """\
steps:
  - code: EXTRA
    number: 7
    title: {ja: 追加, en: Extra}
    short_title: {ja: 追加, en: Extra}
    lead: {ja: 足します。, en: More.}
    ledger_column: true
    before: SIGN
"""
ITEM = """\
  - id: X-1
    step: {step}
    text: {{ja: 足した。, en: Added.}}
    help: {{ja: 足してください。, en: Add it.}}
    not_applicable: ALLOWED
    evidence: [SELF_DECLARATION]
    answered_by: TRANSFEREE
    confirmed_by: []
    measures: [H2]
"""
ADD_ON = """\
format: 1
id: more
version: 1.0
title: {ja: 追加, en: More}
source: 試験のための架空の追加
extends: minato@2.10
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "minato.yaml").write_text(BASE, encoding="utf-8")
    return tmp_path


def own(folder, text, **others):
    for name, content in others.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    file = folder / "own.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_what_is_not_said_is_taken_over_and_what_is_said_replaces_it(folder):
    given = "deadlines: {target_business_days_before: 9}\nretention: {years: 4}\n"
    programme = read_programme(own(folder, OWN + given)).programme
    base = read_programme(BASE).programme
    assert (programme.id, programme.title.ja) == ("harbour", "港型")
    assert programme.items == base.items
    assert programme.deadlines.target_business_days_before == 9
    assert programme.deadlines.confirm_within_business_days == base.deadlines.confirm_within_business_days
    assert (programme.retention.mode, programme.retention.years) == (base.retention.mode, 4)


def test_a_step_goes_where_it_is_told_and_items_follow_their_steps(folder):
    text = OWN + STEP + "items:\n" + ITEM.format(step="EXTRA") + ITEM.format(step="LENT").replace("X-1", "X-2")
    programme = read_programme(own(folder, text)).programme
    assert [step.code for step in programme.steps] == ["TALK", "LENT", "WIPE", "RIGHTS", "SECRETS", "EXTRA", "SIGN"]
    assert [item.id for item in programme.items] == ["M-1", "LENT-20", "X-2", "M-3", "M-4", "M-5", "X-1", "M-6"]


def test_named_fields_of_inherited_items_and_steps_are_changed_and_the_rest_stays(folder):
    changes = (
        "item_changes:\n  - {id: M-3, measures: [T4]}\nstep_changes:\n  - {code: SIGN, number: 9}\nwithout: [M-5]\n"
    )
    programme = read_programme(own(folder, OWN + changes)).programme
    base = read_programme(BASE).programme
    assert programme.item("M-3").measures == ("T4",)
    assert programme.item("M-3").text == base.item("M-3").text
    assert programme.step("SIGN").number == "9"
    assert "M-5" not in {item.id for item in programme.items}
    assert base.item("M-3").measures == ("T3",)


def test_an_add_on_adds_and_the_same_thing_twice_is_no_conflict(folder):
    more = ADD_ON + STEP + "items:\n" + ITEM.format(step="EXTRA")
    file = own(folder, OWN + STEP + "add_ons: [more@1.0]\n", more=more)
    loaded = read_programme(file)
    assert loaded.programme.item("X-1").step == "EXTRA"
    assert sum(step.code == "EXTRA" for step in loaded.programme.steps) == 1
    assert loaded.made_of == ("minato@2.10", "more@1.0")


def test_an_add_on_brings_roles_forms_registers_and_transfer_types(folder):
    more = ADD_ON + (
        "roles:\n  SYSTEM_ADMINISTRATOR: {ja: 情シス, en: IT}\n"
        "further_forms:\n  - form: explanation-record\n"
        "registers:\n  - {code: BOOK, label: {ja: 帳簿, en: Book}, about: {ja: 書きます。, en: Write.}, measures: []}\n"
        "transfer_types:\n  - {code: LOAN, label: {ja: 応援, en: Loan}, direction: INBOUND}\n"
        "inspection:\n  - {section: 端末, text: 照合した, label: '{{count}}件', basis: [S3]}\n"
    )
    programme = read_programme(own(folder, OWN + "add_ons: [more@1.0]\n", more=more)).programme
    assert programme.role_title(Party.SYSTEM_ADMINISTRATOR).ja == "情シス"
    assert [form.code for form in programme.further_forms] == ["EXPLANATION_RECORD"]
    assert programme.directions["LOAN"] is Direction.INBOUND
    assert [one.code for one in programme.registers] == ["BOOK"]
    assert programme.inspection[0].label == "{{count}}件"


def test_the_hash_stands_for_every_part(folder):
    file = own(folder, OWN)
    before = read_programme(file)
    assert before.sha256 == read_programme(file).sha256
    (folder / "minato.yaml").write_text(BASE.replace("years: 7", "years: 8"), encoding="utf-8")
    assert read_programme(file).sha256 != before.sha256


def test_a_part_is_found_by_its_version_among_several_files(folder):
    (folder / "minato-3.0.yaml").write_text(BASE.replace("version: 2.10", "version: 3.0"), encoding="utf-8")
    assert read_programme(own(folder, OWN)).made_of == ("minato@2.10",)
    assert read_programme(own(folder, OWN.replace("@2.10", "@3.0"))).made_of == ("minato@3.0",)


def test_the_shipped_base_is_found_from_anywhere(tmp_path):
    copy = tmp_path / "copy.yaml"
    copy.write_bytes(SHIPPED["hokkaido"].read_bytes())
    assert read_programme(copy).made_of == ("common@1.0",)


def test_differences_name_items_texts_and_deadlines(shipped):
    found = differences(shipped["hokkaido"], shipped["kansai"])
    kinds = {(one.kind, one.part, one.key) for one in found}
    assert (ChangeKind.ADDED, "items", "KS-01") in kinds
    assert (ChangeKind.ADDED, "steps", "GOODS_RETURN") in kinds
    assert (ChangeKind.CHANGED, "items", "R-01") in kinds
    assert not differences(shipped["tohoku"], shipped["tohoku"])
    assert (next_version("1.0"), next_version("2.9"), next_version("1.0.2")) == ("1.1", "2.10", "1.0.3")


def test_the_changes_a_file_may_make_are_the_fields_of_items_and_steps():
    parts = programme_schema()["$defs"]
    for name in ("item", "step"):
        assert set(parts[f"{name}_change"]["properties"]) == set(parts[name]["properties"]) - {"before"}


# --- bad files --------------------------------------------------------------------------------------------

MOVES = """\
restricted_moves:
  origins:
    - {code: NSC, label: {ja: 窓口, en: Desk}, grade: 1, names: [窓口]}
  destinations:
    - {code: SALES, label: {ja: 営業, en: Sales}, grade: 1, names: [営業]}
  matrix: [[{verdict: PROHIBITED}]]
  cooling_off_years: 1
"""
RULES = "scope:\n  transfer_types: [OUT]\n  rules:\n    - {direction: INBOUND, verdict: OUT_OF_SCOPE}\n    - {verdict: IN_SCOPE}\n"
WITH_ITEM = "items:\n" + ITEM.format(step="LENT")

WRONG = {
    # extends
    "nothing there": (OWN.replace("minato@", "nowhere@"), F.PART_UNKNOWN, "extends"),
    "another version": (OWN.replace("@2.10", "@2.11"), F.PART_VERSION, "extends"),
    "no version": (OWN.replace("minato@2.10", "minato"), F.VALUE_UNKNOWN, "extends"),
    "a path": (OWN.replace("minato@2.10", "../minato@2.10"), F.VALUE_UNKNOWN, "extends"),
    "an absolute path": (OWN.replace("minato@2.10", "/etc/passwd@1.0"), F.VALUE_UNKNOWN, "extends"),
    "a star": (OWN.replace("minato@2.10", '"*@2.10"'), F.VALUE_UNKNOWN, "extends"),
    "a list": (OWN.replace("minato@2.10", "[minato@2.10]"), F.NOT_TEXT, "extends"),
    "empty": (OWN.replace("minato@2.10", '""'), F.TEXT_EMPTY, "extends"),
    "itself": (OWN.replace("minato@2.10", "harbour@1.0"), F.PART_CYCLE, "extends"),
    "twice": (OWN + "extends: minato@2.10\n", F.TWICE, "extends: minato@2.10\n"),
    # without it
    "changes upon nothing": (OWN.replace("extends: minato@2.10\n", "item_changes: []\n"), F.NOTHING_EXTENDED, "item_changes"),
    "add-on upon nothing": (OTHER + "add_ons: [more@1.0]\n", F.NOTHING_EXTENDED, "add_ons"),
    "leaving out of nothing": (OTHER + "without: [M-1]\n", F.NOTHING_EXTENDED, "without"),
    "step changes upon nothing": (OTHER + "step_changes:\n  - {code: SIGN, number: 9}\n", F.NOTHING_EXTENDED, "step_changes"),
    "before upon nothing": (OTHER.replace("code: LENT, number", "before: SIGN, code: LENT, number", 1), F.NOTHING_EXTENDED, "  - {before"),
    "only a head": (OWN.replace("extends: minato@2.10\n", ""), F.FIELD_MISSING, "format"),
    # conflicts
    "an item again": (OWN + WITH_ITEM.replace("X-1", "M-3"), F.CONFLICT, "  - id: M-3"),
    "a step again": (OWN + STEP.replace("EXTRA", "LENT").replace("    before: SIGN\n", ""), F.CONFLICT, "  - code: LENT"),
    "a type again": (OWN + "transfer_types:\n  - {code: OUT, label: {ja: 別, en: Other}}\n", F.CONFLICT, "  - {code: OUT"),
    "a reason again": (OWN + "return_reasons:\n  - {code: OTHER, label: {ja: 別, en: Own}}\n", F.CONFLICT, "  - {code: OTHER"),
    "an item twice": (OWN + WITH_ITEM + ITEM.format(step="WIPE"), F.TWICE, "  - id: X-1"),
    # changes
    "unknown item": (OWN + "item_changes:\n  - {id: Q-9, measures: [T4]}\n", F.CHANGED_UNKNOWN, "  - {id: Q-9"),
    "unknown step": (OWN + "step_changes:\n  - {code: NONE, number: 9}\n", F.CHANGED_UNKNOWN, "  - {code: NONE"),
    "changed twice": (OWN + "item_changes:\n  - {id: M-3, measures: [T4]}\n  - {id: M-3, measures: [T5]}\n", F.CHANGED_TWICE, "  - {id: M-3, measures: [T5]"),
    "nothing changed": (OWN + "item_changes:\n  - {id: M-3}\n", F.TOO_FEW, "  - {id: M-3"),
    "an unknown field": (OWN + "item_changes:\n  - {id: M-3, colour: red}\n", F.FIELD_UNKNOWN, "  - {id: M-3"),
    "changed without id": (OWN + "item_changes:\n  - {measures: [T4]}\n", F.FIELD_MISSING, "  - {measures"),
    "changed to nowhere": (OWN + "item_changes:\n  - {id: M-3, step: WASH}\n", F.STEP_MISSING, "  - {id: M-3"),
    "changed to nobody": (OWN + "item_changes:\n  - {id: M-3, answered_by: ALIEN}\n", F.VALUE_UNKNOWN, "  - {id: M-3"),
    "changed to a role without a name": (OWN + "item_changes:\n  - {id: M-3, answered_by: SYSTEM_ADMINISTRATOR}\n", F.ROLE_MISSING, "  - {id: M-3"),
    "left out unknown": (OWN + "without: [Q-9]\n", F.CHANGED_UNKNOWN, "without"),
    "left out twice": (OWN + "without: [M-5, M-5]\n", F.CHANGED_UNKNOWN, "without"),
    "left out by a step": (OWN + "without: [LENT]\n", F.VALUE_UNKNOWN, "without"),
    "before nowhere": (OWN + STEP.replace("before: SIGN", "before: NOWHERE"), F.STEP_UNKNOWN, "    before"),
    "an item without its step": (OWN + WITH_ITEM.replace("LENT", "WASH"), F.STEP_MISSING, "    step: WASH"),
    "seven columns": (OWN + STEP + STEP.replace("steps:\n", "").replace("EXTRA", "EXTRB") + STEP.replace("steps:\n", "").replace("EXTRA", "EXTRC"), F.LEDGER_COLUMNS, "    ledger_column: true"),
    # deadlines
    "deadlines that contradict": (OWN + "deadlines: {basis: EFFECTIVE_DATE}\n", F.DEADLINES_CONTRADICT, "deadlines"),
    "an unknown basis": (OWN + "deadlines: {basis: SOMETIME}\n", F.VALUE_UNKNOWN, "deadlines"),
    "days that are words": (OWN + "deadlines: {target_business_days_before: five}\n", F.NOT_A_NUMBER, "deadlines"),
    "days without end": (OWN + "deadlines: {post_check_business_days: 1000}\n", F.NUMBER_TOO_LARGE, "deadlines"),
    "days before days": (OWN + "deadlines: {confirm_within_business_days: -1}\n", F.NUMBER_TOO_SMALL, "deadlines"),
    "no basis at all": (OTHER.replace("  report_on_effective_date_is_in_time: false\n", ""), F.FIELD_MISSING, "deadlines:"),
    "an unknown mode": (OWN + "retention: {mode: FOR_EVER}\n", F.VALUE_UNKNOWN, "retention"),
    # scope
    "a rule for no type": (OWN + RULES.replace("direction: INBOUND", "transfer_types: [AWAY]"), F.TRANSFER_TYPE_UNKNOWN, "    - {transfer_types"),
    "a rule never reached": (OWN + RULES + "    - {verdict: OPTIONAL}\n", F.SCOPE_RULE_UNREACHABLE, "    - {verdict: OPTIONAL"),
    "a type never in scope": (OWN + RULES.replace("verdict: IN_SCOPE", "verdict: OPTIONAL"), F.SCOPE_TYPE_NEVER, "  transfer_types: [OUT"),
    "a rule without verdict": (OWN + RULES.replace("{verdict: IN_SCOPE}", "{direction: OUTBOUND}"), F.FIELD_MISSING, "    - {direction: OUTBOUND"),
    "an unknown verdict": (OWN + RULES.replace("verdict: IN_SCOPE", "verdict: MAYBE"), F.VALUE_UNKNOWN, "    - {verdict: MAYBE"),
    "an unknown direction": (OWN + RULES.replace("INBOUND", "UPWARD"), F.VALUE_UNKNOWN, "    - {direction: UPWARD"),
    "no rule": (OWN + "scope: {rules: []}\n", F.TOO_FEW, "scope"),
    "affiliate as a word": (OWN + RULES.replace("direction: INBOUND", "to_specified_affiliate: maybe"), F.NOT_TRUE_OR_FALSE, "    - {to_specified"),
    # restricted moves
    "a crooked matrix": (OWN + MOVES.replace("[[{verdict: PROHIBITED}]]", "[[{verdict: PROHIBITED}], [{verdict: ALLOWED}, {verdict: ALLOWED}]]"), F.MATRIX_SIZE, "  matrix"),
    "outside the matrix": (OWN + MOVES.replace("grade: 1, names: [窓口]", "grade: 2, names: [窓口]"), F.GRADE_OUTSIDE, "    - {code: NSC"),
    "duties nobody can tell": (OWN + MOVES.replace(", names: [営業]", ""), F.DUTIES_UNKNOWABLE, "    - {code: SALES"),
    "duties twice": (OWN + MOVES.replace("  destinations:\n", "    - {code: NSC, label: {ja: 窓, en: W}, grade: 1, names: [窓口]}\n  destinations:\n"), F.TWICE, "    - {code: NSC, label: {ja: 窓, "),
    "duties called none": (OWN + MOVES.replace("code: NSC", "code: NONE"), F.TWICE, "    - {code: NONE"),
    "an exception in the matrix": (OWN + MOVES.replace("PROHIBITED", "EXCEPTION_APPROVED"), F.VALUE_UNKNOWN, "  matrix"),
    "no matrix": (OWN + MOVES.replace("  matrix: [[{verdict: PROHIBITED}]]\n", ""), F.FIELD_MISSING, "restricted_moves"),
    "too few titles": (OWN + MOVES + "  row_titles: []\n", F.TOO_FEW, "  row_titles"),
    "cooling for ever": (OWN + MOVES.replace("cooling_off_years: 1", "cooling_off_years: 99"), F.NUMBER_TOO_LARGE, "  cooling"),
    "a name of one letter": (OWN + MOVES.replace("[営業]", "[営]"), F.TEXT_EMPTY, "    - {code: SALES"),
    # hostile text
    "an unseen character": (OWN + "source2: a\u202eb\n", F.CHARACTER, "source2"),
    "an unknown key": (OWN + "colour: red\n", F.FIELD_UNKNOWN, "colour"),
    "a tag": (OWN + "retention: !!python/object:os.system {years: 3}\n", F.TAG, "retention"),
    "an alias": (OWN + "a: &x [1]\nb: *x\n", F.ALIAS, "a: "),
    "a field of a class": (OWN + "inspection:\n  - {section: 端末, text: '{{case_no}}', label: x, basis: [S3]}\n", F.MERGE_FIELD_UNEXPECTED, "  - {section"),
    "a figure left open": (OWN + "inspection:\n  - {section: 端末, text: 照合, label: '{{count', basis: [S3]}\n", F.MERGE_FIELD_BROKEN, "  - {section"),
    "a form that is not there": (OWN + "further_forms:\n  - form: ../../secret\n", F.FORM_UNKNOWN, "  - form"),
    "a book": (OWN + "source: " + "あ" * 301 + "\n", F.TWICE, "source: ああ"),
}  # fmt: skip


def test_there_are_more_than_sixty_wrong_files():
    assert len(WRONG) >= 60


@pytest.mark.parametrize("name", list(WRONG))
def test_a_wrong_file_is_refused_with_line_and_reason(folder, name):
    wrong, reason, expected = WRONG[name]
    error = refusal(own(folder, wrong))
    line = wrong.count("\n", 0, wrong.rindex(expected)) + 1
    assert (error.reason, error.line) == (reason, line)
    assert "file" not in error.facts


IN_PART = {
    "its own fault": (BASE.replace("years: 7", "years: x"), F.NOT_A_NUMBER, "retention"),
    "no yaml": (BASE + "  broken: [\n", F.NOT_YAML, None),
    "in a circle": (BASE.replace("id: minato\n", "id: minato\nextends: harbour@1.0\n"), F.PART_CYCLE, None),
    "not the one named": (BASE.replace("id: minato", "id: another"), F.PART_VERSION, None),
}


@pytest.mark.parametrize("name", list(IN_PART))
def test_a_fault_in_a_part_is_told_with_the_parts_name_and_line(folder, name):
    text, reason, expected = IN_PART[name]
    file = own(folder, OWN, minato=text, harbour=OWN)
    error = refusal(file)
    assert error.reason is reason
    if expected:
        assert error.line == text.count("\n", 0, text.rindex(expected)) + 1
        assert programme_reason_sentence(error).startswith("The file minato.yaml cannot be read. (Line ")


def test_a_fault_that_only_the_whole_has_is_told_where_it_stands(folder):
    """The changed item is of the own file, its step's absence too; a role the base lacks is told on the own line."""
    base = BASE.replace("  SECOND_LINE: {ja: 内部統制室, en: Internal control office}\n", "")
    error = refusal(own(folder, OWN, minato=base))
    assert (error.reason, error.file) == (F.ROLE_MISSING, "minato.yaml")
    assert error.line == base.count("\n", 0, base.index("confirmed_by: [SECOND_LINE]")) + 1


ADDED_WRONGLY = {
    "changes deadlines": ("deadlines: {target_business_days_before: 1}\n", F.ADD_ON_CHANGES),
    "changes the form": ("report_form: {form: kansai-pledge}\n", F.ADD_ON_CHANGES),
    "changes items": ("item_changes:\n  - {id: M-3, measures: [T4]}\n", F.ADD_ON_CHANGES),
    "leaves out": ("without: [M-3]\n", F.ADD_ON_CHANGES),
    "changes the scope": ("scope: {specified_affiliates: []}\n", F.ADD_ON_CHANGES),
    "has add-ons": ("add_ons: [more@1.0]\n", F.ADD_ON_CHANGES),
    "renames a role": ("roles:\n  TRANSFEREE: {ja: 別, en: Other}\n", F.CONFLICT),
    "contradicts an item": (WITH_ITEM.replace("X-1", "M-3"), F.CONFLICT),
}


@pytest.mark.parametrize("name", list(ADDED_WRONGLY))
def test_an_add_on_that_does_more_than_add_is_refused_with_its_line(folder, name):
    text, reason = ADDED_WRONGLY[name]
    more = ADD_ON + text
    error = refusal(own(folder, OWN + "add_ons: [more@1.0]\n", more=more))
    assert (error.reason, error.file) == (reason, "more.yaml")
    assert ADD_ON.count("\n") < error.line <= more.count("\n")


def test_an_add_on_for_another_programme_is_refused(folder):
    more = ADD_ON.replace("minato@2.10", "common@1.0")
    wrong = OWN + "add_ons: [more@1.0]\n"
    error = refusal(own(folder, wrong, more=more))
    assert (error.reason, error.line) == (F.ADD_ON_NEEDS, wrong.count("\n"))


def test_a_chain_without_end_and_a_huge_part_are_refused_at_once(folder):
    for n in range(12):
        text = OWN.replace("id: harbour", f"id: h{n:02}").replace("minato@2.10", f"h{n + 1:02}@1.0")
        (folder / f"h{n:02}.yaml").write_text(text, encoding="utf-8")
    assert refusal(own(folder, OWN.replace("minato@2.10", "h00@1.0"))).reason is F.TOO_MANY_PARTS
    (folder / "minato.yaml").write_text(BASE + "#" * MAX_BYTES, encoding="utf-8")
    error = refusal(own(folder, OWN))
    assert (error.reason, error.file) == (F.TOO_LARGE, "minato.yaml")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_part_is_read_or_refused_but_never_breaks_the_reader(folder, data):
    text = OWN + STEP + WITH_ITEM + RULES + MOVES
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 80))
    insert = data.draw(st.sampled_from(["", "- ", "x: y\n", "[", "'", "id: M-3", "\n", "&a "]))
    try:
        read_programme(own(folder, text[:start] + insert + text[start + length :]))
    except ProgrammeUnreadable as error:
        programme_reason_sentence(error)


def test_scope_rules_and_basis_are_read_as_written(folder):
    deadlines = "deadlines: {basis: LAST_BUSINESS_DAY_BEFORE}\n"
    programme = read_programme(own(folder, OWN + RULES + MOVES + deadlines)).programme
    assert [rule.verdict for rule in programme.scope.rules] == [ScopeVerdict.OUT_OF_SCOPE, ScopeVerdict.IN_SCOPE]
    assert programme.deadlines.report_basis is DeadlineBasis.LAST_BUSINESS_DAY_BEFORE
    assert programme.restricted_moves.origins[0].names == ("窓口",)
    assert re.search(r"Not allowed", " ".join(move_lines(programme)))
