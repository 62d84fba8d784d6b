"""Whatever is handed in: never accepted, never more than a typed refusal, within bounds of time and memory."""

from __future__ import annotations

import datetime as dt
import json
import pickle
import resource
import signal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.errors import ForeignFileTooHeavy, ForeignFileUnreadable, PdfDamage, PdfTampered
from desktop_app.papers import apart
from desktop_app.papers.apart import Limits
from desktop_app.papers.signing import foreign
from tests.core.papers.bad_files import FILES, MIB, names
from tests.core.papers.doctored import NOW, finished, judge
from tests.core.papers.signed_papers import office

HEAD = json.dumps({"root": "", "revoked": {}, "now": NOW.isoformat()}).encode() + b"\n"
JUDGE = "desktop_app.papers.signing.foreign:judge"
PICTURE = "tests.core.papers.bad_children:picture"
PICTURES = tuple(name for name in names() if name.startswith(("a PNG", "a JPEG", "a TIFF", "a GIF", "a bitmap")))
MOST_SECONDS, MOST_MEMORY = 6.5, 1100 * MIB


def outcomes(task):
    """What became of every file: exit code, answer, CPU seconds, peak memory. One child, a fork for each file."""
    head = HEAD if task == JUDGE else b""
    files = {name: make for name, make in FILES.items() if task == JUDGE or name in PICTURES}
    payload = pickle.dumps((task, [head + make() for make in files.values()]))
    limits = Limits(seconds=240, cpu_seconds=200)
    arguments = ("tests.core.papers.bad_children:each", "200", str(limits.memory), "240")
    return dict(zip(files, json.loads(apart.talk(apart._command(arguments), payload, limits, None)), strict=True))


def test_there_are_over_a_hundred():
    assert len(names()) >= 100


def harmless(outcome):
    """Whether a file ended in a verdict, a refusal, or a child that died within its limits: nothing else can be."""
    code, said, seconds, memory = outcome
    return (
        code in {0, -signal.SIGXCPU, -signal.SIGABRT, -signal.SIGSEGV}
        and said[:1] in {"+", "-", "!", ""}
        and seconds < MOST_SECONDS
        and memory < MOST_MEMORY
    )


def refused(said):
    told = json.loads(said[1:])
    return told["signatures"] == [] and told["damage"] in set(PdfDamage)


def test_no_bad_file_is_taken_for_a_paper_or_does_any_harm():
    """All in one test: they share a child, which xdist's workers would else start once each."""
    found = outcomes(JUDGE)
    assert [name for name, outcome in found.items() if not harmless(outcome)] == []
    assert [name for name, (_c, said, _s, _m) in found.items() if said[:1] == "+" and not refused(said)] == []


def test_bad_pictures_open_in_no_reader_or_within_bounds():
    found = outcomes(PICTURE)
    assert [name for name, outcome in found.items() if not harmless(outcome)] == []
    assert sum(said[:1] == "+" for _c, said, _s, _m in found.values()) <= 2


REAL = (
    "a head and noise",
    "a page packed as a bomb",
    "ten thousand arrays in each other",
    "two objects that are each other",
    "a table packed as a bomb",
    "a locked copy",
    "a script on opening",
    "a PNG as large as a town",
)


@pytest.mark.parametrize("name", REAL)
def test_each_kind_is_refused_by_the_real_process_and_leaves_us_unharmed(name):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        verdict = foreign.judge_apart(FILES[name](), root=office().root, revoked={}, now=NOW)
    except (ForeignFileUnreadable, ForeignFileTooHeavy):
        pass
    else:
        assert verdict.damage is not None
        assert verdict.signatures == ()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


@settings(max_examples=120)
@given(st.data())
def test_a_signed_paper_with_bytes_changed_moved_or_repeated_is_never_accepted(data):
    pdf = bytearray(finished())
    for _change in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(pdf) - 1))
        length = data.draw(st.integers(1, 200))
        match data.draw(st.sampled_from(("change", "cut", "repeat", "insert", "swap"))):
            case "change":
                pdf[at] ^= data.draw(st.integers(1, 255))
            case "cut":
                del pdf[at : at + length]
            case "repeat":
                pdf[at:at] = pdf[at : at + length]
            case "insert":
                pdf[at:at] = data.draw(st.binary(min_size=1, max_size=20))
            case _:
                other = data.draw(st.integers(0, len(pdf) - 1))
                pdf[at], pdf[other] = pdf[other], pdf[at]
    if bytes(pdf) == finished():
        return
    with pytest.raises(PdfTampered):
        judge(bytes(pdf))


def test_garbage_from_a_child_is_a_typed_refusal():
    for told in ({}, {"signatures": [{}]}, {"signatures": [], "damage": "unheard of", "says": ""}, []):
        with pytest.raises((KeyError, TypeError, ValueError)):
            foreign._read(told)
    assert dt.datetime.fromisoformat(json.loads(HEAD)["now"]) == NOW
