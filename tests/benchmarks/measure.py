"""Measuring two things side by side: medians of alternating runs, so that a noisy machine hits both alike."""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the result: what was measured, the figure, its limit and what it is measured against."""

    name: str
    value: float
    limit: float
    unit: str
    detail: str

    @property
    def holds(self) -> bool:
        """Whether the figure is within its limit."""
        return self.value <= self.limit


def as_installed(cache: Path, language: str) -> dict[str, str]:
    """Return the environment for timing whole processes without a display: their bytecode is kept, in *cache*.

    An installed program has its bytecode; a checkout may be told to write none, and would time the compiler.
    """
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "SEKISHO_LANG": language}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return {**environment, "PYTHONPYCACHEPREFIX": str(cache), "XDG_CONFIG_HOME": str(cache / "config")}


def peak_mb() -> float:
    """Return this process's peak memory in MB; what getrusage says of a child begins with its parent's peak."""
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / 1024


def seconds(act: Callable[[], object]) -> float:
    """Return how long one call takes."""
    gc.collect()
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def side_by_side(ours: Callable[[], object], bare: Callable[[], object], runs: int = 7) -> tuple[float, float]:
    """Return the median seconds of *ours* and of *bare*, run alternately after one warm-up each."""
    ours()
    bare()
    pairs = [(seconds(ours), seconds(bare)) for _ in range(runs)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def ratio(name: str, limit: float, ours: Callable[[], object], bare: Callable[[], object], runs: int = 7) -> Figure:
    """Return ours ÷ bare as a figure."""
    a, b = side_by_side(ours, bare, runs)
    return Figure(name, a / b, limit, "×", f"{a * 1000:.1f} ms against {b * 1000:.1f} ms bare")
