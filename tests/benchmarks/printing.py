"""The ledger of 10,000 rows against drawing the same strings straight on a reportlab canvas; peak memory of each.

Each side runs in a process of its own, alternately, and reports its seconds and its peak.
"""

from __future__ import annotations

import io
import json
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime

from desktop_app.papers.ledger.printing import LedgerLine, LedgerSheet, StepHead, render_ledger
from tests.benchmarks.measure import Figure
from tests.core.papers.paper_samples import LINE

ROWS = 10_000
RUNS = 3
AT = datetime(2026, 11, 20, tzinfo=UTC)
NAMES = (
    ("佐藤　太郎", "サトウ　タロウ"),
    ("\u9ad9橋　健一", "タカハシ　ケンイチ"),
    ("\U00020bb7田　誠", "ヨシダ　マコト"),
)


def lines() -> tuple[LedgerLine, ...]:
    """Return 10,000 rows with changing numbers and names."""
    return tuple(
        replace(
            LINE,
            case_no=f"NSC01-25A-{n:05d}",
            full_name=NAMES[n % 3][0],
            name_kana=NAMES[n % 3][1],
            employee_no=f"{n:07d}",
        )
        for n in range(ROWS)
    )


def ours() -> int:
    """Print the ledger; returns its size in bytes."""
    sheet = LedgerSheet(
        form_number="様式第4号",
        form_version="第1.0版（案）",
        title="会社間異動者の情報管理　管理表",
        period="2025年度上期（2025.4.1〜2025.9.30）",
        workplace="ネットワークサービスセンター（NSC01）",
        counts=f"{ROWS}件",
        deadlines="―",
        step_heads=tuple(
            StepHead(n, t) for n, t in zip("①②③④", ("データ・紙", "アクセス権", "転送・共有", "ID・PW"), strict=True)
        ),
        lines=lines(),
        printed_at="2025.10.2 09:14",
        printed_by="中村　由美子",
        check_code="9C41A7E2",
        created_at=AT,
    )
    out = io.BytesIO()
    render_ledger(sheet, out)
    return len(out.getvalue())


def bare() -> int:
    """Draw every string of every row straight on a canvas, twelve rows a page, with the same faces and sizes."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from desktop_app.resources import resource_path

    pdfmetrics.registerFont(TTFont("G", str(resource_path("fonts/BIZUDGothic-Regular.ttf"))))
    pdfmetrics.registerFont(TTFont("N", str(resource_path("fonts/NotoSansJP-Regular.ttf"))))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4))
    for n, line in enumerate(lines()):
        if n and n % 12 == 0:
            canvas.showPage()
        y = 500 - (n % 12) * 37
        fallback = "N" if "\U00020bb7" in line.full_name else "G"
        cells = (*line.steps, line.briefed_on, line.reported_on, line.pledge, line.confirmed, line.judgement)
        words = [(t, 7, "G") for cell in cells for t in cell.lines]
        words += [(line.case_no, 7, "G"), (line.name_kana, 6.5, "G"), (line.full_name, 9.5, fallback)]
        words += [(line.employee_no, 7, "G"), (line.origin, 8, "G"), (line.org_code, 7, "G")]
        words += [(line.destination_company, 8, "G"), (line.destination_department, 7.5, "G")]
        words += [(line.effective_date, 7, "G"), (str(n + 1), 7, "G"), (line.remarks, 7, "G")]
        for place, (text, size, font) in enumerate(words):
            canvas.setFont(font, size)
            canvas.drawString(60 + place * 28, y, text)
        for place in range(17):
            canvas.line(56 + place * 45, y - 10, 56 + place * 45, y + 27)
        canvas.line(56, y - 10, 813, y - 10)
    canvas.save()
    return len(out.getvalue())


def figures() -> list[Figure]:
    """Return the ratio and our peak."""
    found: dict[str, list[tuple[float, float]]] = {"ours": [], "bare": []}
    for _ in range(RUNS):
        for side, measured in found.items():
            done = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.printing", side], capture_output=True, text=True, check=True
            )
            measured.append(tuple(json.loads(done.stdout)))
    a, b = (statistics.median(seconds for seconds, _ in found[side]) for side in found)
    peak = max(megabytes for _, megabytes in found["ours"])
    name = f"ledger PDF of {ROWS:,} rows"
    return [
        Figure(name, a / b, 2.0, "×", f"{a:.2f} s against {b:.2f} s straight on the canvas"),
        Figure(f"{name}, peak memory", peak, 150, "MB", "whole process"),
    ]


if __name__ == "__main__":
    start = time.perf_counter()
    {"ours": ours, "bare": bare}[sys.argv[1]]()
    print(json.dumps([time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
