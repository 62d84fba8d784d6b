"""The first frame against ``python -c pass``, and a full ledger window against a bare table over the same database."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

from tests.benchmarks.measure import Figure

RUNS = 9
ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "SEKISHO_LANG": "ja"}


def figures() -> list[Figure]:
    """Return the first frame's ratio and peak."""
    frames, passes, peaks = [], [], []
    for _ in range(RUNS):
        seconds, printed = _timed("-m", "tests.benchmarks.first_frame")
        frames.append(seconds)
        peaks.append(float(printed))
        passes.append(_timed("-c", "pass")[0])
    frame, bare = statistics.median(frames), statistics.median(passes)
    detail = f"{frame * 1000:.0f} ms against {bare * 1000:.1f} ms of python -c pass, process start to end"
    return [
        Figure("first frame", frame / bare, 14, "×", detail),
        Figure("first frame, peak memory", max(peaks), 120, "MB", "whole process"),
    ]


def _timed(*arguments: str) -> tuple[float, str]:
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], env=ENVIRONMENT, capture_output=True, text=True, check=True)
    return time.perf_counter() - start, done.stdout
