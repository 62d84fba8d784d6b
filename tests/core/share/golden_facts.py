"""Freezes every fact that no frozen share holds yet: ``python -m tests.core.share.golden_facts``.

Run by whoever adds a fact, once its form is final: it lays a new share beside the others, which are never made again.
Each fact is filled in from its own declaration, so that nobody has to invent one; that no fact is left out is what
test_golden_facts sees.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from functools import partial
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from desktop_app.app import App
from desktop_app.domain.facts import ProgrammeAdopted, StoredFile
from desktop_app.domain.programme import Programme
from desktop_app.journal import codec
from desktop_app.journal.earlier_forms import EARLIER
from desktop_app.journal.entry import make_entry, read_entry
from desktop_app.journal.segment import entries_from_bytes, parse_segment
from desktop_app.keys.seal import new_age_identity, open_sealed
from desktop_app.usecases.sharing import sync
from tests.core.share.golden_share import tell
from tests.homes import found, hokkaido, register
from tests.shares import answer_with_evidence

GOLDEN = Path(__file__).parent / "golden"

_PLAIN: dict[Any, Any] = {
    str: "\u845b\U000e0100\u897f\u3000\U00020bb7",
    bool: True,
    int: 1,
    float: 1.5,
    bytes: b"\x00\xff",
    date: date(2026, 9, 24),
    datetime: datetime(2026, 9, 24, 5, 2, tzinfo=UTC),
}


def released() -> frozenset[str]:
    """Return the tags of all forms this version reads."""
    return frozenset({*codec._READERS, *EARLIER})


def frozen() -> Mapping[str, list[bytes]]:
    """Return the facts in all frozen shares, as they were written, by tag."""
    facts: dict[str, list[bytes]] = defaultdict(list)
    for golden in sorted(GOLDEN.iterdir()):
        told = json.loads((golden / "told.json").read_text(encoding="utf-8"))
        identities = [json.loads(secret)["workplace"] for secret in told["secrets"].values()]
        for path in sorted(golden.rglob("*.seg")):
            for signed in entries_from_bytes(open_sealed(parse_segment(path.read_bytes()).ciphertext, identities)):
                for raw in read_entry(signed.body).facts:
                    facts[json.loads(bytes(raw))["type"]].append(bytes(raw))
    return facts


def freeze(tags: frozenset[str]) -> Path:
    """Lay down a share in which somebody recorded a fact of each of *tags*; returns its folder."""
    target = GOLDEN / f"facts-{sum(path.name.startswith('facts-') for path in GOLDEN.iterdir()) + 1}"
    with tempfile.TemporaryDirectory() as room:
        app = found(Path(room), "first", share=Path(room) / "share")
        case_id = register(app, "0011111")
        file = answer_with_evidence(app, case_id, b"evidence")
        known: dict[str, Any] = {"case_id": case_id, "device_id": "e" * 16, "person_id": "d" * 32, "fiscal_year": 2031}
        known |= {"before": file.sealed_sha256, "after": file.sealed_sha256, "sha256": file.sha256}
        for tag in sorted(tags & codec._READERS.keys()):
            app.commit((_sample(codec._READERS[tag], tag, known, file),))
        for tag in sorted(tags & EARLIER.keys()):
            _record_earlier(app, _EARLIER_SAMPLES[tag]())
        sync(app)
        tell(app, Path(room) / "share", target)
        app.close()
    return target


def _sample(kind: Any, name: str, known: Mapping[str, Any], file: StoredFile) -> Any:
    """Return something of a type, so that every field says something."""
    again = partial(_sample, known=known, file=file)
    arguments = [one for one in get_args(kind) if one not in {NoneType, ...}]
    if kind is Programme:
        return hokkaido().programme
    if kind is StoredFile:
        return file
    if get_origin(kind) in {Union, UnionType}:
        return again(arguments[0], name)
    if get_origin(kind) is tuple:
        return tuple(again(one, name) for one in arguments)
    if arguments:
        return {again(arguments[0], name): again(arguments[1], name)}
    if issubclass(kind, Enum):
        return next(iter(kind))
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{one.name: again(hints[one.name], one.name) for one in dataclasses.fields(kind)})
    if name.endswith("recipient"):
        return new_age_identity()[1]
    return known[name] if name in known else _PLAIN[kind]


def _record_earlier(app: App, body: dict[str, Any]) -> None:
    """Record a fact as an earlier version wrote it."""
    head = app.record.head(app.device.device_id)
    raw = msgspec.Raw(codec.encode_value(body))
    *_, last = app.record.entries(app.device.device_id)
    lamport = read_entry(last.body).lamport + 1
    entry = make_entry(head, (raw,), lamport=lamport, at=app.now(), by=app.person_id, sign=app.device.sign)
    app.record.absorb((entry,))


def _programme_adopted_1() -> dict[str, Any]:
    """A programme whose report form is known by its texts alone."""
    body: dict[str, Any] = json.loads(codec.encode_fact(ProgrammeAdopted(hokkaido().programme, "f" * 64)))
    form = hokkaido().programme.report_form
    head = {name: getattr(form, name) for name in ("code", "number", "category", "version", "draft")}
    texts = {"title": "誓約書兼報告書", "opening": "次のとおり報告します。", "declarations": ["持ち出していません。"]}
    headings = {f"{part}_heading": part for part in ("results", "declarations", "open_items")}
    results = [{"step": step.code, "text": "済"} for step in hokkaido().programme.steps[:1]]
    body["type"] = "programme-adopted/1"
    del body["data"]["programme"]["explanation_form"]
    body["data"]["programme"]["report_form"] = head | texts | headings | {"carries_pledge": True, "results": results}
    return body


_EARLIER_SAMPLES = {"programme-adopted/1": _programme_adopted_1}


def lacking() -> Iterator[str]:
    """Yield the tags no frozen share holds."""
    yield from sorted(released() - frozen().keys())


if __name__ == "__main__":
    new = frozenset(lacking())
    sys.stdout.write(f"{freeze(new).name}: {len(new)} facts\n" if new else "nothing is lacking\n")
