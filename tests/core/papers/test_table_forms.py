"""様式第5号, 廃棄記録, 照合結果 and the recovery kit: every word is where it was, and what is too much for a page."""

import dataclasses
import re
from pathlib import Path

import pypdfium2
import pytest

from desktop_app.errors import GlyphMissing, RowTooTall
from desktop_app.papers.forms.audit_result import render_audit_result
from desktop_app.papers.forms.disposal_record import render_disposal_record
from desktop_app.papers.forms.inspection import Correction, InspectionRow, Judged, render_inspection
from desktop_app.papers.forms.recovery_kit import render_recovery_kit
from desktop_app.text import language, use_language
from tests.core.papers.paper_people import HANGUL, PEOPLE
from tests.core.papers.paper_tools import assert_clean, by_pdfium, extracted, pages_of
from tests.core.papers.table_samples import (
    AUDIT,
    BLANK_DISPOSAL,
    BLANK_INSPECTION,
    DISPOSAL,
    INSPECTION,
    KIT,
    LONGEST_PERSON,
    LONGEST_WORKPLACE,
)

GOLDEN = Path(__file__).parent / "golden"
FORMS = {
    "inspection": lambda: render_inspection(INSPECTION),
    "inspection-blank": lambda: render_inspection(BLANK_INSPECTION),
    "disposal-record": lambda: render_disposal_record(DISPOSAL),
    "disposal-record-blank": lambda: render_disposal_record(BLANK_DISPOSAL),
    "audit-result": lambda: render_audit_result(AUDIT),
    "recovery-kit": lambda: render_recovery_kit(KIT),
}


@pytest.fixture(autouse=True)
def in_japanese():
    before = language()
    use_language("ja")
    yield
    use_language(before)


def kept(tmp_path, pdf):
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf)
    return path


def flat(path):
    return "".join(extracted(path).split())


def with_questions(count):
    """Return the sheet with *count* questions, three a section."""
    form = INSPECTION.form
    questions = tuple(
        dataclasses.replace(form.questions[number % 25], section=f"区分{number // 3}") for number in range(count)
    )
    rows = tuple(INSPECTION.rows[number % 25] for number in range(count))
    return dataclasses.replace(INSPECTION, form=dataclasses.replace(form, questions=questions), rows=rows)


@pytest.mark.parametrize("name", FORMS)
def test_the_form_says_what_it_said_before_word_for_word(tmp_path, name):
    path = kept(tmp_path, FORMS[name]())
    assert extracted(path) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert_clean(path)


@pytest.mark.parametrize("name", FORMS)
def test_the_same_form_gives_the_same_bytes(name):
    assert FORMS[name]() == FORMS[name]()


@pytest.mark.parametrize("sheet", [INSPECTION, BLANK_INSPECTION])
def test_the_standard_questions_always_take_two_pages(tmp_path, sheet):
    path = kept(tmp_path, render_inspection(sheet))
    assert pages_of(path) == 2
    first, second = extracted(path).split("\f")[:2]
    assert "執務室・書庫の分離" in first
    assert "教育" in second
    assert "教育" not in first


def test_forty_questions_break_between_sections_and_say_how_many_pages_there_are(tmp_path):
    path = kept(tmp_path, render_inspection(with_questions(40)))
    pages = pages_of(path)
    texts = extracted(path).split("\f")[:pages]
    assert pages == 3
    for number, text in enumerate(texts, start=1):
        assert f"{number} / {pages}" in text
        assert "取扱注意" in text
    sections = [set(re.findall(r"区分\d+", text)) for text in texts]
    assert sum(map(len, sections)) == 14, "no section stands on two pages"


def test_a_section_longer_than_a_page_is_broken_between_its_questions(tmp_path):
    sheet = with_questions(60)
    questions = tuple(dataclasses.replace(each, section="全部") for each in sheet.form.questions)
    sheet = dataclasses.replace(sheet, form=dataclasses.replace(sheet.form, questions=questions))
    text = flat(kept(tmp_path, render_inspection(sheet)))
    assert text.count("全部") >= 3
    assert all(f"{number}" in text for number in range(1, 61))


@pytest.mark.parametrize(("name", "_kana", "_number"), PEOPLE)
def test_every_person_s_name_extracts_as_it_is_stored(tmp_path, name, _kana, _number):
    corrections = (dataclasses.replace(INSPECTION.corrections[0], in_charge=name),)
    sheet = dataclasses.replace(INSPECTION, inspected_by=name, corrections=corrections)
    people = tuple(dataclasses.replace(each, name=name) for each in DISPOSAL.people)
    for pdf in (
        render_inspection(sheet),
        render_disposal_record(dataclasses.replace(DISPOSAL, people=people)),
        render_audit_result(dataclasses.replace(AUDIT, checker=name)),
        render_recovery_kit(dataclasses.replace(KIT, printed_by=name)),
    ):
        path = kept(tmp_path, pdf)
        wanted = "".join(name.split())
        assert wanted in flat(path)
        assert wanted in "".join(by_pdfium(path).split())


def test_the_longest_names_are_whole_and_the_pages_stay(tmp_path):
    assert len(LONGEST_PERSON) == 49
    assert len(LONGEST_WORKPLACE) >= 49
    sheet = dataclasses.replace(INSPECTION, workplace=f"{LONGEST_WORKPLACE}（NSC01）", inspected_by=LONGEST_PERSON)
    longest = dataclasses.replace(DISPOSAL.people[0], post=LONGEST_WORKPLACE, name=LONGEST_PERSON)
    people = (longest, *DISPOSAL.people[1:])
    record = dataclasses.replace(DISPOSAL, subject=f"2025年度上期　{LONGEST_WORKPLACE}（NSC01）", people=people)
    audit = dataclasses.replace(AUDIT, workplace=f"北辰送配電株式会社　{LONGEST_WORKPLACE}", checker=LONGEST_PERSON)
    for pdf, pages in (
        (render_inspection(sheet), 2),
        (render_disposal_record(record), 1),
        (render_disposal_record(dataclasses.replace(record, people=(longest,) * 4)), 2),
        (render_audit_result(audit), 1),
    ):
        path = kept(tmp_path, pdf)
        assert pages_of(path) == pages
        assert LONGEST_WORKPLACE in flat(path)
        assert "".join(LONGEST_PERSON.split()) in flat(path)


def test_without_findings_the_list_says_so_and_the_blank_has_rows_for_the_pen(tmp_path):
    none = extracted(kept(tmp_path, render_inspection(dataclasses.replace(INSPECTION, corrections=()))))
    assert "なし" in none.split("是正の一覧")[1].split("総合所見")[0]
    blank = extracted(kept(tmp_path, render_inspection(BLANK_INSPECTION)))
    assert "なし" not in blank.split("是正の一覧")[1].split("総合所見")[0]
    assert "該当なし" in blank


def test_many_findings_run_on_with_their_head_and_none_is_lost(tmp_path):
    many = tuple(
        Correction(f"F-25A-{n:03d}", "2", f"事実{n}。" * 12, "2025.10.17（金）", "伊藤　実") for n in range(60)
    )
    path = kept(tmp_path, render_inspection(dataclasses.replace(INSPECTION, corrections=many)))
    text = flat(path)
    assert all(each.number in text for each in many)
    assert text.count("事実と処置") == sum("F-25A-" in page for page in extracted(path).split("\f")[1:])


def test_the_judgements_are_counted_as_they_stand(tmp_path):
    text = extracted(kept(tmp_path, render_inspection(INSPECTION)))
    figures = text.split("集計\n")[-1].split("是正の一覧")[0].split()
    assert figures == [*("適", "否", "該当なし", "未確認", "計"), *("20", "3", "1", "1", "25")]


def test_in_grey_a_no_is_framed_and_an_open_judgement_is_white_on_black(tmp_path):
    good, no, unconfirmed = (_ink(tmp_path, judged) for judged in (Judged.GOOD, Judged.NOT_GOOD, Judged.UNCONFIRMED))
    assert good < no < unconfirmed
    assert unconfirmed > 4 * good


def _ink(tmp_path, judged):
    """Return how black the cell of the first judgement is on a grey picture (x 147–163, y 70–78 mm)."""
    rows = (InspectionRow("差分 0名", judged), *INSPECTION.rows[1:])
    path = kept(tmp_path, render_inspection(dataclasses.replace(INSPECTION, rows=rows)))
    document = pypdfium2.PdfDocument(str(path))
    picture = document[0].render(scale=4 * 25.4 / 72, grayscale=True)
    data, wide = bytes(picture.buffer), picture.stride
    document.close()
    return sum(255 - data[y * wide + x] for y in range(70 * 4, 78 * 4) for x in range(147 * 4, 163 * 4))


def test_a_held_case_is_named_by_its_number_only(tmp_path):
    held = tuple(f"NSC01-25A-{number:03d}" for number in range(1, 40))
    path = kept(tmp_path, render_disposal_record(dataclasses.replace(DISPOSAL, held_cases=held)))
    assert all(each in flat(path) for each in held)
    assert not {field.name for field in dataclasses.fields(DISPOSAL)} & {"full_name", "transferee", "name_kana"}


def test_a_long_disposal_record_repeats_its_number_and_keeps_the_seals_for_the_end(tmp_path):
    path = kept(tmp_path, render_disposal_record(dataclasses.replace(DISPOSAL, things=DISPOSAL.things * 4)))
    pages = pages_of(path)
    texts = extracted(path).split("\f")[:pages]
    assert pages == 2
    assert all("D-29-003" in text for text in texts)
    assert "立会者" not in texts[0]
    assert "立会者" in texts[-1]


@pytest.mark.parametrize("count", [0, 1, 30, 400])
def test_the_audit_result_stays_one_page_and_says_how_many_it_does_not_show(tmp_path, count):
    problems = tuple(f"端末Aの記録 {number}番の署名が合いません。" for number in range(1, count + 1))
    path = kept(tmp_path, render_audit_result(dataclasses.replace(AUDIT, problems=problems)))
    text = flat(path)
    assert pages_of(path) == 1
    shown = sum(f"記録{number}番の" in text for number in range(1, count + 1))
    assert (f"ほか{count - shown}件" in text) == (shown < count)
    assert shown >= min(count, 10)
    assert "照合していないこと" in text
    assert all("".join(each.split()) in text for each in AUDIT.not_checked)


def test_the_audit_result_names_only_the_first_heads(tmp_path):
    heads = tuple(f"{letter}　第1番　{'0' * 64}" for letter in "ABCDEFGH")
    text = flat(kept(tmp_path, render_audit_result(dataclasses.replace(AUDIT, heads=heads))))
    assert "D第1番" in text
    assert "ほか4台" in text


@pytest.mark.parametrize(
    ("render", "where"),
    [
        (lambda: render_inspection(dataclasses.replace(INSPECTION, inspected_by=HANGUL)), "様式第5号"),
        (
            lambda: render_inspection(
                dataclasses.replace(
                    INSPECTION, rows=(INSPECTION.rows[0], InspectionRow("0", None, HANGUL), *INSPECTION.rows[2:])
                )
            ),
            "様式第5号 No.2",
        ),
        (lambda: render_disposal_record(dataclasses.replace(DISPOSAL, hold=HANGUL)), "D-29-003"),
        (lambda: render_audit_result(dataclasses.replace(AUDIT, checker=HANGUL)), "照合結果"),
        (lambda: render_recovery_kit(dataclasses.replace(KIT, printed_by=HANGUL)), "NSC01"),
    ],
)
def test_a_name_nobody_can_print_stops_the_form_and_says_where(render, where):
    with pytest.raises(GlyphMissing) as refused:
        render()
    assert refused.value.where == where
    assert refused.value.text == HANGUL


def test_what_is_longer_than_half_a_page_is_refused_by_its_field():
    endless = dataclasses.replace(INSPECTION.corrections[0], facts="長い事実" * 400)
    with pytest.raises(RowTooTall) as refused:
        render_inspection(dataclasses.replace(INSPECTION, corrections=(endless,)))
    assert (refused.value.field, refused.value.where) == ("事実と処置", "是正の一覧 1")
    with pytest.raises(RowTooTall) as refused:
        render_inspection(dataclasses.replace(INSPECTION, opinion="長い所見" * 400))
    assert refused.value.field == "総合所見"


def test_the_recovery_kit_speaks_both_languages(tmp_path):
    use_language("en")
    text = extracted(kept(tmp_path, render_recovery_kit(KIT)))
    assert "Destroyed by (signature)" in text
    assert "Recovery key copy" in text
