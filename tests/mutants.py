"""Makes the breaks of the share protocol (protocol_breaks, trust_breaks), one at a time: ``python -m tests.mutants``.

``--first N --last M`` makes only some of them, by their place in the table (from 1).

A break is made in a copy of the sources, never here. One that no test sees is a hole in the tests.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.protocol_breaks import BREAKS, Mutant
from tests.trust_breaks import TRUST_BREAKS

ROOT = Path(__file__).parents[1]

MUTANTS = (*BREAKS, *TRUST_BREAKS)


def survives(mutant: Mutant) -> bool:
    """Whether the test that must see the break passes all the same; AssertionError when the sound text is not there."""
    with tempfile.TemporaryDirectory() as room:
        copy = Path(room)
        for name in ("desktop_app", "tests"):
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("ui", "resources", "pyproject.toml"):
            (copy / name).symlink_to(ROOT / name)
        target = copy / mutant.file
        text = target.read_text(encoding="utf-8")
        assert text.count(mutant.sound) == 1, (
            f"{mutant.rule}: the text to break stands {text.count(mutant.sound)} times"
        )
        target.write_text(text.replace(mutant.sound, mutant.broken), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", f"tests/{mutant.test}"]
        done = subprocess.run(
            command, cwd=copy, capture_output=True, check=False, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        )
        assert done.returncode in {0, 1}, done.stdout.decode()[-2000:]
        return done.returncode == 0


def main() -> int:
    """Break one rule after the other; exit code 1 when a break was not seen."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--last", type=int, default=len(MUTANTS))
    asked = parser.parse_args()
    some = MUTANTS[asked.first - 1 : asked.last]
    unseen = 0
    for number, mutant in enumerate(some, start=asked.first):
        survived = survives(mutant)
        unseen += survived
        print(f"{number:2} {'NOT SEEN' if survived else 'seen':8}  {mutant.rule}  ({mutant.test})", flush=True)  # noqa: T201
    print(f"{len(some)} of {len(MUTANTS)} breaks made, {unseen} not seen")  # noqa: T201
    return 1 if unseen else 0


if __name__ == "__main__":
    sys.exit(main())
