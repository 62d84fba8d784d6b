"""Noting a bug where whoever looks after the PC finds it: where it happened, never what the record says."""

from __future__ import annotations

import argparse
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.cli.places import home_of

LOG = "sekishoctl.log"
_LARGEST = 1_000_000


def note_crash(options: argparse.Namespace, error: BaseException) -> None:
    """Append the places in the program to a log in the home, without messages or values: they may hold names."""
    with suppress(OSError):
        folder = home_of(options).folder
        if not folder.is_dir():
            return
        path = folder / LOG
        if path.exists() and path.stat().st_size > _LARGEST:
            path.unlink()
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {options.run}\n{places(error)}\n")


def places(error: BaseException) -> str:
    """Return the kinds of the errors and the lines they passed through."""
    lines: list[str] = []
    current: BaseException | None = error
    while current is not None:
        frames = traceback.extract_tb(current.__traceback__)
        lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        lines.append(type(current).__name__)
        current = current.__cause__ or current.__context__
    return "\n".join(lines)
