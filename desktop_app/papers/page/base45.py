"""Base45 (RFC 9285): bytes in the letters that a QR code packs most densely.

Written here because the one library for it has not been kept since 2022.
"""

from __future__ import annotations

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}


def encode(data: bytes) -> str:
    """Return *data* as text: two bytes become three letters, a last single one two."""
    letters = []
    for at in range(0, len(data), 2):
        pair = data[at : at + 2]
        number = int.from_bytes(pair)
        for _ in range(len(pair) + 1):
            number, value = divmod(number, 45)
            letters.append(_LETTERS[value])
    return "".join(letters)


def decode(text: str) -> bytes:
    """Return what encode wrote. Raises ValueError for anything else."""
    data = bytearray()
    for at in range(0, len(text), 3):
        group = text[at : at + 3]
        try:
            number = sum(_VALUES[letter] * 45**place for place, letter in enumerate(group))
        except KeyError:
            raise ValueError("no letter of base45") from None
        size = len(group) - 1
        if size == 0 or number >= 256**size:
            raise ValueError("no group of base45")
        data += number.to_bytes(size)
    return bytes(data)
