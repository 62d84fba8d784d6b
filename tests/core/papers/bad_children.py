"""What a parser might do that it must not, for the tests of the process it runs in."""

from __future__ import annotations

import importlib
import json
import os
import pickle
import resource
from io import BytesIO
from pathlib import Path


def spin(_payload: bytes) -> bytes:
    while True:
        pass


def write(path: bytes) -> bytes:
    Path(os.fsdecode(path)).write_bytes(b"in clear")
    return b""


def talk(payload: bytes) -> bytes:
    os.write(1, b"words of the file")
    os.write(2, b"words of the file")
    return payload


def picture(data: bytes) -> bytes:
    """Open a picture whole, as a scanner's reader would."""
    import warnings

    from PIL import Image

    warnings.simplefilter("error")
    with Image.open(BytesIO(data)) as opened:
        opened.load()
        return b"%d %d" % opened.size


def each(payload: bytes) -> bytes:
    """Give several files to a task, each in a fork of this child: the same limits for each, the start paid once.

    *payload*: the task, then each file's bytes, as pickled; the answer lists what became of each as JSON.
    """
    task, files = pickle.loads(payload)
    module, _, function = task.partition(":")
    return json.dumps([_one(getattr(importlib.import_module(module), function), data) for data in files]).encode()


def _one(task, data):
    hear, say = os.pipe()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (5, 6))
        try:
            answer = b"+" + task(data)
        except MemoryError:
            answer = b"!"
        except BaseException as error:  # noqa: BLE001 - whatever a parser does
            answer = b"-" + type(error).__name__.encode()
        os.write(say, answer[:60_000])
        os._exit(0)
    os.close(say)
    with open(hear, "rb") as pipe:  # noqa: PTH123
        said = pipe.read()
    _pid, status, used = os.wait4(child, 0)
    return [os.waitstatus_to_exitcode(status), said.decode(), used.ru_utime + used.ru_stime, used.ru_maxrss * 1024]
