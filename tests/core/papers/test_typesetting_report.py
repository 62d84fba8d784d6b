"""様式第1号: what is on its pages, and what happens when it is too much."""

import dataclasses
from io import BytesIO

import pypdfium2
import pytest

from desktop_app.errors import DoesNotFit, GlyphMissing, RowTooTall
from desktop_app.papers.forms import completion_report as form1
from desktop_app.papers.places import POINTS_PER_MM
from tests.core.papers.paper_people import HANGUL, PEOPLE
from tests.core.papers.paper_samples import REPORT, WORDING
from tests.core.papers.paper_tools import assert_clean, by_pdfium, extracted, pages_of


def printed(tmp_path, report):
    rendered = form1.render_completion_report(report)
    path = tmp_path / "report.pdf"
    path.write_bytes(rendered.pdf)
    assert pages_of(path) == rendered.pages
    return path


def joined(path):
    return "".join(extracted(path).split())


def test_the_report_says_everything_it_was_given(tmp_path):
    path = printed(tmp_path, REPORT)
    text = joined(path)
    for wanted in (
        *WORDING.declarations,
        WORDING.opening,
        WORDING.title,
        *(row.wording for row in REPORT.results),
        REPORT.open_items[0].wording,
        REPORT.open_items[0].reason,
        "職場情報管理者髙橋健一殿",
        "電子214件",
        "文面ID3F9A-21C7-08BE",
        "1/2",
        "2/2",
        "（以下余白）",
        "以上",
        "受領欄",
    ):
        assert "".join(wanted.split()) in text, wanted
    assert_clean(path)


def test_page_and_bytes_are_the_same_every_time():
    assert form1.render_completion_report(REPORT).pdf == form1.render_completion_report(REPORT).pdf


@pytest.mark.parametrize(("name", "kana", "employee_no"), PEOPLE)
def test_every_person_s_report_extracts_the_stored_name(tmp_path, name, kana, employee_no):
    path = printed(
        tmp_path,
        dataclasses.replace(REPORT, full_name=name, name_kana=kana, employee_no=employee_no, wim_name=name),
    )
    for text in (extracted(path), by_pdfium(path)):
        assert f"{name}（{employee_no}）" in text


def test_without_open_items_there_is_one_page(tmp_path):
    path = printed(tmp_path, dataclasses.replace(REPORT, open_items=()))
    assert pages_of(path) == 1
    text = joined(path)
    assert "未完了の項目なし" in text
    assert "1/1" in text


def test_an_unsigned_report_has_an_empty_line_for_the_pen(tmp_path):
    path = printed(tmp_path, dataclasses.replace(REPORT, signature=None))
    assert "17:42" not in joined(path)
    assert "（自署）" in joined(path)


def test_a_report_signed_on_the_screen_leaves_no_boxes_nobody_could_tick_later(tmp_path):
    text = joined(printed(tmp_path, dataclasses.replace(REPORT, receipt=form1.Receipt())))
    assert "受領日2025年3月28日（金）" in text
    assert "右の職場情報管理者欄の表示による" in text
    assert "差し戻した" not in text
    text = joined(printed(tmp_path, dataclasses.replace(REPORT, receipt=form1.Receipt(), signature=None)))
    assert "差し戻した" in text


def test_the_handwriting_is_drawn_in_its_slot_and_nowhere_else():
    signed = _ink(form1.render_completion_report(REPORT).pdf)
    blank = dataclasses.replace(REPORT, signature=dataclasses.replace(REPORT.signature, strokes=()))
    unsigned = _ink(form1.render_completion_report(blank).pdf)
    changed = [i for i, (a, b) in enumerate(zip(signed[0], unsigned[0], strict=True)) if a != b]
    wide = signed[1]
    assert changed
    assert all(118 <= i % wide / 4 <= 189 and 70 <= i // wide / 4 <= 81 for i in changed)


def _ink(pdf):
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    picture = document[0].render(scale=4 / POINTS_PER_MM, grayscale=True)  # four pixels a millimetre
    data, wide = bytes(picture.buffer), picture.stride
    document.close()
    return data, wide


def test_fields_lie_where_the_boxes_are():
    rendered = form1.render_completion_report(REPORT)
    manager, transferee = rendered.manager_field, rendered.transferee_field
    assert manager.page == transferee.page == 0
    assert (manager.right - manager.left) / POINTS_PER_MM == pytest.approx(20)
    assert (manager.top - manager.bottom) / POINTS_PER_MM == pytest.approx(20)
    assert manager.right / POINTS_PER_MM == pytest.approx(188.7 - 20)
    assert (297 - transferee.bottom / POINTS_PER_MM) == pytest.approx(80.7)
    assert transferee.right / POINTS_PER_MM == pytest.approx(188.7)


def test_long_origins_wrap_and_move_the_signature_down():
    department = "ネットワークサービスセンター系統運用グループ需給計画チーム設備台帳担当（北部駐在）"
    moved = form1.render_completion_report(dataclasses.replace(REPORT, origin_department=department))
    assert moved.transferee_field.bottom < form1.render_completion_report(REPORT).transferee_field.bottom
    assert moved.pages == 2


def test_a_programme_with_more_steps_and_declarations_runs_on_to_another_page(tmp_path):
    many = dataclasses.replace(
        REPORT,
        results=REPORT.results * 2,
        wording=dataclasses.replace(WORDING, declarations=WORDING.declarations * 2),
    )
    path = printed(tmp_path, many)
    assert pages_of(path) == 3
    text = joined(path)
    assert text.count("以上") == 1
    assert "様式第1号（続き）" in text
    assert all(f"({number})" in text for number in range(1, 11))
    assert text.count("NSC01-25A-003") >= 6, "case number on every page, twice"


def test_many_open_items_fill_several_pages_with_the_head_repeated(tmp_path):
    items = tuple(dataclasses.replace(REPORT.open_items[0], item_id=f"I-{n:02d}") for n in range(42))
    path = printed(tmp_path, dataclasses.replace(REPORT, open_items=items))
    text = joined(path)
    assert pages_of(path) >= 4
    assert text.count("完了予定日") == pages_of(path) - 1
    assert text.count("（以下余白）") == 1
    assert all(item.item_id in text for item in items)


def test_a_name_nobody_can_print_stops_the_report():
    with pytest.raises(GlyphMissing) as refused:
        form1.render_completion_report(dataclasses.replace(REPORT, full_name=HANGUL))
    assert refused.value.where == REPORT.case_no
    assert refused.value.text == HANGUL


def test_an_open_item_longer_than_half_a_page_is_refused_by_its_column():
    endless = dataclasses.replace(REPORT.open_items[0], reason="長い理由" * 200)
    with pytest.raises(RowTooTall) as refused:
        form1.render_completion_report(dataclasses.replace(REPORT, open_items=(endless,)))
    assert (refused.value.field, refused.value.where) == ("reason", "I-05")


def test_long_amounts_wrap_instead_of_leaving_their_cell(tmp_path):
    row = dataclasses.replace(REPORT.results[0], amounts=("電子ファイル 1,234,567件", "紙 6冊"))
    text = joined(printed(tmp_path, dataclasses.replace(REPORT, results=(row, *REPORT.results[1:]))))
    assert "電子ファイル1,234,567件" in text


def test_a_long_title_takes_two_lines_and_is_never_cut(tmp_path):
    title = "会社間異動および兼務解除に伴う託送供給等業務に係る非公開情報の処理ならびに返却物品に関する完了報告書"
    wording = dataclasses.replace(WORDING, title=title)
    assert title in joined(printed(tmp_path, dataclasses.replace(REPORT, wording=wording)))


def test_names_that_leave_no_room_are_refused():
    with pytest.raises(DoesNotFit):
        form1.render_completion_report(dataclasses.replace(REPORT, origin_department="長い所属" * 120))


def test_the_countersignature_s_appearance_is_a_clean_page_of_its_own(tmp_path):
    path = tmp_path / "mark.pdf"
    for surname in ("林", "高橋", "長谷川", "勅使河原", "小比類巻田"):
        mark = form1.ConfirmationMark("確認", "2025.10.31", surname)
        path.write_bytes(form1.render_confirmation_mark(mark, REPORT.created_at))
        assert extracted(path).split() == ["確認", "2025.10.31", surname]
        assert_clean(path)
