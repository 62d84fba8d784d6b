"""answers.json and strokes.json are read strictly, and what is wrong is named with its place."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.facts import Answer
from desktop_app.errors import BadAnswers, BadStrokes
from desktop_app.exchange.answers_file import LARGEST_ANSWERS, read_answers, read_strokes


def written(folder: Path, text: str | bytes, name: str = "file.json") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_documented_file_is_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '{"D-01": {"answer": "DONE", "done_on": "2026-09-28", "count": 12, "note": "", "evidence": ["a/b.png"]},'
        ' "D-04": {"answer": "NOT_APPLICABLE"},'
        ' "A-01": {"answer": "NOT_DONE", "reason_code": "SYSTEM", "due_on": "2026-10-05", "note": "12月に解除"}}',
    )
    answers = read_answers(path)
    assert list(answers) == ["D-01", "D-04", "A-01"]
    first = answers["D-01"]
    assert (first.entry.answer, first.entry.done_on, first.entry.count) == (Answer.DONE, date(2026, 9, 28), 12)
    assert first.evidence == (tmp_path / "a/b.png",)
    assert answers["A-01"].entry.due_on == date(2026, 10, 5)
    assert answers["D-04"].entry.count is None


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert read_answers(written(tmp_path, b'\xef\xbb\xbf{"D-04": {"answer": "NOT_APPLICABLE"}}'))


@pytest.mark.parametrize(
    ("text", "problem", "where"),
    [
        ("", "not_json", "file.json"),
        ("[]", "type", "file.json"),
        ("{}", "empty", "file.json"),
        ('{"D-01": 1}', "type", "D-01"),
        ('{"D-01": {}}', "required", "D-01.answer"),
        ('{"D-01": {"answer": "YES"}}', "unknown", "D-01.answer"),
        ('{"D-01": {"answer": []}}', "unknown", "D-01.answer"),
        ('{"D-01": {"answer": "DONE", "cuont": 1}}', "unknown", "D-01.cuont"),
        ('{"D-01": {"answer": "DONE", "count": 1.0}}', "type", "D-01.count"),
        ('{"D-01": {"answer": "DONE", "count": true}}', "type", "D-01.count"),
        ('{"D-01": {"answer": "DONE", "count": "12"}}', "type", "D-01.count"),
        ('{"D-01": {"answer": "DONE", "count": -1}}', "number", "D-01.count"),
        ('{"D-01": {"answer": "DONE", "count": 1e999}}', "type", "D-01.count"),
        ('{"D-01": {"answer": "DONE", "count": NaN}}', "not_json", "file.json"),
        ('{"D-01": {"answer": "DONE", "done_on": "20260928"}}', "date", "D-01.done_on"),
        ('{"D-01": {"answer": "DONE", "done_on": "2026-09-31"}}', "date", "D-01.done_on"),
        ('{"D-01": {"answer": "DONE", "note": null}}', "type", "D-01.note"),
        ('{"D-01": {"answer": "DONE", "note": "\\ud800"}}', "type", "D-01.note"),
        ('{"D-01": {"answer": "DONE", "evidence": "x"}}', "type", "D-01.evidence"),
        ('{"D-01": {"answer": "DONE", "evidence": [""]}}', "empty", "D-01.evidence[0]"),
        ('{"D-01": {"answer": "DONE", "evidence": ["a\\u0000b"]}}', "type", "D-01.evidence[0]"),
        ('{"D-01": {"answer": "DONE"}, "D-01": {"answer": "DONE"}}', "twice", "D-01"),
        ('{"D-01": {"answer": "DONE", "count": 1, "count": 2}}', "twice", "count"),
        (b"\xff\xfe\x00", "encoding", "file.json"),
        ("[" * 100_000, "not_json", "file.json"),
        ('{"a":' * 5_000 + "1" + "}" * 5_000, "not_json", "file.json"),
        ('{"D-01": {"answer": "DONE", "count": ' + "9" * 10_000 + "}}", "not_json", "file.json"),
        ('{"D-01": {"answer": "DONE", "note": "' + "x" * 2_001 + '"}}', "long", "D-01.note"),
        (" " * (LARGEST_ANSWERS + 1), "too_large", "file.json"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, text: str | bytes, problem: str, where: str) -> None:
    with pytest.raises(BadAnswers) as refused:
        read_answers(written(tmp_path, text))
    assert (refused.value.problem, refused.value.where) == (problem, where)


@pytest.mark.parametrize("read", [read_answers, read_strokes])
def test_a_missing_file_or_a_folder_is_said(tmp_path: Path, read: object) -> None:
    assert callable(read)
    for path, problem in ((tmp_path / "none.json", "missing"), (tmp_path, "unreadable")):
        with pytest.raises((BadAnswers, BadStrokes)) as refused:
            read(path)
        assert refused.value.problem == problem


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('{"unit": "mm", "strokes": []}', "strokes"),
        ('{"unit": "px", "strokes": [[[1, 2, 0.5, 0]]]}', "unit"),
        ('{"strokes": [[[1, 2, 0.5, 0]]]}', "unit"),
        ('{"unit": "mm"}', "strokes"),
        ('{"unit": "mm", "strokes": [[]]}', "strokes[0]"),
        ('{"unit": "mm", "strokes": [[[1, 2, 0.5]]]}', "strokes[0][0]"),
        ('{"unit": "mm", "strokes": [[[1, 2, 1e999, 0]]]}', "strokes[0][0]"),
        ('{"unit": "mm", "strokes": [[[1, 2, "0.5", 0]]]}', "strokes[0][0]"),
        ('{"unit": "mm", "strokes": [[[1, 2, 2, 0]]]}', "strokes[0][0]"),
        ('{"unit": "mm", "strokes": [[[1, 2, 0.5, -1]]]}', "strokes[0][0]"),
        ('{"unit": "mm", "strokes": [[[1, 2, 0.5, true]]]}', "strokes[0][0]"),
        ('{"unit": "mm", "strokes": [[[1, 2, 0.5, 0]]], "who": 1}', "who"),
        ('{"unit": "mm", "strokes": {}}', "strokes"),
        ('{"unit": "mm", "strokes": [[[Infinity, 2, 0.5, 0]]]}', "file.json"),
    ],
)
def test_strokes_are_read_as_strictly(tmp_path: Path, text: str, where: str) -> None:
    with pytest.raises(BadStrokes) as refused:
        read_strokes(written(tmp_path, text))
    assert refused.value.where == where


millimetres = st.floats(-100, 100, allow_nan=False)
samples = st.tuples(millimetres, millimetres, st.floats(0, 1), st.integers(0, 60_000))


@given(st.lists(st.lists(samples, min_size=1, max_size=5), min_size=1, max_size=5))
def test_strokes_come_back_as_drawn(tmp_path_factory: pytest.TempPathFactory, drawn: list[list[tuple]]) -> None:
    path = written(tmp_path_factory.getbasetemp(), json.dumps({"unit": "mm", "strokes": drawn}))
    assert read_strokes(path) == tuple(tuple(tuple(map(float, s)) for s in stroke) for stroke in drawn)


@given(st.binary(max_size=200))
def test_no_bytes_at_all_make_anything_but_bad_answers(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = written(tmp_path_factory.getbasetemp(), data, "any.json")
    with pytest.raises(BadAnswers):
        read_answers(path)
