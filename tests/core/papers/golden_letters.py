"""The golden texts of the letters; ``python -m tests.core.papers.golden_letters`` writes them anew."""

from __future__ import annotations

import tempfile
from pathlib import Path

from desktop_app.papers.forms.letter import render_letter
from tests.core.papers.letter_samples import NAMES, letter
from tests.core.papers.paper_tools import extracted


def golden_path(name: str, *, pen: bool) -> Path:
    return Path(__file__).with_name("golden") / f"{name}{'-pen' if pen else ''}.txt"


def write_all() -> None:
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "letter.pdf"
        for name in NAMES:
            for pen in (False, True):
                paper.write_bytes(render_letter(letter(name, pen=pen)).pdf)
                golden_path(name, pen=pen).write_text(extracted(paper), encoding="utf-8")


if __name__ == "__main__":
    write_all()
