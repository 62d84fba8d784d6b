"""A programme file's text as plain values that remember their lines.

libyaml does the reading; we fold its events ourselves because a loader would follow aliases and tags, drop
duplicate keys, guess types ("no" is a word here, "1.0" a version) and recurse as deep as a file tells it to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Never

import yaml

from desktop_app.errors import ProgrammeUnreadable
from desktop_app.exchange.programme_faults import ProgrammeFault

Path = tuple[str | int, ...]

MAX_BYTES = 600_000
MAX_DEPTH = 10
MAX_VALUES = 20_000
_SHOWN = 40

# Everything a reader cannot see or that turns text around: controls, format characters, fillers, private use and
# noncharacters. Variation selectors stay: names of people and places need them.
_UNSEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff\U000e01f0-\U0010ffff"
)
_UNSEEN_IN_FILE = re.compile(f"[{_UNSEEN}]")
_UNSEEN_IN_TEXT = re.compile(f"[{_UNSEEN}\t\n\r]")
_WIDE_INDENT = re.compile(r"^[ \t]*\u3000", re.MULTILINE)


@dataclass(slots=True)
class Tree:
    """Nested dicts, lists and strings, and the line (from 1) on which each of them begins."""

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)

    def at(self, path: Path) -> Any:
        """Return the value at *path*."""
        value = self.value
        for step in path:
            value = value[step]
        return value

    def line_of(self, path: Path) -> int:
        """Return the line of *path*, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def place_of(self, path: Path) -> str:
        """Return *path* as its author would name it: list entries by id or code, e.g. ``items/D-03/help/ja``."""
        names, here = [], self.value
        for step in path:
            here = here[step]
            names.append(step if isinstance(step, str) else _name_of_entry(here, step))
        return shown("/".join(names), _SHOWN * 2)


def _name_of_entry(entry: object, index: int) -> str:
    name = entry.get("id", entry.get("code")) if isinstance(entry, dict) else None
    return name if name and isinstance(name, str) else f"{index + 1}"


def shown(value: object, limit: int = _SHOWN) -> str:
    """Return *value* short enough for a sentence; it has passed the check for unseen characters."""
    text = value if isinstance(value, str) else "…"
    return text if len(text) <= limit else text[: limit - 1] + "…"


def refuse(reason: ProgrammeFault, line: int | None, **facts: object) -> Never:
    """Raise ProgrammeUnreadable for *reason*."""
    raise ProgrammeUnreadable(reason=reason, line=line, **facts)


def decoded(data: bytes) -> str:
    """Return *data* as text, line feeds only and no byte order mark, so that it hashes alike on every PC."""
    if len(data) > MAX_BYTES:
        refuse(ProgrammeFault.TOO_LARGE, None, limit=MAX_BYTES // 1000)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        refuse(ProgrammeFault.NOT_UTF8, data.count(b"\n", 0, problem.start) + 1)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def tree_of(text: str) -> Tree:
    """Return the values of *text* (see ``decoded``). Raises ProgrammeUnreadable with the line."""
    _check_characters(text)
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as problem:
        refuse(ProgrammeFault.NOT_YAML, _line_of(problem))
    except yaml.YAMLError:
        refuse(ProgrammeFault.NOT_YAML, None)
    if builder.tree.value in (None, ""):
        refuse(ProgrammeFault.EMPTY, None)
    return builder.tree


def _line_of(problem: yaml.MarkedYAMLError) -> int | None:
    """Return the line to look at: where a quotation or bracket opens rather than where its missing end was noticed."""
    opened = str(problem.context).startswith(("while scanning", "while parsing a flow"))
    mark = problem.context_mark if opened and problem.context_mark else problem.problem_mark
    return mark.line + 1 if mark else None


def _check_characters(text: str) -> None:
    if found := _UNSEEN_IN_FILE.search(text):
        refuse(ProgrammeFault.CHARACTER, text.count("\n", 0, found.start()) + 1, value=_code_point(found[0]))
    if found := _WIDE_INDENT.search(text):
        refuse(ProgrammeFault.WIDE_INDENT, text.count("\n", 0, found.start()) + 1)


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


@dataclass(slots=True)
class _Open:
    """A list or group of fields that has begun and not ended."""

    into: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None


class _Builder:
    """Folds libyaml's events into a Tree, without recursion."""

    def __init__(self) -> None:
        self.tree = Tree()
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        """Take the next event."""
        line = event.start_mark.line + 1
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    refuse(ProgrammeFault.SEVERAL_DOCUMENTS, line)
                if event.tags:
                    refuse(ProgrammeFault.TAG, line)
            case yaml.AliasEvent():
                refuse(ProgrammeFault.ALIAS, line)
            case yaml.NodeEvent():
                self._node(event, line)
            case yaml.CollectionEndEvent():
                self._open.pop()
            case _:
                pass  # stream and document ends

    def _node(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            refuse(ProgrammeFault.ALIAS, line)
        if event.tag is not None:
            refuse(ProgrammeFault.TAG, line)
        here = self._open[-1] if self._open else None
        if here is not None and isinstance(here.into, dict) and here.key is None:
            here.key = self._key(event, here, line)
            return
        path = self._place(here, line)
        if isinstance(event, yaml.ScalarEvent):
            self._put(here, _text(event, line))
            return
        if len(self._open) >= MAX_DEPTH:
            refuse(ProgrammeFault.TOO_DEEP, line, limit=MAX_DEPTH)
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._put(here, value)
        self._open.append(_Open(value, path))

    def _key(self, event: Any, here: _Open, line: int) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            refuse(ProgrammeFault.KEY_NOT_TEXT, line)
        key = _text(event, line)
        if key == "<<":
            refuse(ProgrammeFault.MERGE_KEY, line)
        if key in here.into:
            refuse(ProgrammeFault.TWICE, line, value=shown(key), first_line=self.tree.lines[(*here.path, key)])
        self.tree.lines[(*here.path, key)] = line
        return key

    def _place(self, here: _Open | None, line: int) -> Path:
        """Return the path of the value that begins here, and note its line (a field's is that of its name)."""
        if here is None:
            path: Path = ()
        elif isinstance(here.into, list):
            path = (*here.path, len(here.into))
        else:
            assert here.key is not None
            path = (*here.path, here.key)
        self.tree.lines.setdefault(path, line)
        if len(self.tree.lines) > MAX_VALUES:
            refuse(ProgrammeFault.TOO_MANY_VALUES, line, limit=MAX_VALUES)
        return path

    def _put(self, here: _Open | None, value: Any) -> None:
        if here is None:
            self.tree.value = value
        elif isinstance(here.into, list):
            here.into.append(value)
        else:
            assert here.key is not None
            here.into[here.key] = value
            here.key = None


def _text(event: Any, line: int) -> str:
    value: str = event.value
    if event.style in ("|", ">"):
        value = value.rstrip("\n")  # the line end that closes a block is no part of its text
    elif event.end_mark.line + 1 != line:
        refuse(ProgrammeFault.SEVERAL_LINES, line)  # YAML would join the lines with blanks, wrong in Japanese
    if "\n" in value:
        refuse(ProgrammeFault.SEVERAL_LINES, line)
    if found := _UNSEEN_IN_TEXT.search(value):
        refuse(ProgrammeFault.CHARACTER, line, value=_code_point(found[0]))
    return value if value.strip() else ""


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every value below *value* with its path (depth is bounded by MAX_DEPTH)."""
    yield path, value
    if isinstance(value, dict):
        for key, below in value.items():
            yield from walk(below, (*path, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            yield from walk(below, (*path, index))
