"""Other programs that can set a ledger: LibreOffice Calc, typst, WeasyPrint. They are asked for the same table."""

from __future__ import annotations

import html
import os
import shutil
import subprocess
from pathlib import Path

from desktop_app.resources import resource_path
from tests.benchmarks.printing import cells

HEADS = 16


def tables(folder: Path, rows: int) -> dict[str, Path]:
    """Write the table as each program reads it; making it is not timed."""
    every = [cells(n) for n in range(rows)]
    made = {peer: folder / f"table.{suffix}" for peer, suffix in _SUFFIX.items()}
    _calc(every, made["calc"])
    made["typst"].write_text(_typst(every), encoding="utf-8")
    made["weasyprint"].write_text(_html(every), encoding="utf-8")
    return made


def convert(peer: str, table: Path, out: Path) -> None:
    """Let *peer* make a PDF of its table."""
    {"calc": _by_calc, "typst": _by_typst, "weasyprint": _by_weasyprint}[peer](table, out)
    assert out.stat().st_size > 100_000, f"{peer} made no whole table"


_SUFFIX = {"calc": "ods", "typst": "typ", "weasyprint": "html"}


def _calc(rows: list[list[str]], path: Path) -> None:
    """Write an Excel sheet and let Calc take it over, so that only the way from its own format to PDF is timed."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for row in rows:
        sheet.append(row)
    book.save(path.with_suffix(".xlsx"))
    _office("ods", path.with_suffix(".xlsx"), path.parent)


def _by_calc(table: Path, out: Path) -> None:
    _office("pdf", table, out.parent / "calc")
    (out.parent / "calc" / table.with_suffix(".pdf").name).replace(out)


def _office(kind: str, source: Path, folder: Path) -> None:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise SystemExit("LibreOffice Calc is not here. Run: make bench-peers")
    profile = f"-env:UserInstallation=file://{source.parent / 'profile'}"
    command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "HOME": str(source.parent)})


def _typst(rows: list[list[str]]) -> str:
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    body = ",\n".join(", ".join(map(quoted, row)) for row in rows)
    return (
        '#set page(paper: "a4", flipped: true, margin: 12mm)\n'
        '#set text(font: ("BIZ UDGothic", "Noto Sans JP"), size: 6pt)\n'
        f"#table(columns: {HEADS}, {body})\n"
    )


def _by_typst(table: Path, out: Path) -> None:
    import typst

    typst.compile(str(table), output=str(out), font_paths=[str(resource_path("fonts"))])


def _html(rows: list[list[str]]) -> str:
    def cell(text: str) -> str:
        return f"<td>{html.escape(text).replace(chr(10), '<br>')}</td>"

    faces = "".join(
        f"@font-face{{font-family:'{name}';src:url('{resource_path(f'fonts/{file}.ttf').as_uri()}')}}"
        for name, file in (("G", "BIZUDGothic-Regular"), ("N", "NotoSansJP-Regular"))
    )
    style = f"{faces}@page{{size:A4 landscape;margin:12mm}}td{{border:.25pt solid;font:6pt G,N}}"
    body = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in rows)
    return f"<style>{style}</style><table style='border-collapse:collapse'>{body}</table>"


def _by_weasyprint(table: Path, out: Path) -> None:
    from weasyprint import HTML

    HTML(filename=str(table)).write_pdf(str(out))
