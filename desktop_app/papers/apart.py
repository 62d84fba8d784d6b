"""Foreign files are parsed in a process of its own, so that none can take the window down.

PDFs and pictures from elsewhere go through parsers written in C. Here such a parser runs in a fresh child process
with few rights and tight limits (`confined`), gets the bytes on its standard input and answers bytes. Whatever
becomes of the child, the caller sees an answer or one of three errors; never a parser's own exception.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import IO

from desktop_app.errors import ForeignFileTooHeavy, ForeignFileUnreadable, ParsingNotStarted, ReadingStopped
from desktop_app.papers import confined

TASKS = frozenset(
    {
        "desktop_app.papers.signing.foreign:judge",  # a paper from elsewhere: who signed it, and does it hold
        "desktop_app.papers.scanning.stack:read_stack",  # scanned pages: which code does each carry
        "desktop_app.papers.scanning.stack:cut_pages",  # the rows answers are entered from
        "desktop_app.papers.scanning.stack:copy_pages",  # the pages that are kept
        "desktop_app.papers.scanning.requests:read_codes",  # a photographed request to join
    }
)
"""Every function that may run apart, as ``module:function``: bytes in, bytes out, at the top of its module."""

_MIB = 1024 * 1024
_LOOK_AGAIN_S, _ENDS_WITHIN_S = 0.02, 1.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What a child may use: wall and CPU time in whole seconds, memory it adds and length of its answer in bytes."""

    seconds: int = 20
    cpu_seconds: int = 15
    memory: int = 768 * _MIB
    answer: int = 16 * _MIB


def run_apart(task: str, payload: bytes, *, limits: Limits, stop: Callable[[], bool] | None = None) -> bytes:
    """Return what *task*, one of TASKS, answers to *payload* in a child process of its own.

    *stop* is asked often; once it says True the child is ended. Raises ForeignFileUnreadable when the child dies,
    refuses the bytes or answers nonsense, ForeignFileTooHeavy when it meets a limit, ReadingStopped, and
    ParsingNotStarted when the system starts no process.
    """
    assert task in TASKS, task
    arguments = (task, str(limits.cpu_seconds), str(limits.memory), str(limits.seconds))
    return talk(_command(arguments), payload, limits, stop)


def talk(command: Sequence[str], payload: bytes, limits: Limits, stop: Callable[[], bool] | None) -> bytes:
    """Start *command*, hand it *payload* and return its answer; for the errors see `run_apart`."""
    with tempfile.TemporaryDirectory(prefix="sekisho-", ignore_cleanup_errors=True) as empty:
        try:
            child = subprocess.Popen(  # noqa: S603 - our own program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # parsers complain in the words of the file
                cwd=empty,
                env=_bare_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise ParsingNotStarted(problem=type(error).__name__) from error
        with child:
            try:
                said = _heard(child, payload, limits, stop)
            finally:
                child.kill()
    return _judged(said, child.wait(), limits)


def _heard(child: subprocess.Popen[bytes], payload: bytes, limits: Limits, stop: Callable[[], bool] | None) -> bytes:
    """Return all the child says, until it ends; two threads, because pipes block and Windows has no other way."""
    assert child.stdin is not None
    assert child.stdout is not None
    said: list[bytes] = []
    listener = Thread(target=_listen, args=(child.stdout, limits.answer + 2, said), daemon=True)
    Thread(target=_tell, args=(child.stdin, payload), daemon=True).start()
    listener.start()
    end = monotonic() + limits.seconds
    while listener.is_alive():
        listener.join(_LOOK_AGAIN_S)
        if stop is not None and stop():
            raise ReadingStopped
        if monotonic() > end:
            raise ForeignFileTooHeavy(what="time")
    if len(said[0]) <= limits.answer + 1:  # it says no more, so it is about to end
        with suppress(subprocess.TimeoutExpired):
            child.wait(_ENDS_WITHIN_S)
    return said[0]


def _tell(pipe: IO[bytes], payload: bytes) -> None:
    with suppress(OSError), pipe:  # a child that is gone listens no more
        pipe.write(payload)


def _listen(pipe: IO[bytes], at_most: int, said: list[bytes]) -> None:
    said.append(pipe.read(at_most))


def _judged(said: bytes, code: int, limits: Limits) -> bytes:
    if len(said) > limits.answer + 1:
        raise ForeignFileTooHeavy(what="answer")
    if code in confined.OUT_OF_TIME:
        raise ForeignFileTooHeavy(what="time")
    if said == confined.OUT_OF_MEMORY:
        raise ForeignFileTooHeavy(what="memory")
    if code != 0 or not said.startswith(confined.ANSWERED):
        raise ForeignFileUnreadable
    return said[len(confined.ANSWERED) :]


def _command(arguments: Sequence[str]) -> list[str]:
    """Return how this very program is started again as a child; frozen, its own file takes the hidden argument."""
    if getattr(sys, "frozen", False):
        return [sys.executable, confined.FLAG, *arguments]
    # Neither site-packages' start-up files nor the environment have a say in what the child loads.
    root = str(Path(__file__).parents[2])
    places = os.pathsep.join([root, *(place for place in sys.path if Path(place).is_absolute() and place != root)])
    return [sys.executable, "-I", "-S", "-X", "utf8", confined.__file__, places, *arguments]


def _bare_environment() -> Mapping[str, str]:
    """No passphrase and no name travels along; Windows starts no program without its SystemRoot."""
    return {name: os.environ[name] for name in ("SystemRoot",) if name in os.environ}
