"""The ledger on paper: whose rows, in which order, said on the page; whole or not at all; never more than it needs."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app.app import App
from desktop_app.domain.calendar import HalfYear
from desktop_app.domain.facts import CaseRegistered, Post, Transferee
from desktop_app.domain.summary import Judgement
from desktop_app.errors import FolderNotWritable, PrintingStopped, UnknownWorkplace
from desktop_app.store.queries import CaseFilter
from desktop_app.usecases.answering import cancel_case
from desktop_app.usecases.ledger import export_ledger, ledger_entries
from desktop_app.usecases.ledger_choice import LedgerChoice
from desktop_app.usecases.ledger_printing import LedgerPrint, render_ledger_pdf, write_ledger_pdf
from tests.core.papers.paper_tools import assert_clean, extracted, extracted_bytes, pages_of
from tests.fakes import disk_with_room_for
from tests.homes import found

HALF = HalfYear(2026, 2)
ROWS = 40
NORTH = "DSTKT"


def registered(app: App, number: int, org_code: str = "NSC01", place: str = "西部配電事業所", day: int = 0):
    programme = app.workplace.programme
    return CaseRegistered(
        case_id=f"{number:032x}",
        case_no=f"NSC01-26B-A{number:03d}",
        transferee=Transferee(f"{number:07d}", f"異動　{number}", "イドウ"),
        origin=Post("北辰送配電株式会社", place, org_code),
        destination=Post("あおば電力株式会社", "電力小売部", specified_affiliate=True),
        effective_date=date(2026, 10, 1) + timedelta(days=day),
        notice_date=None,
        transfer_type=programme.scope.transfer_types[0],
        programme_id=programme.id,
        programme_version=programme.version,
        in_scope=True,
        source="test",
    )


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """Cases 980 to 1019 of one day; the first ten came from two workplaces that are one today."""
    app = found(tmp_path_factory.mktemp("ledger"))
    facts = [registered(app, number) for number in range(990, 980 + ROWS)]
    facts += [registered(app, number, NORTH, "北支社　配電課") for number in range(980, 985)]
    facts += [registered(app, number, NORTH, "北配電センター", day=1) for number in range(985, 990)]
    facts.append(registered(app, 1, day=200))
    app.commit(tuple(facts))
    cancel_case(app, f"{1010:032x}", "取りやめ")
    yield app
    app.close()


def printed(app: App, path: Path, **choice) -> str:
    pages = write_ledger_pdf(app, LedgerChoice(**choice), path)
    assert pages_of(path) == pages
    return "".join(extracted(path).split())


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"NSC01-26B-A(\d+)", text)]


def test_paper_screen_and_file_stand_in_the_same_natural_order(app, tmp_path):
    ours = frozenset({"NSC01"})
    on_paper = numbers(printed(app, tmp_path / "l.pdf", half=HALF, workplaces=ours))
    on_screen = [e.summary for e in ledger_entries(app, CaseFilter(half=HALF, workplaces=ours))]
    export_ledger(app, HALF, "csv", tmp_path / "l.csv")
    with (tmp_path / "l.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert on_paper == [*range(990, 980 + ROWS)]
    assert on_paper == [int(s.case_no[11:]) for s in on_screen]
    assert on_paper == [int(row[1][11:]) for row in rows if row[6] == "NSC01"]
    assert [int(row[1][11:]) for row in rows] == [*range(980, 985), *range(990, 980 + ROWS), *range(985, 990)]


def test_a_combined_ledger_is_that_of_one_workplace_after_the_other_each_row_named_as_it_was(app, tmp_path):
    text = printed(app, tmp_path / "l.pdf", half=HALF)
    assert numbers(text) == [*range(980, 990), *range(990, 980 + ROWS)]
    assert text.index("DSTKT北配電センター10件") < text.index("NSC01西部配電事業所30件")
    assert text.count("NSC01西部配電事業所30件") > 1, "the group is named again on each of its pages"
    assert text.count("北支社配電課") == 5
    assert "職場北配電センター（DSTKT）・西部配電事業所（NSC01）" in text
    assert re.findall(r"(\d+)NSC01-26B-A980", text) == ["1"]
    assert_clean(tmp_path / "l.pdf")


def test_one_workplace_is_printed_alone_under_its_latest_name(app, tmp_path):
    text = printed(app, tmp_path / "l.pdf", half=HALF, workplaces=frozenset({NORTH}))
    assert numbers(text) == [*range(980, 990)]
    assert "職場北配電センター（DSTKT）" in text
    assert "10件（確定0・未確定10）" in text


def test_a_workplace_nobody_knows_is_refused(app, tmp_path):
    with pytest.raises(UnknownWorkplace) as refused:
        write_ledger_pdf(app, LedgerChoice(half=HALF, workplaces=frozenset({"NSC0l"})), tmp_path / "l.pdf")
    assert (refused.value.code, refused.value.known) == ("NSC0l", (NORTH, "NSC01"))
    assert list(tmp_path.iterdir()) == []


def test_a_year_and_everything_say_their_period(app, tmp_path):
    assert "2026年度（2026.4.1〜2027.3.31）" in printed(app, tmp_path / "y.pdf", fiscal_year=2026)
    text = printed(app, tmp_path / "a.pdf")
    assert "全期間（2026.10.1〜2027.9.30）" in text
    assert 1 in numbers(text)


def test_a_narrowed_print_says_on_every_page_what_it_was_chosen_by(app, tmp_path):
    text = printed(app, tmp_path / "l.pdf", half=HALF, text="異動", remarkable_only=True)
    pages = pages_of(tmp_path / "l.pdf")
    said = "抽出条件未完了・遅延・未確認だけ検索：「異動」（全40件のうち39件）"
    assert pages > 2
    assert text.count(said) == pages
    assert text.count("抽出抽出条件") == pages
    assert "抽出" not in printed(app, tmp_path / "all.pdf", half=HALF)


def test_a_condition_nobody_meets_is_not_said_to_be_an_empty_half_year(app, tmp_path):
    text = printed(app, tmp_path / "l.pdf", half=HALF, judged=Judgement.LATE)
    assert "抽出条件に当てはまる異動者はいません" in text
    assert "会社間異動者はいません" not in text
    assert "判定：遅延（全40件のうち0件）" in text


def test_the_cover_says_what_the_ledger_holds_and_what_to_check_it_against(app, tmp_path):
    text = printed(app, tmp_path / "l.pdf", half=HALF, cover=True, judged=Judgement.CANCELLED)
    pages = pages_of(tmp_path / "l.pdf")
    first = "".join(extracted_bytes(_first_page(tmp_path / "l.pdf")).split())
    head = app.record.head(app.device.device_id)
    for said in (
        "取扱注意",
        "会社間異動者の情報管理管理表",
        "2026年度下期（2026.10.1〜2027.3.31）",
        "西部配電事業所（NSC01）",
        "抽出条件判定：取消（全40件のうち1件）",
        "所属コード職場（登録時の名称）件数NSC01西部配電事業所1",
        "判定件数期限内0未了0遅延0超過0特例0未確定0取消1",
        "集計件数登載1確定1未確定0遅延0未完了の項目あり0取消1特例完了0報告書・誓約書の受領0",
        f"端末A第{head.seq}号{head.hash.upper()}",
        f"記録の末尾端末A第{head.seq}号{head.hash[:16].upper()}…",
        f"ページ1/{pages}",
        "担当職場情報管理者確認者",
    ):
        assert said in first, said
    code = re.search("照合コード([0-9A-F]{8})", first)
    assert code
    assert text.count(f"照合コード{code[1]}") == pages + 1, "on the cover twice: beside the chain and in the foot"
    assert f"ページ2/{pages}" in text


def _first_page(path: Path) -> bytes:
    done = subprocess.run(["qpdf", "--pages", ".", "1", "--", path, "-"], capture_output=True, check=True)
    return done.stdout


def test_stopping_at_any_page_leaves_no_file_and_the_former_one_as_it_was(app, tmp_path):
    path = tmp_path / "l.pdf"
    pages = write_ledger_pdf(app, HALF, path)
    before = path.read_bytes()
    for asked in range(pages + 1):
        answers = iter([False] * asked + [True])
        with pytest.raises(PrintingStopped):
            write_ledger_pdf(app, HALF, path, stop=lambda answers=answers: next(answers))
        assert path.read_bytes() == before
        assert [found.name for found in tmp_path.iterdir()] == ["l.pdf"]


def test_a_full_disk_leaves_the_former_file(app, tmp_path):
    path = tmp_path / "l.pdf"
    write_ledger_pdf(app, HALF, path)
    before = path.read_bytes()
    with disk_with_room_for(len(before) // 2), pytest.raises(FolderNotWritable):
        write_ledger_pdf(app, LedgerChoice(half=HALF, cover=True), path)
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["l.pdf"]


def test_pages_can_be_looked_at_before_all_rows_are_measured_and_are_the_same_afterwards(app):
    printing = LedgerPrint(app, HALF)
    steps = printing.measuring()
    whole, pages = render_ledger_pdf(app, HALF)
    list(steps)
    assert printing.pages == pages
    alone = [extracted_bytes(printing.page(page)) for page in range(pages)]
    assert "".join("".join(alone).split()) == "".join(extracted_bytes(whole).split())
    assert not printing.is_stale()


def test_what_is_recorded_meanwhile_makes_a_printing_stale_and_the_next_one_has_it(tmp_path):
    app = found(tmp_path)
    app.commit((registered(app, 1),))
    printing = LedgerPrint(app, HALF)
    app.commit((registered(app, 2),))
    assert printing.is_stale()
    assert printing.anew().total == 2
    app.close()


_PEAK = """
import sys
from pathlib import Path
from tests.benchmarks.printing import render_to
from tests.benchmarks.measure import peak_mb
render_to(Path(sys.argv[1]), int(sys.argv[2]))
print(peak_mb())
"""


def test_ten_times_the_rows_take_no_more_memory(tmp_path):
    peaks = []
    for rows in (2_000, 20_000):
        command = [sys.executable, "-c", _PEAK, str(tmp_path / f"{rows}.pdf"), str(rows)]
        peaks.append(float(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    assert peaks[1] < peaks[0] + 6, peaks
    assert pages_of(tmp_path / "20000.pdf") == 1667
