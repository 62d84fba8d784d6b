"""Scanned files: read from where they lie, and looked into by a process of its own (paper notes §10)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from desktop_app.errors import ForeignFileUnreadable, StackChanged, StackTooLarge, StackUnreadable, UnreadableFact
from desktop_app.journal.packed import decode_packed, encode_packed
from desktop_app.papers.apart import Limits, run_apart
from desktop_app.papers.scanning.stack import LARGEST_FILE

Stop = Callable[[], bool]
Answer = TypeVar("Answer")

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ScanFile:
    """A file that was looked through."""

    path: Path
    sha256: str
    pages: int


def read_scan(path: Path) -> bytes:
    """Return a scanned file's bytes; raises StackUnreadable, StackTooLarge."""
    try:
        if not path.is_file():  # a pipe would keep us waiting for ever
            raise StackUnreadable(name=path.name)
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise StackUnreadable(name=path.name) from error
    if len(data) > LARGEST_FILE:
        raise StackTooLarge(name=path.name, what="bytes", size=len(data), limit=LARGEST_FILE)
    return data


def read_again(file: ScanFile) -> bytes:
    """Return the bytes of a file that was looked through before; raises StackChanged when they are others."""
    data = read_scan(file.path)
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise StackChanged(name=file.path.name)
    return data


def ask_apart(task: str, question: Any, answer: type[Answer], size: int, stop: Stop | None) -> Answer:
    """Return what a process of its own answers about a file of *size* bytes; raises what ``apart`` raises."""
    limits = Limits(seconds=240, cpu_seconds=220, memory=768 * _MIB + 3 * size, answer=128 * _MIB)
    try:
        return decode_packed(run_apart(task, encode_packed(question), limits=limits, stop=stop), answer)
    except UnreadableFact as error:
        raise ForeignFileUnreadable from error
