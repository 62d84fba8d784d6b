"""Paper on a real printer: the operating system's chooser, then every page as it was rendered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop_app.papers.preview import RenderedPage

Pages = Sequence["RenderedPage"]

DPI = 300
"""Pixels an inch at which pages are rendered for a printer."""


def rendered(pdf: bytes, dpi: int = DPI) -> tuple[RenderedPage, ...]:
    """Return every page of *pdf* as pixels; for a lane."""
    from desktop_app.papers.preview import page_sizes, render_page

    return tuple(render_page(pdf, page, dpi=dpi) for page in range(len(page_sizes(pdf))))


def set_paper(printer: QPrinter, title: str, *, wide: bool) -> None:
    """Name the job and lay A4 as the first page lies."""
    printer.setDocName(title)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    _lay(printer, wide=wide)
    printer.setFullPage(True)


def is_chosen(window: QWidget, printer: QPrinter, pages: int) -> bool:
    """Let the person set *printer* to one of theirs and to some of the *pages*; False when they did not."""
    from PySide6.QtPrintSupport import QPrintDialog

    dialog = QPrintDialog(printer, window.window())
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=pages > 1)
    dialog.setMinMax(1, pages)
    # The native chooser of Windows only comes with exec().
    return bool(dialog.exec() == QPrintDialog.DialogCode.Accepted)


def ask_and_print(window: QWidget, title: str, pages: Pages) -> bool:
    """Let the person choose a printer and print; False when they did not."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_paper(printer, title, wide=pages[0].width > pages[0].height)
    if not is_chosen(window, printer, len(pages)):
        return False
    first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
    print_on(printer, pages[first - 1 : last])
    return True


def print_on(printer: QPrinter, pages: Pages) -> None:
    """Print *pages* in their true size, each turned as it lies."""
    run = Printout(printer)
    for page in pages:
        if not run.add(page):
            return
    run.end()


class Printout:
    """One job on one printer, handed over page by page."""

    def __init__(self, printer: QPrinter) -> None:
        self._printer, self._painter = printer, QPainter()
        printer.setFullPage(True)

    def add(self, page: RenderedPage) -> bool:
        """Print *page* in its true size, turned as it lies; False when the printer does not take it."""
        _lay(self._printer, wide=page.width > page.height)
        if self._painter.isActive():
            self._printer.newPage()
        elif not self._painter.begin(self._printer):
            return False
        image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
        paper = self._printer.paperRect(self._printer.Unit.DevicePixel)
        self._painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), image)
        return True

    def end(self) -> bool:
        """Close the job; False when nothing was printed."""
        return self._painter.isActive() and self._painter.end()


def _lay(printer: QPrinter, *, wide: bool) -> None:
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)
