"""様式第4号: pages, heads, marks, and what stops the printing."""

import dataclasses
import re
from io import BytesIO

import pytest

from desktop_app.errors import GlyphMissing, PrintingStopped, RowTooTall
from desktop_app.papers.ledger import printing as form4
from tests.core.papers.paper_people import HANGUL, PEOPLE
from tests.core.papers.paper_samples import EMPTY_LEDGER, LEDGER, LINE, ledger_lines
from tests.core.papers.paper_tools import assert_clean, by_pdfium, extracted, extracted_bytes, pages_of


def printed(tmp_path, ledger):
    path = tmp_path / "ledger.pdf"
    with path.open("wb") as out:
        pages = form4.render_ledger(ledger, out)
    assert pages_of(path) == pages
    return path


def with_lines(*lines):
    return dataclasses.replace(LEDGER, lines=lines)


def test_the_ledger_shows_everybody_exactly(tmp_path):
    path = printed(tmp_path, LEDGER)
    poppler, pdfium = extracted(path), by_pdfium(path)
    for name, kana, employee_no in PEOPLE:
        if len(name) < 30:
            assert name in poppler
            assert name in pdfium
            assert kana in poppler
        assert employee_no in poppler
    flat = "".join(poppler.split())
    assert "O'Brien-Fitzgerald,JonathanMaximilianAlexander" in flat
    assert "オブライエン・フィッツジェラルド・ジョナサン・マクシミリアン・アレクサンダー" in flat
    assert "未了" in flat
    assert "超過" in flat
    assert_clean(path)


def test_head_and_page_number_are_on_every_page_and_the_end_is_marked_once(tmp_path):
    path = printed(tmp_path, dataclasses.replace(LEDGER, lines=ledger_lines(60)))
    text = "".join(extracted(path).split())
    pages = pages_of(path)
    assert pages == 6
    assert text.count("処理の完了日") == pages
    assert all(f"ページ{page}/{pages}" in text for page in range(1, pages + 1))
    assert text.count("（以下余白）") == 1
    assert text.count("照合コード9C41A7E2") == pages


@pytest.mark.parametrize(("rows", "pages"), [(0, 1), (1, 1), (11, 1), (12, 2), (22, 2), (23, 2), (24, 3), (500, 42)])
def test_eleven_rows_on_the_first_page_then_twelve_with_room_for_the_end_mark(rows, pages):
    lines = tuple(dataclasses.replace(LINE, case_no=f"NSC01-25A-{n:03d}") for n in range(rows))
    out = BytesIO()
    assert form4.render_ledger(with_lines(*lines), out) == pages
    text = "".join(extracted_bytes(out.getvalue()).split())
    assert re.findall(r"(\d+)NSC01-25A-(\d{3})", text) == [(str(n + 1), f"{n:03d}") for n in range(rows)]
    assert re.findall(r"ページ(\d+)/(\d+)", text) == [(str(page + 1), str(pages)) for page in range(pages)]
    assert text.count("（以下余白）") == 1
    assert text.rindex("（以下余白）") > text.rindex("異動発令日"), "on the last page"


def test_a_page_can_be_looked_at_as_soon_as_its_rows_are_measured():
    ledger = dataclasses.replace(LEDGER, lines=ledger_lines(200), check_code=form4.UNKNOWN)
    paging = form4.Paging(ledger)
    measuring = form4.measuring(ledger, paging)
    assert next(measuring) < 200
    early = "".join(extracted_bytes(form4.one_page(ledger, paging, 0)).split())
    assert "ページ1/…" in early
    assert "照合コード…" in early
    assert "（以下余白）" not in early
    assert paging.known == 4
    for _measured in measuring:
        pass
    last = "".join(extracted_bytes(form4.one_page(ledger, paging, paging.known - 1)).split())
    assert f"ページ{paging.known}/{paging.known}" in last
    assert "（以下余白）" in last


def test_groups_stand_under_their_names_on_every_page_and_their_bands_are_counted(tmp_path):
    lines = tuple(
        dataclasses.replace(LINE, case_no=f"NSC01-25A-{n:03d}", group="NSC01　南" if n < 14 else "DST01　北")
        for n in range(30)
    )
    text = "".join(extracted(printed(tmp_path, with_lines(*lines))).split())
    assert re.findall("NSC01南|DST01北", text) == ["NSC01南", "NSC01南", "DST01北", "DST01北"]
    assert [int(n) for n in re.findall(r"NSC01-25A-(\d+)", text)] == [*range(30)]


def test_a_group_name_nobody_can_print_stops_the_printing():
    line = dataclasses.replace(LINE, group=f"NSC01　{HANGUL}")
    with pytest.raises(GlyphMissing):
        form4.render_ledger(with_lines(line), BytesIO())


def test_many_workplaces_and_pcs_are_counted_on_the_cover_so_that_nothing_is_left_out(tmp_path):
    cover = form4.LedgerCover(
        workplaces=tuple((f"DST{n:02d}", f"配電センター{n}", n) for n in range(1, 13)),
        judgements=(("期限内", 78),),
        figures=(("登載", 78),),
    )
    heads = tuple((f"端末 {letter}", "第1号", "0000") for letter in "ABCDE")
    text = "".join(extracted(printed(tmp_path, dataclasses.replace(LEDGER, cover=cover, heads=heads))).split())
    assert "DST08配電センター88ほか4職場42" in text, "9 + 10 + 11 + 12"
    assert "ほか2台" in text


def test_every_page_s_foot_tells_where_the_chains_of_the_record_end(tmp_path):
    digest = " ".join(f"{number:04X}" for number in range(0xA000, 0xA010))
    heads = tuple((f"端末 {letter}", "第1,234号", digest) for letter in "ABCD")
    pages = extracted(printed(tmp_path, dataclasses.replace(LEDGER, heads=heads))).split("\f")[:-1]
    assert len(pages) > 1
    for page in pages:
        assert "記録の末尾端末A第1,234号A000A001A002A003…端末B" in "".join(page.split())
        assert "ほか1台" in page


def test_a_half_year_without_transferees_still_prints_one_page(tmp_path):
    path = printed(tmp_path, EMPTY_LEDGER)
    text = "".join(extracted(path).split())
    assert pages_of(path) == 1
    assert "対象期間に会社間異動者はいません（該当者なし）" in text
    assert "（以下余白）" in text
    assert_clean(path)


@pytest.mark.parametrize("steps", [0, 1, 3, 6, 8])
def test_step_columns_are_data(tmp_path, steps):
    heads = tuple(form4.StepHead("①②③④⑤⑥⑦⑧"[n], "端末・入館証の返却") for n in range(steps))
    line = dataclasses.replace(LINE, steps=(form4.NOT_DONE,) * steps)
    path = printed(tmp_path, dataclasses.replace(LEDGER, step_heads=heads, lines=(line,)))
    text = "".join(extracted(path).split())
    assert text.count("端末・入館証の返却") == steps
    assert text.count("未") >= steps


def test_a_long_workplace_code_breaks_its_case_number_at_the_hyphen(tmp_path):
    path = printed(tmp_path, with_lines(dataclasses.replace(LINE, case_no="DSTKITA-25A-003")))
    lines = extracted(path).splitlines()
    assert any("DSTKITA-" in line for line in lines)
    assert any("25A-003" in line for line in lines)


def test_a_name_nobody_can_print_stops_before_anything_is_written():
    out = BytesIO()
    lines = (*ledger_lines(3), dataclasses.replace(LINE, case_no="NSC01-25A-099", full_name=HANGUL))
    with pytest.raises(GlyphMissing) as refused:
        form4.render_ledger(with_lines(*lines), out)
    assert (refused.value.where, refused.value.text) == ("NSC01-25A-099", HANGUL)
    assert out.getvalue() == b""


def test_a_row_higher_than_half_a_page_is_refused_by_its_field():
    with pytest.raises(RowTooTall) as refused:
        form4.render_ledger(with_lines(dataclasses.replace(LINE, remarks="長い備考" * 100)), BytesIO())
    assert (refused.value.field, refused.value.where) == ("remarks", LINE.case_no)


def test_progress_is_told_by_page_and_stopping_while_measuring_leaves_nothing():
    told = []
    form4.render_ledger(LEDGER, BytesIO(), progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 20), (11, 20), (20, 20)]
    out = BytesIO()
    with pytest.raises(PrintingStopped):
        form4.render_ledger(LEDGER, out, stop=lambda: len(told) > 0)
    assert out.getvalue() == b""


def test_equal_ledgers_are_equal_bytes():
    first, second = BytesIO(), BytesIO()
    form4.render_ledger(LEDGER, first)
    form4.render_ledger(LEDGER, second)
    assert first.getvalue() == second.getvalue()


def test_nothing_long_is_cut(tmp_path):
    long_title = "会社間異動者の情報管理　管理表（兼務解除および出向復帰を含む全職場の一覧表・控え）"
    longest = "O'Brien-Fitzgerald, Jonathan Maximilian Alexander"
    line = dataclasses.replace(
        LINE,
        confirmed=form4.Cell.of("2025.12.31", longest, "（代理者）"),
        steps=(form4.Cell.of("24.12.20"),) * 6,
        destination_department="首都圏法人営業本部　第二エネルギーソリューション営業グループ（新宿駐在）",
    )
    heads = tuple(form4.StepHead("①②③④⑤⑥"[n], "端末・入館証の返却") for n in range(6))
    sheet = dataclasses.replace(
        LEDGER, title=long_title, step_heads=heads, lines=(line,) * 20, printed_by=longest, workplace="職場" * 40
    )
    lines = extracted(printed(tmp_path, sheet))
    text = "".join(lines.split())
    assert text.count("".join(long_title.split())) == pages_of(tmp_path / "ledger.pdf")
    assert "職場" * 40 in text
    assert lines.count("24.12.20") == 6 * 20, "a date is condensed, not divided"
    assert "出力2025.10.209:14O'Brien-Fitzgerald,JonathanMaximilianAlexander照合コード" in text
    assert "Fitzgerald," in lines
