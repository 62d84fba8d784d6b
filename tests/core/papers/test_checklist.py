"""The checklist for the pen: as the design draws it, for other programmes too, and never moving a row."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.domain.facts import Answer, ItemAnswered
from desktop_app.domain.programme import Text
from desktop_app.errors import DoesNotFit, GlyphMissing
from desktop_app.exchange.programme_file import read_programme
from desktop_app.journal.codec import encode_value
from desktop_app.papers.forms.checklist import render_checklist
from desktop_app.papers.forms.checklist_layout import Band, Row, checklist_items, checklist_pages, checklist_regions
from desktop_app.papers.forms.pen_data import REVISION, SIGNATURE, pen_wording, wording_hash
from desktop_app.papers.forms.post_check_sheet import post_check_regions, render_post_check_sheet
from tests.core.papers.paper_people import HANGUL, PEOPLE
from tests.core.papers.paper_tools import assert_clean, extracted, pages_of
from tests.core.papers.pen_samples import printed_pack, sample
from tests.homes import hokkaido

OTHER = Path(__file__).parents[1] / "exchange/other_programme.yaml"
GEOMETRY = {1: "63ca161d0654"}
"""The first digits of the geometry's hash by revision. It differs: raise REVISION and add a line, change none."""


def written(tmp_path, pdf):
    path = tmp_path / "pack.pdf"
    path.write_bytes(pdf)
    return path


def test_the_pack_is_read_in_its_order_by_another_program(tmp_path):
    path = written(tmp_path, printed_pack())
    assert_clean(path)
    assert pages_of(path) == 3
    text = extracted(path)
    flat = "".join(text.split())
    for item in checklist_items(hokkaido().programme):
        assert "".join(item.text.ja.split()) in flat, item.id
    order = [flat.index(part) for part in ("各項目について", "⓪準備", "P-01", "D-09", "②", "I-07", "⑤")]
    assert order == sorted(order)
    assert flat.count("NSC01-25A-0031/3") == 1
    assert "A-07" not in flat


def test_sheets_printed_before_are_cut_where_their_rows_are():
    programme = hokkaido().programme
    every = [checklist_regions(page) for page in checklist_pages(programme)] + [post_check_regions(programme)]
    shape = hashlib.sha256(encode_value(every)).hexdigest()[:12]
    assert GEOMETRY[REVISION] == shape


def test_pages_break_between_steps_and_the_last_one_carries_the_signature():
    pages = checklist_pages(hokkaido().programme)
    assert [[part.step.number for part in page.parts if isinstance(part, Band)] for page in pages] == [
        ["⓪", "①"],
        ["②", "③"],
        ["④", "⑤"],
    ]
    assert [page.signed for page in pages] == [False, False, True]


@pytest.mark.parametrize("repeat", [1, 2, 5])
def test_programmes_of_any_length_fit_their_pages_whole_and_in_order(repeat):
    programme = read_programme(OTHER).programme
    items = tuple(
        replace(item, id=f"{item.id}{n}", text=Text(item.text.ja * (n + 1), item.text.en))
        for item in programme.items
        for n in range(repeat)
    )
    programme = replace(programme, items=items)
    pages = checklist_pages(programme)
    rows = [part for page in pages for part in page.parts if isinstance(part, Row)]
    by_step = [item for step in programme.steps for item in programme.items_of(step.code)]
    assert [row.item for row in rows] == by_step
    for page in pages:
        for region in checklist_regions(page):
            assert region.y + region.height <= 283
        assert not page.parts or not isinstance(page.parts[-1], Band)
    assert [r.what for r in checklist_regions(pages[-1])][-1] == SIGNATURE
    pdf, count = render_checklist(sample(programme=programme))
    assert (pdf[:5], count) == (b"%PDF-", len(pages))


@pytest.mark.parametrize(("name", "kana", "number"), PEOPLE)
def test_every_name_is_printed_as_it_is_written(tmp_path, name, kana, number):
    pdf, _pages = render_checklist(sample(name, number))
    assert f"{name}（{number}）".replace("　", "").replace(" ", "") in "".join(
        extracted(written(tmp_path, pdf)).split()
    )


def test_a_name_no_font_has_is_named_before_anything_is_drawn():
    with pytest.raises(GlyphMissing):
        render_checklist(sample(HANGUL))


def test_wording_and_items_are_in_the_hash():
    programme, wording = hokkaido().programme, pen_wording()
    items = checklist_items(programme)
    known = wording_hash(wording, programme, items)
    changed = (replace(items[0], text=Text("別の文", "other")), *items[1:])
    assert wording_hash(wording, programme, changed) != known
    assert wording_hash(replace(wording, declaration="相違ありません。"), programme, items) != known


def test_the_sheet_for_afterwards_is_one_page_or_refused(tmp_path):
    pdf, pages = render_post_check_sheet(sample())
    path = written(tmp_path, pdf)
    assert_clean(path)
    assert (pages, pages_of(path)) == (1, 1)
    assert "A-07" in extracted(path)
    programme = hokkaido().programme
    later = programme.after_items[0]
    many = tuple(replace(later, id=f"A-{n}") for n in range(20))
    with pytest.raises(DoesNotFit):
        render_post_check_sheet(sample(programme=replace(programme, items=many)))


def test_a_reason_longer_than_its_two_lines_is_never_cut_but_referred_to_the_record(tmp_path):
    open_item = ItemAnswered("c", "D-01", Answer.NOT_DONE, None, None, "", "長い理由。" * 100, None, "", (), False)
    pdf, _pages = render_checklist(sample(answers={"D-01": open_item}))
    text = extracted(written(tmp_path, pdf))
    assert "（理由は記録のとおり）" in text
    assert "長い理由" not in text
