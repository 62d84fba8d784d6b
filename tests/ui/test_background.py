"""The two lanes: what comes of a job arrives on the window's thread, once, and only where somebody still waits."""

from __future__ import annotations

import gc
import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from desktop_app.errors import Refused, UnknownCase
from ui.background import Lanes


class Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: set[int] = set()

    def hear(self, *values: object) -> None:
        self.heard.append(values[0] if len(values) == 1 else values)
        self.threads.add(threading.get_ident())


@pytest.fixture
def crashes() -> list[BaseException]:
    return []


@pytest.fixture
def lanes(qapp, crashes):
    made = Lanes(on_crash=crashes.append)
    yield made
    assert made.close(5)


def test_a_result_arrives_on_the_windows_thread(lanes, qtbot) -> None:
    listener = Listener()
    lanes.desk(lambda: threading.current_thread().name, then=listener.hear)
    qtbot.waitUntil(lambda: listener.heard == ["lane-desk"])
    assert listener.threads == {threading.get_ident()}


def test_each_lane_does_one_thing_after_the_other_and_neither_waits_for_the_other(lanes, qtbot) -> None:
    listener, gate = Listener(), threading.Event()
    lanes.share(gate.wait, 10, then=listener.hear)
    lanes.share(lambda: "after", then=listener.hear)
    lanes.desk(lambda: "desk", then=listener.hear)
    qtbot.waitUntil(lambda: listener.heard == ["desk"])
    gate.set()
    qtbot.waitUntil(lambda: listener.heard == ["desk", True, "after"])


def test_arguments_and_named_arguments_reach_the_function(lanes, qtbot) -> None:
    listener = Listener()
    lanes.desk(sorted, (3, 1, 2), named={"reverse": True}, then=listener.hear)
    qtbot.waitUntil(lambda: listener.heard == [[3, 2, 1]])


def test_an_error_of_ours_goes_to_the_one_who_asked(lanes, qtbot, crashes) -> None:
    listener = Listener()

    def refuse() -> None:
        raise UnknownCase(case_no="NSC01-26A-001")

    lanes.desk(refuse, then=listener.hear, failed=listener.hear)
    qtbot.waitUntil(lambda: len(listener.heard) == 1)
    assert isinstance(listener.heard[0], UnknownCase)
    assert crashes == []


def test_an_error_nobody_asked_for_goes_to_the_hook(qapp, qtbot) -> None:
    refused: list[BaseException] = []
    lanes = Lanes(on_crash=pytest.fail, on_refused=refused.append)

    def refuse() -> None:
        raise Refused

    lanes.desk(refuse)
    qtbot.waitUntil(lambda: len(refused) == 1)
    assert lanes.close(5)


def test_a_bug_goes_to_the_crash_hook_and_the_lane_lives_on(lanes, qtbot, crashes) -> None:
    listener = Listener()
    lanes.desk(lambda: 1 // 0, then=listener.hear, failed=listener.hear)
    lanes.desk(lambda: "alive", then=listener.hear)
    qtbot.waitUntil(lambda: listener.heard == ["alive"])
    assert [type(bug) for bug in crashes] == [ZeroDivisionError]


def test_a_destroyed_widget_hears_nothing(lanes, qtbot) -> None:
    gate, listener = threading.Event(), Listener()
    label = QLabel("before")
    lanes.desk(gate.wait, 10, then=lambda _done: label.setText("after"), owner=label)
    lanes.desk(lambda: "next", then=listener.hear)
    shiboken6.delete(label)
    gate.set()
    qtbot.waitUntil(lambda: listener.heard == ["next"])


def test_a_method_of_somebody_gone_is_not_called(lanes, qtbot) -> None:
    gate, heard, listener = threading.Event(), [], Listener()

    class Presenter:
        def done(self, _result: object) -> None:
            heard.append(self)

    presenter = Presenter()
    lanes.desk(gate.wait, 10, then=presenter.done)
    lanes.desk(lambda: "next", then=listener.hear)
    del presenter
    gc.collect()
    gate.set()
    qtbot.waitUntil(lambda: listener.heard == ["next"])
    assert heard == []


def test_progress_is_counted_and_thinned_but_the_last_count_always_comes(lanes, qtbot) -> None:
    counts = Listener()

    def count(total: int, progress) -> str:
        for done in range(1, total + 1):
            progress(done, total)
        return "counted"

    done = Listener()
    lanes.desk(count, 20_000, progress=counts.hear, then=done.hear)
    qtbot.waitUntil(lambda: done.heard == ["counted"])
    assert counts.heard[-1] == (20_000, 20_000)
    assert len(counts.heard) < 2_000


def test_a_job_told_to_stop_ends_at_its_next_count(lanes, qtbot, crashes) -> None:
    started, go_on, ended = threading.Event(), threading.Event(), Listener()
    reached = []

    def count(progress) -> None:
        progress(1, 3)
        started.set()
        go_on.wait(10)
        progress(2, 3)
        reached.append("too far")

    job = lanes.desk(count, progress=lambda *_counts: None, then=ended.hear, stopped=lambda: ended.hear("stopped"))
    assert started.wait(10)
    job.stop()
    go_on.set()
    qtbot.waitUntil(lambda: ended.heard == ["stopped"])
    assert job.done
    assert reached == []
    assert crashes == []


def test_a_job_stopped_before_its_turn_never_runs(lanes, qtbot) -> None:
    gate, listener, ran = threading.Event(), Listener(), []
    lanes.desk(gate.wait, 10)
    job = lanes.desk(ran.append, "ran", stopped=lambda: listener.hear("stopped"))
    job.stop()
    gate.set()
    qtbot.waitUntil(lambda: listener.heard == ["stopped"])
    assert ran == []


def test_closing_says_when_the_share_still_hangs_and_does_not_wait_for_it(qapp) -> None:
    lanes, gate = Lanes(on_crash=pytest.fail), threading.Event()
    lanes.share(gate.wait, 30)
    assert lanes.close(0.05) is False
    gate.set()
    assert lanes.close(5) is True


def test_after_closing_nothing_is_taken(qapp) -> None:
    lanes, ran = Lanes(on_crash=pytest.fail), []
    assert lanes.close(5)
    lanes.desk(ran.append, "late")
    assert ran == []


def test_what_comes_after_the_lanes_are_gone_is_dropped(qapp, qtbot) -> None:
    lanes, gate, listener = Lanes(on_crash=pytest.fail), threading.Event(), Listener()
    job = lanes.desk(gate.wait, 10, then=listener.hear)
    shiboken6.delete(lanes)
    gate.set()
    qtbot.waitUntil(lambda: job.done)
    assert listener.heard == []
