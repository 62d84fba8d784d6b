"""Pages reach a printer in their true size, each turned as it lies."""

from __future__ import annotations

import subprocess

from PySide6.QtPrintSupport import QPrinter

from desktop_app.domain.calendar import HalfYear
from desktop_app.usecases.ledger_printing import render_ledger_pdf
from desktop_app.usecases.recovery_kit import render_kit
from tests.homes import PIN, found
from ui.parts.printing import print_on, rendered


def printed(pages, path) -> str:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    print_on(printer, pages)
    return subprocess.run(["pdfinfo", "-l", "9", path], check=True, capture_output=True, text=True).stdout


def test_upright_and_lying_pages_keep_their_shape(qapp, tmp_path) -> None:
    app = found(tmp_path)
    upright = rendered(render_kit(app, PIN), dpi=72)
    ledger, _pages = render_ledger_pdf(app, HalfYear(2026, 2))
    lying = rendered(ledger, dpi=72)
    app.close()
    told = printed((*upright, *lying), tmp_path / "printed.pdf")
    sizes = [
        line.split(":")[1].split("pts")[0].split("x")
        for line in told.splitlines()
        if line.startswith("Page ") and "size:" in line
    ]
    shapes = [float(width) > float(height) for width, height in sizes]
    assert shapes == [False] * len(upright) + [True] * len(lying)
