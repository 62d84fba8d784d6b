"""The ledger on paper, each program in a process of its own, run alternately: seconds from the first row to the file.

Against drawing the same strings straight on a reportlab canvas; against LibreOffice Calc, typst and WeasyPrint setting
the same table (``make bench-peers`` brings them); and our own peak memory at 10,000 and 100,000 rows.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.papers.ledger.printing import LedgerLine, LedgerSheet, StepHead, render_ledger
from tests.benchmarks.measure import Figure, peak_mb
from tests.core.papers.paper_samples import LINE

ROWS, MANY = 10_000, 100_000
RUNS = 3
PEER_RUNS = {"calc": 3, "typst": 3, "weasyprint": 1}
AT = datetime(2026, 11, 20, tzinfo=UTC)
NAMES = (
    ("佐藤　太郎", "サトウ　タロウ"),
    ("\u9ad9橋　健一", "タカハシ　ケンイチ"),
    ("\U00020bb7田　誠", "ヨシダ　マコト"),
)


class Lines:
    """Rows with changing numbers and names, made anew each time they are asked for."""

    def __init__(self, rows: int) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return self._rows

    def __iter__(self) -> Iterator[LedgerLine]:
        return (line(n) for n in range(self._rows))

    def __getitem__(self, part: slice) -> Sequence[LedgerLine]:
        return [line(n) for n in range(*part.indices(self._rows))]


def line(n: int) -> LedgerLine:
    """Return row *n*."""
    name, kana = NAMES[n % 3]
    return replace(LINE, case_no=f"NSC01-25A-{n:05d}", full_name=name, name_kana=kana, employee_no=f"{n:07d}")


def cells(n: int) -> list[str]:
    """Return the strings of row *n*, cell by cell."""
    row = line(n)
    marks = (*row.steps, row.briefed_on, row.reported_on, row.pledge, row.confirmed, row.judgement)
    return [
        str(n + 1),
        row.case_no,
        f"{row.name_kana}\n{row.full_name}\n{row.employee_no}",
        f"{row.origin}\n{row.org_code}",
        f"{row.destination_company}\n{row.destination_department}",
        row.effective_date,
        *("\n".join(cell.lines) for cell in marks),
        row.remarks,
    ]


def render_to(path: Path, rows: int) -> None:
    """Write our ledger of so many rows."""
    sheet = LedgerSheet(
        form_number="様式第4号",
        form_version="第1.0版（案）",
        title="会社間異動者の情報管理　管理表",
        period="2025年度上期（2025.4.1〜2025.9.30）",
        workplace="ネットワークサービスセンター（NSC01）",
        counts=f"{rows}件",
        deadlines="―",
        step_heads=tuple(
            StepHead(n, t) for n, t in zip("①②③④", ("データ・紙", "アクセス権", "転送・共有", "ID・PW"), strict=True)
        ),
        lines=Lines(rows),
        printed_at="2025.10.2 09:14",
        printed_by="中村　由美子",
        check_code="9C41A7E2",
        created_at=AT,
    )
    with path.open("wb") as out:
        render_ledger(sheet, out)


def bare(path: Path, rows: int) -> None:
    """Draw every string of every row straight on a canvas, twelve rows a page, with the same faces and sizes."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from desktop_app.resources import resource_path

    pdfmetrics.registerFont(TTFont("G", str(resource_path("fonts/BIZUDGothic-Regular.ttf"))))
    pdfmetrics.registerFont(TTFont("N", str(resource_path("fonts/NotoSansJP-Regular.ttf"))))
    canvas = Canvas(str(path), pagesize=landscape(A4))
    for n in range(rows):
        if n % 12 == 0:
            if n:
                canvas.showPage()
            for place in range(17):
                canvas.line(56 + place * 45, 90, 56 + place * 45, 534)
        y = 500 - (n % 12) * 37
        for place, text in enumerate(cells(n)):
            for at, word in enumerate(text.split("\n")):
                canvas.setFont("N" if "\U00020bb7" in word else "G", 7)
                canvas.drawString(60 + place * 45, y + 14 - at * 9, word)
        canvas.line(56, y - 10, 813, y - 10)
    canvas.save()


def figures() -> list[Figure]:
    """Return the ratios, and our peaks."""
    from tests.benchmarks import printing_peers as peers

    found: dict[str, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tables = peers.tables(folder, ROWS)
        for turn in range(RUNS):
            for side in ("ours", "bare", *(peer for peer, runs in PEER_RUNS.items() if turn < runs)):
                found.setdefault(side, []).append(_run(folder, side, ROWS, tables.get(side)))
        many = [_run(folder, "ours", MANY, None) for _ in range(2)]
    seconds = {side: statistics.median(taken for taken, _peak in runs) for side, runs in found.items()}
    peaks = {side: max(peak for _taken, peak in runs) for side, runs in found.items()}
    table = f"ledger PDF of {ROWS:,} rows"
    ratios = [
        Figure(
            f"{table} against {side}",
            seconds["ours"] / seconds[side],
            1.5 if side == "bare" else 1.0,
            "×",
            f"{seconds['ours']:.2f} s against {seconds[side]:.2f} s"
            + ("" if side == "bare" else f"; the other side is {seconds[side] / seconds['ours']:.1f} × slower"),
        )
        for side in seconds
        if side != "ours"
    ]
    peak = max(high for _taken, high in many)
    return [
        *ratios,
        Figure(f"{table}, peak memory", peaks["ours"], 100, "MB", "whole process"),
        Figure(f"the same of {MANY:,} rows", peak, 100, "MB", f"{many[0][0]:.1f} s, whole process"),
        Figure("ten times the rows, memory", peak / peaks["ours"], 1.05, "×", "flat"),
    ]


def _run(folder: Path, side: str, rows: int, table: Path | None) -> tuple[float, float]:
    command = [sys.executable, "-m", "tests.benchmarks.printing", side, str(folder / f"{side}.pdf"), str(rows)]
    done = subprocess.run([*command, str(table or "")], capture_output=True, text=True, check=False, timeout=900)
    if done.returncode:
        raise SystemExit(f"{side} cannot be measured: {done.stderr[-800:]}\nRun: make bench-peers")
    taken, peak = json.loads(done.stdout.splitlines()[-1])
    return float(taken), float(peak)


def main(side: str, out: str, rows: str, table: str) -> None:
    """Measure one side; print seconds and the peak of the process in MB."""
    start = time.perf_counter()
    if side == "ours":
        render_to(Path(out), int(rows))
    elif side == "bare":
        bare(Path(out), int(rows))
    else:
        from tests.benchmarks import printing_peers as peers

        peers.convert(side, Path(table), Path(out))
    print(json.dumps([time.perf_counter() - start, peak_mb()]))


if __name__ == "__main__":
    main(*sys.argv[1:5])
