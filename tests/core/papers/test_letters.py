"""Letters: what is on their pages word for word, and what happens when it is too much."""

import dataclasses
import re
from io import BytesIO

import pypdfium2
import pytest

from desktop_app.domain.form import Block, texts_of
from desktop_app.domain.form_fields import GoodsLine
from desktop_app.errors import DoesNotFit, GlyphMissing, RowTooTall
from desktop_app.exchange.form_file import shipped_forms
from desktop_app.papers.forms.confirmation_mark import ConfirmationMark, render_confirmation_mark
from desktop_app.papers.forms.letter import render_letter
from desktop_app.papers.places import POINTS_PER_MM
from tests.core.papers.golden_letters import golden_path
from tests.core.papers.letter_samples import NAMES, OPEN_ITEM, REPORT, RESULTS, SIGNED, letter
from tests.core.papers.paper_people import HANGUL, PEOPLE
from tests.core.papers.paper_tools import assert_clean, by_pdfium, extracted, pages_of

KANSAI = letter("kansai-pledge")
LONG_COMPANY = "北辰エナジートレーディングアンドソリューションズ株式会社"
LONG_DEPARTMENT = "電力取引部　短期市場・需給調整グループ　卸電力取引チーム（東日本エリア担当）"


def printed(tmp_path, shown):
    rendered = render_letter(shown)
    path = tmp_path / "letter.pdf"
    path.write_bytes(rendered.pdf)
    assert pages_of(path) == rendered.pages
    return path


def joined(path):
    return "".join(extracted(path).split())


def page_texts(path):
    document = pypdfium2.PdfDocument(str(path))
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return texts


@pytest.mark.parametrize("pen", [False, True], ids=["signed", "for the pen"])
@pytest.mark.parametrize("name", NAMES)
def test_a_form_extracts_as_the_golden_text_says(tmp_path, name, pen):
    path = printed(tmp_path, letter(name, pen=pen))
    assert extracted(path) == golden_path(name, pen=pen).read_text(encoding="utf-8")
    assert_clean(path)


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_the_form_stands_on_its_pages(tmp_path, name):
    shown = letter(name)
    path = printed(tmp_path, shown)
    steps = {row.step for row in shown.form.result_rows} | {row.item for row in goods_rows(shown.form)}
    for pages in (joined(path), "".join(by_pdfium(path).split())):
        for block in shown.form.blocks:
            if block.receipt or block.open_items or block.returned_goods:
                continue
            for text in texts_of(block):
                assert "".join(text.split()) in pages or text in steps, text


def goods_rows(form):
    return form.returned_goods.rows if form.returned_goods else ()


@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_what_it_is_whose_it_is_and_of_how_many(tmp_path, name):
    goods = KANSAI.goods * 6
    shown = letter(name, open_items=(OPEN_ITEM,) * 10, goods=goods)
    pages = page_texts(printed(tmp_path, shown))
    for number, text in enumerate(pages, start=1):
        for words in (
            "取扱注意",
            shown.form.number,
            f"{number}/{len(pages)}",
            "管理番号NSC01-25A-003",
            "文面ID",
            "（案）",
        ):
            assert words in text, (number, words)
        assert number == 1 or "佐藤太郎（0012345）" in text
    assert sum(text.count("（以下余白）") for text in pages) == sum(
        bool(block.open_items) + bool(block.returned_goods) for block in shown.form.blocks
    )


def test_page_and_bytes_are_the_same_every_time():
    assert render_letter(REPORT).pdf == render_letter(letter("completion-report")).pdf


@pytest.mark.parametrize("name", ["completion-report", "kansai-pledge"])
@pytest.mark.parametrize(("who", "kana", "number"), PEOPLE)
def test_every_person_s_letter_extracts_the_stored_name(tmp_path, name, who, kana, number):
    shown = letter(name, {"transferee_name": who, "transferee_kana": kana, "employee_no": number, "wim_name": who})
    path = printed(tmp_path, shown)
    for text in (extracted(path), by_pdfium(path)):
        assert f"{who}（{number}）" in text


@pytest.mark.parametrize("name", NAMES)
def test_long_names_of_places_wrap_and_lose_nothing(tmp_path, name):
    values = {"destination_company": LONG_COMPANY, "destination_department": LONG_DEPARTMENT}
    path = printed(tmp_path, letter(name, values | {"transferee_name": PEOPLE[12][0], "wim_name": PEOPLE[12][0]}))
    text, form = joined(path), dict(shipped_forms())[name].read_text(encoding="utf-8")
    for field, value in values.items():
        assert f"{{{{{field}}}}}" not in form or "".join(value.split()) in text
    assert "".join(PEOPLE[12][0].split()) in text
    assert_clean(path)


def test_without_open_items_there_is_one_page(tmp_path):
    path = printed(tmp_path, dataclasses.replace(REPORT, open_items=()))
    assert pages_of(path) == 1
    assert "未完了の項目なし" in joined(path)


def test_ten_open_items_have_a_sheet_of_their_own(tmp_path):
    items = tuple(dataclasses.replace(OPEN_ITEM, item_id=f"I-{number:02d}") for number in range(1, 11))
    path = printed(tmp_path, dataclasses.replace(REPORT, open_items=items))
    text = joined(path)
    assert "未完了の項目１０件（別紙のとおり）" in text
    assert all(item.item_id in text for item in items)


def test_many_open_items_fill_several_pages_with_the_head_repeated(tmp_path):
    items = tuple(dataclasses.replace(OPEN_ITEM, item_id=f"I-{n:02d}") for n in range(42))
    path = printed(tmp_path, dataclasses.replace(REPORT, open_items=items))
    assert pages_of(path) >= 4
    assert joined(path).count("完了予定日") == pages_of(path) - 1


def test_an_unsigned_letter_leaves_line_and_boxes_for_the_pen(tmp_path):
    text = joined(printed(tmp_path, dataclasses.replace(REPORT, signature=None, by_pen=True)))
    assert "17:42" not in text
    assert "（自署）" in text
    assert "差し戻した" in text


def test_a_letter_signed_on_the_screen_leaves_no_boxes_nobody_could_tick_later(tmp_path):
    text = joined(printed(tmp_path, REPORT))
    assert "受領日2025年3月28日（金）" in text
    assert "右の職場情報管理者欄の表示による" in text
    assert "差し戻した" not in text
    assert "交付予定" not in joined(printed(tmp_path, KANSAI))


def test_the_handwriting_is_drawn_in_its_slot_and_nowhere_else():
    signed = _ink(render_letter(REPORT).pdf)
    blank = dataclasses.replace(REPORT, signature=dataclasses.replace(REPORT.signature, strokes=()))
    unsigned = _ink(render_letter(blank).pdf)
    changed = [i for i, (a, b) in enumerate(zip(signed[0], unsigned[0], strict=True)) if a != b]
    wide = signed[1]
    assert changed
    assert all(118 <= i % wide / 4 <= 189 and 70 <= i // wide / 4 <= 81 for i in changed)


def _ink(pdf, page=0):
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    picture = document[page].render(scale=4 / POINTS_PER_MM, grayscale=True)  # four pixels a millimetre
    data, wide = bytes(picture.buffer), picture.stride
    document.close()
    return data, wide


@pytest.mark.parametrize("name", NAMES)
def test_the_binding_margin_stays_clean(name):
    rendered = render_letter(letter(name))
    for page in range(rendered.pages):
        data, wide = _ink(rendered.pdf, page)
        assert all(data[i] == 255 for row in range(len(data) // wide) for i in range(row * wide, row * wide + 20 * 4))


def test_fields_lie_where_the_boxes_are():
    rendered = render_letter(REPORT)
    manager, transferee = rendered.manager_field, rendered.transferee_field
    assert manager.page == transferee.page == 0
    assert (manager.right - manager.left) / POINTS_PER_MM == pytest.approx(20)
    assert (manager.top - manager.bottom) / POINTS_PER_MM == pytest.approx(20)
    assert manager.right / POINTS_PER_MM == pytest.approx(188.7 - 20)
    assert (297 - transferee.bottom / POINTS_PER_MM) == pytest.approx(80.7)
    assert transferee.right / POINTS_PER_MM == pytest.approx(188.7)


def test_each_form_says_which_seal_field_the_confirmer_signs():
    edges = {name: render_letter(letter(name)).manager_field.right / POINTS_PER_MM for name in NAMES}
    assert edges["tohoku-pledge"] == pytest.approx(188.7 - 20), "所属長, the first of two"
    assert edges["kansai-pledge"] == pytest.approx(188.7 - 20), "職場情報管理者, the second of three"
    assert render_letter(letter("explanation-record")).transferee_field is None


def test_long_origins_wrap_and_move_the_signature_down():
    department = "ネットワークサービスセンター系統運用グループ需給計画チーム設備台帳担当（北部駐在）"
    moved = render_letter(letter("completion-report", {"origin_department": department}))
    assert moved.transferee_field.bottom < render_letter(REPORT).transferee_field.bottom


def with_blocks(shown, *blocks):
    """The letter with *blocks* before its closing word."""
    place = next(at for at, block in enumerate(shown.form.blocks) if block.closing)
    every = (*shown.form.blocks[:place], *blocks, *shown.form.blocks[place:])
    return dataclasses.replace(shown, form=dataclasses.replace(shown.form, blocks=every))


def test_a_letter_that_is_too_long_runs_on_and_never_leaves_its_closing_word_alone(tmp_path):
    lasts = []
    for more in (1, *range(34, 46)):
        pages = page_texts(printed(tmp_path, with_blocks(KANSAI, Block(items=("最後の項目である。",) * more))))
        (last,) = (text for text in pages if "以上" in text)
        assert "第１条" in pages[0]
        assert "最後の項目である。以上" in last, "it stands below what it closes"
        lasts.append(pages.index(last))
    assert set(lasts) == {0, 1, 2}, "the break went through all its places"


def test_no_article_is_divided_within_its_first_two_lines(tmp_path):
    article = next(block.article for block in KANSAI.form.blocks if block.article)
    heading = dataclasses.replace(article, heading="目印", items=(), closing="")
    for lines in range(1, 12):
        filler = [Block(article=dataclasses.replace(article, items=("短い。",) * lines, closing=""))]
        bare = tuple(block for block in KANSAI.form.blocks if not block.article)
        shown = dataclasses.replace(KANSAI, form=dataclasses.replace(KANSAI.form, blocks=bare))
        shown = with_blocks(shown, *filler * 3, Block(article=heading), Block(article=heading))
        for text in page_texts(printed(tmp_path, shown)):
            for found in re.finditer("（目印）", text):
                assert "例えば、次に掲げる利用" in text[found.end() :], "its second line is on the same page"


def test_what_was_lost_is_framed_and_what_was_not_asked_is_a_dash(tmp_path):
    text = extracted(printed(tmp_path, KANSAI))
    assert "紛失" in text
    assert text.count("―") >= 6
    calm = dataclasses.replace(KANSAI.form.returned_goods, alarming=())
    blocks = tuple(dataclasses.replace(b, returned_goods=calm) if b.returned_goods else b for b in KANSAI.form.blocks)
    plain = dataclasses.replace(KANSAI, form=dataclasses.replace(KANSAI.form, blocks=blocks))
    framed, unframed = _ink(render_letter(KANSAI).pdf, 1)[0], _ink(render_letter(plain).pdf, 1)[0]
    assert sum(x < 128 for x in framed) > sum(x < 128 for x in unframed)


def test_a_list_of_goods_is_issued_even_when_nothing_was_lent(tmp_path):
    path = printed(tmp_path, dataclasses.replace(KANSAI, goods=()))
    assert pages_of(path) == 2
    assert "該当なし" in page_texts(path)[1]


def test_rows_longer_than_half_a_page_are_refused_by_their_column():
    endless = dataclasses.replace(OPEN_ITEM, reason="長い理由" * 200)
    with pytest.raises(RowTooTall) as refused:
        render_letter(dataclasses.replace(REPORT, open_items=(endless,)))
    assert (refused.value.field, refused.value.where) == ("理由", "I-05")
    with pytest.raises(RowTooTall) as refused:
        render_letter(dataclasses.replace(KANSAI, goods=(GoodsLine("長い品名" * 150, "", "", "", "", ""),)))
    assert refused.value.field == "品名"


def test_a_name_nobody_can_print_stops_the_letter():
    for name in NAMES:
        with pytest.raises(GlyphMissing) as refused:
            render_letter(letter(name, {"transferee_name": HANGUL}))
        assert refused.value.where == REPORT.case_no


def test_long_amounts_wrap_instead_of_leaving_their_cell(tmp_path):
    result = dataclasses.replace(RESULTS["DATA_DISPOSAL"], amounts=("電子ファイル 1,234,567件", "紙 6冊"))
    shown = dataclasses.replace(REPORT, results={**RESULTS, "DATA_DISPOSAL": result})
    assert "電子ファイル1,234,567件" in joined(printed(tmp_path, shown))


def test_a_long_title_takes_two_lines_and_is_never_cut(tmp_path):
    title = "会社間異動および兼務解除に伴う託送供給等業務に係る非公開情報の処理ならびに返却物品に関する完了報告書"
    blocks = tuple(dataclasses.replace(b, title=title) if b.title else b for b in REPORT.form.blocks)
    shown = dataclasses.replace(REPORT, form=dataclasses.replace(REPORT.form, blocks=blocks))
    assert title in joined(printed(tmp_path, shown))


def test_names_that_leave_no_room_are_refused():
    with pytest.raises(DoesNotFit):
        render_letter(letter("completion-report", {"origin_department": "長い所属" * 120}))


def test_the_countersignature_s_appearance_is_a_clean_page_of_its_own(tmp_path):
    path = tmp_path / "mark.pdf"
    for surname in ("林", "高橋", "長谷川", "勅使河原", "小比類巻田"):
        mark = ConfirmationMark("確認", "2025.10.31", surname)
        path.write_bytes(render_confirmation_mark(mark, SIGNED))
        assert extracted(path).split() == ["確認", "2025.10.31", surname]
        assert_clean(path)
