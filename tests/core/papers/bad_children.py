"""What a parser might do that it must not, for the tests of the process it runs in."""

import os
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
