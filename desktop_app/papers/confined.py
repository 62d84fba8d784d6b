"""The child's side of `apart`: give up what it does not need, then read the foreign bytes and answer.

Started as a script of its own, or by a frozen program with FLAG as its first argument. It imports nothing but what
its task needs: every module more would be paid for at each file.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

FLAG = "--apart"
"""The hidden first argument with which the frozen program becomes such a child."""

ANSWERED, OUT_OF_MEMORY = b"+", b"!"
"""How an answer begins, and all that is said when memory ran out."""

OUT_OF_TIME = frozenset({-24, -14, 1816})
"""Exit codes of a child ended by its clocks: SIGXCPU, SIGALRM, and Windows' ERROR_NOT_ENOUGH_QUOTA."""


def main(arguments: Sequence[str]) -> NoReturn:
    """Run one task and end the process: *arguments* are its name, CPU seconds, bytes of memory and wall seconds."""
    name, cpu_seconds, memory, seconds = arguments
    hear, say = _own_pipes()
    module, _, function = name.partition(":")
    task: Callable[[bytes], bytes] = getattr(importlib.import_module(module), function)
    _confine(int(cpu_seconds), int(memory), int(seconds))
    try:
        with open(hear, "rb") as file:  # noqa: PTH123 - a pipe's number
            payload = file.read()
        answer = ANSWERED + task(payload)
    except MemoryError:
        answer = OUT_OF_MEMORY
    except BaseException:  # noqa: BLE001 - a parser may fail in any way; what it says might quote the file
        answer = b""
    with open(say, "wb") as file:  # noqa: PTH123
        file.write(answer)
    # Parsers that were tripped up need not get a chance to trip again while being torn down.
    os._exit(0)


def _own_pipes() -> tuple[int, int]:
    """Keep both pipes for ourselves: what a parser prints must not become part of the answer."""
    hear, say, nowhere = os.dup(0), os.dup(1), os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(hear, os.O_BINARY)
        msvcrt.setmode(say, os.O_BINARY)
    return hear, say


def _confine(cpu_seconds: int, memory: int, seconds: int) -> None:
    if sys.platform == "win32":
        from desktop_app.papers.confined_windows import confine

        confine(cpu_seconds, memory)
        return
    import resource
    import signal

    for what, limit in (
        (resource.RLIMIT_CORE, 0),  # a crash leaves no picture of somebody's paper
        (resource.RLIMIT_FSIZE, 0),  # nor does a parser write a file
        (resource.RLIMIT_AS, _held() + memory),
    ):
        resource.setrlimit(what, (limit, limit))
    # At the first limit the child is told, so that we know why it ended; at the second it is just ended.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    # Ends a child whose parent was killed and can no longer do it.
    signal.alarm(seconds + 1)


def _held() -> int:
    """Return the address space in use, where the system tells; programs and fonts are mapped before the file comes."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - pathlib costs 5 ms here
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 256 * 1024 * 1024


if __name__ == "__main__":
    sys.path[:0] = sys.argv[1].split(os.pathsep)
    main(sys.argv[2:])
