"""Long texts: setting four times as much takes about four times as long (squared would be sixteen), whatever it is."""

from __future__ import annotations

import time

from desktop_app.papers.typesetting.fonts import Face
from desktop_app.papers.typesetting.lines import justify
from tests.benchmarks.measure import Figure

TEXTS = {
    "Japanese": "非公開情報を2025年4月1日（火）までに処理しました。",
    "one word without end": "NSC01-25A",
    "marks only": "、。",
}
LENGTH = 20_000


def seconds(text: str) -> float:
    """Return how long the fastest of three settings takes."""
    found = []
    for _ in range(3):
        justify.cache_clear()
        start = time.perf_counter()
        justify(text, Face.MINCHO, 10.5, 166.7)
        found.append(time.perf_counter() - start)
    return min(found)


def figures() -> list[Figure]:
    """Return for each kind of text the time of 20,000 characters against a quarter of them."""
    result = []
    for name, part in TEXTS.items():
        text = (part * LENGTH)[:LENGTH]
        quarter, whole = seconds(text[: LENGTH // 4]), seconds(text)
        detail = f"{LENGTH:,} characters in {whole:.2f} s, a quarter of them in {quarter:.2f} s"
        result.append(Figure(f"a long text set, {name}", whole / quarter, 8.0, "×", detail))
    return result
