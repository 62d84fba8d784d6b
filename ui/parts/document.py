"""A PDF made on the desk lane and shown page by page, a long one while it is made; saved and printed as it is shown.

pdfium may only be used from one thread: every page is drawn on the lane, and the window waits for none.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.errors import SekishoError
from desktop_app.text import _
from ui import theme
from ui.parts import files
from ui.parts.making import BitByBit, Making, Progress, drawn
from ui.parts.paper import PaperView
from ui.parts.printing import DPI, Printout, is_chosen, set_paper
from ui.parts.progress import ProgressLine

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop_app.app import App
    from desktop_app.papers.preview import PageSize, RenderedPage

Render = Callable[..., "bytes | BitByBit"]
"""``render(app)`` on the desk lane: the PDF, or what makes it bit by bit; one with ``progress`` can be stopped."""

_POINTS_PER_MM = 72 / 25.4
_KEPT_PAGES = 8


class Document(QWidget):
    """One document. *ask* is ``Desk.ask``.

    ``shown(pages)`` once it is there, ``refused(error)`` when it cannot be made, ``stopped`` when the person said so,
    ``saved(path)``, ``printed``.
    """

    shown = Signal(int)
    refused = Signal(object)
    stopped = Signal()
    saved = Signal(object)
    printed = Signal()

    def __init__(self, ask: Callable[..., Any], title: str, file_name: str, *, aside: str = "") -> None:
        super().__init__()
        self._ask, self._title, self._file_name, self._aside = ask, title, file_name, aside
        self._pdf = b""
        self._sizes: tuple[PageSize, ...] = ()
        self._making: Making | None = None
        self._turn = 0
        self._made: dict[tuple[int, int], tuple[int, int, bytes]] = {}
        self._asked: set[tuple[int, int]] = set()
        self._job: Any = None
        self._run: _PrintRun | None = None
        self.paper = PaperView()
        self.progress = ProgressLine(_("Setting the pages  {done} / {total} cases"))
        self.progress.stop_asked.connect(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        holder = QVBoxLayout()
        holder.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        holder.addWidget(self.progress)
        column.addLayout(holder)
        column.addWidget(self.paper, 1)

    def open(self, render: Render) -> None:
        """Make the document and show its first page."""
        self.stop()
        self._pdf, self._sizes, self._making = b"", (), None
        self.progress.begin()
        counted = "progress" in inspect.signature(render).parameters
        self._job = self._ask(
            _make,
            render,
            then=self._show,
            failed=self._refuse,
            stopped=self._halt,
            **({"progress": self.progress.show_progress} if counted else {}),
            owner=self,
        )

    def stop(self) -> None:
        """Stop making or printing it (中止)."""
        if self._job is not None:
            self._job.stop()
        if self._making is not None:
            self._making = None
            self._halt()
        if self._run is not None:
            self._run.stop()

    def is_ready(self) -> bool:
        """Say whether there is something to save and print."""
        return bool(self._pdf)

    def pages(self) -> int:
        """Return the number of pages, 0 before it is made."""
        return len(self._sizes)

    def is_wide(self) -> bool:
        """Say whether the first page lies across."""
        return bool(self._sizes) and self._sizes[0].width > self._sizes[0].height

    def save(self) -> None:
        """Ask where, and write the file whole or not at all."""
        if self._pdf:
            files.ask_where(self, _("Save as PDF"), self._file_name, "PDF (*.pdf)", self.save_to)

    def save_to(self, path: Path) -> None:
        """Write the file; ``saved`` when it is there."""
        self._ask(_write, path, self._pdf, then=self.saved.emit, failed=self.refused.emit, owner=self)

    def print_out(self) -> None:
        """Let the person choose a printer, then print page by page."""
        if not self._pdf:
            return
        from PySide6.QtPrintSupport import QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.prepare(printer)
        if is_chosen(self, printer, len(self._sizes)):
            self.print_on(printer)

    def prepare(self, printer: QPrinter) -> None:
        """Set name, paper, direction and colour of a printer to the document's."""
        set_paper(printer, self._title, wide=self.is_wide())
        printer.setColorMode(printer.ColorMode.GrayScale if self.paper.is_mono() else printer.ColorMode.Color)

    def print_on(self, printer: QPrinter) -> None:
        """Print on *printer*, its page range being respected; ``printed`` when the last page is handed over."""
        first, last = printer.fromPage() or 1, printer.toPage() or len(self._sizes)
        self._run = _PrintRun(self._ask, self, self._pdf, printer, range(first - 1, min(last, len(self._sizes))))
        self._run.start(self.printed.emit)

    def _show(self, made: Making | tuple[bytes, tuple[PageSize, ...]]) -> None:
        if isinstance(made, Making):
            self._making = made
            self._go_on(made)
            return
        self._job = None
        self.progress.end()
        self._pdf, self._sizes = made
        self._lay_out(len(self._sizes), self._sizes[0])
        self.shown.emit(len(self._sizes))

    def _go_on(self, making: Making) -> None:
        went_on = partial(self._went_on, making)
        self._job = self._ask(making.go_on, then=went_on, failed=self._refuse, owner=self)

    def _went_on(self, making: Making, now: Progress) -> None:
        if making is not self._making:
            return
        counted = _("Setting the pages  {done} / {total} cases")
        self.progress.say(counted if now.drawn else _("Dividing the rows over pages  {done} / {total} cases"))
        self.progress.show_progress(now.done, now.total)
        if now.size is not None and not self._sizes:
            self._lay_out(now.pages, now.size)
        if now.size is not None and now.pages != len(self._sizes):
            self.paper.grow(now.pages)
        self._sizes = (now.size,) * now.pages if now.size is not None else ()
        if not now.pdf:
            self._go_on(making)
            return
        self._job, self._making, self._pdf = None, None, now.pdf
        self.progress.end()
        self._forget_pages()
        self.paper.renew()
        self.shown.emit(now.pages)

    def _lay_out(self, pages: int, first: PageSize) -> None:
        self._forget_pages()
        size = (first.width * _POINTS_PER_MM, first.height * _POINTS_PER_MM)
        self.paper.show_document(pages, size, self._page, self._aside)

    def _forget_pages(self) -> None:
        self._turn += 1
        self._made.clear()
        self._asked.clear()

    def _refuse(self, error: SekishoError) -> None:
        self._job, self._making = None, None
        self.progress.end()
        self.refused.emit(error)

    def _halt(self) -> None:
        self._job = None
        self.progress.end()
        self.stopped.emit()

    def _page(self, page: int, density: float) -> tuple[int, int, bytes] | None:
        key = (page, round(density * 1000))
        if key in self._made:
            return self._made.pop(key)
        if key not in self._asked:
            self._asked.add(key)
            take = partial(self._take, self._turn, key)
            if self._pdf:
                self._ask(drawn, self._pdf, page, density * 72, then=take, failed=self.refused.emit, owner=self)
            elif self._making is not None:
                self._ask(self._making.draw, page, density * 72, then=take, failed=self.refused.emit, owner=self)
        return None

    def _take(self, turn: int, key: tuple[int, int], made: tuple[int, int, bytes]) -> None:
        if turn != self._turn:
            return
        self._asked.discard(key)
        # The view keeps the pictures it shows; this is only the way from the lane to it.
        while len(self._made) >= _KEPT_PAGES:
            self._made.pop(next(iter(self._made)))
        self._made[key] = made
        self.paper.refresh()


class _PrintRun:
    """Pages on their way to a printer, one after the other: a long ledger never lies in memory as pixels."""

    def __init__(self, ask: Callable[..., Any], owner: Document, pdf: bytes, printer: QPrinter, pages: range) -> None:
        self._ask, self._owner, self._pdf, self._printer = ask, owner, pdf, printer
        self._left, self._stopped = list(pages), False
        self._printout = Printout(printer)
        self._done: Callable[[], Any] = lambda: None

    def start(self, done: Callable[[], Any]) -> None:
        """Print the first page; *done* is called after the last."""
        self._done = done
        self._next()

    def stop(self) -> None:
        """Hand over no further page."""
        self._stopped = True

    def _next(self) -> None:
        if not self._left or self._stopped:
            if self._printout.end():
                self._done()
            return
        dpi = min(self._printer.resolution(), DPI)
        self._ask(_pixels, self._pdf, self._left.pop(0), dpi, then=self._paint, owner=self._owner)

    def _paint(self, page: RenderedPage) -> None:
        if self._printout.add(page):
            self._next()


def _make(app: App, render: Render, **named: Any) -> Making | tuple[bytes, tuple[PageSize, ...]]:
    from desktop_app.papers.preview import page_sizes

    made = render(app, **named)
    return (made, page_sizes(made)) if isinstance(made, bytes) else Making(made)


def _pixels(_app: App, pdf: bytes, page: int, dpi: float) -> RenderedPage:
    from desktop_app.papers.preview import render_page

    return render_page(pdf, page, dpi=dpi)


def _write(_app: App, path: Path, pdf: bytes) -> Path:
    from desktop_app.exchange.durable import write_whole

    write_whole(path, pdf)
    return path
