"""The window's first frame, a whole process, against ``python -c pass``."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.measure import Figure, as_installed

RUNS = 9


def figures() -> list[Figure]:
    """Return the first frame's ratio and peak."""
    frames, passes, peaks = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        environment = as_installed(Path(folder), "ja")
        _timed(environment, "-m", "tests.benchmarks.first_frame")  # warms the disk and makes the bytecode
        for _ in range(RUNS):
            seconds, printed = _timed(environment, "-m", "tests.benchmarks.first_frame")
            frames.append(seconds)
            peaks.append(float(printed))
            passes.append(_timed(environment, "-c", "pass")[0])
    frame, bare = statistics.median(frames), statistics.median(passes)
    detail = f"{frame * 1000:.0f} ms against {bare * 1000:.1f} ms of python -c pass, process start to end"
    return [
        Figure("first frame", frame / bare, 14, "×", detail),
        Figure("first frame, peak memory", max(peaks), 120, "MB", "whole process"),
    ]


def _timed(environment: dict[str, str], *arguments: str) -> tuple[float, str]:
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, text=True, check=True)
    return time.perf_counter() - start, done.stdout
