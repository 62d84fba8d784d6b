"""Freezes a small share as this version writes it: ``python -m tests.core.share.golden_share FOLDER``.

Run once at a release that changes any format; what was frozen is never made again (test_golden_share replays it).
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from desktop_app.app import App
from desktop_app.domain.facts import CaseCancelled
from desktop_app.usecases.sharing import sync
from tests.homes import enrolled, found, register
from tests.shares import answer_with_evidence


def freeze(target: Path) -> None:
    """Write a share of two PCs, and beside it what opens it and what it says."""
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        first = found(folder, "first", share=folder / "share")
        case_id = register(first, "0011111")
        second = enrolled(first, folder)
        answer_with_evidence(second, case_id, b"evidence")
        sync(second)
        sync(first)
        other = register(first, "0022222", "\u698e\u3000\u539f")
        first.commit((CaseCancelled(other, first.today(), "発令取消"),))
        sync(first)
        sync(second)
        tell(first, folder / "share", target)
        first.close()
        second.close()


def tell(app: App, share: Path, target: Path) -> None:
    """Lay down a share, what opens it and what it says."""
    shutil.copytree(share, target / "share")
    told = {
        "root": app.workplace.root_certificate,
        "org_code": app.workplace.org_code,
        "secrets": {n: s.decode() for n, s in app.record.desk.secrets("fiscal/").items()},
        "heads": dict(app.record.heads()),
        "entries": sorted(entry.hash for entry in app.record.entries()),
        "people": sorted(app.cases.people()),
        "files": sorted(app.files.names()),
    }
    (target / "told.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    freeze(Path(sys.argv[1]))
