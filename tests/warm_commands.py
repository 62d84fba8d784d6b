"""sekishoctl without its start-up: each command is a process of its own, forked from one that has everything loaded.

What takes a second in every real start (imports) is done once; what a command does, and how it dies, is the same.
"""

from __future__ import annotations

import multiprocessing
import os
import pkgutil
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

import desktop_app
from tests.commands import Outcome, Pc

LATE = ("pyhanko.sign.signers", "reportlab.pdfgen.canvas", "pikepdf", "smbprotocol.open", "spnego")
"""Libraries that are loaded when first needed."""


@dataclass(frozen=True)
class WarmPc(Pc):
    """A PC whose commands start at once."""

    def begin(self, *arguments: object, **environment: str) -> Command:
        """Start a command without waiting for it."""
        return Command(self, arguments, environment)

    def run(self, *arguments: object, **environment: str) -> Outcome:
        """Run a command to its end."""
        return self.begin(*arguments, **environment).outcome()


class Command:
    """A command under way on a PC; its person waits for it, or somebody kills it."""

    def __init__(self, pc: Pc, arguments: tuple[object, ...], environment: Mapping[str, str]) -> None:
        self._said = Path(tempfile.mkdtemp(prefix="said-", dir=pc.folder))
        given = ("--home", str(pc.home), *map(str, arguments))
        whole = {**pc.environment, **environment}
        self._process: ForkServerProcess = _warm().Process(target=_be, args=(given, whole, str(self._said)))
        with _ONE_LOOKS:
            self._process.start()

    def ends_within(self, seconds: float | None) -> bool:
        """Whether it has ended by then; None waits for it."""
        return bool(wait([self._process.sentinel], seconds))

    def kill(self) -> None:
        """As kill -9 does."""
        self._process.kill()

    def outcome(self) -> Outcome:
        """Wait for the end, and return what it said; a killed one's code is negative."""
        self.ends_within(None)
        with _ONE_LOOKS:
            self._process.join()
            code = self._process.exitcode
        assert code is not None
        self._process.close()
        out, err = ((self._said / name).read_text("utf-8") if (self._said / name).exists() else "" for name in _SAID)
        return Outcome(code, out, err)


_SAID = ("out", "err")

_ONE_LOOKS = threading.Lock()
"""Whoever starts a process looks how all others fare; two that look at one at a time lose its exit code."""


def _be(arguments: tuple[str, ...], environment: Mapping[str, str], said: str) -> None:
    """Be the command, in the forked process."""
    for number, name in enumerate(_SAID, start=1):
        file = os.open(Path(said) / name, os.O_WRONLY | os.O_CREAT)
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(environment)
    from desktop_app.cli import main

    sys.exit(main(arguments))


@cache
def _warm() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    ours = [one.name for one in pkgutil.walk_packages(desktop_app.__path__, "desktop_app.")]
    context.set_forkserver_preload([*ours, *LATE, __name__])
    return context
