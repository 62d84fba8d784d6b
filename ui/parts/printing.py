"""Paper on a real printer: the operating system's chooser, then every page as it was rendered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPainter
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


def ask_and_print(window: QWidget, title: str, pages: Pages) -> bool:
    """Let the person choose a printer and print; False when they did not."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, window.window())
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    print_on(printer, pages)
    return True


def print_on(printer: QPrinter, pages: Pages) -> None:
    """Print *pages* in their true size, each turned as it lies."""
    printer.setFullPage(True)
    painter = QPainter()
    for number, page in enumerate(pages):
        wide = page.width > page.height
        printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)
        if number:
            printer.newPage()
        elif not painter.begin(printer):
            return
        image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
        paper = printer.paperRect(printer.Unit.DevicePixel)
        painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), image)
    painter.end()
