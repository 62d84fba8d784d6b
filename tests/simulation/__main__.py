"""Play seeds for a while, or one seed again: ``python -m tests.simulation [--seconds N] [SEED …]``."""

from __future__ import annotations

import argparse
import sys
import time

from tests.simulation.world import World


def main() -> int:
    """Play; the seed of a failure and how to play it again are printed. Exit code 1 when one failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation")
    parser.add_argument("seeds", nargs="*", type=int)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--first", type=int, default=0, help="the seed to begin with")
    parser.add_argument("--tell", action="store_true", help="tell every step")
    options = parser.parse_args()
    failed = played = 0
    begun = time.monotonic()
    seeds = iter(options.seeds) if options.seeds else iter(range(options.first, sys.maxsize))
    for seed in seeds:
        if not options.seeds and time.monotonic() - begun >= options.seconds:
            break
        world = World(seed)
        try:
            world.play()
        except Exception as error:
            failed += 1
            print(f"seed {seed}: {type(error).__name__}: {str(error)[:300]}")  # noqa: T201
            print(f"  again: python -m tests.simulation --tell {seed}")  # noqa: T201
            if options.tell:
                print("\n".join(world.told))  # noqa: T201
                raise
        played += 1
    print(f"{played} seeds in {time.monotonic() - begun:.0f} s, {failed} failed")  # noqa: T201
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
