"""Cases on paper at a real desk: packs printed, ticked by hand, scanned."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from desktop_app.app import App
from desktop_app.domain.facts import CaseCorrected, Transferee
from desktop_app.usecases import answering, paper_printing
from desktop_app.usecases.paper_scans import take_in_scan
from desktop_app.usecases.paper_way import record_scan
from tests.scans import as_file, pictures
from tests.ui.cases.office import Office, brief, register

DPI = 120
NAME = "\u9ad9橋　健一"


def briefed(app: App, number: str = "0012346", name: str = NAME) -> str:
    """A case whose transferee was given the explanation."""
    case_id = register(app, number, name)
    person = Transferee(number, name, "タカハシ　ケンイチ")
    answering.correct_case(app, CaseCorrected(case_id, "カナの補完", transferee=person))
    brief(app, case_id)
    return case_id


def printed(app: App, case_id: str, pages: slice = slice(None)) -> list[Image.Image]:
    """Pages of a case's pack."""
    return pictures(paper_printing.print_pack(app, case_id).pdf, DPI, pages)


def saved(folder: Path, images: list[Image.Image], name: str = "scan.tiff") -> Path:
    """Pages as a scanner saves them."""
    path = folder / name
    path.write_bytes(as_file(images, path.suffix.lstrip(".")))
    return path


def kept(office: Office, *, pages: slice = slice(None)) -> str:
    """A case whose pack was printed, scanned and kept."""

    def work(app: App) -> str:
        case_id = briefed(app)
        path = saved(office.folder, printed(app, case_id, pages))
        record_scan(app, case_id, take_in_scan(app, [path]), {})
        return case_id

    return office.do(work)
