"""sekishoctl: the same use cases as the windows, without windows (product notes, Commands).

Exit codes: 0 done, 1 refused by a rule, 2 bad usage or bad input, 3 the record or a paper does not hold. What a
command says goes to standard output, as lines or with ``--json`` as one object; prompts go to the terminal.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, TextIO

from desktop_app.cli.said import Said, plain
from desktop_app.errors import SekishoError
from desktop_app.papers import confined
from desktop_app.text import DEFAULT_LANGUAGE, LANGUAGES, use_language

CRASHED = 70
"""Exit code when the program itself is at fault (sysexits' EX_SOFTWARE)."""

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == [confined.FLAG]:
        confined.main(given[1:])
    _speak_utf8()
    _choose_language()
    as_json = "--json" in given
    try:
        return _run(given, as_json=as_json)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; closing it again at exit must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(given: list[str], *, as_json: bool) -> int:
    from desktop_app.cli.parser import build_parser

    options = build_parser(as_json=as_json).parse_args(given)
    try:
        module, _, function = options.run.partition(":")
        said: Said = getattr(import_module(f"desktop_app.cli.{module}"), function)(options)
    except SekishoError as error:
        from desktop_app.sentences import sentence

        return _complain(type(error).__name__, sentence(error), error.exit_code, as_json=as_json)
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001 - a bug: nobody at a terminal is helped by a stack trace
        from desktop_app.cli.crash import note_crash
        from desktop_app.sentences import crash_sentence

        note_crash(options, error)
        return _complain("Crash", crash_sentence(), CRASHED, as_json=as_json)
    lines = (_as_json(said.data),) if as_json else said.lines
    _write(sys.stdout, *lines)
    return said.exit_code


def _complain(code: str, words: str, exit_code: int, *, as_json: bool) -> int:
    if as_json:
        _write(sys.stdout, _as_json({"error": code, "message": words}))
    else:
        _write(sys.stderr, words)
    return exit_code


def _as_json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, default=plain)


def _write(stream: TextIO, *lines: str) -> None:
    stream.writelines(f"{line}\n" for line in lines)
    stream.flush()


def _speak_utf8() -> None:
    """Whatever the system's code page is: names must come out as they are."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _choose_language() -> None:
    wanted = os.environ.get("SEKISHO_LANG", DEFAULT_LANGUAGE)
    try:
        use_language(wanted if wanted in LANGUAGES else DEFAULT_LANGUAGE)
    except FileNotFoundError:  # a checkout whose catalogue has not been compiled yet
        use_language("en")
