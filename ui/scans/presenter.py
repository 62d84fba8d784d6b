"""Looks scanned files through and keeps the pages of the cases they belong to. No widgets here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.app import App
    from desktop_app.errors import SekishoError
    from desktop_app.usecases.paper_scans import ScanReport
    from ui.background import Job
    from ui.desk import Desk, Navigator


class ScansView(Protocol):
    """What the presenter needs of the screen."""

    def show_report(self, report: ScanReport | None, kept: frozenset[str]) -> None:
        """Show whose pages they are; *kept* are the cases whose pages are sealed already."""

    def show_work(self, doing: str, done: int, total: int) -> None:
        """Show how far it is (*doing*: "read" or "keep"); all of it: nothing is under way."""

    def show_trouble(self, error: SekishoError) -> None:
        """Say what could not be taken in."""


class ScansPresenter:
    """One stack of scans on its way to its cases."""

    def __init__(self, view: ScansView, desk: Desk, navigator: Navigator, *, owner: QObject) -> None:
        self._view, self._desk, self._navigator, self._owner = view, desk, navigator, owner
        self.paths: tuple[Path, ...] = ()
        self._report: ScanReport | None = None
        self._kept: frozenset[str] = frozenset()
        self._job: Job | None = None
        self._doing = ""

    def read(self, paths: Sequence[Path]) -> None:
        """Look these files through; what was shown before gives way."""
        self.stop()
        self.paths = tuple(dict.fromkeys(paths))
        self._report, self._kept = None, frozenset()
        self._view.show_report(None, self._kept)
        if self.paths:
            self._start("read", _look_through, self.paths, then=self._read, total=len(self.paths))

    def keep(self) -> None:
        """Seal the pages of every case that is not kept yet."""
        report = self._report
        if report is not None and self._job is None:
            left = tuple(scan.case_id for scan in report.cases if scan.case_id not in self._kept)
            self._start("keep", _keep, report, left, then=self._keep_done, total=len(left))

    def stop(self) -> None:
        """Give up what is under way; cases whose pages are kept stay kept."""
        if self._job is not None:
            self._job.stop()
            self._end()

    def open_case(self, case_id: str) -> None:
        """Go on with one case's paper."""
        self._navigator.show_paper_way(case_id)

    def enter(self, case_id: str) -> None:
        """Enter what stands on the pages of a case."""
        self._navigator.show_paper_entry(case_id)

    def _start(
        self, doing: str, job: Callable[..., object], *given: object, then: Callable[..., None], total: int
    ) -> None:
        self._doing = doing
        self._view.show_work(doing, 0, total)
        self._job = self._desk.ask(
            job, *given, then=then, failed=self._failed, progress=self._progress, owner=self._owner
        )

    def _progress(self, done: int, total: int) -> None:
        if self._job is not None:
            self._view.show_work(self._doing, done, total)

    def _read(self, report: ScanReport) -> None:
        if self._job is not None:
            self._report = report
            self._end()
            self._view.show_report(report, self._kept)

    def _keep_done(self, kept: frozenset[str]) -> None:
        if self._job is not None:
            self._kept |= kept
            self._end()
            self._view.show_report(self._report, self._kept)

    def _failed(self, error: SekishoError) -> None:
        if self._job is not None:
            self._end()
            self._view.show_trouble(error)

    def _end(self) -> None:
        self._job = None
        self._view.show_work(self._doing, 1, 1)


def _look_through(app: App, paths: Sequence[Path], *, progress: Callable[[int, int], None]) -> ScanReport:
    from desktop_app.usecases.paper_scans import take_in_scan

    told = (0, len(paths))

    def tell(done: int, total: int) -> None:
        nonlocal told
        told = (done, total)
        progress(done, total)

    def stop() -> bool:
        progress(*told)
        return False

    return take_in_scan(app, paths, tell, stop)


def _keep(
    app: App, report: ScanReport, case_ids: Sequence[str], *, progress: Callable[[int, int], None]
) -> frozenset[str]:
    from desktop_app.usecases.paper_way import record_scan

    for number, case_id in enumerate(case_ids):
        progress(number, len(case_ids))
        record_scan(app, case_id, report, {})
    progress(len(case_ids), len(case_ids))
    return frozenset(case_ids)
