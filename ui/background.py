"""Two lanes beside the window: *desk* owns the database, *share* may hang on the network; neither stops the window.

Jobs are plain functions that return values. What comes of them is delivered on the window's thread through one
signal, and never to somebody who is gone. A lane is one daemon thread with a queue, not an executor: an executor's
threads are joined at exit, and a share that hangs would keep the program from ending.
"""

from __future__ import annotations

import queue
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from desktop_app.errors import SekishoError

_REPORT_EVERY = 0.05  # seconds; a job that counts rows would flood the window otherwise


class JobStopped(Exception):
    """Raised inside a job, by the next progress report, once the person has asked to stop."""


class Job:
    """A function on its way: ``stop()`` asks it to end; ``done`` says that it has."""

    def __init__(self, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self._work: Callable[[], Any] | None = lambda: fn(*args, **kwargs)
        self._stop = threading.Event()
        self.done = False

    def stop(self) -> None:
        """Ask the job to end: not started, it never will; running, its next progress report ends it."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether the person has asked to stop."""
        return self._stop.is_set()

    def run(self) -> Any:
        """Do the work (on the lane's thread)."""
        if self.stopping:
            raise JobStopped
        assert self._work is not None
        work, self._work = self._work, None
        return work()


class Lanes(QObject):
    """Both lanes. Whoever owns the application object closes them at the end.

    *on_crash(exception)* hears of every bug in a job; *on_refused(error)* of every SekishoError no ``failed`` took.
    """

    _arrived = Signal(object)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        on_crash: Callable[[BaseException], Any],
        on_refused: Callable[[SekishoError], Any] | None = None,
    ) -> None:
        super().__init__(parent)
        self._on_crash = on_crash
        self._on_refused = on_refused or on_crash
        # Queued, though sender and receiver are one object: the emit happens on the lane's thread.
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._desk = _Lane("desk")
        self._share = _Lane("share")

    def desk(self, fn: Callable[..., Any], *args: Any, **how: Any) -> Job:
        """Run ``fn(*args)`` on the lane that owns the database; *how* as in _put."""
        return self._put(self._desk, fn, args, **how)

    def share(self, fn: Callable[..., Any], *args: Any, **how: Any) -> Job:
        """Run ``fn(*args)`` on the lane that may hang on the network; *how* as in _put."""
        return self._put(self._share, fn, args, **how)

    def close(self, timeout: float = 5.0) -> bool:
        """Take no more jobs, let those waiting end within *timeout* seconds in all; False if one still hangs."""
        deadline = time.monotonic() + timeout
        for lane in (self._desk, self._share):
            lane.end()
        return [lane.wait(deadline - time.monotonic()) for lane in (self._desk, self._share)] == [True, True]

    def _put(
        self,
        lane: _Lane,
        fn: Callable[..., Any],
        args: tuple[Any, ...],
        *,
        then: Callable[[Any], Any] | None = None,
        failed: Callable[[SekishoError], Any] | None = None,
        progress: Callable[[int, int], Any] | None = None,
        stopped: Callable[[], Any] | None = None,
        owner: QObject | None = None,
        named: dict[str, Any] | None = None,
    ) -> Job:
        """Queue a job.

        *then(result)*, *failed(SekishoError)*, *stopped()* are called on the window's thread. With
        *progress(done, total)* the function gets a keyword ``progress`` to call with two integers. Methods are held
        weakly; for other callables *owner* says with whom they die. *named*: further keyword arguments of *fn*.
        """
        kwargs = dict(named or {})
        heard = {"then": then, "failed": failed, "progress": progress, "stopped": stopped}
        ways = {name: _Receiver(call, owner) for name, call in heard.items() if call is not None}
        job = Job(fn, args, kwargs)
        if progress is not None:
            kwargs["progress"] = self._reporter(job, ways["progress"])
        lane.put(lambda: self._run(job, ways))
        return job

    def _run(self, job: Job, ways: dict[str, _Receiver]) -> None:
        try:
            result = job.run()
        except JobStopped:
            self._tell(ways.get("stopped"), ())
        except SekishoError as error:
            # A screen that is gone must not turn its error into a stray message: only a missing way does.
            self._tell(ways.get("failed") or _Receiver(self._on_refused, self), (error,))
        except BaseException as error:  # noqa: BLE001 - whatever it is, the person must hear of it
            self._tell(_Receiver(self._on_crash, self), (error,))
        else:
            self._tell(ways.get("then"), (result,))
        finally:
            job.done = True

    def _reporter(self, job: Job, way: _Receiver) -> Callable[[int, int], None]:
        last = 0.0

        def report(done: int, total: int) -> None:
            nonlocal last
            if job.stopping:
                raise JobStopped
            now = time.monotonic()
            if now - last >= _REPORT_EVERY or done >= total:
                last = now
                self._tell(way, (done, total))

        return report

    def _tell(self, way: _Receiver | None, values: tuple[Any, ...]) -> None:
        # After the application object is gone there is nobody to tell, and the signal is gone with it.
        if way is not None and shiboken6.isValid(self):
            self._arrived.emit((way, values))

    def _deliver(self, parcel: tuple[_Receiver, tuple[Any, ...]]) -> None:
        way, values = parcel
        way.call(*values)


class _Receiver:
    """Somebody to call, unless they are gone by then."""

    def __init__(self, call: Callable[..., Any], owner: QObject | None) -> None:
        bound = getattr(call, "__self__", None)
        method = bound is not None and hasattr(call, "__func__")
        self._call: Callable[[], Callable[..., Any] | None] = weakref.WeakMethod(call) if method else lambda: call
        self._owner = weakref.ref(owner if owner is not None else bound) if owner is not None or method else None

    def call(self, *values: Any) -> None:
        """Call them on the window's thread."""
        owner = self._owner() if self._owner is not None else None
        if self._owner is not None and owner is None:
            return
        # A destroyed widget's Python half may still be there.
        if isinstance(owner, QObject) and not shiboken6.isValid(owner):
            return
        call = self._call()
        if call is not None:
            call(*values)


class _Lane:
    """One thread, one job after the other."""

    def __init__(self, name: str) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._ended = False
        self._thread = threading.Thread(target=self._work, name=f"lane-{name}", daemon=True)
        self._thread.start()

    def put(self, job: Callable[[], None]) -> None:
        """Queue *job*; after the end it is dropped: the window is closing and nobody waits for it."""
        if not self._ended:
            self._jobs.put(job)

    def end(self) -> None:
        """Take no more jobs."""
        if not self._ended:
            self._ended = True
            self._jobs.put(None)

    def wait(self, timeout: float) -> bool:
        """Wait until the last job is done; False if it still runs after *timeout* seconds."""
        self._thread.join(max(0.0, timeout))
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
