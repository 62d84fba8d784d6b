"""Play half-years by seed: ``python -m tests.half_year [--seed N] [--rounds N] [--cases N]``."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.half_year.story import HalfYearPlayed
from tests.samba import samba_running


def main() -> int:
    """Play rounds, each with a seed of its own; prints what happened. Exit code 1 when one failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.half_year")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cases", type=int, default=8)
    options = parser.parse_args()
    failed = 0
    with samba_running() as samba:
        for seed in range(options.seed, options.seed + options.rounds):
            begun = time.monotonic()
            with tempfile.TemporaryDirectory(prefix="half-year-") as folder:
                story = HalfYearPlayed(samba, Path(folder), seed=seed, cases=options.cases)
                try:
                    story.play()
                except Exception:  # noqa: BLE001 - told, and the next seed is played
                    failed += 1
                    print(f"seed {seed}: {traceback.format_exc(limit=-4)[:4000]}")  # noqa: T201
                    print("\n".join(line for desk in story.desks.values() for line in desk.told))  # noqa: T201
                print(f"seed {seed}: {time.monotonic() - begun:.0f} s; {story.seen()}", flush=True)  # noqa: T201
    print(f"{options.rounds} half-years, {failed} failed; again: make half-year SEED={options.seed}")  # noqa: T201
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
