"""Our dataclasses as MessagePack, bytes included: what two of our own processes tell each other.

Apart from ``codec``, which knows every fact: a process that reads one foreign file should start at once.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from desktop_app.errors import UnreadableFact

Value = TypeVar("Value")


def encode_packed(value: Any) -> bytes:
    """Return any of our dataclasses as bytes."""
    return msgspec.msgpack.encode(value)


def decode_packed(data: bytes, kind: type[Value]) -> Value:
    """Read back what encode_packed wrote of a *kind* of dataclass; raises UnreadableFact."""
    try:
        return msgspec.msgpack.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableFact(where=type(error).__name__) from error
