"""A child process that parses foreign files: what it answers, and all the ways it may end badly."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
import zlib
from importlib import import_module
from pathlib import Path

import pytest

from desktop_app.errors import ForeignFileTooHeavy, ForeignFileUnreadable, ParsingNotStarted, ReadingStopped
from desktop_app.papers import apart, confined, confined_windows
from desktop_app.papers.apart import Limits, run_apart, talk

MIB = 1024 * 1024
TIGHT = Limits(seconds=5, cpu_seconds=1, memory=64 * MIB, answer=1000)
ZEROS = zlib.compress(bytes(200 * MIB))


def asked(function, payload=b"", limits=TIGHT, stop=None):
    """What any function of the installation answers in a real child; the product itself allows its TASKS only."""
    arguments = (function, str(limits.cpu_seconds), str(limits.memory), str(limits.seconds))
    return talk(apart._command(arguments), payload, limits, stop)


def spoken(code, limits=TIGHT, stop=None):
    """What a child of ours would be taken to say that runs *code* instead."""
    return talk([sys.executable, "-I", "-S", "-c", code], b"", limits, stop)


@pytest.mark.parametrize("payload", [b"", b"hello", bytes(range(256)) * 10_000], ids=len)
def test_bytes_go_in_and_come_back_as_they_are(payload):
    assert asked("builtins:bytes", payload, Limits()) == payload


def test_only_listed_functions_run():
    with pytest.raises(AssertionError):
        run_apart("os:system", b"true", limits=TIGHT)


@pytest.mark.parametrize("task", sorted(apart.TASKS))
def test_every_task_is_there_and_refuses_nonsense(task):
    module, _, function = task.partition(":")
    assert callable(getattr(import_module(module), function))
    with pytest.raises(ForeignFileUnreadable):
        run_apart(task, b"nonsense", limits=Limits())


@pytest.mark.parametrize(
    "function", ["zlib:decompress", "faulthandler:_sigabrt", "no_such_module:at_all", "sys:exit", "os:abort"]
)
def test_a_child_that_fails_or_dies_says_only_that_the_file_is_unreadable(function):
    with pytest.raises(ForeignFileUnreadable):
        asked(function, b"not compressed")


@pytest.mark.parametrize(
    "code",
    ["", "import os; os.kill(os.getpid(), 11)", "print('garbage')", "import sys; print('+all well'); sys.exit(1)"],
)
def test_a_child_that_answers_nonsense_is_not_believed(code):
    with pytest.raises(ForeignFileUnreadable):
        spoken(code)


def test_a_bomb_meets_the_limit_of_memory():
    with pytest.raises(ForeignFileTooHeavy) as refused:
        asked("zlib:decompress", ZEROS)
    assert refused.value.what == "memory"


@pytest.mark.parametrize("code", ["while True: print('+' * 10_000)", "print('+' + 'x' * 1_000)"])
def test_an_answer_longer_than_allowed_is_not_taken(code):
    with pytest.raises(ForeignFileTooHeavy) as refused:
        spoken(code)
    assert refused.value.what == "answer"


@pytest.mark.parametrize("clock", ["wall", "CPU"])
def test_a_child_that_does_not_end_is_ended(clock):
    limits = Limits(seconds=1) if clock == "wall" else Limits(seconds=30, cpu_seconds=1)
    with pytest.raises(ForeignFileTooHeavy) as refused:
        asked("tests.core.papers.bad_children:spin", limits=limits)
    assert refused.value.what == "time"


def test_a_person_can_stop_it():
    asked_so_far = []

    def stop():
        asked_so_far.append(None)
        return len(asked_so_far) > 3

    with pytest.raises(ReadingStopped):
        spoken("while True: pass", stop=stop)


def test_a_child_that_cannot_be_started_is_something_unavailable():
    with pytest.raises(ParsingNotStarted):
        talk([str(Path(tempfile.gettempdir()) / "no-such-program")], b"", TIGHT, None)


def test_nothing_of_ours_travels_along(monkeypatch):
    monkeypatch.setenv("SEKISHO_PASSPHRASE", "himitsu-no-aikotoba")
    said = spoken("import os; print('+', dict(os.environ), os.listdir())", Limits()).decode()

    assert "himitsu" not in said
    assert "SEKISHO" not in said
    assert "HOME" not in said
    assert said.endswith("[]\n")


def test_what_a_parser_prints_is_no_part_of_the_answer():
    assert asked("tests.core.papers.bad_children:talk", b"the answer") == b"the answer"


def test_a_child_cannot_write_files(tmp_path):
    target = tmp_path / "written"
    with pytest.raises(ForeignFileUnreadable):
        asked("tests.core.papers.bad_children:write", os.fsencode(target))
    assert not target.exists() or target.stat().st_size == 0


def test_no_child_and_no_folder_is_left_behind():
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    before = children.read_text(encoding="ascii")  # other tests' servers
    folder = spoken("import os; print('+' + os.getcwd(), end='')").decode()
    with pytest.raises(ForeignFileTooHeavy):
        spoken("while True: pass", Limits(seconds=0))
    assert not Path(folder).exists()
    assert children.read_text(encoding="ascii") == before


def test_a_frozen_program_starts_itself_with_the_hidden_argument():
    for program in ("ui.main", "desktop_app.cli"):
        code = f"import sys; from {program} import main; main(sys.argv[1:])"
        done = subprocess.run(
            [sys.executable, "-c", code, confined.FLAG, "builtins:bytes", "5", str(256 * MIB), "5"],
            input=b"through the program itself",
            capture_output=True,
            check=True,
        )
        assert done.stdout == b"+through the program itself"


def test_the_windows_structures_have_the_size_windows_expects():
    """All that can be said of them here: 64 and 144 bytes on 64 bits, as in Microsoft's headers."""
    assert (ctypes.sizeof(confined_windows._Basic), ctypes.sizeof(confined_windows._Extended)) == (64, 144)
