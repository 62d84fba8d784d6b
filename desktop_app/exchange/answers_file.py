"""answers.json and strokes.json: a transferee's answers and handwriting as files (product notes, Commands).

Read strictly: an unknown key, a value of another kind, a number that is none or a key that stands twice refuses
the whole file and names the place. Paths of evidence are taken from where the file lies.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from desktop_app.domain.answers import AnswerInput
from desktop_app.domain.entered import LARGEST_COUNT, LONGEST_NOTE
from desktop_app.domain.facts import Answer
from desktop_app.domain.names import clean_text
from desktop_app.errors import BadAnswers, BadInput, BadStrokes

Sample = tuple[float, float, float, float]
Strokes = tuple[tuple[Sample, ...], ...]

LARGEST_ANSWERS = 1024 * 1024
LARGEST_STROKES = 8 * 1024 * 1024
"""Bytes; beyond what the longest form or signature can need."""

_ANSWER_KEYS = frozenset({"answer", "done_on", "count", "note", "evidence", "reason_code", "due_on", "reference"})
_STROKE_KEYS = frozenset({"unit", "strokes"})
_LARGEST_MM = 1000.0
_LARGEST_MS = 24 * 3600 * 1000.0
_SAMPLE_NUMBERS = 4
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """One item's answer as the file gives it; its evidence is still to be kept."""

    entry: AnswerInput
    evidence: tuple[Path, ...] = ()


class _TwiceError(ValueError):
    """A key stands twice in one object."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Refuses with the error of the file it reads."""

    error: type[BadInput]

    def refuse(self, problem: str, where: str) -> NoReturn:
        raise self.error(where=where, problem=problem)

    def tree(self, path: Path, limit: int) -> dict[str, Any]:
        """Return the object in a file."""
        try:
            with path.open("rb") as file:
                data = file.read(limit + 1)
        except FileNotFoundError:
            self.refuse("missing", path.name)
        except OSError:
            self.refuse("unreadable", path.name)
        if len(data) > limit:
            self.refuse("too_large", path.name)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.refuse("encoding", path.name)
        try:
            tree = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
        except _TwiceError as twice:
            self.refuse("twice", str(twice))
        except (ValueError, RecursionError):
            self.refuse("not_json", path.name)
        if not isinstance(tree, dict):
            self.refuse("type", path.name)
        return tree

    def keys(self, tree: Mapping[str, Any], known: frozenset[str], where: str) -> None:
        for key in tree:
            if key not in known:
                self.refuse("unknown", f"{where}{_shown(key)}")

    def text(self, value: Any, where: str) -> str:
        if not isinstance(value, str) or not _is_encodable(value):
            self.refuse("type", where)
        if len(value) > LONGEST_NOTE:
            self.refuse("long", where)
        return clean_text(value).text

    def date(self, value: Any, where: str) -> date | None:
        if value is None:
            return None
        if not isinstance(value, str) or not _ISO_DATE.fullmatch(value):
            self.refuse("date", where)
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.refuse("date", where)

    def number(self, value: Any, low: float, high: float, where: str) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse("type", where)
        if not math.isfinite(value) or not low <= value <= high:
            self.refuse("number", where)
        return float(value)


def read_answers(path: Path) -> dict[str, FileAnswer]:
    """Return the answers of a file by item id, in the order of the file; raises BadAnswers (where, problem)."""
    reader = _Reader(BadAnswers)
    tree = reader.tree(path, LARGEST_ANSWERS)
    if not tree:
        reader.refuse("empty", path.name)
    return {item_id: _answer(reader, item_id, value, path.parent) for item_id, value in tree.items()}


def read_strokes(path: Path) -> Strokes:
    """Return the handwriting of a file, in mm; raises BadStrokes (where, problem), also when there is none."""
    reader = _Reader(BadStrokes)
    tree = reader.tree(path, LARGEST_STROKES)
    reader.keys(tree, _STROKE_KEYS, "")
    for key in ("unit", "strokes"):
        if key not in tree:
            reader.refuse("required", key)
    if tree["unit"] != "mm":
        reader.refuse("unknown", "unit")
    strokes = tree["strokes"]
    if not isinstance(strokes, list):
        reader.refuse("type", "strokes")
    if not strokes:
        raise BadStrokes(where="strokes")
    return tuple(_stroke(reader, stroke, f"strokes[{index}]") for index, stroke in enumerate(strokes))


def _answer(reader: _Reader, item_id: str, value: Any, folder: Path) -> FileAnswer:
    where = f"{_shown(item_id)}."
    if not isinstance(value, dict):
        reader.refuse("type", where.removesuffix("."))
    reader.keys(value, _ANSWER_KEYS, where)
    if "answer" not in value:
        reader.refuse("required", f"{where}answer")
    try:
        answer = Answer(value["answer"])
    except ValueError:
        reader.refuse("unknown", f"{where}answer")
    entry = AnswerInput(
        answer=answer,
        done_on=reader.date(value.get("done_on"), f"{where}done_on"),
        count=_count(reader, value.get("count"), f"{where}count"),
        reason_code=reader.text(value.get("reason_code", ""), f"{where}reason_code"),
        note=reader.text(value.get("note", ""), f"{where}note"),
        due_on=reader.date(value.get("due_on"), f"{where}due_on"),
        reference=reader.text(value.get("reference", ""), f"{where}reference"),
    )
    return FileAnswer(entry, _evidence(reader, value.get("evidence", []), f"{where}evidence", folder))


def _count(reader: _Reader, value: Any, where: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        reader.refuse("type", where)
    if not 0 <= value <= LARGEST_COUNT:
        reader.refuse("number", where)
    return int(value)


def _evidence(reader: _Reader, value: Any, where: str, folder: Path) -> tuple[Path, ...]:
    if not isinstance(value, list):
        reader.refuse("type", where)
    for index, name in enumerate(value):
        if not isinstance(name, str) or not _is_encodable(name) or "\0" in name:
            reader.refuse("type", f"{where}[{index}]")
        if not name.strip():
            reader.refuse("empty", f"{where}[{index}]")
    return tuple(folder / name for name in value)


def _stroke(reader: _Reader, stroke: Any, where: str) -> tuple[Sample, ...]:
    if not isinstance(stroke, list):
        reader.refuse("type", where)
    if not stroke:
        reader.refuse("empty", where)
    return tuple(_sample(reader, sample, f"{where}[{index}]") for index, sample in enumerate(stroke))


def _sample(reader: _Reader, sample: Any, where: str) -> Sample:
    if not isinstance(sample, list) or len(sample) != _SAMPLE_NUMBERS:
        reader.refuse("type", where)
    x, y, pressure, ms = sample
    return (
        reader.number(x, -_LARGEST_MM, _LARGEST_MM, where),
        reader.number(y, -_LARGEST_MM, _LARGEST_MM, where),
        reader.number(pressure, 0.0, 1.0, where),
        reader.number(ms, 0.0, _LARGEST_MS, where),
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree = dict(pairs)
    if len(tree) < len(pairs):
        keys = [key for key, _value in pairs]
        raise _TwiceError(_shown(next(key for key in keys if keys.count(key) > 1)))
    return tree


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are no JSON


def _is_encodable(text: str) -> bool:
    """Lone surrogates can be written in JSON but nowhere else."""
    return not any("\ud800" <= char <= "\udfff" for char in text)


def _shown(key: str) -> str:
    """Return a key of the file as a sentence can show it."""
    cleaned = clean_text(key).text
    return cleaned[:40] if cleaned else "?"
